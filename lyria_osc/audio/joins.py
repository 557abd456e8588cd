"""Where two stretches of music meet: how alike they are, how they are best aligned, and the crossfade between them.

Pure. A join leaves one stretch at a frame and goes on in another at a frame; it is heard as one where the music around
both frames is alike, and as a cut where it is not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lyria_osc.service import RATE_HZ, Pcm

WINDOW = 1024
BANDS = 28
LOWEST_HZ = 60.0
HIGHEST_HZ = 12_000.0
FLOOR = 1e-4
"""Magnitudes below this are as good as silence."""

LEVEL_STEP_DB = 6.0
"""A step of level this large halves the likeness, and more."""

ALIGN_S = 0.004
"""How far a join may be moved to meet the waveform: far below what is heard as a beat out of time."""

ALIGN_GAIN = 0.1
"""It is moved only where this much correlation is won."""


@dataclass(frozen=True, slots=True)
class Join:
    """A candidate: going back so many bars is heard as little as `likeness` (0 to 1) says."""

    bars: int
    frame: int
    likeness: float


def _bands(pcm: Pcm) -> NDArray[np.float32]:
    """Log magnitudes of shape ``(windows, BANDS)``."""
    mono = pcm[:, 0] + pcm[:, 1]
    count = len(mono) // (WINDOW // 2) - 1
    frames = np.lib.stride_tricks.sliding_window_view(mono, WINDOW)[:: WINDOW // 2][:count]
    spectrum = np.abs(np.fft.rfft(frames * np.hanning(WINDOW).astype(np.float32), axis=1)) / WINDOW
    edges = np.geomspace(LOWEST_HZ, HIGHEST_HZ, BANDS + 1) * WINDOW / RATE_HZ
    places = np.unique(np.maximum(edges.astype(int), 1))
    return np.log10(np.add.reduceat(spectrum, places, axis=1)[:, :-1] + FLOOR).astype(np.float32)


def likeness(one: Pcm, other: Pcm) -> float:
    """How alike two stretches of the same length sound, 0 to 1: their spectra over time, and their levels.

    Stretches shorter than two windows are alike only if they are equal.
    """
    if len(one) < 2 * WINDOW or len(one) != len(other):
        return float(np.array_equal(one, other))
    a, b = _bands(one), _bands(other)
    centred_a, centred_b = a - a.mean(), b - b.mean()
    scale = float(np.sqrt((centred_a**2).sum() * (centred_b**2).sum()))
    shape = float((centred_a * centred_b).sum()) / scale if scale > 1e-9 else 1.0
    step_db = abs(_level_db(one) - _level_db(other))
    return float(max(shape, 0.0) * 0.5 ** (step_db / LEVEL_STEP_DB))


def _level_db(pcm: Pcm) -> float:
    return float(10.0 * np.log10(np.mean(np.square(pcm)) + FLOOR**2))


def correlation(one: Pcm, other: Pcm) -> float:
    """Of two stretches' waveforms, -1 to 1; 0 where one is silent."""
    scale = float(np.sqrt(np.square(one).sum() * np.square(other).sum()))
    return float((one * other).sum()) / scale if scale > 1e-9 else 0.0


def best_shift(leaving: Pcm, entering: Pcm) -> int:
    """How far into `entering` the waveform of `leaving` is met best, from the middle: frames, positive is later.

    `entering` is longer than `leaving` by twice the reach; 0 where moving wins little.
    """
    a, b = leaving[:, 0] + leaving[:, 1], entering[:, 0] + entering[:, 1]
    reach = (len(b) - len(a)) // 2
    products = np.correlate(b, a, mode="valid")
    power = np.convolve(np.square(b), np.ones(len(a), np.float32), mode="valid")
    scores = products / np.sqrt(np.maximum(power * float(np.square(a).sum()), 1e-12))
    best = int(np.argmax(scores))
    return best - reach if scores[best] > scores[reach] + ALIGN_GAIN else 0


def crossfade(leaving: Pcm, entering: Pcm) -> Pcm:
    """From one stretch into another of the same length, at a power that does not dip or swell.

    Equal power where the two have nothing in common, equal amplitude where they are the same.
    """
    place = (np.arange(len(leaving), dtype=np.float32) + 0.5) / max(len(leaving), 1)
    place = place * place * (3.0 - 2.0 * place)  # no corner at either end
    gain_out, gain_in = np.cos(place * (np.pi / 2)), np.sin(place * (np.pi / 2))
    common = max(correlation(leaving, entering), 0.0)
    power = np.sqrt(1.0 + 2.0 * common * gain_out * gain_in)
    mixed = leaving * (gain_out / power)[:, None] + entering * (gain_in / power)[:, None]
    return mixed.astype(np.float32, copy=False)
