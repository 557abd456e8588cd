"""What is to be told when: beats and notes on the music's frames, and where the device will play them.

Music is laid into the ring in stretches. With a stretch its beats and notes get ring frames; when the device's clock
comes to such a frame they are due. A pause takes back what was laid and not heard. Pure: the clock is handed in.
"""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol

from lyria_osc.beat.timeline import CountedBeat, Timeline


class Stretch(Protocol):
    """Music that lies in the ring without a break."""

    @property
    def music_frame(self) -> float:
        """Its first source frame."""

    @property
    def music_end(self) -> float:
        """The source frame after its last."""

    def ring_at(self, music_frame: float) -> float:
        """Where in the ring a source frame lies."""


@dataclass(order=True, frozen=True, slots=True)
class Laid:
    """A beat, or a note of the host's, and the ring frame (before laying: the source frame) that it belongs to."""

    frame: float
    order: int
    what: object = field(compare=False)


class Agenda:
    """Beats and notes to come. One owner: the deck, under its lock."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._notes: list[Laid] = []
        self._coming: list[Laid] = []
        self._order = count()

    def note(self, frame: int, what: object) -> None:
        """Has `what` told when a source frame leaves the device."""
        heapq.heappush(self._notes, Laid(frame, next(self._order), what))

    def lay(self, stretch: Stretch) -> list[Laid]:
        """Music was laid: its notes are due at its ring frames, and so are its beats, which are returned."""
        while self._notes and self._notes[0].frame < stretch.music_end:
            note = heapq.heappop(self._notes)
            self._expect(stretch.ring_at(max(note.frame, stretch.music_frame)), note.what)
        beats = self._timeline.between(stretch.music_frame, stretch.music_end)
        return [self._expect(stretch.ring_at(beat.frame), beat) for beat in beats]

    def lay_beats_again(self, stretches: Iterable[Stretch], ring_frame: int) -> list[Laid]:
        """The beats from a ring frame on have changed; gives them as they are now."""
        self._coming = [one for one in self._coming if one.frame < ring_frame or not isinstance(one.what, CountedBeat)]
        heapq.heapify(self._coming)
        beats = [
            (stretch.ring_at(beat.frame), beat)
            for stretch in stretches
            for beat in self._timeline.between(stretch.music_frame, stretch.music_end)
        ]
        return [self._expect(frame, beat) for frame, beat in beats]

    def take_back(self, ring_frame: int, music_frame: int) -> None:
        """Nothing will be heard from a ring frame on: its notes wait again, at the source frame that comes next."""
        back = [one for one in self._coming if one.frame >= ring_frame]
        self._coming = [one for one in self._coming if one.frame < ring_frame]
        heapq.heapify(self._coming)
        for one in back:
            if not isinstance(one.what, CountedBeat):
                heapq.heappush(self._notes, Laid(music_frame, one.order, one.what))

    def carry_over(self, place: Callable[[float], float]) -> None:
        """The music goes over to another ring: what is to come of the first is due at `place` of its frame."""
        self._coming = [Laid(place(one.frame), one.order, one.what) for one in self._coming]
        heapq.heapify(self._coming)

    def forget_notes(self) -> None:
        """Drops the notes of music that will not be heard."""
        self._notes.clear()

    def due(self, now_s: float, time_of: Callable[[float], float], taken: int) -> list[object]:
        """Takes out what leaves the device by now.

        `time_of` gives the monotonic time of a ring frame; what the device has not `taken` waits: it may have stalled.
        """
        due = []
        while self._coming and self._coming[0].frame < taken and time_of(self._coming[0].frame) <= now_s:
            due.append(heapq.heappop(self._coming).what)
        return due

    def next_s(self, time_of: Callable[[float], float]) -> float | None:
        """When the next is due; None where nothing is laid."""
        return time_of(self._coming[0].frame) if self._coming else None

    def _expect(self, ring_frame: float, what: object) -> Laid:
        laid = Laid(ring_frame, next(self._order), what)
        heapq.heappush(self._coming, laid)
        return laid
