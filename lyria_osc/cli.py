"""The program's door: arguments to settings, faults to one line and an exit code; the only print().

Exit codes: 0 done, 1 it failed, 2 it was asked wrongly, 130 interrupted, 141 nobody reads on.
"""

import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from io import TextIOWrapper
from pathlib import Path

from lyria_osc import __version__
from lyria_osc.argv import CommandLine, guess_atom, parse_argv
from lyria_osc.errors import ConfigError, LyriaOscError, PresetError, did_you_mean
from lyria_osc.params.coerce import atom_text, shown
from lyria_osc.params.listing import params_json, params_markdown, params_table
from lyria_osc.params.presets import find_presets, read_preset
from lyria_osc.params.table import COMMANDS, PARAMS, PREFIX
from lyria_osc.settings import Settings, Surroundings, load_settings
from lyria_osc.surfaces.kinds import SURFACES, find_surface
from lyria_osc.surfaces.rows import Rows
from lyria_osc.tuning import tune
from lyria_osc.usage import command_page, program_page

_FAILED, _BAD_USAGE, _INTERRUPTED, _NOBODY_READS = 1, 2, 130, 141
_RENDER_SUFFIXES = (".wav", ".flac")
_RENDER_S = 60.0
_BAR_CELLS = 40
_EVERYWHERE = frozenset({"0.0.0.0", "::"})


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; gives the exit code."""
    _mend_streams()
    try:
        code = _main(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _NOBODY_READS
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def _mend_streams() -> None:
    """Makes all three standard streams fit to be used, whoever has closed them or knows few letters.

    A closed one would leave its number to the next socket that is opened.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def _main(argv: Sequence[str]) -> int:
    line = parse_argv(argv)
    if line.wants_help:
        print(command_page(line.command) if line.names_command else program_page())
        return 0
    if line.wants_version:
        print(f"lyria-osc {__version__}")
        return 0
    try:
        return _COMMANDS[line.command.name](line)
    except ConfigError as error:
        _complain(error.lines)
        return _BAD_USAGE
    except LyriaOscError as error:
        _complain(str(error).splitlines())
        return _FAILED


def _complain(lines: Sequence[str]) -> None:
    for line in lines:
        print(f"lyria-osc: {line}", file=sys.stderr)


def _surroundings() -> Surroundings:
    return Surroundings(os.environ, sys.platform, Path.home())


def _settings(line: CommandLine, *faults: str, for_music: bool = True) -> Settings:
    return load_settings(line.settings, _surroundings(), for_music=for_music, faults=(*line.errors, *faults))


def _refuse_faults(line: CommandLine) -> None:
    if line.errors:
        raise ConfigError(*line.errors)


def _log_to_stderr(settings: Settings) -> None:
    level = "ERROR" if settings.quiet else settings.log_level.upper()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("lyria_osc").setLevel(level)
    logging.getLogger("zeroconf").setLevel(logging.CRITICAL)  # what comes of it is told by ours


def _run(line: CommandLine) -> int:
    settings = _settings(line)
    _log_to_stderr(settings)
    tune()
    from lyria_osc.jobs import run

    return run(settings)


def _render(line: CommandLine) -> int:
    out = Path(line.words[0]) if line.words else Path()
    faults = []
    if line.words and out.suffix.lower() not in _RENDER_SUFFIXES:
        faults.append(f"render writes {' or '.join(_RENDER_SUFFIXES)} files, not {str(out)!r}")
    settings = _settings(line, *faults)
    truth = line.value("truth")
    if truth and settings.chosen_engine != "offline":
        raise ConfigError("--truth: only the offline band knows its beats: add --engine offline")
    _log_to_stderr(settings)
    tune()
    from lyria_osc.jobs import render

    seconds = _RENDER_S if settings.length_s is None else settings.length_s
    render(settings, out, seconds, _progress_bar(), Path(str(truth)) if truth else None)
    return 0


def _progress_bar() -> Callable[[float], None]:
    """Draws how much is done (0 to 1) on a terminal; elsewhere nothing."""

    def draw(done: float) -> None:
        cells = round(done * _BAR_CELLS)
        end = "\n" if done >= 1 else ""
        print(f"\r[{'#' * cells:<{_BAR_CELLS}}] {done:4.0%}", end=end, file=sys.stderr, flush=True)

    def draw_nothing(done: float) -> None:
        del done

    return draw if sys.stderr.isatty() else draw_nothing


