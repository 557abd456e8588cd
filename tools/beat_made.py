"""Electronic music in sections, made by chance for tuning a beat tracker: what such trackers trip over.

Off-beat hats and bass, breakbeats, swing, half-time, intros without drums, breakdowns, side-chained pads. The pitched
part is a MIDI file for a synthesiser, the drums are made here; both from one list of beats.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from midi_notes import Play, midi_bytes
from numpy.typing import NDArray

RATE_HZ = 48_000

Sound = NDArray[np.float32]

HATS = "h.h.h.h.h.h.h.h."
OPEN = "..x...x...x...x."
FLOOR = "x...x...x...x..."
BACK = "....x.......x..."

KITS: Mapping[str, tuple[tuple[int, int], Mapping[str, str]]] = {
    "house": (
        (118, 128),
        {
            "kick": FLOOR,
            "clap": BACK,
            "open": OPEN,
            "hat": HATS,
        },
    ),
    "techno": (
        (122, 140),
        {
            "kick": FLOOR,
            "open": OPEN,
            "hat": "hhhhhhhhhhhhhhhh",
            "clap": BACK,
        },
    ),
    "trance": ((128, 144), {"kick": FLOOR, "open": OPEN, "clap": BACK}),
    "electro": ((110, 130), {"kick": "x.....x...x.....", "snare": BACK, "hat": "h.h.h.h.h.hhh.h."}),
    "dnb": ((165, 178), {"kick": "x.........x.....", "snare": BACK, "hat": HATS}),
    "breaks": ((120, 138), {"kick": "x.x.......x.....", "snare": "....x..s.s..x..s", "hat": HATS}),
    "trap": ((130, 150), {"kick": "x.....x...x.....", "snare": "........x.......", "hat": "h.h.h.hhh.h.hhhh"}),
    "hiphop": ((80, 98), {"kick": "x.....x.x.......", "snare": BACK, "hat": HATS}),
    "garage": (
        (126, 136),
        {
            "kick": "x.........x.....",
            "snare": BACK,
            "hat": "..h...hh..h..h.h",
            "open": OPEN,
        },
    ),
    "dub": ((68, 80), {"kick": "........x.......", "snare": "........x.......", "hat": HATS}),
    "synthpop": ((100, 124), {"kick": FLOOR, "snare": BACK, "hat": HATS}),
    "ambient": ((70, 110), {"kick": "x...............", "hat": "....h.......h..."}),
}  # fmt: skip
"""Styles: range of tempo, and a bar of sixteenths for each drum."""

BASSES = ("eighths", "sixteenths", "long", "syncopated", "none")
FLOOR_BASSES = (*BASSES, "offbeat", "rolling")
"""Basses that need a kick on every beat to be understood are for the styles that have one."""
CHORDS = ((0, 3, 7), (5, 8, 12), (-4, 0, 3), (-2, 2, 5), (-5, -1, 2), (3, 7, 10))


PITCHED = ("bass", "pad", "lead")
OUT = ((), (), (), PITCHED, PITCHED, ("drums",), ("bass",), ("pad", "lead"), ("lead", "drums"), ("kick",), ("hats",))
"""Who rests in a section."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A stroke of a drum, at a beat."""

    beat: float
    drum: str
    level: float


@dataclass(frozen=True, slots=True)
class Song:
    """A song: its pitched part as MIDI, and its strokes."""

    style: str
    bpm: float
    midi: bytes
    hits: tuple[Hit, ...]
    duck: float
    seed: int


def song(seed: int, seconds: float) -> Song:
    """The song of a seed."""
    chance = random.Random(seed)
    style = list(KITS)[seed % len(KITS)]
    (slowest, fastest), kit = KITS[style]
    bpm = float(chance.randint(slowest, fastest))
    swing = chance.choice((0.0, 0.0, 0.0, 0.1, 0.18, 0.33)) if style != "trance" else 0.0
    bars = int(seconds * bpm / 240) + 1
    parts = _sections(bars, chance)
    hits = tuple(_drums(kit, parts, swing, chance))
    basses = FLOOR_BASSES if kit["kick"].count("x") == 4 else BASSES
    notes = list(_pitched(parts, swing, chance.choice(basses), chance))
    programs = (
        (0, chance.choice((38, 39, 33, 87))),
        (1, chance.choice((89, 90, 50, 4, 88))),
        (2, chance.choice((81, 80, 62, 11))),
    )
    return Song(style, bpm, midi_bytes(bpm, programs, notes), hits, chance.choice((0.0, 0.5, 0.8)), seed)


def _sections(bars: int, chance: random.Random) -> list[frozenset[str]]:
    """Who plays in each bar: sections of 4 or 8 bars, some without drums."""
    parts: list[frozenset[str]] = []
    while len(parts) < bars:
        out = chance.choice(OUT)
        playing = frozenset({"drums", "kick", "hats", "bass", "pad", "lead"} - set(out))
        parts += [playing] * chance.choice((4, 4, 8))
    return parts[:bars]


def _swung(step: int, swing: float) -> float:
    return step / 4 + (swing / 4 if step % 2 else 0.0)


