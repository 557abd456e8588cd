"""Attempts at a session with a maker of music: one at a time, at once or after a while.

A door: it owns the task. What becomes of an attempt is told as `News`, of which the attempt is the source.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from lyria_osc.errors import SessionError
from lyria_osc.service import Connection, Door
from lyria_osc.session.machine import Event, is_refusal


@dataclass(frozen=True, slots=True)
class News:
    """What happened; `source` is the attempt or the link that it came of (None: the host), for it may be stale."""

    event: Event
    source: object = None
    connection: Connection | None = None
    error: SessionError | None = None


class Attempts:
    """Attempts at sessions through one door. Writer and reader: the `Session`.

    `tell` hears `opened` with the connection, `Event.LOST` or `Event.REFUSED` with the error, or, after a wait,
    `Event.DUE`.
    """

    def __init__(self, door: Door, opened: Event, tell: Callable[[News], None]) -> None:
        self._door = door
        self._opened = opened
        self._tell = tell
        self._task: asyncio.Task[None] | None = None

    @property
    def engine(self) -> str:
        """Whose sessions they are."""
        return self._door.engine

    @property
    def task(self) -> asyncio.Task[None] | None:
        """The attempt, or the wait for one, that is under way: the source of its news."""
        return self._task

    def open(self, tasks: asyncio.TaskGroup) -> None:
        """Opens a session now."""
        self._task = tasks.create_task(self._open())

    def wait(self, after_s: float, tasks: asyncio.TaskGroup) -> None:
        """Says after a while that it is time for an attempt."""
        self._task = tasks.create_task(self._wait(after_s))

    def settle(self) -> None:
        """What was under way is done: its news was heard."""
        self._task = None

    def abandon(self) -> None:
        """Gives up what is under way; a connection that still comes of it has a source that is not `task`."""
        if self._task:
            self._task.cancel()
            self._task = None

    async def _open(self) -> None:
        attempt = asyncio.current_task()
        try:
            connection = await self._door.connect()
        except SessionError as error:
            event = Event.REFUSED if is_refusal(error.fault, opening=True) else Event.LOST
            self._tell(News(event, attempt, error=error))
        else:
            self._tell(News(self._opened, attempt, connection))

    async def _wait(self, after_s: float) -> None:
        await asyncio.sleep(after_s)
        self._tell(News(Event.DUE, asyncio.current_task()))
