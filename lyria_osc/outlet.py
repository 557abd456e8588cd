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
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lyria_osc.audio.convert import Source
from lyria_osc.audio.dither import Shape
from lyria_osc.audio.feeder import STEREO, Feeder
from lyria_osc.audio.resampler import Quality
from lyria_osc.errors import DeviceError
from lyria_osc.lane import Crossing, Lane, cross
from lyria_osc.player.process import Opened, Order, PlayerProcess
from lyria_osc.service import RATE_HZ

log = logging.getLogger("lyria_osc.audio")

AWAY_EVERY_S = 0.3
"""How often a lost device is looked for."""

STEADY_LOOK_S = 0.02
STEADY_BLOCKS = 6
"""So many blocks, or what is taken within so many looks, are steady."""

STALL_S = 0.2
"""No device takes longer blocks than this; one that takes none for so long has stalled."""

RUNS_WITHIN_S = 5.0

FADE_S = 0.1
"""Nearer to a crossing than this, a pause lets it be: the old device is silent soon enough."""

AFTER_S = 0.1
"""How long a player is kept after its last sound has left it."""

NO_SOUND = Order(None, RATE_HZ)


@dataclass(frozen=True, slots=True)
class Selected:
    """A device to play on: its name for people, the player's order for it, what it is fed, and what to warn of."""

    name: str
    order: Order
    shape: Shape = STEREO
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

    def fill(self, outlet: "Outlet", taken: int) -> None:
        """Under the lock: fills the ring as for a device that has taken so many frames."""

    def crossing(self, crossing: Crossing) -> None:
        """Under the lock: the music crosses over to another lane."""

    def tell(self, what: object) -> None:
        """Something happened; from any thread."""


