"""Judges the beat tracker on a corpus of `beat_corpus`, beside a clock at the asked tempo, librosa and aubio.

``bench_beats.py FOLDER [SOURCE …] [--apart DIR] [--band] [--json]``; with ``--apart`` what ``beat_train.py --apart``
has learnt without a piece's origin judges it; with ``--band`` also on the offline band's presets. What a system needs
and is not installed is left out of the table; the first 5 s of a piece are not judged. Figures are by the rules of
mir_eval, which is used where it is there.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from beat_pieces import group_of, tracked
from numpy.typing import NDArray

from lyria_osc.beat import sequence
from lyria_osc.offline.band import Band
from lyria_osc.params.presets import find_presets, read_preset, shipped_presets
from lyria_osc.params.values import Values
from lyria_osc.service import CHUNK_S, RATE_HZ, SetConfig, SetPrompts

Floats = NDArray[np.float64]
Pcm = NDArray[np.float32]
Row = dict[str, Any]

FROM_S = 5.0
BAND_S = 60.0
ASKED: Mapping[str, Callable[[float], float | None]] = {
    "as asked": lambda bpm: float(round(bpm)),
    "3 % off": lambda bpm: round(bpm) * 1.03,
    "15 % off": lambda bpm: round(bpm) * 1.15,
    "doubled": lambda bpm: round(bpm) * 2.0,
    "not known": lambda bpm: None,
}


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A piece of the corpus."""

    name: str
    source: str
    pcm: Pcm
    rate_hz: int
    beats: Floats
    downbeats: Floats
    bpm: float
    groups: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """What a system found, in seconds."""

    beats: Floats
    downbeats: Floats
    cpu_s: float


def pieces(folder: Path, sources: Sequence[str]) -> Iterable[Piece]:
    """The corpus, one by one: of the sources named, or of those that were not made for tuning."""
    for path in sorted(folder.glob("*.flac")):
        source = path.stem.split("--")[0]
        truth = json.loads(path.with_suffix(".json").read_text())
        if source not in sources if sources else truth["tuning"]:
            continue
        pcm, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
        bars = truth["downbeats"] if truth["metre"] and truth["metre"][0] == 4 else []
        groups = _groups(source, truth)
        beats, bars = np.array(truth["beats"]), np.array(bars)
        yield Piece(path.stem, source, pcm, rate_hz, beats, bars, truth["bpm"], groups, truth.get("package", source))


def _groups(source: str, truth: Mapping[str, Any]) -> tuple[str, ...]:
    """The rows a piece counts in; those of the clear ones are of pieces whose notes say where the beats are."""
    kinds = ["with drums" if truth["drums"] else "drumless", *["electronic"] * truth["electronic"]]
    clear = ["clear", *(f"{kind}, clear" for kind in kinds)] if truth.get("clear", True) else []
    return (source, *kinds, *clear)


def band_pieces(seconds: float = BAND_S) -> Iterable[Piece]:
    """Every shipped preset as the offline band plays it."""
    for number, (name, path) in enumerate(find_presets([shipped_presets()]).items()):
        values = Values.defaults().replace(read_preset(path).values)
        players = Band(number)
        players.take(SetPrompts(values.service_prompts()))
        players.take(SetConfig(values.service_config()))
        chunks = [players.next_chunk() for _ in range(int(seconds / CHUNK_S))]
        starts = np.cumsum([0, *(len(chunk.pcm) for chunk in chunks)])
        found = [
            (start + beat.frame, beat)
            for start, chunk in zip(starts, chunks, strict=False)
            for beat in chunk.truth.beats
        ]
        times = np.array([frame for frame, _ in found]) / RATE_HZ
        bars = times[[beat.beat == 1 for _, beat in found]]
        pcm = np.concatenate([chunk.pcm for chunk in chunks])
        yield Piece(name, "band", pcm, RATE_HZ, times, bars, found[-1][1].bpm)


def ours(piece: Piece, asked: float | None) -> Guess:
    """The live tracker, chunk by chunk."""
    start_s = time.process_time()
    found = tracked(piece.pcm, piece.rate_hz, asked)
    beats = np.array([beat.frame for beat in found]) / piece.rate_hz
    bars = np.array([beat.frame for beat in found if beat.downbeat]) / piece.rate_hz
    return Guess(beats, bars, time.process_time() - start_s)


def clock(piece: Piece) -> Guess:
    """A clock at the asked tempo, from the first frame on."""
    beats = np.arange(0, len(piece.pcm) / piece.rate_hz, 60 / round(piece.bpm))
    return Guess(beats, beats[::4], 0.0)


def by_librosa(piece: Piece) -> Guess:
    """librosa, the whole file at once, with the tempo given."""
    import librosa  # type: ignore[import-not-found]

    start_s = time.process_time()
    mono = piece.pcm.mean(axis=1)
    _, beats = librosa.beat.beat_track(y=mono, sr=piece.rate_hz, bpm=float(round(piece.bpm)), units="time")
    return Guess(np.asarray(beats), np.zeros(0), time.process_time() - start_s)


