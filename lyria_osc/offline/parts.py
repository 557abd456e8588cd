"""Bass, chords, pad and arpeggio: what each part plays in one beat of a bar."""

from collections.abc import Callable, Iterator

from lyria_osc.offline.grooves import STEPS_PER_BAR, Groove, importance
from lyria_osc.offline.score import Bar, Note
from lyria_osc.offline.stand import STEPS_PER_BEAT, Stand, voices_of
from lyria_osc.offline.voices import VOICES
from lyria_osc.service import RATE_HZ

LOWEST_BASS, HIGHEST_BASS = 28, 45


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
                frame = stand.frame(step) + round(number * spec.strum_s * RATE_HZ)
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
