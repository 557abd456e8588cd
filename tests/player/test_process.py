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
