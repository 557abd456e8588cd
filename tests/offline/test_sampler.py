"""Samples are rendered once, cut to measure, and do not fill the memory."""

import numpy as np
import pytest

from lyria_osc.offline import sampler
from lyria_osc.offline.sampler import Sampler
from lyria_osc.offline.voices import VOICES


@pytest.mark.parametrize("name", ["piano", "organ", "warm", "bell"])
@pytest.mark.parametrize("frames", [500, 20_000, 100_000])
def test_a_note_is_as_long_as_asked_and_ends_in_silence(name: str, frames: int) -> None:
    note = Sampler().note(name, 60, frames, 0.5)
    assert note.shape[1] == frames + round(VOICES[name].release_s * 48_000)
    assert np.max(np.abs(note[:, -1])) < 1e-5
    assert np.max(np.abs(note[:, :frames])) > 0.01


def test_the_longest_note_is_cut_to_the_longest_sample() -> None:
    assert Sampler().note("organ", 60, 10**7, 0.5).shape[1] == 4.8 * 48_000


def test_a_note_is_found_again_and_is_not_changed_by_its_use() -> None:
    samples = Sampler()
    first = samples.note("piano", 60, 20_000, 0.5)
    first *= 0
    again = samples.note("piano", 60, 20_000, 0.5)
    assert np.array_equal(again, Sampler().note("piano", 60, 20_000, 0.5))


def test_brightness_is_heard_in_steps() -> None:
    samples = Sampler()
    near, far = samples.note("piano", 60, 20_000, 0.51), samples.note("piano", 60, 20_000, 0.6)
    assert np.array_equal(near, samples.note("piano", 60, 20_000, 0.5))
    assert not np.array_equal(far, near)


def test_the_store_is_bounded_and_what_was_let_go_comes_back_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampler, "STORE_BYTES", 300_000)
    samples = Sampler()
    first = samples.note("organ", 48, 20_000, 0.5)
    for pitch in range(49, 60):
        samples.note("organ", pitch, 20_000, 0.5)
        assert samples.stored_bytes <= 300_000
    assert np.array_equal(samples.note("organ", 48, 20_000, 0.5), first)
