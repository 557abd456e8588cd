"""Turns: where music is left and where it goes on."""

from dataclasses import replace

import numpy as np
import pytest
from virtual_player import Session, loop

from lyria_osc.audio.joins import Join
from lyria_osc.audio.stream import Stream
from lyria_osc.audio.turns import (
    FADE_FRAMES,
    GUARD_FRAMES,
    RELAY_FADE_FRAMES,
    entry,
    joins_at,
    phrase_fade,
    relay,
    repeat,
    repeat_phrase,
)
from lyria_osc.service import RATE_HZ

MUSIC = loop(1, 120.0)
BEAT = RATE_HZ // 2
BAR = 4 * BEAT


def stream_of(seconds: float, *, begins: int = 0, has_beats: bool = True, knows_bars: bool = True) -> Stream:
    session, stream = Session(1, MUSIC, 120.0, begins, knows_bars=knows_bars), Stream(1)
    pcm, beats = session.chunk(round(seconds * RATE_HZ))
    start = stream.append(pcm)
    if has_beats:
        stream.add_beats(beats(start))
    return stream


def test_the_bars_that_can_be_repeated() -> None:
    stream = stream_of(12.0)
    assert [join.bars for join in joins_at(stream, 4 * BAR)] == [1, 2], "for four there is no room to fade in"
    assert [join.frame for join in joins_at(stream, 5 * BAR)] == [4 * BAR, 3 * BAR, BAR]
    assert joins_at(stream, 2 * BEAT) == []


def test_a_repeat_is_moved_to_meet_the_waveform() -> None:
    rng = np.random.default_rng(1)
    stream = Stream(1)
    pcm = (0.1 * rng.standard_normal((3 * RATE_HZ, 2))).astype(np.float32)
    pcm[2 * RATE_HZ - RATE_HZ // 4 : 2 * RATE_HZ + 100] = pcm[RATE_HZ - RATE_HZ // 4 + 70 : RATE_HZ + 170]
    stream.append(pcm)
    turn = repeat(stream, 2 * RATE_HZ, 2 * RATE_HZ + GUARD_FRAMES, Join(1, RATE_HZ + GUARD_FRAMES, 1.0))
    assert (turn.at, turn.frame, turn.fade) == (2 * RATE_HZ, RATE_HZ + 70, FADE_FRAMES)


def test_phrases_vary_where_no_beats_are_known() -> None:
    stream = stream_of(20.0, has_beats=False)
    edge = stream.end
    fade = phrase_fade(stream, edge)
    turns = [repeat_phrase(stream, edge - fade, edge, count) for count in range(3)]
    assert [(edge - turn.frame) / RATE_HZ for turn in turns] == [4.0, 8.0, 4.0]
    assert all(turn.fade == fade == RATE_HZ for turn in turns)
    assert phrase_fade(stream_of(1.5, has_beats=False), 72_000) == 0
    short = stream_of(6.0, has_beats=False)
    assert repeat_phrase(short, short.end - RATE_HZ, short.end, 1).frame == short.end - 3 * RATE_HZ


def test_a_stream_is_entered_where_there_is_room_to_fade_in() -> None:
    frame, fade = entry(stream_of(8.0))
    assert fade == 2 * BEAT
    assert frame + GUARD_FRAMES == 3 * BEAT
    frame, _ = entry(stream_of(8.0), place=0)
    assert frame + GUARD_FRAMES == BAR
    frame, fade = entry(stream_of(20.0, has_beats=False))
    assert frame == fade == RELAY_FADE_FRAMES


@pytest.mark.parametrize(("soon", "line"), [(True, 3), (False, 5)])
def test_music_is_left_at_its_next_or_its_last_bar_line(soon: bool, line: int) -> None:
    stream, into = stream_of(11.0), stream_of(12.0, begins=30_000)
    turn = relay(stream, 2 * BAR, stream.end, into, soon=soon)
    assert turn is not None
    assert turn.at + GUARD_FRAMES == line * BAR
    assert turn.stream is into
    assert into.is_bar_line(turn.frame + GUARD_FRAMES)
    assert turn.fade == 2 * BEAT


@pytest.mark.parametrize("place", [0.0, 0.3, 0.7])
def test_where_its_fade_begins_the_same_way_over_is_found(place: float) -> None:
    stream, into = stream_of(11.0), stream_of(12.0, begins=30_000)
    stream.beats = [replace(beat, frame=beat.frame + place) for beat in stream.beats]
    turn = relay(stream, 2 * BAR, stream.end, into, soon=True)
    assert turn is not None
    assert relay(stream, turn.at - turn.fade, stream.end, into, soon=True) == turn


def test_it_is_not_left_beyond_its_limit() -> None:
    turn = relay(stream_of(12.0), 2 * BAR, 4 * BAR - 1, stream_of(12.0), soon=False)
    assert turn is not None
    assert turn.at + GUARD_FRAMES == 4 * BAR


def test_where_it_ends_before_a_bar_line_it_is_left_at_a_beat_of_the_same_place() -> None:
    stream, into = stream_of(9.6), stream_of(12.0)
    turn = relay(stream, 4 * BAR + 1000, stream.end, into, soon=False)
    assert turn is not None
    assert turn.at + GUARD_FRAMES == 4 * BAR + 3 * BEAT
    assert into.place_in_bar(turn.frame + GUARD_FRAMES) == 3


def test_where_nothing_is_left_there_is_no_way_over() -> None:
    stream = stream_of(8.0)
    assert relay(stream, stream.end - 100, stream.end, stream_of(12.0), soon=False) is None
    silent = stream_of(8.0, has_beats=False)
    assert relay(silent, silent.end - 100, silent.end, stream_of(12.0), soon=False) is None


@pytest.mark.parametrize("has_beats", [(True, False), (False, True), (False, False)])
def test_without_beats_there_is_a_long_crossfade(has_beats: tuple[bool, bool]) -> None:
    stream, into = (stream_of(12.0, has_beats=known) for known in has_beats)
    turn = relay(stream, 2 * RATE_HZ, stream.end, into, soon=False)
    assert turn is not None
    assert turn.at == stream.end
    assert turn.fade <= turn.frame
    assert turn.fade == (2 * BEAT if has_beats[1] else RELAY_FADE_FRAMES)
    sooner = relay(stream, 2 * RATE_HZ, stream.end, into, soon=True)
    assert sooner is not None
    assert sooner.at == 2 * RATE_HZ + sooner.fade
