"""A Max patch, also as a Max for Live device: sets and shows every row of the table, and sends Max's transport.

Objects named ``live.*`` work in plain Max too, and in Live their parameters can be automated. What is shown is set
without output, so nothing that is received is sent back. Max reads no OSC booleans: the patch subscribes to numbers in
their place.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from py2max import Patcher
from py2max.core import Box
from py2max.core.common import Rect
from py2max.m4l import ensure_amxd_project_block, pack_amxd

from lyria_osc.params.table import PREFIX, Command, Feedback, Kind, Param
from lyria_osc.surfaces.rows import Page, Rows, choice_title, digits, is_wide, title

_WRITTEN_1904_S = 3_800_000_000
"""The date of the device, the same at each writing."""

_FLOAT, _INT, _ENUM = 0, 1, 2
_CUSTOM_UNIT = 9
_SILENT_MS, _TRANSPORT_MS, _PING_MS = 5000, 50, 20_000
_BEHIND = 900
"""How far below its place in the presentation a control stands in the patch."""

_FLASHING = frozenset({"bar", "beat"})
_CELL = (88, 54)
_CELLS_DOWN, _CELLS_DOWN_DEVICE = 13, 3
_OUT = "---lyria-out"
"""Where all that is sent goes; the dashes make it the device's own in Live."""

_Row = Param | Command | Feedback


@dataclass(slots=True)
class _Patch:
    """A patch being written: controls in the presentation, in columns; their wiring behind. Owner: `max_patch`."""

    patcher: Patcher
    device: bool
    at: list[int] = field(default_factory=lambda: [0, 0])
    wired: int = 0

    def add(self, text: str, x: float, y: float, ins: int, outs: int) -> Box:
        """An object that is not seen in the presentation."""
        return self.patcher.add_textbox(text, patching_rect=Rect(x, y, 180, 22), numinlets=ins, numoutlets=outs)

    def route(self, words: Sequence[str], x: float, y: float) -> Box:
        """An object that sends on what begins with one of the words, and through its last outlet all else."""
        return self.add(f"route {' '.join(words)}", x, y, len(words) + 1, len(words) + 1)

    def control(self, maxclass: str, ins: int, outs: int, place: Rect, **more: object) -> Box:
        """A control that is seen in the presentation, at `place` there."""
        return self.patcher.add_box(
            Box(
                id=self.patcher.get_id(maxclass),
                maxclass=maxclass,
                numinlets=ins,
                numoutlets=outs,
                outlettype=[""] * outs,
                patching_rect=Rect(place.x, place.y + _BEHIND, place.w, place.h),
                presentation=1,
                presentation_rect=place,
                **more,  # type: ignore[arg-type]  # the format's own attributes, of many types
            )
        )

    def chain(self, *boxes: Box) -> Box:
        """Connects first outlets to first inlets, one after the other; gives the last."""
        for source, target in pairwise(boxes):
            self.patcher.add_line(source, target)
        return boxes[-1]

    def place(self, across: int = 1, down: int = 1) -> Rect:
        """Room for a control of so many cells, in the next free cells down a column."""
        most = _CELLS_DOWN_DEVICE if self.device else _CELLS_DOWN
        if self.at[1] + down > most:
            self.at = [self.at[0] + 1, 0]
        column, row = self.at
        self.at[1] += down
        width, height = _CELL
        return Rect(8 + column * (width + 8), 6 + row * height, width * across, height * down - 4)

    def next_column(self, by: int = 1) -> None:
        """Goes on at the top of another column."""
        self.at = [self.at[0] + by, 0] if self.at[1] else self.at

    def next_place(self) -> tuple[float, float]:
        """Where the next line of wiring stands."""
        column, row = divmod(self.wired, 30)
        self.wired += 1
        return 20 + 640 * column, 20 + 28 * row


def max_patch(rows: Rows) -> str:
    """The .maxpat file."""
    return _json(_written(rows, device=False))


