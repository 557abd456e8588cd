"""The server over real sockets on loopback, with plain sockets and liblo's tools at the other end."""

import asyncio
import contextlib
import logging
import shutil
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from pythonosc import slip

from lyria_osc.errors import OscError
from lyria_osc.osc.message import Message, bundle, decode, encode
from lyria_osc.osc.peers import Peer, allow
from lyria_osc.osc.schedule import to_timetag
from lyria_osc.osc.server import OscServer
from lyria_osc.osc.streams import MAX_CONNECTIONS

Studio = Any  # the one of conftest.py

PATIENCE_S = 20.0
IP_RECVERR = 11
HANGS_PYTHON_OSC = [
    bytes.fromhex("2362756e646c65000000000000000001fffffffc"),
    bytes.fromhex("2362756e646c65000000000000000001000000042f000000fffffff4"),
]


@dataclass
class Heard:
    """What a server handed on."""

    groups: asyncio.Queue[tuple[list[str], Peer]] = field(default_factory=asyncio.Queue)
    faults: asyncio.Queue[tuple[Peer, str, str]] = field(default_factory=asyncio.Queue)
    gone: asyncio.Queue[Peer] = field(default_factory=asyncio.Queue)

    def receive(self, messages: tuple[Message, ...], peer: Peer, now_s: float) -> None:
        self.groups.put_nowait(([message.address for message in messages], peer))

    def fault(self, peer: Peer, address: str, words: str, now_s: float) -> None:
        self.faults.put_nowait((peer, address, words))


@contextlib.asynccontextmanager
async def serving(host: str = "127.0.0.1", cidrs: Sequence[str] = ()) -> AsyncIterator[tuple[OscServer, Heard]]:
    heard = Heard()
    server = OscServer((host, 0), allow(cidrs, host), heard.receive, heard.fault, heard.gone.put_nowait)
    stray: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: stray.append(context))
    await server.start()
    try:
        async with asyncio.timeout(PATIENCE_S):
            yield server, heard
    finally:
        server.close()
    assert stray == []


@contextlib.contextmanager
def client(server: OscServer, host: str = "127.0.0.1") -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setblocking(False)
        sock.connect((host, server.address.port))
        yield sock


async def received(sock: socket.socket) -> Message:
    return decode(await asyncio.get_running_loop().sock_recv(sock, 65536))


def test_a_datagram_is_heard_and_answered_to_its_sender() -> None:
    async def scenario() -> None:
        async with serving() as (server, heard):
            with client(server) as sock:
                sock.send(encode("/lyria/ping", [1]))
                addresses, peer = await heard.groups.get()
                assert addresses == ["/lyria/ping"]
                assert peer == Peer(*sock.getsockname())
                server.send(peer, encode("/lyria/pong", [1]))
                assert await received(sock) == Message("/lyria/pong", (1,))

    asyncio.run(scenario())


def test_a_burst_is_heard_whole_and_in_order() -> None:
    async def scenario() -> None:
        async with serving() as (server, heard):
            with client(server) as sock:
                for number in range(1000):
                    sock.send(encode(f"/{number}"))
            assert [(await heard.groups.get())[0] for _ in range(1000)] == [[f"/{number}"] for number in range(1000)]

    asyncio.run(scenario())


def test_a_bundle_for_later_does_not_hold_up_what_comes_after_it() -> None:
    async def scenario() -> None:
        async with serving() as (server, heard):
            with client(server) as sock:
                due_s = time.time() + 0.3
                sock.send(bundle(to_timetag(due_s), [encode("/later"), encode("/too")]))
                sock.send(encode("/now"))
                assert (await heard.groups.get())[0] == ["/now"]
                assert (await heard.groups.get())[0] == ["/later", "/too"]
                assert time.time() >= due_s

    asyncio.run(scenario())


