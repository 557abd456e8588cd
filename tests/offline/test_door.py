"""The door to the band, with its real process behind it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable

import numpy as np
import pytest

from lyria_osc.errors import Fault, SessionError
from lyria_osc.offline.band import CHUNK_FRAMES, Band
from lyria_osc.offline.chance import word_number
from lyria_osc.offline.door import OfflineConnection, OfflineDoor
from lyria_osc.offline.truth import Truth
from lyria_osc.service import Audio, Connection, Door, Order, Playback, SetConfig, SetPrompts, WeightedPrompt

PROMPTS = SetPrompts((WeightedPrompt("dub", 1.0),))
CONFIG = SetConfig({"bpm": 120, "scale": "C_MAJOR_A_MINOR"})
PATIENCE_S = 30.0


async def chunks(connection: OfflineConnection, count: int) -> list[Audio]:
    """The next chunks; the session's messages are let go after them."""
    heard: list[Audio] = []
    messages = connection.messages()
    async for message in messages:
        assert isinstance(message, Audio)
        heard.append(message)
        if len(heard) == count:
            break
    await messages.aclose()  # type: ignore[attr-defined]
    return heard


def session(
    play: Callable[[OfflineConnection], Awaitable[None]],
    orders: tuple[Order, ...] = (PROMPTS, CONFIG, Playback.PLAY),
    door: OfflineDoor | None = None,
) -> None:
    """Opens a session, gives it some orders, does something with it, and closes it."""

    async def run() -> None:
        connection = await (door or OfflineDoor(seed_text="x")).connect()
        try:
            for order in orders:
                await connection.send(order)
            await asyncio.wait_for(play(connection), PATIENCE_S)
        finally:
            await connection.close()

    asyncio.run(run())


def test_it_is_a_door_like_the_services() -> None:
    door: Door = OfflineDoor()
    assert door.engine == "offline"

    async def play(connection: OfflineConnection) -> None:
        as_any: Connection = connection
        await as_any.send(Playback.PAUSE)

    session(play)


def test_what_comes_is_what_the_band_plays_to_the_byte() -> None:
    truths: list[Truth] = []

    async def play(connection: OfflineConnection) -> None:
        heard = await chunks(connection, 3)
        band = Band(word_number("x"))
        for order in (PROMPTS, CONFIG, Playback.PLAY):
            band.take(order)
        for audio, truth in zip(heard, truths, strict=True):
            played = band.next_chunk()
            assert audio.pcm.shape == (CHUNK_FRAMES, 2)
            assert np.array_equal(audio.pcm, played.pcm)
            assert audio.beats == truth.beats == played.truth.beats
            assert truth == played.truth
            assert audio.prompts == PROMPTS.prompts
            assert audio.config == CONFIG.config

    session(play, door=OfflineDoor(seed_text="x", hear_truth=truths.append))


def test_a_pause_and_a_change_of_pace_leave_the_bytes_as_they_are() -> None:
    async def play(connection: OfflineConnection) -> None:
        heard = await chunks(connection, 2)
        await connection.send(Playback.PAUSE)
        await asyncio.sleep(0)
        await connection.send(Playback.PLAY)
        heard += await chunks(connection, 1)
        band = Band(word_number("x"))
        band.take(PROMPTS)
        band.take(CONFIG)
        for audio in heard:
            assert np.array_equal(audio.pcm, band.next_chunk().pcm)

    session(play)


def test_nothing_comes_before_play_nor_in_a_pause() -> None:
    async def play(connection: OfflineConnection) -> None:
        messages = connection.messages()
        first = asyncio.ensure_future(messages.__anext__())
        for _ in range(5):
            await asyncio.sleep(0)
        assert not first.done()
        await connection.send(Playback.PLAY)
        await first
        await connection.send(Playback.PAUSE)
        second = asyncio.ensure_future(messages.__anext__())
        for _ in range(5):
            await asyncio.sleep(0)
        assert not second.done()
        await connection.send(Playback.PLAY)
        await second

    session(play, (PROMPTS,))


def test_room_holds_it_to_the_listeners_pace() -> None:
    asked, free = asyncio.Semaphore(0), asyncio.Semaphore(0)

    async def room() -> None:
        asked.release()
        await free.acquire()

    async def play(connection: OfflineConnection) -> None:
        messages = connection.messages()
        for _ in range(2):
            waiting = asyncio.ensure_future(messages.__anext__())
            await asked.acquire()
            assert not waiting.done()
            free.release()
            await waiting

    session(play, door=OfflineDoor(room=room))


