"""The local Lyria as any client finds it: its wire, its pace, its command line."""

import asyncio
import json
import os
import signal
import ssl
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lyria_server import LyriaServer
from lyria_session import Conduct, fault_of
from lyria_sources import signal as signal_named
from lyria_sources import source
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

PATH = "//ws/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateMusic"
TOOL = Path(__file__).parents[2] / "tools" / "lyria_server.py"


def run(coroutine: Coroutine[object, object, None]) -> None:
    asyncio.run(asyncio.wait_for(coroutine, 30))


@asynccontextmanager
async def client(base_url: str, cert: str | Path, path: str = PATH, key: str = "k") -> AsyncIterator[ClientConnection]:
    tls = ssl.create_default_context(cafile=str(cert))
    headers = {"x-goog-api-key": key} if key else {}
    url = base_url.replace("https:", "wss:") + path
    async with connect(url, ssl=tls, additional_headers=headers, proxy=None, compression=None) as socket:
        yield socket


async def say(socket: ClientConnection, *frames: dict[str, Any]) -> None:
    for frame in frames:
        await socket.send(json.dumps(frame))


async def setup(socket: ClientConnection) -> None:
    await say(socket, {"setup": {"model": "models/lyria-realtime-exp"}})
    assert json.loads(await socket.recv()) == {"setupComplete": {}}


def test_a_session_on_the_wire() -> None:
    async def test() -> None:
        async with (
            LyriaServer(Conduct(source="noise")) as server,
            client(server.base_url, server.cert) as socket,
        ):
            await setup(socket)
            await say(
                socket,
                {"clientContent": {"weightedPrompts": [{"text": "piano", "weight": 1}]}},
                {"musicGenerationConfig": {"bpm": 90, "topK": 7}},
                {"playbackControl": "PLAY"},
            )
            (chunk,) = json.loads(await socket.recv())["serverContent"]["audioChunks"]
            assert len(chunk["data"]) == 512_000
            assert chunk["mimeType"] == "audio/l16;rate=48000;channels=2"
            assert chunk["sourceMetadata"] == {
                "clientContent": {"weightedPrompts": [{"text": "piano", "weight": 1}]},
                "musicGenerationConfig": {"bpm": 90, "topK": 7},
            }
            assert [name for frame in server.frames for name in frame.frame] == [
                "setup",
                "clientContent",
                "musicGenerationConfig",
                "playbackControl",
            ]
            np.testing.assert_array_equal(server.sent[1][0], signal_named("noise")(0, 96_000))

    run(test())


@pytest.mark.parametrize(("path", "key", "status"), [("/elsewhere", "k", 404), (PATH, "", 403)])
def test_strangers_are_refused(path: str, key: str, status: int) -> None:
    async def test() -> None:
        async with LyriaServer(Conduct(source="silence")) as server:
            with pytest.raises(InvalidStatus) as caught:
                async with client(server.base_url, server.cert, path, key):
                    pass
            assert caught.value.response.status_code == status

    run(test())


def test_what_the_service_would_not_take_closes_the_session() -> None:
    async def test() -> None:
        async with (
            LyriaServer(Conduct(source="silence")) as server,
            client(server.base_url, server.cert) as socket,
        ):
            await setup(socket)
            await say(socket, {"musicGenerationConfig": {"bpm": 40}})
            with pytest.raises(ConnectionClosed) as caught:
                await socket.recv()
            assert caught.value.rcvd is not None
            assert caught.value.rcvd.code == 1007
            assert "bpm 40" in caught.value.rcvd.reason

    run(test())


@pytest.mark.parametrize(
    ("frame", "fault"),
    [
        ({"musicGenerationConfig": {"bpm": 60, "density": 1.0, "scale": "C_MAJOR_A_MINOR"}}, ""),
        ({"musicGenerationConfig": {"bpm": 90.5}}, "bpm 90.5"),
        ({"musicGenerationConfig": {"density": 1.01}}, "density 1.01"),
        ({"clientContent": {"weightedPrompts": [{"text": "x", "weight": -1.0}]}}, ""),
        ({"clientContent": {"weightedPrompts": [{"text": "x", "weight": 0}]}}, "weighted_prompts"),
        ({"clientContent": {"weightedPrompts": []}}, "weighted_prompts"),
        ({"playbackControl": "PLAY"}, ""),
    ],
)
def test_what_is_taken(frame: dict[str, Any], fault: str) -> None:
    assert fault in fault_of(frame)
    assert bool(fault) == bool(fault_of(frame))


