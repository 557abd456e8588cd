"""The scripts inside the TouchOSC layout, in Lua.

The root's script hears every message first. It shows feedback on the controls whose ``tag`` is the message's address,
and asks for feedback when none comes: when the layout is opened, and when the host was started again. It also takes
what is typed: TouchOSC's own texts can only be shown, so the layout has a page of keys.
"""

from collections.abc import Sequence

from lyria_osc.params.table import PREFIX, Param
from lyria_osc.surfaces.rows import Page, digits

KEYS_PAGE = "words"
"""The page where texts are typed."""

TYPED, TYPING = "typed", "typing"
"""Tags of what shows the text being typed, and which one it is."""

_ROOT = """\
-- The words that the arrows of a prompt slot step through: put your own here.
local WORDS = {%(words)s}
-- Where TouchOSC hears (Connections > OSC > Receive Port) is this document's tag. Without one, as for TCP, the
-- answer comes to where the question came from.
local SILENT_MS, PING_MS = 3000, 20000
local LIT, BAR, DIM = Color(0.1, 0.9, 0.7, 1), Color(1, 0.6, 0.1, 1), Color(0.16, 0.18, 0.2, 1)
local CHOSEN, OTHER = Color(0.1, 0.65, 0.55, 1), Color(0.22, 0.25, 0.28, 1)
local heard, asked, pinged = -SILENT_MS, -SILENT_MS, 0
local showing, places = {}, {}
local pages, typing, typed = nil, nil, ''

local function find(node)
  for i = 1, #node.children do
    local child = node.children[i]
    if child.tag ~= '' then
      showing[child.tag] = showing[child.tag] or {}
      table.insert(showing[child.tag], child)
    end
    if child.type == ControlType.PAGER then pages = child end
    if child.type == ControlType.GROUP or child.type == ControlType.PAGER then find(child) end
  end
end

local function words(arguments)
  local parts = {}
  for i = 1, #arguments do
    local value = arguments[i].value
    if type(value) == 'number' then
      value = string.format(value == math.floor(value) and '%%d' or '%%.2f', value)
    end
    table.insert(parts, tostring(value))
  end
  return table.concat(parts, '  ')
end

local function light(group, beat)
  local count = #group.children
  for i = 1, count do
    group.children[i].color = i == (beat - 1) %% count + 1 and (beat == 1 and BAR or LIT) or DIM
  end
end

local function choose(group, choice)
  for i = 1, #group.children do
    local button = group.children[i].children['button']
    if button then button.color = group.children[i].name == choice and CHOSEN or OTHER end
  end
end

local function show(control, arguments)
  if control.type == ControlType.LABEL or control.type == ControlType.TEXT then
    control.values.text = words(arguments)
  elseif control.name == 'lights' then
    light(control, arguments[2].value)
  elseif control.type == ControlType.FADER then
    local db = arguments[control.name == 'right' and 2 or 1].value
    control.values.x = math.max(0, math.min(1, (db + 60) / 66))
  elseif control.type == ControlType.GROUP then
    choose(control, arguments[1].value)
  end
end

local function tell(address, text)
  for _, control in ipairs(showing[address] or {}) do show(control, {{value = text}}) end
end

local function turn_to(name)
  for i = 1, #pages.children do
    if pages.children[i].name == name then pages.values.page = i - 1 end
  end
end

local function retype(text)
  typed = text
  tell('%(typed)s', typed .. '_')
end

local function edit(address)
  typing = address
  tell('%(typing)s', address)
  retype(showing[address] and showing[address][1].values.text or '')
end

local function press(key)
  if not typing then return end
  if key == 'set' then
    sendOSC(typing, typed)
    tell(typing, typed)
    turn_to('%(home)s')
  elseif key == 'delete' then
    retype((string.gsub(typed, '[^\\128-\\191][\\128-\\191]*$', '')))
  elseif key == 'empty' then
    retype('')
  else
    retype(typed .. (key == 'space' and ' ' or key))
  end
end

function init()
  find(self)
  tell('%(prefix)sstate', 'no lyria-osc heard yet')
end

function update()
  local now = getMillis()
  if now - heard > SILENT_MS and now - asked > SILENT_MS then
    if asked > 0 then tell('%(prefix)sstate', 'no lyria-osc heard') end
    asked = now
    local port = tonumber(self.tag)
    if port then sendOSC('%(prefix)ssubscribe', port) else sendOSC('%(prefix)ssubscribe') end
  elseif now - pinged > PING_MS then
    pinged = now
    sendOSC('%(prefix)sping')
  end
end

function onReceiveOSC(message, connections)
  local address, arguments = message[1], message[2]
  if string.sub(address, 1, %(prefix_length)d) ~= '%(prefix)s' then return false end
  if address ~= '%(prefix)spong' then heard = getMillis() end
  if #arguments > 0 then
    for _, control in ipairs(showing[address] or {}) do show(control, arguments) end
  end
  return false
end

function onReceiveNotify(key, value)
  if key == 'choose' then
    tell(value[1], value[2])
  elseif key == 'edit' then
    edit(value)
    turn_to('%(keys)s')
  elseif key == 'press' then
    press(value)
  elseif key == 'step' then
    local address, by = value[1], value[2]
    places[address] = ((places[address] or 0) + by - 1) %% #WORDS + 1
    sendOSC(address, WORDS[places[address]])
    tell(address, WORDS[places[address]])
  end
end
"""

