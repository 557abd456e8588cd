"""The sockets: OSC in and out over UDP and TCP, on one port.

UDP is read under `add_reader` and drained many datagrams a turn, since a turn of the event loop costs more than a
message; where the loop has no `add_reader` (Windows' proactor) asyncio's own datagram reading stands in. That loop
stops reading for good after a reply to a closed port (cpython #91227): run the selector loop on Windows.
"""

import asyncio
import errno
import logging
import socket
import time
from collections.abc import Callable
from typing import cast

from lyria_osc.errors import OscError
from lyria_osc.osc.intake import Fault, Intake, Receive
from lyria_osc.osc.packet import MAX_PACKET_BYTES
from lyria_osc.osc.peers import Allow, Gate, Peer, SocketAddress, plain_host
from lyria_osc.osc.streams import Streams

_DRAIN = 256
_TURN_S = 0.005
_RECEIVE_BUFFER_BYTES = 4 * 2**20
# The wall clock can be set while a bundle waits, so its timer looks again at least this often.
_LONGEST_TIMER_S = 1.0

_in = logging.getLogger("lyria_osc.osc.in")
_out = logging.getLogger("lyria_osc.osc.out")


class OscServer:
    """OSC at one address. Owner: the host; all of it runs in its event loop."""

    def __init__(
        self,
        listen: tuple[str, int],
        allow: Allow,
        receive: Receive,
        fault: Fault,
        gone: Callable[[Peer], None] = lambda peer: None,
    ) -> None:
        """`receive` and `fault` take what comes (see `intake`); `gone` hears of TCP connections that were closed."""
        self._listen = listen
        self._gate = Gate(allow)
        self._intake = Intake(receive, fault)
        self._streams = Streams(self._gate, self.take, fault, gone)
        self._udp: socket.socket | None = None
        self._tcp: asyncio.Server | None = None
        self._datagrams: asyncio.DatagramTransport | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def start(self) -> None:
        """Opens both sockets and takes what comes.

        Raises:
            OscError: the address cannot be had.
        """
        await self.bind()
        await self.serve()

    async def bind(self) -> None:
        """Opens both sockets; what comes waits in them until `serve`.

        Raises:
            OscError: the address cannot be had.
        """
        loop = asyncio.get_running_loop()
        family, address = await _resolve(*self._listen)
        try:
            tcp = _bound(family, socket.SOCK_STREAM, address)
            self._tcp = await loop.create_server(self._streams.connection, sock=tcp, start_serving=False)
            self._udp = _bound(family, socket.SOCK_DGRAM, tcp.getsockname())
        except OSError as error:
            self.close()
            raise OscError(_not_had(error, *self._listen)) from None

    async def serve(self) -> None:
        """Takes what comes, after `bind`.

        Raises:
            OscError: another program has begun to listen at the address meanwhile.
        """
        loop = asyncio.get_running_loop()
        assert self._tcp
        assert self._udp
        try:
            await self._tcp.start_serving()
        except OSError as error:
            raise OscError(_not_had(error, *self._listen)) from None
        try:
            loop.add_reader(self._udp, self._drain)
        except NotImplementedError:
            self._datagrams, _ = await loop.create_datagram_endpoint(
                lambda: _Datagrams(self._gate, self.take), sock=self._udp
            )
        _in.info("OSC at %s, UDP and TCP", self.address)

    def close(self) -> None:
        """Closes everything; may be called twice."""
        if self._timer:
            self._timer.cancel()
        self._streams.close()
        if self._tcp:
            self._tcp.close()
        if self._datagrams:
            self._datagrams.close()
        elif self._udp:
            if self._tcp:
                self._tcp.get_loop().remove_reader(self._udp)
            self._udp.close()
        self._udp = self._tcp = self._datagrams = self._timer = None

    @property
    def address(self) -> Peer:
        """Where it listens, with the port that was really given."""
        host, port = cast("socket.socket", self._udp).getsockname()[:2]
        return Peer(host, port)

    @property
    def udp_fileno(self) -> int:
        """The UDP socket's descriptor, for another process that is to send from the same port."""
        return cast("socket.socket", self._udp).fileno()

    async def peer(self, host: str, port: int) -> Peer:
        """A UDP peer by name, as it can be reached from this server's socket, which need not be open yet.

        Raises:
            OscError: the name is not known.
        """
        family, _ = await _resolve(*self._listen)
        _, address = await _resolve(host, port, family)
        return Peer(plain_host(address[0]), port)

    def send(self, peer: Peer, datagram: bytes) -> None:
        """Sends one packet; never waits and never raises: what cannot be sent is lost, as in UDP anything may be."""
        if peer.stream:
            self._streams.send(peer, datagram)
        elif self._udp:
            mapped = self._udp.family == socket.AF_INET6 and ":" not in peer.host
            try:
                self._udp.sendto(datagram, (f"::ffff:{peer.host}" if mapped else peer.host, peer.port))
            except OSError as error:
                _out.debug("> %s: lost: %s", peer, error)

    def take(self, packet: bytes, peer: Peer) -> None:
        """Takes one packet that came in some other way than by these sockets."""
        self._intake.packet(packet, peer, time.monotonic(), time.time())
        self._set_timer()

    def _drain(self) -> None:
        udp, packet, who = self._udp, self._intake.packet, self._gate.udp_peer
        if udp is None:
            return
        wall_s, until_s = time.time(), time.monotonic() + _TURN_S
        for _ in range(_DRAIN):
            try:
                raw, source = udp.recvfrom(MAX_PACKET_BYTES)
            except (BlockingIOError, InterruptedError):
                break
            except OSError:  # a datagram of ours met a closed port: no reason not to read on
                continue
            peer = who(source)
            now_s = time.monotonic()
            if peer:
                packet(raw, peer, now_s, wall_s)
            if now_s > until_s:
                break
        self._set_timer()

    def _set_timer(self) -> None:
        next_s = self._intake.next_wall_s
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if next_s is not None:
            delay_s = min(_LONGEST_TIMER_S, max(0.0, next_s - time.time()))
            self._timer = asyncio.get_running_loop().call_later(delay_s, self._on_time)

    def _on_time(self) -> None:
        self._intake.due(time.monotonic(), time.time())
        self._set_timer()


