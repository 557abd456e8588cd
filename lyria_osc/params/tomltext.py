"""TOML as people write it: what stands there, on which line, and values written back.

Presets and the config file are read through here, so that each error can name its line.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lyria_osc.errors import LyriaOscError
from lyria_osc.params.table import ParamValue

LARGEST_FILE = 256 * 1024
"""The largest file that is read, in bytes."""

_KEY = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_PATH = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_TABLE = re.compile(rf"\s*\[\[?\s*({_PATH})\s*\]")
_PAIR = re.compile(rf"\s*({_PATH})\s*=")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class TomlText:
    """A TOML file: `tree` is what it says, `lines` where each key (its path as a tuple) stands, from 1.

    The tables of an array, ``[[map]]``, are counted from 0: ``("map", "0", "from")``.
    """

    where: str
    tree: Mapping[str, object]
    lines: Mapping[tuple[str, ...], int]

    def at(self, *path: str) -> str:
        """The place of a key, or of the nearest above it, as errors name it: ``"presets/x.toml line 4"``."""
        line = self.lines.get(path)
        if line is None:
            return self.at(*path[:-1]) if path else self.where
        return f"{self.where} line {line}"


def parse_toml(text: str, where: str) -> TomlText:
    """Reads TOML; `where` is the file as errors name it.

    Raises:
        LyriaOscError: it is not TOML; one line that names the place.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LyriaOscError(_not_toml(str(error), where)) from None
    except RecursionError:
        raise LyriaOscError(f"{where}: nested too deep") from None
    return TomlText(where, tree, _key_lines(text))


def read_text(path: Path, where: str) -> str:
    """The text of a small UTF-8 file.

    Raises:
        LyriaOscError: it cannot be read, is no UTF-8, or is too large.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise LyriaOscError(f"{where}: larger than {LARGEST_FILE // 1024} kB")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise LyriaOscError(f"{where}: {error.strerror or error}") from None
    except ValueError:
        raise LyriaOscError(f"{where}: not UTF-8 text") from None


def toml_value(value: ParamValue) -> str:
    """A value as it stands in TOML; numbers to seven digits, which is what a float of OSC holds."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case int():
            return str(value)
    return f"{value:.7g}"


def _not_toml(words: str, where: str) -> str:
    place = _PLACE.search(words)
    if place is None:
        return f"{where}: not TOML: {words}"
    said = words[: place.start()]
    said = said[:1].lower() + said[1:]
    if place[1] is None:
        return f"{where}: not TOML: {said} at the end"
    return f"{where} line {place[1]}: not TOML: {said}, at column {place[2]}"


def _key_lines(text: str) -> dict[tuple[str, ...], int]:
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            table = _keys(header[1])
            lines.setdefault(table, number)
            if line.lstrip().startswith("[["):
                count = counts[table] = counts.get(table, -1) + 1
                table = (*table, str(count))
                lines[table] = number
        elif pair := _PAIR.match(line):
            lines.setdefault(table + _keys(pair[1]), number)
    return lines


def _keys(path: str) -> tuple[str, ...]:
    return tuple(_unquoted(key) for key in re.findall(_KEY, path))


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    try:
        return str(tomllib.loads(f"key = {key}")["key"])
    except tomllib.TOMLDecodeError:
        return key
