"""Which of a DAW's tempos is taken, and when.

A tempo change costs a reset of the service's context, which is heard. So not every number a DAW sends is one: what
moves by more than half a beat a minute is taken at the next bar line; what moves by less, once it has stood still for
two beats of the DAW (by its beats, or by the time they take). A ramp so becomes one step a bar, and the flicker of a
tempo display none. Bar lines are the music's own; where no music is heard, every moment is one.

The last word counts, whoever has it: a tempo that was set by hand stays until the DAW names another. A DAW that
repeats itself says nothing new. Tempos outside our range are doubled or halved into it. Beats only tell how long a
tempo has stood: how far they are apart on a network says less of a tempo than the number that comes beside them.
"""

from dataclasses import dataclass

from lyria_osc.errors import OscError
from lyria_osc.params.table import PARAMS

MOVED_BPM = 0.5
"""What differs by more than this from what is played is meant."""

SAME_BPM = 0.02
"""What differs by no more than this is the same tempo."""

STEADY_BEATS = 2
"""So long a small difference must stand."""

_SLOWEST_BPM, _FASTEST_BPM = 1.0, 1000.0


@dataclass(slots=True)
class Following:
    """What a DAW has said of its tempo, whether it is followed or not. Owner: `commands.Commands`."""

    _told_bpm: float | None = None
    _taken_bpm: float | None = None
    _steady_bpm: float = 0.0
    _since_s: float = 0.0
    _beats: int = 0
    _place: str = ""

    @property
    def is_led(self) -> bool:
        """Whether a DAW has named a tempo."""
        return self._told_bpm is not None

    def begin(self) -> None:
        """Following is switched on: what the DAW said last is news."""
        self._taken_bpm = None

    def tempo(self, bpm: float, now_s: float) -> None:
        """The DAW names its tempo.

        Raises:
            OscError: it is none that music has.
        """
        self._told_bpm = folded(bpm)
        if abs(self._told_bpm - self._steady_bpm) > SAME_BPM:
            self._steady_bpm, self._since_s, self._beats = self._told_bpm, now_s, 0

    def beat(self, told: object = None) -> None:
        """The DAW is at a beat, and may say at which: ``7`` or ``"2.3.25"``.

        Some say where they are many times a beat (Reaper does); that counts once.
        """
        place = str(told // 1) if isinstance(told, float) else ".".join(str(told).split(".")[:2])
        if told is None or place != self._place:
            self._place = place
            self._beats += 1

    def due(self, bpm: float, now_s: float) -> float | None:
        """The tempo to take now, if any, where `bpm` is played; to be asked at bar lines, or where nothing is heard."""
        told = self._told_bpm
        if told is None or (self._taken_bpm is not None and abs(told - self._taken_bpm) <= SAME_BPM):
            return None
        stood_s = now_s - self._since_s
        is_steady = self._beats >= STEADY_BEATS or stood_s >= STEADY_BEATS * 60.0 / self._steady_bpm
        if not is_steady and abs(told - bpm) <= MOVED_BPM:
            return None
        self._taken_bpm = told
        return None if told == bpm else told


def folded(bpm: float) -> float:
    """A tempo, doubled or halved into our range.

    Raises:
        OscError: it is none that music has.
    """
    row = PARAMS["bpm"]
    if not _SLOWEST_BPM <= bpm <= _FASTEST_BPM:
        raise OscError(f"{bpm:g} bpm is no tempo to follow: send {_SLOWEST_BPM:g} to {_FASTEST_BPM:g}")
    while bpm < row.minimum:
        bpm *= 2
    while bpm > row.maximum:
        bpm /= 2
    return bpm
