"""Music of a tempo that is not the grid's, through program, warp and buffer to a device, in virtual time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import pi, sin
from random import Random

import numpy as np
import pytest

from lyria_osc.audio.jitter import JitterBuffer
from lyria_osc.audio.ring import ClockLine
from lyria_osc.audio.stream import Placed
from lyria_osc.beat.agenda import Laid
from lyria_osc.beat.beatgrid import BeatGrid
from lyria_osc.beat.timeline import CountedBeat
from lyria_osc.locking import GRID_WITHIN_S, Locking
from lyria_osc.service import RATE_HZ

TICK_FRAMES = RATE_HZ // 50
CHUNK_FRAMES = 2 * RATE_HZ
DEVICE_S = 0.3
GRID = BeatGrid(120.0, 0.0, 7.0)
SOUND = (0.1 * np.random.default_rng(1).standard_normal((CHUNK_FRAMES, 2))).astype(np.float32)
"""Noise: nothing comes round in it, so that cuts are as late and as large as they can be."""


@dataclass
class Musician:
    """Plays at a tempo that is a function of time; each beat is found with an error of its own."""

    bpm: Callable[[float], float]
    misheard_s: float = 0.0
    told_bpm: Callable[[float], float] = lambda now_s: 120.0
    frame: float = 0.0
    beats: int = 0
    random: Random = field(default_factory=lambda: Random(4))

    def chunk(self, first: int) -> tuple[list[Placed], list[float]]:
        """The beats of the next chunk as they are found, and where they truly are."""
        found, true = [], []
        while self.frame < first + CHUNK_FRAMES:
            seen = self.frame + self.random.gauss(0.0, self.misheard_s) * RATE_HZ
            found.append(Placed(max(seen, 0.0), self.told_bpm(self.frame / RATE_HZ), self.beats % 4 == 0))
            true.append(self.frame)
            self.beats += 1
            self.frame += 60.0 * RATE_HZ / self.bpm(self.frame / RATE_HZ)
        return found, true


class Stage:
    """A locking, fed chunk by chunk and read at the device's pace."""

    def __init__(self, musician: Musician, *, locks: bool = True) -> None:
        self.buffer = JitterBuffer()
        self.locking = Locking(self.buffer, repeats=False, locks=locks)
        self.locking.grid = GRID
        self.musician = musician
        self.now_s = 0.0
        self.sent = 0
        self.is_playing = True
        self.beats: list[Placed] = []
        self.notes: list[tuple[int, object]] = []
        self._misheard: list[float] = []

    def time_of(self, frame: float) -> float:
        """When a frame of the buffer is heard."""
        return self.now_s + (frame - self.buffer.next_frame) / RATE_HZ + DEVICE_S

    def play(self, seconds: float) -> None:
        """Lets time pass."""
        program = self.locking.program
        for _ in range(round(seconds * RATE_HZ / TICK_FRAMES)):
            while program.stock_frames < 2 * CHUNK_FRAMES:
                found, true = self.musician.chunk(self.sent)
                self._misheard += [seen.frame - truth for seen, truth in zip(found, true, strict=True)]
                program.append(1, SOUND, lambda start, found=found: found, (self.sent,), self.now_s)  # type: ignore[misc]
                self.sent += CHUNK_FRAMES
            given = program.advance(self.now_s, 4.0, is_heard=self.is_playing)
            placed = self.locking.take(given, self.time_of if self.is_playing else None)
            self.beats += placed.beats
            self.notes += placed.notes
            if self.is_playing:
                assert len(self.buffer.read(TICK_FRAMES)) == TICK_FRAMES
            self.now_s += TICK_FRAMES / RATE_HZ

    def errors_ms(self, after_s: float) -> list[float]:
        """How far from the grid each beat truly was, of those heard after a time."""
        heard = [
            self.time_of(beat.frame) - missed / RATE_HZ
            for beat, missed in zip(self.beats, self._misheard, strict=False)
        ]
        return [1000 * GRID.error_s(at_s) for at_s in heard if at_s > after_s]


def sizes(errors_ms: list[float]) -> tuple[float, float]:
    """Median and 95th percentile of what is off."""
    off = np.abs(errors_ms)
    return float(np.median(off)), float(np.percentile(off, 95))


@pytest.mark.parametrize(("detune", "seconds"), [(0.993, 300.0), (1.007, 60.0), (0.998, 60.0)])
def test_a_band_whose_tempo_is_off_is_held_on_the_grid(detune: float, seconds: float) -> None:
    stage = Stage(Musician(lambda now_s: 120.0 * detune, misheard_s=0.001))
    stage.play(seconds)
    errors = stage.errors_ms(15.0)
    median_ms, p95_ms = sizes(errors)
    assert len(errors) > 1.9 * (seconds - 15.0)
    assert median_ms <= 8.0
    assert p95_ms <= 14.0


@pytest.mark.parametrize("period_s", [12.0, 25.0, 60.0])
def test_a_band_that_wanders_is_held_too(period_s: float) -> None:
    stage = Stage(Musician(lambda now_s: 120.0 * (1 + 0.009 * sin(2 * pi * now_s / period_s)), misheard_s=0.002))
    stage.play(90.0)
    median_ms, p95_ms = sizes(stage.errors_ms(15.0))
    assert median_ms <= 8.0
    assert p95_ms <= 12.9, "what is to come is not looked at"


