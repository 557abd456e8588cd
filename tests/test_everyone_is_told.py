"""However a value is set, everyone is told, over UDP, TCP and WebSocket; and a newcomer sees all as it is."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from running_host import Client, RunningHost, free_port
from websockets.sync.client import connect

from lyria_osc.osc.message import Message, decode, encode
from lyria_osc.params.table import PARAMS

HTTP = free_port()


@pytest.fixture(scope="module")
def host() -> Iterator[RunningHost]:
    options = ("--engine", "offline", "--buffer", "1", "--set", "bpm=180", "--http", f"127.0.0.1:{HTTP}")
    with RunningHost(*options) as running:
        yield running


class Listener:
    """A subscriber over UDP, TCP or WebSocket."""

    def __init__(self, link: str, port: int, leaving: ExitStack) -> None:
        self._link = link
        self._left = b""
        if link == "ws":
            self._websocket = leaving.enter_context(connect(f"ws://127.0.0.1:{HTTP}/", compression=None))
        else:
            kind = socket.SOCK_STREAM if link == "tcp" else socket.SOCK_DGRAM
            self._socket = leaving.enter_context(socket.socket(socket.AF_INET, kind))
            self._socket.settimeout(10)
            self._socket.connect(("127.0.0.1", port))
        self.send("/lyria/subscribe")

    def send(self, address: str, *args: object) -> None:
        packet = encode(address, args)
        if self._link == "ws":
            self._websocket.send(packet)
        else:
            self._socket.sendall(len(packet).to_bytes(4, "big") + packet if self._link == "tcp" else packet)

    def hear(self) -> Message:
        if self._link == "ws":
            said = self._websocket.recv(timeout=10)
            assert isinstance(said, bytes)
            return decode(said)
        if self._link == "udp":
            return decode(self._socket.recv(65_536))
        return decode(self._exactly(int.from_bytes(self._exactly(4), "big")))

    def _exactly(self, count: int) -> bytes:
        while len(self._left) < count:
            came = self._socket.recv(65_536)
            assert came, "the connection is closed"
            self._left += came
        taken, self._left = self._left[:count], self._left[count:]
        return taken

    def wait(self, address: str, *args: object) -> list[Message]:
        """Hears until just this has come; gives all that came."""
        heard = [self.hear()]
        while heard[-1] != Message(address, args):
            heard.append(self.hear())
        return heard


@contextmanager
def listening(host: RunningHost) -> Iterator[list[Listener]]:
    with ExitStack() as leaving:
        listeners = [Listener(link, host.port, leaving) for link in ("udp", "tcp", "ws")]
        for one in listeners:
            one.send("/lyria/sync", 1)
            one.wait("/lyria/synced", 1)
        yield listeners


def by_preset(client: Client) -> None:
    client.send("/lyria/preset", "ambient")


def by_morph(client: Client) -> None:
    client.wait("/lyria/beat")
    client.send("/lyria/preset/morph", "ambient", 1.0)


def by_daw(client: Client) -> None:
    client.send("/lyria/follow", True)
    client.send("/lyria/daw/tempo", 66.0)


def by_prompts(client: Client) -> None:
    client.send("/lyria/prompts", "harp:0.5, choir:2")


def by_another(client: Client) -> None:
    client.send("/lyria/norm/guidance", 0.75)


@pytest.mark.parametrize(
    ("how", "address", "value"),
    [
        (by_preset, "/lyria/density", 0.15),
        (by_morph, "/lyria/density", 0.15),
        (by_daw, "/lyria/bpm", 66.0),
        (by_prompts, "/lyria/prompt/2/text", "choir"),
        (by_another, "/lyria/guidance", 4.5),
    ],
)
def test_all_are_told_whoever_set_it(
    host: RunningHost, how: Callable[[Client], None], address: str, value: object
) -> None:
    client = host.client()
    client.send("/lyria/follow", False)
    client.send("/lyria/density", 0.9)
    with listening(host) as listeners:
        how(client)
        expected = decode(encode(address, [value])).args
        for one in listeners:
            one.wait(address, *expected)


def test_the_sender_is_spared_and_the_others_are_told(host: RunningHost) -> None:
    with listening(host) as listeners:
        for place, sender in enumerate(listeners):
            value = 0.25 + place / 8
            sender.send("/lyria/brightness", value)
            sender.send("/lyria/sync", place)
            assert Message("/lyria/brightness", (value,)) not in sender.wait("/lyria/synced", place)
            for other in listeners:
                if other is not sender:
                    other.wait("/lyria/brightness", value)


def test_a_newcomer_is_told_every_value_and_the_subscribers_are_listed(host: RunningHost) -> None:
    with listening(host):
        client = host.client()
        told = {one.message.address for one in client.heard}
        assert {param.address for param in PARAMS.values()} <= told
        client.send("/lyria/subscribers")
        client.ask("/lyria/sync", 2, reply="/lyria/synced")
        listed = [args for _, args in client.messages("/lyria/subscribers")]
        assert {"udp", "tcp", "ws"} <= {args[-1] for args in listed}
        assert ("127.0.0.1", client.port) in [args[:2] for args in listed]
