"""The drums: a sound for each drum, synthesised, and kits that say how each is tuned.

A drum is one of a few bodies: a falling sine (kicks, toms, hand drums), a tone with filtered noise (snares), bursts
of noise (claps), a chord of square waves through a high-pass (cymbals, bells), or plain filtered noise (shakers). A
kit overrides a few numbers of the bodies. All drums come out with a peak of 1 at middle brightness.
"""

from collections.abc import Callable, Mapping
from math import pi

import numpy as np

from lyria_osc.offline.chance import word_number
from lyria_osc.offline.synth import Floats, noise, tilt
from lyria_osc.service import RATE_HZ

Tuning = Mapping[str, float]

KICK: Tuning = {"hz": 50, "sweep": 4.0, "fall_s": 0.035, "ring_s": 0.28, "click": 0.25, "push": 1.4}
SNARE: Tuning = {"hz": 190, "ring_s": 0.1, "hiss": 0.8, "hiss_s": 0.14, "low_hz": 1200, "high_hz": 9500}
CLAP: Tuning = {"low_hz": 900, "high_hz": 6500, "hiss_s": 0.14, "bursts": 4}
CYMBAL: Tuning = {"hz": 410, "low_hz": 7000, "ring_s": 0.05, "hiss": 0.5}
TOM: Tuning = {"hz": 98, "sweep": 1.8, "fall_s": 0.05, "ring_s": 0.3, "click": 0.1, "push": 1.0}
HAND: Tuning = {"hz": 220, "sweep": 1.25, "fall_s": 0.02, "ring_s": 0.16, "click": 0.35, "push": 0.6}
SHAKE: Tuning = {"low_hz": 5000, "high_hz": 12000, "rise_s": 0.018, "hiss_s": 0.03}

_ACOUSTIC: Mapping[str, Tuning] = {
    "kick": {"hz": 56, "sweep": 2.2, "fall_s": 0.02, "ring_s": 0.16, "click": 0.5},
    "snare": {"hz": 205, "hiss_s": 0.17, "ring_s": 0.12},
    "hat": {"ring_s": 0.06, "low_hz": 6000, "hiss": 0.8},
}

