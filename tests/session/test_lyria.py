"""The door to Lyria, through an unmodified SDK, against a local Lyria over TLS."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from unittest.mock import MagicMock

import numpy as np
import pytest
from lyria_server import LyriaServer
from lyria_session import Conduct, Spoil
from lyria_sources import signal

from lyria_osc.errors import Fault, SessionError
from lyria_osc.params.values import Values
from lyria_osc.service import (
    Audio,
    Connection,
    FilteredPrompt,
    GoingAway,
    Message,
    Playback,
    ServiceWarning,
    SetConfig,
    SetPrompts,
    WeightedPrompt,
)
from lyria_osc.session.events import Failed, SessionEvent
from lyria_osc.session.keeper import Session
from lyria_osc.session.lyria import LyriaDoor

Serve = Callable[..., AbstractAsyncContextManager[LyriaServer]]
Run = Callable[[Coroutine[object, object, None]], None]

KEY = "a-secret-key"
CONFIG = Values.defaults().service_config()
PROMPTS = (WeightedPrompt("piano", 1.0), WeightedPrompt("cello", -0.5))


def door(connect_timeout_s: float = 10.0) -> LyriaDoor:
    return LyriaDoor("models/lyria-realtime-exp", "v1alpha", KEY, connect_timeout_s=connect_timeout_s)


def conduct(**how: object) -> Conduct:
    quick = Conduct(source="noise", burst=3)
    for name, value in how.items():
        setattr(quick, name, value)
    return quick


async def started() -> Connection:
    connection = await door().connect()
    for order in (SetPrompts(PROMPTS), SetConfig(CONFIG), Playback.PLAY):
        await connection.send(order)
    return connection


async def first(connection: Connection, kind: type[Message], count: int = 1) -> list[Message]:
    """The first messages of a kind."""
    found: list[Message] = []
    async for message in connection.messages():
        if isinstance(message, kind):
            found.append(message)
            if len(found) == count:
                break
    return found


async def end_of(connection: Connection) -> SessionError:
    with pytest.raises(SessionError) as caught:
        async for _ in connection.messages():
            pass
    await connection.close()
    return caught.value


async def refusal(connect_timeout_s: float = 10.0) -> SessionError:
    with pytest.raises(SessionError) as caught:
        await door(connect_timeout_s).connect()
    return caught.value


def test_what_is_sent_is_what_was_ordered(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        async with lyria(conduct(deaf=True)) as server:
            connection = await started()
            for order in (Playback.RESET_CONTEXT, Playback.PAUSE, Playback.STOP):
                await connection.send(order)
            await server.frame("playbackControl", 4)
            await connection.close()
            await connection.close()
            setup, prompts, config, *rest = (frame.frame for frame in server.frames)
            assert setup == {"setup": {"model": "models/lyria-realtime-exp"}}
            assert prompts == {
                "clientContent": {
                    "weightedPrompts": [{"text": "piano", "weight": 1.0}, {"text": "cello", "weight": -0.5}]
                }
            }
            assert config["musicGenerationConfig"]["bpm"] == 120
            assert config["musicGenerationConfig"]["topK"] == 40
            assert config["musicGenerationConfig"]["musicGenerationMode"] == "QUALITY"
            assert len(config["musicGenerationConfig"]) == len(CONFIG)
            assert rest == [{"playbackControl": word} for word in ("PLAY", "RESET_CONTEXT", "PAUSE", "STOP")]

    in_time(test())


def test_music_comes_to_the_sample_with_its_account(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        async with lyria(conduct()):
            connection = await started()
            chunks = [chunk for chunk in await first(connection, Audio, 3) if isinstance(chunk, Audio)]
            pcm = np.concatenate([chunk.pcm for chunk in chunks])
            np.testing.assert_array_equal(pcm, signal("noise")(0, 3 * 96_000) / 32768)
            assert (chunks[-1].prompts, chunks[-1].config) == (PROMPTS, CONFIG)
            await connection.close()

    in_time(test())


def test_its_words_come_through(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        async with lyria(conduct(deaf=True, forbidden="cello")) as server:
            connection = await started()
            assert await first(connection, FilteredPrompt) == [FilteredPrompt("cello", "PROHIBITED_CONTENT")]
            await server.warn(f"{KEY} is late")
            assert await first(connection, ServiceWarning) == [ServiceWarning("(key) is late")]
            await server.do({"do": "go_away", "time_left": "9s"})
            assert await first(connection, GoingAway) == [GoingAway("the service will end the session in 9s")]
            await connection.close()

    in_time(test())


def test_a_session_comes_back_to_a_server_that_was_started_again(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        values = Values.defaults().replace({"prompt/1/text": "piano"})
        heard: list[SessionEvent] = []
        session = Session(door(), heard.append, values, chance=lambda: 0.0)
        session.play()
        async with lyria(conduct()) as server:
            port = server.port
            running = asyncio.create_task(session.run())
            await server.frame("playbackControl")
            session.steer(values.replace({"density": 0.25}))
            await server.frame("musicGenerationConfig", 2)
        async with lyria(conduct(), port) as server:
            await server.frame("playbackControl")
            _, prompts, config, play = (frame.frame for frame in server.frames)
            assert prompts == {"clientContent": {"weightedPrompts": [{"text": "piano", "weight": 1.0}]}}
            assert config["musicGenerationConfig"]["density"] == 0.25
            assert play == {"playbackControl": "PLAY"}
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await server.empty()
        assert any(isinstance(event, Failed) and event.fault is Fault.NETWORK for event in heard)

    in_time(test())


@pytest.mark.parametrize("how", ["odd", "mime", "rate", "base64", "empty", "text"])
def test_a_spoilt_chunk_is_a_warning_and_the_music_goes_on(lyria: Serve, in_time: Run, how: Spoil) -> None:
    async def test() -> None:
        async with lyria(conduct()) as server:
            connection = await door().connect()
            await server.frame("setup")
            await server.spoil(how)
            await connection.send(Playback.PLAY)
            messages = connection.messages()
            assert isinstance(await anext(messages), ServiceWarning)
            assert isinstance(await anext(messages), Audio)
            await connection.close()

    in_time(test())


def test_mono_is_doubled(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        async with lyria(conduct()) as server:
            connection = await door().connect()
            await server.frame("setup")
            await server.spoil("mono")
            await connection.send(Playback.PLAY)
            (chunk,) = await first(connection, Audio)
            assert isinstance(chunk, Audio)
            np.testing.assert_array_equal(chunk.pcm[:, 0], chunk.pcm[:, 1])
            await connection.close()

    in_time(test())


@pytest.mark.parametrize(
    ("code", "reason", "fault"),
    [
        (1000, "", Fault.ENDED),
        (1007, f"API key {KEY} not valid", Fault.KEY),
        (1008, "not found", Fault.PROTOCOL),
        (1011, "", Fault.ENDED),
        (1011, "RESOURCE_EXHAUSTED: quota", Fault.QUOTA),
    ],
)
def test_a_close_is_told_apart(lyria: Serve, in_time: Run, code: int, reason: str, fault: Fault) -> None:
    async def test() -> None:
        async with lyria(conduct(deaf=True)) as server:
            connection = await started()
            await server.frame("playbackControl")
            ending = asyncio.create_task(end_of(connection))
            await server.close(code, reason)
            error = await ending
            assert error.fault is fault
            assert KEY not in str(error)
            with pytest.raises(SessionError) as caught:
                await connection.send(Playback.PLAY)
            assert caught.value.fault is fault

    in_time(test())


def test_a_drop_within_a_chunk_is_a_network_fault(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        async with lyria(conduct(deaf=True)) as server:
            connection = await started()
            await server.frame("playbackControl")
            ending = asyncio.create_task(end_of(connection))
            await server.drop()
            assert (await ending).fault is Fault.NETWORK

    in_time(test())


def test_an_error_message_ends_the_session(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        async with lyria(conduct()) as server:
            connection = await door().connect()
            await server.frame("setup")
            await server.spoil("error")
            await connection.send(Playback.PLAY)
            error = await end_of(connection)
            assert error.fault is Fault.PROTOCOL
            assert "internal error" in str(error)

    in_time(test())


@pytest.mark.parametrize(
    ("how", "fault", "words"),
    [
        ({"refuse_status": 403}, Fault.KEY, "HTTP 403"),
        ({"refuse_status": 400, "refuse_text": f"API key {KEY} not valid"}, Fault.KEY, "not valid"),
        ({"refuse_status": 404}, Fault.PROTOCOL, "model or API version"),
        ({"refuse_status": 429}, Fault.QUOTA, "HTTP 429"),
        ({"refuse_status": 500}, Fault.NETWORK, "HTTP 500"),
        ({"refuse_code": 1007}, Fault.KEY, "API key not valid"),
        ({"refuse_code": 1011, "refuse_reason": "quota"}, Fault.QUOTA, "close 1011"),
    ],
)
def test_a_refusal_is_told_apart(lyria: Serve, in_time: Run, how: dict[str, object], fault: Fault, words: str) -> None:
    async def test() -> None:
        async with lyria(conduct(**how)):
            error = await refusal()
            assert error.fault is fault
            assert words in str(error)
            assert KEY not in str(error)

    in_time(test())


def test_a_setup_that_never_completes_times_out(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        async with lyria(conduct(mute_setup=True)):
            error = await refusal(0.3)
            assert error.fault is Fault.TIMEOUT
            assert "within 0.3 s" in str(error)

    in_time(test())


def test_an_attempt_that_is_given_up_leaves_nothing_behind(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        async with lyria(conduct(mute_setup=True)) as server:
            attempt = asyncio.create_task(door().connect())
            await server.frame("setup")
            attempt.cancel()
            await asyncio.gather(attempt, return_exceptions=True)
            assert attempt.cancelled()
            await server.empty()

    in_time(test())


class QuickContext:
    """Stands for the SDK's context; a session comes of it at once."""

    def __init__(self) -> None:
        self.session = MagicMock()
        self.is_entered = False

    async def __aenter__(self) -> MagicMock:
        self.is_entered = True
        return self.session

    async def __aexit__(self, *_: object) -> None:
        raise AssertionError("nobody is there to say goodbye to")


