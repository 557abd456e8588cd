"""An outlet: one device at work, and the lives of the players that play on it. A door.

A player that ends is followed by another. While its device is away the sound goes to the fallback device if there is
one, else to a timer, so that the music goes on; when the device is back, so is the sound. The deck's main outlet paces
the music; a monitor hears the same through a servo of its own.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lyria_osc.audio.convert import Source
from lyria_osc.audio.feeder import Feeder
from lyria_osc.audio.resampler import Quality
from lyria_osc.audio.ring import CAPACITY_FRAMES
from lyria_osc.errors import DeviceError
from lyria_osc.player.process import Opened, Order, PlayerProcess
from lyria_osc.service import CHANNELS, RATE_HZ

log = logging.getLogger("lyria_osc.audio")

LOOK_EVERY_S = 0.7
"""How often a lost device is looked for, and whether the sound is still where it was put."""

UNSEEN_S = 0.1
"""The clock line is believed for so long after the player's last look: then player or device have stalled."""

STEADY_S = 0.25
RUNS_WITHIN_S = 5.0

NO_SOUND = Order(None, RATE_HZ)


@dataclass(frozen=True, slots=True)
class Selected:
    """A device to play on: its name for people, the player's order for it, and what to warn of."""

    name: str
    order: Order
    warning: str = ""


Select = Callable[[], Selected]
"""Finds a device, afresh each time; may block, raises DeviceError."""


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """The sound has moved: to another device, away from a lost one, or back."""

    name: str
    words: str


class Owner(Protocol):
    """What an outlet asks of the deck."""

    def leaving(self, outlet: "Outlet", unheard_frame: int) -> None:
        """Under the lock: the player has ended; the source frame from which on nothing was heard."""

    def tell(self, what: object) -> None:
        """Something happened; from any thread."""


