"""A maker of music that does as it is told, and a host that keeps a session with it: for tests in virtual time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from math import inf

import numpy as np

from lyria_osc.errors import Fault, SessionError
from lyria_osc.params.values import Values
from lyria_osc.service import Audio, Message, Order
from lyria_osc.session.events import Absent, ChunkCame, EngineChanged, Failed, SessionEvent, StateChanged
from lyria_osc.session.keeper import Session
from lyria_osc.session.machine import Event, Phase, Shown

PIANO = Values.defaults().replace({"prompt/1/text": "piano"})
CHUNK_S = 2.0


class ScriptedConnection:
    """A session; `say` is what the maker says in it, `orders` what it was told."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.opened_s = asyncio.get_running_loop().time()
        self.is_closed = False
        self.is_deaf = False
        self._said: asyncio.Queue[Message | SessionError] = asyncio.Queue()
        self._musician: asyncio.Task[None] | None = None

    def say(self, message: Message | SessionError) -> None:
        """Says something, or ends the session."""
        self._said.put_nowait(message)

    def end(self, fault: Fault, words: str = "over") -> None:
        """Ends the session."""
        if self._musician:
            self._musician.cancel()
        self.say(SessionError(fault, words))

    def music(self, seconds: float = CHUNK_S) -> None:
        """Sends so much music."""
        self.say(Audio(np.zeros((int(seconds * 48_000), 2), np.float32)))

    def plays_on(self) -> None:
        """Sends music at the pace of time until it ends or is closed."""
        self._musician = asyncio.create_task(self._play())

    async def _play(self) -> None:
        while not self.is_closed:
            self.music()
            await asyncio.sleep(CHUNK_S)

    async def send(self, order: Order) -> None:
        """Takes an order; never returns where it `is_deaf`."""
        if self.is_deaf:
            await asyncio.Event().wait()
        if self.is_closed:
            raise SessionError(Fault.NETWORK, "closed")
        self.orders.append(order)

    async def messages(self) -> AsyncIterator[Message]:
        """What was said."""
        while True:
            said = await self._said.get()
            if isinstance(said, SessionError):
                raise said
            yield said

    async def close(self) -> None:
        """Ends the session, and its music."""
        self.is_closed = True
        if self._musician:
            self._musician.cancel()
            with suppress(asyncio.CancelledError):
                await self._musician


class ScriptedDoor:
    """Opens after a while; `refusals` come first, one an attempt. The first sessions of `mute` send no music."""

    def __init__(self, engine: str = "lyria") -> None:
        self.engine = engine
        self.refusals: list[SessionError] = []
        self.opened: list[ScriptedConnection] = []
        self.attempts_s: list[float] = []
        self.opens_in_s = 0.5
        self.plays = False
        self.mute = 0

    async def connect(self) -> ScriptedConnection:
        """Opens a session, which begins to play by itself where the door `plays`."""
        self.attempts_s.append(asyncio.get_running_loop().time())
        await asyncio.sleep(self.opens_in_s)
        if self.refusals:
            raise self.refusals.pop(0)
        connection = ScriptedConnection()
        self.opened.append(connection)
        if self.plays and not self.mute:
            connection.plays_on()
        self.mute = max(self.mute - 1, 0)
        return connection


class ScriptedHost:
    """What the host does, as far as a session sees it."""

    def __init__(self, session_s: float = inf, *, has_understudy: bool = False) -> None:
        self.door = ScriptedDoor()
        self.understudy = ScriptedDoor("offline")
        self.understudy.plays = True
        self.heard: list[SessionEvent] = []
        self.session = Session(
            self.door,
            self.heard.append,
            PIANO,
            session_s=session_s,
            understudy=self.understudy if has_understudy else None,
            chance=lambda: 0.0,
        )

    @property
    def connection(self) -> ScriptedConnection:
        """The youngest session."""
        return self.door.opened[-1]

    @property
    def orders(self) -> list[Order]:
        """What the youngest session was told."""
        return self.connection.orders

    @property
    def shown(self) -> list[Shown]:
        """What was shown, in its order."""
        return [event.state for event in self.heard if isinstance(event, StateChanged)]

    @property
    def numbers(self) -> list[int]:
        """The session of each chunk that came."""
        return [event.chunk.session for event in self.heard if isinstance(event, ChunkCame)]

    @property
    def failures(self) -> list[Failed]:
        """What failed, as it was told."""
        return [event for event in self.heard if isinstance(event, Failed)]

    @property
    def engines(self) -> list[str]:
        """The makers that took over."""
        return [event.engine for event in self.heard if isinstance(event, EngineChanged)]

    @property
    def absences(self) -> list[bool]:
        """The maker's absences, and their ends."""
        return [event.on for event in self.heard if isinstance(event, Absent)]

    def phase(self) -> Phase:
        """How the session stands."""
        return self.session.state.phase

    def music(self, seconds: float = CHUNK_S) -> None:
        """The youngest session sends so much music."""
        self.connection.music(seconds)

    async def playing(self) -> None:
        """Plays, and waits until music is in hand."""
        self.session.play()
        await asyncio.sleep(1)
        if not self.door.plays:
            self.music()
        await asyncio.sleep(0.1)
        self.session.buffered(Event.FILLED)
        await asyncio.sleep(0.1)
        assert self.phase() is Phase.PLAYING


@asynccontextmanager
async def running(session_s: float = inf, *, has_understudy: bool = False) -> AsyncIterator[ScriptedHost]:
    """A host at work; when it ends, nothing may be left open."""
    host = ScriptedHost(session_s, has_understudy=has_understudy)
    task = asyncio.create_task(host.session.run())
    yield host
    assert not task.done()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    assert all(connection.is_closed for door in (host.door, host.understudy) for connection in door.opened)
    assert asyncio.all_tasks() == {asyncio.current_task()}
