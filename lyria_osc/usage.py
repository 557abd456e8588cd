"""The help pages, and the options as a Markdown table, written from the rows of options and commands."""

from collections.abc import Iterable, Sequence
from textwrap import wrap

from lyria_osc.options import COMMANDS, NOT_YET_OPTIONS, Command, Option

_WIDTH = 100
_WIDEST_NAME = 34
_CELL_BAR = "\\|"

_ABOUT = "Play Google Lyria RealTime into your DAW and steer it by OSC."
_GENERAL = (("--help", "this page, or that of a command"), ("--version", "the version"))
_SOURCES = (
    "Each option of run is also a variable (--log-level is LYRIA_OSC_LOG_LEVEL) and a key of the config file; command "
    "line over environment over config file. The API key is read from GEMINI_API_KEY or GOOGLE_API_KEY."
)


def program_page() -> str:
    """The page of ``--help``: all commands, and the options of ``run``."""
    commands = [(f"{command.name} {command.words}".strip(), command.help) for command in COMMANDS.values()]
    return "\n".join(
        [
            "usage: lyria-osc [COMMAND] [OPTIONS]",
            *("", _ABOUT, ""),
            *("Commands (run, if none is given):", *_columns(commands), ""),
            *("Options of run:", *_columns(_option_lines(COMMANDS["run"].options)), ""),
            *("Options of all:", *_columns(_GENERAL), ""),
            *wrap(_SOURCES, _WIDTH),
        ]
    )


def command_page(command: Command) -> str:
    """The page of ``lyria-osc COMMAND --help``."""
    lines = [f"usage: lyria-osc {command.name} {command.words}".rstrip() + " [OPTIONS]", ""]
    lines += [command.help[0].upper() + command.help[1:] + ".", ""]
    lines += ["Options:", *_columns([*_option_lines(command.options), *_GENERAL])]
    return "\n".join(lines)


def options_markdown() -> str:
    """The options of ``run`` as a Markdown table."""
    rows = [
        f"| `{name.replace('|', _CELL_BAR)}` | {words.replace('|', _CELL_BAR)} |"
        for name, words in _option_lines(COMMANDS["run"].options)
    ]
    return "\n".join(["| option | meaning (default) |", "| --- | --- |", *rows])


def _option_lines(options: Iterable[Option]) -> list[tuple[str, str]]:
    lines = []
    for option in options:
        if option.name in NOT_YET_OPTIONS:
            continue
        default = f" ({option.default})" if option.default and option.metavar else ""
        letter = f"-{option.letter}, " if option.letter else ""
        lines.append((f"{letter}--{option.name} {option.metavar}".rstrip(), option.help + default))
    return lines


def _columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    width = min(_WIDEST_NAME, max(len(name) for name, _ in rows))
    lines: list[str] = []
    for name, words in rows:
        first, *others = wrap(words, _WIDTH - width - 4)
        if len(name) > width:
            lines.append(f"  {name}")
            name = ""
        lines.append(f"  {name:<{width}}  {first}")
        lines += [f"  {'':<{width}}  {other}" for other in others]
    return lines
