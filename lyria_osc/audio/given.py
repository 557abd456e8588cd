"""What a program gives, and to whom: pieces of music in the order of play, with beats, notes and news of them. Pure."""

from dataclasses import dataclass, field
from typing import Protocol

from lyria_osc.audio.stream import Placed
from lyria_osc.service import Pcm


@dataclass(frozen=True, slots=True)
class Vamping:
    """A note on the music: from here on it is heard again (`on`), or is fresh."""

    on: bool


@dataclass(frozen=True, slots=True)
class Superseded:
    """A session's music is not needed any more: that of the next one has enough in hand."""

    number: int


@dataclass(slots=True)
class Given:
    """What was given its place: beats and notes at frames of the jitter buffer, and news that need no place."""

    beats: list[Placed] = field(default_factory=list)
    notes: list[tuple[int, object]] = field(default_factory=list)
    news: list[Superseded] = field(default_factory=list)


class Out(Protocol):
    """What is filled: a jitter buffer, or what stands before one."""

    @property
    def end_frame(self) -> int:
        """The number that the next frame to come will have."""

    @property
    def held_frames(self) -> int:
        """Frames that wait to be read."""

    def append(self, pcm: Pcm) -> int:
        """Takes frames in and returns the number of the first."""
