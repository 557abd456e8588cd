"""From packets to groups of messages that take effect together, now or at their time.

The messages of a packet whose time has come are one group, in order; those of a time to come are one group for each
time. A message that cannot be read is one fault, and the others of its packet still count.
"""

from collections.abc import Callable

from lyria_osc.errors import OscError
from lyria_osc.osc.message import Message, address_of, decode
from lyria_osc.osc.packet import Element, split
from lyria_osc.osc.peers import Peer
from lyria_osc.osc.schedule import Schedule, to_timetag

Receive = Callable[[tuple[Message, ...], Peer, float], None]
"""Takes a group of messages, the peer, and `now_s`."""

Fault = Callable[[Peer, str, str, float], None]
"""Takes the peer, an address, what is wrong, and `now_s`."""


class Intake:
    """Reads packets and hands on their messages. Owner: the server."""

    def __init__(self, receive: Receive, fault: Fault) -> None:
        self._receive = receive
        self._fault = fault
        self._schedule: Schedule[tuple[tuple[Message, ...], Peer]] = Schedule()

    @property
    def next_wall_s(self) -> float | None:
        """When `due` is to be called, in seconds since 1970."""
        return self._schedule.next_s

    def packet(self, raw: bytes, peer: Peer, now_s: float, wall_s: float) -> None:
        """Takes a packet as it comes; never raises."""
        try:
            if raw[:1] == b"/":
                self._receive((decode(raw),), peer, now_s)
            else:
                self._bundle(split(raw), len(raw), peer, now_s, wall_s)
        except OscError as error:
            self._fault(peer, address_of(raw) or "/", str(error), now_s)

    def due(self, now_s: float, wall_s: float) -> None:
        """Hands on the groups whose time has come."""
        for messages, peer in self._schedule.due(wall_s):
            self._receive(messages, peer, now_s)

    def _bundle(self, elements: list[Element], size_bytes: int, peer: Peer, now_s: float, wall_s: float) -> None:
        now_tag = to_timetag(wall_s)
        groups: dict[int, list[Message]] = {}
        for tag, raw in elements:
            try:
                message = decode(raw)
            except OscError as error:
                self._fault(peer, address_of(raw) or "/", str(error), now_s)
                continue
            groups.setdefault(tag if tag and tag > now_tag else 0, []).append(message)
        if 0 in groups:
            self._receive(tuple(groups.pop(0)), peer, now_s)
        for tag, group in groups.items():
            self._schedule.put(tag, size_bytes, (tuple(group), peer), wall_s)
