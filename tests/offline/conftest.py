"""What the band's tests share: pieces of its music, and measures of sound."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import lfilter, resample_poly

from lyria_osc.offline.band import Band
from lyria_osc.offline.truth import BandChunk
from lyria_osc.service import RATE_HZ, SetConfig, SetPrompts, WeightedPrompt

Config = Mapping[str, float | int | bool | str]
Play = Callable[..., list[BandChunk]]
Doubles = NDArray[np.float64]


@pytest.fixture(scope="session")
def play() -> Play:
    """Plays some chunks with prompts (text and weight) and a config; the same piece is played once."""
    played: dict[str, list[BandChunk]] = {}

    def perform(
        prompts: Sequence[tuple[str, float]] = (), config: Config | None = None, chunks: int = 4, seed: int = 1
    ) -> list[BandChunk]:
        key = repr((tuple(prompts), sorted((config or {}).items()), chunks, seed))
        if key not in played:
            band = Band(seed)
            band.take(SetPrompts(tuple(WeightedPrompt(text, weight) for text, weight in prompts)))
            band.take(SetConfig(config or {}))
            played[key] = [band.next_chunk() for _ in range(chunks)]
        return played[key]

    return perform


@pytest.fixture(scope="session")
def loudness_lufs() -> Callable[[Doubles], float]:
    """Integrated loudness by BS.1770-4, gated, in the time domain."""

    def measure(pcm: Doubles) -> float:
        shelf = lfilter(
            [1.53512485958697, -2.69169618940638, 1.19839281085285], [1, -1.69065929318241, 0.73248077421585], pcm, 0
        )
        weighted = lfilter([1.0, -2.0, 1.0], [1, -1.99004745483398, 0.99007225036621], shelf, 0)
        hop = RATE_HZ // 10
        tenths = np.array(
            [np.mean(weighted[n : n + hop] ** 2, axis=0).sum() for n in range(0, len(pcm) - hop + 1, hop)]
        )
        blocks = np.convolve(tenths, np.ones(4) / 4, "valid")
        loud = blocks[blocks > 10 ** ((-70 + 0.691) / 10)]
        return float(-0.691 + 10 * np.log10(np.mean(loud[loud > 0.1 * np.mean(loud)])))

    return measure


@pytest.fixture(scope="session")
def true_peak_db() -> Callable[[Doubles], float]:
    """The peak at four times the rate, in dBTP."""
    return lambda pcm: float(20 * np.log10(np.max(np.abs(resample_poly(pcm, 4, 1, axis=0)))))
