"""The one table: each parameter, command and feedback message of the OSC namespace is one row here.

`PARAMS`, `COMMANDS` and `FEEDBACK` map a name (the address without ``/lyria/``) to its row, in the order people see
them. Rows are read by the addresses, coercion and its errors, the service's config, presets and morphs, listings and
control surfaces: a new parameter is one row and nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from lyria_osc.params.scales import ANY_SCALE, SCALES, SPELLINGS

ParamValue = float | int | bool | str
"""What a parameter can hold; its kind says which of these."""

PREFIX = "/lyria/"
"""What all our addresses begin with."""

PROMPT_SLOTS = 8
"""How many prompts can be set side by side."""

SLOT_NAMES = tuple((f"prompt/{slot}/text", f"prompt/{slot}/weight") for slot in range(1, PROMPT_SLOTS + 1))
"""The names of each prompt slot's text and weight."""

MAX_TEXT = 1000
"""The longest text a parameter takes, in characters."""

AUTO = "/auto"
"""Ends the name of the switch that leaves a parameter to the service."""


class Kind(StrEnum):
    """The type of a value; its own OSC type is f, i, T/F, s and s."""

    FLOAT = "float"
    INT = "int"
    BOOL = "bool"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter: what it takes, what it means, and what the service calls it.

    `minimum` and `maximum` hold for numbers, `choices` for choices; `also` are further spellings of the choices, in
    lower case. `service` is the field of the service's config ("" for what is ours alone); at the value `unset` that
    field is left to the service. `needs_reset`: heard only after the service's context was reset. `musical`: part of
    the piece, so presets save it, and not of the rig.
    """

    name: str
    kind: Kind
    default: ParamValue
    doc: str
    minimum: float = 0.0
    maximum: float = 0.0
    unit: str = ""
    choices: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict, repr=False)
    service: str = ""
    unset: ParamValue | None = None
    needs_reset: bool = False
    musical: bool = True

    @property
    def address(self) -> str:
        """The OSC address, ``/lyria/<name>``."""
        return PREFIX + self.name


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a command or of a feedback message; `kind` is None where any atom goes."""

    name: str
    kind: Kind | None
    unit: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A message that does something rather than sets something."""

    name: str
    doc: str
    arguments: tuple[Argument, ...] = ()

    @property
    def address(self) -> str:
        """The OSC address, ``/lyria/<name>``."""
        return PREFIX + self.name

    @property
    def is_button(self) -> bool:
        """Whether it takes no argument, so that a lone 0 or F is a button's release."""
        return not self.arguments


@dataclass(frozen=True, slots=True)
class Feedback:
    """A message that is sent by us; `doc` says what and when."""

    name: str
    doc: str
    arguments: tuple[Argument, ...] = ()

    @property
    def address(self) -> str:
        """The OSC address, ``/lyria/<name>``."""
        return PREFIX + self.name


def _auto(name: str, *, needs_reset: bool = False) -> Param:
    return Param(f"{name}{AUTO}", Kind.BOOL, False, f"leave {name} to the service", needs_reset=needs_reset)


def _prompt_slot(slot: int) -> tuple[Param, Param]:
    return (
        Param(f"prompt/{slot}/text", Kind.TEXT, "", f"text of prompt {slot}"),
        Param(f"prompt/{slot}/weight", Kind.FLOAT, 1.0, f"weight of prompt {slot}; 0 is silent", -4.0, 4.0),
    )


def _params() -> Iterable[Param]:
    f, i, b, c = Kind.FLOAT, Kind.INT, Kind.BOOL, Kind.CHOICE
    yield Param("bpm", f, 120.0, "tempo", 40.0, 200.0, "bpm", service="bpm", needs_reset=True)
    yield _auto("bpm", needs_reset=True)
    yield Param("density", f, 0.5, "how much happens", 0.0, 1.0, service="density")
    yield _auto("density")
    yield Param("brightness", f, 0.5, "how bright it sounds", 0.0, 1.0, service="brightness")
    yield _auto("brightness")
    yield Param("guidance", f, 4.0, "how closely the prompts are followed", 0.0, 6.0, service="guidance")
    yield Param("temperature", f, 1.1, "how much it varies", 0.0, 3.0, service="temperature")
    yield Param("top_k", i, 40, "how many likely tokens are drawn from", 1, 1000, service="top_k")
    yield Param("seed", i, -1, "seed of chance; -1 is the service's choice", -1, 2**31 - 1, service="seed", unset=-1)
    yield Param(
        "scale",
        c,
        ANY_SCALE,
        "key of the music",
        choices=SCALES,
        also=SPELLINGS,
        service="scale",
        unset=ANY_SCALE,
        needs_reset=True,
    )
    yield _auto("scale", needs_reset=True)
    yield Param(
        "mode",
        c,
        "quality",
        "what the service aims at",
        choices=("quality", "diversity", "vocalization"),
        service="music_generation_mode",
    )
    yield Param("mute_bass", b, False, "no bass in the music", service="mute_bass")
    yield Param("mute_drums", b, False, "no drums in the music", service="mute_drums")
    yield Param("only_bass_and_drums", b, False, "nothing but bass and drums", service="only_bass_and_drums")
    for slot in range(1, PROMPT_SLOTS + 1):
        yield from _prompt_slot(slot)
    yield Param("gain", f, 0.0, "level of the output; -60 is silence", -60.0, 6.0, "dB", musical=False)
    yield Param("mute", b, False, "silence the output", musical=False)
    yield Param("beats_per_bar", i, 4, "beats in a bar", 1, 16)
    yield Param("marker_offset_ms", f, 0.0, "added to when markers are sent", -500.0, 500.0, "ms", musical=False)
    yield Param("buffer", f, 4.0, "music held before and during play", 1.0, 60.0, "s", musical=False)
    yield Param("follow", b, False, "obey the DAW's tempo and transport", musical=False)


