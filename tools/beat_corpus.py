"""Builds a corpus of music whose beats are known, outside the repository: ``beat_corpus.py FOLDER [SOURCE …]``.

Each piece is ``SOURCE--NAME.flac`` (48 kHz) and ``SOURCE--NAME.json`` with its beats and downbeats in seconds, its
tempo, and what is in it. The sources ``mma``, ``made``, ``band`` are for tuning; ``openttd``, ``blupi``, ``freedoom``,
``miditok``, ``modules``, ``lmms`` are music that nobody here wrote and are held out.

Needs Debian's fluidsynth, fluid-soundfont-gm, timgm6mb-soundfont, mma, openttd-openmsx, libopenmpt0, lmms; other
packages are only unpacked, under FOLDER/unpacked: planetblupi-music-midi, freedoom, heroes-sound-tracks, rafkill-data,
penguin-command, tecnoballz-data, freedroid-data, ri-li-data, and PyPI's miditok (its source archive).
"""

import ctypes
import json
import random
import re
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import beat_made
import numpy as np
import soundfile
from midi_notes import DRUMS, MidiSong, read_midi
from numpy.typing import NDArray

from lyria_osc.offline.band import Band
from lyria_osc.service import SetConfig, SetPrompts, WeightedPrompt

RATE_HZ = 48_000
PIECE_S = 55.0
SYNTH_DELAY_S = 0.0046
"""Fluidsynth sounds this much after the note-on."""

FONTS = ("/usr/share/sounds/sf2/FluidR3_GM.sf2", "/usr/share/sounds/sf2/TimGM6mb.sf2")
TUNING = frozenset({"mma", "made", "band"})

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


def _keep(folder: Path, source: str, piece: Piece) -> None:
    stem = folder / f"{source}--{re.sub(r'[^A-Za-z0-9]+', '-', piece.name).strip('-')}"
    peak = float(np.abs(piece.pcm).max())
    soundfile.write(stem.with_suffix(".flac"), piece.pcm * (0.7 / max(peak, 1e-6)), RATE_HZ, subtype="PCM_16")
    truth = {"source": source, "tuning": source in TUNING, "bpm": piece.bpm, **piece.about}
    truth |= {"beats": list(piece.beats), "downbeats": list(piece.downbeats)}
    stem.with_suffix(".json").write_text(json.dumps(truth))


def _cut(
    name: str, pcm: Sound, beats: Sequence[float], downbeats: Sequence[float], bpm: float, **about: object
) -> Piece:
    """Begins off the beat, at a place that hangs on the name only."""
    at_s = random.Random(name).uniform(0.15, 0.85) * 60 / bpm + 2.0
    pcm = pcm[round(at_s * RATE_HZ) : round((at_s + PIECE_S) * RATE_HZ)]
    end_s = len(pcm) / RATE_HZ
    inside = [[t - at_s for t in times if 0 <= t - at_s < end_s] for times in (beats, downbeats)]
    return Piece(name, pcm, inside[0], inside[1], bpm, about)


# --- MIDI -----------------------------------------------------------------------------------------------------------


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


def _bars(song: MidiSong) -> Iterator[float]:
    """The beats on which bars begin; none where the metre is not known."""
    metres = [*song.metres, (song.beats, (4, 4))]
    for (start, (count, unit)), (end, _) in pairwise(metres):
        bar = count * 4 / unit
        yield from np.arange(start, end - 1e-6, bar)


def _on_grid(song: MidiSong, start_s: float, end_s: float) -> float:
    """Which share of the notes lies within 12 ms of a sixteenth, an eighth or a triplet."""
    grid = np.array([song.seconds(beat / 24) for beat in range(int(song.beats * 24) + 24)])
    even = np.array([beat % 6 == 0 or beat % 8 == 0 or beat % 4 == 0 for beat in range(len(grid))])
    grid = grid[even]
    times = np.array([note.start_s for note in song.notes if start_s < note.start_s < end_s])
    if len(times) < 30:
        return 0.0
    near = np.abs(times[:, None] - grid[np.clip(np.searchsorted(grid, times)[:, None] + [-1, 0], 0, len(grid) - 1)])
    return float((near.min(axis=1) < 0.012).mean())


def _midi_piece(path: Path, name: str, at_s: float, font: str) -> Piece | None:
    song = read_midi(path)
    times = np.array([song.seconds(beat) for beat in range(int(song.beats) + 1)])
    inside = (times >= at_s) & (times < at_s + PIECE_S + 4)
    if inside.sum() < 40 or _on_grid(song, at_s, at_s + PIECE_S) < 0.8:
        return None
    steps = np.diff(times[inside])
    bpm = float(60 / np.median(steps))
    if np.abs(steps * bpm / 60 - 1).max() > 0.015 or not 55 <= bpm <= 205:
        return None
    pcm = synthesised(path, at_s + PIECE_S + 4, font)[round(at_s * RATE_HZ) :]
    shift = SYNTH_DELAY_S - at_s
    bars = [song.seconds(bar) + shift for bar in _bars(song)]
    metre = song.metres[0][1] if song.metres else (0, 0)
    drums = sum(note.channel == DRUMS and at_s < note.start_s < at_s + PIECE_S for note in song.notes) > 30
    beats = [float(t) + shift for t in times]
    return _cut(name, pcm, beats, bars, bpm, drums=drums, metre=list(metre), electronic=False)


