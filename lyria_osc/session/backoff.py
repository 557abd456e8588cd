"""How long to wait before the next attempt at a session. Pure."""

from collections.abc import Callable

from lyria_osc.errors import Fault

RETRY_FIRST_S = 1.0
RETRY_MOST_S = 30.0
REFUSED_RETRY_S = {Fault.KEY: 60.0, Fault.QUOTA: 60.0, Fault.PROTOCOL: 30.0}
"""The first wait after a refusal: trying sooner cannot help and may count against the quota."""
REFUSED_RETRY_MOST_S = 300.0
JITTER = 0.25
"""How far a wait is stretched at most, so that many hosts do not come back as one."""
APART_S = 45.0
"""Between the starts of two sessions, once one came to nothing: started sooner, the next may well do the same."""


class Backoff:
    """At once after a session that gave music, then 1, 2, 4, … 30 s; refusals longer; stretched by up to a quarter.

    Writer and reader: the session's keeper. `random` gives numbers in 0..1.
    """

    def __init__(self, random: Callable[[], float]) -> None:
        self._random = random
        self._lost = 0
        self._refused = 0
        self._is_proven = False
        self._apart_s = 0.0

    def after(self, fault: Fault, now_s: float, *, refused: bool) -> float:
        """Seconds to wait after a failure."""
        is_proven, self._is_proven = self._is_proven, False
        if refused:
            wait_s = min(REFUSED_RETRY_S.get(fault, RETRY_MOST_S) * 2.0**self._refused, REFUSED_RETRY_MOST_S)
            self._refused = min(self._refused + 1, 10)
        elif is_proven:
            wait_s = 0.0
        else:
            wait_s = min(RETRY_FIRST_S * 2.0**self._lost, RETRY_MOST_S)
            self._lost = min(self._lost + 1, 10)
        return max(wait_s, self._apart_s - now_s) * (1.0 + JITTER * self._random())

    def succeeded(self) -> None:
        """A session gave music: the next failure starts from the shortest wait."""
        self._lost = self._refused = 0
        self._is_proven = True

    def came_to_nothing(self, opened_s: float) -> None:
        """A session that opened then gave no music: others keep their distance from it."""
        self._apart_s = opened_s + APART_S
