"""Keeps bundles whose time has not come, within bounds, and gives them out when it has.

Time tags are wall clock time (NTP); `wall_s` is the same clock in seconds since 1970. Nothing here waits: the door
asks when the next one is due and sets its timer.
"""

from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Generic, TypeVar

from lyria_osc.errors import OscError

MAX_AHEAD_S = 10.0
"""How far ahead a bundle may lie: beyond that the sender's clock is wrong, or its user has long forgotten."""

MAX_HELD = 4096
"""How many bundles are held at once: 10 s of some 400 a second."""

MAX_HELD_BYTES = 4 * 2**20
"""How many bytes of bundles are held at once."""

_NTP_1970_S = 2_208_988_800

T = TypeVar("T")


def to_timetag(wall_s: float) -> int:
    """Seconds since 1970 as an NTP time tag."""
    whole = int(wall_s)
    return (whole + _NTP_1970_S << 32) + int((wall_s - whole) * 2**32)


def to_wall_s(timetag: int) -> float:
    """An NTP time tag as seconds since 1970."""
    return (timetag >> 32) - _NTP_1970_S + (timetag & 0xFFFF_FFFF) / 2**32


@dataclass(slots=True)
class Schedule(Generic[T]):
    """What is to be done later, in order of time tag, then of coming. Owner: the server."""

    _heap: list[tuple[int, int, int, T]] = field(default_factory=list)
    _bytes: int = 0
    _count: int = 0

    def put(self, timetag: int, size_bytes: int, what: T, wall_s: float) -> None:
        """Holds `what` until its time.

        Raises:
            OscError: it lies too far ahead, or too much is held already.
        """
        ahead_s = to_wall_s(timetag) - wall_s
        if ahead_s > MAX_AHEAD_S:
            raise OscError(
                f"a bundle {ahead_s:.1f} s ahead: at most {MAX_AHEAD_S:g} s are held; are both clocks right?"
            )
        if len(self._heap) >= MAX_HELD or self._bytes + size_bytes > MAX_HELD_BYTES:
            raise OscError(f"too many bundles wait for their time ({len(self._heap)}): this one is dropped")
        self._count += 1
        self._bytes += size_bytes
        heappush(self._heap, (timetag, self._count, size_bytes, what))

    @property
    def next_s(self) -> float | None:
        """When the next one is due, seconds since 1970; None if none is held."""
        return to_wall_s(self._heap[0][0]) if self._heap else None

    def due(self, wall_s: float) -> list[T]:
        """Takes out all whose time has come."""
        now = to_timetag(wall_s)
        due: list[T] = []
        while self._heap and self._heap[0][0] <= now:
            _, _, size_bytes, what = heappop(self._heap)
            self._bytes -= size_bytes
            due.append(what)
        return due
