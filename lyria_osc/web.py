"""The host on the web: OSCQuery and the panel at one port, and mDNS that makes them known. A door.

Loaded only where it is wanted: it brings websockets and zeroconf.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lyria_osc.osc.discovery import OSC_TYPE, OSCQUERY_TYPE, Advert, Service, own_name
from lyria_osc.osc.web import OscQuery
from lyria_osc.params.table import PREFIX

if TYPE_CHECKING:
    from lyria_osc.optionvalues import Endpoint
    from lyria_osc.osc.peers import Allow, Peer
    from lyria_osc.osc.server import OscServer

Readings = Callable[[], dict[str, Sequence[object]]]


class Web:
    """OSCQuery, panel and adverts. Owner: the host, on its event loop's thread."""

    def __init__(
        self,
        listen: "Endpoint",
        allow: "Allow",
        server: "OscServer",
        *,
        readings: Readings,
        fault: Callable[["Peer", str, str, float], None],
        gone: Callable[["Peer"], None],
    ) -> None:
        """`server` is where OSC comes in; packets from WebSockets go there too."""
        self._osc = server.address
        self._query = OscQuery(
            (listen.host, listen.port),
            allow,
            name=own_name(),
            osc=server.address,
            readings=readings,
            take=server.take,
            fault=fault,
            gone=gone,
        )
        self._advert: Advert | None = None

    async def start(self, presets: Sequence[str]) -> None:
        """Opens the port and makes it known.

        Raises:
            OscError: the address cannot be had.
        """
        await self._query.start()
        self.list_presets(presets)
        services = [(OSCQUERY_TYPE, self._query.address), (OSC_TYPE, self._osc)]
        self._advert = Advert(own_name(), [Service(kind, at.host, at.port) for kind, at in services])
        self._advert.start()

    async def close(self) -> None:
        """Closes everything; takes leave of the network, for a second at most."""
        self._query.close()
        if self._advert:
            await asyncio.to_thread(self._advert.close)

    def list_presets(self, names: Sequence[str]) -> None:
        """Tells clients which presets there are."""
        for command in ("preset", "preset/morph"):
            self._query.set_choices(PREFIX + command, list(names))

    def listeners(self, address: str) -> list["Peer"]:
        """Who asked to be told of an address."""
        return self._query.listeners(address)

    def send(self, peer: "Peer", packet: bytes) -> None:
        """Sends one packet to a WebSocket; never waits and never raises."""
        self._query.send(peer, packet)
