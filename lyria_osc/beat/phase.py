"""Which of the places in a bar is beat 1: the last beats folded onto one bar and held against what was learned.

A *fold* has 96 bins, 24 for each of four beats; a small network of circular filters gives each of its turns a score,
the log of how likely beat 1 is there. It was learned from accompaniments, electronic music, the offline band and songs
of games. Pure.
"""

from pathlib import Path

import numpy as np

from lyria_osc.beat.features import BANDS
from lyria_osc.beat.memory import Floats, Memory

BINS = 24
"""Bins of a beat."""

BEATS = 4
"""Beats of a bar."""

TURNS = BINS * BEATS
COLUMNS = BANDS + 2
"""Flux by band; novelty of the bass's and of the other pitches."""

QUIET_FLUX = 0.03
NOVELTY_GAIN = 3.0

LEARNED = 0.6
"""How far what was learned is believed, beside the plain rule that beats have the kick and new harmony."""

DEEP_BANDS = 2

_learned = np.load(Path(__file__).with_name("template.npz"))
_DIRECT = np.conj(np.fft.rfft(_learned["direct"], axis=0))
_INNER = np.conj(np.fft.rfft(_learned["inner"], axis=0))
_OFFSET = _learned["offset"]
_OUTER = np.conj(np.fft.rfft(_learned["outer"], axis=0))


def fold(memory: Memory, times: Floats, weights: Floats) -> Floats:
    """The mean of so many bars.

    Args:
        memory: what was heard.
        times: the rows of whole bars' beats and of the beat after them, shape ``(4 * bars + 1,)``.
        weights: how much each bar counts, shape ``(bars,)``.

    Returns:
        shape ``(96, COLUMNS)``; the first bin lies about the first beat.
    """
    steps = np.diff(times)
    edges = times[:-1, None] + steps[:, None] * (np.arange(BINS + 1) - 0.5) / BINS
    centres = times[:-1, None] + steps[:, None] * np.arange(BINS) / BINS
    heard = np.concatenate([memory.flux(edges), memory.novelty(centres, float(np.median(steps)) / 2)], axis=-1)
    bars = heard.reshape(-1, TURNS, COLUMNS)
    return np.asarray(np.tensordot(weights / weights.sum(), bars, axes=1))


def shaped(folded: Floats) -> Floats:
    """Folds, of shape ``(…, 96, COLUMNS)``, with all bands alike in strength, as the network takes them."""
    flux, novelty = folded[..., :BANDS], folded[..., BANDS:]
    # An attack is one bin wide in slow music and two in fast: both are made to look alike.
    flux = (np.roll(flux, 1, axis=-2) + 2 * flux + np.roll(flux, -1, axis=-2)) / 4
    flux = np.log1p(flux / (flux.mean(axis=-2, keepdims=True) + QUIET_FLUX))
    shape = np.concatenate([flux, NOVELTY_GAIN * novelty], axis=-1)
    return np.asarray(shape - shape.mean(axis=-2, keepdims=True))


def scores(folded: Floats) -> Floats:
    """For each of the 96 bins the log-likelihood, but for a constant, that beat 1 is there."""
    shape = shaped(folded)
    spectrum = np.fft.rfft(shape, axis=0)
    inner = np.fft.irfft((spectrum[:, :, None] * _INNER).sum(axis=1), n=TURNS, axis=0) + _OFFSET
    outer = np.fft.rfft(np.maximum(inner, 0.0), axis=0) * _OUTER
    learned = np.fft.irfft((spectrum * _DIRECT).sum(axis=1) + outer.sum(axis=1), n=TURNS)
    deep = shape[:, :DEEP_BANDS].mean(axis=1) + shape[:, BANDS:].sum(axis=1)
    plain = np.tile(deep.reshape(BEATS, BINS).mean(axis=0), BEATS)
    return np.asarray(LEARNED * learned + plain)


def likelihoods(logs: Floats) -> Floats:
    """Logs as probabilities that sum to 1."""
    odds = np.exp(logs - logs.max())
    return np.asarray(odds / odds.sum())