def _devices(line: CommandLine) -> int:
    _refuse_faults(line)
    from lyria_osc.soundcards import Soundcards

    devices = [asdict(device) for device in Soundcards.devices()]
    if line.value("json"):
        print(json.dumps(devices, indent=2))
    elif not devices:
        print("no output devices found")
    else:
        _print_columns([list(devices[0]), *([str(cell) for cell in device.values()] for device in devices)])
    return 0


def _params(line: CommandLine) -> int:
    _refuse_faults(line)
    if line.value("json"):
        print(params_json())
    else:
        print(params_markdown() if line.value("markdown") else params_table(), end="")
    return 0


def _presets(line: CommandLine) -> int:
    _refuse_faults(line)
    found = []
    for name, path in find_presets(_surroundings().preset_folders).items():
        try:
            found.append({"name": name, "about": read_preset(path).about, "path": str(path)})
        except PresetError as error:
            found.append({"name": name, "about": "", "path": str(path), "error": str(error)})
            _complain(error.lines)
    if line.value("json"):
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return 0
    _print_columns([[row["name"], row["about"]] for row in found])
    for folder in _surroundings().preset_folders:
        print(f"in {folder}")
    return 0


def _surface(line: CommandLine) -> int:
    if not line.words:
        _refuse_faults(line)
        _print_columns([[kind.name, kind.file, kind.about] for kind in SURFACES.values()])
        return 0
    settings = _settings(line, for_music=False)
    surface = find_surface(line.words[0])
    to_port = settings.send[0].endpoint.port if settings.send else Rows().feedback_port
    rows = Rows(
        presets=tuple(find_presets(_surroundings().preset_folders)),
        host=_reached(settings.listen.host),
        port=settings.listen.port,
        feedback_port=to_port,
    )
    out = str(line.value("out") or surface.file)
    written = surface.write(rows)
    if out == "-":
        sys.stdout.buffer.write(written)
        return 0
    try:
        Path(out).write_bytes(written)
    except OSError as error:
        raise LyriaOscError(f"{out}: {error.strerror or error}") from None
    print(out)
    return 0


def _learn(line: CommandLine) -> int:
    settings = _settings(line, for_music=False)
    from lyria_osc.learn import learn

    name = line.words[0].removeprefix(PREFIX)
    if name not in (known := (*PARAMS, *COMMANDS)):
        raise ConfigError(f"{shown(name)} is no parameter or command{did_you_mean(name, known)}")
    config = next((Path(one.text) for one in reversed(line.settings) if one.option.name == "config"), None)
    path = config or _surroundings().config_folder / "config.toml"
    print(f"move the control that is to be {line.words[0]}: {settings.listen} hears", file=sys.stderr, flush=True)
    print(learn(line.words[0], settings.listen, path, float(str(line.value("within")))), end="")
    print(f"written to {path}", file=sys.stderr)
    return 0


def _reached(host: str) -> str:
    """Where a host that listens at `host` is reached from its own machine."""
    return "127.0.0.1" if host in _EVERYWHERE else host


def _beats(line: CommandLine) -> int:
    _refuse_faults(line)
    from lyria_osc.beat_file import file_beats

    bpm = line.value("bpm")
    found = file_beats(Path(line.words[0]), None if bpm is None else float(str(bpm)), float(str(line.value("buffer"))))
    if line.value("json"):
        print(json.dumps(asdict(found)))
        return 0
    for beat in found.beats:
        print(f"{beat:9.4f}{'  |' if beat in found.downbeats else ''}")
    print(f"{found.bpm:.2f} bpm, confidence {found.confidence:.2f}, {len(found.beats)} beats")
    return 0


def _send(line: CommandLine) -> int:
    settings = _settings(line, for_music=False)
    from lyria_osc.osc.client import send

    address = line.words[0] if line.words[0].startswith("/") else PREFIX + line.words[0]
    host = _reached(settings.listen.host)
    atoms = [guess_atom(word) for word in line.words[1:]]
    wait_s = float(str(line.value("wait")))
    for message in send(address, atoms, host, settings.listen.port, wait_s):
        print(message.address, *(atom_text(atom) or repr(atom) for atom in message.args), flush=True)
    return 0


def _print_columns(rows: Sequence[Sequence[str]]) -> None:
    cells = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


_COMMANDS: dict[str, Callable[[CommandLine], int]] = {
    "run": _run,
    "render": _render,
    "devices": _devices,
    "params": _params,
    "presets": _presets,
    "surface": _surface,
    "learn": _learn,
    "beats": _beats,
    "send": _send,
}