KITS: Mapping[str, Mapping[str, Tuning]] = {
    "acoustic": _ACOUSTIC,
    "808": {
        "kick": {"hz": 46, "sweep": 2.5, "fall_s": 0.03, "ring_s": 0.6, "click": 0.1, "push": 1.0},
        "snare": {"hz": 175, "ring_s": 0.08, "hiss_s": 0.1, "high_hz": 7000},
        "hat": {"hz": 540, "ring_s": 0.035, "hiss": 0.1, "low_hz": 8000},
        "open": {"hz": 540, "ring_s": 0.25, "hiss": 0.1},
        "bell": {"hz": 540, "low_hz": 500, "ring_s": 0.2, "hiss": 0.0},
        "clap": {"hiss_s": 0.2},
    },
    "909": {
        "kick": {"hz": 49, "sweep": 4.5, "fall_s": 0.03, "ring_s": 0.26, "click": 0.4, "push": 2.0},
        "snare": {"hz": 200, "hiss": 1.1, "hiss_s": 0.16, "low_hz": 900},
        "hat": {"ring_s": 0.045, "hiss": 0.7, "low_hz": 7500},
        "open": {"ring_s": 0.22, "hiss": 0.7},
    },
    "lofi": {
        "kick": {"hz": 58, "sweep": 2.0, "ring_s": 0.17, "click": 0.15, "push": 2.2},
        "snare": {"hz": 180, "hiss": 0.6, "hiss_s": 0.1, "high_hz": 4500},
        "hat": {"ring_s": 0.035, "low_hz": 4500, "hiss": 1.0},
        "open": {"ring_s": 0.14, "low_hz": 4500},
    },
    "jazz": {
        "kick": {"hz": 62, "sweep": 1.6, "ring_s": 0.14, "click": 0.2, "push": 0.8},
        "snare": {"hz": 220, "hiss": 1.4, "hiss_s": 0.2, "low_hz": 2500},
        "ride": {"hz": 330, "low_hz": 4500, "ring_s": 0.5, "hiss": 0.5},
    },
    "electro": {
        "kick": {"hz": 52, "sweep": 3.5, "ring_s": 0.2, "click": 0.35, "push": 1.8},
        "snare": {"hz": 185, "hiss": 1.3, "hiss_s": 0.26, "low_hz": 700},
        "tom": {"sweep": 3.0, "fall_s": 0.12, "ring_s": 0.35},
        "hat": {"hz": 480, "ring_s": 0.04, "hiss": 0.3},
    },
    "metal": {
        "kick": {"hz": 60, "sweep": 3.0, "fall_s": 0.012, "ring_s": 0.1, "click": 1.0, "push": 2.0},
        "snare": {"hz": 215, "hiss": 1.2, "hiss_s": 0.2},
        "crash": {"ring_s": 1.1},
    },
    "break": {
        "kick": {"hz": 64, "sweep": 2.5, "ring_s": 0.12, "click": 0.6, "push": 2.0},
        "snare": {"hz": 245, "hiss": 1.0, "hiss_s": 0.12, "high_hz": 11000},
        "hat": {"ring_s": 0.05, "hiss": 0.9},
    },
    "hand": {
        "kick": {"hz": 62, "sweep": 1.4, "ring_s": 0.22, "click": 0.15, "push": 0.6},
        "snare": {"hz": 310, "hiss": 0.5, "hiss_s": 0.06},
        "tom": {"hz": 120, "ring_s": 0.25, "click": 0.3},
    },
    "orchestral": {
        "kick": {"hz": 44, "sweep": 1.3, "ring_s": 0.6, "click": 0.1, "push": 0.5},
        "snare": {"hz": 230, "hiss": 1.3, "hiss_s": 0.12, "low_hz": 2000},
        "crash": {"ring_s": 1.4, "low_hz": 3500},
        "tom": {"hz": 82, "ring_s": 0.6, "sweep": 1.2},
    },
    "chip": {
        "kick": {"hz": 55, "sweep": 6.0, "fall_s": 0.04, "ring_s": 0.1, "click": 0.0, "push": 3.0},
        "snare": {"hz": 240, "hiss": 1.6, "hiss_s": 0.08, "low_hz": 500, "high_hz": 7000},
        "hat": {"hiss": 2.0, "hz": 900, "ring_s": 0.02, "low_hz": 5000},
    },
    "industrial": {
        "kick": {"hz": 47, "sweep": 5.0, "ring_s": 0.3, "click": 0.7, "push": 5.0},
        "snare": {"hz": 160, "hiss": 1.4, "hiss_s": 0.3, "low_hz": 400},
        "hat": {"hz": 330, "ring_s": 0.06, "low_hz": 5000, "hiss": 0.2},
    },
}
"""What each kit changes of the drums' bodies."""


def _ramp(frames: int) -> Floats:
    return (np.arange(frames) / RATE_HZ).astype(np.float32)


def _hiss(low_hz: float, high_hz: float, frames: int, take: int) -> Floats:
    start = 7919 * take % 50_000
    return np.resize(noise(low_hz, high_hz)[start:], frames)


def _skin(tuning: Tuning, take: int) -> Floats:
    """A falling sine with a click: kicks, toms, congas."""
    t = _ramp(int(RATE_HZ * min(1.8, 6.5 * tuning["ring_s"])))
    falling = (tuning["sweep"] - 1) * tuning["fall_s"]
    cycles = tuning["hz"] * (t + falling * (1 - np.exp(-t / np.float32(tuning["fall_s"]))))
    body = np.sin(np.float32(2 * pi) * cycles) * np.exp(-t / np.float32(tuning["ring_s"]))
    click = _hiss(900, 6000, len(t), take) * np.exp(-t / np.float32(0.004)) * np.float32(0.4 * tuning["click"])
    made: Floats = np.tanh(np.float32(tuning["push"]) * (body + click))
    return made


