"""The table's rows as OSCQuery shows them: a tree of nodes, each with attributes, as JSON-ready values.

Clients differ in what they make of a node that has a value and nodes below it: some drop the value, some fail. So a
method holds no contents here: ``/lyria/bpm/auto`` is shown beside ``/lyria/bpm``, under the key ``bpm/auto``, and each
key still continues its parent's path. Nodes without a value to show have null in its place, since some clients take a
missing one for a fault.

Source: the OSCQuery proposal (github.com/Vidvox/OSCQueryProposal), with its list of units.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lyria_osc.errors import OscError
from lyria_osc.params.table import COMMANDS, FEEDBACK, PARAMS, Argument, Command, Feedback, Kind, Param

Readings = Mapping[str, Sequence[object]]
"""What is known now: the arguments of a message by its address."""

Described = dict[str, object]
"""A node, ready to be written as JSON."""

NO_VALUE, READ, WRITE, READ_AND_WRITE = range(4)
"""What ``ACCESS`` says of a node."""

ATTRIBUTES = frozenset({"FULL_PATH", "CONTENTS", "TYPE", "ACCESS", "VALUE", "RANGE", "DESCRIPTION", "UNIT", "CLIPMODE"})
"""What can be asked of a node."""

EXTENSIONS: Mapping[str, bool] = {
    **dict.fromkeys(("ACCESS", "VALUE", "RANGE", "DESCRIPTION", "UNIT", "CLIPMODE"), True),
    **dict.fromkeys(("LISTEN", "IGNORE", "PATH_CHANGED"), True),
    **dict.fromkeys(("TAGS", "EXTENDED_TYPE", "CRITICAL", "OVERLOADS", "HTML"), False),
    **dict.fromkeys(("PATH_ADDED", "PATH_REMOVED", "PATH_RENAMED"), False),
}
"""What of the proposal is served, by its own names."""

_TYPES = {Kind.FLOAT: "f", Kind.INT: "i", Kind.BOOL: "T", Kind.CHOICE: "s", Kind.TEXT: "s", None: "s"}
_NIL = "N"
_UNITS = {"bpm": "time.bpm", "dB": "gain.db", "dBFS": "gain.db", "ms": "time.ms", "s": "time.second"}
_ROOTS = {"/": "lyria-osc", "/lyria": "all of lyria-osc"}

Row = Param | Command | Feedback


@dataclass(slots=True)
class Namespace:
    """All nodes. Owner: the OSCQuery server; it changes only in what commands can be chosen from."""

    rows: Mapping[str, Row] = field(default_factory=lambda: {row.address: row for row in _table()})
    """The methods by address, in the table's order."""
    _contents: dict[str, dict[str, str]] = field(init=False)
    _choices: dict[str, tuple[str, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._contents = {"/": {}}
        for address in self.rows:
            for container, key, path in self._way_to(address):
                self._contents.setdefault(container, {})[key] = path

    def __contains__(self, path: str) -> bool:
        return path in self.rows or path in self._contents

    def set_choices(self, address: str, choices: Iterable[str]) -> bool:
        """Sets what a command's first argument can be chosen from; whether that is news."""
        chosen = tuple(choices)
        is_news = self._choices.get(address, ()) != chosen
        self._choices[address] = chosen
        return is_news

    def describe(self, path: str, readings: Readings) -> Described:
        """A node with all its attributes and all nodes below it.

        Raises:
            OscError: there is no such node.
        """
        row = self.rows.get(path)
        if row is not None:
            return {**self._method(row), "VALUE": self._value(row, readings)}
        if path not in self._contents:
            raise OscError(f"{path}: no such node")
        words = _ROOTS.get(path) or " ".join(path.split("/")[2:])
        contents = {key: self.describe(below, readings) for key, below in self._contents[path].items()}
        return {"FULL_PATH": path, "DESCRIPTION": words, "ACCESS": NO_VALUE, "CONTENTS": contents}

    def attribute(self, path: str, name: str, readings: Readings) -> Described | None:
        """One attribute of a node; None where the node has none such, or none that may be read.

        Raises:
            OscError: there is no such node.
        """
        described = self.describe(path, readings)
        if name == "VALUE" and not _access(self.rows.get(path)) & READ:
            return None
        return {name: described[name]} if name in described else None

    def _way_to(self, address: str) -> Iterator[tuple[str, str, str]]:
        """The steps down to a method: a container, and key and path of what is entered in it."""
        parts = address[1:].split("/")
        container = "/"
        for depth in range(1, len(parts)):
            path = "/" + "/".join(parts[:depth])
            if path in self.rows:
                yield container, "/".join(parts[depth - 1 :]), address
                return
            yield container, parts[depth - 1], path
            container = path
        yield container, parts[-1], address

    def _method(self, row: Row) -> Described:
        described: Described = {"FULL_PATH": row.address, "DESCRIPTION": row.doc, "ACCESS": _access(row)}
        described["TYPE"] = "".join(_TYPES[kind] for kind, _ in _values_of(row)) or _NIL
        ranges = self._ranges(row)
        if any(ranges):
            described["RANGE"] = ranges
        if isinstance(row, Param) and row.kind in (Kind.FLOAT, Kind.INT):
            described["CLIPMODE"] = ["both"]
        units = [_UNITS.get(unit) for _, unit in _values_of(row)]
        if any(units):
            described["UNIT"] = units
        return described

    def _ranges(self, row: Row) -> list[Described | None]:
        if isinstance(row, Param):
            return [_range(row)]
        ranges: list[Described | None] = [None for _ in _values_of(row)]
        if ranges and (choices := self._choices.get(row.address)):
            ranges[0] = {"VALS": list(choices)}
        return ranges

    def _value(self, row: Row, readings: Readings) -> list[object]:
        known = readings.get(row.address) if _access(row) & READ else None
        return [_plain(one) for one in known] if known else [None] * max(1, len(_values_of(row)))


def _plain(value: object) -> object:
    """A value as JSON can hold it: what it cannot hold is null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, str | int) else None


def _table() -> Iterator[Row]:
    yield from PARAMS.values()
    yield from COMMANDS.values()
    yield from FEEDBACK.values()


def _access(row: Row | None) -> int:
    match row:
        case Param():
            return READ_AND_WRITE
        case Command():
            return WRITE
        case Feedback():
            return READ
        case None:
            return NO_VALUE


def _values_of(row: Row) -> list[tuple[Kind | None, str]]:
    """Kind and unit of each argument that a message needs."""
    if isinstance(row, Param):
        return [(row.kind, row.unit)]
    return [(argument.kind, argument.unit) for argument in _needed(row.arguments)]


def _needed(arguments: Iterable[Argument]) -> Iterator[Argument]:
    return (argument for argument in arguments if not argument.optional)


def _range(param: Param) -> Described | None:
    match param.kind:
        case Kind.FLOAT:
            return {"MIN": param.minimum, "MAX": param.maximum}
        case Kind.INT:
            return {"MIN": int(param.minimum), "MAX": int(param.maximum)}
        case Kind.CHOICE:
            return {"VALS": list(param.choices)}
    return None
