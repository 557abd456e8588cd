"""Follows the beat of what was heard, half a second at a time, a fixed time behind the newest.

Each step: the period by a comb of the last seconds; which place in the bar is beat 1 by a belief that is slow to change
its mind; then how far the beats lie from their attacks, which is taken out a part at a time. Where a weak comb leads
away from the tempo asked for, beats at that tempo are heard beside; where a plain one tells of a tempo that is no kin
of it, beats at this one are: those are followed that make more sense. Beats are settled `look_ahead` behind the newest
row, two seconds' at a time, so each is judged by what comes after it too. Times are in rows of flux. Pure.
"""

from dataclasses import dataclass

import numpy as np

from lyria_osc.beat.belief import Belief
from lyria_osc.beat.features import CHROMA_EVERY, HOPS_PER_S, Heard
from lyria_osc.beat.hypothesis import Hypothesis
from lyria_osc.beat.memory import Memory
from lyria_osc.beat.phase import BEATS, CHROMA_LATE_ROWS
from lyria_osc.beat.pulse import Pulse
from lyria_osc.beat.tempo import WINDOW_ROWS, Found, Spectrum, kin_of
from lyria_osc.service import CHUNK_S

STEP_ROWS = HOPS_PER_S // 2
LATE_ROWS = 8
"""A step ends so much before a whole one would: rows are complete so much later than their sound has come."""

SETTLED_ROWS = round(CHUNK_S * HOPS_PER_S)
"""Beats are settled so much at a time: that of a chunk of the service's, by all that came with it."""

USUAL_BPM = 120.0

ASKED_ANEW = 0.003
"""A tempo asked for that differs by more is another."""

PERIOD_GAIN = 0.3
SURE_STRENGTH = 0.18
"""A comb this strong is followed; a weaker one hardly: below half of it a comb is chance."""

HOLD_GAIN, RETURN_GAIN = 0.1, 0.05
"""What a weak comb finds is chance, and would add up: where it is weak, the tempo goes back, by so much a step, to what
it was where the comb was sure, or else to the one asked for."""

PHASE_GAIN = 0.5
FINE_ROWS = 7
FINE_REACH_ROWS = 600
ATTACK_ROWS = 0.2
"""The flux of an attack has its top so much after it."""

CLEAR = 1.5
"""A peak of the folded envelope this much over its mean is one."""

ASTRAY_RATIO = 1.8
"""Music whose comb is this much stronger elsewhere does not keep to the tempo: so are 1 % of those that do, and 96 % of
those 15 % off."""

ASTRAY_STRENGTH = 0.2
ASTRAY_OCTAVES = 0.5
ASTRAY_STEPS = 6
ASTRAY_ROWS = 10 * HOPS_PER_S
"""Music must have been heard for so long before it is said not to keep to the tempo."""

SAME_TEMPO = 0.02
"""Beats heard elsewhere go on where the comb's tempo changes by less."""

PLAIN_STRENGTH = 0.27
"""A comb this strong does not err."""

RIVAL_OFF, RIVAL_SURENESS = 0.01, 0.35
"""Where a comb that may err is so far from the tempo asked for, and the places are no surer than this, beats at the
tempo asked for are its rival."""

RIVAL_STEPS = 30
"""So long a rival is heard before it is followed."""

SURER = 2.0
"""A rival, or beats at a tempo elsewhere, must be so many times as sure as those in force."""

RETURN_RATIO = 0.9
FIRST_LOOKS = 2
FREE_ROWS = 6 * HOPS_PER_S
"""So far into the music the beats go at once wherever they are likeliest; then the first are settled."""

FEWEST_ROWS = 2 * HOPS_PER_S


@dataclass(frozen=True, slots=True)
class FollowedBeat:
    """A settled beat: its row, the period about it, and whether a bar begins."""

    row: float
    period: float
    downbeat: bool


