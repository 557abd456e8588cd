"""A gain over the frames of the ring: constant, or on a straight way from one value to the next."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SILENT_DB = -60.0
"""The lowest gain: silence itself."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The gain `before` up to frame `start`, `after` from `start + length` on, linear between."""

    before: float
    after: float
    start: int = 0
    length: int = 0

    @property
    def end(self) -> int:
        """The first frame with the final gain."""
        return self.start + self.length

    def at(self, frame: int) -> float:
        """The gain of one frame."""
        return float(self.over(frame, frame + 1)[0])

    def over(self, start: int, stop: int) -> NDArray[np.float32]:
        """The gains of the frames from `start` to before `stop`: float32 of shape ``(n,)``."""
        if self.length == 0 or start >= self.end:
            return np.full(stop - start, self.after, np.float32)
        share = np.clip((np.arange(start, stop) - self.start) / self.length, 0.0, 1.0)
        return (self.before + (self.after - self.before) * share).astype(np.float32)

    def towards(self, gain: float, frame: int, frames: int) -> "Envelope":
        """From `frame` on, reaches another gain within so many frames."""
        return Envelope(self.at(frame), gain, frame, frames)


def gain_of(level_db: float) -> float:
    """Decibels to a factor; `SILENT_DB` and less is 0, and 0 dB is exactly 1."""
    return 0.0 if level_db <= SILENT_DB else float(10.0 ** (level_db / 20.0))
