"""Recordings of games' music, only to learn from: their beats are what the tracker says of the whole, if of one mind.

A recording says no tempo. Where one beat is heard throughout its first two minutes, at one tempo to the thousandth,
what is heard of the whole is truer than what was heard of a part: of the opening above all, which a tracker hears
without what comes after. Nothing is judged by it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import gcd
from pathlib import Path

import numpy as np
import soundfile
from beat_pieces import RATE_HZ, Piece, Sound, tracked
from numpy.typing import NDArray
from scipy.signal import resample_poly

from lyria_osc.beat.features import HOPS_PER_S, Listener

Floats = NDArray[np.float64]

RECORDED = frozenset({".ogg", ".opus", ".mp3", ".flac"})
PACKAGES = (
    "a7xpg-data adonthell-data amoebax-data angrydd ardentryst asc-music blockout2 btanks-data "
    "bumprace-data caveexpress-data cavepacker-data cube2-data davegnukem-data drascula-music enigma-data "
    "extremetuxracer-data fillets-ng-data flare-game freecol fretsonfire-songs-muldjord fretsonfire-songs-sectoid "
    "funnyboat gigalomania-data glob2-data gunroar-data hannah-data hedgewars-data hex-a-hop-data "
    "hyperrogue-music instead-data lincity-ng-data lordsawar-data marsshooter-data mazeofgalious-data "
    "megaglest-data miceamaze mu-cade-data naev-data neverball-common noiz2sa-data openclonk-data parsec47-data "
    "pathological performous phlipple-data pinball-table-hurd-data pink-pony-data plee-the-bear-data "
    "powermanga-data pushover-data raincat-data rrootage-data scorched3d-data seahorse-adventures "
    "singularity-music starfighter-data supertux-data supertuxkart-data titanion-data torus-trooper-data "
    "trackballs-data tumiki-fighters-data unknown-horizons warmux-data warzone2100-music wesnoth-1.16-music "
    "widelands-data wizznic-data wordwarvi-sound xmoto-data zaz-data"
)
"""Debian's, with music that keeps its tempo."""

MOST_OF_ONE = 26
"""Pieces are taken of no more of a package's recordings, that none outweighs the others."""

SHORTEST_S = 45.0
HEARD_S, HALF_S, LEAST_S = 126.0, 63.0, 30.0
SETTLED_S, BARS_SETTLED_S = 4.0, 12.0
"""What the tracker says sooner counts for nothing."""

FEWEST_BEATS, FEWEST_BARS = 40, 8
SLOWEST_BPM, FASTEST_BPM = 60.0, 200.0
AS_MANY, NEAR_S, SPREAD_S = 0.8, 0.03, 0.008
"""So many of the beats lie so near one steady grid, half of them within the spread."""

BARS_AS_MANY = 0.9
WINDOW_S, WINDOW_STEP_S = 8.0, 4.0
IN_PHASE, PLAIN, FEWEST_WINDOWS = 0.15, 0.07, 6
"""Attacks are on the grid where the plainest of its combs is no farther from it than this part of a turn."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A beat every period from an origin on, in seconds; `bar_turn` is which of four begins a bar, -1 if unknown."""

    period: float
    origin: float
    bar_turn: int = -1


