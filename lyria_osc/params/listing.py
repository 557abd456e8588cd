"""The one table written out: for a terminal, as Markdown, as JSON."""

import json
from collections.abc import Iterable, Sequence

from lyria_osc.params.coerce import atom_text
from lyria_osc.params.table import COMMANDS, FEEDBACK, PARAMS, Argument, Kind, Param

_OSC_TYPES = {Kind.FLOAT: "f", Kind.INT: "i", Kind.BOOL: "T/F", Kind.CHOICE: "s or i", Kind.TEXT: "s"}
_LISTED_CHOICES = 4

Row = Sequence[str]


def params_table() -> str:
    """Parameters, commands and feedback in columns."""
    return "\n".join(_columns(title, header, rows) for title, header, rows in _tables())


def params_markdown() -> str:
    """Parameters, commands and feedback as Markdown tables."""
    return "\n".join(_markdown(title, header, rows) for title, header, rows in _tables())


def params_json() -> str:
    """The parameters as a JSON array of objects, one for each row."""
    return json.dumps([_param_object(param) for param in PARAMS.values()], indent=2)


def _tables() -> Iterable[tuple[str, Row, list[Row]]]:
    params: list[Row] = [
        (param.address, _OSC_TYPES[param.kind], _range(param), str(atom_text(param.default)), param.doc)
        for param in PARAMS.values()
    ]
    yield "Parameters", ("address", "type", "range", "default", "meaning"), params
    commands: list[Row] = [(row.address, _arguments(row.arguments), row.doc) for row in COMMANDS.values()]
    yield "Commands", ("address", "arguments", "meaning"), commands
    feedback: list[Row] = [(row.address, _arguments(row.arguments), row.doc) for row in FEEDBACK.values()]
    yield "Feedback", ("address", "arguments", "meaning"), feedback


def _range(param: Param) -> str:
    if param.kind in (Kind.FLOAT, Kind.INT):
        return f"{param.minimum:.10g} to {param.maximum:.10g} {param.unit}".rstrip()
    if len(param.choices) > _LISTED_CHOICES:
        return f"{', '.join(param.choices[:2])}, … {param.choices[-1]}"
    return ", ".join(param.choices)


def _arguments(arguments: Iterable[Argument]) -> str:
    return " ".join(_argument(argument) for argument in arguments)


def _argument(argument: Argument) -> str:
    osc_type = f"{_OSC_TYPES[argument.kind]} " if argument.kind else ""
    unit = f" ({argument.unit})" if argument.unit and argument.unit != argument.name else ""
    words = f"{osc_type}{argument.name}{unit}"
    return f"[{words}]" if argument.optional else f"<{words}>"


def _param_object(param: Param) -> dict[str, object]:
    described: dict[str, object] = {"name": param.name, "address": param.address, "kind": param.kind.value}
    described["default"] = param.default
    if param.kind in (Kind.FLOAT, Kind.INT):
        whole = int if param.kind is Kind.INT else float
        described |= {"minimum": whole(param.minimum), "maximum": whole(param.maximum)}
    if param.choices:
        described["choices"] = list(param.choices)
    if param.unit:
        described["unit"] = param.unit
    if param.service:
        described["service"] = param.service
    return {**described, "needs_reset": param.needs_reset, "doc": param.doc}


def _columns(title: str, header: Row, rows: list[Row]) -> str:
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (header, *rows)]
    return "\n".join([title, *("  " + line.rstrip() for line in lines), ""])


def _markdown(title: str, header: Row, rows: list[Row]) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    coded = [
        (f"`{row[0]}`", *(f"`{cell}`" if "<" in cell or "[" in cell else cell for cell in row[1:])) for row in rows
    ]
    return "\n".join([f"### {title}", "", line(header), line("---" for _ in header), *map(line, coded), ""])
