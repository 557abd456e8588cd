"""The session's keeper, in virtual time, with a maker of music that does as it is told."""

import asyncio
from collections.abc import Callable, Coroutine

import numpy as np
import pytest
from scripted_maker import PIANO, ScriptedHost, running

from lyria_osc.errors import Fault, SessionError
from lyria_osc.service import FilteredPrompt, Playback, ServiceWarning, SetConfig, SetPrompts
from lyria_osc.session.events import ChunkCame, Failed, Filtered, StateChanged, Warned
from lyria_osc.session.machine import Event, Phase, Shown

Run = Callable[[Coroutine[object, object, None]], None]


def test_play_opens_a_session_and_tells_it_everything(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            await host.playing()
            assert host.orders == [
                SetPrompts(PIANO.service_prompts()),
                SetConfig(PIANO.service_config()),
                Playback.PLAY,
            ]
            assert host.shown == [Shown.CONNECTING, Shown.BUFFERING, Shown.PLAYING]
            chunks = [event.chunk for event in host.heard if isinstance(event, ChunkCame)]
            assert [(chunk.session, chunk.values, chunk.pcm.shape) for chunk in chunks] == [(1, PIANO, (96_000, 2))]

    in_virtual_time(test())


def test_what_is_said_before_run_is_done(in_virtual_time: Run) -> None:
    async def test() -> None:
        host = ScriptedHost()
        host.session.play()
        host.session.steer(PIANO.replace({"density": 0.9}))
        host.session.reset()
        task = asyncio.create_task(host.session.run())
        await asyncio.sleep(1)
        assert SetConfig(PIANO.replace({"density": 0.9}).service_config()) in host.orders
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    in_virtual_time(test())


def test_changes_and_resets_go_out(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            await host.playing()
            faster = PIANO.replace({"bpm": 140.0})
            host.session.steer(faster)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert host.orders[3:] == [SetConfig(faster.service_config())]
            await asyncio.sleep(0.5)
            assert host.orders[4:] == [Playback.RESET_CONTEXT]
            host.session.reset()
            await asyncio.sleep(0.1)
            assert host.orders[5:] == [Playback.RESET_CONTEXT]

    in_virtual_time(test())


def test_transport(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            await host.playing()
            for act, phase, shown in (
                (host.session.pause, Phase.PAUSED, Shown.PAUSED),
                (host.session.play, Phase.PLAYING, Shown.PLAYING),
                (host.session.stop, Phase.IDLE, Shown.STOPPED),
                (host.session.play, Phase.PLAYING, Shown.BUFFERING),
            ):
                act()
                await asyncio.sleep(0.1)
                assert (host.phase(), host.shown[-1]) == (phase, shown)
            assert host.orders[3:] == [Playback.PAUSE, Playback.PLAY, Playback.STOP, Playback.PLAY]
            assert len(host.door.opened) == 1

    in_virtual_time(test())


def test_a_full_buffer_pauses_the_service_and_not_the_music(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            await host.playing()
            shown = host.shown
            for _ in range(3):
                host.session.buffered(Event.BRIMMED)
            await asyncio.sleep(300)
            host.session.buffered(Event.THINNED)
            await asyncio.sleep(0.1)
            assert host.orders[3:] == [Playback.PAUSE, Playback.PLAY]
            assert host.shown == shown

    in_virtual_time(test())


def test_a_session_that_ends_comes_back_with_everything(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            await host.playing()
            host.session.steer(PIANO.replace({"density": 0.9}))
            await asyncio.sleep(0.1)
            host.connection.end(Fault.ENDED, "over (close 1011)")
            await asyncio.sleep(1.4)
            assert host.door.opened[0].is_closed
            assert host.phase() is Phase.OPENING
            await asyncio.sleep(0.5)
            assert host.phase() is Phase.PLAYING
            assert len(host.door.opened) == 2
            assert host.orders[1:] == [SetConfig(PIANO.replace({"density": 0.9}).service_config()), Playback.PLAY]
            assert Failed(Fault.ENDED, "over (close 1011)") in host.heard
            assert host.shown[-1] is Shown.PLAYING
            host.music()
            await asyncio.sleep(0.1)
            assert [event.chunk.session for event in host.heard if isinstance(event, ChunkCame)] == [1, 2]

    in_virtual_time(test())


def test_attempts_are_spaced_and_the_same_failure_is_told_once(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            host.door.refusals = [SessionError(Fault.NETWORK, "no way") for _ in range(7)]
            host.session.play()
            await asyncio.sleep(100)
            gaps = np.diff(host.door.attempts_s) - host.door.opens_in_s
            np.testing.assert_allclose(gaps, [1, 2, 4, 8, 16, 30, 30])
            assert [event for event in host.heard if isinstance(event, Failed)] == [Failed(Fault.NETWORK, "no way")]
            assert host.shown[0] is Shown.CONNECTING

    in_virtual_time(test())


def test_ten_seconds_of_music_clear_the_count_of_failures(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            host.door.refusals = [SessionError(Fault.NETWORK, "no way") for _ in range(4)]
            host.session.play()
            await asyncio.sleep(20)
            for seconds, wait_s in ((9.0, 16.0), (10.0, 0.0)):
                host.music(seconds)
                await asyncio.sleep(0.1)
                ended_s = asyncio.get_running_loop().time()
                host.connection.end(Fault.NETWORK)
                await asyncio.sleep(wait_s + 5)
                assert host.door.attempts_s[-1] == pytest.approx(ended_s + wait_s)

    in_virtual_time(test())


def test_a_refusal_fails_and_play_tries_at_once(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            host.door.refusals = [SessionError(Fault.KEY, "bad key")] * 2
            host.session.play()
            await asyncio.sleep(10)
            assert host.heard[-1] == StateChanged(Shown.FAILED, "bad key")
            assert len(host.door.attempts_s) == 1
            host.session.play()
            await asyncio.sleep(1)
            assert len(host.door.attempts_s) == 2
            await asyncio.sleep(118)
            assert len(host.door.attempts_s) == 2
            await asyncio.sleep(1.9)
            assert host.phase() is Phase.RETRYING
            assert host.shown == [Shown.CONNECTING, Shown.FAILED, Shown.CONNECTING, Shown.FAILED]
            await asyncio.sleep(3.1)
            assert len(host.door.opened) == 1
            assert host.phase() is Phase.PLAYING

    in_virtual_time(test())


def test_stop_abandons_an_attempt_and_nothing_stale_is_believed(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            host.session.play()
            await asyncio.sleep(0.1)
            host.session.stop()
            host.session.play()
            await asyncio.sleep(5)
            assert len(host.door.attempts_s) == 2
            assert len(host.door.opened) == 1
            assert host.phase() is Phase.PLAYING

    in_virtual_time(test())


@pytest.mark.parametrize("turns", range(12))
def test_stop_at_any_moment_of_an_opening_leaves_nothing_open_unknown(in_virtual_time: Run, turns: int) -> None:
    async def test() -> None:
        async with running() as host:
            host.door.opens_in_s = 0.0
            host.session.play()
            for _ in range(turns):
                await asyncio.sleep(0)
            host.session.stop()
            await asyncio.sleep(1)
            assert host.phase() in (Phase.STOPPED, Phase.IDLE)
            is_open = [not connection.is_closed for connection in host.door.opened]
            assert sum(is_open) == (host.phase() is Phase.IDLE)

    in_virtual_time(test())


@pytest.mark.parametrize("turns", range(12))
def test_an_end_at_any_moment_of_an_opening_leaves_nothing_open(in_virtual_time: Run, turns: int) -> None:
    async def test() -> None:
        async with running() as host:
            host.door.opens_in_s = 0.0
            host.session.play()
            for _ in range(turns):
                await asyncio.sleep(0)

    in_virtual_time(test())


@pytest.mark.parametrize(("seconds", "within_s"), [(0.0, 15), (2.0, 30)])
def test_a_session_that_sends_no_music_is_taken_for_dead(in_virtual_time: Run, seconds: float, within_s: float) -> None:
    async def test() -> None:
        async with running() as host:
            host.session.play()
            await asyncio.sleep(0.6)
            if seconds:
                host.music(seconds)
            host.session.reset()
            await asyncio.sleep(within_s - 1)
            host.connection.say(FilteredPrompt("x", "y"))
            assert len(host.door.opened) == 1
            await asyncio.sleep(4 if seconds else 32)
            assert host.door.opened[0].is_closed
            assert len(host.door.opened) == 2
            assert Failed(Fault.TIMEOUT, f"the session sent no music for {within_s:g} s") in host.heard

    in_virtual_time(test())


def test_a_paused_session_may_be_silent_for_ever_where_sessions_do_not_end(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            await host.playing()
            host.session.pause()
            await asyncio.sleep(0.1)
            host.music()  # on its way when the pause was asked for
            await asyncio.sleep(1000)
            assert host.phase() is Phase.PAUSED
            host.connection.end(Fault.ENDED)
            await asyncio.sleep(1000)
            assert host.phase() is Phase.PARKED
            assert len(host.door.attempts_s) == 1
            assert not [event for event in host.heard if isinstance(event, Failed)]

    in_virtual_time(test())


def test_a_peer_that_stops_listening_holds_up_nothing(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            await host.playing()
            host.connection.is_deaf = True
            for density in range(100):
                host.session.steer(PIANO.replace({"density": density / 100}))
                await asyncio.sleep(0.01)
            host.session.pause()
            await asyncio.sleep(0.1)
            assert host.shown[-1] is Shown.PAUSED

    in_virtual_time(test())


def test_the_services_words_are_told(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            await host.playing()
            host.connection.say(FilteredPrompt("x", "y"))
            host.connection.say(ServiceWarning("slow"))
            await asyncio.sleep(0.1)
            assert host.heard[-2:] == [Filtered("x", "y"), Warned("slow")]

    in_virtual_time(test())


def test_prompts_that_fall_silent_are_warned_of_once_and_outlive_the_session(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running() as host:
            await host.playing()
            silent = PIANO.replace({"prompt/1/weight": 0.0})
            host.session.steer(silent)
            host.session.steer(silent.replace({"density": 0.1}))
            assert len([event for event in host.heard if isinstance(event, Warned)]) == 1
            host.connection.end(Fault.NETWORK)
            await asyncio.sleep(3)
            assert host.orders[0] == SetPrompts(PIANO.service_prompts())

    in_virtual_time(test())
