import numpy as np
import pytest

from lyria_osc.beat.features import BANDS, CHROMA_EVERY, CHROMAS, NARROW, TONES, Heard
from lyria_osc.beat.memory import Memory

ROWS = 1000


def memory_of(level: np.ndarray, chroma: np.ndarray) -> Memory:
    memory = Memory()
    flux = np.arange(len(level), dtype=np.float32)[:, None].repeat(BANDS, axis=1)
    narrow, tones = flux[:, :1].repeat(NARROW, axis=1), chroma[:, :1].repeat(TONES, axis=1)
    memory.append(Heard(flux, level.astype(np.float32), narrow, chroma.astype(np.float32), tones.astype(np.float32)))
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


def test_narrow_bands_are_means_between_edges() -> None:
    narrow = memory_of(levels(1.0, 3.0), pitches(0, 0)).narrow(np.array([[100.0, 110.0, 120.0]]))
    assert narrow.shape == (1, 2, NARROW)
    assert narrow[0, :, 0] == pytest.approx([105, 115])


def test_tones_are_means_between_edges_and_silent_from_where_nothing_is_heard() -> None:
    memory = memory_of(levels(1.0, 1.0), pitches(0, 1))
    assert memory.tones(np.array([[300.0, 320.0, 340.0]]), ROWS)[0, :, 0] == pytest.approx([1, 1])
    assert memory.tones(np.array([[488.0, 508.0, 528.0]]), ROWS)[0, :, 0] == pytest.approx([0.5, 0])
    assert memory.tones(np.array([[300.0, 320.0, 340.0]]), 310.0)[0, :, 0] == pytest.approx([0.5, 0])


def test_change_and_rise_are_greatest_where_the_level_steps() -> None:
    times = np.arange(200.0, 801.0, 50.0)
    up, down = (memory_of(levels(*pair), pitches(0, 0)).change(times, [2], ROWS) for pair in ((1, 3), (3, 1)))
    assert times[2 + up[:, 0].argmax()] == times[2 + down[:, 0].argmax()] == 500
    assert up[4] == pytest.approx([2, 2])
    assert down[4] == pytest.approx([2, 0])


def test_novelty_tells_bass_from_the_rest_and_is_none_in_silence() -> None:
    times = np.arange(220.0, 781.0, 40.0)
    bass, rest = (memory_of(levels(1, 1), pitches(*pair)).novelty(times, [2, 1], ROWS) for pair in ((0, 5), (14, 20)))
    assert bass.shape == (len(times) - 4, 4)
    at = list(times).index(500.0) - 2
    assert (bass[at, [0, 2]] > 0.9).all()
    assert (rest[at, [1, 3]] > 0.9).all()
    assert bass[0] == pytest.approx(np.zeros(4), abs=1e-6)
    assert not bass[:, [1, 3]].any()
    assert not rest[:, [0, 2]].any()
    silence = memory_of(levels(0, 0), np.zeros((ROWS // CHROMA_EVERY, CHROMAS))).novelty(times, [2], ROWS)
    assert (silence == 0).all()


def test_what_is_not_heard_yet_tells_of_no_change() -> None:
    memory = memory_of(levels(1.0, 1.0), pitches(3, 3))
    ends = np.array([780.0, 799.0, 980.0, 999.0, 1180.0, 1199.0])
    assert memory.change(ends, [2], ROWS) == pytest.approx(np.zeros((2, 2)), abs=1e-9)
    assert memory.novelty(ends, [2], ROWS) == pytest.approx(np.zeros((2, 2)), abs=1e-9)
    stepped = memory_of(levels(1.0, 3.0), pitches(3, 3))
    steps = np.array([300.0, 500.0, 700.0])
    assert stepped.change(steps, [1], 510.0)[0, 0] == pytest.approx(2.0 * 2 * 10 / 200)
    assert stepped.change(steps, [1], 490.0)[0, 0] == 0


def test_the_oldest_is_dropped_and_places_stay() -> None:
    memory = Memory(kept_rows=400)
    for start in range(0, 4000, 100):
        rows = np.arange(start, start + 100, dtype=np.float32)[:, None].repeat(BANDS, axis=1)
        slow = [np.zeros((25, columns), np.float32) for columns in (CHROMAS, TONES)]
        memory.append(Heard(rows, rows, rows[:, :1].repeat(NARROW, axis=1), *slow))
    assert memory.end == 4000
    assert 0 < memory.first <= 3600
    assert memory.bands(np.array([3899.5, 3900.5]))[0, 0] == pytest.approx(3900)
