"""From the service's wire to a captured device: an unmodified SDK, real sound servers, real OSC programs."""

import subprocess
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from running_host import RunningHost, free_port
from running_lyria import RunningLyria
from sound_servers import Jack, Pulse, matched

from lyria_osc.audio.feeder import FADE_S
from lyria_osc.service import RATE_HZ, Pcm

FADE = int(FADE_S * RATE_HZ)


def placed(captured: Pcm, sent: Pcm) -> tuple[int, int]:
    """The first captured frame that is past the fade in, and the frame of the music that it is; the music is noise."""
    first = int(np.flatnonzero(np.abs(captured).sum(axis=1))[0]) + FADE + 10
    [place] = np.flatnonzero((sent == captured[first]).all(axis=1))
    return first, int(place)


def test_what_the_service_sends_is_what_is_captured(pulse: Pulse, jack: Jack, tmp_path: Path) -> None:
    pulse.add_sink("vsink")
    seconds = 60
    with (
        RunningLyria("--source", "noise", "--speed", "1.03", "--burst", "2") as lyria,
        RunningLyria("--source", "noise", "--speed", "1.03", "--burst", "2") as other,
        pulse.record("vsink") as recording,
        RunningHost(
            "--engine", "lyria", device="pulse:vsink", environment={**lyria.environment, "JACK_DEFAULT_SERVER": "none"}
        ) as host,
        RunningHost("--engine", "lyria", device="system", environment=other.environment) as jack_host,
    ):
        host.client()
        jack_client = jack_host.client()
        jack_client.wait("/lyria/beat", within_s=30)
        jack_capture = threading.Thread(target=jack.record, args=(tmp_path / "jack.wav", seconds))
        jack_capture.start()
        recording.await_frames(recording.frames() + seconds * RATE_HZ, within_s=seconds + 30)
        jack_capture.join()
        pulse_pcm, jack_pcm = recording.pcm(), jack.pcm(tmp_path / "jack.wav")
        sent, jack_sent = lyria.end(), other.end()
    loop = 60 * RATE_HZ
    for captured, music in ((pulse_pcm, sent), (jack_pcm, jack_sent)):
        first, place = placed(captured, music[:loop])
        frames, inserted = matched(captured[first:], music[place:])
        assert frames > (seconds - 5) * RATE_HZ
        assert inserted < RATE_HZ / 2


def sinad_db(tone: NDArray[np.float32], hz: float, rate_hz: int) -> float:
    """Signal to noise and distortion of a sine, by least squares."""
    turns = 2 * np.pi * hz * np.arange(len(tone)) / rate_hz
    basis = np.stack([np.sin(turns), np.cos(turns), np.ones(len(tone))], axis=1)
    fit, *_ = np.linalg.lstsq(basis, tone.astype(np.float64), rcond=None)
    signal = basis @ fit
    return float(20 * np.log10(np.std(signal) / np.std(tone - signal)))


@pytest.mark.parametrize("hz", [1_000, 10_000])
def test_a_tone_into_another_rate_is_limited_by_the_format_alone(pulse: Pulse, hz: int) -> None:
    pulse.add_sink("vsink", rate_hz=44_100)
    with (
        RunningLyria("--source", f"sine:{hz}", "--speed", "1.05", "--burst", "2") as lyria,
        pulse.record("vsink", rate_hz=44_100) as recording,
        RunningHost("--engine", "lyria", device="pulse:vsink", environment=lyria.environment) as host,
    ):
        host.client().wait("/lyria/state", lambda args: args == ("playing",), within_s=30)
        recording.await_frames(recording.frames() + 4 * 44_100)
        captured = recording.pcm()[-2 * 44_100 :, 0]
    # The service's 16 bits, and not the conversion, are what is heard: a full 16-bit sine of this level has 92 dB.
    assert sinad_db(captured, hz, 44_100) > 91.0


