"""The deck on real sound servers: what is captured is what was given, and beats come when they are heard."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from sound_servers import Jack, Pulse, matched

from lyria_osc.audio.feeder import CROSS_S, FADE_S
from lyria_osc.beat.timeline import CountedBeat, FoundBeat
from lyria_osc.deck import Deck, RanOut
from lyria_osc.errors import DeviceError
from lyria_osc.outlet import NO_SOUND, DeviceChanged, Selected
from lyria_osc.player.process import Order, ToSink, query
from lyria_osc.service import RATE_HZ, Pcm

FADE_FRAMES = int(FADE_S * RATE_HZ)
MOST_INSERTED = RATE_HZ // 2
"""Silence that a sound server on a busy machine may put between."""

MARGIN = RATE_HZ // 10


def noise(seconds: float, seed: int = 1) -> Pcm:
    rng = np.random.default_rng(seed)
    return (rng.integers(-20_000, 20_000, (int(seconds * RATE_HZ), 2)) / 32_768).astype(np.float32)


def no_beats(start: int) -> list[FoundBeat]:
    return []


def pulse_device(sink: str, rate_hz: float = RATE_HZ) -> Callable[[], Selected]:
    return lambda: Selected(sink, Order(ToSink(sink, immediate=True), rate_hz))


def jack_device() -> Selected:
    devices, apis = query()
    found = [i for i, d in enumerate(devices) if d["name"] == "system" and "JACK" in apis[d["hostapi"]]["name"]]
    if not found:
        raise DeviceError("no JACK server")
    return Selected("system", Order(found[0]))


class Told:
    """Collects what the deck tells."""

    def __init__(self) -> None:
        self.all: list[tuple[float, object]] = []
        self._came = threading.Condition()

    def __call__(self, what: object) -> None:
        with self._came:
            self.all.append((time.monotonic(), what))
            self._came.notify_all()

    def await_kind(self, kind: type, count: int = 1, within_s: float = 15.0) -> list[tuple[float, object]]:
        def enough() -> bool:
            return len([what for _, what in self.all if isinstance(what, kind)]) >= count

        with self._came:
            assert self._came.wait_for(enough, within_s), f"{count} {kind.__name__} not told within {within_s} s"
            return [(at_s, what) for at_s, what in self.all if isinstance(what, kind)]


@contextmanager
def playing(select: Callable[[], Selected], told: Told) -> Iterator[Deck]:
    deck = Deck(select, told, lambda beat: ())
    try:
        yield deck
    finally:
        deck.close()


def aligned(captured: Pcm, sent: Pcm) -> tuple[int, Pcm]:
    """How many frames of a capture follow the music's frame 0, and those frames; the music is noise."""
    first = int(np.flatnonzero(np.abs(captured).sum(axis=1))[0])
    probe = first + 2 * FADE_FRAMES
    places = np.flatnonzero((sent[: 20 * RATE_HZ] == captured[probe]).all(axis=1))
    assert len(places) == 1, "the capture is not the music"
    start = probe - int(places[0])
    return start, captured[max(start, 0) :]


def test_music_is_not_laid_ahead_of_a_sink_that_does_not_begin(pulse: Pulse) -> None:
    """A null sink that nobody records from lets a stream wait for two seconds."""
    pulse.add_sink("vsink")
    deck = Deck(pulse_device("vsink"), lambda what: None, lambda beat: ())
    deck.append(noise(8.0), no_beats)
    deck.play()
    time.sleep(1.0)
    assert deck.held_s > 7.0
    deck.pause()
    deck.close()


def test_null_sink_captures_what_was_given(pulse: Pulse) -> None:
    pulse.add_sink("vsink")
    sent = noise(6)
    told = Told()
    with pulse.record("vsink") as recording, playing(pulse_device("vsink"), told) as deck:
        deck.append(sent, no_beats)
        deck.play()
        told.await_kind(RanOut)
        recording.await_frames(recording.frames() + RATE_HZ)
        _, captured = aligned(recording.pcm(), sent)
    faded_in = 2 * FADE_FRAMES
    body = sent[faded_in : len(sent) - FADE_FRAMES]
    frames, inserted = matched(captured[faded_in:], body)
    assert frames == len(body)
    assert inserted < MOST_INSERTED
    assert (np.abs(captured[:FADE_FRAMES]) <= np.abs(sent[:FADE_FRAMES])).all()
    assert not captured[len(sent) + inserted :].any()


