"""Hears a controller while one of its controls is moved, and writes the row that maps it. A door."""

import socket
import time
from pathlib import Path

from lyria_osc.errors import LyriaOscError, OscError
from lyria_osc.optionvalues import Endpoint
from lyria_osc.osc.mapping import learned, map_toml
from lyria_osc.osc.message import decode
from lyria_osc.osc.packet import MAX_PACKET_BYTES, split

_SETTLE_S = 0.7
"""For how long the control is still heard once it is known, so that its whole range is seen."""


def learn(name: str, listen: Endpoint, config: Path, within_s: float) -> str:
    """Waits for a control to be moved, adds its row to the config file, and gives the row.

    Raises:
        LyriaOscError: no such parameter, the port is taken, nothing was moved, or the file cannot be written.
    """
    learned(name, [])
    heard: list[tuple[str, tuple[object, ...]]] = []
    until_s = time.monotonic() + within_s
    is_known = False
    with _bound(listen) as sock:
        while (left_s := until_s - time.monotonic()) > 0:
            sock.settimeout(left_s)
            try:
                heard += _messages(sock.recv(MAX_PACKET_BYTES))
            except TimeoutError:
                break
            if not is_known and learned(name, heard):
                is_known, until_s = True, time.monotonic() + _SETTLE_S
    row = learned(name, heard)
    if row is None:
        came = "nothing came" if not heard else f"only {heard[-1][0]} came, and it did not move far enough"
        raise LyriaOscError(f"no control was moved within {within_s:g} s: {came} at {listen}")
    text = map_toml(row)
    _add(config, text)
    return text


def _bound(listen: Endpoint) -> socket.socket:
    try:
        family = socket.getaddrinfo(listen.host, listen.port, type=socket.SOCK_DGRAM)[0][0]
        sock = socket.socket(family, socket.SOCK_DGRAM)
    except OSError as error:
        raise LyriaOscError(f"{listen} cannot be listened at: {error.strerror or error}") from None
    try:
        sock.bind((listen.host, listen.port))
    except OSError as error:
        sock.close()
        words = f"{listen} cannot be listened at: {error.strerror or error}"
        raise LyriaOscError(
            f"{words}; end lyria-osc run while learning, or choose another port with --listen"
        ) from None
    return sock


def _messages(raw: bytes) -> list[tuple[str, tuple[object, ...]]]:
    """What a datagram says; what does not hold is passed over."""
    said = []
    try:
        for _, element in split(raw):
            message = decode(element)
            said.append((message.address, message.args))
    except OscError:
        return said
    return said


def _add(config: Path, row: str) -> None:
    """Adds a row at the end of the config file, which is made where there is none."""
    try:
        config.parent.mkdir(parents=True, exist_ok=True)
        before = config.read_text(encoding="utf-8") if config.exists() else ""
        gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
        config.write_text(before + gap + row, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise LyriaOscError(f"{config}: {getattr(error, 'strerror', None) or error}") from None
