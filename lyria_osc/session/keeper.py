"""Keeps a session with the maker of music open and steered.

A door: it owns the tasks. The host says what it wants (`play`, `pause`, `stop`, `reset`, `steer`), how its buffer
stands (`buffered`) and when the music of a session is no longer needed (`relayed`); the table of `session.machine` says
what follows; what comes of it is told to `hear`. A session that nears its end has a successor beside it until that is
heard, one that ends comes back by itself, and each is told everything.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from math import inf
from typing import Final

from lyria_osc.errors import SessionError
from lyria_osc.params.values import Values
from lyria_osc.service import RATE_HZ, Connection, Door, Playback
from lyria_osc.session.attempts import Attempts, News
from lyria_osc.session.backoff import Backoff
from lyria_osc.session.events import Absent, ChunkCame, EngineChanged, Failed, SessionEvent, StateChanged, Warned
from lyria_osc.session.link import Link
from lyria_osc.session.machine import ABSENT, AT_REST, RELAY, TABLE, Action, Event, Phase, Shown, State, is_refusal
from lyria_osc.session.steering import Prompts, Steering, fell_silent

log = logging.getLogger("lyria_osc.session")

PROVEN_FRAMES: Final = 10 * RATE_HZ
"""So much music from a session clears the count of failures before it."""
MISSED_S: Final = 60.0
"""How long there may be no session before the understudy is called."""
REST_S: Final = 300.0
"""How long a session is kept open that does not play; longer pauses have not been seen to end well."""
CROSSING_S: Final = 30.0
"""How long two sessions play side by side, beyond twice the wanted buffer, when nobody says that one is enough."""

_TRANSPORT: Final = {Action.PLAY: Playback.PLAY, Action.PAUSE: Playback.PAUSE, Action.STOP: Playback.STOP}
_TROUBLED: Final = (Shown.CONNECTING, Shown.VAMPING, Shown.FAILED)


class Session:
    """The session with the maker behind `door`, kept open while music is wanted.

    `run` owns it. The other methods are to be called on the event loop's thread; they return at once, and work before
    `run` too.
    """

    def __init__(
        self,
        door: Door,
        hear: Callable[[SessionEvent], None],
        values: Values,
        *,
        session_s: float = inf,
        understudy: Door | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """A session that is stopped.

        Args:
            door: to the maker of music.
            hear: is told what comes of it, on the event loop's thread; must not block.
            values: wished for at first.
            session_s: how old a session may grow before its successor is opened; inf for a maker whose sessions do not
                end, and are not closed in a long pause either.
            understudy: plays when the maker has been away for a minute, until it is back.
            chance: gives numbers in 0..1.
        """
        self._hear = hear
        self._values = values
        self._session_s = session_s
        self._state = State()
        self._backoff = Backoff(chance)
        self._inbox: asyncio.Queue[News] = asyncio.Queue()
        self._attempts = Attempts(door, Event.OPENED, self._inbox.put_nowait)
        self._stand_ins = Attempts(understudy, Event.STOOD_IN, self._inbox.put_nowait) if understudy else None
        self._link: Link | None = None
        self._next: Link | None = None
        self._timers: dict[Event, asyncio.TimerHandle] = {}
        self._away_s: float | None = None
        self._is_absent = False
        self._sessions = 0
        self._prompts: Prompts = ()
        self._trouble = ""

    @property
    def engine(self) -> str:
        """Who plays: ``lyria`` or ``offline``."""
        return self._link.engine if self._link else self._attempts.engine

    @property
    def state(self) -> State:
        """How things stand; ``state.shown`` is for the outside."""
        return self._state

    # --- what the host says -----------------------------------------------------------------------------------------

    def play(self) -> None:
        """Music is wanted; an attempt that waits for its time is made at once."""
        self._tell(Event.PLAY)

    def pause(self) -> None:
        """No music for now; it goes on from here."""
        self._tell(Event.PAUSE)

    def stop(self) -> None:
        """No music; the next begins anew."""
        self._tell(Event.STOP)

    def reset(self) -> None:
        """A new idea at once; nothing where no session is open."""
        if self._link:
            self._link.playback(Playback.RESET_CONTEXT)

    def steer(self, values: Values) -> None:
        """The values wished for from now on."""
        if fell_silent(self._values, values):
            self._hear(Warned("no prompt has a weight but 0: the last prompts play on"))
        self._values = values
        for link in self._links:
            link.steer(values)

    def buffered(self, event: Event) -> None:
        """How the host's buffer stands: `Event.FILLED`, `VAMPED`, `EMPTIED`; `BRIMMED` or `THINNED`.

        Say it as often as you like, and again after each `StateChanged`: what changes nothing is passed over.
        """
        if self._state.after(event) != self._state:
            self._tell(event)

    def relayed(self, number: int) -> None:
        """The music of the session of this number is no longer needed, for that of its successor is ready."""
        if self._link and self._link.number == number:
            self._tell(Event.RELAYED, self._link)

    # --- what links say ---------------------------------------------------------------------------------------------

    def heard(self, link: Link, event: SessionEvent) -> None:
        """Something came of a link."""
        if isinstance(event, ChunkCame):
            self._away_s = None
            self._set_absent(on=False)
            if link is self._next and self._state.phase is Phase.RELAY_PROVING:
                self._tell(Event.SOUNDED, link)
            if link is self._youngest and not self._attempts.task:
                self._trouble = ""
        self._hear(event)

    def aged(self, link: Link) -> None:
        """A link nears its end."""
        self._tell(Event.AGED, link)

    def ended(self, link: Link, error: SessionError) -> None:
        """A link is over."""
        event = Event.REFUSED if is_refusal(error.fault, opening=False) else Event.LOST
        self._inbox.put_nowait(News(event, link, error=error))

    # --- what happens -----------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Keeps the session until cancelled; leaves nothing open."""
        try:
            async with asyncio.TaskGroup() as tasks:
                while True:
                    self._take(await self._inbox.get(), tasks)
        finally:
            for timer in self._timers.values():
                timer.cancel()
            while not self._inbox.empty():
                if connection := self._inbox.get_nowait().connection:
                    await connection.close()
            for link in self._links:
                await link.close()

    @property
    def _links(self) -> tuple[Link, ...]:
        return tuple(link for link in (self._link, self._next) if link)

    @property
    def _youngest(self) -> Link | None:
        return self._next or self._link

    def _tell(self, event: Event, source: object = None) -> None:
        self._inbox.put_nowait(News(event, source))

    def _take(self, news: News, tasks: asyncio.TaskGroup) -> None:
        """News as it comes; that of an attempt or a link given up meanwhile is dropped."""
        before, engine = self._state, self.engine
        event = self._settled(news, tasks)
        move = TABLE[before.phase, event] if event else None
        if news.connection and move and Action.REPLAY in move.actions:
            self._open_link(news.event, news.connection, tasks)
        elif news.connection:
            tasks.create_task(news.connection.close())
        if event is None or move is None:
            return
        self._state = before.after(event)
        log.debug("%s: %s -> %s", event.value, before.phase.name, move.phase.name)
        for action in move.actions:
            self._do(action, news, tasks)
        if move.phase is not before.phase:
            self._set_timers()
        if move.phase is Phase.FAILED or Action.STAND_IN in move.actions:
            self._set_absent(on=True)
        if self.engine != engine:
            self._hear(EngineChanged(self.engine))
        shown = self._state.shown
        if before.shown is not shown:
            self._hear(StateChanged(shown, self._trouble if shown in _TROUBLED else ""))
        if self._link and self._link.is_aged and TABLE[self._state.phase, Event.AGED].actions:
            self._tell(Event.AGED, self._link)

    def _settled(self, news: News, tasks: asyncio.TaskGroup) -> Event | None:
        """Lets go of the source of news where it is over; what that means for us, None for nothing."""
        source, is_older = news.source, False
        if source is None:
            pass
        elif source is self._attempts.task:
            self._attempts.settle()
        elif self._stand_ins and source is self._stand_ins.task:
            self._stand_ins.settle()
            if news.error:
                self._away_s = asyncio.get_running_loop().time()
                self._hear(Warned(str(news.error)))
                return None
        elif not isinstance(source, Link) or source not in self._links:
            return None
        elif news.error:
            is_older = source is self._link and self._state.phase in RELAY
            if is_older:
                log.info("session %d is over: %s", source.number, news.error)
            if source.engine != self._attempts.engine:
                self._away_s = asyncio.get_running_loop().time()
            self._part_from(source, tasks)
        return Event.ENDED if is_older else news.event

    def _part_from(self, link: Link, tasks: asyncio.TaskGroup) -> None:
        """A link is over, or is not wanted any more."""
        if link.engine == self._attempts.engine and link.frames >= PROVEN_FRAMES:
            self._backoff.succeeded()
        if link.came_to_nothing:
            self._backoff.came_to_nothing(link.opened_s)
        self._prompts = link.steering.prompts
        tasks.create_task(link.close())
        if link is self._next:
            self._next = None
        else:
            self._link = None

    def _do(self, action: Action, news: News, tasks: asyncio.TaskGroup) -> None:
        match action:
            case Action.OPEN:
                self._attempts.open(tasks)
            case Action.RETRY if news.error:
                self._attempts.wait(self._failed(news.error, news.event), tasks)
            case Action.ABANDON:
                self._attempts.abandon()
            case Action.PROMOTE:
                if self._link:
                    self._part_from(self._link, tasks)
                self._link, self._next = self._next, None
            case Action.CLOSE if self._link:
                self._part_from(self._link, tasks)
            case Action.STAND_IN if self._stand_ins and not self._stand_ins.task:
                self._stand_ins.open(tasks)
            case Action.REPLAY if self._youngest:
                self._youngest.replay()
            case Action.PLAY | Action.PAUSE | Action.STOP if self._youngest:
                self._youngest.playback(_TRANSPORT[action])

    def _open_link(self, opened: Event, connection: Connection, tasks: asyncio.TaskGroup) -> None:
        attempts, lifetime_s = self._attempts, self._session_s
        if self._stand_ins and opened is Event.STOOD_IN:
            attempts, lifetime_s = self._stand_ins, 0.0
        if self._youngest:
            self._prompts = self._youngest.steering.prompts
        self._sessions += 1
        steering = Steering(self._values, self._prompts)
        link = Link(connection, steering, self._sessions, self, engine=attempts.engine, lifetime_s=lifetime_s)
        self._link, self._next = (self._link, link) if self._link else (link, None)
        link.start(tasks)
        log.info("session %d with %s is open", link.number, link.engine)

    def _set_timers(self) -> None:
        """A new phase: what is to happen in it by itself, after a while."""
        phase, now_s = self._state.phase, asyncio.get_running_loop().time()
        may_rest = phase in (Phase.IDLE, Phase.PAUSED) and self._session_s < inf
        self._time(Event.RESTED, REST_S if may_rest else None)
        crossing_s = CROSSING_S + 2 * self._values.number("buffer")
        self._time(Event.RELAYED, crossing_s if phase is Phase.RELAY_CROSSING else None)
        if phase in AT_REST:
            self._away_s = None
        missed_s = None
        if phase in ABSENT:
            self._away_s = now_s if self._away_s is None else self._away_s
            missed_s = max(self._away_s + MISSED_S - now_s, 0.0)
        self._time(Event.MISSED, missed_s)

    def _time(self, event: Event, after_s: float | None) -> None:
        if timer := self._timers.pop(event, None):
            timer.cancel()
        if after_s is not None:
            self._timers[event] = asyncio.get_running_loop().call_later(after_s, self._tell, event)

    def _set_absent(self, *, on: bool) -> None:
        if on is not self._is_absent:
            self._is_absent = on
            self._hear(Absent(on))

    def _failed(self, error: SessionError, event: Event) -> float:
        """Says what failed, once as long as it is the same; the seconds to wait before the next attempt."""
        now_s = asyncio.get_running_loop().time()
        after_s = self._backoff.after(error.fault, now_s, refused=event is Event.REFUSED)
        log.info("%s; the next attempt is in %.1f s", error, after_s)
        if str(error) != self._trouble:
            self._trouble = str(error)
            self._hear(Failed(error.fault, str(error)))
        return after_s
