"""What a long repeat is made to sound like: after a while duller and softer, so that it does not hammer. Pure."""

import numpy as np
from numpy.typing import NDArray

from lyria_osc.service import RATE_HZ, Pcm

CUTOFF_HZ = 700.0
REACH = 96
"""Frames that the low-pass looks to either side."""

WET = 0.85
"""How much of the sound is dulled at the most."""

SOFTER = 0.4
"""How much of the level is taken away at the most: 4.4 dB."""


def _taps() -> NDArray[np.float32]:
    places = np.arange(-REACH, REACH + 1)
    taps = np.sinc(2.0 * CUTOFF_HZ / RATE_HZ * places) * np.hanning(2 * REACH + 3)[1:-1]
    scaled: NDArray[np.float32] = (taps / taps.sum()).astype(np.float32)
    return scaled


TAPS = _taps()


def worn(pcm: Pcm, before: float, after: float) -> Pcm:
    """A stretch worn from `before` to `after` (0 to 1) in a straight line.

    Args:
        pcm: the stretch, with `REACH` frames more at either end.
        before: at its first frame.
        after: past its last.
    """
    dry = pcm[REACH:-REACH]
    wear = np.linspace(before, after, len(dry), endpoint=False, dtype=np.float32)[:, None]
    dull = np.stack([np.convolve(channel, TAPS, mode="valid") for channel in pcm.T], axis=1)
    mixed: Pcm = (dry + WET * wear * (dull - dry)) * (1.0 - SOFTER * wear)
    return mixed
