import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import ParamError
from lyria_osc.params.coerce import atom_text, coerce, find_param, from_norm, shown, to_norm
from lyria_osc.params.table import MAX_TEXT, PARAMS, Kind, Param

FINITE = st.floats(allow_nan=False, allow_infinity=False)
NUMBERS = st.one_of(FINITE, st.integers(-(2**70), 2**70), st.booleans())
ATOMS = st.one_of(st.floats(), st.integers(), st.booleans(), st.text(), st.binary(), st.none(), st.just((1, 2)))
NUMERIC = [param for param in PARAMS.values() if param.kind in (Kind.FLOAT, Kind.INT)]
SCALED = [param for param in PARAMS.values() if param.kind is not Kind.TEXT]


@given(st.sampled_from(list(PARAMS.values())), st.lists(ATOMS, max_size=3))
def test_any_atoms_give_a_fitting_value_or_one_clear_line(param: Param, args: list[object]) -> None:
    value, refusal = None, ""
    try:
        value = coerce(param, args).value
    except ParamError as error:
        refusal = str(error)
    if value is None:
        assert refusal.startswith(param.name)
        assert "\n" not in refusal
        return
    assert type(value) is type(param.default)
    assert coerce(param, [value]).value == value or value == ""
    if not isinstance(value, str):
        assert math.isfinite(value)


@given(st.sampled_from(NUMERIC), NUMBERS)
def test_numbers_are_clamped_and_it_is_said(param: Param, number: float) -> None:
    coerced = coerce(param, [number])
    assert not isinstance(coerced.value, str)
    assert param.minimum <= coerced.value <= param.maximum
    assert (coerced.warning == "") == (param.minimum <= number <= param.maximum)


@given(st.sampled_from(NUMERIC), FINITE)
def test_a_string_that_reads_as_a_number_is_that_number(param: Param, number: float) -> None:
    assert coerce(param, [repr(number)]) == coerce(param, [number])


@given(st.sampled_from(SCALED), st.floats(0, 1))
def test_norm_goes_both_ways(param: Param, share: float) -> None:
    value = from_norm(param, [share]).value
    again = from_norm(param, [to_norm(param, value)]).value
    assert again == (pytest.approx(value, rel=1e-9, abs=1e-9) if param.kind is Kind.FLOAT else value)
    if param.kind is Kind.FLOAT:
        assert to_norm(param, value) == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize("param", SCALED, ids=lambda param: param.name)
def test_norm_reaches_both_ends(param: Param) -> None:
    ends = {
        Kind.BOOL: (False, True),
        Kind.CHOICE: (param.choices[:1] or ("",))[0:1] + param.choices[-1:],
    }.get(param.kind, (param.minimum, param.maximum))
    assert (from_norm(param, [0]).value, from_norm(param, [1.0]).value) == ends
    assert from_norm(param, [-3]).value == ends[0]
    assert from_norm(param, [2**63]).warning == f"norm/{param.name} goes from 0 to 1: taken as 1"


@pytest.mark.parametrize("args", [[], [math.nan], ["x"], [0.1, 0.2], [b"1"]])
def test_norm_refuses_what_is_not_one_number(args: list[object]) -> None:
    with pytest.raises(ParamError, match=r"^norm/bpm takes one number from 0 to 1, not "):
        from_norm(PARAMS["bpm"], args)


def test_text_has_no_norm() -> None:
    for attempt in (lambda: to_norm(PARAMS["prompt/1/text"], "x"), lambda: from_norm(PARAMS["prompt/1/text"], [1])):
        with pytest.raises(ParamError, match="is text"):
            attempt()


@pytest.mark.parametrize("name", ["bpm", "mode"])
def test_norm_of_a_value_that_cannot_be_is_refused(name: str) -> None:
    with pytest.raises(ParamError, match=name):
        to_norm(PARAMS[name], "none such")


