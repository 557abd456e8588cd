import numpy as np
import pytest

from lyria_osc.audio.envelope import Envelope, gain_of


def test_a_constant_is_exactly_that() -> None:
    assert (Envelope(1.0, 1.0).over(5, 50) == 1.0).all()


def test_goes_straight_from_one_value_to_the_next() -> None:
    gains = Envelope(0.0, 1.0, start=10, length=4).over(8, 17)
    assert np.allclose(gains, [0, 0, 0, 0.25, 0.5, 0.75, 1, 1, 1])


def test_a_new_way_begins_where_the_old_one_is() -> None:
    first = Envelope(0.0, 1.0, start=0, length=100)
    second = first.towards(0.0, 50, 10)
    assert second.at(50) == first.at(50)
    assert np.abs(np.diff(np.concatenate([first.over(0, 50), second.over(50, 70)]))).max() <= 0.051


def test_the_end_is_exact() -> None:
    assert (Envelope(0.3, 1.0, 0, 7).over(7, 20) == 1.0).all()


@pytest.mark.parametrize(("level_db", "gain"), [(0.0, 1.0), (-60.0, 0.0), (-61.0, 0.0), (20.0, 10.0), (-20.0, 0.1)])
def test_decibels(level_db: float, gain: float) -> None:
    assert gain_of(level_db) == pytest.approx(gain, abs=1e-12)
    assert gain_of(0.0) == 1.0
