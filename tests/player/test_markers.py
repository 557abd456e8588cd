import struct

from lyria_osc.audio.ring import ClockLine
from lyria_osc.player.markers import MOST_WAITING, NTP_EPOCH_S, Marker, MarkerQueue, bundle

LINE = ClockLine(0, 100.0, 48_000.0)
TAKEN = 10**9
HERE = (("127.0.0.1", 9001),)


def marker(frame: int, *, ahead_s: float = 0.0, offset_s: float = 0.0) -> Marker:
    return Marker(frame, (b"/x\0\0,\0\0\0",), HERE, ahead_s, offset_s)


def test_is_due_when_its_frame_leaves() -> None:
    queue = MarkerQueue()
    queue.add(marker(48_000))
    assert queue.next_s(LINE) == 101.0
    assert queue.due(100.999, LINE, TAKEN) == []
    assert queue.due(101.0, LINE, TAKEN) == [marker(48_000)]
    assert queue.next_s(LINE) is None


def test_a_device_that_has_stalled_holds_plain_markers_back() -> None:
    queue = MarkerQueue()
    queue.add(marker(48_000))
    queue.add(marker(48_000, ahead_s=0.1))
    assert queue.due(102.0, LINE, 48_000) == [marker(48_000, ahead_s=0.1)]
    assert queue.due(102.0, LINE, 48_001) == [marker(48_000)]


def test_lead_and_offset_move_the_moment() -> None:
    queue = MarkerQueue()
    early, late = marker(48_000, ahead_s=0.1), marker(24_000, offset_s=0.3)
    queue.add(late)
    queue.add(early)
    assert queue.due(100.79, LINE, TAKEN) == []
    assert queue.due(100.85, LINE, TAKEN) == [late]
    assert queue.due(100.90001, LINE, TAKEN) == [early]


def test_markers_of_one_frame_keep_their_order() -> None:
    queue = MarkerQueue()
    bar, beat = Marker(5, (b"bar",), HERE), Marker(5, (b"beat",), HERE)
    queue.add(bar)
    queue.add(beat)
    assert queue.due(200.0, LINE, TAKEN) == [bar, beat]


def test_cancel_takes_back_this_frame_and_later_ones() -> None:
    queue = MarkerQueue()
    for frame in (10, 20, 30):
        queue.add(marker(frame))
        queue.add(marker(frame, ahead_s=0.1))
    queue.cancel_from(20)
    assert [one.frame for one in queue.due(200.0, LINE, TAKEN)] == [10, 10]


def test_no_more_wait_than_may() -> None:
    queue = MarkerQueue()
    assert all(queue.add(marker(frame)) for frame in range(MOST_WAITING))
    assert not queue.add(marker(0))


def test_plain_markers_go_as_messages_and_early_ones_as_one_bundle() -> None:
    messages = (b"/lyria/bar\0\0,i\0\0\0\0\0\1", b"/x\0\0,\0\0\0")
    plain = Marker(48_000, messages, HERE)
    assert plain.datagrams(LINE, 0.0) == messages
    [datagram] = Marker(48_000, messages, HERE, ahead_s=0.1, offset_s=0.25).datagrams(LINE, wall_offset_s=1_000.0)
    assert datagram == bundle(1_101.25, messages)
    seconds, fraction = struct.unpack(">II", datagram[8:16])
    assert (seconds, fraction) == (NTP_EPOCH_S + 1_101, 2**30)
    assert datagram[16:20] == struct.pack(">i", len(messages[0]))
