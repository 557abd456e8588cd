"""Loudness as BS.1770 measures it, from a spectrum: the gain of its K weighting at any frequency."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lyria_osc.service import RATE_HZ

Doubles = NDArray[np.float64]
Reals = NDArray[np.floating[Any]]

_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
OFFSET_DB = -0.691


def k_weight(f_hz: Reals) -> Doubles:
    """The power gain of the K weighting (ITU-R BS.1770-4, its two biquads at 48 kHz)."""
    back = np.exp(-2j * np.pi * np.minimum(f_hz, RATE_HZ / 2) / RATE_HZ)
    gain: Doubles = np.ones(f_hz.shape)
    for above, below in (_SHELF, _HIGH_PASS):
        top = above[0] + above[1] * back + above[2] * back**2
        bottom = below[0] + below[1] * back + below[2] * back**2
        gain = gain * np.abs(top / bottom) ** 2
    return gain
