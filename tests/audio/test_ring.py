import pytest

from lyria_osc.audio.ring import CAPACITY_FRAMES, FRAME_BYTES, RING_BYTES, ClockLine, Ring


@pytest.fixture
def ring() -> Ring:
    return Ring(memoryview(bytearray(RING_BYTES)))


def test_every_field_has_its_own_place(ring: Ring) -> None:
    fields = ("write_frame", "handed_frame", "read_frame", "underruns", "xruns", "block_frames")
    for number, name in enumerate(fields):
        setattr(ring, name, 2**40 + number)
    ring.line = ClockLine(7, 8.5, 48_000.25)
    assert [getattr(ring, name) for name in fields] == [2**40 + number for number in range(len(fields))]
    assert ring.line == ClockLine(7, 8.5, 48_000.25)
    assert not any(ring.frames)
    assert len(ring.frames) == CAPACITY_FRAMES * FRAME_BYTES


def test_two_views_see_one_memory() -> None:
    memory = memoryview(bytearray(RING_BYTES))
    Ring(memory).write_frame = 123
    assert Ring(memory).write_frame == 123


def test_there_is_no_line_before_one_is_set(ring: Ring) -> None:
    assert ring.line is None


def test_a_line_half_written_is_not_read(ring: Ring) -> None:
    ring.line = ClockLine(1, 1.0, 1.0)
    sequence = memoryview(ring._ints)  # the writer is stopped in the middle
    place = next(index for index in range(len(sequence)) if sequence[index] == 2)
    sequence[place] = 3
    assert ring.line is None


def test_a_line_gives_times_and_frames() -> None:
    line = ClockLine(1000, 10.0, 48_000.0)
    assert line.time_of(49_000) == 11.0
    assert line.frame_at(9.5) == 1000 - 24_000
