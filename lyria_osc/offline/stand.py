"""Where every part stands as it plays a beat: what is in force, and the one question of whether a hit sounds.

Whether a hit sounds is one comparison: how essential the groove's pattern holds it for against a threshold that falls
with density. Chance moves both a little: by section, so that every idea has its own face, and by bar with temperature,
so that it lives.
"""

from dataclasses import dataclass

from lyria_osc.offline.chance import Chance
from lyria_osc.offline.grooves import GROOVES, Groove
from lyria_osc.offline.score import Bar, Controls, Idea
from lyria_osc.offline.terms import POOLS

STEPS_PER_BEAT = 4
PHRASE_BARS = 4
SECTION_BARS = 8


@dataclass(frozen=True, slots=True)
class Stand:
    """What every part sees as it plays a beat; `beat` is its place in the bar, 0..3."""

    idea: Idea
    bar: Bar
    beat: int
    controls: Controls

    @property
    def chance(self) -> Chance:
        """The idea's chance."""
        return self.idea.chance

    @property
    def steps(self) -> range:
        """The steps (0..15) of the bar that lie in this beat."""
        return range(self.beat * STEPS_PER_BEAT, (self.beat + 1) * STEPS_PER_BEAT)

    @property
    def variation(self) -> float:
        """How far a bar strays from its phrase, in units of importance."""
        lively = 1.5 if self.controls.mode == "DIVERSITY" else 1.0
        return lively * (3.8 - 0.3 * self.controls.guidance) * self.controls.temperature

    def threshold(self, loosened: float = 0.0) -> float:
        """How essential a hit must be to sound."""
        density = self.controls.density + 0.25 * self.bar.style.feel("busy")
        return 9.0 - 8.8 * min(1.0, max(0.0, density)) + 2.0 * (1 - self.bar.intensity) - loosened

    def groove(self, part: str, step: int) -> Groove:
        """The groove that rules a step of a part: one of the style's, by likelihood, for a whole phrase."""
        ranked = self.bar.style.ranked("groove")
        if len(ranked) == 1:
            return GROOVES[ranked[0][0]]
        drawn = self.chance.pick(ranked, 1.0, len(ranked), "groove", part, step, self.bar.number // PHRASE_BARS)
        return GROOVES[drawn]

    def frame(self, step: float) -> int:
        """The frame of a step of the bar, swung."""
        beats, within = divmod(step, STEPS_PER_BEAT)
        half, rest = divmod(within, 2)
        place = 0.5 * half + 0.25 * rest
        swing, shuffle = self.bar.style.feel("swing"), self.bar.style.feel("shuffle")
        if rest == 1:
            place += 0.25 * swing
        if half:
            place += 0.5 * shuffle * (1 - rest / 2)
        elif rest:
            place += 0.25 * shuffle
        return round(self.idea.frame(self.bar.number * 4 + beats + place))

    def sounds(self, part: str, essential: float, step: int, loosened: float = 0.0) -> bool:
        """Whether a hit of a part sounds at a step."""
        if essential <= 0:
            return False
        # What carries the groove keeps its place; the rest is spread evenly over the density's range.
        reach = 0.6 if essential >= 9 else 2.2
        face = reach * (self.chance.u("face", part, step, self.bar.number // SECTION_BARS) - 0.5)
        stray = self.variation * (self.chance.u("stray", part, step, self.bar.number) - 0.5)
        if essential >= 9:
            stray *= 0.5
        return essential + face + stray >= self.threshold(loosened)

    def level(self, part: str, essential: float, step: int) -> float:
        """How loud a hit is, 0..1: by its weight in the groove, and a little by chance."""
        human = self.chance.u("level", part, step, self.bar.number) - 0.5
        return min(1.0, (0.5 + 0.055 * essential) * (1 + 0.12 * human * min(2.0, self.controls.temperature)))


def voices_of(stand: Stand, part: str, most: int) -> list[tuple[str, float]]:
    """The loudest voices of a chair, at most so many, with their levels; DIVERSITY lets guests sit in."""
    ranked = [(voice, level) for voice, level in stand.bar.style.ranked(part) if level > 0.08][:most]
    section = stand.bar.number // SECTION_BARS
    if ranked and stand.controls.mode == "DIVERSITY" and stand.chance.u("guest", part, section) < 0.5:
        pool = POOLS[part]
        ranked[0] = (pool[int(stand.chance.u("guest voice", part, section) * len(pool))], ranked[0][1])
    return ranked
