"""Wear: long repeats grow duller and softer in a straight line, and come back."""

import numpy as np

from lyria_osc.audio.wear import AFTER_BARS, OVER_BARS, REACH, SOFTER, Wear, worn
from lyria_osc.service import RATE_HZ, Pcm

BAR = RATE_HZ


def tone(hz: float, start: int, stop: int) -> Pcm:
    wave = np.sin(2 * np.pi * hz * np.arange(start, stop) / RATE_HZ).astype(np.float32)
    return np.stack([wave, wave], axis=1)


def level(pcm: Pcm) -> float:
    return float(np.sqrt(2 * np.mean(pcm**2)))


def test_fresh_music_is_untouched() -> None:
    pcm = tone(1000, 0, BAR)
    assert Wear().over(0, BAR, lambda start, stop: pcm[start:stop], None, BAR) is not None
    assert np.array_equal(Wear().over(0, BAR, lambda start, stop: pcm[start:stop], 3.0, BAR), pcm)


def test_highs_go_and_lows_stay_but_softer() -> None:
    low, high = (worn(tone(hz, -REACH, BAR + REACH), 1.0, 1.0) for hz in (100, 5000))
    assert abs(level(low) - (1 - SOFTER)) < 0.02
    assert level(high) < 0.2


def test_it_comes_after_sixteen_bars_and_goes_within_one() -> None:
    wear = Wear()
    levels = []
    for bar in range(40):
        pcm = wear.over(bar * BAR, (bar + 1) * BAR, lambda start, stop: tone(100, start, stop), float(bar), BAR)
        levels.append(level(pcm))
    assert np.allclose(levels[: int(AFTER_BARS) + 1], 1.0, atol=0.01)
    assert np.all(np.diff(levels[int(AFTER_BARS) + 1 : int(AFTER_BARS + OVER_BARS)]) < 0)
    assert np.allclose(levels[int(AFTER_BARS + OVER_BARS) + 2 :], 1 - SOFTER, atol=0.02)
    back = wear.over(0, BAR, lambda start, stop: tone(100, start, stop), None, BAR)
    assert level(back[: BAR // 8]) < 0.7
    assert level(back[-BAR // 8 :]) > 0.93
    after = wear.over(0, BAR, lambda start, stop: tone(100, start, stop), None, BAR)
    assert np.array_equal(after, tone(100, 0, BAR))


def test_pieces_follow_on_without_a_step() -> None:
    wear = Wear()
    pieces = [
        wear.over(start, start + 4_800, lambda first, last: tone(440, first, last), 20.0, BAR)
        for start in range(0, 20 * 4_800, 4_800)
    ]
    music = np.abs(np.diff(tone(440, 0, BAR), 2, axis=0)).max()
    assert np.abs(np.diff(np.concatenate(pieces), 2, axis=0)).max() <= 1.05 * music
