"""A session's music: frames, beats and notes by its own numbers."""

import numpy as np
import pytest

from lyria_osc.audio.stream import Placed, Stream
from lyria_osc.service import RATE_HZ, Pcm

BEAT = RATE_HZ / 2


def ramp(start: int, frames: int) -> Pcm:
    return np.repeat(np.arange(start, start + frames, dtype=np.float32)[:, None], 2, axis=1)


def stream_of(*beats: float, downbeats: tuple[float, ...] | None = None) -> Stream:
    stream = Stream(1)
    stream.append(ramp(0, 4 * RATE_HZ))
    stream.add_beats(Placed(beat * BEAT, 120.0, None if downbeats is None else beat in downbeats) for beat in beats)
    return stream


def test_frames_come_back_across_chunks_and_silence_beyond() -> None:
    stream = Stream(1)
    assert stream.append(ramp(0, 100)) == 0
    assert stream.append(ramp(100, 50)) == 100
    assert np.array_equal(stream.get(90, 110), ramp(90, 20))
    assert np.array_equal(stream.get(10, 20), ramp(10, 10))
    assert np.array_equal(stream.get(140, 160), np.concatenate([ramp(140, 10), np.zeros((10, 2))]))
    assert np.array_equal(stream.get(-5, 5), np.concatenate([np.zeros((5, 2)), ramp(0, 5)]))
    assert stream.get(200, 210).shape == (10, 2)


def test_eight_bars_are_kept_and_no_more_for_ever() -> None:
    stream = Stream(1)
    for number in range(100):
        stream.append(ramp(0, RATE_HZ))
        stream.add_beats(Placed(number * RATE_HZ + beat * BEAT, 120.0, downbeat=None) for beat in range(2))
        stream.fresh = stream.end
        stream.forget()
        assert stream.place_in_bar(stream.end - BEAT) == (2 * number + 1) % 4, "the count outlives what is forgotten"
    kept = stream.end - stream.first
    assert 16 * RATE_HZ <= kept <= 20 * RATE_HZ
    assert len(stream.beats) < 80


def test_without_beats_ten_seconds_are_kept() -> None:
    stream = Stream(1)
    for _ in range(100):
        stream.append(ramp(0, RATE_HZ))
        stream.fresh = stream.end
        stream.forget()
    assert 10 * RATE_HZ <= stream.end - stream.first <= 12 * RATE_HZ


def test_the_next_beat_is_known_or_led_to() -> None:
    assert stream_of(3, 4).beat_from(0) == 3 * BEAT
    stream = stream_of(0, 1, 2, 6)
    assert stream.beat_from(0) == 0
    assert stream.beat_from(1) == BEAT
    assert stream.beat_from(BEAT) == BEAT
    assert stream.beat_from(2 * BEAT + 1) == 3 * BEAT, "the gap is filled in"
    assert stream.beat_from(6 * BEAT + 1) == 7 * BEAT, "and the end led on"
    assert stream.beat_from(9.5 * BEAT) == 10 * BEAT


def test_bars_back_are_counted_in_beats() -> None:
    stream = stream_of(*range(20))
    assert stream.back(16 * BEAT, 2) == 8 * BEAT
    assert stream.back(16 * BEAT, 8) is None
    assert stream.back(24 * BEAT, 2) == 16 * BEAT, "from a beat that is led to"
    assert stream.back(40 * BEAT, 1) is None


def test_bars_are_not_taken_across_a_change_of_tempo() -> None:
    stream = Stream(1)
    stream.add_beats(
        [*(Placed(n * BEAT, 120.0) for n in range(8)), *(Placed((8 + n * 0.8) * BEAT, 150.0) for n in range(9))]
    )
    assert stream.back((8 + 8 * 0.8) * BEAT, 1) == pytest.approx((8 + 4 * 0.8) * BEAT)
    assert stream.back((8 + 3 * 0.8) * BEAT, 1) is None


def test_places_in_the_bar() -> None:
    stream = stream_of(*range(1, 12), downbeats=(2, 6, 10))
    assert [stream.place_in_bar(beat * BEAT) for beat in (1, 2, 3, 5, 6, 13, 14)] == [3, 0, 1, 3, 0, 3, 0]
    assert [beat for beat in range(1, 12) if stream.is_bar_line(beat * BEAT)] == [2, 6, 10]
    unknown = stream_of(*range(1, 12))
    assert [unknown.place_in_bar(beat * BEAT) for beat in (1, 3, 4, 12, 14)] == [0, 2, 3, 3, 1]
    assert [beat for beat in range(1, 12) if unknown.is_bar_line(beat * BEAT)] == [1, 5, 9]


def test_notes_are_taken_once_and_the_last_of_those_passed_over() -> None:
    stream = Stream(1)
    for frame, note in ((0, "a"), (10, "b"), (20, "c"), (30, "d")):
        stream.note(frame, note)
    assert stream.take_notes(15, 25) == [(15, "b"), (20, "c")]
    assert stream.take_notes(15, 25) == []
    assert stream.take_notes(25, 31) == [(30, "d")]


@pytest.mark.parametrize(
    ("frames", "downbeats", "steady"),
    [
        ([0, 1, 2, 3, 4], (0, 4), 0),
        ([0, 0.7, 1.7, 2.7, 3.7], (), 0.7),
        ([0, 1, 1.5, 2.5, 3.5], (), 1.5),
        ([0, 1, 2, 3, 4, 5, 6], (0, 2, 6), 1),
        ([0, 1, 2, 3, 4, 5, 6], (1, 6), 3),
    ],
    ids=["in step", "a late first beat", "moved by half a beat", "another bar line", "none where one should be"],
)
def test_music_is_steady_from_where_beats_and_bars_are_in_step(
    frames: list[float], downbeats: tuple[int, ...], steady: float
) -> None:
    stream = Stream(1)
    stream.add_beats(Placed(place * BEAT, 120.0, number in downbeats) for number, place in enumerate(frames))
    assert stream.steady_from == steady * BEAT