def test_pause_holds_the_music_and_play_goes_on_from_there() -> None:
    async def test() -> None:
        async with (
            LyriaServer(Conduct(source="noise", speed=4.0, burst=2)) as server,
            client(server.base_url, server.cert) as socket,
        ):
            await setup(socket)
            await say(socket, {"playbackControl": "PLAY"})
            await socket.recv()
            await socket.recv()
            await say(socket, {"playbackControl": "PAUSE"})
            await server.frame("playbackControl", 2)
            await server.warn("still here")
            assert "warning" in json.loads(await socket.recv())
            await say(socket, {"playbackControl": "PLAY"})
            await socket.recv()
            played = np.concatenate(server.sent[1][:3])
            np.testing.assert_array_equal(played, signal_named("noise")(0, len(played)))

    run(test())


def test_a_stall_ends_when_told() -> None:
    async def test() -> None:
        async with (
            LyriaServer(Conduct(source="silence", speed=0.0)) as server,
            client(server.base_url, server.cert) as socket,
        ):
            await setup(socket)
            await server.stall()
            await say(socket, {"playbackControl": "PLAY"})
            await server.frame("playbackControl")
            await server.warn("stalled")
            assert "warning" in json.loads(await socket.recv())
            await server.stall(on=False)
            assert "serverContent" in json.loads(await socket.recv())

    run(test())


def test_a_session_ends_after_its_time() -> None:
    async def test() -> None:
        async with (
            LyriaServer(Conduct(source="silence", end_after_s=0.05)) as server,
            client(server.base_url, server.cert) as socket,
        ):
            await setup(socket)
            with pytest.raises(ConnectionClosed) as caught:
                await socket.recv()
            assert caught.value.rcvd is not None
            assert caught.value.rcvd.code == 1011

    run(test())


def test_orders_that_make_no_sense_are_told() -> None:
    async def test() -> None:
        async with LyriaServer(Conduct(source="silence")) as server:
            await server.do({"do": "set", "speed": 2.0})
            assert server.conduct.speed == 2.0
            with pytest.raises(ValueError, match="no setting 'sped'"):
                await server.do({"sped": 2.0})
            with pytest.raises(ValueError, match="cannot do 'dance'"):
                await server.do({"do": "dance"})

    run(test())


def test_sources_have_names() -> None:
    with pytest.raises(ValueError, match="band, sine:HZ"):
        source("trumpet")
    sine = signal_named("sine:1000")
    assert abs(int(sine(12, 1)[0, 0]) - 16384) <= 1
    np.testing.assert_array_equal(sine(0, 96)[48:], sine(48, 48))


def test_a_sound_file_loops(tmp_path: Path) -> None:
    import soundfile

    frames = np.arange(-500, 500, dtype=np.int16)[:, None]
    soundfile.write(tmp_path / "a.wav", frames, 48_000)
    played = signal_named(str(tmp_path / "a.wav"))(900, 200)
    np.testing.assert_array_equal(played[:, 1], np.concatenate([frames[900:], frames[:100]])[:, 0])


def test_the_command_line(tmp_path: Path) -> None:
    log, pcm = tmp_path / "log.jsonl", tmp_path / "sent.pcm"

    async def test() -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, TOOL, "--source", "noise", "--log", log, "--pcm", pcm),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert process.stdin
        assert process.stdout
        told = json.loads(await process.stdout.readline())
        assert f"GOOGLE_GEMINI_BASE_URL={told['base_url']}" in told["export"]
        async with client(told["base_url"], told["cert"]) as socket:
            await setup(socket)
            process.stdin.write(b'{"do": "nonsense"}\n{"do": "filter", "text": "x", "reason": "y"}\n')
            assert "nonsense" in json.loads(await process.stdout.readline())["error"]
            filtered = json.loads(await socket.recv())
            assert filtered == {"filteredPrompt": {"text": "x", "filteredReason": "y"}}
            await say(socket, {"playbackControl": "PLAY"})
            await socket.recv()
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0

    run(test())
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert {"setup": {"model": "models/lyria-realtime-exp"}} in [line.get("frame") for line in lines]
    assert [lines[0]["event"], lines[-1]["event"]] == ["open", "closed"]
    sent = np.frombuffer(pcm.read_bytes(), "<i2").reshape(-1, 2)
    np.testing.assert_array_equal(sent[:96_000], signal_named("noise")(0, 96_000))
