"""Repeatable chance: every draw is a pure function of the seed and of what is being decided.

There is no generator whose state depends on how often it was asked: ``chance.u("hat", bar, step)`` is the same
number whenever, and in whatever order, it is drawn. So the music does not depend on how it is asked for, and changing
one decision leaves all others as they were.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self, TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1


@lru_cache(maxsize=4096)
def word_number(word: str) -> int:
    """A 32-bit number that stands for a word, the same on every run."""
    return zlib.crc32(word.encode())


def _mixed(number: int) -> int:
    """The finaliser of splitmix64: near numbers come out far apart."""
    number = (number + 0x9E3779B97F4A7C15) & _MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & _MASK
    return number ^ (number >> 31)


@dataclass(frozen=True, slots=True)
class Chance:
    """Draws that hang on `seed` and on the keys they are asked with, on nothing else."""

    seed: int

    def number(self, *keys: int | str) -> int:
        """A whole number in 0..2**64-1."""
        drawn = _mixed(self.seed & _MASK)
        for key in keys:
            drawn = _mixed(drawn ^ (word_number(key) if isinstance(key, str) else key & _MASK))
        return drawn

    def u(self, *keys: int | str) -> float:
        """A number in [0, 1)."""
        return (self.number(*keys) >> 11) * 2.0**-53

    def within(self, *keys: int | str) -> Self:
        """The chance of a part of the whole: its draws are apart from all others'."""
        return type(self)(self.number(*keys))

    def pick(self, ranked: Sequence[tuple[T, float]], temperature: float, top_k: int, *keys: int | str) -> T:
        """One of the candidates, by likelihood, as a language model picks its next word.

        Args:
            ranked: candidates with their likelihood (> 0), in any order; at least one.
            temperature: 0 takes the likeliest, 1 follows the likelihoods, more evens them out.
            top_k: how many of the likeliest stand to be picked at all.
            keys: what is being decided.
        """
        best = sorted(ranked, key=lambda candidate: -candidate[1])[: max(1, top_k)]
        if temperature < 0.02 or len(best) == 1:
            return best[0][0]
        weights = [(likelihood / best[0][1]) ** (1.0 / temperature) for _, likelihood in best]
        left = self.u(*keys) * sum(weights)
        for (candidate, _), weight in zip(best, weights, strict=True):
            left -= weight
            if left < 0:
                return candidate
        return best[-1][0]
