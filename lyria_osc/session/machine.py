"""A session's life with the maker of music, as one table: phase and event → (next phase, actions).

Pure. `TABLE` is the whole of it: for every `Phase` and every `Event` one `Move`. `session.keeper` feeds it events (what
the player asked for, what became of the sessions, how the host's buffer stands) and does the actions in their order.
`diagram` draws the table for the README, so that picture and code cannot part ways.

What is heard and how the session stands are two things: music already in hand plays on, or is heard again, while a
session is lost and opened again. So a `State` is a phase and what is in hand, and the two together are what
``/lyria/state`` says.

A session that nears its end is relayed: its successor is opened beside it, and takes over when its music has come and
is heard. The understudy, a second maker that stands in when the first is away, is relayed in the same way, from its
first moment on: the first maker is then the successor that is looked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from types import MappingProxyType

from lyria_osc.errors import Fault


class Shown(StrEnum):
    """What is said outside of how things stand."""

    STOPPED = "stopped"
    CONNECTING = "connecting"
    BUFFERING = "buffering"
    PLAYING = "playing"
    PAUSED = "paused"
    VAMPING = "vamping"
    FAILED = "failed"


class Hand(Enum):
    """What of music is in the host's hand."""

    EMPTY = auto()
    VAMP = auto()
    """Music that was heard before."""
    FRESH = auto()


_NO_SESSION = (Shown.CONNECTING, Shown.VAMPING, Shown.PLAYING)
_SESSION = (Shown.BUFFERING, Shown.VAMPING, Shown.PLAYING)


class Phase(Enum):
    """How the session stands; the value is what is shown for each `Hand`, and a word on it."""

    STOPPED = ((Shown.STOPPED,) * 3, "no session, none wanted")
    IDLE = ((Shown.STOPPED,) * 3, "a session is open and stopped")
    OPENING = (_NO_SESSION, "a session is being opened")
    WAITING = (_NO_SESSION, "the next attempt is timed")
    FAILED = ((Shown.FAILED,) * 3, "refused, the next attempt is timed")
    RETRYING = ((Shown.FAILED,) * 3, "refused, a session is being opened again")
    PLAYING = (_SESSION, "a session plays")
    HOLDING = (_SESSION, "a session is paused, for enough is in hand")
    RELAY_OPENING = (_SESSION, "a session plays, its successor is being opened")
    RELAY_WAITING = (_SESSION, "a session plays, the next attempt at a successor is timed")
    RELAY_PROVING = (_SESSION, "a session plays, its successor is to send its first music")
    RELAY_CROSSING = (_SESSION, "two sessions play, the older until the younger is heard")
    PAUSED = ((Shown.PAUSED,) * 3, "a session is open and paused")
    PARKED = ((Shown.PAUSED,) * 3, "no session until play")

    def shown(self, hand: Hand) -> Shown:
        """What ``/lyria/state`` says with this in hand."""
        by_hand, _ = self.value
        return by_hand[list(Hand).index(hand)]

    @property
    def doc(self) -> str:
        """A word on it."""
        _, doc = self.value
        return doc


class Event(Enum):
    """What happens to a session."""

    PLAY = "play asked for"
    PAUSE = "pause asked for"
    STOP = "stop asked for"
    OPENED = "a session opened"
    LOST = "an attempt, or the youngest session, ended"
    REFUSED = "key, quota or setup refused"
    ENDED = "the older session ended, its successor on the way"
    DUE = "time for the next attempt"
    AGED = "the session nears its end"
    SOUNDED = "the successor's first music came"
    RELAYED = "the older session is no longer needed"
    MISSED = "no music for a minute"
    STOOD_IN = "the understudy's session opened"
    RESTED = "not played for minutes"
    FILLED = "enough in hand to play"
    VAMPED = "music is heard again, for want of more"
    EMPTIED = "nothing in hand"
    BRIMMED = "more in hand than wanted"
    THINNED = "no longer more in hand than wanted"


class Action(Enum):
    """What is then to be done."""

    OPEN = auto()
    """Open a session now."""
    RETRY = auto()
    """Time the next attempt; `Event.DUE` comes with it."""
    ABANDON = auto()
    """Give up an attempt, or the wait for one."""
    PROMOTE = auto()
    """Close the older session, where it lives: its successor is the session from now on."""
    CLOSE = auto()
    """Close the session."""
    STAND_IN = auto()
    """Open a session with the understudy, where there is one; `Event.STOOD_IN` comes with it."""
    REPLAY = auto()
    """Tell the youngest session everything: prompts, config."""
    PLAY = auto()
    PAUSE = auto()
    STOP = auto()


@dataclass(frozen=True, slots=True)
class Move:
    """Where an event leads from a phase, and what is to be done on the way."""

    phase: Phase
    actions: tuple[Action, ...] = ()


_Row = tuple[Event, tuple[Phase, ...], Phase | None, tuple[Action, ...]]

_P, _E, _A = Phase, Event, Action

