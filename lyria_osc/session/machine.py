"""A session's life with the maker of music, as one table: state and event → (next state, actions).

Pure. `TABLE` is the whole of it: for every `State` and every `Event` one `Move`. `session.keeper` feeds it events (what
the player asked for, what became of the session, how the host's buffer stands) and does the actions in their order.
`diagram` draws the table for the README, so that picture and code cannot part ways.

What is heard and how the session stands are two things: music already in hand plays on while a session is lost and
opened again. So several states may look the same from outside; `State.shown` is what ``/lyria/state`` says.
"""

from collections.abc import Callable, Mapping
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


class State(Enum):
    """How things stand; the value is what is shown and a word on it."""

    STOPPED = (Shown.STOPPED, "no session, none wanted")
    IDLE = (Shown.STOPPED, "a session is open and stopped")
    OPENING = (Shown.CONNECTING, "a session is being opened, nothing in hand")
    WAITING = (Shown.CONNECTING, "the next attempt is timed, nothing in hand")
    FAILED = (Shown.FAILED, "refused, the next attempt is timed")
    BUFFERING = (Shown.BUFFERING, "a session plays, too little in hand")
    PLAYING = (Shown.PLAYING, "a session plays, music in hand")
    HOLDING = (Shown.PLAYING, "a session is paused, for enough is in hand")
    REOPENING = (Shown.PLAYING, "a session is being opened, music in hand")
    REWAITING = (Shown.PLAYING, "the next attempt is timed, music in hand")
    PAUSED = (Shown.PAUSED, "a session is open and paused")
    PARKED = (Shown.PAUSED, "no session until play")

    @property
    def shown(self) -> Shown:
        """What ``/lyria/state`` says."""
        shown, _ = self.value
        return shown

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
    LOST = "an attempt or a session ended"
    REFUSED = "key, quota or setup refused"
    DUE = "time for the next attempt"
    FILLED = "enough in hand to play"
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
    REPLAY = auto()
    """Tell the new session everything: prompts, config."""
    PLAY = auto()
    PAUSE = auto()
    STOP = auto()


@dataclass(frozen=True, slots=True)
class Move:
    """Where an event leads from a state, and what is to be done on the way."""

    state: State
    actions: tuple[Action, ...] = ()


_Row = tuple[Event, tuple[State, ...], State | None, tuple[Action, ...]]

_S, _E, _A = State, Event, Action


def _but(*states: State) -> tuple[State, ...]:
    return tuple(state for state in State if state not in states)


# Each row: an event, the states it finds us in, where it leads (None: nowhere), what is to be done.
# Every (state, event) pair stands here exactly once; `_table` sees to it.
_ROWS: tuple[_Row, ...] = (
    (_E.PLAY, (_S.STOPPED,), _S.OPENING, (_A.OPEN,)),
    (_E.PLAY, (_S.PARKED,), _S.REOPENING, (_A.OPEN,)),
    (_E.PLAY, (_S.WAITING, _S.FAILED), _S.OPENING, (_A.ABANDON, _A.OPEN)),
    (_E.PLAY, (_S.REWAITING,), _S.REOPENING, (_A.ABANDON, _A.OPEN)),
    (_E.PLAY, (_S.IDLE,), _S.BUFFERING, (_A.PLAY,)),
    (_E.PLAY, (_S.PAUSED,), _S.PLAYING, (_A.PLAY,)),
    (_E.PLAY, (_S.OPENING, _S.REOPENING, _S.BUFFERING, _S.PLAYING, _S.HOLDING), None, ()),
    #
    (_E.PAUSE, (_S.BUFFERING, _S.PLAYING), _S.PAUSED, (_A.PAUSE,)),
    (_E.PAUSE, (_S.HOLDING,), _S.PAUSED, ()),
    (_E.PAUSE, (_S.OPENING, _S.WAITING, _S.FAILED, _S.REOPENING, _S.REWAITING), _S.PARKED, (_A.ABANDON,)),
    (_E.PAUSE, (_S.STOPPED, _S.IDLE, _S.PAUSED, _S.PARKED), None, ()),
    #
    (_E.STOP, (_S.BUFFERING, _S.PLAYING, _S.HOLDING, _S.PAUSED), _S.IDLE, (_A.STOP,)),
    (_E.STOP, (_S.OPENING, _S.WAITING, _S.FAILED, _S.REOPENING, _S.REWAITING), _S.STOPPED, (_A.ABANDON,)),
    (_E.STOP, (_S.PARKED,), _S.STOPPED, ()),
    (_E.STOP, (_S.STOPPED, _S.IDLE), None, ()),
    #
    (_E.OPENED, (_S.OPENING,), _S.BUFFERING, (_A.REPLAY, _A.PLAY)),
    (_E.OPENED, (_S.REOPENING,), _S.PLAYING, (_A.REPLAY, _A.PLAY)),
    (_E.OPENED, _but(_S.OPENING, _S.REOPENING), None, ()),
    #
    (_E.LOST, (_S.OPENING, _S.BUFFERING), _S.WAITING, (_A.RETRY,)),
    (_E.LOST, (_S.REOPENING, _S.PLAYING, _S.HOLDING), _S.REWAITING, (_A.RETRY,)),
    (_E.LOST, (_S.IDLE,), _S.STOPPED, ()),
    (_E.LOST, (_S.PAUSED,), _S.PARKED, ()),
    (_E.LOST, (_S.STOPPED, _S.WAITING, _S.FAILED, _S.REWAITING, _S.PARKED), None, ()),
    #
    (_E.REFUSED, (_S.OPENING, _S.BUFFERING, _S.REOPENING, _S.PLAYING, _S.HOLDING), _S.FAILED, (_A.RETRY,)),
    (_E.REFUSED, (_S.IDLE,), _S.STOPPED, ()),
    (_E.REFUSED, (_S.PAUSED,), _S.PARKED, ()),
    (_E.REFUSED, (_S.STOPPED, _S.WAITING, _S.FAILED, _S.REWAITING, _S.PARKED), None, ()),
    #
    (_E.DUE, (_S.WAITING, _S.FAILED), _S.OPENING, (_A.OPEN,)),
    (_E.DUE, (_S.REWAITING,), _S.REOPENING, (_A.OPEN,)),
    (_E.DUE, _but(_S.WAITING, _S.FAILED, _S.REWAITING), None, ()),
    #
    (_E.FILLED, (_S.BUFFERING,), _S.PLAYING, ()),
    (_E.FILLED, (_S.OPENING,), _S.REOPENING, ()),
    (_E.FILLED, (_S.WAITING,), _S.REWAITING, ()),
    (_E.FILLED, _but(_S.BUFFERING, _S.OPENING, _S.WAITING), None, ()),
    #
    (_E.EMPTIED, (_S.PLAYING,), _S.BUFFERING, ()),
    (_E.EMPTIED, (_S.HOLDING,), _S.BUFFERING, (_A.PLAY,)),
    (_E.EMPTIED, (_S.REOPENING,), _S.OPENING, ()),
    (_E.EMPTIED, (_S.REWAITING,), _S.WAITING, ()),
    (
        _E.EMPTIED,
        _but(_S.PLAYING, _S.HOLDING, _S.REOPENING, _S.REWAITING),
        None,
        (),
    ),
    #
    (_E.BRIMMED, (_S.BUFFERING, _S.PLAYING), _S.HOLDING, (_A.PAUSE,)),
    (_E.BRIMMED, _but(_S.BUFFERING, _S.PLAYING), None, ()),
    #
    (_E.THINNED, (_S.HOLDING,), _S.PLAYING, (_A.PLAY,)),
    (_E.THINNED, _but(_S.HOLDING), None, ()),
)