def _midi_files(paths: Iterable[Path], starts: Sequence[float]) -> Iterator[Piece]:
    for number, path in enumerate(sorted(paths)):
        for start in starts:
            try:
                piece = _midi_piece(path, f"{path.stem}-{start:g}", start, FONTS[number % 2])
            except (ValueError, IndexError) as error:
                print(f"{path}: {error}", file=sys.stderr)
                continue
            if piece is not None and len(piece.pcm) > 40 * RATE_HZ:
                yield piece


def openttd(unpacked: Path) -> Iterator[Piece]:
    """Songs of OpenMSX."""
    del unpacked
    yield from _midi_files(Path("/usr/share/games/openttd/baseset/openmsx").glob("*.mid"), (8.0,))


def blupi(unpacked: Path) -> Iterator[Piece]:
    """Songs of Planet Blupi."""
    yield from _midi_files(unpacked.glob("planetblupi-music-midi/**/*.mid"), (20.0, 100.0))


def miditok(unpacked: Path) -> Iterator[Piece]:
    """Songs that miditok is tested with."""
    yield from _midi_files(unpacked.glob("miditok*/**/*.mid"), (8.0,))


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
    yield from _midi_files(songs.glob("*.mid"), (8.0,))


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
        if not song.notes or _on_grid(song, 2.0, PIECE_S) < 0.5:
            return
        pcm = synthesised(midi, PIECE_S + 5, FONTS[chance.randrange(2)])
    bars = [bar * 4 * 60 / bpm + SYNTH_DELAY_S for bar in range(200)]
    beats = [beat * 60 / bpm + SYNTH_DELAY_S for beat in range(800)]
    drums = any(note.channel == DRUMS for note in song.notes)
    yield _cut(name, pcm, beats, bars, float(bpm), drums=drums, metre=[4, 4], electronic=False)


def made(unpacked: Path) -> Iterator[Piece]:
    """Electronic music in sections, made by chance."""
    del unpacked
    for seed in range(120):
        song = beat_made.song(seed, PIECE_S + 6)
        with tempfile.TemporaryDirectory() as work:
            path = Path(work, "a.mid")
            path.write_bytes(song.midi)
            pitched = synthesised(path, PIECE_S + 6, FONTS[seed % 2])
        beats = [beat * 60 / song.bpm + SYNTH_DELAY_S for beat in range(400)]
        pcm = beat_made.mixed(song, pitched, SYNTH_DELAY_S)
        about = {"drums": True, "metre": [4, 4], "electronic": True, "style": song.style}
        yield _cut(f"{song.style}-{seed}", pcm, beats, beats[::4], song.bpm, **about)


# --- the offline band -------------------------------------------------------------------------------------------------

_BAND_PROMPTS = (
    "minimal techno", "deep house", "drum and bass", "lo-fi hip hop", "ambient piano", "trance", "bossa nova", "funk",
    "heavy metal", "reggae", "jazz fusion", "dubstep", "disco", "synthpop", "trap beat", "bluegrass", "string quartet",
    "chiptune", "salsa", "breakbeat", "garage", "acoustic guitar folk", "afrobeat", "polka", "swing jazz", "orchestral",
    "industrial", "rnb soul", "country", "psytrance",
)  # fmt: skip


def band(unpacked: Path) -> Iterator[Piece]:
    """The offline band, whose truth is exact."""
    del unpacked
    for number, prompt in enumerate(_BAND_PROMPTS):
        chance = random.Random(prompt)
        bpm = chance.randint(70, 175)
        players = Band(number)
        players.take(SetPrompts((WeightedPrompt(prompt, 1.0),)))
        config = {"bpm": bpm, "density": chance.uniform(0.2, 0.9), "brightness": chance.uniform(0.2, 0.9)}
        players.take(SetConfig(config))
        chunks = [players.next_chunk() for _ in range(int(PIECE_S / 2) + 3)]
        frames = np.cumsum([0, *(len(chunk.pcm) for chunk in chunks)])
        found = [
            ((start + beat.frame) / RATE_HZ, beat.beat == 1)
            for start, chunk in zip(frames, chunks, strict=False)
            for beat in chunk.truth.beats
        ]
        pcm = np.concatenate([chunk.pcm for chunk in chunks])
        about = {"drums": True, "metre": [4, 4], "electronic": False, "style": prompt}
        bars = [at for at, is_bar in found if is_bar]
        yield _cut(f"{prompt}", pcm, [at for at, _ in found], bars, float(bpm), **about)


# --- tracker modules and LMMS -----------------------------------------------------------------------------------------


