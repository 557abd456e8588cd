from itertools import pairwise
from math import ceil, gcd

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.signal import upfirdn

from lyria_osc.audio.resampler import Plan, Quality, Resampler, fits, passband, plan
from lyria_osc.service import Pcm

RATES_HZ = (8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000)


def noise(frames: int, channels: int = 2) -> Pcm:
    return np.random.default_rng(7).uniform(-1, 1, (frames, channels)).astype(np.float32)


def sine(hz: float, rate_hz: int, frames: int, amplitude: float = 0.99) -> Pcm:
    one = amplitude * np.sin(2 * np.pi * hz * np.arange(frames) / rate_hz)
    return np.stack([one, one], axis=1).astype(np.float32)


def sinad_db(pcm: Pcm, hz: float, rate_hz: int) -> float:
    """Power of the sine at `hz` over all else, in the middle of the first channel."""
    edge = len(pcm) // 10
    heard = pcm[edge:-edge, 0].astype(np.float64)
    phase = 2 * np.pi * hz * np.arange(len(heard)) / rate_hz
    basis = np.stack([np.sin(phase), np.cos(phase)], axis=1)
    tone = basis @ np.linalg.lstsq(basis, heard, rcond=None)[0]
    return float(10 * np.log10(np.sum(tone**2) / np.sum((heard - tone) ** 2)))


def whole(resampler: Resampler, pcm: Pcm) -> Pcm:
    return np.concatenate([resampler.process(pcm), resampler.flush()])


