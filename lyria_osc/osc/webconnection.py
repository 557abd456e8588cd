"""One connection to the OSCQuery port: a request and its answer, or a WebSocket.

The package websockets knows both protocols and does no I/O; here is the I/O around it. Every connection is bounded: in
how much it is read of at a time, in how long it may take, and in what is kept for it when it does not read.
"""

import asyncio
import logging
import time
from http import HTTPStatus
from typing import Protocol, cast

from websockets.datastructures import Headers
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Request as HttpRequest
from websockets.http11 import Response
from websockets.protocol import State
from websockets.server import ServerProtocol

from lyria_osc.osc.packet import MAX_PACKET_BYTES
from lyria_osc.osc.peers import Peer, SocketAddress
from lyria_osc.osc.query import Answer, Request

MAX_UNSENT_BYTES = 256 * 1024
"""How much is kept for a peer that does not read, before it is dropped."""

REQUEST_S = 10.0
"""How long a request and the reading of its answer may take."""

PING_S = 15.0
"""After so long a silence a WebSocket is asked whether it is still there; after twice as long it is dropped."""

_PIECE_BYTES = 8 * 1024
_TEXT = (("Content-Type", "text/plain; charset=utf-8"),)

_out = logging.getLogger("lyria_osc.osc.out")
_wire = logging.getLogger("lyria_osc.osc.web")
_wire.setLevel(logging.WARNING)  # websockets tells of each connection: more than anyone wants to read


class Server(Protocol):
    """What a connection needs of its server."""

    def opened(self, connection: "Connection", source: SocketAddress | None) -> Peer | None:
        """Lets a connection in, or (None) does not."""

    def ended(self, peer: Peer, *, was_websocket: bool) -> None:
        """A connection is no more."""

    def refusal(self, host: str, origin: str | None) -> str:
        """Why a request with these headers may not be served; empty if it may."""

    def answer(self, request: Request, local: SocketAddress) -> Answer:
        """What a request is answered that came to the address `local`."""

    def packet(self, raw: bytes, peer: Peer) -> None:
        """Takes a binary message."""

    def command(self, text: str, peer: Peer) -> None:
        """Takes a text message."""


class Connection(asyncio.BufferedProtocol):
    """One connection."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._http = ServerProtocol(max_size=MAX_PACKET_BYTES, logger=_wire)
        self._piece = bytearray(_PIECE_BYTES)
        self._message = bytearray()
        self._is_text = False
        self._is_websocket = False
        self._is_answered = False
        self._heard_s = time.monotonic()
        self._transport: asyncio.Transport | None = None
        self._peer: Peer | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Part of `asyncio.BufferedProtocol`."""
        self._transport = cast("asyncio.Transport", transport)
        self._peer = self._server.opened(self, transport.get_extra_info("peername"))
        if self._peer is None:
            self._transport.abort()

    def get_buffer(self, sizehint: int) -> bytearray:
        """Part of `asyncio.BufferedProtocol`."""
        return self._piece

    def buffer_updated(self, nbytes: int) -> None:
        """Part of `asyncio.BufferedProtocol`."""
        if self._peer and self._transport and not self._transport.is_closing():
            if self._http.state is State.OPEN:
                self._heard_s = time.monotonic()
            self._http.receive_data(bytes(memoryview(self._piece)[:nbytes]))
            self._serve(self._peer)

    def connection_lost(self, error: Exception | None) -> None:
        """Part of `asyncio.BufferedProtocol`."""
        if self._peer:
            self._server.ended(self._peer, was_websocket=self._is_websocket)

    def send(self, message: bytes | str) -> None:
        """Sends one message, binary or text, if this is an open WebSocket."""
        if self._http.state is not State.OPEN:
            return
        if isinstance(message, str):
            self._http.send_text(message.encode())
        else:
            self._http.send_binary(message)
        self._flush()

    def look(self, now_s: float) -> None:
        """To be called now and then: ends what takes too long, asks a silent WebSocket whether it is there."""
        silent_s = now_s - self._heard_s
        is_open = self._http.state is State.OPEN
        if self._transport and silent_s > (2 * PING_S if is_open else REQUEST_S):
            self._transport.abort()
        elif is_open and silent_s > PING_S:
            self._http.send_ping(b"")
            self._flush()

    def close(self) -> None:
        """Says goodbye, and closes once what was sent has gone out."""
        if self._http.state is State.OPEN:
            self._http.send_close(CloseCode.GOING_AWAY)
            self._flush()
        if self._transport:
            self._transport.close()

    def _serve(self, peer: Peer) -> None:
        for event in self._http.events_received():
            if isinstance(event, HttpRequest):
                self._request(event)
            elif isinstance(event, Frame) and self._is_websocket:
                self._frame(event, peer)
        self._flush()

    def _request(self, request: HttpRequest) -> None:
        """Answers a request; one that more bytes follow than a request may have is dropped."""
        if self._http.eof_sent:
            return
        headers = request.headers
        host, origin = headers.get_all("Host"), headers.get_all("Origin")
        refusal = self._server.refusal(" ".join(host), " ".join(origin) if origin else None)
        if refusal:
            response = _response(Answer(HTTPStatus.FORBIDDEN, f"{refusal}\n".encode(errors="replace"), _TEXT))
        elif headers.get_all("Upgrade"):
            response = self._http.accept(request)
        elif request.method not in ("GET", "HEAD"):
            response = _response(
                Answer(HTTPStatus.METHOD_NOT_ALLOWED, b"GET is all there is\n", (*_TEXT, ("Allow", "GET, HEAD")))
            )
        else:
            response = self._answer(request)
        self._http.send_response(response)
        self._is_websocket = response.status_code == HTTPStatus.SWITCHING_PROTOCOLS

    def _answer(self, request: HttpRequest) -> Response:
        accept = ",".join(request.headers.get_all("Accept"))
        local = cast("asyncio.Transport", self._transport).get_extra_info("sockname")
        response = _response(self._server.answer(Request(request.path, accept), local))
        if request.method == "HEAD":
            response.body = b""
        return response

    def _frame(self, frame: Frame, peer: Peer) -> None:
        if frame.opcode in (Opcode.TEXT, Opcode.BINARY):
            self._is_text = frame.opcode is Opcode.TEXT
        elif frame.opcode is not Opcode.CONT:
            return
        self._message += frame.data
        if not frame.fin:
            return
        message = bytes(self._message)
        self._message.clear()
        if self._is_text:
            self._server.command(message.decode(errors="replace"), peer)
        else:
            self._server.packet(message, peer)

    def _flush(self) -> None:
        writes = self._http.data_to_send()
        if writes == [b""] and self._http.state is State.CONNECTING and not self._is_answered:
            writes = [
                _response(Answer(HTTPStatus.BAD_REQUEST, b"no GET request that can be read\n", _TEXT)).serialize(),
                b"",
            ]
        for data in writes:
            self._is_answered = True
            self._write(data)

    def _write(self, data: bytes) -> None:
        """Writes; an empty piece is the end of what is sent. A peer that has long not read is dropped."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        if not data:
            transport.write_eof()
        elif transport.get_write_buffer_size() > MAX_UNSENT_BYTES:
            _out.warning("! %s: does not read what it is sent: dropped", self._peer)
            transport.abort()
        else:
            transport.write(data)


def _response(answer: Answer) -> Response:
    headers = Headers([("Connection", "close"), *answer.headers])
    if answer.status is not HTTPStatus.NO_CONTENT:
        headers["Content-Length"] = str(len(answer.body))
    return Response(answer.status.value, answer.status.phrase, headers, answer.body)
