"""When a DAW's tempo is taken; `Leader` is a DAW, and a host that asks at bar lines of four beats."""

import pytest

from lyria_osc.errors import OscError
from lyria_osc.following import Following, folded


class Leader:
    def __init__(self, bpm: float = 120.0) -> None:
        self.following = Following()
        self.bpm = bpm
        self.now_s = 0.0

    def say(self, bpm: float) -> None:
        self.following.tempo(bpm, self.now_s)

    def bar_line(self, after_s: float = 0.0) -> float | None:
        self.now_s += after_s
        due = self.following.due(self.bpm, self.now_s)
        self.bpm = due or self.bpm
        return due


def test_without_a_daw_nothing_is_due() -> None:
    assert Leader().bar_line(100.0) is None


def test_a_step_is_taken_at_the_next_bar_line_and_once() -> None:
    daw = Leader()
    daw.say(128.0)
    assert daw.bar_line() == 128.0
    assert daw.bar_line(2.0) is None
    daw.say(128.0)
    assert daw.bar_line(2.0) is None


def test_of_a_ramp_only_where_it_is_at_a_bar_line_is_taken() -> None:
    daw = Leader()
    taken = []
    for step in range(101):
        daw.say(120.0 + step * 0.2)
        daw.now_s += 0.1
        if step % 20 == 0:
            taken.append(daw.bar_line())
    assert taken == [None, 124.0, 128.0, 132.0, 136.0, 140.0]


def test_a_small_step_is_taken_once_it_has_stood_for_two_beats() -> None:
    daw = Leader()
    daw.say(120.3)
    assert daw.bar_line(0.9) is None
    assert daw.bar_line(0.2) == 120.3


def test_the_daw_s_own_beats_tell_that_a_small_step_stood() -> None:
    daw = Leader()
    daw.say(120.3)
    daw.following.beat()
    assert daw.bar_line(0.1) is None
    daw.following.beat()
    assert daw.bar_line(0.1) == 120.3


@pytest.mark.parametrize(
    ("one", "next_beat", "third"),
    [(["1.1.00", "1.1.30", "1.1.90"], ["1.2.00", "1.2.45"], "1.3.00"), ([4, 4], [5], 6), ([4.0, 4.7], [5.1], 6.2)],
)
def test_a_daw_that_says_its_place_often_counts_once_a_beat(
    one: list[object], next_beat: list[object], third: object
) -> None:
    daw = Leader()
    daw.following.beat(one[0])
    daw.say(120.3)
    for place in one:
        daw.following.beat(place)
    for place in next_beat:
        daw.following.beat(place)
    assert daw.bar_line(0.1) is None
    daw.following.beat(third)
    assert daw.bar_line(0.1) == 120.3


def test_a_flickering_display_is_never_taken() -> None:
    daw = Leader()
    for step in range(200):
        daw.say(120.0 + (0.1, -0.15, 0.2, -0.05)[step % 4])
        daw.following.beat()
        assert daw.bar_line(0.5) is None


def test_a_flicker_below_what_is_heard_counts_as_standing() -> None:
    daw = Leader()
    for step in range(4):
        daw.say(120.3 + 0.01 * (step % 2))
        daw.now_s += 0.3
    assert daw.bar_line() == pytest.approx(120.3, abs=0.02)
    daw.say(120.3)
    daw.say(120.31)
    assert daw.bar_line(5.0) is None


def test_what_is_set_by_hand_stays_until_the_daw_names_another() -> None:
    daw = Leader()
    daw.say(130.0)
    assert daw.bar_line() == 130.0
    daw.bpm = 100.0
    daw.say(130.0)
    assert daw.bar_line(10.0) is None
    daw.say(131.0)
    assert daw.bar_line() == 131.0


def test_following_begins_with_what_the_daw_said_last() -> None:
    daw = Leader()
    assert not daw.following.is_led
    daw.say(130.0)
    assert daw.following.is_led
    assert daw.bar_line() == 130.0
    daw.bpm = 100.0
    daw.following.begin()
    assert daw.bar_line() == 130.0


def test_the_tempo_that_is_played_already_is_not_set_again() -> None:
    daw = Leader(128.0)
    daw.say(128.0)
    assert daw.bar_line(10.0) is None
    daw.bpm = 100.0
    assert daw.bar_line(10.0) is None


@pytest.mark.parametrize(
    ("said", "taken"), [(120, 120), (40, 40), (200, 200), (30, 60), (13, 52), (250, 125), (999, 124.875), (1, 64)]
)
def test_a_tempo_is_doubled_or_halved_into_range(said: float, taken: float) -> None:
    assert folded(said) == taken


@pytest.mark.parametrize("said", [0.0, -120.0, 1001.0, float("inf"), float("nan")])
def test_what_is_no_tempo_is_refused_and_changes_nothing(said: float) -> None:
    daw = Leader()
    daw.say(130.0)
    with pytest.raises(OscError, match="no tempo to follow"):
        daw.say(said)
    assert daw.bar_line() == 130.0
