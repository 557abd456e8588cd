"""What is known of a chunk of music: where its beats are, and what its values bring that was not heard before.

Pure. A maker that knows its beats gives them with the chunk; for others there is a steady grid at the asked tempo.
Where the service was asked for double the tempo, every other beat counts. Sessions overlap where one takes over from
another, so each has a grid of its own.
"""

from lyria_osc.beat.grid import SteadyGrid
from lyria_osc.beat.timeline import FoundBeat
from lyria_osc.params.table import AUTO, PARAMS, ParamValue
from lyria_osc.params.values import Values, changed
from lyria_osc.service import RATE_HZ
from lyria_osc.session.events import Chunk

SESSIONS_KEPT = 3
"""No more than so many are of use at a time: the one that plays, its successor, and one that was given up."""


class Annotator:
    """Looks at each chunk as it comes, and at the values of each as it is heard. One owner: the host."""

    def __init__(self) -> None:
        self._grids: dict[int, SteadyGrid] = {}
        self._heard: Values | None = None

    def restart(self) -> None:
        """The next chunk begins anew: the grid waits for its first onset."""
        self._grids.clear()

    def heard(self, values: Values) -> list[tuple[str, ParamValue]]:
        """Music made with these is heard now: the names and values that were not heard before."""
        before, self._heard = self._heard, values
        return [(name, values[name]) for name in changed(before or values, values) if _is_heard(name)]

    def beats(self, chunk: Chunk, start_frame: int) -> list[FoundBeat]:
        """The beats of a chunk that begins at a frame of its session's music."""
        if chunk.beats is None:
            return self._grid(chunk.session).feed(start_frame, chunk.pcm, chunk.values.number("bpm"))
        fold = chunk.values.tempo_fold
        return [
            FoundBeat(start_frame + beat.frame, beat.bpm / fold, beat.beat == 1 if fold == 1 else None)
            for beat in chunk.beats
            if (beat.beat - 1) % fold == 0
        ]

    def _grid(self, session: int) -> SteadyGrid:
        if session not in self._grids:
            self._grids[session] = SteadyGrid(RATE_HZ)
            for past in sorted(self._grids)[:-SESSIONS_KEPT]:
                del self._grids[past]
        return self._grids[session]


def _is_heard(name: str) -> bool:
    return bool(PARAMS[name].service) or name.startswith("prompt/") or name.endswith(AUTO)
