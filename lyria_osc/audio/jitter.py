"""The jitter buffer: music held in hand against the network, each frame of it numbered.

A frame gets its number when it enters; numbers run on through pauses, resets and new sessions. The last seconds that
were read are kept, so that the reader can step back: to play again what a pause or a lost device left unheard.
"""

from collections import deque

import numpy as np

from lyria_osc.service import CHANNELS, RATE_HZ, Pcm

KEEP_FRAMES = 2 * RATE_HZ
"""Frames kept behind the reader: more than any ring and device hold."""


class JitterBuffer:
    """Source frames in order. One owner: `append`, `read` and the rest are called under its lock or in its thread."""

    def __init__(self) -> None:
        self._pieces: deque[tuple[int, Pcm]] = deque()
        self._end = 0
        self._next = 0

    @property
    def end_frame(self) -> int:
        """The number that the next frame to come will have."""
        return self._end

    @property
    def next_frame(self) -> int:
        """The number of the next frame to be read."""
        return self._next

    @property
    def held_frames(self) -> int:
        """Frames that wait to be read."""
        return self._end - self._next

    def append(self, pcm: Pcm) -> int:
        """Takes a chunk in and returns the number of its first frame. The array is kept and must not be changed."""
        start = self._end
        if len(pcm):
            self._pieces.append((start, pcm))
            self._end += len(pcm)
        return start

    def read(self, frames: int) -> Pcm:
        """The next frames, fewer where fewer are held: float32 of shape ``(n, 2)``."""
        stop = min(self._next + frames, self._end)
        out = self.peek(self._next, stop)
        self._next = stop
        self._forget()
        return out

    def peek(self, start: int, stop: int) -> Pcm:
        """Frames by their numbers, as far as they are held or kept; the reader does not move."""
        parts = [
            pcm[max(start - first, 0) : stop - first]
            for first, pcm in self._pieces
            if first < stop and first + len(pcm) > start
        ]
        return np.concatenate(parts) if parts else np.zeros((0, CHANNELS), np.float32)

    def step_back(self, frame: int) -> int:
        """Moves the reader back to a frame, or to the first that is kept; returns where it now is."""
        first = self._pieces[0][0] if self._pieces else self._end
        self._next = min(max(frame, first), self._next)
        return self._next

    def drop(self) -> None:
        """Forgets all that waits and all that is kept; the numbers run on."""
        self._pieces.clear()
        self._next = self._end

    def _forget(self) -> None:
        while self._pieces and self._pieces[0][0] + len(self._pieces[0][1]) <= self._next - KEEP_FRAMES:
            self._pieces.popleft()


class Cursor:
    """A second reader of a jitter buffer, which the buffer does not wait for. Owner: as the buffer's."""

    def __init__(self, buffer: JitterBuffer) -> None:
        self._buffer = buffer
        self._next = buffer.next_frame

    @property
    def next_frame(self) -> int:
        """The number of the next frame to be read."""
        return self._next

    @property
    def held_frames(self) -> int:
        """Frames that wait to be read."""
        return max(self._buffer.end_frame - self._next, 0)

    def move_to(self, frame: int) -> None:
        """Reads from here next."""
        self._next = frame

    def step_back(self, frame: int) -> int:
        """Moves back to a frame; returns where it now is."""
        self._next = min(frame, self._next)
        return self._next

    def read(self, frames: int) -> Pcm:
        """The next frames, fewer where fewer are held."""
        stop = self._next + min(frames, self.held_frames)
        out = self._buffer.peek(self._next, stop)
        self._next = stop
        return out

    def peek(self, start: int, stop: int) -> Pcm:
        """Frames by their numbers, as far as they are held or kept."""
        return self._buffer.peek(start, stop)
