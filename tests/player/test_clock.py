"""The device's clock against devices whose true clock is known."""

import random

import pytest

from lyria_osc.player.clock import DeviceClock, pauses_s

RATE_HZ = 48_000


def error_ms(
    *,
    block: int,
    true_hz: float,
    seconds: float,
    latency_s: float = 0.02,
    look_s: float = 0.005,
    jump_at_s: float = 1e9,
    jump_s: float = 0.05,
) -> list[float]:
    """What the line says too late (in ms) of the last frame taken, at each look, for a device of known rate."""
    chance = random.Random(1)
    clock = DeviceClock(RATE_HZ, latency_s)
    errors = []
    now_s, blocks = 100.0, 0
    while now_s < 100.0 + seconds:
        now_s += look_s * chance.uniform(0.8, 1.6) + (0.06 if chance.random() < 0.002 else 0.0)
        lag_s = jump_s if now_s > 100.0 + jump_at_s else 0.0
        due = int((now_s - 100.0 - lag_s) * true_hz / block) + 1  # the first is taken at once
        has_stalled, blocks = due < blocks, max(blocks, due)
        clock.note(now_s, blocks * block, block)
        if clock.line and now_s > 101.0 and not has_stalled:
            frame = blocks * block
            truth_s = 100.0 + lag_s + frame / true_hz + latency_s
            errors.append((clock.line.time_of(frame) - truth_s) * 1e3)
    return errors


@pytest.mark.parametrize("block", [64, 256, 1024])
@pytest.mark.parametrize("ppm", [-200, 0, 200])
def test_knows_when_a_frame_leaves(block: int, ppm: float) -> None:
    errors = error_ms(block=block, true_hz=RATE_HZ * (1 + ppm * 1e-6), seconds=90)
    settled = errors[len(errors) // 3 :]
    assert max(map(abs, settled)) < 1.0


def test_is_near_from_the_first_second_on() -> None:
    assert max(map(abs, error_ms(block=256, true_hz=RATE_HZ, seconds=5))) < 3.0


@pytest.mark.parametrize(("jump_s", "looks"), [(0.05, 60), (0.3, 3), (1.7, 3)])
def test_a_stall_is_followed_at_once(jump_s: float, looks: int) -> None:
    errors = error_ms(block=256, true_hz=RATE_HZ, seconds=30, jump_at_s=20, jump_s=jump_s)
    wrong = [error for error in errors if abs(error) > 2.0]
    assert len(wrong) < looks


@pytest.mark.parametrize(
    ("jump_s", "seconds"), [(-0.002, 0.2), (-0.005, 1.1), (0.002, 3.2), (0.003, 3.2), (0.012, 0.6)]
)
@pytest.mark.parametrize("ppm", [-200, 0, 200])
def test_a_small_jump_starts_the_line_anew_and_keeps_the_rate(jump_s: float, seconds: float, ppm: float) -> None:
    true_hz = RATE_HZ * (1 + ppm * 1e-6)
    errors = error_ms(block=256, true_hz=true_hz, seconds=60, jump_at_s=30, jump_s=jump_s)
    before = len(errors) // 2
    wrong = [error for error in errors[before - 200 :] if abs(error) > 0.5]
    assert len(wrong) < seconds * len(errors) / 59


def test_looks_that_are_late_by_chance_do_not_make_the_line_late() -> None:
    errors = error_ms(block=1020, true_hz=RATE_HZ * (1 + 39e-6), seconds=60)
    assert max(map(abs, errors[len(errors) // 3 :])) < 0.1


@pytest.mark.parametrize("block", [128, 256, 441, 480, 512, 1024])
def test_looks_never_go_in_step_with_the_blocks(block: int) -> None:
    """Whatever the work between two pauses takes, which decides how far apart looks are."""
    for work_s in (0.0001, 0.0003, 0.00032, 0.00034, 0.0005, 0.001, 0.0013):
        clock, pauses, now_s = DeviceClock(RATE_HZ, 0.0), pauses_s(0.005), 0.001
        while now_s < 20.0:
            taken = (int(now_s * RATE_HZ / block) + 1) * block
            clock.note(now_s, taken, block)
            assert clock.line
            assert now_s < 2.0 or abs(clock.line.time_of(taken) - taken / RATE_HZ) < 0.001
            now_s += next(pauses) + work_s


def test_no_line_before_a_block_has_gone() -> None:
    clock = DeviceClock(RATE_HZ, 0.0)
    clock.note(1.0, 0, 0)
    assert clock.line is None


def test_a_single_block_already_gives_a_line() -> None:
    clock = DeviceClock(RATE_HZ, 0.5)
    clock.note(1.0, 256, 0)
    assert clock.line is not None
    assert clock.line.time_of(0) == pytest.approx(1.5)
