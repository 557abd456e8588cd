"""The rooms the band plays in: impulse responses of a small room and of a hall, and of the mixer's plain path.

All are made as spectra of `SPAN` frames, ready to be multiplied with a block that is padded to that length.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from lyria_osc.service import RATE_HZ

Floats = NDArray[np.float32]
Spectrum = NDArray[np.complex64]

BLOCK = 96_000
SPAN = 192_000
TAIL = SPAN - BLOCK

_BANDS = ((120.0, 500.0, 1.0), (500.0, 2000.0, 0.9), (2000.0, 5000.0, 0.6), (5000.0, 11_000.0, 0.35))


@cache
def room(reverb_s: float, before_s: float, seed: int) -> Spectrum:
    """A diffuse room, shape (2, SPAN // 2 + 1): noise in bands whose highs die sooner, energy 1 a channel.

    Args:
        reverb_s: the time in which the lowest band falls by 60 dB.
        before_s: the time before the first reflection.
        seed: which room.
    """
    rng = np.random.default_rng(seed)
    frames = TAIL - 4096
    t = (np.arange(frames) / RATE_HZ).astype(np.float32)
    f_hz = np.fft.rfftfreq(TAIL, 1 / RATE_HZ)
    sound = np.zeros((2, frames), dtype=np.float32)
    white = np.fft.rfft(rng.standard_normal((2, TAIL), dtype=np.float32))
    for low_hz, high_hz, share in _BANDS:
        gain = 1 / np.sqrt((1 + (low_hz / np.maximum(f_hz, 1)) ** 6) * (1 + (f_hz / high_hz) ** 6))
        band = np.fft.irfft(white * gain.astype(np.float32), TAIL)[:, :frames]
        sound += band * np.exp(t * np.float32(-6.9 / (reverb_s * share)))
    start = round(before_s * RATE_HZ)
    sound *= np.minimum(1, np.maximum(0, t - before_s) * 150)
    sound[:, :start] = 0
    sound[:, -9600:] *= np.linspace(1, 0, 9600, dtype=np.float32)
    sound /= np.sqrt(np.sum(sound**2, axis=1, keepdims=True))
    return np.fft.rfft(sound, SPAN).astype(np.complex64)


@cache
def plain_path() -> Spectrum:
    """The mixer's own path, shape (SPAN // 2 + 1,): a minimum-phase cut below 25 Hz and above 17 kHz."""
    size = 16_384
    f_hz = np.fft.rfftfreq(size, 1 / RATE_HZ)
    level = (f_hz / 25) ** 3 / np.sqrt(1 + (f_hz / 25) ** 6) / np.sqrt(1 + (f_hz / 18_000) ** 12)
    level = np.maximum(level, 1e-4)
    cepstrum = np.fft.irfft(np.log(level), size)
    folded = np.concatenate([cepstrum[:1], 2 * cepstrum[1 : size // 2], cepstrum[size // 2 : size // 2 + 1]])
    path = np.fft.irfft(np.exp(np.fft.rfft(folded, size)), size)[:8192]
    path *= np.minimum(1, np.linspace(8, 0, 8192))
    path -= np.mean(path) * np.linspace(2, 0, 8192)
    return np.fft.rfft(path.astype(np.float32), SPAN).astype(np.complex64)
