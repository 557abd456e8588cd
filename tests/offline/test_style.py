"""Styles blend by weight, take away by negative weight, and cross over."""

import pytest

from lyria_osc.offline.style import between, blend, parse_style

BASE = parse_style("groove:lofi kit:lofi harmony:soul bass:finger comp:rhodes bpm=110 reverb=0.4")
HOUSE = parse_style("groove:house kit:909 comp:piano bpm=124 reverb=0.2 minor=0.8")
SITAR = parse_style("lead:sitar")


def test_a_row_is_read() -> None:
    assert parse_style("comp:piano*0.5 bpm=90").families == {"comp": {"piano": 0.5}, "feel": {"bpm": 90.0}}


@pytest.mark.parametrize("row", ["bmp=90", "chords:piano", "comp:", "comp"])
def test_a_row_that_is_not_one_is_refused(row: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        parse_style(row)


def test_what_nobody_names_stays_as_it_is() -> None:
    blended = blend([(SITAR, 1.0)], BASE)
    assert blended.family("groove") == {"lofi": 1.0}
    assert blended.family("lead") == {"sitar": 1.0}
    assert blended.feel("bpm") == 110


def test_choices_are_likelihoods_by_weight() -> None:
    blended = blend([(HOUSE, 1.0), (parse_style("groove:rock"), 3.0)], BASE)
    assert blended.family("groove") == {"house": 0.25, "rock": 0.75}


def test_plain_numbers_are_averaged_over_those_who_name_them() -> None:
    blended = blend([(HOUSE, 1.0), (parse_style("bpm=100"), 3.0), (SITAR, 5.0)], BASE)
    assert blended.feel("bpm") == 106


def test_a_negative_weight_takes_a_voice_away() -> None:
    blended = blend([(parse_style("comp:piano comp:organ"), 1.0), (parse_style("comp:piano"), -1.0)], BASE)
    assert set(blended.family("comp")) == {"organ"}


def test_a_negative_weight_takes_from_what_is_there_anyway() -> None:
    assert blend([(parse_style("comp:rhodes"), -1.0)], BASE).family("comp") == {}


def test_a_choice_is_never_left_empty() -> None:
    assert blend([(parse_style("groove:lofi"), -1.0)], BASE).family("groove") == {"lofi": 1.0}


def test_an_amount_taken_away_is_gone() -> None:
    assert blend([(parse_style("reverb=0.9"), -1.0)], BASE).feel("reverb") == 0.0
    assert blend([(parse_style("bright=0.2"), -1.0)], BASE).feel("bright") == pytest.approx(-0.2)


def test_a_crossover_goes_from_one_to_the_other() -> None:
    here, there = blend([(HOUSE, 1.0)], BASE), BASE
    assert between(here, there, 0.0) is here
    assert between(here, there, 1.0) is there
    half = between(here, there, 0.5)
    assert half.family("groove") == {"house": 0.5, "lofi": 0.5}
    assert half.feel("bpm") == 117
