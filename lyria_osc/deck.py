"""The deck: plays the music in hand on a device, whatever becomes of the device, and says what is heard when. A door.

It holds the jitter buffer, the timeline and the outlets under one lock, and feeds their rings from a thread. The main
outlet paces the music; a monitor follows it on a device of its own. Beats go to the main player as markers when their
frame is laid into the ring; what the host wants to know of is told as a `Heard` value when its frame leaves the device.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import inf

import numpy as np

from lyria_osc.audio.given import Superseded
from lyria_osc.audio.jitter import KEEP_FRAMES, JitterBuffer
from lyria_osc.audio.resampler import Quality
from lyria_osc.beat.agenda import Agenda, Laid
from lyria_osc.beat.beatgrid import BeatGrid
from lyria_osc.beat.timeline import CountedBeat, FoundBeat, Timeline
from lyria_osc.lane import Crossing
from lyria_osc.locking import Locking
from lyria_osc.monitor import Monitor
from lyria_osc.outlet import Outlet, Select, Selected
from lyria_osc.player.markers import Marker
from lyria_osc.player.process import Opened
from lyria_osc.service import RATE_HZ, Pcm

log = logging.getLogger("lyria_osc.audio")

FEED_EVERY_S = 0.02
LEAST_WAIT_S = 0.001
LEVEL_S = 0.1
LEVEL_FLOOR_DB = -120.0
WANTED_S = 4.0
"""So much music should be in hand, until `want` says otherwise."""

AHEAD_S = 0.1
"""Lead of timetagged markers."""

PAST_S = 2.0
"""Beats are told of until they have been heard so long ago."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets the markers: UDP addresses told at the moment, and those told ahead in timetagged bundles."""

    plain: tuple[tuple[str, int], ...] = ()
    ahead: tuple[tuple[str, int], ...] = ()
    offset_s: float = 0.0


@dataclass(frozen=True, slots=True)
class RanOut:
    """No music is in hand; what there was has been faded out."""


Heard = object
"""`CountedBeat` or a note of the host's as it leaves the device; `RanOut`; `PhaseError`; `outlet.DeviceChanged`."""


