import numpy as np
import pytest

from lyria_osc.beat import sequence
from lyria_osc.beat.features import Array
from lyria_osc.beat.phase import BINS, COLUMNS, HARMONY, NARROWS, PITCHES, TURNS


def bars(count: int, turn: int, *, silent: int = -1) -> Array:
    """Kick on each beat, snare on 2 and 4, hats between, a new chord on 1; turned by so many bins, one bar at rest."""
    one = np.full((TURNS, COLUMNS), 0.002, np.float32)
    one[::BINS, :2] = 0.5
    one[BINS :: 2 * BINS, 3:7] = 0.4
    one[BINS // 2 :: BINS, 7] = 0.2
    one[0, HARMONY : HARMONY + 8] = 0.3
    one[::BINS, NARROWS] = 0.5
    one[BINS :: 2 * BINS, NARROWS + 5 : NARROWS + 15] = 0.2
    one[BINS // 2 :: BINS, NARROWS + 19] = 0.2
    one[:, PITCHES + 2] = 2 * np.exp(-np.arange(TURNS) / BINS)
    heard = np.tile(one, (count, 1, 1))
    if silent >= 0:
        heard[silent] = 0.002
    return np.roll(heard.reshape(-1, COLUMNS), turn, axis=0).reshape(heard.shape)


@pytest.mark.parametrize("turn", [0, 7, 12, 30, 48, 77, 95])
@pytest.mark.parametrize("count", [2, 4, 6])
def test_says_where_the_beat_is(turn: int, count: int) -> None:
    scores = sequence.scores(bars(count, turn))
    assert scores.shape == (TURNS,)
    assert abs((int(scores.argmax()) - turn + BINS // 2) % BINS - BINS // 2) <= 1


@pytest.mark.parametrize("turn", [0, 30, 77])
def test_says_where_the_bar_begins(turn: int) -> None:
    scores = sequence.scores(bars(6, turn))
    assert abs(int(scores.argmax()) - turn) <= 1


def test_a_bar_of_rest_leaves_it_sure() -> None:
    scores = sequence.scores(bars(6, 30, silent=3))
    assert abs(int(scores.argmax()) - 30) <= 1


def test_hears_the_last_bars_alone() -> None:
    recent = bars(sequence.BARS, 30)
    assert np.array_equal(sequence.scores(np.concatenate([bars(2, 0), recent])), sequence.scores(recent))


def test_silence_is_no_evidence_of_a_beat() -> None:
    music = bars(sequence.BARS, 0)
    assert np.ptp(sequence.scores(np.zeros_like(music))) < 0.5 * np.ptp(sequence.scores(music))
