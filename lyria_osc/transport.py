"""Play, pause, stop: between the session, which fills the jitter buffer, and the deck, which empties it.

Music is heard once enough is in hand, and until it runs out; both are told to the session, whose table of states
decides what to ask of the service. One owner: the host, on its event loop's thread.
"""

import asyncio
from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol

from lyria_osc.session.machine import Event

BRIM_S = 8.0
"""More than this above the wanted buffer, and the service is asked to pause."""

THIN_S = 4.0
"""Less than this above it, and the service is asked to go on."""

RESUME_S = 0.5
"""So much to be heard next is enough to go on after a pause."""


class Session(Protocol):
    """What is asked of a `session.keeper.Session`."""

    def play(self) -> None:
        """Music is wanted."""

    def pause(self) -> None:
        """No music for now."""

    def stop(self) -> None:
        """No music; the next begins anew."""

    def buffered(self, event: Event) -> None:
        """How the buffer stands."""


class Player(Protocol):
    """What is asked of a `deck.Deck`."""

    @property
    def held_s(self) -> float:
        """Fresh music in hand that is not heard yet."""

    @property
    def placed_s(self) -> float:
        """Music that is about to be heard, fresh or again."""

    def want(self, seconds: float) -> None:
        """How much should be in hand."""

    def play(self) -> None:
        """Plays on."""

    def pause(self) -> None:
        """Fades out; what was not heard waits."""

    def stop(self) -> None:
        """Fades out and forgets the music in hand."""


class Wanted(Enum):
    """What the user has asked for."""

    STOPPED = auto()
    PAUSED = auto()
    PLAYING = auto()


class Transport:
    """Drives session and deck."""

    def __init__(self, session: Session, deck: Player, buffer_s: Callable[[], float]) -> None:
        self._session = session
        self._deck = deck
        self._buffer_s = buffer_s
        self._resuming = False
        self._room = asyncio.Event()
        self.wanted = Wanted.STOPPED
        """What the user has asked for."""
        self.is_heard = False
        """Whether music is being played."""
        self._is_vamping = False

    @property
    def wants_music(self) -> bool:
        """Whether music that comes is to be kept."""
        return self.wanted is not Wanted.STOPPED

    def play(self) -> None:
        """Starts, or goes on after a pause."""
        self._resuming = self.wanted is Wanted.PAUSED
        self.wanted = Wanted.PLAYING
        self._session.play()
        self.look()

    def pause(self) -> None:
        """Holds the music where it is."""
        if self.wanted is Wanted.PLAYING:
            self.wanted = Wanted.PAUSED
            self.is_heard = False
            self._deck.pause()
            self._session.pause()

    def stop(self) -> None:
        """Ends the music; the next begins anew."""
        self.wanted = Wanted.STOPPED
        self.is_heard = self._is_vamping = False
        self._deck.stop()
        self._session.stop()

    def toggle(self) -> None:
        """Pauses what plays, plays what does not."""
        if self.wanted is Wanted.PLAYING:
            self.pause()
        else:
            self.play()

    def ran_out(self) -> None:
        """The deck has played all there was."""
        self.is_heard = self._is_vamping = False
        self.look()

    def vamped(self, *, on: bool) -> None:
        """Music that was heard before is heard again, or fresh music is."""
        self._is_vamping = on
        self.look()

    def look(self) -> None:
        """Compares what is in hand with what is wanted; to be called often, and after each change of state."""
        held_s, buffer_s = self._deck.held_s, self._buffer_s()
        self._deck.want(buffer_s)
        if self.wanted is Wanted.PLAYING and not self.is_heard:
            is_enough = held_s >= buffer_s or (self._resuming and self._deck.placed_s >= min(RESUME_S, buffer_s))
            if is_enough:
                self.is_heard = True
                self._resuming = False
                self._deck.play()
        if self.wanted is Wanted.PLAYING:
            heard = Event.VAMPED if self._is_vamping else Event.FILLED
            self._session.buffered(heard if self.is_heard else Event.EMPTIED)
        if held_s > buffer_s + BRIM_S:
            self._session.buffered(Event.BRIMMED)
        elif held_s < buffer_s + THIN_S:
            self._session.buffered(Event.THINNED)
        if held_s < buffer_s:
            self._room.set()
        else:
            self._room.clear()

    async def room(self) -> None:
        """Waits until less than the wanted buffer is in hand: for a maker of music that is as fast as it is asked."""
        self.look()
        await self._room.wait()