def oracle(pcm: Pcm, cut: Plan, input_hz: int, output_hz: int) -> NDArray[np.float64]:
    """The same filter by SciPy's upfirdn, its delay taken away."""
    common = gcd(input_hz, output_hz)
    up, down = output_hz // common, input_hz // common
    reach = cut.lowpass.half * up
    lead = -reach % down
    taps = np.concatenate([np.zeros(lead), cut.lowpass.taps(up)])
    padded = np.pad(pcm.astype(np.float64), ((0, cut.lowpass.half + 1), (0, 0)))
    made = upfirdn(taps, padded, up, down, axis=0)[(reach + lead) // down :]
    return np.asarray(made[: ceil(len(pcm) * output_hz / input_hz)])


@pytest.mark.parametrize(
    ("input_hz", "output_hz"),
    [
        (48_000, 44_100),
        (44_100, 48_000),
        (48_000, 96_000),
        (48_000, 88_200),
        (48_000, 192_000),
        (48_000, 8000),
        (48_000, 11_025),
        (48_000, 32_000),
        (8000, 192_000),
        (192_000, 11_025),
        (11_025, 192_000),
        (48_000, 47_952),
    ],
)
def test_equals_upfirdn_with_the_same_taps(input_hz: int, output_hz: int) -> None:
    pcm = noise(9000)
    made = whole(Resampler(input_hz, output_hz, 2), pcm)
    wanted = oracle(pcm, plan(input_hz, output_hz, Quality.BEST), input_hz, output_hz)
    np.testing.assert_allclose(made, wanted, rtol=0, atol=1e-7)


def test_light_equals_upfirdn_within_float32() -> None:
    pcm = noise(9000)
    made = whole(Resampler(48_000, 44_100, 2, Quality.LIGHT), pcm)
    wanted = oracle(pcm, plan(48_000, 44_100, Quality.LIGHT), 48_000, 44_100)
    np.testing.assert_allclose(made, wanted, rtol=0, atol=2e-6)


@pytest.mark.parametrize("quality", list(Quality))
@pytest.mark.parametrize(("input_hz", "output_hz"), [(48_000, 44_100), (48_000, 96_000), (44_100, 48_000)])
@settings(max_examples=30, deadline=None)
@given(cuts=st.lists(st.integers(0, 6000), max_size=12), channels=st.integers(1, 3))
def test_same_to_the_bit_for_any_cutting(
    quality: Quality, input_hz: int, output_hz: int, cuts: list[int], channels: int
) -> None:
    pcm = noise(6000, channels)
    wanted = whole(Resampler(input_hz, output_hz, channels, quality), pcm)
    resampler = Resampler(input_hz, output_hz, channels, quality)
    pieces = [resampler.process(pcm[first:last]) for first, last in pairwise([0, *sorted(cuts), 6000])]
    made = np.concatenate([*pieces, resampler.flush()])
    assert made.tobytes() == wanted.tobytes()


def test_frame_by_frame_is_the_same_to_the_bit() -> None:
    pcm = noise(1500)
    resampler = Resampler(48_000, 44_100, 2, Quality.LIGHT)
    pieces = [resampler.process(pcm[frame : frame + 1]) for frame in range(1500)]
    made = np.concatenate([*pieces, resampler.flush()])
    assert made.tobytes() == whole(Resampler(48_000, 44_100, 2, Quality.LIGHT), pcm).tobytes()


@pytest.mark.parametrize("hz", [1000, 10_000, 18_000])
def test_sinad_of_best_is_that_of_float32(hz: float) -> None:
    made = whole(Resampler(48_000, 44_100, 2), sine(hz, 48_000, 96_000))
    assert sinad_db(made, hz, 44_100) >= 150


@pytest.mark.parametrize("hz", [1000, 10_000, 18_000])
def test_sinad_of_light(hz: float) -> None:
    made = whole(Resampler(48_000, 44_100, 2, Quality.LIGHT), sine(hz, 48_000, 96_000))
    assert sinad_db(made, hz, 44_100) >= 120


@pytest.mark.parametrize(("input_hz", "output_hz"), [(48_000, 44_100), (48_000, 96_000), (44_100, 48_000)])
def test_response_is_flat_and_stops(input_hz: int, output_hz: int) -> None:
    lowpass = plan(input_hz, output_hz, Quality.BEST).lowpass
    phases = output_hz // gcd(input_hz, output_hz)
    taps = lowpass.taps(phases) / phases
    response = np.abs(np.fft.rfft(taps, 1 << 18))
    hz = np.arange(len(response)) * input_hz * phases / (1 << 18)
    passed, stopped = response[hz <= 20_000], response[hz >= passband(input_hz, output_hz)[1]]
    assert np.max(np.abs(20 * np.log10(passed))) <= 1e-5
    assert 20 * np.log10(np.max(stopped)) <= -140


@pytest.mark.parametrize("hz", [22_500, 23_500])
def test_what_would_alias_is_gone(hz: float) -> None:
    made = whole(Resampler(48_000, 44_100, 2), sine(hz, 48_000, 48_000))
    assert 20 * np.log10(np.max(np.abs(made[4000:-4000]))) <= -140


def test_an_impulse_comes_out_where_it_went_in() -> None:
    pcm = np.zeros((4000, 1), np.float32)
    pcm[1600] = 1.0
    resampler = Resampler(48_000, 44_100, 1)
    made = whole(resampler, pcm)
    assert int(np.argmax(made)) == resampler.output_frame(1600) == 1470
    assert resampler.source_frame(1470) == 1600


@pytest.mark.parametrize("output_hz", [8000, 32_000, 44_100, 96_000])
def test_holds_back_no_more_than_its_latency(output_hz: int) -> None:
    resampler = Resampler(48_000, output_hz, 1)
    made, pcm = 0, noise(7000, 1)
    held = 0.0
    for frame in range(len(pcm)):
        made += len(resampler.process(pcm[frame : frame + 1]))
        held = max(held, frame + 1 - resampler.source_frame(made))
    assert resampler.latency_frames - 2 <= held <= resampler.latency_frames


@pytest.mark.parametrize("quality", list(Quality))
def test_latency_is_within_six_milliseconds_at_all_rates(quality: Quality) -> None:
    pairs = [(a, b) for a in RATES_HZ for b in RATES_HZ if a != b]
    assert max(plan(a, b, quality).latency_frames / a for a, b in pairs) <= 0.006


@pytest.mark.parametrize(
    ("rate_hz", "passed_hz"), [(8000, 2900), (11_025, 4200), (16_000, 6900), (22_050, 9900), (32_000, 14_500)]
)
@pytest.mark.parametrize("from_music", [True, False])
def test_low_rates_pass_what_is_said_and_stop_the_rest(rate_hz: int, passed_hz: float, from_music: bool) -> None:
    input_hz, output_hz = (48_000, rate_hz) if from_music else (rate_hz, 48_000)
    lowpass, phases = plan(input_hz, output_hz, Quality.BEST).lowpass, 48
    response = np.abs(np.fft.rfft(lowpass.taps(phases) / phases, 1 << 18))
    hz = np.arange(len(response)) * input_hz * phases / (1 << 18)
    assert np.max(np.abs(20 * np.log10(response[hz <= passed_hz]))) <= 1e-5
    assert 20 * np.log10(np.max(response[hz >= rate_hz / 2])) <= -140


def test_equal_rates_are_a_plain_copy_at_once() -> None:
    pcm = noise(100)
    resampler = Resampler(48_000, 48_000, 2)
    made = resampler.process(pcm)
    assert made.tobytes() == pcm.tobytes()
    assert not np.shares_memory(made, pcm)
    assert resampler.latency_frames == 0
    assert resampler.flush().shape == (0, 2)


def test_flush_starts_a_new_stream() -> None:
    pcm = noise(3000)
    resampler = Resampler(48_000, 44_100, 2)
    assert whole(resampler, pcm).tobytes() == whole(resampler, pcm).tobytes()


def test_nothing_in_gives_nothing() -> None:
    resampler = Resampler(48_000, 44_100, 2)
    assert resampler.process(noise(0)).shape == (0, 2)
    assert resampler.flush().shape == (0, 2)


def test_a_nan_stays_where_the_filter_reaches() -> None:
    pcm = noise(4800)
    clean = whole(Resampler(48_000, 44_100, 2), pcm)
    pcm[100] = np.nan
    dirty = whole(Resampler(48_000, 44_100, 2), pcm)
    assert dirty[1000:].tobytes() == clean[1000:].tobytes()


def test_all_rates_of_the_trade_fit_and_odd_ones_do_not() -> None:
    assert all(fits(a, b) for a in RATES_HZ for b in RATES_HZ)
    assert not fits(48_000, 44_101)
