"""What keeps time with others: a Link session, a DAW's grid, the lock on it, MIDI clock. Owner: the host, on its loop.

The host calls `tick` often, and tells of each beat that is heard, of each value that changes and of what a DAW says.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from lyria_osc.beat.beatgrid import BeatGrid
from lyria_osc.beat.dawgrid import DawGrid, position
from lyria_osc.beat.timeline import CountedBeat
from lyria_osc.errors import OscError
from lyria_osc.link import LinkPeer, Session
from lyria_osc.linking import Follower, Leader
from lyria_osc.midi_clock import MidiClock
from lyria_osc.params.table import ParamValue
from lyria_osc.params.values import Values
from lyria_osc.settings import Settings

log = logging.getLogger("lyria_osc.beat")


class Deck(Protocol):
    """What is asked of a `deck.Deck`."""

    def set_grid(self, grid: BeatGrid | None) -> None:
        """What the music's beats are held against."""

    def beats_about(self) -> Sequence[tuple[float, CountedBeat]]:
        """When the beats about now are heard; none while nothing is."""


class Transport(Protocol):
    """What is asked of a `transport.Transport`."""

    @property
    def is_heard(self) -> bool:
        """Whether music is being played."""

    @property
    def wants_music(self) -> bool:
        """Whether music is not stopped."""

    def play(self) -> None:
        """Starts, or goes on after a pause."""

    def pause(self) -> None:
        """Holds the music where it is."""


@dataclass(frozen=True, slots=True)
class Partners:
    """Whom time is kept with: a peer in a Link session, which leads or follows, and a MIDI port."""

    peer: LinkPeer | None
    leads: bool
    clock: MidiClock | None


def meet(settings: Settings) -> Partners:
    """Joins the Link session and opens the MIDI port that are asked for; blocks until they are there.

    Raises:
        ConfigError: an extra is missing, or there is no such port.
    """
    peer = LinkPeer(settings.values.number("bpm")) if settings.link else None
    clock = MidiClock(settings.midi_clock) if settings.midi_clock else None
    return Partners(peer, settings.link == "lead", clock)


class Sync:
    """Keeps time with others."""

    def __init__(
        self,
        partners: Partners,
        locks_to: str | None,
        deck: Deck,
        transport: Transport,
        values: Callable[[], Values],
        change: Callable[[Mapping[str, ParamValue]], None],
        tell: Callable[..., None],
    ) -> None:
        """Begins with partners that are there.

        Args:
            partners: whom time is kept with.
            locks_to: ``link`` or ``daw``: whose grid the beats are brought onto; None to let them be.
            deck: plays.
            transport: starts and pauses.
            values: what is set now.
            change: sets.
            tell: given a name and arguments, tells subscribers where they are news.
        """
        self._peer, self._clock = partners.peer, partners.clock
        self._locks_to = locks_to
        self._deck = deck
        self._transport = transport
        self._values = values
        self._change = change
        self._tell = tell
        self._daw = DawGrid()
        self._follower = Follower(values().number("bpm")) if partners.peer and not partners.leads else None
        self._leader = Leader() if partners.leads else None
        self._session: Session | None = None
        self._error_s = 0.0
        self._was_heard = False

    @property
    def _beats_per_bar(self) -> int:
        return self._values().whole("beats_per_bar")

    def tick(self, now_s: float) -> None:
        """To be called many times a second."""
        if self._peer:
            self._look_at(self._peer, now_s)
        self._deck.set_grid(self._grid(now_s))
        if self._clock:
            self._clock.look(self._deck.beats_about(), now_s, self._values().number("marker_offset_ms") / 1000)
            if not self._transport.wants_music:
                self._clock.begin_anew()
        self._was_heard = self._transport.is_heard

    def _grid(self, now_s: float) -> BeatGrid | None:
        if self._locks_to == "daw":
            return self._daw.grid(now_s, self._beats_per_bar) if self._values().on("follow") else None
        return self._session.grid if self._session else None

    @property
    def is_led(self) -> bool:
        """Whether the tempo is that of others in a Link session."""
        return self._follower is not None and self._session is not None and self._session.peers > 0

    def close(self, now_s: float) -> None:
        """Leaves all others; what is called from now on does nothing with them."""
        if self._peer:
            self._peer.close()
        if self._clock:
            self._clock.close(now_s)
        self._peer = self._clock = None

    # --- Link -----------------------------------------------------------------------------------------------------

    def _look_at(self, peer: LinkPeer, now_s: float) -> None:
        before, self._session = self._session, peer.look(self._beats_per_bar)
        self._tell("link/peers", self._session.peers)
        if self._follower:
            self._follow(self._follower, now_s, at_bar_line=False)
            if before and before.playing != self._session.playing:
                log.info("Link %s", "plays" if self._session.playing else "has stopped")
                (self._transport.play if self._session.playing else self._transport.pause)()
        elif self._transport.is_heard != self._was_heard or (before and self._session.peers > before.peers):
            peer.set_playing(self._transport.is_heard)

    def _follow(self, follower: Follower, now_s: float, *, at_bar_line: bool) -> None:
        bpm = follower.due(self._session.grid.bpm, now_s, at_bar_line=at_bar_line) if self._session else None
        if bpm is not None:
            self._change({"bpm": bpm})

    def on_beat(self, beat: CountedBeat, now_s: float) -> None:
        """A beat is heard."""
        begins_bar = beat.beat == 1
        if self._follower and begins_bar:
            self._follow(self._follower, now_s, at_bar_line=True)
        if not (self._peer and self._leader and self._session):
            return
        if not self._session.peers and begins_bar:
            self._peer.begin_bar(now_s, self._beats_per_bar)
        error_s = self._error_s if self._session.peers else 0.0
        bpm = self._leader.beat(beat.bpm, self._session.grid.bpm, error_s, begins_bar=begins_bar)
        if bpm is not None:
            self._peer.set_tempo(bpm)

    def on_phase(self, error_s: float) -> None:
        """A beat that is about to be heard is so much later than the grid's."""
        self._error_s = error_s

    def bpm_changed(self) -> None:
        """The parameter has another value: a session that is followed is told, if it is not its own word.

        So is one that is led by music locked to it, whose tempo is the session's however it was made.
        """
        bpm = self._values().number("bpm")
        is_news = self._follower.set_here(bpm) if self._follower else self._locks_to == "link"
        if self._peer and is_news:
            self._peer.set_tempo(bpm)

    # --- a DAW ----------------------------------------------------------------------------------------------------

    def daw_tempo(self, bpm: float, now_s: float) -> None:
        """A DAW names its tempo."""
        self._daw.tempo(bpm, now_s, self._beats_per_bar)

    def daw_beat(self, told: object, now_s: float) -> None:
        """A DAW tells where it is.

        Raises:
            OscError: it is no place.
        """
        try:
            place = position(told, self._beats_per_bar)
        except ValueError:
            raise OscError(f"{told!r} is no beat: send a number from 1, or bar.beat.hundredths") from None
        self._daw.beat(place, now_s, self._beats_per_bar)

    def daw_stop(self) -> None:
        """A DAW has stopped."""
        self._daw.stop()
