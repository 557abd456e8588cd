"""Foreign addresses that stand for ours: rows of the config file, in numbers and both ways.

A row::

    [[map]]
    from = "/1/fader3"        # what the controller sends, and is told
    to = "/lyria/density"     # a parameter, or a command
    in = [0, 1]               # the controller's range
    out = [0.2, 0.8]          # ours; the parameter's own unless given
    curve = 2                 # above 1: finer at the low end
    threshold = 0.5           # of the controller's range: on from there, for what is on or off
    index = 0                 # which of its arguments
    back = true               # tell the controller what is set elsewhere

`Maps.inward` turns a message that comes into ours, `Maps.outward` a value of ours into what controllers are told. Both
are one look-up, so that a host without rows, and with a thousand, is as fast.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lyria_osc.errors import LyriaOscError, did_you_mean
from lyria_osc.params.coerce import coerce, shown
from lyria_osc.params.table import COMMANDS, PARAMS, PREFIX, Command, Kind, Param, ParamValue
from lyria_osc.params.tomltext import TomlText, toml_value

MAP_KEY = "map"
"""The key of the rows in the config file."""

_KEYS = ("from", "to", "in", "out", "curve", "threshold", "index", "back")
_MOST_INDEX = 31
_SEVEN_BIT = 127.0
_FORBIDDEN = frozenset(" #*,?[]{}")
_ON = Param("on", Kind.BOOL, False, "")
_NUMBER = Param("number", Kind.FLOAT, 0.0, "", -1e12, 1e12)

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Map:
    """A row: `source` is the foreign address, `target` our parameter or command; spans may fall as well as rise."""

    source: str
    target: Param | Command
    in_span: Span = (0.0, 1.0)
    out_span: Span = (0.0, 1.0)
    curve: float = 1.0
    threshold: float = 0.5
    index: int = 0
    back: bool = True

    def inward(self, args: Sequence[object]) -> tuple[object, ...]:
        """The arguments for our address; texts as they are.

        Raises:
            LyriaOscError: the argument is not there, or no number where one is needed.
        """
        if self._takes_words:
            return tuple(args)
        if len(args) <= self.index:
            return ()
        number = _number(args[self.index])
        if self._is_switch:
            return (_share(number, self.in_span) >= _share(self.threshold, self.in_span),)
        share = _share(number, self.in_span)
        value = _at(share**self.curve, self.out_span)
        return (math.floor(value + 0.5),) if self._is_whole else (value,)

    def outward(self, value: ParamValue) -> tuple[object, ...]:
        """What the controller is told of a value of ours."""
        if self._takes_words or not isinstance(self.target, Param):
            return (value,)
        if self._is_switch:
            return (self.in_span[1] if value else self.in_span[0],)
        number = self.target.choices.index(str(value)) if self.target.choices else float(value)
        share = _share(number, self.out_span)
        return (_at(share ** (1 / self.curve), self.in_span),)

    @property
    def _takes_words(self) -> bool:
        if isinstance(self.target, Param):
            return self.target.kind is Kind.TEXT
        return any(one.kind in {Kind.TEXT, None} for one in self.target.arguments)

    @property
    def _is_switch(self) -> bool:
        if isinstance(self.target, Param):
            return self.target.kind is Kind.BOOL
        return self.target.is_button or self.target.arguments[0].kind is Kind.BOOL

    @property
    def _is_whole(self) -> bool:
        return isinstance(self.target, Param) and self.target.kind in {Kind.INT, Kind.CHOICE}


class Maps:
    """All rows, by either end. Never changes."""

    def __init__(self, rows: Iterable[Map] = ()) -> None:
        self._by_source: dict[str, list[Map]] = {}
        self._by_name: dict[str, list[Map]] = {}
        for row in rows:
            self._by_source.setdefault(row.source, []).append(row)
            if row.back and isinstance(row.target, Param):
                self._by_name.setdefault(row.target.name, []).append(row)

    def inward(self, address: str, args: tuple[object, ...]) -> list[tuple[str, tuple[object, ...]]]:
        """What a message stands for, as addresses and arguments of ours: itself, if no row names its address.

        Raises:
            LyriaOscError: a row wants a number and there is none.
        """
        rows = self._by_source.get(address)
        if rows is None:
            return [(address, args)]
        return [(row.target.address, row.inward(args)) for row in rows]

    def outward(self, name: str, value: ParamValue) -> list[tuple[str, tuple[object, ...]]]:
        """What controllers are told when a parameter is set: foreign addresses and arguments."""
        return [(row.source, row.outward(value)) for row in self._by_name.get(name, ())]


def read_maps(toml: TomlText) -> tuple[tuple[Map, ...], list[str]]:
    """The rows of a config file, and a line for each fault."""
    tables = toml.tree.get(MAP_KEY, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        return (), [f"{toml.at(MAP_KEY)}: write each row as a table of its own, under [[{MAP_KEY}]]"]
    rows: list[Map] = []
    faults: list[str] = []
    for number, table in enumerate(tables):
        reader = _RowReader(toml, number, table)
        row = reader.read()
        faults += reader.faults
        rows += [row] if row else []
    return tuple(rows), faults


class _RowReader:
    """Reads one row; collects its faults. Owner: `read_maps`."""

    def __init__(self, toml: TomlText, number: int, table: Mapping[str, object]) -> None:
        self._toml = toml
        self._number = number
        self._table = table
        self.faults: list[str] = []

    def read(self) -> Map | None:
        """The row; None if it has faults."""
        for key in self._table:
            if key not in _KEYS:
                self._fault(key, f"{shown(key)} is no key of a map{did_you_mean(key, _KEYS)}")
        source, target = self._source(), self._target()
        in_span = self._span("in", (0.0, 1.0))
        own = _own_span(target, in_span) if target else in_span
        row_span = self._span("out", own)
        if target and isinstance(target, Param) and "out" in self._table:
            self._check_out(target, row_span)
        curve = self._between("curve", 1.0, 0.01, 100.0)
        threshold = self._between("threshold", sum(in_span) / 2, *sorted(in_span))
        index = self._between("index", 0, 0, _MOST_INDEX)
        back = self._table.get("back", True)
        if not isinstance(back, bool):
            self._fault("back", f"back takes true or false, not {shown(back)}")
        if self.faults or target is None:
            return None
        return Map(source, target, in_span, row_span, curve, threshold, int(index), bool(back))

    def _fault(self, key: str, words: str) -> None:
        self.faults.append(f"{self._toml.at(MAP_KEY, str(self._number), key)}: {words}")

    def _source(self) -> str:
        address = self._table.get("from")
        if not isinstance(address, str):
            self._fault("from", "a map needs from, the address that the controller sends to")
        elif not address.startswith("/") or _FORBIDDEN & set(address):
            self._fault("from", f'from takes an OSC address such as "/1/fader3", not {shown(address)}')
        elif address.startswith(PREFIX):
            self._fault("from", f"from takes a controller's address, and {shown(address)} is our own")
        return str(address)

    def _target(self) -> Param | Command | None:
        address = self._table.get("to")
        if not isinstance(address, str):
            self._fault("to", 'a map needs to, an address of ours such as "/lyria/density"')
            return None
        name = address.removeprefix(PREFIX)
        target = PARAMS.get(name) or COMMANDS.get(name)
        if target is None:
            near = did_you_mean(name, [*PARAMS, *COMMANDS]).replace("'", f"'{PREFIX}", 1)
            self._fault("to", f"{shown(address)} is no address of ours{near}")
        return target

    def _span(self, key: str, default: Span) -> Span:
        ends = self._table.get(key)
        if ends is None:
            return default
        if isinstance(ends, list) and len(ends) == 2 and all(map(_is_finite, ends)) and ends[0] != ends[1]:
            return float(ends[0]), float(ends[1])
        self._fault(key, f"{key} takes two different numbers such as [0, 1], not {shown(ends)}")
        return default

    def _between(self, key: str, default: float, least: float, most: float) -> float:
        number = self._table.get(key, default)
        if isinstance(number, int | float) and _is_finite(number) and least <= number <= most:
            return float(number)
        self._fault(key, f"{key} takes a number from {least:g} to {most:g}, not {shown(number)}")
        return default

    def _check_out(self, target: Param, span: Span) -> None:
        least, most = sorted(_own_span(target, span))
        if target.kind is not Kind.TEXT and not least <= min(span) <= max(span) <= most:
            self._fault("out", f"out goes beyond {target.name}, which goes from {least:g} to {most:g}")


def learned(name: str, heard: Sequence[tuple[str, tuple[object, ...]]]) -> Map | None:
    """The row for a control that was moved while `heard` came; None if none was moved far enough to tell.

    The control is the address with most different numbers; its range is 0..127 if it went beyond 1, else 0..1.

    Raises:
        LyriaOscError: there is no such parameter or command.
    """
    target = PARAMS.get(name.removeprefix(PREFIX)) or COMMANDS.get(name.removeprefix(PREFIX))
    if target is None:
        raise LyriaOscError(f"{shown(name)} is no parameter or command{did_you_mean(name, [*PARAMS, *COMMANDS])}")
    moved: dict[tuple[str, int], set[float]] = {}
    for address, args in heard:
        for index, arg in enumerate(args[: _MOST_INDEX + 1]):
            if isinstance(arg, int | float) and math.isfinite(arg) and not address.startswith(PREFIX):
                moved.setdefault((address, index), set()).add(float(arg))
    wanted = 2 if Map("", target)._is_switch else 3
    enough = {where: numbers for where, numbers in moved.items() if len(numbers) >= wanted}
    if not enough:
        return None
    (source, index), numbers = max(enough.items(), key=lambda one: len(one[1]))
    low, high = min(numbers), max(numbers)
    in_span = next(
        (span for span in ((0.0, 1.0), (0.0, _SEVEN_BIT)) if span[0] <= low and high <= span[1]), (low, high)
    )
    return Map(source, target, in_span, _own_span(target, in_span), 1.0, sum(in_span) / 2, index)


def map_toml(row: Map) -> str:
    """A row as it stands in the config file."""
    lines = [f"[[{MAP_KEY}]]", f"from = {toml_value(row.source)}", f"to = {toml_value(row.target.address)}"]
    lines.append(f"in = [{row.in_span[0]:.7g}, {row.in_span[1]:.7g}]")
    lines += [f"index = {row.index}"] if row.index else []
    return "\n".join(lines) + "\n"


def _own_span(target: Param | Command, otherwise: Span) -> Span:
    """The range of a target; of a command that takes a number, the controller's."""
    if isinstance(target, Command) or target.kind in {Kind.TEXT, Kind.BOOL}:
        return otherwise
    if target.kind is Kind.CHOICE:
        return 0.0, float(len(target.choices) - 1)
    return target.minimum, target.maximum


def _number(atom: object) -> float:
    if isinstance(atom, bool):
        return float(atom)
    return float(coerce(_NUMBER, [atom]).value)


def _share(number: float, span: Span) -> float:
    return min(1.0, max(0.0, (number - span[0]) / (span[1] - span[0])))


def _at(share: float, span: Span) -> float:
    return span[0] + share * (span[1] - span[0])


def _is_finite(number: object) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number)
