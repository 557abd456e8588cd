"""The player's loop: hand over what the host wrote, see what the device took, send the markers that are due. A door.

A step every few milliseconds moves the end of what may be played up to the host's `write_frame`. Where the host is
late, the loop fades the last of the music out and adds silence, so that the device never runs dry and nothing clicks.
"""

import math
import time
from typing import Protocol

from lyria_osc.audio.ring import CAPACITY_FRAMES, FRAME_BYTES, Ring
from lyria_osc.player.clock import DeviceClock, pauses_s
from lyria_osc.player.markers import MarkerQueue
from lyria_osc.player.output import Output

STEP_S = 0.005
LATE_STEP_S = 0.0005
SAFE_S = 0.06
"""Frames kept before the device whatever the host does: longer than this machine's usual stall of a process."""

FADE_S = 0.02


class Outside(Protocol):
    """What the loop asks of the process around it."""

    @property
    def closing(self) -> bool:
        """Whether the host has gone or has said goodbye."""

    def receive(self, markers: MarkerQueue) -> None:
        """Takes in what the host has said since the last step."""

    def send(self, datagram: bytes, to: tuple[str, int]) -> None:
        """Sends a datagram; never raises."""


class Loop:
    """One device played to its end. Owner: the player's main thread."""

    def __init__(self, ring: Ring, output: Output, outside: Outside) -> None:
        self._ring = ring
        self._output = output
        self._outside = outside
        self._samples = ring.frames.cast("f")
        self._clock = DeviceClock(output.rate_hz, output.latency_s)
        self._pauses_s = pauses_s(STEP_S)
        self._markers = MarkerQueue()
        self._safe_frames = max(math.ceil(SAFE_S * output.rate_hz), 3 * output.block_frames)
        self._host_late = True
        self._changes = ring.changes

    def run(self) -> bool:
        """Plays until the host goes (True) or the device is lost (False)."""
        self._add_silence(0)
        self._output.start()
        while not self._outside.closing:
            self._outside.receive(self._markers)
            now_s = time.monotonic()
            if not self._output.alive:
                return False
            self._step(now_s)
            self._send_markers()
            self._sleep()
        self._leave()
        return True

    def _step(self, now_s: float) -> None:
        ring, output = self._ring, self._output
        read = output.taken(now_s)
        seen_s = time.monotonic()  # Not before: a look may be late, but never early.
        ring.read_frame = read
        ring.xruns = output.xruns
        ring.block_frames = output.block_frames
        written = ring.write_frame
        if written > ring.handed_frame:
            self._hand_to(written)
            self._host_late = False
        if ring.handed_frame - read < self._safe_frames:
            self._add_silence(read)
        if ring.changes != self._changes:
            self._changes = ring.changes
            output.rewrite()
        if output.seen:
            self._clock.note(*output.seen, 1)
        else:
            self._clock.note(seen_s, read, output.block_frames)
        if self._clock.line:
            ring.line = self._clock.line

    def _hand_to(self, frame: int) -> None:
        self._output.hand(frame - self._ring.handed_frame)
        self._ring.handed_frame = frame

    def _add_silence(self, read_frame: int) -> None:
        handed = self._ring.handed_frame
        if not self._host_late:
            self._host_late = True
            self._ring.underruns += 1
            self._fade(handed - int(FADE_S * self._output.rate_hz), handed)
            self._output.rewrite()
        upto = read_frame + 2 * self._safe_frames
        self._silence(handed, upto)
        self._hand_to(upto)

    def _fade(self, start: int, stop: int) -> None:
        for frame in range(start, stop):
            gain = (stop - frame) / (stop - start)
            place = 2 * (frame % CAPACITY_FRAMES)
            self._samples[place] *= gain
            self._samples[place + 1] *= gain

    def _silence(self, start: int, stop: int) -> None:
        while start < stop:
            place = start % CAPACITY_FRAMES
            count = min(stop - start, CAPACITY_FRAMES - place)
            self._ring.frames[place * FRAME_BYTES : (place + count) * FRAME_BYTES] = bytes(count * FRAME_BYTES)
            start += count

    def _send_markers(self) -> None:
        line = self._clock.line
        if line is None:
            return
        for marker in self._markers.due(time.monotonic(), line, self._ring.read_frame):
            for datagram in marker.datagrams(line, time.time() - time.monotonic()):
                for to in marker.to:
                    self._outside.send(datagram, to)

    def _sleep(self) -> None:
        next_s = self._markers.next_s(self._clock.line) if self._clock.line else None
        wait_s = next(self._pauses_s)
        if next_s is not None:
            wait_s = min(wait_s, next_s - time.monotonic())
        # A marker that is late waits for the device, which must not wait for us: a thread of ours may go before others.
        time.sleep(wait_s if wait_s > 0 else LATE_STEP_S)

    def _leave(self) -> None:
        """Fades out what is still to come, lets the device play the fade, and closes."""
        rate_hz = self._output.rate_hz
        read = self._output.taken(time.monotonic())
        start = read + max(int(0.015 * rate_hz), 2 * self._output.block_frames)
        stop = start + int(FADE_S * rate_hz)
        if stop < self._ring.handed_frame:
            self._fade(start, stop)
            self._silence(stop, self._ring.handed_frame)
            self._output.rewrite()
            time.sleep((stop - read) / rate_hz + self._output.latency_s + FADE_S)
        self._output.close()
