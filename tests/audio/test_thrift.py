"""Thrift: when a repeat is made, and which."""

from lyria_osc.audio.joins import Join
from lyria_osc.audio.thrift import plan

BAR_S = 2.0


def joins(*likeness: float) -> list[Join]:
    return [Join(bars, 0, alike) for bars, alike in zip((1, 2, 4, 8), likeness, strict=False)]


def test_nothing_is_repeated_while_enough_is_in_hand() -> None:
    assert plan(2.0, 2.0, 0.5, BAR_S, joins(1.0, 1.0, 1.0, 1.0)) is None
    assert plan(1.9, 2.0, 1.0, BAR_S, joins(1.0, 1.0, 1.0, 1.0)) is None, "so little can wait"


def test_a_slow_service_is_met_early_with_a_bar() -> None:
    found = plan(1.8, 2.0, 0.97, BAR_S, joins(0.9, 0.9, 0.9, 0.9))
    assert found is not None
    assert found.bars == 1


def test_a_very_slow_one_with_a_phrase() -> None:
    found = plan(1.8, 2.0, 0.77, BAR_S, joins(0.9, 0.9, 0.9, 0.9))
    assert found is not None
    assert found.bars == 4
    shorter = plan(1.8, 2.0, 0.77, BAR_S, joins(0.8, 0.95, 0.8, 0.8))
    assert shorter is not None
    assert shorter.bars == 2


def test_the_better_join_wins_and_a_poor_one_waits() -> None:
    found = plan(1.0, 2.0, 0.9, BAR_S, joins(0.6, 0.9, 0.5, 0.5))
    assert found is not None
    assert found.bars == 2
    assert plan(1.6, 2.0, 0.9, BAR_S, joins(0.5, 0.5, 0.5, 0.5)) is None
    assert plan(0.2, 2.0, 0.9, BAR_S, joins(0.5, 0.5, 0.5, 0.5)) is not None
    assert plan(0.0, 2.0, 0.9, BAR_S, joins(0.3, 0.3)) is None, "what is left is for the end"


def test_more_in_hand_than_needed_is_paid_for() -> None:
    found = plan(1.0, 2.0, 0.98, BAR_S, joins(0.85, 0.85, 0.85, 0.9))
    assert found is not None
    assert found.bars == 1


def test_without_joins_there_is_nothing_to_plan() -> None:
    assert plan(0.0, 2.0, 0.5, BAR_S, []) is None
