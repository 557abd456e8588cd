import numpy as np
import pytest
from numpy.typing import NDArray

from lyria_osc.audio.dither import Dither, Shape, finisher, fold, half_sum, steps_to_cut
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


def cut(pcm: Pcm) -> NDArray[np.int32]:
    """As PortAudio makes 16 bits of floats with its dither off (pa_converters.c, Float32_To_Int16_Clip)."""
    return np.clip((pcm * np.float32(32_767)).astype(np.int32), -32_768, 32_767)


def test_every_step_comes_out_of_portaudio_as_it_is() -> None:
    steps = np.arange(-32_768, 32_768)
    pcm = (steps / 32_768).astype(np.float32)[:, None]
    handed = steps_to_cut(pcm)
    assert handed.dtype == np.float32
    np.testing.assert_array_equal(cut(handed)[1:, 0], steps[1:])
    assert cut(handed)[0, 0] == -32_767
    assert (cut(pcm)[:, 0] != steps).any()


def test_no_step_is_near_to_another() -> None:
    scaled = np.abs(steps_to_cut(np.linspace(-1, 1, 65_537, dtype=np.float32)[:, None]) * np.float32(32_767))
    away = scaled[scaled > 0] % 1
    assert away.min() > 0.49
    assert away.max() < 0.51


@pytest.mark.parametrize("mono", [False, True])
def test_hardware_of_sixteen_bits_gets_the_dithered_steps(mono: bool) -> None:
    frames = np.arange(1 << 16)
    tone = np.sin(2 * np.pi * 64 * frames / len(frames))
    pcm = np.repeat((0.4 * STEP * tone).astype(np.float32)[:, None], 2, axis=1)
    finish = finisher(Shape(mono=mono, cut_bits=16))
    assert finish
    heard = cut(finish(pcm))
    assert 2 * np.mean(heard[:, 0] * tone) == pytest.approx(0.4, abs=0.02)
    assert np.var(heard[:, 0] - 0.4 * tone) == pytest.approx(0.25, abs=0.01)
    assert heard[:, 1].any() != mono


def test_other_hardware_is_left_alone() -> None:
    assert finisher(Shape(cut_bits=24)) is None
    assert finisher(Shape(cut_bits=32)) is None
