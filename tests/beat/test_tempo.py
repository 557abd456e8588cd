import numpy as np
import pytest

from lyria_osc.beat.memory import Floats
from lyria_osc.beat.tempo import Spectrum


def envelope(bpm: float, seconds: float = 12.0) -> Floats:
    rows = np.arange(int(seconds * 200))
    phase = rows / (60 * 200 / bpm) % 1
    return np.exp(-0.5 * ((phase - 0.5) * 60 / bpm / 0.01) ** 2) + 0.4 * np.exp(-0.5 * ((phase - 0.9) / 0.03) ** 2)


@pytest.mark.parametrize("bpm", [61.3, 90.0, 127.0, 174.5])
def test_a_tempo_near_the_asked_one_is_found_to_two_thousandths(bpm: float) -> None:
    found = Spectrum(envelope(bpm)).near(60 * 200 / bpm * 1.013)
    assert found.period == pytest.approx(60 * 200 / bpm, rel=2e-3)


def test_the_prior_holds_where_there_is_nothing_to_find() -> None:
    noise = np.random.default_rng(3).random(2400)
    assert Spectrum(noise).near(100.0).period == pytest.approx(100.0, rel=0.03)
    assert Spectrum(np.zeros(2400)).near(100.0).strength == 0.0


def test_a_tempo_nobody_named_is_found() -> None:
    assert Spectrum(envelope(112.0)).anywhere().period == pytest.approx(60 * 200 / 112, rel=2e-3)


def test_the_comb_is_stronger_at_the_true_tempo_than_off_it() -> None:
    spectrum = Spectrum(envelope(120.0))
    assert spectrum.near(100.0).strength > 2 * spectrum.near(115.0).strength