def max_device(rows: Rows) -> bytes:
    """The .amxd file: an audio effect that lets its audio through."""
    patcher = _written(rows, device=True)
    tree = json.loads(_json(patcher))
    ensure_amxd_project_block(tree, "audio_effect", _WRITTEN_1904_S)
    return pack_amxd(
        json.dumps(tree, indent=1), device_type="audio_effect", patcher_filename="lyria-osc.amxd", mtime=_WRITTEN_1904_S
    )


def _json(patcher: Patcher) -> str:
    return json.dumps(patcher.to_dict(), indent=1, ensure_ascii=False) + "\n"


def _written(rows: Rows, *, device: bool) -> Patcher:
    patcher = Patcher("lyria-osc.maxpat", title="lyria-osc", openinpresentation=1, validate_attrs=False, layout="grid")
    patcher.rect = Rect(60, 80, 1400, 720)
    patch = _Patch(patcher, device)
    sink = _net(patch, rows)
    if device:
        through = [patch.add("plugin~", 20, 1500, 2, 2), patch.add("plugout~", 20, 1540, 2, 2)]
        for side in (0, 1):
            patcher.add_line(through[0], through[1], outlet=side, inlet=side)
    controls = _controls(patch, rows)
    _show(patch, rows, controls, sink)
    _transport(patch, rows)
    if device:
        patcher.enable_presentation(devicewidth=(patch.at[0] + 1) * (_CELL[0] + 8) + 8)
    return patcher


def _net(patch: _Patch, rows: Rows) -> Box:
    """The sockets; asks again for feedback when none came for a while. Gives what all messages come out of."""
    add, chain = patch.add, patch.chain
    received = add(f"udpreceive {rows.feedback_port}", 700, 1300, 1, 1)
    sender = add(f"udpsend {rows.host} {rows.port}", 20, 1300, 1, 0)
    chain(add(f"r {_OUT}", 20, 1270, 0, 1), sender)
    start = "live.thisdevice" if patch.device else "loadbang"
    begin = add(start, 20, 1340, 1, 3 if patch.device else 1)
    subscribe = patch.patcher.add_message(f"{PREFIX}subscribe {rows.feedback_port} numbers", Rect(20, 1400, 240, 22))
    out = add(f"s {_OUT}", 20, 1430, 1, 0)
    chain(begin, subscribe, out)
    heard = add("t b l", 700, 1330, 1, 2)
    silent = add(f"delay {_SILENT_MS}", 300, 1370, 2, 1)
    chain(received, heard, silent, subscribe)
    chain(silent, silent)
    chain(begin, silent)
    metro = add(f"metro {_PING_MS} @active 1", 300, 1400, 2, 1)
    chain(metro, patch.patcher.add_message(f"{PREFIX}ping", Rect(300, 1430, 120, 22)), out)
    _ports(patch, rows, sender, received, subscribe)
    return heard


def _ports(patch: _Patch, rows: Rows, sender: Box, received: Box, subscribe: Box) -> None:
    """Fields for the host's port and for our own, which is also what to subscribe when next asked."""
    for words, value, target in (("host port", rows.port, sender), ("own port", rows.feedback_port, received)):
        place = patch.place()
        _caption(patch, words, place)
        number = _parameter(
            patch, "live.numbox", Rect(place.x, place.y + 18, 60, 18), 1, 2, words, _INT, value, 1, 65_535
        )
        patch.chain(number, patch.add("prepend port", place.x, place.y + _BEHIND + 60, 1, 1), target)
    anew = patch.add(f"prepend set {PREFIX}subscribe", 20, 1370, 1, 1)
    patch.chain(number, anew, patch.add("append numbers", 120, 1370, 1, 1), subscribe)
    patch.next_column()


