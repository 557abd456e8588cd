"""Prompts are heard: whole names, plurals, near words, refusals, and words nobody knows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lyria_osc.offline.hearing import heard, style_of
from lyria_osc.offline.terms import NEUTRAL
from lyria_osc.service import WeightedPrompt


def names(text: str) -> list[tuple[str, float]]:
    return [(term.names[0], sign) for term, sign in heard(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("808 hip hop beat", ["808 hip hop beat"]),
        ("TR-909 drum machine", ["tr 909 drum machine"]),
        ("Lo-Fi Hip-Hop", ["lo fi hip hop"]),
        ("a dreamy ambient track with violins and a harp", ["dreamy", "ambient", "violin", "harp"]),
        ("Saxophones", ["saxophone"]),
        ("rnb", ["r&b"]),
        ("R&B", ["r&b"]),
        ("Drum & Bass", ["drum and bass"]),
        ("drum and bass", ["drum and bass"]),
        ("minimal techno", ["minimal techno"]),
        ("techno", ["techno"]),
        ("reggeaton", ["reggaeton"]),
        ("marimbas, congas", ["marimba", "hand drums"]),
    ],
)
def test_terms_are_found_in_a_prompt(text: str, found: list[str]) -> None:
    assert names(text) == [(name, 1.0) for name in found]


def test_what_is_refused_is_taken_away() -> None:
    assert names("deep house without piano") == [("deep house", 1.0), ("piano", -1.0)]
    assert style_of([WeightedPrompt("rock with no drums", 1.0)]).feel("drums") < 0.5


def test_idle_words_say_nothing() -> None:
    assert names("the music of a song") == []
    assert style_of([WeightedPrompt("the music of a song", 1.0)]) is NEUTRAL


def test_an_unknown_prompt_is_a_style_of_its_own_and_always_the_same() -> None:
    heard.cache_clear()
    first = style_of([WeightedPrompt("quxblorn", 1.0)])
    heard.cache_clear()
    assert style_of([WeightedPrompt("quxblorn", 1.0)]) == first
    assert len({repr(style_of([WeightedPrompt(text, 1.0)])) for text in ("quxblorn", "zindle", "frobsky")}) == 3


def test_an_unknown_word_only_colours_a_known_one() -> None:
    plain, coloured = (style_of([WeightedPrompt(text, 1.0)]) for text in ("techno", "quxblorn techno"))
    assert coloured.family("groove") == plain.family("groove")
    assert coloured != plain


def test_weights_blend_instruments_by_level() -> None:
    both = style_of([WeightedPrompt("violin", 1.0), WeightedPrompt("flute", 0.25)]).family("lead")
    assert both["violin"] > 2 * both["flute"] > 0


def test_a_negative_prompt_takes_an_instrument_from_a_genre() -> None:
    with_it = style_of([WeightedPrompt("baroque", 1.0)])
    without = style_of([WeightedPrompt("baroque", 1.0), WeightedPrompt("harpsichord", -1.0)])
    assert "harpsichord" in with_it.family("comp")
    assert "harpsichord" not in without.family("comp")


def test_an_instrument_comes_to_the_front_of_a_softer_band() -> None:
    style = style_of([WeightedPrompt("cello", 1.0)])
    assert style.family("lead") == {"cello": 1.0}
    assert style.feel("drums") < NEUTRAL.feel("drums")
    assert max(style.family("comp").values()) < max(NEUTRAL.family("comp").values())


def test_a_genre_brings_its_own_band_only() -> None:
    assert style_of([WeightedPrompt("rock", 1.0)]).family("pad") == {}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=40) | st.sampled_from(["no house", "lofi", "techno", "drums"]), st.floats(-4, 4)),
        max_size=8,
    )
)
def test_any_prompts_give_a_style_that_can_be_played(prompts: list[tuple[str, float]]) -> None:
    style = style_of([WeightedPrompt(text, weight) for text, weight in prompts if weight])
    assert style.ranked("groove")
    assert style.ranked("kit")
    assert 60 <= style.feel("bpm") <= 200
    assert 0 <= style.feel("drums") <= 1
