"""LMMS projects, as far as a corpus of beats needs them: which instrument is struck when."""

import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from beat_clear import Hit

TICKS = 48
"""In a quarter."""

BAR = 4 * TICKS
LOW_KEY = 45

_NAMES = (
    ("kick", r"kick|kik|\bbd\b|bass.?drum"),
    ("snare", r"snare|clap|\bsd\b|rim"),
    ("other", r"hat|\bhh|cymbal|shaker|ride|crash|tamb|perc|drums?/"),
    ("bass", r"bass|\bsub\b"),
)


def text_of(path: Path) -> str:
    """A project's text, of which some are packed."""
    data = path.read_bytes()
    return (zlib.decompress(data[4:]) if path.suffix == ".mmpz" else data).decode(errors="replace")


def _clips(track: ElementTree.Element) -> list[ElementTree.Element]:
    return [one for one in track if one.tag in ("pattern", "midiclip")]


def _part(track: ElementTree.Element) -> str:
    """Which part a track plays: by its name or its sample's, else by how low it is."""
    plugin, sample = track.find("instrumenttrack/instrument"), track.find(".//audiofileprocessor")
    name = f"{track.get('name', '')} {'' if sample is None else sample.get('src', '')}".lower()
    for part, pattern in _NAMES:
        if re.search(pattern, name):
            return part
    keys = [int(note.get("key", 57)) for note in track.iter("note")]
    if plugin is not None and plugin.get("name") == "kicker" and len(set(keys)) < 3:
        return "kick"
    return "bass" if keys and np.mean(keys) < LOW_KEY else "note"


def _struck(clip: ElementTree.Element) -> list[int]:
    return [int(note.get("pos", 0)) for note in clip.findall("note")]


def _of_instruments(tracks: Sequence[ElementTree.Element]) -> Iterator[tuple[int, str]]:
    for track in tracks:
        if track.get("type") == "0" and track.get("muted") != "1":
            part = _part(track)
            for clip in _clips(track):
                if clip.get("muted") != "1":
                    yield from ((int(clip.get("pos", 0)) + at, part) for at in _struck(clip))


def _of_beats(tracks: Sequence[ElementTree.Element]) -> Iterator[tuple[int, str]]:
    """The tracks of beats: the first holds the instruments of all, each of which has a clip for each track."""
    beats = [track for track in tracks if track.get("type") == "1"]
    inner = [found for track in beats if (found := track.find("bbtrack/trackcontainer")) is not None and len(found)]
    instruments = [one for one in (inner[-1] if inner else ()) if one.get("type") == "0" and one.get("muted") != "1"]
    for number, track in enumerate(beats):
        if track.get("muted") == "1":
            continue
        clips = [(_part(one), of[number]) for one in instruments if len(of := _clips(one)) > number]
        struck = [(at, part) for part, clip in clips if clip.get("muted") != "1" for at in _struck(clip)]
        steps = [int(clip.get("steps", 0)) * TICKS // 4 for _, clip in clips if clip.get("type") == "0"]
        turn = BAR * max(1, *(-(-end // BAR) for end in (*steps, *(at + 1 for at, _ in struck))), 1)
        for block in track:
            if block.tag not in ("bbtco", "patternclip") or block.get("muted") == "1":
                continue
            start, length = int(block.get("pos", 0)), int(block.get("len", 0))
            for again in range(0, length, turn):
                yield from ((start + again + at, part) for at, part in struck if again + at < length)


def hits(path: Path, bpm: float) -> list[Hit]:
    """What tells the beat, in seconds from the first bar on."""
    song = ElementTree.fromstring(text_of(path)).find(".//song/trackcontainer")
    tracks = [] if song is None else list(song)
    found = sorted([*_of_instruments(tracks), *_of_beats(tracks)])
    return [Hit(tick / TICKS * 60 / bpm, part) for tick, part in found]
