"""Where beat 1 is, as far as all that was heard so far tells: evidence adds up, and fades within a minute.

One look at a few bars may be mistaken, as in a breakdown with nothing but an off-beat bass; what was sure before it
weighs more. Beats and bar lines, which lights and loops go by, move only to a place that is clearly likelier, and has
been for a while. An opening tells less than what comes after it, so that what is believed at first is sooner forgotten,
and given up on less. Where music is a little faster or slower than the beats, what is near is followed by the last
seconds alone. Pure.
"""

import numpy as np

from lyria_osc.beat.memory import Floats
from lyria_osc.beat.phase import BEATS, BINS, TURNS, likelihoods

YOUNG_S = 24.0
"""In so many seconds a belief comes of age: from the first of each pair below it goes to the second."""

FADE_S = (6.0, 20.0)
INDEPENDENT_S = 1.0
"""Looks so far apart count as evidence of their own."""

DOUBT = 0.01
"""No single look makes a place much less likely than this, for it may be mistaken: a few wrong ones, however sure, are
soon outweighed."""

MOVE_NATS = (2.0, 5.0)
BAR_NATS = (1.0, 12.0)
"""A place must be so much likelier than the one in force before beats, or bar lines, move to it. Which beat begins the
bar is seldom told plainly, and looks are mistaken about it for many bars in a row."""

MOVE_BINS = 2
"""What lies nearer is not another place, but the same inexactly."""

NEAR_BINS = 5
"""So far away a place is near: nearer than a sixteenth."""

NEAR_S = 3.0
"""Which of the near places it is, so many seconds tell."""

NEAR_RATIO = 4.0
"""Where one of them is by this so much likelier than the one in force, beats go towards it, a bin at a time. They stay
at the same place by that, as they do where they are held to attacks: what was believed of it still holds."""

NEIGHBOURS = 0.9
"""How much of what is said for the next bins counts for one; a little less, so that the middle one is taken."""


class Belief:
    """How likely each place is, relative to the pulse. One owner: the follower."""

    def __init__(self) -> None:
        self._logs = np.zeros(TURNS)
        self._said = np.zeros(TURNS)
        self._lately = np.zeros(BINS)
        self._weight = 0.0
        self._age_s = 0.0
        self.looks = 0
        """How often it has looked."""
        self.bar_turn = 0
        """Which beat of four begins the bar."""

    def look(self, logs: Floats, step_s: float) -> None:
        """Takes one look's log-likelihoods in."""
        self.looks += 1
        self._age_s += step_s
        kept, share = 1 - step_s / self._of_age(FADE_S), step_s / INDEPENDENT_S
        chances = likelihoods(logs)
        self._logs = self._logs * kept + np.log(chances + DOUBT) * share
        self._said = self._said * kept + logs * share
        beat = chances.reshape(BEATS, BINS).sum(axis=0)
        self._lately = self._lately * (1 - step_s / NEAR_S) + np.log(beat + DOUBT) * share
        self._weight = self._weight * kept + share

    def move(self, *, at_once: bool, attacks: bool = True) -> int:
        """By how many bins the beats should move, 0 for none; from then on places count from there.

        Args:
            at_once: they may go wherever they are likeliest.
            attacks: they are held to attacks, which say more exactly than bins where they lie, but not from afar.
        """
        beat = _by_beat(self._logs)
        best = int(beat.argmax())
        best = best - BINS if best > BINS // 2 else best
        sure = np.log(beat[best] + 1e-12) - np.log(beat[0] + 1e-12) > self._of_age(MOVE_NATS)
        if abs(best) < (MOVE_BINS if at_once else NEAR_BINS + 1) or not (at_once or sure):
            best = self._near(attacks=attacks)
        else:
            self._logs, self._said = np.roll(self._logs, -best), np.roll(self._said, -best)
        self._lately = np.roll(self._lately, -best)
        self._find_bar(at_once=at_once)
        return best

    def _near(self, *, attacks: bool) -> int:
        """A step towards the likeliest of the near places, if it is another."""
        near = np.roll(self._lately, NEAR_BINS)[: 2 * NEAR_BINS + 1]
        best = int(near.argmax()) - NEAR_BINS
        is_other = near.max() - near[NEAR_BINS] > np.log(NEAR_RATIO)
        return int(np.sign(best)) if is_other and abs(best) >= (MOVE_BINS if attacks else 1) else 0

    def _of_age(self, bounds: tuple[float, float]) -> float:
        return float(np.interp(self._age_s, (0.0, YOUNG_S), bounds))

    def _find_bar(self, *, at_once: bool) -> None:
        chances = likelihoods(self._logs)
        near = (chances + np.roll(chances, 1) + np.roll(chances, -1)).reshape(BEATS, BINS)[:, 0]
        turn = int(near.argmax())
        if at_once or near[turn] > near[self.bar_turn] * np.exp(self._of_age(BAR_NATS)):
            self.bar_turn = turn

    @property
    def sureness(self) -> float:
        """How likely the places in force are by the mean of all looks, 0 to 1."""
        return float(min(1.0, _by_beat(self._said / self._weight)[0])) if self.looks else 0.0


def _by_beat(logs: Floats) -> Floats:
    """How likely each place in the beat is, whichever beat of the bar it be."""
    chances = likelihoods(logs).reshape(BEATS, BINS).sum(axis=0)
    return np.asarray(chances + NEIGHBOURS * (np.roll(chances, 1) + np.roll(chances, -1)))
