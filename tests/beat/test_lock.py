"""The loop alone: beats come when it has them come."""

import pytest

from lyria_osc.beat.beatgrid import BeatGrid
from lyria_osc.beat.lock import MOST, Lock

GRID = BeatGrid(120.0, 0.0, 0.0)


def errors(lock: Lock, music_bpm: float, beats: int = 60, first_s: float = 0.0, grid: BeatGrid = GRID) -> list[float]:
    """The error of each beat of music that goes as much faster as the lock wants."""
    found, time_s = [], first_s
    for _ in range(beats):
        lock.beat(music_bpm, grid, time_s, 0.0)
        found.append(grid.error_s(time_s))
        time_s += 60.0 / music_bpm / (1.0 + lock.correction)
    return found


def test_a_steady_detune_leaves_no_error() -> None:
    lock = Lock()
    assert max(map(abs, errors(lock, 119.16))) < 1e-9
    assert lock.correction == pytest.approx(120.0 / 119.16 - 1.0)


def test_an_error_of_phase_is_taken_out_and_hardly_overshoots() -> None:
    found = errors(Lock(), 120.0, first_s=0.05)
    assert found[0] == pytest.approx(0.05)
    assert min(found) > -0.01
    assert abs(found[20]) < 0.005
    assert abs(found[-1]) < 0.0005


def test_what_is_on_its_way_is_not_asked_for_again() -> None:
    lock = Lock()
    lock.beat(120.0, GRID, 0.02, 0.02)
    assert lock.correction == 0.0


def test_another_tempo_is_taken_over_at_once() -> None:
    lock = Lock()
    errors(lock, 119.5)
    faster = BeatGrid(122.0, 0.0, 0.0)
    assert lock.tempo(119.5, faster)
    assert lock.correction == pytest.approx(122.0 / 119.5 - 1.0)


def test_music_far_from_the_grid_is_let_be() -> None:
    lock = Lock()
    errors(lock, 119.0)
    lock.beat(105.0, GRID, 30.0, 0.0)
    assert lock.correction == 0.0


def test_no_correction_is_beyond_the_most() -> None:
    lock = Lock()
    lock.beat(118.0, GRID, 0.0, 0.0)
    lock.beat(118.0, GRID, 0.74, 0.0)
    assert lock.correction == MOST


def test_half_the_tempo_is_the_same_grid() -> None:
    lock = Lock()
    assert lock.tempo(60.0, GRID)
    assert lock.correction == 0.0


def test_what_was_learnt_is_forgotten_without_a_grid() -> None:
    lock = Lock()
    errors(lock, 119.0)
    lock.release()
    assert lock.correction == 0.0