@pytest.mark.parametrize("turns", range(6))
def test_an_attempt_given_up_as_it_succeeds_leaves_nothing_open(in_time: Run, turns: int) -> None:
    async def test() -> None:
        context = QuickContext()
        attempt = asyncio.create_task(door()._enter(context))
        for _ in range(turns):
            await asyncio.sleep(0)
        attempt.cancel()
        await asyncio.gather(attempt, return_exceptions=True)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert context.session._ws.transport.abort.called == (attempt.cancelled() and context.is_entered)

    in_time(test())


def test_a_peer_that_will_not_say_goodbye_is_left(lyria: Serve, in_time: Run) -> None:
    async def test() -> None:
        async with lyria(conduct(speed=0.0)) as server:
            connection = await door().connect()
            await connection.send(Playback.PLAY)
            await server.frame("playbackControl")
            await connection.close()
            assert connection._socket.transport.is_closing()

    in_time(test())


def test_what_the_environment_says_of_vertex_ai_is_not_for_us(
    lyria: Serve, in_time: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test() -> None:
        monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
        async with lyria(conduct(deaf=True)):
            connection = await started()
            await connection.close()

    in_time(test())


def test_nobody_there_is_a_network_fault(lyria: Serve, in_time: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test() -> None:
        async with lyria(conduct()):
            pass
        error = await refusal()
        assert error.fault is Fault.NETWORK
        assert "cannot be reached" in str(error)

    in_time(test())


def test_a_certificate_that_is_not_trusted_is_a_network_fault(
    lyria: Serve, in_time: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test() -> None:
        async with lyria(conduct()):
            monkeypatch.delenv("SSL_CERT_FILE")
            error = await refusal()
            assert error.fault is Fault.NETWORK
            assert "certificate" in str(error)

    in_time(test())


def test_a_url_that_makes_no_sense_is_told(in_time: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test() -> None:
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", "https://:bad")
        assert (await refusal()).fault is Fault.PROTOCOL

    in_time(test())


def test_without_a_key_it_says_where_one_goes(in_time: Run) -> None:
    async def test() -> None:
        with pytest.raises(SessionError, match="GEMINI_API_KEY"):
            await LyriaDoor("models/x", "v1alpha", "").connect()

    in_time(test())


def test_the_key_is_in_no_log(lyria: Serve, in_time: Run, caplog: pytest.LogCaptureFixture) -> None:
    async def test() -> None:
        async with lyria(conduct(deaf=True)):
            connection = await started()
            await connection.close()

    with caplog.at_level(logging.DEBUG):
        in_time(test())
    ours = [record.getMessage() for record in caplog.records if record.name != "websockets.server"]
    assert any(".v1alpha.GenerativeService.BidiGenerateMusic" in line for line in ours)
    assert not any(KEY in line for line in ours)
