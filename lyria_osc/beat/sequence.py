"""Which place is beat 1, by what came in the last bars, and in which order.

A small network of dilated convolutions, as in Davies and Böck, *Temporal convolutional networks for musical audio beat
tracking* (2019), but over beats in place of seconds, for the tempo is known: what it hears is the same in slow music
and fast. Its last layer folds what it found onto one bar. It was learned from accompaniments, electronic music, the
offline band and songs of games (``tools/beat_train.py``). Pure.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lyria_osc.beat.features import Array
from lyria_osc.beat.memory import Floats
from lyria_osc.beat.phase import COLUMNS, TURNS, shaped

BARS = 6
"""How many bars it hears at most."""

PAIR = 2
"""So many bins are heard as one."""

STEPS = TURNS // PAIR
"""Of a bar."""

FADE_BARS = 4.0
"""In the fold at its end a bar so many bars back counts 1/e."""

ENTRY = (5, 1)
LAYERS = ((3, 1), (3, 2), (3, 3), (3, 6), (5, 12), (3, 24), (5, 48), (3, 6), (5, 12))
"""How many places each layer looks at, and how many steps they lie apart: 12 are a beat, 48 a bar."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What a layer looks at, and how what it finds is added to what it was given; of several networks at once."""

    inner: Array
    offset: Array
    outer: Array


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Several networks that say the mean of what each says: the first axis of all weights."""

    entry: Array
    entry_offset: Array
    layers: tuple[Layer, ...]
    template: Array

    def scores(self, bars: Array) -> Floats:
        """For each of the 96 bins the log-likelihood, but for a constant, that beat 1 is there.

        Args:
            bars: what was heard, of shape ``(bars, 96, COLUMNS)``, at most `BARS`.
        """
        shape = shaped(bars.reshape(-1, COLUMNS)).reshape(len(bars) * STEPS, -1)
        heard = np.concatenate([shape, np.ones((len(shape), 1), np.float32)], axis=1)
        found = _bent(_around(heard[None], *ENTRY) @ self.entry + self.entry_offset)
        for layer, (places, apart) in zip(self.layers, LAYERS, strict=True):
            found = found + _bent(_around(found, places, apart) @ layer.inner + layer.offset) @ layer.outer
        weights = np.exp(-np.arange(len(bars))[::-1] / FADE_BARS).astype(np.float32)
        one_bar = np.einsum("b,mbsh->smh", weights / weights.sum(), found.reshape(len(found), len(bars), STEPS, -1))
        said = self.template @ one_bar.reshape(-1) / len(found)
        # A step's middle lies between its two bins.
        sides = [0.75 * said + 0.25 * np.roll(said, turn) for turn in (1, -1)]
        return np.stack(sides, axis=1).reshape(TURNS).astype(np.float64)


def _around(heard: Array, places: int, apart: int) -> Array:
    """For each step what lies at places around it, one beside the other; there is nothing beyond the ends."""
    reach, count = places // 2 * apart, heard.shape[1]
    wide = np.zeros((len(heard), count + 2 * reach, heard.shape[2]), np.float32)
    wide[:, reach : reach + count] = heard
    return np.concatenate([wide[:, place * apart :][:, :count] for place in range(places)], axis=2)


def _bent(values: Array) -> Array:
    """The exponential linear unit."""
    below = np.exp(np.minimum(values, 0))
    below -= 1
    return np.asarray(np.maximum(values, below))


def read_network(path: Path) -> Network:
    """The network in a file that was written by what learns it."""
    learned = {name: value.astype(np.float32) for name, value in np.load(path).items()}
    layers = tuple(
        Layer(learned[f"inner{number}"], learned[f"offset{number}"][:, None], learned[f"outer{number}"])
        for number in range(len(LAYERS))
    )
    # Of each place that beat 1 may be at: what should lie at which step of the bar.
    turns = (np.arange(STEPS)[None, :] - np.arange(STEPS)[:, None]) % STEPS
    template = learned["template"][:, turns].transpose(1, 2, 0, 3).reshape(STEPS, -1)
    return Network(learned["entry"], learned["entry_offset"][:, None], layers, template)


NETWORK = read_network(Path(__file__).with_name("sequence.npz"))


def scores(bars: Array) -> Floats:
    """For each of the 96 bins the log-likelihood, but for a constant, that beat 1 is there; by the last `BARS`."""
    return NETWORK.scores(bars[-BARS:])