class Follower:
    """Finds the beats of what it is fed. One owner: the tracker."""

    def __init__(self, look_ahead_rows: int) -> None:
        self.look_ahead = look_ahead_rows
        """So many rows before the newest beats are settled."""
        self._has_settled = False
        self._memory = Memory()
        self._asked: float | None = None
        self._since = 0
        self._free = False
        self._by_asked = False
        self._hypothesis = Hypothesis(Pulse(0.0, 60 * HOPS_PER_S / USUAL_BPM))
        self._rival: Hypothesis | None = None
        self._elsewhere: Hypothesis | None = None
        self._is_odd = False
        self._held = self._pulse.period
        self._attacks = True
        self._last_row = -1e9
        self._heard = Heard.nothing()

    @property
    def _pulse(self) -> Pulse:
        return self._hypothesis.pulse

    @property
    def _belief(self) -> Belief:
        return self._hypothesis.belief

    @property
    def confidence(self) -> float:
        """How sure it is, 0 to 1."""
        return self._belief.sureness

    @property
    def period(self) -> float:
        """Rows of a beat now."""
        return self._pulse.period

    def feed(self, heard: Heard, asked_period: float | None) -> list[FollowedBeat]:
        """Takes what follows on; gives the beats that are settled by it."""
        if asked_period is not None and (self._asked is None or abs(asked_period / self._asked - 1) > ASKED_ANEW):
            self._ask(asked_period)
        self._heard = self._heard.then(heard)
        found = []
        while len(self._heard.flux) >= (rows := STEP_ROWS if self._memory.end else STEP_ROWS - LATE_ROWS):
            self._remember(rows)
            found += self._step(self._memory.end)
        return found

    def _remember(self, rows: int) -> None:
        """Takes rows into the memory, and of the slower chroma what is there by then however music was cut."""
        slow = max(0, (self._memory.end + rows - CHROMA_LATE_ROWS) // CHROMA_EVERY - self._memory.chroma_end)
        first, self._heard = self._heard.split(rows, slow)
        self._memory.append(first)

    def _ask(self, period: float) -> None:
        self._asked, self._free = period, False
        self._rival, self._elsewhere, self._is_odd, self._by_asked = None, None, False, False
        self._since = self._memory.end
        self._pulse.settle(self._pulse.row, 0.0, period)
        self._held = period

    def _step(self, now: int) -> list[FollowedBeat]:
        """All that is done for one more half second."""
        settled = max(now + LATE_ROWS - self.look_ahead, int(np.ceil(self._pulse.row)))
        if now - self._since >= FEWEST_ROWS:
            self._find_period(now)
        self._place_beats(now)
        self._hear_rival(now)
        change = self._fine_change(settled, now)
        self._attacks = change is not None
        early = settled == 0
        gain = 1.0 if early else PHASE_GAIN
        if change is not None:
            self._pulse.settle(settled, -gain * change / self.period, self.period)
        else:
            self._pulse.settle(settled, 0.0, self.period)
        if (now + LATE_ROWS) % SETTLED_ROWS or settled < FREE_ROWS:
            return []
        self._has_settled = True
        return self._beats(settled)

    def _find_period(self, now: int) -> None:
        spectrum = Spectrum(self._memory.envelope(max(self._since, now - WINDOW_ROWS, self._memory.first), now))
        if self._asked is None and self._belief.looks < FIRST_LOOKS and spectrum.anywhere().strength > 0:
            self._pulse.period = self._held = spectrum.anywhere().period
        if self._free and self._asked is not None:
            asked = spectrum.near(self._asked)
            self._free = asked.strength < RETURN_RATIO * spectrum.near(self.period).strength
            if not self._free:
                self._held = asked.period
        about = self.period if self._free or self._asked is None else self._asked
        near = spectrum.near(about)
        other = spectrum.elsewhere(about, ASTRAY_OCTAVES)
        there = self._has_gone(near, other, now)
        if there:
            self._go_to(there)
            near = other
        else:
            near = _plainest(near, spectrum.anywhere(60 * HOPS_PER_S / about, ASTRAY_OCTAVES), about)
        if self._asked is not None and not self._free:
            near = self._believed(near, self._asked)
        gain = 1.0 if self._belief.looks < FIRST_LOOKS else PERIOD_GAIN
        sure = min(1.0, (near.strength / SURE_STRENGTH) ** 4)
        self._held += HOLD_GAIN * sure * sure * (near.period - self._held)
        change = gain * sure * (near.period - self.period) + RETURN_GAIN * (1 - sure) * (self._held - self.period)
        self._pulse.period += change

    def _has_gone(self, near: Found, other: Found, now: int) -> Hypothesis | None:
        """Beats at a tempo that is no kin of the one music should have, where it is time to go there.

        Its comb has for long been plainer there, and those beats are surer by now.
        """
        if now - self._since < ASTRAY_ROWS or not _is_plainer(other, near):
            self._elsewhere = None
            return None
        there = self._elsewhere
        if there is None or abs(other.period / there.pulse.period - 1) > SAME_TEMPO:
            there = self._elsewhere = Hypothesis(Pulse(self._pulse.row, other.period))
        there.pulse.period = other.period
        if there.look(self._memory, self._since, now, STEP_ROWS / HOPS_PER_S):
            there.move(at_once=True, attacks=False)
        return there if there.belief.looks >= ASTRAY_STEPS and self._is_surer(there) else None

    def _go_to(self, there: Hypothesis) -> None:
        """Goes over to the tempo that music has of its own."""
        self._free, self._held = True, there.pulse.period
        self._is_odd, self._elsewhere = False, None
        self._hypothesis = there

    def _believed(self, near: Found, asked: float) -> Found:
        """What the comb found, or the tempo asked for where beats at that were the surer ones."""
        may_err = near.strength <= PLAIN_STRENGTH
        self._by_asked &= may_err
        self._is_odd = may_err and not self._by_asked and abs(near.period / asked - 1) > RIVAL_OFF
        return Found(asked, SURE_STRENGTH) if self._by_asked else near

    # --- which place is beat 1 ------------------------------------------------------------------------------------

    def _place_beats(self, now: int) -> None:
        if not self._hypothesis.look(self._memory, self._since, now, STEP_ROWS / HOPS_PER_S):
            return
        at_once = not self._has_settled or self._belief.looks == 1
        self._hypothesis.move(at_once=at_once, attacks=self._attacks)

    def _hear_rival(self, now: int) -> None:
        """Hears beats at the tempo asked for beside those in force, and goes over to them if they are surer."""
        rivals = self._rival.belief.sureness if self._rival else 0.0
        if self._asked is None or not self._is_odd or self._belief.sureness > max(RIVAL_SURENESS, rivals):
            self._rival = None
            return
        rival = self._rival = self._rival or Hypothesis(Pulse(self._pulse.row, self._asked))
        if rival.look(self._memory, self._since, now, STEP_ROWS / HOPS_PER_S):
            rival.move(at_once=True, attacks=False)
        if rival.belief.looks >= RIVAL_STEPS and self._is_surer(rival):
            self._hypothesis, self._rival, self._by_asked = rival, None, True

    def _is_surer(self, other: Hypothesis) -> bool:
        """Whether beats that are heard beside those in force make clearly more sense."""
        return other.belief.sureness >= SURER * self._belief.sureness

    # --- where exactly the beats lie ------------------------------------------------------------------------------

    def _fine_change(self, settled: int, now: int) -> float | None:
        """How many rows after the pulse the attacks about the settled place come; None where there are none."""
        reach = max(FINE_REACH_ROWS, now - settled)
        first = max(settled - reach, self._memory.first + 20, 0)
        end = min(settled + reach, now - 12)
        places = np.arange(np.ceil(self._pulse.place(first)), np.floor(self._pulse.place(end)) + 1)
        if len(places) < 2:
            return None
        rows = self._pulse.rows(places)
        weights = np.cos(np.clip((rows - settled) / reach, -1, 1) * np.pi / 2) + 0.05
        start = int(first) - 20
        envelope = self._memory.envelope(start, now)
        lags = np.arange(-FINE_ROWS - 2, FINE_ROWS + 3)
        at = np.clip(rows[:, None] + lags - start, 0, len(envelope) - 1)
        profile = (weights[:, None] * np.interp(at, np.arange(len(envelope)), envelope)).sum(axis=0) / weights.sum()
        scored = profile[1:-1] * np.exp(-0.5 * (lags[1:-1] / 6) ** 2)
        best = int(scored[1:-1].argmax()) + 2
        if profile[best] <= CLEAR * envelope.mean() or profile[best] < max(profile[best - 1], profile[best + 1]):
            return None
        left, top, right = profile[best - 1 : best + 2]
        bend = left - 2 * top + right
        return float(lags[best] + (0.5 * (left - right) / bend if bend < 0 else 0.0) - ATTACK_ROWS)

    # --- beats ----------------------------------------------------------------------------------------------------

    def _beats(self, end: float) -> list[FollowedBeat]:
        """The beats up to a row; none is nearer than half a beat to the one before, wherever the pulse was moved to."""
        found: list[FollowedBeat] = []
        while True:
            least = max(self._last_row + 0.5 * self.period, 0.0)
            place = np.ceil(self._pulse.place(least))
            row = float(self._pulse.rows(np.array([place]))[0])
            if row >= end:
                return found
            found.append(FollowedBeat(row, self.period, int(place) % BEATS == self._belief.bar_turn))
            self._last_row = row

    def coming(self, until: float) -> list[FollowedBeat]:
        """The beats that are not settled yet, as they look now, up to a row; they count as given."""
        return self._beats(until)


def _is_plainer(other: Found, near: Found) -> bool:
    return other.strength > max(ASTRAY_STRENGTH, ASTRAY_RATIO * near.strength)


def _plainest(near: Found, other: Found, about: float) -> Found:
    """What the comb found near the tempo, or by a plainer kin of it."""
    kin = kin_of(other.period / about)
    return Found(other.period / kin, other.strength) if _is_plainer(other, near) and kin not in (None, 1.0) else near
