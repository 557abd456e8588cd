import numpy as np
import pytest

from lyria_osc.beat.belief import Belief
from lyria_osc.beat.memory import Floats
from lyria_osc.beat.phase import TURNS


def seen_at(turn: int, nats: float = 3.0) -> Floats:
    logs = np.full(TURNS, -5.0)
    logs[turn] += nats
    return logs


def look(belief: Belief, turn: int, times: int, step_s: float = 0.5, nats: float = 3.0) -> list[int]:
    moves = []
    for _ in range(times):
        belief.look(seen_at(turn, nats), step_s)
        moves.append(belief.move(at_once=False))
    return moves


def test_the_first_look_moves_at_once_when_asked() -> None:
    belief = Belief()
    belief.look(seen_at(30), 0.5)
    assert belief.move(at_once=True) == 6
    assert belief.bar_turn == 1


def test_beats_move_only_after_more_than_one_look_and_but_once() -> None:
    belief = Belief()
    assert look(belief, 12, 4, nats=200.0) == [0, 12, 0, 0]
    assert not any(look(belief, 0, 12))


def test_what_moves_a_bar_line_does_not_move_beats_yet() -> None:
    belief = Belief()
    assert not any(look(belief, 48, 3))
    assert belief.bar_turn == 2
    belief = Belief()
    assert not any(look(belief, 12, 3))
    assert look(belief, 12, 6).count(12) == 1


def test_what_was_sure_for_long_outweighs_a_breakdown() -> None:
    belief = Belief()
    look(belief, 0, 60)
    assert not any(look(belief, 12, 20))
    assert belief.sureness > 0.1


def test_a_belief_that_is_young_is_sooner_given_up() -> None:
    young, grown = Belief(), Belief()
    look(young, 0, 10, nats=200.0)
    look(grown, 0, 60, nats=200.0)
    moves = [look(belief, 12, 60, nats=200.0).index(12) for belief in (young, grown)]
    assert moves[0] * 0.5 < 6
    assert moves[1] * 0.5 > 10


def test_what_seemed_sure_but_once_does_not_hold_up_what_is_clear_since() -> None:
    belief = Belief()
    look(belief, 0, 20, nats=300.0)
    assert 12 in look(belief, 12, 20, nats=10.0)


def test_a_neighbouring_bin_is_the_same_place() -> None:
    belief = Belief()
    assert not any(look(belief, 1, 40))
    assert belief.sureness > 0.2


@pytest.mark.parametrize("turn", [1, -1])
def test_where_no_attack_tells_it_more_exactly_beats_move_to_a_neighbouring_bin(turn: int) -> None:
    belief = Belief()
    for _ in range(10):
        belief.look(seen_at(turn, nats=10.0), 0.5)
    assert [belief.move(at_once=False, attacks=False) for _ in range(2)] == [turn, 0]


def test_beats_between_two_bins_do_not_move_to_and_fro() -> None:
    belief = Belief()
    for number in range(40):
        belief.look(seen_at(number % 2, nats=3.0), 0.5)
        assert not belief.move(at_once=False, attacks=False)


@pytest.mark.parametrize("attacks", [True, False])
@pytest.mark.parametrize("bins", [0.2, -0.2])
def test_music_that_is_faster_than_the_beats_is_followed_a_bin_at_a_time(bins: float, *, attacks: bool) -> None:
    belief, place = Belief(), 0
    look(belief, 0, 60, nats=10.0)
    for number in range(80):
        belief.look(seen_at((round(number * bins) - place) % TURNS, nats=10.0), 0.5)
        move = belief.move(at_once=False, attacks=attacks)
        assert abs(move) <= 1
        place += move
        assert abs(number * bins - place) <= 3


def test_a_sixteenth_is_not_near() -> None:
    belief = Belief()
    look(belief, 0, 60, nats=10.0)
    assert not any(look(belief, 6, 12, nats=10.0))


def test_the_bar_line_follows_clear_evidence() -> None:
    belief = Belief()
    look(belief, 48, 10)
    assert belief.bar_turn == 2


def bar_moves_after(belief: Belief, turn: int, bar: int) -> int:
    """How many looks it takes until the bar begins with that beat."""
    for looks in range(200):
        if belief.bar_turn == bar:
            return looks
        look(belief, turn, 1)
    raise AssertionError("it never does")


def test_a_bar_line_moves_soon_in_an_opening_and_late_in_what_goes_on() -> None:
    young, grown = Belief(), Belief()
    look(young, 0, 4)
    look(grown, 0, 60)
    assert bar_moves_after(young, 48, 2) <= 8
    assert bar_moves_after(grown, 48, 2) >= 30, "22 looks outweigh what went before, but not clearly"


def test_nothing_seen_is_not_sure() -> None:
    assert Belief().sureness == 0.0
    belief = Belief()
    belief.look(np.zeros(TURNS), 0.5)
    assert belief.sureness == pytest.approx(2.8 / 24)
