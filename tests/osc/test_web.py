"""OSCQuery at work: real sockets, and clients that others have written."""

import contextlib
import json
import logging
import socket
import subprocess
import tracemalloc
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from query_stage import Stage
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from lyria_osc.osc import web, webconnection
from lyria_osc.osc.message import Message, decode, encode
from lyria_osc.osc.peers import Allow
from lyria_osc.params.table import COMMANDS, FEEDBACK, PARAMS

ADDRESSES = {row.address for table in (PARAMS, COMMANDS, FEEDBACK) for row in table.values()}
NODE = Path(__file__).parents[2] / ".venv" / "node"
READ_ALL = """
const { DiscoveredService } = require("oscquery");
const service = new DiscoveredService("127.0.0.1", Number(process.argv[1]));
service.update().then(() => {
  const bpm = service.resolvePath("/lyria/bpm");
  const methods = service.flat().map((one) => one.full_path);
  console.log(JSON.stringify({ methods, bpm: bpm.getValue(0), host: service.hostInfo }));
});
"""


@pytest.fixture
def stage() -> Iterator[Stage]:
    with Stage() as stage:
        yield stage


def websocket(stage: Stage, **options: Any) -> ClientConnection:  # noqa: ANN401
    client: ClientConnection = connect(f"ws://127.0.0.1:{stage.http_port}/", compression=None, **options)
    return client


def hear(client: ClientConnection) -> Message:
    said = client.recv(timeout=5)
    assert isinstance(said, bytes)
    return decode(said)


def command(client: ClientConnection, name: str, path: str) -> None:
    client.send(json.dumps({"COMMAND": name, "DATA": path}))


def settled(client: ClientConnection) -> list[Message]:
    """What came until all that was sent before took effect."""
    client.send(encode("/lyria/sync", [7]))
    came = []
    while (message := hear(client)) != Message("/lyria/synced", (7,)):
        came.append(message)
    return came


