import numpy as np
import pytest

from lyria_osc.beat.features import BANDS, CHROMA_EVERY, CHROMAS, Heard
from lyria_osc.beat.memory import Memory

ROWS = 1000


def memory_of(level: np.ndarray, chroma: np.ndarray) -> Memory:
    memory = Memory()
    flux = np.arange(len(level), dtype=np.float32)[:, None].repeat(BANDS, axis=1)
    memory.append(Heard(flux, level.astype(np.float32), chroma.astype(np.float32)))
    return memory


def levels(before: float, after: float, at: int = 500) -> np.ndarray:
    return np.where(np.arange(ROWS) < at, before, after)[:, None].repeat(BANDS, axis=1)


def pitches(before: int, after: int, at: int = 500) -> np.ndarray:
    places = np.where(np.arange(ROWS // CHROMA_EVERY) < at // CHROMA_EVERY, before, after)
    return np.eye(CHROMAS)[places]


def test_bands_are_means_between_edges_flux_first() -> None:
    bands = memory_of(levels(1.0, 3.0), pitches(0, 0)).bands(np.array([[100.0, 110.0, 120.0], [495.0, 505.0, 515.0]]))
    assert bands.shape == (2, 2, 2 * BANDS)
    assert bands[0, :, 0] == pytest.approx([105, 115])
    assert bands[1, :, BANDS] == pytest.approx([2.1, 3.0])


def test_change_and_rise_are_greatest_where_the_level_steps() -> None:
    times = np.arange(300.0, 701.0, 50.0)
    up, down = (memory_of(levels(*pair), pitches(0, 0)).change(times, 100.0, ROWS) for pair in ((1, 3), (3, 1)))
    assert times[up[:, 0].argmax()] == times[down[:, 0].argmax()] == 500
    assert up[4] == pytest.approx([2, 2])
    assert down[4] == pytest.approx([2, 0])


def test_novelty_tells_bass_from_the_rest_and_is_none_in_silence() -> None:
    times = np.array([300.0, 500.0])
    bass, rest = (memory_of(levels(1, 1), pitches(*pair)).novelty(times, 80.0, ROWS) for pair in ((0, 5), (14, 20)))
    assert bass[1, 0] > 0.9
    assert rest[1, 1] > 0.9
    assert bass[0] == pytest.approx([0, 0], abs=1e-6)
    assert bass[1, 1] == rest[1, 0] == 0
    silence = memory_of(levels(0, 0), np.zeros((ROWS // CHROMA_EVERY, CHROMAS))).novelty(times, 80.0, ROWS)
    assert (silence == 0).all()


def test_what_is_not_heard_yet_tells_of_no_change() -> None:
    memory = memory_of(levels(1.0, 1.0), pitches(3, 3))
    ends = np.array([980.0, 999.0])
    assert memory.change(ends, 200.0, ROWS) == pytest.approx(np.zeros((2, 2)), abs=1e-9)
    assert memory.novelty(ends, 200.0, ROWS) == pytest.approx(np.zeros((2, 2)), abs=1e-9)
    stepped = memory_of(levels(1.0, 3.0), pitches(3, 3))
    assert stepped.change(np.array([500.0]), 200.0, 510.0)[0, 0] == pytest.approx(2.0 * 2 * 10 / 200)


def test_the_oldest_is_dropped_and_places_stay() -> None:
    memory = Memory(kept_rows=400)
    for start in range(0, 4000, 100):
        rows = np.arange(start, start + 100, dtype=np.float32)[:, None].repeat(BANDS, axis=1)
        memory.append(Heard(rows, rows, np.zeros((25, CHROMAS), np.float32)))
    assert memory.end == 4000
    assert 0 < memory.first <= 3600
    assert memory.bands(np.array([3899.5, 3900.5]))[0, 0] == pytest.approx(3900)
