import asyncio
import socket
from collections.abc import Iterable
from typing import Any

import pytest

from lyria_osc.errors import OscError
from lyria_osc.osc.client import send
from lyria_osc.osc.message import Message
from lyria_osc.osc.peers import allow
from lyria_osc.osc.server import OscServer

Studio = Any  # the one of conftest.py


def test_what_comes_back_is_heard_until_the_wait_is_over(studio: Studio) -> None:
    async def scenario() -> list[Message]:
        desk = studio.desk
        server = OscServer(("127.0.0.1", 0), allow([], "127.0.0.1"), desk.receive, desk.refuse)
        desk._send = server.send
        await server.start()
        port = server.address.port

        def ask(address: str, args: Iterable[object]) -> list[Message]:
            return list(send(address, args, "localhost", port, 0.3))

        try:
            return [
                *await asyncio.to_thread(ask, "/lyria/prompt/[12]/weight", []),
                *await asyncio.to_thread(ask, "/lyria/ping", ["x"]),
            ]
        finally:
            server.close()

    assert asyncio.run(scenario()) == [
        Message("/lyria/prompt/1/weight", (1.0,)),
        Message("/lyria/prompt/2/weight", (1.0,)),
        Message("/lyria/pong", ("x",)),
    ]


def test_a_closed_port_is_one_clear_line() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    with pytest.raises(OscError, match=f"nothing listens at 127.0.0.1:{port}"):
        list(send("/lyria/ping", [], "127.0.0.1", port, 5.0))


@pytest.mark.parametrize(("host", "port"), [("a..b", 9000), ("127.0.0.1", 70_000)])
def test_what_cannot_be_sent_to_is_one_clear_line(host: str, port: int) -> None:
    with pytest.raises(OscError, match="cannot be sent to"):
        send("/lyria/ping", [], host, port, 0.0)


def test_what_osc_cannot_carry_is_one_clear_line() -> None:
    with pytest.raises(OscError, match="cannot be sent as OSC"):
        send("/lyria/ping", [1e300], "127.0.0.1", 9000, 0.0)