def test_bad_datagrams_are_faults_and_the_server_goes_on() -> None:
    async def scenario() -> None:
        async with serving() as (server, heard):
            with client(server) as sock:
                bad = [*HANGS_PYTHON_OSC, b"", b"\xff" * 60_000, b"/x\0\0,c\0\0\0\0\0a"]
                for raw in bad:
                    sock.send(raw)
                sock.send(encode("/good"))
                assert (await heard.groups.get())[0] == ["/good"]
                faults = [heard.faults.get_nowait() for _ in bad]
                assert [address for _, address, _ in faults] == ["/", "/", "/", "/", "/x"]
                assert heard.faults.empty()

    asyncio.run(scenario())


def test_an_answer_to_a_closed_port_does_not_stop_the_reading() -> None:
    async def scenario() -> None:
        async with serving() as (server, heard):
            with client(server) as sock:
                sock.send(encode("/a"))
                _, closed = await heard.groups.get()
            if sys.platform == "linux":  # have the socket tell of it, as Windows always does
                assert server._udp
                server._udp.setsockopt(socket.IPPROTO_IP, IP_RECVERR, 1)
            server.send(Peer("255.255.255.255", 9), encode("/refused"))
            server.send(closed, b"/".ljust(65_530, b"x"))
            server.send(closed, encode("/lost"))
            with client(server) as sock:
                sock.send(encode("/b"))
                assert (await heard.groups.get())[0] == ["/b"]

    asyncio.run(scenario())


@pytest.mark.parametrize(("listen", "host", "seen"), [("::1", "::1", "::1"), ("::", "127.0.0.1", "127.0.0.1")])
def test_ipv6_is_listened_to_and_takes_ipv4_too(listen: str, host: str, seen: str) -> None:
    async def scenario() -> None:
        async with serving(listen) as (server, heard):
            with client(server, host) as sock:
                sock.send(encode("/a"))
                _, peer = await heard.groups.get()
                assert peer.host == seen
                server.send(peer, encode("/b"))
                assert (await received(sock)).address == "/b"

    asyncio.run(scenario())


