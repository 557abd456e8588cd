"""Devices that vanish, change and come back under a host that plays; and two devices at once.

Every sink is recorded: one that nobody reads stalls for seconds, and then takes seconds at once.
"""

import time

import numpy as np
from running_host import Client, RunningHost
from sound_servers import Pulse

from lyria_osc.service import RATE_HZ


def bars_and_beats(client: Client) -> list[int]:
    """All beats heard, counted through."""
    numbers = [args[:2] for _, args in client.messages("/lyria/beat")]
    return [(int(str(bar)) - 1) * 4 + int(str(beat)) for bar, beat in numbers]


def moved_to(client: Client, name: str) -> None:
    client.wait("/lyria/warning", lambda args: args[0] == "/lyria/device" and f"goes to {name}" in str(args[1]))


def test_a_sink_that_is_removed_and_comes_back_at_another_rate(pulse: Pulse) -> None:
    pulse.add_sink("other")
    module = pulse.add_sink("vsink")
    with (
        pulse.record("other"),
        pulse.record("vsink"),
        RunningHost("--engine", "offline", "--set", "bpm=180", "--buffer", "2", device="pulse:vsink") as host,
    ):
        client = host.client()
        client.wait("/lyria/beat", count=3)
        pulse.remove(module)
        moved_to(client, "none")
        client.wait("/lyria/beat", count=4)
        pulse.add_sink("vsink", rate_hz=44_100)
        back_s = time.monotonic()
        with pulse.record("vsink", rate_hz=44_100) as recording:
            moved_to(client, "pulse:vsink")
            took_s = time.monotonic() - back_s
            recording.await_frames(recording.frames() + 2 * 44_100)
            client.wait("/lyria/beat", count=3)
            heard = recording.pcm()
    assert took_s < 4.0
    assert np.abs(heard[-44_100:]).max() > 0.01
    beats = bars_and_beats(client)
    assert beats == list(range(beats[0], beats[0] + len(beats)))
    gaps = np.diff([at_s for at_s, _ in client.messages("/lyria/beat") if at_s < back_s])
    assert gaps.max() < 2.5 * 60 / 180


def test_the_fallback_device_is_played_to_meanwhile(pulse: Pulse) -> None:
    pulse.add_sink("other")
    module = pulse.add_sink("vsink")
    options = ("--engine", "offline", "--set", "bpm=180", "--buffer", "2", "--fallback-device", "pulse:other")
    with RunningHost(*options, device="pulse:vsink") as host:
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
        RunningHost("--engine", "offline", "--set", "bpm=180", "--buffer", "2", device="pulse:one") as host,
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
    options = ("--engine", "offline", "--set", "bpm=180", "--buffer", "2", "--monitor", "pulse:phones")
    with (
        pulse.record("vsink") as main,
        pulse.record("phones") as phones,
        RunningHost(*options, device="pulse:vsink") as host,
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
