"""What is known of a chunk of music: where its beats are, and which changes it is the first to bring.

Pure. A maker that knows its beats gives them with the chunk; for others there is a steady grid at the asked tempo.
Where the service was asked for double the tempo, every other beat counts.
"""

from dataclasses import dataclass

from lyria_osc.beat.grid import SteadyGrid
from lyria_osc.beat.timeline import FoundBeat
from lyria_osc.params.table import AUTO, PARAMS, ParamValue
from lyria_osc.params.values import Values, changed
from lyria_osc.service import RATE_HZ
from lyria_osc.session.events import Chunk


@dataclass(frozen=True, slots=True)
class Applied:
    """A note on the music: from here on a parameter is heard at a value."""

    name: str
    value: ParamValue


class Annotator:
    """Looks at each chunk in turn. One owner: the host."""

    def __init__(self) -> None:
        self._grid = SteadyGrid(RATE_HZ)
        self._values: Values | None = None

    def restart(self) -> None:
        """The next chunk begins anew: the grid waits for its first onset."""
        self._grid = SteadyGrid(RATE_HZ)

    def changes(self, chunk: Chunk) -> list[Applied]:
        """What this chunk was made with that the one before was not."""
        before, self._values = self._values, chunk.values
        return [
            Applied(name, chunk.values[name])
            for name in changed(before or chunk.values, chunk.values)
            if _is_heard(name)
        ]

    def beats(self, chunk: Chunk, start_frame: int) -> list[FoundBeat]:
        """The beats of a chunk that begins at a frame of the jitter buffer."""
        if chunk.beats is None:
            return self._grid.feed(start_frame, chunk.pcm, chunk.values.number("bpm"))
        fold = chunk.values.tempo_fold
        return [
            FoundBeat(start_frame + beat.frame, beat.bpm / fold, beat.beat == 1 if fold == 1 else None)
            for beat in chunk.beats
            if (beat.beat - 1) % fold == 0
        ]


def _is_heard(name: str) -> bool:
    return bool(PARAMS[name].service) or name.startswith("prompt/") or name.endswith(AUTO)
