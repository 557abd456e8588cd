"""Beats that others keep: a straight line from time to beats, as a DAW or a Link session has it. Pure.

A beat is a quarter note from 0.0; a bar line is where the beat is a whole multiple of the metre. Times are monotonic.
"""

from dataclasses import dataclass, replace
from math import ceil, log2


@dataclass(frozen=True, slots=True)
class BeatGrid:
    """At `time_s` the grid is at `beat`, and goes on at `bpm`."""

    bpm: float
    beat: float
    time_s: float
    beats_per_bar: int = 4

    @property
    def period_s(self) -> float:
        """From a beat to the next."""
        return 60.0 / self.bpm

    def beat_at(self, time_s: float) -> float:
        """Where it is at a time, in beats."""
        return self.beat + (time_s - self.time_s) / self.period_s

    def time_of(self, beat: float) -> float:
        """When it is at a beat."""
        return self.time_s + (beat - self.beat) * self.period_s

    def error_s(self, time_s: float) -> float:
        """How much later than the nearest beat a time is; negative where it is earlier."""
        beats = self.beat_at(time_s)
        return (beats - round(beats)) * self.period_s

    def bar_line_from(self, time_s: float) -> float:
        """The time of the first bar line that is not before a time."""
        bars = self.beat_at(time_s) / self.beats_per_bar
        return self.time_of(ceil(bars - 1e-9) * self.beats_per_bar)

    def folded(self, bpm: float) -> "BeatGrid":
        """The same grid counted twice as fast, or half, or further on, as is nearest to a tempo."""
        factor = 2.0 ** round(log2(bpm / self.bpm))
        return replace(self, bpm=self.bpm * factor, beat=self.beat * factor) if factor != 1.0 else self
