"""Matches OSC address patterns against addresses, in bounded time.

OSC 1.0: ``?`` any character, ``*`` any run of them, ``[a-f]`` and ``[!a-f]`` one of (or none of) these, ``{foo,bar}``
one of these words; none of them reaches across a ``/``. OSC 1.1: ``//`` any number of levels, none among them.

A pattern is cut at the slashes into parts, a part into tokens. Matching keeps the set of all places in the name that
can have been reached so far, as the bits of one int, and moves it on by one token at a time: no backtracking, so the
time is at worst pattern length times name length, however many ``*`` there are.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lyria_osc.errors import OscError

MAX_PATTERN_CHARS = 255
"""The longest pattern that is read: three times the longest address."""

SPECIAL = frozenset("?*[]{}")
"""Characters that make an address a pattern; so does ``//``."""


@dataclass(frozen=True, slots=True)
class _Run:
    """``*``: any characters, or none."""


@dataclass(frozen=True, slots=True)
class _OneOf:
    """One character: of `chars`, or (`negated`) not of them."""

    chars: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """One of these words."""

    words: tuple[str, ...]


_ANY = _OneOf(frozenset(), negated=True)
_Token = _Run | _OneOf | _Words
_Part = str | tuple[_Token, ...] | None
"""A literal part, tokens, or None for any number of levels."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that was read."""

    parts: tuple[_Part, ...]

    def matches(self, levels: Sequence[str]) -> bool:
        """Whether an address given as its levels (``("lyria", "density")``) is meant."""
        return bool(self.matching([levels]))

    def matching(self, addresses: Iterable[Sequence[str]]) -> list[int]:
        """Which of these addresses (each as its levels) are meant, by index; a level they share is looked at once."""
        fits = lru_cache(maxsize=None)(_fits)
        return [index for index, levels in enumerate(addresses) if self._matches(levels, fits)]

    def _matches(self, levels: Sequence[str], fits: Callable[[str | tuple[_Token, ...], str], bool]) -> bool:
        reached = 1
        for part in self.parts:
            if part is None:
                reached = _onwards(reached, len(levels))
            else:
                reached = sum(2 << at for at, level in enumerate(levels) if reached >> at & 1 and fits(part, level))
            if not reached:
                return False
        return bool(reached >> len(levels) & 1)


def is_pattern(address: str) -> bool:
    """Whether an address means more than itself."""
    return "//" in address or not SPECIAL.isdisjoint(address)


def levels(address: str) -> tuple[str, ...]:
    """An address cut into its levels: ``/lyria/density`` → ``("lyria", "density")``."""
    return tuple(address.split("/")[1:])


def parse(pattern: str) -> Pattern:
    """Reads a pattern.

    Raises:
        OscError: it is too long, or a bracket is not closed.
    """
    if len(pattern) > MAX_PATTERN_CHARS:
        raise OscError(f"an address pattern of {len(pattern)} characters: at most {MAX_PATTERN_CHARS} are read")
    parts: list[_Part] = [_part(part, pattern) if part else None for part in pattern[1:].split("/")]
    if parts[-1] is None and not pattern.endswith("//"):
        parts[-1] = ""  # a single slash at the end asks for a level without a name, and there is none
    return Pattern(tuple(parts))


def _part(text: str, pattern: str) -> _Part:
    if SPECIAL.isdisjoint(text):
        return text
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        closing = {"[": "]", "{": "}"}.get(char)
        end = text.find(closing, at + 1) if closing else at
        if char in "]}" or end < 0:
            raise OscError(f"{pattern}: a {char!r} without its partner within one level")
        if char == "*":
            if not tokens or tokens[-1] != _Run():
                tokens.append(_Run())
        elif char == "?":
            tokens.append(_ANY)
        elif char == "[":
            tokens.append(_one_of(text[at + 1 : end]))
        elif char == "{":
            tokens.append(_Words(tuple(dict.fromkeys(text[at + 1 : end].split(",")))))
        else:
            tokens.append(_OneOf(frozenset(char)))
        at = end + 1
    return tuple(tokens)


def _one_of(text: str) -> _OneOf:
    negated = text.startswith("!")
    text = text[negated:]
    chars = set(text)
    for at in range(1, len(text) - 1):
        if text[at] == "-":
            chars.discard("-")
            # Beyond ASCII a range could be a million characters long; OSC names are ASCII.
            chars.update(map(chr, range(ord(text[at - 1]), min(ord(text[at + 1]), 127) + 1)))
    return _OneOf(frozenset(chars), negated)


def _fits(part: str | tuple[_Token, ...], name: str) -> bool:
    if isinstance(part, str):
        return part == name
    reached = 1
    for token in part:
        match token:
            case _Run():
                reached = _onwards(reached, len(name))
            case _OneOf(chars, negated):
                reached = sum(
                    2 << at for at, char in enumerate(name) if reached >> at & 1 and (char in chars) != negated
                )
            case _Words(words):
                starts = [at for at in range(len(name) + 1) if reached >> at & 1]
                reached = 0
                for word in words:
                    for at in starts:
                        if name.startswith(word, at):
                            reached |= 1 << at + len(word)
        if not reached:
            return False
    return bool(reached >> len(name) & 1)


def _onwards(reached: int, length: int) -> int:
    """All places from the first reached one to the end."""
    first = reached & -reached
    return (2 << length) - first
