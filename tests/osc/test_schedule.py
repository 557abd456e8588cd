import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import OscError
from lyria_osc.osc.schedule import MAX_AHEAD_S, MAX_HELD, MAX_HELD_BYTES, Schedule, to_timetag, to_wall_s

NOW_S = 1_800_000_000.0


def test_the_epoch_is_1900() -> None:
    assert to_timetag(0.0) == 2_208_988_800 << 32
    assert to_timetag(0.5) & 0xFFFF_FFFF == 1 << 31


@given(st.floats(0, 2_000_000_000))
def test_time_tags_and_seconds_agree_to_a_microsecond(wall_s: float) -> None:
    assert to_wall_s(to_timetag(wall_s)) == pytest.approx(wall_s, abs=1e-6)


def test_all_come_out_in_order_of_time_then_of_coming() -> None:
    schedule: Schedule[str] = Schedule()
    for ahead_s, what in ((3.0, "d"), (1.0, "a"), (2.0, "c"), (2.0, "b")):
        schedule.put(to_timetag(NOW_S + ahead_s), 10, what, NOW_S)
    assert schedule.next_s == pytest.approx(NOW_S + 1)
    assert schedule.due(NOW_S + 0.9) == []
    assert schedule.due(NOW_S + 2.5) == ["a", "c", "b"]
    assert schedule.due(NOW_S + 2.5) == []
    assert schedule.due(NOW_S + 99) == ["d"]
    assert schedule.next_s is None


def test_too_far_ahead_is_an_error() -> None:
    schedule: Schedule[str] = Schedule()
    schedule.put(to_timetag(NOW_S + MAX_AHEAD_S - 0.01), 10, "held", NOW_S)
    with pytest.raises(OscError, match=r"10\.5 s ahead: at most 10 s"):
        schedule.put(to_timetag(NOW_S + MAX_AHEAD_S + 0.5), 10, "refused", NOW_S)
    assert schedule.due(NOW_S + 60) == ["held"]


def test_count_is_bounded_and_free_again_when_done() -> None:
    schedule: Schedule[int] = Schedule()
    for number in range(MAX_HELD):
        schedule.put(to_timetag(NOW_S + 1), 10, number, NOW_S)
    with pytest.raises(OscError, match="too many"):
        schedule.put(to_timetag(NOW_S + 1), 10, -1, NOW_S)
    assert schedule.due(NOW_S + 1) == list(range(MAX_HELD))
    schedule.put(to_timetag(NOW_S + 2), 10, -2, NOW_S)


def test_bytes_are_bounded_and_free_again_when_done() -> None:
    schedule: Schedule[int] = Schedule()
    schedule.put(to_timetag(NOW_S + 1), MAX_HELD_BYTES - 10, 1, NOW_S)
    with pytest.raises(OscError, match="too many"):
        schedule.put(to_timetag(NOW_S + 1), 11, 2, NOW_S)
    assert schedule.due(NOW_S + 1) == [1]
    schedule.put(to_timetag(NOW_S + 2), MAX_HELD_BYTES, 3, NOW_S)
