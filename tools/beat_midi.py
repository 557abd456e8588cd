"""Pieces out of MIDI files for a corpus of beats: other people's songs, and accompaniments by mma."""

import random
import re
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from beat_clear import Hit
from beat_pieces import PIECE_S, RATE_HZ, Piece, Sound, cut
from midi_notes import DRUMS, MidiSong, read_midi

FONTS = ("/usr/share/sounds/sf2/FluidR3_GM.sf2", "/usr/share/sounds/sf2/TimGM6mb.sf2")
DELAYS_S = dict(zip(FONTS, (0.0046, 0.0022), strict=True))
"""So much after the note-on a drum is at half its height, by font: the median of kick, snare, stick and hat."""


def synthesised(path: Path, seconds: float, font: str) -> Sound:
    """The first seconds of a MIDI file as fluidsynth plays it."""
    command = [
        "fluidsynth",
        "-ni",
        "-q",
        "-g",
        "0.4",
        "-r",
        str(RATE_HZ),
        "-O",
        "s16",
        "-T",
        "raw",
        "-F",
        "-",
        font,
        str(path),
    ]
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    data = process.stdout.read(round(seconds * RATE_HZ) * 4)
    process.kill()
    process.wait()
    pcm = np.frombuffer(data[: len(data) // 4 * 4], np.int16).reshape(-1, 2)
    return (pcm / 32768).astype(np.float32)


def _grid(song: MidiSong, step: float | None = None) -> Iterator[float]:
    """The beats on which bars begin, or every so many beats from each change of metre; none where it is not known."""
    metres = [*song.metres, (song.beats, (4, 4))]
    for (start, (count, unit)), (end, _) in pairwise(metres):
        yield from np.arange(start, end - 1e-6, step or count * 4 / unit)


def on_grid(song: MidiSong, start_s: float, end_s: float) -> float:
    """Which share of the notes lies within 12 ms of a sixteenth, an eighth or a triplet."""
    grid = np.array([song.seconds(beat / 24) for beat in range(int(song.beats * 24) + 24)])
    even = np.array([beat % 6 == 0 or beat % 8 == 0 or beat % 4 == 0 for beat in range(len(grid))])
    grid = grid[even]
    times = np.array([note.start_s for note in song.notes if start_s < note.start_s < end_s])
    if len(times) < 30:
        return 0.0
    near = np.abs(times[:, None] - grid[np.clip(np.searchsorted(grid, times)[:, None] + [-1, 0], 0, len(grid) - 1)])
    return float((near.min(axis=1) < 0.012).mean())


_DRUMS = {35: "kick", 36: "kick", 37: "snare", 38: "snare", 39: "snare", 40: "snare"}
_BASSES = range(32, 40)
_LOW_PITCH, _LOW_SHARE = 55, 25
"""What has no bass by its program has it in the lowest channel, if that is low; else in the lowest notes (per cent)."""


def hits(song: MidiSong, start_s: float, end_s: float) -> list[Hit]:
    """What tells the beat, in the file's time."""
    notes = [note for note in song.notes if start_s <= note.start_s < end_s]
    pitches: dict[int, list[int]] = {}
    for note in notes:
        if note.channel != DRUMS:
            pitches.setdefault(note.channel, []).append(note.pitch)
    basses = {channel for channel in pitches if song.programs.get(channel, 0) in _BASSES}
    low = {
        float(np.mean(of)): channel
        for channel, of in pitches.items()
        if len(of) >= 16 and song.programs.get(channel, 0) < 112 and np.mean(of) < _LOW_PITCH
    }
    if not basses and low:
        basses = {low[min(low)]}
    every = [pitch for of in pitches.values() for pitch in of]
    highest = float(np.percentile(every, _LOW_SHARE)) if every and not basses else -1.0

    def part(channel: int, pitch: int) -> str:
        if channel == DRUMS:
            return _DRUMS.get(pitch, "other")
        return "bass" if channel in basses or pitch <= highest else "note"

    return [Hit(note.start_s, part(note.channel, note.pitch)) for note in notes]


def _midi_piece(path: Path, name: str, at_s: float, font: str) -> Piece | None:
    song = read_midi(path)
    if any(unit == 8 and count > 3 and count % 3 == 0 for _, (count, unit) in song.metres):
        return None
    beats = list(_grid(song, 1.0)) if song.metres else range(int(song.beats) + 1)
    times = np.array([song.seconds(beat) for beat in beats])
    inside = (times >= at_s) & (times < at_s + PIECE_S + 4)
    if inside.sum() < 40 or on_grid(song, at_s, at_s + PIECE_S) < 0.8:
        return None
    steps = np.diff(times[inside])
    bpm = float(60 / np.median(steps))
    if np.abs(steps * bpm / 60 - 1).max() > 0.015 or not 55 <= bpm <= 205:
        return None
    pcm = synthesised(path, at_s + PIECE_S + 4, font)[round(at_s * RATE_HZ) :]
    shift = DELAYS_S[font] - at_s
    bars = [song.seconds(bar) + shift for bar in _grid(song)]
    middle = at_s + PIECE_S / 2
    metre = next((metre for beat, metre in reversed(song.metres) if song.seconds(beat) < middle), (0, 0))
    drums = sum(note.channel == DRUMS and at_s < note.start_s < at_s + PIECE_S for note in song.notes) > 30
    told = [Hit(at + shift, part) for at, part in hits(song, at_s, at_s + PIECE_S + 4)]
    about = {"drums": drums, "metre": list(metre), "electronic": False}
    return cut(name, pcm, [float(t) + shift for t in times], bars, bpm, told, **about)


def midi_pieces(paths: Iterable[Path], starts: Sequence[float]) -> Iterator[Piece]:
    """Each file's piece from each start on that has one, the fonts taken in turn."""
    for number, path in enumerate(sorted(paths)):
        for turn, start in enumerate(starts, number):
            try:
                piece = _midi_piece(path, f"{path.stem}-{start:g}", start, FONTS[turn % 2])
            except (ValueError, IndexError) as error:
                print(f"{path}: {error}", file=sys.stderr)
                continue
            if piece is not None and len(piece.pcm) > 40 * RATE_HZ:
                yield piece


def openttd(unpacked: Path) -> Iterator[Piece]:
    """Songs of OpenMSX."""
    del unpacked
    yield from midi_pieces(Path("/usr/share/games/openttd/baseset/openmsx").glob("*.mid"), (8.0, 70.0))


def blupi(unpacked: Path) -> Iterator[Piece]:
    """Songs of Planet Blupi."""
    yield from midi_pieces(unpacked.glob("planetblupi-music-midi/**/*.mid"), (20.0, 100.0))


def miditok(unpacked: Path) -> Iterator[Piece]:
    """Songs that miditok is tested with."""
    yield from midi_pieces(unpacked.glob("miditok*/**/*.mid"), (8.0, 70.0))


def simutrans(unpacked: Path) -> Iterator[Piece]:
    """Songs of Simutrans, and the few of other games."""
    names = ("simutrans-data", "liquidwar-data", "freedink-data", "kobodeluxe-data")
    paths = [path for name in names for path in unpacked.glob(f"{name}/**/*.mid")]
    yield from midi_pieces(paths, (8.0, 70.0))


def freedoom(unpacked: Path) -> Iterator[Piece]:
    """Songs of Freedoom, out of its WAD files."""
    songs = unpacked / "freedoom-songs"
    songs.mkdir(exist_ok=True)
    for wad in sorted(unpacked.glob("freedoom/**/*.wad")):
        data = wad.read_bytes()
        count, at = struct.unpack("<ii", data[4:12])
        for number in range(count):
            start, size, name = struct.unpack("<ii8s", data[at + number * 16 : at + number * 16 + 16])
            if name.startswith(b"D_") and data[start : start + 4] == b"MThd":
                path = songs / f"{name.rstrip(bytes(1)).decode()}.mid"
                path.write_bytes(data[start : start + size])
    yield from midi_pieces(songs.glob("*.mid"), (8.0, 70.0))


# --- accompaniments ---------------------------------------------------------------------------------------------------

_CHANGES = (
    "C Am F G",
    "Am F C G",
    "Dm7 G7 CM7 A7",
    "Em C G D",
    "C7 F7 C7 G7",
    "F Dm Bb C",
    "Cm Ab Eb Bb",
    "Gm7 C7 FM7 D7",
)


def mma(unpacked: Path) -> Iterator[Piece]:
    """Accompaniments by mma: one groove of each library file, some of them with its fills and variations."""
    del unpacked
    for path in sorted(Path("/usr/share/mma/lib").glob("*/*.mma")):
        if path.parent.name == "pflib":
            continue
        text = path.read_text(errors="replace")
        grooves = re.findall(r"(?im)^\s*DefGroove\s+(\S+)", text)
        chance = random.Random(path.stem)
        if not grooves or not re.search(r"(?im)^\s*Time(?:\s*Sig)?\s+4", text):
            continue
        yield from _accompaniment(path.stem, grooves, chance)


def _accompaniment(name: str, grooves: Sequence[str], chance: random.Random) -> Iterator[Piece]:
    bpm = chance.randint(66, 168)
    lines, bar = [f"Tempo {bpm}"], 1
    main = grooves[0]
    changes = chance.choice(_CHANGES).split()
    while bar * 4 * 60 / bpm < PIECE_S + 8:
        groove = main if bar % 16 < 9 else chance.choice(grooves[:6])
        lines.append(f"Groove {groove}")
        for _ in range(8):
            lines.append(
                f"{bar} {changes[bar % 4]}" + (f" / {changes[(bar + 1) % 4]}" if chance.random() < 0.2 else "")
            )
            bar += 1
    with tempfile.TemporaryDirectory() as work:
        source, midi = Path(work, "a.mma"), Path(work, "a.mid")
        source.write_text("\n".join(lines) + "\n")
        done = subprocess.run(["mma", source, "-f", midi], capture_output=True, timeout=120, check=False)
        if done.returncode or not midi.exists():
            return
        song = read_midi(midi)
        if not song.notes or on_grid(song, 2.0, PIECE_S) < 0.5:
            return
        font = FONTS[chance.randrange(2)]
        pcm = synthesised(midi, PIECE_S + 5, font)
    bars = [bar * 4 * 60 / bpm + DELAYS_S[font] for bar in range(200)]
    beats = [beat * 60 / bpm + DELAYS_S[font] for beat in range(800)]
    drums = any(note.channel == DRUMS for note in song.notes)
    yield cut(name, pcm, beats, bars, float(bpm), drums=drums, metre=[4, 4], electronic=False)
