"""Measures the resamplers side by side with others, in one run: what they do to the sound, and what they cost.

soxr and samplerate are measured where they are installed (``pip install soxr samplerate``, best in an environment of
their own); each that is not is said in a line. Every engine runs in a process of its own with BLAS on one thread, gets
float32 and gives float32.
"""

import json as json_text
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lyria_osc.audio.convert import PIECE_FRAMES
from lyria_osc.audio.resampler import Quality, Resampler
from lyria_osc.audio.varispeed import Varispeed
from lyria_osc.service import Pcm

INPUT_HZ, OUTPUT_HZ = 48_000, 44_100
TONES_HZ = (1000, 10_000, 18_000, 19_500)
ALIASING_HZ = (22_100, 22_500, 23_000, 23_500, 23_900)
CHUNK_FRAMES = 96_000
BLOCK_FRAMES = 960
VARYING_BLOCK_FRAMES = 512
VARYING_S = 8
PIECES_HZ = (44_100, 48_000, 96_000)
WANDER, WANDER_HZ = 300e-6, 0.25
AMPLITUDE = 0.99

Doubles = NDArray[np.float64]
Process = Callable[[Pcm], Pcm]
ProcessAt = Callable[[Pcm, float], Pcm]


@dataclass(frozen=True, slots=True)
class FixedRow:
    """What one engine does from 48 to 44.1 kHz: levels in dB, costs in ms of CPU a second of stereo."""

    engine: str
    sinad_db: tuple[float, ...]
    ripple_db: float
    alias_db: float
    chunk_ms: float
    block_ms: float
    latency_ms: float


@dataclass(frozen=True, slots=True)
class VaryingRow:
    """What one engine does while the ratio wanders by 300 ppm either way."""

    engine: str
    sinad_db: tuple[float, ...]
    block_ms: float


@dataclass(frozen=True, slots=True)
class PieceRow:
    """What ours costs in the pieces that the feeder gives it, at a steady speed and while it wanders."""

    output_hz: int
    steady_ms: float
    wandering_ms: float


def resample(json: bool) -> None:
    """Prints the tables, or one JSON object."""
    os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    fixed = list(_each(_measure_fixed, FIXED))
    varying = list(_each(_measure_varying, VARYING))
    pieces = list(_each(_measure_pieces, PIECES_HZ))
    if json:
        rows = {"fixed": fixed, "varying": varying, "pieces": pieces}
        print(json_text.dumps({name: [asdict(row) for row in table] for name, table in rows.items()}))
        return
    print(f"{INPUT_HZ} to {OUTPUT_HZ} Hz, stereo, float32")
    print("| engine | SINAD dB 1/10/18/19.5 kHz | ripple to 20 kHz dB | loudest alias dB |", end="")
    print(" CPU ms/s by 2 s / 20 ms | latency ms |\n|---|---|---|---|---|---|")
    for row in fixed:
        tones = "/".join(f"{level:.0f}" for level in row.sinad_db)
        print(f"| {row.engine} | {tones} | {row.ripple_db:.0e} | {row.alias_db:.0f} |", end="")
        print(f" {row.chunk_ms:.1f} / {row.block_ms:.1f} | {row.latency_ms:.1f} |")
    print(f"\nThe same, the ratio wandering by {WANDER * 1e6:.0f} ppm at {WANDER_HZ} Hz, set every ", end="")
    print(f"{VARYING_BLOCK_FRAMES} frames\n| engine | SINAD dB 1/10/18/19.5 kHz | CPU ms/s |\n|---|---|---|")
    for wandering in varying:
        tones = "/".join(f"{level:.0f}" for level in wandering.sinad_db)
        print(f"| {wandering.engine} | {tones} | {wandering.block_ms:.1f} |")
    print(f"\nlyria-osc varispeed from {INPUT_HZ} Hz, set every {PIECE_FRAMES} frames, as the feeder does")
    print("| to Hz | CPU ms/s steady | wandering |\n|---|---|---|")
    for row in pieces:
        print(f"| {row.output_hz} | {row.steady_ms:.1f} | {row.wandering_ms:.1f} |")


def _each(measure: Callable[[Any], Any], engines: Iterable[object]) -> Iterator[Any]:
    """A row for each engine that is installed, measured in a new process."""
    for engine in engines:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            try:
                yield pool.submit(measure, engine).result()
            except ModuleNotFoundError as error:
                print(f"{engine}: not measured, {error.name} is not installed", file=sys.stderr)


def _best() -> Process:
    return Resampler(INPUT_HZ, OUTPUT_HZ, 2).process


def _light() -> Process:
    return Resampler(INPUT_HZ, OUTPUT_HZ, 2, Quality.LIGHT).process


def _varispeed() -> Process:
    return Varispeed(INPUT_HZ, OUTPUT_HZ, 2).process


