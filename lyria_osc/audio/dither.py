"""The last step before the ring, for a device that is not float32 stereo: one channel of it, or 16 bits of it.

A sound server rounds without dither: `Dither` rounds before it does, to just those values. Where ALSA's hardware takes
16 bits only it is PortAudio that makes them, with dither half as wide as it must be, cut off towards zero: by that
arithmetic a tone of -100 dBFS is lost, and one of -90 dBFS has its third harmonic 9 dB below it.
So PortAudio's dither is off there, and it is handed `steps_to_cut`. What is said of it is from its source
(pa_converters.c); its compiled converter was tried with every step, but no such hardware was at hand. Nothing tells
where else it makes 16 bits (at Windows' MME, maybe at a name of ALSA's configuration): there its dither stays on.

Way through the house: after resampler and gain, before the ring.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np

from lyria_osc.service import Pcm

DITHERED_BITS = 16
"""Of more bits the rounding is below what float32 itself leaves, or nearly; fewer nobody plays music to."""

FULL_SCALE = 1 << (DITHERED_BITS - 1)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a device wants beside its rate: `mono` folds to one channel, `bits` are rounded to if they are 16.

    `cut_bits` are too, if PortAudio makes them by cutting off.
    """

    mono: bool = False
    bits: int = 0
    cut_bits: int = 0


def finisher(shape: Shape) -> Callable[[Pcm], Pcm] | None:
    """What gives pcm its shape; None where it has it. Not to be shared between threads."""
    stages: list[Callable[[Pcm], Pcm]] = [half_sum] if shape.mono else []
    if DITHERED_BITS in (shape.bits, shape.cut_bits):
        stages.append(Dither().process)
    if shape.cut_bits == DITHERED_BITS:
        stages.append(steps_to_cut)
    if shape.mono:
        stages.append(fold)
    return (lambda pcm: reduce(lambda made, stage: stage(made), stages, pcm)) if stages else None


def half_sum(pcm: Pcm) -> Pcm:
    """The mean of left and right (-6 dB each), of shape ``(frames, 1)``.

    What is the same in both, as bass, kick and voice are, keeps its level and nothing can clip; the -3 dB of a pan law
    would raise it by 3 dB, past full scale.
    """
    return np.asarray(pcm.mean(axis=1, keepdims=True), np.float32)


def fold(pcm: Pcm) -> Pcm:
    """One channel as the first of two, the other silent: the player adds both on the device's one."""
    return np.concatenate([pcm, np.zeros_like(pcm)], axis=1)


def steps_to_cut(pcm: Pcm) -> Pcm:
    """Moves steps of 2**-15, as `Dither` gives them, to where PortAudio's conversion to 16 bits makes just them again.

    Without dither it multiplies by 32767, in float32, and cuts off towards zero: half a step further out is furthest
    from both neighbours. The lowest step, -32768, becomes the one above it.
    """
    steps = np.maximum(pcm * np.float32(FULL_SCALE), np.float32(1 - FULL_SCALE))
    return np.asarray((steps + np.float32(0.5) * np.sign(steps)) / np.float32(FULL_SCALE - 1), np.float32)


class Dither:
    """Rounds float32 to the values that int16 has, with triangular dither of two steps' width.

    It makes the error's mean and power independent of the music (Lipshitz, Wannamaker, Vanderkooy 1992). Digital
    silence stays silence: there is no music to protect, and a stopped host should not hiss.
    Writer and reader: the one thread that calls it.
    """

    def __init__(self, seed: int | None = None) -> None:
        self._random = np.random.default_rng(seed)

    def process(self, pcm: Pcm) -> Pcm:
        """Gives `pcm`, of any number of channels, in steps of 2**-15, clipped at full scale, in the same shape."""
        first, second = self._random.random((2, *pcm.shape), dtype=np.float32)
        stepped = np.rint(pcm * np.float32(FULL_SCALE) + (first - second))
        stepped[~pcm.any(axis=1)] = 0
        return np.asarray(np.clip(stepped, -FULL_SCALE, FULL_SCALE - 1) / np.float32(FULL_SCALE))