def test_a_service_that_comes_back_gets_the_whole_state() -> None:
    with (
        RunningLyria("--source", "noise", "--speed", "1.1", "--burst", "3") as lyria,
        RunningHost("--engine", "lyria", "--buffer", "3", environment=lyria.environment) as host,
    ):
        client = host.client()
        client.wait("/lyria/beat", within_s=30)
        client.send("/lyria/density", 0.25)
        client.send("/lyria/prompts", "cello:1.0, rain:-0.5")
        client.send("/lyria/scale", "D major")
        lyria.wait("musicGenerationConfig", lambda said: said.get("scale") == "D_MAJOR_B_MINOR")
        lyria.kill_and_restart()
        config = lyria.wait("musicGenerationConfig", within_s=40)
        prompts = lyria.wait("clientContent")["weightedPrompts"]
        assert lyria.wait("playbackControl") == "PLAY"
        client.wait("/lyria/beat", within_s=30, count=8)
    assert config["density"] == 0.25
    assert config["scale"] == "D_MAJOR_B_MINOR"
    assert [(prompt["text"], prompt["weight"]) for prompt in prompts] == [("cello", 1.0), ("rain", -0.5)]


def test_a_storm_of_faders_is_a_few_configs_that_end_on_the_last_value() -> None:
    with (
        RunningLyria("--source", "noise", "--speed", "1.1", "--burst", "3") as lyria,
        RunningHost("--engine", "lyria", "--buffer", "2", environment=lyria.environment) as host,
    ):
        client = host.client()
        client.wait("/lyria/beat", within_s=30)
        before = len(lyria.frames("musicGenerationConfig"))
        start_s = time.monotonic()
        for step in range(5_000):
            client.send("/lyria/density", (step % 997) / 1_000)
            while time.monotonic() < start_s + step * 0.001:
                client.listen(0.0005)
        client.send("/lyria/density", 0.125)
        client.listen(0.5)
        configs = lyria.frames("musicGenerationConfig")[before:]
        resets = [f for f in lyria.frames("playbackControl") if f["frame"]["playbackControl"] == "RESET_CONTEXT"]
    assert 40 <= len(configs) <= 55
    assert configs[-1]["frame"]["musicGenerationConfig"]["density"] == 0.125
    assert resets == []


def test_a_refused_key_is_told_in_words() -> None:
    with (
        RunningLyria("--refuse-code", "1007") as lyria,
        RunningHost("--engine", "lyria", environment=lyria.environment) as host,
    ):
        client = host.client(subscribe=False)
        client.send("/lyria/subscribe")
        _, words = client.wait("/lyria/error", within_s=15)
        assert "key" in str(words).lower()
        assert "local" not in str(words)
        client.wait("/lyria/state", lambda args: args == ("failed",))
        assert "Traceback" not in host.log


def test_liblo_drives_it_and_hears_beats() -> None:
    port = free_port()
    dump = subprocess.Popen(["oscdump", "-L", str(port)], stdout=subprocess.PIPE, text=True)
    assert dump.stdout
    try:
        with RunningHost("--engine", "offline", "--send", f"127.0.0.1:{port}") as host:
            client = host.client()
            for words in (("bpm", "i", "150"), ("density", "s", "0.25"), ("prompts", "s", "808 hip hop beat:1.5")):
                subprocess.run(["oscsend", "127.0.0.1", str(host.port), f"/lyria/{words[0]}", *words[1:]], check=True)
            tcp = f"osc.tcp://127.0.0.1:{host.port}/"
            subprocess.run(["oscsend", tcp, "/lyria/brightness", "f", "0.75"], check=True)
            client.listen(0.5)
            assert client.messages("/lyria/brightness")[-1][1] == (0.75,)
            assert client.ask("/lyria/bpm") == (150.0,)
            said = []
            for line in dump.stdout:
                said.append(line)
                if "/lyria/beat iif" in line and line.rstrip().endswith("150.000000"):
                    break
    finally:
        dump.terminate()
        dump.wait()
        dump.stdout.close()
    text = "".join(said)
    assert "/lyria/density f 0.250000" in text
    assert '/lyria/prompt/1/text s "808 hip hop beat"' in text
