"""The layout's Lua, run as TouchOSC runs it: Lua 5.1, each control's script in a world of its own."""

from typing import Any

import pytest
from lupa.lua51 import LuaRuntime
from py2tosc import Control

from lyria_osc.surfaces.rows import Rows
from lyria_osc.surfaces.touchosc import PHONE, TABLET, WORDS, Screen, touchosc_document

_WORLD = """
ControlType = {}
for _, kind in ipairs({"BOX", "BUTTON", "LABEL", "TEXT", "FADER", "XY", "RADIAL", "GROUP", "PAGER"}) do
  ControlType[kind] = kind
end
sent, now, worlds, root = {}, 1, {}, nil
function Color(r, g, b, a) return {r, g, b, a} end
function getMillis() return now end
function sendOSC(...) table.insert(sent, {...}) end
function control(name, tag, kind, parent)
  local made = {name = name, tag = tag, type = ControlType[kind], children = {}, values = {}, parent = parent}
  function made:notify(key, value) worlds[self].onReceiveNotify(key, value) end
  if parent then
    table.insert(parent.children, made)
    parent.children[name] = made
  else
    root = made
  end
  return made
end
function run(made, script)
  local world = setmetatable({self = made}, {__index = _G})
  worlds[made] = world
  setfenv(assert(loadstring(script, made.name)), world)()
end
function begin() for _, world in pairs(worlds) do if world.init then world.init() end end end
function receive(address, ...)
  local arguments = {}
  for _, value in ipairs({...}) do table.insert(arguments, {value = value}) end
  return worlds[root].onReceiveOSC({address, arguments}, {})
end
function touch(made)
  for _, x in ipairs({1, 0}) do
    made.values.x = x
    if worlds[made] then worlds[made].onValueChanged('x') end
  end
end
function update(at) now = at; worlds[root].update() end
"""


class TouchOsc:
    """A layout that is open; controls are found by the names on the way to them."""

    def __init__(self, screen: Screen) -> None:
        self._lua = LuaRuntime()
        self._lua.execute(_WORLD)
        self.globals: Any = self._lua.globals()
        self._build(touchosc_document(Rows(presets=("one", "two-three")), screen).root, None)
        self.globals.begin()

    def _build(self, control: Control, parent: object) -> None:
        name, tag = str(control.get("name", "")), str(control.get("tag", ""))
        made = self.globals.control(name, tag, control.control_type.name, parent)
        for value in control.values:
            made["values"][value.key] = value.default
        if script := control.get("script"):
            self.globals.run(made, script)
        for child in control.children:
            self._build(child, made)

    @property
    def page(self) -> str:
        """The page that is shown."""
        pages = self.globals.root.children["pages"]
        return str(pages.children[int(pages["values"].page) + 1].name)

    def tagged(self, tag: str) -> Any:  # noqa: ANN401
        """The first control with a tag."""
        return next(one for one in self._all(self.globals.root) if one.tag == tag)

    def named(self, *names: str) -> Any:  # noqa: ANN401
        """The control that is reached by these names, each somewhere below the one before."""
        found = self.globals.root
        for name in names:
            found = next(one for one in self._all(found) if one.name == name and one != found)
        return found

    def _all(self, control: Any) -> list[Any]:  # noqa: ANN401
        below = [control.children[place] for place in range(1, len(control.children) + 1)]
        return [control, *(one for child in below if child for one in self._all(child))]

    def shown(self, tag: str) -> str:
        """The text of the control with this tag."""
        return str(self.tagged(tag)["values"].text)

    def press(self, *keys: str) -> None:
        """Touches keys of the page of words."""
        for key in keys:
            self.globals.touch(self.named("words", key, "button"))

    def sent(self) -> list[tuple[object, ...]]:
        """What was sent since last asked."""
        sent = [tuple(one.values()) for one in self.globals.sent.values()]
        self.globals.sent = self._lua.table()
        return sent


@pytest.fixture(params=[pytest.param(TABLET, id="tablet"), pytest.param(PHONE, id="phone")])
def app(request: pytest.FixtureRequest) -> TouchOsc:
    return TouchOsc(request.param)


def test_a_touched_text_is_typed_anew_and_set(app: TouchOsc) -> None:
    app.globals.receive("/lyria/prompt/3/text", "café")
    assert app.page == "play"
    app.globals.touch(app.named("prompt/3/text", "text", "button"))
    assert app.page == "words"
    assert app.shown("typed") == "café_"
    app.press("delete", "delete", "l", "m", "space", "8", "0")
    assert app.shown("typed") == "calm 80_"
    assert app.sent() == []
    app.press("set")
    assert app.sent() == [("/lyria/prompt/3/text", "calm 80")]
    assert app.shown("/lyria/prompt/3/text") == "calm 80"
    assert app.page == "play"


def test_the_text_that_is_typed_is_lit_and_can_be_chosen_on_the_page(app: TouchOsc) -> None:
    app.press("x", "set")
    assert app.sent() == [], "nothing is typed before a text is chosen"
    app.globals.touch(app.named("words", "which", "/lyria/prompt/8/text", "button"))
    app.press("'", "empty", "a", "set")
    assert app.sent() == [("/lyria/prompt/8/text", "a")]
    lit, dark = (tuple(app.named("which", f"/lyria/prompt/{slot}/text", "button").color.values()) for slot in (8, 1))
    assert lit != dark


def test_the_arrows_step_through_words(app: TouchOsc) -> None:
    for _ in range(2):
        app.globals.touch(app.named("prompt/1/text", "▶", "button"))
    app.globals.touch(app.named("prompt/1/text", "◀", "button"))
    assert app.sent() == [("/lyria/prompt/1/text", WORDS[place]) for place in (0, 1, 0)]


def test_it_subscribes_by_itself_and_again_when_nothing_is_heard(app: TouchOsc) -> None:
    app.globals.update(1)
    assert app.sent() == [("/lyria/subscribe", 9001)]
    app.globals.receive("/lyria/state", "playing")
    assert app.shown("/lyria/state") == "playing"
    app.globals.update(2900)
    assert app.sent() == []
    app.globals.update(7000)
    assert app.sent() == [("/lyria/subscribe", 9001)]
    assert app.shown("/lyria/state") == "no lyria-osc heard"


def test_beats_levels_choices_and_errors_are_shown(app: TouchOsc) -> None:
    app.globals.receive("/lyria/beat", 4, 2, 120.0)
    lit, dark = (tuple(app.named("lights", beat).color.values()) for beat in ("2", "1"))
    assert lit != dark
    app.globals.receive("/lyria/level", -60.0, 6.0)
    assert (app.named("strip", "left")["values"].x, app.named("strip", "right")["values"].x) == (0, 1)
    app.globals.receive("/lyria/mode", "diversity")
    buttons = (app.tagged("/lyria/mode").children[mode].children["button"] for mode in ("diversity", "quality"))
    chosen, other = (tuple(button.color.values()) for button in buttons)
    assert chosen != other
    app.globals.receive("/lyria/error", "/lyria/densty", "no such address")
    assert app.shown("/lyria/error") == "/lyria/densty  no such address"


def test_what_is_not_for_it_is_left_to_others(app: TouchOsc) -> None:
    assert app.globals.receive("/other/thing", 1) is False
