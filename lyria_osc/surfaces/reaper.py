"""A Reaper pattern file: Reaper's tempo and transport drive the host while ``follow`` is on.

Reaper's actions have fixed names and types, and it sends nothing that is not among them; so of the table it takes what
a DAW can drive, and lists the rest for those who map it (a fader's ``FX_PARAM_VALUE`` by a ``[[map]]`` row, say).
"""

from lyria_osc.params.coerce import takes
from lyria_osc.params.table import PREFIX
from lyria_osc.surfaces.rows import Rows

_ACTIONS = {
    "daw/tempo": "TEMPO f",
    "daw/play": "PLAY t",
    "daw/stop": "STOP t",
    "daw/beat": "BEAT s",
}
"""Reaper's name and type of what each command is driven by: f a number as it is, t a press and a release, s text."""

_HEAD = """\
# lyria-osc for Reaper: save as lyria-osc.ReaperOSC in Reaper's resource folder, under OSC.
# Preferences > Control/OSC/web > Add > OSC (Open Sound Control):
#   pattern config   lyria-osc
#   mode             Configure device IP + local port
#   device port      {port}, device IP {host}
#   local port       any that is free
# Then switch following on: lyria-osc send follow T
# To record: a track whose input is the loopback that lyria-osc plays into, armed, with monitoring off.
"""


def reaper_patterns(rows: Rows) -> str:
    """The pattern file."""
    lines = [_HEAD.format(host=rows.host, port=rows.port)]
    lines += [
        f"{_ACTIONS[command.name]}{command.address}" for command in rows.commands.values() if command.name in _ACTIONS
    ]
    lines += [
        "",
        "# What else can be addressed: by other controllers, or by Reaper's own addresses through [[map]] rows of the",
        '# config file: from = "/track/1/fx/1/fxparam/3/value", to = "/lyria/density", after a line here that sends',
        "# it: FX_PARAM_VALUE n/track/@/fx/@/fxparam/@/value",
        *(f"#   {param.address}  {takes(param)}: {param.doc}" for param in rows.params.values()),
        *(f"#   {one.address}  {one.doc}" for one in rows.commands.values() if one.name not in _ACTIONS),
        f"# What {PREFIX} tells:",
        *(f"#   {one.address}  {one.doc}" for one in rows.feedback.values()),
        "",
    ]
    return "\n".join(lines)