def _module(path: Path) -> Piece | None:
    """Plays a module by libopenmpt, a millisecond at a time, so that each row's begin is known."""
    lib = ctypes.CDLL("libopenmpt.so.0")
    create = lib.openmpt_module_create_from_memory
    create.restype = ctypes.c_void_p
    create.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    read = lib.openmpt_module_read_interleaved_float_stereo
    read.argtypes = [ctypes.c_void_p, ctypes.c_int32, ctypes.c_size_t, ctypes.c_void_p]
    read.restype = ctypes.c_size_t
    queries = [getattr(lib, f"openmpt_module_get_current_{what}") for what in ("order", "row", "speed", "tempo")]
    for query in queries:
        query.argtypes, query.restype = [ctypes.c_void_p], ctypes.c_int32
    data = path.read_bytes()
    module = create(data, len(data), None, None, None)
    if not module:
        return None
    step = RATE_HZ // 1000
    buffer = np.zeros((step, 2), np.float32)
    blocks, rows, last = [], [], None
    for number in range(int((PIECE_S + 10) * 1000)):
        if read(module, RATE_HZ, step, buffer.ctypes.data) < step:
            break
        blocks.append(buffer.copy())
        order, row, speed, tempo = (query(module) for query in queries)
        if (order, row) != last:
            last = (order, row)
            rows.append((number * 0.001, row, tempo / speed))
    lib.openmpt_module_destroy(ctypes.c_void_p(module))
    return _module_piece(path, np.concatenate(blocks), rows) if len(blocks) > 45_000 else None


def _module_piece(path: Path, pcm: Sound, rows: Sequence[tuple[float, int, float]]) -> Piece | None:
    row_s = float(np.median(np.diff([at for at, _, _ in rows])))
    per_beat = min((4, 8, 6, 3, 2, 12), key=lambda count: abs(np.log(60 / (row_s * count) / 120)) + (count % 4 > 0))
    beats = [at for at, row, _ in rows if row % per_beat == 0]
    steps = np.diff(beats)
    bpm = 60 / float(np.mean(steps)) if len(steps) > 30 else 0.0
    if not 55 <= bpm <= 205 or np.abs(steps * bpm / 60 - 1).max() > 0.03:
        return None
    bars = [at for at, row, _ in rows if row % (4 * per_beat) == 0]
    return _cut(path.name, pcm, beats, bars, bpm, drums=True, metre=[4, 4], electronic=True, rows=per_beat)


def modules(unpacked: Path) -> Iterator[Piece]:
    """Tracker modules of games."""
    for kind in ("mod", "xm", "s3m", "it"):
        for path in sorted(unpacked.glob(f"*/usr/**/*.{kind}")):
            piece = _module(path)
            if piece is not None:
                yield piece


def lmms(unpacked: Path) -> Iterator[Piece]:
    """LMMS's demo projects."""
    del unpacked
    for path in sorted(Path("/usr/share/lmms/projects").glob("**/*.mmp*")):
        data = path.read_bytes()
        text = (zlib.decompress(data[4:]) if path.suffix == ".mmpz" else data).decode(errors="replace")
        head = re.search(r"<head[^>]*>", text)
        if head is None or "tutorials" in str(path):
            continue
        fields = dict(re.findall(r'(\w+)="([^"]*)"', head[0]))
        bpm = float(fields.get("bpm") or (re.search(r'<bpm[^>]*value="([\d.]+)"', text) or [0, 0])[1])
        beat = 4 / float(fields.get("timesig_denominator", 4)) * 60 / max(bpm, 1)
        bar = float(fields.get("timesig_numerator", 4)) * beat
        if "<automationpattern" in text and re.search(r'<bpm[^>]*id="', text):
            print(f"{path.name}: its tempo may change", file=sys.stderr)
        with tempfile.TemporaryDirectory() as work:
            out = Path(work, "a.wav")
            command = ["lmms", "render", str(path), "-o", str(out), "-f", "wav", "-s", str(RATE_HZ), "--allowroot"]
            subprocess.run(
                command,
                capture_output=True,
                timeout=400,
                check=False,
                env={"QT_QPA_PLATFORM": "offscreen", "HOME": work, "PATH": "/usr/bin:/bin"},
            )
            if not out.exists():
                print(f"{path.name}: not rendered", file=sys.stderr)
                continue
            pcm, _ = soundfile.read(out, dtype="float32", always_2d=True, frames=int((PIECE_S + 14) * RATE_HZ))
        if len(pcm) < 45 * RATE_HZ or not 55 <= bpm <= 205:
            continue
        beats = [float(t) for t in np.arange(0, 90, 60 / bpm)]
        yield _cut(path.stem, pcm, beats, list(np.arange(0, 90, bar)), bpm, drums=True, metre=[4, 4], electronic=True)


SOURCES = {one.__name__: one for one in (mma, made, band, openttd, blupi, freedoom, miditok, modules, lmms)}


def main() -> None:
    """Builds the sources named on the command line, or all."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for source in sys.argv[2:] or SOURCES:
        count = 0
        for piece in SOURCES[source](folder / "unpacked"):
            _keep(folder, source, piece)
            count += 1
        print(f"{source}: {count} pieces", flush=True)


if __name__ == "__main__":
    main()
