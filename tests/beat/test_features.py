import numpy as np
import pytest

from lyria_osc.beat.features import BANDS, CHROMAS, HOPS_PER_S, LOWEST_PITCH, NARROW, TONES, Heard, Listener
from lyria_osc.service import Pcm

RATE_HZ = 48_000


def noise(seconds: float) -> Pcm:
    return np.random.default_rng(1).normal(0, 0.1, (int(seconds * RATE_HZ), 2)).astype(np.float32)


def heard_in(pcm: Pcm, *cuts: int) -> Heard:
    listener = Listener(RATE_HZ)
    heard = Heard.nothing()
    for part in np.split(pcm, cuts):
        heard = heard.then(listener.feed(part))
    return heard


def tone(hz: float) -> Pcm:
    sound = 0.3 * np.sin(2 * np.pi * hz * np.arange(2 * RATE_HZ) / RATE_HZ)
    return sound[:, None].repeat(2, axis=1).astype(np.float32)


def test_rows_come_200_times_a_second_and_chroma_50_times() -> None:
    heard = heard_in(noise(4.0))
    rows, slow = pytest.approx(4 * HOPS_PER_S, abs=3), pytest.approx(4 * 50, abs=8)
    assert heard.flux.shape == heard.level.shape == (rows, BANDS)
    assert heard.narrow.shape == (rows, NARROW)
    assert heard.chroma.shape == (slow, CHROMAS)
    assert heard.tones.shape == (slow, TONES)


@pytest.mark.parametrize("cuts", [(1,), (100, 200, 300), (50_001, 96_000), (0, 0, 191_999)])
def test_what_is_heard_does_not_depend_on_the_cutting(cuts: tuple[int, ...]) -> None:
    whole, cut = heard_in(noise(4.0)), heard_in(noise(4.0), *cuts)
    for name in ("flux", "level", "narrow", "chroma", "tones"):
        np.testing.assert_allclose(getattr(cut, name), getattr(whole, name), atol=1e-4)


@pytest.mark.parametrize("hz", [60, 3000, 10_000])
def test_an_attack_shows_at_its_row_and_in_its_band(hz: int) -> None:
    at = np.arange(RATE_HZ)
    tone = np.where(at > 24_000, 0.5 * np.sin(2 * np.pi * hz * at / RATE_HZ) * np.exp(-np.abs(at - 24_000) / 4000), 0.0)
    flux = heard_in(np.stack([tone, tone], axis=1).astype(np.float32)).flux
    row = int(flux.sum(axis=1).argmax())
    assert row * 240 == pytest.approx(24_000, abs=720)
    band = int(flux[100:110].sum(axis=0).argmax())
    assert band in {60: (0, 1), 3000: (5,), 10_000: (7,)}[hz]


def test_silence_and_a_steady_tone_have_no_flux() -> None:
    assert heard_in(np.zeros((RATE_HZ, 2), np.float32)).flux.max() == 0.0
    assert heard_in(tone(440)).flux[100:300].max() < 0.05


def test_level_stays_where_flux_has_gone() -> None:
    level = heard_in(tone(440)).level[100:300].mean(axis=0)
    assert int(level.argmax()) == 2
    assert level[2] > 1.0 > level[6]


def test_chroma_tells_the_pitch_and_the_bass() -> None:
    at = np.arange(2 * RATE_HZ) / RATE_HZ
    for hz, column in ((110.0, 9), (440.0, 12 + 9), (523.25, 12 + 0)):
        tone = (0.3 * np.sin(2 * np.pi * hz * at))[:, None].repeat(2, axis=1).astype(np.float32)
        assert int(heard_in(tone).chroma[40].argmax()) == column


def test_narrow_bands_hold_what_the_wide_ones_do() -> None:
    heard = heard_in(noise(1.0))
    np.testing.assert_allclose(heard.narrow.sum(axis=1), heard.flux.sum(axis=1), rtol=1e-4)


@pytest.mark.parametrize("pitch", [28, 29, 45, 60, 73, 88])
def test_a_pitch_shows_as_its_tone(pitch: int) -> None:
    tones = heard_in(tone(440 * 2 ** ((pitch - 69) / 12))).tones[20:80].mean(axis=0)
    assert int(tones.argmax()) == (pitch - LOWEST_PITCH) // 2


def test_what_was_heard_is_the_same_split_and_joined() -> None:
    heard = heard_in(noise(1.0))
    first, rest = heard.split(70, 11)
    assert (len(first.flux), len(first.narrow), len(first.chroma), len(first.tones)) == (70, 70, 11, 11)
    np.testing.assert_array_equal(first.then(rest).level, heard.level)
    np.testing.assert_array_equal(first.then(rest).tones, heard.tones)
