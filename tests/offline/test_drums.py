"""Every drum of every kit sounds, and ends."""

import numpy as np
import pytest

from lyria_osc.offline.drums import DRUMS, KITS, render_drum

PLAIN = [drum for drum in DRUMS if drum != "riser"]


@pytest.mark.parametrize("kit", KITS)
def test_a_kits_drums_have_their_peak_and_end_in_silence(kit: str) -> None:
    for drum in PLAIN:
        hit = render_drum(drum, kit, 1, 0.5)
        assert np.isfinite(hit).all()
        assert 0.9 < np.max(np.abs(hit)) < 1.1
        assert abs(hit[0, -1]) < 1e-6
        assert 0.02 < hit.shape[1] / 48_000 < 2.5


@pytest.mark.parametrize("drum", ["snare", "hat", "crash", "conga", "clap"])
def test_brightness_opens_a_drum(drum: str) -> None:
    centroids = []
    for brightness in (0.0, 0.5, 1.0):
        power = np.abs(np.fft.rfft(render_drum(drum, "909", 0, brightness)[0])) ** 2
        centroids.append(float(power @ np.fft.rfftfreq(2 * len(power) - 2, 1 / 48_000) / power.sum()))
    assert centroids == sorted(set(centroids))


def test_kits_differ() -> None:
    for drum in ("kick", "snare", "hat"):
        sounds = {render_drum(drum, kit, 0, 0.5).tobytes() for kit in KITS}
        assert len(sounds) >= len(KITS) - 2


def test_a_kits_changes_are_of_drums_and_numbers_there_are() -> None:
    for kit in KITS.values():
        for drum, changes in kit.items():
            assert set(changes) <= set(DRUMS[drum][1])


def test_a_riser_lasts_eight_beats_and_rises() -> None:
    riser = render_drum("riser", "909", 120, 0.5)[0]
    assert len(riser) == 8 * 24_000
    assert np.mean(riser[-40_000:-8000] ** 2) > 4 * np.mean(riser[:40_000] ** 2)
