"""Drums, bass, chords, pad and arpeggio: what each part plays in one beat of a bar.

Whether a hit sounds is one comparison: how essential the groove's pattern holds it for against a threshold that falls
with density. Chance moves both a little: by phrase, so that every idea has its own face, and by bar with temperature,
so that it lives.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lyria_osc.offline.chance import Chance
from lyria_osc.offline.grooves import GROOVES, STEPS_PER_BAR, Groove, importance
from lyria_osc.offline.score import Bar, Controls, Hit, Idea, Note
from lyria_osc.offline.voices import VOICES

STEPS_PER_BEAT = 4
PHRASE_BARS = 4
LOWEST_BASS, HIGHEST_BASS = 28, 45
DRUM_LEVELS = {
    "kick": 1.0, "snare": 0.85, "clap": 0.75, "hat": 0.36, "open": 0.4, "ride": 0.36, "crash": 0.5, "rim": 0.5,
    "shaker": 0.3, "tamb": 0.32, "conga": 0.55, "bongo": 0.45, "tom": 0.7, "bell": 0.35, "timbale": 0.5, "tabla": 0.75,
    "timp": 0.8, "stomp": 0.6, "pedal": 0.3, "riser": 0.4,
}  # fmt: skip
"""How loud a drum's full hit is beside the kick's."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What every part sees as it plays a beat: `beat` is 0..3 in the bar, `density` and `brightness` what is in force."""

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
        return 0.9 * lively * self.controls.temperature

    def threshold(self, loosened: float = 0.0) -> float:
        """How essential a hit must be to sound."""
        density = self.controls.density + 0.25 * self.bar.style.feel("busy")
        return 8.7 - 8.2 * min(1.0, max(0.0, density)) + 2.0 * (1 - self.bar.intensity) - loosened

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
        face = self.chance.u("face", part, step, self.bar.number // PHRASE_BARS, self.bar.section) - 0.5
        stray = self.chance.u("stray", part, step, self.bar.number) - 0.5
        return essential + face + self.variation * stray >= self.threshold(loosened)

    def level(self, part: str, essential: float, step: int) -> float:
        """How loud a hit is, 0..1: by its weight in the groove, and a little by chance."""
        human = self.chance.u("level", part, step, self.bar.number) - 0.5
        return min(1.0, (0.5 + 0.055 * essential) * (1 + 0.12 * human * min(2.0, self.controls.temperature)))


def voices_of(stand: Stand, part: str, most: int) -> list[tuple[str, float]]:
    """The voices that sit in a chair with their levels, loudest first, at most so many."""
    ranked = [(voice, level) for voice, level in stand.bar.style.ranked(part) if level > 0.08]
    return ranked[:most]


def drums(stand: Stand) -> Iterator[Hit]:
    """The drummer's hits in a beat."""
    bar = stand.bar
    kits = bar.style.ranked("kit")
    volume = bar.style.feel("drums")
    if not kits or volume < 0.08:
        return
    names = sorted({name for groove, _ in bar.style.ranked("groove") for name in GROOVES[groove].drums})
    filling = STEPS_PER_BAR - bar.fill_steps
    for name in names:
        if bar.breakdown and name in ("kick", "snare", "clap"):
            continue
        kit = stand.chance.pick(kits, 1.0, len(kits), "kit", name)
        for step in stand.steps:
            if step >= filling and name not in ("kick", "shaker", "tamb"):
                continue
            pattern = stand.groove(name, step).drums.get(name)
            essential = importance(pattern, bar.number, step) if pattern else 0
            if stand.sounds(name, essential, step):
                level = stand.level(name, essential, step) * DRUM_LEVELS[name] * volume
                yield Hit(stand.frame(step), name, kit, level, int(4 * stand.chance.u("take", name, step, bar.number)))
    yield from _fill(stand, stand.chance.pick(kits, 1.0, len(kits), "kit", "fill"), volume)


def _fill(stand: Stand, kit: str, volume: float) -> Iterator[Hit]:
    """Fills at a phrase's end, the roll and rise of a build, and the crash that opens a section."""
    bar = stand.bar
    opens = bar.number % 8 == 0 and bar.number > 0 and not bar.breakdown
    if opens and stand.beat == 0 and stand.threshold() < 7.5:
        yield Hit(stand.frame(0), "crash", kit, DRUM_LEVELS["crash"] * volume * bar.intensity)
    soft = min(1.0, volume)
    for step in stand.steps:
        rolled = bar.build and (bar.number % 2 == 1 or step % 2 == 0) and stand.sounds("roll", 6, step)
        if rolled:
            rise = ((bar.number % 2) * STEPS_PER_BAR + step) / (2 * STEPS_PER_BAR)
            yield Hit(stand.frame(step), "snare", kit, (0.25 + 0.45 * rise) * soft, step % 4)
        elif step >= STEPS_PER_BAR - bar.fill_steps and stand.sounds("fill", 7 if step % 2 == 0 else 5, step):
            drum = "tom" if stand.chance.u("fill drum", bar.number, step // 2) < 0.5 else "snare"
            level = stand.level("fill", 7, step) * DRUM_LEVELS[drum] * soft
            yield Hit(stand.frame(step), drum, kit, level, (STEPS_PER_BAR - step) // 3)
    if bar.build and bar.number % 2 == 0 and stand.beat == 0 and volume > 0.5:
        yield Hit(stand.frame(0), "riser", kit, DRUM_LEVELS["riser"] * soft, round(stand.idea.bpm))


def _until_next(
    stand: Stand, part: str, step: int, pattern_of: Callable[[Groove], str], loosened: float = 0.0
) -> float:
    """Steps from a step to the part's next hit in the bar, or to the bar line."""
    for later in range(step + 1, STEPS_PER_BAR):
        essential = importance(pattern_of(stand.groove(part, later)), stand.bar.number, later)
        if stand.sounds(part, essential, later, loosened):
            return later - step
    return STEPS_PER_BAR - step


def _held(stand: Stand, step: int, steps: float) -> int:
    return max(480, round(steps * stand.idea.beat_frames / STEPS_PER_BEAT))


def bass(stand: Stand) -> Iterator[Note]:
    """The bass's notes in a beat."""
    bar = stand.bar
    if bar.breakdown and bar.number % 8 < 2:
        return
    voices = voices_of(stand, "bass", 2)
    for step in stand.steps if voices else ():
        groove = stand.groove("bass", step)
        essential = importance(groove.bass, bar.number, step)
        if not stand.sounds("bass", essential, step, 0.8):
            continue
        pitch = _bass_pitch(bar, groove.line[(bar.number * STEPS_PER_BAR + step) % len(groove.line)])
        steps = _until_next(stand, "bass", step, lambda groove: groove.bass, 0.8)
        frames = _held(stand, step, steps * groove.bass_gate)
        level = stand.level("bass", essential, step)
        for voice, loud in voices:
            yield Note(stand.frame(step), frames, "bass", voice, pitch + VOICES[voice].shift, level * loud)


def _bass_pitch(bar: Bar, token: str) -> int:
    degree = bar.chord.root
    if token == "a":
        degree = bar.next_root + (-1 if bar.next_root > bar.chord.root else 1)
    degree += {"f": 4, "t": 2, "s": 6}.get(token, 0)
    pitch = bar.key.pitch(degree, 1)
    pitch -= 12 * ((pitch - LOWEST_BASS) // 12)
    return pitch + 12 * (token == "o" and pitch + 12 <= HIGHEST_BASS)


def comp(stand: Stand) -> Iterator[Note]:
    """The chords that are struck in a beat."""
    bar = stand.bar
    voices = voices_of(stand, "comp", 3)
    for step in stand.steps if voices else ():
        groove = stand.groove("comp", step)
        essential = importance(groove.comp, bar.number, step)
        if not stand.sounds("comp", essential, step, 0.5):
            continue
        steps = _until_next(stand, "comp", step, lambda groove: groove.comp, 0.5)
        frames = _held(stand, step, steps * min(1.0, groove.comp_gate * (0.6 + 0.8 * bar.style.feel("legato"))))
        level = stand.level("comp", essential, step)
        for voice, loud in voices:
            spec = VOICES[voice]
            pitches = [pitch + spec.shift for pitch in bar.voicing]
            for number, pitch in enumerate(pitches):
                frame = stand.frame(step) + round(number * spec.strum_s * 48_000)
                pan = 0.35 * (2 * number / (len(pitches) - 1) - 1)
                yield Note(frame, frames, "comp", voice, pitch, level * loud / len(pitches) ** 0.5, pan)


def pad(stand: Stand) -> Iterator[Note]:
    """The pad's chord, from bar line to bar line."""
    if stand.beat:
        return
    bar = stand.bar
    frames = _held(stand, 0, STEPS_PER_BAR)
    for voice, loud in voices_of(stand, "pad", 2):
        for pitch in bar.voicing:
            level = 0.8 * loud / len(bar.voicing) ** 0.5
            yield Note(stand.frame(0), frames, "pad", voice, pitch + VOICES[voice].shift, level)


def arp(stand: Stand) -> Iterator[Note]:
    """The arpeggio's notes in a beat."""
    bar = stand.bar
    voices = voices_of(stand, "arp", 2)
    ladder = [*bar.voicing, *(pitch + 12 for pitch in bar.voicing)]
    for step in stand.steps if voices else ():
        groove = stand.groove("arp", step)
        essential = importance(groove.arp, bar.number, step)
        if not stand.sounds("arp", essential, step, 0.3):
            continue
        pitch = ladder[_rung(groove.arp_order, step, len(ladder), stand)]
        frames = _held(stand, step, 0.9)
        level = stand.level("arp", essential, step)
        for voice, loud in voices:
            pan = 0.5 if step % 2 else -0.5
            yield Note(stand.frame(step), frames, "arp", voice, pitch + VOICES[voice].shift, level * loud, pan)


def _rung(order: str, step: int, rungs: int, stand: Stand) -> int:
    """Which rung of the ladder of chord tones an arpeggio takes at a step."""
    if order == "up":
        return step % rungs
    if order == "down":
        return rungs - 1 - step % rungs
    if order == "alberti":
        return (0, 2, 1, 2)[step % 4] + (rungs // 2 if step % 8 >= 4 and rungs > 6 else 0)
    if order == "roll":
        return (0, 3, 2, 4, 1, 3, 2, 4)[(step + stand.bar.number * 3) % 8] % rungs
    wave = step % (2 * rungs - 2)
    return wave if wave < rungs else 2 * rungs - 2 - wave
