"""A vanilla Pd patch: sets and shows every row of the table.

Pd sends each number as a float and each word of a text apart, never from the port it listens on, and reads no OSC
booleans; the host takes the first three, and the patch subscribes to numbers in place of booleans. Other patches
reach all of it by name: what is sent to ``lyria/density`` is set, ``lyria/density/now`` receives the value as it is,
``lyria/beat`` and the other feedback is received by its own name. Needs Pd 0.52 or later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lyria_osc.params.table import PREFIX, Command, Feedback, Kind, Param
from lyria_osc.surfaces.rows import Page, Rows, choice_title, is_wide, title

_ROW_PX = 24
_LABEL_PX = 130
_SLIDER_PX = 128
_COLUMNS_PX = (20, 460, 900)
_COLOURS = "#fcfcfc #202020 #202020"
_LABEL = "empty empty 0 -8 0 10"
_SILENT_MS = 5000
_PING_MS = 20_000

_Row = Param | Command | Feedback


@dataclass(slots=True)
class Patch:
    """A canvas being written. Owner: the function that writes it."""

    lines: list[str] = field(default_factory=list)
    cords: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, kind: str, x: int, y: int, text: str = "") -> int:
        """Adds an element (``obj``, ``msg``, ``text``, ``listbox``) and gives its number."""
        self.lines.append(f"#X {kind} {x} {y} {text}".rstrip() + ";")
        self.count += 1
        return self.count - 1

    def inside(self, name: str, x: int, y: int, patch: "Patch") -> int:
        """Adds a subpatch and gives its number."""
        self.lines += ["#N canvas 40 40 900 600 (subpatch) 0;", *patch.lines, *patch.cords]
        self.lines.append(f"#X restore {x} {y} pd {name};")
        self.count += 1
        return self.count - 1

    def connect(self, *chain: int) -> int:
        """Connects first outlets to first inlets, one after the other; gives the last."""
        for source, target in pairwise(chain):
            self.cord(source, 0, target, 0)
        return chain[-1]

    def cord(self, source: int, outlet: int, target: int, inlet: int) -> None:
        """Connects one outlet to one inlet."""
        self.cords.append(f"#X connect {source} {outlet} {target} {inlet};")


def pd_patch(rows: Rows) -> str:
    """The patch file."""
    patch = Patch()
    _faces(patch, rows)
    patch.inside("net", 20, 40, _net(rows))
    patch.inside("out", 80, 40, _out(rows))
    patch.inside("in", 140, 40, _in(rows))
    return "\n".join(["#N canvas 40 40 1320 1000 10;", *patch.lines, *patch.cords, ""])


def _faces(patch: Patch, rows: Rows) -> None:
    patch.add("text", 20, 14, _safe(f"lyria-osc: hears {rows.port}, tells {rows.feedback_port}"))
    y = 70
    for slot in rows.slots:
        y = _row(patch, _COLUMNS_PX[0], y, [one for one in (slot.text, slot.weight, slot.clear) if one])
    for page in (Page.PLAY, Page.MIX):
        y = _page(patch, rows, page, 0, y + 10)
    y = _page(patch, rows, Page.SOUND, 1, 70)
    y = _page(patch, rows, Page.STATUS, 1, y + 10)
    for command in rows.commands.values():
        if not command.name.startswith("prompt/") and not command.is_button:
            y = _row(patch, _COLUMNS_PX[1], y, [command])
    y = 70
    for feedback in rows.feedback.values():
        y = _row(patch, _COLUMNS_PX[2], y, [feedback])
    for command in rows.commands.values():
        if not command.name.startswith("prompt/") and command.is_button:
            y = _row(patch, _COLUMNS_PX[2], y, [command])


def _page(patch: Patch, rows: Rows, page: Page, column: int, y: int) -> int:
    shown = [*(rows.pad or ()), *rows.page(page)] if page is Page.PLAY else rows.page(page)
    for param in shown:
        y = _row(patch, _COLUMNS_PX[column], y, [one for one in (param, rows.auto(param)) if one])
    return y


def _row(patch: Patch, x: int, y: int, shown: Sequence[_Row]) -> int:
    """A line of controls that belong together, the first one named; gives where the next line is."""
    patch.add("text", x, y, _safe(title(shown[0])))
    x += _LABEL_PX
    for row in shown:
        x += _face(patch, x, y, row)
    return y + _ROW_PX


def _face(patch: Patch, x: int, y: int, row: _Row) -> int:
    """The control of a row; gives how much room it takes."""
    name = _name(row.name)
    ports = f"{name} {name}/show"
    match row:
        case Param(kind=Kind.BOOL):
            patch.add("obj", x, y, f"tgl 18 0 {ports} {_LABEL} {_COLOURS} 0 1")
            return 30
        case Param(kind=Kind.CHOICE):
            patch.add("obj", x, y, f"hradio 15 1 0 {len(row.choices)} {ports} {_LABEL} {_COLOURS} 0")
            return 15 * len(row.choices) + 12
        case Param(kind=Kind.TEXT) | Feedback() | Command(is_button=False):
            port = f"{name}/show -" if isinstance(row, Feedback) else f"{name}/show {name}"
            patch.add("listbox", x, y, f"24 0 0 0 - {port} 10")
            return 170
        case Param():
            return _number(patch, x, y, row, ports)
    patch.add("obj", x, y, f"bng 18 250 50 0 {name} empty {_LABEL} {_COLOURS}")
    return 30


def _number(patch: Patch, x: int, y: int, param: Param, ports: str) -> int:
    span = f"{param.minimum:.10g} {param.maximum:.10g}"
    taken = 0
    if not is_wide(param):
        patch.add("obj", x, y, f"hsl {_SLIDER_PX} 16 {span} 0 0 {ports} {_LABEL} {_COLOURS} 0 1")
        taken = _SLIDER_PX + 12
    patch.add("obj", x + taken, y, f"nbx 7 16 {span} 0 0 {ports} {_LABEL} {_COLOURS} 0 256")
    return taken + 80


def _net(rows: Rows) -> Patch:
    """The sockets; asks again for feedback when none came for a while, since then the host is new."""
    net = Patch()
    start = net.add("obj", 20, 20, "loadbang")
    first = net.add("obj", 20, 44, "t b b b b")
    net.connect(start, first)
    send = net.add("obj", 400, 200, "netsend -u -b")
    listen = net.add("obj", 20, 300, "netreceive -u -b")
    for number, (outlet, text, target) in enumerate(
        [(3, f"connect {rows.host} {rows.port}", send), (2, f"listen {rows.feedback_port}", listen)]
    ):
        message = net.add("msg", 400 + 200 * number, 80, text)
        net.cord(first, outlet, message, 0)
        net.connect(message, target)
    for number, (name, word, target) in enumerate([("connect", "connect", send), ("listen", "listen", listen)]):
        received = net.add("obj", 400 + 200 * number, 110, f"r lyria/net/{name}")
        net.connect(
            received,
            net.add("obj", 400 + 200 * number, 134, f"list prepend {word}"),
            net.add("obj", 400 + 200 * number, 158, "list trim"),
            target,
        )
    out = net.add("obj", 600, 200, "r lyria/net/out")
    net.connect(out, send)
    ask = net.add("msg", 20, 110, f"{rows.feedback_port} numbers")
    net.connect(ask, net.add("obj", 20, 134, "s lyria/subscribe"))
    net.cord(first, 1, ask, 0)
    net.cord(first, 0, _every(net, _PING_MS, "lyria/ping"), 0)
    heard = net.add("obj", 20, 330, "t b l")
    parsed = net.add("obj", 60, 384, "oscparse")
    net.connect(listen, heard)
    net.cord(heard, 1, parsed, 0)
    net.connect(parsed, net.add("obj", 60, 408, "list trim"), net.add("obj", 60, 432, "s lyria/net/in"))
    silent = net.add("obj", 20, 460, f"delay {_SILENT_MS}")
    again = net.add("obj", 20, 484, "t b b")
    net.cord(heard, 0, silent, 0)
    net.connect(silent, again, silent)
    net.cord(again, 1, ask, 0)
    net.cord(first, 0, silent, 0)
    return net


def _every(net: Patch, interval_ms: int, name: str) -> int:
    metro = net.add("obj", 200, 134, f"metro {interval_ms}")
    begin = net.add("msg", 200, 110, "1")
    net.connect(begin, metro, net.add("obj", 200, 158, f"s {name}"))
    return begin


def _out(rows: Rows) -> Patch:
    """From the names that others send to, to messages; what is set is shown by all controls of the same name."""
    out = Patch()
    known: list[_Row] = [*rows.params.values(), *rows.commands.values()]
    for number, row in enumerate(known):
        x, y = 20 + 420 * (number % 3), 20 + 80 * (number // 3)
        received = out.add("obj", x, y, f"r {_name(row.name)}")
        message = out.add("obj", x, y + 24, f"oscformat lyria {row.name.replace('/', ' ')}")
        as_list = out.add("obj", x + 100, y, "list")
        out.connect(received, as_list, message, out.add("obj", x, y + 48, "s lyria/net/out"))
        if isinstance(row, Param) and row.kind in {Kind.FLOAT, Kind.INT}:
            out.connect(received, _show(out, x + 180, y + 24, row))
    return out


def _in(rows: Rows) -> Patch:
    """From messages to the names that others receive from."""
    patch = Patch()
    come = patch.add("obj", 20, 20, "r lyria/net/in")
    known: dict[str, _Row] = {**rows.feedback, **rows.commands, **rows.params}
    root = patch.add("obj", 20, 44, f"route {PREFIX.strip('/')}")
    patch.connect(come, root)
    _branch(patch, root, 0, [(tuple(name.split("/")), row) for name, row in known.items()], 20)
    return patch


_Leaf = tuple[tuple[str, ...], _Row]


def _branch(patch: Patch, source: int, outlet: int, leaves: Iterable[_Leaf], x: int) -> None:
    """Routes by the next part of the address; numbers come as symbols, which no ``route`` can name, so as n1, n2."""
    by_part: dict[str, list[_Leaf]] = {}
    own: _Row | None = None
    for path, row in leaves:
        if path:
            by_part.setdefault(path[0], []).append((path[1:], row))
        else:
            own = row
    for numbers in (False, True):
        parts = [part for part in by_part if part.isdecimal() is numbers]
        if parts:
            y = 80 + 24 * (patch.count // 4)
            words = [f"n{part}" if numbers else part for part in parts]
            route = patch.add("obj", x, y, f"route {' '.join(words)}")
            patch.cord(source, outlet, _numbers_named(patch, route, x, y) if numbers else route, 0)
            for index, part in enumerate(parts):
                _branch(patch, route, index, by_part[part], x + 120)
            source, outlet = route, len(parts)
    if own:
        _arrive(patch, source, outlet, own, x)


def _numbers_named(patch: Patch, route: int, x: int, y: int) -> int:
    """Objects before a route that turn a symbol such as 1, at the front, into n1; gives the first of them."""
    words = patch.add("obj", x - 100, y - 24, "list")
    both = patch.add("obj", x - 100, y, "t l l")
    first = patch.add("obj", x - 40, y + 24, "list split 1")
    rest = patch.add("obj", x - 100, y + 48, "list split 1")
    named = patch.add("obj", x - 40, y + 48, "makefilename n%s")
    joined = patch.add("obj", x - 100, y + 72, "list prepend")
    patch.cord(both, 1, first, 0)
    patch.connect(words, both, rest)
    patch.connect(first, named)
    patch.cord(named, 0, joined, 1)
    patch.cord(rest, 1, joined, 0)
    patch.connect(joined, patch.add("obj", x - 100, y + 96, "list trim"), route)
    return words


def _arrive(patch: Patch, source: int, outlet: int, row: _Row, x: int) -> None:
    y = 80 + 24 * (patch.count // 4)
    name = _name(row.name)
    received = patch.add("obj", x + 120, y, f"s {name if isinstance(row, Feedback) else f'{name}/now'}")
    patch.cord(source, outlet, received, 0)
    patch.cord(source, outlet, _show(patch, x + 240, y, row), 0)


def _show(patch: Patch, x: int, y: int, row: _Row) -> int:
    """Objects that show a value on the controls without making them send; gives the first of them."""
    shown = patch.add("obj", x + 90, y + 24, f"s {_name(row.name)}/show")
    match row:
        case Param(kind=Kind.CHOICE):
            route = patch.add("obj", x, y, f"route {' '.join(row.choices)}")
            for index, choice in enumerate(row.choices):
                message = patch.add("msg", x + 60 * index, y + 24, f"set {index}")
                patch.add("text", x + 60 * index, y + 40, _safe(choice_title(choice)))
                patch.cord(route, index, message, 0)
                patch.connect(message, shown)
            return route
        case Param(kind=Kind.FLOAT | Kind.INT | Kind.BOOL):
            message = patch.add("msg", x, y, r"set \$1")
            patch.connect(message, shown)
            return message
    words = patch.add("obj", x, y, "list prepend set")
    patch.connect(words, patch.add("obj", x, y + 24, "list trim"), shown)
    return words


def _name(name: str) -> str:
    return f"lyria/{name}"


def _safe(text: str) -> str:
    """Text as a patch file holds it."""
    return text.replace(",", r" \,").replace(";", r" \;").replace("$", r"\$")
