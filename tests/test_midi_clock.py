"""MIDI clock out to a port of JACK's, which is where there is no sound card's sequencer; and which port is meant."""

import io
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise

import jack
import numpy as np
import pytest
from running_host import RunningHost
from sound_servers import Jack

from lyria_osc.beat.timeline import CountedBeat
from lyria_osc.errors import ConfigError
from lyria_osc.midi_clock import MidiClock
from lyria_osc.midi_sender import Sender, open_port

PORT = "lyria clock"


class FakeOutput:
    def __init__(self, *names: str, makes: bool = True) -> None:
        self.names = names
        self.makes = makes
        self.opened: int | str | None = None
        self.sent: list[bytes] = []

    def get_ports(self) -> list[str]:
        return list(self.names)

    def open_port(self, port: int) -> None:
        self.opened = port

    def open_virtual_port(self, name: str) -> None:
        if not self.makes:
            raise NotImplementedError
        self.opened = name

    def send_message(self, message: bytes) -> None:
        self.sent.append(message)

    def close_port(self) -> None:
        raise AssertionError


@pytest.mark.parametrize(("wanted", "place"), [("TR-8S", 1), ("tr-8s", 1), ("through", 0), ("drum", 2), ("Drum 2", 3)])
def test_a_port_is_found_by_its_name_or_a_part(wanted: str, place: int) -> None:
    out = FakeOutput("Midi Through:0", "TR-8S", "Drum", "Drum 2")
    assert open_port(out, wanted) == out.names[place]
    assert out.opened == place


def test_a_port_that_is_not_there_is_made() -> None:
    out = FakeOutput("Midi Through:0")
    assert open_port(out, "lyria") == "lyria"
    assert out.opened == "lyria"


def test_a_port_that_cannot_be_made_or_told_is_refused() -> None:
    with pytest.raises(LookupError, match=r"there is no MIDI output 'lyria'.*there is Drum, Bass"):
        open_port(FakeOutput("Drum", "Bass", makes=False), "lyria")
    with pytest.raises(LookupError, match="'dr' could be any of Drum 1, Drum 2"):
        open_port(FakeOutput("Drum 1", "Drum 2"), "dr")


def test_without_the_extra_it_is_said_how_to_get_it() -> None:
    code = "import sys; sys.modules['rtmidi'] = None; from lyria_osc.midi_sender import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", code, PORT], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'lyria-osc[midi]'" in json.loads(done.stdout)["refused"]


def test_without_midi_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "there-is-none")
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/dev/null")
    with pytest.raises(ConfigError, match="--midi-clock: there is no MIDI here"):
        MidiClock(PORT)


@pytest.mark.parametrize(
    ("lines", "sent"),
    [
        ('[0, "fa"]\n[0, "f8"]\n', [b"\xfa", b"\xf8", b"\xfc"]),
        ('[0, "fa"]\n[0, "f8"]\n[1, "fc"]\n', [b"\xfa", b"\xf8", b"\xfc"]),
        ('[2, "f8"]\n[1, "fb"]\n[1, "f8"]\n', [b"\xfb", b"\xf8", b"\xf8", b"\xfc"]),
        ('[0, "fa"]\n[]\n', []),
    ],
)
def test_the_sender_leaves_nobody_running(monkeypatch: pytest.MonkeyPatch, lines: str, sent: list[bytes]) -> None:
    out = FakeOutput()
    sender = Sender(out)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    sender.read()
    sender.run()
    assert out.sent == sent


class Ear:
    """A JACK client that hears a MIDI port."""

    def __init__(self) -> None:
        self.heard: list[tuple[float, bytes]] = []
        self._client = jack.Client("ear", no_start_server=True)
        self._port = self._client.midi_inports.register("in")
        self._client.set_process_callback(self._process)
        self._client.activate()

    def _process(self, frames: int) -> None:
        now_s = time.monotonic()
        self.heard += [(now_s, bytes(data)) for _, data in self._port.incoming_midi_events()]

    def connect(self) -> None:
        (source,) = (port for port in self._client.get_ports(is_midi=True, is_output=True) if PORT in port.name)
        self._client.connect(source, self._port)

    def times(self, message: bytes) -> list[float]:
        return [at_s for at_s, heard in self.heard if heard == message]

    def close(self) -> None:
        self._client.deactivate()
        self._client.close()


@pytest.fixture
def ear(jack: Jack) -> Iterator[Ear]:
    ear = Ear()
    yield ear
    ear.close()


def test_pulses_are_sent_at_their_moments(ear: Ear) -> None:
    clock = MidiClock(PORT)
    ear.connect()
    first_s = time.monotonic() + 0.5
    beats = [(first_s + 0.5 * number, CountedBeat(24_000.0 * number, 1, 1 + number, 120.0)) for number in range(10)]
    while (now_s := time.monotonic()) < first_s + 3.0:
        clock.look([beat for beat in beats if beat[0] < now_s + 0.75], now_s, 0.1)
        time.sleep(0.05)
    clock.look((), time.monotonic(), 0.1)
    time.sleep(0.2)
    clock.close(time.monotonic())
    times = ear.times(b"\xf8")
    assert [message for _, message in ear.heard if message != b"\xf8"] == [b"\xfa", b"\xfc"]
    assert ear.heard[0][1] == b"\xfa"
    assert ear.heard[-1][1] == b"\xfc"
    assert len(times) == pytest.approx(2.9 * 48, abs=4)
    late_s = np.array(times) - (first_s + 0.1 + np.arange(len(times)) / 48)
    assert np.median(late_s) < 0.1
    assert late_s.min() > -0.001


def test_a_host_sends_its_music_s_clock(ear: Ear) -> None:
    with RunningHost("--engine", "offline", "--set", "bpm=150", "--buffer", "1", "--midi-clock", PORT) as host:
        client = host.client()
        ear.connect()
        client.wait("/lyria/beat", within_s=40.0)
        client.listen(3.0)
        client.send("/lyria/pause")
        client.wait("/lyria/state", lambda args: args == ("paused",))
        client.listen(0.5)
        paused = len(ear.heard)
        client.listen(0.5)
        assert len(ear.heard) == paused
        client.send("/lyria/play")
        client.wait("/lyria/state", lambda args: args == ("playing",))
        client.listen(2.0)
        beats = [at_s for at_s, _ in client.messages("/lyria/beat")]
        assert host.end() == 0
    orders = [message for _, message in ear.heard if message != b"\xf8"]
    assert orders[-3:] == [b"\xfc", b"\xfb", b"\xfc"]
    pulses = np.array(ear.times(b"\xf8"))
    halts = [at_s for at_s, message in ear.heard if message == b"\xfc"]
    for start_s, end_s in pairwise(beat for beat in beats if beat > pulses[0] + 0.1):
        if end_s - start_s < 0.5:
            assert abs(((pulses > start_s) & (pulses < end_s)).sum() - 24) <= 3
    assert len(halts) == 2
