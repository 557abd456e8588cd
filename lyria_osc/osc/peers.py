"""Who is at the other end, and whether they may speak.

`Peer` names an end of a conversation; `Allow` is the list of networks that are let in; `Gate` turns the addresses that
sockets give into peers, or turns them away.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from lyria_osc.errors import ConfigError, OscError

_in = logging.getLogger("lyria_osc.osc.in")

SocketAddress = tuple[Any, ...]
"""What a socket calls its other end: host, port, and for IPv6 flow and scope."""

Network = IPv4Network | IPv6Network

LOOPBACK = ("127.0.0.0/8", "::1/128")
"""This machine."""

LOCAL = (*LOOPBACK, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fe80::/10", "fc00::/7")
"""This machine and the networks that no router carries to the outside (RFC 1918, 3927, 4193, 4291)."""

_REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class Peer:
    """One end: an IP address (IPv4 also where the socket is IPv6) and a port.

    `stream` is 0 for UDP and the number of the connection, counted up from 1 for TCP and down from -1 for WebSockets.
    """

    host: str
    port: int
    stream: int = 0

    @property
    def link(self) -> str:
        """What it speaks over: ``udp``, ``tcp`` or ``ws``."""
        return ("tcp" if self.stream > 0 else "ws") if self.stream else "udp"

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        kind = f"{self.link}:" if self.stream else ""
        return f"{kind}{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Allow:
    """Networks whose hosts are heard."""

    networks: tuple[Network, ...]

    def admits(self, host: str) -> bool:
        """Whether a host, given as an IP address, may speak; False for what is no IP address."""
        try:
            address = ip_address(host)
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in network for network in self.networks)


class Gate:
    """Lets peers in, and remembers whom. Owner: the server."""

    def __init__(self, allow: Allow) -> None:
        self._allow = allow
        self._known: dict[SocketAddress, Peer | None] = {}
        self._refused: set[str] = set()

    def udp_peer(self, source: SocketAddress) -> Peer | None:
        """Who sent a datagram; None if it may not speak. Cheap for a source that was seen before."""
        try:
            return self._known[source]
        except KeyError:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            peer = self._known[source] = self.admitted(source)
            return peer

    def admitted(self, source: SocketAddress, stream: int = 0) -> Peer | None:
        """The peer at a socket's other end; None, and one line in the log, if it may not speak."""
        host: str = source[0]
        if len(source) == 4 and source[3] and "%" not in host:
            host = f"{host}%{source[3]}"
        peer = Peer(plain_host(host), source[1], stream)
        if self._allow.admits(peer.host):
            return peer
        if peer.host not in self._refused and len(self._refused) < _REMEMBERED:
            self._refused.add(peer.host)
            _in.warning("! %s may not send: to let it in, start with --allow %s", peer.host, peer.host)
        return None


def allow(cidrs: Sequence[str], listen_host: str) -> Allow:
    """Reads a list such as ``["192.168.1.0/24", "10.0.0.7"]``.

    An empty list means loopback where that is all that is listened to, else the local networks.

    Raises:
        ConfigError: with a line for each that is no network.
    """
    chosen = cidrs or (LOOPBACK if _is_loopback(listen_host) else LOCAL)
    networks: list[Network] = []
    faults: list[str] = []
    for cidr in chosen:
        try:
            networks.append(ip_network(cidr.strip(), strict=False))
        except ValueError:
            faults.append(f"allow: {cidr!r} is no network: write an address or a range such as 192.168.1.0/24")
    if faults:
        raise ConfigError(*faults)
    return Allow(tuple(networks))


def plain_host(host: str) -> str:
    """A host as `Peer` writes it: IPv4-mapped addresses as IPv4, ``localhost`` as loopback.

    Raises:
        OscError: it is no IP address. Names are not looked up while music plays: that may take seconds.
    """
    try:
        address = ip_address("127.0.0.1" if host.lower() == "localhost" else host)
    except ValueError:
        raise OscError(f"{host!r} is no IP address: give one such as 192.168.1.20") from None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