def _table() -> Mapping[tuple[State, Event], Move]:
    """The rows spelled out; a pair told twice or not at all is a mistake in them."""
    table: dict[tuple[State, Event], Move] = {}
    for event, states, to, actions in _ROWS:
        for state in states:
            if (state, event) in table:
                raise AssertionError(f"({state}, {event}) stands twice in the table")
            table[state, event] = Move(state if to is None else to, actions)
    if missing := [(s, e) for s in State for e in Event if (s, e) not in table]:
        raise AssertionError(f"not in the table: {missing}")
    return MappingProxyType(table)


TABLE: Mapping[tuple[State, Event], Move] = _table()
"""What follows when an event finds us in a state; total."""

RETRY_FIRST_S = 1.0
RETRY_MOST_S = 30.0
REFUSED_RETRY_S = {Fault.KEY: 60.0, Fault.QUOTA: 60.0, Fault.PROTOCOL: 30.0}
"""The first wait after a refusal: trying sooner cannot help and may count against the quota."""
REFUSED_RETRY_MOST_S = 300.0
JITTER = 0.25
"""How far a wait is stretched at most, so that many hosts do not come back as one."""


class Backoff:
    """How long to wait before the next attempt: 1, 2, 4, … 30 s, refusals longer, each stretched by up to a quarter.

    Writer and reader: the session's keeper. `random` gives numbers in 0..1.
    """

    def __init__(self, random: Callable[[], float]) -> None:
        self._random = random
        self._lost = 0
        self._refused = 0

    def after(self, fault: Fault, *, refused: bool) -> float:
        """Seconds to wait after a failure."""
        if refused:
            wait_s = min(REFUSED_RETRY_S.get(fault, RETRY_MOST_S) * 2.0**self._refused, REFUSED_RETRY_MOST_S)
            self._refused = min(self._refused + 1, 10)
        else:
            wait_s = min(RETRY_FIRST_S * 2.0**self._lost, RETRY_MOST_S)
            self._lost = min(self._lost + 1, 10)
        return wait_s * (1.0 + JITTER * self._random())

    def succeeded(self) -> None:
        """Music came: the next failure starts from the shortest wait."""
        self._lost = self._refused = 0


def is_refusal(fault: Fault, *, opening: bool) -> bool:
    """True where trying again soon cannot help: the key, the quota, or a setup that the service does not take."""
    return fault in (Fault.KEY, Fault.QUOTA) or (opening and fault is Fault.PROTOCOL)


def diagram() -> str:
    """The table as a mermaid state diagram; moves that lead nowhere are left out."""
    lines = ["stateDiagram-v2", "    [*] --> STOPPED"]
    lines += [f"    {state.name}: {state.name} ({state.shown}), {state.doc}" for state in State]
    edges: dict[tuple[State, State], list[str]] = {}
    for (state, event), move in TABLE.items():
        if move.state is not state:
            does = f" → {', '.join(a.name for a in move.actions)}" if move.actions else ""
            edges.setdefault((state, move.state), []).append(event.name + does)
    lines += [f"    {a.name} --> {b.name}: {' or '.join(words)}" for (a, b), words in edges.items()]
    return "\n".join(lines) + "\n"
