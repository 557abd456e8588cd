"""What is taken of a Link session, and what is given to it. Pure.

A peer that follows takes the session's tempo once it has stood for half a beat, so that a hand on a tempo knob costs
one reset of the music and not many; while it still moves, where it is at each bar line. What is set here is the
session's too: with Link any peer may set the tempo. A peer that leads gives the session the tempo that is measured:
smoothed, a bar at a time, and nudged so that the session's beats stay on those of the music.
"""

from dataclasses import dataclass

from lyria_osc.following import folded

STOOD_BEATS = 0.5
"""So long a tempo stands before it is taken."""

SAME_BPM = 0.01
"""What differs by no more is the same tempo."""

SMOOTHING_BEATS = 8.0
"""Time constant of the tempo that is led with."""

NUDGED_OVER_S = 8.0
"""An error of phase is taken out over so long."""

MOST_NUDGE = 0.005
NEAR_S = 0.004
"""An error of phase that is smaller is none."""

LED_STEP_BPM = 0.02
"""A led tempo that moves by less is left alone."""

NEW_TEMPO = 0.03
"""Music that goes so much faster or slower than it went has a new tempo, which needs no smoothing."""


@dataclass(slots=True)
class Follower:
    """Follows. Owner: `sync.Sync`. `taken_bpm` is the tempo that was taken last."""

    taken_bpm: float
    _seen_bpm: float = 0.0
    _since_s: float = 0.0

    def due(self, session_bpm: float, now_s: float, *, at_bar_line: bool = False) -> float | None:
        """The tempo to take now, if any; to be asked often."""
        bpm = round(folded(session_bpm), 2)
        if abs(bpm - self._seen_bpm) > SAME_BPM:
            self._seen_bpm, self._since_s = bpm, now_s
        has_stood = now_s - self._since_s >= STOOD_BEATS * 60.0 / bpm
        if abs(bpm - self.taken_bpm) <= SAME_BPM or not (has_stood or at_bar_line):
            return None
        self.taken_bpm = bpm
        return bpm

    def set_here(self, bpm: float) -> bool:
        """A tempo is set, perhaps by `due`; whether the session is to be told."""
        is_news = abs(bpm - self.taken_bpm) > SAME_BPM
        self.taken_bpm = bpm
        return is_news


@dataclass(slots=True)
class Leader:
    """Leads. Owner: `sync.Sync`."""

    _smooth_bpm: float = 0.0

    def beat(self, bpm: float, session_bpm: float, error_s: float, *, begins_bar: bool) -> float | None:
        """A beat is heard; the tempo to give to the session now, if any.

        Args:
            bpm: as measured.
            session_bpm: the session's.
            error_s: how much later than the session's beat it is.
            begins_bar: whether it is on a bar line.
        """
        if abs(bpm - self._smooth_bpm) > NEW_TEMPO * bpm:
            self._smooth_bpm = bpm
            begins_bar = True
        self._smooth_bpm += (bpm - self._smooth_bpm) / SMOOTHING_BEATS
        if not begins_bar:
            return None
        nudge = max(-MOST_NUDGE, min(MOST_NUDGE, error_s / NUDGED_OVER_S)) if abs(error_s) > NEAR_S else 0.0
        led = round(self._smooth_bpm * (1.0 - nudge), 2)
        return led if abs(led - session_bpm) > LED_STEP_BPM else None