class Outlet:
    """Plays a source on a device. Owner: the deck, whose lock guards all but `close` and `move_to`."""

    def __init__(
        self,
        select: Select,
        source: Source,
        owner: Owner,
        lock: AbstractContextManager[object],
        *,
        quality: Quality,
        socket_fd: int | None = None,
        fallback: Select | None = None,
        strayed: Callable[[int, str], str] | None = None,
        correction: Callable[[], float] | None = None,
    ) -> None:
        """Opens the device; blocks until it is open.

        Args:
            select: finds the device.
            source: where the music is read.
            owner: hears of changes.
            lock: the deck's.
            quality: of resampling.
            socket_fd: the UDP socket for markers, where the platform can share one.
            fallback: finds the device to play on while the first is away.
            strayed: given the player's process id and the device's name, says where the sound has gone if elsewhere.
            correction: speed less 1, for a device that does not pace the music.

        Raises:
            DeviceError: the device cannot be had.
        """
        self._select = select
        self._source = source
        self._owner = owner
        self._lock = lock
        self._quality = quality
        self._socket_fd = socket_fd
        self._fallback = fallback
        self._strayed = strayed
        self._correction = correction
        self._gain = 1.0
        self._xruns_before = 0
        self._closing = threading.Event()
        self._lost = threading.Event()
        self._lost_words = ""
        self.selected = select()
        """The device that plays now."""
        self._take_up(self._start(self.selected.order))
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def _start(self, order: Order) -> PlayerProcess:
        return PlayerProcess(order, self._on_end, self._socket_fd)

    def _on_end(self, words: str) -> None:
        self._lost_words = words
        self._lost.set()

    def _take_up(self, player: PlayerProcess) -> None:
        self.player = player
        self.frames: NDArray[np.float32] = np.frombuffer(player.ring.frames, np.float32).reshape(
            CAPACITY_FRAMES, CHANNELS
        )
        rate_hz = round(player.opened.rate_hz)
        self.feeder = Feeder(
            self._source,
            player.ring,
            self.frames,
            rate_hz,
            gain=self._gain,
            quality=self._quality,
            correction=self._correction,
        )

    # --- the device's comings and goings ------------------------------------------------------------------------

    def _keep(self) -> None:
        while not self._closing.is_set():
            if self._lost.wait(LOOK_EVERY_S):
                self._lost.clear()
                if not self._closing.is_set():
                    log.warning("! %s: %s", self.selected.name, self._lost_words)
                    self._find_again(self._lost_words)
            elif self._strayed and (words := self._strayed(self.player.pid, self.selected.name)):
                log.warning("! %s: %s", self.selected.name, words)
                self._find_again(words)

    def _find_again(self, why: str) -> None:
        """Lets something stand in at once, so that time goes on, and plays on the device again when it is there."""
        self._stand_in(why)
        while not self._closing.is_set():
            try:
                selected = self._select()
                player = self._start(selected.order)
            except DeviceError as error:
                log.debug("! not there: %s", error)
                self._closing.wait(LOOK_EVERY_S)
            else:
                self._lost.clear()
                if self._runs(player):
                    self._move(selected, player)
                    return
                player.close()

    def _runs(self, player: PlayerProcess) -> bool:
        """Waits until a device takes frames steadily: a sound server's stream may stall at first."""
        steady_since_s, last = time.monotonic(), -1
        give_up_s = steady_since_s + RUNS_WITHIN_S
        while not self._closing.wait(0.05) and not self._lost.is_set() and time.monotonic() < give_up_s:
            read = player.ring.read_frame
            if read == last or player.ring.line is None:
                steady_since_s = time.monotonic()
            elif time.monotonic() - steady_since_s > STEADY_S:
                return True
            last = read
        return False

    def _stand_in(self, words: str) -> None:
        if self._fallback:
            try:
                selected = self._fallback()
                self._move(Selected(selected.name, selected.order, words), self._start(selected.order))
            except DeviceError as error:
                words = f"{words}; nor is the fallback device there: {error}"
            else:
                return
        self._move(Selected("none", NO_SOUND, words), self._start(NO_SOUND))

    def move_to(self, select: Select) -> None:
        """Moves the sound to another device, which is from now on the one to be kept; blocks until it is open.

        Raises:
            DeviceError: it cannot be had; the sound stays where it is.
        """
        selected = select()
        player = self._start(selected.order)
        self._runs(player)
        self._select = select
        self._move(selected, player)

    def _move(self, selected: Selected, player: PlayerProcess) -> None:
        with self._lock:
            old, was_playing = self.player, self.feeder.playing
            self._xruns_before += old.ring.xruns + old.ring.underruns
            # What was taken but has not left the device yet is not heard either.
            self._owner.leaving(self, round(min(self.feeder.music_at(old.ring.read_frame), self.heard())))
            self._take_up(player)
            self.selected = selected
            if was_playing:
                self.feeder.play(player.ring.handed_frame)
        old.close()
        self._owner.tell(DeviceChanged(selected.name, selected.warning))

    # --- how it stands ------------------------------------------------------------------------------------------

    @property
    def opened(self) -> Opened:
        """What the device turned out to be."""
        return self.player.opened

    @property
    def xruns(self) -> int:
        """How often the device ran dry since the start, whoever was late."""
        return self._xruns_before + self.player.ring.xruns + self.player.ring.underruns

    def taken(self) -> int:
        """Where the device is now: what the player last saw, brought up to this moment by the clock line.

        Before there is a line it may be anywhere in what was handed to it.
        """
        ring = self.player.ring
        line = ring.line
        if line is None:
            return ring.handed_frame
        now = line.frame_at(time.monotonic() + self.opened.latency_s)
        unseen = ring.read_frame + ring.block_frames + int(UNSEEN_S * self.opened.rate_hz)
        return max(ring.read_frame, min(int(now), unseen, ring.handed_frame))

    def heard(self) -> float:
        """The source frame that leaves the device now."""
        line = self.player.ring.line
        return self.feeder.music_at(line.frame_at(time.monotonic()) if line else 0)

    def set_gain(self, gain: float) -> None:
        """Moves to a gain (a factor) within 10 ms."""
        self._gain = gain
        self.feeder.set_gain(gain, self.taken())

    def close(self) -> None:
        """Ends the keeping and the player; the music must have been paused."""
        self._closing.set()
        self._lost.set()
        self._keeper.join()
        self.player.close()
