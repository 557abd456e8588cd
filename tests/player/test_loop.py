"""The player's loop with an output that is driven by hand: what a host that is late, or gone, leaves to be heard."""

import time

import numpy as np
import pytest
from numpy.typing import NDArray

from lyria_osc.audio.ring import CAPACITY_FRAMES, RING_BYTES, Ring
from lyria_osc.player.loop import SAFE_S, Loop
from lyria_osc.player.markers import Marker, MarkerQueue

RATE_HZ = 48_000
SILENCE = 2 * int(SAFE_S * RATE_HZ)
"""What the loop hands over before the host has written anything."""


class Device:
    """An output that has taken as much as it is told."""

    rate_hz = float(RATE_HZ)
    block_frames = 256
    latency_s = 0.0
    bits = 0
    xruns = 0
    alive = True
    seen: tuple[float, int] | None = None

    def __init__(self) -> None:
        self.handed = 0
        self.now_taken = 0
        self.rewrites = 0
        self.is_closed = False

    def start(self) -> None:
        pass

    def hand(self, frames: int) -> None:
        self.handed += frames

    def rewrite(self) -> None:
        self.rewrites += 1

    def taken(self, now_s: float) -> int:
        return self.now_taken

    def close(self) -> None:
        self.is_closed = True


class Script:
    """The process around the loop: does one thing a step, then says goodbye."""

    def __init__(self, *steps: object) -> None:
        self._steps = list(steps)
        self.sent: list[tuple[bytes, tuple[str, int]]] = []

    @property
    def closing(self) -> bool:
        return not self._steps

    def receive(self, markers: MarkerQueue) -> None:
        step = self._steps.pop(0)
        if callable(step):
            step()
        elif isinstance(step, Marker):
            markers.add(step)

    def send(self, datagram: bytes, to: tuple[str, int]) -> None:
        self.sent.append((datagram, to))


@pytest.fixture
def ring() -> Ring:
    return Ring(memoryview(bytearray(RING_BYTES)))


def samples(ring: Ring) -> NDArray[np.float32]:
    return np.frombuffer(ring.frames, np.float32).reshape(CAPACITY_FRAMES, 2)


def test_hands_over_what_was_written(ring: Ring) -> None:
    device = Device()

    def write() -> None:
        ring.write_frame = 40_000

    Loop(ring, device, Script(write, None)).run()
    assert device.handed == ring.handed_frame == 40_000
    assert ring.underruns == 0
    assert device.is_closed


def test_a_late_host_is_faded_out_and_followed_by_silence(ring: Ring) -> None:
    device = Device()

    def write() -> None:
        samples(ring)[ring.handed_frame :] = 0.5
        ring.write_frame = 20_000

    def play_on() -> None:
        device.now_taken = 19_000

    Loop(ring, device, Script(write, play_on, None)).run()
    heard = samples(ring)[:, 0]
    assert ring.underruns == 1
    assert device.handed == ring.handed_frame > 20_000
    assert (heard[SILENCE:19_000] == 0.5).all()
    assert np.abs(np.diff(heard[SILENCE : ring.handed_frame])).max() < 0.5 / 500
    assert not heard[20_000 : ring.handed_frame].any()


def test_one_lateness_is_one_underrun(ring: Ring) -> None:
    device = Device()

    def write() -> None:
        ring.write_frame = 20_000

    def play_on() -> None:
        device.now_taken = ring.handed_frame - 100

    Loop(ring, device, Script(write, play_on, play_on, play_on, None)).run()
    assert ring.underruns == 1


def test_a_host_that_vanishes_is_faded_out(ring: Ring) -> None:
    device = Device()

    def write() -> None:
        samples(ring)[ring.handed_frame :] = 0.5
        ring.write_frame = 20_000
        device.now_taken = 8_000

    Loop(ring, device, Script(write)).run()
    heard = samples(ring)[:20_000, 0]
    assert (heard[SILENCE:8_700] == 0.5).all()
    assert heard[-1] == 0.0
    assert np.abs(np.diff(heard[SILENCE:])).max() < 0.5 / 500


def test_markers_go_out_when_their_frame_leaves(ring: Ring) -> None:
    device = Device()

    def play() -> None:
        device.now_taken = 256

    now_wanted = Marker(0, (b"now",), (("127.0.0.1", 1), ("127.0.0.1", 2)))
    much_later = Marker(10 * RATE_HZ, (b"later",), (("127.0.0.1", 1),))
    script = Script(play, now_wanted, much_later, None, None)
    Loop(ring, device, script).run()
    assert script.sent == [(b"now", ("127.0.0.1", 1)), (b"now", ("127.0.0.1", 2))]


def test_a_lost_device_ends_the_loop(ring: Ring) -> None:
    device = Device()

    def die() -> None:
        device.alive = False

    assert Loop(ring, device, Script(die, None, None)).run() is False
    assert not device.is_closed


def test_the_line_is_published(ring: Ring) -> None:
    device = Device()

    def play() -> None:
        device.now_taken = 256

    before_s = time.monotonic()
    Loop(ring, device, Script(play, None)).run()
    assert ring.line is not None
    assert before_s <= ring.line.time_of(0) <= time.monotonic()
    assert ring.read_frame == 256


def test_a_block_is_not_seen_before_it_went(ring: Ring) -> None:
    went_s: list[float] = []

    class Slow(Device):
        def taken(self, now_s: float) -> int:
            time.sleep(0.01)
            went_s.append(time.monotonic())
            return 256

    Loop(ring, Slow(), Script(None)).run()
    assert ring.line
    assert ring.line.time_of(0) >= went_s[0]


def test_what_is_written_anew_is_handed_again(ring: Ring) -> None:
    device = Device()

    def change() -> None:
        ring.changes += 1

    Loop(ring, device, Script(None, change, None, None)).run()
    assert device.rewrites == 2  # and once more as it leaves


def test_a_device_that_tells_the_moment_is_believed(ring: Ring) -> None:
    device = Device()
    now_s = time.monotonic()

    def play() -> None:
        device.now_taken = 480
        device.seen = now_s + 0.5, 101

    Loop(ring, device, Script(play, None)).run()
    assert ring.line is not None
    assert ring.line.time_of(100) == pytest.approx(now_s + 0.5, abs=1e-6)
