import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import ParamError
from lyria_osc.params.table import PARAMS
from lyria_osc.params.values import Values, changed
from lyria_osc.service import WeightedPrompt


def test_defaults_are_the_tables() -> None:
    values = Values.defaults()
    assert dict(values) == {name: param.default for name, param in PARAMS.items()}
    assert values.version == 0
    assert len(values) == len(PARAMS)


def test_a_change_is_a_new_snapshot() -> None:
    old = Values.defaults()
    new = old.replace({"density": 0.7, "mode": "diversity"})
    assert (old["density"], new["density"], new.version) == (0.5, 0.7, 1)
    assert changed(old, new) == ("density", "mode")


def test_no_change_is_the_same_snapshot() -> None:
    values = Values.defaults()
    assert values.replace({"density": 0.5}) is values
    assert values.replace({}) is values


def test_an_unknown_name_changes_nothing() -> None:
    with pytest.raises(ParamError, match="did you mean 'density'"):
        Values.defaults().replace({"bpm": 90.0, "densty": 0.7})


def test_values_are_had_by_type() -> None:
    values = Values.defaults().replace({"prompt/1/text": "piano", "mute": True})
    assert (values.number("top_k"), values.whole("top_k"), values.on("mute")) == (40.0, 40, True)
    assert (values.text("prompt/1/text"), values.text("scale")) == ("piano", "any")
    assert repr(values) == "Values(version=1, {'prompt/1/text': 'piano', 'mute': True})"


def test_the_default_config_is_whole() -> None:
    assert Values.defaults().service_config() == {
        "bpm": 120,
        "density": 0.5,
        "brightness": 0.5,
        "guidance": 4.0,
        "temperature": 1.1,
        "top_k": 40,
        "music_generation_mode": "QUALITY",
        "mute_bass": False,
        "mute_drums": False,
        "only_bass_and_drums": False,
    }


def test_what_was_chosen_is_sent_by_the_services_names() -> None:
    config = Values.defaults().replace({"seed": 0, "scale": "D_MAJOR_B_MINOR", "mode": "vocalization"}).service_config()
    assert (config["seed"], config["scale"], config["music_generation_mode"]) == (0, "D_MAJOR_B_MINOR", "VOCALIZATION")


@pytest.mark.parametrize("name", ["bpm", "density", "brightness", "scale"])
def test_what_is_left_to_the_service_is_left_out(name: str) -> None:
    values = Values.defaults().replace({"scale": "C_MAJOR_A_MINOR"})
    assert name in values.service_config()
    left = values.replace({f"{name}/auto": True})
    assert name not in left.service_config()
    assert left.is_auto(name)
    assert left.replace({f"{name}/auto": False}).service_config() == values.service_config()


def test_setting_a_value_takes_it_back_from_the_service() -> None:
    left = Values.defaults().replace({"density/auto": True})
    assert left.replace({"density": 0.2}).service_config()["density"] == 0.2
    assert left.replace({"density": 0.2, "density/auto": True}).is_auto("density")


@pytest.mark.parametrize(
    ("asked", "service", "fold"),
    [(40.0, 80, 2), (59.0, 118, 2), (45.25, 91, 2), (59.75, 120, 2), (60.0, 60, 1), (120.5, 121, 1), (200.0, 200, 1)],
)
def test_slow_tempos_are_asked_for_double(asked: float, service: int, fold: int) -> None:
    values = Values.defaults().replace({"bpm": asked})
    assert (values.service_config()["bpm"], values.tempo_fold, values["bpm"]) == (service, fold, asked)


@given(st.floats(40, 200))
def test_the_service_is_asked_for_what_it_takes(bpm: float) -> None:
    values = Values.defaults().replace({"bpm": bpm})
    asked = values.service_config()["bpm"]
    assert type(asked) is int
    assert 60 <= asked <= 200
    assert asked / values.tempo_fold == pytest.approx(bpm, abs=0.5)


def test_silent_and_empty_slots_are_no_prompts() -> None:
    values = Values.defaults().replace(
        {
            "prompt/1/text": "piano",
            "prompt/3/text": "hiss",
            "prompt/3/weight": -0.5,
            "prompt/4/text": "silent",
            "prompt/4/weight": 0.0,
            "prompt/5/weight": 2.0,
        }
    )
    assert values.service_prompts() == (WeightedPrompt("piano", 1.0), WeightedPrompt("hiss", -0.5))


def test_prompts_follow_each_change_of_theirs_and_no_other() -> None:
    one = Values.defaults().replace({"prompt/1/text": "piano"})
    assert one.service_prompts() == (WeightedPrompt("piano", 1.0),)
    other = one.replace({"density": 0.7})
    assert other.service_prompts() is one.service_prompts()
    assert other.replace({"prompt/1/weight": 2.0}).service_prompts() == (WeightedPrompt("piano", 2.0),)
    assert other.replace({"prompt/1/text": ""}).service_prompts() == ()
    assert other.service_prompts() == (WeightedPrompt("piano", 1.0),)
