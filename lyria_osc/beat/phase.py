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
    """A fold with all bands alike in strength, as the network takes it."""
    flux, novelty = folded[:, :BANDS], folded[:, BANDS:]
    shape = np.concatenate([np.log1p(flux / (flux.mean(axis=0) + QUIET_FLUX)), NOVELTY_GAIN * novelty], axis=1)
    return np.asarray(shape - shape.mean(axis=0))


def scores(folded: Floats) -> Floats:
    """For each of the 96 bins the log-likelihood that beat 1 is there."""
    spectrum = np.fft.rfft(shaped(folded), axis=0)
    inner = np.fft.irfft((spectrum[:, :, None] * _INNER).sum(axis=1), n=TURNS, axis=0) + _OFFSET
    outer = np.fft.rfft(np.maximum(inner, 0.0), axis=0) * _OUTER
    logs = np.fft.irfft((spectrum * _DIRECT).sum(axis=1) + outer.sum(axis=1), n=TURNS)
    return logs - np.log(np.exp(logs - logs.max()).sum()) - logs.max()


def likelihoods(logs: Floats) -> Floats:
    """Logs as probabilities that sum to 1."""
    odds = np.exp(logs - logs.max())
    return np.asarray(odds / odds.sum())
