"""The music in hand that has no place in time yet: the stream that plays, and those of sessions to come. Pure."""

from collections.abc import Callable, Iterable

from lyria_osc.audio.arrival import Arrival
from lyria_osc.audio.stream import Beat, Stream
from lyria_osc.audio.turns import entry
from lyria_osc.service import Pcm


class Stock:
    """Streams by the numbers of their sessions. One owner: the `Program`."""

    def __init__(self) -> None:
        self.playing: Stream | None = None
        """The one that is played."""
        self.arrival = Arrival()
        """How fast the newest comes."""
        self._coming: list[Stream] = []
        self._least = 0

    def fresh_frames(self, *, is_vamping: bool) -> int:
        """Music that was never given a place and will be.

        A vamp is left for the next session's music as soon as there is any to speak of; what then still waits of the
        one that plays is passed over.
        """
        coming = _usable(self._coming[-1]) if self._coming else 0
        waiting = self.playing.fresh_frames if self.playing else 0
        return coming if is_vamping and coming else waiting + coming

    def append(
        self, number: int, pcm: Pcm, beats: Callable[[int], Iterable[Beat]], notes: Iterable[object], now_s: float
    ) -> None:
        """Takes a chunk; see `Program.append`."""
        stream = self._stream(number)
        if stream is None:
            return
        if stream is (self._coming[-1] if self._coming else self.playing):
            self.arrival.came(len(pcm), now_s)
        start = stream.append(pcm)
        stream.add_beats(beats(start))
        for note in notes:
            stream.note(start, note)

    def add_beats(self, number: int, beats: Iterable[Beat]) -> None:
        """Takes beats that were found after their chunk came."""
        stream = next((one for one in (self.playing, *self._coming) if one and one.number == number), None)
        if stream:
            stream.add_beats(beats)

    def _stream(self, number: int) -> Stream | None:
        """The stream of a session; None where its music is not needed any more."""
        known = next((one for one in (self.playing, *self._coming) if one and one.number == number), None)
        if known or number < self._least:
            return known if number >= self._least else None
        stream = Stream(number)
        if self.playing is None:
            self.playing = stream
            self._least = number
        else:
            self._coming.append(stream)
            self._coming.sort(key=lambda one: one.number)
            self.arrival.broke_off()
        return stream

    def successor(self, enough_frames: int) -> Stream | None:
        """The newest stream to come that has enough behind its entry."""
        return next((one for one in reversed(self._coming) if _usable(one) >= enough_frames), None)

    def supersede(self, successor: Stream) -> int | None:
        """Takes no more for what plays, for its successor is ready; its number, where that is news."""
        playing = self.playing
        if playing is None or self._least > playing.number:
            return None
        self._coming = [one for one in self._coming if one.number >= successor.number]
        self._least = successor.number
        return playing.number

    def enter(self, stream: Stream, frame: int) -> None:
        """Another stream plays now, from a frame on."""
        self._coming = [one for one in self._coming if one.number > stream.number]
        self._least = max(self._least, stream.number)
        self.playing = stream
        stream.fresh = frame

    def last_resort(self) -> Stream | None:
        """The newest stream to come, however little it has."""
        return self._coming[-1] if self._coming else None


def _usable(stream: Stream) -> int:
    """What there is behind the entry of a stream that was not heard yet."""
    return max(stream.end - entry(stream)[0], 0)