def _scipy() -> Process:
    """resample_poly with its own filter of 21 frames, made to stream: a lap of a period is carried to either side."""
    from scipy.signal import resample_poly

    up, lap = 147, 160
    held = np.zeros((lap, 2), np.float32)

    def process(pcm: Pcm) -> Pcm:
        nonlocal held
        held = np.concatenate([held, pcm])
        periods = len(held) // lap - 2
        if periods <= 0:
            return np.zeros((0, 2), np.float32)
        made = resample_poly(held, up, lap, axis=0)[up : up * (periods + 1)]
        held = held[periods * lap :]
        return np.asarray(made, np.float32)

    return process


def _soxr(quality: str) -> Callable[[], Process]:
    def make() -> Process:
        stream = import_module("soxr").ResampleStream(INPUT_HZ, OUTPUT_HZ, 2, quality=quality)
        return lambda pcm: np.asarray(stream.resample_chunk(pcm))

    return make


def _soxr_vr() -> ProcessAt:
    stream = import_module("soxr").ResampleStream(INPUT_HZ, OUTPUT_HZ, 2, quality="VHQ", vr=True)
    nominal = INPUT_HZ / OUTPUT_HZ

    def process(pcm: Pcm, correction: float) -> Pcm:
        stream.set_io_ratio(nominal * (1 + correction), 1.0, round(len(pcm) / nominal))
        return np.asarray(stream.resample_chunk(pcm))

    return process


def _samplerate(converter: str) -> Callable[[], ProcessAt]:
    def make() -> ProcessAt:
        stream = import_module("samplerate").Resampler(converter, channels=2)
        nominal = OUTPUT_HZ / INPUT_HZ
        return lambda pcm, correction: np.asarray(stream.process(pcm, nominal / (1 + correction)))

    return make


def _steady(make: Callable[[], ProcessAt]) -> Callable[[], Process]:
    def steady() -> Process:
        process = make()
        return lambda pcm: process(pcm, 0.0)

    return steady


FIXED: Mapping[str, Callable[[], Process]] = {
    "lyria-osc best": _best,
    "lyria-osc light": _light,
    "lyria-osc varispeed": _varispeed,
    "scipy resample_poly": _scipy,
    "soxr HQ": _soxr("HQ"),
    "soxr VHQ": _soxr("VHQ"),
    "soxr VR": _steady(_soxr_vr),
    "samplerate medium": _steady(_samplerate("sinc_medium")),
    "samplerate best": _steady(_samplerate("sinc_best")),
}

VARYING: Mapping[str, Callable[[], ProcessAt]] = {
    "lyria-osc varispeed": lambda: Varispeed(INPUT_HZ, OUTPUT_HZ, 2).process,
    "soxr VR": _soxr_vr,
    "samplerate medium": _samplerate("sinc_medium"),
    "samplerate best": _samplerate("sinc_best"),
}


def _measure_fixed(engine: str) -> FixedRow:
    make = FIXED[engine]
    return FixedRow(
        engine,
        tuple(_sinad_db(_middle(_play(make(), _tone(hz, 4))), hz) for hz in TONES_HZ),
        _ripple_db(make()),
        max(_loudest_db(_middle(_play(make(), _tone(hz, 2)))) for hz in ALIASING_HZ),
        _cost_ms(make(), CHUNK_FRAMES),
        _cost_ms(make(), BLOCK_FRAMES),
        _latency_ms(make()),
    )


def _measure_varying(engine: str) -> VaryingRow:
    make = VARYING[engine]
    cost_ms = 0.0
    levels = []
    for hz in TONES_HZ:
        started_s = time.process_time()
        heard = _play_wandering(make(), _tone(hz, VARYING_S))
        cost_ms = (time.process_time() - started_s) / VARYING_S * 1e3
        levels.append(_wandering_sinad_db(heard, hz))
    return VaryingRow(engine, tuple(levels), cost_ms)


def _measure_pieces(output_hz: int) -> PieceRow:
    pcm = _tone(1000, VARYING_S)
    costs_ms = []
    for wander in (0.0, WANDER):
        runs_s = []
        for _ in range(3):
            varispeed = Varispeed(INPUT_HZ, output_hz, 2)
            varispeed.process(pcm[:PIECE_FRAMES], 20e-6)
            started_s = time.process_time()
            for start in range(0, len(pcm), PIECE_FRAMES):
                turns = 2 * np.pi * WANDER_HZ * (start + PIECE_FRAMES) / INPUT_HZ
                varispeed.process(pcm[start : start + PIECE_FRAMES], 20e-6 + wander * np.sin(turns))
            runs_s.append(time.process_time() - started_s)
        costs_ms.append(min(runs_s) / VARYING_S * 1e3)
    return PieceRow(output_hz, *costs_ms)


def _tone(hz: float, seconds: float) -> Pcm:
    one = AMPLITUDE * np.sin(2 * np.pi * hz * np.arange(round(seconds * INPUT_HZ)) / INPUT_HZ)
    return np.stack([one, one], axis=1).astype(np.float32)