class Outlet:
    """Plays a source on a device. Owner: the deck, whose lock guards all but `close` and `move_to`.

    Without a correction it is the device that paces the music, however the maker of it keeps time: what a service sends
    at its own clock's rate is held in stock, asked to pause when that grows and repeated when it shrinks. There is no
    second clock to follow, so no servo, and at equal rates a plain copy.
    """

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
        self._correction = correction
        self._gain = 1.0
        self._xruns_before = 0
        self._crossing: Crossing | None = None
        self._changing = threading.Lock()
        self._is_away = False
        self._closing = threading.Event()
        self._ended = threading.Event()
        self.selected = select()
        """The device that plays now."""
        self._lane = self._lane_of(self._start(self.selected.order), self.selected.shape)
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def _start(self, order: Order) -> PlayerProcess:
        return PlayerProcess(order, self._ended.set, self._socket_fd)

    def _lane_of(self, player: PlayerProcess, shape: Shape) -> Lane:
        return Lane(
            player, self._source, gain=self._gain, quality=self._quality, correction=self._correction, shape=shape
        )

    # --- the device's comings and goings ------------------------------------------------------------------------

    def _keep(self) -> None:
        while not self._closing.is_set():
            self._ended.wait(AWAY_EVERY_S if self._is_away else None)
            self._ended.clear()
            with self._changing:
                if not self._closing.is_set():
                    self._look()

    def _look(self) -> None:
        """Lets something stand in for a device that is lost, so that time goes on; goes back to it when it is there."""
        if self.player.ended:
            log.warning("! %s: %s", self.selected.name, self.player.ended)
            self._stand_in(self.player.ended)
        if self._is_away:
            self._try_again()

    def _try_again(self) -> None:
        try:
            selected = self._select()
            player = self._start(selected.order)
        except DeviceError as error:
            log.debug("! not there: %s", error)
            return
        if self._runs(player):
            self._is_away = False
            self._move(selected, player, crosses=True)
        else:
            player.close()

    def _runs(self, player: PlayerProcess) -> bool:
        """Waits until a device takes frames steadily.

        A PulseAudio null sink that nobody has listened to takes a first block, and the next up to two seconds later.
        """
        give_up_s = time.monotonic() + RUNS_WITHIN_S
        last, last_s, blocks = player.ring.read_frame, time.monotonic(), 0
        while not self._closing.wait(STEADY_LOOK_S) and not player.ended and time.monotonic() < give_up_s:
            if player.ring.read_frame != last:
                blocks = 1 if time.monotonic() - last_s > STALL_S else blocks + 1
                last, last_s = player.ring.read_frame, time.monotonic()
                if blocks == STEADY_BLOCKS:
                    return True
        return False

    def _stand_in(self, words: str) -> None:
        self._is_away = True
        if self._fallback:
            try:
                selected = self._fallback()
                player = self._start(selected.order)
            except DeviceError as error:
                words = f"{words}; nor is the fallback device there: {error}"
            else:
                self._move(replace(selected, warning=words), player, crosses=False)
                return
        self._move(Selected("none", NO_SOUND, warning=words), self._start(NO_SOUND), crosses=False)

    def move_to(self, select: Select) -> None:
        """Moves the sound to another device, which is from now on the one to be kept; blocks until it is there.

        Raises:
            DeviceError: it cannot be had; the sound stays where it is.
        """
        with self._changing:
            selected = select()
            player = self._start(selected.order)
            self._runs(player)
            self._select, self._is_away = select, False
            self._move(selected, player, crosses=True)

    def _move(self, selected: Selected, player: PlayerProcess, *, crosses: bool) -> None:
        """Goes on with another player; `crosses` where the one that plays can still be heard."""
        with self._lock:
            old, new = self._lane, self._lane_of(player, selected.shape)
            self._xruns_before += old.xruns
            crossing = cross(old, new, lambda taken: self._owner.fill(self, taken)) if crosses else None
            if crossing:
                self._owner.crossing(crossing)
            else:
                # What was taken but has not left the device yet is not heard either.
                unheard = min(old.feeder.music_at(old.player.ring.read_frame), old.music_at(time.monotonic()))
                self._owner.leaving(self, round(unheard))
                if old.feeder.playing:
                    new.feeder.play(player.ring.handed_frame)
            self._lane, self._crossing, self.selected = new, crossing, selected
        self._owner.tell(DeviceChanged(selected.name, selected.warning))
        if crossing:
            self._closing.wait(crossing.ends_s - time.monotonic() + AFTER_S)
        with self._lock:
            self._crossing = None
        old.player.close()

    # --- how it stands ------------------------------------------------------------------------------------------

    @property
    def player(self) -> PlayerProcess:
        """The player that plays now."""
        return self._lane.player

    @property
    def feeder(self) -> Feeder:
        """The feeder of its ring."""
        return self._lane.feeder

    @property
    def opened(self) -> Opened:
        """What the device turned out to be."""
        return self._lane.opened

    @property
    def xruns(self) -> int:
        """How often the device ran dry since the start, whoever was late."""
        return self._xruns_before + self._lane.xruns

    def taken(self) -> int:
        """The frames of the ring that the device has taken by now."""
        return self._lane.taken()

    @property
    def first_frame(self) -> int:
        """The ring frame before which the music is still heard from another device."""
        return self._crossing.first_frame if self._crossing else 0

    def music_at(self, moment_s: float) -> float:
        """The source frame that leaves the device at a monotonic time."""
        crossing = self._crossing
        return (crossing.lane if crossing and moment_s < crossing.begins_s else self._lane).music_at(moment_s)

    def heard(self) -> float:
        """The source frame that leaves the device now."""
        return self.music_at(time.monotonic())

    def unheard_frames(self) -> float:
        """Source frames in hand that no device has taken."""
        unheard = self.feeder.unheard_frames(self.taken())
        if self._crossing:
            unheard += self._crossing.lane.feeder.laid_frames(self._crossing.lane.taken())
        return unheard

    def peaks(self, seconds: float) -> NDArray[np.float32]:
        """The greatest samples of the last so many seconds, left and right."""
        peaks = self._lane.peaks(seconds)
        return np.maximum(peaks, self._crossing.lane.peaks(seconds)) if self._crossing else peaks

    # --- what is done with it -----------------------------------------------------------------------------------

    def set_gain(self, gain: float) -> None:
        """Moves to a gain (a factor) within 10 ms."""
        self._gain = gain
        self._lane.set_gain(gain)
        if self._crossing:
            self._crossing.lane.set_gain(gain)

    def pause(self) -> int:
        """Fades out at once; returns the first silent ring frame."""
        silent = self._lane.pause()
        crossing = self._crossing
        if crossing and time.monotonic() < crossing.begins_s - FADE_S:
            silent = min(silent, round(crossing.place(crossing.lane.pause())))
            self._crossing = None
        return silent

    def close(self) -> None:
        """Ends the keeping and the player; the music must have been paused."""
        self._closing.set()
        self._ended.set()
        self._keeper.join()
        with self._changing:
            self.player.close()
