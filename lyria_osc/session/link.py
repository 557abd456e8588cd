"""One open session: orders in, events out, until it ends.

A door: it owns two tasks. One reads without a pause, for the service must be drained always. The other writes, so that
a peer that has stopped listening holds up nothing but itself; while it does, changes are thinned to the last. Several
links may be open side by side: each has its own `Steering`.
"""

import asyncio
import contextlib
from collections import deque
from math import inf
from typing import Final, Protocol, assert_never

from lyria_osc.errors import Fault, SessionError
from lyria_osc.params.values import Values
from lyria_osc.service import Audio, Connection, FilteredPrompt, GoingAway, Message, Order, Playback, ServiceWarning
from lyria_osc.session.events import Chunk, ChunkCame, Filtered, SessionEvent, Warned
from lyria_osc.session.steering import Steering

FIRST_AUDIO_S: Final = 15.0
"""How long after PLAY the first chunk may take; 10.9 s is the longest seen, and some sessions never begin."""
STALL_S: Final = 30.0
"""How long a session that plays may send no music; 17 s is the longest seen to end well."""


class Owner(Protocol):
    """Who hears of a link."""

    def heard(self, link: "Link", event: SessionEvent) -> None:
        """Something came of it."""

    def aged(self, link: "Link") -> None:
        """It nears its end: a successor should be looked for."""

    def ended(self, link: "Link", error: SessionError) -> None:
        """It is over; told once, and not after `close`."""


class Link:
    """One open session. Writer and reader: the `Session`, its owner.

    `engine` says whose it is, `number` counts sessions from 1, `opened_s` is on the event loop's clock, `frames` is how
    much music has come; `came_to_nothing` says that it ended for want of any. It ages in `lifetime_s`, or when the
    service says that it will end it.
    """

    def __init__(
        self,
        connection: Connection,
        steering: Steering,
        number: int,
        owner: Owner,
        *,
        engine: str,
        lifetime_s: float = inf,
    ) -> None:
        self.steering = steering
        self.number = number
        self.engine = engine
        self.frames = 0
        self.is_aged = lifetime_s <= 0
        self.came_to_nothing = False
        self._connection = connection
        self._owner: Owner | None = owner
        self._loop = asyncio.get_running_loop()
        self.opened_s = self._loop.time()
        self._aging = None if lifetime_s == inf else self._loop.call_later(lifetime_s, self._age)
        self._orders: deque[Order] = deque()
        self._wake = asyncio.Event()
        self._watch: asyncio.TimerHandle | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Begins to read and to write."""
        self._tasks = [tasks.create_task(self._read()), tasks.create_task(self._write())]

    def replay(self) -> None:
        """Tells it everything: prompts, config."""
        self._orders.extend(self.steering.replay())
        self._wake.set()

    def playback(self, order: Playback) -> None:
        """A transport order, or a reset."""
        self._orders.extend(self.steering.playback(order, self._loop.time()))
        self._wake.set()
        if order is not Playback.RESET_CONTEXT:
            self._expect(FIRST_AUDIO_S if order is Playback.PLAY else None)

    def steer(self, values: Values) -> None:
        """The values wished for from now on."""
        self.steering.steer(values, self._loop.time())
        self._wake.set()

    async def close(self) -> None:
        """Ends the session; never raises."""
        self._end()
        await self._connection.close()

    def _end(self, error: SessionError | None = None) -> None:
        self._expect(None)
        if self._aging:
            self._aging.cancel()
        for task in self._tasks:
            if task is not asyncio.current_task():
                task.cancel()
        self._tasks = []
        owner, self._owner = self._owner, None
        if owner and error:
            owner.ended(self, error)

    def _age(self) -> None:
        self.is_aged = True
        if self._owner:
            self._owner.aged(self)

    def _tell(self, event: SessionEvent) -> None:
        if self._owner:
            self._owner.heard(self, event)

    def _expect(self, within_s: float | None) -> None:
        """Takes the session for dead unless music comes in time; None expects none."""
        if self._watch:
            self._watch.cancel()
        self._watch = None if within_s is None else self._loop.call_later(within_s, self._stalled, within_s)

    def _stalled(self, within_s: float) -> None:
        self.came_to_nothing = not self.frames
        self._end(SessionError(Fault.TIMEOUT, f"the session sent no music for {within_s:g} s"))

    async def _read(self) -> None:
        try:
            async for message in self._connection.messages():
                self._heard(message)
        except SessionError as error:
            self._end(error)

    def _heard(self, message: Message) -> None:
        match message:
            case Audio():
                if self._watch:
                    self._expect(STALL_S)
                self.frames += len(message.pcm)
                values = self.steering.made_with(message)
                self._tell(ChunkCame(Chunk(message.pcm, values, message.beats, self.number)))
            case FilteredPrompt(text, reason):
                self._tell(Filtered(text, reason))
            case ServiceWarning(text):
                self._tell(Warned(text))
            case GoingAway(text):
                self._tell(Warned(text))
                self._age()
            case _:
                assert_never(message)

    async def _write(self) -> None:
        with contextlib.suppress(SessionError):  # the reading half hears of the end too, and says why
            while True:
                orders = self._orders or deque(self.steering.due(self._loop.time()))
                while orders:
                    await self._connection.send(orders.popleft())
                await self._woken()

    async def _woken(self) -> None:
        """Until there is something to send, or may be."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(self.steering.wake_s()):
                await self._wake.wait()
        self._wake.clear()
