"""Speaks to a running host: sends one message and hears what comes back."""

import socket
import time
from collections.abc import Iterable, Iterator

from lyria_osc.errors import OscError
from lyria_osc.osc.message import Message, decode, encode
from lyria_osc.osc.packet import MAX_PACKET_BYTES, split

_SHORTEST_WAIT_S = 0.02


def send(address: str, args: Iterable[object], host: str, port: int, wait_s: float) -> Iterator[Message]:
    """Sends one message over UDP at once, and gives what comes back within `wait_s`, as it comes.

    It listens a little even with `wait_s` 0, since that is how a closed port makes itself known.

    Raises:
        OscError: the message cannot be built, the host is not known, or (while iterating) nothing listens there.
    """
    datagram = encode(address, args)
    if not 0 < port < 65_536:
        raise OscError(f"{host}:{port} cannot be sent to: a port is a number from 1 to 65535")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
        family, kind, _, _, where = min(found, key=lambda one: one[0] != socket.AF_INET)
        sock = _connected(family, kind, where, datagram)
    except (OSError, UnicodeError) as error:
        raise OscError(f"{host}:{port} cannot be sent to: {getattr(error, 'strerror', None) or error}") from None
    return _replies(sock, f"{host}:{port}", time.monotonic() + max(_SHORTEST_WAIT_S, wait_s))


def _connected(family: int, kind: int, where: tuple[object, ...], datagram: bytes) -> socket.socket:
    sock = socket.socket(family, kind)
    try:
        sock.connect(where)
        sock.send(datagram)
    except OSError:
        sock.close()
        raise
    return sock


def _replies(sock: socket.socket, name: str, until_s: float) -> Iterator[Message]:
    with sock:
        while (left_s := until_s - time.monotonic()) > 0:
            sock.settimeout(left_s)
            try:
                raw = sock.recv(MAX_PACKET_BYTES)
            except TimeoutError:
                return
            except ConnectionError:
                raise OscError(f"nothing listens at {name}: start it with lyria-osc run") from None
            for _, element in split(raw):
                yield decode(element)
