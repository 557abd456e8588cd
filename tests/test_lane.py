"""What a lane lays for the device that its player has opened; the player is made up."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from lyria_osc.audio.dither import Shape
from lyria_osc.audio.jitter import JitterBuffer
from lyria_osc.audio.resampler import Quality
from lyria_osc.audio.ring import RING_BYTES, Ring
from lyria_osc.lane import Lane
from lyria_osc.player.process import Opened
from lyria_osc.service import RATE_HZ

FRAMES = RATE_HZ // 8


def laid(opened_bits: int, shape: Shape) -> NDArray[np.float32]:
    """What lies in the ring, after the fade-in, of a level that no step of 16 bits has."""
    source = JitterBuffer()
    source.append(np.full((RATE_HZ, 2), 1000.3 / 32_768, np.float32))
    ring = Ring(memoryview(bytearray(RING_BYTES)))
    player = cast("Any", SimpleNamespace(ring=ring, opened=Opened(RATE_HZ, 256, 0.1, opened_bits)))
    lane = Lane(player, source, gain=1.0, quality=Quality.BEST, correction=None, shape=shape)
    lane.feeder.play(0)
    lane.feeder.step(0)
    return lane.frames[lane.feeder.written_frame - FRAMES : lane.feeder.written_frame, 0]


def test_hardware_of_sixteen_bits_gets_steps_for_portaudio_to_cut_off() -> None:
    scaled = laid(16, Shape()).astype(np.float64) * 32_767
    np.testing.assert_allclose(scaled % 1, 0.5, atol=0.01)
    assert np.mean(np.trunc(scaled)) == pytest.approx(1000.3, abs=0.05)


def test_a_sink_of_sixteen_bits_gets_whole_steps() -> None:
    scaled = laid(0, Shape(bits=16)) * np.float32(32_768)
    np.testing.assert_array_equal(scaled, np.rint(scaled))


@pytest.mark.parametrize("bits", [0, 24, 32])
def test_other_devices_get_the_music_itself(bits: int) -> None:
    assert (laid(bits, Shape()) == np.float32(1000.3 / 32_768)).all()
