"""Music warped as it is read: how fast it goes, where its frames come to lie, and what it sounds like."""

import numpy as np
import pytest
from numpy.typing import NDArray

from lyria_osc.audio.jitter import JitterBuffer
from lyria_osc.audio.warp import EASY_S, PITCHED, SCARCE_FRAMES, URGENT_S, Warp
from lyria_osc.service import RATE_HZ, Pcm

SECONDS = 20


def tone(hz: float) -> Pcm:
    wave = 0.5 * np.sin(2 * np.pi * hz * np.arange(SECONDS * RATE_HZ) / RATE_HZ)
    return np.stack([wave, -wave], axis=1).astype(np.float32)


def noise() -> Pcm:
    return (0.1 * np.random.default_rng(1).standard_normal((SECONDS * RATE_HZ, 2))).astype(np.float32)


def ticks() -> Pcm:
    """A tick each half second, in a faint tone."""
    pcm = 0.02 * tone(440.0)
    for start in range(RATE_HZ // 2, len(pcm) - 480, RATE_HZ // 2):
        pcm[start : start + 480] += (0.8 * np.exp(-np.arange(480) / 60))[:, None].astype(np.float32)
    return pcm


class Listener:
    """Feeds a warp and reads what comes of it."""

    def __init__(self) -> None:
        self.buffer = JitterBuffer()
        self.warp = Warp(self.buffer)
        self.debts_s: list[float] = []

    def hear(self, music: Pcm, correction: float) -> Pcm:
        """All of it, as long as the device needs it."""
        place, pieces = 0, []
        while place < len(music) or self.warp.held_frames:
            while place < len(music) and self.warp.held_frames < 3 * RATE_HZ // 4:
                self.warp.append(music[place : place + 6000])
                place += 6000
            while self.warp.step(correction):
                self.debts_s.append(self.warp.debt_s)
            piece = self.buffer.read(RATE_HZ // 50)
            pieces.append(piece)
            if not len(piece):
                break
        return np.concatenate(pieces)


def sinad_db(pcm: Pcm, near_hz: float = 20.0) -> float:
    """How far all else is below the tone and what is within so many hertz of it."""
    wave = pcm[2 * RATE_HZ : 2 * RATE_HZ + 10 * RATE_HZ, 0].astype(np.float64)
    power = np.abs(np.fft.rfft(wave * np.blackman(len(wave)))) ** 2
    top, width = int(power.argmax()), int(near_hz * len(wave) / RATE_HZ)
    signal = power[top - width : top + width + 1].sum()
    return float(10 * np.log10(signal / (power[1:].sum() - signal)))


def bends(pcm: Pcm) -> NDArray[np.float32]:
    return np.abs(np.diff(pcm[RATE_HZ:-RATE_HZ], 2, axis=0))


def test_with_nothing_asked_it_is_a_plain_copy() -> None:
    music = noise()
    np.testing.assert_array_equal(Listener().hear(music, 0.0), music)


@pytest.mark.parametrize("correction", [0.002, -0.002, 0.007, -0.007, 0.02, -0.02])
def test_it_takes_as_long_as_was_asked(correction: float) -> None:
    listener = Listener()
    heard = listener.hear(noise(), correction)
    owed = listener.warp.debt_s * RATE_HZ
    assert len(heard) == pytest.approx(SECONDS * RATE_HZ / (1 + correction) + owed, abs=0.004 * RATE_HZ)


def test_what_is_within_five_cents_is_never_cut() -> None:
    listener = Listener()
    heard = listener.hear(tone(1000.0), 0.0027)
    assert max(map(abs, listener.debts_s)) < EASY_S
    assert sinad_db(heard) > 120.0


@pytest.mark.parametrize("correction", [0.007, -0.007, 0.02])
@pytest.mark.parametrize(("hz", "least_db"), [(100.0, 120.0), (440.0, 60.0), (1000.0, 120.0), (5000.0, 120.0)])
def test_a_tone_keeps_its_pitch_and_is_hardly_marred(hz: float, least_db: float, correction: float) -> None:
    heard = Listener().hear(tone(hz), correction)
    spectrum = np.abs(np.fft.rfft(heard[:, 0] * np.hanning(len(heard))))
    found_hz = spectrum.argmax() * RATE_HZ / len(heard)
    assert abs(found_hz / hz - 1.0) < PITCHED + 1e-3
    assert sinad_db(heard) > least_db


@pytest.mark.parametrize("correction", [0.007, -0.007, 0.03])
def test_nothing_clicks(correction: float) -> None:
    music = tone(220.0) + 0.5 * tone(331.7) + 0.25 * tone(1234.5)
    assert bends(Listener().hear(music, correction)).max() < 1.1 * bends(music).max()


@pytest.mark.parametrize("correction", [0.007, -0.007])
def test_each_frame_is_where_it_is_said_to_be(correction: float) -> None:
    listener = Listener()
    music, places = ticks(), {}
    heard = []
    for first in range(0, len(music), 6000):
        listener.warp.append(music[first : first + 6000])
        while listener.warp.step(correction):
            for frame in range(RATE_HZ // 2, first, RATE_HZ // 2):
                if frame not in places and listener.warp.has_place(frame):
                    places[frame] = listener.warp.place(frame)
        heard.append(listener.buffer.read(6000))
    loud = np.abs(np.concatenate(heard)[:, 0])
    onsets = np.flatnonzero((loud > 0.3) & (np.roll(loud, 1) <= 0.3))
    onsets = onsets[np.diff(onsets, prepend=-RATE_HZ) > RATE_HZ // 10]
    assert len(onsets) >= 30
    told = list(places.values())[: len(onsets)]
    assert np.abs(onsets - np.array(told)).max() < 5


def test_the_debt_stays_small_where_the_sound_is_willing() -> None:
    listener = Listener()
    listener.hear(tone(440.0), 0.007)
    assert max(map(abs, listener.debts_s)) < 0.009


def test_a_cut_that_went_too_far_is_not_taken_back() -> None:
    listener = Listener()
    listener.hear(tone(100.0), 0.007)
    cuts = np.flatnonzero(np.abs(np.diff(listener.debts_s)) > 0.0025)
    assert 5 <= len(cuts) <= SECONDS * 0.0045 / 0.01 + 2


def test_noise_is_cut_at_last_too() -> None:
    listener = Listener()
    listener.hear(noise(), -0.01)
    assert URGENT_S * 0.7 < max(map(abs, listener.debts_s)) < URGENT_S + 0.002


def test_a_leap_leaves_out_what_it_was_told_to() -> None:
    listener = Listener()
    music = noise()
    listener.warp.append(music[:36_000])
    while listener.warp.step(0.0):
        pass
    listener.warp.leap(40_000, 20_000)
    assert listener.warp.held_frames == 16_000
    listener.warp.append(music[36_000:72_000])
    heard = listener.hear(music[72_000:], 0.0)
    np.testing.assert_array_equal(heard[:40_000], music[:40_000])
    np.testing.assert_array_equal(heard[41_000:60_000], music[61_000:80_000])
    assert len(heard) == len(music) - 20_000
    assert listener.warp.is_left_out(50_000)
    assert not listener.warp.is_left_out(39_999)
    assert not listener.warp.is_left_out(60_000)
    assert listener.warp.place(930_000) == 910_000


def test_there_is_no_leap_where_music_runs_short() -> None:
    listener = Listener()
    music = noise()[:40_000]
    listener.warp.append(music)
    listener.warp.leap(30_000, RATE_HZ)
    heard = [listener.buffer.read(0)]
    for _ in range(100):
        while listener.warp.step(0.0):
            assert listener.buffer.held_frames <= RATE_HZ
        heard.append(listener.buffer.read(SCARCE_FRAMES // 10))
    np.testing.assert_array_equal(np.concatenate(heard), music)


def test_what_is_dropped_is_gone_and_numbers_run_on() -> None:
    listener = Listener()
    listener.warp.append(noise()[:96_000])
    while listener.warp.step(0.005):
        pass
    listener.buffer.drop()
    listener.warp.drop()
    assert listener.warp.held_frames == 0
    assert listener.warp.debt_s == 0.0
    start = listener.warp.append(noise()[:96_000])
    assert start == 96_000
    end = listener.buffer.end_frame
    assert listener.warp.step(0.0)
    assert listener.warp.place(start) == end
