"""Where music can be left and where it can go on: the turns that a program takes. Pure.

A `Turn` is a join that is to be made. One that repeats leads back by whole bars, at a beat; one that relays leads into
the music of another session, bar line on bar line. Where no beats are known, a turn is a long crossfade.
"""

from dataclasses import dataclass

from lyria_osc.audio.joins import ALIGN_S, Join, best_shift, likeness
from lyria_osc.audio.stream import Stream
from lyria_osc.service import RATE_HZ

FADE_FRAMES = int(0.03 * RATE_HZ)
"""Length of the crossfade at a repeat and a return."""

GUARD_FRAMES = int(0.006 * RATE_HZ)
"""A join is made so long before its beat: the attack belongs to the music that comes."""

COMPARED_FRAMES = RATE_HZ // 2
"""So much before and after is compared."""

ALIGN_FRAMES = int(ALIGN_S * RATE_HZ)
ALIGN_OVER_FRAMES = RATE_HZ // 10
CANDIDATE_BARS = (1, 2, 4, 8)

PHRASE_FRAMES = 4 * RATE_HZ
"""What is repeated where no beats are known; every other time it is twice as much."""

LEAST_PHRASE_FRAMES = RATE_HZ
PHRASE_FADE_FRAMES = RATE_HZ
RELAY_FADE_FRAMES = 4 * RATE_HZ
"""The crossfade into another session where no beats are known."""

SLOW_BEAT_FRAMES = int(0.6 * RATE_HZ)
"""A crossfade into another session lasts a beat; two, where a beat is shorter than this."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A join to make: music up to `at`, then `stream` from `frame`, with a fade that ends there."""

    at: int
    stream: Stream
    frame: int
    fade: int


def joins_at(stream: Stream, beat: float) -> list[Join]:
    """The bars before a beat that can be repeated."""
    found = []
    for bars in CANDIDATE_BARS:
        earlier = stream.back(beat, bars)
        if earlier is not None and earlier - GUARD_FRAMES - FADE_FRAMES - ALIGN_FRAMES >= stream.first:
            found.append(Join(bars, round(earlier), _likeness(stream, round(beat), round(earlier))))
    return found


def _likeness(stream: Stream, beat: int, earlier: int) -> float:
    before = min(COMPARED_FRAMES, earlier - stream.first)
    after = min(COMPARED_FRAMES, max(stream.end - beat, 0))
    return likeness(stream.get(beat - before, beat + after), stream.get(earlier - before, earlier + after))


def repeat(stream: Stream, edge: int, beat: int, join: Join) -> Turn:
    """Back from `edge`, a little before a beat, by the bars of a join; moved a little to meet the waveform."""
    goal = join.frame + edge - beat
    leaving = stream.get(edge - ALIGN_OVER_FRAMES, edge)
    entering = stream.get(goal - ALIGN_OVER_FRAMES - ALIGN_FRAMES, goal + ALIGN_FRAMES)
    return Turn(edge, stream, goal + best_shift(leaving, entering), FADE_FRAMES)


def phrase_fade(stream: Stream, edge: int) -> int:
    """How long the fade back from `edge` is where no beats are known; 0 where too little is there to repeat."""
    phrase = min(PHRASE_FRAMES, (edge - stream.first) // 2)
    return min(PHRASE_FADE_FRAMES, phrase // 2) if phrase >= LEAST_PHRASE_FRAMES else 0


def repeat_phrase(stream: Stream, at: int, edge: int, count: int) -> Turn:
    """Back from `edge` by a phrase; the `count` of times it was done makes it vary."""
    phrase = min(PHRASE_FRAMES, (edge - stream.first) // 2)
    fade = edge - at
    longer = phrase * (1 + count % 2)
    return Turn(edge, stream, edge - (longer if edge - longer - fade >= stream.first else phrase), fade)


def entry(stream: Stream, place: int | None = None) -> tuple[int, int]:
    """Where a stream that was not heard yet is entered, and how long the fade into it may be.

    `place` is the place in the bar to enter at; None for any.
    """
    if not stream.has_beats:
        fade = min(RELAY_FADE_FRAMES, stream.end // 2)
        return fade, fade
    beat = steady = stream.steady_from
    while True:
        period = stream.period_at(beat)
        fade = round(period if period >= SLOW_BEAT_FRAMES else 2 * period)
        if round(beat) - GUARD_FRAMES >= fade and place in (None, stream.place_in_bar(beat, steady)):
            return round(beat) - GUARD_FRAMES, fade
        beat = stream.beat_from(beat + 1.0)


def relay(stream: Stream, at: int, limit: int, into: Stream, *, soon: bool) -> Turn | None:
    """From `at` or after, over into the music of another session; None where nothing can be crossed over from.

    It is left before `limit`: at its last bar line, or at its next one where it is to be `soon`.
    """
    if not (stream.has_beats and into.has_beats):
        frame, fade = entry(into)
        edge = min(at + fade, limit) if soon else limit
        fade = min(fade, edge - at)
        return Turn(edge, into, frame, fade) if fade >= FADE_FRAMES else None
    lines = _ways_out(stream, at, limit)
    if not lines:
        return None
    _, fade = entry(into)
    fitting = [line for line in lines if round(line) - GUARD_FRAMES - fade >= at] or lines[-1:]
    line = fitting[0] if soon else fitting[-1]
    edge = round(line) - GUARD_FRAMES
    frame, _ = entry(into, stream.place_in_bar(line))
    return Turn(edge, into, frame, min(fade, edge - at))


def _ways_out(stream: Stream, at: int, limit: int) -> list[float]:
    """The bar lines ahead; where the music ends before one, its beats."""
    beats = []
    beat = stream.beat_from(at + FADE_FRAMES + GUARD_FRAMES)
    while beat - GUARD_FRAMES <= limit:
        beats.append(beat)
        beat = stream.beat_from(beat + 1.0)
    return [beat for beat in beats if stream.is_bar_line(beat)] or beats
