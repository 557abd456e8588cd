"""From the atoms of a message, or the words of a file, to a parameter's value.

`coerce` takes what people and programs really send (floats for whole numbers, numbers as strings, words apart) and
gives a value of the parameter's own type; `to_norm` and `from_norm` do the same for values scaled to 0..1. Nothing
here can be made to raise anything but ParamError.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lyria_osc.errors import ParamError, did_you_mean
from lyria_osc.params.table import MAX_TEXT, PARAMS, Kind, Param, ParamValue

_TRUE_WORDS = frozenset({"true", "t", "on", "yes"})
_FALSE_WORDS = frozenset({"false", "f", "off", "no"})
_SHOWN = 40
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Coerced:
    """A value in the parameter's own type; `warning` says how it was changed to fit, or is ""."""

    value: ParamValue
    warning: str = ""


def find_param(name: str) -> Param:
    """The row of a name.

    Raises:
        ParamError: there is none; names the nearest.
    """
    try:
        return PARAMS[name]
    except KeyError:
        raise ParamError(f"{shown(name)} is not a parameter{did_you_mean(name, PARAMS)}") from None


def coerce(param: Param, args: Sequence[object]) -> Coerced:
    """The value `args` stand for, clamped into the parameter's range.

    `args` are OSC atoms: int, float, bool, str; all else is a wrong type. Texts and choices may come as several
    atoms, which are joined with spaces.

    Raises:
        ParamError: a wrong type, a wrong number of atoms, a number that is not finite, or an unknown choice.
    """
    match param.kind:
        case Kind.TEXT:
            return Coerced(_text(param, args))
        case Kind.CHOICE:
            return _choice(param, args)
        case Kind.BOOL:
            return Coerced(_switch(param, _only(param, args)))
        case Kind.INT | Kind.FLOAT:
            number = _number(_only(param, args))
            if number is None:
                raise _refused(param, args)
            return _fit(param, number)


def coerce_strictly(param: Param, args: Sequence[object]) -> ParamValue:
    """As `coerce`, but out of range is refused: for files and command lines, which can be mended before the start.

    Raises:
        ParamError: as from `coerce`, or a value out of range.
    """
    coerced = coerce(param, args)
    if coerced.warning:
        raise _refused(param, args)
    return coerced.value


def to_norm(param: Param, value: ParamValue) -> float:
    """The value scaled to 0..1: numbers along their range, choices by index, switches 0 or 1.

    Raises:
        ParamError: the parameter is a text, or the value is not one it can hold.
    """
    match param.kind:
        case Kind.TEXT:
            raise _no_norm(param)
        case Kind.CHOICE:
            if value not in param.choices:
                raise _refused(param, [value])
            return param.choices.index(str(value)) / (len(param.choices) - 1)
        case Kind.BOOL:
            return 1.0 if value else 0.0
        case Kind.INT | Kind.FLOAT:
            if isinstance(value, str):
                raise _refused(param, [value])
            return min(1.0, max(0.0, (value - param.minimum) / (param.maximum - param.minimum)))


def from_norm(param: Param, args: Sequence[object]) -> Coerced:
    """The value that one number in 0..1 stands for, clamped.

    Raises:
        ParamError: the parameter is a text, or `args` is not one finite number.
    """
    if param.kind is Kind.TEXT:
        raise _no_norm(param)
    share = _number(args[0]) if len(args) == 1 else None
    if share is None:
        raise ParamError(f"norm/{param.name} takes one number from 0 to 1, not {_shown_args(args)}")
    inside = float(min(1, max(0, share)))
    warning = "" if inside == share else f"norm/{param.name} goes from 0 to 1: taken as {inside:g}"
    return Coerced(_at(param, inside), warning)


def _at(param: Param, share: float) -> ParamValue:
    match param.kind:
        case Kind.BOOL:
            return share >= 0.5
        case Kind.CHOICE:
            return param.choices[_rounded(share * (len(param.choices) - 1))]
    number = param.minimum + share * (param.maximum - param.minimum)
    return _rounded(number) if param.kind is Kind.INT else min(param.maximum, number)


def takes(param: Param) -> str:
    """What the parameter takes, in words: ``"a number from 0 to 1"``."""
    match param.kind:
        case Kind.TEXT:
            return f"text of up to {MAX_TEXT} characters"
        case Kind.CHOICE:
            return "one of " + ", ".join(_few(param.choices)) + (", or a key such as 'D minor'" if param.also else "")
        case Kind.BOOL:
            return "T or F"
        case Kind.INT:
            return f"a whole number from {param.minimum:.0f} to {param.maximum:.0f}"
        case Kind.FLOAT:
            return f"a number from {param.minimum:g} to {param.maximum:g}"


