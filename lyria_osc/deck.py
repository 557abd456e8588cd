"""The deck: plays the music in hand on a device, whatever becomes of the device, and says what is heard when. A door.

It holds the jitter buffer, the timeline and the feeder under one lock, feeds the ring from a thread, and keeps a player
process alive: one that ends is followed by another, at the frame where it stopped; while the device is away a timer
stands for it, so that timeline, beats and session go on. Beats go to the player as markers when their frame is laid
into the ring; what the host wants to know of is told as a `Heard` value when its frame leaves the device.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from lyria_osc.audio.feeder import Feeder
from lyria_osc.audio.jitter import KEEP_FRAMES, JitterBuffer
from lyria_osc.audio.resampler import Quality
from lyria_osc.audio.ring import CAPACITY_FRAMES
from lyria_osc.beat.agenda import Agenda, Laid
from lyria_osc.beat.timeline import CountedBeat, FoundBeat, Timeline
from lyria_osc.errors import DeviceError
from lyria_osc.player.markers import Marker
from lyria_osc.player.process import Opened, Order, PlayerProcess
from lyria_osc.service import CHANNELS, RATE_HZ, Pcm

log = logging.getLogger("lyria_osc.audio")

FEED_EVERY_S = 0.02
LEAST_WAIT_S = 0.001
UNSEEN_S = 0.1
"""The clock line is believed for so long after the player's last look: then player or device have stalled."""

RETURN_LOOK_S = 1.0
"""How often a lost device is looked for."""

LEVEL_S = 0.1
LEVEL_FLOOR_DB = -120.0
AHEAD_S = 0.1
"""Lead of timetagged markers."""

NO_SOUND = Order(None, RATE_HZ)


@dataclass(frozen=True, slots=True)
class Selected:
    """A device to play on: its name for people, the player's order for it, and what to warn of."""

    name: str
    order: Order
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets the markers: UDP addresses told at the moment, and those told ahead in timetagged bundles."""

    plain: tuple[tuple[str, int], ...] = ()
    ahead: tuple[tuple[str, int], ...] = ()
    offset_s: float = 0.0


@dataclass(frozen=True, slots=True)
class RanOut:
    """No music is in hand; what there was has been faded out."""


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """The sound has moved: to another device, away from a lost one, or back."""

    name: str
    words: str


Heard = object
"""`CountedBeat` or a note of the host's as it leaves the device; `RanOut`; `DeviceChanged`."""


