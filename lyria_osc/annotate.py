"""What is known of a chunk of music: where its beats are, and what its values bring that was not heard before.

Pure. A maker that knows its beats gives them with the chunk; other music is heard by a tracker, which is told the tempo
that was asked for. Where the service was asked for double the tempo, every other beat counts. Sessions overlap where
one takes over from another, so each has a tracker of its own.
"""

from dataclasses import dataclass, field, replace

from lyria_osc.beat.timeline import FoundBeat
from lyria_osc.beat.tracker import Tracker
from lyria_osc.params.table import AUTO, PARAMS
from lyria_osc.params.values import Values, changed
from lyria_osc.service import CHUNK_S, RATE_HZ
from lyria_osc.session.events import Chunk
from lyria_osc.session.steering import RESET_PARAMS

SESSIONS_KEPT = 3
"""No more than so many are of use at a time: the one that plays, its successor, and one that was given up."""

LOOK_AHEAD_S = (2.0, 12.0)
"""A beat is settled when so much of what comes after it was heard, at least and at most: the more, the surer it is."""


@dataclass(slots=True)
class Ear:
    """Hears one session. One owner: the `Annotator`."""

    values: Values
    tracker: Tracker = field(default_factory=lambda: Tracker(RATE_HZ))
    heard: int = 0
    """Frames so far."""
    look_ahead_s: float = LOOK_AHEAD_S[0]

    def hear(self, chunk: Chunk) -> None:
        """The next chunk; where its tempo or scale is another it does not go on from the one before."""
        before, self.values = self.values, chunk.values
        is_fresh = any(before[name] != chunk.values[name] for name in RESET_PARAMS)
        least, most = LOOK_AHEAD_S
        self.look_ahead_s = min(max(least, chunk.values.number("buffer") - CHUNK_S), most)
        self.tracker.look_ahead(self.look_ahead_s)
        asked_bpm = None if chunk.values.on(f"bpm{AUTO}") else chunk.values.number("bpm")
        self.tracker.feed(self.heard, chunk.pcm, asked_bpm, fresh=is_fresh)
        self.heard += len(chunk.pcm)

    @property
    def settled(self) -> int:
        """The frame up to which beats are settled."""
        return self.heard - round(self.look_ahead_s * RATE_HZ)

    def beats(self, until: int) -> list[FoundBeat]:
        """The beats before a frame that were not given yet."""
        sure = self.tracker.confidence
        return [replace(beat, confidence=sure) for beat in self.tracker.beats(until)]


class Annotator:
    """Looks at each chunk as it comes, and at the values of each as it is heard. One owner: the host."""

    def __init__(self) -> None:
        self._ears: dict[int, Ear] = {}
        self._heard: Values | None = None

    def restart(self) -> None:
        """The next chunk begins anew, and so do the frames of its session's music."""
        self._ears.clear()

    def heard(self, values: Values) -> list[str]:
        """Music made with these is heard now: the names of those that were not heard before."""
        before, self._heard = self._heard, values
        return [name for name in changed(before or values, values) if _is_heard(name)]

    def listen(self, chunk: Chunk) -> None:
        """Hears a chunk whose maker does not know its beats."""
        if chunk.beats is None:
            ear = self._ears.get(chunk.session)
            if ear is None:
                ear = self._ears[chunk.session] = Ear(chunk.values)
                for past in sorted(self._ears)[:-SESSIONS_KEPT]:
                    del self._ears[past]
            ear.hear(chunk)

    def beats(self, chunk: Chunk, start_frame: int) -> list[FoundBeat]:
        """The beats to be given with a chunk that begins at a frame of its session's music, once it was listened to."""
        if chunk.beats is None:
            ear = self._ears[chunk.session]
            return ear.beats(ear.settled)
        fold = chunk.values.tempo_fold
        return [
            FoundBeat(start_frame + beat.frame, beat.bpm / fold, beat.beat == 1 if fold == 1 else None)
            for beat in chunk.beats
            if (beat.beat - 1) % fold == 0
        ]

    def more_beats(self, session: int, until: int) -> list[FoundBeat]:
        """The beats before a frame of a session's music, as sure as they are by now, for they will soon be heard."""
        ear = self._ears.get(session)
        return ear.beats(until) if ear else []


def _is_heard(name: str) -> bool:
    return bool(PARAMS[name].service) or name.startswith("prompt/") or name.endswith(AUTO)