def test_the_tempo_that_is_told_is_the_one_that_is_heard() -> None:
    stage = Stage(Musician(lambda now_s: 119.16, told_bpm=lambda now_s: 119.16))
    stage.play(20.0)
    assert {beat.bpm for beat in stage.beats} == {120.0}


def test_without_a_lock_it_drifts_and_nothing_is_touched() -> None:
    stage = Stage(Musician(lambda now_s: 119.16), locks=False)
    stage.play(60.0)
    assert max(map(abs, stage.errors_ms(15.0))) > 200.0
    assert all(frame == what for frame, what in stage.notes)


def test_without_a_grid_nothing_is_touched() -> None:
    stage = Stage(Musician(lambda now_s: 119.16))
    stage.locking.grid = None
    stage.play(20.0)
    assert [beat.frame for beat in stage.beats] == pytest.approx(
        [number * 60 * RATE_HZ / 119.16 for number in range(len(stage.beats))]
    )


def test_notes_stay_with_their_music() -> None:
    stage = Stage(Musician(lambda now_s: 119.16))
    stage.play(60.0)
    assert [what for _, what in stage.notes] == [CHUNK_FRAMES * number for number in range(len(stage.notes))]
    beats = [number * 60 * RATE_HZ / 119.16 for number in range(len(stage.beats))]
    places = np.interp([what for _, what in stage.notes], beats, [beat.frame for beat in stage.beats])
    assert np.abs(places - [frame for frame, _ in stage.notes]).max() < 0.025 * RATE_HZ


@pytest.mark.parametrize("later_s", [0.0, 0.4, 0.8, 1.2, 1.6])
def test_music_that_was_cut_goes_on_with_its_bars_on_the_grid(later_s: float) -> None:
    def bpm(now_s: float) -> float:
        return 120.0 if now_s < 20.4 else 128.0

    stage = Stage(Musician(bpm, told_bpm=bpm))
    stage.play(15.0)
    stage.locking.grid = grid = BeatGrid(128.0, 0.0, 11.0 + later_s)
    stage.play(20.0)
    after = [(stage.time_of(beat.frame), beat.downbeat) for beat in stage.beats if beat.bpm == 128.0]
    errors = [1000 * grid.error_s(at_s) for at_s, _ in after]
    assert max(map(abs, errors[3:])) < 25.0
    assert {beat.bpm for beat in stage.beats} == {120.0, 128.0}
    bars = [grid.beat_at(at_s) / 4 for at_s, downbeat in after if downbeat]
    assert all(abs(bar - round(bar)) < 0.02 for bar in bars[1:])
    gaps = np.diff([at_s for at_s, _ in after])
    assert gaps.min() > 0.2


def test_the_start_puts_the_first_bar_line_on_the_grid_s() -> None:
    stage = Stage(Musician(lambda now_s: 120.0, frame=10_000.0, beats=2))
    stage.is_playing = False
    stage.play(1.0)
    line = ClockLine(0, 0.0, RATE_HZ)
    assert stage.locking.start_frame(48_000, line, 1.0) is None
    stage.locking.ask_start(1.0)
    frame = stage.locking.start_frame(48_000, line, 1.0)
    assert frame is not None
    assert frame >= 48_000
    first_bar_line = 10_000 + 2 * 24_000
    bar_line = GRID.beat_at(line.time_of(frame + first_bar_line)) / 4
    assert bar_line == pytest.approx(round(bar_line), abs=1e-4)
    assert frame + first_bar_line < 48_000 + first_bar_line + 4 * 24_000
    stage.locking.is_started()
    assert stage.locking.start_frame(48_000, line, 1.0) is None


def test_the_start_waits_for_a_grid_but_not_for_ever() -> None:
    stage = Stage(Musician(lambda now_s: 120.0))
    stage.locking.grid = None
    line = ClockLine(0, 0.0, RATE_HZ)
    stage.locking.ask_start(1.0)
    assert stage.locking.start_frame(48_000, line, 1.0 + GRID_WITHIN_S - 0.1) is None
    assert stage.locking.start_frame(48_000, line, 1.0 + GRID_WITHIN_S + 0.1) == 48_000


def test_without_a_lock_the_start_is_at_once() -> None:
    stage = Stage(Musician(lambda now_s: 120.0), locks=False)
    assert stage.locking.start_frame(48_000, None, 1.0) is None
    stage.locking.ask_start(1.0)
    assert stage.locking.start_frame(48_000, None, 1.0) == 48_000


def test_what_is_laid_is_measured_against_the_grid() -> None:
    stage = Stage(Musician(lambda now_s: 120.0), locks=False)
    line = ClockLine(0, 0.0, RATE_HZ)
    laid = [Laid(7.52 * RATE_HZ, 0, CountedBeat(0.0, 1, 1, 120.0)), Laid(8.0 * RATE_HZ, 1, "a note")]
    (error,) = stage.locking.phase_errors(laid, line)
    assert error.error_s == pytest.approx(0.02)
    assert stage.locking.phase_errors(laid, None) == []
    stage.locking.grid = None
    assert stage.locking.phase_errors(laid, line) == []


def test_what_is_in_hand_counts_what_waits_on_its_way() -> None:
    stage = Stage(Musician(lambda now_s: 119.16))
    stage.play(10.0)
    placed = stage.buffer.held_frames
    assert stage.locking.waiting_frames > 0
    assert stage.locking.fresh_frames(placed) == stage.locking.program.stock_frames + placed + (
        stage.locking.waiting_frames
    )
    stage.buffer.drop()
    stage.locking.drop()
    assert stage.locking.fresh_frames(0) == 0
