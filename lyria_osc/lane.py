"""A lane: one player, from its start to its end, and the feeder of its ring; and how music crosses to another. A door.

An outlet plays on one lane after another, and for a moment on two.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from lyria_osc.audio.convert import Source
from lyria_osc.audio.dither import Shape
from lyria_osc.audio.feeder import CROSS_S, Feeder
from lyria_osc.audio.resampler import Quality
from lyria_osc.audio.ring import CAPACITY_FRAMES, ClockLine
from lyria_osc.player.process import Opened, PlayerProcess
from lyria_osc.service import CHANNELS

UNSEEN_S = 0.1
"""The clock line is believed for so long after the player's last look: then player or device have stalled."""


PIECE_S = 0.1
"""Music is laid ahead by so much at a time: more may not have its place yet."""


class Lane:
    """Owner: an outlet, under the deck's lock."""

    def __init__(
        self,
        player: PlayerProcess,
        source: Source,
        *,
        gain: float,
        quality: Quality,
        correction: Callable[[], float] | None,
        shape: Shape,
    ) -> None:
        """A lane of a player that has opened its device; the rest as `Feeder` takes it."""
        self.player = player
        self.frames: NDArray[np.float32] = np.frombuffer(player.ring.frames, np.float32).reshape(
            CAPACITY_FRAMES, CHANNELS
        )
        self.feeder = Feeder(
            source,
            player.ring,
            self.frames,
            round(player.opened.rate_hz),
            gain=gain,
            quality=quality,
            correction=correction,
            shape=replace(shape, cut_bits=player.opened.bits),
        )

    @property
    def opened(self) -> Opened:
        """What the device turned out to be."""
        return self.player.opened

    @property
    def xruns(self) -> int:
        """How often the device ran dry, whoever was late."""
        return self.player.ring.xruns + self.player.ring.underruns

    @property
    def line(self) -> ClockLine | None:
        """The device's clock; None where it is not known, or the device stands still."""
        line = self.player.ring.line
        return line if line and self._nominal(line) <= self._latest() else None

    def taken(self) -> int:
        """Where the device is now, in the block it took last: as the clock line has it, and the player last saw it.

        Before there is a line it has hardly begun: a null sink that nobody records from lets it wait for two seconds.
        """
        ring = self.player.ring
        line = ring.line
        if line is None:
            return ring.read_frame
        return max(ring.read_frame - ring.block_frames, min(self._nominal(line), self._latest(), ring.handed_frame))

    def _nominal(self, line: ClockLine) -> int:
        return int(line.frame_at(time.monotonic() + self.opened.latency_s))

    def _latest(self) -> int:
        ring = self.player.ring
        return ring.read_frame + ring.block_frames + int(UNSEEN_S * self.opened.rate_hz)

    def music_at(self, moment_s: float) -> float:
        """The source frame that leaves the device at a monotonic time."""
        line = self.player.ring.line
        return self.feeder.music_at(line.frame_at(moment_s) if line else 0)

    def peaks(self, seconds: float) -> NDArray[np.float32]:
        """The greatest samples, left and right, that the device has taken in the last so many seconds."""
        read = self.player.ring.read_frame
        start = max(read - int(seconds * self.opened.rate_hz), 0)
        recent = self.frames[np.arange(start, read) % CAPACITY_FRAMES]
        return np.asarray(np.abs(recent).max(axis=0, initial=0.0))

    def set_gain(self, gain: float) -> None:
        """Moves to a gain (a factor) within 10 ms."""
        self.feeder.set_gain(gain, self.taken())

    def pause(self) -> int:
        """Fades out at once; returns the first silent ring frame. Its markers from there on are taken back."""
        silent = self.feeder.pause(self.taken())
        self.player.cancel_from(silent)
        return silent


@dataclass(frozen=True, slots=True)
class Crossing:
    """Music that crosses over from a lane to another, as planned: when it begins and when the first is silent."""

    lane: Lane
    """The one that is left."""

    begins_s: float
    ends_s: float
    first_frame: int
    """The other's ring frame at which it begins."""

    place: Callable[[float], float]
    """Which ring frame of the other leaves its device when one of the first leaves that."""


def cross(old: Lane, new: Lane, fill: Callable[[int], None]) -> Crossing | None:
    """Lets the music cross over, so that it is heard whole and in time.

    What is laid for the old device is heard there to its end; then it fades out there, and in on the new one, both in a
    straight line: it is the same music at the same moment, so that the two add up to it. Nothing of it is heard twice
    or is left out.

    Args:
        old: what plays.
        new: what shall play, its device at work and silent.
        fill: lays music into the old ring, as far as for a device that has taken so many frames.

    Returns:
        What was planned; None where it cannot be: a device stands still, or the music is at its end.
    """
    its, ours = old.line, new.line
    if its is None or ours is None or not old.feeder.playing:
        return None

    def place(frame: float) -> float:
        return ours.frame_at(its.time_of(frame))

    earliest = ours.time_of(new.player.ring.handed_frame + new.feeder.depth_frames)
    until = ceil(its.frame_at(earliest))
    if until + 2 * old.feeder.depth_frames > old.taken() + CAPACITY_FRAMES:
        return None
    piece = int(PIECE_S * old.opened.rate_hz)
    for upto in range(min(old.feeder.written_frame, until), until + piece, piece):
        fill(min(upto, until) - old.feeder.depth_frames)
    leaves = old.feeder.fade_away() if old.feeder.playing else None
    if leaves is None:
        return None
    begins_s = its.time_of(leaves)
    first = round(place(leaves))
    new.feeder.fade_in_at(first)
    return Crossing(old, begins_s, begins_s + CROSS_S, first, place)
