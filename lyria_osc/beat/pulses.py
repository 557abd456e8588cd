"""MIDI clock from beats: 24 pulses a beat, start, stop and continue. Pure: times are handed in.

A pulse lies between two beats in proportion; where the next beat is not known yet, it is where the tempo has it, and
what is left of the pulses takes up the difference. So there are always 24 between two beats, however these move.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lyria_osc.beat.timeline import CountedBeat

PULSES = 24
CLOCK, START, CONTINUE, STOP = b"\xf8", b"\xfa", b"\xfb", b"\xfc"
"""MIDI 1.0 system real time messages."""

LEAD_S = 0.002
"""Start and continue come so long before their first pulse: receivers want a millisecond."""

LEAST_GAP_S = 0.001
SOON_S = 0.005
"""What is nearer than this cannot be sent in time."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """A message and when it is to be sent (monotonic)."""

    at_s: float
    message: bytes


@dataclass(frozen=True, slots=True)
class _Place:
    """Pulse `number` after the beat at a frame; when it was planned for."""

    frame: float
    number: int
    at_s: float


class Pulses:
    """Plans pulses a little ahead, each once. One owner."""

    def __init__(self) -> None:
        self._next: tuple[float, int] | None = None
        self._is_running = False
        self._began_s = 0.0
        self._planned: list[_Place] = []

    def plan(self, beats: Sequence[tuple[float, CountedBeat]], now_s: float, until_s: float) -> list[Pulse]:
        """The pulses up to a time that were not planned before.

        Args:
            beats: when the beats are heard, from the one before now on, in order.
            now_s: the time.
            until_s: so far is planned.
        """
        self._planned = [place for place in self._planned if place.at_s > now_s - 1.0]
        pulses: list[Pulse] = []
        if not self._is_running:
            pulses = self._begin(beats, now_s, until_s)
        while self._is_running and (found := self._find(beats)):
            at_s, frame, number = found
            if at_s > until_s:
                break
            at_s = max(at_s, now_s, self._planned[-1].at_s + LEAST_GAP_S if self._planned else self._began_s)
            self._planned.append(_Place(frame, number, at_s))
            self._next = (frame, number + 1)
            pulses.append(Pulse(at_s, CLOCK))
        return pulses

    def halt(self, now_s: float) -> list[Pulse]:
        """The music pauses; what was planned for later than now is not sent, and goes first when it continues."""
        if not self._is_running:
            return []
        self._is_running = False
        unsent = [place for place in self._planned if place.at_s > now_s]
        if unsent:
            self._next = (unsent[0].frame, unsent[0].number)
        self._planned.clear()
        return [Pulse(now_s, STOP)]

    def reset(self) -> None:
        """The next start is at a bar line, as from the beginning."""
        self._next = None

    def _begin(self, beats: Sequence[tuple[float, CountedBeat]], now_s: float, until_s: float) -> list[Pulse]:
        """Starts at a bar line, or continues with the pulse that was next."""
        if self._next and (found := self._find(beats)):
            at_s, message = found[0], CONTINUE
        else:
            coming = [(at_s, beat) for at_s, beat in beats if beat.beat == 1 and at_s > now_s + SOON_S]
            if not coming:
                return []
            at_s, message = coming[0][0], START
            self._next = (coming[0][1].frame, 0)
        if at_s > until_s:
            if message is START:
                self._next = None
            return []
        # What a receiver that continues has missed by now it gets at once, so that it is where the music is.
        self._began_s = max(at_s, now_s + SOON_S)
        self._is_running = True
        return [Pulse(self._began_s - LEAD_S, message)]

    def _find(self, beats: Sequence[tuple[float, CountedBeat]]) -> tuple[float, float, int] | None:
        """When the next pulse is, the frame of its beat and its number there; None where that beat is not known.

        Where its beat is known no more, as after a long stall, it goes on with the first that is.
        """
        if self._next is None:
            return None
        frame, number = self._next
        place = next((place for place, (_, beat) in enumerate(beats) if beat.frame > frame - 1.0), len(beats))
        if place < len(beats) and beats[place][1].frame > frame + 1.0:
            number = 0
        elif number >= PULSES:
            place, number = place + 1, 0
        if place >= len(beats):
            return None
        start_s, beat = beats[place]
        end_s = beats[place + 1][0] if place + 1 < len(beats) else start_s + 60.0 / beat.bpm
        return start_s + (end_s - start_s) * number / PULSES, beat.frame, number
