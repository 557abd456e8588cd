"""Measures the offline band: what each control does to the sound, and what the band costs.

For each control nine settings across its range are rendered and measured from the audio (tempo, notes a bar, spectral
centroid, share of in-scale energy, loudness, true peak, DC, clicks at chunk joins) or, where the ear would count
notes, from the band's own truth. The tempo is taken by librosa where it is installed, else by the autocorrelation of
onsets.
"""

import importlib
import importlib.util
import json as json_text
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter, resample_poly

from lyria_osc.offline.band import Band
from lyria_osc.offline.harmony import MAJOR, SCALES
from lyria_osc.offline.truth import BandChunk
from lyria_osc.service import RATE_HZ, SetConfig, SetPrompts, WeightedPrompt

Config = Mapping[str, float | int | bool | str]
Doubles = NDArray[np.float64]

CHUNKS = 24
PROMPT = "funk"
FULL: Config = {"bpm": 110, "scale": "D_MAJOR_B_MINOR", "seed": 7}
_SCALES_SHOWN = list(SCALES)[:9]
SETTINGS: Mapping[str, Sequence[float | int | str]] = {
    "bpm": (60, 75, 90, 105, 120, 140, 160, 180, 200),
    "density": tuple(n / 8 for n in range(9)),
    "brightness": tuple(n / 8 for n in range(9)),
    "guidance": tuple(0.75 * n for n in range(9)),
    "temperature": tuple(0.375 * n for n in range(9)),
    "top_k": (1, 2, 3, 5, 10, 40, 100, 400, 1000),
    "seed": tuple(range(9)),
    "scale": tuple(_SCALES_SHOWN),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One setting of one control and what was measured."""

    control: str
    setting: float | int | str
    tempo_bpm: float
    notes_per_bar: float
    centroid_hz: float
    in_scale: float
    nearness: float
    varied: float
    chosen: float
    lufs: float
    true_peak_db: float
    dc: float
    join: float


def play(config: Config, prompt: str = PROMPT, chunks: int = CHUNKS, seed: int = 1) -> list[BandChunk]:
    """Some chunks of the band with one prompt and one config."""
    band = Band(seed)
    band.take(SetPrompts((WeightedPrompt(prompt, 1.0),)))
    band.take(SetConfig(config))
    return [band.next_chunk() for _ in range(chunks)]


def sound(chunks: Sequence[BandChunk]) -> Doubles:
    """The chunks' pcm in one, shape (frames, 2)."""
    return np.concatenate([chunk.pcm for chunk in chunks]).astype(np.float64)


def loudness_lufs(pcm: Doubles) -> float:
    """Integrated loudness by BS.1770-4, gated, in the time domain."""
    shelf = lfilter(
        [1.53512485958697, -2.69169618940638, 1.19839281085285], [1, -1.69065929318241, 0.73248077421585], pcm, 0
    )
    weighted = lfilter([1.0, -2.0, 1.0], [1, -1.99004745483398, 0.99007225036621], shelf, 0)
    hop = RATE_HZ // 10
    tenths = np.array([np.mean(weighted[n : n + hop] ** 2, axis=0).sum() for n in range(0, len(pcm) - hop + 1, hop)])
    blocks = np.convolve(tenths, np.ones(4) / 4, "valid")
    loud = blocks[blocks > 10 ** ((-70 + 0.691) / 10)]
    kept = loud[loud > 0.1 * np.mean(loud)]
    return float(-0.691 + 10 * np.log10(np.mean(kept)))


def true_peak_db(pcm: Doubles) -> float:
    """The peak at four times the rate, in dBTP."""
    return float(20 * np.log10(np.max(np.abs(resample_poly(pcm, 4, 1, axis=0)))))


def join_ratio(chunks: Sequence[BandChunk]) -> float:
    """The largest second difference across a chunk's join, over the 99.9th percentile of all: a click is far over 1."""
    pcm = sound(chunks)
    bent = np.max(np.abs(np.diff(pcm, 2, axis=0)), axis=1)
    joins = np.cumsum([len(chunk.pcm) for chunk in chunks])[:-1]
    at_joins = max(float(np.max(bent[join - 3 : join + 2])) for join in joins)
    return at_joins / float(np.quantile(bent, 0.999))


def centroid_hz(pcm: Doubles) -> float:
    """The mean spectral centroid of magnitudes over frames of 2048."""
    mono = pcm.mean(axis=1)
    frames = mono[: len(mono) // 2048 * 2048].reshape(-1, 2048) * np.hanning(2048)
    spectra = np.abs(np.fft.rfft(frames, axis=1))
    f_hz = np.fft.rfftfreq(2048, 1 / RATE_HZ)
    loud = spectra.sum(axis=1) > 0.02 * spectra.sum(axis=1).max()
    return float(np.mean(spectra[loud] @ f_hz / spectra[loud].sum(axis=1)))


def in_scale_share(pcm: Doubles, root: int) -> float:
    """The share of energy at spectral peaks (80..1500 Hz) that lies within 40 cents of a note of the scale."""
    size = 16_384
    mono = pcm.mean(axis=1)
    frames = mono[: len(mono) // size * size].reshape(-1, size) * np.hanning(size)
    power = np.sum(np.abs(np.fft.rfft(frames, axis=1)) ** 2, axis=0)
    f_hz = np.fft.rfftfreq(size, 1 / RATE_HZ)
    peaks = np.flatnonzero((power[1:-1] > power[:-2]) & (power[1:-1] > power[2:])) + 1
    peaks = peaks[(f_hz[peaks] > 80) & (f_hz[peaks] < 1500)]
    semitones = 69 + 12 * np.log2(f_hz[peaks] / 440)
    steps = np.array([(root + step) % 12 for step in MAJOR])
    apart = np.abs((semitones[:, None] - steps + 6) % 12 - 6).min(axis=1)
    return float(power[peaks][apart < 0.4].sum() / power[peaks].sum())


def tempo_bpm(pcm: Doubles, near: float) -> float:
    """The tempo heard: librosa's, started near what was asked, else the nearest peak of the onsets' autocorrelation."""
    mono = pcm.mean(axis=1)
    if importlib.util.find_spec("librosa"):
        librosa: Any = importlib.import_module("librosa")
        small = librosa.resample(mono.astype(np.float32), orig_sr=RATE_HZ, target_sr=22_050)
        onsets = librosa.onset.onset_strength(y=small, sr=22_050)
        return float(np.ravel(librosa.feature.tempo(onset_envelope=onsets, sr=22_050, start_bpm=near, ac_size=20))[0])
    hop = 240
    frames = np.lib.stride_tricks.sliding_window_view(mono, 1024)[::hop]
    spectra = np.log1p(50 * np.abs(np.fft.rfft(frames * np.hanning(1024), axis=1)))
    flux = np.maximum(np.diff(spectra, axis=0), 0).sum(axis=1)
    flux -= flux.mean()
    spectrum = np.abs(np.fft.rfft(flux, 1 << 20)) ** 2
    correlated = np.fft.irfft(spectrum)
    # Eight beats' lag tells the tempo eight times finer than one beat's.
    rate = RATE_HZ / hop
    lags = np.arange(int(8 * 60 * rate / (near * 1.04)), int(8 * 60 * rate / (near * 0.96)) + 2)
    best = int(lags[np.argmax(correlated[lags])])
    left, top, right = correlated[best - 1 : best + 2]
    return float(8 * 60 * rate / (best + 0.5 * (left - right) / (left - 2 * top + right)))


def histogram(chunks: Sequence[BandChunk], bars: int) -> dict[tuple[str, int, int], int]:
    """How many onsets there are by (instrument, sixteenth of the bar, bar)."""
    found: dict[tuple[str, int, int], int] = {}
    start = 0
    origin = chunks[0].truth.beats[0].frame
    step_frames = RATE_HZ * 15 / chunks[0].truth.beats[0].bpm
    for chunk in chunks:
        for onset in chunk.truth.onsets:
            step = int((start + onset.frame - origin) / step_frames + 0.05)
            key = (onset.instrument, step % 16, step // 16)
            if key[2] < bars:
                found[key] = found.get(key, 0) + 1
        start += chunk.truth.frames
    return found


def nearness(one: Sequence[BandChunk], other: Sequence[BandChunk], bars: int) -> float:
    """The cosine between two pieces' onsets by instrument and place in the bar."""
    sides = []
    for chunks in (one, other):
        summed: dict[tuple[str, int], float] = {}
        for (instrument, step, _), count in histogram(chunks, bars).items():
            summed[instrument, step] = summed.get((instrument, step), 0.0) + count
        sides.append(summed)
    dot = sum(value * sides[1].get(key, 0.0) for key, value in sides[0].items())
    norms = [sum(value**2 for value in side.values()) ** 0.5 for side in sides]
    return float(dot / (norms[0] * norms[1]))


def varied(chunks: Sequence[BandChunk], plain: Sequence[BandChunk], bars: int) -> float:
    """The share of onsets that are not in the same piece without temperature."""
    found, settled = histogram(chunks, bars), histogram(plain, bars)
    return sum(key not in settled for key in found) / max(1, len(found))


def chosen(chunks: Sequence[BandChunk], likeliest: Sequence[BandChunk]) -> float:
    """The share of notes that are not in the same piece with no choice but the likeliest (top_k 1)."""
    sides = [
        {(n, note.frame, note.instrument, note.pitch) for n, chunk in enumerate(piece) for note in chunk.truth.notes}
        for piece in (chunks, likeliest)
    ]
    return len(sides[0] - sides[1]) / max(1, len(sides[0]))


def measured(control: str, setting: float | int | str, template: Sequence[BandChunk]) -> Row:
    """Renders one setting of a control and measures it."""
    config = {**FULL, control: setting}
    chunks = play(config)
    pcm = sound(chunks)
    bpm = float(config["bpm"])
    bars = int(CHUNKS * 2 * bpm / 240)
    onsets = sum(len(chunk.truth.onsets) for chunk in chunks)
    tuned = sound(play({**config, "mute_drums": True}, chunks=6))
    return Row(
        control=control,
        setting=setting,
        tempo_bpm=round(tempo_bpm(pcm, bpm), 2),
        notes_per_bar=round(onsets / bars, 1),
        centroid_hz=round(centroid_hz(pcm)),
        in_scale=round(in_scale_share(tuned, SCALES[str(config["scale"])]), 3),
        nearness=round(nearness(chunks, template, min(bars, 20)), 3),
        varied=round(varied(chunks, play({**config, "temperature": 0.0}), bars), 3),
        chosen=round(chosen(chunks, play({**config, "top_k": 1})), 3),
        lufs=round(loudness_lufs(pcm), 1),
        true_peak_db=round(true_peak_db(pcm), 1),
        dc=float(f"{np.max(np.abs(pcm.mean(axis=0))):.1e}"),
        join=round(join_ratio(chunks), 2),
    )


def cost() -> dict[str, float]:
    """CPU milliseconds for a chunk, of a first one and of those after it, and seconds of music a second of CPU."""
    band = Band(1)
    band.take(SetPrompts((WeightedPrompt(PROMPT, 1.0),)))
    spent = []
    for _ in range(60):
        start = time.process_time()
        band.next_chunk()
        spent.append(1000 * (time.process_time() - start))
    mean = float(np.mean(spent[1:]))
    return {
        "first_ms": round(spent[0], 1),
        "mean_ms": round(mean, 1),
        "worst_ms": round(max(spent[1:]), 1),
        "times_real_time": round(2000 / mean, 1),
    }


def band(json: bool) -> None:
    """Prints the table of controls and the cost, as text or as JSON."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    template = play({**FULL, "guidance": 6.0, "temperature": 0.0})
    rows = [measured(control, setting, template) for control, settings in SETTINGS.items() for setting in settings]
    costs = cost()
    if json:
        print(json_text.dumps({"rows": [asdict(row) for row in rows], "cost": costs}, indent=1))
        return
    names = list(asdict(rows[0]))
    print("  ".join(f"{name:>13}" for name in names))
    for row in rows:
        print("  ".join(f"{value!s:>13.13}" for value in asdict(row).values()))
    print("cost of two seconds of music:", costs)
