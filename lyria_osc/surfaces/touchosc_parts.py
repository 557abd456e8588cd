"""The controls of the TouchOSC layout: one function for each way to show a row of the table.

Each gives a control of `py2tosc` that still has no size; the layout's rows and columns give it one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import py2tosc
from py2tosc import Control, Value, ui
from py2tosc.enums import AlignH, ButtonType, Conversion, Orientation

from lyria_osc.params.coerce import to_norm
from lyria_osc.params.table import Command, Feedback, Kind, Param
from lyria_osc.surfaces.rows import choice_title, digits, is_wide, title
from lyria_osc.surfaces.touchosc_script import (
    TYPED,
    TYPING,
    choose_script,
    edit_script,
    key_script,
    random_script,
    readout_script,
    step_script,
)

GROUND = "#101316"
PANEL = "#1a1f24"
PLAIN = "#38424b"
ACCENT = "#1aa68c"
WARM = "#d9822b"
TEXT = "#e8edf2"
FAINT = "#93a1ad"
_DIM = "#292e33"
_KEYS = ("1234567890", "qwertyuiop", "asdfghjkl'", "zxcvbnm-&,")


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes of letters, in points, for a screen of some size."""

    small: int
    normal: int
    large: int


def label(text: str, size: int, *, name: str = "", tag: str = "", left: bool = False, color: str = TEXT) -> Control:
    """Words; with a `tag`, those of the message that comes at this address."""
    named = {"tag": tag} if tag else {}
    return py2tosc.label(
        name=name or text,
        background=False,
        outline=False,
        color=PANEL,
        text_color=color,
        text_size=size,
        text_align_h=AlignH.LEFT if left else AlignH.CENTER,
        values=[Value("text", default=text), Value("touch", default=False)],
        **named,
    )


def number(param: Param, style: Style, *, upright: bool = False, caption: str = "") -> Control:
    """A fader in the parameter's own range, its name and its value."""
    fader = py2tosc.fader(
        name="fader",
        color=ACCENT,
        corner_radius=4.0,
        centered=param.minimum == -param.maximum,
        orientation=Orientation.NORTH if upright else Orientation.EAST,
        grid=False,
        script=readout_script(param),
        values=_at_default(param),
        messages=[_binding(param)],
    )
    named = label(caption or title(param), style.small, left=not upright, color=FAINT)
    value = label(_shown(param), style.small, name="value")
    if upright:
        return ui.column(named, fader, value, sizes=(1, 8, 1), gap=2, name=param.name, outline=False, background=False)
    return ui.row(named, fader, value, sizes=(3, 6, 2), gap=6, name=param.name, outline=False, background=False)


def knob(param: Param, style: Style) -> Control:
    """A radial knob in the parameter's own range, and its value in the middle of it."""
    radial = py2tosc.radial(
        name="knob",
        color=ACCENT,
        centered=param.minimum == -param.maximum,
        grid=False,
        script=readout_script(param),
        values=_at_default(param),
        messages=[_binding(param)],
    )
    value = label(_shown(param), style.normal, name="value")
    return ui.stack(radial, value, name=param.name, outline=False, background=False)


def switch(param: Param, style: Style, caption: str = "") -> Control:
    """A button that stays on."""
    button = _button(ButtonType.TOGGLE_PRESS, WARM)
    button.messages.append(ui.osc(param.address, args=[ui.value("x", conversion=Conversion.BOOLEAN)]))
    button.values[0].default = 1.0 if param.default else 0.0
    return _captioned(button, caption or title(param), style, param.name)


def press(
    command: Command, style: Style, caption: str = "", arguments: Sequence[object] = (), color: str = ACCENT
) -> Control:
    """A button that does something when it goes down."""
    button = _button(ButtonType.MOMENTARY, color)
    constants = [
        ui.const(str(one), conversion=Conversion.STRING if isinstance(one, str) else Conversion.FLOAT)
        for one in arguments
    ]
    button.messages.append(ui.osc(command.address, args=constants, on="RISE", receive=False))
    return _captioned(button, caption or title(command), style, command.name)


def hold(command: Command, style: Style) -> Control:
    """A button that stays on, for a command that turns something on and off."""
    button = _button(ButtonType.TOGGLE_PRESS, WARM)
    button.messages.append(ui.osc(command.address, args=[ui.value("x", conversion=Conversion.BOOLEAN)], receive=False))
    return _captioned(button, title(command), style, command.name)


def choice(param: Param, style: Style, columns: int) -> Control:
    """A button for each choice; the one that is set is lit by the document's script."""
    buttons = []
    for one in param.choices:
        button = _button(ButtonType.MOMENTARY, ACCENT if one == param.default else PLAIN)
        button.set("script", choose_script(param.address, one))
        button.messages.append(ui.osc(param.address, args=[ui.const(one)], on="RISE", receive=False))
        buttons.append(_captioned(button, choice_title(one), style, one))
    tiles = ui.tiles(*buttons, columns=columns, gap=4, name=param.name, tag=param.address, outline=False)
    tiles.set("background", False)
    return tiles


def words(param: Param, style: Style, between: Control | None = None) -> Control:
    """A text that is touched to type it, over arrows that step it through the document's words.

    `between` stands between the arrows.
    """
    arrows = []
    for caption, by in (("◀", -1), ("▶", 1)):
        button = _button(ButtonType.MOMENTARY, PLAIN)
        button.set("script", step_script(param.address, by))
        arrows.append(_captioned(button, caption, style, caption))
    typed = _button(ButtonType.MOMENTARY, PANEL)
    typed.set("script", edit_script(param.address))
    shown = label(str(param.default), style.small, name="text", tag=param.address)
    text = ui.stack(typed, shown, name="text", outline=False, background=False)
    keys = [arrows[0], *([between] if between else []), arrows[1]]
    below = ui.row(*keys, sizes=(1, 2, 1) if between else (1, 1), gap=2, name="keys", outline=False, background=False)
    return ui.column(text, below, gap=2, name=param.name, outline=False, background=False)


