"""The beat tracker: chunks of music in, beats with their frames out, before they are heard.

`Tracker` hears each chunk, follows its beat, and gives beats as `FoundBeat`. What it finds does not depend on how the
music was cut into chunks. Pure.
"""

import numpy as np

from lyria_osc.beat.features import HOPS_PER_S, Listener
from lyria_osc.beat.follower import FollowedBeat, Follower
from lyria_osc.beat.timeline import FoundBeat
from lyria_osc.service import Pcm

ROWS_PER_MINUTE = 60 * HOPS_PER_S

CLOSEST_BEATS, FARTHEST_BEATS = 0.5, 1.5
"""How far apart beats are at least and at most, also where they are moved and where new music begins."""


class Tracker:
    """Finds the beats of music that comes chunk by chunk. One owner: the host, on its event loop's thread."""

    def __init__(self, rate_hz: int, *, look_ahead_s: float = 2.0) -> None:
        """Begins with no music.

        Args:
            rate_hz: of the music.
            look_ahead_s: beats are settled so long before the newest music: the host must hold so much unheard.
        """
        self._rate_hz = rate_hz
        self._look_ahead_rows = round(look_ahead_s * HOPS_PER_S)
        self._found: list[FoundBeat] = []
        self._last_frame = float("-inf")
        self._begin(0)

    def _begin(self, frame: int) -> None:
        self._start = self._next = frame
        self._listener = Listener(self._rate_hz)
        self._follower = Follower(self._look_ahead_rows)

    @property
    def confidence(self) -> float:
        """How sure the newest beats are, 0 to 1."""
        return self._follower.confidence

    def look_ahead(self, seconds: float) -> None:
        """From now on beats are settled so long before the newest music."""
        self._look_ahead_rows = self._follower.look_ahead = round(seconds * HOPS_PER_S)

    @property
    def bpm(self) -> float:
        """The tempo now."""
        return ROWS_PER_MINUTE / self._follower.period

    def feed(self, start_frame: int, pcm: Pcm, asked_bpm: float | None, *, fresh: bool = False) -> None:
        """Hears a chunk.

        Args:
            start_frame: its first frame on the timeline.
            pcm: the music, of one channel or more.
            asked_bpm: the tempo that it was asked to have; None where nobody said.
            fresh: it does not go on from the one before, as after a reset; so does one that starts elsewhere.
        """
        if fresh or start_frame != self._next:
            self._take(self._follower.coming((start_frame - self._start) / self._listener.hop))
            self._begin(start_frame)
        self._next = start_frame + len(pcm)
        asked = ROWS_PER_MINUTE / asked_bpm if asked_bpm else None
        self._take(self._follower.feed(self._listener.feed(pcm), asked))

    def beats(self, until_frame: int) -> list[FoundBeat]:
        """The beats before a frame, each given once and in order.

        Those that are not settled yet are given as they look now, and are final by it.
        """
        self._take(self._follower.coming((until_frame - self._start) / self._listener.hop))
        ready = [beat for beat in self._found if beat.frame < until_frame]
        self._found = self._found[len(ready) :]
        return ready

    def _take(self, followed: list[FollowedBeat]) -> None:
        """Adds beats; where they are moved or music begins anew, none comes twice and no gap is left."""
        for beat in followed:
            frame = self._start + beat.row * self._listener.hop
            bpm, gap = ROWS_PER_MINUTE / beat.period, (frame - self._last_frame) / (beat.period * self._listener.hop)
            if gap < CLOSEST_BEATS:
                continue
            count = round(gap) if gap > FARTHEST_BEATS and self._last_frame >= 0 else 1
            between = np.linspace(self._last_frame, frame, count + 1)[1:-1] if count > 1 else ()
            self._found += [FoundBeat(float(at), bpm) for at in between]
            self._found.append(FoundBeat(frame, bpm, beat.downbeat))
            self._last_frame = frame
