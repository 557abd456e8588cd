"""The door to the built-in band: the same orders and messages as the service's, with no key and no network.

A `OfflineConnection` holds the orders until the next chunk is wanted, sends them with the request to the band's own
process (`worker`), and yields what comes back. The band is as fast as it is asked; `room` is what holds it to the
listener's pace.
"""

import asyncio
import contextlib
import os
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from lyria_osc.errors import Fault, SessionError
from lyria_osc.offline.chance import word_number
from lyria_osc.offline.truth import BandChunk, Truth
from lyria_osc.offline.wire import LENGTHS, chunk_of, request
from lyria_osc.service import Audio, Message, Order, Playback

Room = Callable[[], Awaitable[None]]
END_S = 2.0


class OfflineDoor:
    """The way to the built-in band.

    Args:
        seed_text: what the band's seed is made from; with the empty text every session draws a new one. A ``seed`` in
        the
            config goes before it.
        room: awaited before each chunk; returns when there is room for two seconds more.
        hear_truth: is told what was played in each chunk, just before the chunk is yielded.
    """

    def __init__(
        self, *, seed_text: str = "", room: Room | None = None, hear_truth: Callable[[Truth], None] | None = None
    ) -> None:
        self._seed_text = seed_text
        self._room = room
        self._hear_truth = hear_truth

    @property
    def engine(self) -> str:
        """``offline``."""
        return "offline"

    async def connect(self) -> "OfflineConnection":
        """Starts the band.

        Raises:
            SessionError: its process could not be started.
        """
        seed = word_number(self._seed_text) if self._seed_text else secrets.randbits(32)
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",
                "-m",
                "lyria_osc.offline.worker",
                str(seed),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
                process_group=0 if os.name == "posix" else None,  # Ctrl-C while it starts is the host's, too
                limit=1 << 20,
            )
        except OSError as error:
            raise SessionError(Fault.ENDED, f"the offline band could not be started: {error}") from error
        return OfflineConnection(process, self._room, self._hear_truth)


def _environment() -> dict[str, str]:
    """The worker's: it finds this very package, and one thread is all that its mathematics gets."""
    home = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class OfflineConnection:
    """One session with the band. Writer: `send`; reader: the one iterator of `messages`."""

    def __init__(
        self, process: asyncio.subprocess.Process, room: Room | None, hear_truth: Callable[[Truth], None] | None
    ) -> None:
        self._process = process
        self._room = room
        self._hear_truth = hear_truth
        self._orders: list[Order] = []
        self._playing = asyncio.Event()
        self._closed = asyncio.Event()

    @property
    def process_id(self) -> int | None:
        """The band's process while it runs."""
        return self._process.pid if self._process.returncode is None else None

    async def send(self, order: Order) -> None:
        """Gives an order; it is heard in the next chunk.

        Raises:
            SessionError: the session is over.
        """
        if self._closed.is_set():
            raise SessionError(Fault.ENDED, "the offline band's session is over")
        self._orders.append(order)
        if order is Playback.PLAY:
            self._playing.set()
        elif order in (Playback.PAUSE, Playback.STOP):
            self._playing.clear()

    async def messages(self) -> AsyncIterator[Message]:
        """The chunks, for as long as the band is to play, to the end of the session.

        Raises:
            SessionError: always, at the end.
        """
        while await self._wanted():
            chunk = await self._chunk()
            if self._closed.is_set():
                break
            if self._hear_truth is not None:
                self._hear_truth(chunk.truth)
            yield Audio(chunk.pcm, chunk.prompts, chunk.config, chunk.truth.beats)
        raise SessionError(Fault.ENDED, "the offline band's session is over")

    async def _wanted(self) -> bool:
        """Waits until the next chunk is wanted; False when the session is over."""
        while not self._closed.is_set():
            await self._unless_closed(self._playing.wait())
            if self._room is not None and not self._closed.is_set():
                await self._unless_closed(self._room())
            if self._playing.is_set() and not self._closed.is_set():
                return True
        return False

    async def _unless_closed(self, waiting: Awaitable[object]) -> None:
        """Waits for something or for the session's end, whichever is first."""
        awaited = asyncio.ensure_future(waiting)
        closed = asyncio.ensure_future(self._closed.wait())
        try:
            await asyncio.wait({awaited, closed}, return_when=asyncio.FIRST_COMPLETED)
            if awaited.done():
                awaited.result()
        finally:
            awaited.cancel()
            closed.cancel()

    async def _chunk(self) -> BandChunk:
        """Sends the orders there are, and has the next chunk played."""
        orders, self._orders = self._orders, []
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(request(orders))
            await stdin.drain()
            text_size, pcm_size = LENGTHS.unpack(await stdout.readexactly(LENGTHS.size))
            text = await stdout.readexactly(text_size)
            return chunk_of(text, await stdout.readexactly(pcm_size))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            over = self._closed.is_set()
            await self.close()
            words = "session is over" if over else f"process ended by itself (exit code {self._process.returncode})"
            raise SessionError(Fault.ENDED, f"the offline band's {words}") from error

    async def close(self) -> None:
        """Ends the session and the band's process; never raises, and may be called twice."""
        self._closed.set()
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), END_S)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
