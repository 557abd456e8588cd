from lyria_osc.osc.faults import INTERVAL_S, MAX_FAULTS, Faults


def test_a_fault_is_told_once_and_its_repeats_counted() -> None:
    faults: Faults[str] = Faults()
    assert faults.is_news("a", 0.0)
    assert not any(faults.is_news("a", 0.01 * n) for n in range(23))
    assert faults.is_news("b", 0.1)
    assert faults.repeats(INTERVAL_S - 0.1) == []
    assert faults.repeats(INTERVAL_S) == [("a", 23)]


def test_a_fault_that_goes_on_is_told_of_each_interval() -> None:
    faults: Faults[str] = Faults()
    faults.is_news("a", 0.0)
    told = []
    for second in range(1, 16):
        assert not faults.is_news("a", float(second))
        told += faults.repeats(float(second))
    assert told == [("a", 5), ("a", 5), ("a", 5)]


def test_a_fault_that_stayed_away_is_news_again() -> None:
    faults: Faults[str] = Faults()
    faults.is_news("a", 0.0)
    assert faults.repeats(INTERVAL_S) == []
    assert faults.is_news("a", INTERVAL_S + 1)


def test_different_faults_are_bounded_and_the_rest_counted() -> None:
    faults: Faults[int] = Faults()
    assert sum(faults.is_news(number, 0.0) for number in range(MAX_FAULTS + 50)) == MAX_FAULTS
    assert faults.take_untold() == 50
    assert faults.take_untold() == 0
    faults.repeats(INTERVAL_S)
    assert faults.is_news(-1, INTERVAL_S)
