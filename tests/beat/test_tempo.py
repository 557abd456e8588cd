import numpy as np
import pytest

from lyria_osc.beat.memory import Floats
from lyria_osc.beat.tempo import Spectrum, kin_of


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


@pytest.mark.parametrize("share", [0.87, 0.93, 1.07, 1.15, 1.4])
def test_a_tempo_elsewhere_is_found_beside_dotted_notes_of_the_asked_one(share: float) -> None:
    asked = 100.0
    dotted, gone = envelope(60 * 200 / (asked * 2 / 3)), envelope(60 * 200 / (asked * share))
    found = Spectrum(0.5 * dotted + gone).elsewhere(asked, 0.5)
    assert found.period == pytest.approx(asked * share, rel=3e-3)


def test_what_keeps_to_the_tempo_is_plainer_there_than_elsewhere() -> None:
    spectrum = Spectrum(envelope(120.0))
    assert spectrum.elsewhere(100.0, 0.5).strength < 0.6 * spectrum.near(100.0).strength
    assert Spectrum(np.zeros(2400)).elsewhere(100.0, 0.5).strength == 0.0


def test_the_foot_of_a_plain_kin_is_nowhere_else() -> None:
    dotted = Spectrum(1 + np.cos(2 * np.pi * np.arange(2400) / (100.0 * 2 / 3)))
    assert dotted.elsewhere(100.0, 0.6).strength < 0.1 * dotted.near(100.0 * 2 / 3).strength


@pytest.mark.parametrize(("share", "kin"), [(0.66, 2 / 3), (1.03, 1.0), (1.52, 1.5), (1.15, None), (0.87, None)])
def test_kin_share_beats_triplets_or_dotted_notes(share: float, kin: float | None) -> None:
    assert kin_of(share) == (None if kin is None else pytest.approx(kin))
