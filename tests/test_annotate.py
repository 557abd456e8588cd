"""What is known of a chunk of music, pure."""

import numpy as np
import pytest
from virtual_player import CHUNK_FRAMES, loop

from lyria_osc.annotate import Annotator
from lyria_osc.params.values import Values
from lyria_osc.service import RATE_HZ, Beat, Pcm
from lyria_osc.session.events import Chunk

PLAIN = Values.defaults()


def chunks(music: Pcm, count: int, values: Values = PLAIN, session: int = 1) -> list[Chunk]:
    turned = np.concatenate([music] * (1 + count * CHUNK_FRAMES // len(music)))
    return [
        Chunk(turned[start : start + CHUNK_FRAMES], values, None, session)
        for start in range(0, count * CHUNK_FRAMES, CHUNK_FRAMES)
    ]


def hear(annotator: Annotator, heard: list[Chunk], start: int = 0) -> list[float]:
    """The frames of the beats that came with the chunks."""
    found = []
    for chunk in heard:
        annotator.listen(chunk)
        found += [beat.frame for beat in annotator.beats(chunk, start)]
        start += len(chunk.pcm)
    return found


def off_ms(frames: list[float], bpm: float, since: float = 0.0) -> float:
    """The farthest that any of them lies from a beat of the music."""
    period = 60 * RATE_HZ / bpm
    places = (np.array(frames) - since) / period
    return float(np.abs(places - np.round(places)).max() * period / RATE_HZ * 1000)


def test_beats_of_music_that_does_not_tell_them_are_heard() -> None:
    # The local tempo is a little off what was asked for, as the service's is.
    frames = hear(Annotator(), chunks(loop(1, 118.0), 15, PLAIN.replace({"bpm": 120.0})))
    late = [frame for frame in frames if frame > 10 * RATE_HZ]
    assert len(late) == pytest.approx(18 * 118 / 60, abs=1)
    assert off_ms(late, 118.0) < 10.0


def test_beats_that_will_soon_be_heard_are_given_at_once_and_not_twice() -> None:
    annotator = Annotator()
    frames = hear(annotator, chunks(loop(1, 120.0), 4))
    assert max(frames) < 6 * RATE_HZ
    more = [beat.frame for beat in annotator.more_beats(1, round(7.6 * RATE_HZ))]
    assert all(6 * RATE_HZ - 100 <= frame < 7.6 * RATE_HZ for frame in more)
    assert np.diff(frames + more) == pytest.approx(RATE_HZ / 2, abs=0.02 * RATE_HZ)
    assert annotator.more_beats(1, round(7.6 * RATE_HZ)) == []
    assert annotator.more_beats(2, round(7.6 * RATE_HZ)) == []


@pytest.mark.parametrize(("buffer_s", "settled_s"), [(1.0, 14.0), (4.0, 14.0), (10.0, 8.0), (60.0, 4.0)])
def test_the_more_music_is_held_the_later_beats_are_settled(buffer_s: float, settled_s: float) -> None:
    annotator = Annotator()
    frames = hear(annotator, chunks(loop(1, 120.0), 8, PLAIN.replace({"buffer": buffer_s})))
    assert max(frames) == pytest.approx((settled_s - 0.25) * RATE_HZ, abs=0.26 * RATE_HZ)
    more = [beat.frame for beat in annotator.more_beats(1, 16 * RATE_HZ)]
    assert np.diff(frames + more)[8:] == pytest.approx(RATE_HZ / 2, abs=0.02 * RATE_HZ)


def test_how_sure_beats_are_is_told() -> None:
    annotator = Annotator()
    hear(annotator, chunks(loop(1, 120.0), 8))
    # Never the same twice: noise that comes again each bar tells one.
    noise = np.random.default_rng(1).normal(0, 0.1, (8, CHUNK_FRAMES, 2)).astype(np.float32)
    hear(annotator, [Chunk(pcm, PLAIN, None, 2) for pcm in noise])
    sure, unsure = (annotator.more_beats(session, 16 * RATE_HZ)[-1].confidence for session in (1, 2))
    assert sure > 0.8
    assert unsure < 0.35


def test_a_change_of_tempo_cuts_the_music() -> None:
    annotator = Annotator()
    frames = hear(annotator, chunks(loop(1, 120.0), 8))
    slow = PLAIN.replace({"bpm": 90.0})
    frames += hear(annotator, chunks(loop(2, 90.0), 8, slow), 8 * CHUNK_FRAMES)
    after = [frame for frame in frames if frame > 8 * CHUNK_FRAMES + 4 * RATE_HZ]
    assert off_ms(after, 90.0, since=8 * CHUNK_FRAMES) < 10.0
    assert np.diff(after) == pytest.approx(RATE_HZ * 60 / 90, abs=0.02 * RATE_HZ)


def test_sessions_that_overlap_are_heard_apart() -> None:
    annotator = Annotator()
    one, two = chunks(loop(1, 120.0), 10), chunks(loop(2, 100.0), 10, PLAIN.replace({"bpm": 100.0}), session=2)
    frames: dict[int, list[float]] = {1: [], 2: []}
    for pair in zip(one, two, strict=True):
        for chunk in pair:
            frames[chunk.session] += hear(annotator, [chunk])
    assert off_ms(frames[1][8:], 120.0) < 10.0
    assert off_ms(frames[2][8:], 100.0) < 10.0


def test_known_beats_are_taken_as_they_are() -> None:
    beats = tuple(Beat(number * 24_000, 1, 1 + number % 4, 120.0) for number in range(4))
    chunk = Chunk(np.zeros((CHUNK_FRAMES, 2), np.float32), PLAIN, beats, 1)
    annotator = Annotator()
    annotator.listen(chunk)
    found = annotator.beats(chunk, 1000)
    assert [beat.frame for beat in found] == [1000, 25_000, 49_000, 73_000]
    assert [beat.downbeat for beat in found] == [True, False, False, False]
    assert {beat.confidence for beat in found} == {1.0}


def test_every_other_beat_counts_where_double_the_tempo_was_asked_for() -> None:
    slow = PLAIN.replace({"bpm": 50.0})
    beats = tuple(Beat(number * 28_800, 1, 1 + number % 4, 100.0) for number in range(4))
    found = Annotator().beats(Chunk(np.zeros((CHUNK_FRAMES, 2), np.float32), slow, beats, 1), 0)
    assert [(beat.frame, beat.bpm, beat.downbeat) for beat in found] == [(0, 50.0, None), (57_600, 50.0, None)]
