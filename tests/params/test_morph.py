import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.params.coerce import from_norm
from lyria_osc.params.morph import morph
from lyria_osc.params.prompts import prompt_changes, prompt_weights
from lyria_osc.params.table import PARAMS, Kind, ParamValue
from lyria_osc.params.values import Values
from lyria_osc.service import WeightedPrompt

SHARES = st.floats(0, 1)
STATES = st.builds(
    lambda shares, prompts: (
        Values.defaults()
        .replace({name: from_norm(PARAMS[name], [share]).value for name, share in shares.items()})
        .replace(prompt_changes([WeightedPrompt(text, weight) for text, weight in prompts.items()]))
    ),
    st.fixed_dictionaries({}, optional={n: SHARES for n, p in PARAMS.items() if p.kind is not Kind.TEXT}),
    st.dictionaries(st.sampled_from("abcdefghijkl"), st.floats(-4, 4), max_size=8),
)


def at(start: dict[str, ParamValue], goal: dict[str, ParamValue], share: float) -> Values:
    return morph(Values.defaults().replace(start), Values.defaults().replace(goal), share)


def prompts(**weights: float) -> dict[str, ParamValue]:
    return {**prompt_changes([WeightedPrompt(text, weight) for text, weight in weights.items()])}


@given(STATES, STATES)
def test_it_begins_at_the_start_and_ends_at_the_goal(start: Values, goal: Values) -> None:
    begun = morph(start, goal, 0)
    assert {name: begun[name] for name in PARAMS if not name.startswith("prompt/")} == {
        name: start[name] for name in PARAMS if not name.startswith("prompt/")
    }
    assert {text: weight for text, weight in prompt_weights(begun).items() if weight} == {
        text: weight for text, weight in prompt_weights(start).items() if weight
    }
    assert dict(morph(start, goal, 1)) == dict(goal)


@given(STATES, STATES, SHARES)
def test_numbers_stay_between(start: Values, goal: Values, share: float) -> None:
    between = morph(start, goal, share)
    for name, param in PARAMS.items():
        if param.kind in (Kind.FLOAT, Kind.INT) and not name.startswith("prompt/"):
            low, high = sorted((start.number(name), goal.number(name)))
            assert low <= between.number(name) <= high or between.number(name) == pytest.approx(low)
    assert len(between.service_prompts()) <= 8


def test_numbers_glide_and_the_rest_changes_over_half_way() -> None:
    start: dict[str, ParamValue] = {
        "density": 0.0,
        "top_k": 10,
        "mode": "quality",
        "mute_bass": False,
        "bpm": 100.0,
        "seed": -1,
    }
    goal: dict[str, ParamValue] = {
        "density": 1.0,
        "top_k": 20,
        "mode": "diversity",
        "mute_bass": True,
        "bpm": 140.0,
        "seed": 8,
    }
    names = list(start)
    early, late = at(start, goal, 0.25), at(start, goal, 0.75)
    assert [early[name] for name in names] == [0.25, 10, "quality", False, 100.0, -1]
    assert [late[name] for name in names] == [0.75, 20, "diversity", True, 140.0, 8]


def test_what_is_left_to_the_service_stays_so() -> None:
    start = Values.defaults().replace({"density": 0.2, "density/auto": True})
    goal = start.replace({"density": 0.8, "density/auto": True})
    assert morph(start, goal, 0.3).is_auto("density")
    assert morph(start, start.replace({"density": 0.8}), 0.3).is_auto("density")
    assert not morph(start, start.replace({"density": 0.8}), 0.6).is_auto("density")


def test_prompts_fade_in_their_slots() -> None:
    between = at(prompts(leaving=1.0, staying=2.0), prompts(staying=1.0, coming=4.0), 0.25)
    assert prompt_weights(between) == {"leaving": 0.75, "staying": 1.75, "coming": 1.0}
    assert [between[f"prompt/{slot}/text"] for slot in (1, 2, 3, 4)] == ["leaving", "staying", "coming", ""]


def test_of_too_many_prompts_the_quietest_wait() -> None:
    start, goal = prompts(**dict.fromkeys("abcdef", 1.0)), prompts(**dict.fromkeys("uvwxyz", 1.0))
    assert set("abcdef") < set(prompt_weights(at(start, goal, 0.25)))
    assert set("uvwxyz") < set(prompt_weights(at(start, goal, 0.75)))
    assert len(prompt_weights(at(start, goal, 0.5))) == 8