_READOUT = """\
local function show()
  local value = %(least)s + self.values.x * %(span)s
  self.parent.children['value'].values.text = string.format('%%.%(digits)df%(unit)s', value)
end
function init() show() end
function onValueChanged(key) if key == 'x' then show() end end
"""

_ON_PRESS = """\
function onValueChanged(key)
  if key == 'x' and self.values.x == 1 then %s end
end
"""


def root_script(words: Sequence[str]) -> str:
    """The document's own script; `words` is what prompt slots step through."""
    tags = {"typed": TYPED, "typing": TYPING, "keys": KEYS_PAGE, "home": Page.PLAY.value}
    quoted = ", ".join(map(_quoted, words))
    return _ROOT % {"words": quoted, "prefix": PREFIX, "prefix_length": len(PREFIX), **tags}


def readout_script(param: Param) -> str:
    """A fader's: shows its value, in the parameter's own range, on the label beside it."""
    unit = f" {param.unit}" if param.unit else ""
    span = param.maximum - param.minimum
    return _READOUT % {
        "least": f"{param.minimum:.10g}",
        "span": f"{span:.10g}",
        "digits": digits(param),
        "unit": unit.replace("%", "%%"),
    }


def choose_script(address: str, choice: str) -> str:
    """A choice's button: shows it as chosen, since the host does not echo to who set it."""
    return _ON_PRESS % f"root:notify('choose', {{{_quoted(address)}, {_quoted(choice)}}})"


def edit_script(address: str) -> str:
    """A text's: opens the page of keys to type it anew."""
    return _ON_PRESS % f"root:notify('edit', {_quoted(address)})"


def key_script(key: str) -> str:
    """A key's: types a character, or what its name says."""
    return _ON_PRESS % f"root:notify('press', {_quoted(key)})"


def step_script(address: str, by: int) -> str:
    """An arrow's: steps a prompt's text through the document's words."""
    return _ON_PRESS % f"root:notify('step', {{{_quoted(address)}, {by}}})"


def random_script(param: Param) -> str:
    """A button's: sets a number whose range is too wide for a fader, by chance."""
    least, most = max(0, int(param.minimum)), int(param.maximum)
    return _ON_PRESS % (
        f"local n = math.random({least}, {most}); sendOSC({_quoted(param.address)}, n); "
        f"root:notify('choose', {{{_quoted(param.address)}, n}})"
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
