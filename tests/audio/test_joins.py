"""Joins: likeness, alignment, crossfades."""

import numpy as np
import pytest
from virtual_player import loop

from lyria_osc.audio.joins import best_shift, correlation, crossfade, likeness
from lyria_osc.service import RATE_HZ, Pcm

MUSIC = loop(1, 120.0)
BAR = 2 * RATE_HZ


def noise(frames: int, seed: int) -> Pcm:
    return (0.1 * np.random.default_rng(seed).standard_normal((frames, 2))).astype(np.float32)


def test_the_same_music_is_most_alike() -> None:
    one = MUSIC[:BAR]
    assert likeness(one, one) == pytest.approx(1.0)
    bars = [likeness(one, MUSIC[number * BAR :][:BAR]) for number in range(1, 8)]
    beat_late = likeness(one, MUSIC[BAR // 8 :][:BAR])
    assert np.median(bars) > beat_late


def test_a_step_of_level_makes_it_less_alike() -> None:
    one = MUSIC[:BAR]
    assert likeness(one, one * np.float32(0.5)) < 0.6
    assert likeness(one, one * np.float32(0.95)) > 0.9


def test_too_little_to_compare_is_alike_only_if_equal() -> None:
    assert likeness(MUSIC[:100], MUSIC[:100]) == 1.0
    assert likeness(MUSIC[:100], MUSIC[50:150]) == 0.0
    silence = np.zeros((BAR, 2), np.float32)
    assert likeness(silence, silence) == 1.0


@pytest.mark.parametrize("shift", [-150, 0, 60])
def test_the_waveform_is_met(shift: int) -> None:
    reach = 192
    pcm = noise(20_000, 1)
    leaving = pcm[5_000:9_800]
    entering = pcm[5_000 - shift - reach : 9_800 - shift + reach]
    assert best_shift(leaving, entering) == shift


def test_nothing_is_moved_for_little() -> None:
    assert best_shift(noise(4_800, 1), noise(4_800 + 384, 2)) == 0
    assert best_shift(np.zeros((4_800, 2), np.float32), np.zeros((4_800 + 384, 2), np.float32)) == 0


def test_a_crossfade_of_equals_changes_nothing() -> None:
    one = MUSIC[:1440]
    assert np.allclose(crossfade(one, one), one, atol=1e-6)


def test_a_crossfade_of_strangers_keeps_the_power() -> None:
    faded = crossfade(noise(RATE_HZ, 1), noise(RATE_HZ, 2))
    levels = np.sqrt(np.mean(faded.reshape(20, -1) ** 2, axis=1))
    assert levels.max() / levels.min() < 1.08


def test_a_crossfade_begins_and_ends_without_a_step() -> None:
    leaving, entering = noise(1440, 1), noise(1440, 2)
    faded = crossfade(leaving, entering)
    assert np.allclose(faded[0], leaving[0], atol=1e-4)
    assert np.allclose(faded[-1], entering[-1], atol=1e-4)


def test_correlation() -> None:
    one = noise(1_000, 1)
    assert correlation(one, one) == pytest.approx(1.0)
    assert correlation(one, -one) == pytest.approx(-1.0)
    assert abs(correlation(one, noise(1_000, 2))) < 0.1
    assert correlation(one, np.zeros_like(one)) == 0.0
