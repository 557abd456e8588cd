"""One session of the local Lyria: what it takes, what it sends, how it misbehaves."""

import asyncio
import base64
import json
import math
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from lyria_osc.errors import SessionError
from lyria_osc.service import RATE_HZ, Audio, Connection, Order, Playback, SetConfig, SetPrompts, WeightedPrompt

Json = dict[str, Any]
Samples = NDArray[np.int16]
Spoil = Literal["odd", "mime", "rate", "base64", "empty", "text", "mono", "error"]

RANGES = {
    "temperature": (0, 3),
    "topK": (1, 1000),
    "guidance": (0, 6),
    "bpm": (60, 200),
    "density": (0, 1),
    "brightness": (0, 1),
    "seed": (0, 2**31 - 1),
}
SDK_NAMES = {
    "topK": "top_k",
    "muteBass": "mute_bass",
    "muteDrums": "mute_drums",
    "onlyBassAndDrums": "only_bass_and_drums",
    "musicGenerationMode": "music_generation_mode",
}


@dataclass(slots=True)
class Conduct:
    """How the server behaves; may be changed at any time. Writer: who runs the server."""

    source: str = "band"
    speed: float = 0.98  # of real time; 0 is as fast as it is taken
    burst: int = 1  # chunks at once after PLAY
    first_audio_s: float = 0.0
    first_audio_most_s: float = 0.0  # if longer, the first audio of a session comes by chance between the two
    dead_every: int = 0  # each so manieth session only says that a prompt was filtered, and plays nothing
    late_share: float = 0.0  # of the chunks, these come late_s later
    late_s: float = 0.3
    end_after_s: float = 600.0
    end_code: int = 1011
    refuse_status: int = 0  # HTTP status at the handshake
    refuse_text: str = ""
    refuse_code: int = 0  # close code instead of setupComplete; 1007 is a refused key
    refuse_reason: str = "API key not valid. Please pass a valid API key."
    mute_setup: bool = False  # setupComplete never comes
    deaf: bool = False  # takes everything, plays nothing
    forbidden: str = ""  # prompts with this in them are filtered
    keep: bool = True  # remember the samples sent


