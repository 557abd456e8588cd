"""What subscribers are told without asking: state, tempo, latency, what has become audible, meters. Pure.

What is told on change is kept, for newcomers to see; meters are not.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from typing import Protocol

from lyria_osc.beat.timeline import CountedBeat
from lyria_osc.params.table import PREFIX
from lyria_osc.params.values import Values
from lyria_osc.service import CHUNK_S

LEVEL_TICKS = 2
BUFFERED_TICKS = 10
SECOND_TICKS = 20
TEMPO_EVERY_S = 1.0
MOST_UNHEARD = 8192
"""How many changes of one parameter are remembered until they are heard: those of a fast fader over eight seconds."""

Args = tuple[object, ...]


class Desk(Protocol):
    """What is asked of an `osc.desk.Desk`."""

    def publish(self, address: str, args: Sequence[object]) -> None:
        """Tells all subscribers."""

    def meter(self, address: str, args: Sequence[object], now_s: float) -> None:
        """Tells all subscribers who want it so often."""


class Deck(Protocol):
    """What is asked of a `deck.Deck`."""

    @property
    def level_db(self) -> tuple[float, float]:
        """Peaks, left and right."""

    @property
    def held_s(self) -> float:
        """Music in hand."""

    @property
    def latency_s(self) -> float:
        """From the jitter buffer to the ear."""

    @property
    def xruns(self) -> int:
        """How often the device ran dry."""


class News:
    """Tells. One owner: the host, on its event loop's thread."""

    def __init__(self, desk: Desk, deck: Deck, buffer_s: Callable[[], float]) -> None:
        self._desk = desk
        self._deck = deck
        self._buffer_s = buffer_s
        self._unheard: dict[str, deque[tuple[int, float]]] = {}
        self._tempo_told_s = -inf
        self._told: dict[str, Args] = {}

    @property
    def told(self) -> Mapping[str, Args]:
        """What was told last, by name."""
        return self._told

    def tell(self, name: str, *args: object) -> None:
        """Tells all subscribers, where it is not what they were told last."""
        if self._told.get(name) != args:
            self._told[name] = args
            self._desk.publish(PREFIX + name, args)

    def was_set(self, names: Iterable[str], values: Values, now_s: float) -> None:
        """Parameters were set, which made these values; once they are audible it is known how long that takes."""
        for name in names:
            self._unheard.setdefault(name, deque(maxlen=MOST_UNHEARD)).append((values.version, now_s))

    def is_audible(self, name: str, values: Values, now_s: float) -> None:
        """Music is heard that was made with these values, and with another of this parameter than before.

        A moving fader is heard some changes late: how late is told by the change that is heard, not by the last.
        """
        self._desk.publish(f"{PREFIX}applied", (name, values[name]))
        unheard, set_s = self._unheard.get(name, deque()), None
        while unheard and unheard[0][0] <= values.version:
            set_s = unheard.popleft()[1]
        if set_s is not None:
            self.tell("latency", round(now_s - set_s, 1))

    def beat(self, beat: CountedBeat, now_s: float) -> None:
        """A beat is heard: the tempo, once a second."""
        if now_s - self._tempo_told_s >= TEMPO_EVERY_S:
            self._tempo_told_s = now_s
            self.tell("tempo", round(beat.bpm, 1), round(beat.confidence, 2))

    def plan_latency(self) -> None:
        """What a change takes to be heard, as planned: music in hand, a chunk, ring, device; later it is measured."""
        self.tell("latency", round(self._buffer_s() + CHUNK_S + self._deck.latency_s, 2))

    def meter(self, ticks: int, now_s: float) -> None:
        """To be called 20 times a second, with a count of the calls."""
        if ticks % LEVEL_TICKS == 0:
            self._desk.meter(f"{PREFIX}level", self._deck.level_db, now_s)
        if ticks % BUFFERED_TICKS == 0:
            self._desk.meter(f"{PREFIX}buffered", (self._deck.held_s,), now_s)
        if ticks % SECOND_TICKS == 0:
            self.tell("xruns", self._deck.xruns)
        if "latency" not in self._told:
            self.plan_latency()
