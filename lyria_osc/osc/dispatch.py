"""From an address to what is meant by it: the table's rows as an address space.

A message means requests: `Ask` a parameter's value, `Set` one, `Call` a command. A plain address means one and is
found in a dict, so that the cost does not grow with their number. A pattern means all that match it, with two limits
that keep a wide one from doing harm:

- without arguments it asks, so where it matches any parameter it presses no button (``/lyria/*`` stops no music);
- ``/lyria/norm/…`` shows the same parameters once more, so a pattern reaches there only by the word ``norm`` itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from lyria_osc.errors import OscError, ParamError, did_you_mean
from lyria_osc.osc.pattern import is_pattern, levels, parse
from lyria_osc.params.coerce import coerce
from lyria_osc.params.table import COMMANDS, FEEDBACK, PARAMS, PREFIX, Argument, Command, Kind, Param

NORM = "norm/"
"""Begins the addresses, below ours, that take and give values scaled to 0..1."""

_MEMO = 256
_LONGEST_SHOWN = 80
_NEAR_CHARS = len(PREFIX)
_NEVER_ANSWERED = frozenset({f"{PREFIX}error", f"{PREFIX}warning"})
_BUTTON = Param("button", Kind.BOOL, False, "press or release")


@dataclass(frozen=True, slots=True)
class Ask:
    """Wants to know a parameter's value, scaled to 0..1 if `norm`."""

    param: Param
    norm: bool

    @property
    def address(self) -> str:
        """Where the answer goes."""
        return PREFIX + NORM + self.param.name if self.norm else self.param.address


@dataclass(frozen=True, slots=True)
class Set:
    """Wants a parameter to have a value, scaled to 0..1 if `norm`; `args` as they came."""

    param: Param
    args: tuple[object, ...]
    norm: bool

    @property
    def address(self) -> str:
        """What was addressed."""
        return PREFIX + NORM + self.param.name if self.norm else self.param.address


@dataclass(frozen=True, slots=True)
class Call:
    """Wants something done; `args` as they came."""

    command: Command
    args: tuple[object, ...]

    @property
    def address(self) -> str:
        """What was addressed."""
        return self.command.address


Request = Ask | Set | Call

V = TypeVar("V")

_Row = tuple[Param, bool] | Command
"""What an address stands for: a parameter, scaled or not, or a command."""


@dataclass(slots=True)
class Dispatcher:
    """The address space of the given rows. Owner: the desk; it changes only in what it remembers."""

    params: Mapping[str, Param] = field(default_factory=lambda: PARAMS)
    commands: Mapping[str, Command] = field(default_factory=lambda: COMMANDS)
    _rows: dict[str, _Row] = field(init=False)
    _levels: list[tuple[tuple[str, ...], _Row]] = field(init=False)
    _patterns: dict[str, tuple[_Row, ...]] = field(init=False, default_factory=dict)
    _unknown: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._rows = {param.address: (param, False) for param in self.params.values()}
        self._rows |= {PREFIX + NORM + param.name: (param, True) for param in self.params.values()}
        self._rows |= {command.address: command for command in self.commands.values()}
        self._levels = [(levels(address), row) for address, row in self._rows.items()]

    def requests(self, address: str, args: tuple[object, ...], *, suggest: bool = True) -> Sequence[Request]:
        """What a message means, in the table's order.

        To `suggest` what an unknown address may have meant takes a millisecond, so it is not done for a whole flood.

        Raises:
            OscError: no such address, a pattern that matches none, or one that is ill-formed.
        """
        row = self._rows.get(address)
        if row is not None:
            return (_request(row, args),)
        if not is_pattern(address):
            if address in _NEVER_ANSWERED:
                return ()
            raise OscError(self._no_such(address, suggest=suggest))
        rows = self._match(address)
        if not args and any(not isinstance(row, Command) for row in rows):
            rows = tuple(row for row in rows if not isinstance(row, Command))
        return [_request(row, args) for row in rows]

    def _match(self, pattern: str) -> tuple[_Row, ...]:
        rows = self._patterns.get(pattern)
        if rows is None:
            parsed = parse(pattern)
            reaches_norm = "norm" in parsed.parts
            found = [self._levels[index] for index in parsed.matching(at for at, _ in self._levels)]
            rows = tuple(row for at, row in found if reaches_norm or at[1] != "norm")
            _remember(self._patterns, pattern, rows)
        if not rows:
            raise OscError(f"{_short(pattern)}: matches no address")
        return rows

    def _no_such(self, address: str, *, suggest: bool) -> str:
        words = self._unknown.get(address)
        if words is None:
            words = f"{_short(address)}: no such address"
            if address.removeprefix(PREFIX) in FEEDBACK:
                words += " to send to: it is only told"
            elif suggest and len(address) <= _LONGEST_SHOWN:
                near = (known for known in self._rows if abs(len(known) - len(address)) <= _NEAR_CHARS)
                words += did_you_mean(address, near)
            if suggest:
                _remember(self._unknown, address, words)
        return words


def arguments(call: Call) -> tuple[object, ...] | None:
    """The arguments of a command in their own types; None where the message is only a button's release.

    A text takes all atoms but those that the arguments after it need: words may come apart.

    Raises:
        LyriaOscError: too many, too few, or of a wrong type.
    """
    command, left = call.command, list(call.args)
    if command.is_button:
        return _button(command, left)
    taken: list[object] = []
    for index, argument in enumerate(command.arguments):
        needed = sum(not later.optional for later in command.arguments[index + 1 :])
        count = max(0, len(left) - needed) if argument.kind is Kind.TEXT else min(1, len(left))
        if not count:
            if argument.optional:
                break
            # Where words are left for what comes after, it is the last of those that has none.
            missing = command.arguments[index + len(left)]
            raise OscError(f"{missing.name} is missing: {_usage(command)}")
        taken.append(_argument(argument, left[:count]))
        del left[:count]
    if left:
        raise OscError(f"{len(left)} arguments too many: {_usage(command)}")
    return tuple(taken)


def _button(command: Command, args: Sequence[object]) -> tuple[object, ...] | None:
    if not args or tuple(args) == (None,):  # an impulse, as OSCQuery clients send it
        return ()
    try:
        return () if coerce(_BUTTON, args).value else None
    except ParamError:
        raise OscError(_usage(command)) from None


def _argument(argument: Argument, atoms: Sequence[object]) -> object:
    if argument.kind is None:
        return atoms[0]
    return coerce(_as_param(argument), atoms).value


@lru_cache(maxsize=_MEMO)
def _as_param(argument: Argument) -> Param:
    """An argument as a parameter without bounds, so that both are read alike."""
    kind = argument.kind or Kind.TEXT
    bound = 2**31 - 1 if kind is Kind.INT else 1e9
    return Param(argument.name, kind, "", "", -bound, bound, argument.unit)


def _usage(command: Command) -> str:
    if command.is_button:
        return "takes no argument, or 1 for a button's press and 0 for its release"
    parts = [f"[{one.name}]" if one.optional else one.name for one in command.arguments]
    return f"takes {' '.join(parts)}"


def _request(row: _Row, args: tuple[object, ...]) -> Request:
    if isinstance(row, tuple):
        param, norm = row
        return Set(param, args, norm) if args else Ask(param, norm)
    return Call(row, args)


def _remember(memo: dict[str, V], key: str, value: V) -> None:
    if len(memo) >= _MEMO:
        memo.clear()
    memo[key] = value


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
