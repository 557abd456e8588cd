"""A TouchOSC layout for a tablet or a phone: the table on pages, under a strip with transport, beat and level.

TouchOSC has no control that takes text, so the last page is a keyboard of buttons: a touch on a prompt's text opens it.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

import py2tosc
from py2tosc import Control, ui

from lyria_osc.params.table import Command, Kind, Param
from lyria_osc.surfaces import touchosc_parts as parts
from lyria_osc.surfaces.rows import Page, Rows, Slot, title
from lyria_osc.surfaces.touchosc_parts import Style
from lyria_osc.surfaces.touchosc_script import KEYS_PAGE, root_script

WORDS = (
    "piano",
    "lo-fi hip hop",
    "minimal techno",
    "deep house",
    "ambient",
    "dub techno",
    "808 hip hop beat",
    "TR-909 drum machine",
    "moog oscillations",
    "warm acoustic guitar",
    "cello",
    "sitar",
    "rhodes piano",
    "funky bass line",
    "afrobeat",
    "bossa nova",
    "synthpop",
    "drum & bass",
    "orchestral score",
    "ominous drone",
    "dreamy",
    "upbeat",
)
"""What prompt slots step through, until the user writes words of their own."""

_NAMESPACE = UUID("a2f6f0f4-6a0e-4c55-9f6d-0b6f9b6b2f10")
_BARS = (4.0, 8.0, 16.0)
_TALL_FEEDBACK = frozenset({"error", "warning", "filtered", "recorded", "applied"})
_LIGHTS = 8


@dataclass(frozen=True, slots=True)
class Screen:
    """A kind of screen: points across and down, letters, and whether pages are laid out beside or below each other."""

    width: int
    height: int
    style: Style
    beside: bool


TABLET = Screen(1024, 768, Style(13, 16, 22), beside=True)
PHONE = Screen(390, 844, Style(11, 13, 17), beside=False)


def touchosc_layout(rows: Rows, screen: Screen) -> bytes:
    """The layout file."""
    document = touchosc_document(rows, screen)
    return zlib.compress(document.dumps(validate=True).encode("utf-8"))


def touchosc_document(rows: Rows, screen: Screen) -> py2tosc.Document:
    """The layout, sized; every node has an id that is the same for each writing."""
    pages = [
        _play(rows, screen),
        _mix(rows, screen),
        _sound(rows, screen),
        _status(rows, screen),
        _words(rows, screen),
    ]
    for page in pages:
        page.set("color", parts.GROUND)
        page.set("tabColorOff", parts.PANEL)
        page.set("tabColorOn", parts.ACCENT)
    size = screen.style.normal
    pager = ui.pager(*pages, name="pages", color=parts.GROUND, text_size_off=size, text_size_on=size)
    strip = _strip(rows, screen)
    root = ui.column(
        strip,
        pager,
        sizes=(1, 8) if screen.beside else (1, 5),
        pad=4,
        gap=4,
        name="lyria-osc",
        tag=str(rows.feedback_port),
        color=parts.GROUND,
        script=root_script(WORDS),
        frame=(0, 0, screen.width, screen.height),
    )
    document = py2tosc.Document(root=root).resolve()
    for number, control in enumerate(document.walk()):
        control.id = str(uuid5(_NAMESPACE, f"{screen.width}x{screen.height}/{number}"))
    return document


def _strip(rows: Rows, screen: Screen) -> Control:
    """What is seen on every page: transport, state, beat and level."""
    style = screen.style
    transport = _row(parts.press(one, style) for one in rows.buttons[:4])
    state = _stack_of_words(rows, ("state", "tempo"), style)
    lit = _column([parts.lights(rows.feedback["beat"].address, _LIGHTS)]) if "beat" in rows.feedback else _column([])
    meters = _column(
        parts.meter(side, rows.feedback["level"].address) for side in ("left", "right") if "level" in rows.feedback
    )
    if screen.beside:
        return _row([transport, state, lit, meters], sizes=(4, 3, 3, 3), gap=12, name="strip")
    return _column([_row([transport, state], sizes=(3, 2)), _row([lit, meters])], name="strip", sizes=(3, 2))


def _stack_of_words(rows: Rows, names: Iterable[str], style: Style) -> Control:
    shown = [rows.feedback[name] for name in names if name in rows.feedback]
    return _column(
        parts.label(title(one) if place == 0 else "", style.large if place == 0 else style.small, tag=one.address)
        for place, one in enumerate(shown)
    )


def _play(rows: Rows, screen: Screen) -> Control:
    style = screen.style
    slots = ui.tiles(*(_slot(slot, style) for slot in rows.slots), columns=4, gap=6, name="prompts", **_BARE)
    pad = [parts.pad(*rows.pad, style)] if rows.pad else []
    below = [parts.parameter(param, style) for param in rows.page(Page.PLAY)]
    left_to_service = [*(rows.pad or ()), *rows.page(Page.PLAY)]
    autos = _row(_autos(rows, left_to_service, style))
    side = _column([*pad, *below, autos], sizes=[*(8 for _ in pad), *(1 for _ in below), 1])
    if screen.beside:
        return _row([slots, side], sizes=(3, 2), name=Page.PLAY.value, pad=8, gap=10)
    return _column([slots, side], sizes=(4, 5), name=Page.PLAY.value, pad=6)


def _slot(slot: Slot, style: Style) -> Control:
    top = parts.label(f"{slot.number}", style.small, color=parts.FAINT)
    made: list[Control] = [top]
    made += [parts.knob(slot.weight, style)] if slot.weight else []
    clear = parts.press(slot.clear, style, "clear", color=parts.PLAIN) if slot.clear else None
    made += [parts.words(slot.text, style, clear)] if slot.text else []
    weights = (1, *(4 for _ in made[1:]))
    return ui.column(*made, sizes=weights, gap=2, pad=4, name=f"prompt {slot.number}", color=parts.PANEL, outline=False)


def _mix(rows: Rows, screen: Screen) -> Control:
    style = screen.style
    params = rows.page(Page.MIX)
    faders = [parts.number(param, style, upright=True) for param in params if param.kind in {Kind.FLOAT, Kind.INT}]
    others = [parts.parameter(param, style) for param in params if param.kind not in {Kind.FLOAT, Kind.INT}]
    desk = _row([*faders, _column(others)], sizes=[*(1 for _ in faders), 2], gap=8)
    presets = _presets(rows, style, columns=4 if screen.beside else 3)
    join = _row if screen.beside else _column
    return join([desk, presets], sizes=(1, 2) if screen.beside else (2, 3), name=Page.MIX.value, pad=8, gap=10)


def _presets(rows: Rows, style: Style, columns: int) -> Control:
    load = rows.commands.get("preset")
    if load is None or not rows.presets:
        return _column([])
    buttons = [parts.press(load, style, name.replace("-", " "), [name], parts.PLAIN) for name in rows.presets]
    return ui.tiles(*buttons, columns=columns, gap=4, name="presets", **_BARE)


def _sound(rows: Rows, screen: Screen) -> Control:
    style = screen.style
    params = rows.page(Page.SOUND)
    lying = [param for param in params if param.kind is not Kind.CHOICE]
    choices = [param for param in params if param.kind is Kind.CHOICE]
    numbers = _column([parts.parameter(param, style) for param in lying], gap=8)
    keys = _column(
        [_column([*_named(rows, param, style)], sizes=(1, -(-len(param.choices) // 4) * 2)) for param in choices],
        sizes=[1 + 2 * -(-len(param.choices) // 4) for param in choices],
        gap=8,
    )
    join = _row if screen.beside else _column
    return join([numbers, keys], name=Page.SOUND.value, pad=8, gap=12)


def _named(rows: Rows, param: Param, style: Style) -> list[Control]:
    """A choice under its name, and beside the name the switch that leaves it to the service."""
    name = parts.label(title(param), style.small, left=True, color=parts.FAINT)
    return [_row([name, *_autos(rows, [param], style)]), parts.choice(param, style, columns=4)]


def _autos(rows: Rows, params: Iterable[Param], style: Style) -> list[Control]:
    switches = [(param, rows.auto(param)) for param in params]
    return [parts.switch(auto, style, f"auto {title(param)}") for param, auto in switches if auto]


def _status(rows: Rows, screen: Screen) -> Control:
    style = screen.style
    does = [parts.press(one, style) for one in rows.buttons[4:]]
    for command in rows.with_arguments:
        does += _with_argument(command, style)
    rig = [parts.parameter(param, style) for param in rows.page(Page.STATUS)]
    short = [parts.told(one, style) for one in rows.told if one.name not in _TALL_FEEDBACK]
    long = [parts.told(one, style, tall=True) for one in rows.told if one.name in _TALL_FEEDBACK]
    acts = ui.tiles(*does, columns=3, gap=4, name="do", **_BARE)
    left, right = _column([acts, *rig], sizes=[-(-len(does) // 3), *(1 for _ in rig)], gap=6), _told(short, screen)
    top = _row([left, right], gap=12) if screen.beside else _column([left, right], sizes=(3, 3))
    return _column([top, _column(long, gap=2)], sizes=(3, 1), name=Page.STATUS.value, pad=8, gap=8)


def _words(rows: Rows, screen: Screen) -> Control:
    """The page of keys, for every text there is."""
    slots = {slot.text.name: f"#{slot.number}" for slot in rows.slots if slot.text}
    texts = [(slots.get(name) or title(row), row) for name, row in rows.params.items() if row.kind is Kind.TEXT]
    keys = parts.keyboard(texts, screen.style)
    return _column(keys, name=KEYS_PAGE, pad=8, gap=6)


def _told(short: Sequence[Control], screen: Screen) -> Control:
    return ui.tiles(*short, columns=1 if screen.beside else 2, gap=2, name="told", **_BARE)


def _with_argument(command: Command, style: Style) -> list[Control]:
    """Buttons for a command that takes a switch or a number of bars."""
    needed = [one for one in command.arguments if not one.optional]
    match [one.kind for one in needed]:
        case [Kind.BOOL]:
            return [parts.hold(command, style)]
        case [Kind.FLOAT]:
            return [parts.press(command, style, f"{title(command)} {bars:g}", [bars]) for bars in _BARS]
    return []


_BARE = {"outline": False, "background": False}


def _row(
    controls: Iterable[Control], *, sizes: Sequence[float] | None = None, gap: int = 4, pad: int = 0, name: str = "row"
) -> Control:
    return ui.row(list(controls), sizes=sizes, gap=gap, pad=pad, name=name, **_BARE)


def _column(
    controls: Iterable[Control],
    *,
    sizes: Sequence[float] | None = None,
    gap: int = 4,
    pad: int = 0,
    name: str = "column",
) -> Control:
    return ui.column(list(controls), sizes=sizes, gap=gap, pad=pad, name=name, **_BARE)
