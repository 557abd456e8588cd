import json
from typing import Any

import pytest
from py2max.m4l import unpack_amxd

from lyria_osc.params.table import PARAMS, Kind
from lyria_osc.surfaces.max import max_device, max_patch
from lyria_osc.surfaces.rows import Rows

Boxes = dict[str, dict[str, Any]]


def patch(kind: str) -> tuple[Boxes, list[tuple[str, int, str, int]]]:
    raw = max_patch(Rows()) if kind == "max" else unpack_amxd(max_device(Rows()))[0]
    tree = json.loads(raw)["patcher"]
    boxes = {box["box"]["id"]: box["box"] for box in tree["boxes"]}
    cords = [(*line["patchline"]["source"], *line["patchline"]["destination"]) for line in tree["lines"]]
    return boxes, cords


@pytest.mark.parametrize("kind", ["max", "maxforlive"])
def test_every_cord_has_both_its_ends(kind: str) -> None:
    boxes, cords = patch(kind)
    for source, outlet, target, inlet in cords:
        assert outlet < boxes[source]["numoutlets"]
        assert inlet < boxes[target]["numinlets"]


@pytest.mark.parametrize("kind", ["max", "maxforlive"])
def test_what_is_shown_lies_apart(kind: str) -> None:
    boxes, _ = patch(kind)
    faces = [box["presentation_rect"] for box in boxes.values() if box.get("presentation")]
    for place, (x, y, width, height) in enumerate(faces):
        assert kind == "max" or y + height <= 169
        for other_x, other_y, other_width, other_height in faces[place + 1 :]:
            apart = x + width <= other_x or other_x + other_width <= x or y + height <= other_y
            assert apart or other_y + other_height <= y or min(height, other_height) <= 18


def test_parameters_have_their_own_ranges() -> None:
    boxes, _ = patch("maxforlive")
    for param in PARAMS.values():
        if param.kind in {Kind.FLOAT, Kind.INT}:
            [box] = [box for box in boxes.values() if box.get("varname") == param.name]
            value = box["saved_attribute_attributes"]["valueof"]
            assert (value["parameter_mmin"], value["parameter_mmax"]) == (param.minimum, param.maximum)


def test_the_device_lets_its_audio_through() -> None:
    boxes, cords = patch("maxforlive")
    [plug_in] = [name for name, box in boxes.items() if box.get("text") == "plugin~"]
    [plug_out] = [name for name, box in boxes.items() if box.get("text") == "plugout~"]
    assert {(plug_in, side, plug_out, side) for side in (0, 1)} <= set(cords)


def test_nothing_received_is_sent_back() -> None:
    boxes, cords = patch("max")
    sending = {name for name, box in boxes.items() if box.get("varname") in PARAMS}
    for source, _, target, _ in cords:
        if target in sending:
            assert boxes[source]["text"].startswith(("prepend set", "set "))


def test_writing_twice_gives_the_same() -> None:
    assert max_patch(Rows()) == max_patch(Rows())
    assert max_device(Rows()) == max_device(Rows())


@pytest.mark.parametrize("kind", ["max", "maxforlive"])
def test_it_subscribes_to_numbers_at_its_own_port_also_when_that_is_changed(kind: str) -> None:
    boxes, cords = patch(kind)
    [subscribe] = [name for name, box in boxes.items() if box.get("text") == "/lyria/subscribe 9001 numbers"]
    [port] = [name for name, box in boxes.items() if box.get("varname") == "own port"]
    onward = {port}
    for _ in range(3):
        onward |= {target for source, _, target, _ in cords if source in onward}
    assert subscribe in onward
    words = {boxes[name].get("text") for name in onward}
    assert {"prepend set /lyria/subscribe", "append numbers", "prepend port"} <= words


@pytest.mark.parametrize("kind", ["max", "maxforlive"])
def test_each_parameter_is_shown_by_its_control(kind: str) -> None:
    boxes, cords = patch(kind)
    [route] = [box for box in boxes.values() if str(box.get("text", "")).startswith("route /lyria/")]
    for name, param in PARAMS.items():
        [control] = [key for key, box in boxes.items() if box.get("varname") == name]
        onward = {
            target
            for source, outlet, target, _ in cords
            if source == route["id"] and outlet == route["text"].split()[1:].index(param.address)
        }
        for _ in range(3):
            onward |= {target for source, _, target, _ in cords if source in onward}
        assert control in onward, name
