"""The rule by which the notes of a piece say where its beats are."""

import numpy as np
import pytest
from beat_clear import CLEAR, CONTRADICTED, Grid, Hit, told
from beat_pieces import Piece, heeded

BPM = 120.0
BEATS = [0.2 + 0.5 * beat for beat in range(64)]


def struck(part: str, every: float, begin: float = 0.0) -> list[Hit]:
    return [Hit(0.2 + 0.5 * at, part) for at in np.arange(begin, 63.1, every)]


def piece() -> Piece:
    about = {"metre": [4, 4], "electronic": True}
    return Piece("a", np.zeros((0, 2), np.float32), BEATS, BEATS[::4], BPM, about)


def test_a_kick_on_each_beat_is_clear_however_busy_the_off_beats_of_the_bass() -> None:
    after = heeded(piece(), [*struck("kick", 1), *struck("snare", 2, 1), *struck("bass", 1, 0.5)])
    assert after.about["clear"] is True
    assert "unclear" not in after.about
    assert after.beats == BEATS


def test_even_eighths_tell_nothing() -> None:
    after = heeded(piece(), struck("bass", 0.5))
    assert after.about["clear"] is False
    assert "1.00 times as often as 0.50 beats later" in str(after.about["unclear"])
    assert after.beats == BEATS


def test_half_and_double_tempo_are_not_held_against_the_truth() -> None:
    assert told(BEATS, struck("kick", 2)).support > CLEAR
    assert told(BEATS, [*struck("kick", 1), *struck("kick", 1, 0.5)]).support == pytest.approx(1)


def test_hats_tell_nothing() -> None:
    kicks = struck("kick", 1)
    assert told(BEATS, [*kicks, *struck("other", 1, 0.5)]) == told(BEATS, kicks)


def test_beats_that_are_half_a_beat_off_are_moved() -> None:
    after = heeded(piece(), [*struck("kick", 1, 0.5), *struck("snare", 2, 0.5)])
    assert after.about["clear"] is True
    assert after.beats == pytest.approx([at + 0.25 for at in BEATS[:-1]])
    assert after.bpm == BPM
    assert after.downbeats == []
    assert after.about["metre"] == [0, 0]


def test_groups_of_three_sixteenths_are_the_beat() -> None:
    hits = [*struck("kick", 1.5, 0.25), *struck("snare", 1.5, 1.0)]
    telling = told(BEATS, hits)
    assert telling.support <= CONTRADICTED
    assert telling.rival == Grid(0.75, 0.25)
    after = heeded(piece(), hits)
    assert after.bpm == pytest.approx(160)
    assert np.diff(after.beats) == pytest.approx(0.375)
