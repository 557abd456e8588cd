"""The places in a bar, and what was heard at each: a bar has 96 *bins*, 24 for each of four beats.

Bars are laid out by their beats, so that slow music and fast look the same to what tells the places apart (`sequence`).
Pure.
"""

import numpy as np

from lyria_osc.beat.features import BANDS, NARROW, TONES, Array
from lyria_osc.beat.memory import Floats, Memory

BINS = 24
"""Bins of a beat."""

BEATS = 4
"""Beats of a bar."""

TURNS = BINS * BEATS

NOVELTY_BINS = (BINS // 2, 2 * BINS, BINS, 4 * BINS)
CHANGE_BINS = (BINS // 2, 2 * BINS, BINS, 4 * BINS, 8 * BINS)
"""How far to either side of a place pitches, and levels, are held against each other."""

HARMONY = 2 * BANDS
CHANGES = HARMONY + 2 * len(NOVELTY_BINS)
NARROWS = CHANGES + 2 * len(CHANGE_BINS)
PITCHES = NARROWS + NARROW
COLUMNS = PITCHES + TONES
"""Flux by band; level by band; from `HARMONY` on the novelty of the bass's and of the other pitches; from `CHANGES` on
change and rise of the level; from `NARROWS` on the flux in narrow bands; from `PITCHES` on the tones."""

CHROMA_LATE_ROWS = 32
"""Chroma and tones are known so much later than flux, at most: their window is longer."""

QUIET_FLUX = 0.03
NOVELTY_GAIN, CHANGE_GAIN = 3.0, 1.5


def unfold(memory: Memory, times: Floats, end: float) -> Array:
    """What was heard in so many bars.

    Args:
        memory: what was heard.
        times: the rows of whole bars' beats and of the beat after them, shape ``(4 * bars + 1,)``.
        end: the row after the last that was heard.

    Returns:
        shape ``(bars, 96, COLUMNS)``; the first bin lies about the first beat.
    """
    steps = np.diff(times)
    edges = times[:-1, None] + steps[:, None] * (np.arange(BINS + 1) - 0.5) / BINS
    centres = (times[:-1, None] + steps[:, None] * np.arange(BINS) / BINS).ravel()
    wide = [_extended(centres, float(np.median(steps)) / BINS, max(reaches)) for reaches in (NOVELTY_BINS, CHANGE_BINS)]
    heard = [
        memory.bands(edges).reshape(-1, 2 * BANDS),
        memory.novelty(wide[0], NOVELTY_BINS, end - CHROMA_LATE_ROWS),
        memory.change(wide[1], CHANGE_BINS, end),
        memory.narrow(edges).reshape(-1, NARROW),
        memory.tones(edges, end - CHROMA_LATE_ROWS).reshape(-1, TONES),
    ]
    return np.concatenate(heard, axis=1, dtype=np.float32).reshape(-1, TURNS, COLUMNS)


def _extended(centres: Floats, step: float, count: int) -> Floats:
    """The centres of bins, and those of so many before them and after, by an even pulse."""
    steps = np.arange(1, count + 1) * step
    return np.concatenate([centres[0] - steps[::-1], centres, centres[-1] + steps])


def shaped(bars: Array) -> Array:
    """Bars one after another, of shape ``(bins, COLUMNS)``, as the network takes them: all bands alike in strength."""
    flux, narrow = _told_apart(bars[:, :BANDS]), _told_apart(bars[:, NARROWS:PITCHES])
    level, harmony = bars[:, BANDS:HARMONY], NOVELTY_GAIN * bars[:, HARMONY:CHANGES]
    change = CHANGE_GAIN * bars[:, CHANGES:NARROWS]
    shape = np.concatenate([flux, level, harmony, change, narrow, bars[:, PITCHES:]], axis=1)
    return np.asarray(shape - shape.mean(axis=0))


def _told_apart(flux: Array) -> Array:
    """How much stands out of the mean of its band."""
    # An attack is one bin wide in slow music and two in fast: both are made to look alike.
    wide = (np.roll(flux, 1, axis=0) + 2 * flux + np.roll(flux, -1, axis=0)) / 4
    return np.asarray(np.log1p(wide / (wide.mean(axis=0) + QUIET_FLUX)), np.float32)


def likelihoods(logs: Floats) -> Floats:
    """Logs as probabilities that sum to 1."""
    odds = np.exp(logs - logs.max())
    return np.asarray(odds / odds.sum())