def atom_text(atom: object) -> str | None:
    """An atom as people write it, whole floats without a point (`808.0` is "808"); None for what is not an atom.

    Some programs send each number as a float: "808 drums" comes from them as 808.0 and "drums".
    """
    match atom:
        case bool():
            return "true" if atom else "false"
        case str():
            return atom
        case int():
            return str(atom) if abs(atom) < 2**64 else None
        case float():
            if not math.isfinite(atom):
                return None
            return f"{atom:.0f}" if atom.is_integer() and abs(atom) < 1e15 else f"{atom:.7g}"
    return None


def shown(value: object) -> str:
    """A value as an error names it: quoted if it is text, and never long."""
    text = repr(value) if isinstance(value, str) else atom_text(value) or f"<{type(value).__name__}>"
    if isinstance(value, float) and not math.isfinite(value):
        text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _only(param: Param, args: Sequence[object]) -> object:
    if len(args) != 1:
        raise _refused(param, args)
    return args[0]


def _number(atom: object) -> int | float | None:
    """The finite number an atom stands for, whole ones exact whatever their size; None if it is none."""
    if isinstance(atom, str):
        if "_" in atom:
            return None
        try:
            atom = float(atom)
        except ValueError:
            return None
    if isinstance(atom, float):
        return atom if math.isfinite(atom) else None
    return int(atom) if isinstance(atom, int) else None


def _fit(param: Param, number: float) -> Coerced:
    inside = min(param.maximum, max(param.minimum, number))
    value = _rounded(inside) if param.kind is Kind.INT else float(inside)
    if inside == number:
        return Coerced(value)
    return Coerced(value, f"{param.name} goes from {param.minimum:.10g} to {param.maximum:.10g}: taken as {value:.10g}")


def _switch(param: Param, atom: object) -> bool:
    if isinstance(atom, str):
        word = atom.strip().casefold()
        if word in _TRUE_WORDS:
            return True
        if word in _FALSE_WORDS:
            return False
    number = _number(atom)
    if number is None:
        raise _refused(param, [atom])
    return number != 0


def _choice(param: Param, args: Sequence[object]) -> Coerced:
    if len(args) == 1:
        index = _number(args[0])
        if index is not None:
            return _indexed(param, index)
    words = [atom_text(atom) for atom in args]
    if not words or None in words:
        raise _refused(param, args)
    text = " ".join(word for word in words if word is not None)[:MAX_TEXT]
    plain = _plain(text)
    found = param.also.get(plain) or next((choice for choice in param.choices if _plain(choice) == plain), None)
    if found is None:
        near = did_you_mean(plain, [*map(_plain, param.choices), *param.also])
        raise ParamError(f"{param.name} takes {takes(param)}, not {shown(text)}{near}")
    return Coerced(found)


def _indexed(param: Param, index: float) -> Coerced:
    last = len(param.choices) - 1
    inside = min(last, max(0, index))
    choice = param.choices[_rounded(inside)]
    return Coerced(choice, "" if inside == index else f"{param.name} has choices 0 to {last}: taken as {choice}")


def _plain(text: str) -> str:
    """Lower case, single spaces, one sign for sharp and one for flat: "C♯_Minor" is "c# minor"."""
    return " ".join(text.casefold().replace("♯", "#").replace("♭", "b").replace("_", " ").replace("-", " ").split())


def _text(param: Param, args: Sequence[object]) -> str:
    words = [atom_text(atom) for atom in args]
    if not words or None in words:
        raise _refused(param, args)
    text = " ".join(" ".join(word for word in words if word is not None).split())
    if len(text) > MAX_TEXT:
        raise ParamError(f"{param.name} takes {takes(param)}, not {len(text)}")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ParamError(f"{param.name} takes {takes(param)}, not bytes that are no Unicode text")
    return text


def _rounded(number: float) -> int:
    return math.floor(number + 0.5)


def _few(choices: Sequence[str]) -> Sequence[str]:
    return choices if len(choices) <= _LISTED else (*choices[:2], "…", choices[-1])


def _shown_args(args: Sequence[object]) -> str:
    if not args:
        return "nothing"
    return shown(args[0]) if len(args) == 1 else f"{len(args)} arguments"


def _refused(param: Param, args: Sequence[object]) -> ParamError:
    return ParamError(f"{param.name} takes {takes(param)}, not {_shown_args(args)}")


def _no_norm(param: Param) -> ParamError:
    return ParamError(f"{param.name} is text and has no form from 0 to 1")