def _play(process: Process, pcm: Pcm, frames: int = BLOCK_FRAMES) -> Doubles:
    """The first channel of what comes out."""
    made = [process(pcm[start : start + frames]) for start in range(0, len(pcm), frames)]
    return np.concatenate(made)[:, 0].astype(np.float64)


def _middle(heard: Doubles) -> Doubles:
    return heard[len(heard) // 8 : -len(heard) // 8]


def _ratio_db(signal: Doubles, rest: Doubles) -> float:
    return float(10 * np.log10(np.sum(signal**2) / max(np.sum(rest**2), 1e-300)))


def _sinad_db(heard: Doubles, hz: float) -> float:
    """A sine's power over that of all else."""
    phase = 2 * np.pi * hz * np.arange(len(heard)) / OUTPUT_HZ
    basis = np.stack([np.sin(phase), np.cos(phase)], axis=1)
    tone = basis @ np.linalg.lstsq(basis, heard, rcond=None)[0]
    return _ratio_db(tone, heard - tone)


def _ripple_db(process: Process) -> float:
    """Spread of the gains of 80 tones up to 20 kHz, all played at once."""
    tones_hz = np.arange(250, 20_001, 250)
    frames = np.arange(3 * INPUT_HZ)
    phases = np.random.default_rng(1).uniform(0, 2 * np.pi, len(tones_hz))
    mixed = sum(np.sin(2 * np.pi * hz * frames / INPUT_HZ + phase) for hz, phase in zip(tones_hz, phases, strict=True))
    pcm = np.stack([mixed, mixed], axis=1).astype(np.float32) / np.float32(len(tones_hz))
    heard = _play(process, pcm)[OUTPUT_HZ : 2 * OUTPUT_HZ]
    gains_db = 20 * np.log10(np.abs(np.fft.rfft(heard))[tones_hz])
    return float(np.ptp(gains_db))


def _loudest_db(heard: Doubles) -> float:
    """The loudest line in the spectrum against the tone that went in."""
    window = np.kaiser(len(heard), 20)
    spectrum = np.abs(np.fft.rfft(heard * window)) * 2 / np.sum(window)
    return float(20 * np.log10(max(np.max(spectrum) / AMPLITUDE, 1e-12)))


def _cost_ms(process: Process, frames: int, seconds: int = 8) -> float:
    """The cheapest of three runs: the machine is shared."""
    pcm = np.random.default_rng(1).uniform(-0.5, 0.5, (seconds * INPUT_HZ, 2)).astype(np.float32)
    costs_s = []
    for _ in range(3):
        started_s = time.process_time()
        _play(process, pcm, frames)
        costs_s.append(time.process_time() - started_s)
    return min(costs_s) / seconds * 1e3


def _latency_ms(process: Process) -> float:
    """The most that is held back, in music, when every frame comes by itself."""
    pcm = np.zeros((1, 2), np.float32)
    made, held_s = 0, 0.0
    for taken in range(1, INPUT_HZ // 4):
        made += len(process(pcm))
        held_s = max(held_s, taken / INPUT_HZ - made / OUTPUT_HZ)
    return held_s * 1e3


def _play_wandering(process: ProcessAt, pcm: Pcm) -> Doubles:
    made = []
    for start in range(0, len(pcm), VARYING_BLOCK_FRAMES):
        block = pcm[start : start + VARYING_BLOCK_FRAMES]
        end_s = (start + len(block)) / INPUT_HZ
        made.append(process(block, WANDER * np.sin(2 * np.pi * WANDER_HZ * end_s)))
    return np.concatenate(made)[:, 0].astype(np.float64)


def _wandering_sinad_db(heard: Doubles, hz: float) -> float:
    """A sine's power over all that is no slow wander of its phase or level.

    The engines differ in when a ratio takes effect, so nothing is asked of the path but to be slow: whatever turns the
    phase below 4 Hz is taken for the wander that was asked for.
    """
    middle = slice(len(heard) // 8, -len(heard) // 8)
    time_s = np.arange(len(heard)) / OUTPUT_HZ
    turns = 2 * np.pi * WANDER_HZ
    phase = (2 * np.pi * hz * (time_s + WANDER / turns * (1 - np.cos(turns * time_s))))[middle]
    heard = heard[middle]
    place = np.arange(len(heard)) / len(heard)
    slow = np.stack([np.cos(np.pi * k * place) for k in range(round(2 * 4 * VARYING_S * 0.75))], axis=1)
    for _ in range(3):
        sine, cosine = np.sin(phase), np.cos(phase)
        basis = np.concatenate([slow * sine[:, None], slow * cosine[:, None]], axis=1)
        weights = np.linalg.solve(basis.T @ basis, basis.T @ heard)
        tone = basis @ weights
        level, turned = np.split(weights, 2)
        phase = phase + np.arctan2(slow @ turned, slow @ level)
    return _ratio_db(tone, heard - tone)
