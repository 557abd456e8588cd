"""Draws the pages of a TouchOSC layout to PNG files, from the .tosc itself: tools/draw_tosc.py LAYOUT.tosc FOLDER.

One file for each page of the layout's first pager. What scripts do is not drawn, but for the values that faders show.
"""

import sys
from pathlib import Path

import py2tosc
from PIL import Image, ImageDraw, ImageFont
from py2tosc import Control
from py2tosc.enums import AlignH, ControlType, Orientation

_SCALE = 2
_TURN_FROM, _TURN_SWEEP = 120, 300

Box = tuple[float, float, float, float]
Rgb = tuple[int, int, int]


def draw(layout: Path, folder: Path) -> list[Path]:
    """Writes a picture of each page; gives their paths."""
    root = py2tosc.load(layout).root
    pager = root.find(type=ControlType.PAGER)
    pages = list(pager.children) if pager else []
    written = []
    for page in pages:
        frame = root.frame
        image = Image.new("RGB", (round(frame.w * _SCALE), round(frame.h * _SCALE)), _rgb(root))
        _Painter(ImageDraw.Draw(image, "RGBA"), page).paint(root, -frame.x, -frame.y)
        path = folder / f"{layout.stem}-{page.get('name')}.png"
        image.resize((round(frame.w), round(frame.h)), Image.Resampling.LANCZOS).save(path)
        written.append(path)
    return written


