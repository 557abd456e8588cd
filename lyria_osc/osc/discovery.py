"""Makes the host known on the local network by mDNS, as ``_oscjson._tcp`` (OSCQuery) and ``_osc._udp``.

It is made known where it can be reached and nowhere else: what listens to this machine alone, on the loopback
interface only, where other programs of this machine look too. To register takes seconds, and a network may be such
that it fails; so all of it happens in a thread of its own, and neither start nor end of the host waits for it.
"""

import logging
import socket
import threading
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, Zeroconf

OSCQUERY_TYPE = "_oscjson._tcp.local."
OSC_TYPE = "_osc._udp.local."

LEAVE_S = 1.0
"""How long `Advert.close` waits for the network to be told."""

_MAX_NAME_CHARS = 15  # as UTF-8, and with all else of the name, within the 63 bytes that a label may have

log = logging.getLogger("lyria_osc.osc.out")


@dataclass(frozen=True, slots=True)
class Service:
    """Something to be found: its type, and where it is; `host` is an IP address, perhaps that of all interfaces."""

    kind: str
    host: str
    port: int

    @property
    def is_everywhere(self) -> bool:
        """Whether it listens on all interfaces."""
        return ip_address(self.host).is_unspecified


def own_name() -> str:
    """The name under which this host is found: one that tells it from those on other machines."""
    return f"lyria-osc on {socket.gethostname().partition('.')[0][:_MAX_NAME_CHARS]}"


class Advert:
    """Services made known under one name until it is closed. Owner: the host."""

    def __init__(self, name: str, services: Iterable[Service]) -> None:
        """Says what to make known; `start` does."""
        self._name = name
        self._services = tuple(services)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mdns", daemon=True)

    def start(self) -> None:
        """Begins; returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Takes leave; waits for that, but not long. May be called without `start`, and twice."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(LEAVE_S)

    def _run(self) -> None:
        try:
            with ExitStack() as leaving:
                for service in self._services:
                    if not self._over.is_set():
                        self._register(service, leaving)
                self._over.wait()
        except Exception as error:  # whatever networks do to a thread that nothing waits for
            log.info("! not made known by mDNS: %s", error or type(error).__name__)

    def _register(self, service: Service, leaving: ExitStack) -> None:
        network = _network(service)
        leaving.callback(network.close)  # which unregisters
        info = _info(self._name, service)
        network.register_service(info, allow_name_change=True)
        log.info("known by mDNS as %s", info.name)


def _network(service: Service) -> "Zeroconf":
    from zeroconf import InterfaceChoice, IPVersion, Zeroconf

    if service.is_everywhere:
        return Zeroconf(interfaces=InterfaceChoice.All, ip_version=IPVersion.V4Only, use_asyncio=False)
    version = IPVersion.V6Only if ":" in service.host else IPVersion.V4Only
    return Zeroconf(interfaces=[service.host], ip_version=version, use_asyncio=False)


def _info(name: str, service: Service) -> "ServiceInfo":
    from zeroconf import ServiceInfo

    label = name.replace(" ", "-").lower()
    return ServiceInfo(
        service.kind,
        f"{name}.{service.kind}",
        port=service.port,
        properties={"txtvers": "1"},
        # Not the machine's own name: its system answers for that one.
        server=f"{label}.local.",
        parsed_addresses=_addresses() if service.is_everywhere else [service.host],
    )


def _addresses() -> list[str]:
    import ifaddr

    found = [str(one.ip) for adapter in ifaddr.get_adapters() for one in adapter.ips if one.is_IPv4]
    return [one for one in found if not ip_address(one).is_loopback] or found
