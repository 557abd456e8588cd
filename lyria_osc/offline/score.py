"""The words between composer and players: what is asked, what an idea is, what is to be played when.

`Controls` is a config as the band reads it; an `Idea` lives from one reset to the next and holds what only a reset
changes; `Bar` is what is settled at a bar line; `Note` and `Hit` are the score, in frames of the band's own timeline.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from lyria_osc.offline.chance import Chance
from lyria_osc.offline.harmony import SCALES, Chord, Key
from lyria_osc.offline.style import Style
from lyria_osc.service import RATE_HZ

BEATS_PER_BAR = 4

RANGES: Mapping[str, tuple[float, float]] = {
    "bpm": (60.0, 200.0),
    "seed": (0, 2**31 - 1),
    "density": (0.0, 1.0),
    "brightness": (0.0, 1.0),
    "guidance": (0.0, 6.0),
    "temperature": (0.0, 3.0),
    "top_k": (1, 1000),
}
"""The ranges of the service's numbers; a whole lower end says that the number is whole."""


@dataclass(frozen=True, slots=True)
class Controls:
    """A config with the service's defaults filled in; None is left to the band."""

    bpm: float | None = None
    scale: str | None = None
    seed: int | None = None
    density: float = 0.5
    brightness: float = 0.5
    guidance: float = 4.0
    temperature: float = 1.1
    top_k: int = 40
    mute_bass: bool = False
    mute_drums: bool = False
    only_bass_and_drums: bool = False
    mode: str = "QUALITY"

    @classmethod
    def of(cls, config: Mapping[str, float | int | bool | str]) -> Self:
        """The controls of a config with the service's field names; what is out of range is brought into it."""
        named: dict[str, float | int | bool | str] = dict(config)
        if "music_generation_mode" in named:
            named["mode"] = str(named["music_generation_mode"])
        if named.get("scale") not in SCALES:
            named.pop("scale", None)
        known = {name: value for name, value in named.items() if name in cls.__slots__}
        for name, (low, high) in RANGES.items():
            if name in known:
                known[name] = type(low)(min(max(float(known[name]), low), high))
        return cls(**known)  # type: ignore[arg-type]

    def mutes(self, part: str) -> bool:
        """Whether a part (``drums`` or one of the chairs) is to be silent."""
        if part == "drums":
            return self.mute_drums
        return self.mute_bass if part == "bass" else self.only_bass_and_drums


@dataclass(frozen=True, slots=True)
class Idea:
    """What is settled from one reset to the next: `origin` is the frame of the first beat."""

    chance: Chance
    key_root: int
    bpm: float
    origin: int

    @property
    def beat_frames(self) -> float:
        """Frames in a beat."""
        return 60.0 * RATE_HZ / self.bpm

    def frame(self, beats: float) -> float:
        """The frame of a place in the idea, in beats from its first."""
        return self.origin + beats * self.beat_frames


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar as settled at its first beat; `number` counts from 0 within the idea.

    `intensity` is 0..1; `build` and `breakdown` are places of the form; `voicing` are the chord's pitches.
    """

    number: int
    style: Style
    key: Key
    chord: Chord
    next_root: int
    voicing: tuple[int, ...]
    intensity: float
    section: str
    breakdown: bool
    build: bool
    fill_steps: int


@dataclass(frozen=True, slots=True)
class Note:
    """A pitched note: `part` is its chair, `pitch` a MIDI note, `level` 0..1, `pan` -1..1."""

    frame: int
    frames: int
    part: str
    voice: str
    pitch: int
    level: float
    pan: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A drum's hit with the kit it is played on; `take` tells one of its few sounds from another."""

    frame: int
    drum: str
    kit: str
    level: float
    take: int = 0