def test_jack_captures_what_was_given(jack: Jack, tmp_path: Path) -> None:
    sent = noise(10)
    told = Told()
    with playing(jack_device, told) as deck:
        deck.append(sent, no_beats)
        deck.play()
        jack.record(tmp_path / "jack.wav", 5)
    captured = jack.pcm(tmp_path / "jack.wav")
    start, captured = aligned(captured, sent)
    offset = max(-start, 0) + FADE_FRAMES
    frames, inserted = matched(captured[FADE_FRAMES:], sent[offset:])
    assert frames > 4 * RATE_HZ
    assert inserted < MOST_INSERTED


def test_pause_fades_and_goes_on_where_it_was(pulse: Pulse) -> None:
    pulse.add_sink("vsink")
    sent = noise(8)
    told = Told()
    with pulse.record("vsink") as recording, playing(pulse_device("vsink"), told) as deck:
        deck.append(sent, no_beats)
        deck.play()
        recording.await_frames(recording.frames() + 2 * RATE_HZ)
        deck.pause()
        recording.await_frames(recording.frames() + RATE_HZ)
        deck.play()
        told.await_kind(RanOut)
        recording.await_frames(recording.frames() + RATE_HZ)
        _, captured = aligned(recording.pcm(), sent)
    sounding = np.flatnonzero(np.abs(captured).max(axis=1) > 0.0)
    longest = int(np.argmax(np.diff(sounding)))
    gap_start, gap_end = int(sounding[longest]) + 1, int(sounding[longest + 1])
    assert gap_end - gap_start > RATE_HZ / 2
    before, inserted = matched(captured[FADE_FRAMES : gap_start - FADE_FRAMES], sent[FADE_FRAMES:])
    assert before + inserted == gap_start - 2 * FADE_FRAMES
    after = captured[gap_end + FADE_FRAMES : gap_end + FADE_FRAMES + 2 * RATE_HZ]
    place = int(np.flatnonzero((sent == after[0]).all(axis=1))[0])
    frames, _ = matched(after, sent[place:])
    assert frames > RATE_HZ
    assert abs(place - FADE_FRAMES - (gap_start - inserted)) <= 2
    assert inserted < MOST_INSERTED


def music_start(captured: Pcm, sent: Pcm, probes: Iterable[int]) -> int:
    """Where in a capture the music's frame 0 lies, by the first of the probed frames that is heard at full level."""
    for probe in probes:
        places = np.flatnonzero((sent == captured[probe]).all(axis=1))
        if captured[probe].any() and len(places) == 1:
            return probe - int(places[0])
    raise AssertionError("the capture is not the music")