class LyriaSession:
    """A session. Writer: its own tasks, and `LyriaServer.do` between them."""

    TOLD: ClassVar = ("filter", "warn", "go_away", "close", "drop", "stall", "spoil")

    def __init__(
        self,
        number: int,
        socket: ServerConnection,
        maker: Connection,
        conduct: Conduct,
        arrived: Callable[[int, Json], Awaitable[None]],
        sent: Callable[[int, Samples], None],
    ) -> None:
        self.number = number
        self._socket = socket
        self._maker = maker
        self._conduct = conduct
        self._arrived = arrived
        self._sent = sent
        self._playing = asyncio.Event()
        self._going = asyncio.Event()
        self._going.set()
        self._due_s = 0.0
        self._burst = 0
        self._spoil: Spoil | None = None
        self._chance = random.Random(number)
        first_s = conduct.first_audio_s
        self._begins_s = self._chance.uniform(first_s, max(first_s, conduct.first_audio_most_s))
        self._is_dead = conduct.dead_every > 0 and number % conduct.dead_every == 0

    async def run(self) -> None:
        """The session from setup to its end."""
        music = asyncio.create_task(self._music())
        end = asyncio.create_task(self._end())
        try:
            if await self._setup():
                async for raw in self._socket:
                    await self._take(json.loads(raw))
        except ConnectionClosed:
            pass
        finally:
            for task in (music, end):
                task.cancel()
            await asyncio.gather(music, end, return_exceptions=True)

    async def filter(self, text: str, reason: str = "filtered") -> None:
        """Says that a prompt was filtered."""
        await self._send({"filteredPrompt": {"text": text, "filteredReason": reason}})

    async def warn(self, text: str) -> None:
        """Sends a warning."""
        await self._send({"warning": text})

    async def go_away(self, time_left: str = "10s") -> None:
        """Announces the end."""
        await self._send({"goAway": {"timeLeft": time_left}})

    async def close(self, code: int = 1011, reason: str = "") -> None:
        """Ends the session."""
        await self._socket.close(code, reason)

    def drop(self, *, midway: bool = False) -> None:
        """Breaks the connection without a goodbye, in the middle of a frame if `midway`."""
        transport = self._socket.transport
        if midway and not transport.is_closing():
            transport.write(b"\x81\x7f" + (512_000).to_bytes(8, "big") + b'{"serverContent":' + b" " * 100_000)
            transport.close()
        else:
            transport.abort()

    def stall(self, *, on: bool = True) -> None:
        """Sends no more music, or goes on."""
        if on:
            self._going.clear()
        else:
            self._going.set()

    def spoil(self, how: Spoil) -> None:
        """Spoils the next chunk."""
        self._spoil = how

    async def _setup(self) -> bool:
        setup = json.loads(await self._socket.recv())
        await self._arrived(self.number, setup)
        conduct = self._conduct
        if conduct.refuse_code:
            await self.close(conduct.refuse_code, conduct.refuse_reason)
            return False
        if not str(setup.get("setup", {}).get("model", "")).startswith("models/"):
            await self.close(1007, "Request contains an invalid argument: setup.model")
            return False
        if conduct.mute_setup:
            await self._socket.wait_closed()
            return False
        await self._send({"setupComplete": {}})
        return True

    async def _end(self) -> None:
        if self._conduct.end_after_s:
            await asyncio.sleep(self._conduct.end_after_s)
            await self.close(self._conduct.end_code)

    async def _take(self, frame: Json) -> None:
        await self._arrived(self.number, frame)
        if fault := fault_of(frame):
            await self.close(1007, f"Request contains an invalid argument: {fault}")
        elif "clientContent" in frame:
            prompts = [WeightedPrompt(p["text"], p["weight"]) for p in frame["clientContent"]["weightedPrompts"]]
            forbidden = self._conduct.forbidden
            for prompt in prompts:
                if forbidden and forbidden in prompt.text:
                    await self.filter(prompt.text, "PROHIBITED_CONTENT")
            if self._is_dead:
                await self.filter(prompts[0].text)
            await self._maker.send(SetPrompts(tuple(p for p in prompts if not forbidden or forbidden not in p.text)))
        elif "musicGenerationConfig" in frame:
            config = frame["musicGenerationConfig"]
            await self._maker.send(SetConfig({SDK_NAMES.get(name, name): value for name, value in config.items()}))
        elif "playbackControl" in frame:
            await self._playback(Playback(frame["playbackControl"]))

    async def _playback(self, order: Order) -> None:
        if order is Playback.PLAY and not self._playing.is_set():
            self._due_s = asyncio.get_running_loop().time() + self._begins_s
            self._begins_s = self._conduct.first_audio_s
            self._burst = self._conduct.burst
            self._playing.set()
        elif order is Playback.PAUSE or order is Playback.STOP:
            self._playing.clear()
        await self._maker.send(order)

    async def _music(self) -> None:
        messages = self._maker.messages()
        loop = asyncio.get_running_loop()
        try:
            while True:
                await self._playing.wait()
                await self._going.wait()
                late_s = self._conduct.late_s if self._chance.random() < self._conduct.late_share else 0.0
                if (wait_s := self._due_s + late_s - loop.time()) > 0:
                    await asyncio.sleep(wait_s)
                if self._conduct.deaf or self._is_dead or not (self._playing.is_set() and self._going.is_set()):
                    await asyncio.sleep(0.01)
                    continue
                message = await anext(messages)
                if isinstance(message, Audio):
                    await self._chunk(message)
                    self._turn(len(message.pcm) / RATE_HZ)
        except (ConnectionClosed, SessionError):
            pass

    def _turn(self, chunk_s: float) -> None:
        """When the next chunk is due; a stall is not made up for."""
        if self._burst > 1:
            self._burst -= 1
        elif self._conduct.speed:
            self._due_s = max(self._due_s, asyncio.get_running_loop().time() - chunk_s) + chunk_s / self._conduct.speed

    async def _chunk(self, audio: Audio) -> None:
        samples = np.clip(np.round(audio.pcm * 32768), -32768, 32767).astype("<i2")
        spoil, self._spoil = self._spoil, None
        if spoil is None:
            self._sent(self.number, samples)
        await self._send(_spoiled(samples, spoil, _metadata(audio)))

    async def _send(self, message: Json | str) -> None:
        await self._socket.send(message if isinstance(message, str) else json.dumps(message))


def fault_of(frame: Json) -> str:
    """What the service would refuse in a client's frame; empty where all is well."""
    for prompt in frame.get("clientContent", {}).get("weightedPrompts", [{"text": "x", "weight": 1}]) or [{}]:
        weight = prompt.get("weight")
        if not prompt.get("text") or not isinstance(weight, int | float) or not math.isfinite(weight) or weight == 0:
            return f"weighted_prompts {prompt}"
    for name, value in frame.get("musicGenerationConfig", {}).items():
        low, high = RANGES.get(name, (-math.inf, math.inf))
        if isinstance(value, int | float) and not low <= value <= high:
            return f"{name} {value}"
        if name in ("bpm", "topK", "seed") and not isinstance(value, int):
            return f"{name} {value}"
    return ""


def _metadata(audio: Audio) -> Json:
    prompts = [{"text": prompt.text, "weight": prompt.weight} for prompt in audio.prompts or ()]
    wire_names = {sdk: wire for wire, sdk in SDK_NAMES.items()}
    config = {wire_names.get(name, name): value for name, value in (audio.config or {}).items()}
    return {"clientContent": {"weightedPrompts": prompts}, "musicGenerationConfig": config}


def _spoiled(samples: Samples, how: Spoil | None, metadata: Json) -> Json | str:
    data, mime = samples.tobytes(), "audio/l16;rate=48000;channels=2"
    match how:
        case "text":
            return "this is not JSON"
        case "error":
            return {"error": {"code": 500, "message": "internal error", "status": "INTERNAL"}}
        case "empty":
            return {"serverContent": {"audioChunks": []}}
        case "odd":
            data = data[:-1]
        case "mime":
            mime = "audio/mpeg"
        case "rate":
            mime = "audio/l16;rate=24000;channels=2"
        case "mono":
            data, mime = samples[:, 0].tobytes(), "audio/l16;rate=48000;channels=1"
    text = base64.b64encode(data).decode()
    if how == "base64":
        text = "!" + text[1:]
    return {"serverContent": {"audioChunks": [{"data": text, "mimeType": mime, "sourceMetadata": metadata}]}}
