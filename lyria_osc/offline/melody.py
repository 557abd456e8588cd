"""Melody: motifs of two bars that are stated, answered and varied over the harmony.

A motif is a smooth curve over its 32 steps and a face of chance over the groove's lead pattern; a note is picked near
the curve among the scale's degrees, chord tones being likelier, and on strong beats the only choice. Eight bars are
built a a b a'.
"""

from collections.abc import Iterator
from math import pi, sin

from lyria_osc.offline.chance import Chance
from lyria_osc.offline.grooves import STEPS_PER_BAR, importance
from lyria_osc.offline.score import Note
from lyria_osc.offline.stand import Stand, voices_of
from lyria_osc.offline.voices import VOICES

MOTIF_STEPS = 2 * STEPS_PER_BAR
PLAN = ("a", "a", "b", "a")


def lead(stand: Stand) -> Iterator[Note]:
    """The melody's notes in a beat, for the lead's and the singer's chairs."""
    singing = stand.controls.mode == "VOCALIZATION"
    singers = voices_of(stand, "vox", 2) or ([("voice", 1.0)] if singing else [])
    players = voices_of(stand, "lead", 2)
    volume = stand.bar.style.feel("lead_level")
    if singing and players:
        players = [(voice, 0.45 * loud) for voice, loud in players]
    if _rests(stand):
        players = []
    for step in stand.steps:
        if players:
            yield from _sung(stand, "lead", step, players, volume, 0.0)
        if singers:
            yield from _sung(stand, "vox", step, singers, 1.0, 1.0)


def _motif(stand: Stand) -> Chance:
    """The chance of the motif of these two bars."""
    bar = stand.bar
    name = PLAN[bar.number % 8 // 2] + ("B" if bar.section == "B" else "A")
    return stand.chance.within("motif", name, bar.number // 32)


def _rests(stand: Stand) -> bool:
    """Whether the lead keeps silent for these two bars; never for the whole of a section."""
    unit = stand.bar.number % 8 // 2
    opening = stand.bar.number < 2
    return opening or (
        unit in (1, 3) and stand.chance.u("rest", stand.bar.number // 2) > 0.45 + 0.5 * stand.controls.density
    )


def _pattern_sounds(stand: Stand, part: str, step: int, loosened: float) -> int:
    """The importance of a melody note that sounds at a step, else 0."""
    groove = stand.groove(part, step)
    essential = importance(groove.lead, stand.bar.number, step)
    if not essential:
        return 0
    motif = _motif(stand)
    place = stand.bar.number % 2 * STEPS_PER_BAR + step
    face = 3.0 * (motif.u("face", place) - 0.5)
    stray = stand.variation * (stand.chance.u("stray", part, step, stand.bar.number) - 0.5)
    return essential if essential + face + stray >= stand.threshold(loosened) else 0


def _sung(
    stand: Stand, part: str, step: int, voices: list[tuple[str, float]], volume: float, loosened: float
) -> Iterator[Note]:
    essential = _pattern_sounds(stand, part, step, loosened)
    if not essential:
        return
    steps = next(
        (later - step for later in range(step + 1, STEPS_PER_BAR) if _pattern_sounds(stand, part, later, loosened)),
        STEPS_PER_BAR - step,
    )
    gate = min(1.0, 0.55 + 0.45 * stand.bar.style.feel("legato")) if part == "lead" else 1.0
    frames = round(min(steps * gate, 10) * stand.idea.beat_frames / 4)
    level = stand.level(part, essential, step) * volume
    for voice, loud in voices:
        pitch = _pitch(stand, part, step, VOICES[voice].centre)
        yield Note(stand.frame(step), frames, part, voice, pitch, level * loud, 0.0 if part == "vox" else 0.12)


def _pitch(stand: Stand, part: str, step: int, centre: int) -> int:
    """The note near the motif's curve at a step."""
    bar, controls = stand.bar, stand.controls
    motif = _motif(stand)
    place = bar.number % 2 * STEPS_PER_BAR + step
    turns = 1 + int(2 * motif.u("turns"))
    curve = 2.8 * sin(2 * pi * (turns * place / MOTIF_STEPS + motif.u("phase")))
    curve += 1.6 * sin(2 * pi * (3.5 * place / MOTIF_STEPS + motif.u("ripple")))
    middle = bar.key.degree_near(centre) + round(curve)
    tones = {tone % 7 for tone in bar.chord.tones}
    candidates = []
    for offset in range(-3, 4):
        degree = middle + offset
        inside = degree % 7 in tones
        if step % 8 == 0 and not inside:
            continue
        candidates.append((degree, (2.5 if inside else 1.0) * 2.0 ** -abs(offset)))
    repeats = bar.number % 8 >= 6
    keys: tuple[str | int, ...] = ("pitch", place, bar.number // 2) if repeats else ("pitch", place)
    drawn = motif.pick(candidates, 0.6 * controls.temperature, controls.top_k, *keys)
    return bar.key.pitch(drawn, 4)
