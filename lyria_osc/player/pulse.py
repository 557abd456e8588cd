"""An output that is a sink of PulseAudio's or PipeWire's.

All that is handed goes to the server at once, so that it plays on for as long as the ring is deep, however busy this
process is. What the host changes afterwards is handed again, and goes in place of what the sink has not taken yet: so
the sink can take short blocks, and a hand on a fader is soon heard. Where this process comes too late for the first of
what was changed, it goes over to it from what was there before, and nothing clicks.
"""

from collections import deque
from collections.abc import Iterator, Sequence

from lyria_osc.audio.ring import CAPACITY_FRAMES
from lyria_osc.player.libpulse import Stream, Timing

CHANNELS = 2
BLOCK_S = 0.01
IMMEDIATE_BLOCK_S = 0.002
"""What a sink is asked to take at once. A null sink loses nothing by short blocks, whenever its thread gets to run, and
the moment at which a frame is recorded is known the better."""

WAY_S = 0.008
"""What is written over is with the sink by then, on a machine that is not busy: a step of the player's loop, and what
the server takes."""

SEND_S = 0.002
CROSS_S = 0.004
"""How long what is sent is on its way; and how long the sound goes over to what was changed earlier than that."""

LONGEST_BLOCK_S = 0.05
"""A sink that takes more at once than this catches up on time that it has missed."""

ANSWERS_S = 0.02
"""The server answers within this; a stream that it tells nothing of for longer may have stalled."""

LOOKS = 200
"""In so many, about a second, a null sink is seen at its furthest ahead: that is one block. Who records from it gets a
block at once, and its last frame so much before its moment."""


class PulseOutput:
    """A stream that is written ahead, and over."""

    bits = 0

    def __init__(
        self,
        frames: memoryview,
        sink: str,
        rate_hz: float,
        block_frames: int,
        positions: Sequence[str],
        *,
        immediate: bool,
    ) -> None:
        """Opens a stream to a sink.

        Args:
            frames: the ring's memory.
            sink: its name; empty for the server's default.
            rate_hz: of the stream.
            block_frames: frames a period; 0 for as short as is wise.
            positions: where left and right are; of one alone, where left is, and right is left out.
            immediate: whether what the sink takes is recorded at once, rather than heard when it has been played.

        Raises:
            DeviceError: the sound server is missing, or refuses.
        """
        block = block_frames or int((IMMEDIATE_BLOCK_S if immediate else BLOCK_S) * rate_hz)
        self._stream = Stream(sink, int(rate_hz), positions, block, self._ran_dry)
        self._samples = frames.cast("f")
        self._sent = memoryview(bytearray(frames.nbytes)).cast("f")
        self._every = CHANNELS // len(positions)
        self._handed = 0
        self._taken = 0
        self._last: Timing | None = None
        self._leads_s: deque[float] | None = deque(maxlen=LOOKS) if immediate else None
        self.rate_hz = float(rate_hz)
        self._block = block
        self.latency_s = 0.0 if immediate else block / rate_hz
        self.xruns = 0
        self.block_frames = block + int(WAY_S * rate_hz)
        self.seen: tuple[float, int] | None = None

    def _ran_dry(self) -> None:
        self.xruns += 1

    def start(self) -> None:
        """Lets the stream begin with what was handed first."""
        self._stream.pump()

    @property
    def alive(self) -> bool:
        """False once the sink or its server is gone."""
        return self._stream.alive

    def hand(self, frames: int) -> None:
        """Sends so many more frames of the ring, by the next look at how far the device has come."""
        self._copy(self._handed, self._handed + frames)
        self._send(self._handed, self._handed + frames)
        self._handed += frames

    def rewrite(self) -> None:
        """Sends what the sink has not taken once more."""
        start = min(self._taken + self._block + int(SEND_S * self.rate_hz), self._handed)
        stop = min(start + int(CROSS_S * self.rate_hz), self._handed)
        self._cross(start, stop)
        self._copy(stop, self._handed)
        self._send(start, self._handed)
        self._stream.pump()

    def _cross(self, start: int, stop: int) -> None:
        """Goes from what was sent to what is there now; what is the same stays so."""
        for frame in range(start, stop):
            still = (stop - frame) / (stop - start)
            for place in range(CHANNELS * (frame % CAPACITY_FRAMES), CHANNELS * (frame % CAPACITY_FRAMES + 1)):
                now = self._samples[place]
                self._sent[place] = now + still * (self._sent[place] - now)

    def _copy(self, start: int, stop: int) -> None:
        for first, last in _places(start, stop):
            self._sent[CHANNELS * first : CHANNELS * last] = self._samples[CHANNELS * first : CHANNELS * last]

    def _send(self, start: int, stop: int) -> None:
        for first, last in _places(start, stop):
            self._stream.write(self._sent[CHANNELS * first : CHANNELS * last : self._every].tobytes(), start)
            start += last - first

    def taken(self, now_s: float) -> int:
        """How far the sink has taken the stream: as the server last answered, a step or two ago, and on from there."""
        self._stream.pump()
        if found := self._stream.timing():
            self._note(found)
        if self._last:
            self._taken = max(self._taken, self._last.read_frame)
        if self._last and self.seen:
            seen_s, frame = self.seen
            believed = self._last.read_frame + self._block + int(ANSWERS_S * self.rate_hz)
            goes_on = frame + int((now_s - seen_s) * self.rate_hz)
            self._taken = max(self._taken, min(goes_on, believed, self._handed))
        return self._taken

    def _note(self, found: Timing) -> None:
        before, self._last = self._last, found
        if before is None or found.read_frame == before.read_frame:
            return
        at_once = found.read_frame - before.read_frame - int((found.at_s - before.at_s) * self.rate_hz)
        if at_once < LONGEST_BLOCK_S * self.rate_hz:
            self._block = max(self._block, at_once)
            self.block_frames = self._block + int(WAY_S * self.rate_hz)
        lead_s = 0.0
        if self._leads_s is not None:
            self._leads_s.append(found.sink_s)
            lead_s = max(self._leads_s)
        self.seen = found.at_s - self.latency_s - lead_s, int(found.read_frame - found.sink_s * self.rate_hz)

    def close(self) -> None:
        """Ends the stream at once."""
        self._stream.close()


def _places(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where in the ring frames lie: one stretch, or two where it wraps."""
    while start < stop:
        place = start % CAPACITY_FRAMES
        count = min(stop - start, CAPACITY_FRAMES - place)
        yield place, place + count
        start += count
