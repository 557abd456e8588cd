"""Devices that vanish, change and come back under a host that plays; and two devices at once.

Every sink is recorded: one that nobody reads stalls for seconds, and then takes seconds at once.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from running_host import Client, RunningHost
from sound_servers import Jack, Pulse

from lyria_osc.service import RATE_HZ

OPTIONS = ("--engine", "offline", "--set", "bpm=180", "--buffer", "2")
BEAT_S = 60 / 180
BACK_WITHIN_S = 2.0


def bars_and_beats(client: Client) -> list[int]:
    """All beats heard, counted through."""
    numbers = [args[:2] for _, args in client.messages("/lyria/beat")]
    return [(int(str(bar)) - 1) * 4 + int(str(beat)) for bar, beat in numbers]


def moved_to(client: Client, name: str) -> None:
    client.wait("/lyria/warning", lambda args: args[0] == "/lyria/device" and f"goes to {name}" in str(args[1]))


@contextmanager
def listening(client: Client) -> Iterator[None]:
    """Keeps what a client hears, as it comes, while other things are waited for."""
    done = threading.Event()

    def listen() -> None:
        while not done.is_set():
            client.listen(0.02)

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        yield
    finally:
        done.set()
        listener.join()


def came_back(client: Client, name: str) -> float:
    """When it was said that the sound goes to a device again."""
    said = [at_s for at_s, args in client.messages("/lyria/warning") if f"goes to {name}" in str(args[1])]
    return said[-1]


def check_beats(client: Client, since_s: float) -> None:
    """All are counted, and from a moment on they come in time."""
    beats = bars_and_beats(client)
    assert beats == list(range(beats[0], beats[0] + len(beats)))
    gaps = np.diff([at_s for at_s, _ in client.messages("/lyria/beat") if at_s > since_s])
    assert gaps.max() < 1.5 * BEAT_S
    assert np.median(gaps) == pytest.approx(BEAT_S, abs=0.01)


@pytest.mark.parametrize("rate_hz", [48_000, 44_100])
def test_a_sink_that_is_removed_and_comes_back(pulse: Pulse, rate_hz: int) -> None:
    """A null sink that was just made takes two seconds of silence at once; it is back when that has been recorded."""
    pulse.add_sink("other")
    module = pulse.add_sink("vsink")
    with (
        pulse.record("other"),
        pulse.record("vsink"),
        RunningHost(*OPTIONS, device="pulse:vsink") as host,
    ):
        client, ear = host.client(), host.client()
        with listening(ear):
            client.wait("/lyria/beat", count=3)
            pulse.remove(module)
            moved_to(client, "none")
            client.wait("/lyria/beat", count=4)
            pulse.add_sink("vsink", rate_hz=rate_hz)
            with pulse.record("vsink", rate_hz=rate_hz) as recording:
                back_s = time.monotonic()
                moved_to(client, "pulse:vsink")
                recording.await_frames(recording.frames() + 2 * rate_hz)
                heard = recording.pcm()
    assert came_back(ear, "pulse:vsink") - back_s < BACK_WITHIN_S
    assert np.abs(heard[-rate_hz:]).max() > 0.01
    check_beats(ear, back_s - BEAT_S)


def test_jackd_is_killed_and_comes_back(jack: Jack, tmp_path: Path) -> None:
    with RunningHost(*OPTIONS, device="system") as host:
        client, ear = host.client(), host.client()
        with listening(ear):
            client.wait("/lyria/beat", count=3)
            jack.kill()
            moved_to(client, "none")
            client.wait("/lyria/beat", count=4)
            jack.start()
            back_s = time.monotonic()
            moved_to(client, "system")
            jack.record(tmp_path / "jack.wav", 2)
    assert came_back(ear, "system") - back_s < BACK_WITHIN_S
    assert np.abs(jack.pcm(tmp_path / "jack.wav")[RATE_HZ:]).max() > 0.01
    check_beats(ear, back_s - BEAT_S)


def test_the_fallback_device_is_played_to_meanwhile(pulse: Pulse) -> None:
    pulse.add_sink("other")
    module = pulse.add_sink("vsink")
    with RunningHost(*OPTIONS, "--fallback-device", "pulse:other", device="pulse:vsink") as host:
        client = host.client()
        client.wait("/lyria/beat")
        pulse.remove(module)
        moved_to(client, "pulse:other")
        with pulse.record("other") as recording:
            recording.await_frames(2 * RATE_HZ)
            assert np.abs(recording.pcm()[-RATE_HZ:]).max() > 0.01


def test_the_device_is_moved_while_it_plays(pulse: Pulse) -> None:
    pulse.add_sink("one")
    pulse.add_sink("two")
    with (
        pulse.record("one"),
        pulse.record("two") as two,
        RunningHost(*OPTIONS, device="pulse:one") as host,
    ):
        client = host.client()
        client.wait("/lyria/beat", count=2)
        client.send("/lyria/devices")
        client.wait("/lyria/devices", lambda args: args[1] == "pulse:two")
        client.send("/lyria/device", "pulse:tow")
        client.wait("/lyria/error", lambda args: "two" in str(args[1]))
        client.send("/lyria/device", "pulse:two")
        moved_to(client, "pulse:two")
        client.wait("/lyria/beat", count=3)
        assert np.abs(two.pcm()[-RATE_HZ:]).max() > 0.01
    beats = bars_and_beats(client)
    assert beats == list(range(beats[0], beats[0] + len(beats)))


def test_a_monitor_hears_the_same_and_its_loss_disturbs_nothing(pulse: Pulse) -> None:
    module = pulse.add_sink("phones")
    pulse.add_sink("vsink")
    with (
        pulse.record("vsink") as main,
        pulse.record("phones") as phones,
        RunningHost(*OPTIONS, "--monitor", "pulse:phones", device="pulse:vsink") as host,
    ):
        client = host.client()
        client.wait("/lyria/beat")
        main.await_frames(main.frames() + 4 * RATE_HZ)
        one, other = main.pcm()[-2 * RATE_HZ :], phones.pcm()[-2 * RATE_HZ :]
        pulse.remove(module)
        client.wait("/lyria/beat", count=8)
        after = main.pcm()[-RATE_HZ:]
    beats = bars_and_beats(client)
    assert beats == list(range(beats[0], beats[0] + len(beats)))
    assert np.abs(after).max() > 0.01
    size = 1 << 18
    spectra = np.fft.rfft(one[:, 0], size) * np.conj(np.fft.rfft(other[:, 0], size))
    lag = int(np.argmax(np.fft.irfft(spectra)))
    lag = lag - size if lag > size // 2 else lag
    assert abs(lag) < 0.06 * RATE_HZ
    shifted = other[max(-lag, 0) : len(other) - max(lag, 0)]
    likeness = np.corrcoef(one[max(lag, 0) :][:RATE_HZ, 0], shifted[:RATE_HZ, 0])[0, 1]
    assert likeness > 0.9
