import numpy as np
import pytest

from lyria_osc.beat.grid import SteadyGrid, first_onset
from lyria_osc.service import Pcm

RATE_HZ = 48_000


def music(frames: int, silent: int = 0) -> Pcm:
    pcm = np.full((frames, 2), 0.1, np.float32)
    pcm[:silent] = 0.0
    return pcm


def test_finds_where_sound_begins() -> None:
    onset = first_onset(music(48_000, silent=10_000), RATE_HZ)
    assert onset == pytest.approx(10_000, abs=240)
    assert first_onset(np.zeros((48_000, 2), np.float32), RATE_HZ) is None
    assert first_onset(np.zeros((0, 2), np.float32), RATE_HZ) is None


def test_beats_run_from_the_first_onset_over_all_chunks() -> None:
    grid = SteadyGrid(RATE_HZ)
    found = []
    for number in range(5):
        found += grid.feed(number * 96_000, music(96_000, silent=4_800 if number == 0 else 0), 120.0)
    assert [beat.frame for beat in found] == [4_800 + 24_000 * place for place in range(20)]


def test_silence_at_the_start_is_waited_out() -> None:
    grid = SteadyGrid(RATE_HZ)
    assert grid.feed(0, np.zeros((96_000, 2), np.float32), 120.0) == []
    assert grid.feed(96_000, music(96_000), 120.0)[0].frame == 96_000


def test_a_tempo_change_keeps_the_phase() -> None:
    grid = SteadyGrid(RATE_HZ)
    before = grid.feed(0, music(96_000 + 12_000), 120.0)
    after = grid.feed(108_000, music(96_000), 60.0)
    assert before[-1].frame == 96_000
    assert after[0].frame == 108_000 + 24_000
    assert after[1].frame - after[0].frame == 48_000
