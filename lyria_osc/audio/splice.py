"""A cut that is not heard: a few milliseconds of music left out or heard twice, where the waveform comes round again.

This is how pitch-preserving stretching works (WSOLA), done not all the time but once in a while, at the best place of
many. `find` looks for places; `cut` makes the cut. Pure.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lyria_osc.audio.joins import crossfade
from lyria_osc.service import RATE_HZ, Pcm

FADE_FRAMES = RATE_HZ * 12 // 1000
LEAST_FRAMES, MOST_FRAMES = RATE_HZ * 3 // 1000, RATE_HZ * 21 // 1000
"""By how much one cut moves the music: the period of any bass, and no more than an echo that fuses."""

REACH_FRAMES = MOST_FRAMES + FADE_FRAMES
"""What `find` must be given to either side of the places that it may choose."""

OVERSHOOT_FRAMES = RATE_HZ * 8 // 1000
"""A cut may move the music so much further than is wanted, to come round with a deep tone."""

PLACES = 8
FFT_FRAMES = 2048

BLOCK_FRAMES = RATE_HZ // 500
ATTACK_RATIO = 4.0
"""Power that rises by this from one block to the next is an attack, which must not be heard twice, nor be lost."""

ATTACK_COST = 0.5
SILENT = 1e-6
"""Power below which nothing is heard."""


@dataclass(frozen=True, slots=True)
class Splice:
    """At `place` the music goes on `shift` frames later, or earlier where it is negative.

    `likeness` tells how like each other the two waveforms are, 1 at the best.
    """

    place: int
    shift: int
    likeness: float


def find(pcm: Pcm, wanted: int) -> Splice:
    """The best cut in a stretch.

    Args:
        pcm: the stretch, with `REACH_FRAMES` before and after the places that may be chosen.
        wanted: by how many frames the music should move; what is found goes the same way, by `OVERSHOOT_FRAMES`
            further at the most.

    Returns:
        The cut; `place` counts from the stretch's first frame.
    """
    channels = pcm.T.astype(np.float64)
    furthest = min(abs(wanted) + OVERSHOOT_FRAMES, MOST_FRAMES)
    low, high = (LEAST_FRAMES, furthest) if wanted > 0 else (-furthest, -LEAST_FRAMES)
    places = np.linspace(REACH_FRAMES, len(pcm) - REACH_FRAMES, PLACES, endpoint=False).astype(int)
    leaving = channels[:, places[:, None] + np.arange(FADE_FRAMES)]
    entering = channels[:, places[:, None] + np.arange(low, high + FADE_FRAMES)]
    likenesses = _likenesses(leaving, entering)
    shifts = likenesses.argmax(axis=1) + low
    attacks = np.concatenate([[0], np.cumsum(_attacks(pcm))])
    first = (places + np.minimum(shifts, 0)) // BLOCK_FRAMES
    last = (places + np.maximum(shifts, 0) + FADE_FRAMES) // BLOCK_FRAMES + 1
    hurt = attacks[np.minimum(last, len(attacks) - 1)] > attacks[first]
    scores = likenesses.max(axis=1) - ATTACK_COST * hurt
    best = int(scores.argmax())
    return Splice(int(places[best]), int(shifts[best]), float(scores[best]))


def cut(pcm: Pcm, place: int, shift: int) -> Pcm:
    """The crossfade of a cut: `FADE_FRAMES` that stand for those from `place` on, before it goes on shifted."""
    entering = place + shift
    return crossfade(pcm[place : place + FADE_FRAMES], pcm[entering : entering + FADE_FRAMES])


def _attacks(pcm: Pcm) -> NDArray[np.bool_]:
    """Which blocks an attack is in."""
    blocks = len(pcm) // BLOCK_FRAMES
    power = np.square(pcm[: blocks * BLOCK_FRAMES]).reshape(blocks, -1).mean(axis=1)
    before = np.convolve(power, np.full(4, 0.25))[: blocks - 1]
    floor = power.mean() / 10 + 1e-9
    return np.concatenate([[False], power[1:] > ATTACK_RATIO * (before + floor)])


def _likenesses(leaving: NDArray[np.float64], entering: NDArray[np.float64]) -> NDArray[np.float64]:
    """The correlation of each place's sound with each stretch of its length in another; silence is like silence.

    Both are of shape ``(channels, places, frames)``.
    """
    length, count = leaving.shape[2], entering.shape[2] - leaving.shape[2]
    spectra = np.fft.rfft(entering, FFT_FRAMES) * np.fft.rfft(leaving, FFT_FRAMES).conj()
    products = np.fft.irfft(spectra.sum(axis=0), FFT_FRAMES)[:, :count]
    sums = np.pad(np.cumsum(np.square(entering).sum(axis=0), axis=1), ((0, 0), (1, 0)))
    powers = np.maximum(sums[:, length:-1] - sums[:, : -length - 1], 0.0)
    power = np.square(leaving).sum(axis=(0, 2))[:, None]
    scaled: NDArray[np.float64] = (products + SILENT) / (np.sqrt(powers * power) + SILENT)
    return scaled
