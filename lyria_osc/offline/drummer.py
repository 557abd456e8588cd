"""The drummer: what is hit in one beat of a bar, with fills, rolls, crashes and stutters."""

from collections.abc import Iterator

from lyria_osc.offline.grooves import GROOVES, STEPS_PER_BAR, importance
from lyria_osc.offline.score import Hit
from lyria_osc.offline.stand import Stand

DRUM_LEVELS = {
    "kick": 1.0, "snare": 0.85, "clap": 0.75, "hat": 0.3, "open": 0.32, "ride": 0.3, "crash": 0.4, "rim": 0.5,
    "shaker": 0.26, "tamb": 0.26, "conga": 0.55, "bongo": 0.45, "tom": 0.7, "bell": 0.35, "timbale": 0.5, "tabla": 0.75,
    "timp": 0.8, "stomp": 0.6, "pedal": 0.3, "riser": 0.4,
}  # fmt: skip
"""How loud a drum's full hit is beside the kick's."""

GHOSTED = ("hat", "shaker", "conga", "bongo", "tabla")
"""Drums that, at the greatest density, fill the steps their pattern leaves empty."""


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
            if pattern and not essential and name in GHOSTED:
                essential = 1
            if stand.sounds(name, essential, step):
                level = stand.level(name, essential, step) * DRUM_LEVELS[name] * volume
                yield Hit(stand.frame(step), name, kit, level, int(4 * stand.chance.u("take", name, step, bar.number)))
    yield from _stutter(stand, stand.chance.pick(kits, 1.0, len(kits), "kit", "stutter"), volume)
    yield from _fill(stand, stand.chance.pick(kits, 1.0, len(kits), "kit", "fill"), volume)


def _stutter(stand: Stand, kit: str, volume: float) -> Iterator[Hit]:
    """Glitches: a drum that repeats itself through a beat, faster than a hand could."""
    place = stand.bar.number * 4 + stand.beat
    if stand.chance.u("stutter", place) >= 0.4 * stand.bar.style.feel("glitch"):
        return
    drum = ("hat", "rim", "snare", "kick", "bell")[int(5 * stand.chance.u("stutter drum", place))]
    count = (3, 6, 8, 12)[int(4 * stand.chance.u("stutter count", place))]
    for number in range(count):
        level = DRUM_LEVELS[drum] * volume * (0.85 - 0.5 * number / count)
        yield Hit(
            stand.frame(4 * stand.beat) + round(number * stand.idea.beat_frames / count), drum, kit, level, number % 4
        )


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
