"""Pieces that their programs render, for a corpus of beats: tracker modules and LMMS projects."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile
from beat_clear import Hit
from beat_lmms import hits, text_of
from beat_openmpt import Row, played
from beat_pieces import PIECE_S, RATE_HZ, Piece, Sound, cut

MODULES = frozenset({".mod", ".xm", ".s3m", ".it"})

STARTS_S = (0.0, 60.0)
"""Where in the music its pieces begin."""


def _pieces(path: Path) -> Iterator[Piece]:
    """A module's piece from each start on that has one."""
    try:
        pcm, rows, struck = played(path, STARTS_S[-1] + PIECE_S + 10)
    except ValueError:
        return
    for start in STARTS_S:
        sound = pcm[round(start * RATE_HZ) : round((start + PIECE_S + 10) * RATE_HZ)]
        if len(sound) > 45 * RATE_HZ:
            near = [Row(one.at_s - start, one.pattern, one.row) for one in rows if 0 <= one.at_s - start < PIECE_S + 10]
            hits = [Hit(one.at_s - start, one.part) for one in struck]
            piece = module_piece(_named(path.name, start), sound, near, hits)
            if piece is not None:
                yield piece


def _named(name: str, start: float) -> str:
    return f"{name}-{start:g}" if start else name


def module_piece(name: str, pcm: Sound, rows: Sequence[Row], struck: Sequence[Hit]) -> Piece | None:
    """A module's piece, with a beat every so many rows as makes it the likeliest tempo."""
    row_s = float(np.median(np.diff([one.at_s for one in rows])))
    per_beat = min((4, 8, 6, 3, 2, 12), key=lambda count: abs(np.log(60 / (row_s * count) / 120)) + (count % 4 > 0))
    beats = [one.at_s for one in rows if one.row % per_beat == 0]
    steps = np.diff(beats)
    bpm = 60 / float(np.mean(steps)) if len(steps) > 30 else 0.0
    if not 55 <= bpm <= 205 or np.abs(steps * bpm / 60 - 1).max() > 0.03:
        return None
    bars = [one.at_s for one in rows if one.row % (4 * per_beat) == 0]
    is_four = len(bars) > 1 and abs(float(np.median(np.diff(bars))) * bpm / 240 - 1) < 0.03
    about = {"drums": True, "metre": [4, 4] if is_four else [0, 0], "electronic": True, "rows": per_beat}
    return cut(name, pcm, beats, bars, bpm, struck, **about)


def modules(unpacked: Path) -> Iterator[Piece]:
    """Tracker modules of games."""
    for path in sorted(unpacked.glob("*/usr/**/*")):
        for piece in _pieces(path) if path.suffix.lower() in MODULES else ():
            yield replace(piece, about={**piece.about, "package": path.relative_to(unpacked).parts[0]})


def lmms(unpacked: Path) -> Iterator[Piece]:
    """LMMS's demo projects."""
    del unpacked
    for path in sorted(Path("/usr/share/lmms/projects").glob("**/*.mmp*")):
        text = text_of(path)
        head = re.search(r"<head[^>]*>", text)
        if head is None or "tutorials" in str(path):
            continue
        fields = dict(re.findall(r'(\w+)="([^"]*)"', head[0]))
        bpm = float(fields.get("bpm") or (re.search(r'<bpm[^>]*value="([\d.]+)"', text) or [0, 0])[1])
        beat = 60 / max(bpm, 1)
        quarters = 4 * float(fields.get("timesig_numerator", 4)) / float(fields.get("timesig_denominator", 4))
        # Two bars in one are heard as two.
        bar = (4 if quarters == 8 else quarters) * beat
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
            pcm, _ = soundfile.read(
                out, dtype="float32", always_2d=True, frames=int((STARTS_S[-1] + PIECE_S + 14) * RATE_HZ)
            )
        if not 55 <= bpm <= 205:
            continue
        struck = hits(path, bpm)
        about = {"drums": True, "metre": [4, 4], "electronic": True}
        for start in STARTS_S:
            sound = pcm[round(start * RATE_HZ) : round((start + PIECE_S + 14) * RATE_HZ)]
            beats, bars = (list(np.arange(-(start % step), 90, step)) for step in (beat, bar))
            near = [Hit(one.at_s - start, one.part) for one in struck]
            if len(sound) > 45 * RATE_HZ:
                yield cut(_named(path.stem, start), sound, beats, bars, bpm, near, **about)
