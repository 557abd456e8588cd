import time

from lyria_osc.player.output import TimerOutput


def test_the_timer_takes_what_its_time_has_come_for() -> None:
    output = TimerOutput(1000.0)
    output.start()
    output.hand(5000)
    start_s = time.monotonic()
    first = output.taken(start_s)
    assert output.taken(start_s + 2.0) - first == 2000
    assert output.taken(start_s + 1.0) - first == 2000


def test_a_timer_that_was_not_fed_waits_and_counts() -> None:
    output = TimerOutput(1000.0)
    output.start()
    output.hand(100)
    start_s = time.monotonic()
    assert output.taken(start_s + 1.0) == 100
    output.hand(1000)
    assert output.taken(start_s + 1.05) in (149, 150, 151)
    assert output.xruns == 1
