"""Virtual time: a producer whose clock is some ppm off, late by chance, and a device that plays as the servo says."""

from collections.abc import Callable
from dataclasses import dataclass
from math import log2
from random import Random

import pytest

from lyria_osc.audio.servo import GAP_S, MAX_CORRECTION, Servo

CHUNK_S = 2.0
BUFFER_S = 4.0
HOUR_S = 3600.0
DAY_S = 24 * HOUR_S


@dataclass(frozen=True, slots=True)
class Moment:
    now_s: float
    lowest_fill_s: float
    fill_s: float
    correction: float


def some_late(random: Random) -> float:
    return random.uniform(0, 0.05)


def badly_late(random: Random) -> float:
    return min(1.5, random.expovariate(10))


def live(
    servo: Servo,
    drift: float,
    seconds: float = DAY_S,
    late: Callable[[Random], float] = some_late,
    start_s: float = 0.0,
) -> list[Moment]:
    """Every arrival of a producer that is faster by `drift`, over so many seconds."""
    random = Random(3)
    moments = []
    sent_s = now_s = start_s
    fill_s = BUFFER_S
    while sent_s < start_s + seconds:
        sent_s += CHUNK_S / (1 + drift)
        came_s = max(now_s, sent_s + late(random))
        lowest_s = fill_s - (came_s - now_s) * (1 + servo.correction)
        fill_s = lowest_s + CHUNK_S
        now_s = came_s
        servo.arrived(now_s, fill_s)
        moments.append(Moment(now_s, lowest_s, fill_s, servo.correction))
    return moments


def cents(ratio: float) -> float:
    return abs(1200 * log2(ratio))


@pytest.mark.parametrize("late", [some_late, badly_late])
@pytest.mark.parametrize("drift", [200e-6, -200e-6, 30e-6])
def test_a_day_of_drift(drift: float, late: Callable[[Random], float]) -> None:
    moments = live(Servo(), drift, late=late)
    settled = [moment for moment in moments if moment.now_s > HOUR_S]
    assert min(moment.lowest_fill_s for moment in moments) > (1.75 if late is some_late else 0.25)
    assert max(moment.fill_s for moment in moments) < BUFFER_S + 0.1
    assert max(cents((1 + moment.correction) / (1 + drift)) for moment in settled) <= 0.03


def test_without_the_servo_that_day_would_run_dry() -> None:
    class Off(Servo):
        def arrived(self, now_s: float, fill_s: float) -> None: ...

    assert min(moment.lowest_fill_s for moment in live(Off(), -200e-6)) < 0


@pytest.mark.parametrize("late", [some_late, badly_late])
def test_stays_exactly_off_where_nothing_drifts(late: Callable[[Random], float]) -> None:
    assert all(moment.correction == 0.0 for moment in live(Servo(), 0.0, late=late))


def test_finds_the_drift_within_minutes() -> None:
    moments = live(Servo(), 200e-6, 15 * 60)
    assert moments[-1].correction == pytest.approx(200e-6, abs=30e-6)


def test_never_asks_for_more_than_the_most() -> None:
    moments = live(Servo(), 2000e-6, HOUR_S)
    assert max(moment.correction for moment in moments) == MAX_CORRECTION
    assert min(moment.correction for moment in live(Servo(), -800e-6, HOUR_S)) == -MAX_CORRECTION


def test_comes_back_from_the_limit_without_a_swing() -> None:
    """The integral must not wind up while the correction is held at the limit."""
    servo = Servo()
    live(servo, 800e-6, HOUR_S)
    servo.restart()
    after = live(servo, 100e-6, 4 * HOUR_S, start_s=HOUR_S + CHUNK_S)
    assert after[-1].correction == pytest.approx(100e-6, abs=20e-6)
    assert min(moment.correction for moment in after) > -100e-6


def test_restart_keeps_the_drift_and_learns_the_fill_anew() -> None:
    servo = Servo()
    live(servo, 200e-6, 2 * HOUR_S)
    servo.restart()
    assert servo.correction == pytest.approx(200e-6, abs=15e-6)
    for arrival in range(30):
        servo.arrived(1e5 + arrival * CHUNK_S, 30.0)
        assert servo.correction == pytest.approx(200e-6, abs=15e-6)


def test_a_gap_in_the_arrivals_restarts_it() -> None:
    servo = Servo()
    moments = live(servo, 200e-6, 2 * HOUR_S)
    start_s = moments[-1].now_s + GAP_S + 1
    servo.arrived(start_s, 1.0)
    for arrival in range(1, 100):
        servo.arrived(start_s + arrival * CHUNK_S, 1.0)
    assert servo.correction == pytest.approx(200e-6, abs=15e-6)
