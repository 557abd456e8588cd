"""What is played next, in virtual time: repeats, returns and relays keep the music, its beats and its bars."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from virtual_player import Listener, Session, loop

from lyria_osc.audio.given import Vamping
from lyria_osc.audio.jitter import JitterBuffer
from lyria_osc.audio.program import Program
from lyria_osc.service import RATE_HZ, Pcm

MUSIC = loop(1, 120.0)
OTHER = loop(2, 120.0)
BAR_S = 2.0


def bend(pcm: Pcm) -> float:
    """The largest second difference."""
    return float(np.abs(np.diff(pcm, 2, axis=0)).max())


def playing(seconds: float = 8.0, *, session: Session | None = None) -> tuple[Listener, Session]:
    """A listener who has heard so much, with 4 s in hand."""
    listener, session = Listener(), session or Session(1, MUSIC, 120.0)
    listener.take(session)
    for _ in range(round(seconds / 2)):
        listener.take(session)
        listener.listen(2.0)
    return listener, session


def feed(listener: Listener, session: Session, seconds: float) -> None:
    """The session sends in real time."""
    for _ in range(round(seconds / 2)):
        listener.take(session)
        listener.listen(2.0)


def assert_in_time(listener: Listener, beat_s: float = 0.5) -> None:
    assert max(abs(interval - beat_s) for interval in listener.intervals_s) < 0.02
    assert listener.bar_lengths == {4}


def test_what_comes_is_what_is_played() -> None:
    listener, _ = playing(16.0)
    assert listener.silent_frames == 0
    assert np.array_equal(listener.heard, MUSIC[: len(listener.heard)])
    assert listener.vamps == []
    assert listener.notes == []


def test_a_stall_is_bridged_and_no_music_is_lost() -> None:
    listener, session = playing()
    listener.listen(20.0)
    feed(listener, session, 12.0)
    assert listener.silent_frames == 0
    [(start, stop)] = listener.vamps
    assert 12 * RATE_HZ < stop - start < 24 * RATE_HZ
    heard = listener.heard
    back = heard[stop : stop + 4 * RATE_HZ]
    assert np.array_equal(back, MUSIC[start : start + len(back)]), "fresh music goes on where it was left"
    assert bend(heard) <= bend(MUSIC)
    assert_in_time(listener)


def test_a_vamp_is_left_within_two_bars_of_having_enough() -> None:
    listener, session = playing(24.0)
    listener.listen(21.0)
    assert listener.vamps == []
    listener.take(session)
    listener.take(session)
    enough = listener.out.next_frame
    listener.take(session)
    feed(listener, session, 6.0)
    [(_, stop)] = listener.vamps
    assert stop - enough <= 2 * BAR_S * RATE_HZ
    assert_in_time(listener)


def test_a_long_vamp_takes_turns_and_grows_dull_and_soft() -> None:
    listener, session = playing(24.0)
    listener.listen(160.0)
    heard = listener.heard
    early = heard[30 * RATE_HZ : 60 * RATE_HZ]
    late = heard[-30 * RATE_HZ :]
    assert np.sqrt(np.mean(late**2)) < 0.8 * np.sqrt(np.mean(early**2))
    bright_early, bright_late = (np.sqrt(np.mean(np.diff(part, axis=0) ** 2)) for part in (early, late))
    assert bright_late < 0.7 * bright_early
    assert bend(late) < 0.5 * bend(MUSIC)
    bars = heard[26 * RATE_HZ : 56 * RATE_HZ].reshape(-1, int(BAR_S * RATE_HZ), 2)
    kinds = {round(float(np.abs(bar[RATE_HZ // 2 : -RATE_HZ // 2]).sum())) for bar in bars}
    assert len(kinds) >= 4
    assert listener.silent_frames == 0
    assert bend(heard) <= bend(MUSIC)
    for _ in range(3):
        listener.take(session)
    feed(listener, session, 12.0)
    assert np.array_equal(listener.heard[-2 * RATE_HZ :], music_at(listener.heard[-2 * RATE_HZ :])), "as it was"
    assert_in_time(listener)


def music_at(pcm: Pcm) -> Pcm:
    """The stretch of the loop that begins as this does."""
    twice = np.concatenate([MUSIC, MUSIC])
    [place] = np.flatnonzero((twice[: len(MUSIC)] == pcm[0]).all(axis=1))
    return twice[place : place + len(pcm)]


def test_before_the_first_sound_nothing_is_repeated() -> None:
    listener, session = Listener(), Session(1, MUSIC, 120.0)
    listener.take(session, RATE_HZ // 4)
    listener.listen(10.0)
    assert listener.out.end_frame == RATE_HZ // 4
    assert listener.notes == []


def test_while_nothing_is_heard_nothing_is_repeated() -> None:
    listener, session = playing()
    listener.is_heard = False
    listener.wanted_s = 100.0
    for _ in range(40):
        listener.out.read(RATE_HZ)
        listener.tick()
    assert listener.out.end_frame == session.sent
    assert listener.vamps == []


def test_without_repeats_it_runs_out() -> None:
    out = JitterBuffer()
    program = Program(out, repeats=False)
    session = Session(1, MUSIC, 120.0)
    pcm, beats = session.chunk()
    program.append(1, pcm, beats, (), 0.0)
    for _ in range(10):
        program.advance(0.0, 4.0, is_heard=True)
        out.read(RATE_HZ)
    assert out.end_frame == len(pcm)


def test_thrift_repeats_early_where_the_service_is_slow() -> None:
    listener, session = playing()
    for _ in range(60):
        listener.take(session)
        listener.listen(2.5)  # 0.8 of real time
    assert listener.silent_frames == 0
    assert len(listener.vamps) >= 4
    assert max(stop - start for start, stop in listener.vamps) <= 8 * BAR_S * RATE_HZ
    assert listener.held_s > 1.0
    lines = [beat.frame for beat in listener.beats if beat.downbeat]
    for start, stop in listener.vamps:
        assert min(abs(line - start) for line in lines) < 0.01 * RATE_HZ, "it begins at a bar line"
        assert min(abs(line - stop) for line in lines) < 0.01 * RATE_HZ
    assert_in_time(listener)


def test_a_new_session_takes_over_at_a_bar_line() -> None:
    listener, session = playing()
    following = Session(2, OTHER, 120.0, begins=30_000)
    listener.take(session)
    for _ in range(5):
        listener.take(following)
        listener.listen(1.0)
    assert listener.superseded == [1]
    late = listener.program.stock_frames
    listener.take(session)
    assert listener.program.stock_frames == late, "nothing more is taken of a session that is not needed"
    feed(listener, following, 8.0)
    heard = listener.heard
    assert listener.silent_frames == 0
    assert bend(heard) <= max(bend(MUSIC), bend(OTHER))
    assert_in_time(listener)
    twice = np.concatenate([OTHER, OTHER])
    assert (twice == heard[-1]).all(axis=1).any()
    lasting = np.flatnonzero((MUSIC[: len(heard)] != heard[: len(MUSIC)]).any(axis=1))[0]
    assert lasting / RATE_HZ > 8.0, "what was in hand of the old session is played first"


@pytest.mark.parametrize(("in_hand", "wrong"), [(1, 2), (3, 3), (3, 4)])
def test_a_new_session_is_entered_by_what_is_known_of_its_bars_when_it_is_heard(in_hand: int, wrong: int) -> None:
    listener, session = playing()
    following = Session(2, OTHER, 120.0, begins=30_000)
    for _ in range(in_hand):
        listener.take(session)
    for chunk in range(3 + in_hand):
        pcm, beats = following.chunk()
        found = beats(chunk * len(pcm))
        if chunk < wrong:
            found = [replace(beat, downbeat=after.downbeat) for beat, after in pairwise([*found, found[0]])]
        listener.program.append(2, pcm, lambda _, found=found: found, (), listener.now_s)  # type: ignore[misc]
        listener.listen(1.0)
    listener.listen(8.0)
    assert listener.superseded == [1]
    assert_in_time(listener)


@pytest.mark.parametrize("known", ["both", "first", "second", "none"])
def test_a_crossfade_keeps_the_level_and_the_count(known: str) -> None:
    first, second = known in ("both", "first"), known in ("both", "second")
    sessions = [Session(1, MUSIC, 120.0, knows_bars=first), Session(2, OTHER, 120.0, 11_000, knows_bars=second)]
    listener, _ = playing(session=sessions[0])
    for _ in range(6):
        listener.take(sessions[1])
        listener.listen(1.0)
    feed(listener, sessions[1], 6.0)
    levels = np.sqrt(np.mean(listener.heard[: 14 * RATE_HZ].reshape(-1, RATE_HZ * 2) ** 2, axis=1))
    assert levels.max() / levels.min() < 1.5
    assert max(abs(interval - 0.5) for interval in listener.intervals_s) < 0.02
    places = [beat.downbeat for beat in listener.beats]
    counted = [place % 4 == 0 for place in range(len(places))]
    assert all(known in (None, bar) for known, bar in zip(places, counted, strict=True)), "the count goes on"


def test_a_successor_that_never_sends_costs_nothing() -> None:
    listener, session = playing()
    following = Session(2, OTHER, 120.0)
    listener.take(following, 100)
    feed(listener, session, 20.0)
    assert listener.superseded == []
    assert listener.vamps == []
    third = Session(3, OTHER, 120.0)
    for _ in range(5):
        listener.take(third)
    listener.listen(10.0)
    assert listener.superseded == [1]
    assert listener.program.beats_wanted is not None
    assert listener.program.beats_wanted[0] == 3


def test_a_relay_out_of_a_vamp_is_made_at_the_next_bar_line() -> None:
    listener, _ = playing()
    listener.listen(11.0)
    following = Session(2, OTHER, 120.0, begins=50_000)
    for _ in range(4):
        listener.take(following)
    enough = listener.out.next_frame
    listener.listen(8.0)
    [(_, stop)] = listener.vamps
    assert stop - enough <= 2 * BAR_S * RATE_HZ
    assert_in_time(listener)


def test_music_without_beats_is_repeated_and_crossed_over_to() -> None:
    listener, session = Listener(), Session(1, MUSIC, 120.0)
    following = Session(2, OTHER, 120.0)

    def take(one: Session) -> None:
        pcm, _ = one.chunk()
        listener.program.append(one.number, pcm, lambda start: (), (), listener.now_s)

    for _ in range(5):
        take(session)
    listener.listen(30.0)
    assert listener.silent_frames == 0
    [(_, began)] = [(note, frame) for frame, note in listener.notes]
    assert began <= 10 * RATE_HZ
    for _ in range(6):
        take(following)
    listener.listen(10.0)
    assert listener.silent_frames == 0
    assert listener.superseded == [1]
    assert [note for _, note in listener.notes] == [Vamping(on=True), Vamping(on=False)]
    assert bend(listener.heard) <= max(bend(MUSIC), bend(OTHER))


def test_a_session_that_ends_in_its_first_seconds_is_followed() -> None:
    listener, session = Listener(wanted_s=1.0), Session(1, MUSIC, 120.0)
    listener.take(session, RATE_HZ)
    listener.listen(3.0)
    following = Session(2, OTHER, 120.0)
    listener.take(following)
    listener.take(following)
    before = listener.silent_frames
    listener.listen(2.0)
    assert listener.silent_frames == before


def test_a_vamp_that_is_let_go_fades_away_and_music_comes_back_whole() -> None:
    listener, session = playing(24.0)
    listener.listen(6.0)
    listener.program.let_go(on=True)
    listener.listen(30.0)
    heard = listener.heard
    assert bend(heard) <= bend(MUSIC)
    assert np.abs(heard[-100:]).max() < 0.002
    assert listener.silent_frames > RATE_HZ
    assert listener.out.held_frames == 0
    [(_, stop)] = listener.vamps
    assert stop == listener.out.end_frame
    listener.is_heard = False
    listener.program.let_go(on=False)
    listener.pieces.clear()
    feed(listener, session, 8.0)
    assert len(listener.heard) > RATE_HZ
    assert np.array_equal(listener.heard, music_at(listener.heard)), "as it was, where it was left"


def test_a_vamp_that_is_let_go_too_soon_recovers() -> None:
    listener, session = playing(24.0)
    listener.listen(12.0)
    listener.program.let_go(on=True)
    listener.listen(6.0)
    listener.program.let_go(on=False)
    for _ in range(3):
        listener.take(session)
    feed(listener, session, 16.0)
    assert listener.silent_frames == 0
    last = listener.heard[-RATE_HZ:]
    assert np.array_equal(last, music_at(last))
    assert_in_time(listener)


def test_notes_come_with_the_music_the_first_time_it_is_heard() -> None:
    listener, session = Listener(), Session(1, MUSIC, 120.0)
    for number in range(4):
        listener.take(session, notes=(number,))
    listener.listen(30.0)
    told = [(frame, note) for frame, note in listener.notes if isinstance(note, int)]
    assert [note for _, note in told] == [0, 1, 2, 3]
    assert [frame for frame, _ in told[:3]] == [0, 2 * RATE_HZ, 4 * RATE_HZ]


def test_of_music_that_was_passed_over_the_last_note_is_told() -> None:
    listener, _ = playing()
    following = Session(2, OTHER, 120.0, begins=10)
    for number in range(4):
        listener.take(following, RATE_HZ, notes=(number,))
        listener.take(following, RATE_HZ)
    listener.listen(12.0)
    told = [note for _, note in listener.notes if isinstance(note, int)]
    assert told[0] in (0, 1)
    assert told == list(range(told[0], 4))


def test_beats_that_are_found_late_are_given_with_their_music() -> None:
    listener, session = Listener(), Session(1, MUSIC, 120.0)
    pcm, beats = session.chunk(6 * RATE_HZ)
    found = beats(0)
    listener.program.append(1, pcm, lambda start: (), (), 0.0)
    for _ in range(16):
        wanted = listener.program.beats_wanted
        assert wanted is not None
        number, until = wanted
        ready = [beat for beat in found if beat.frame < until]
        found = found[len(ready) :]
        listener.program.add_beats(number, ready)
        listener.listen(0.25)
    assert_in_time(listener)
    assert len(listener.beats) >= 8


@pytest.mark.parametrize("place", [0.0, 0.3, 0.5, 0.7, 1_000.6, 12_000.3, 23_990.7])
def test_beats_need_not_be_on_frames(place: float) -> None:
    listener, session = Listener(), Session(1, MUSIC, 120.0)
    pcm, beats = session.chunk(12 * RATE_HZ)
    moved = [replace(beat, frame=beat.frame + place) for beat in beats(0)]
    listener.program.append(1, pcm, lambda start: moved, (), 0.0)
    listener.listen(24.0)
    assert listener.silent_frames == 0
    assert_in_time(listener)


def test_a_beat_that_moves_past_the_end_of_the_music_is_not_waited_for() -> None:
    listener, session = Listener(), Session(1, MUSIC, 120.0)
    pcm, beats = session.chunk(12 * RATE_HZ)
    found = beats(0)
    listener.program.append(1, pcm, lambda start: found, (), 0.0)
    listener.listen(13.25)
    listener.program.add_beats(1, [replace(found[-1], frame=12 * RATE_HZ + 300.0)])
    listener.listen(12.0)
    assert listener.silent_frames == 0
    assert len(listener.vamps) == 1, "taken early, by choice"
    assert listener.notes[-1][0] > 13 * RATE_HZ, "and for want of music, from where it ended"
    assert bend(listener.heard) <= bend(MUSIC)
    assert max(abs(interval - 0.5) for interval in listener.intervals_s) < 0.02


@pytest.mark.parametrize("bpm", [40.0, 73.0, 174.0, 200.0])
@pytest.mark.parametrize("knows_bars", [True, False])
def test_any_tempo_is_bridged(bpm: float, knows_bars: bool) -> None:
    music = loop(3, bpm, bars=12)
    listener, session = playing(40.0, session=Session(1, music, bpm, knows_bars=knows_bars))
    listener.listen(30.0)
    feed(listener, session, 20.0)
    assert listener.silent_frames == 0
    assert len(listener.vamps) >= 1
    assert bend(listener.heard) <= bend(np.concatenate([music, music[:2]]))
    assert max(abs(interval - round(RATE_HZ * 60 / bpm) / RATE_HZ) for interval in listener.intervals_s) < 0.02
    assert listener.bar_lengths <= {4}


def test_stopped_music_is_forgotten() -> None:
    listener, _ = playing()
    listener.program.drop()
    listener.out.drop()
    assert listener.program.stock_frames == 0
    assert listener.program.advance(listener.now_s, 4.0, is_heard=True).beats == []
    assert listener.program.beats_wanted is None
    listener.take(Session(1, OTHER, 120.0))
    listener.listen(1.0)
    assert np.array_equal(listener.pieces[-1], OTHER[3 * RATE_HZ // 4 : RATE_HZ])


def test_repeated_frames_are_counted() -> None:
    listener, _ = playing()
    listener.listen(12.0)
    fresh = listener.program.stock_frames
    listener.listen(8.0)
    assert listener.program.stock_frames == fresh, "what is heard again is not fresh again"
    [began] = [frame for frame, note in listener.notes if isinstance(note, Vamping)]
    end = listener.out.end_frame
    assert listener.program.repeated_frames(0, end) == end - began
    assert listener.program.repeated_frames(0, began) == 0
    assert listener.program.repeated_frames(end - 100, end + 100) == 100


def test_news_is_told_once() -> None:
    listener, _ = playing()
    following = Session(2, OTHER, 120.0)
    for _ in range(5):
        listener.take(following)
        listener.listen(1.0)
    assert listener.superseded == [1]


def test_joins_in_a_worn_vamp_are_smooth() -> None:
    at = np.arange(16 * 2 * RATE_HZ)
    tone = np.repeat((0.4 * np.sin(2 * np.pi * 110 * at / RATE_HZ)).astype(np.float32)[:, None], 2, axis=1)
    listener, _ = playing(24.0, session=Session(1, tone, 120.0))
    listener.listen(120.0)
    assert bend(listener.heard[-40 * RATE_HZ :]) <= 1.1 * bend(tone)
