import numpy as np
import pytest

from lyria_osc.audio.dither import Dither, map_channels
from lyria_osc.service import Pcm

STEREO: Pcm = np.array([[0.5, -0.25], [1.0, 1.0]], np.float32)


def test_stereo_on_stereo_is_left_alone() -> None:
    assert map_channels(STEREO, 2) is STEREO


def test_channels_can_be_swapped() -> None:
    np.testing.assert_array_equal(map_channels(STEREO, 2, (2, 1)), STEREO[:, ::-1])


def test_stereo_goes_to_the_named_channels_and_nowhere_else() -> None:
    laid = map_channels(STEREO, 8, (3, 6))
    np.testing.assert_array_equal(laid[:, [2, 5]], STEREO)
    assert not laid[:, [0, 1, 3, 4, 6, 7]].any()


def test_mono_is_the_mean_and_cannot_clip() -> None:
    np.testing.assert_array_equal(map_channels(STEREO, 1), [[0.125], [1.0]])


def test_the_same_channel_twice_folds_to_it() -> None:
    np.testing.assert_array_equal(map_channels(STEREO, 4, (3, 3)), [[0, 0, 0.125, 0], [0, 0, 1.0, 0]])


@pytest.mark.parametrize("offset", [0.0, 0.25, 0.5, 0.8])
def test_error_has_no_mean_and_one_power_whatever_the_level(offset: float) -> None:
    pcm = np.full((200_000, 1), (1000 + offset) / 32_768, np.float32)
    error = Dither(1).process(pcm).astype(np.float64) - (1000 + offset)
    assert np.mean(error) == pytest.approx(0, abs=0.01)
    assert np.mean(error**2) == pytest.approx(0.25, abs=0.005)


def test_what_is_below_one_step_is_still_there() -> None:
    frames = np.arange(1 << 16)
    tone = np.sin(2 * np.pi * 64 * frames / len(frames))
    heard = Dither(1).process((0.4 / 32_768 * tone).astype(np.float32)[:, None])[:, 0]
    assert 2 * np.mean(heard * tone) == pytest.approx(0.4, abs=0.02)


def test_full_scale_is_clipped_and_does_not_wrap() -> None:
    loud = Dither(1).process(np.array([[1.5, -1.5], [1.0, -1.0]] * 100, np.float32))
    assert loud.dtype == np.int16
    assert loud[:, 0].min() >= 32_766
    assert loud[:, 1].max() <= -32_766


def test_silence_stays_silence() -> None:
    assert not Dither(1).process(np.zeros((1000, 2), np.float32)).any()
