"""A whole host that follows a DAW by OSC."""

from collections.abc import Iterator

import pytest
from running_host import Client, RunningHost

Args = tuple[object, ...]


@pytest.fixture(scope="module")
def host() -> Iterator[RunningHost]:
    with RunningHost("--engine", "offline", "--set", "bpm=120", "--buffer", "1") as running:
        yield running


def told(client: Client, address: str, since: int) -> list[tuple[int, Args]]:
    """What came at an address since so many datagrams, with the place of each among all."""
    said = [(place, one.message) for place, one in enumerate(client.heard) if place >= since]
    return [(place, message.args) for place, message in said if message.address == address]


def settled(client: Client) -> int:
    client.ask("/lyria/sync", 1, reply="/lyria/synced")
    return len(client.heard)


def test_a_daw_is_obeyed_only_while_it_is_followed(host: RunningHost) -> None:
    client = host.client()
    client.wait("/lyria/beat")
    client.send("/lyria/daw/tempo", 90.0)
    client.send("/lyria/daw/stop")
    assert client.ask("/lyria/bpm") == (120.0,)
    client.wait("/lyria/bar", count=2)
    assert client.messages("/lyria/bpm")[-1][1] == (120.0,)
    assert ("paused",) not in [args for _, args in client.messages("/lyria/state")]


def test_a_ramp_is_one_change_a_bar_at_the_bar_line(host: RunningHost) -> None:
    daw, client = host.client(subscribe=False), host.client()
    client.wait("/lyria/beat")
    client.send("/lyria/daw/tempo", 120.0)
    client.send("/lyria/follow", True)
    since = settled(client)
    for step in range(1, 121):
        daw.send("/lyria/daw/tempo", 120.0 + step * 0.25)
        client.listen(0.05)
    client.wait("/lyria/bpm", lambda args: args == (150.0,))
    changes, bars = told(client, "/lyria/bpm", since), told(client, "/lyria/bar", since)
    assert 2 <= len(changes) <= len(bars)
    for place, _ in changes:
        before = [at for at, _ in bars if at < place]
        assert before, "a change before the first bar line"
        since_the_bar = [one.message.address for one in client.heard[before[-1] : place]]
        assert since_the_bar.count("/lyria/beat") <= 1


def test_a_preset_keeps_the_daw_s_tempo(host: RunningHost) -> None:
    client = host.client()
    client.send("/lyria/follow", True)
    client.send("/lyria/daw/tempo", 151.0)
    client.wait("/lyria/bpm")
    client.send("/lyria/preset", "drum-and-bass")
    client.wait("/lyria/prompt/1/text")
    assert client.ask("/lyria/bpm") == (151.0,)


def test_transport_is_obeyed_and_a_tempo_is_taken_at_once_where_nothing_is_heard(host: RunningHost) -> None:
    client = host.client()
    client.send("/lyria/follow", True)
    client.send("/lyria/daw/stop", 1)
    client.wait("/lyria/state", lambda args: args == ("paused",))
    client.send("/lyria/daw/tempo", 61.0)
    assert client.wait("/lyria/bpm", within_s=0.5) == (61.0,)
    client.send("/lyria/daw/tempo", 61.2)
    assert client.wait("/lyria/bpm", lambda args: args != (61.0,), within_s=4.0) == (pytest.approx(61.2),)
    client.send("/lyria/daw/stop", 0)
    client.send("/lyria/daw/play", 1)
    client.wait("/lyria/beat", within_s=3.0)


def test_what_is_no_tempo_is_told(host: RunningHost) -> None:
    client = host.client()
    before = client.ask("/lyria/bpm")
    client.send("/lyria/daw/tempo", 0)
    assert client.wait("/lyria/error")[0] == "/lyria/daw/tempo"
    assert client.ask("/lyria/bpm") == before
