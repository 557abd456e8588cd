"""The command line taken apart: a command, the options given to it, and its other words; every fault collected."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lyria_osc.errors import did_you_mean
from lyria_osc.options import COMMANDS, NOT_YET_COMMANDS, OPTIONS, Command, Option, near_name
from lyria_osc.settings import Given

_HELP = frozenset({"-h", "--help"})
_VERSION = frozenset({"-V", "--version"})
_TRUE_ATOMS = frozenset({"T", "true"})
_FALSE_ATOMS = frozenset({"F", "false"})
_WHOLE = re.compile(r"[+-]?\d{1,19}")
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class CommandLine:
    """What was asked: `words` are those that are no options; `errors` one line for each fault."""

    command: Command
    given: tuple[Given, ...] = ()
    words: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    wants_help: bool = False
    wants_version: bool = False
    names_command: bool = False

    @property
    def settings(self) -> tuple[Given, ...]:
        """What was given of the options that are settings, and so may come from other sources too."""
        return tuple(one for one in self.given if _is_setting(one.option))

    def value(self, name: str) -> object:
        """The value of one of the command's own options (no setting): as given last, else its default, else None."""
        option = next(option for option in self.command.options if option.name == name)
        text = next((one.text for one in reversed(self.given) if one.option is option), option.default)
        return option.read(text) if text else None


def parse_argv(argv: Sequence[str]) -> CommandLine:
    """Takes the arguments after the program's name apart; without a command it is ``run``."""
    names_command = bool(argv) and not argv[0].startswith("-")
    name = argv[0] if names_command else "run"
    if name not in COMMANDS:
        return CommandLine(COMMANDS["run"], errors=(_no_command(name),))
    command = COMMANDS[name]
    given, words, errors, asked = _scan(argv[1:] if names_command else argv, command)
    if not (asked or errors) and not command.fewest_words <= len(words) <= command.most_words:
        errors.append(_wrong_words(command, words))
    errors += _unreadable(given)
    return CommandLine(
        command, tuple(given), tuple(words), tuple(errors), bool(asked & _HELP), bool(asked & _VERSION), names_command
    )


def guess_atom(text: str) -> int | float | bool | str:
    """The OSC atom a word most likely stands for: a number, T or F (or true, false), else itself."""
    if text in _TRUE_ATOMS or text in _FALSE_ATOMS:
        return text in _TRUE_ATOMS
    if _WHOLE.fullmatch(text) and -(2**63) <= int(text) < 2**63:
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _scan(argv: Sequence[str], command: Command) -> tuple[list[Given], list[str], list[str], set[str]]:
    """Options with a value take it after ``=`` or as the next argument; ``--`` ends the options."""
    options = {f"--{option.name}": option for option in command.options}
    letters = {f"-{option.letter}": option for option in command.options if option.letter}
    given: list[Given] = []
    words: list[str] = []
    errors: list[str] = []
    asked: set[str] = set()
    rest = list(argv)
    while rest:
        flag, equals, text = rest.pop(0).partition("=")
        option = options.get(flag) or letters.get(flag)
        if flag == "--" and not equals:
            words += rest
            break
        if flag in _HELP | _VERSION:
            asked.add(flag)
        elif option is None and not flag.startswith("--"):
            words.append(flag + equals + text)
        elif option is None:
            errors.append(
                f"{command.name} has no option {flag}{near_name(flag, [*options, '--help', '--version'], '--')}"
            )
        elif equals or not option.metavar:
            given.append(Given(option, text if equals else "true", flag))
        elif rest and not rest[0].startswith("--"):
            given.append(Given(option, rest.pop(0), flag))
        elif option.implied:
            given.append(Given(option, option.implied, flag))
        else:
            errors.append(f"{flag} needs {option.metavar} after it")
    return given, words, errors, asked


def _unreadable(given: Sequence[Given]) -> list[str]:
    """Faults of the command's own options; those of settings are found when all sources are read."""
    errors = []
    for one in given:
        if not _is_setting(one.option):
            try:
                one.option.read(one.text)
            except ValueError as error:
                errors.append(f"{one.source} {error}")
    return errors


def _is_setting(option: Option) -> bool:
    return OPTIONS.get(option.name) is option


def _no_command(name: str) -> str:
    if name in NOT_YET_COMMANDS:
        return f"this version does not have the command {name} yet"
    return f"{name!r} is not a command{did_you_mean(name, COMMANDS)}"


def _wrong_words(command: Command, words: Sequence[str]) -> str:
    if len(words) < command.fewest_words:
        return f"{command.name} needs {command.words}"
    surplus = words[command.most_words]
    near = near_name(f"--{surplus.lstrip('-')}", [f"--{option.name}" for option in command.options], "--")
    return f"{command.name} cannot take {surplus!r}{near}"