def _controls(patch: _Patch, rows: Rows) -> dict[str, Box]:
    """A control for each row, wired to send; those of parameters and feedback by name."""
    made: dict[str, Box] = {}
    for slot in rows.slots:
        in_slot: list[_Row | None] = [slot.weight, slot.text, None if patch.device else slot.clear]
        made |= {row.name: _control(patch, row) for row in in_slot if row}
    for page in Page:
        params = [*(rows.pad or ()), *rows.page(page)] if page is Page.PLAY else rows.page(page)
        made |= {one.name: _control(patch, one) for param in params for one in (param, rows.auto(param)) if one}
    made |= {row.name: _control(patch, row) for row in rows.buttons}
    made |= {row.name: _control(patch, row) for row in rows.told}
    if not patch.device:
        made |= {row.name: _control(patch, row) for row in rows.with_arguments}
    return made


def _control(patch: _Patch, row: _Row) -> Box:
    match row:
        case Param(kind=Kind.TEXT) | Command(is_button=False) | Feedback():
            return _field(patch, row)
        case Param():
            return _setter(patch, row)
    place = patch.place()
    face = Rect(place.x, place.y + 8, place.w - 6, 24)
    button = patch.control("textbutton", 1, 3, face, text=title(row), mode=0, varname=row.name)
    x, y = patch.next_place()
    message = patch.patcher.add_message(row.address, Rect(x + 200, y, 180, 22))
    patch.chain(button, message, patch.add(f"s {_OUT}", x + 420, y, 1, 0))
    return button


def _field(patch: _Patch, row: _Row) -> Box:
    """A field of words: typed to be sent, or only shown."""
    place = patch.place()
    _caption(patch, title(row), place)
    face = Rect(place.x, place.y + 18, place.w - 4, 22)
    typed = not isinstance(row, Feedback)
    box = patch.control(
        "textedit", 1, 4, face, lines=1, keymode=1, bangmode=0, readonly=0 if typed else 1, varname=row.name
    )
    if typed:
        route = patch.route(["text"], *patch.next_place())
        patch.chain(box, route)
        return _sending(patch, route, row, f"prepend {row.address}", shown=box)
    return box


def _setter(patch: _Patch, param: Param) -> Box:
    """A control in the parameter's own range."""
    place = patch.place()
    name, default = param.name, param.default
    match param.kind:
        case Kind.BOOL:
            _caption(patch, title(param), place)
            face = Rect(place.x, place.y + 18, 20, 20)
            box = _parameter(
                patch, "live.toggle", face, 1, 1, name, _ENUM, int(bool(default)), 0, 1, choices=("off", "on")
            )
        case Kind.CHOICE:
            _caption(patch, title(param), place)
            face = Rect(place.x, place.y + 18, place.w - 4, 18)
            first, last = param.choices.index(str(default)), len(param.choices) - 1
            titles = [choice_title(choice) for choice in param.choices]
            box = _parameter(patch, "live.menu", face, 1, 3, name, _ENUM, first, 0, last, choices=titles)
        case _:
            kind = _INT if param.kind is Kind.INT and param.maximum < 256 else _FLOAT
            maxclass = "live.numbox" if is_wide(param) else "live.dial"
            face = Rect(place.x, place.y, 60, 48) if maxclass == "live.dial" else Rect(place.x, place.y + 18, 80, 18)
            if maxclass == "live.numbox":
                _caption(patch, title(param), place)
            box = _parameter(
                patch,
                maxclass,
                face,
                1,
                2,
                name,
                kind,
                float(default),
                param.minimum,
                param.maximum,
                digits=digits(param),
            )
    return _sending(patch, box, param, f"prepend {param.address}")


def _parameter(
    patch: _Patch,
    maxclass: str,
    face: Rect,
    ins: int,
    outs: int,
    name: str,
    kind: int,
    initial: float,
    least: float,
    most: float,
    *,
    choices: Sequence[str] = (),
    digits: int = 0,
) -> Box:
    """A ``live.*`` control with its parameter."""
    value: dict[str, object] = {
        "parameter_longname": name,
        "parameter_shortname": name.replace("_", " ").replace("/", " "),
        "parameter_type": kind,
        "parameter_mmin": least,
        "parameter_mmax": most,
        "parameter_initial": [initial],
        "parameter_initial_enable": 0,
    }
    if choices:
        value["parameter_enum"] = list(choices)
    else:
        value |= {"parameter_unitstyle": _CUSTOM_UNIT, "parameter_units": f"%.{digits}f"}
    return patch.control(
        maxclass, ins, outs, face, parameter_enable=1, saved_attribute_attributes={"valueof": value}, varname=name
    )


