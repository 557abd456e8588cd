"""A maker of music as the host sees it: orders go in, messages come out, a door leads to it.

Google Lyria RealTime is one such maker (`session.lyria`), the built-in band another (`offline.door`). Both take the
same orders with the same meaning, so that what is rehearsed with the one holds with the other. The words are the
service's own: its config is replaced whole by each `SetConfig`; ``bpm`` and ``scale`` take effect only with the next
``RESET_CONTEXT`` or the next ``PLAY`` after a ``STOP``.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 48_000
"""Frames a second of all music, from every maker."""

CHANNELS = 2
"""Channels of all music, from every maker."""

CHUNK_S = 2.0
"""Length of the chunks that music comes in: so much less than is held is in hand just before one comes."""

Pcm = NDArray[np.float32]
"""Sound: float32 of shape ``(frames, channels)``, full scale ±1."""


@dataclass(frozen=True, slots=True)
class WeightedPrompt:
    """A prompt and its weight: any number but 0, negative ones take away."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class SetPrompts:
    """Replaces all prompts."""

    prompts: tuple[WeightedPrompt, ...]


@dataclass(frozen=True, slots=True)
class SetConfig:
    """Replaces the whole config; a field that is left out is the service's to choose.

    `config` maps the SDK's ``LiveMusicGenerationConfig`` field names to plain values, enums by name
    (``{"bpm": 120, "scale": "C_MAJOR_A_MINOR", "music_generation_mode": "QUALITY"}``).
    """

    config: Mapping[str, float | int | bool | str]


class Playback(StrEnum):
    """The transport of the service."""

    PLAY = "PLAY"
    PAUSE = "PAUSE"
    STOP = "STOP"
    RESET_CONTEXT = "RESET_CONTEXT"


Order = SetPrompts | SetConfig | Playback


@dataclass(frozen=True, slots=True)
class Beat:
    """A beat whose place is known: `frame` counts from the chunk's first frame; `beat` is 1 on a bar line."""

    frame: float
    bar: int
    beat: int
    bpm: float


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """A chunk of music, and what it was made with where the maker says so.

    `prompts` and `config` are None where the maker does not say; `beats` is None where it does not know them (Lyria
    never does).
    """

    pcm: Pcm
    prompts: tuple[WeightedPrompt, ...] | None = None
    config: Mapping[str, float | int | bool | str] | None = None
    beats: tuple[Beat, ...] | None = None


@dataclass(frozen=True, slots=True)
class FilteredPrompt:
    """The service refused a prompt and plays on without it."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ServiceWarning:
    """The service has something to say."""

    text: str


@dataclass(frozen=True, slots=True)
class GoingAway:
    """The service will end the session soon; `text` says so in words."""

    text: str


Message = Audio | FilteredPrompt | ServiceWarning | GoingAway


class Connection(Protocol):
    """One open session with a maker of music."""

    async def send(self, order: Order) -> None:
        """Gives an order.

        Raises:
            SessionError: the session is over.
        """

    def messages(self) -> AsyncIterator[Message]:
        """What the maker sends, in order, to the end of the session; call it once.

        Raises:
            SessionError: always, at the end: why the session is over.
        """

    async def close(self) -> None:
        """Ends the session; never raises, and may be called twice."""


class Door(Protocol):
    """The way to a maker of music."""

    @property
    def engine(self) -> str:
        """``lyria`` or ``offline``."""

    async def connect(self) -> Connection:
        """Opens a session.

        Raises:
            SessionError: it cannot be had; says why.
        """