ABSENT = (_P.OPENING, _P.WAITING, _P.FAILED, _P.RETRYING)
"""Music is wanted, and no session is open."""
_OPENING = (_P.OPENING, _P.RETRYING)
_ALONE = (_P.PLAYING, _P.HOLDING)
_SEEKING = (_P.RELAY_OPENING, _P.RELAY_WAITING)
_PAIRED = (_P.RELAY_PROVING, _P.RELAY_CROSSING)
RELAY = (*_SEEKING, *_PAIRED)
"""A session plays, and its successor is there or looked for."""
AT_REST = (_P.STOPPED, _P.IDLE, _P.PAUSED, _P.PARKED)
"""No music is wanted."""


def _but(*phases: Phase) -> tuple[Phase, ...]:
    return tuple(phase for phase in Phase if phase not in phases)


# Each row: an event, the phases it finds us in, where it leads (None: nowhere), what is to be done.
# Every (phase, event) pair stands here exactly once; `_table` sees to it.
_ROWS: tuple[_Row, ...] = (
    (_E.PLAY, (_P.STOPPED, _P.PARKED), _P.OPENING, (_A.OPEN,)),
    (_E.PLAY, (_P.WAITING, _P.FAILED), _P.OPENING, (_A.ABANDON, _A.OPEN)),
    (_E.PLAY, (_P.RELAY_WAITING,), _P.RELAY_OPENING, (_A.ABANDON, _A.OPEN)),
    (_E.PLAY, (_P.IDLE, _P.PAUSED), _P.PLAYING, (_A.PLAY,)),
    (_E.PLAY, (*_OPENING, *_ALONE, _P.RELAY_OPENING, *_PAIRED), None, ()),
    #
    (_E.PAUSE, (_P.PLAYING,), _P.PAUSED, (_A.PAUSE,)),
    (_E.PAUSE, (_P.HOLDING,), _P.PAUSED, ()),
    (_E.PAUSE, _SEEKING, _P.PAUSED, (_A.ABANDON, _A.PAUSE)),
    (_E.PAUSE, _PAIRED, _P.PAUSED, (_A.PROMOTE, _A.PAUSE)),
    (_E.PAUSE, ABSENT, _P.PARKED, (_A.ABANDON,)),
    (_E.PAUSE, AT_REST, None, ()),
    #
    (_E.STOP, (*_ALONE, _P.PAUSED), _P.IDLE, (_A.STOP,)),
    (_E.STOP, _SEEKING, _P.IDLE, (_A.ABANDON, _A.STOP)),
    (_E.STOP, _PAIRED, _P.IDLE, (_A.PROMOTE, _A.STOP)),
    (_E.STOP, ABSENT, _P.STOPPED, (_A.ABANDON,)),
    (_E.STOP, (_P.PARKED,), _P.STOPPED, ()),
    (_E.STOP, (_P.STOPPED, _P.IDLE), None, ()),
    #
    (_E.OPENED, _OPENING, _P.PLAYING, (_A.REPLAY, _A.PLAY)),
    (_E.OPENED, (_P.RELAY_OPENING,), _P.RELAY_PROVING, (_A.REPLAY, _A.PLAY)),
    (_E.OPENED, _but(*_OPENING, _P.RELAY_OPENING), None, ()),
    #
    (_E.LOST, (*_OPENING, *_ALONE), _P.WAITING, (_A.RETRY,)),
    (_E.LOST, (_P.RELAY_OPENING, *_PAIRED), _P.RELAY_WAITING, (_A.RETRY,)),
    (_E.LOST, (_P.IDLE,), _P.STOPPED, ()),
    (_E.LOST, (_P.PAUSED,), _P.PARKED, ()),
    (_E.LOST, (_P.STOPPED, _P.WAITING, _P.FAILED, _P.RELAY_WAITING, _P.PARKED), None, ()),
    #
    (_E.REFUSED, (*_OPENING, *_ALONE), _P.FAILED, (_A.RETRY,)),
    (_E.REFUSED, (_P.RELAY_OPENING, *_PAIRED), _P.RELAY_WAITING, (_A.RETRY,)),
    (_E.REFUSED, (_P.IDLE,), _P.STOPPED, ()),
    (_E.REFUSED, (_P.PAUSED,), _P.PARKED, ()),
    (_E.REFUSED, (_P.STOPPED, _P.WAITING, _P.FAILED, _P.RELAY_WAITING, _P.PARKED), None, ()),
    #
    (_E.ENDED, (_P.RELAY_OPENING,), _P.OPENING, ()),
    (_E.ENDED, (_P.RELAY_WAITING,), _P.WAITING, (_A.ABANDON, _A.RETRY)),
    (_E.ENDED, _PAIRED, _P.PLAYING, (_A.PROMOTE,)),
    (_E.ENDED, _but(*RELAY), None, ()),
    #
    (_E.DUE, (_P.WAITING,), _P.OPENING, (_A.OPEN,)),
    (_E.DUE, (_P.FAILED,), _P.RETRYING, (_A.OPEN,)),
    (_E.DUE, (_P.RELAY_WAITING,), _P.RELAY_OPENING, (_A.OPEN,)),
    (_E.DUE, _but(_P.WAITING, _P.FAILED, _P.RELAY_WAITING), None, ()),
    #
    (_E.AGED, (_P.PLAYING,), _P.RELAY_OPENING, (_A.OPEN,)),
    (_E.AGED, _but(_P.PLAYING), None, ()),
    #
    (_E.SOUNDED, (_P.RELAY_PROVING,), _P.RELAY_CROSSING, ()),
    (_E.SOUNDED, _but(_P.RELAY_PROVING), None, ()),
    #
    (_E.RELAYED, (_P.RELAY_CROSSING,), _P.PLAYING, (_A.PROMOTE,)),
    (_E.RELAYED, _but(_P.RELAY_CROSSING), None, ()),
    #
    (_E.MISSED, ABSENT, None, (_A.STAND_IN,)),
    (_E.MISSED, _but(*ABSENT), None, ()),
    #
    (_E.STOOD_IN, _OPENING, _P.RELAY_OPENING, (_A.REPLAY, _A.PLAY)),
    (_E.STOOD_IN, (_P.WAITING, _P.FAILED), _P.RELAY_WAITING, (_A.REPLAY, _A.PLAY)),
    (_E.STOOD_IN, _but(*ABSENT), None, ()),
    #
    (_E.RESTED, (_P.IDLE,), _P.STOPPED, (_A.CLOSE,)),
    (_E.RESTED, (_P.PAUSED,), _P.PARKED, (_A.CLOSE,)),
    (_E.RESTED, _but(_P.IDLE, _P.PAUSED), None, ()),
    #
    (_E.FILLED, tuple(Phase), None, ()),
    #
    (_E.VAMPED, (_P.HOLDING,), _P.PLAYING, (_A.PLAY,)),
    (_E.VAMPED, _but(_P.HOLDING), None, ()),
    #
    (_E.EMPTIED, (_P.HOLDING,), _P.PLAYING, (_A.PLAY,)),
    (_E.EMPTIED, _but(_P.HOLDING), None, ()),
    #
    (_E.BRIMMED, (_P.PLAYING,), _P.HOLDING, (_A.PAUSE,)),
    (_E.BRIMMED, (_P.RELAY_CROSSING,), _P.PLAYING, (_A.PROMOTE,)),
    (_E.BRIMMED, _but(_P.PLAYING, _P.RELAY_CROSSING), None, ()),
    #
    (_E.THINNED, (_P.HOLDING,), _P.PLAYING, (_A.PLAY,)),
    (_E.THINNED, _but(_P.HOLDING), None, ()),
)

