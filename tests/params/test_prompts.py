import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.params.prompts import parse_prompts, prompt_changes, prompt_weights
from lyria_osc.params.table import ParamValue
from lyria_osc.params.values import Values
from lyria_osc.service import WeightedPrompt

NO_SEGMENT = "is not 'text:weight' with a number other than 0"


@pytest.mark.parametrize(
    ("text", "prompts"),
    [
        ("piano:1.0, lo-fi:0.5", [("piano", 1.0), ("lo-fi", 0.5)]),
        ("minimal techno", [("minimal techno", 1.0)]),
        ("warm piano, soft strings", [("warm piano, soft strings", 1.0)]),
        ("vocals:-1.5", [("vocals", -1.5)]),
        ("tempo: slow:2", [("tempo: slow", 2.0)]),
        ("piano:1,", [("piano", 1.0)]),
        ("  deep   house : 1e0 ", [("deep house", 1.0)]),
    ],
)
def test_what_is_written_is_read(text: str, prompts: list[tuple[str, float]]) -> None:
    read = parse_prompts(text)
    assert read.prompts == tuple(WeightedPrompt(*prompt) for prompt in prompts)
    assert (read.errors, read.warnings) == ((), ())


@pytest.mark.parametrize("segment", ["lo-fi", "lo-fi:", "lo-fi:loud", "lo-fi:0", "lo-fi:nan", "lo-fi:inf", ":1"])
def test_a_bad_segment_is_named_and_the_good_ones_taken(segment: str) -> None:
    read = parse_prompts(f"piano:1.0, {segment}, sax:2")
    assert read.prompts == (WeightedPrompt("piano", 1.0), WeightedPrompt("sax", 2.0))
    assert read.errors == (f"{segment!r} {NO_SEGMENT}",)


@pytest.mark.parametrize("text", ["", "  ", ",:", ":,:"])
def test_nothing_good_is_no_prompts_and_an_error(text: str) -> None:
    read = parse_prompts(text)
    assert read.prompts == ()
    assert read.errors


def test_a_weight_out_of_range_is_clamped_and_it_is_said() -> None:
    read = parse_prompts("piano:9")
    assert read.prompts == (WeightedPrompt("piano", 4.0),)
    assert read.warnings == ("'piano:9': a weight goes from -4 to 4: taken as 4",)


def test_the_ninth_is_left_out() -> None:
    read = parse_prompts(",".join(f"p{number}:1" for number in range(1, 10)))
    assert [prompt.text for prompt in read.prompts] == [f"p{number}" for number in range(1, 9)]
    assert read.errors == ("'p9:1' is left out: there are 8 prompts at most",)


def test_a_flood_of_faults_is_a_few_lines() -> None:
    read = parse_prompts("x:1" + ",y" * 1000)
    assert len(read.errors) == 17
    assert read.errors[-1] == "and 984 more like these"
    assert parse_prompts("x" * 8001).errors == ("prompts of 8001 characters: 8000 at most",)
    assert "characters, not 1001" in parse_prompts("x" * 1001 + ":1").errors[0]


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    read = parse_prompts(text)
    assert read.prompts or read.errors
    assert all(prompt.text and prompt.weight for prompt in read.prompts)


def test_prompts_replace_all_slots() -> None:
    values = Values.defaults().replace({"prompt/2/text": "old", "prompt/2/weight": 3.0, "prompt/8/text": "older"})
    prompts = (WeightedPrompt("new", 0.5),)
    replaced = values.replace(prompt_changes(prompts))
    assert replaced.service_prompts() == prompts
    assert replaced.number("prompt/2/weight") == 1.0


def test_a_text_in_two_slots_weighs_as_both() -> None:
    slots: dict[str, ParamValue] = {
        "prompt/1/text": "a",
        "prompt/4/text": "a",
        "prompt/5/text": "b",
        "prompt/5/weight": 0.0,
    }
    assert prompt_weights(Values.defaults().replace(slots)) == {"a": 2.0, "b": 0.0}
    assert prompt_weights(Values.defaults().replace({**slots, "prompt/1/weight": 4.0})) == {"a": 4.0, "b": 0.0}
