"""How fast music comes: a running rate, and what will be in hand when the next chunk is due. Pure."""

from lyria_osc.service import RATE_HZ

MEMORY_S = 20.0
"""The rate is that of about so long."""

LONGEST_CHUNKS = 3.0
"""A gap counts for no more chunks than this: longer, it is a stall or a pause, and says nothing of the rate."""


class Arrival:
    """Watches chunks come. One owner: the `Program`."""

    def __init__(self) -> None:
        self._last_s: float | None = None
        self._came_s = 0.0
        self._music_s = MEMORY_S
        self._time_s = MEMORY_S

    @property
    def rate(self) -> float:
        """Seconds of music that came in a second, lately."""
        return self._music_s / self._time_s

    def came(self, frames: int, now_s: float) -> None:
        """A chunk came."""
        if self._last_s is not None:
            elapsed_s = min(now_s - self._last_s, LONGEST_CHUNKS * self._came_s)
            keep = MEMORY_S / (MEMORY_S + elapsed_s)
            self._time_s = (self._time_s + elapsed_s) * keep
            self._music_s = (self._music_s + self._came_s) * keep
        self._last_s = now_s
        self._came_s = frames / RATE_HZ

    def broke_off(self) -> None:
        """The music that comes next does not follow on: its wait says nothing of the rate."""
        self._last_s = None

    def due_in_s(self, now_s: float) -> float:
        """How long until the next chunk is due; 0 where it is late."""
        if self._last_s is None:
            return 0.0
        return max(self._last_s + self._came_s / max(self.rate, 0.1) - now_s, 0.0)