def _sending(patch: _Patch, source: Box, row: _Row, through: str, *, shown: Box | None = None) -> Box:
    x, y = patch.next_place()
    ins_outs = (1, 1)
    sent = patch.add(through, x + 200, y, *ins_outs)
    patch.chain(source, sent, patch.add(f"s {_OUT}", x + 420, y, 1, 0))
    return shown or source


def _caption(patch: _Patch, words: str, place: Rect) -> None:
    patch.control("comment", 1, 0, Rect(place.x, place.y, place.w, 18), text=words, fontsize=10.0)


def _show(patch: _Patch, rows: Rows, controls: dict[str, Box], heard: Box) -> None:
    """From what is heard to the controls, and to sends of the same name: ``r lyria/beat`` anywhere hears the beat."""
    known: dict[str, _Row] = {**rows.params, **rows.feedback}
    shown = [name for name in known if name in controls]
    route = patch.route([PREFIX + name for name in shown], 700, 1500)
    patch.patcher.add_line(heard, route, outlet=1)
    for outlet, name in enumerate(shown):
        _arrive(patch, route, outlet, known[name], controls[name])


def _arrive(patch: _Patch, route: Box, outlet: int, row: _Row, control: Box) -> None:
    x, y = patch.next_place()
    if isinstance(row, Param) and row.kind is Kind.CHOICE:
        numbers = patch.route(row.choices, x, y)
        patch.patcher.add_line(route, numbers, outlet=outlet)
        for place in range(len(row.choices)):
            message = patch.patcher.add_message(f"set {place}", Rect(x + 60 * place, y + 24, 50, 22))
            patch.patcher.add_line(numbers, message, outlet=place)
            patch.chain(message, control)
    else:
        shown = patch.add("prepend set", x, y, 1, 1)
        patch.patcher.add_line(route, shown, outlet=outlet)
        patch.chain(shown, control)
    patch.patcher.add_line(route, patch.add(f"s lyria/{row.name}", x + 420, y, 1, 0), outlet=outlet)
    if isinstance(row, Feedback) and row.name in _FLASHING:
        face = control.patching_rect
        light = patch.control("button", 1, 1, Rect(face.x + face.w - 18, face.y - _BEHIND - 18, 16, 16))
        patch.patcher.add_line(route, light, outlet=outlet)


def _transport(patch: _Patch, rows: Rows) -> None:
    """Max's transport, which in Live is Live's, to the commands that follow a DAW: its tempo, start, stop and beat."""
    add, chain = patch.add, patch.chain
    metro = add(f"metro {_TRANSPORT_MS} @active 1", 1400, 1300, 2, 1)
    transport = add("transport", 1400, 1330, 2, 9)
    chain(metro, transport)
    out = add(f"s {_OUT}", 1400, 1480, 1, 0)
    for name, outlet, first in (("daw/tempo", 4, "0."), ("daw/beat", 1, "0")):
        if name not in rows.commands:
            continue
        change = add(f"change {first}", 1400 + 160 * outlet, 1360, 1, 3)
        patch.patcher.add_line(transport, change, outlet=outlet)
        chain(change, add(f"prepend {rows.commands[name].address}", 1400 + 160 * outlet, 1390, 1, 1), out)
    playing = add("change", 1400, 1420, 1, 3)
    patch.patcher.add_line(transport, playing, outlet=6)
    state = add("sel 1 0", 1400, 1450, 1, 3)
    chain(playing, state)
    for outlet, name in enumerate(("daw/play", "daw/stop")):
        if name in rows.commands:
            message = patch.patcher.add_message(rows.commands[name].address, Rect(1500 + 160 * outlet, 1450, 140, 22))
            patch.patcher.add_line(state, message, outlet=outlet)
            chain(message, out)
