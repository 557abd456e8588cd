import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from lyria_osc import __version__
from lyria_osc.cli import main
from lyria_osc.errors import DeviceError
from lyria_osc.params.table import PARAMS
from lyria_osc.settings import Settings
from lyria_osc.soundcards import Soundcards


@dataclass(frozen=True)
class FakeDevice:
    index: int
    name: str
    latency_s: float


@dataclass(frozen=True)
class FakeMessage:
    address: str
    args: tuple[object, ...]


@pytest.fixture(autouse=True)
def _clean_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("LYRIA_OSC_") or name in ("GEMINI_API_KEY", "GOOGLE_API_KEY", "XDG_CONFIG_HOME"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("lyria_osc.jobs")
    monkeypatch.setitem(sys.modules, "lyria_osc.jobs", module)
    return module


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    calls: list[tuple[object, ...]] = []

    def send(address: str, args: list[object], host: str, port: int, wait_s: float) -> Iterator[FakeMessage]:
        calls.append((address, args, host, port, wait_s))
        yield FakeMessage("/lyria/density", (0.5, True, "x", b"\0"))

    module = ModuleType("lyria_osc.osc.client")
    module.__dict__["send"] = send
    monkeypatch.setitem(sys.modules, "lyria_osc.osc.client", module)
    return calls


def answering(answer: Callable[..., object], name: str, module: ModuleType) -> None:
    module.__dict__[name] = answer


def test_run_hands_the_settings_to_its_job(jobs: ModuleType) -> None:
    seen: list[Settings] = []

    def run(settings: Settings) -> int:
        seen.append(settings)
        return 7

    answering(run, "run", jobs)
    assert main(["--device", "none", "--set", "bpm=90"]) == 7
    assert (seen[0].device, seen[0].values["bpm"]) == ("none", 90.0)


def test_what_the_host_cannot_do_is_one_line(jobs: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    def run(settings: Settings) -> int:
        raise DeviceError(f"there is no device {settings.device!r}")

    answering(run, "run", jobs)
    assert main(["--device", "x"]) == 1
    assert capsys.readouterr() == ("", "lyria-osc: there is no device 'x'\n")


def test_an_interrupt_is_no_traceback(jobs: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    def run(settings: Settings) -> int:
        del settings
        raise KeyboardInterrupt

    answering(run, "run", jobs)
    assert main([]) == 130
    assert capsys.readouterr().err == ""


def test_bad_usage_is_told_whole_and_exits_2(jobs: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    del jobs
    assert main(["run", "--devise=x", "--rate", "5", "--set", "densty=1"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "lyria-osc: run has no option --devise; did you mean '--device'?",
        "lyria-osc: --rate takes a whole number from 8000 to 192000, not '5'",
        "lyria-osc: --set: 'densty' is not a parameter; did you mean 'density'?",
    ]


def test_render_hands_file_and_length_to_its_job(jobs: ModuleType) -> None:
    seen: list[object] = []

    def render(
        settings: Settings, out: Path, seconds: float, progress: Callable[[float], None], truth: Path | None
    ) -> None:
        progress(0.5)
        seen.extend([settings.chosen_engine, out, seconds])

    answering(render, "render", jobs)
    assert main(["render", "a.WAV", "--seconds", "2"]) == 0
    assert main(["render", "b.flac"]) == 0
    assert seen == ["offline", Path("a.WAV"), 2.0, "offline", Path("b.flac"), 60.0]


def test_render_knows_its_suffixes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "a.mp3", "--seconds", "0"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "lyria-osc: render writes .wav or .flac files, not 'a.mp3'",
        "lyria-osc: --seconds takes a number from 0.1, not '0'",
    ]


def test_the_bar_is_drawn_on_a_terminal(
    jobs: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(
        settings: Settings, out: Path, seconds: float, progress: Callable[[float], None], truth: Path | None
    ) -> None:
        del settings, out, seconds
        progress(0.5)
        progress(1.0)

    answering(render, "render", jobs)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["render", "a.wav"]) == 0
    assert capsys.readouterr().err == f"\r[{'#' * 20}{' ' * 20}]  50%\r[{'#' * 40}] 100%\n"


def test_devices_are_listed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = [FakeDevice(0, "Null", 0.01), FakeDevice(1, "BlackHole 2ch", 0.02)]
    monkeypatch.setattr(Soundcards, "devices", lambda: found)
    assert main(["devices"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "index  name           latency_s",
        "0      Null           0.01",
        "1      BlackHole 2ch  0.02",
    ]
    assert main(["devices", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[1] == {"index": 1, "name": "BlackHole 2ch", "latency_s": 0.02}


def test_no_devices_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(Soundcards, "devices", list)
    assert main(["devices"]) == 0
    assert capsys.readouterr().out == "no output devices found\n"


def test_params_are_listed_three_ways(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["params"]) == 0
    assert "  /lyria/bpm  " in capsys.readouterr().out
    assert main(["params", "--markdown"]) == 0
    assert "| `/lyria/bpm` |" in capsys.readouterr().out
    assert main(["params", "--json"]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == list(PARAMS)


def test_presets_are_listed_and_broken_ones_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / ".config" / "lyria-osc" / "presets"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text("bpm = 1")
    assert main(["presets"]) == 0
    out, err = capsys.readouterr()
    assert f"in {folder}" in out.splitlines()
    assert any(line.startswith("deep-house ") for line in out.splitlines())
    assert err == "lyria-osc: presets/broken.toml line 1: bpm takes a number from 40 to 200, not 1\n"
    assert main(["presets", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["broken"]["error"]
    assert Path(rows["deep-house"]["path"]).is_file()


def test_send_guesses_atoms_and_finds_the_host(
    sent: list[tuple[object, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["send", "density", "0.7", "T", "x y", "--wait", "1", "--listen", "[::1]:9100"]) == 0
    assert main(["send", "/lyria/gain", "-6", "--listen", "0.0.0.0:9000"]) == 0
    assert sent == [
        ("/lyria/density", [0.7, True, "x y"], "::1", 9100, 1.0),
        ("/lyria/gain", [-6], "127.0.0.1", 9000, 0.0),
    ]
    assert capsys.readouterr().out.splitlines() == [r"/lyria/density 0.5 true x b'\x00'"] * 2


def test_send_needs_an_address(sent: list[tuple[object, ...]], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["send"]) == 2
    assert capsys.readouterr().err == "lyria-osc: send needs ADDRESS [ARG…]\n"
    assert sent == []


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "Options of run:" in capsys.readouterr().out
    assert main(["params", "-h"]) == 0
    assert capsys.readouterr().out.startswith("usage: lyria-osc params [OPTIONS]\n")
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"lyria-osc {__version__}\n"


def test_the_light_commands_load_nothing_heavy() -> None:
    code = (
        "import sys; from lyria_osc.cli import main; main(['--help']); main(['params']); main(['send']);"
        "sys.exit(str(sorted({'numpy', 'scipy', 'google', 'sounddevice', 'asyncio', 'pythonosc'} & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "[]"


def test_an_interrupt_while_it_is_loading_ends_it_without_a_word() -> None:
    code = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'lyria_osc.cli':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from lyria_osc.__main__ import main\n"
        "sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_closed_streams_are_as_good_as_silent_ones(closed: tuple[int, ...]) -> None:
    code = (
        "import os, sys; [os.close(number) for number in {closed}]; os.execv(sys.executable,"
        " [sys.executable, '-c', 'import os, sys; from lyria_osc.cli import main; code = main([\"params\"]);"
        " [os.fstat(number) for number in range(3)]; sys.exit(code)'])"
    )
    done = subprocess.run([sys.executable, "-c", code.format(closed=closed)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert bool(done.stdout) == (1 not in closed)


def test_letters_that_a_terminal_lacks_are_no_traceback() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "lyria_osc", "presets"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "caf?s" in done.stdout


def test_what_cannot_be_learned_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", "densty"]) == 2
    assert capsys.readouterr().err == "lyria-osc: 'densty' is no parameter or command; did you mean 'density'?\n"


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "lyria_osc", "params"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")