def _drums(kit: Mapping[str, str], parts: list[frozenset[str]], swing: float, chance: random.Random) -> Iterator[Hit]:
    hats_out = chance.random() < 0.2
    for bar, playing in enumerate(parts):
        if "drums" not in playing:
            continue
        fill = bar % 8 == 7 and chance.random() < 0.6
        for drum, steps in kit.items():
            group = "kick" if drum == "kick" else "hats" if drum in ("hat", "open") else "drums"
            if group not in playing or (drum == "hat" and hats_out):
                continue
            for step, mark in enumerate(steps):
                ghost = mark == "." and chance.random() < 0.02
                if mark != "." or ghost:
                    level = {"x": 1.0, "h": 0.35 if step % 2 else 0.55, "s": 0.45, ".": 0.3}[mark]
                    yield Hit(bar * 4 + _swung(step, swing), drum, level * chance.uniform(0.8, 1.0))
        if fill:
            for step in range(12, 16):
                yield Hit(bar * 4 + _swung(step, swing), chance.choice(("snare", "tom")), 0.7)
        if bar % 8 == 0 and chance.random() < 0.5:
            yield Hit(bar * 4, "crash", 0.6)


def _pitched(parts: list[frozenset[str]], swing: float, bass: str, chance: random.Random) -> Iterator[Play]:
    root, period = chance.randint(33, 44), chance.choice((1, 1, 2, 4))
    progression = [chance.choice(CHORDS) for _ in range(4)]
    stabs = chance.choice(("long", "offbeat", "stab", "arp"))
    riff = [(step, chance.choice((0, 3, 5, 7, 10, 12))) for step in range(16) if chance.random() < 0.4]
    for bar, playing in enumerate(parts):
        chord = progression[bar // period % 4]
        if "bass" in playing:
            yield from _bass(bar, root + chord[0], bass, swing, chance)
        if "pad" in playing:
            yield from _pad(bar, [root + 24 + step for step in chord], stabs, bar % period == 0, swing, period)
        if "lead" in playing:
            for step, interval in riff:
                yield Play(bar * 4 + _swung(step, swing), 0.3, 2, root + 36 + interval, chance.randint(60, 95))


def _bass(bar: int, pitch: int, kind: str, swing: float, chance: random.Random) -> Iterator[Play]:
    steps = {
        "offbeat": range(2, 16, 4),
        "eighths": range(0, 16, 2),
        "sixteenths": range(16),
        "rolling": [step for step in range(16) if step % 4],
        "long": [0],
        "syncopated": [0, 3, 6, 10, 13],
        "none": [],
    }[kind]
    for step in steps:
        length = 3.8 if kind == "long" else 0.22
        octave = 12 if kind == "eighths" and step % 4 == 2 else 0
        yield Play(bar * 4 + _swung(step, swing), length, 0, pitch + octave, chance.randint(85, 110))


def _pad(bar: int, chord: list[int], kind: str, is_new: bool, swing: float, period: int) -> Iterator[Play]:
    if kind == "long":
        if is_new:
            yield from (Play(bar * 4, period * 4 - 0.05, 1, pitch, 75) for pitch in chord)
        return
    if kind == "arp":
        for step in range(16):
            yield Play(bar * 4 + _swung(step, swing), 0.2, 1, chord[step % len(chord)] + 12 * (step % 2), 80)
        return
    for step in range(2, 16, 4) if kind == "offbeat" else (0, 3, 6, 11):
        yield from (Play(bar * 4 + _swung(step, swing), 0.25, 1, pitch, 80) for pitch in chord)


# --- sound ------------------------------------------------------------------------------------------------------------


def _voice(drum: str, noise: np.random.Generator, colour: float) -> Sound:
    at = np.arange(int(0.5 * RATE_HZ)) / RATE_HZ
    hiss = noise.standard_normal(len(at))
    bright = np.diff(hiss, n=2, append=[0, 0]) * 0.5
    if drum == "kick":
        sweep = np.cumsum(45 + 20 * colour + (180 + 200 * colour) * np.exp(-at * 40)) / RATE_HZ
        out = np.sin(2 * np.pi * sweep) * np.exp(-at * (6 + 6 * colour)) + 0.1 * bright * np.exp(-at * 300)
    elif drum in ("snare", "clap"):
        tone = np.sin(2 * np.pi * (180 + 60 * colour) * at) * np.exp(-at * 25) * (drum == "snare")
        out = 0.5 * tone + 0.4 * hiss * np.exp(-at * (18 + 10 * colour))
    elif drum == "tom":
        out = np.sin(2 * np.pi * np.cumsum(110 + 60 * np.exp(-at * 20)) / RATE_HZ) * np.exp(-at * 9)
    else:
        decay = {"hat": 70.0, "open": 12.0, "crash": 4.0}[drum]
        out = 0.35 * bright * np.exp(-at * decay * (0.7 + 0.6 * colour))
    return out.astype(np.float32)


def mixed(made: Song, pitched: Sound, delay_s: float) -> Sound:
    """Pitched part and drums together, the first ducked under the kick."""
    noise, chance = np.random.default_rng(made.seed), random.Random(made.seed)
    names = ("kick", "snare", "clap", "tom", "hat", "open", "crash")
    voices = {drum: _voice(drum, noise, chance.random()) for drum in names}
    drums = np.zeros(len(pitched) + RATE_HZ, np.float32)
    duck = np.ones(len(pitched) + RATE_HZ, np.float32)
    dip = 1 - made.duck * np.exp(-np.arange(int(0.4 * RATE_HZ)) / (0.12 * RATE_HZ)).astype(np.float32)
    for hit in made.hits:
        at = round((hit.beat * 60 / made.bpm + delay_s) * RATE_HZ)
        if at < len(pitched):
            drums[at : at + len(voices[hit.drum])] += voices[hit.drum] * hit.level
            if hit.drum == "kick":
                duck[at : at + len(dip)] = np.minimum(duck[at : at + len(dip)], dip)
    drums, duck = drums[: len(pitched), None], duck[: len(pitched), None]
    loud = float(np.abs(pitched).max()) or 1.0
    return (pitched / loud * duck * chance.uniform(0.4, 1.0) + drums * chance.uniform(0.3, 0.7)).astype(np.float32)
