"""What can be heard of the beat: how much begins in each band of the spectrum, and which pitches sound.

`Listener` takes music as it comes and gives, 200 times a second, the log spectrum in eight bands (the *level*) and its
rise (the *flux*), in these and in narrow ones; and 50 times a second a chroma of the bass and one of what lies above,
and the *tones*: the level by pitch. What it makes does not depend on how the music was cut. Row ``n`` of the flux
belongs to frame ``n * hop`` of the music. Pure.
"""

from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lyria_osc.service import Pcm

Array = NDArray[np.float32]

HOPS_PER_S = 200
CHROMA_EVERY = 4
"""Flux rows for each row of chroma."""

BAND_EDGES_HZ = (30.0, 120.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0)
BANDS = len(BAND_EDGES_HZ) - 1
CHROMAS = 24

FILTERS = 40
NARROW = FILTERS // 2
"""Narrow bands, each of two neighbouring filters."""

WINDOW_S = 0.0213
LAG_ROWS = 2
"""The flux is the rise over so many rows."""

LOUDNESS = 3000.0
"""What a full-scale sine is multiplied with before the logarithm: what lies some 70 dB below it hardly counts."""

PITCH_S = 0.256
PITCH_HZ = 8000
LOWEST_PITCH, SPLIT_PITCH, HIGHEST_PITCH = 28, 50, 88
TONES = (HIGHEST_PITCH - LOWEST_PITCH + 2) // 2
"""A tone is the louder of two neighbouring semitones; the highest stands alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What was heard in a stretch.

    Flux and level are of shape ``(rows, BANDS)``, flux in narrow bands of ``(rows, NARROW)``; chroma is of
    ``(rows / 4, CHROMAS)``, tones are of ``(rows / 4, TONES)``.
    """

    flux: Array
    level: Array
    narrow: Array
    chroma: Array
    tones: Array

    @classmethod
    def nothing(cls) -> "Heard":
        """A stretch of no length."""
        return cls(*(np.zeros((0, columns), np.float32) for columns in (BANDS, BANDS, NARROW, CHROMAS, TONES)))

    def then(self, other: "Heard") -> "Heard":
        """Both, one after the other."""
        return Heard(
            np.concatenate([self.flux, other.flux]),
            np.concatenate([self.level, other.level]),
            np.concatenate([self.narrow, other.narrow]),
            np.concatenate([self.chroma, other.chroma]),
            np.concatenate([self.tones, other.tones]),
        )

    def split(self, rows: int, slow: int) -> tuple["Heard", "Heard"]:
        """What lies before so many rows of flux and so many of chroma, and the rest."""
        first = Heard(self.flux[:rows], self.level[:rows], self.narrow[:rows], self.chroma[:slow], self.tones[:slow])
        rest = Heard(self.flux[rows:], self.level[rows:], self.narrow[rows:], self.chroma[slow:], self.tones[slow:])
        return first, rest


def _triangles(bins_hz: NDArray[np.floating[Any]], edges_hz: NDArray[np.floating[Any]]) -> Array:
    """A filter for each inner edge, of shape ``(bins, filters)``; each has its sum at 1 or holds its nearest bin."""
    rise = (bins_hz[:, None] - edges_hz[:-2]) / np.diff(edges_hz)[:-1]
    fall = (edges_hz[2:] - bins_hz[:, None]) / np.diff(edges_hz)[1:]
    weights = np.clip(np.minimum(rise, fall), 0.0, None)
    nearest = np.abs(bins_hz[:, None] - edges_hz[1:-1]).argmin(axis=0)
    weights[nearest, np.arange(len(nearest))] += 1e-3
    return np.asarray(weights / weights.sum(axis=0), np.float32)


def _mel(hz: NDArray[np.float64] | float) -> NDArray[np.float64]:
    return np.asarray(2595 * np.log10(1 + np.asarray(hz) / 700))


def _filter_edges_hz(top_hz: float) -> NDArray[np.float64]:
    edges = np.linspace(_mel(BAND_EDGES_HZ[0]), _mel(top_hz), FILTERS + 2)
    return np.asarray(700 * (10 ** (edges / 2595) - 1))


def filter_centres_hz(top_hz: float) -> NDArray[np.float64]:
    """Where the filters lie whose sums the bands are, where the highest frequency is this."""
    return _filter_edges_hz(top_hz)[1:-1]