class Deck:
    """Plays. Methods may be called from any thread; `tell` is called from the deck's own threads and must not block."""

    def __init__(
        self,
        select: Select,
        tell: Callable[[Heard], None],
        beat_messages: Callable[[CountedBeat], tuple[bytes, ...]],
        *,
        quality: Quality = Quality.BEST,
        beats_per_bar: int = 4,
        socket_fd: int | None = None,
        fallback: Select | None = None,
        monitor: Select | None = None,
        vamps: bool = False,
        locks: bool = False,
    ) -> None:
        """Opens the device and feeds it silence; blocks until it is open.

        Args:
            select: finds the device.
            tell: hears what happens.
            beat_messages: the encoded messages of a beat's marker.
            quality: of resampling.
            beats_per_bar: the metre to count in.
            socket_fd: the UDP socket for markers, where the platform can share one.
            fallback: finds the device to play on while the first is away.
            monitor: finds a second device that hears the same.
            vamps: repeats music where it would run out; else it fades out.
            locks: brings beats onto the grid that `set_grid` tells of.

        Raises:
            DeviceError: the device cannot be had.
        """
        self.tell = tell
        self._beat_messages = beat_messages
        self._lock = threading.RLock()
        self._jitter = JitterBuffer()
        self._locking = Locking(self._jitter, repeats=vamps, locks=locks)
        self._program = self._locking.program
        self._wanted_s = WANTED_S
        self._timeline = Timeline(RATE_HZ, beats_per_bar)
        self._agenda = Agenda(self._timeline)
        self._audience = Audience()
        self._closing = threading.Event()
        self._main = Outlet(
            select, self._jitter, self, self._lock, quality=quality, socket_fd=socket_fd, fallback=fallback
        )
        self._monitor = Monitor(monitor, self._jitter, self._main, self.tell, self._lock) if monitor else None
        self._feeding = threading.Thread(target=self._feed, daemon=True)
        self._feeding.start()

    # --- the device ---------------------------------------------------------------------------------------------

    @property
    def selected(self) -> Selected:
        """The device that plays now."""
        return self._main.selected

    @property
    def opened(self) -> Opened:
        """What the device that plays now turned out to be."""
        return self._main.opened

    @property
    def player_pid(self) -> int:
        """The process id of the player that plays now."""
        return self._main.player.pid

    def move_to(self, select: Select) -> None:
        """Moves the sound to another device, which is from now on the one to be kept; blocks until it is open.

        Raises:
            DeviceError: it cannot be had; the sound stays where it is.
        """
        self._main.move_to(select)

    def leaving(self, outlet: Outlet, unheard_frame: int) -> None:
        """The main outlet goes on with another player: what was laid and not heard is to be laid again."""
        for what in self._due(time.monotonic())[0]:
            self.tell(what)
        self._main.player.cancel_from(0)
        self._agenda.take_back(0, self._jitter.step_back(unheard_frame))

    def crossing(self, crossing: Crossing) -> None:
        """The main outlet goes over to another player: what is laid is heard from the first, at its moment."""
        self._agenda.carry_over(crossing.place)

    # --- music --------------------------------------------------------------------------------------------------

    def append(
        self,
        pcm: Pcm,
        beats: Callable[[int], Iterable[FoundBeat]],
        notes: Iterable[object] = (),
        stream: int = 1,
    ) -> None:
        """Takes a chunk of music in hand.

        Args:
            pcm: the music.
            beats: given the frame of its stream at which the chunk begins, its beats.
            notes: told back when the chunk's first frame leaves the device for the first time.
            stream: the session it is of: where the number grows, it does not follow on.
        """
        with self._lock:
            self._program.append(stream, pcm, beats, notes, time.monotonic())

    def want(self, seconds: float) -> None:
        """How much music should be in hand."""
        with self._lock:
            self._wanted_s = seconds

    def let_go(self, *, on: bool) -> None:
        """Nothing new is to be hoped for (`on`): music that is heard again fades away, and has run out."""
        with self._lock:
            self._program.let_go(on=on)

    @property
    def beats_wanted(self) -> tuple[int, int] | None:
        """Up to which frame of which stream beats must be given by now; None where there is no music."""
        with self._lock:
            return self._program.beats_wanted

    def add_beats(self, stream: int, beats: Iterable[FoundBeat]) -> None:
        """Takes beats that were found after their chunk came, in frames of their stream; see `beats_wanted`."""
        with self._lock:
            self._program.add_beats(stream, beats)

    def _advance(self) -> list[Superseded]:
        """Gives music its place ahead of the feeder; what is to be told of it at once."""
        is_heard = self._main.feeder.playing
        given = self._program.advance(time.monotonic(), self._wanted_s, is_heard=is_heard)
        given = self._locking.take(given, self._leaves_s if is_heard and self._main.player.ring.line else None)
        self._timeline.add(FoundBeat(beat.frame, beat.bpm, beat.downbeat, beat.confidence) for beat in given.beats)
        for frame, note in given.notes:
            self._agenda.note(frame, note)
        return given.news

    def play(self) -> None:
        """Plays from where the music stands; locked to a grid, once that comes to where the music will fit."""
        with self._lock:
            self._locking.ask_start(time.monotonic())
            taken = self._main.taken()
            self._start(self._main, taken)
            if self._main.feeder.playing:
                self.fill(self._main, taken)  # at once: the device comes nearer to where it begins

    def _start(self, outlet: Outlet, taken: int) -> None:
        """Plays if that was asked for and the moment has come."""
        feeder, line = outlet.feeder, outlet.player.ring.line
        earliest = feeder.next_play_frame(taken)
        frame = self._locking.start_frame(earliest, line, time.monotonic())
        if frame is not None and frame <= max(earliest, taken + feeder.depth_frames // 2):
            self._locking.is_started()
            feeder.play(taken, frame)

    def pause(self) -> None:
        """Fades out at once; what was not heard waits."""
        with self._lock:
            self._locking.is_started()
            silent = self._main.pause()
            if self._monitor:
                self._monitor.pause()
            self._agenda.take_back(silent, self._jitter.next_frame)

    def stop(self) -> None:
        """Fades out at once and forgets the music in hand; the next begins at bar 1."""
        with self._lock:
            self.pause()
            self._jitter.drop()
            self._locking.drop()
            self._timeline.restart()
            self._agenda.forget_notes()

    def set_gain(self, gain: float) -> None:
        """Moves to a gain (a factor) within 10 ms."""
        with self._lock:
            self._main.set_gain(gain)
            if self._monitor:
                self._monitor.set_gain(gain)

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
            self._timeline.set_beats_per_bar(beats, self._main.heard())
            self._mark_again()

    def start_bar(self) -> None:
        """The bar starts now: the beat nearest to what is heard is a downbeat."""
        with self._lock:
            self._timeline.start_bar_at(self._main.heard())
            self._mark_again()

    def set_grid(self, grid: BeatGrid | None) -> None:
        """What beats are measured against, each told of as a `PhaseError`; and brought onto, where they are locked."""
        with self._lock:
            self._locking.grid = grid

    def beats_about(self) -> list[tuple[float, CountedBeat]]:
        """When the beats leave the device (monotonic): those in hand, and those of the last `PAST_S`.

        There are none while nothing is played.
        """
        with self._lock:
            if not self._main.feeder.playing or self._main.player.ring.line is None:
                return []
            beats = self._timeline.between(self._main.heard() - PAST_S * RATE_HZ, inf)
            return [(self._leaves_s(beat.frame), beat) for beat in beats]

    def _leaves_s(self, music_frame: float) -> float:
        line = self._main.player.ring.line
        return line.time_of(self._main.feeder.ring_at(music_frame)) if line else inf

    def _mark(self, laid: Iterable[Laid]) -> None:
        audience = self._audience
        for beat in laid:
            assert isinstance(beat.what, CountedBeat)
            messages = self._beat_messages(beat.what)
            for to, ahead_s in ((audience.plain, 0.0), (audience.ahead, AHEAD_S)):
                if to:
                    self._main.player.mark(Marker(round(beat.frame), messages, to, ahead_s, audience.offset_s))

    def _mark_again(self) -> None:
        """Beats that are laid but not heard get their new number, or go to their new audience."""
        soon = max(self._main.taken() + int(AHEAD_S * self.opened.rate_hz), self._main.first_frame)
        self._main.player.cancel_from(soon)
        self._mark(self._agenda.lay_beats_again(self._main.feeder.spans_from(soon), soon))

    # --- how it stands ------------------------------------------------------------------------------------------

    @property
    def held_s(self) -> float:
        """Fresh music in hand that is not heard yet, in seconds."""
        with self._lock:
            return self._locking.fresh_frames(self._main.unheard_frames()) / RATE_HZ

    @property
    def placed_s(self) -> float:
        """Music that is about to be heard, fresh or again, in seconds."""
        with self._lock:
            return (self._main.unheard_frames() + self._locking.waiting_frames) / RATE_HZ

    @property
    def latency_s(self) -> float:
        """From the jitter buffer to the ear, in seconds: ring and device."""
        with self._lock:
            return self._main.feeder.depth_frames / self.opened.rate_hz + self.opened.latency_s

    @property
    def xruns(self) -> int:
        """How often the device ran dry since the start, whoever was late."""
        with self._lock:
            return self._main.xruns + (self._monitor.xruns if self._monitor else 0)

    @property
    def level_db(self) -> tuple[float, float]:
        """Peak of the last 100 ms, left and right, in dBFS."""
        with self._lock:
            peaks = self._main.peaks(LEVEL_S)
        left, right = 20.0 * np.log10(np.maximum(peaks, 10 ** (LEVEL_FLOOR_DB / 20)))
        return float(left), float(right)

    # --- the feeding thread -------------------------------------------------------------------------------------

    def _feed(self) -> None:
        while not self._closing.is_set():
            with self._lock:
                self.fill(self._main, self._main.taken())
                due, wait_s = self._due(time.monotonic())
                self._timeline.forget_before(self._main.heard() - KEEP_FRAMES)
                if self._monitor:
                    self._monitor.step(time.monotonic())
            for what in due:
                self.tell(what)
            time.sleep(wait_s)

    def fill(self, outlet: Outlet, taken: int) -> None:
        """Fills the main outlet's ring as for a device that has taken so many frames."""
        news = self._advance()
        self._start(outlet, taken)
        spans, ran_out = outlet.feeder.step(taken)
        laid = [beat for span in spans for beat in self._agenda.lay(span)]
        self._mark(laid)
        errors = self._locking.phase_errors(laid, outlet.player.ring.line)
        for what in (*news, *errors, *([RanOut()] if ran_out else [])):
            self.tell(what)

    def _due(self, now_s: float) -> tuple[list[object], float]:
        """What leaves the device now, and how long to sleep."""
        ring = self._main.player.ring
        line = ring.line
        if line is None:
            return [], FEED_EVERY_S
        due = self._agenda.due(now_s, line.time_of, ring.read_frame)
        next_s = self._agenda.next_s(line.time_of)
        return due, FEED_EVERY_S if next_s is None else min(FEED_EVERY_S, max(next_s - now_s, LEAST_WAIT_S))

    def close(self) -> None:
        """Fades out, ends the threads and the players."""
        self.pause()
        self._closing.set()
        self._feeding.join()
        self._main.close()
        if self._monitor:
            self._monitor.close()
