from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from lyria_osc.beat import follower, phase, sequence
from lyria_osc.beat.features import HOPS_PER_S, Listener
from lyria_osc.beat.follower import Follower
from lyria_osc.beat.tempo import Found, Spectrum
from lyria_osc.beat.timeline import FoundBeat
from lyria_osc.beat.tracker import Tracker
from lyria_osc.offline.band import Band
from lyria_osc.params.presets import find_presets, read_preset, shipped_presets
from lyria_osc.params.values import Values
from lyria_osc.service import Pcm, SetConfig, SetPrompts

RATE_HZ = 48_000
CHUNK = 96_000


def stroke(kind: str) -> Pcm:
    at = np.arange(RATE_HZ // 4) / RATE_HZ
    hiss = np.random.default_rng(5).normal(0, 1, len(at))
    sounds = {
        "kick": 0.8 * np.sin(2 * np.pi * np.cumsum(50 + 150 * np.exp(-at * 40)) / RATE_HZ) * np.exp(-at * 12),
        "snare": 0.3 * hiss * np.exp(-at * 25),
        "hat": 0.15 * np.diff(hiss, prepend=0.0) * np.exp(-at * 60),
    }
    return sounds[kind].astype(np.float32)[:, None].repeat(2, axis=1)


def house(beats: Sequence[float], silent_kick: tuple[int, int] = (0, 0)) -> Pcm:
    """Kick on each beat, snare on 2 and 4, hat between; the kick rests for some beats."""
    pcm = np.zeros((int((beats[-1] + 1) * RATE_HZ), 2), np.float32)

    def play(kind: str, at_s: float) -> None:
        at = round(at_s * RATE_HZ)
        pcm[at : at + RATE_HZ // 4] += stroke(kind)

    for number, (beat, after) in enumerate(pairwise(beats)):
        if not silent_kick[0] <= number < silent_kick[1]:
            play("kick", beat)
        if number % 2:
            play("snare", beat)
        play("hat", (beat + after) / 2)
    return pcm


def times(bpm: float, seconds: float, first_s: float = 0.31) -> list[float]:
    return list(np.arange(first_s, seconds, 60 / bpm))


def tracked(pcm: Pcm, asked: float | None, chunk: int = CHUNK) -> tuple[list[FoundBeat], Tracker]:
    tracker = Tracker(RATE_HZ)
    found = []
    for start in range(0, len(pcm), chunk):
        tracker.feed(start, pcm[start : start + chunk], asked)
        found += tracker.beats(max(0, start + chunk - 4 * RATE_HZ))
    return found + tracker.beats(len(pcm)), tracker


def errors_s(found: Sequence[FoundBeat], truth: Sequence[float], from_s: float = 6.0) -> np.ndarray:
    """Of each true beat the distance to the nearest found."""
    frames = np.array([beat.frame for beat in found]) / RATE_HZ
    return np.array([np.abs(frames - beat).min() for beat in truth if from_s < beat < truth[-1] - 1])


@pytest.mark.parametrize("bpm", [84, 126, 174])
def test_beats_lie_on_the_kick_not_on_the_hat(bpm: int) -> None:
    truth = times(bpm, 24)
    found, tracker = tracked(house(truth), bpm)
    assert errors_s(found, truth).max() < 0.006
    assert tracker.bpm == pytest.approx(bpm, rel=2e-3)
    assert tracker.confidence > 0.5


def test_beats_come_once_in_order_and_before_their_frame_was_asked() -> None:
    found, _ = tracked(house(times(120, 20)), 120)
    gaps = np.diff([beat.frame for beat in found]) / RATE_HZ
    assert gaps.min() > 0.25
    assert gaps.max() < 0.75


@pytest.mark.parametrize("look_ahead_s", [2, 4])
def test_a_chunks_beats_are_settled_together_as_soon_as_the_look_ahead_came(look_ahead_s: int) -> None:
    listener, follower = Listener(RATE_HZ), Follower(look_ahead_s * HOPS_PER_S)
    pcm = house(times(120, 20))
    settled_s: list[float] = []
    for number in range(40):
        given = follower.feed(listener.feed(pcm[number * RATE_HZ // 2 :][: RATE_HZ // 2]), 100.0)
        end_s = (number + 1) / 2 - look_ahead_s
        assert bool(given) == (end_s >= 6 and end_s % 2 == 0)
        settled_s += [beat.row / HOPS_PER_S for beat in given]
        assert not given or end_s - 0.51 < settled_s[-1] < end_s
    assert np.diff(settled_s) == pytest.approx(0.5, abs=0.02)


def test_the_look_ahead_may_change_and_no_beat_is_doubled_or_left_out() -> None:
    tracker, truth = Tracker(RATE_HZ), times(126, 60)
    pcm = house(truth)
    for number, start in enumerate(range(0, len(pcm), CHUNK)):
        tracker.look_ahead((2.0, 9.0, 5.0, 2.0)[number // 7 % 4])
        tracker.feed(start, pcm[start : start + CHUNK], 126)
    found = tracker.beats(len(pcm))
    assert gaps_beats(found) == pytest.approx(1.0, abs=0.05)
    assert errors_s(found, truth).max() < 0.02


@pytest.mark.parametrize("chunk", [4_800, 96_000, 131_072])
def test_what_is_found_does_not_depend_on_the_chunks(chunk: int) -> None:
    pcm = house(times(126, 16))
    tracker = Tracker(RATE_HZ)
    for start in range(0, len(pcm), chunk):
        tracker.feed(start, pcm[start : start + chunk], 126)
    frames = [beat.frame for beat in tracker.beats(14 * RATE_HZ)]
    whole = Tracker(RATE_HZ)
    whole.feed(0, pcm, 126)
    assert frames == pytest.approx([beat.frame for beat in whole.beats(14 * RATE_HZ)], abs=2)


def test_a_tempo_that_is_a_little_off_is_followed() -> None:
    truth = times(123.0, 24)
    found, tracker = tracked(house(truth), 125)
    assert tracker.bpm == pytest.approx(123, rel=3e-3)
    assert errors_s(found, truth, 8.0).max() < 0.02


def test_a_tempo_nobody_asked_for_is_found() -> None:
    truth = times(112.0, 30)
    found, tracker = tracked(house(truth), None)
    assert tracker.bpm == pytest.approx(112, rel=3e-3)
    assert np.median(errors_s(found, truth, 10.0)) < 0.006


def test_music_that_ignores_the_asked_tempo_is_followed_after_a_while() -> None:
    found, tracker = tracked(house(times(104, 40)), 120)
    assert tracker.bpm == pytest.approx(104, rel=5e-3)
    assert found


def test_a_sure_beat_is_kept_whatever_other_tempo_its_comb_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Spectrum, "elsewhere", lambda *_: Found(12_000 / 119.2, 9.0))
    truth = times(140, 24)
    found, tracker = tracked(house(truth), 140)
    assert tracker.bpm == pytest.approx(140, rel=3e-3)
    assert errors_s(found, truth).max() < 0.02


def astray(pcm: Pcm, monkeypatch: pytest.MonkeyPatch, strength: float) -> Tracker:
    """Asked for 125, in music whose comb finds 129."""
    monkeypatch.setattr(Spectrum, "near", lambda *_: Found(12_000 / 129, strength))
    return tracked(pcm, 125)[1]


def test_where_beats_at_the_tempo_asked_for_are_surer_than_those_of_a_weak_comb_they_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert astray(house(times(125, 9)), monkeypatch, 0.17).bpm == pytest.approx(129, rel=5e-3)
    assert astray(house(times(125, 40)), monkeypatch, 0.17).bpm == pytest.approx(125, rel=5e-3)


def test_a_weak_comb_is_followed_where_beats_at_the_tempo_asked_for_are_no_surer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert astray(house(times(129, 40)), monkeypatch, 0.17).bpm == pytest.approx(129, rel=5e-3)
    monkeypatch.setattr(sequence, "scores", lambda _: np.zeros(phase.TURNS))
    assert astray(house(times(125, 40)), monkeypatch, 0.17).bpm == pytest.approx(129, rel=5e-3)


def test_a_plain_comb_is_followed_however_sure_beats_at_the_tempo_asked_for_would_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert astray(house(times(125, 40)), monkeypatch, 0.4).bpm == pytest.approx(129, rel=5e-3)


@pytest.mark.parametrize(("sure_s", "bpm"), [(20, 123), (0, 125)])
def test_in_unclear_music_the_tempo_stays_what_it_was(monkeypatch: pytest.MonkeyPatch, sure_s: int, bpm: int) -> None:
    clear = iter([Found(12_000 / 123, 0.4)] * 2 * sure_s)
    monkeypatch.setattr(Spectrum, "near", lambda *_: next(clear, Found(12_000 / 129, 0.08)))
    assert tracked(house(times(125, 60)), 125)[1].bpm == pytest.approx(bpm, abs=1.5)


ELSEWHERE = 12_000 / 104


def near_elsewhere(_: Spectrum, period: float, *__: float) -> Found:
    return Found(period, 0.1 if abs(period / ELSEWHERE - 1) < 0.02 else 0.05)


def test_music_that_went_elsewhere_and_grew_unclear_stays_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Spectrum, "near", near_elsewhere)
    monkeypatch.setattr(Spectrum, "elsewhere", lambda *_: Found(ELSEWHERE, 0.4))
    monkeypatch.setattr(sequence, "scores", lambda _: np.zeros(phase.TURNS))
    monkeypatch.setattr(follower, "SURER", 0.0)
    assert tracked(house(times(120, 40)), 120)[1].bpm == pytest.approx(104, rel=5e-3)


def test_a_plain_comb_elsewhere_is_not_followed_where_beats_are_no_surer_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Spectrum, "near", near_elsewhere)
    monkeypatch.setattr(Spectrum, "elsewhere", lambda *_: Found(ELSEWHERE, 0.4))
    monkeypatch.setattr(sequence, "scores", lambda _: np.zeros(phase.TURNS))
    assert tracked(house(times(120, 40)), 120)[1].bpm == pytest.approx(120, rel=5e-3)


HERE, SHORTLY, LONG = [(ELSEWHERE, 0.0)], [(ELSEWHERE, 0.4)] * (follower.ASTRAY_STEPS - 1), follower.ASTRAY_STEPS


@pytest.mark.parametrize(
    ("combs", "bpm"),
    [
        (SHORTLY, 120),
        ([(ELSEWHERE, 0.4)] * LONG, 104),
        (SHORTLY + HERE + SHORTLY, 120),
        (SHORTLY + [(1.05 * ELSEWHERE, 0.4)] * (LONG - 1), 120),
        ([*SHORTLY, (1.01 * ELSEWHERE, 0.4)], 104),
    ],
)
def test_a_comb_elsewhere_is_followed_only_where_it_lasts(
    monkeypatch: pytest.MonkeyPatch, combs: list[tuple[float, float]], bpm: int
) -> None:
    found = iter(HERE * 30 + combs)
    monkeypatch.setattr(Spectrum, "near", near_elsewhere)
    monkeypatch.setattr(Spectrum, "elsewhere", lambda *_: Found(*next(found, *HERE)))
    monkeypatch.setattr(Spectrum, "anywhere", lambda *_: Found(ELSEWHERE, 0.0))
    monkeypatch.setattr(sequence, "scores", lambda _: np.zeros(phase.TURNS))
    monkeypatch.setattr(follower, "SURER", 0.0)
    assert tracked(house(times(120, 28)), 120)[1].bpm == pytest.approx(bpm, rel=0.015)


def test_music_that_came_back_and_grew_unclear_stays_at_the_tempo_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 12_000 / 120
    steps: list[None] = []

    def elsewhere_found(*_: object) -> Found:
        steps.append(None)
        return Found(ELSEWHERE, 0.4 if len(steps) < 80 else 0.0)

    def near(_: Spectrum, period: float, *__: float) -> Found:
        is_asked = abs(period / asked - 1) < 0.02
        strengths = (0.05, 0.1) if len(steps) < 80 else (0.4, 0.05) if len(steps) < 82 else (0.02, 0.02)
        return Found(asked if is_asked else ELSEWHERE, strengths[0 if is_asked else 1])

    monkeypatch.setattr(Spectrum, "near", near)
    monkeypatch.setattr(Spectrum, "elsewhere", elsewhere_found)
    monkeypatch.setattr(sequence, "scores", lambda _: np.zeros(phase.TURNS))
    monkeypatch.setattr(follower, "SURER", 0.0)
    assert tracked(house(times(120, 38)), 120)[1].bpm == pytest.approx(104, rel=5e-3)
    steps.clear()
    assert tracked(house(times(120, 75)), 120)[1].bpm == pytest.approx(120, rel=5e-3)


def test_dotted_notes_plainer_than_the_beat_tell_the_tempo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Spectrum, "near", lambda *_: Found(12_000 / 129, 0.05))
    monkeypatch.setattr(Spectrum, "anywhere", lambda *_: Found(2 / 3 * 12_000 / 122, 0.4))
    assert tracked(house(times(125, 24)), 125)[1].bpm == pytest.approx(122, rel=1e-3)


@pytest.mark.parametrize("bpm", [100, 126])
def test_a_tempo_that_wanders_by_a_hundredth_in_a_minute_is_followed(bpm: int) -> None:
    steps = 60 / bpm * (1 + 0.01 * np.sin(np.arange(80) / 60 * 2 * np.pi))
    truth = list(0.2 + np.cumsum(steps))
    found, _ = tracked(house(truth), bpm)
    assert np.median(errors_s(found, truth)) < 0.005


def test_a_break_without_kick_does_not_turn_the_beat_round() -> None:
    truth = times(128, 40)
    found, _ = tracked(house(truth, silent_kick=(40, 60)), 128)
    assert errors_s(found, truth).max() < 0.02


@pytest.mark.parametrize(("asked_bpm", "period_s"), [(100, 0.6), (None, 0.5)])
def test_silence_keeps_a_steady_grid_and_is_not_sure(asked_bpm: float | None, period_s: float) -> None:
    found, tracker = tracked(np.zeros((16 * RATE_HZ, 2), np.float32), asked_bpm)
    gaps = np.diff([beat.frame for beat in found]) / RATE_HZ
    assert gaps == pytest.approx(np.full(len(gaps), period_s))
    assert tracker.confidence < 0.3


def test_in_silence_no_beat_is_moved_whatever_the_networks_are_inclined_to(monkeypatch: pytest.MonkeyPatch) -> None:
    inclined = np.where(np.arange(phase.TURNS) % phase.BINS == 7, 9.0, 0.0)
    monkeypatch.setattr(sequence, "scores", lambda _: inclined)
    found, tracker = tracked(np.zeros((16 * RATE_HZ, 2), np.float32), 100)
    gaps = np.diff([beat.frame for beat in found]) / RATE_HZ
    assert gaps == pytest.approx(np.full(len(gaps), 0.6))
    assert tracker.confidence < 0.3


def test_new_music_starts_anew_and_the_old_is_played_out() -> None:
    tracker = Tracker(RATE_HZ)
    old, new = house(times(120, 12)), house(times(90, 16))
    tracker.feed(0, old, 120)
    tracker.feed(len(old), new, 90, fresh=True)
    found = tracker.beats(len(old) + len(new))
    frames = np.array([beat.frame for beat in found])
    assert (frames < len(old)).sum() == pytest.approx(2 * len(old) / RATE_HZ, abs=2)
    after = [beat.frame / RATE_HZ - len(old) / RATE_HZ for beat in found if beat.frame >= len(old)]
    assert np.diff(after[8:]) == pytest.approx(np.full(len(after) - 9, 2 / 3), abs=0.01)


def test_a_chunk_that_does_not_follow_on_starts_anew() -> None:
    tracker = Tracker(RATE_HZ)
    pcm = house(times(120, 8))
    tracker.feed(0, pcm, 120)
    tracker.feed(20 * RATE_HZ, pcm, 120)
    frames = [beat.frame for beat in tracker.beats(40 * RATE_HZ)]
    assert frames == sorted(frames)
    assert max(frames) > 27 * RATE_HZ


def turned_round(seconds: float) -> list[float]:
    """Beats at 126 that all lie half a beat later from the 14th second on."""
    first = times(126, 14)
    return [*first, *times(126, seconds, first[-1] + 1.5 * 60 / 126)]


def gaps_beats(found: Sequence[FoundBeat]) -> np.ndarray:
    """From each beat to the next, in beats of the next."""
    frames, bpm = np.array([(beat.frame, beat.bpm) for beat in found]).T
    return np.asarray(np.diff(frames) * bpm[1:] / (60 * RATE_HZ))


@pytest.mark.parametrize("asked", [126, 112, 145, 63, 200, None])
def test_no_beat_is_doubled_and_no_gap_is_left_whatever_was_asked(asked: float | None) -> None:
    found, _ = tracked(house(turned_round(30)), asked)
    assert gaps_beats(found).min() > 0.5
    assert gaps_beats(found).max() < 1.5


def test_beats_turned_round_are_followed_by_one_long_or_short_beat() -> None:
    turned = turned_round(40)
    found, _ = tracked(house(turned), 126)
    assert errors_s(found, turned, 32.0).max() < 0.006
    odd = np.abs(gaps_beats(found) - 1) > 0.12
    assert 1 <= odd.sum() <= 2


@pytest.mark.parametrize("cut", [5.0, 5.1, 5.24, 5.37])
def test_where_music_begins_anew_no_beat_is_doubled_and_no_gap_is_left(cut: float) -> None:
    tracker = Tracker(RATE_HZ)
    first = house(times(120, 8))[: round(cut * RATE_HZ)]
    tracker.feed(0, first, 120)
    tracker.feed(len(first), house(times(120, 10, 0.45)), 120, fresh=True)
    gaps = gaps_beats(tracker.beats(len(first) + 8 * RATE_HZ))
    assert gaps.min() >= 0.5
    assert gaps.max() <= 1.5


@pytest.mark.parametrize("preset", ["deep-house", "drum-and-bass", "jazz-trio"])
def test_the_bands_own_beats_are_found(preset: str) -> None:
    values = Values.defaults().replace(read_preset(find_presets([shipped_presets()])[preset]).values)
    players = Band(5)
    players.take(SetPrompts(values.service_prompts()))
    players.take(SetConfig(values.service_config()))
    chunks = [players.next_chunk() for _ in range(12)]
    starts = np.cumsum([0, *(len(chunk.pcm) for chunk in chunks)])
    played = [(start + b.frame, b) for start, chunk in zip(starts, chunks, strict=False) for b in chunk.truth.beats]
    truth = [frame / RATE_HZ for frame, _ in played]
    found, _ = tracked(np.concatenate([chunk.pcm for chunk in chunks]), played[0][1].bpm)
    assert np.quantile(errors_s(found, truth), 0.95) < 0.02
    assert np.median(errors_s(found, truth)) < 0.004
    bars = [frame / RATE_HZ for frame, beat in played if beat.beat == 1]
    assert np.mean(errors_s([beat for beat in found if beat.downbeat], bars) < 0.07) > 0.8


def test_one_channel_is_heard_as_well() -> None:
    truth = times(126, 16)
    found, _ = tracked(house(truth)[:, :1], 126)
    assert errors_s(found, truth).max() < 0.006
