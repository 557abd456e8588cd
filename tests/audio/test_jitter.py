import numpy as np
import pytest

from lyria_osc.audio.jitter import KEEP_FRAMES, JitterBuffer
from lyria_osc.service import Pcm


def ramp(start: int, frames: int) -> Pcm:
    return np.repeat(np.arange(start, start + frames, dtype=np.float32)[:, None], 2, axis=1)


def test_frames_come_out_in_order_however_they_are_cut() -> None:
    buffer = JitterBuffer()
    assert [buffer.append(ramp(0, 10)), buffer.append(ramp(10, 1)), buffer.append(ramp(11, 20))] == [0, 10, 11]
    read = np.concatenate([buffer.read(frames) for frames in (3, 0, 9, 100, 5)])
    assert np.array_equal(read, ramp(0, 31))
    assert buffer.held_frames == 0
    assert buffer.next_frame == buffer.end_frame == 31


def test_an_empty_buffer_gives_nothing() -> None:
    assert JitterBuffer().read(10).shape == (0, 2)


def test_an_empty_chunk_changes_nothing() -> None:
    buffer = JitterBuffer()
    buffer.append(ramp(0, 0))
    buffer.append(ramp(0, 4))
    assert len(buffer.read(9)) == 4


def test_steps_back_to_what_was_read() -> None:
    buffer = JitterBuffer()
    buffer.append(ramp(0, 100))
    buffer.read(60)
    assert buffer.step_back(25) == 25
    assert np.array_equal(buffer.read(10), ramp(25, 10))


def test_never_steps_forward() -> None:
    buffer = JitterBuffer()
    buffer.append(ramp(0, 100))
    buffer.read(10)
    assert buffer.step_back(50) == 10


def test_keeps_no_more_than_it_says() -> None:
    buffer = JitterBuffer()
    for start in range(0, 10 * KEEP_FRAMES, KEEP_FRAMES // 4):
        buffer.append(ramp(start, KEEP_FRAMES // 4))
        buffer.read(KEEP_FRAMES // 4)
    kept = buffer.next_frame - buffer.step_back(0)
    assert KEEP_FRAMES <= kept <= KEEP_FRAMES + KEEP_FRAMES // 4


def test_drop_forgets_the_music_and_keeps_the_count() -> None:
    buffer = JitterBuffer()
    buffer.append(ramp(0, 50))
    buffer.drop()
    assert buffer.held_frames == 0
    assert buffer.append(ramp(50, 5)) == 50
    assert np.array_equal(buffer.read(9), ramp(50, 5))


@pytest.mark.parametrize(("start", "stop", "expected"), [(-5, 3, 3), (8, 14, 6), (29, 99, 1), (40, 50, 0)])
def test_peek_gives_what_there_is(start: int, stop: int, expected: int) -> None:
    buffer = JitterBuffer()
    buffer.append(ramp(0, 10))
    buffer.append(ramp(10, 20))
    seen = buffer.peek(start, stop)
    assert len(seen) == expected
    assert buffer.next_frame == 0
