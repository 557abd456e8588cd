"""Renders one note of a voice: band-limited by construction, since every harmonic is placed below the band's edge.

A table voice becomes a stack of single cycles, one for each of a few moments of the note, made from its harmonics by
an inverse FFT and read at the note's pitch, interpolated in phase and from moment to moment. A pad becomes one long
loop. All is numpy, all is a pure function of its arguments.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from math import pi

import numpy as np
from numpy.typing import NDArray

from lyria_osc.offline.chance import word_number
from lyria_osc.offline.loudness import Doubles, Reals, k_weight
from lyria_osc.offline.voices import Voice
from lyria_osc.service import RATE_HZ

Floats = NDArray[np.float32]
Phases = NDArray[np.uint32]

CYCLE = 2048
EDGE_HZ = 17_000.0
MOST_HARMONICS = 320
MOMENTS = 28
LOOP = 131_072
LOUDNESS = 0.1
BRIGHTNESS_STEPS = 12
_FRACTION_BITS = 32 - CYCLE.bit_length() + 1
_CENT = 0.693147 / 1200
_NEAR, _FAR = np.float32(0.8), np.float32(0.35)


def _formants(k_hz: Doubles, peaks: tuple[tuple[float, float, float], ...], floor: float) -> Doubles:
    """Levels of a resonant body at some frequencies: peaks are (Hz, width in octaves, level)."""
    body = np.full_like(k_hz, floor)
    for peak_hz, octaves, level in peaks:
        body += level * np.exp(-((np.log2(k_hz / peak_hz) / octaves) ** 2))
    return body


VOWELS = (
    ((800.0, 0.3, 1.0), (1150.0, 0.25, 0.7), (2900.0, 0.3, 0.25)),
    ((500.0, 0.3, 1.0), (1750.0, 0.25, 0.5), (2500.0, 0.3, 0.3)),
    ((450.0, 0.3, 1.0), (800.0, 0.3, 0.6), (2830.0, 0.3, 0.12)),
    ((325.0, 0.3, 1.0), (700.0, 0.3, 0.35), (2530.0, 0.3, 0.08)),
)
_VIOLIN = ((290.0, 0.4, 1.0), (480.0, 0.4, 1.2), (1100.0, 0.6, 0.9), (2600.0, 0.7, 1.1))
_SAX = ((600.0, 0.5, 1.4), (1400.0, 0.5, 1.0), (2600.0, 0.5, 0.6))
_ORGAN = {1: 0.9, 2: 1.0, 3: 0.55, 4: 0.75, 6: 0.25, 8: 0.3, 10: 0.08, 12: 0.1, 16: 0.08}
_FLUTE = {1: 1.0, 2: 0.45, 3: 0.18, 4: 0.07, 5: 0.03, 6: 0.012}

WAVES: dict[str, Callable[[Doubles, Doubles], Doubles]] = {
    "saw": lambda k, f: 1 / k,
    "square": lambda k, f: (k % 2) / k,
    "triangle": lambda k, f: (k % 2) / k**2,
    "pulse": lambda k, f: np.abs(np.sin(pi * k * 0.2)) / k,
    "softsine": lambda k, f: np.where(k == 1, 1.0, 0.12 / k**2.2),
    "wobble": lambda k, f: 1 / k**0.9,
    "pluck": lambda k, f: np.abs(np.sin(pi * k * 0.27)) / k**1.5,
    "twang": lambda k, f: np.abs(np.sin(pi * k * 0.13)) / k**0.9,
    "jawari": lambda k, f: (np.abs(np.sin(pi * k * 0.21)) + 0.25) / k**0.55 * _formants(f, ((2600.0, 0.9, 1.0),), 0.6),
    "piano": lambda k, f: np.abs(np.sin(pi * k * 0.12)) / k**1.15 / (1 + (f / 3200) ** 2),
    "organ": lambda k, f: np.array([_ORGAN.get(int(n), 0.0) for n in k]),
    "flute": lambda k, f: np.array([_FLUTE.get(int(n), 0.0) for n in k]),
    "reeds": lambda k, f: (0.6 + 0.4 * (k % 2)) / k**0.75 / (1 + (f / 4200) ** 2),
    "hollow": lambda k, f: np.where(k % 2 == 1, 1.0, 0.07 + 0.02 * k) / k**1.1 / (1 + (f / 3500) ** 2),
    "sax": lambda k, f: _formants(f, _SAX, 0.4) / k**0.85 / (1 + (f / 5000) ** 2),
    "bowed": lambda k, f: _formants(f, _VIOLIN, 0.35) / k**0.95 / (1 + (f / 6000) ** 2),
    "brass": lambda k, f: 1 / k**0.7,
    "vowel": lambda k, f: 1 / k**0.7,
    "warm": lambda k, f: 1 / k**1.25 / (1 + (f / 1300) ** 2),
    "glass": lambda k, f: (
        np.where((k == 1) | (k == 2) | (k == 4) | (k == 8), 1.0, 0.12) / k**0.75 / (1 + (f / 5000) ** 2)
    ),
    "choir": lambda k, f: _formants(f, VOWELS[0], 0.05) / k**0.6,
    "dark": lambda k, f: 1 / k**1.1 / (1 + (f / 500) ** 2),
    "drone": lambda k, f: np.abs(np.sin(k * 1.7)) / k**0.8 / (1 + (f / 900) ** 2),
}
"""The spectra by name: levels of harmonics, from their numbers and their frequencies in Hz."""


def tilt(f_hz: Reals, brightness: float) -> Doubles:
    """The gain by which brightness (0..1, 0.5 is flat) leans a spectrum, up to 3 dB an octave each way round 700 Hz."""
    octaves = np.clip(np.log2(np.maximum(f_hz, 20.0) / 700.0), -3.0, 4.5)
    leaned: Doubles = 10 ** (6.0 * (brightness - 0.5) * octaves / 20)
    return leaned


@lru_cache(maxsize=16)
def noise(low_hz: float, high_hz: float) -> Floats:
    """Two and a half seconds of band-passed noise of RMS 1 that loops, always the same."""
    rng = np.random.default_rng(word_number(f"{low_hz} {high_hz}"))
    spectrum = np.fft.rfft(rng.standard_normal(LOOP, dtype=np.float32))
    f_hz = np.fft.rfftfreq(LOOP, 1 / RATE_HZ)
    gain = 1 / np.sqrt((1 + (low_hz / np.maximum(f_hz, 1)) ** 6) * (1 + (f_hz / high_hz) ** 6))
    made: Floats = np.fft.irfft(spectrum * gain.astype(np.float32), LOOP).astype(np.float32)
    made /= np.sqrt(np.mean(made**2))
    return made


def pitch_hz(pitch: int) -> float:
    """The frequency of a MIDI note, A4 = 440 Hz."""
    return float(440.0 * 2 ** ((pitch - 69) / 12))


def harmonics(voice: Voice, f0_hz: float, times_s: Doubles, brightness: float) -> Doubles:
    """The levels of a voice's harmonics, shape (moments, harmonics), at some moments of the note."""
    count = max(1, min(MOST_HARMONICS, int(EDGE_HZ / f0_hz)))
    k = np.arange(1, count + 1, dtype=np.float64)
    f_hz = k * f0_hz
    t = times_s[:, None]
    levels = WAVES[voice.wave.removeprefix("pad-")](k, f_hz) * tilt(f_hz, brightness)
    levels = np.broadcast_to(levels, (len(times_s), count)).copy()
    if voice.wave == "vowel":
        way = np.clip(t / 0.25, 0, 1)
        first, last = VOWELS[int(f0_hz * 7) % 4], VOWELS[int(f0_hz * 3 + 1) % 4]
        levels *= (1 - way) * _formants(f_hz, first, 0.03) + way * _formants(f_hz, last, 0.03)
    if voice.cutoff_hz:
        levels *= _lowpass(voice, f0_hz, f_hz, t, brightness)
    if voice.damp or voice.damp_high:
        levels *= np.exp(-t * (voice.damp * (f0_hz / 220) ** 0.4 + voice.damp_high * f_hz / 1000))
    return levels