def read(path: Path) -> Sound:
    """The first two minutes."""
    rate_hz = soundfile.info(path).samplerate
    pcm, _ = soundfile.read(path, dtype="float32", always_2d=True, frames=int(HEARD_S * rate_hz))
    shared = gcd(RATE_HZ, rate_hz)
    pcm = pcm if rate_hz == RATE_HZ else resample_poly(pcm, RATE_HZ // shared, rate_hz // shared)
    return np.asarray(pcm * (0.7 / max(float(np.abs(pcm).max()), 1e-6)), np.float32)


def _combs(envelope: Floats, start_s: float, period: float) -> list[complex]:
    """How much of the attacks comes once, twice and four times a beat, and where in the turn."""
    times = start_s + np.arange(len(envelope)) / HOPS_PER_S
    swing = (envelope - envelope.mean()) / (envelope.std() + 1e-9)
    return [complex(np.exp(-2j * np.pi * count * times / period) @ swing / len(swing)) for count in (1, 2, 4)]


def _period(beats: Floats, envelope: Floats) -> float:
    """The period most held to, made exact by the attacks of the whole."""
    steps = np.diff(beats)
    bins = np.round(np.log2(steps) / 0.02).astype(int)
    held = max(bins, key=lambda one: int((np.abs(bins - one) <= 1).sum()))
    about = float(np.median(steps[np.abs(bins - held) <= 1]))
    periods = about * (1 + np.arange(-0.02, 0.02, 0.0002))
    return float(max(periods, key=lambda period: sum(map(abs, _combs(envelope, 0.0, period)))))


def _grid(beats: Floats, period: float) -> Grid | None:
    """The steady grid that the beats lie on, if they do."""
    counts, _ = np.histogram(beats / period % 1, np.arange(0, 1.01, 0.02))
    about = (np.argmax(sum(np.roll(counts, turn) for turn in range(-2, 3))) + 0.5) * 0.02
    grid = Grid(period, float(about) * period)
    for width in (0.15, 0.1, 0.06, 0.06):
        places = np.round((beats - grid.origin) / grid.period)
        near = np.abs(beats - grid.origin - places * grid.period) < width * grid.period
        if near.sum() < FEWEST_BEATS * 3 // 4:
            return None
        period, origin = np.polyfit(places[near], beats[near], 1)
        grid = Grid(float(period), float(origin))
    off = np.abs(beats - grid.origin - np.round((beats - grid.origin) / grid.period) * grid.period)
    is_steady = bool((off < NEAR_S).mean() >= AS_MANY and np.median(off[off < NEAR_S]) <= SPREAD_S)
    return grid if is_steady else None


def _with_bars(grid: Grid, bars: Floats) -> Grid:
    turns = np.bincount(np.round((bars - grid.origin) / grid.period).astype(int) % 4, minlength=4)
    is_known = turns.sum() >= FEWEST_BARS and turns.max() > BARS_AS_MANY * turns.sum()
    return replace(grid, bar_turn=int(turns.argmax()) if is_known else -1)


def _is_on(grid: Grid, envelope: Floats, start_s: float) -> bool:
    """Whether the attacks of a window are on the grid; those of whole beats may be between."""
    found = []
    for count, comb in zip((1, 2, 4), _combs(envelope, start_s, grid.period), strict=True):
        off = abs((np.angle(comb) / (2 * np.pi) + count * grid.origin / grid.period + 0.5) % 1 - 0.5)
        found.append((abs(comb), min(off, 0.5 - off) if count == 1 else off))
    strength, off = max(found)
    return bool(strength > PLAIN and off < IN_PHASE)


def grid_of(pcm: Sound) -> tuple[Grid, list[float]] | None:
    """The one grid of a piece and from when on its windows are on it, or None where it is of more than one mind."""
    free = np.array([beat.frame for beat in tracked(pcm, RATE_HZ, None)]) / RATE_HZ
    if len(free) < FEWEST_BEATS:
        return None
    heard = Listener(RATE_HZ).feed(pcm)
    envelope = np.log1p(heard.flux).sum(axis=1)
    period = _period(free[len(free) // 8 :], envelope)
    if not SLOWEST_BPM <= 60 / period <= FASTEST_BPM:
        return None
    found = tracked(pcm, RATE_HZ, 60 / period)
    beats = np.array([beat.frame for beat in found]) / RATE_HZ
    grid = _grid(beats[beats > SETTLED_S], period)
    if grid is None:
        return None
    bars = np.array([beat.frame for beat in found if beat.downbeat]) / RATE_HZ
    starts = np.arange(0, len(pcm) / RATE_HZ - WINDOW_S + 0.1, WINDOW_STEP_S)
    rows = [(int(start * HOPS_PER_S), int((start + WINDOW_S) * HOPS_PER_S)) for start in starts]
    on = [float(s) for s, (first, end) in zip(starts, rows, strict=True) if _is_on(grid, envelope[first:end], s)]
    return (_with_bars(grid, bars[bars > BARS_SETTLED_S]), on) if 2 * len(on) >= len(starts) else None


def _longest(starts: list[float]) -> list[float]:
    """The longest run of windows that follow one another."""
    runs: list[list[float]] = [[]]
    for start in starts:
        if runs[-1] and start - runs[-1][-1] > WINDOW_STEP_S + 0.1:
            runs.append([])
        runs[-1].append(start)
    return max(runs, key=len)


def steady_pieces(name: str, pcm: Sound) -> Iterator[Piece]:
    """The two minutes' halves, as far as they are on the grid; each begins off the beat."""
    found = grid_of(pcm)
    if found is None:
        return
    grid, starts = found
    for number, first_s in enumerate((0.0, HALF_S)):
        end_s = min(first_s + HALF_S, len(pcm) / RATE_HZ)
        run = _longest([at for at in starts if at >= first_s and at + WINDOW_S <= end_s + 0.1])
        if len(run) < FEWEST_WINDOWS or end_s - first_s < LEAST_S:
            continue
        at_s = run[0] + random.Random(f"{name}-{number}").uniform(0.15, 0.85) * grid.period
        ends = (np.array([at_s, run[-1] + WINDOW_S]) - grid.origin) / grid.period
        places = np.arange(np.ceil(ends[0]), ends[1])
        beats = list(places * grid.period + grid.origin - at_s)
        bars = [beat for beat, place in zip(beats, places, strict=True) if place % 4 == grid.bar_turn]
        about = {"drums": True, "electronic": True, "metre": [4, 4] if bars else [0, 0]}
        sound = pcm[round(at_s * RATE_HZ) : round((run[-1] + WINDOW_S) * RATE_HZ)]
        yield Piece(f"{name}-{number}", sound, beats, bars, 60 / grid.period, about)


def _seconds(path: Path) -> float:
    """How long a recording is; a film is none."""
    try:
        return float(soundfile.info(path).duration)
    except soundfile.LibsndfileError:
        return 0.0


def _recordings(folder: Path, package: str) -> list[Path]:
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in RECORDED and path.is_file())
    paths = [path for path in paths if _seconds(path) >= SHORTEST_S]
    random.Random(package).shuffle(paths)
    return paths[:MOST_OF_ONE]


def games(unpacked: Path) -> Iterator[Piece]:
    """Recordings of games."""
    for package in PACKAGES.split():
        for path in _recordings(unpacked / package, package):
            for piece in steady_pieces(f"{package}-{path.stem}", read(path)):
                yield replace(piece, about={**piece.about, "package": package})
