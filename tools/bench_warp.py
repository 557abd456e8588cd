"""Bench of warping: tones and music made slower and faster a little, beside plain WSOLA and Rubber Band.

Rubber Band (``pip install pylibrb``, GPL) is left out of the table where it is not installed.
"""

import time
from collections.abc import Callable
from importlib.util import find_spec
from math import log2
from typing import Any

import numpy as np

from lyria_osc.audio.jitter import JitterBuffer
from lyria_osc.audio.warp import Warp
from lyria_osc.offline.band import Band
from lyria_osc.params.presets import load_preset, shipped_presets
from lyria_osc.params.values import Values
from lyria_osc.service import RATE_HZ, Pcm, SetConfig, SetPrompts

Row = dict[str, Any]
Stretch = Callable[[Pcm, float], Pcm]
"""From music and a speed less 1 to the music at that speed."""

SECONDS = 30
CORRECTIONS = (0.002, 0.007, -0.007, 0.02)
TONES_HZ = (100.0, 440.0, 1000.0, 5000.0)
PRESETS = ("deep-house", "cello-and-piano")
NEAR_HZ = 20.0


def warped(pcm: Pcm, correction: float) -> Pcm:
    """Ours."""
    buffer = JitterBuffer()
    ours = Warp(buffer)
    place, pieces = 0, []
    while True:
        while place < len(pcm) and ours.held_frames < RATE_HZ:
            ours.append(pcm[place : place + 6000])
            place += 6000
        while ours.step(correction):
            pass
        pieces.append(buffer.read(RATE_HZ // 50))
        if not len(pieces[-1]):
            return np.concatenate(pieces)


def wsola(pcm: Pcm, correction: float) -> Pcm:
    """Waveform similarity overlap-add in windows of 40 ms, the search over 10 ms to either side."""
    window, hop, reach = RATE_HZ // 25, RATE_HZ // 50, RATE_HZ // 100
    shape = np.hanning(window + 1)[:window, None].astype(np.float32)
    padded = np.pad(pcm, ((reach, 2 * window + reach), (0, 0)))
    mono = padded.sum(axis=1)
    out = np.zeros((int(len(pcm) / (1 + correction)) + window, pcm.shape[1]), np.float32)
    at = reach
    for start in range(0, len(out) - window, hop):
        wanted = reach + round(start * (1 + correction))
        if start and wanted + window + reach < len(mono):
            natural = mono[at + hop : at + hop + window]
            near = mono[wanted - reach : wanted + reach + window]
            size = 1 << (len(near) - 1).bit_length()
            scores = np.fft.irfft(np.fft.rfft(near, size) * np.fft.rfft(natural, size).conj(), size)[: 2 * reach]
            wanted += int(scores.argmax()) - reach
        at = wanted
        if at + window <= len(padded):
            out[start : start + window] += shape * padded[at : at + window]
    return out


def rubber_band(*, finer: bool) -> Stretch:
    """Rubber Band R2 in real-time mode, or R3."""
    import pylibrb

    def stretch(pcm: Pcm, correction: float) -> Pcm:
        option = pylibrb.Option
        options = option.PROCESS_REALTIME | (option.ENGINE_FINER if finer else option.ENGINE_FASTER)
        made = pylibrb.RubberBandStretcher(RATE_HZ, 2, options, 1.0 / (1.0 + correction))
        pieces = []
        for first in range(0, len(pcm), 1024):
            made.process(np.ascontiguousarray(pcm[first : first + 1024].T), False)
            while made.available() > 0:
                pieces.append(made.retrieve(made.available()).T.copy())
        return np.concatenate(pieces)

    return stretch


def engines() -> dict[str, Stretch]:
    """All that are there."""
    found: dict[str, Stretch] = {"ours": warped, "WSOLA": wsola}
    if find_spec("pylibrb"):
        found |= {"Rubber Band R2": rubber_band(finer=False), "Rubber Band R3": rubber_band(finer=True)}
    return found


def tone(hz: float) -> Pcm:
    """A sine, half of full scale."""
    wave = 0.5 * np.sin(2 * np.pi * hz * np.arange(SECONDS * RATE_HZ) / RATE_HZ)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def music(name: str) -> Pcm:
    """The offline band."""
    values = Values.defaults().replace(load_preset(name, (shipped_presets(),)).values)
    band = Band(0)
    band.take(SetPrompts(values.service_prompts()))
    band.take(SetConfig(values.service_config()))
    return np.concatenate([band.next_chunk().pcm for _ in range(SECONDS // 2)])


def sinad_db(pcm: Pcm) -> tuple[float, float]:
    """How far all is below the tone that is not within `NEAR_HZ` of it; and where the tone is."""
    wave = pcm[4 * RATE_HZ : 24 * RATE_HZ, 0].astype(np.float64)
    power = np.abs(np.fft.rfft(wave * np.blackman(len(wave)))) ** 2
    top, width = int(power.argmax()), int(NEAR_HZ * len(wave) / RATE_HZ)
    signal = power[top - width : top + width + 1].sum()
    return float(10 * np.log10(signal / (power[1:].sum() - signal))), top * RATE_HZ / len(wave)


def bend(pcm: Pcm) -> float:
    """The sharpest bend of the waveform: a click is one that the music does not have."""
    return float(np.abs(np.diff(pcm[RATE_HZ : -2 * RATE_HZ], 2, axis=0)).max())


def warping() -> list[Row]:
    """A row for each engine and speed."""
    pieces = {name: music(name) for name in PRESETS}
    rows = []
    for name, stretch in engines().items():
        for correction in CORRECTIONS:
            row: Row = {"engine": name, "speed %": round(100 * correction, 1)}
            for hz in TONES_HZ:
                found_db, found_hz = sinad_db(stretch(tone(hz), correction))
                row[f"SINAD {hz:g} Hz"] = round(found_db)
                row["cents"] = round(1200 * log2(found_hz / hz), 1)
            for piece, pcm in pieces.items():
                began_s = time.process_time()
                made = stretch(pcm, correction)
                row["ms/s"] = round(1000 * (time.process_time() - began_s) / SECONDS, 1)
                row[f"bend {piece}"] = round(bend(made) / bend(pcm), 2)
            rows.append(row)
    return rows