def keyboard(texts: Sequence[tuple[str, Param]], style: Style) -> list[Control]:
    """Keys that type a text: which of the `texts` (each with its caption), what is typed so far, and rows of keys."""
    which = []
    for caption, param in texts:
        button = _button(ButtonType.MOMENTARY, PLAIN)
        button.set("script", edit_script(param.address))
        which.append(_captioned(button, caption, style, param.address))
    chosen = ui.row(*which, gap=4, name="which", tag=TYPING, outline=False, background=False)
    rows = [ui.row(*(_key(key, style) for key in row), gap=4, outline=False, background=False) for row in _KEYS]
    named = [_key(key, style, ACCENT if key == "set" else PLAIN) for key in ("space", "delete", "empty", "set")]
    last = ui.row(*named, sizes=(4, 2, 2, 2), gap=4, outline=False, background=False)
    return [chosen, label("", style.large, name="typed", tag=TYPED), *rows, last]


def _key(key: str, style: Style, color: str = PLAIN) -> Control:
    button = _button(ButtonType.MOMENTARY, color)
    button.set("script", key_script(key))
    return _captioned(button, key, replace(style, small=style.normal), key)


def wide(param: Param, style: Style) -> Control:
    """A number whose range no fader can hold: its value, and buttons for its default and for a chance one."""
    text = label(f"{param.default}", style.small, name="value", tag=param.address)
    default = _button(ButtonType.MOMENTARY, PLAIN)
    default.set("script", choose_script(param.address, f"{param.default}"))
    constant = ui.const(f"{param.default}", conversion=Conversion.INTEGER)
    default.messages.append(ui.osc(param.address, args=[constant], on="RISE", receive=False))
    chance = _button(ButtonType.MOMENTARY, PLAIN)
    chance.set("script", random_script(param))
    return ui.row(
        label(title(param), style.small, left=True, color=FAINT),
        text,
        _captioned(default, f"{param.default}", style, "default"),
        _captioned(chance, "random", style, "random"),
        sizes=(3, 3, 2, 3),
        gap=6,
        name=param.name,
        outline=False,
        background=False,
    )


def pad(across: Param, up: Param, style: Style) -> Control:
    """A pad for two parameters."""
    xy = py2tosc.xy(
        name="pad",
        color=ACCENT,
        corner_radius=6.0,
        values=[
            Value("x", default=to_norm(across, across.default)),
            Value("y", default=to_norm(up, up.default)),
            Value("touch", default=False),
        ],
        messages=[_binding(across, "x"), _binding(up, "y")],
    )
    caption = label(f"{title(across)} →   {title(up)} ↑", style.small, color=FAINT)
    return ui.column(caption, xy, sizes=(1, 12), gap=2, name="pad", outline=False, background=False)


def told(feedback: Feedback, style: Style, *, tall: bool = False) -> Control:
    """What is told at a feedback's address, in words."""
    text = label("", style.small, name="text", tag=feedback.address, left=True)
    named = label(title(feedback), style.small, left=True, color=FAINT)
    return ui.row(named, text, sizes=(1, 6 if tall else 3), name=feedback.name, outline=False, background=False)


def parameter(param: Param, style: Style) -> Control:
    """The control of any parameter, lying."""
    match param.kind:
        case Kind.BOOL:
            return switch(param, style)
        case Kind.CHOICE:
            return choice(param, style, columns=4)
        case Kind.TEXT:
            return words(param, style)
    return wide(param, style) if is_wide(param) else number(param, style)


def lights(tag: str, count: int) -> Control:
    """As many lights, of which the document's script lights the one of the beat."""
    boxes = [py2tosc.box(name=str(beat), color=_DIM, corner_radius=6.0) for beat in range(1, count + 1)]
    return ui.row(*boxes, gap=4, name="lights", tag=tag, outline=False, background=False)


def meter(name: str, tag: str) -> Control:
    """A level, set by the document's script; it sends nothing and takes no touch."""
    return py2tosc.fader(
        name=name,
        tag=tag,
        color=ACCENT,
        interactive=False,
        cursor=False,
        grid=False,
        orientation=Orientation.EAST,
    )


def _binding(param: Param, value: str = "x") -> py2tosc.OscMessage:
    """Both ways between a control's value and a parameter, in the parameter's own range."""
    conversion = Conversion.INTEGER if param.kind is Kind.INT else Conversion.FLOAT
    scaled = ui.value(value, conversion=conversion, scale=(param.minimum, param.maximum))
    return ui.osc(param.address, args=[scaled], var=value)


def _at_default(param: Param) -> list[Value]:
    return [Value("x", default=to_norm(param, param.default)), Value("touch", default=False)]


def _shown(param: Param) -> str:
    """A number at its default, as the fader's script shows it."""
    return f"{param.default:.{digits(param)}f}{f' {param.unit}' if param.unit else ''}"


def _button(kind: ButtonType, color: str) -> Control:
    return py2tosc.button(name="button", button_type=kind, color=color, corner_radius=4.0, outline=True)


def _captioned(button: Control, caption: str, style: Style, name: str) -> Control:
    words = label(caption, style.small, name="caption")
    return ui.stack(button, words, name=name, outline=False, background=False)
