"""What options hold: addresses, networks, channels and the like, each read from text.

A reader takes the text of one option and gives its value, or raises ValueError with the words that follow the
option's name in an error: ``"takes HOST:PORT, such as 127.0.0.1:9000, not 'here'"``.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

from lyria_osc.errors import did_you_mean
from lyria_osc.params.coerce import shown

Reader = Callable[[str], object]
Network = IPv4Network | IPv6Network

DEFAULT_HOST = "127.0.0.1"
"""The host of an address that is only a port."""

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})
_MOST_CHANNELS = 256


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A host (name or address, IPv6 without brackets) and a port; port 0 is the system's choice."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class SendTo:
    """Who gets feedback without asking, and whether its markers come ahead, as timetagged bundles."""

    endpoint: Endpoint
    timetags: bool = False


class Secret:
    """A text that shows itself only when asked to; never in a repr, a log or an error."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"


def text(given: str) -> str:
    """Any text but an empty one."""
    if not given.strip():
        raise ValueError("takes a text, not an empty one")
    return given.strip()


def switch(given: str) -> bool:
    """True or false, as people write it."""
    word = given.strip().casefold()
    if word not in _TRUE | _FALSE:
        raise ValueError(f"takes true or false, not {shown(given)}")
    return word in _TRUE


def one_of(*choices: str) -> Reader:
    """One of a few words."""

    def read(given: str) -> str:
        word = given.strip().casefold()
        if word not in choices:
            raise ValueError(f"takes {', '.join(choices)}, not {shown(given)}{did_you_mean(word, choices)}")
        return word

    return read


def number(minimum: float, maximum: float = math.inf) -> Reader:
    """A number in a range."""
    span = f"from {minimum:g}" + ("" if maximum == math.inf else f" to {maximum:g}")

    def read(given: str) -> float:
        try:
            value = float(given)
        except ValueError:
            value = math.nan
        if not (minimum <= value <= maximum and math.isfinite(value)):
            raise ValueError(f"takes a number {span}, not {shown(given)}")
        return value

    return read


def whole(minimum: int, maximum: int) -> Reader:
    """A whole number in a range."""

    def read(given: str) -> int:
        value = _whole(given)
        if value is None or not minimum <= value <= maximum:
            raise ValueError(f"takes a whole number from {minimum} to {maximum}, not {shown(given)}")
        return value

    return read


def channels(given: str) -> tuple[int, int]:
    """Two different device channels, counted from 1."""
    left, _, right = given.partition(",")
    pair = _whole(left) or 0, _whole(right) or 0
    if 1 <= min(pair) < max(pair) <= _MOST_CHANNELS:
        return pair
    raise ValueError(f"takes two channels counted from 1, such as 1,2, not {shown(given)}")


def endpoint(given: str) -> Endpoint:
    """``HOST:PORT``, or a port alone on this machine; IPv6 stands in brackets."""
    host, colon, port = given.strip().rpartition(":")
    if not colon:
        host = DEFAULT_HOST
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    number_of_port = _whole(port)
    unfit = not bare or any(character in " /[],\t" for character in bare) or (":" in bare and bare == host)
    if unfit or number_of_port is None or not 0 <= number_of_port <= 65535:
        raise ValueError(f"takes HOST:PORT, such as 127.0.0.1:9000 or [::1]:9000, not {shown(given)}")
    return Endpoint(bare, number_of_port)


def endpoint_or_none(given: str) -> Endpoint | None:
    """As `endpoint`; ``none`` is None."""
    return None if given.strip().casefold() == "none" else endpoint(given)


def send_to(given: str) -> SendTo | None:
    """``HOST:PORT`` or ``HOST:PORT,timetags``; ``none`` is None."""
    if given.strip().casefold() == "none":
        return None
    where, comma, mark = given.partition(",")
    if comma and mark.strip().casefold() != "timetags":
        raise ValueError(f"takes HOST:PORT or HOST:PORT,timetags, not {shown(given)}{did_you_mean(mark, ['timetags'])}")
    target = endpoint(where)
    if target.port == 0:
        raise ValueError(f"takes a port from 1 to 65535, not {shown(given)}")
    return SendTo(target, bool(comma))


def network(given: str) -> Network:
    """A network as ``192.168.1.0/24``, or one address."""
    try:
        return ip_network(given.strip(), strict=False)
    except ValueError:
        raise ValueError(f"takes a network such as 192.168.1.0/24, or one address, not {shown(given)}") from None


def _whole(given: str) -> int | None:
    digits = given.strip()
    return int(digits) if digits.removeprefix("-").isdecimal() and digits.isascii() and len(digits) < 20 else None
