"""The last stage: a look-ahead limiter on true peaks, in segments of 64 frames.

Each segment's peak is taken at four times the rate; the gain it needs is led up to by at most 2 dB a segment, let go
by 0.05 dB a segment, and drawn as straight lines between the segments' edges, so that at no frame it lies above what
is needed.
"""

import numpy as np
from numpy.typing import NDArray

from lyria_osc.service import Pcm

Floats = NDArray[np.float32]

SEGMENT = 64
DETECTED = 6
LOOK_AHEAD = (DETECTED + 1) * SEGMENT
CEILING_DB = -1.4
_ATTACK_DB = 2.0
_RELEASE_DB = 0.05
_REACH = 16
_OVER = 4


def _interpolator() -> Floats:
    """A matrix from a segment and its neighbourhood to the segment at four times the rate (windowed sinc)."""
    inputs = SEGMENT + 2 * _REACH
    at = _REACH + np.arange(SEGMENT * _OVER)[:, None] / _OVER - np.arange(inputs)[None, :]
    window = np.where(np.abs(at) < _REACH, 0.5 + 0.5 * np.cos(np.pi * at / _REACH), 0.0)
    return np.ascontiguousarray((np.sinc(at) * window).T, dtype=np.float32)


class Limiter:
    """Holds true peaks under `CEILING_DB`; its sound comes `LOOK_AHEAD` frames late. Writer and reader: the mixer."""

    def __init__(self) -> None:
        self._held = np.zeros((2, _REACH + LOOK_AHEAD), dtype=np.float32)
        self._held_db = np.zeros(DETECTED, dtype=np.float64)
        self._last_db = 0.0
        self._edge = 1.0
        self._matrix = _interpolator()

    def process(self, block: Floats) -> tuple[Pcm, float]:
        """Limits a block of shape (2, frames), frames a multiple of 64.

        Returns:
            The limited pcm of shape (frames, 2), `LOOK_AHEAD` late, and the mean gain in dB.
        """
        frames = block.shape[1]
        count = frames // SEGMENT
        known = np.concatenate([self._held, block], axis=1)
        needed_db = np.concatenate([self._held_db, self._needed_db(known[:, DETECTED * SEGMENT :], count)])
        gain_db = self._led(needed_db)
        edges = np.minimum(gain_db[: count + 1], np.concatenate([[0.0], gain_db[:count]]))
        edges = (10 ** (edges / 20)).astype(np.float32)
        edges[0] = self._edge
        way = (np.arange(SEGMENT) / SEGMENT).astype(np.float32)
        gain = (edges[:count, None] + np.diff(edges)[:, None] * way).ravel()
        pcm = np.ascontiguousarray((known[:, _REACH : _REACH + frames] * gain).T)
        self._edge = edges[count]
        self._last_db = float(gain_db[count - 1])
        self._held_db = needed_db[count:]
        self._held = known[:, frames:].copy()
        return pcm, float(np.mean(gain_db[:count]))

    def _needed_db(self, sound: Floats, count: int) -> NDArray[np.float64]:
        """The gain each of `count` segments needs, the first of which begins _REACH frames into `sound`."""
        inner = sound[:, _REACH : _REACH + count * SEGMENT].reshape(2, count, SEGMENT)
        peaks = np.max(np.abs(inner), axis=2)
        ceiling = 10 ** (CEILING_DB / 20)
        channels, segments = np.nonzero(peaks > 0.5 * ceiling)
        if len(segments):
            spans = segments[:, None] * SEGMENT + np.arange(SEGMENT + 2 * _REACH)
            over = sound[channels[:, None], spans] @ self._matrix
            peaks[channels, segments] = np.maximum(peaks[channels, segments], np.max(np.abs(over), axis=1))
        needed: NDArray[np.float64] = -20 * np.log10(np.maximum(peaks.max(axis=0).astype(np.float64) / ceiling, 1.0))
        return needed

    def _led(self, needed_db: NDArray[np.float64]) -> NDArray[np.float64]:
        """The gain of each segment: led down to what is needed in time, and let go slowly."""
        number = np.arange(len(needed_db))
        ahead = np.minimum.accumulate((needed_db + _ATTACK_DB * number)[::-1])[::-1] - _ATTACK_DB * number
        ahead[0] = min(ahead[0], self._last_db + _RELEASE_DB)
        let_go: NDArray[np.float64] = np.minimum.accumulate(ahead - _RELEASE_DB * number) + _RELEASE_DB * number
        return let_go
