"""A SuperCollider helper: a few functions in environment variables, no classes to install."""

from collections.abc import Iterable

from lyria_osc.params.coerce import takes
from lyria_osc.params.table import PREFIX, Command, Kind, Param, ParamValue
from lyria_osc.surfaces.rows import Rows

_HEAD = """\
// lyria-osc for SuperCollider. Evaluate this file once: "lyria-osc.scd".load
//
// ~lyriaSet.('density', 0.7);                       sets a parameter
// ~lyriaSetNorm.('bpm', 0.5);                       the same, scaled to 0..1
// ~lyriaDo.('prompts', "piano:1.0, lo-fi:0.5");     does a command
// ~lyriaValues['density'];                          what is set now
// ~lyriaOn['beat'] = { |bar, beat, bpm| [bar, beat, bpm].postln };
//                                                   hears feedback, and values set elsewhere
// ~lyriaFree.value;                                 ends it
"""

_BODY = """\
~lyriaFree.value;
~lyriaHost = NetAddr(%(host)s, %(port)d);
~lyriaValues = IdentityDictionary.new;
~lyriaOn = IdentityDictionary.new;
~lyriaHeard = inf.neg;
~lyriaDo = { |name ... args| ~lyriaHost.sendMsg("%(prefix)s" ++ name, *args) };
~lyriaSet = { |name, value|
    ~lyriaParams[name].notNil.if {
        value.isKindOf(Boolean).if { value = value.binaryValue };
        ~lyriaValues[name] = value;
        ~lyriaDo.(name, value)
    } { "lyria: % is not a parameter".format(name).warn }
};
~lyriaSetNorm = { |name, value| ~lyriaDo.("norm/" ++ name, value) };
~lyriaHear = { |message|
    var address = message[0].asString, name, args;
    address.beginsWith("%(prefix)s").if {
        ~lyriaHeard = thisThread.seconds;
        name = address.drop(%(prefix_length)d).asSymbol;
        args = message.drop(1);
        ~lyriaParams[name].notNil.if { ~lyriaValues[name] = args[0] };
        ~lyriaOn[name].value(*args)
    }
};
thisProcess.addOSCRecvFunc(~lyriaHear);
~lyriaFree = { thisProcess.removeOSCRecvFunc(~lyriaHear); ~lyriaTask.stop; ~lyriaDo.('unsubscribe') };
// Asks for feedback, and asks again when none came for a while: then the host is new, or there is none.
~lyriaTask = Routine {
    loop {
        (thisThread.seconds - ~lyriaHeard > 5).if { ~lyriaDo.('subscribe') };
        5.wait;
        ~lyriaDo.('ping')
    }
}.play(SystemClock);
"""


def supercollider_code(rows: Rows) -> str:
    """The helper's file."""
    body = _BODY.replace("lyria: %", "lyria: %%") % {
        "host": _string(rows.host),
        "port": rows.port,
        "prefix": PREFIX,
        "prefix_length": len(PREFIX),
    }
    params = [f"    {_key(param.name)}: {_spec(param)}, // {_about(param)}" for param in rows.params.values()]
    return "\n".join(
        [
            _HEAD + "//",
            "// Commands:",
            *(f"//   {_usage(command)}" for command in rows.commands.values()),
            "// Feedback:",
            *(f"//   {_call(one.name, [a.name for a in one.arguments])}  {one.doc}" for one in rows.feedback.values()),
            "(",
            "// [least, greatest, default] of numbers; [choices, default] of choices; [default] of all else",
            "~lyriaParams = IdentityDictionary.newFrom((",
            *params,
            "));",
            body + ")",
            "",
        ]
    )


def _usage(command: Command) -> str:
    arguments = [f"[{one.name}]" if one.optional else one.name for one in command.arguments]
    return f"{_call(command.name, arguments)}  {command.doc}"


def _call(name: str, arguments: Iterable[str]) -> str:
    return " ".join([f"'{name}'", *arguments])


def _about(param: Param) -> str:
    return f"{param.doc}: {takes(param)}{' ' + param.unit if param.unit else ''}"


def _spec(param: Param) -> str:
    match param.kind:
        case Kind.FLOAT | Kind.INT:
            return f"[{param.minimum:.10g}, {param.maximum:.10g}, {_literal(param.default)}]"
        case Kind.CHOICE:
            return f"[[{', '.join(map(_key, param.choices))}], {_key(str(param.default))}]"
    return f"[{_literal(param.default)}]"


def _literal(value: ParamValue) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _string(value)
    return f"{value:.10g}"


def _key(name: str) -> str:
    return f"'{name}'"


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
