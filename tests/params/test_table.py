from typing import get_args

import pytest
from google.genai import types

from lyria_osc.params.coerce import coerce, find_param
from lyria_osc.params.scales import ANY_SCALE, SCALES, scale_label
from lyria_osc.params.table import (
    AUTO,
    COMMANDS,
    FEEDBACK,
    PARAMS,
    PREFIX,
    PROMPT_SLOTS,
    Command,
    Feedback,
    Kind,
    Param,
    ParamValue,
)
from lyria_osc.params.values import Values

OF_KIND: dict[Kind, type] = {Kind.FLOAT: float, Kind.INT: int, Kind.BOOL: bool, Kind.CHOICE: str, Kind.TEXT: str}

every_param = pytest.mark.parametrize("param", PARAMS.values(), ids=PARAMS)


@every_param
def test_the_default_is_of_the_kind_and_in_range(param: Param) -> None:
    assert type(param.default) is OF_KIND[param.kind]
    assert isinstance(param.default, get_args(ParamValue))
    if param.default != "":
        assert coerce(param, [param.default]).value == param.default
        assert coerce(param, [param.default]).warning == ""


@every_param
def test_only_numbers_have_a_range_and_only_choices_have_choices(param: Param) -> None:
    assert (param.minimum < param.maximum) == (param.kind in (Kind.FLOAT, Kind.INT))
    assert bool(param.choices) == (param.kind is Kind.CHOICE)
    assert set(param.also.values()) <= set(param.choices)
    assert not param.unit or param.kind in (Kind.FLOAT, Kind.INT)


@every_param
def test_the_service_field_is_one_of_the_sdk_and_is_sent(param: Param) -> None:
    if param.service:
        field = types.LiveMusicGenerationConfig.model_fields[param.service]
        assert field is not None
        value = coerce(param, [1]).value
        config = Values.defaults().replace({param.name: value}).service_config()
        assert param.service in config


@every_param
def test_an_unset_value_is_left_out(param: Param) -> None:
    if param.unset is not None:
        assert param.service not in Values.defaults().replace({param.name: param.unset}).service_config()


def test_every_field_of_the_sdk_has_its_row() -> None:
    fields = {param.service for param in PARAMS.values() if param.service}
    assert fields == set(types.LiveMusicGenerationConfig.model_fields)


def test_the_sdk_takes_the_config_of_every_choice() -> None:
    for param in PARAMS.values():
        for choice in param.choices:
            config = Values.defaults().replace({param.name: choice}).service_config()
            types.LiveMusicGenerationConfig.model_validate(config)


def test_the_scales_are_the_sdks_in_its_order() -> None:
    assert list(SCALES[1:]) == [scale.name for scale in types.Scale][1:]


def test_the_modes_are_the_sdks() -> None:
    modes = [mode.name.lower() for mode in types.MusicGenerationMode][1:]
    assert list(PARAMS["mode"].choices) == modes


def test_each_scale_is_named_as_the_sdk_describes_it() -> None:
    spelled = {"D flat": "Db", "E flat": "Eb", "G flat": "Gb", "A flat": "Ab", "B flat": "Bb"}
    minors = {"Db": "C#", "Gb": "F#", "Ab": "G#"}
    for scale in SCALES[1:]:
        major, minor = scale.replace("_FLAT", " flat").replace("_", " ").split(" MAJOR ")
        minor = minor.removesuffix(" MINOR")
        label_major, label_minor = scale_label(scale).split(" / ")
        assert label_major == f"{spelled.get(major, major)} major"
        sharp = minors.get(spelled.get(minor, minor)) if major in "E A B" else None
        assert label_minor == f"{sharp or spelled.get(minor, minor)} minor"
        for label in (label_major, label_minor, scale_label(scale)):
            assert coerce(PARAMS["scale"], [label]).value == scale
    assert scale_label(ANY_SCALE) == ANY_SCALE


def test_names_and_docs_are_each_said_once() -> None:
    rows: list[Param | Command | Feedback] = [*PARAMS.values(), *COMMANDS.values(), *FEEDBACK.values()]
    docs = [row.doc for row in rows]
    assert len(set(docs)) == len(docs)
    assert max(map(len, docs)) <= 80
    assert not set(PARAMS) & set(COMMANDS)
    for row in rows:
        assert row.address == PREFIX + row.name
    assert all(find_param(name) is param for name, param in PARAMS.items())


def test_what_may_be_left_to_the_service_has_its_switch() -> None:
    assert {name.removesuffix(AUTO) for name in PARAMS if name.endswith(AUTO)} == {
        "bpm",
        "density",
        "brightness",
        "scale",
    }


def test_a_switch_needs_a_reset_as_its_parameter_does() -> None:
    for name, param in PARAMS.items():
        if name.endswith(AUTO):
            assert param.needs_reset == PARAMS[name.removesuffix(AUTO)].needs_reset
    assert [name for name, param in PARAMS.items() if param.needs_reset] == ["bpm", "bpm/auto", "scale", "scale/auto"]


def test_every_prompt_slot_has_text_weight_and_clear() -> None:
    for slot in range(1, PROMPT_SLOTS + 1):
        assert {f"prompt/{slot}/text", f"prompt/{slot}/weight"} <= set(PARAMS)
        assert f"prompt/{slot}/clear" in COMMANDS


def test_commands_without_arguments_are_buttons() -> None:
    assert {"play", "stop", "downbeat", "prompt/8/clear", "daw/play"} <= {
        name for name, command in COMMANDS.items() if command.is_button
    }
    assert not any(COMMANDS[name].is_button for name in ("prompts", "preset", "record", "ping", "timetags"))


def test_optional_arguments_come_last() -> None:
    for command in COMMANDS.values():
        optional = [argument.optional for argument in command.arguments]
        assert optional == sorted(optional)
