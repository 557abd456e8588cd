"""The limiter holds true peaks, whatever comes, and does nothing where nothing is needed."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from lyria_osc.offline.limiter import CEILING_DB, LOOK_AHEAD, SEGMENT, Limiter

Meter = Callable[[NDArray[np.float64]], float]
BLOCK = 150 * SEGMENT


def limited(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    limiter = Limiter()
    blocks = [limiter.process(sound[:, at : at + BLOCK])[0] for at in range(0, sound.shape[1], BLOCK)]
    return np.concatenate(blocks).astype(np.float64)


def noise(blocks: int, level: float) -> NDArray[np.float32]:
    return (level * np.random.default_rng(3).standard_normal((2, blocks * BLOCK))).astype(np.float32)


def test_what_is_soft_passes_unchanged_but_late() -> None:
    sound = noise(3, 0.05)
    out = limited(sound)
    assert np.array_equal(out[LOOK_AHEAD:], sound.T[:-LOOK_AHEAD].astype(np.float64))
    assert not out[:LOOK_AHEAD].any()


@pytest.mark.parametrize("hz", [100.0, 997.0, 6000.0, 11999.0, 15000.0])
def test_true_peaks_of_loud_tones_stay_under(hz: float, true_peak_db: Meter) -> None:
    tone = 2.0 * np.sin(2 * np.pi * hz / 48_000 * np.arange(6 * BLOCK) + 0.8)
    tone[-BLOCK:] *= np.linspace(1, 0, BLOCK)
    assert true_peak_db(limited(np.stack([tone, tone]).astype(np.float32))[LOOK_AHEAD:]) <= -1.0


def test_true_peaks_of_bursts_stay_under(true_peak_db: Meter) -> None:
    sound = noise(8, 0.1)
    for at in range(0, sound.shape[1], 3001):
        sound[:, at : at + 40] *= 30
    out = limited(sound)
    assert true_peak_db(out) <= -1.0
    assert np.max(np.abs(out)) <= 10 ** (CEILING_DB / 20) + 1e-6


def test_the_gain_has_no_steps_at_block_edges() -> None:
    level = np.full((2, 6 * BLOCK), 0.3, dtype=np.float32)
    level[:, 3 * BLOCK + 100 : 3 * BLOCK + 140] = 3.0
    out = limited(level)[LOOK_AHEAD:, 0] / level[0, :-LOOK_AHEAD]
    assert out.min() < 0.3
    assert np.max(np.abs(np.diff(out))) < 0.006
