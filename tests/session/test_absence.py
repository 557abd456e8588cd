"""What is done when the maker of music is away for long, in virtual time."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from scripted_maker import PIANO, ScriptedHost, running

from lyria_osc.errors import Fault, SessionError
from lyria_osc.service import Playback, SetConfig, SetPrompts
from lyria_osc.session.events import Warned
from lyria_osc.session.machine import Event, Phase, Shown

Run = Callable[[Coroutine[object, object, None]], None]

LIFE_S = 540.0


def test_absence_is_told_when_refused_and_after_a_minute_and_so_is_its_end(in_virtual_time: Run) -> None:
    async def test() -> None:
        for fault, within_s in ((Fault.KEY, 1), (Fault.NETWORK, 61)):
            async with running(LIFE_S) as host:
                host.door.plays = True
                host.door.refusals = [SessionError(fault, "no")] * 8
                host.session.play()
                await asyncio.sleep(within_s - 1)
                assert host.absences == []
                await asyncio.sleep(2)
                assert host.absences == [True]
                host.door.refusals.clear()
                host.session.play()
                await asyncio.sleep(100)
                assert host.absences == [True, False]
                assert not host.engines

    in_virtual_time(test())


def test_a_minute_without_counts_from_the_last_music_and_from_play(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            host.door.plays = True
            host.door.refusals = [SessionError(Fault.NETWORK, "no")]
            host.session.play()
            await asyncio.sleep(200)
            host.door.refusals = [SessionError(Fault.NETWORK, "no")] * 99
            host.connection.end(Fault.NETWORK)
            await asyncio.sleep(59)
            host.session.pause()
            await asyncio.sleep(100)
            host.session.play()
            await asyncio.sleep(59)
            assert host.absences == []
            await asyncio.sleep(2)
            assert host.absences == [True]

    in_virtual_time(test())


async def stood_in(host: ScriptedHost) -> None:
    """Plays until the understudy does, the service refusing."""
    host.door.plays = True
    host.door.refusals = [SessionError(Fault.QUOTA, "used up")] * 9
    host.session.play()
    await asyncio.sleep(62)
    assert host.session.engine == "offline"


def test_the_understudy_stands_in_after_a_minute_until_the_service_is_back(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S, has_understudy=True) as host:
            host.door.plays = True
            host.door.refusals = [SessionError(Fault.QUOTA, "used up")] * 2
            host.session.play()
            await asyncio.sleep(59)
            assert host.shown[-1] is Shown.FAILED
            await asyncio.sleep(3)
            host.session.buffered(Event.FILLED)
            await asyncio.sleep(1)
            assert (host.engines, host.shown[-1], host.absences) == (["offline"], Shown.PLAYING, [True, False])
            (band,) = host.understudy.opened
            assert band.orders == [
                SetPrompts(PIANO.service_prompts()),
                SetConfig(PIANO.service_config()),
                Playback.PLAY,
            ]
            host.session.steer(PIANO.replace({"density": 0.9}))
            await asyncio.sleep(130)
            assert host.phase() is Phase.RELAY_CROSSING
            assert host.orders[1] == SetConfig(PIANO.replace({"density": 0.9}).service_config())
            assert set(host.numbers) == {1, 2}
            host.session.relayed(1)
            await asyncio.sleep(1)
            assert (host.engines, band.is_closed) == (["offline", "lyria"], True)
            assert host.phase() is Phase.PLAYING
            assert [failure.words for failure in host.failures] == ["used up"]

    in_virtual_time(test())


def test_an_understudy_that_fails_is_called_again_after_a_minute(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S, has_understudy=True) as host:
            host.understudy.refusals = [SessionError(Fault.ENDED, "no band")]
            host.door.refusals = [SessionError(Fault.NETWORK, "no way")] * 99
            host.session.play()
            await asyncio.sleep(100)
            assert Warned("no band") in host.heard
            assert len(host.understudy.attempts_s) == 1
            await asyncio.sleep(60)
            assert host.session.engine == "offline"
            host.understudy.opened[0].end(Fault.ENDED, "fell silent")
            await asyncio.sleep(50)
            assert len(host.understudy.attempts_s) == 2
            await asyncio.sleep(50)
            assert host.session.engine == "offline"
            assert len(host.understudy.attempts_s) == 3

    in_virtual_time(test())


def test_an_understudy_that_is_silent_is_called_once_a_minute(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S, has_understudy=True) as host:
            host.understudy.plays = False
            host.door.refusals = [SessionError(Fault.NETWORK, "no way")] * 99
            host.session.play()
            await asyncio.sleep(62)
            host.understudy.opened[0].end(Fault.ENDED, "broke")
            await asyncio.sleep(58)
            assert len(host.understudy.attempts_s) == 1
            await asyncio.sleep(4)
            assert len(host.understudy.attempts_s) == 2

    in_virtual_time(test())


def test_music_of_the_understudy_says_nothing_of_the_service(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S, has_understudy=True) as host:
            await stood_in(host)
            await asyncio.sleep(30)
            ended_s = asyncio.get_running_loop().time()
            host.understudy.opened[0].end(Fault.ENDED, "broke")
            await asyncio.sleep(5)
            assert host.door.attempts_s[-1] == pytest.approx(ended_s + 1.0)

    in_virtual_time(test())


def test_play_with_the_understudy_at_work_tries_the_service_at_once(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S, has_understudy=True) as host:
            await stood_in(host)
            for act in (host.session.play, host.session.pause, host.session.play, host.session.stop, host.session.play):
                before = len(host.door.attempts_s)
                act()
                await asyncio.sleep(1)
                assert len(host.door.attempts_s) - before == (act == host.session.play)
            assert host.session.engine == "offline"
            assert host.understudy.opened[0].orders[3:] == [
                Playback.PAUSE,
                Playback.PLAY,
                Playback.STOP,
                Playback.PLAY,
            ]

    in_virtual_time(test())


def test_a_service_that_is_back_while_the_understudy_gets_ready_needs_none(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S, has_understudy=True) as host:
            host.door.plays = True
            host.understudy.opens_in_s = 20.0
            host.door.refusals = [SessionError(Fault.QUOTA, "used up")]
            host.session.play()
            await asyncio.sleep(100)
            assert [band.is_closed for band in host.understudy.opened] == [True]
            assert host.engines == []
            assert host.phase() is Phase.PLAYING

    in_virtual_time(test())
