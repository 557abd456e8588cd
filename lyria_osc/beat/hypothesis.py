"""One idea of where the beats lie: the line from time to beats, and what is believed of it.

The follower has one in force. Where that makes little sense it hears another beside it, and goes over to the one that
makes more. Times are in rows of flux. Pure.
"""

from dataclasses import dataclass, field

import numpy as np

from lyria_osc.beat import sequence
from lyria_osc.beat.belief import Belief
from lyria_osc.beat.features import BANDS, Array
from lyria_osc.beat.memory import Floats, Memory
from lyria_osc.beat.phase import BEATS, BINS, TURNS, unfold
from lyria_osc.beat.pulse import Pulse


def said_of(heard: Array) -> Floats:
    """The log-likelihood, but for a constant, of each of the 96 bins that beat 1 is there.

    Args:
        heard: the last bars, as `phase.unfold` gives them.
    """
    # In silence the network would only say what it is inclined to.
    is_silent = not heard[..., :BANDS].any()
    return np.zeros(TURNS) if is_silent else sequence.scores(heard)


@dataclass(slots=True)
class Hypothesis:
    """A pulse and a belief. One owner: the follower."""

    pulse: Pulse
    belief: Belief = field(default_factory=Belief)

    def look(self, memory: Memory, since: int, now: int, step_s: float) -> bool:
        """Hears the last bars by its beats; False where there is no bar yet.

        Args:
            memory: what was heard.
            since: the row before which nothing counts.
            now: the row after the last that was heard.
            step_s: since it looked last.
        """
        last = int(np.floor(self.pulse.place(now) - 0.5 / BINS - 0.01))
        first = max(int(np.ceil(self.pulse.place(max(since, memory.first)))), last - BEATS * sequence.BARS)
        bars = (last - first) // BEATS
        if bars < 1:
            return False
        places = np.arange(last - bars * BEATS, last + 1, dtype=np.float64)
        logs = said_of(unfold(memory, self.pulse.rows(places), now))
        self.belief.look(np.roll(logs, int(places[0]) % BEATS * BINS), step_s)
        return True

    def move(self, *, at_once: bool, attacks: bool) -> None:
        """Moves its beats to where they are believed to be, as `Belief.move` says."""
        move = self.belief.move(at_once=at_once, attacks=attacks)
        if move:
            self.pulse.shift(-move / BINS)