def _lowpass(voice: Voice, f0_hz: float, f_hz: Doubles, t: Doubles, brightness: float) -> Doubles:
    """The gain of a voice's moving low-pass at each moment and harmonic."""
    opened = np.exp(-t / voice.sweep_s)
    if voice.wave == "wobble":
        opened = 0.5 - 0.5 * np.cos(2 * pi * 4.0 * t)
    cutoff = voice.cutoff_hz * 2 ** (3.0 * (brightness - 0.5)) * (f0_hz / 130) ** 0.35
    cutoff = cutoff * (1 + (voice.sweep - 1) * opened)
    ratio = f_hz / cutoff
    gain = 1 / np.sqrt(1 + ratio**6)
    if voice.peak_db:
        gain = gain * (1 + (10 ** (voice.peak_db / 20) - 1) * np.exp(-((2.5 * np.log2(ratio)) ** 2)))
    shaped: Doubles = gain
    return shaped


def _cycles(voice: Voice, f0_hz: float, times_s: Doubles, brightness: float) -> Floats:
    """The stack of single cycles, shape (moments, CYCLE + 1), each ending where it began."""
    if voice.wave == "fm":
        spectra = _fm_spectra(voice, f0_hz, times_s, brightness)
    else:
        levels = harmonics(voice, f0_hz, times_s, brightness)
        turns = np.random.default_rng(word_number(voice.wave)).random(levels.shape[1]) * 0.6
        spectra = np.zeros((len(times_s), CYCLE // 2 + 1), dtype=np.complex64)
        spectra[:, 1 : levels.shape[1] + 1] = levels * np.exp(2j * pi * (turns - 0.25))
    f_hz = np.arange(CYCLE // 2 + 1) * f0_hz
    early = times_s < 0.4
    power = float(np.mean(np.sum(np.abs(spectra[early]) ** 2 * k_weight(f_hz), axis=1))) * 0.5
    spectra *= np.float32(LOUDNESS / np.sqrt(power + 1e-12) * CYCLE / 2)
    cycles = np.fft.irfft(spectra, CYCLE, axis=1)
    return np.concatenate([cycles, cycles[:, :1]], axis=1).astype(np.float32)


def _fm_spectra(voice: Voice, f0_hz: float, times_s: Doubles, brightness: float) -> NDArray[np.complex64]:
    ratio, strike, held, decay_s = voice.fm
    angle = 2 * pi * np.arange(CYCLE) / CYCLE
    index = (held + (strike - held) * np.exp(-times_s / decay_s)) * 2 ** (1.6 * (brightness - 0.5))
    waves = np.sin(angle + index[:, None] * np.sin(ratio * angle))
    spectra = np.fft.rfft(waves, axis=1).astype(np.complex64)
    f_hz = np.arange(CYCLE // 2 + 1) * f0_hz
    spectra *= (tilt(f_hz, brightness) * (f_hz < EDGE_HZ) * (f_hz > 0)).astype(np.float32)
    spectra *= np.exp(-times_s * voice.damp * (f0_hz / 220) ** 0.4)[:, None].astype(np.float32)
    return spectra


def _turns(f_hz: float, frames: int, start: float = 0.0) -> Phases:
    """The phase of an oscillator at each frame, in 2**-32 of a cycle, so that it wraps by itself."""
    step = np.uint32(round(f_hz / RATE_HZ * 2**32))
    return np.arange(frames, dtype=np.uint32) * step + np.uint32(start * 2**32)


def _read(cycles: Floats, turns: Phases, moment: Floats) -> Floats:
    """Reads a stack of cycles at phases and moments (in rows), interpolated in both."""
    index = (turns >> np.uint32(_FRACTION_BITS)).astype(np.intp)
    part = (turns & np.uint32((1 << _FRACTION_BITS) - 1)).astype(np.float32)
    part *= np.float32(2.0**-_FRACTION_BITS)
    row = moment.astype(np.intp)
    index += row * (CYCLE + 1)
    flat = cycles.ravel()
    # mode="clip" only spares the check: no index is out of range.
    here = flat.take(index, mode="clip")
    index += 1
    here += part * (flat.take(index, mode="clip") - here)
    index += CYCLE
    there = flat.take(index, mode="clip")
    index += 1
    there += part * (flat.take(index, mode="clip") - there)
    there -= here
    there *= moment - row
    here += there
    return here


def _table_note(voice: Voice, pitch: int, brightness: float, frames: int) -> Floats:
    f0_hz = pitch_hz(pitch)
    length_s = frames / RATE_HZ
    even = voice.wave == "wobble"
    rows = max(MOMENTS, int(24 * length_s)) if even else MOMENTS
    way = np.linspace(0, 1, rows)
    cycles = _cycles(voice, f0_hz, length_s * (way if even else way**2), brightness)
    moment = np.arange(frames, dtype=np.float32) / np.float32(frames)
    moment = np.minimum((rows - 1) * (moment if even else np.sqrt(moment)), np.float32(rows - 1.001))
    bent: Phases = np.zeros(1, dtype=np.uint32)
    if voice.vibrato_cents:
        depth = f0_hz * voice.vibrato_cents * _CENT / (2 * pi * voice.vibrato_hz)
        t = (np.arange(frames) / RATE_HZ).astype(np.float32)
        wave = np.clip((t - np.float32(0.15)) / np.float32(0.3), 0, 1) * np.sin(
            np.float32(2 * pi * voice.vibrato_hz) * t
        )
        bent = (np.float32(depth * 2**32) * wave).astype(np.int64).astype(np.uint32)
    if not voice.detune_cents:
        return _read(cycles, _turns(f0_hz, frames) + bent, moment)[None]
    apart = voice.detune_cents * _CENT
    low = _read(cycles, _turns(f0_hz * (1 - apart), frames) + bent, moment)
    high = _read(cycles, _turns(f0_hz * (1 + apart), frames, 0.62) + bent, moment)
    return np.stack([_NEAR * low + _FAR * high, _FAR * low + _NEAR * high])


def _modal_note(voice: Voice, pitch: int, brightness: float, frames: int) -> Floats:
    f0_hz = pitch_hz(pitch)
    t = np.arange(frames) / RATE_HZ
    t32 = t.astype(np.float32)
    note = np.zeros(frames, dtype=np.float32)
    for ratio, level, decay_s in voice.partials:
        if ratio * f0_hz > EDGE_HZ:
            continue
        lean = float(tilt(np.array([ratio * f0_hz]), brightness)[0]) * 2 ** ((brightness - 0.5) * (ratio > 1.5))
        ring_s = decay_s * (440 / f0_hz) ** 0.35
        turn = (2 * pi * ((ratio * f0_hz * t) % 1.0)).astype(np.float32)
        note += np.float32(level * lean) * np.sin(turn) * np.exp(-t32 / np.float32(ring_s))
    head = note[: RATE_HZ // 4].astype(np.float64)
    return (note * np.float32(LOUDNESS / np.sqrt(np.mean(head**2) + 1e-12)))[None]


def _shaped(voice: Voice, note: Floats, brightness: float) -> Floats:
    """Adds a note's noise and drive, and its attack and decay."""
    frames = note.shape[1]
    t = (np.arange(frames) / RATE_HZ).astype(np.float32)
    level, decay_s, low_hz, high_hz = voice.noise
    if level:
        lean = float(tilt(np.array([(low_hz * high_hz) ** 0.5]), brightness)[0])
        hiss = np.resize(noise(low_hz, high_hz), frames) * np.float32(level * lean * LOUDNESS * 1.5)
        note = note + (hiss * np.exp(-t / np.float32(decay_s)) if decay_s else hiss)
    if voice.decay_s:
        note = note * (voice.sustain + (1 - voice.sustain) * np.exp(-t / np.float32(voice.decay_s))).astype(np.float32)
    if voice.drive:
        push = np.float32(voice.drive * 4)
        note = np.tanh(note * push) / np.float32(push * 0.5 + 2)
    rise = min(frames, max(8, int(voice.attack_s * RATE_HZ)))
    note[:, :rise] *= np.sin(np.linspace(0, pi / 2, rise, dtype=np.float32)) ** 2
    return np.ascontiguousarray(note, dtype=np.float32)


def render_note(voice: Voice, pitch: int, brightness: float, frames: int) -> Floats:
    """A note held for ever, without its release: shape (1 or 2 channels, frames)."""
    make = _modal_note if voice.wave == "modal" else _table_note
    return _shaped(voice, make(voice, pitch, brightness, frames), brightness)


def render_loop(voice: Voice, pitch: int, brightness: float) -> Floats:
    """A pad's loop of LOOP frames: a second channel is the same loop read from its middle."""
    f0_hz = pitch_hz(pitch)
    levels = harmonics(voice, f0_hz, np.zeros(1), brightness)[0]
    f_hz = np.arange(1, len(levels) + 1) * f0_hz
    power = np.zeros(LOOP // 2 + 1, dtype=np.float64)
    for centre_hz, level in zip(f_hz, levels, strict=True):
        width = centre_hz * (2 ** (16 / 1200) - 1) * LOOP / RATE_HZ
        place = centre_hz * LOOP / RATE_HZ
        low, high = max(1, int(place - 3 * width)), min(LOOP // 2, int(place + 3 * width) + 2)
        bins = np.arange(low, high)
        power[low:high] += level**2 / width * np.exp(-(((bins - place) / width) ** 2))
    loud = np.sqrt(float(np.sum(power * _loop_weight())) * 0.5) + 1e-12
    start = (word_number(voice.wave) + 7919 * pitch) % len(power)
    spectrum = (np.sqrt(power) * (LOUDNESS / loud * LOOP / 2)).astype(np.float32)
    return np.fft.irfft(spectrum * _chance_phases()[start : start + len(power)], LOOP).astype(np.float32, copy=False)


@cache
def _loop_weight() -> Doubles:
    """The K weighting at a loop's bins."""
    return k_weight(np.fft.rfftfreq(LOOP, 1 / RATE_HZ))


@cache
def _chance_phases() -> NDArray[np.complex64]:
    """Phases for loops to be cut from: twice as many as a loop has bins."""
    turns = np.random.default_rng(word_number("phases")).random(LOOP + 2)
    phases: NDArray[np.complex64] = np.exp(2j * pi * turns).astype(np.complex64)
    return phases
