"""Each of the service's troubles by itself, from the local Lyria through the SDK to what the host hears."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import numpy as np
import pytest
from lyria_server import LyriaServer
from lyria_session import Conduct, Spoil

from lyria_osc.errors import Fault
from lyria_osc.params.values import Values
from lyria_osc.session.events import Chunk, ChunkCame, Failed, SessionEvent, StateChanged, Warned
from lyria_osc.session.keeper import Session
from lyria_osc.session.lyria import LyriaDoor
from lyria_osc.session.machine import Event, Phase, Shown

Serve = Callable[..., AbstractAsyncContextManager[LyriaServer]]
Run = Callable[[Coroutine[object, object, None]], None]

QUICK = 20.0
"""Times as fast as time the local Lyria plays."""


class Listener:
    """A session with the local Lyria, and what was heard of it."""

    def __init__(self, session_s: float, connect_timeout_s: float) -> None:
        self.heard: list[SessionEvent] = []
        self._came = asyncio.Event()
        door = LyriaDoor("models/lyria-realtime-exp", "v1alpha", "a-secret-key", connect_timeout_s=connect_timeout_s)
        values = Values.defaults().replace({"prompt/1/text": "piano"})
        self.session = Session(door, self._hear, values, session_s=session_s, chance=lambda: 0.0)

    def _hear(self, event: SessionEvent) -> None:
        self.heard.append(event)
        self._came.set()

    @property
    def chunks(self) -> list[Chunk]:
        return [event.chunk for event in self.heard if isinstance(event, ChunkCame)]

    @property
    def failed(self) -> list[Fault]:
        return [event.fault for event in self.heard if isinstance(event, Failed)]

    @property
    def shown(self) -> list[Shown]:
        return [event.state for event in self.heard if isinstance(event, StateChanged)]

    async def until(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            self._came.clear()
            await self._came.wait()

    async def plays(self, number: int = 1, chunks: int = 1) -> None:
        """Returns when so many chunks of a session have come."""
        await self.until(lambda: sum(chunk.session == number for chunk in self.chunks) >= chunks)
        self.session.buffered(Event.FILLED)


@asynccontextmanager
async def playing(session_s: float = 540.0, connect_timeout_s: float = 10.0) -> AsyncIterator[Listener]:
    listener = Listener(session_s, connect_timeout_s)
    running = asyncio.create_task(listener.session.run())
    listener.session.play()
    yield listener
    assert not running.done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize(("code", "reason"), [(1000, ""), (1011, ""), (1006, "drop")])
def test_a_session_that_ends_is_followed_by_another(lyria: Serve, in_time: Run, code: int, reason: str) -> None:
    async def test() -> None:
        async with lyria(Conduct(source="noise", speed=QUICK)) as server, playing() as listener:
            await listener.plays(chunks=6)
            await (server.drop() if reason else server.close(code))
            await listener.plays(number=2)
            assert listener.failed == [Fault.NETWORK if reason else Fault.ENDED]
            assert listener.shown == [Shown.CONNECTING, Shown.BUFFERING, Shown.PLAYING]
            assert listener.session.state.phase is Phase.PLAYING

    in_time(test())


@pytest.mark.parametrize(
    ("code", "reason", "fault"),
    [(1007, "API key not valid", Fault.KEY), (1011, "quota exceeded", Fault.QUOTA)],
)
def test_a_session_that_is_refused_fails_in_words(
    lyria: Serve, in_time: Run, code: int, reason: str, fault: Fault
) -> None:
    async def test() -> None:
        async with lyria(Conduct(source="noise", speed=QUICK)) as server, playing() as listener:
            await listener.plays()
            await server.close(code, reason)
            await listener.until(lambda: listener.shown[-1] is Shown.FAILED)
            assert listener.failed == [fault]
            told = listener.heard[-1]
            assert isinstance(told, StateChanged)
            assert reason in told.words
            listener.session.play()
            await listener.plays(number=2)
            assert listener.session.state.phase is Phase.PLAYING

    in_time(test())


@pytest.mark.parametrize(
    ("how", "fault", "shown"),
    [
        ({"refuse_status": 403}, Fault.KEY, Shown.FAILED),
        ({"refuse_status": 429}, Fault.QUOTA, Shown.FAILED),
        ({"refuse_status": 500}, Fault.NETWORK, Shown.CONNECTING),
        ({"mute_setup": True}, Fault.TIMEOUT, Shown.CONNECTING),
    ],
)
def test_a_handshake_that_fails_is_told_and_made_again(
    lyria: Serve, in_time: Run, how: dict[str, object], fault: Fault, shown: Shown
) -> None:
    async def test() -> None:
        async with (
            lyria(Conduct(source="noise", speed=QUICK)) as server,
            playing(connect_timeout_s=0.5) as listener,
        ):
            await server.do({"do": "set", **how})
            await listener.until(lambda: bool(listener.failed) and listener.shown[-1] is shown)
            assert listener.failed == [fault]
            await server.do({"do": "set", "refuse_status": 0, "mute_setup": False})
            if shown is Shown.FAILED:
                listener.session.play()
            await listener.plays()

    in_time(test())


@pytest.mark.parametrize("how", ["odd", "mime", "base64", "empty"])
def test_a_spoilt_chunk_is_left_out_and_the_session_goes_on(lyria: Serve, in_time: Run, how: Spoil) -> None:
    async def test() -> None:
        async with lyria(Conduct(source="noise", speed=QUICK)) as server, playing() as listener:
            await listener.plays(chunks=2)
            await server.spoil(how)
            await listener.until(lambda: any(isinstance(event, Warned) for event in listener.heard))
            await listener.plays(chunks=len(listener.chunks) + 2)
            assert not listener.failed
            assert listener.session.state.phase is Phase.PLAYING

    in_time(test())


def test_chunks_that_are_late_come_whole_and_in_order(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        conduct = Conduct(source="noise", speed=QUICK, late_share=0.5, late_s=0.3)
        async with lyria(conduct) as server, playing() as listener:
            await listener.plays(chunks=8)
            for chunk, sent in zip(listener.chunks, server.sent[1], strict=False):
                np.testing.assert_array_equal(chunk.pcm, sent / np.float32(32768))
            assert {chunk.session for chunk in listener.chunks} == {1}
            assert not listener.failed

    in_time(test())


def test_an_end_foretold_is_relayed(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        async with lyria(Conduct(source="noise", speed=QUICK)) as server, playing() as listener:
            await listener.plays()
            await server.do({"do": "go_away", "time_left": "9s"})
            await listener.plays(number=2)
            told = [next(iter(frame.frame)) for frame in server.frames if frame.session == 2]
            assert told == ["setup", "clientContent", "musicGenerationConfig", "playbackControl"]
            listener.session.relayed(1)
            await listener.until(lambda: [chunk.session for chunk in listener.chunks[-3:]] == [2, 2, 2])
            assert len(server.sessions) == 1
            assert not listener.failed

    in_time(test())


def test_session_after_session_is_relayed(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        async with lyria(Conduct(source="noise", speed=QUICK)), playing(session_s=0.3) as listener:
            await listener.plays()
            for number in (2, 3):
                await listener.plays(number)
                listener.session.relayed(number - 1)
            await listener.plays(3, chunks=2)
            assert not listener.failed
            assert listener.shown == [Shown.CONNECTING, Shown.BUFFERING, Shown.PLAYING]

    in_time(test())
