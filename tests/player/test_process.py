"""The player as a process: it starts, tells what it opened, ends with its host, and says what is missing."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lyria_osc.errors import DeviceError
from lyria_osc.player.process import Order, PlayerProcess, query

HARDWARE = """
import os
from pathlib import Path
from lyria_osc.player import output

class PortAudioError(Exception):
    pass

def query_devices(device):
    return {"name": "Card: PCM (hw:1,0)", "hostapi": 0}

def query_hostapis(index):
    return {"name": "ALSA"}

output.ASOUND = Path(__file__).parent / "asound"
(output.ASOUND / "card1" / "pcm0p" / "sub0").mkdir(parents=True)
"""
MIXER = """
import os
from pathlib import Path

class RingBuffer:
    read_available = 0

    def __init__(self, size, buffer):
        pass

    def advance_write_index(self, frames):
        pass

class Mixer:
    samplerate, latency, active, actions = 48000.0, 0.1, True, ()

    def __init__(self, *, dither_off, **others):
        sub = Path(__file__).parent / "asound" / "card1" / "pcm0p" / "sub0"
        (sub / "status").write_text(f"state: PREPARED\\nowner_pid   : {os.getpid()}\\n")
        (sub / "hw_params").write_text("format: S16_LE\\n" if dither_off else "closed\\n")

    def __getattr__(self, name):
        return lambda *args: None
"""
"""What stands for PortAudio, and a kernel that tells of 16 bits once the device is open without dither."""


def ended() -> None:
    raise AssertionError


@pytest.fixture
def no_portaudio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sounddevice.py").write_text('raise OSError("PortAudio library not found")')
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


@pytest.mark.usefixtures("no_portaudio")
def test_without_portaudio_it_says_what_to_install() -> None:
    with pytest.raises(DeviceError, match="apt install libportaudio2"):
        query()
    with pytest.raises(DeviceError, match="apt install libportaudio2"):
        PlayerProcess(Order(0), ended)


@pytest.mark.usefixtures("no_portaudio")
def test_without_portaudio_the_program_plays_to_none(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lyria_osc", "run", "--engine", "offline", "--seconds", "0.5", "--http", "none"]
    done = subprocess.run(
        [*command, "--listen", "127.0.0.1:0", "--send", "none"], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "only markers" in done.stderr
    assert "apt install libportaudio2" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_device_that_is_not_there_is_refused() -> None:
    with pytest.raises(DeviceError, match="9999"):
        PlayerProcess(Order(9999), ended)


def test_a_player_ends_when_it_is_told_to() -> None:
    player = PlayerProcess(Order(None, 48_000.0), ended)
    assert player.opened.rate_hz == 48_000.0
    player.close()
    assert player._process.returncode == 0


def test_what_ends_the_host_leaves_the_player_its_fade_out_and_nothing_behind(tmp_path: Path) -> None:
    program = tmp_path / "host.py"
    program.write_text(
        "import signal, sys\n"
        "from lyria_osc.player.process import Order, PlayerProcess\n"
        "def main():\n"
        "    player = PlayerProcess(Order(None, 48_000.0), print)\n"
        "    print(player.pid, player._folder.name, flush=True)\n"
        "    signal.pause()\n"
        "main()\n"
    )
    host = subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert host.stdout
    player, folder = host.stdout.readline().split()
    assert os.getpgid(int(player)) != os.getpgid(host.pid)
    os.killpg(host.pid, signal.SIGKILL)
    host.wait()
    host.stdout.close()
    assert not Path(folder).exists()


def test_a_player_that_is_killed_is_told_of_once() -> None:
    told: list[str] = []
    has_ended = threading.Event()

    def note() -> None:
        told.append(player.ended)
        has_ended.set()

    player = PlayerProcess(Order(None, 48_000.0), note)
    assert player.ended == ""
    player._process.kill()
    assert has_ended.wait(5)
    player.close()
    assert told == ["the player has ended"]


def test_the_program_on_its_own_memory_is_small() -> None:
    player = PlayerProcess(Order(None, 48_000.0), ended)
    rollup = Path(f"/proc/{player.pid}/smaps_rollup").read_text()
    player.close()
    resident_mb = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024
    assert resident_mb < 60


def test_hardware_of_sixteen_bits_is_opened_without_dither_and_told_to_the_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sounddevice.py").write_text(HARDWARE)
    (tmp_path / "rtmixer.py").write_text(MIXER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    player = PlayerProcess(Order(0), ended)
    player.close()
    assert player.opened.bits == 16