class Deck:
    """Plays. Methods may be called from any thread; `tell` is called from the deck's own threads and must not block."""

    def __init__(
        self,
        select: Callable[[], Selected],
        tell: Callable[[Heard], None],
        beat_messages: Callable[[CountedBeat], tuple[bytes, ...]],
        *,
        quality: Quality = Quality.BEST,
        beats_per_bar: int = 4,
        socket_fd: int | None = None,
    ) -> None:
        """Opens the device and feeds it silence; blocks until it is open.

        Args:
            select: finds the device, afresh each time; may block, raises DeviceError.
            tell: hears what happens.
            beat_messages: the encoded messages of a beat's marker.
            quality: of resampling.
            beats_per_bar: the metre to count in.
            socket_fd: the UDP socket for markers, where the platform can share one.

        Raises:
            DeviceError: the device cannot be had.
        """
        self._select = select
        self._tell = tell
        self._beat_messages = beat_messages
        self._quality = quality
        self._socket_fd = socket_fd
        self._lock = threading.RLock()
        self._jitter = JitterBuffer()
        self._timeline = Timeline(RATE_HZ, beats_per_bar)
        self._agenda = Agenda(self._timeline)
        self._audience = Audience()
        self._gain = 1.0
        self._xruns_before = 0
        self._closing = threading.Event()
        self._lost = threading.Event()
        self._lost_words = ""
        self.selected = select()
        """The device that plays now."""
        self._take_up(self._start(self.selected.order))
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._feed, self._keep)]
        for thread in self._threads:
            thread.start()

    # --- the device ---------------------------------------------------------------------------------------------

    def _start(self, order: Order) -> PlayerProcess:
        return PlayerProcess(order, self._on_player_end, self._socket_fd)

    def _on_player_end(self, words: str) -> None:
        self._lost_words = words
        self._lost.set()

    def _take_up(self, player: PlayerProcess) -> None:
        self._player = player
        self._frames = np.frombuffer(player.ring.frames, np.float32).reshape(CAPACITY_FRAMES, CHANNELS)
        rate_hz = round(player.opened.rate_hz)
        self._feeder = Feeder(self._jitter, player.ring, self._frames, rate_hz, gain=self._gain, quality=self._quality)

    def _keep(self) -> None:
        """Follows a player that has ended with another; looks for a lost device until it is back."""
        while not self._closing.is_set():
            if self._lost.wait(0.2):
                self._lost.clear()
                log.warning("! %s: %s", self.selected.name, self._lost_words)
                self._find_another()

    def _find_another(self) -> None:
        standing_in = False
        while not self._closing.is_set():
            try:
                selected = self._select()
                player = self._start(selected.order)
            except DeviceError as error:
                if not standing_in:
                    standing_in = True
                    self._move(Selected("none", NO_SOUND, str(error)), self._start(NO_SOUND))
                self._closing.wait(RETURN_LOOK_S)
            else:
                self._move(selected, player)
                return

    def move_to(self, select: Callable[[], Selected]) -> None:
        """Moves the sound to another device, which is from now on the one to be kept; blocks until it is open.

        Raises:
            DeviceError: it cannot be had; the sound stays where it is.
        """
        selected = select()
        player = self._start(selected.order)
        self._select = select
        self._move(selected, player)

    def _move(self, selected: Selected, player: PlayerProcess) -> None:
        with self._lock:
            old, was_playing = self._player, self._feeder.playing
            self._xruns_before += old.ring.xruns + old.ring.underruns
            unheard = round(self._feeder.music_at(old.ring.read_frame))
            self._agenda.take_back(0, self._jitter.step_back(unheard))
            self._take_up(player)
            self.selected = selected
            if was_playing:
                self._feeder.play(0)
        old.close()
        self._tell(DeviceChanged(selected.name, selected.warning))

    # --- music --------------------------------------------------------------------------------------------------

    def append(self, pcm: Pcm, beats: Callable[[int], Iterable[FoundBeat]], notes: Iterable[object] = ()) -> None:
        """Takes a chunk of music in hand.

        Args:
            pcm: the music.
            beats: given the frame at which the chunk begins, its beats.
            notes: told back when the chunk's first frame leaves the device.
        """
        with self._lock:
            start = self._jitter.append(pcm)
            self._timeline.add(beats(start))
            for note in notes:
                self._agenda.note(start, note)

    def play(self) -> None:
        """Plays from where the music stands."""
        with self._lock:
            self._feeder.play(self._taken())

    def pause(self) -> None:
        """Fades out at once; what was not heard waits."""
        with self._lock:
            silent = self._feeder.pause(self._taken())
            self._player.cancel_from(silent)
            self._agenda.take_back(silent, self._jitter.next_frame)

    def stop(self) -> None:
        """Fades out at once and forgets the music in hand; the next begins at bar 1."""
        with self._lock:
            self.pause()
            self._jitter.drop()
            self._timeline.restart()
            self._agenda.forget_notes()

    def set_gain(self, gain: float) -> None:
        """Moves to a gain (a factor) within 10 ms."""
        with self._lock:
            self._gain = gain
            self._feeder.set_gain(gain, self._taken())

    # --- beats --------------------------------------------------------------------------------------------------

    def set_audience(self, audience: Audience) -> None:
        """From the next beat on, tells these."""
        with self._lock:
            if audience != self._audience:
                self._audience = audience
                self._mark_again()

    def set_beats_per_bar(self, beats: int) -> None:
        """Counts in another metre from the next beat on."""
        with self._lock:
            self._timeline.set_beats_per_bar(beats, self._heard())
            self._mark_again()

    def start_bar(self) -> None:
        """The bar starts now: the beat nearest to what is heard is a downbeat."""
        with self._lock:
            self._timeline.start_bar_at(self._heard())
            self._mark_again()

    def _mark(self, laid: Iterable[Laid]) -> None:
        audience = self._audience
        for beat in laid:
            assert isinstance(beat.what, CountedBeat)
            messages = self._beat_messages(beat.what)
            for to, ahead_s in ((audience.plain, 0.0), (audience.ahead, AHEAD_S)):
                if to:
                    self._player.mark(Marker(round(beat.frame), messages, to, ahead_s, audience.offset_s))

    def _mark_again(self) -> None:
        """Beats that are laid but not heard get their new number, or go to their new audience."""
        soon = self._taken() + int(AHEAD_S * self._player.opened.rate_hz)
        self._player.cancel_from(soon)
        self._mark(self._agenda.lay_beats_again(self._feeder.spans_from(soon), soon))

    # --- how it stands ------------------------------------------------------------------------------------------

    @property
    def held_s(self) -> float:
        """Music in hand that is not heard yet, in seconds."""
        with self._lock:
            return self._feeder.unheard_frames(self._taken()) / RATE_HZ

    @property
    def latency_s(self) -> float:
        """From the jitter buffer to the ear, in seconds: ring and device."""
        with self._lock:
            opened = self._player.opened
            return self._feeder.depth_frames / opened.rate_hz + opened.latency_s

    @property
    def xruns(self) -> int:
        """How often the device ran dry since the start, whoever was late."""
        with self._lock:
            ring = self._player.ring
            return self._xruns_before + ring.xruns + ring.underruns

    @property
    def level_db(self) -> tuple[float, float]:
        """Peak of the last 100 ms, left and right, in dBFS."""
        with self._lock:
            read = self._player.ring.read_frame
            start = max(read - int(LEVEL_S * self._player.opened.rate_hz), 0)
            recent = self._frames[np.arange(start, read) % CAPACITY_FRAMES]
        peaks = np.maximum(np.abs(recent).max(axis=0, initial=0.0), 10 ** (LEVEL_FLOOR_DB / 20))
        left, right = 20.0 * np.log10(peaks)
        return float(left), float(right)

    @property
    def opened(self) -> Opened:
        """What the device that plays now turned out to be."""
        return self._player.opened

    @property
    def player_pid(self) -> int:
        """The process id of the player that plays now."""
        return self._player.pid

    # --- the feeding thread -------------------------------------------------------------------------------------

    def _taken(self) -> int:
        """Where the device is now: what the player last saw, brought up to this moment by the clock line.

        Before there is a line it may be anywhere in what was handed to it.
        """
        ring = self._player.ring
        line = ring.line
        if line is None:
            return ring.handed_frame
        opened = self._player.opened
        now = line.frame_at(time.monotonic() + opened.latency_s)
        unseen = ring.read_frame + ring.block_frames + int(UNSEEN_S * opened.rate_hz)
        return max(ring.read_frame, min(int(now), unseen, ring.handed_frame))

    def _heard(self) -> float:
        """The source frame that leaves the device now."""
        line = self._player.ring.line
        return self._feeder.music_at(line.frame_at(time.monotonic()) if line else 0)

    def _feed(self) -> None:
        while not self._closing.is_set():
            with self._lock:
                spans, ran_out = self._feeder.step(self._taken())
                for span in spans:
                    self._mark(self._agenda.lay(span))
                due, wait_s = self._due(time.monotonic())
                self._timeline.forget_before(self._feeder.music_at(self._player.ring.read_frame) - KEEP_FRAMES)
            if ran_out:
                self._tell(RanOut())
            for what in due:
                self._tell(what)
            time.sleep(wait_s)

    def _due(self, now_s: float) -> tuple[list[object], float]:
        """What leaves the device now, and how long to sleep."""
        ring = self._player.ring
        line = ring.line
        if line is None:
            return [], FEED_EVERY_S
        due = self._agenda.due(now_s, line.time_of, ring.read_frame)
        next_s = self._agenda.next_s(line.time_of)
        return due, FEED_EVERY_S if next_s is None else min(FEED_EVERY_S, max(next_s - now_s, LEAST_WAIT_S))

    def close(self) -> None:
        """Fades out, ends the threads and the player."""
        self.pause()
        self._closing.set()
        for thread in self._threads:
            thread.join()
        self._player.close()