def _snare(tuning: Tuning, take: int) -> Floats:
    t = _ramp(int(RATE_HZ * 6.5 * max(tuning["hiss_s"], tuning["ring_s"])))
    fall = t + np.float32(0.004) * (1 - np.exp(-t / np.float32(0.01)))
    tone = np.sin(np.float32(2 * pi * tuning["hz"]) * fall) + 0.5 * np.sin(
        np.float32(2 * pi * tuning["hz"] * 1.62) * fall
    )
    hiss = _hiss(tuning["low_hz"], tuning["high_hz"], len(t), take)
    made = 0.6 * tone * np.exp(-t / np.float32(tuning["ring_s"]))
    made = made + np.float32(0.45 * tuning["hiss"]) * hiss * np.exp(-t / np.float32(tuning["hiss_s"]))
    snapped: Floats = np.tanh(1.2 * made)
    return snapped


def _clap(tuning: Tuning, take: int) -> Floats:
    t = _ramp(int(RATE_HZ * 0.75))
    shape = np.exp(-np.maximum(t - np.float32(0.028), 0) / np.float32(tuning["hiss_s"] * 0.6)) * (t > 0.028) * 0.7
    for burst in range(int(tuning["bursts"])):
        since = t - np.float32(0.0095 * burst)
        shape = shape + np.exp(-np.maximum(since, 0) / np.float32(0.0035)) * (since >= 0)
    made: Floats = _hiss(tuning["low_hz"], tuning["high_hz"], len(t), take) * shape
    return made.astype(np.float32)


def _cymbal(tuning: Tuning, take: int) -> Floats:
    """Six square waves that do not fit together, and noise, high-passed."""
    frames = 480 * int(100 * min(2.0, 7 * tuning["ring_s"]))
    t = _ramp(frames)
    spectrum = np.fft.rfft(_hiss(tuning["low_hz"], 15_000, frames, take) * np.float32(tuning["hiss"]))
    for ratio in (1.0, 1.342, 1.2312, 1.6532, 1.9523, 2.1523):
        harmonic = np.arange(1, int(19_000 / (tuning["hz"] * ratio)) + 1, 2)
        places = np.rint(harmonic * tuning["hz"] * ratio * frames / RATE_HZ).astype(np.intp)
        spectrum[places] += (-0.4j * frames / harmonic).astype(np.complex64)
    f_hz = np.fft.rfftfreq(frames, 1 / RATE_HZ)
    spectrum *= (1 / np.sqrt(1 + (tuning["low_hz"] / np.maximum(f_hz, 1)) ** 6)).astype(np.float32)
    made: Floats = np.fft.irfft(spectrum, frames).astype(np.float32) * np.exp(-t / np.float32(tuning["ring_s"]))
    return made


def _shake(tuning: Tuning, take: int) -> Floats:
    t = _ramp(int(RATE_HZ * (tuning["rise_s"] + 6 * tuning["hiss_s"])))
    rise = np.minimum(t / np.float32(tuning["rise_s"]), 1)
    fall = np.exp(-np.maximum(t - np.float32(tuning["rise_s"]), 0) / np.float32(tuning["hiss_s"]))
    made: Floats = _hiss(tuning["low_hz"], tuning["high_hz"], len(t), take) * rise * fall
    return made


def _riser(tuning: Tuning, take: int) -> Floats:
    """Eight beats of noise that opens: `take` is the tempo in bpm."""
    frames = int(8 * 60 / max(60, take) * RATE_HZ)
    way = np.linspace(0, 1, frames, dtype=np.float32)
    low, high = np.resize(noise(300, 2500), frames), np.resize(noise(2500, 12_000), frames)
    made: Floats = (low * way * (1 - 0.6 * way) + high * way**2) * np.minimum(1, (1 - way) * 60) * np.float32(0.3)
    return made.astype(np.float32)