def test_a_pause_while_there_is_no_room_holds_the_chunk_back() -> None:
    free = asyncio.Event()

    async def play(connection: OfflineConnection) -> None:
        messages = connection.messages()
        waiting = asyncio.ensure_future(messages.__anext__())
        await asyncio.sleep(0)
        await connection.send(Playback.PAUSE)
        free.set()
        for _ in range(10):
            await asyncio.sleep(0)
        assert not waiting.done()
        await connection.send(Playback.PLAY)
        await waiting

    async def room() -> None:
        await free.wait()

    session(play, door=OfflineDoor(room=room))


def test_orders_are_heard_in_the_next_chunk() -> None:
    async def play(connection: OfflineConnection) -> None:
        await chunks(connection, 1)
        await connection.send(SetConfig({"bpm": 90, "density": 0.9}))
        (held,) = await chunks(connection, 1)
        assert held.config == {"bpm": 120, "scale": "C_MAJOR_A_MINOR", "density": 0.9}
        await connection.send(Playback.RESET_CONTEXT)
        (reset,) = await chunks(connection, 1)
        assert reset.config == {"bpm": 90, "density": 0.9}
        assert reset.beats is not None
        assert (reset.beats[0].bar, reset.beats[0].bpm) == (1, 90)

    session(play)


def test_without_a_seed_every_session_is_another_music() -> None:
    firsts: list[bytes] = []

    async def play(connection: OfflineConnection) -> None:
        firsts.append((await chunks(connection, 1))[0].pcm.tobytes())

    for _ in range(2):
        session(play, door=OfflineDoor())
    assert firsts[0] != firsts[1]


def test_the_messages_end_with_the_session_and_say_so() -> None:
    async def play(connection: OfflineConnection) -> None:
        waiting = asyncio.ensure_future(connection.messages().__anext__())
        await asyncio.sleep(0)
        await connection.close()
        with pytest.raises(SessionError, match="over") as ended:
            await waiting
        assert ended.value.fault is Fault.ENDED
        with pytest.raises(SessionError, match="over"):
            await connection.send(Playback.PLAY)
        await connection.close()
        assert connection.process_id is None

    session(play, (PROMPTS,))


def test_a_close_in_midst_of_a_chunk_ends_the_messages() -> None:
    async def play(connection: OfflineConnection) -> None:
        waiting = asyncio.ensure_future(connection.messages().__anext__())
        for _ in range(5):
            await asyncio.sleep(0)
        await connection.close()
        with pytest.raises(SessionError, match="over"):
            await waiting

    session(play)


def test_a_band_that_dies_ends_the_session_in_words() -> None:
    async def play(connection: OfflineConnection) -> None:
        await chunks(connection, 1)
        assert connection.process_id is not None
        os.kill(connection.process_id, signal.SIGKILL)
        with pytest.raises(SessionError, match="ended by itself"):
            await chunks(connection, 1)

    session(play)


HOST = """
import asyncio, sys
from lyria_osc.offline.door import OfflineDoor
from lyria_osc.service import Playback

async def main():
    connection = await OfflineDoor(seed_text="x").connect()
    await connection.send(Playback.PLAY)
    async for _ in connection.messages():
        print(connection.process_id, flush=True)

asyncio.run(main())
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_the_band_does_not_outlive_its_host_nor_complain(end: signal.Signals) -> None:
    host = subprocess.Popen([sys.executable, "-c", HOST], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert host.stdout is not None
    assert int(host.stdout.readline()) > 0
    host.send_signal(end)
    _, complaints = host.communicate(timeout=PATIENCE_S)
    # The band has the host's stderr: that it is at its end says that the band is gone too.
    assert complaints == b""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_band_leaves_signals_to_its_host(number: int) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "lyria_osc.offline.worker", "1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    asked = json.dumps({"orders": []}).encode()
    message = len(asked).to_bytes(4, "little") + bytes(4) + asked
    for _ in range(2):
        worker.stdin.write(message)
        worker.stdin.flush()
        sizes = worker.stdout.read(8)
        worker.stdout.read(int.from_bytes(sizes[:4], "little") + int.from_bytes(sizes[4:], "little"))
        worker.send_signal(number)
    _, complaints = worker.communicate(timeout=PATIENCE_S)
    assert (worker.returncode, complaints) == (0, b"")
