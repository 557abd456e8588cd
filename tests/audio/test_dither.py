import numpy as np
import pytest

from lyria_osc.audio.dither import Dither, Shape, finisher, fold, half_sum
from lyria_osc.service import Pcm

PAIR: Pcm = np.array([[0.5, -0.25], [1.0, 1.0]], np.float32)
STEP = 1 / 32_768


def test_float32_stereo_is_left_alone() -> None:
    assert finisher(Shape()) is None
    assert finisher(Shape(bits=24)) is None


def test_mono_is_the_mean_and_cannot_clip() -> None:
    finish = finisher(Shape(mono=True))
    assert finish
    np.testing.assert_array_equal(finish(PAIR), [[0.125, 0.0], [1.0, 0.0]])
    np.testing.assert_array_equal(fold(half_sum(PAIR)), finish(PAIR))


def test_mono_of_sixteen_bits_is_dithered_once() -> None:
    finish = finisher(Shape(mono=True, bits=16))
    assert finish
    pcm = np.full((100_000, 2), 0.1, np.float32)
    heard = finish(pcm)
    assert not heard[:, 1].any()
    assert np.var((heard[:, 0] - np.float32(0.1)) / STEP) == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize("offset", [0.0, 0.25, 0.5, 0.8])
def test_error_has_no_mean_and_one_power_whatever_the_level(offset: float) -> None:
    pcm = np.full((200_000, 1), (1000 + offset) * STEP, np.float32)
    error = Dither(1).process(pcm).astype(np.float64) / STEP - (1000 + offset)
    assert np.mean(error) == pytest.approx(0, abs=0.01)
    assert np.mean(error**2) == pytest.approx(0.25, abs=0.005)


def test_only_the_values_of_16_bits_come_out() -> None:
    steps = Dither(1).process(np.linspace(-1.2, 1.2, 10_000, dtype=np.float32)[:, None]) / STEP
    np.testing.assert_array_equal(steps, np.rint(steps))
    assert steps.min() == -32_768
    assert steps.max() == 32_767


def test_what_is_below_one_step_is_still_there() -> None:
    frames = np.arange(1 << 16)
    tone = np.sin(2 * np.pi * 64 * frames / len(frames))
    heard = Dither(1).process((0.4 * STEP * tone).astype(np.float32)[:, None])[:, 0] / STEP
    assert 2 * np.mean(heard * tone) == pytest.approx(0.4, abs=0.02)


def test_silence_stays_silence() -> None:
    assert not Dither(1).process(np.zeros((1000, 2), np.float32)).any()
