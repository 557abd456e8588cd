"""Attempts at a session, in virtual time."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from scripted_maker import ScriptedDoor

from lyria_osc.errors import Fault, SessionError
from lyria_osc.session.attempts import Attempts, News
from lyria_osc.session.machine import Event

Run = Callable[[Coroutine[object, object, None]], None]


def test_an_attempt_comes_with_its_connection_and_is_the_source(in_virtual_time: Run) -> None:
    async def test() -> None:
        told: list[News] = []
        door = ScriptedDoor("offline")
        attempts = Attempts(door, Event.STOOD_IN, told.append)
        async with asyncio.TaskGroup() as tasks:
            attempts.open(tasks)
            source = attempts.task
        assert told == [News(Event.STOOD_IN, source, door.opened[0])]
        attempts.settle()
        assert (attempts.task, attempts.engine) == (None, "offline")

    in_virtual_time(test())


@pytest.mark.parametrize(("fault", "event"), [(Fault.NETWORK, Event.LOST), (Fault.PROTOCOL, Event.REFUSED)])
def test_one_that_fails_says_whether_it_was_refused(in_virtual_time: Run, fault: Fault, event: Event) -> None:
    async def test() -> None:
        told: list[News] = []
        door = ScriptedDoor()
        door.refusals = [error := SessionError(fault, "no")]
        attempts = Attempts(door, Event.OPENED, told.append)
        async with asyncio.TaskGroup() as tasks:
            attempts.open(tasks)
        assert told == [News(event, attempts.task, error=error)]

    in_virtual_time(test())


def test_a_wait_ends_in_its_time_and_one_given_up_never(in_virtual_time: Run) -> None:
    async def test() -> None:
        told: list[News] = []
        attempts = Attempts(ScriptedDoor(), Event.OPENED, told.append)
        async with asyncio.TaskGroup() as tasks:
            attempts.wait(5.0, tasks)
            await asyncio.sleep(1.0)
            attempts.abandon()
            assert attempts.task is None
            attempts.wait(5.0, tasks)
            await asyncio.sleep(4.9)
            assert told == []
        assert told == [News(Event.DUE, attempts.task)]

    in_virtual_time(test())
