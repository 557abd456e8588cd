"""What every surface shows, and in which order: the table's rows, sorted onto pages.

`Rows` is what a writer is given; it holds nothing that a writer could not have from a table of its own making, so that
a new row of the table appears on all surfaces without their knowing it. Writers go through `page` and `slots`, and ask
`title`, `is_wide` and the like how to show a row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lyria_osc.params.scales import ANY_SCALE, SCALES, scale_label
from lyria_osc.params.table import AUTO, COMMANDS, FEEDBACK, PARAMS, Command, Feedback, Kind, Param

_BY_ITSELF = frozenset(
    {
        *("devices", "dump", "ping", "preset/list", "sync", "version"),
        *("subscribe", "unsubscribe", "subscribers", "timetags", "numbers", "rate"),
    }
)
"""What a surface does by itself where it needs it, so that no hand does."""

_ANSWERS = frozenset({"pong", "synced"})
"""What only the asking surface understands."""

_MIXED = frozenset({"gain", "mute"})
_DAW = "daw/"
_SLOT = "prompt/"
_FEW_CHOICES = 4
_WIDEST_FADER = 10_000


class Page(StrEnum):
    """Where a parameter stands: what is played with, what is mixed, how the music is made, and the rig."""

    PLAY = "play"
    MIX = "mix"
    SOUND = "sound"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Slot:
    """A prompt slot: its number, and what can be set and done there."""

    number: int
    text: Param | None
    weight: Param | None
    clear: Command | None


@dataclass(frozen=True, slots=True)
class Rows:
    """The table as surfaces see it, and where the host is: `host` and `port` listen, `feedback_port` is told."""

    params: Mapping[str, Param] = field(default_factory=lambda: PARAMS)
    commands: Mapping[str, Command] = field(default_factory=lambda: COMMANDS)
    feedback: Mapping[str, Feedback] = field(default_factory=lambda: FEEDBACK)
    presets: Sequence[str] = ()
    host: str = "127.0.0.1"
    port: int = 9000
    feedback_port: int = 9001

    @property
    def slots(self) -> list[Slot]:
        """The prompt slots, in order."""
        names = [*self.params, *self.commands]
        numbers = sorted({int(name.split("/")[1]) for name in names if _slot_part(name)})
        return [
            Slot(
                number,
                self.params.get(f"{_SLOT}{number}/text"),
                self.params.get(f"{_SLOT}{number}/weight"),
                self.commands.get(f"{_SLOT}{number}/clear"),
            )
            for number in numbers
        ]

    @property
    def pad(self) -> tuple[Param, Param] | None:
        """The two parameters of the pad, across and up; None where the table has them not."""
        across, up = self.params.get("density"), self.params.get("brightness")
        return (across, up) if across and up else None

    def page(self, page: Page) -> list[Param]:
        """The parameters of a page, without prompt slots, the pad, and the switches that belong to another."""
        pad = self.pad or ()
        return [
            param
            for param in self.params.values()
            if page_of(param) is page
            and not _slot_part(param.name)
            and self.switched(param) is None
            and (page is not Page.PLAY or param not in pad)
        ]

    def switched(self, param: Param) -> Param | None:
        """The parameter that `param` leaves to the service; None if it is no such switch."""
        return self.params.get(param.name.removesuffix(AUTO)) if param.name.endswith(AUTO) else None

    def auto(self, param: Param) -> Param | None:
        """The switch that leaves `param` to the service; None if there is none."""
        return self.params.get(param.name + AUTO)

    @property
    def told(self) -> list[Feedback]:
        """Feedback that people read."""
        return [one for one in self.feedback.values() if one.name not in _ANSWERS]

    @property
    def buttons(self) -> list[Command]:
        """Commands without arguments that a hand presses, but for the slots' own."""
        return [one for one in self.commands.values() if one.is_button and _by_hand(one)]

    @property
    def with_arguments(self) -> list[Command]:
        """Commands that a hand gives arguments to."""
        return [one for one in self.commands.values() if not one.is_button and _by_hand(one)]


def page_of(param: Param) -> Page:
    """The page of a parameter. A new one of the music is on the sound page, one of the rig on the status page."""
    if _slot_part(param.name) or param.name.removesuffix(AUTO) in {"bpm", "density", "brightness"}:
        return Page.PLAY
    if param.name in _MIXED or (param.kind is Kind.BOOL and param.service):
        return Page.MIX
    return Page.SOUND if param.musical else Page.STATUS


def title(row: Param | Command | Feedback) -> str:
    """What a row is called on a surface: ``"mute bass"``, ``"preset next"``."""
    return row.name.replace("_", " ").replace("/", " ")


def is_wide(param: Param) -> bool:
    """Whether a number's range is too wide for a fader: a field to type in does better."""
    return param.maximum - param.minimum > _WIDEST_FADER


def has_few_choices(param: Param) -> bool:
    """Whether a choice's choices fit in one line of buttons."""
    return len(param.choices) <= _FEW_CHOICES


def choice_title(choice: str) -> str:
    """A choice as a button shows it: a scale by its two keys, ``"D / b"``; other words as they are."""
    if choice == ANY_SCALE or choice not in SCALES:
        return choice
    major, minor = scale_label(choice).removesuffix(" minor").split(" major / ")
    return f"{major} / {minor[:1].lower()}{minor[1:]}"


def digits(param: Param) -> int:
    """How many decimal places tell one setting from the next."""
    return 0 if param.kind is Kind.INT else 2 if param.maximum - param.minimum < 20 else 1


def _by_hand(command: Command) -> bool:
    """Whether people do it, and not a surface or a DAW; a slot's own is done in its slot."""
    name = command.name
    return not (name in _BY_ITSELF or name.startswith(_DAW) or _slot_part(name))


def _slot_part(name: str) -> bool:
    """Whether a name belongs to a prompt slot."""
    return name.startswith(_SLOT) and name.split("/")[1].isdecimal()