class Listener:
    """Hears music chunk by chunk. One owner: the tracker."""

    def __init__(self, rate_hz: int) -> None:
        self.hop = rate_hz // HOPS_PER_S
        """Frames from one row of flux to the next."""
        self._window = np.hanning(2 * ceil(rate_hz * WINDOW_S / 2) + 1)[:-1].astype(np.float32)
        size = len(self._window)
        bins_hz = np.fft.rfftfreq(size, 1 / rate_hz)
        top_hz = min(BAND_EDGES_HZ[-1], rate_hz * 0.48)
        edges_hz = _filter_edges_hz(top_hz)
        self._filters = _triangles(bins_hz, edges_hz) * np.float32(2 * LOUDNESS / self._window.sum())
        owner = np.clip(np.searchsorted(BAND_EDGES_HZ, edges_hz[1:-1]) - 1, 0, BANDS - 1)
        self._bands = np.asarray(owner[:, None] == np.arange(BANDS), np.float32)
        self._means = self._bands / self._bands.sum(axis=0)
        self._narrow = np.asarray(np.arange(FILTERS)[:, None] // 2 == np.arange(NARROW), np.float32)
        self._levels = np.zeros((LAG_ROWS, FILTERS), np.float32)
        self._sound = np.zeros(size // 2, np.float32)
        self._pitch = _PitchListener(rate_hz, self.hop)

    def feed(self, pcm: Pcm) -> Heard:
        """Hears the frames that follow on those before; gives the rows that are complete by them."""
        mono = pcm.mean(axis=1, dtype=np.float32)
        chroma, tones = self._pitch.feed(mono)
        sound = np.concatenate([self._sound, mono])
        size, hop = len(self._window), self.hop
        rows = max(0, (len(sound) - size) // hop + 1)
        self._sound = sound[rows * hop :]
        if not rows:
            return replace(Heard.nothing(), chroma=chroma, tones=tones)
        windows = np.lib.stride_tricks.sliding_window_view(sound, size)[: rows * hop : hop]
        spectra = np.abs(np.fft.rfft(windows * self._window)).astype(np.float32, copy=False)
        levels = np.concatenate([self._levels, np.log1p(spectra @ self._filters)])
        self._levels = levels[-LAG_ROWS:]
        before = levels[:-LAG_ROWS].copy()
        np.maximum(before[:, 1:], levels[:-LAG_ROWS, :-1], out=before[:, 1:])
        np.maximum(before[:, :-1], levels[:-LAG_ROWS, 1:], out=before[:, :-1])
        rise = np.maximum(levels[LAG_ROWS:] - before, 0.0)
        return Heard(rise @ self._bands, levels[LAG_ROWS:] @ self._means, rise @ self._narrow, chroma, tones)


class _PitchListener:
    """Chroma and tones of the music, thinned out to about 8 kHz."""

    def __init__(self, rate_hz: int, hop: int) -> None:
        self._thin = max(1, rate_hz // PITCH_HZ)
        self._hop = hop * CHROMA_EVERY // self._thin
        self._rest = np.zeros(0, np.float32)
        slow_hz = rate_hz / self._thin
        self._window = np.hanning(2 * int(slow_hz * PITCH_S / 2)).astype(np.float32)
        self._sound = np.zeros(len(self._window) // 2, np.float32)
        pitches = np.arange(LOWEST_PITCH - 1, HIGHEST_PITCH + 2)
        bins_hz = np.fft.rfftfreq(len(self._window), 1 / slow_hz)
        filters = _triangles(bins_hz, 440 * 2 ** ((pitches - 69) / 12))
        self._filters = filters * np.float32(2 * LOUDNESS / 10 / self._window.sum())
        inner = pitches[1:-1]
        place = inner % 12 + 12 * (inner >= SPLIT_PITCH)
        self._fold = np.asarray(place[:, None] == np.arange(CHROMAS), np.float32)

    def feed(self, mono: Array) -> tuple[Array, Array]:
        mono = np.concatenate([self._rest, mono])
        count = len(mono) // self._thin
        self._rest = mono[count * self._thin :]
        slow = mono[: count * self._thin].reshape(count, self._thin).mean(axis=1)
        sound = np.concatenate([self._sound, slow])
        size = len(self._window)
        rows = max(0, (len(sound) - size) // self._hop + 1)
        self._sound = sound[rows * self._hop :]
        if not rows:
            return np.zeros((0, CHROMAS), np.float32), np.zeros((0, TONES), np.float32)
        windows = np.lib.stride_tricks.sliding_window_view(sound, size)[: rows * self._hop : self._hop]
        spectra = np.abs(np.fft.rfft(windows * self._window)).astype(np.float32, copy=False)
        pitches = np.log1p(spectra @ self._filters)
        tones = np.pad(pitches, ((0, 0), (0, 2 * TONES - pitches.shape[1]))).reshape(rows, TONES, 2).max(axis=2)
        return np.asarray(pitches @ self._fold), tones
