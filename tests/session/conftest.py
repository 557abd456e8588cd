"""Virtual time for the keeper, a local Lyria for the door."""

import asyncio
import selectors
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pytest
from lyria_server import LyriaServer
from lyria_session import Conduct

T = TypeVar("T")
LIMIT_S = 30.0


class _Jumping(selectors.SelectSelector):
    """A selector that never waits: time goes on by as much as it would have waited."""

    now_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            if timeout is None:
                raise RuntimeError("nothing is left that could happen")
            self.now_s += max(timeout, 0.0)
        return ready


class _VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now_s


@pytest.fixture
def in_virtual_time() -> Callable[[Coroutine[Any, Any, T]], T]:
    """Runs a coroutine whose sleeps and time-outs pass at once."""

    def run(coroutine: Coroutine[Any, Any, T]) -> T:
        with asyncio.Runner(loop_factory=_VirtualLoop) as runner:
            return runner.run(coroutine)

    return run


@pytest.fixture
def in_time() -> Callable[[Coroutine[Any, Any, T]], T]:
    """Runs a coroutine for so long at most."""

    def run(coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run(asyncio.wait_for(coroutine, LIMIT_S))

    return run


@pytest.fixture
def lyria(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """A local Lyria that an unmodified SDK reaches through its environment."""

    @asynccontextmanager
    async def serve(conduct: Conduct, port: int = 0) -> AsyncIterator[LyriaServer]:
        async with LyriaServer(conduct, port=port) as server:
            for name, value in server.environment.items():
                monkeypatch.setenv(name, value)
            yield server

    return serve