class _Datagrams(asyncio.DatagramProtocol):
    """Reads UDP where the loop cannot watch a socket."""

    def __init__(self, gate: Gate, take: Callable[[bytes, Peer], None]) -> None:
        self._gate = gate
        self._take = take

    def datagram_received(self, data: bytes, addr: SocketAddress) -> None:
        peer = self._gate.udp_peer(addr)
        if peer:
            self._take(data, peer)


async def _resolve(host: str, port: int, family: int = socket.AF_UNSPEC) -> tuple[int, SocketAddress]:
    flags = socket.AI_V4MAPPED if family == socket.AF_INET6 else 0
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            host, port, family=family, type=socket.SOCK_DGRAM, flags=flags
        )
    except (OSError, UnicodeError):  # a name that cannot be a name is a UnicodeError
        raise OscError(f"{host!r}: no such host is known here") from None
    best = min(found, key=lambda one: one[0] != socket.AF_INET)  # localhost: 127.0.0.1 rather than ::1
    return best[0], best[4]


def _bound(family: int, kind: socket.SocketKind, address: SocketAddress) -> socket.socket:
    sock = socket.socket(family, kind)
    try:
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        if kind == socket.SOCK_DGRAM:
            # By default some 256 small datagrams fit: a stall of 100 ms would lose a fader storm.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER_BYTES)
        elif hasattr(socket, "SO_REUSEPORT"):  # not on Windows, where SO_REUSEADDR would share the port
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.setblocking(False)
        sock.bind(address)
    except OSError:
        sock.close()
        raise
    return sock


def _not_had(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} at {host} is in use (another lyria-osc?): close that program, or choose with --listen"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine: give one that is with --listen, 0.0.0.0 for all"
    if error.errno == errno.EACCES:
        return f"port {port} may not be opened: choose one above 1023 with --listen"
    return f"{host}:{port} cannot be listened to: {error.strerror}"