def by_aubio(piece: Piece) -> Guess:
    """aubio, online, with the tempo not given, for it takes none."""
    import aubio  # type: ignore[import-not-found]

    start_s = time.process_time()
    hop = 512
    tempo = aubio.tempo("default", 1024, hop, piece.rate_hz)
    mono = np.ascontiguousarray(piece.pcm.mean(axis=1), np.float32)
    beats = [tempo.get_last_s() for at in range(0, len(mono) - hop, hop) if tempo(mono[at : at + hop])[0]]
    return Guess(np.array(beats), np.zeros(0), time.process_time() - start_s)


def hits(truth: Floats, found: Floats, within_s: float) -> list[float]:
    """How late each beat is that was found, one found beat for one true one."""
    late, at = [], 0
    for beat in truth:
        while at < len(found) and found[at] < beat - within_s:
            at += 1
        if at < len(found) and found[at] <= beat + within_s:
            late.append(float(found[at] - beat))
            at += 1
    return late


def f_measure(truth: Floats, found: Floats, within_s: float) -> float:
    """F-measure of beats."""
    return 2 * len(hits(truth, found, within_s)) / max(1, len(truth) + len(found))


def figures(piece: Piece, guess: Guess) -> Row:
    """One piece's row."""
    end_s = len(piece.pcm) / piece.rate_hz - 0.5
    truth, bars, beats, downbeats = (
        times[(times >= FROM_S) & (times < end_s)]
        for times in (piece.beats, piece.downbeats, guess.beats, guess.downbeats)
    )
    late = hits(truth, beats, 0.07)
    steps = np.diff(beats) * piece.bpm / 60
    row: Row = {
        **{f"F{round(s * 1000)}": f_measure(truth, beats, s) for s in (0.07, 0.025, 0.02, 0.01)},
        "late ms": [1000 * one for one in late],
        "jumps/min": 60 * int((np.abs(steps - np.round(steps)) > 0.12).sum()) / max(end_s - FROM_S, 1.0),
        "CPU %": 100 * guess.cpu_s / (len(piece.pcm) / piece.rate_hz),
    }
    if len(bars):
        row["bars F70"] = f_measure(bars, downbeats, 0.07)
    if find_spec("mir_eval"):
        from mir_eval.beat import continuity  # type: ignore[import-not-found]

        _, row["CMLt"], _, row["AMLt"] = continuity(truth, beats) if len(beats) > 1 else (0.0, 0.0, 0.0, 0.0)
    return row


def summed(name: str, rows: Sequence[Row]) -> Row:
    """The mean over pieces; of lateness the median and the 90th percentile over all beats."""
    late = np.abs(np.concatenate([np.asarray(row["late ms"]) for row in rows]))
    keys = ["F70", "F25", "F20", "F10", "CMLt", "AMLt", "bars F70", "jumps/min", "CPU %"]
    means = {
        key: float(np.mean([row[key] for row in rows if key in row])) for key in keys if any(key in r for r in rows)
    }
    lateness = {"med ms": float(np.median(late)), "p90 ms": float(np.percentile(late, 90))} if len(late) else {}
    return {"": name, "pieces": len(rows), **{key: round(value, 3) for key, value in {**means, **lateness}.items()}}


def beats(folder: Path, sources: Sequence[str] = (), apart: Path | None = None) -> list[Row]:
    """The table: ours as asked, by group, with the tempo wrongly asked, and the others."""
    systems: dict[str, Callable[[Piece], Guess]] = {
        f"ours, {words}": lambda piece, ask=ask: ours(piece, ask(piece.bpm))  # type: ignore[misc]
        for words, ask in ASKED.items()
    }
    systems["clock"] = clock
    if find_spec("librosa"):
        systems["librosa, tempo given"] = by_librosa
    if find_spec("aubio"):
        systems["aubio"] = by_aubio
    rows: dict[str, list[Row]] = {}
    shipped = sequence.NETWORK
    for piece in pieces(folder, sources):
        held = group_of(piece.origin)
        sequence.NETWORK = shipped
        if apart and held is not None:
            sequence.NETWORK = sequence.read_network(apart / f"{held}.npz")
        for name, system in systems.items():
            row = figures(piece, system(piece))
            rows.setdefault(name, []).append(row)
            if name == "ours, as asked":
                for group in piece.groups:
                    rows.setdefault(f"  {group}", []).append(row)
    return [summed(name, of) for name, of in rows.items()]


def band() -> list[Row]:
    """The tracker on every preset of the offline band, by the band's own truth."""
    rows = [figures(piece, ours(piece, ASKED["as asked"](piece.bpm))) for piece in band_pieces()]
    return [summed("ours, the offline band", rows)]


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--apart", type=Path)
    parser.add_argument("--band", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    table = (band() if asked.band else []) + beats(asked.folder, asked.sources, asked.apart)
    if asked.json:
        print(json.dumps(table))
        return
    for row in table:
        print(f"{row.pop(''):22} " + "  ".join(f"{key} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
