"""Pieces of a corpus of music whose beats are known: what is kept of each, where it is cut, and whether it is clear.

Where a score contradicts the beats that its file gives and says others clearly, those are taken; where it says none, it
is kept as not ``clear``, and why.
"""

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import soundfile
from beat_clear import CLEAR, CONTRADICTED, Hit, moved, told, words
from numpy.typing import NDArray

from lyria_osc.beat import features
from lyria_osc.beat.features import Heard, Listener
from lyria_osc.beat.timeline import FoundBeat
from lyria_osc.beat.tracker import Tracker
from lyria_osc.service import CHUNK_S

RATE_HZ = 48_000
PIECE_S = 55.0

TUNING = frozenset({"mma", "made", "band", "presets", "games"})
"""Sources for tuning: made for it, or with beats that the tracker itself says. By all others it is judged."""

MADE = TUNING - {"games"}
"""Of these the truth is told, and not found."""

APART = tuple(
    names.split()
    for names in (
        "openttd tecnoballz-data pekka-kana-2-data dodgindiamond2 bb",
        "heroes-sound-tracks miditok rafkill-data rockdodger cuyo-data vodovod solarwolf",
        "freedoom bomberclone-data flobopuyo criticalmass-data open-invaders-data gemdropx",
        "ironseed-data freedroid-data penguin-command tuxmath-data tuxtype-data gweled",
        "simutrans lmms",
        "blupi pingus-data circuslinux-data madbomber-data pachi-data ri-li-data njam-data tomatoes-data gl-117-data "
        "biniax2-data armagetronad bugsquish vor fb-music-high ceferino-data ballz-data vectoroids pathogen "
        "monsterz-data black-box gltron redeclipse-data",
    )
)
"""Origins that are held out together: a sixth each; two that have the same song in one."""

Sound = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Piece:
    """Music and its truth; `bpm` is what the host would have asked for."""

    name: str
    pcm: Sound
    beats: Sequence[float]
    downbeats: Sequence[float]
    bpm: float
    about: Mapping[str, object]


def tracked(pcm: Sound, rate_hz: int, asked_bpm: float | None) -> list[FoundBeat]:
    """What the live tracker finds, given the music chunk by chunk, with a chunk of look-ahead."""
    tracker = Tracker(rate_hz)
    step = round(CHUNK_S * rate_hz)
    found: list[FoundBeat] = []
    for frame in range(0, len(pcm), step):
        tracker.feed(frame, pcm[frame : frame + step], asked_bpm)
        found += tracker.beats(frame)
    return [*found, *tracker.beats(len(pcm))]


def group_of(origin: str) -> int | None:
    """With which others an origin is held out; None where it is not."""
    return next((number for number, origins in enumerate(APART) if origin in origins), None)


def heard_of(path: Path) -> Heard:
    """What is heard in a file; kept beside it."""
    kept = path.with_suffix(".npz")
    if not kept.exists() or kept.stat().st_mtime < max(path.stat().st_mtime, Path(features.__file__).stat().st_mtime):
        pcm, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
        np.savez(kept, **asdict(Listener(rate_hz).feed(pcm)))
    with np.load(kept) as data:
        return Heard(**data)


def keep(folder: Path, source: str, piece: Piece) -> None:
    """Writes sound and truth."""
    stem = folder / f"{source}--{re.sub(r'[^A-Za-z0-9]+', '-', piece.name).strip('-')}"
    peak = float(np.abs(piece.pcm).max())
    soundfile.write(stem.with_suffix(".flac"), piece.pcm * (0.7 / max(peak, 1e-6)), RATE_HZ, subtype="PCM_16")
    truth = {"source": source, "tuning": source in TUNING, "bpm": piece.bpm, **piece.about}
    truth |= {"beats": list(piece.beats), "downbeats": list(piece.downbeats)}
    stem.with_suffix(".json").write_text(json.dumps(truth))


def cut(
    name: str,
    pcm: Sound,
    beats: Sequence[float],
    downbeats: Sequence[float],
    bpm: float,
    hits: Sequence[Hit] | None = None,
    **about: object,
) -> Piece:
    """Begins off the beat, at a place that hangs on the name only; what the notes say, where given, is heeded."""
    at_s = random.Random(name).uniform(0.15, 0.85) * 60 / bpm + 2.0
    pcm = pcm[round(at_s * RATE_HZ) : round((at_s + PIECE_S) * RATE_HZ)]
    end_s = len(pcm) / RATE_HZ
    inside = [[t - at_s for t in times if 0 <= t - at_s < end_s] for times in (beats, downbeats)]
    piece = Piece(name, pcm, inside[0], inside[1], bpm, about)
    return (
        piece if hits is None else heeded(piece, [Hit(at - at_s, part) for at, part in hits if 0 <= at - at_s < end_s])
    )


def heeded(piece: Piece, hits: Sequence[Hit]) -> Piece:
    """The piece with the beats its notes say, and how clear they are; `hits` are in its own time."""
    telling, about = told(piece.beats, hits), dict(piece.about)
    if telling.support <= CONTRADICTED and telling.rival_support >= CLEAR:
        about |= {"moved": words(telling), "metre": [0, 0]}
        beats = moved(piece.beats, telling.rival)
        piece = replace(piece, beats=beats, downbeats=[], bpm=piece.bpm / telling.rival.period)
        telling = told(piece.beats, hits)
    clear = telling.support >= CLEAR
    about |= {"clear": clear, "support": round(telling.support, 2), **({} if clear else {"unclear": words(telling)})}
    return replace(piece, about=about)
