"""The last step before a device that is not float32 stereo: which channels the sound goes to, and 16 bits of it.

`map_channels` lays stereo on the channels the user named, or folds it to one; `Dither` rounds float32 to int16 with
triangular noise, which makes the error's mean and power independent of the music.

Way through the house: after the resampler, before the ring.
"""

import numpy as np
from numpy.typing import NDArray

from lyria_osc.service import CHANNELS, Pcm

FULL_SCALE = 32_768


def map_channels(pcm: Pcm, count: int, places: tuple[int, int] = (1, 2)) -> Pcm:
    """Lays stereo on two of a device's channels; the others are silent.

    One channel gets the mean of left and right (-6 dB each). What is the same in both, as bass, kick and voice are,
    then keeps its level and nothing can clip; the -3 dB of a pan law would raise it by 3 dB, past full scale.

    Args:
        pcm: stereo, shape ``(frames, 2)``.
        count: the device's channels.
        places: the channels that left and right go to, counted from 1; the same twice folds to that one.

    Returns:
        Pcm of shape ``(frames, count)``; `pcm` itself where it is laid as it is.
    """
    if count == CHANNELS and places == (1, 2):
        return pcm
    laid = np.zeros((len(pcm), count), np.float32)
    left, right = (min(place, count) - 1 for place in places)
    if left == right:
        laid[:, left] = pcm.mean(axis=1)
    else:
        laid[:, left], laid[:, right] = pcm[:, 0], pcm[:, 1]
    return laid


class Dither:
    """Rounds float32 to int16 with triangular dither of two steps' width.

    Digital silence stays silence: there is no music to protect, and a stopped host should not hiss.
    Writer and reader: the one thread that calls it.
    """

    def __init__(self, seed: int | None = None) -> None:
        self._random = np.random.default_rng(seed)

    def process(self, pcm: Pcm) -> NDArray[np.int16]:
        """Gives `pcm` in 16 bits, clipped at full scale, in the same shape."""
        first, second = self._random.random((2, *pcm.shape), dtype=np.float32)
        stepped = np.rint(pcm * np.float32(FULL_SCALE) + (first - second))
        stepped[~pcm.any(axis=1)] = 0
        return np.asarray(np.clip(stepped, -FULL_SCALE, FULL_SCALE - 1).astype(np.int16))
