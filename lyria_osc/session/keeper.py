"""Keeps a session with the maker of music open and steered.

A door: it owns the tasks. The host says what it wants (`play`, `pause`, `stop`, `reset`, `steer`) and how its buffer
stands (`buffered`); the table of `session.machine` says what follows; what comes of it is told to `hear`. A session
that ends comes back by itself, after a while, told everything.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lyria_osc.errors import SessionError
from lyria_osc.params.values import Values
from lyria_osc.service import RATE_HZ, Connection, Door, Playback
from lyria_osc.session.events import ChunkCame, Failed, SessionEvent, StateChanged, Warned
from lyria_osc.session.link import Link
from lyria_osc.session.machine import TABLE, Action, Backoff, Event, Shown, State, is_refusal
from lyria_osc.session.steering import Steering, fell_silent

log = logging.getLogger("lyria_osc.session")

PROVEN_FRAMES: Final = 10 * RATE_HZ
"""So much music from a session clears the count of failures before it."""

_TRANSPORT: Final = {Action.PLAY: Playback.PLAY, Action.PAUSE: Playback.PAUSE, Action.STOP: Playback.STOP}
_TROUBLED: Final = (Shown.CONNECTING, Shown.FAILED)


@dataclass(frozen=True, slots=True)
class _News:
    """What happened; `source` is the attempt or the link that it came of (None: the host), for it may be stale."""

    event: Event
    source: object = None
    connection: Connection | None = None
    error: SessionError | None = None


class Session:
    """The session with the maker behind `door`, kept open while music is wanted.

    `run` owns it. The other methods are to be called on the event loop's thread; they return at once, and work before
    `run` too. `hear` is called on that thread and must not block. `chance` gives numbers in 0..1.
    """

    def __init__(
        self,
        door: Door,
        hear: Callable[[SessionEvent], None],
        values: Values,
        *,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._door = door
        self._hear = hear
        self._values = values
        self._state = State.STOPPED
        self._backoff = Backoff(chance)
        self._inbox: asyncio.Queue[_News] = asyncio.Queue()
        self._attempt: asyncio.Task[None] | None = None
        self._link: Link | None = None
        self._steering: Steering | None = None
        self._sessions = 0
        self._trouble = ""

    @property
    def engine(self) -> str:
        """``lyria`` or ``offline``."""
        return self._door.engine

    @property
    def state(self) -> State:
        """How things stand; ``state.shown`` is for the outside."""
        return self._state

    def play(self) -> None:
        """Music is wanted; an attempt that waits for its time is made at once."""
        self._inbox.put_nowait(_News(Event.PLAY))

    def pause(self) -> None:
        """No music for now; it goes on from here."""
        self._inbox.put_nowait(_News(Event.PAUSE))

    def stop(self) -> None:
        """No music; the next begins anew."""
        self._inbox.put_nowait(_News(Event.STOP))

    def reset(self) -> None:
        """A new idea at once; nothing where no session is open."""
        if self._link:
            self._link.playback(Playback.RESET_CONTEXT)

    def steer(self, values: Values) -> None:
        """The values wished for from now on."""
        if fell_silent(self._values, values):
            self._hear(Warned("no prompt has a weight but 0: the last prompts play on"))
        self._values = values
        if self._link:
            self._link.steer(values)

    def buffered(self, event: Event) -> None:
        """How the host's buffer stands: `Event.FILLED`, `EMPTIED`, `BRIMMED` or `THINNED`.

        Say it as often as you like, and again after each `StateChanged`: what changes nothing is passed over.
        """
        if TABLE[self._state, event].state is not self._state:
            self._inbox.put_nowait(_News(event))

    async def run(self) -> None:
        """Keeps the session until cancelled; leaves nothing open."""
        try:
            async with asyncio.TaskGroup() as tasks:
                while True:
                    self._take(await self._inbox.get(), tasks)
        finally:
            while not self._inbox.empty():
                if connection := self._inbox.get_nowait().connection:
                    await connection.close()
            if self._link:
                await self._link.close()

    def _take(self, news: _News, tasks: asyncio.TaskGroup) -> None:
        """News as it comes; that of an attempt or a link given up meanwhile is dropped."""
        if news.source not in (None, self._attempt, self._link):
            if news.connection:
                tasks.create_task(news.connection.close())
            return
        if news.connection:
            self._attempt = None
            self._open_link(news.connection, tasks)
        elif self._link and news.source is self._link:
            if self._link.frames >= PROVEN_FRAMES:
                self._backoff.succeeded()
            tasks.create_task(self._link.close())
            self._link = None
        before, move = self._state, TABLE[self._state, news.event]
        self._state = move.state
        log.debug("%s: %s -> %s", news.event.value, before.name, move.state.name)
        for action in move.actions:
            self._do(action, news, tasks)
        if before.shown is not move.state.shown:
            self._hear(StateChanged(move.state.shown, self._trouble if move.state.shown in _TROUBLED else ""))

    def _do(self, action: Action, news: _News, tasks: asyncio.TaskGroup) -> None:
        match action:
            case Action.OPEN:
                self._attempt = tasks.create_task(self._open())
            case Action.RETRY if news.error:
                self._attempt = tasks.create_task(self._wait(self._failed(news.error, news.event)))
            case Action.ABANDON if self._attempt:
                self._attempt.cancel()
                self._attempt = None
            case Action.REPLAY if self._link:
                self._link.replay()
            case Action.PLAY | Action.PAUSE | Action.STOP if self._link:
                self._link.playback(_TRANSPORT[action])

    def _open_link(self, connection: Connection, tasks: asyncio.TaskGroup) -> None:
        prompts = self._steering.prompts if self._steering else ()
        self._steering = Steering(self._values, prompts)
        self._sessions += 1
        self._link = Link(connection, self._steering, self._sessions, self._hear_link, self._link_ended)
        self._link.start(tasks)
        log.info("session %d with %s is open", self._sessions, self.engine)

    def _hear_link(self, event: SessionEvent) -> None:
        if isinstance(event, ChunkCame):
            self._trouble = ""
        self._hear(event)

    def _link_ended(self, link: Link, error: SessionError) -> None:
        event = Event.REFUSED if is_refusal(error.fault, opening=False) else Event.LOST
        self._inbox.put_nowait(_News(event, link, error=error))

    def _failed(self, error: SessionError, event: Event) -> float:
        """Says what failed, once as long as it is the same; the seconds to wait before the next attempt."""
        after_s = self._backoff.after(error.fault, refused=event is Event.REFUSED)
        log.info("%s; the next attempt is in %.1f s", error, after_s)
        if str(error) != self._trouble:
            self._trouble = str(error)
            self._hear(Failed(error.fault, str(error)))
        return after_s

    async def _open(self) -> None:
        attempt = asyncio.current_task()
        try:
            connection = await self._door.connect()
        except SessionError as error:
            event = Event.REFUSED if is_refusal(error.fault, opening=True) else Event.LOST
            self._inbox.put_nowait(_News(event, attempt, error=error))
        else:
            self._inbox.put_nowait(_News(Event.OPENED, attempt, connection))

    async def _wait(self, after_s: float) -> None:
        await asyncio.sleep(after_s)
        self._inbox.put_nowait(_News(Event.DUE, asyncio.current_task()))
