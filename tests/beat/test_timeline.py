import pytest

from lyria_osc.beat.timeline import FoundBeat, Timeline

RATE_HZ = 48_000


def beats(count: int, start: float = 0.0, bpm: float = 120.0, downbeat: int | None = None) -> list[FoundBeat]:
    gap = 60 * RATE_HZ / bpm
    return [
        FoundBeat(start + number * gap, bpm, None if downbeat is None else number % 4 == downbeat)
        for number in range(count)
    ]


def numbers(timeline: Timeline) -> list[tuple[int, int]]:
    return [(beat.bar, beat.beat) for beat in timeline.between(-1e12, 1e12)]


@pytest.mark.parametrize("metre", [1, 3, 4, 7])
def test_counts_bars(metre: int) -> None:
    timeline = Timeline(RATE_HZ, metre)
    timeline.add(beats(15))
    assert numbers(timeline) == [(1 + place // metre, 1 + place % metre) for place in range(15)]


def test_takes_the_music_s_own_bar_lines() -> None:
    timeline = Timeline(RATE_HZ)
    timeline.add(beats(10, downbeat=2))
    assert numbers(timeline) == [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (2, 4), (3, 1), (3, 2), (3, 3), (3, 4)]


def test_in_another_metre_the_music_s_bar_lines_do_not_count() -> None:
    timeline = Timeline(RATE_HZ, 3)
    timeline.add(beats(6, downbeat=0))
    assert numbers(timeline) == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]


def test_bars_never_jump_where_new_music_begins() -> None:
    timeline = Timeline(RATE_HZ)
    timeline.add(beats(6, downbeat=0))
    timeline.add(beats(4, start=6.3 * RATE_HZ / 2, downbeat=0))
    assert numbers(timeline)[4:8] == [(2, 1), (2, 2), (3, 1), (3, 2)]


def test_two_beats_at_a_cut_are_one() -> None:
    timeline = Timeline(RATE_HZ)
    timeline.add(beats(4))
    timeline.add(beats(4, start=3 * RATE_HZ / 2 + 1000))
    assert len(numbers(timeline)) == 7


def test_between_takes_its_start_and_leaves_its_end() -> None:
    timeline = Timeline(RATE_HZ)
    timeline.add(beats(4))
    assert [beat.frame for beat in timeline.between(24_000, 72_000)] == [24_000, 48_000]


def test_what_is_past_is_forgotten_but_for_the_last() -> None:
    timeline = Timeline(RATE_HZ)
    timeline.add(beats(8))
    timeline.forget_before(100_000)
    assert numbers(timeline)[0] == (2, 1)
    timeline.add(beats(1, start=8 * 24_000))
    assert numbers(timeline)[-1] == (3, 1)


def test_the_user_sets_the_bar_line() -> None:
    timeline = Timeline(RATE_HZ)
    timeline.add(beats(8))
    timeline.start_bar_at(2 * 24_000 + 3_000)
    assert numbers(timeline) == [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (2, 4), (3, 1), (3, 2)]
    timeline.add(beats(3, start=8 * 24_000))
    assert numbers(timeline)[-3:] == [(3, 3), (3, 4), (4, 1)]


def test_the_listener_knows_better_than_the_music_where_the_bar_starts() -> None:
    timeline = Timeline(RATE_HZ)
    timeline.add(beats(8, downbeat=0))
    timeline.start_bar_at(6 * 24_000)
    timeline.add(beats(4, start=8 * 24_000, downbeat=0))
    assert numbers(timeline)[-6:] == [(3, 1), (3, 2), (3, 3), (3, 4), (4, 1), (4, 2)]
    timeline.restart()
    timeline.add(beats(3, downbeat=2))
    assert numbers(timeline) == [(1, 1), (1, 2), (2, 1)]


def test_the_bar_line_that_is_there_already_changes_nothing() -> None:
    timeline = Timeline(RATE_HZ)
    timeline.add(beats(8))
    before = numbers(timeline)
    timeline.start_bar_at(4 * 24_000 - 2_000)
    assert numbers(timeline) == before


def test_a_bar_line_before_any_beat_is_nothing() -> None:
    Timeline(RATE_HZ).start_bar_at(100.0)


def test_another_metre_counts_from_where_it_is_heard() -> None:
    timeline = Timeline(RATE_HZ)
    timeline.add(beats(9))
    timeline.set_beats_per_bar(3, 3.5 * 24_000)
    assert numbers(timeline) == [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2)]


def test_begins_anew_after_a_stop() -> None:
    timeline = Timeline(RATE_HZ)
    timeline.add(beats(6))
    timeline.restart()
    timeline.add(beats(2, start=1e6))
    assert numbers(timeline) == [(1, 1), (1, 2)]