def status(stage: Stage, target: str, **headers: str) -> int:
    request = urllib.request.Request(f"http://127.0.0.1:{stage.http_port}{target}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answered:
            return int(answered.status)
    except HTTPError as error:
        error.close()
        return error.code


def raw(stage: Stage, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", stage.http_port), timeout=5) as sock:
        sock.sendall(request)
        return b"".join(iter(lambda: sock.recv(65_536), b""))


def test_listening_to_one_address_tells_of_that_and_no_other(stage: Stage) -> None:
    with websocket(stage) as client:
        command(client, "LISTEN", "/lyria/bpm")
        assert hear(client) == Message("/lyria/bpm", (120.0,))
        stage.set("density", 0.25)
        stage.set("bpm", 90.0)
        assert hear(client) == Message("/lyria/bpm", (90.0,))
        command(client, "IGNORE", "/lyria/bpm")
        assert settled(client) == []
        stage.set("bpm", 100.0)
        assert settled(client) == []


def test_every_address_can_be_listened_to(stage: Stage) -> None:
    with websocket(stage) as client:
        for address in sorted(ADDRESSES):
            command(client, "LISTEN", address)
        settled(client)
        stage.tell("beat", 3, 1, 92.0)
        stage.set("prompt/8/text", "rain")
        assert hear(client) == Message("/lyria/beat", (3, 1, 92.0))
        assert hear(client) == Message("/lyria/prompt/8/text", ("rain",))


def test_binary_frames_set_and_the_others_are_told(stage: Stage) -> None:
    with websocket(stage) as one, websocket(stage) as other:
        for client in (one, other):
            command(client, "LISTEN", "/lyria/density")
            hear(client)
        one.send(encode("/lyria/density", [0.75]))
        assert hear(other) == Message("/lyria/density", (0.75,))
        assert settled(one) == []
    assert stage.values["density"] == 0.75


def test_a_message_may_come_in_fragments(stage: Stage) -> None:
    packet = encode("/lyria/prompt/1/text", ["slow strings"])
    with websocket(stage) as client:
        client.send(iter([packet[:5], packet[5:20], packet[20:]]))
        settled(client)
    assert stage.values["prompt/1/text"] == "slow strings"


def test_a_subscribed_websocket_is_told_once_of_what_it_listens_to(stage: Stage) -> None:
    with websocket(stage) as client:
        client.send(encode("/lyria/subscribe"))
        command(client, "LISTEN", "/lyria/bpm")
        settled(client)
        stage.set("bpm", 77.0)
        assert settled(client) == [Message("/lyria/bpm", (77.0,))]
        assert stage.call(lambda: len(stage.desk.connections("/lyria/beat"))) == 1
    with websocket(stage) as other:
        settled(other)
    assert stage.call(lambda: stage.desk.connections("/lyria/bpm")) == []


def test_a_button_can_be_pressed_by_an_impulse(stage: Stage) -> None:
    with websocket(stage) as client:
        client.send(b"/lyria/play\0,N\0\0")
        settled(client)
    assert stage.commands == [("play", ())]


@pytest.mark.parametrize(
    "text", ["no JSON", '{"COMMAND": "LISTEN", "DATA": "/lyria"}', '{"COMMAND": "LISTEN", "DATA": "/nowhere"}']
)
def test_a_wrong_text_frame_is_told(stage: Stage, text: str) -> None:
    with websocket(stage) as client:
        client.send(text)
        assert hear(client).address == "/lyria/error"


def test_clients_hear_that_a_node_has_changed(stage: Stage) -> None:
    with websocket(stage) as client:
        settled(client)
        for _ in range(2):
            stage.call(lambda: stage.query.set_choices("/lyria/preset", ["ambient", "mine"]))
        assert json.loads(client.recv(timeout=5)) == {"COMMAND": "PATH_CHANGED", "DATA": "/lyria/preset"}
        assert settled(client) == []


def test_requests(stage: Stage) -> None:
    assert status(stage, "/lyria/bpm") == 200
    assert status(stage, "/lyria/nothing") == 404
    assert status(stage, "/lyria/bpm?SMELL") == 400
    assert status(stage, "/lyria/play?VALUE") == 204
    assert status(stage, "/", Accept="text/html") == 200  # after the way to the panel
    assert status(stage, "/", Host="evil.example") == 403


@pytest.mark.parametrize(
    ("request_bytes", "answered"),
    [
        (b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n", b" 405 "),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n", b" 400 "),
        (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\n\r\n", b" 414 "),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n", b" 431 "),
        (b"\x16\x03\x01\x02\x00 no HTTP at all\r\n", b" 400 "),
        (b"GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b" 400 "),
        (b"GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n", b" 426 "),
    ],
)
def test_what_is_no_fit_request(stage: Stage, request_bytes: bytes, answered: bytes) -> None:
    assert answered in raw(stage, request_bytes)[:20]
    assert status(stage, "/") == 200


HUGE_BYTES = 100_000_000


@pytest.mark.parametrize(
    ("head", "piece", "answered"),
    [
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n", b"x" * 65_536, b" 400 "),
        (b"GET /lyria HTTP/1.1\r\nHost: localhost\r\n\r\n", b"x" * 65_536, b" 400 "),
        (b"GET /", b"x" * 65_536, b" 414 "),
        (b"GET / HTTP/1.1\r\nA: ", b"x" * 65_536, b" 431 "),
        (b"GET / HTTP/1.1\r\n", b"A: bcdefghijkl\r\n" * 4096, b" 431 "),
    ],
    ids=["body", "what no GET has", "target", "header", "headers"],
)
def test_of_a_huge_request_nothing_is_kept(stage: Stage, head: bytes, piece: bytes, answered: bytes) -> None:
    with socket.create_connection(("127.0.0.1", stage.http_port), timeout=5) as sock:
        tracemalloc.start()
        try:
            with contextlib.suppress(ConnectionError):
                sock.sendall(head + piece)  # as one: a whole GET without more would be answered at once
                for _ in range(HUGE_BYTES // len(piece)):
                    sock.sendall(piece)
            assert status(stage, "/") == 200, "others are served meanwhile"
            assert tracemalloc.get_traced_memory()[1] < 4_000_000
        finally:
            tracemalloc.stop()
        assert answered in sock.recv(20)


def test_of_a_huge_websocket_message_nothing_is_kept(stage: Stage) -> None:
    with websocket(stage) as client:
        tracemalloc.start()
        try:
            with pytest.raises(ConnectionClosed, match="1009"):
                client.send(bytes(32_768) for _ in range(HUGE_BYTES // 32_768))
            assert tracemalloc.get_traced_memory()[1] < 4_000_000
        finally:
            tracemalloc.stop()
    assert status(stage, "/") == 200


def test_head_has_no_body(stage: Stage) -> None:
    head, _, rest = raw(stage, b"HEAD /lyria HTTP/1.1\r\nHost: localhost\r\n\r\n").partition(b"\r\n\r\n")
    assert b" 200 " in head
    assert rest == b""


def test_a_foreign_page_gets_no_websocket(stage: Stage) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        websocket(stage, origin="http://evil.example")
    with websocket(stage, origin=f"http://127.0.0.1:{stage.http_port}") as client:
        settled(client)


def test_too_long_a_message_ends_the_connection(stage: Stage) -> None:
    with websocket(stage) as client:
        client.send(bytes(70_000))
        with pytest.raises(ConnectionClosed, match="1009"):
            client.recv(timeout=5)


def test_a_peer_that_does_not_read_is_dropped(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as sock, caplog.at_level(logging.WARNING):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.settimeout(5)
        sock.connect(("127.0.0.1", stage.http_port))
        key = b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
        sock.sendall(
            b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" + key + b"\r\n"
        )
        assert b" 101 " in sock.recv(1000)
        packet = encode("/lyria/subscribe")
        sock.sendall(bytes([0x82, 0x80 | len(packet), 0, 0, 0, 0]) + packet)
        assert sock.recv(10)
        for _ in range(400):
            stage.tell("filtered", "x" * 30_000, "too long")
            if "does not read" in caplog.text:
                break
    assert "does not read what it is sent: dropped" in caplog.text
    assert status(stage, "/") == 200


def test_no_more_connections_than_can_be_held(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MAX_CONNECTIONS", 2)
    with websocket(stage) as one, websocket(stage) as two:
        with pytest.raises((ConnectionError, ConnectionClosed, InvalidMessage)):
            websocket(stage)
        settled(one)
        settled(two)


def test_a_request_that_never_ends_is_given_up(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webconnection, "REQUEST_S", 0.0)
    monkeypatch.setattr(webconnection, "PING_S", 0.0)
    assert raw(stage, b"GET / HTTP/1.1\r\nHo") == b""
    with websocket(stage) as silent, pytest.raises(ConnectionClosed):
        silent.recv(timeout=5)


def test_foreign_hosts_are_turned_away(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage.query._gate, "_allow", Allow(()))
    with pytest.raises(OSError, match=r"reset|closed|abort"):
        assert raw(stage, b"GET / HTTP/1.1\r\n\r\n") or _closed()


def _closed() -> bool:
    raise ConnectionResetError("closed at once")


def test_npm_oscquery_reads_it_all(stage: Stage) -> None:
    stage.set("bpm", 91.0)
    ran = subprocess.run(
        ["node", "-e", READ_ALL, str(stage.http_port)],
        cwd=NODE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    read = json.loads(ran.stdout)
    assert len(read["methods"]) == len(ADDRESSES)
    # It names a node by the last part of its path, where others go by its key.
    plain = {address for address in ADDRESSES if not any(address.startswith(f"{one}/") for one in ADDRESSES)}
    assert plain <= set(read["methods"])
    assert read["bpm"] == 91.0
    assert read["host"]["oscPort"] == stage.osc_port


def test_python_oscquery_reads_it_all(stage: Stage) -> None:
    from pythonoscquery.osc_query_client import OSCQueryClient
    from zeroconf import ServiceInfo

    kind = "_oscjson._tcp.local."
    where = ServiceInfo(kind, f"x.{kind}", port=stage.http_port, parsed_addresses=["127.0.0.1"])
    client = OSCQueryClient(where)
    root = client.query_node("/")
    assert root is not None
    assert {node.full_path for node in root if not node.contents} == ADDRESSES
    bpm, host = root.find_subnode("/lyria/bpm"), client.get_host_info()
    assert bpm is not None
    assert bpm.value == [120.0]
    assert host is not None
    assert host.osc_port == stage.osc_port