_HANDS = MappingProxyType({_E.FILLED: Hand.FRESH, _E.VAMPED: Hand.VAMP, _E.EMPTIED: Hand.EMPTY, _E.STOP: Hand.EMPTY})
"""What is in hand after an event; after all others, what was before."""


def _table() -> Mapping[tuple[Phase, Event], Move]:
    """The rows spelled out; a pair told twice or not at all is a mistake in them."""
    table: dict[tuple[Phase, Event], Move] = {}
    for event, phases, to, actions in _ROWS:
        for phase in phases:
            if (phase, event) in table:
                raise AssertionError(f"({phase}, {event}) stands twice in the table")
            table[phase, event] = Move(phase if to is None else to, actions)
    if missing := [(s, e) for s in Phase for e in Event if (s, e) not in table]:
        raise AssertionError(f"not in the table: {missing}")
    return MappingProxyType(table)


TABLE: Mapping[tuple[Phase, Event], Move] = _table()
"""What follows when an event finds us in a phase; total."""


@dataclass(frozen=True, slots=True)
class State:
    """How things stand: with the session, and with the music in hand."""

    phase: Phase = Phase.STOPPED
    hand: Hand = Hand.EMPTY

    @property
    def shown(self) -> Shown:
        """What ``/lyria/state`` says."""
        return self.phase.shown(self.hand)

    def after(self, event: Event) -> "State":
        """How things stand after an event."""
        return State(TABLE[self.phase, event].phase, _HANDS.get(event, self.hand))


def is_refusal(fault: Fault, *, opening: bool) -> bool:
    """True where trying again soon cannot help: the key, the quota, or a setup that the service does not take."""
    return fault in (Fault.KEY, Fault.QUOTA) or (opening and fault is Fault.PROTOCOL)


def diagram() -> str:
    """The table as a mermaid state diagram; moves that lead nowhere are left out."""
    lines = ["stateDiagram-v2", "    [*] --> STOPPED"]
    for phase in Phase:
        shown = dict.fromkeys(phase.shown(hand) for hand in Hand)
        lines.append(f"    {phase.name}: {phase.name} ({' / '.join(shown)}), {phase.doc}")
    edges: dict[tuple[Phase, Phase], list[str]] = {}
    for (phase, event), move in TABLE.items():
        if move.phase is not phase:
            does = f" → {', '.join(a.name for a in move.actions)}" if move.actions else ""
            edges.setdefault((phase, move.phase), []).append(event.name + does)
    lines += [f"    {a.name} --> {b.name}: {' or '.join(words)}" for (a, b), words in edges.items()]
    return "\n".join(lines) + "\n"