@pytest.mark.parametrize(
    ("name", "args", "value"),
    [
        ("top_k", [40.0], 40),
        ("top_k", [40.6], 41),
        ("top_k", ["12"], 12),
        ("top_k", [True], 1),
        ("seed", [2**63 - 1], 2**31 - 1),
        ("seed", [-(2**63)], -1),
        ("bpm", [10**400], 200.0),
        ("bpm", [" 90.5 "], 90.5),
        ("density", [True], 1.0),
        ("density", [False], 0.0),
        ("mute", [1], True),
        ("mute", [0.0], False),
        ("mute", ["1"], True),
        ("mute", ["False"], False),
        ("mute", ["on"], True),
        ("mode", ["QUALITY"], "quality"),
        ("mode", [2.0], "vocalization"),
        ("mode", [7], "vocalization"),
        ("scale", ["any"], "any"),
        ("scale", ["SCALE_UNSPECIFIED"], "any"),
        ("scale", [0], "any"),
        ("scale", ["D_MAJOR_B_MINOR"], "D_MAJOR_B_MINOR"),
        ("scale", ["D", "major"], "D_MAJOR_B_MINOR"),
        ("scale", ["b minor"], "D_MAJOR_B_MINOR"),
        ("scale", ["Bb minor"], "D_FLAT_MAJOR_B_FLAT_MINOR"),
        ("scale", ["F# major"], "G_FLAT_MAJOR_E_FLAT_MINOR"),
        ("scale", ["C♯ minor"], "E_MAJOR_D_FLAT_MINOR"),
        ("scale", ["g-sharp  minor"], "B_MAJOR_A_FLAT_MINOR"),
        ("scale", ["Am"], "C_MAJOR_A_MINOR"),
        ("scale", ["Cb"], "B_MAJOR_A_FLAT_MINOR"),
        ("prompt/1/text", [808.0, "hip", "hop"], "808 hip hop"),
        ("prompt/1/text", [" lo-fi\tbeat\n"], "lo-fi beat"),
        ("prompt/1/text", [1.5], "1.5"),
        ("prompt/1/text", [""], ""),
    ],
)
def test_what_people_send_is_understood(name: str, args: list[object], value: object) -> None:
    coerced = coerce(PARAMS[name], args).value
    assert coerced == value
    assert type(coerced) is type(value)


@pytest.mark.parametrize(
    ("name", "args", "words"),
    [
        ("bpm", [math.nan], "bpm takes a number from 40 to 200, not nan"),
        ("bpm", [-math.inf], "bpm takes a number from 40 to 200, not -inf"),
        ("bpm", ["1e999"], "bpm takes a number from 40 to 200, not '1e999'"),
        ("bpm", ["1_0"], "bpm takes a number from 40 to 200, not '1_0'"),
        ("bpm", [], "bpm takes a number from 40 to 200, not nothing"),
        ("bpm", [1, 2], "bpm takes a number from 40 to 200, not 2 arguments"),
        ("bpm", [b"120"], "bpm takes a number from 40 to 200, not <bytes>"),
        ("top_k", ["many"], "top_k takes a whole number from 1 to 1000, not 'many'"),
        ("mute", ["maybe"], "mute takes T or F, not 'maybe'"),
        ("mute", [math.nan], "mute takes T or F, not nan"),
        (
            "mode",
            ["qualty"],
            "mode takes one of quality, diversity, vocalization, not 'qualty'; did you mean 'quality'?",
        ),
        ("prompt/1/text", [None], "prompt/1/text takes text of up to 1000 characters, not <NoneType>"),
        ("prompt/1/text", [math.nan], "prompt/1/text takes text of up to 1000 characters, not nan"),
        ("prompt/1/text", ["x" * (MAX_TEXT + 1)], "prompt/1/text takes text of up to 1000 characters, not 1001"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(name: str, args: list[object], words: str) -> None:
    with pytest.raises(ParamError) as caught:
        coerce(PARAMS[name], args)
    assert str(caught.value) == words


def test_a_misspelt_key_is_guessed() -> None:
    with pytest.raises(ParamError, match=r"a key such as 'D minor', not 'D mojor'; did you mean 'd major'\?$"):
        coerce(PARAMS["scale"], ["D", "mojor"])


def test_bytes_in_disguise_are_no_text() -> None:
    with pytest.raises(ParamError, match="no Unicode text"):
        coerce(PARAMS["prompt/1/text"], ["\udcff"])


def test_clamping_names_the_range() -> None:
    assert coerce(PARAMS["gain"], [9]).warning == "gain goes from -60 to 6: taken as 6"
    assert coerce(PARAMS["mode"], [9]).warning == "mode has choices 0 to 2: taken as vocalization"


def test_an_unknown_name_is_guessed() -> None:
    with pytest.raises(ParamError, match=r"^'densty' is not a parameter; did you mean 'density'\?$"):
        find_param("densty")


def test_atoms_are_written_as_people_write_them() -> None:
    assert [atom_text(atom) for atom in (808.0, 0.1, True, 7, "x", 1e300, math.inf, None, 2**80)] == [
        *("808", "0.1", "true", "7", "x", "1e+300", None, None, None),
    ]


def test_what_is_shown_is_never_long() -> None:
    assert len(shown("x" * 10_000)) == 40