DRUMS: Mapping[str, tuple[Callable[[Tuning, int], Floats], Tuning, float]] = {
    "kick": (_skin, KICK, 0.0),
    "snare": (_snare, SNARE, 0.05),
    "clap": (_clap, CLAP, -0.1),
    "hat": (_cymbal, CYMBAL, 0.3),
    "pedal": (_cymbal, {**CYMBAL, "ring_s": 0.03, "low_hz": 5000}, 0.3),
    "open": (_cymbal, {**CYMBAL, "ring_s": 0.2}, 0.3),
    "ride": (_cymbal, {**CYMBAL, "hz": 360, "low_hz": 5500, "ring_s": 0.35, "hiss": 0.25}, -0.4),
    "crash": (_cymbal, {**CYMBAL, "hz": 300, "low_hz": 4000, "ring_s": 0.75, "hiss": 1.0}, -0.35),
    "bell": (_cymbal, {**CYMBAL, "hz": 560, "low_hz": 600, "ring_s": 0.12, "hiss": 0.0}, -0.5),
    "rim": (_skin, {**HAND, "hz": 460, "sweep": 1.6, "ring_s": 0.025, "click": 0.9}, 0.35),
    "tom": (_skin, TOM, -0.2),
    "timp": (_skin, {**TOM, "hz": 73.4, "sweep": 1.08, "ring_s": 0.6}, 0.1),
    "stomp": (_skin, {**TOM, "hz": 70, "ring_s": 0.08, "click": 0.8}, 0.0),
    "conga": (_skin, HAND, 0.4),
    "bongo": (_skin, {**HAND, "hz": 380, "ring_s": 0.09, "click": 0.5}, -0.5),
    "tabla": (_skin, {**HAND, "hz": 150, "sweep": 0.8, "fall_s": 0.07, "ring_s": 0.28, "click": 0.5}, -0.15),
    "timbale": (_snare, {**SNARE, "hz": 330, "ring_s": 0.18, "hiss": 0.25, "hiss_s": 0.08}, -0.4),
    "shaker": (_shake, SHAKE, 0.5),
    "tamb": (_shake, {**SHAKE, "rise_s": 0.003, "hiss_s": 0.07, "low_hz": 6500, "high_hz": 14000}, -0.5),
    "riser": (_riser, {}, 0.0),
}
"""The drums by name: body, tuning, place in the stereo picture (-1..1)."""

_TAKES_TUNED = {"conga": (1.0, 0.75, 1.0, 1.33), "bongo": (1.0, 1.3, 1.0, 1.3), "tom": (0.75, 1.0, 1.33, 1.6),
                "tabla": (1.0, 1.9, 1.0, 2.3)}  # fmt: skip


def render_drum(drum: str, kit: str, take: int, brightness: float) -> Floats:
    """A drum's hit, shape (1, frames); `take` chooses among its sounds."""
    body, tuning, _ = DRUMS[drum]
    tuned = {**tuning, **KITS[kit].get(drum, {})}
    if drum in _TAKES_TUNED:
        tuned["hz"] *= _TAKES_TUNED[drum][take % 4]
    if drum == "riser":
        return body(tuned, take)[None]
    made = body(tuned, take + word_number(kit) % 5)
    size = 480 * (len(made) // 480)
    made = made[:size] / np.max(np.abs(made[:size]))
    # Half the lean of the pitched voices: the kit keeps its punch in the dark.
    lean = tilt(np.fft.rfftfreq(size, 1 / RATE_HZ), 0.5 + 0.5 * (brightness - 0.5)).astype(np.float32)
    made = np.fft.irfft(np.fft.rfft(made) * lean, size).astype(np.float32)
    made[-480:] *= np.linspace(1, 0, 480, dtype=np.float32)
    return made[None]
