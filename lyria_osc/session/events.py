"""What a session tells the host.

Pure values, handed to the host's `hear` in the order things happen.
"""

from dataclasses import dataclass

from lyria_osc.errors import Fault
from lyria_osc.params.values import Values
from lyria_osc.service import Beat, Pcm
from lyria_osc.session.machine import Shown


@dataclass(frozen=True, slots=True)
class StateChanged:
    """How things stand now, for ``/lyria/state``; `words` say why where there is more to say."""

    state: Shown
    words: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """A stretch of music, and the values it was made with.

    `beats` are exact where the maker knows them, else None; `session` counts sessions from 1: where it grows, the
    music does not follow on from what came before.
    """

    pcm: Pcm
    values: Values
    beats: tuple[Beat, ...] | None
    session: int


@dataclass(frozen=True, slots=True, eq=False)
class ChunkCame:
    """Music came."""

    chunk: Chunk


@dataclass(frozen=True, slots=True)
class Filtered:
    """The service refused a prompt and plays on without it."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to know of, which needs nothing done."""

    text: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A session could not be had, or ended; the next attempt comes by itself."""

    fault: Fault
    words: str


@dataclass(frozen=True, slots=True)
class EngineChanged:
    """Another maker of music plays from now on: ``lyria`` or ``offline``."""

    engine: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The maker has refused, or was away for a minute (`on`), and nothing new is to be had; or music comes again."""

    on: bool


SessionEvent = StateChanged | ChunkCame | Filtered | Warned | Failed | EngineChanged | Absent
