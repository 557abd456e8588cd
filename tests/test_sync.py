"""What keeps time with others, where the others are made up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import pytest

from lyria_osc.beat.beatgrid import BeatGrid
from lyria_osc.beat.timeline import CountedBeat
from lyria_osc.errors import OscError
from lyria_osc.link import LinkPeer, Session
from lyria_osc.midi_clock import MidiClock
from lyria_osc.params.table import ParamValue
from lyria_osc.params.values import Values
from lyria_osc.sync import Partners, Sync

BEAT = CountedBeat(0.0, 1, 1, 120.0)


class FakePeer:
    def __init__(self) -> None:
        self.session = Session(BeatGrid(120.0, 0.0, 0.0), playing=False, peers=1)
        self.tempos: list[float] = []
        self.playing: list[bool] = []
        self.bars_s: list[float] = []
        self.is_closed = False

    def look(self, beats_per_bar: int) -> Session:
        return self.session

    def set_tempo(self, bpm: float) -> None:
        self.tempos.append(bpm)

    def set_playing(self, playing: bool) -> None:
        self.playing.append(playing)

    def begin_bar(self, time_s: float, beats_per_bar: int) -> None:
        self.bars_s.append(time_s)

    def close(self) -> None:
        self.is_closed = True


class FakeClock:
    def __init__(self) -> None:
        self.looks: list[tuple[int, float]] = []
        self.resets = 0

    def look(self, beats: Sequence[object], now_s: float, offset_s: float) -> None:
        self.looks.append((len(beats), offset_s))

    def begin_anew(self) -> None:
        self.resets += 1

    def close(self, now_s: float) -> None:
        self.looks.clear()


class Rig:
    """A host as far as `Sync` sees it: its own deck, transport and values."""

    def __init__(self, link: str = "", lock: str | None = None, *, clock: bool = False) -> None:
        self.peer = FakePeer()
        self.clock = FakeClock()
        self.values = Values.defaults()
        self.grids: list[BeatGrid | None] = []
        self.told: list[tuple[object, ...]] = []
        self.did: list[str] = []
        self.is_heard = False
        self.wants_music = True
        partners = Partners(
            cast(LinkPeer, self.peer) if link else None,
            link == "lead",
            cast(MidiClock, self.clock) if clock else None,
        )
        self.sync = Sync(
            partners, lock, self, self, lambda: self.values, self.change, lambda *said: self.told.append(said)
        )

    def set_grid(self, grid: BeatGrid | None) -> None:
        self.grids.append(grid)

    def beats_about(self) -> Sequence[tuple[float, CountedBeat]]:
        return [(1.0, BEAT)]

    def play(self) -> None:
        self.did.append("play")

    def pause(self) -> None:
        self.did.append("pause")

    def change(self, updates: Mapping[str, ParamValue]) -> None:
        self.values = self.values.replace(updates)
        self.sync.bpm_changed()

    def session(self, **changed: object) -> None:
        self.peer.session = replace(self.peer.session, **changed)  # type: ignore[arg-type]


def test_alone_there_is_no_grid() -> None:
    rig = Rig()
    rig.sync.tick(0.0)
    assert rig.grids == [None]
    assert rig.told == []
    assert not rig.sync.is_led


def test_a_follower_takes_tempo_and_transport() -> None:
    rig = Rig("follow")
    rig.sync.tick(0.0)
    assert rig.told == [("link/peers", 1)]
    assert rig.grids == [rig.peer.session.grid]
    assert rig.sync.is_led
    rig.session(grid=BeatGrid(100.0, 0.0, 0.0), playing=True)
    rig.sync.tick(0.1)
    rig.sync.tick(1.0)
    assert rig.values.number("bpm") == 100.0
    assert rig.peer.tempos == []
    rig.session(playing=False)
    rig.sync.tick(1.1)
    assert rig.did == ["play", "pause"]
    assert rig.peer.playing == []


def test_a_tempo_that_moves_is_taken_at_a_bar_line() -> None:
    rig = Rig("follow")
    rig.session(grid=BeatGrid(110.0, 0.0, 0.0))
    rig.sync.tick(0.0)
    rig.sync.on_beat(replace(BEAT, beat=2), 0.05)
    assert rig.values.number("bpm") == 120.0
    rig.sync.on_beat(BEAT, 0.05)
    assert rig.values.number("bpm") == 110.0


def test_a_tempo_that_is_set_here_is_the_session_s() -> None:
    rig = Rig("follow")
    rig.sync.tick(0.0)
    rig.change({"bpm": 90.0})
    assert rig.peer.tempos == [90.0]


def test_a_leader_gives_tempo_transport_and_bars() -> None:
    rig = Rig("lead")
    rig.sync.tick(0.0)
    rig.is_heard = True
    rig.sync.tick(0.1)
    assert rig.peer.playing == [True]
    rig.sync.on_beat(replace(BEAT, bpm=126.0), 0.2)
    assert rig.peer.tempos == [126.0]
    assert rig.peer.bars_s == [], "bars stand while there are others"
    rig.session(peers=0, playing=True)
    rig.sync.tick(0.3)
    rig.sync.on_beat(BEAT, 0.4)
    assert rig.peer.bars_s == [0.4]
    rig.session(peers=1)
    rig.sync.tick(0.5)
    assert rig.peer.playing == [True, True], "who comes is told that it plays"
    assert rig.did == []
    assert not rig.sync.is_led


def test_a_leader_keeps_the_session_s_beats_on_the_music_s() -> None:
    rig = Rig("lead")
    rig.sync.tick(0.0)
    rig.sync.on_phase(0.02)
    rig.sync.on_beat(BEAT, 0.2)
    assert rig.peer.tempos == [pytest.approx(120.0 * (1 - 0.0025), abs=0.01)]


@pytest.mark.parametrize(("lock", "tempos"), [(None, []), ("link", [100.0])])
def test_a_leader_whose_music_is_locked_gives_what_is_set(lock: str | None, tempos: list[float]) -> None:
    rig = Rig("lead", lock)
    rig.sync.tick(0.0)
    rig.change({"bpm": 100.0})
    assert rig.peer.tempos == tempos


def test_a_daw_s_grid_holds_while_it_is_followed() -> None:
    rig = Rig(lock="daw")
    rig.sync.daw_tempo(100.0, 10.0)
    rig.sync.daw_beat(1, 10.0)
    rig.sync.tick(10.1)
    assert rig.grids.pop() is None
    rig.change({"follow": True})
    rig.sync.tick(10.1)
    grid = rig.grids.pop()
    assert grid
    assert grid.bpm == 100.0
    assert grid.beat_at(10.0) == pytest.approx(0.0)
    rig.sync.daw_stop()
    rig.sync.tick(10.2)
    assert rig.grids.pop() is None


def test_what_is_no_beat_is_refused() -> None:
    with pytest.raises(OscError, match=r"'here' is no beat: send a number from 1, or bar\.beat\.hundredths"):
        Rig(lock="daw").sync.daw_beat("here", 1.0)


def test_a_clock_is_looked_after_and_begins_anew_after_a_stop() -> None:
    rig = Rig(clock=True)
    rig.change({"marker_offset_ms": 20.0})
    rig.sync.tick(0.0)
    assert (rig.clock.looks, rig.clock.resets) == ([(1, 0.02)], 0)
    rig.wants_music = False
    rig.sync.tick(0.1)
    assert rig.clock.resets == 1


def test_what_is_left_is_left_alone() -> None:
    rig = Rig("lead", clock=True)
    rig.sync.tick(0.0)
    rig.sync.close(0.1)
    rig.sync.tick(0.2)
    rig.sync.on_beat(BEAT, 0.3)
    rig.sync.bpm_changed()
    assert rig.peer.is_closed
    assert (rig.peer.tempos, rig.clock.looks) == ([], [])
