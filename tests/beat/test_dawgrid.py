"""A DAW whose messages come late by chance, and how well its beats are known."""

from random import Random

import pytest

from lyria_osc.beat.dawgrid import SILENT_S, DawGrid, position


@pytest.mark.parametrize(
    ("told", "beats"),
    [(None, None), (1, 0.0), (3.5, 2.5), ("2", 1.0), ("1.1.00", 0.0), ("5.2.37", 17.37), ("2.1.050", 4.05)],
)
def test_places_are_read_as_daws_tell_them(told: object, beats: float | None) -> None:
    assert position(told, 4) == (pytest.approx(beats) if beats is not None else None)


@pytest.mark.parametrize("told", ["one", "", "1.x.2", "1.2.3.4"])
def test_what_is_no_place_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        position(told, 4)


def live(daw: DawGrid, seconds: float, bpm: float = 120.0, start_s: float = 100.0, every_s: float = 0.0) -> None:
    """A DAW that tells each beat's place in the bar, or every so often where it is; up to 20 ms late."""
    random = Random(5)
    daw.tempo(bpm, start_s, 4)
    period_s = every_s or 60.0 / bpm
    for number in range(int(seconds / period_s)):
        beat = number * period_s * bpm / 60.0
        place = beat if every_s else beat % 4
        daw.beat(place, start_s + number * period_s + random.uniform(0.0, 0.02), 4)


def error_ms(daw: DawGrid, now_s: float, start_s: float = 100.0) -> float:
    grid = daw.grid(now_s, 4)
    assert grid
    beats = grid.beat_at(now_s) - (now_s - start_s) * grid.bpm / 60.0
    return ((beats + 2.0) % 4.0 - 2.0) * grid.period_s * 1000


def test_late_messages_make_no_late_grid() -> None:
    daw = DawGrid()
    live(daw, 12.0)
    assert abs(error_ms(daw, 112.0)) < 2.0


def test_a_display_that_tells_its_place_is_as_good() -> None:
    daw = DawGrid()
    live(daw, 6.0, every_s=0.04)
    assert abs(error_ms(daw, 106.0)) < 2.0


def test_beats_without_a_number_count_on() -> None:
    daw = DawGrid()
    daw.tempo(120.0, 0.0, 4)
    for number in range(8):
        daw.beat(None, number * 0.5, 4)
    grid = daw.grid(3.5, 4)
    assert grid
    assert grid.beat_at(3.5) == pytest.approx(7.0)


def test_without_a_tempo_the_beats_tell_it() -> None:
    daw = DawGrid()
    daw.beat(None, 10.0, 4)
    assert daw.grid(10.0, 4) is None
    daw.beat(None, 10.6, 4)
    grid = daw.grid(10.6, 4)
    assert grid
    assert grid.bpm == pytest.approx(100.0)


def test_a_tempo_change_goes_on_from_where_it_was() -> None:
    daw = DawGrid()
    live(daw, 4.0)
    before = daw.grid(104.0, 4)
    daw.tempo(90.0, 104.0, 4)
    after = daw.grid(104.0, 4)
    assert before
    assert after
    assert after.bpm == 90.0
    assert after.beat_at(104.0) == pytest.approx(before.beat_at(104.0))


def test_a_jump_is_followed_at_once() -> None:
    daw = DawGrid()
    live(daw, 8.0)
    daw.beat(1.5, 108.0, 4)
    grid = daw.grid(108.0, 4)
    assert grid
    assert grid.beat_at(108.0) % 4 == pytest.approx(1.5)


def test_a_daw_that_is_silent_or_stops_has_no_beat() -> None:
    daw = DawGrid()
    live(daw, 4.0)
    assert daw.grid(104.0 + SILENT_S, 4) is None
    daw.stop()
    assert daw.grid(104.0, 4) is None
