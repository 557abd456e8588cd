"""Every option and every command as a row: read by the command line, the environment, the config file and the help.

The option ``--log-level`` is also the variable ``LYRIA_OSC_LOG_LEVEL`` and the key ``log-level`` of the config file.
A new option is one row and, where the program is to see it, one field of `Settings`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lyria_osc import optionvalues as values
from lyria_osc.errors import did_you_mean
from lyria_osc.optionvalues import Reader

ENVIRONMENT_PREFIX = "LYRIA_OSC_"

NOT_YET_OPTIONS = frozenset(
    {
        "history",
        "record",
    }
)
"""Options whose feature this version does not have: they are checked, and then refused unless at their default."""

NOT_YET_COMMANDS = frozenset({"doctor", "watch"})
"""Commands this version does not have."""


def near_name(name: str, known: Iterable[str], prefix: str) -> str:
    """As `did_you_mean`, for names that all begin alike, so that the prefix does not make them near."""
    near = did_you_mean(name.removeprefix(prefix), [one.removeprefix(prefix) for one in known])
    return near.replace("'", f"'{prefix}", 1)


@dataclass(frozen=True, slots=True)
class Option:
    """An option. `metavar` is "" for a switch; `default` is the text `read` would be given, "" for none.

    `implied` is the text that stands for an option given without one, where that may be. `field` is its name in
    `Settings`; "" for what is no field of its own, because it sets the start state or steers the reading itself.
    `letter` is its short form, ``-o`` for "o".
    """

    name: str
    metavar: str
    help: str
    read: Reader
    default: str = ""
    field: str = ""
    repeatable: bool = False
    implied: str = ""
    in_render: bool = False
    letter: str = ""

    @property
    def variable(self) -> str:
        """The environment variable that gives it too."""
        return ENVIRONMENT_PREFIX + self.name.upper().replace("-", "_")


def _switch(name: str, words: str, *, field: str = "", in_render: bool = False) -> Option:
    return Option(name, "", words, values.switch, "false", field, in_render=in_render)


def _music_options() -> Iterable[Option]:
    text = values.text
    engines = values.one_of("auto", "lyria", "offline")
    yield Option(
        "engine",
        "auto|lyria|offline",
        "who makes the music; auto is lyria when a key is set, else offline",
        engines,
        "auto",
        "engine",
        in_render=True,
    )
    yield Option("model", "NAME", "the service's model", text, "models/lyria-realtime-exp", "model", in_render=True)
    yield Option("api-version", "V", "the service's version", text, "v1alpha", "api_version", in_render=True)
    yield Option("preset", "NAME|FILE", "start with a preset", text, "default", in_render=True)
    yield Option("prompt", "'TEXT:W, TEXT:W'", "start with these prompts", text, in_render=True)
    yield Option("set", "NAME=VALUE", "start with a parameter set; repeatable", text, repeatable=True, in_render=True)
    yield Option("buffer", "S", "music held before and during play, in seconds", values.number(1, 60), "4")
    yield _switch("stopped", "do not play until told", field="stopped")
    yield Option("seconds", "S", "end after so much sound", values.number(0.1), "", "length_s", in_render=True)


def _device_options() -> Iterable[Option]:
    text = values.text
    yield Option(
        "device", "D", "index, name, part of a name, default, none, auto or pulse:SINK", text, "auto", "device"
    )
    yield Option("monitor", "D", "a second device that hears the same", text, field="monitor")
    yield Option("fallback-device", "D", "where the sound goes while the device is away", text, field="fallback_device")
    yield Option("rate", "HZ", "sample rate; the device's own unless given", values.whole(8000, 192_000), "", "rate_hz")
    yield Option(
        "block",
        "FRAMES",
        "frames a period; the host API's choice unless given",
        values.whole(16, 8192),
        "",
        "block_frames",
    )
    yield Option("channels", "L,R", "the two device channels, from 1", values.channels, "1,2", "channels")
    yield Option(
        "quality",
        "best|light",
        "of the resampler; light takes half the CPU",
        values.one_of("best", "light"),
        "best",
        "quality",
    )


def _osc_options() -> Iterable[Option]:
    yield Option("listen", "HOST:PORT", "OSC in, UDP and TCP", values.endpoint, "127.0.0.1:9000", "listen")
    yield Option(
        "send",
        "HOST:PORT[,timetags]",
        "feedback unasked; repeatable; none for nobody",
        values.send_to,
        "127.0.0.1:9001",
        "send",
        repeatable=True,
    )
    yield Option("http", "HOST:PORT", "OSCQuery; none for off", values.endpoint_or_none, "127.0.0.1:9002", "http")
    yield Option(
        "allow",
        "CIDR",
        "who may send; repeatable; loopback, and the local subnets of a wider --listen",
        values.network,
        "",
        "allow",
        repeatable=True,
    )


def _other_options() -> Iterable[Option]:
    text = values.text
    yield Option("record", "FILE", "record from the first frame", text)
    yield Option("history", "S", "heard music kept for captures, in seconds", values.number(0), "300")
    yield Option("session-seconds", "S", "when a successor session takes over", values.number(1), "540", "session_s")
    failures = values.one_of("vamp", "fade", "offline")
    yield Option(
        "on-failure", "vamp|fade|offline", "what is heard when the service is gone", failures, "vamp", "on_failure"
    )
    yield Option(
        "link",
        "follow|lead",
        "Ableton Link; needs the extra [link]",
        values.one_of("follow", "lead"),
        field="link",
        implied="follow",
    )
    yield Option("lock", "link|daw", "bring the music's beats onto a grid", values.one_of("link", "daw"), field="lock")
    yield Option("midi-clock", "PORT", "MIDI clock out; needs the extra [midi]", text, field="midi_clock")
    yield Option("config", "FILE", "TOML, with the same names as the options", text, in_render=True)
    levels = values.one_of("debug", "info", "warning", "error")
    yield Option("log-level", "LEVEL", "debug, info, warning or error", levels, "info", "log_level", in_render=True)
    yield _switch("quiet", "nothing on stderr but errors", field="quiet", in_render=True)


def _options() -> Iterable[Option]:
    yield from _music_options()
    yield from _device_options()
    yield from _osc_options()
    yield from _other_options()


OPTIONS: Mapping[str, Option] = MappingProxyType({option.name: option for option in _options()})
"""The options of ``run``, each also a variable and a key of the config file."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the program: what it takes beside its options, and what it does."""

    name: str
    words: str
    help: str
    options: tuple[Option, ...]
    fewest_words: int = 0
    most_words: int = 0


