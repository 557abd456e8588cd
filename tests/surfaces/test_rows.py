import pytest

from lyria_osc.params.table import FEEDBACK, PARAMS
from lyria_osc.surfaces.rows import Page, Rows, choice_title, digits, has_few_choices, is_wide, page_of, title


def test_each_parameter_is_shown_once() -> None:
    rows = Rows()
    shown = [param for page in Page for param in rows.page(page)]
    shown += [one for slot in rows.slots for one in (slot.text, slot.weight) if one]
    shown += list(rows.pad or ())
    shown += [auto for param in tuple(shown) if (auto := rows.auto(param))]
    assert sorted(param.name for param in shown) == sorted(PARAMS)


def test_new_rows_find_a_page(longer: Rows) -> None:
    assert page_of(longer.params["warmth"]) is Page.SOUND
    assert page_of(longer.params["voices"]) is Page.STATUS
    assert longer.params["warmth"] in longer.page(Page.SOUND)


def test_hands_press_what_is_for_hands() -> None:
    rows = Rows()
    names = {one.name for one in (*rows.buttons, *rows.with_arguments)}
    assert {"play", "reset", "downbeat", "capture", "record", "preset"} <= names
    assert not names & {"subscribe", "ping", "dump", "daw/play", "prompt/1/clear"}
    assert {one.name for one in rows.told} == set(FEEDBACK) - {"pong", "synced"}


def test_a_table_without_the_pad_s_parameters_has_no_pad() -> None:
    params = {name: param for name, param in PARAMS.items() if name != "density"}
    assert Rows(params=params).pad is None
    assert PARAMS["brightness"] not in Rows(params=params).page(Page.SOUND)


@pytest.mark.parametrize(
    ("choice", "words"),
    [("any", "any"), ("D_MAJOR_B_MINOR", "D / b"), ("E_FLAT_MAJOR_C_MINOR", "Eb / c"), ("quality", "quality")],
)
def test_choices_are_short(choice: str, words: str) -> None:
    assert choice_title(choice) == words


def test_how_a_number_is_shown() -> None:
    assert is_wide(PARAMS["seed"])
    assert not is_wide(PARAMS["top_k"])
    assert [digits(PARAMS[name]) for name in ("bpm", "density", "top_k")] == [1, 2, 0]
    assert has_few_choices(PARAMS["mode"])
    assert not has_few_choices(PARAMS["scale"])
    assert title(PARAMS["prompt/1/text"]) == "prompt 1 text"
