"""The last step before the ring, for a device that is not float32 stereo: one channel of it, or 16 bits of it.

A sound server rounds without dither: `Dither` rounds before it does, to just those values. Where a host API takes 16
bits only it is PortAudio that makes them (pa_converters.c), with dither half as wide as it must be, cut off towards
zero: by that arithmetic a tone of -100 dBFS is lost, and one of -90 dBFS has its third harmonic 9 dB below it. Nothing
tells which devices those are, so that they are not rounded for here.

Way through the house: after resampler and gain, before the ring.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lyria_osc.service import Pcm

DITHERED_BITS = 16
"""Of more bits the rounding is below what float32 itself leaves, or nearly; fewer nobody plays music to."""

FULL_SCALE = 1 << (DITHERED_BITS - 1)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a device wants beside its rate: `mono` folds to one channel, `bits` are rounded to if they are 16."""

    mono: bool = False
    bits: int = 0


def finisher(shape: Shape) -> Callable[[Pcm], Pcm] | None:
    """What gives pcm its shape; None where it has it. Not to be shared between threads."""
    dither = Dither() if shape.bits == DITHERED_BITS else None
    if not shape.mono:
        return dither.process if dither else None
    return lambda pcm: fold(dither.process(half_sum(pcm)) if dither else half_sum(pcm))


def half_sum(pcm: Pcm) -> Pcm:
    """The mean of left and right (-6 dB each), of shape ``(frames, 1)``.

    What is the same in both, as bass, kick and voice are, keeps its level and nothing can clip; the -3 dB of a pan law
    would raise it by 3 dB, past full scale.
    """
    return np.asarray(pcm.mean(axis=1, keepdims=True), np.float32)


def fold(pcm: Pcm) -> Pcm:
    """One channel as the first of two, the other silent: the player adds both on the device's one."""
    return np.concatenate([pcm, np.zeros_like(pcm)], axis=1)


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