def test_the_sound_crosses_from_device_to_device_whole_and_in_time(pulse: Pulse) -> None:
    """Each frame of the music is heard, on one device or on both, and together at its full level."""
    pulse.add_sink("one")
    pulse.add_sink("two")
    sent = noise(12)
    told = Told()
    with (
        pulse.record("one") as one,
        pulse.record("two") as two,
        playing(pulse_device("one"), told) as deck,
    ):
        deck.append(sent, lambda start: [FoundBeat(start + beat * RATE_HZ / 4, 240.0) for beat in range(48)])
        deck.play()
        one.await_frames(one.frames() + 2 * RATE_HZ)
        deck.move_to(pulse_device("two"))
        leaves = one.frames()
        two.await_frames(two.frames() + 2 * RATE_HZ)
        deck.stop()
        before, after = one.pcm()[:leaves], two.pcm()
    last, first = np.flatnonzero(before.any(axis=1))[-1], np.flatnonzero(after.any(axis=1))[0]
    ends = last - music_start(before, sent, range(last, 0, -500))
    begins = first - music_start(after, sent, range(first, len(after), 500))
    assert ends - begins == pytest.approx(CROSS_S * RATE_HZ, abs=3)
    heard = np.zeros_like(sent[begins - MARGIN : ends + MARGIN])
    heard[: MARGIN + ends - begins + 1] += before[last - (MARGIN + ends - begins) : last + 1]
    heard[MARGIN:] += after[first : first + len(heard) - MARGIN]
    np.testing.assert_allclose(heard, sent[begins - MARGIN : ends + MARGIN], atol=1e-6)
    beats = [(at_s, beat) for at_s, beat in told.all if isinstance(beat, CountedBeat)]
    numbers = [(beat.bar, beat.beat) for _, beat in beats if isinstance(beat, CountedBeat)]
    assert numbers == [(1 + index // 4, 1 + index % 4) for index in range(len(numbers))]
    assert np.diff([at_s for at_s, _ in beats]).max() < 2 * 0.25


def test_a_pause_just_before_a_crossing_loses_nothing(pulse: Pulse) -> None:
    pulse.add_sink("one")
    pulse.add_sink("two")
    sent = noise(12)
    told = Told()
    with (
        pulse.record("one") as one,
        pulse.record("two") as two,
        playing(pulse_device("one"), told) as deck,
    ):
        deck.append(sent, no_beats)
        deck.play()
        one.await_frames(one.frames() + 2 * RATE_HZ)
        moving = threading.Thread(target=deck.move_to, args=(pulse_device("two"),))
        moving.start()
        told.await_kind(DeviceChanged)
        deck.pause()
        moving.join()
        deck.play()
        two.await_frames(two.frames() + 2 * RATE_HZ)
        before, after = one.pcm(), two.pcm()
    last, first = np.flatnonzero(before.any(axis=1))[-1], np.flatnonzero(after.any(axis=1))[0]
    ends = last - music_start(before, sent, range(last, 0, -500))
    begins = first - music_start(after, sent, range(first, len(after), 500))
    assert begins == pytest.approx(ends, abs=3)


def test_gain_is_heard_at_once_and_ramped(pulse: Pulse) -> None:
    pulse.add_sink("vsink")
    level = np.full((6 * RATE_HZ, 2), 0.5, np.float32)
    told = Told()
    with pulse.record("vsink") as recording, playing(pulse_device("vsink"), told) as deck:
        deck.append(level, no_beats)
        deck.play()
        recording.await_frames(recording.frames() + 2 * RATE_HZ)
        deck.set_gain(0.25)
        told.await_kind(RanOut)
        captured = recording.pcm()
    sounding = captured[captured[:, 0] != 0.0, 0]  # without what a busy sound server puts between
    steps = np.abs(np.diff(sounding[RATE_HZ:]))
    assert steps.max() < 0.5 / (0.005 * RATE_HZ)
    assert captured[:, 0].max() == 0.5
    assert (captured[-3 * RATE_HZ : -2 * RATE_HZ, 0] == 0.125).all()


def test_a_killed_player_is_followed_by_another(pulse: Pulse) -> None:
    pulse.add_sink("vsink")
    sent = noise(12)
    told = Told()
    with pulse.record("vsink") as recording, playing(pulse_device("vsink"), told) as deck:
        deck.append(sent, no_beats)
        deck.play()
        recording.await_frames(recording.frames() + 2 * RATE_HZ)
        os.kill(deck.player_pid, signal.SIGKILL)
        changes = [what for _, what in told.await_kind(DeviceChanged, 2) if isinstance(what, DeviceChanged)]
        assert [changed.name for changed in changes] == ["none", "vsink"]
        before = recording.frames()
        recording.await_frames(before + 2 * RATE_HZ)
        tail = recording.pcm()[before + RATE_HZ :]
    tail = tail[np.flatnonzero(tail.any(axis=1))[0] :]
    place = int(np.flatnonzero((sent == tail[0]).all(axis=1))[0])
    frames, _ = matched(tail, sent[place:])
    assert frames > RATE_HZ / 4


def test_jackd_dies_and_comes_back(jack: Jack, tmp_path: Path) -> None:
    sent = noise(40)
    told = Told()
    with playing(jack_device, told) as deck:
        deck.append(sent, lambda start: [FoundBeat(start + beat * RATE_HZ / 2, 120.0) for beat in range(80)])
        deck.play()
        told.await_kind(CountedBeat, 2)
        jack.kill()
        told.await_kind(DeviceChanged)
        beats_when_lost = len(told.await_kind(CountedBeat))
        told.await_kind(CountedBeat, beats_when_lost + 2)
        jack.start()
        changes = told.await_kind(DeviceChanged, 2)
        jack.record(tmp_path / "jack.wav", 2)
    assert [change.name for _, change in changes if isinstance(change, DeviceChanged)] == ["none", "system"]
    assert np.abs(jack.pcm(tmp_path / "jack.wav")[RATE_HZ:]).max() > 0.3
    numbers = [(beat.bar, beat.beat) for _, beat in told.all if isinstance(beat, CountedBeat)]
    assert numbers == [(1 + index // 4, 1 + index % 4) for index in range(len(numbers))]


def test_without_sound_beats_go_on_in_time() -> None:
    told = Told()
    with playing(lambda: Selected("none", NO_SOUND), told) as deck:
        deck.append(noise(4), lambda start: [FoundBeat(start + beat * RATE_HZ / 4, 240.0) for beat in range(16)])
        deck.play()
        beats = told.await_kind(CountedBeat, 12)
    gaps = np.diff([at_s for at_s, _ in beats])
    assert np.median(gaps) == pytest.approx(0.25, abs=0.02)
