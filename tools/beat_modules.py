"""Pieces that their programs render, for a corpus of beats: tracker modules and LMMS projects."""

import ctypes
import re
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile
from beat_pieces import PIECE_S, RATE_HZ, Piece, Sound, cut


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
    return cut(path.name, pcm, beats, bars, bpm, drums=True, metre=[4, 4], electronic=True, rows=per_beat)


def modules(unpacked: Path) -> Iterator[Piece]:
    """Tracker modules of games."""
    for kind in ("mod", "xm", "s3m", "it"):
        for path in sorted(unpacked.glob(f"*/usr/**/*.{kind}")):
            piece = _module(path)
            if piece is not None:
                yield replace(piece, about={**piece.about, "package": path.relative_to(unpacked).parts[0]})


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
        yield cut(path.stem, pcm, beats, list(np.arange(0, 90, bar)), bpm, drums=True, metre=[4, 4], electronic=True)
