"""What many tests need: sound servers of their own."""

from collections.abc import Iterator

import pytest
from sound_servers import Jack, Pulse


@pytest.fixture
def pulse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulse]:
    """A PulseAudio server without sinks, which this process and its children find."""
    with Pulse() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
def jack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Jack]:
    """A jackd with its dummy driver at 48 kHz, which this process and its children find."""
    with Jack() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server
