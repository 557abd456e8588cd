"""OSCQuery at work: one port for HTTP and WebSocket, the panel's files, and who listens to what.

A WebSocket is a peer as a TCP connection is: its binary frames are OSC packets, and so is what it is sent.
`Peer.stream` counts connections down from -1. Loads websockets, which takes a while: to be imported when used.
"""

import asyncio
import logging
import socket
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from importlib.resources import files
from typing import cast

from lyria_osc.errors import OscError
from lyria_osc.osc.intake import Fault
from lyria_osc.osc.message import encode
from lyria_osc.osc.namespace import Namespace, Readings
from lyria_osc.osc.peers import Allow, Gate, Peer, SocketAddress
from lyria_osc.osc.query import MAX_SHOWN, PANEL, Answer, Here, Request, answer, is_refused, path_changed, read_command
from lyria_osc.osc.webconnection import Connection

MAX_CONNECTIONS = 64
"""How many connections are held at once."""

_SWEEP_S = 1.0
_BACKLOG = 16

_PANEL_FILES = {
    "index.html": "text/html; charset=utf-8",
    "panel.css": "text/css; charset=utf-8",
    "panel.js": "text/javascript; charset=utf-8",
    "osc.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "panel.webmanifest": "application/manifest+json",
}
_PANEL_HEADERS = (
    ("Content-Security-Policy", "default-src 'self'; connect-src 'self' ws:; frame-ancestors 'none'; base-uri 'none'"),
    ("Cache-Control", "no-cache"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)

_in = logging.getLogger("lyria_osc.osc.in")


class OscQuery:
    """OSCQuery at one address. Owner: the host; all of it runs in its event loop."""

    def __init__(
        self,
        listen: tuple[str, int],
        allow: Allow,
        *,
        name: str,
        osc: Peer,
        readings: Callable[[], Readings],
        take: Callable[[bytes, Peer], None],
        fault: Fault,
        gone: Callable[[Peer], None],
    ) -> None:
        """`osc`: where OSC is listened to. `readings` tells what is known now.

        `take` gets each OSC packet, `fault` each thing a client got wrong, `gone` each WebSocket that was closed.
        """
        self._listen = listen
        self._gate = Gate(allow)
        self._name = name
        self._osc = osc
        self._readings = readings
        self._take = take
        self._fault = fault
        self._gone = gone
        self.namespace = Namespace()
        self._pages: Mapping[str, Answer] = {}
        self._own_names: frozenset[str] = frozenset()
        self._open: dict[int, Connection] = {}
        self._count = 0
        self._listening: dict[str, dict[int, Peer]] = {}
        self._server: asyncio.Server | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def start(self) -> None:
        """Opens the port.

        Raises:
            OscError: the address cannot be had.
        """
        loop = asyncio.get_running_loop()
        self._pages = await asyncio.to_thread(_read_pages)
        self._own_names = frozenset({socket.gethostname().casefold(), self._listen[0].casefold()})
        host, port = self._listen
        try:
            self._server = await loop.create_server(lambda: Connection(self), host, port, backlog=_BACKLOG)
        except (OSError, UnicodeError) as error:
            words = getattr(error, "strerror", None) or error
            raise OscError(f"http {host}:{port} cannot be listened to: {words}: choose another with --http") from None
        self._sweep()
        _in.info("OSCQuery at http://%s, the panel at http://%s%s", self.address, self.address, PANEL)

    def close(self) -> None:
        """Closes everything; may be called twice."""
        if self._timer:
            self._timer.cancel()
        if self._server:
            self._server.close()
        for connection in list(self._open.values()):
            connection.close()
        self._server = self._timer = None

    @property
    def address(self) -> Peer:
        """Where it listens, with the port that was really given."""
        sock = cast("asyncio.Server", self._server).sockets[0]
        return Peer(*sock.getsockname()[:2])

    def send(self, peer: Peer, packet: bytes) -> None:
        """Sends one OSC packet, if the WebSocket is still there; never waits and never raises."""
        connection = self._open.get(peer.stream)
        if connection:
            connection.send(packet)

    def listeners(self, address: str) -> list[Peer]:
        """The peers that asked to be told of an address by LISTEN."""
        return list(self._listening.get(address, {}).values())

    def set_choices(self, address: str, choices: list[str]) -> None:
        """Sets what a command's argument can be chosen from; clients are told where that is news."""
        if self.namespace.set_choices(address, choices):
            for connection in self._open.values():
                connection.send(path_changed(address))

    def opened(self, connection: Connection, source: SocketAddress | None) -> Peer | None:
        """Lets a connection in, or (None) does not."""
        peer = self._gate.admitted(source, -self._count - 1) if source else None
        if peer is None:
            return None
        if len(self._open) >= MAX_CONNECTIONS:
            _in.warning("! %s: %d connections are open already: refused", peer, MAX_CONNECTIONS)
            return None
        self._count += 1
        self._open[peer.stream] = connection
        return peer

    def ended(self, peer: Peer, *, was_websocket: bool) -> None:
        """A connection is no more."""
        if self._open.pop(peer.stream, None) and was_websocket:
            for listening in self._listening.values():
                listening.pop(peer.stream, None)
            self._gone(peer)

    def refusal(self, host: str, origin: str | None) -> str:
        """Why a request with these headers may not be served; empty if it may."""
        return is_refused(host, origin, self._own_names)

    def answer(self, request: Request, local: SocketAddress) -> Answer:
        """What a request is answered that came to the address `local`."""
        own = (str(local[0]), int(local[1]))
        osc_host = own[0] if self._osc.host in ("0.0.0.0", "::") else self._osc.host
        here = Here(self._name, (osc_host, self._osc.port), own)
        return answer(request, here, self.namespace, self._readings, self._pages)

    def packet(self, raw: bytes, peer: Peer) -> None:
        """Takes a binary frame."""
        self._take(raw, peer)

    def command(self, text: str, peer: Peer) -> None:
        """Takes a text frame."""
        try:
            command, path = read_command(text)
            if command == "LISTEN":
                self._listen_to(path, peer)
            elif command == "IGNORE":
                self._listening.get(path, {}).pop(peer.stream, None)
        except OscError as error:
            self._fault(peer, "/", str(error), time.monotonic())

    def _listen_to(self, path: str, peer: Peer) -> None:
        if path not in self.namespace.rows:
            raise OscError(f"{path[:MAX_SHOWN]}: there is nothing to LISTEN to")
        self._listening.setdefault(path, {})[peer.stream] = peer
        # What changed between the client's reading of the node and now, it would never hear of.
        known = self._readings().get(path)
        if known:
            self.send(peer, encode(path, known))

    def _sweep(self) -> None:
        now_s = time.monotonic()
        for connection in list(self._open.values()):
            connection.look(now_s)
        self._timer = asyncio.get_running_loop().call_later(_SWEEP_S, self._sweep)


def _read_pages() -> dict[str, Answer]:
    folder = files("lyria_osc") / "panel"
    pages = {
        PANEL + name: Answer(HTTPStatus.OK, (folder / name).read_bytes(), (("Content-Type", kind), *_PANEL_HEADERS))
        for name, kind in _PANEL_FILES.items()
    }
    return {**pages, PANEL: pages[f"{PANEL}index.html"]}
