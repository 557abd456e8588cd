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


def _module(path: Path) -> Piece | None:
    try:
        pcm, rows, struck = played(path, PIECE_S + 10)
    except ValueError:
        return None
    return module_piece(path, pcm, rows, struck) if len(pcm) > 45 * RATE_HZ else None


def module_piece(path: Path, pcm: Sound, rows: Sequence[Row], struck: Sequence[Hit]) -> Piece | None:
    """A module's piece, with a beat every so many rows as makes it the likeliest tempo."""
    row_s = float(np.median(np.diff([one.at_s for one in rows])))
    per_beat = min((4, 8, 6, 3, 2, 12), key=lambda count: abs(np.log(60 / (row_s * count) / 120)) + (count % 4 > 0))
    beats = [one.at_s for one in rows if one.row % per_beat == 0]
    steps = np.diff(beats)
    bpm = 60 / float(np.mean(steps)) if len(steps) > 30 else 0.0
    if not 55 <= bpm <= 205 or np.abs(steps * bpm / 60 - 1).max() > 0.03:
        return None
    bars = [one.at_s for one in rows if one.row % (4 * per_beat) == 0]
    about = {"drums": True, "metre": [4, 4], "electronic": True, "rows": per_beat}
    return cut(path.name, pcm, beats, bars, bpm, struck, **about)


def modules(unpacked: Path) -> Iterator[Piece]:
    """Tracker modules of games."""
    for path in sorted(unpacked.glob("*/usr/**/*")):
        piece = _module(path) if path.suffix.lower() in MODULES else None
        if piece is not None:
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
        about = {"drums": True, "metre": [4, 4], "electronic": True}
        yield cut(path.stem, pcm, beats, list(np.arange(0, 90, bar)), bpm, hits(path, bpm), **about)
