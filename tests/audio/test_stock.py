"""The stock: which session's music is taken, and which takes over."""

import numpy as np

from lyria_osc.audio.stock import Stock
from lyria_osc.service import RATE_HZ

SECOND = np.ones((RATE_HZ, 2), np.float32)


def add(stock: Stock, number: int, seconds: int = 1) -> None:
    for _ in range(seconds):
        stock.append(number, SECOND, lambda start: (), (), 0.0)


def fresh_s(stock: Stock) -> float:
    return stock.fresh_frames(is_vamping=False) / RATE_HZ


def test_the_first_session_plays_and_the_next_wait() -> None:
    stock = Stock()
    add(stock, 3, 2)
    add(stock, 4, 5)
    assert stock.playing is not None
    assert stock.playing.number == 3
    assert fresh_s(stock) == 2 + 2.5, "what the fade into it takes is not counted"
    assert stock.fresh_frames(is_vamping=True) == 2.5 * RATE_HZ, "a vamp is left for it"
    add(stock, 2)
    assert fresh_s(stock) == 2 + 2.5, "an older session is not asked for any more"


def test_the_newest_that_has_enough_takes_over_and_that_is_news_once() -> None:
    stock = Stock()
    add(stock, 1)
    add(stock, 2, 8)
    add(stock, 3, 7)
    add(stock, 4, 1)
    assert stock.successor(10 * RATE_HZ) is None
    successor = stock.successor(3 * RATE_HZ)
    assert successor is not None
    assert successor.number == 3
    assert stock.supersede(successor) == 1
    assert stock.supersede(successor) is None
    before = stock.fresh_frames(is_vamping=False)
    add(stock, 1)
    add(stock, 2)
    assert stock.fresh_frames(is_vamping=False) == before, "nothing more is taken of those that are past"
    add(stock, 4)
    assert stock.fresh_frames(is_vamping=False) == before + RATE_HZ / 2
    stock.enter(successor, 100)
    assert stock.playing is successor
    assert successor.fresh == 100
    last = stock.last_resort()
    assert last is not None
    assert last.number == 4


def test_a_session_that_gave_nothing_is_passed_over() -> None:
    stock = Stock()
    add(stock, 1)
    add(stock, 2)
    add(stock, 3, 9)
    successor = stock.successor(3 * RATE_HZ)
    assert successor is not None
    stock.supersede(successor)
    stock.enter(successor, 0)
    assert stock.last_resort() is None
    before = stock.fresh_frames(is_vamping=False)
    add(stock, 2)
    assert stock.fresh_frames(is_vamping=False) == before
