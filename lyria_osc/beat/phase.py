"""Which of the places in a bar is beat 1: the last beats folded onto one bar and held against what was learned.

A *fold* has 96 bins, 24 for each of four beats; a small network of circular filters gives each of its turns a score,
the log of how likely beat 1 is there. It was learned from accompaniments, electronic music, the offline band and songs
of games. Pure.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lyria_osc.beat.features import BANDS
from lyria_osc.beat.memory import Floats, Memory

BINS = 24
"""Bins of a beat."""

BEATS = 4
"""Beats of a bar."""

TURNS = BINS * BEATS

FOLDED_BARS = 4
FADE_BARS = 2.5
"""A bar so many bars back counts 1/e."""

NOVELTY_BEATS = (0.5, 2.0, 1.0, 4.0)
CHANGE_BEATS = (0.5, 2.0, 1.0, 4.0, 8.0)
"""How far to either side of a place pitches, and levels, are held against each other."""

COLUMNS = 2 * BANDS + 2 * len(NOVELTY_BEATS) + 2 * len(CHANGE_BEATS)
"""Flux by band; level by band; novelty of the bass's and of the other pitches; change and rise of the level."""

HARMONY = 2 * BANDS
CHANGES = HARMONY + 2 * len(NOVELTY_BEATS)

CHROMA_LATE_ROWS = 32
"""Chroma is known so much later than flux, at most: its window is longer."""

QUIET_FLUX = 0.03
NOVELTY_GAIN, CHANGE_GAIN = 3.0, 1.5

LEARNED = 0.6
"""How far what was learned is believed, beside the plain rule that beats have the kick and new harmony."""

DEEP_BANDS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Several small networks that say the sum of what each says; spectra of their circular filters."""

    direct: NDArray[np.complex128]
    inner: NDArray[np.complex128]
    offset: Floats
    outer: NDArray[np.complex128]

    def scores(self, shape: Floats) -> Floats:
        """For each of the 96 bins the score of a fold, as `shaped` gives it."""
        spectrum = np.fft.rfft(shape, axis=0)
        inner = np.fft.irfft(np.einsum("kf,kfh->kh", spectrum, self.inner), n=TURNS, axis=0) + self.offset
        outer = np.fft.rfft(np.maximum(inner, 0.0), axis=0) * self.outer
        return np.fft.irfft((spectrum * self.direct).sum(axis=1) + outer.sum(axis=1), n=TURNS)


def read_network(path: Path) -> Network:
    """The network in a file that was written by what learns it."""
    learned = {name: value.astype(np.float64) for name, value in np.load(path).items()}
    spectra = {name: np.conj(np.fft.rfft(learned[name], axis=0)) for name in ("direct", "inner", "outer")}
    return Network(offset=learned["offset"], **spectra)


NETWORK = read_network(Path(__file__).with_name("template.npz"))


def unfold(memory: Memory, times: Floats, end: float) -> Floats:
    """What was heard in so many bars.

    Args:
        memory: what was heard.
        times: the rows of whole bars' beats and of the beat after them, shape ``(4 * bars + 1,)``.
        end: the row after the last that was heard.

    Returns:
        shape ``(bars, 96, COLUMNS)``; the first bin lies about the first beat.
    """
    steps = np.diff(times)
    beat = float(np.median(steps))
    edges = times[:-1, None] + steps[:, None] * (np.arange(BINS + 1) - 0.5) / BINS
    centres = times[:-1, None] + steps[:, None] * np.arange(BINS) / BINS
    heard = [memory.bands(edges)]
    heard += [memory.novelty(centres, beats * beat, end - CHROMA_LATE_ROWS) for beats in NOVELTY_BEATS]
    heard += [memory.change(centres, beats * beat, end) for beats in CHANGE_BEATS]
    return np.concatenate(heard, axis=-1).reshape(-1, TURNS, COLUMNS)


def fold(bars: Floats) -> Floats:
    """The mean of the last bars, of shape ``(96, COLUMNS)``; the newest count most."""
    bars = bars[-FOLDED_BARS:]
    weights = np.exp(-np.arange(len(bars))[::-1] / FADE_BARS)
    return np.asarray(np.tensordot(weights / weights.sum(), bars, axes=1))


def shaped(folded: Floats) -> Floats:
    """Folds, of shape ``(…, 96, COLUMNS)``, with all bands alike in strength, as the network takes them."""
    flux = folded[..., :BANDS]
    # An attack is one bin wide in slow music and two in fast: both are made to look alike.
    flux = (np.roll(flux, 1, axis=-2) + 2 * flux + np.roll(flux, -1, axis=-2)) / 4
    flux = np.log1p(flux / (flux.mean(axis=-2, keepdims=True) + QUIET_FLUX))
    level, harmony, change = folded[..., BANDS:HARMONY], folded[..., HARMONY:CHANGES], folded[..., CHANGES:]
    shape = np.concatenate([flux, level, NOVELTY_GAIN * harmony, CHANGE_GAIN * change], axis=-1)
    return np.asarray(shape - shape.mean(axis=-2, keepdims=True))


def scores(folded: Floats) -> Floats:
    """For each of the 96 bins the log-likelihood, but for a constant, that beat 1 is there."""
    shape = shaped(folded)
    deep = shape[:, :DEEP_BANDS].mean(axis=1) + shape[:, HARMONY : HARMONY + 2].sum(axis=1)
    plain = np.tile(deep.reshape(BEATS, BINS).mean(axis=0), BEATS)
    return np.asarray(LEARNED * NETWORK.scores(shape) + plain)


def likelihoods(logs: Floats) -> Floats:
    """Logs as probabilities that sum to 1."""
    odds = np.exp(logs - logs.max())
    return np.asarray(odds / odds.sum())
