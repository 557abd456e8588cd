"""How long is waited before the next attempt."""

import pytest

from lyria_osc.errors import Fault
from lyria_osc.session.backoff import APART_S, Backoff


def lost(backoff: Backoff, now_s: float = 0.0) -> float:
    return backoff.after(Fault.NETWORK, now_s, refused=False)


def test_it_doubles_to_its_most() -> None:
    backoff = Backoff(lambda: 0.0)
    assert [lost(backoff) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]


def test_after_a_session_that_gave_music_it_is_at_once_and_starts_over() -> None:
    backoff = Backoff(lambda: 1.0)
    for _ in range(3):
        lost(backoff)
    backoff.succeeded()
    assert [lost(backoff) for _ in range(3)] == [0, 1.25, 2.5]


def test_it_is_stretched_by_a_quarter_at_most() -> None:
    assert lost(Backoff(lambda: 1.0)) == 1.25


def test_refusals_wait_longer_even_after_music() -> None:
    backoff = Backoff(lambda: 0.0)
    backoff.succeeded()
    assert [backoff.after(Fault.QUOTA, 0.0, refused=True) for _ in range(4)] == [60, 120, 240, 300]
    assert backoff.after(Fault.NETWORK, 0.0, refused=False) == 1


def test_a_session_that_came_to_nothing_keeps_others_apart() -> None:
    backoff = Backoff(lambda: 0.0)
    backoff.came_to_nothing(100.0)
    assert lost(backoff, 115.0) == pytest.approx(APART_S - 15.0)
    assert lost(backoff, 200.0) == 2
