"""The whole host against a misbehaving local Lyria, in real time: never silent, no click, the beat unbroken."""

import numpy as np
import pytest
from soak import BEAT_FRAMES, BPM, PROBE_FRAMES, Fault, halted, minute, shifts, soak
from sound_servers import Pulse


@pytest.mark.parametrize(
    ("seconds", "faults", "server"),
    [
        (60.0, minute(), ("--speed", "0.9", "--first-audio-most-s", "6")),
        (40.0, halted(), ("--speed", "1.0")),
    ],
    ids=["minute", "halted"],
)
def test_it_is_never_silent(
    pulse: Pulse, seconds: float, faults: list[tuple[float, Fault]], server: tuple[str, ...]
) -> None:
    found = soak(seconds, faults, (*server, "--burst", "2"), pulse)
    assert found.captured_s > seconds - 5
    assert found.silent_frames == 0
    assert found.bend <= found.music_bend, "a click is a sharper bend than the music has"
    assert found.worst_shift_ms < 20.0
    assert found.known_share > 0.9
    assert found.beats > seconds * 1.9
    assert found.beats_out_of_order == 0
    assert found.ran_out == 0
    assert found.longest_vamp_in_hand_s < 2 * 4 * 60 / BPM, "fresh music is back within two bars"
    assert "vamping" in found.states


def test_a_sound_that_the_music_has_twice_tells_no_place() -> None:
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, (8 * BEAT_FRAMES, 2)).astype(np.float32)
    moved = np.concatenate([noise[: 4 * BEAT_FRAMES], noise[4 * BEAT_FRAMES + 480 :]])
    assert shifts(noise, noise) == (0.0, 1.0)
    assert shifts(moved, noise)[0] == 10.0
    twice = noise.copy()
    twice[150 * PROBE_FRAMES :][:99] = twice[5 * PROBE_FRAMES + 480 :][:99]
    assert shifts(twice, twice)[0] == 0.0
