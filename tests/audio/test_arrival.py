"""How fast music comes."""

import pytest

from lyria_osc.audio.arrival import Arrival
from lyria_osc.service import RATE_HZ

CHUNK = 2 * RATE_HZ


def fed(speed: float, seconds: float = 120.0) -> tuple[Arrival, float]:
    arrival, now_s = Arrival(), 0.0
    while now_s < seconds:
        arrival.came(CHUNK, now_s)
        now_s += 2.0 / speed
    return arrival, now_s - 2.0 / speed


@pytest.mark.parametrize("speed", [1.0, 0.97, 0.77])
def test_the_rate_is_found(speed: float) -> None:
    arrival, _ = fed(speed)
    assert arrival.rate == pytest.approx(speed, abs=0.01)


def test_before_anything_came_all_is_well() -> None:
    assert Arrival().rate == 1.0
    assert Arrival().due_in_s(5.0) == 0.0


def test_a_chunk_is_due_when_the_last_is_played_out_at_that_rate() -> None:
    arrival, last_s = fed(0.8)
    assert arrival.due_in_s(last_s) == pytest.approx(2.5, abs=0.05)
    assert arrival.due_in_s(last_s + 1.0) == pytest.approx(1.5, abs=0.05)
    assert arrival.due_in_s(last_s + 9.0) == 0.0


def test_a_stall_or_a_pause_says_little_of_the_rate() -> None:
    arrival, last_s = fed(1.0)
    arrival.came(CHUNK, last_s + 300.0)
    assert arrival.rate > 0.8


def test_a_new_session_s_wait_says_nothing() -> None:
    arrival, last_s = fed(1.0)
    arrival.broke_off()
    arrival.came(CHUNK, last_s + 300.0)
    assert arrival.rate == pytest.approx(1.0, abs=0.01)
