"""What the band played, to the frame: the truth that trackers, tests and benchmarks are held against.

A `Truth` goes with each chunk; its frames count from the chunk's first frame. `truth_json` writes a whole piece's,
with frames that count from the first chunk's first.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lyria_osc.service import RATE_HZ, Beat, Pcm, WeightedPrompt

Config = Mapping[str, float | int | bool | str]


@dataclass(frozen=True, slots=True)
class Onset:
    """A sound begins: of a drum (``kick``) or of a part's voice (``bass/sub``); `level` is its loudness, 0..1."""

    frame: int
    instrument: str
    level: float


@dataclass(frozen=True, slots=True)
class PlayedNote:
    """A pitched note: a MIDI note number, and how many frames it is held."""

    frame: int
    frames: int
    pitch: int
    instrument: str
    level: float


@dataclass(frozen=True, slots=True)
class Truth:
    """What begins in one chunk of `frames` frames; `key` are the pitch classes (C = 0) it keeps to."""

    frames: int
    beats: tuple[Beat, ...]
    onsets: tuple[Onset, ...]
    notes: tuple[PlayedNote, ...]
    key: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BandChunk:
    """A chunk of music, what was in force as it was made, and what is in it."""

    pcm: Pcm
    prompts: tuple[WeightedPrompt, ...]
    config: Config
    truth: Truth


def truth_json(chunks: Iterable[Truth]) -> str:
    """A piece's truth as JSON.

    The object has ``rate_hz``, ``frames``, ``beats`` ([frame, bar, beat, bpm] each), ``bars`` (frames of the bar
    lines), ``onsets`` ([frame, instrument, level]), ``notes`` ([frame, frames, pitch, instrument, level]) and
    ``keys`` ([frame, pitch classes], one for each chunk).
    """
    start = 0
    beats: list[list[float]] = []
    onsets: list[list[object]] = []
    notes: list[list[object]] = []
    keys: list[list[object]] = []
    for chunk in chunks:
        keys.append([start, list(chunk.key)])
        beats += [[start + beat.frame, beat.bar, beat.beat, beat.bpm] for beat in chunk.beats]
        onsets += [[start + onset.frame, onset.instrument, round(onset.level, 4)] for onset in chunk.onsets]
        notes += [
            [start + note.frame, note.frames, note.pitch, note.instrument, round(note.level, 4)] for note in chunk.notes
        ]
        start += chunk.frames
    whole = {
        "rate_hz": RATE_HZ,
        "frames": start,
        "beats": beats,
        "bars": [beat[0] for beat in beats if beat[2] == 1],
        "onsets": onsets,
        "notes": notes,
        "keys": keys,
    }
    return json.dumps(whole, separators=(",", ":")) + "\n"
