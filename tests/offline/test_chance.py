"""Draws hang on what is drawn and on nothing else."""

from collections import Counter

import pytest

from lyria_osc.offline.chance import Chance

RANKED = [("likely", 4.0), ("less", 2.0), ("least", 1.0)]


def test_a_draw_is_the_same_whenever_it_is_drawn() -> None:
    chance = Chance(5)
    first = chance.u("hat", 3, 4)
    for other in range(20):
        chance.u("snare", other)
    assert chance.u("hat", 3, 4) == first


def test_draws_differ_by_seed_by_key_and_by_their_order() -> None:
    drawn = [Chance(5).u("a", 1, 2), Chance(6).u("a", 1, 2), Chance(5).u("b", 1, 2), Chance(5).u("a", 2, 1)]
    assert len(set(drawn)) == 4


def test_draws_are_spread_evenly() -> None:
    drawn = sorted(Chance(1).u("x", n) for n in range(4000))
    assert all(abs(value - rank / 4000) < 0.03 for rank, value in enumerate(drawn))


def test_a_part_of_the_whole_has_draws_of_its_own() -> None:
    assert Chance(1).within("motif").u("x") != Chance(1).u("x")


@pytest.mark.parametrize(("temperature", "top_k"), [(0.0, 40), (3.0, 1)])
def test_the_likeliest_is_taken_without_temperature_or_choice(temperature: float, top_k: int) -> None:
    assert {Chance(1).pick(RANKED, temperature, top_k, n) for n in range(50)} == {"likely"}


def test_temperature_evens_the_likelihoods_out() -> None:
    cold = Counter(Chance(1).pick(RANKED, 0.4, 3, n) for n in range(2000))
    hot = Counter(Chance(1).pick(RANKED, 3.0, 3, n) for n in range(2000))
    assert cold["likely"] > 1500
    assert 700 < hot["likely"] < 1000
    assert cold["least"] < hot["least"]


def test_top_k_leaves_the_unlikely_out() -> None:
    assert {Chance(1).pick(RANKED, 3.0, 2, n) for n in range(200)} == {"likely", "less"}
