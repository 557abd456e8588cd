from itertools import pairwise
from math import ceil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lyria_osc.audio.resampler import Resampler
from lyria_osc.audio.varispeed import Varispeed, fixed_rate
from lyria_osc.service import Pcm

RATE_HZ = 48_000
BLOCK = 512


def noise(frames: int, channels: int = 2) -> Pcm:
    return np.random.default_rng(7).uniform(-1, 1, (frames, channels)).astype(np.float32)


def sine(hz: float, blocks: int) -> Pcm:
    frames = np.arange(blocks * BLOCK)
    return (0.99 * np.sin(2 * np.pi * hz * frames / RATE_HZ)).astype(np.float32)[:, None]


def sinad_db(made: NDArray[np.float32], hz: float, places: NDArray[np.float64]) -> float:
    """Power of the sine at `hz`, read at the source's frames `places`, over all else."""
    edge = slice(len(made) // 10, -len(made) // 10)
    phase = 2 * np.pi * hz * places[edge] / RATE_HZ
    basis = np.stack([np.sin(phase), np.cos(phase)], axis=1)
    heard = made[edge].astype(np.float64)
    tone = basis @ np.linalg.lstsq(basis, heard, rcond=None)[0]
    return float(10 * np.log10(np.sum(tone**2) / np.sum((heard - tone) ** 2)))


def play(varispeed: Varispeed, pcm: Pcm, corrections: NDArray[np.float64]) -> NDArray[np.float32]:
    """The first channel, in blocks at whose ends the speeds are reached."""
    blocks = np.split(pcm, len(corrections))
    made = [varispeed.process(block, float(correction)) for block, correction in zip(blocks, corrections, strict=True)]
    return np.concatenate(made)[:, 0]


def places(output_hz: int, corrections: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """The source's frame of each output, where the speed goes in a straight line from block end to block end.

    With the speed v = v0 + k p at source frame p of a block, output n of it is where dp/dn = v r: an exponential.
    """
    ratio = RATE_HZ / output_hz
    speeds = np.concatenate([[1.0], 1 + corrections])
    bends = np.diff(speeds) / BLOCK
    with np.errstate(divide="ignore", invalid="ignore"):
        lengths = np.where(bends == 0, BLOCK / speeds[:-1], np.log1p(bends * BLOCK / speeds[:-1]) / bends) / ratio
    starts = np.concatenate([[0.0], np.cumsum(lengths)])
    number = np.arange(count)
    block = np.searchsorted(starts, number, side="right") - 1
    bend, start = bends[block], speeds[block]
    since = (number - starts[block]) * ratio
    grown = np.where(bend == 0, since, np.expm1(since * bend) / np.where(bend == 0, 1, bend))
    return np.asarray(block * BLOCK + start * grown)


def wobble(blocks: int) -> NDArray[np.float64]:
    """300 ppm either way, four seconds long."""
    return 300e-6 * np.sin(2 * np.pi * 0.25 * (np.arange(blocks) + 1) * BLOCK / RATE_HZ)


@pytest.mark.parametrize("output_hz", [44_100, 48_000, 96_000])
@pytest.mark.parametrize("hz", [1000, 10_000, 18_000])
def test_sinad_at_a_constant_speed(output_hz: int, hz: float) -> None:
    corrections = np.full(180, 20e-6)
    made = play(Varispeed(RATE_HZ, output_hz, 1), sine(hz, 180), corrections)
    assert sinad_db(made, hz, places(output_hz, corrections, len(made))) >= 130


@pytest.mark.parametrize("output_hz", [44_100, 48_000])
@pytest.mark.parametrize("hz", [1000, 10_000, 18_000])
def test_sinad_while_the_speed_wanders(output_hz: int, hz: float) -> None:
    made = play(Varispeed(RATE_HZ, output_hz, 1), sine(hz, 360), wobble(360))
    assert sinad_db(made, hz, places(output_hz, wobble(360), len(made))) >= 130


def test_position_is_where_the_speeds_asked_for_lead() -> None:
    varispeed = Varispeed(RATE_HZ, 44_100, 1)
    corrections = wobble(1500) + 200e-6
    made = play(varispeed, np.zeros((1500 * BLOCK, 1), np.float32), corrections)
    assert varispeed.position == pytest.approx(places(44_100, corrections, len(made) + 1)[-1], abs=1e-5)


def test_speed_goes_in_a_straight_line_and_never_steps() -> None:
    line = (np.arange(11 * BLOCK) / 8192).astype(np.float32)[:, None]
    made = play(Varispeed(RATE_HZ, RATE_HZ, 1), line, np.repeat([0.0, 0.01, -0.01], [3, 4, 4]))
    speed = np.convolve(np.diff(made[BLOCK:].astype(np.float64)) * 8192, np.ones(32) / 32, mode="valid")
    assert np.max(speed) == pytest.approx(1.01, abs=3e-4)
    assert np.min(speed) == pytest.approx(0.99, abs=3e-4)
    assert np.max(np.abs(np.diff(speed))) < 3e-4, "a step of 0.02 would show as 0.02 / 32"


def test_equal_rates_are_a_plain_copy_until_a_correction_is_asked() -> None:
    pcm = noise(4000)
    varispeed = Varispeed(RATE_HZ, RATE_HZ, 2)
    copied = varispeed.process(pcm[:1000])
    assert copied.tobytes() == pcm[:1000].tobytes()
    assert not np.shares_memory(copied, pcm)
    assert varispeed.position == 1000


def test_correction_takes_over_from_the_copy_without_a_seam() -> None:
    pcm = sine(1000, 20)[:9600]
    varispeed = Varispeed(RATE_HZ, RATE_HZ, 1)
    copied = varispeed.process(pcm[:5000])
    after = varispeed.process(pcm[5000:], 1e-9)
    assert np.max(np.abs(np.concatenate([copied, after]) - pcm[: 5000 + len(after)])) < 1e-6
    assert 4600 - varispeed.latency_frames <= len(after) < 4600


@pytest.mark.parametrize("output_hz", [44_100, 44_101, 8000, 192_000])
@settings(max_examples=25, deadline=None)
@given(cuts=st.lists(st.integers(0, 5000), max_size=10))
def test_same_to_the_bit_for_any_cutting_at_a_fixed_speed(output_hz: int, cuts: list[int]) -> None:
    pcm = noise(5000)
    one = Varispeed(RATE_HZ, output_hz, 2)
    wanted = np.concatenate([one.process(pcm), one.flush()])
    varispeed = Varispeed(RATE_HZ, output_hz, 2)
    pieces = [varispeed.process(pcm[first:last]) for first, last in pairwise([0, *sorted(cuts), 5000])]
    assert np.concatenate([*pieces, varispeed.flush()]).tobytes() == wanted.tobytes()


@pytest.mark.parametrize("output_hz", [8000, 44_100, 44_101, 192_000])
def test_flush_gives_all_that_is_due_and_starts_anew(output_hz: int) -> None:
    pcm = noise(3000)
    varispeed = Varispeed(RATE_HZ, output_hz, 2)
    made = np.concatenate([varispeed.process(pcm), varispeed.flush()])
    assert len(made) == ceil(3000 * output_hz / RATE_HZ)
    assert varispeed.position == 0
    assert np.concatenate([varispeed.process(pcm), varispeed.flush()]).tobytes() == made.tobytes()


@pytest.mark.parametrize("channels", [2, 3])
def test_channels_are_kept_apart(channels: int) -> None:
    pcm = noise(6000, channels)
    made = Varispeed(RATE_HZ, 44_100, channels).process(pcm, 1e-4)
    for channel in range(channels):
        alone = Varispeed(RATE_HZ, 44_100, 1).process(pcm[:, channel : channel + 1], 1e-4)
        np.testing.assert_allclose(made[:, channel], alone[:, 0], rtol=0, atol=1e-6)


def test_agrees_with_the_fixed_resampler() -> None:
    hz = 5000.0
    pcm = sine(hz, 47)
    fixed = Resampler(RATE_HZ, 44_100, 1).process(pcm)
    varying = Varispeed(RATE_HZ, 44_100, 1).process(pcm)
    shorter = min(len(fixed), len(varying))
    np.testing.assert_allclose(varying[500:shorter], fixed[500:shorter], rtol=0, atol=1e-6)


@pytest.mark.parametrize("output_hz", [8000, 44_100, 96_000])
def test_holds_back_no_more_than_its_latency(output_hz: int) -> None:
    varispeed = Varispeed(RATE_HZ, output_hz, 1)
    held = 0.0
    for frame in range(6000):
        varispeed.process(np.zeros((1, 1), np.float32))
        held = max(held, frame + 1 - varispeed.position)
    assert varispeed.latency_frames - 9 <= held <= varispeed.latency_frames


def test_latency_is_within_six_milliseconds_at_all_rates() -> None:
    rates_hz = (8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000)
    assert max(Varispeed(a, b, 1).latency_frames / a for a in rates_hz for b in rates_hz) <= 0.006


@pytest.mark.parametrize("output_hz", [8000, 11_025, 16_000, 22_050])
def test_stops_what_a_low_rate_cannot_hold(output_hz: int) -> None:
    pcm = sine(output_hz / 2 + 200, 200)
    made = Varispeed(RATE_HZ, output_hz, 1).process(pcm)
    assert 20 * np.log10(np.max(np.abs(made[1000:]))) <= -120


def test_odd_pairs_of_rates_get_a_varispeed() -> None:
    assert isinstance(fixed_rate(RATE_HZ, 44_100, 2), Resampler)
    assert isinstance(fixed_rate(RATE_HZ, 44_101, 2), Varispeed)
