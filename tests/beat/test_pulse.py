import numpy as np
import pytest

from lyria_osc.beat.pulse import Pulse


def test_rows_and_places_are_each_others_inverse() -> None:
    pulse = Pulse(0.0, 100.0)
    for row, period in ((150.0, 90.0), (400.0, 110.0)):
        pulse.settle(row, 0.1, period)
    places = np.array([-3.0, 0.0, 1.2, 2.5, 4.0, 9.0])
    assert [pulse.place(float(row)) for row in pulse.rows(places)] == pytest.approx(places)


def test_what_is_settled_stays_when_the_period_changes() -> None:
    pulse = Pulse(0.0, 100.0)
    pulse.settle(400.0, 0.0, 50.0)
    assert pulse.place(200.0) == pytest.approx(2.0)
    assert pulse.place(500.0) == pytest.approx(6.0)


def test_a_knot_at_the_same_row_takes_the_place_of_the_last() -> None:
    pulse = Pulse(0.0, 100.0)
    pulse.settle(0.0, 0.25, 100.0)
    assert pulse.place(0.0) == pytest.approx(0.25)
    assert pulse.place(100.0) == pytest.approx(1.25)


def test_places_never_go_back() -> None:
    pulse = Pulse(0.0, 100.0)
    pulse.settle(50.0, -3.0, 100.0)
    assert pulse.place(50.0) == 0.0


def test_a_shift_moves_past_and_future() -> None:
    pulse = Pulse(0.0, 100.0)
    pulse.settle(200.0, 0.0, 100.0)
    pulse.shift(-0.5)
    assert pulse.place(0.0) == pytest.approx(-0.5)
    assert pulse.place(300.0) == pytest.approx(2.5)
