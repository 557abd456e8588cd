"""The panel in a real browser: what is turned there goes out on the wire, and what is set elsewhere shows there."""

from collections.abc import Iterator

import pytest
from headless import Browser
from query_stage import Stage

from lyria_osc.osc.client import send
from lyria_osc.osc.message import Message, decode

CONNECTED = "!document.body.classList.contains('offline')"
SIZES = [(1360, 900), (900, 1100), (390, 844), (320, 600)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


@pytest.fixture
def stage() -> Iterator[Stage]:
    with Stage() as stage:
        yield stage


@pytest.fixture
def panel(browser: Browser, stage: Stage) -> Iterator[Browser]:
    browser.look(1360, 900)
    browser.open(f"http://127.0.0.1:{stage.http_port}/")
    browser.until(CONNECTED)
    browser.frames.clear()
    yield browser
    assert browser.problems == []
    browser.open("about:blank#")


def sent(panel: Browser) -> list[Message]:
    return [decode(raw) for way, raw in panel.frames if way == "sent"]


def wait_sent(panel: Browser, *messages: Message) -> None:
    panel.wait(lambda: all(message in sent(panel) for message in messages), f"sent {messages}, not {sent(panel)}")


def number(panel: Browser, selector: str, attribute: str = "aria-valuenow") -> float:
    return float(panel.js(f"document.querySelector('{selector}').getAttribute('{attribute}')"))


def test_a_browser_is_led_to_the_panel_and_sees_what_is_set(panel: Browser, stage: Stage) -> None:
    assert panel.js("location.pathname") == "/panel/"
    assert panel.js("document.querySelector('[data-slider=guidance]').value") == "4"
    assert panel.js("document.getElementById('state').textContent") == "stopped"
    panel.until("document.querySelectorAll('#presets button').length === 2")


def test_a_knob_that_is_dragged_goes_out_and_takes_effect(panel: Browser, stage: Stage) -> None:
    panel.drag(".knob", (0, -60))
    wait_sent(panel, Message("/lyria/prompt/1/weight", (2.0,)))
    assert number(panel, ".knob") == 2.0
    panel.wait(lambda: stage.values["prompt/1/weight"] == 2.0, "the weight is set")


def test_a_knob_is_turned_by_keys(panel: Browser, stage: Stage) -> None:
    panel.js("document.querySelector('.knob').focus()")
    panel.key("PageDown")
    panel.wait(lambda: stage.values["prompt/1/weight"] == 0.5, "a step down")
    panel.key("Home")
    panel.wait(lambda: stage.values["prompt/1/weight"] == -4.0, "the lowest")


def test_what_is_set_by_osc_moves_here(panel: Browser, stage: Stage) -> None:
    for name, value in (("prompt/2/weight", -1.5), ("density", 0.25), ("bpm", 97.0), ("mute_bass", True)):
        list(send(f"/lyria/{name}", [value], "127.0.0.1", stage.osc_port, 0.05))
    panel.until("document.querySelectorAll('.knob')[1].getAttribute('aria-valuenow') === '-1.50'")
    panel.until("document.querySelector('[data-slider=density]').value === '0.25'")
    panel.until("document.getElementById('pad').style.getPropertyValue('--x') === '0.25'")
    panel.until("document.getElementById('bpm-shown').textContent === '97'")
    panel.until("document.querySelector('[data-switch=mute_bass]').checked")
    assert not {message.address for message in sent(panel)} & {"/lyria/density", "/lyria/bpm"}


def test_the_pad_sets_both(panel: Browser, stage: Stage) -> None:
    width, height = panel.js(
        "[document.getElementById('pad').clientWidth, document.getElementById('pad').clientHeight]"
    )
    panel.drag("#pad", (width / 4, -height / 4))
    panel.wait(lambda: abs(stage.values.number("density") - 0.75) < 0.02, "density")
    panel.wait(lambda: abs(stage.values.number("brightness") - 0.75) < 0.02, "brightness")


def test_a_prompt_is_typed(panel: Browser, stage: Stage) -> None:
    panel.js("document.querySelector('.slot input').focus()")
    panel.page("Input.insertText", text="caf\u00e9 jazz")
    stage.set("prompt/1/text", "from elsewhere")
    panel.wait(lambda: b"from elsewhere" in b"".join(raw for _, raw in panel.frames), "the other's text came")
    assert panel.js("document.querySelector('.slot input').value") == "caf\u00e9 jazz"
    panel.key("Enter")
    panel.wait(lambda: stage.values["prompt/1/text"] == "caf\u00e9 jazz", "the prompt is set")


def test_the_wheel_of_keys(panel: Browser, stage: Stage) -> None:
    panel.js("document.querySelector('#wheel [value=D_MAJOR_B_MINOR]').click()")
    wait_sent(panel, Message("/lyria/scale", ("D_MAJOR_B_MINOR",)))
    panel.js("document.querySelector('#wheel [aria-checked=true]').focus()")
    panel.key("ArrowRight")
    panel.wait(lambda: stage.values["scale"] == "A_MAJOR_G_FLAT_MINOR", "a fifth up")
    stage.set("scale", "any")
    panel.until("document.querySelector('#wheel .any').getAttribute('aria-checked') === 'true'")


def test_transport_and_what_is_told_of_the_music(panel: Browser, stage: Stage) -> None:
    panel.key(" ", "Space")
    wait_sent(panel, Message("/lyria/play"))
    panel.until("document.getElementById('state').textContent === 'playing'")
    assert panel.js("document.getElementById('play').getAttribute('aria-label')") == "Pause"
    stage.tell("beat", 12, 3, 96.4)
    panel.until("document.querySelectorAll('#lights i')[2].className === 'on'")
    assert panel.js("document.getElementById('bar').textContent") == "12"
    assert panel.js("document.getElementById('measured').textContent") == "96.4"
    panel.js("document.getElementById('play').click()")
    wait_sent(panel, Message("/lyria/pause"))
    panel.js("document.getElementById('stop').click()")
    panel.until("!document.querySelector('#lights .on')")


def test_presets_are_loaded_and_morphed_to(panel: Browser, stage: Stage) -> None:
    panel.until("document.querySelectorAll('#presets button').length === 2")
    panel.js("document.querySelectorAll('#presets button')[1].click()")
    panel.js("document.getElementById('morph').value = '4'")
    panel.js("document.querySelectorAll('#presets button')[0].click()")
    wait_sent(panel, Message("/lyria/preset", ("dub-reggae",)), Message("/lyria/preset/morph", ("ambient", 4.0)))


def test_what_went_wrong_is_shown_as_text(panel: Browser, stage: Stage) -> None:
    stage.tell("filtered", "<b>a famous band</b>", "names an artist")
    panel.until("document.getElementById('log').textContent.includes('<b>a famous band</b>')")
    assert panel.js("document.getElementById('log').textContent.includes('names an artist')")


def test_a_value_that_was_not_taken_is_asked_for_again(panel: Browser, stage: Stage) -> None:
    stage.tell("error", "/lyria/bpm", "not now")
    wait_sent(panel, Message("/lyria/bpm"))


def test_a_lost_connection_is_shown_and_found_again(browser: Browser) -> None:
    browser.look(1360, 900)
    with Stage() as first:
        port = first.http_port
        browser.open(f"http://127.0.0.1:{port}/panel/")
        browser.until(CONNECTED)
        first.tell("state", "playing")
        browser.until("document.body.classList.contains('running')")
    browser.until("document.body.classList.contains('offline')")
    assert browser.js("document.querySelector('main').inert")
    assert not browser.js("document.getElementById('lost').hidden")
    assert browser.js("document.getElementById('state').textContent") == "not connected"
    with Stage(port) as second:
        second.set("bpm", 133.0)
        browser.until(CONNECTED)
        assert browser.js("document.getElementById('lost').hidden")
        browser.until("document.getElementById('bpm-shown').textContent === '133'")
        browser.open("about:blank#")
    browser.problems.clear()  # that no one listened was told there, rightly


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_off_at_any_size(panel: Browser, stage: Stage, width: int, height: int) -> None:
    panel.look(width, height)
    panel.until(f"innerWidth === {width}")
    assert panel.js("document.documentElement.scrollWidth") <= width


def test_every_control_has_a_name(panel: Browser, stage: Stage) -> None:
    nodes = panel.page("Accessibility.getFullAXTree")["nodes"]
    roles = {"button", "slider", "textbox", "checkbox", "radio", "combobox", "switch"}
    controls = [node for node in nodes if node.get("role", {}).get("value") in roles]
    assert len(controls) > 50
    assert [node for node in controls if not node.get("name", {}).get("value")] == []
