"""Bar lines that are kept in step."""

from collections.abc import Iterable

from lyria_osc.beat.bars import PATIENCE_BARS, BarLines
from lyria_osc.beat.timeline import FoundBeat


def lines(told: Iterable[bool | None]) -> list[int]:
    """The numbers of the beats on which a bar starts."""
    bars = BarLines()
    settled = [bars.settle(FoundBeat(float(number), 120.0, downbeat)) for number, downbeat in enumerate(told)]
    return [number for number, beat in enumerate(settled) if beat.downbeat]


def telling(*places: int) -> list[bool]:
    """Bars of four, each told to start at a place."""
    return [number == place for place in places for number in range(4)]


def test_what_is_told_all_along_is_kept() -> None:
    assert lines(telling(2, 2, 2)) == [2, 6, 10]


def test_a_slip_moves_nothing() -> None:
    assert lines(telling(*[0] * 12, 2, *[0] * 4)) == [4 * bar for bar in range(17)]
    assert lines(telling(*[0] * 12, *[2] * (PATIENCE_BARS - 1), 0, *[2] * 3)) == [4 * bar for bar in range(23)]


def test_a_bar_line_moves_once_the_music_insists() -> None:
    found = lines(telling(*[0] * 12, *[2] * 12))
    moved = 12 + PATIENCE_BARS - 1
    assert found == [4 * bar for bar in range(moved + 1)] + [4 * bar + 2 for bar in range(moved, 24)]


def test_early_on_it_moves_soon() -> None:
    assert lines(telling(0, 1, 1, 1)) == [0, 4, 5, 9, 13]
    assert lines(telling(0, 0, 0, 1, 1, 1, 1, 1))[-2:] == [25, 29]


def test_where_nothing_is_told_nothing_is_said() -> None:
    bars = BarLines()
    assert {bars.settle(FoundBeat(float(number), 120.0)).downbeat for number in range(8)} == {None}
