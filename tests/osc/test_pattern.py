import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import OscError
from lyria_osc.osc.pattern import MAX_PATTERN_CHARS, is_pattern, levels, parse


def matches(pattern: str, address: str) -> bool:
    return parse(pattern).matches(levels(address))


@pytest.mark.parametrize(
    ("pattern", "address", "expected"),
    [
        ("/lyria/density", "/lyria/density", True),
        ("/lyria/density", "/lyria/densit", False),
        ("/lyria/dens?ty", "/lyria/density", True),
        ("/lyria/density?", "/lyria/density", False),
        ("/lyria/*", "/lyria/density", True),
        ("/lyria/*", "/lyria/prompt/1/text", False),
        ("/lyria/prompt/*/text", "/lyria/prompt/3/text", True),
        ("/lyria/d*y", "/lyria/density", True),
        ("/lyria/d*d", "/lyria/density", False),
        ("/lyria/*d*s*y*", "/lyria/density", True),
        ("/lyria/*density", "/lyria/density", True),
        ("/lyria/prompt/[1-3]/text", "/lyria/prompt/3/text", True),
        ("/lyria/prompt/[1-3]/text", "/lyria/prompt/4/text", False),
        ("/lyria/prompt/[!1-3]/text", "/lyria/prompt/4/text", True),
        ("/lyria/prompt/[!1-3]/text", "/lyria/prompt/2/text", False),
        ("/lyria/prompt/[135]/text", "/lyria/prompt/3/text", True),
        ("/a/x[a-]", "/a/x-", True),
        ("/a/x[a-]", "/a/xb", False),
        ("/a/x[a!]", "/a/x!", True),
        ("/lyria/{density,brightness}", "/lyria/brightness", True),
        ("/lyria/{density,brightness}", "/lyria/bpm", False),
        ("/lyria/{den,br}*", "/lyria/density", True),
        ("/lyria/mute{,_bass}", "/lyria/mute", True),
        ("/lyria/mute{,_bass}", "/lyria/mute_bass", True),
        ("/a/{a,ab}c", "/a/abc", True),
        ("/a/{*}", "/a/*", True),
        ("//weight", "/lyria/prompt/1/weight", True),
        ("//weight", "/lyria/prompt/1/text", False),
        ("//", "/lyria/prompt/1/weight", True),
        ("/lyria//weight", "/lyria/prompt/1/weight", True),
        ("/lyria//density", "/lyria/density", True),
        ("/lyria//", "/lyria/bpm/auto", True),
        ("/lyrix//", "/lyria/bpm", False),
        ("/lyria//p*t//[1-8]//*", "/lyria/prompt/1/weight", True),
        ("/lyri*/", "/lyria", False),
        ("/lyria/*/", "/lyria/bpm", False),
        ("/*", "/lyria", True),
        ("/*", "/lyria/bpm", False),
        ("/?", "/lyria", False),
    ],
)
def test_what_a_pattern_means(pattern: str, address: str, expected: bool) -> None:
    assert matches(pattern, address) is expected


@pytest.mark.parametrize("pattern", ["/a/[b", "/a/{b,c", "/a/b]", "/a/}", "/a/[b/c]", "/a/{b/c,d}"])
def test_an_open_bracket_is_an_error(pattern: str) -> None:
    with pytest.raises(OscError, match="partner"):
        parse(pattern)


def test_a_pattern_that_is_too_long_is_an_error() -> None:
    parse("/" + "a" * (MAX_PATTERN_CHARS - 1))
    with pytest.raises(OscError, match="256 characters"):
        parse("/" + "a" * MAX_PATTERN_CHARS)


@pytest.mark.parametrize(
    ("address", "expected"),
    [("/lyria/bpm", False), ("/lyria//bpm", True), ("/a?", True), ("/{a}", True), ("/[a]", True), ("/*", True)],
)
def test_what_is_a_pattern(address: str, expected: bool) -> None:
    assert is_pattern(address) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        "/" + "*!" * 7 + "*",
        "/" + "*a" * 127,
        "/" + "*?" * 127,
        "/" + "{,a}" * 63,
        "/" + "{a,aa}" * 42,
        "/" + "[!b]*" * 50,
        "//*" * 85,
        "/*" * 127,
    ],
)
def test_bad_patterns_over_long_names_end(pattern: str) -> None:
    # Backtracking would take longer than the universe has for most of these.
    for address in ("/" + "a" * 250, "/a" * 125, "/" + "a" * 250 + "!"):
        matches(pattern, address)


def as_re(pattern: str) -> re.Pattern[str]:
    parts = {"*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|", "[!": "[^/", "[": "[", "]": "]"}
    return re.compile("".join(parts.get(token, token) for token in re.findall(r"\[!|.", pattern)))


@given(
    st.lists(st.sampled_from(["a", "b", "/a", "/b", "?", "*", "[ab]", "[!a]", "{a,b}", "{ab,b}", "{,a}"]), max_size=7),
    st.lists(st.sampled_from(["a", "b", "/a", "/b"]), max_size=6),
)
def test_agrees_with_a_regular_expression(pattern: list[str], address: list[str]) -> None:
    asked, name = "/a" + "".join(pattern), "/a" + "".join(address)
    assert matches(asked, name) is bool(as_re(asked).fullmatch(name))


@given(st.text("/*?[]{}!,-a", max_size=60), st.text("/a!", max_size=30))
def test_any_pattern_is_read_or_one_error(pattern: str, address: str) -> None:
    with contextlib.suppress(OscError):
        matches("/" + pattern, "/" + address)
