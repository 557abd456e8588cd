"""From one state of all parameters to another, a fraction at a time.

Fractional numbers glide; all else changes over half way, and so do those that need a reset of the service's context,
so that there is one reset and not a tempo that is never heard. Prompts fade: those of both states
glide from weight to weight, the leaving ones to 0, the coming ones from 0.
"""

from lyria_osc.params.coerce import coerce
from lyria_osc.params.prompts import prompt_weights
from lyria_osc.params.table import AUTO, PARAMS, PROMPT_SLOTS, SLOT_NAMES, Kind, Param, ParamValue
from lyria_osc.params.values import Values, changed

_HALF = 0.5


def morph(start: Values, goal: Values, share: float) -> Values:
    """The state `share` of the way (0 to 1) from `start` to `goal`; at 1, and beyond, all is as in `goal`."""
    if share >= 1:
        return start.replace(dict(goal))
    names = [name for name in changed(start, goal) if not name.startswith("prompt/")]
    names += [name + AUTO for name in names if name + AUTO in PARAMS]
    changes = {name: _between(PARAMS[name], start[name], goal[name], share) for name in names}
    return start.replace(changes | _prompts_between(start, goal, share))


def _between(param: Param, old: ParamValue, new: ParamValue, share: float) -> ParamValue:
    if param.kind is not Kind.FLOAT or param.needs_reset:
        return old if share < _HALF else new
    return coerce(param, [float(old) + (float(new) - float(old)) * share]).value


def _prompts_between(start: Values, goal: Values, share: float) -> dict[str, ParamValue]:
    """Texts keep their slots for as long as they sound; where there are too many, the quietest are left out."""
    before, after = prompt_weights(start), prompt_weights(goal)
    weights = {text: before.get(text, 0.0) * (1 - share) + after.get(text, 0.0) * share for text in before | after}
    kept = set(sorted(weights, key=lambda text: -abs(weights[text]))[:PROMPT_SLOTS])
    texts: list[str] = []
    for name, _ in SLOT_NAMES:
        text = start.text(name)
        texts.append(text if text in kept and text not in texts else "")
    coming = iter([text for text in weights if text in kept and text not in texts])
    changes: dict[str, ParamValue] = {}
    for (name, weight), text in zip(SLOT_NAMES, texts, strict=True):
        sounding = text or next(coming, "")
        changes[name] = sounding
        changes[weight] = weights[sounding] if sounding else PARAMS[weight].default
    return changes
