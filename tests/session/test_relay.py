"""Sessions that take over from one another, in virtual time, with makers of music that do as they are told."""

import asyncio
import random
from collections.abc import Callable, Coroutine

import pytest
from scripted_maker import PIANO, ScriptedHost, running

from lyria_osc.errors import Fault, SessionError
from lyria_osc.service import FilteredPrompt, GoingAway, Playback, SetConfig, SetPrompts
from lyria_osc.session.events import Failed, StateChanged, Warned
from lyria_osc.session.machine import Event, Phase, Shown

Run = Callable[[Coroutine[object, object, None]], None]

LIFE_S = 540.0
ALL = [SetPrompts(PIANO.service_prompts()), SetConfig(PIANO.service_config()), Playback.PLAY]


async def near_the_end(host: ScriptedHost) -> None:
    """Plays until the successor is about to be opened."""
    host.door.plays = True
    await host.playing()
    await asyncio.sleep(LIFE_S - 1.0)
    assert len(host.door.attempts_s) == 1


async def crossing(host: ScriptedHost) -> None:
    """Plays until two sessions do."""
    await near_the_end(host)
    await asyncio.sleep(2.0)
    assert host.phase() is Phase.RELAY_CROSSING


def test_a_successor_is_told_all_and_takes_over_when_it_is_heard(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            await crossing(host)
            first, second = host.door.opened
            assert second.opened_s - first.opened_s == pytest.approx(LIFE_S + host.door.opens_in_s)
            assert second.orders == ALL
            assert host.numbers[-2:] in ([1, 2], [2, 1])
            assert not first.is_closed
            host.session.relayed(2)
            await asyncio.sleep(0.1)
            assert not first.is_closed
            host.session.relayed(1)
            host.session.relayed(1)
            await asyncio.sleep(5)
            assert host.phase() is Phase.PLAYING
            assert (first.is_closed, second.is_closed) == (True, False)
            assert host.numbers[-2:] == [2, 2]
            assert host.shown == [Shown.CONNECTING, Shown.BUFFERING, Shown.PLAYING]
            assert not host.failures
            await asyncio.sleep(LIFE_S - 5)
            assert len(host.door.opened) == 3

    in_virtual_time(test())


def test_where_nobody_says_that_it_is_heard_it_takes_over_by_itself(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            await crossing(host)
            await asyncio.sleep(36)
            assert not host.door.opened[0].is_closed
            await asyncio.sleep(3)
            assert [connection.is_closed for connection in host.door.opened] == [True, False]
            assert host.phase() is Phase.PLAYING

    in_virtual_time(test())


def test_plenty_in_hand_ends_the_older_session(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            await crossing(host)
            host.session.buffered(Event.BRIMMED)
            await asyncio.sleep(0.1)
            assert [connection.is_closed for connection in host.door.opened] == [True, False]

    in_virtual_time(test())


def test_a_service_that_says_it_will_end_is_believed(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            await host.playing()
            host.connection.say(GoingAway("soon"))
            await asyncio.sleep(0.1)
            assert host.phase() is Phase.RELAY_OPENING
            assert Warned("soon") in host.heard

    in_virtual_time(test())


def test_successors_that_send_no_music_are_closed_and_kept_apart(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            await near_the_end(host)
            host.door.mute = 2
            await asyncio.sleep(2)
            host.connection.say(FilteredPrompt("piano", "odd"))
            await asyncio.sleep(140)
            first, *dead, last = host.door.opened
            assert [connection.is_closed for connection in (first, *dead, last)] == [True, True, True, False]
            opened_s = [connection.opened_s for connection in (*dead, last)]
            attempts_s = host.door.attempts_s[1:]
            assert [at - before for before, at in zip(opened_s, attempts_s[1:], strict=False)] == pytest.approx(
                [45, 45]
            )
            assert set(host.numbers) == {1, 4}
            assert host.shown[-1] is Shown.PLAYING
            assert host.failures == [Failed(Fault.TIMEOUT, "the session sent no music for 15 s")]

    in_virtual_time(test())


@pytest.mark.parametrize("phase", [Phase.RELAY_OPENING, Phase.RELAY_WAITING, Phase.RELAY_PROVING, Phase.RELAY_CROSSING])
@pytest.mark.parametrize("what", ["end", "refuse", "pause", "stop", "play", "successor ends"])
def test_whatever_happens_in_a_relay_one_session_is_left_and_plays(
    in_virtual_time: Run, phase: Phase, what: str
) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            await near_the_end(host)
            match phase:
                case Phase.RELAY_OPENING:
                    host.door.opens_in_s = 5.0
                case Phase.RELAY_WAITING:
                    host.door.refusals = [SessionError(Fault.NETWORK, "no way")] * 4
                    await asyncio.sleep(5.0)
                case Phase.RELAY_PROVING:
                    host.door.mute = 1
            await asyncio.sleep(2.0)
            assert host.phase() is phase
            first = host.door.opened[0]
            match what:
                case "end":
                    first.end(Fault.ENDED, "over")
                case "refuse":
                    first.end(Fault.QUOTA, "used up")
                case "pause":
                    host.session.pause()
                case "stop":
                    host.session.stop()
                case "successor ends":
                    host.connection.end(Fault.NETWORK)
            await asyncio.sleep(1.0)
            assert len([one for one in host.door.opened if not one.is_closed]) <= 2
            host.session.play()
            host.session.buffered(Event.FILLED)
            await asyncio.sleep(90.0)
            last = host.connection
            assert [one for one in host.door.opened if not one.is_closed] == [last]
            assert last.orders[-1] is Playback.PLAY
            assert host.phase() is Phase.PLAYING
            assert host.numbers[-1] == len(host.door.opened)

    in_virtual_time(test())


def test_changes_go_to_both_and_a_reset_to_the_one_that_is_heard(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            await crossing(host)
            denser = PIANO.replace({"density": 0.9})
            host.session.steer(denser)
            host.session.reset()
            await asyncio.sleep(0.1)
            first, second = host.door.opened
            assert first.orders[3:] == [SetConfig(denser.service_config()), Playback.RESET_CONTEXT]
            assert second.orders[3:] == [SetConfig(denser.service_config())]

    in_virtual_time(test())


def test_prompts_that_fell_silent_play_on_in_the_successor(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            await near_the_end(host)
            host.session.steer(PIANO.replace({"prompt/1/weight": 0.0}))
            await asyncio.sleep(2.0)
            assert len(host.door.opened) == 2
            assert host.orders[0] == SetPrompts(PIANO.service_prompts())

    in_virtual_time(test())


def test_one_that_grew_old_in_a_pause_is_relayed_on_play(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            await near_the_end(host)
            host.session.pause()
            await asyncio.sleep(100)
            assert host.phase() is Phase.PAUSED
            assert len(host.door.attempts_s) == 1
            host.session.play()
            await asyncio.sleep(0.1)
            assert host.orders[-1] is Playback.PLAY
            assert host.phase() is Phase.RELAY_OPENING

    in_virtual_time(test())


@pytest.mark.parametrize("is_stop", [False, True])
def test_a_long_rest_closes_the_session_and_play_opens_one(in_virtual_time: Run, is_stop: bool) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            await host.playing()
            rest = host.session.stop if is_stop else host.session.pause
            rest()
            await asyncio.sleep(299)
            assert not host.connection.is_closed
            await asyncio.sleep(2)
            assert host.connection.is_closed
            assert host.phase() is (Phase.STOPPED if is_stop else Phase.PARKED)
            host.session.play()
            await asyncio.sleep(1)
            host.music()
            await asyncio.sleep(0.1)
            assert host.numbers == [1, 2]
            assert host.phase() is Phase.PLAYING
            assert not host.failures

    in_virtual_time(test())


def test_an_end_out_of_the_blue_is_followed_by_an_attempt_at_once(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            host.door.plays = True
            await host.playing()
            await asyncio.sleep(100)
            ended_s = asyncio.get_running_loop().time()
            host.connection.end(Fault.ENDED)
            await asyncio.sleep(0.2)
            assert host.door.attempts_s[1] == pytest.approx(ended_s)
            assert host.shown[-1] is Shown.PLAYING
            host.session.buffered(Event.VAMPED)
            await asyncio.sleep(0.1)
            assert host.heard[-1] == StateChanged(Shown.VAMPING, "over")
            await asyncio.sleep(1)
            host.session.buffered(Event.FILLED)
            await asyncio.sleep(0.1)
            assert host.heard[-1] == StateChanged(Shown.PLAYING)
            assert host.numbers[-1] == 2

    in_virtual_time(test())


def test_a_refusal_of_successors_is_told_once_and_shown_when_the_last_session_ends(in_virtual_time: Run) -> None:
    async def test() -> None:
        async with running(LIFE_S) as host:
            await near_the_end(host)
            host.door.refusals = [SessionError(Fault.QUOTA, "used up")] * 9
            await asyncio.sleep(30)
            assert Shown.FAILED not in host.shown
            host.door.opened[0].end(Fault.ENDED, "over")
            await asyncio.sleep(1)
            assert host.failures[0] == Failed(Fault.QUOTA, "used up")
            assert host.phase() is Phase.FAILED
            assert StateChanged(Shown.FAILED, "used up") in host.heard

    in_virtual_time(test())


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_left_open_whatever_comes(in_virtual_time: Run, seed: int) -> None:
    async def test() -> None:
        chance = random.Random(seed)
        async with running(60.0, has_understudy=True) as host:
            host.door.plays = True
            buffered = (Event.FILLED, Event.VAMPED, Event.EMPTIED, Event.BRIMMED, Event.THINNED)
            host.session.play()
            for _ in range(300):
                match chance.randrange(10):
                    case 0 | 1:
                        host.session.play()
                    case 2:
                        chance.choice((host.session.pause, host.session.stop))()
                    case 3:
                        host.session.buffered(chance.choice(buffered))
                    case 4:
                        host.door.mute = chance.randrange(2)
                    case 5:
                        fault = chance.choice(list(Fault))
                        host.door.refusals = [SessionError(fault, "no")] * chance.randrange(3)
                    case 6:
                        doors = [door for door in (host.door, host.understudy) if door.opened]
                        if doors:
                            chance.choice(chance.choice(doors).opened).end(chance.choice(list(Fault)))
                    case 7:
                        host.session.relayed(chance.choice(host.numbers or [1]))
                    case _:
                        await asyncio.sleep(chance.choice((0.0, 0.3, 3.0, 30.0, 100.0)))
                is_open = [one for door in (host.door, host.understudy) for one in door.opened if not one.is_closed]
                assert len(is_open) <= 4
            host.door.refusals.clear()
            host.door.mute = 0
            host.session.play()
            await asyncio.sleep(400.0)
            numbers = len(host.numbers)
            await asyncio.sleep(30.0)
            assert len(host.numbers) > numbers + 10
            assert host.session.engine == "lyria"

    in_virtual_time(test())
