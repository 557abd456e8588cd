"""The desk: lanes, mutes, sends and the loudness rider, on notes put there by hand."""

import numpy as np
import pytest
from numpy.typing import NDArray

from lyria_osc.offline.mixer import BLOCK, LOOK_AHEAD, Desk, Mixer
from lyria_osc.offline.score import Hit, Note
from lyria_osc.service import Pcm

DRY = Desk(reverb=0.0, delay=0.0)


def note(frame: int, part: str = "lead", frames: int = 40_000) -> Note:
    return Note(frame, frames, part, "sawlead", 69, 0.8)


def power(pcm: Pcm) -> float:
    return float(np.mean(pcm.astype(np.float64) ** 2))


def envelope(pcm: Pcm) -> NDArray[np.float64]:
    tops: NDArray[np.float64] = np.max(np.abs(pcm.astype(np.float64)).reshape(-1, 480, 2), axis=(1, 2))
    return tops


def test_a_note_sounds_where_it_was_put() -> None:
    mixer = Mixer()
    mixer.play(Hit(30_000, "rim", "909", 0.8), 0.5)
    heard = np.flatnonzero(np.max(np.abs(mixer.block(DRY)), axis=1) > 0.01)
    assert 30_000 + LOOK_AHEAD <= heard[0] <= 30_000 + LOOK_AHEAD + 24


def test_a_note_sounds_on_past_its_block() -> None:
    mixer = Mixer()
    mixer.play(note(BLOCK - 10_000), 0.5)
    first, second = mixer.block(DRY), mixer.block(DRY)
    assert power(first[-5000:]) > 1e-3
    assert power(second[:5000]) > 1e-3
    steps = np.max(np.abs(np.diff(np.concatenate([first[-4000:], second[:4000]]), axis=0)), axis=1)
    assert steps[3999] <= np.max(np.delete(steps, 3999))


@pytest.mark.parametrize("part", ["drums", "bass", "comp", "lead"])
def test_a_closed_lane_is_silent_and_closes_without_a_click(part: str) -> None:
    mixer = Mixer()
    mixer.play(note(0, part, 150_000), 0.5)
    first = mixer.block(DRY)
    closed = mixer.block(Desk(open={**DRY.open, part: False}, reverb=0.0, delay=0.0))
    assert power(first) > 1e-3
    assert not closed[LOOK_AHEAD + 4000 :].any() or power(closed[LOOK_AHEAD + 4000 :]) < 1e-9
    assert np.max(np.abs(np.diff(closed, axis=0))) <= 1.1 * np.max(np.abs(np.diff(first, axis=0)))


def test_hushed_lanes_die_away_within_forty_milliseconds() -> None:
    mixer = Mixer()
    mixer.play(note(0, "lead", 150_000), 0.5)
    mixer.block(DRY)
    mixer.hush()
    after = mixer.block(DRY)
    assert power(after[: LOOK_AHEAD + 500]) > 1e-3
    assert power(after[LOOK_AHEAD + 4000 :]) < 1e-9


def test_the_delay_repeats_a_note_side_to_side() -> None:
    mixer = Mixer()
    mixer.play(Note(0, 2000, "lead", "synthpluck", 69, 0.8), 0.5)
    heard = mixer.block(Desk(reverb=0.0, delay=1.0, delay_frames=24_000))
    taps = [heard[n * 24_000 + LOOK_AHEAD : n * 24_000 + LOOK_AHEAD + 6000].astype(np.float64) for n in (1, 2, 3)]
    right, left, again = (np.mean(tap**2, axis=0) for tap in taps)
    assert right[1] > 3 * right[0]
    assert left[0] > 3 * left[1]
    assert 0 < again[1] < right[1]


def test_the_room_rings_on_and_the_hall_longer() -> None:
    tails = []
    for hall in (0.0, 1.0):
        mixer = Mixer()
        mixer.play(note(0, "lead", 10_000), 0.5)
        tails.append(envelope(mixer.block(Desk(reverb=0.6, hall=hall, delay=0.0)))[-40:].max())
    assert tails[1] > 4 * tails[0] > 0


def test_the_room_rings_on_into_the_next_block_without_a_seam() -> None:
    mixer = Mixer()
    mixer.play(note(BLOCK - 30_000, "lead", 20_000), 0.5)
    wet = Desk(reverb=1.0, hall=1.0, delay=0.0)
    both = np.concatenate([mixer.block(wet), mixer.block(wet)])
    around = envelope(both[BLOCK - 4800 + LOOK_AHEAD : BLOCK + 4800 + LOOK_AHEAD])
    assert around[10:].mean() > 0.5 * around[:10].mean() > 0.01
    steps = np.abs(np.diff(both[BLOCK - 4800 + LOOK_AHEAD : BLOCK + 4800 + LOOK_AHEAD], axis=0)).max(axis=1)
    assert steps[4790:4810].max() <= steps[:4790].max()


def test_the_kick_pushes_the_rest_down() -> None:
    levels = []
    for duck in (0.0, 1.0):
        mixer = Mixer()
        mixer.play(note(0, "pad", 90_000), 0.5)
        mixer.play(Hit(48_000, "kick", "909", 1.0), 0.5)
        desk = Desk(open={**DRY.open, "drums": False}, reverb=0.0, delay=0.0, duck=duck)
        mixer.block(Desk(open={**DRY.open, "drums": False}, reverb=0.0, delay=0.0, duck=duck))
        mixer.play(note(BLOCK, "pad", 90_000), 0.5)
        mixer.play(Hit(BLOCK + 48_000, "kick", "909", 1.0), 0.5)
        heard = envelope(mixer.block(desk))
        levels.append(heard[103:108].mean() / heard[80:95].mean())
    assert levels[0] > 0.8
    assert levels[1] < 0.4


def test_drive_distorts_the_chords_but_not_the_bass() -> None:
    changed = []
    for part in ("comp", "bass"):
        sounds = []
        for drive in (0.0, 1.0):
            mixer = Mixer()
            mixer.play(note(0, part), 0.5)
            sounds.append(mixer.block(Desk(reverb=0.0, delay=0.0, drive=drive)))
        changed.append(not np.array_equal(sounds[0], sounds[1]))
    assert changed == [True, False]


def test_dust_lies_under_the_music_only_when_asked() -> None:
    quiet, dusty = Mixer(), Mixer()
    for mixer in (quiet, dusty):
        mixer.play(note(0), 0.5)
    quiet_power = power(quiet.block(DRY)[-8000:])
    assert power(dusty.block(Desk(reverb=0.0, delay=0.0, crackle=1.0))[-8000:]) > 20 * quiet_power


def test_soft_and_loud_music_come_out_alike() -> None:
    powers = []
    for level in (0.1, 1.0):
        mixer = Mixer()
        for start in range(0, 6 * BLOCK, BLOCK):
            mixer.play(Note(start, BLOCK - 5000, "lead", "sawlead", 69, level), 0.5)
            heard = mixer.block(DRY)
        powers.append(power(heard))
    assert powers[0] == pytest.approx(powers[1], rel=0.05)


def test_silence_stays_silence() -> None:
    mixer = Mixer()
    assert not any(mixer.block(DRY).any() for _ in range(3))