def test_a_host_that_is_not_allowed_is_not_heard() -> None:
    told = asyncio.Event()

    class Told(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "127.0.0.1 may not send" in record.getMessage():
                told.set()

    async def scenario() -> None:
        async with serving(cidrs=["10.0.0.0/8"]) as (server, heard):
            with client(server) as sock:
                sock.send(encode("/a"))
                await told.wait()
            reader, writer = await asyncio.open_connection("127.0.0.1", server.address.port)
            with contextlib.suppress(ConnectionError):
                assert await reader.read() == b""
            writer.close()
            assert heard.groups.empty()
            assert heard.gone.empty()

    log, handler = logging.getLogger("lyria_osc.osc.in"), Told()
    log.addHandler(handler)
    try:
        asyncio.run(scenario())
    finally:
        log.removeHandler(handler)


def test_an_address_in_use_is_one_clear_line() -> None:
    async def scenario() -> None:
        async with serving() as (server, heard):
            port = server.address.port
            second = OscServer(("127.0.0.1", port), allow([], "127.0.0.1"), heard.receive, heard.fault)
            with pytest.raises(OscError, match=f"port {port} at 127.0.0.1 is in use.*--listen"):
                await second.start()
        await second.start()
        second.close()
        second.close()

    asyncio.run(scenario())


def test_an_address_that_is_taken_before_it_is_served_is_one_clear_line() -> None:
    async def scenario() -> None:
        heard = Heard()
        server = OscServer(("127.0.0.1", 0), allow([], "127.0.0.1"), heard.receive, heard.fault)
        await server.bind()
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            other.bind(("127.0.0.1", server.address.port))
            other.listen()
            with pytest.raises(OscError, match="is in use"):
                await server.serve()
        server.close()

    asyncio.run(scenario())


def test_a_udp_port_in_use_is_an_error_and_leaves_nothing_open() -> None:
    async def scenario() -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
            heard = Heard()
            server = OscServer(("127.0.0.1", port), allow([], "127.0.0.1"), heard.receive, heard.fault)
            with pytest.raises(OscError, match="is in use"):
                await server.start()
            with pytest.raises(ConnectionRefusedError):
                await asyncio.open_connection("127.0.0.1", port)

    asyncio.run(scenario())


@pytest.mark.parametrize(("host", "says"), [("192.0.2.1", "no address of this machine"), ("a..b", "no such host")])
def test_an_address_that_is_not_here_is_one_clear_line(host: str, says: str) -> None:
    heard = Heard()
    with pytest.raises(OscError, match=says):
        asyncio.run(OscServer((host, 0), allow([], host), heard.receive, heard.fault).start())


@pytest.mark.parametrize("listen", ["127.0.0.1", "::"])
def test_a_peer_is_found_by_name_before_anything_is_open(listen: str) -> None:
    async def scenario() -> None:
        heard = Heard()
        server = OscServer((listen, 0), allow([], listen), heard.receive, heard.fault)
        assert await server.peer("127.0.0.1", 9001) == Peer("127.0.0.1", 9001)
        assert (await server.peer("localhost", 9001)).host in {"127.0.0.1", "::1"}
        with pytest.raises(OscError, match="no such host"):
            await server.peer("a..b", 9001)

    asyncio.run(scenario())


def test_without_add_reader_datagrams_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        def missing(*args: object) -> None:
            raise NotImplementedError

        monkeypatch.setattr(asyncio.get_running_loop(), "add_reader", missing)
        async with serving() as (server, heard):
            with client(server) as sock:
                due = to_timetag(time.time() + 0.1)
                sock.send(bundle(due, [encode("/b")]))
                sock.send(encode("/a"))
                assert (await heard.groups.get())[0] == ["/a"]
                addresses, peer = await heard.groups.get()
                assert addresses == ["/b"]
                server.send(peer, encode("/c"))
                sock.setblocking(True)
                assert decode(await asyncio.to_thread(sock.recv, 999)).address == "/c"

    asyncio.run(scenario())


def sized(packet: bytes) -> bytes:
    return len(packet).to_bytes(4, "big") + packet


@pytest.mark.parametrize("framed", [sized, slip.encode])
def test_tcp_is_heard_and_answered_in_the_framing_of_the_peer(framed: Callable[[bytes], bytes]) -> None:
    async def scenario() -> None:
        async with serving() as (server, heard):
            reader, writer = await asyncio.open_connection("127.0.0.1", server.address.port)
            writer.write(framed(encode("/a", [1])) + framed(bundle(1, [encode("/b"), encode("/c")])))
            addresses, peer = await heard.groups.get()
            assert addresses == ["/a"]
            assert peer == Peer("127.0.0.1", writer.get_extra_info("sockname")[1], 1)
            assert (await heard.groups.get())[0] == ["/b", "/c"]
            answer = framed(encode("/answer", ["x"]))
            server.send(peer, encode("/answer", ["x"]))
            assert await reader.readexactly(len(answer)) == answer
            writer.close()
            assert await heard.gone.get() == peer
            server.send(peer, encode("/nobody"))

    asyncio.run(scenario())


def test_a_stream_that_is_no_osc_is_one_fault_and_is_closed() -> None:
    async def scenario() -> None:
        async with serving() as (server, heard):
            reader, writer = await asyncio.open_connection("127.0.0.1", server.address.port)
            writer.write(b"GET / HTTP/1.1\r\n\r\n" * 100)
            peer, address, words = await heard.faults.get()
            assert (peer.stream, address) == (1, "/")
            assert "SLIP" in words
            with contextlib.suppress(ConnectionError):
                assert await reader.read() == b""
            assert await heard.gone.get() == peer
            writer.close()
            assert heard.faults.empty()

    asyncio.run(scenario())


def test_a_peer_that_does_not_read_is_dropped() -> None:
    async def scenario() -> None:
        async with serving() as (server, heard):
            _, writer = await asyncio.open_connection("127.0.0.1", server.address.port)
            writer.write(sized(encode("/lyria/subscribe")))
            _, peer = await heard.groups.get()
            datagram = encode("/lyria/level", ["x" * 60_000])
            while heard.gone.empty():
                server.send(peer, datagram)
                await asyncio.sleep(0)
            assert await heard.gone.get() == peer
            writer.close()

    asyncio.run(scenario())


def test_connections_are_bounded(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        async with serving() as (server, heard):
            port = server.address.port
            writers = [(await asyncio.open_connection("127.0.0.1", port))[1] for _ in range(MAX_CONNECTIONS)]
            for writer in writers:
                writer.write(sized(encode("/a")))
                await heard.groups.get()
            for _ in range(6):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                with contextlib.suppress(ConnectionError):
                    assert await reader.read() == b""
                writer.close()
            told = [line for line in caplog.messages if "connections are open already" in line]
            assert [line.rpartition(", ")[2] for line in told] == ["1 so far", "2 so far", "4 so far"]
            writers.pop().close()
            await heard.gone.get()
            _, late = await asyncio.open_connection("127.0.0.1", port)
            late.write(sized(encode("/b")))
            assert (await heard.groups.get())[0] == ["/b"]
            for one in (*writers, writer, late):
                one.close()

    asyncio.run(scenario())


def test_packets_come_in_by_other_ways_too() -> None:
    async def scenario() -> None:
        async with serving() as (server, heard):
            server.take(encode("/a"), Peer("127.0.0.1", 1, 99))
            assert await heard.groups.get() == (["/a"], Peer("127.0.0.1", 1, 99))
            assert server.udp_fileno >= 0

    asyncio.run(scenario())


async def oscsend(url: str, *words: str) -> None:
    process = await asyncio.create_subprocess_exec(str(shutil.which("oscsend")), url, *words)
    assert await process.wait() == 0


async def lines_until(process: asyncio.subprocess.Process, end: str) -> list[str]:
    assert process.stdout
    lines: list[str] = []
    while not lines or end not in lines[-1]:
        lines.append((await process.stdout.readline()).decode().split(" ", 1)[1].strip())
    return lines


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


@pytest.mark.parametrize("scheme", ["osc.udp", "osc.tcp"])
def test_liblo_sets_and_hears(studio: Studio, scheme: str) -> None:
    async def scenario() -> None:
        desk, listening = studio.desk, free_port()
        server = OscServer(("127.0.0.1", 0), allow([], "127.0.0.1"), desk.receive, desk.refuse, desk.gone)
        desk._send = server.send
        await server.start()
        url = f"{scheme}://127.0.0.1:{server.address.port}"
        dump = await asyncio.create_subprocess_exec(
            str(shutil.which("oscdump")), "-L", str(listening), stdout=asyncio.subprocess.PIPE
        )
        try:
            async with asyncio.timeout(PATIENCE_S):
                await asyncio.to_thread(wait_bound, listening)
                await oscsend(url, "/lyria/subscribe", "i", str(listening))
                newcomer = await lines_until(dump, "/lyria/state")
                await oscsend(url, "/lyria/density", "f", "0.25")
                await oscsend(url, "/lyria/prompt/1/text", "ss", "lo-fi", "piano")
                await oscsend(url, "/lyria/mute", "T")
                await oscsend(url, "/lyria/play", "F")
                await oscsend(url, "/lyria/play", "T")
                await oscsend(url, "/lyria/unsubscribe")
                await oscsend(url, "/lyria/subscribe", "i", str(listening))
                lines = await lines_until(dump, "/lyria/state")
        finally:
            dump.kill()
            await dump.wait()
            server.close()
        assert newcomer[0] == "/lyria/bpm f 120.000000"
        assert lines[:3] == ["/lyria/density f 0.250000", '/lyria/prompt/1/text s "lo-fi piano"', "/lyria/mute T #T"]
        assert [name for name, _, _ in studio.commands] == ["play"]

    asyncio.run(scenario())


def wait_bound(port: int) -> None:
    """Waits until a program has bound a UDP port."""
    until_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < until_s:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            try:
                sock.bind(("127.0.0.1", port))
            except OSError:
                return
        time.sleep(0.01)
    raise TimeoutError(f"nobody bound port {port}")
