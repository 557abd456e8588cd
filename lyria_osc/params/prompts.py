"""Several prompts in one line of text: ``"piano:1.0, lo-fi beat:0.5"``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from lyria_osc.errors import ParamError
from lyria_osc.params.coerce import coerce, shown
from lyria_osc.params.table import MAX_TEXT, PARAMS, PROMPT_SLOTS, SLOT_NAMES, ParamValue

if TYPE_CHECKING:
    from lyria_osc.service import WeightedPrompt

_TEXT = PARAMS["prompt/1/text"]
_WEIGHT = PARAMS["prompt/1/weight"]
_LONGEST = PROMPT_SLOTS * MAX_TEXT
_MOST_ERRORS = 16


@dataclass(frozen=True, slots=True)
class PromptsRead:
    """The prompts that were understood, and a line for each that was not or was changed to fit."""

    prompts: "tuple[WeightedPrompt, ...]"
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def parse_prompts(text: str) -> PromptsRead:
    """Reads ``text:weight, text:weight``; plain text without a colon is one prompt of weight 1.

    A segment that is not a text and a weight other than 0 is an error and is left out, as are those beyond the number
    of slots; the good ones are taken. A weight out of range is clamped with a warning.
    """
    if len(text) > _LONGEST:
        return PromptsRead((), (f"prompts of {len(text)} characters: {_LONGEST} at most",))
    segments = [segment.strip() for segment in text.split(",")] if ":" in text else [f"{text.strip()}:1"]
    read: list[WeightedPrompt] = []
    errors: list[str] = []
    warnings: list[str] = []
    for segment in segments:
        if not segment:
            continue
        try:
            prompt, warning = _parse_segment(segment)
        except ParamError as error:
            errors.append(str(error))
            continue
        if len(read) == PROMPT_SLOTS:
            errors.append(f"{shown(segment)} is left out: there are {PROMPT_SLOTS} prompts at most")
            continue
        read.append(prompt)
        warnings += [warning] if warning else []
    if not read and not errors:
        errors.append("no prompt in an empty text")
    return PromptsRead(tuple(read), _bounded(errors), tuple(warnings))


def prompt_changes(prompts: "Sequence[WeightedPrompt]") -> dict[str, ParamValue]:
    """What replaces the prompts of all slots by these, in order; the slots left over are emptied."""
    changes: dict[str, ParamValue] = {}
    for (text, weight), prompt in zip_longest(SLOT_NAMES, prompts[:PROMPT_SLOTS]):
        changes[text] = prompt.text if prompt else _TEXT.default
        changes[weight] = prompt.weight if prompt else _WEIGHT.default
    return changes


def prompt_weights(values: Mapping[str, ParamValue]) -> dict[str, float]:
    """The weight of each text that stands in a slot, silent ones too; of a text in two slots, the sum, clamped."""
    weights: dict[str, float] = {}
    for text, weight in SLOT_NAMES:
        if words := str(values[text]):
            total = weights.get(words, 0.0) + float(values[weight])
            weights[words] = max(_WEIGHT.minimum, min(_WEIGHT.maximum, total))
    return weights


def _parse_segment(segment: str) -> "tuple[WeightedPrompt, str]":
    from lyria_osc.service import WeightedPrompt

    words, _, number = segment.rpartition(":")
    try:
        weight = coerce(_WEIGHT, [number])
    except ParamError:
        raise _no_segment(segment) from None
    if not words.strip() or weight.value == 0:
        raise _no_segment(segment)
    try:
        text = coerce(_TEXT, [words]).value
    except ParamError as error:
        raise ParamError(f"{shown(segment)}: {error}") from None
    warning = f"{shown(segment)}: a weight goes from -4 to 4: taken as {weight.value:g}" if weight.warning else ""
    return WeightedPrompt(str(text), float(weight.value)), warning


def _bounded(errors: list[str]) -> tuple[str, ...]:
    if len(errors) <= _MOST_ERRORS:
        return tuple(errors)
    return (*errors[:_MOST_ERRORS], f"and {len(errors) - _MOST_ERRORS} more like these")


def _no_segment(segment: str) -> ParamError:
    return ParamError(f"{shown(segment)} is not 'text:weight' with a number other than 0")
