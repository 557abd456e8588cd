import pytest
from py2tosc import Control, OscMessage, loads
from py2tosc.enums import ControlType

from lyria_osc.params.table import PARAMS, Kind
from lyria_osc.surfaces.rows import Rows, is_wide
from lyria_osc.surfaces.touchosc import PHONE, TABLET, Screen, touchosc_document, touchosc_layout

SCREENS = [pytest.param(TABLET, id="tablet"), pytest.param(PHONE, id="phone")]


def bindings(screen: Screen) -> list[tuple[Control, OscMessage, str]]:
    document = touchosc_document(Rows(presets=("one", "two-three")), screen)
    return [
        (control, message, "".join(part.value for part in message.path))
        for control in document.walk()
        for message in control.messages
        if isinstance(message, OscMessage)
    ]


@pytest.mark.parametrize("screen", SCREENS)
def test_the_file_holds_and_nothing_lies_outside(screen: Screen) -> None:
    document = loads(touchosc_layout(Rows(), screen))
    assert document.validate() == []
    assert document.root.frame[2:] == (screen.width, screen.height)
    for control in document.walk():
        for child in control.children:
            x, y, width, height = child.frame
            assert x >= 0
            assert y >= 0
            assert x + width <= control.frame.w + 1
            assert y + height <= control.frame.h + 1
            assert width >= 8
            assert height >= 8


@pytest.mark.parametrize("screen", SCREENS)
def test_touched_controls_are_large_enough_for_a_finger(screen: Screen) -> None:
    touched = {ControlType.BUTTON, ControlType.FADER, ControlType.RADIAL, ControlType.XY}
    for control in touchosc_document(Rows(), screen).walk():
        if control.control_type in touched and control.interactive:
            assert control.frame.w >= 16, control.name
            assert control.frame.h >= 16, control.name


@pytest.mark.parametrize("screen", SCREENS)
def test_numbers_are_bound_in_their_own_ranges(screen: Screen) -> None:
    spans = {
        address: (part.scale_min, part.scale_max)
        for _, message, address in bindings(screen)
        for part in message.arguments
        if part.type == "VALUE" and part.conversion in {"FLOAT", "INTEGER"}
    }
    numbers = [p for p in PARAMS.values() if p.kind in {Kind.FLOAT, Kind.INT} and not is_wide(p)]
    assert {p.address: (p.minimum, p.maximum) for p in numbers} == spans


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_received_is_sent_back(screen: Screen) -> None:
    assert all(not message.feedback for _, message, _ in bindings(screen))
    assert all(set(message.connections) == {"1"} for _, message, _ in bindings(screen))


def test_buttons_send_when_pressed_and_hear_nothing() -> None:
    [play] = [message for _, message, address in bindings(TABLET) if address == "/lyria/play"]
    assert [trigger.condition for trigger in play.triggers] == ["RISE"]
    assert play.arguments == []
    assert not play.receive
    presets = [message for _, message, address in bindings(TABLET) if address == "/lyria/preset"]
    assert [message.arguments[0].value for message in presets] == ["one", "two-three"]


def test_writing_twice_gives_the_same() -> None:
    assert touchosc_layout(Rows(), TABLET) == touchosc_layout(Rows(), TABLET)
    ids = [control.id for control in touchosc_document(Rows(), TABLET).walk()]
    assert len(ids) == len(set(ids))


def test_it_asks_for_feedback_at_the_port_of_its_tag() -> None:
    root = touchosc_document(Rows(feedback_port=9321), TABLET).root
    assert root.tag == "9321"
    assert "sendOSC('/lyria/subscribe', port)" in root.script
    assert [page.get("name") for page in root.find(type="PAGER") or ()] == ["play", "mix", "sound", "status", "words"]
