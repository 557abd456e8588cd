import pytest

from lyria_osc.beat.beatgrid import BeatGrid

GRID = BeatGrid(120.0, 2.0, 10.0)


def test_time_and_beat_are_one_line() -> None:
    assert GRID.beat_at(10.25) == 2.5
    assert GRID.time_of(2.5) == 10.25
    assert GRID.period_s == 0.5


@pytest.mark.parametrize(("time_s", "error_s"), [(10.0, 0.0), (10.1, 0.1), (10.4, -0.1), (3.02, 0.02)])
def test_the_error_is_to_the_nearest_beat(time_s: float, error_s: float) -> None:
    assert GRID.error_s(time_s) == pytest.approx(error_s)


@pytest.mark.parametrize(("time_s", "bar_line_s"), [(9.0, 9.0), (9.001, 11.0), (10.9, 11.0), (11.0, 11.0)])
def test_the_next_bar_line_is_never_before(time_s: float, bar_line_s: float) -> None:
    assert GRID.bar_line_from(time_s) == pytest.approx(bar_line_s)


@pytest.mark.parametrize(("bpm", "folded"), [(119.0, 120.0), (61.0, 60.0), (235.0, 240.0), (84.0, 60.0), (86.0, 120.0)])
def test_a_grid_is_counted_at_the_nearest_octave(bpm: float, folded: float) -> None:
    grid = GRID.folded(bpm)
    assert grid.bpm == folded
    assert grid.time_of(0.0) == GRID.time_of(0.0)