class _Painter:
    """Paints a tree of controls, of a pager's pages the one that is `shown`."""

    def __init__(self, canvas: ImageDraw.ImageDraw, shown: Control) -> None:
        self._canvas = canvas
        self._shown = shown

    def paint(self, control: Control, x: float, y: float) -> None:
        """Paints a control and what is inside; `x` and `y` are its parent's corner, in points."""
        frame = control.frame
        left, top = x + frame.x, y + frame.y
        box = (left * _SCALE, top * _SCALE, (left + frame.w) * _SCALE, (top + frame.h) * _SCALE)
        if not control.get("visible", True) or frame.w <= 0 or frame.h <= 0:
            return
        self._paint_self(control, box)
        for child in control.children:
            if control.control_type is not ControlType.PAGER or child is self._shown:
                self.paint(child, left, top)

    def _paint_self(self, control: Control, box: Box) -> None:
        match control.control_type:
            case ControlType.LABEL | ControlType.TEXT:
                self._words(control, box, str(_value(control, "text") or ""))
            case ControlType.FADER:
                self._fader(control, box)
            case ControlType.RADIAL:
                self._radial(control, box)
            case ControlType.XY:
                self._pad(control, box)
            case ControlType.BUTTON:
                self._face(control, box, 0.35 + 0.65 * _share(control, "x"))
            case ControlType.PAGER:
                self._face(control, box, 1.0)
                self._tabs(control, box)
            case _:
                self._face(control, box, 1.0)

    def _face(self, control: Control, box: Box, strength: float) -> None:
        if control.get("background", True):
            self._canvas.rounded_rectangle(box, _radius(control), (*_rgb(control), round(255 * strength)))
        if control.get("outline", False) and control.control_type is ControlType.BUTTON:
            self._canvas.rounded_rectangle(box, _radius(control), None, (*_rgb(control), 255), _SCALE)

    def _fader(self, control: Control, box: Box) -> None:
        x0, y0, x1, y1 = box
        share = _share(control, "x")
        origin = 0.5 if control.get("centered", False) else 0.0
        low, high = sorted((share, origin))
        self._canvas.rounded_rectangle(box, _radius(control), (*_rgb(control), 70))
        if control.get("orientation") == Orientation.EAST:
            bar = (x0 + low * (x1 - x0), y0, x0 + high * (x1 - x0), y1)
            cursor = (x0 + share * (x1 - x0) - 3, y0, x0 + share * (x1 - x0) + 3, y1)
        else:
            bar = (x0, y1 - high * (y1 - y0), x1, y1 - low * (y1 - y0))
            cursor = (x0, y1 - share * (y1 - y0) - 3, x1, y1 - share * (y1 - y0) + 3)
        self._canvas.rectangle(bar, (*_rgb(control), 200))
        if control.get("cursor", True):
            self._canvas.rectangle(cursor, (255, 255, 255, 230))

    def _radial(self, control: Control, box: Box) -> None:
        x0, y0, x1, y1 = box
        size = min(x1 - x0, y1 - y0) * 0.94
        middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
        ring = (middle_x - size / 2, middle_y - size / 2, middle_x + size / 2, middle_y + size / 2)
        share, origin = _share(control, "x"), 0.5 if control.get("centered", False) else 0.0
        low, high = sorted((share, origin))
        width = round(size * 0.14)
        self._canvas.arc(ring, _TURN_FROM, _TURN_FROM + _TURN_SWEEP, (*_rgb(control), 80), width)
        self._canvas.arc(
            ring, _TURN_FROM + low * _TURN_SWEEP, _TURN_FROM + high * _TURN_SWEEP, (*_rgb(control), 255), width
        )
        at = _TURN_FROM + share * _TURN_SWEEP
        self._canvas.arc(ring, at - 2, at + 2, (255, 255, 255, 255), width)

    def _pad(self, control: Control, box: Box) -> None:
        x0, y0, x1, y1 = box
        self._canvas.rounded_rectangle(box, _radius(control), (*_rgb(control), 70))
        for tenth in range(1, 10):
            x, y = x0 + tenth * (x1 - x0) / 10, y0 + tenth * (y1 - y0) / 10
            self._canvas.line((x, y0, x, y1), (0, 0, 0, 60), 1)
            self._canvas.line((x0, y, x1, y), (0, 0, 0, 60), 1)
        x = x0 + _share(control, "x") * (x1 - x0)
        y = y1 - _share(control, "y") * (y1 - y0)
        self._canvas.line((x, y0, x, y1), (*_rgb(control), 255), 3)
        self._canvas.line((x0, y, x1, y), (*_rgb(control), 255), 3)
        self._canvas.ellipse((x - 16, y - 16, x + 16, y + 16), (255, 255, 255, 230))

    def _tabs(self, pager: Control, box: Box) -> None:
        x0, y0, x1, _ = box
        height = float(pager.get("tabbarSize", 40)) * _SCALE
        width = (x1 - x0) / len(pager.children)
        for place, page in enumerate(pager.children):
            tab = (x0 + place * width, y0, x0 + (place + 1) * width, y0 + height)
            color = page.get("tabColorOn") if page is self._shown else page.get("tabColorOff")
            self._canvas.rectangle(tab, _as_rgb(color))
            font = _font(pager.get("textSizeOn", 14))
            middle = ((tab[0] + tab[2]) / 2, (tab[1] + tab[3]) / 2)
            self._canvas.text(middle, str(page.get("tabLabel", "")), _as_rgb(page.get("textColorOn")), font, "mm")

    def _words(self, control: Control, box: Box, text: str) -> None:
        x0, y0, x1, y1 = box
        color = _as_rgb(control.get("textColor"))
        left = control.get("textAlignH") == AlignH.LEFT
        font = _font(control.get("textSize", 14))
        text = text or _shown_by_script(control)
        while text and font.getlength(text) > x1 - x0 and len(text) > 1:
            text = text[:-1]
        at = (x0, (y0 + y1) / 2) if left else ((x0 + x1) / 2, (y0 + y1) / 2)
        self._canvas.text(at, text, color, font, "lm" if left else "mm")


def _shown_by_script(label: Control) -> str:
    """The address that a label waits for, where it has no words yet."""
    return f"<{label.get('tag')}>" if label.get("tag") else ""


def _value(control: Control, key: str) -> object:
    return next((value.default for value in control.values if value.key == key), None)


def _share(control: Control, key: str) -> float:
    """A value from 0 to 1, as it is at the start."""
    value = _value(control, key)
    return float(value) if isinstance(value, int | float) else 0.0


def _radius(control: Control) -> float:
    return float(control.get("cornerRadius", 0)) * _SCALE


def _rgb(control: Control) -> Rgb:
    return _as_rgb(control.get("color"))


def _as_rgb(color: tuple[float, float, float, float]) -> Rgb:
    red, green, blue, _ = color
    return round(red * 255), round(green * 255), round(blue * 255)


def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype("DejaVuSans.ttf", round(size * _SCALE * 0.86))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: draw_tosc.py LAYOUT.tosc FOLDER")
    for drawn in draw(Path(sys.argv[1]), Path(sys.argv[2])):
        print(drawn)
