"""The TCP side of the server: connections, their framing, and what is done about those that do not read.

A connection reads a small piece a turn of the event loop, so that none can hold up the others.
"""

import asyncio
import logging
import socket
import time
from collections.abc import Callable
from typing import cast

from lyria_osc.errors import OscError
from lyria_osc.osc.framing import StreamFraming
from lyria_osc.osc.intake import Fault
from lyria_osc.osc.peers import Gate, Peer, SocketAddress

MAX_CONNECTIONS = 64
"""How many connections are held at once."""

MAX_UNSENT_BYTES = 256 * 1024
"""How much is kept for a peer that does not read, before it is dropped."""

_PIECE_BYTES = 8 * 1024

_in = logging.getLogger("lyria_osc.osc.in")
_out = logging.getLogger("lyria_osc.osc.out")


class Streams:
    """All connections. Owner: the server."""

    def __init__(
        self,
        gate: Gate,
        take: Callable[[bytes, Peer], None],
        fault: Fault,
        gone: Callable[[Peer], None],
    ) -> None:
        """`take` gets each packet, `fault` each stream that cannot be read, `gone` each peer whose connection ended."""
        self._gate = gate
        self._take = take
        self._fault = fault
        self._gone = gone
        self._open: dict[int, Connection] = {}
        self._count = 0
        self._refused = 0

    def connection(self) -> "Connection":
        """A protocol for a connection that comes in."""
        return Connection(self)

    def send(self, peer: Peer, packet: bytes) -> None:
        """Sends one packet, if the connection is still there."""
        connection = self._open.get(peer.stream)
        if connection:
            connection.send(packet)

    def close(self) -> None:
        """Closes all connections once what was sent has gone out."""
        for connection in list(self._open.values()):
            connection.close()

    def opened(self, connection: "Connection", source: SocketAddress | None) -> Peer | None:
        """Lets a connection in, or (None) does not."""
        peer = self._gate.admitted(source, self._count + 1) if source else None
        if peer is None:
            return None
        if len(self._open) >= MAX_CONNECTIONS:
            self._refused += 1
            if self._refused & (self._refused - 1) == 0:  # the first, the second, the fourth, …
                words = "! %s: %d connections are open already: refused, %d so far"
                _in.warning(words, peer, MAX_CONNECTIONS, self._refused)
            return None
        self._count += 1
        self._open[peer.stream] = connection
        return peer

    def came(self, framing: StreamFraming, piece: memoryview, peer: Peer) -> bool:
        """Takes a piece of a stream; False if the stream cannot be read any further."""
        try:
            for packet in framing.feed(piece):
                self._take(packet, peer)
        except OscError as error:
            self._fault(peer, "/", str(error), time.monotonic())
            return False
        return True

    def ended(self, peer: Peer) -> None:
        """A connection is no more."""
        if self._open.pop(peer.stream, None):
            self._gone(peer)


class Connection(asyncio.BufferedProtocol):
    """One peer."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams
        self._framing = StreamFraming()
        self._piece = bytearray(_PIECE_BYTES)
        self._transport: asyncio.Transport | None = None
        self._peer: Peer | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Part of `asyncio.BufferedProtocol`."""
        self._transport = cast("asyncio.Transport", transport)
        self._peer = self._streams.opened(self, transport.get_extra_info("peername"))
        if self._peer is None:
            self._transport.abort()
            return
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    def get_buffer(self, sizehint: int) -> bytearray:
        """Part of `asyncio.BufferedProtocol`."""
        return self._piece

    def buffer_updated(self, nbytes: int) -> None:
        """Part of `asyncio.BufferedProtocol`."""
        if self._peer is None or self._transport is None or self._transport.is_closing():
            return
        if not self._streams.came(self._framing, memoryview(self._piece)[:nbytes], self._peer):
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        """Part of `asyncio.BufferedProtocol`."""
        if self._peer:
            self._streams.ended(self._peer)

    def send(self, packet: bytes) -> None:
        """Sends one packet; a peer that has long not read is dropped."""
        if self._transport is None or self._transport.is_closing():
            return
        if self._transport.get_write_buffer_size() > MAX_UNSENT_BYTES:
            _out.warning("! %s: does not read what it is sent: dropped", self._peer)
            self._transport.abort()
            return
        self._transport.write(self._framing.frame(packet))

    def close(self) -> None:
        """Closes it once what was sent has gone out."""
        if self._transport:
            self._transport.close()
