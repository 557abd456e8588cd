"""The ring between host and player: one block of shared memory, a header of numbers and then the frames.

The host writes frames at the device's rate and moves `write_frame`; the player hands them to the device and moves
`handed_frame` and `read_frame`. All three count frames since the player started and never go back; a frame's place in
the memory is its number modulo the capacity. Where the host writes anew what it has written before, it counts up
`changes`. Each field has one writer. A field is eight aligned bytes, stored and loaded whole; the clock line has three
of them and a sequence number that is odd while they change.

Nothing here imports numpy: the player lives without it. The host lays its own array over `frames`.
"""

from dataclasses import dataclass

CAPACITY_FRAMES = 1 << 17
"""Frames in the ring: a power of two, as PortAudio's ring wants; 0.68 s at 192 kHz."""

HEADER_BYTES = 256
FRAME_BYTES = 8
RING_BYTES = HEADER_BYTES + CAPACITY_FRAMES * FRAME_BYTES
"""Size of the shared memory: header, then float32 stereo frames."""

_WRITE, _HANDED, _READ, _CHANGES, _UNDERRUNS, _XRUNS, _BLOCK, *_LINE = range(11)
_LINE_SEQUENCE, _LINE_FRAME, _LINE_TIME, _LINE_RATE = _LINE


@dataclass(frozen=True, slots=True)
class ClockLine:
    """When frames leave the device: `frame` at `time_s` (monotonic), and `rate_hz` more each second from there."""

    frame: int
    time_s: float
    rate_hz: float

    def time_of(self, frame: float) -> float:
        """Monotonic time in seconds at which a frame leaves the device."""
        return self.time_s + (frame - self.frame) / self.rate_hz

    def frame_at(self, now_s: float) -> float:
        """The frame that leaves the device at a monotonic time."""
        return self.frame + (now_s - self.time_s) * self.rate_hz


class Ring:
    """The shared memory's fields by name. Writer of `write_frame` and `changes`: the host; of all else: the player."""

    def __init__(self, memory: memoryview) -> None:
        """Lays the fields over `RING_BYTES` of writable memory; all zeros is an empty ring."""
        header = memory[:HEADER_BYTES]
        self._ints = header.cast("q")
        self._floats = header.cast("d")
        self.frames = memory[HEADER_BYTES:RING_BYTES]
        """The frames' memory: float32, stereo, interleaved."""

    def release(self) -> None:
        """Lets go of the memory, so that it can be closed."""
        for view in (self._ints, self._floats, self.frames):
            view.release()

    @property
    def write_frame(self) -> int:
        """Up to here the host has written."""
        return self._ints[_WRITE]

    @write_frame.setter
    def write_frame(self, frame: int) -> None:
        self._ints[_WRITE] = frame

    @property
    def handed_frame(self) -> int:
        """Up to here the player has handed frames to the callback; past `write_frame` where it had to add silence."""
        return self._ints[_HANDED]

    @handed_frame.setter
    def handed_frame(self, frame: int) -> None:
        self._ints[_HANDED] = frame

    @property
    def read_frame(self) -> int:
        """Up to here the device had taken frames when the player last looked."""
        return self._ints[_READ]

    @read_frame.setter
    def read_frame(self, frame: int) -> None:
        self._ints[_READ] = frame

    @property
    def changes(self) -> int:
        """How often the host has written frames anew that it had written before."""
        return self._ints[_CHANGES]

    @changes.setter
    def changes(self, count: int) -> None:
        self._ints[_CHANGES] = count

    @property
    def underruns(self) -> int:
        """How often the host was late and the player added silence."""
        return self._ints[_UNDERRUNS]

    @underruns.setter
    def underruns(self, count: int) -> None:
        self._ints[_UNDERRUNS] = count

    @property
    def xruns(self) -> int:
        """How often the device ran dry, by its own account or because the callback found nothing."""
        return self._ints[_XRUNS]

    @xruns.setter
    def xruns(self, count: int) -> None:
        self._ints[_XRUNS] = count

    @property
    def block_frames(self) -> int:
        """So many frames after `read_frame` the device may have too: its longest block, and what is on its way."""
        return self._ints[_BLOCK]

    @block_frames.setter
    def block_frames(self, frames: int) -> None:
        self._ints[_BLOCK] = frames

    @property
    def line(self) -> ClockLine | None:
        """The device's clock as the player last saw it; None until it is known or while it is being written."""
        for _ in range(8):
            before = self._ints[_LINE_SEQUENCE]
            line = ClockLine(self._ints[_LINE_FRAME], self._floats[_LINE_TIME], self._floats[_LINE_RATE])
            if before and before % 2 == 0 and self._ints[_LINE_SEQUENCE] == before:
                return line
        return None

    @line.setter
    def line(self, line: ClockLine) -> None:
        sequence = self._ints[_LINE_SEQUENCE]
        self._ints[_LINE_SEQUENCE] = sequence + 1
        self._ints[_LINE_FRAME] = line.frame
        self._floats[_LINE_TIME] = line.time_s
        self._floats[_LINE_RATE] = line.rate_hz
        self._ints[_LINE_SEQUENCE] = sequence + 2
