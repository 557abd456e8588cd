"""The lock alone: beats come when it has them come."""

import pytest

from lyria_osc.beat.beatgrid import BeatGrid
from lyria_osc.beat.lock import MOST, correction, tempo_about

GRID = BeatGrid(120.0, 0.0, 0.0)
RATE_HZ = 48_000.0


def errors(music_bpm: float, beats: int = 60, first_s: float = 0.0) -> list[float]:
    """The error of each beat of music that goes as much faster as is wanted."""
    found, time_s = [], first_s
    for _ in range(beats):
        found.append(GRID.error_s(time_s))
        time_s += 60.0 / music_bpm / (1.0 + correction(music_bpm, GRID, found[-1]))
    return found


def test_a_steady_detune_leaves_no_error() -> None:
    assert max(map(abs, errors(119.16))) < 1e-9


@pytest.mark.parametrize("first_s", [0.05, -0.05])
def test_an_error_of_phase_is_taken_out_and_never_overshoots(first_s: float) -> None:
    found = [error * (1 if first_s > 0 else -1) for error in errors(120.0, first_s=first_s)]
    assert found[0] == pytest.approx(0.05)
    assert found[10] < 0.006
    assert 0.0 <= found[-1] < 1e-4


def test_music_far_from_the_grid_is_let_be() -> None:
    assert correction(114.0, GRID, 0.1) == 0.0
    assert correction(127.0, GRID, 0.1) == 0.0


def test_no_correction_is_beyond_the_most() -> None:
    assert correction(118.0, GRID, 0.24) == MOST
    assert correction(122.0, GRID, -0.24) == -MOST


@pytest.mark.parametrize("bpm", [90.0, 120.0, 119.16])
def test_the_tempo_is_that_of_the_beats(bpm: float) -> None:
    frames = [1000.0 + number * 60 * RATE_HZ / bpm for number in range(7)]
    assert tempo_about(frames, bpm * 1.02, RATE_HZ) == pytest.approx(bpm)
    del frames[3]
    assert tempo_about(frames, bpm * 1.02, RATE_HZ) == pytest.approx(bpm)


@pytest.mark.parametrize("frames", [[], [7.0]])
def test_of_too_few_beats_it_is_the_one_that_was_told(frames: list[float]) -> None:
    assert tempo_about(frames, 101.0, RATE_HZ) == 101.0
