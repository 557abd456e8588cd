"""Tells the beats to those on TCP and WebSocket connections. Pure but for what it is handed.

Those on UDP are told by the player, which sits nearest to the device. A connection is the host's: a plain beat goes
out when it is heard. Where it is to go earlier or later, in a bundle ahead of its moment or moved by the user's offset,
each look finds the beats that are due before the next look, and has each sent at its time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from math import inf
from typing import Protocol

from lyria_osc.beat.timeline import CountedBeat
from lyria_osc.opening import beat_messages
from lyria_osc.osc.message import address_of, bundle
from lyria_osc.osc.peers import Peer
from lyria_osc.osc.schedule import to_timetag
from lyria_osc.params.table import PREFIX

BEAT = f"{PREFIX}beat"

LEAD_S = 0.1
"""So long before its beat a bundle is sent."""

_NEAR_S = 0.1
"""Two looks that find beats nearer to each other than this have found the same: the fastest are 300 ms apart."""

_LOOKS_S = 0.1
"""So far ahead each look plans: over the next look, even if that is late."""


class Desk(Protocol):
    """What is asked of an `osc.desk.Desk`."""

    def connections(self, address: str, *, ahead: bool = False) -> list[Peer]:
        """Those who are told of an address over a connection; `ahead`: who want it in bundles, else who do not."""


class Deck(Protocol):
    """What is asked of a `deck.Deck`."""

    def beats_about(self) -> list[tuple[float, CountedBeat]]:
        """When the beats leave the device, those in hand and those of the last seconds."""


@dataclass(slots=True)
class Lead:
    """Beats that are told so many seconds before their moments, each once."""

    lead_s: float
    _told_s: float = field(init=False, default=-inf)

    def due(self, beats: Iterable[tuple[float, CountedBeat]], now_s: float) -> list[tuple[float, float, CountedBeat]]:
        """What is to be sent before the next look: when, the beat's moment, and the beat.

        `beats` come in order with their moments; one whose moment is over is not told any more.
        """
        found = []
        for moment_s, beat in beats:
            if max(now_s, self._told_s + _NEAR_S) < moment_s < now_s + _LOOKS_S + self.lead_s:
                self._told_s = moment_s
                found.append((max(now_s, moment_s - self.lead_s), moment_s, beat))
        return found


class Connected:
    """Tells. One owner: the host, on its event loop's thread."""

    def __init__(
        self,
        desk: Desk,
        deck: Deck,
        send: Callable[[Peer, bytes], None],
        at: Callable[[float, Callable[[], None]], object],
        offset_s: Callable[[], float],
    ) -> None:
        """`send` sends a packet; `at` calls something at a time (monotonic); `offset_s` is added to each moment."""
        self._desk = desk
        self._deck = deck
        self._send = send
        self._at = at
        self._offset_s = offset_s
        self._bundles, self._moved = Lead(LEAD_S), Lead(0.0)

    def beat(self, beat: CountedBeat) -> None:
        """A beat is heard."""
        if not self._offset_s():
            self._tell(beat)

    def look(self, now_s: float, wall_offset_s: float) -> None:
        """To be called at least every 50 ms; `wall_offset_s` is Unix time less monotonic time."""
        ahead, offset_s = self._desk.connections(BEAT, ahead=True), self._offset_s()
        if not ahead and not offset_s:
            return
        beats = [(heard_s + offset_s, beat) for heard_s, beat in self._deck.beats_about()]
        for when_s, moment_s, beat in self._bundles.due(beats, now_s) if ahead else ():
            self._at(when_s, partial(self._tell_ahead, beat, moment_s + wall_offset_s))
        for when_s, _, beat in self._moved.due(beats, now_s) if offset_s else ():
            self._at(when_s, partial(self._tell, beat))

    def _tell(self, beat: CountedBeat) -> None:
        for message in beat_messages(beat):
            for peer in self._desk.connections(address_of(message)):
                self._send(peer, message)

    def _tell_ahead(self, beat: CountedBeat, unix_s: float) -> None:
        told = bundle(to_timetag(unix_s), beat_messages(beat))
        for peer in self._desk.connections(BEAT, ahead=True):
            self._send(peer, told)
