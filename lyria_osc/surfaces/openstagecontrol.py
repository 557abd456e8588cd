"""An Open Stage Control session (version 1): every row of the table on four tabs.

It tells the host by each widget's ``target``; for the way back it is started with ``--osc-port``, and asks for
feedback at that port when it is opened, and again every half minute.
"""

import json
from collections.abc import Mapping, Sequence

from lyria_osc.params.table import PREFIX, Command, Feedback, Kind, Param, ParamValue
from lyria_osc.surfaces.rows import Page, Rows, Slot, choice_title, digits, has_few_choices, is_wide, page_of, title

_VERSION = "1.30.1"
_METER_DB = (-60.0, 6.0)
_SUBSCRIBE_S = 30

Widget = dict[str, object]


def openstagecontrol_session(rows: Rows) -> str:
    """The session file."""
    target = f"{rows.host}:{rows.port}"
    tabs = [_tab(page, _widgets(rows, page), target) for page in Page]
    root = {
        "type": "root",
        "id": "root",
        "onCreate": _subscribing(target, rows.feedback_port),
        "widgets": [],
        "tabs": tabs,
    }
    session = {"createdWith": "Open Stage Control", "version": _VERSION, "type": "session", "content": root}
    return json.dumps(session, indent=2, ensure_ascii=False) + "\n"


def _subscribing(target: str, port: int) -> str:
    host, _, at = target.rpartition(":")
    ask = f"send('{host}:{at}', '{PREFIX}subscribe', {{type: 'i', value: {port}}})"
    return f"{ask}\nsetInterval(() => {{ {ask} }}, {_SUBSCRIBE_S * 1000})"


def _tab(page: Page, widgets: Sequence[Widget], target: str) -> Widget:
    return {
        "type": "tab",
        "id": f"page/{page}",
        "label": page.value,
        "layout": "horizontal",
        "scroll": True,
        "gridTemplate": "",
        "widgets": [
            {**widget, "target": target} if "address" in widget else _aimed(widget, target) for widget in widgets
        ],
    }


def _aimed(panel: Widget, target: str) -> Widget:
    """A panel whose widgets speak to the target."""
    inside = panel["widgets"]
    return (
        {**panel, "widgets": [{**widget, "target": target} for widget in inside]} if isinstance(inside, list) else panel
    )


def _widgets(rows: Rows, page: Page) -> list[Widget]:
    shown = [_with_auto(rows, param) for param in rows.page(page)]
    match page:
        case Page.PLAY:
            pad = [_pad(*rows.pad), *(_auto_of(rows, param) for param in rows.pad)] if rows.pad else []
            return [*map(_slot, rows.slots), *pad, *shown, *map(_button, rows.buttons), *_presets(rows)]
        case Page.STATUS:
            typed = [_typed(command) for command in rows.with_arguments]
            return [*shown, *typed, *map(_told, rows.told)]
    return shown


def _auto_of(rows: Rows, param: Param) -> Widget:
    auto = rows.auto(param)
    return _widget(auto) if auto else _panel(param.name, [])


def _with_auto(rows: Rows, param: Param) -> Widget:
    auto = rows.auto(param)
    return _panel(param.name, [_widget(param), _widget(auto)]) if auto else _widget(param)


def _slot(slot: Slot) -> Widget:
    parts = [_widget(one) for one in (slot.weight, slot.text) if one]
    return _panel(f"prompt/{slot.number}", [*parts, *([_button(slot.clear)] if slot.clear else [])])


def _panel(name: str, widgets: Sequence[Widget]) -> Widget:
    return {
        "type": "panel",
        "id": f"panel/{name}",
        "layout": "vertical",
        "width": 150,
        "height": 240,
        "widgets": list(widgets),
    }


def _base(kind: str, row: Param | Command | Feedback, **more: object) -> Widget:
    return {
        "type": kind,
        "id": row.name,
        "label": title(row),
        "comments": row.doc,
        "address": row.address,
        "preArgs": "",
        "expand": True,
        **more,
    }


def _widget(param: Param) -> Widget:
    """The widget that sets and shows a parameter, in its own range and type."""
    default: ParamValue = param.default
    match param.kind:
        case Kind.BOOL:
            return _base("button", param, mode="toggle", on=True, off=False, default=default, typeTags="")
        case Kind.CHOICE:
            values: Mapping[str, str] = {choice_title(choice): choice for choice in param.choices}
            kind = "switch" if has_few_choices(param) else "dropdown"
            return _base(kind, param, values=values, default=default, typeTags="s")
        case Kind.TEXT:
            return _base("input", param, default=default, typeTags="s", asYouType=False)
    tags = "i" if param.kind is Kind.INT else "f"
    span = {"min": param.minimum, "max": param.maximum}
    if is_wide(param):
        return _base("input", param, default=default, typeTags=tags, numeric=True, decimals=0)
    kind = "knob" if page_of(param) is Page.PLAY else "fader"
    more = {"range": span, "default": default, "typeTags": tags, "decimals": digits(param), "unit": param.unit}
    return _base(kind, param, doubleTap=True, steps="auto" if tags == "i" else False, **more)


def _pad(across: Param, up: Param) -> Widget:
    """A pad for two parameters: it sends to each by its own address, and follows both."""
    return {
        "type": "xy",
        "id": "pad",
        "label": f"{title(across)} / {title(up)}",
        "width": 240,
        "height": 240,
        "address": "/pad",
        "preArgs": "",
        "bypass": True,
        "rangeX": {"min": across.minimum, "max": across.maximum},
        "rangeY": {"min": up.minimum, "max": up.maximum},
        "default": [across.default, up.default],
        "value": f"[OSC{{{across.address},{across.default},false}}, OSC{{{up.address},{up.default},false}}]",
        "onValue": f"send('{across.address}', {{type: 'f', value: value[0]}})\n"
        f"send('{up.address}', {{type: 'f', value: value[1]}})",
    }


def _button(command: Command) -> Widget:
    return _base("button", command, mode="tap", on=1, off=0, typeTags="i")


def _presets(rows: Rows) -> list[Widget]:
    if "preset" not in rows.commands or not rows.presets:
        return []
    values = {name.replace("-", " "): name for name in rows.presets}
    return [_base("dropdown", rows.commands["preset"], values=values, typeTags="s") | {"id": "presets"}]


def _typed(command: Command) -> Widget:
    return _base("input", command, typeTags="", asYouType=False)


def _told(feedback: Feedback) -> Widget:
    """What shows feedback: meters for levels, words for all else."""
    if feedback.arguments and all(one.unit == "dBFS" for one in feedback.arguments):
        least, most = _METER_DB
        return _base("fader", feedback, design="compact", interaction=False, range={"min": least, "max": most})
    return _base("text", feedback, wrap=True, interaction=False)