def _commands() -> Iterable[Command]:
    name, bars, on = Argument("name", Kind.TEXT), Argument("bars", Kind.FLOAT, "bars"), Argument("on", Kind.BOOL)
    yield Command("play", "start the music")
    yield Command("pause", "hold the music")
    yield Command("stop", "stop the music")
    yield Command("toggle", "play, or pause when playing")
    yield Command("reset", "have the service begin a new idea")
    yield Command("prompts", "replace all prompts: 'text:weight, text:weight'", (Argument("prompts", Kind.TEXT),))
    for slot in range(1, PROMPT_SLOTS + 1):
        yield Command(f"prompt/{slot}/clear", f"empty prompt slot {slot}")
    yield Command("preset", "load a preset", (name,))
    yield Command("preset/save", "save what is set as a preset", (name,))
    yield Command("preset/morph", "move to a preset over some bars", (name, bars))
    yield Command("preset/next", "load the next preset by name")
    yield Command("preset/prev", "load the previous preset by name")
    yield Command("preset/list", "list the presets to the sender")
    yield Command(
        "record",
        "start or end a recording (not in this version yet)",
        (Argument("on", Kind.BOOL), Argument("file", Kind.TEXT, optional=True)),
    )
    yield Command("capture", "keep the last bars that were heard (not in this version yet)", (bars,))
    yield Command("device", "move the sound to another output device", (Argument("device", Kind.TEXT),))
    yield Command("devices", "list the output devices to the sender")
    yield Command("dump", "send every parameter to the sender")
    yield Command("downbeat", "the bar starts now")
    yield Command("ping", "answer with /lyria/pong", (Argument("x", None, optional=True),))
    yield Command("sync", "answer with /lyria/synced when all before took effect", (Argument("id", Kind.INT),))
    yield Command("version", "tell the version to the sender")
    yield Command(
        "subscribe",
        "send all feedback to the sender's address",
        (Argument("port", Kind.INT, optional=True), Argument("host", Kind.TEXT, optional=True)),
    )
    yield Command("unsubscribe", "send the sender no more feedback")
    yield Command("timetags", "send this subscriber markers ahead, timetagged", (on,))
    yield Command("numbers", "send this subscriber 1 and 0 for T and F", (on,))
    yield Command("rate", "send this subscriber meters at most so often", (Argument("rate", Kind.FLOAT, "Hz"),))
    yield Command("subscribers", "list the subscribers to the sender")
    yield Command("daw/tempo", "the DAW's tempo, obeyed while follow is on", (Argument("bpm", Kind.FLOAT, "bpm"),))
    yield Command("daw/play", "the DAW plays, obeyed while follow is on")
    yield Command("daw/stop", "the DAW has stopped, obeyed while follow is on")
    yield Command(
        "daw/beat",
        "the DAW is at a beat: its number in the bar, or bar.beat.hundredths",
        (Argument("beat", None, optional=True),),
    )


def _feedback() -> Iterable[Feedback]:
    f, i, s = Kind.FLOAT, Kind.INT, Kind.TEXT
    bar, bpm, words = Argument("bar", i), Argument("bpm", f, "bpm"), Argument("words", s)
    yield Feedback("beat", "a beat leaves the device", (bar, Argument("beat", i), bpm))
    yield Feedback("bar", "a bar line leaves the device, just before its beat", (bar,))
    yield Feedback("tempo", "tempo as measured, at most once a second", (bpm, Argument("confidence", f)))
    yield Feedback("state", "stopped connecting buffering playing paused vamping or failed", (Argument("state", s),))
    yield Feedback("engine", "who makes the music: lyria or offline", (Argument("engine", s),))
    yield Feedback("buffered", "how much music is held, twice a second", (Argument("held", f, "s"),))
    yield Feedback("latency", "from a control change to its sound", (Argument("latency", f, "s"),))
    yield Feedback(
        "level", "peak level, 10 times a second", (Argument("left", f, "dBFS"), Argument("right", f, "dBFS"))
    )
    yield Feedback("link/peers", "how many others are in the Link session", (Argument("count", i),))
    yield Feedback(
        "phase_ms", "how much later than the grid's a beat is, with --link or --lock", (Argument("error", f, "ms"),)
    )
    yield Feedback("xruns", "xruns since the start", (Argument("count", i),))
    yield Feedback("applied", "a change has become audible", (Argument("parameter", s), Argument("value", None)))
    yield Feedback("filtered", "the service refused a prompt", (Argument("text", s), Argument("reason", s)))
    yield Feedback("recorded", "a recording or capture was closed", (Argument("file", s), Argument("length", f, "s")))
    yield Feedback("error", "what is wrong, and what would be right", (Argument("address", s), words))
    yield Feedback("warning", "what to know, and what would be right", (Argument("address", s), words))
    yield Feedback("pong", "the answer to ping", (Argument("x", None, optional=True),))
    yield Feedback("synced", "the answer to sync", (Argument("id", i),))


PARAMS: Mapping[str, Param] = MappingProxyType({param.name: param for param in _params()})
COMMANDS: Mapping[str, Command] = MappingProxyType({command.name: command for command in _commands()})
FEEDBACK: Mapping[str, Feedback] = MappingProxyType({feedback.name: feedback for feedback in _feedback()})
