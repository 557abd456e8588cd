"""What a long repeat is made to sound like: after a while duller and softer, so that it does not hammer. Pure.

Where nothing more is to be hoped for, it fades away altogether.
"""

from collections.abc import Callable

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

AFTER_BARS = 16.0
OVER_BARS = 16.0
"""It begins after so many bars that are heard again, and is complete after so many more; it is gone within one."""

GONE_OVER_BARS = 8.0
"""It fades away within so many bars."""


def _taps() -> NDArray[np.float32]:
    places = np.arange(-REACH, REACH + 1)
    taps = np.sinc(2.0 * CUTOFF_HZ / RATE_HZ * places) * np.hanning(2 * REACH + 3)[1:-1]
    scaled: NDArray[np.float32] = (taps / taps.sum()).astype(np.float32)
    return scaled


TAPS = _taps()


class Wear:
    """How worn the music is, from piece to piece. One owner: the `Program`."""

    def __init__(self) -> None:
        self._worn = 0.0
        self._level = 1.0
        self.is_leaving = False
        """Whether music that is heard again is to fade away."""

    @property
    def is_gone(self) -> bool:
        """Whether it has faded away."""
        return self._level == 0.0

    def restore(self) -> None:
        """The next piece is as it came."""
        self._worn, self._level = 0.0, 1.0

    def over(
        self,
        start: int,
        stop: int,
        frames: Callable[[int, int], Pcm],
        repeated_bars: float | None,
        bar_frames: float,
    ) -> Pcm:
        """The next piece, worn on or less again.

        Args:
            start: its first frame.
            stop: the frame after its last.
            frames: gives frames from a first to before a last one, a little beyond the piece too.
            repeated_bars: for how long music has been heard again; None where it is fresh.
            bar_frames: the length of a bar.
        """
        before, level = self._worn, self._level
        if repeated_bars is not None and self.is_leaving:
            self._level = max(level - (stop - start) / (GONE_OVER_BARS * bar_frames), 0.0)
        else:
            self._level = min(level + (stop - start) / bar_frames, 1.0)
        if repeated_bars is None:
            self._worn = max(before - (stop - start) / bar_frames, 0.0)
        elif repeated_bars > AFTER_BARS:
            self._worn = min(before + (stop - start) / (OVER_BARS * bar_frames), 1.0)
        if before == self._worn == 0.0:
            return faded(frames(start, stop), level, self._level)
        return faded(worn(frames(start - REACH, stop + REACH), before, self._worn), level, self._level)


def faded(pcm: Pcm, before: float, after: float) -> Pcm:
    """A stretch at a level that goes in a straight line."""
    if before == after == 1.0:
        return pcm
    return pcm * np.linspace(before, after, len(pcm), endpoint=False, dtype=np.float32)[:, None]


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
