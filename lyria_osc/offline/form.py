"""Form: what a bar is within the whole, so that the music goes somewhere.

A cycle is four sections of eight bars, A A' B A''. Sections differ in intensity and harmony, phrases of four bars end
in a fill, a B section starts thin and ends in a build, and each cycle draws its progressions anew.
"""

from collections.abc import Sequence

from lyria_osc.offline.chance import Chance
from lyria_osc.offline.harmony import Key, chord, progressions, voicing
from lyria_osc.offline.score import Bar, Controls, Idea
from lyria_osc.offline.style import Style

SECTION_BARS = 8
SECTIONS = ("A", "A'", "B", "A''")
INTENSITIES = (0.8, 0.9, 0.75, 1.0)
COMP_CENTRE = 60


def plan_bar(number: int, idea: Idea, style: Style, controls: Controls, before: Sequence[int]) -> Bar:
    """Settles a bar (from 0) at its first beat; `before` is the voicing of the bar before, if any."""
    section_number = number // SECTION_BARS
    place = number % SECTION_BARS
    section = SECTIONS[section_number % len(SECTIONS)]
    key = Key(idea.key_root, 5 if idea.chance.u("home", section_number // 4) < style.feel("minor") else 0)
    roots = [_root(n, idea, style, controls, key) for n in (number, number + 1)]
    harmony = chord(roots[0], style.feel("rich"), idea.chance.u("rich", section_number, place % 4))
    shaped = style.feel("form")
    breakdown = section == "B" and place < 4 and shaped > 0.5
    fill = place % 4 == 3 and idea.chance.u("fill", number) < 0.3 + 0.3 * controls.temperature
    return Bar(
        number=number,
        style=style,
        key=key,
        chord=harmony,
        next_root=roots[1],
        voicing=voicing(key, harmony, COMP_CENTRE, before),
        intensity=1 - shaped * (1 - _intensity(section_number, place, idea.chance)),
        section=section,
        breakdown=breakdown,
        build=section == "B" and place >= 6 and shaped > 0.5,
        fill_steps=(8 if place == 7 else 4) if fill else 0,
    )


def _intensity(section_number: int, place: int, chance: Chance) -> float:
    """How full the music is (0..1): by section, a little more to each section's end, thinner at the very start."""
    level = INTENSITIES[section_number % len(SECTIONS)] + 0.1 * (place / SECTION_BARS)
    level += 0.1 * (chance.u("intensity", section_number) - 0.5)
    if section_number == 0 and place < 4:
        level -= 0.1
    return min(1.0, level)


def _root(number: int, idea: Idea, style: Style, controls: Controls, key: Key) -> int:
    """The degree on which a bar's chord stands."""
    section_number = number // SECTION_BARS
    cycle, turn = divmod(section_number, len(SECTIONS))
    verse = "B" if SECTIONS[turn] == "B" else "A"
    habits = style.ranked("harmony") or [("pop", 1.0)]
    habit = idea.chance.pick(habits, 1.0, len(habits), "habit", cycle, verse)
    roots = idea.chance.pick(
        progressions(habit, key.minor), controls.temperature, controls.top_k, "roots", cycle, verse
    )
    return roots[number % SECTION_BARS % len(roots)]
