"""Cuts in sounds whose periods are known."""

import numpy as np
import pytest

from lyria_osc.audio.splice import (
    BLOCK_FRAMES,
    FADE_FRAMES,
    LEAST_FRAMES,
    MOST_FRAMES,
    OVERSHOOT_FRAMES,
    REACH_FRAMES,
    cut,
    find,
)
from lyria_osc.service import RATE_HZ, Pcm

LENGTH = 2 * REACH_FRAMES + 2048


def tone(hz: float, frames: int = LENGTH) -> Pcm:
    wave = 0.5 * np.sin(2 * np.pi * hz * np.arange(frames) / RATE_HZ)
    return np.stack([wave, wave], axis=1).astype(np.float32)


def noise(seed: int = 1) -> Pcm:
    return (0.1 * np.random.default_rng(seed).standard_normal((LENGTH, 2))).astype(np.float32)


@pytest.mark.parametrize("wanted", [200, -200, 500, -500])
@pytest.mark.parametrize("hz", [60.0, 100.0, 500.0, 4000.0])
def test_a_tone_moves_by_whole_periods(hz: float, wanted: int) -> None:
    found = find(tone(hz), wanted)
    if min(abs(wanted) + OVERSHOOT_FRAMES, MOST_FRAMES) < RATE_HZ / hz:
        return
    periods = found.shift * hz / RATE_HZ
    assert found.likeness > 0.999
    assert periods == pytest.approx(round(periods), abs=0.01)


@pytest.mark.parametrize("wanted", [200, -200, 700, -700])
def test_a_cut_goes_the_way_that_is_wanted_and_not_too_far(wanted: int) -> None:
    found = find(noise(), wanted)
    assert found.shift * wanted > 0
    assert LEAST_FRAMES <= abs(found.shift) <= min(abs(wanted) + OVERSHOOT_FRAMES, MOST_FRAMES)
    assert REACH_FRAMES <= found.place < LENGTH - REACH_FRAMES


def test_of_many_places_the_one_where_the_sound_comes_round_is_found() -> None:
    pcm = noise()
    place = REACH_FRAMES + 1024
    pcm[place + 700 : place + 700 + FADE_FRAMES] = pcm[place : place + FADE_FRAMES]
    found = find(pcm, 600)
    assert (found.place, found.shift) == (place, 700)
    assert found.likeness == pytest.approx(1.0, abs=1e-6)


def test_silence_is_like_silence() -> None:
    assert find(np.zeros((LENGTH, 2), np.float32), 200).likeness == pytest.approx(1.0)


@pytest.mark.parametrize("wanted", [300, -300])
def test_an_attack_is_neither_doubled_nor_lost(wanted: int) -> None:
    pcm = tone(500.0) * 0.1
    attack = REACH_FRAMES + 1024
    pcm[attack:] += 0.7 * tone(3000.0, LENGTH - attack)
    found = find(pcm, wanted)
    first, last = sorted((found.place, found.place + found.shift))
    assert not first - BLOCK_FRAMES < attack < last + FADE_FRAMES
    assert found.likeness > 0.9


def test_a_note_is_not_left_out_for_the_sake_of_likeness() -> None:
    pcm = tone(500.0) + 0.2 * noise()
    place, shift = REACH_FRAMES + 1024, 768
    pcm[place + shift : place + shift + FADE_FRAMES] = pcm[place : place + FADE_FRAMES]
    assert find(pcm, shift).place == place
    note = place + FADE_FRAMES + 50
    pcm[note : note + 100] += 0.9
    found = find(pcm, shift)
    assert not found.place - BLOCK_FRAMES < note < found.place + found.shift


def test_a_cut_is_where_it_was_at_first_and_where_it_goes_at_last() -> None:
    pcm = noise()
    faded = cut(pcm, 2000, 300)
    assert len(faded) == FADE_FRAMES
    np.testing.assert_allclose(faded[0], pcm[2000], atol=1e-3)
    np.testing.assert_allclose(faded[-1], pcm[2300 + FADE_FRAMES - 1], atol=1e-3)


def test_a_cut_in_a_tone_is_no_cut() -> None:
    pcm = tone(500.0)
    np.testing.assert_allclose(cut(pcm, 2000, 288), pcm[2000 : 2000 + FADE_FRAMES], atol=1e-5)