def _commands() -> Iterable[Command]:
    json = _switch("json", "as JSON")
    markdown = _switch("markdown", "as Markdown tables")
    wait = Option("wait", "S", "how long to listen for what comes back, in seconds", values.number(0, 3600), "0")
    yield Command("run", "", "play, steered by OSC, until told to stop", tuple(OPTIONS.values()))
    rendered = tuple(option for option in OPTIONS.values() if option.in_render)
    truth = Option("truth", "FILE", "write beats, bars, onsets and pitches of the offline band as JSON", values.text)
    yield Command("render", "OUT", "make music straight into a .wav or .flac file", (*rendered, truth), 1, 1)
    yield Command("devices", "", "list the output devices", (json,))
    yield Command("params", "", "list all parameters, commands and feedback", (json, markdown))
    yield Command("presets", "", "list the presets, and where they stand", (json,))
    sent = (wait, OPTIONS["listen"], OPTIONS["config"])
    out = Option("out", "FILE", "where to write it; - for stdout", values.text, letter="o")
    placed = (out, OPTIONS["listen"], OPTIONS["send"], OPTIONS["config"])
    yield Command("surface", "[KIND]", "write a control surface; list the kinds, if none is given", placed, 0, 1)
    within = Option("within", "S", "how long to wait for a control to be moved", values.number(1, 3600), "30")
    heard = (within, OPTIONS["listen"], OPTIONS["config"])
    yield Command("learn", "PARAMETER", "map a control: name a parameter, move a control", heard, 1, 1)
    bpm = Option("bpm", "B", "the tempo that was asked for; found out unless given", values.number(20, 400))
    held = Option(
        "buffer", "S", "music held, as by run: the more, the further it is looked ahead", values.number(0, 60), "4"
    )
    yield Command("beats", "FILE", "find the beats of a sound file as if it were played", (bpm, held, json), 1, 1)
    yield Command("send", "ADDRESS [ARG…]", "send one OSC message to a running host", sent, 1, 1000)


COMMANDS: Mapping[str, Command] = MappingProxyType({command.name: command for command in _commands()})
"""The commands, in the order people see them."""
