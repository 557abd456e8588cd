"""A stream to a sink of a real sound server: what is recorded is what was handed, or what it was written over with."""

import time
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from sound_servers import Pulse

from lyria_osc.audio.ring import RING_BYTES, Ring
from lyria_osc.errors import DeviceError
from lyria_osc.player.pulse import PulseOutput

RATE_HZ = 48_000
STEREO = ("front-left", "front-right")
WITHIN_S = 10.0


@pytest.fixture
def ring() -> Ring:
    return Ring(memoryview(bytearray(RING_BYTES)))


def samples(ring: Ring) -> NDArray[np.float32]:
    return np.frombuffer(ring.frames, np.float32).reshape(-1, 2)


def open_output(ring: Ring, sink: str = "vsink", positions: tuple[str, ...] = STEREO) -> PulseOutput:
    return PulseOutput(ring.frames, sink, RATE_HZ, 0, positions, immediate=True)


def step_until(output: PulseOutput, holds: Callable[[int], bool]) -> int:
    until_s = time.monotonic() + WITHIN_S
    while True:
        taken = output.taken(time.monotonic())
        if holds(taken):
            return taken
        assert time.monotonic() < until_s
        time.sleep(0.005)


def test_what_is_written_over_is_not_heard_and_nothing_is_moved(pulse: Pulse, ring: Ring) -> None:
    pulse.add_sink("vsink")
    numbers = np.arange(1, 60_001, dtype=np.float32)
    with pulse.record("vsink") as recording:
        output = open_output(ring)
        samples(ring)[12_000:60_000] = numbers[12_000:, None] / 65_536
        output.hand(60_000)
        taken = step_until(output, lambda taken: taken > 24_000)
        first = taken + output.block_frames + 960
        samples(ring)[first:60_000] *= -1
        output.rewrite()
        step_until(output, lambda taken: taken >= 59_500)
        recording.await_frames(recording.frames() + 4800)
        heard = recording.pcm()
        output.close()
    sounding = heard[np.flatnonzero(heard[:, 0])] * 65_536
    start = int(sounding[0, 0])
    wanted = numbers[start - 1 : start - 1 + len(sounding)]
    np.testing.assert_array_equal(sounding[:, 0], np.where(wanted > first, -wanted, wanted))
    np.testing.assert_array_equal(sounding[:, 0], sounding[:, 1])
    assert start < first < start + len(sounding)
    assert output.xruns == 0


def test_a_stream_of_one_channel_has_the_left_one(pulse: Pulse, ring: Ring) -> None:
    pulse.add_sink("mono", channels=1)
    with pulse.record("mono", channels=1) as recording:
        output = open_output(ring, "mono", ("mono",))
        samples(ring)[:40_000] = 0.5, 0.25
        output.hand(40_000)
        step_until(output, lambda taken: taken >= 39_500)
        recording.await_frames(recording.frames() + 4800)
        heard = recording.pcm()
        output.close()
    assert set(np.unique(heard)) == {0.0, 0.5}


def test_the_moment_at_which_a_frame_is_recorded_is_known(pulse: Pulse, ring: Ring) -> None:
    pulse.add_sink("vsink")
    with pulse.record("vsink"):
        output = open_output(ring)
        output.hand(100_000)
        output.start()
        step_until(output, lambda taken: taken > 48_000)
        assert output.seen
        first_s, first = output.seen
        step_until(output, lambda taken: taken > 72_000)
        assert output.seen
        last_s, last = output.seen
        output.close()
    assert 12_000 < last - first < 36_000
    assert last_s - first_s == pytest.approx((last - first) / RATE_HZ, abs=0.005)


def test_a_stream_that_runs_dry_is_counted_and_goes_on(pulse: Pulse, ring: Ring) -> None:
    pulse.add_sink("vsink")
    with pulse.record("vsink"):
        output = open_output(ring)
        output.hand(12_000)
        step_until(output, lambda taken: output.xruns == 1)
        output.hand(12_000)
        assert step_until(output, lambda taken: taken > 20_000) <= 24_000
        output.close()


def test_a_sink_that_is_removed_ends_the_stream(pulse: Pulse, ring: Ring) -> None:
    pulse.add_sink("other")
    module = pulse.add_sink("vsink")
    output = open_output(ring)
    assert output.alive
    pulse.remove(module)
    step_until(output, lambda taken: not output.alive)
    output.close()


def test_a_server_that_is_killed_ends_the_stream(pulse: Pulse, ring: Ring) -> None:
    pulse.add_sink("vsink")
    output = open_output(ring)
    pulse.kill()
    step_until(output, lambda taken: not output.alive)
    output.close()


def test_a_sink_that_is_not_there_is_refused(pulse: Pulse, ring: Ring) -> None:
    with pytest.raises(DeviceError, match=r"^sink 'vsink' cannot be opened: No such entity$"):
        open_output(ring)


def test_without_a_server_it_says_so(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere/native")
    with pytest.raises(DeviceError, match=r"^the sound server cannot be (opened|reached): Connection refused$"):
        open_output(ring)


def test_without_the_library_it_says_what_to_install(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(name: str) -> None:
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr("lyria_osc.player.libpulse.ctypes.CDLL", cannot)
    with pytest.raises(DeviceError, match=r"libpulse\.so\.0: cannot open.*apt install libpulse0"):
        open_output(ring)


def test_what_is_written_over_too_late_is_gone_over_to(pulse: Pulse, ring: Ring) -> None:
    pulse.add_sink("vsink")
    with pulse.record("vsink") as recording:
        output = open_output(ring)
        samples(ring)[:60_000] = 0.5
        output.hand(60_000)
        step_until(output, lambda taken: taken > 24_000)
        samples(ring)[:60_000] = 0.0
        output.rewrite()
        step_until(output, lambda taken: taken > 30_000)
        recording.await_frames(recording.frames() + 4800)
        heard = recording.pcm()[:, 0]
        output.close()
    last = int(np.flatnonzero(heard)[-1])
    fall = heard[last - 2000 : last + 2]
    assert fall[0] == 0.5
    assert 0 < -np.diff(fall).min() < 0.5 / 100
