"""The feeder in virtual time: a device that takes frames, and what it has taken in the end."""

import numpy as np
import pytest
from numpy.typing import NDArray

from lyria_osc.audio.feeder import CROSS_S, DEPTH_S, FADE_S, GAIN_RAMP_S, MARGIN_S, Feeder, Span
from lyria_osc.audio.jitter import JitterBuffer
from lyria_osc.audio.ring import CAPACITY_FRAMES, RING_BYTES, Ring
from lyria_osc.service import RATE_HZ, Pcm

BLOCK = 256
FADE = int(FADE_S * RATE_HZ)
AT_ONCE = int(MARGIN_S * RATE_HZ) + BLOCK


def noise(frames: int, seed: int = 1) -> Pcm:
    return np.random.default_rng(seed).uniform(0.1, 0.5, (frames, 2)).astype(np.float32)


class Bench:
    """A device that takes a block at a time, the ring before it, and a feeder that is stepped after each block."""

    def __init__(self, rate_hz: int = RATE_HZ) -> None:
        memory = memoryview(bytearray(RING_BYTES))
        self.ring = Ring(memory)
        self.ring.block_frames = BLOCK
        self.frames: NDArray[np.float32] = np.frombuffer(self.ring.frames, np.float32).reshape(CAPACITY_FRAMES, 2)
        self.source = JitterBuffer()
        self.feeder = Feeder(self.source, self.ring, self.frames, rate_hz)
        self.taken = 0
        self.spans: list[Span] = []
        self.ran_out = 0
        self._out: list[Pcm] = []
        self.step()

    def step(self) -> None:
        spans, ran_out = self.feeder.step(self.taken)
        self.spans += spans
        self.ran_out += ran_out
        self.ring.handed_frame = max(self.ring.handed_frame, self.ring.write_frame)

    def run(self, frames: int) -> None:
        for _ in range(frames // BLOCK):
            self._out.append(self.frames[np.arange(self.taken, self.taken + BLOCK) % CAPACITY_FRAMES])
            self.taken += BLOCK
            self.ring.read_frame = self.taken
            self.step()

    def heard(self) -> Pcm:
        return np.concatenate(self._out)


def start_of(heard: Pcm, music: Pcm, probe: int) -> int:
    """Where in what was heard the music's frame 0 is."""
    return int(np.flatnonzero((heard == music[probe]).all(axis=1))[0]) - probe


def test_music_comes_out_to_the_bit_after_the_fade_in() -> None:
    bench, music = Bench(), noise(3 * RATE_HZ)
    bench.source.append(music)
    bench.feeder.play(bench.taken)
    bench.run(2 * RATE_HZ)
    heard = bench.heard()
    start = start_of(heard, music, FADE + 50)
    assert np.array_equal(heard[start + FADE :], music[FADE : len(heard) - start])
    assert not heard[:start].any()
    fade = heard[start : start + FADE] / music[:FADE]
    assert np.allclose(fade[:, 0], np.arange(FADE) / FADE, atol=1e-5)


def test_spans_say_where_the_music_lies() -> None:
    bench, music = Bench(), noise(3 * RATE_HZ)
    bench.source.append(music)
    bench.feeder.play(bench.taken)
    bench.run(RATE_HZ)
    heard = bench.heard()
    for span in bench.spans[3:6]:
        place = span.ring_frame
        assert np.array_equal(heard[place], music[round(span.music_at(place))])
        assert span.ring_at(span.music_at(place + 7)) == place + 7


def test_a_pause_is_silent_at_once_and_loses_nothing() -> None:
    bench, music = Bench(), noise(4 * RATE_HZ)
    bench.source.append(music)
    bench.feeder.play(bench.taken)
    bench.run(RATE_HZ)
    asked = bench.taken
    silent = bench.feeder.pause(bench.taken)
    assert silent - asked <= AT_ONCE + FADE
    assert AT_ONCE + FADE - BLOCK + 1024 < RATE_HZ // 20, "at most 50 ms, with a block of 1024 frames"
    bench.run(RATE_HZ)
    resumed = bench.taken
    bench.feeder.play(bench.taken)
    bench.run(RATE_HZ)
    heard = bench.heard()
    assert not heard[silent:resumed].any()
    before = start_of(heard, music, FADE + 50)
    assert np.array_equal(heard[before + FADE : silent - FADE], music[FADE : silent - FADE - before])
    sounding = resumed + int(np.flatnonzero(heard[resumed:, 0])[0])
    later = heard[sounding + FADE :]
    place = int(np.flatnonzero((music == later[0]).all(axis=1))[0])
    assert np.array_equal(later, music[place : place + len(later)])
    assert abs((place - FADE) - (silent - before)) <= 2


def test_playing_again_within_the_fade_does_not_click() -> None:
    bench = Bench()
    bench.source.append(np.full((4 * RATE_HZ, 2), 0.5, np.float32))
    bench.feeder.play(bench.taken)
    bench.run(RATE_HZ)
    bench.feeder.pause(bench.taken)
    bench.run(2 * BLOCK)
    bench.feeder.play(bench.taken)
    bench.run(RATE_HZ)
    assert np.abs(np.diff(bench.heard()[:, 0])).max() <= 0.5 / FADE * 1.01


def test_a_gain_is_heard_within_a_block_and_without_a_step() -> None:
    bench = Bench()
    bench.source.append(np.full((4 * RATE_HZ, 2), 0.5, np.float32))
    bench.feeder.play(bench.taken)
    bench.run(RATE_HZ)
    asked = bench.taken
    bench.feeder.set_gain(0.5, bench.taken)
    bench.run(RATE_HZ)
    heard = bench.heard()[:, 0]
    ramp = int(GAIN_RAMP_S * RATE_HZ)
    assert (heard[asked + AT_ONCE + ramp :] == 0.25).all()
    assert np.abs(np.diff(heard[asked:])).max() <= 0.25 / ramp * 1.01


def test_gain_back_at_one_is_to_the_bit() -> None:
    bench, music = Bench(), noise(4 * RATE_HZ)
    bench.source.append(music)
    bench.feeder.play(bench.taken)
    bench.feeder.set_gain(0.0, bench.taken)
    bench.run(RATE_HZ // 2)
    bench.feeder.set_gain(1.0, bench.taken)
    settled = bench.taken + AT_ONCE + int(GAIN_RAMP_S * RATE_HZ)
    bench.run(RATE_HZ)
    heard = bench.heard()
    start = start_of(heard, music, settled + 100 - AT_ONCE)
    assert np.array_equal(heard[settled:], music[settled - start : len(heard) - start])


def test_music_that_runs_out_fades_out_and_says_so_once() -> None:
    bench = Bench()
    bench.source.append(np.full((RATE_HZ, 2), 0.5, np.float32))
    bench.feeder.play(bench.taken)
    bench.run(2 * RATE_HZ)
    heard = bench.heard()[:, 0]
    assert bench.ran_out == 1
    assert not bench.feeder.playing
    assert np.abs(np.diff(heard)).max() <= 0.5 / FADE * 1.02
    assert heard[-RATE_HZ // 2 :].max() == 0.0
    assert np.count_nonzero(heard) == pytest.approx(RATE_HZ, abs=2)


def test_a_host_that_was_late_goes_on_after_the_silence_with_a_fade() -> None:
    bench = Bench()
    bench.source.append(np.full((4 * RATE_HZ, 2), 0.5, np.float32))
    bench.feeder.play(bench.taken)
    bench.run(RATE_HZ)
    bench.ring.handed_frame = bench.ring.write_frame + RATE_HZ // 4
    bench.taken = bench.ring.handed_frame - BLOCK
    bench.step()
    start = bench.ring.handed_frame - bench.feeder.depth_frames
    bench.run(RATE_HZ)
    level = bench.frames[np.arange(bench.spans[-1].ring_frame, bench.spans[-1].ring_end) % CAPACITY_FRAMES, 0]
    assert level[-1] == 0.5
    assert start > 0
    late = next(span for span in bench.spans if span.ring_frame > RATE_HZ + RATE_HZ // 4)
    assert bench.spans[bench.spans.index(late) - 1].music_end == late.music_frame


@pytest.mark.parametrize("rate_hz", [44_100, 96_000])
def test_at_another_rate_a_tone_stays_a_tone_at_its_place(rate_hz: int) -> None:
    bench = Bench(rate_hz)
    seconds = np.arange(3 * RATE_HZ) / RATE_HZ
    tone = 0.5 * np.sin(2 * np.pi * 1000 * seconds)
    bench.source.append(np.repeat(tone[:, None], 2, axis=1).astype(np.float32))
    bench.feeder.play(bench.taken)
    bench.run(rate_hz)
    silent = bench.feeder.pause(bench.taken)
    bench.run(rate_hz // 4)
    resumed = bench.taken
    bench.feeder.play(bench.taken)
    bench.run(rate_hz)
    heard = bench.heard()[:, 0]
    fade = int(FADE_S * rate_hz)
    for first, last in ((bench.spans[0].ring_frame + fade, silent - fade), (resumed + 2 * fade, len(heard))):
        for span in bench.spans:
            inside = np.arange(max(span.ring_frame, first), min(span.ring_end, last))
            music = np.array([span.music_at(float(frame)) for frame in inside])
            assert np.allclose(heard[inside], 0.5 * np.sin(2 * np.pi * 1000 * music / RATE_HZ), atol=1e-6)
    gap = bench.feeder.music_at(resumed + 2 * fade) - bench.feeder.music_at(silent - 1)
    assert gap < 3 * FADE


def test_music_goes_over_to_another_feeder_whole() -> None:
    bench, other, music = Bench(), Bench(), noise(4 * RATE_HZ)
    other.source = bench.source
    other.feeder = Feeder(bench.source, other.ring, other.frames, RATE_HZ)
    bench.source.append(music)
    bench.feeder.play(bench.taken)
    bench.run(RATE_HZ)
    leaves = bench.feeder.fade_away()
    assert leaves is not None
    begins = leaves + 1000
    assert bench.feeder.laid_frames(bench.taken) == leaves - bench.taken
    other.feeder.fade_in_at(begins)
    other.run(2 * RATE_HZ)
    bench.ring.handed_frame = bench.ring.write_frame
    after = leaves + int(CROSS_S * RATE_HZ)
    old = bench.frames[np.arange(after + bench.feeder.depth_frames) % CAPACITY_FRAMES]
    assert not old[after:].any()
    heard = other.heard()
    assert not heard[:begins].any()
    together = heard[begins : begins + len(old) - leaves] + old[leaves:]
    start = start_of(old, music, FADE + 50)
    assert np.allclose(together, music[leaves - start : len(old) - start], atol=1e-6)


def test_there_must_be_music_to_go_over_with() -> None:
    bench = Bench()
    bench.source.append(noise(RATE_HZ // 2))
    bench.feeder.play(bench.taken)
    bench.run(RATE_HZ // 4)
    held = bench.source.held_frames
    assert bench.feeder.fade_away() is None
    assert bench.source.held_frames == held


def test_long_blocks_have_a_deeper_ring() -> None:
    bench = Bench()
    assert bench.feeder.depth_frames == DEPTH_S * RATE_HZ
    bench.ring.block_frames = 8192
    assert bench.feeder.depth_frames == 5 * 8192 < CAPACITY_FRAMES / 2


def test_unheard_music_is_counted_in_the_ring_and_behind_it() -> None:
    bench = Bench()
    bench.source.append(noise(2 * RATE_HZ))
    assert bench.feeder.unheard_frames(bench.taken) == 2 * RATE_HZ
    bench.feeder.play(bench.taken)
    bench.run(RATE_HZ)
    laid_from = bench.spans[0].ring_frame
    assert bench.feeder.unheard_frames(bench.taken) == pytest.approx(2 * RATE_HZ - (bench.taken - laid_from), abs=1)


def test_a_player_that_keeps_a_copy_is_told_of_every_change() -> None:
    """It copies what is handed to it, and what is not within a block of the device once more when `changes` counts."""
    bench = Bench()
    bench.source.append(noise(3 * RATE_HZ))
    copy = np.zeros_like(bench.frames)
    copied, changes = 0, 0
    heard: list[Pcm] = []

    def run(frames: int) -> None:
        nonlocal copied, changes
        for _ in range(frames // BLOCK):
            heard.append(copy[np.arange(bench.taken, bench.taken + BLOCK) % CAPACITY_FRAMES])
            bench.run(BLOCK)
            first = copied if bench.ring.changes == changes else bench.taken + BLOCK
            places = np.arange(first, bench.ring.handed_frame) % CAPACITY_FRAMES
            copy[places] = bench.frames[places]
            copied, changes = bench.ring.handed_frame, bench.ring.changes

    run(BLOCK)
    bench.feeder.play(bench.taken)
    run(RATE_HZ)
    steady = bench.ring.changes
    run(RATE_HZ // 4)
    assert bench.ring.changes == steady
    bench.feeder.set_gain(0.5, bench.taken)
    run(RATE_HZ // 4)
    bench.feeder.pause(bench.taken)
    run(RATE_HZ // 4)
    bench.feeder.play(bench.taken)
    run(3 * RATE_HZ)
    assert bench.ran_out == 1
    np.testing.assert_array_equal(np.concatenate(heard), bench.heard())
