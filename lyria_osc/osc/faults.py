"""Says each fault once and counts its repeats, so that a fader on a wrong address is one line and not a thousand."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

INTERVAL_S = 5.0
"""How often the repeats of a fault are told, and how long it must stay away to be news again."""

MAX_FAULTS = 256
"""How many different faults are told in an interval; more are only counted."""

K = TypeVar("K", bound=Hashable)


@dataclass(slots=True)
class Faults(Generic[K]):
    """Counts faults by a key that holds all that makes two of them the same. Owner: the desk."""

    _seen: dict[K, tuple[float, int]] = field(default_factory=dict)
    _untold: int = 0

    def is_news(self, key: K, now_s: float) -> bool:
        """Whether to tell it now; if not, it is counted."""
        if key in self._seen:
            told_s, count = self._seen[key]
            self._seen[key] = (told_s, count + 1)
            return False
        if len(self._seen) >= MAX_FAULTS:
            self._untold += 1
            return False
        self._seen[key] = (now_s, 0)
        return True

    def repeats(self, now_s: float) -> list[tuple[K, int]]:
        """Those that came again, and how often since last told; call it once a second or so."""
        due = [(key, count) for key, (told_s, count) in self._seen.items() if now_s - told_s >= INTERVAL_S]
        for key, count in due:
            if count:
                self._seen[key] = (now_s, 0)
            else:
                del self._seen[key]
        return [(key, count) for key, count in due if count]

    def take_untold(self) -> int:
        """How many were only counted, since last asked."""
        untold, self._untold = self._untold, 0
        return untold
