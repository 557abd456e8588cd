"""Markers waiting for their frame: a heap of datagrams, each with the frame it belongs to. Pure: time is handed in."""

import struct
import sys
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from lyria_osc.audio.ring import ClockLine

MOST_WAITING = 4096
"""More markers than this at once is a fault of the host; the newest are refused."""

NTP_EPOCH_S = 2_208_988_800
"""Seconds from 1900 (NTP) to 1970 (Unix)."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What to send when a frame leaves the device.

    `messages` are encoded OSC messages. With `ahead_s` over 0 they go out that much earlier, as one bundle whose
    timetag is the moment itself; else each goes plainly at the moment. `offset_s` is added to the moment.
    """

    frame: int
    messages: tuple[bytes, ...]
    to: tuple[tuple[str, int], ...]
    ahead_s: float = 0.0
    offset_s: float = 0.0

    def moment_s(self, line: ClockLine) -> float:
        """Monotonic time at which the frame leaves the device, the user's offset included."""
        return line.time_of(self.frame) + self.offset_s

    def datagrams(self, line: ClockLine, wall_offset_s: float) -> tuple[bytes, ...]:
        """What goes over the wire; `wall_offset_s` is Unix time less monotonic time."""
        if not self.ahead_s:
            return self.messages
        return (bundle(self.moment_s(line) + wall_offset_s, self.messages),)


def bundle(unix_s: float, messages: tuple[bytes, ...]) -> bytes:
    """An OSC bundle (OSC 1.0, "OSC Bundles") whose timetag is a Unix time."""
    timetag = round((unix_s + NTP_EPOCH_S) * 2**32)
    parts = [b"#bundle\0", struct.pack(">Q", timetag)]
    for message in messages:
        parts += [struct.pack(">i", len(message)), message]
    return b"".join(parts)


@dataclass(order=True, slots=True)
class _Waiting:
    frame: int
    order: int
    marker: Marker = field(compare=False)


class MarkerQueue:
    """Markers in order of their frames, one queue for each pair of lead and offset, so that the first is the next due.

    Writer and reader: the player's loop.
    """

    def __init__(self) -> None:
        self._heaps: dict[tuple[float, float], list[_Waiting]] = {}
        self._order = count()

    def __len__(self) -> int:
        return sum(len(heap) for heap in self._heaps.values())

    def add(self, marker: Marker) -> bool:
        """Lets a marker wait; False where too many wait already."""
        if len(self) >= MOST_WAITING:
            return False
        heap = self._heaps.setdefault((marker.ahead_s, marker.offset_s), [])
        heappush(heap, _Waiting(marker.frame, next(self._order), marker))
        return True

    def cancel_from(self, frame: int) -> None:
        """Forgets the markers of this frame and later ones: they will not be heard as planned."""
        for key, heap in list(self._heaps.items()):
            kept = sorted(waiting for waiting in heap if waiting.frame < frame)
            if kept:
                self._heaps[key] = kept
            else:
                del self._heaps[key]

    def due(self, now_s: float, line: ClockLine, read_frame: int) -> list[Marker]:
        """Takes out what must go now.

        Whatever the line says, a plain marker waits until the device has taken its frame: it may have stalled.
        """
        ready: list[Marker] = []
        for key in list(self._heaps):
            heap = self._heaps[key]
            upto = read_frame if key == (0.0, 0.0) else sys.maxsize
            while heap and heap[0].frame < upto and heap[0].marker.moment_s(line) - key[0] <= now_s:
                ready.append(heappop(heap).marker)
            if not heap:
                del self._heaps[key]
        return ready

    def next_s(self, line: ClockLine) -> float | None:
        """Monotonic time of the next one due; None where none waits."""
        moments = [heap[0].marker.moment_s(line) - key[0] for key, heap in self._heaps.items()]
        return min(moments, default=None)
