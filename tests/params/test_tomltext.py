import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import LyriaOscError
from lyria_osc.params.table import ParamValue
from lyria_osc.params.tomltext import LARGEST_FILE, parse_toml, read_text, toml_value


def test_each_key_has_its_line() -> None:
    text = '# a comment\nbpm = 1\n"bpm/auto" = true\n\n[prompts]\n"a b" = 1\n\'c\' = 2\nx.y = 3\n'
    toml = parse_toml(text, "a.toml")
    assert [toml.at(*path) for path in (("bpm",), ("bpm/auto",), ("prompts",), ("prompts", "a b"))] == [
        *("a.toml line 2", "a.toml line 3", "a.toml line 5", "a.toml line 6"),
    ]
    assert (toml.at("prompts", "c"), toml.at("prompts", "x", "y")) == ("a.toml line 7", "a.toml line 8")
    assert (toml.at("prompts", "inline"), toml.at("nowhere")) == ("a.toml line 5", "a.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = 1\nb = \n", "a.toml line 2: not TOML: invalid value, at column 5"),
        ("a = [1", "a.toml: not TOML: "),
        ("[" * 100_000, "a.toml"),
        ("a = " + "[" * 100_000, "a.toml: nested too deep"),
    ],
)
def test_what_is_not_toml_is_one_line(text: str, words: str) -> None:
    with pytest.raises(LyriaOscError) as caught:
        parse_toml(text, "a.toml")
    assert str(caught.value).startswith(words)
    assert "\n" not in str(caught.value)


@given(st.one_of(st.booleans(), st.integers(-(2**63), 2**63 - 1), st.text(st.characters(exclude_categories=["Cs"]))))
def test_values_are_written_as_they_are_read(value: ParamValue) -> None:
    assert tomllib.loads(f"x = {toml_value(value)}")["x"] == value


@given(st.floats(-1e6, 1e6))
def test_floats_keep_seven_digits(value: float) -> None:
    assert float(tomllib.loads(f"x = {toml_value(value)}")["x"]) == pytest.approx(value, rel=1e-6)


def test_files_that_cannot_be_read_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "large.toml").write_bytes(b"#" * (LARGEST_FILE + 1))
    for name, words in [
        ("latin.toml", "not UTF-8 text"),
        ("large.toml", "larger than 256 kB"),
        ("none.toml", "No such file or directory"),
        ("", "Is a directory"),
    ]:
        with pytest.raises(LyriaOscError, match=f"^here: {words}$"):
            read_text(tmp_path / name, "here")
