"""What a follower takes of a Link session, and what a leader gives it."""

import pytest

from lyria_osc.linking import MOST_NUDGE, Follower, Leader


def test_a_tempo_is_taken_once_it_has_stood_for_half_a_beat() -> None:
    follower = Follower(120.0)
    assert follower.due(120.0, 0.0) is None
    assert follower.due(100.0, 1.0) is None
    assert follower.due(100.0, 1.25) is None
    assert follower.due(100.0, 1.31) == 100.0
    assert follower.due(100.0, 9.0) is None


def test_while_it_moves_it_is_taken_at_bar_lines_only() -> None:
    follower = Follower(120.0)
    taken = []
    for step in range(100):
        bpm, now_s = 120.0 + 0.1 * step, 0.05 * step
        taken.append(follower.due(bpm, now_s, at_bar_line=step % 40 == 39))
    assert [bpm for bpm in taken if bpm] == [123.9, 127.9]


def test_a_tempo_out_of_range_is_halved() -> None:
    follower = Follower(120.0)
    follower.due(250.0, 0.0)
    assert follower.due(250.0, 1.0) == 125.0


def test_what_is_set_here_is_the_session_s_too_but_not_its_own_word() -> None:
    follower = Follower(120.0)
    follower.due(100.0, 0.0)
    assert follower.due(100.0, 1.0) == 100.0
    assert not follower.set_here(100.0)
    assert follower.set_here(90.0)
    follower.due(90.0, 2.0)
    assert follower.due(90.0, 3.0) is None


def test_a_leader_gives_its_tempo_at_bar_lines() -> None:
    leader = Leader()
    assert leader.beat(120.0, 100.0, 0.0, begins_bar=False) == 120.0
    assert [leader.beat(120.0, 120.0, 0.0, begins_bar=beat % 4 == 0) for beat in range(16)] == [None] * 16
    assert leader.beat(120.0, 100.0, 0.0, begins_bar=False) is None
    assert leader.beat(120.0, 100.0, 0.0, begins_bar=True) == 120.0


def test_what_flickers_is_smoothed() -> None:
    leader, session_bpm = Leader(), 120.0
    given = []
    for beat in range(400):
        bpm = leader.beat(120.0 + 0.5 * (-1) ** beat, session_bpm, 0.002, begins_bar=beat % 4 == 0)
        if bpm:
            given.append(bpm)
            session_bpm = bpm
    assert max(abs(bpm - 120.0) for bpm in given) < 0.6
    assert len(given) < 10


def test_a_new_tempo_is_given_at_once() -> None:
    leader = Leader()
    leader.beat(120.0, 120.0, 0.0, begins_bar=True)
    assert leader.beat(90.0, 120.0, 0.0, begins_bar=False) == 90.0


@pytest.mark.parametrize("detune", [0.99, 1.01])
def test_the_session_s_beats_come_onto_the_music_s(detune: float) -> None:
    leader = Leader()
    music_bpm, session_bpm, late_s = 120.0 * detune, 120.0, 0.03
    for beat in range(200):
        session_bpm = leader.beat(music_bpm, session_bpm, late_s, begins_bar=beat % 4 == 0) or session_bpm
        late_s += 60.0 / music_bpm - 60.0 / session_bpm
    assert abs(late_s) < 0.006
    assert session_bpm == pytest.approx(music_bpm, abs=0.1)


def test_the_nudge_is_small() -> None:
    assert Leader().beat(120.0, 120.0, 0.25, begins_bar=True) == pytest.approx(120.0 * (1 - MOST_NUDGE))
