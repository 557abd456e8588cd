"""How fast the music goes: a comb of harmonics over the spectrum of the last seconds' onsets.

`Spectrum` holds it; `near` looks about a tempo, `anywhere` over all that music can be played at. Periods are in rows of
flux (1/200 s). Pure.
"""

from dataclasses import dataclass

import numpy as np

from lyria_osc.beat.features import HOPS_PER_S
from lyria_osc.beat.memory import Floats

WINDOW_ROWS = 12 * HOPS_PER_S
FFT_ROWS = 1 << 15
HARMONICS = (1, 2, 4)
NEAR = 0.04
"""How far from a known tempo is looked, as a share of it."""

PRIOR = 0.02
"""How far the tempo commonly is from what was asked."""

EVIDENCE = 300.0
"""Nats for each unit of the comb's strength, squared, over a whole window: what is weak is chance, and says next to
nothing; what is short says less."""

KIN = (1 / 3, 1 / 2, 2 / 3, 3 / 4, 1.0, 4 / 3, 3 / 2, 2.0, 3.0)
"""Periods that share their beats, their triplets or their dotted notes are no other tempo: they tell it more exactly,
where they are plainer than the beat itself."""

STEP = 0.001
ELSEWHERE_STEP = 0.002
"""In octaves."""

SLOWEST_BPM, FASTEST_BPM = 50.0, 210.0
USUAL_BPM, USUAL_OCTAVES = 118.0, 0.7


@dataclass(frozen=True, slots=True)
class Found:
    """A period, and how strong the comb is there: the root of the share of power that is in its harmonics."""

    period: float
    strength: float


class Spectrum:
    """The spectrum of an envelope of onsets."""

    def __init__(self, envelope: Floats) -> None:
        swing = envelope - envelope.mean()
        swing = swing * np.hanning(len(swing) + 2)[1:-1]
        self._power = np.abs(np.fft.rfft(swing, FFT_ROWS)) / (np.sqrt((swing * swing).sum() * len(swing)) + 1e-9)
        self._bins = np.arange(len(self._power))
        self._evidence = EVIDENCE * min(1.0, len(envelope) / WINDOW_ROWS)

    def strengths(self, periods: Floats) -> Floats:
        """The comb at each period."""
        bins = FFT_ROWS / periods
        return np.asarray(sum(np.interp(bins * times, self._bins, self._power) for times in HARMONICS))

    def near(self, period: float, prior: float = PRIOR) -> Found:
        """The best period about one that is roughly known."""
        steps = np.arange(-NEAR, NEAR + STEP / 2, STEP)
        strengths = self.strengths(period / (1 + steps))
        score = self._evidence * strengths * strengths - 0.5 * (steps / prior) ** 2
        best = int(score.argmax())
        return Found(period / (1 + steps[best] + STEP * _summit(score, best)), float(strengths[best]))

    def anywhere(self, about_bpm: float = USUAL_BPM, octaves: float = USUAL_OCTAVES) -> Found:
        """The best period of all; those about a tempo are thought likelier."""
        bpm = SLOWEST_BPM * (FASTEST_BPM / SLOWEST_BPM) ** np.linspace(0, 1, 360)
        periods = 60 * HOPS_PER_S / bpm
        strengths = self.strengths(periods)
        score = strengths * np.exp(-0.5 * (np.log2(bpm / about_bpm) / octaves) ** 2)
        best = int(score.argmax())
        return self.near(periods[best])

    def elsewhere(self, about: float, octaves: float) -> Found:
        """The peak of all that is no kin of a period, no more than so far from it; of no strength if there is none."""
        periods = about * 2.0 ** np.arange(-octaves, octaves, ELSEWHERE_STEP)
        strengths = self.strengths(periods)
        inner = strengths[1:-1]
        is_peak = (inner > strengths[:-2]) & (inner >= strengths[2:])
        is_kin = np.abs(periods[1:-1, None] / (about * np.array(KIN)) - 1).min(axis=1) <= NEAR
        peaks = np.where(is_peak & ~is_kin, inner, 0.0)
        best = int(peaks.argmax())
        return Found(float(periods[1 + best]), float(peaks[best]))


def kin_of(share: float) -> float | None:
    """Which kin of the period that was thought one is that is so many times as long; None if none."""
    kin = min(KIN, key=lambda kin: abs(share / kin - 1))
    return kin if abs(share / kin - 1) <= NEAR else None


def _summit(values: Floats, best: int) -> float:
    """Where the top of a parabola through a peak and its neighbours lies, from the peak."""
    if not 0 < best < len(values) - 1:
        return 0.0
    left, top, right = values[best - 1 : best + 2]
    bend = left - 2 * top + right
    return float(0.5 * (left - right) / bend) if bend < 0 else 0.0
