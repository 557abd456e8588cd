"""Steering, in virtual time."""

import itertools
from collections.abc import Iterable, Mapping

import pytest

from lyria_osc.params.table import ParamValue
from lyria_osc.params.values import Values
from lyria_osc.service import Audio, Order, Playback, SetConfig, SetPrompts, WeightedPrompt
from lyria_osc.session.steering import Steering, fell_silent

PIANO = Values.defaults().replace({"prompt/1/text": "piano"})


def started(values: Values = PIANO) -> Steering:
    steering = Steering(values)
    steering.replay()
    steering.playback(Playback.PLAY, 0.0)
    return steering


def drive(
    steering: Steering, values: Values, moves: Iterable[tuple[float, Mapping[str, ParamValue]]], until_s: float
) -> list[tuple[float, Order]]:
    """The orders that come of moves at their times, sent as soon as they are due."""
    sent: list[tuple[float, Order]] = []
    for at_s, change in [*moves, (until_s, {})]:
        while (wake_s := steering.wake_s()) is not None and wake_s <= at_s:
            sent += [(wake_s, order) for order in steering.due(wake_s)]
        values = values.replace(change)
        steering.steer(values, at_s)
        sent += [(at_s, order) for order in steering.due(at_s)]
    return sent


def configs(sent: list[tuple[float, Order]]) -> list[tuple[float, Mapping[str, ParamValue]]]:
    return [(at_s, order.config) for at_s, order in sent if isinstance(order, SetConfig)]


def test_a_new_session_is_told_prompts_config_and_play_in_this_order() -> None:
    steering = Steering(PIANO)
    prompts, config = steering.replay()
    assert prompts == SetPrompts((WeightedPrompt("piano", 1.0),))
    assert config == SetConfig(PIANO.service_config())
    assert steering.playback(Playback.PLAY, 0.0) == (Playback.PLAY,)
    assert steering.wake_s() is None
    assert steering.due(100.0) == ()


def test_without_prompts_those_of_the_session_before_are_told() -> None:
    before = (WeightedPrompt("cello", 2.0),)
    assert Steering(Values.defaults(), before).replay()[0] == SetPrompts(before)
    assert [type(order) for order in Steering(Values.defaults()).replay()] == [SetConfig]


def test_a_first_change_is_sent_at_once_and_whole() -> None:
    sent = drive(started(), PIANO, [(5.0, {"density": 0.7})], 6.0)
    assert sent == [(5.0, SetConfig({**PIANO.service_config(), "density": 0.7}))]


def test_a_change_right_after_the_replay_is_sent_at_once_too() -> None:
    assert [at_s for at_s, _ in drive(started(), PIANO, [(0.01, {"density": 0.7})], 6.0)] == [0.01]


def test_what_the_service_does_not_hear_of_sends_nothing() -> None:
    assert drive(started(), PIANO, [(5.0, {"gain": -6.0}), (5.1, {"prompt/2/weight": 3.0})], 9.0) == []


def test_a_fader_storm_is_thinned_and_ends_on_its_last_value() -> None:
    storm = [(5.0 + i / 1000, {"density": (i + 1) / 5000}) for i in range(5000)]
    sent = drive(started(), PIANO, storm, 20.0)
    assert 45 <= len(sent) <= 55
    assert sent[0][0] == 5.0
    assert configs(sent)[-1][1]["density"] == 1.0
    assert configs(sent)[-1][0] <= 10.1
    assert all(b - a >= 0.0999 for (a, _), (b, _) in itertools.pairwise(sent))


def test_prompts_and_config_do_not_wait_for_each_other() -> None:
    sent = drive(started(), PIANO, [(5.0, {"density": 0.7}), (5.01, {"prompt/1/weight": 2.0})], 6.0)
    assert [(at_s, type(order)) for at_s, order in sent] == [(5.0, SetConfig), (5.01, SetPrompts)]


def test_prompts_that_all_went_silent_are_kept() -> None:
    silent = PIANO.replace({"prompt/1/weight": 0.0})
    assert fell_silent(PIANO, silent)
    assert not fell_silent(silent, silent)
    assert drive(started(), PIANO, [(5.0, {"prompt/1/weight": 0.0})], 6.0) == []


def test_a_bpm_gesture_resets_once_when_it_has_ended() -> None:
    gesture = [(5.0 + i / 100, {"bpm": 121.0 + i}) for i in range(50)]
    sent = drive(started(), PIANO, gesture, 20.0)
    resets = [at_s for at_s, order in sent if order is Playback.RESET_CONTEXT]
    assert resets == [pytest.approx(5.49 + 0.3)]
    assert sent[-1][1] is Playback.RESET_CONTEXT
    assert configs(sent)[-1][1]["bpm"] == 170


@pytest.mark.parametrize("change", [{"scale": "d_major_b_minor"}, {"bpm/auto": True}, {"bpm": 59.0}])
def test_what_waits_for_a_reset_gets_it(change: Mapping[str, ParamValue]) -> None:
    sent = drive(started(), PIANO, [(5.0, change)], 20.0)
    assert [type(order) for _, order in sent] == [SetConfig, Playback]


def test_a_gesture_that_comes_back_needs_no_reset() -> None:
    sent = drive(started(), PIANO, [(5.0, {"bpm": 125.0}), (5.1, {"bpm": 120.0})], 20.0)
    assert [config["bpm"] for _, config in configs(sent)] == [125, 120]
    assert Playback.RESET_CONTEXT not in [order for _, order in sent]


def test_a_bpm_that_folds_to_the_same_is_taken_without_a_word() -> None:
    slow = PIANO.replace({"bpm": 50.0})
    steering = started(slow)
    assert drive(steering, slow, [(5.0, {"bpm": 100.0})], 20.0) == []
    assert steering.made_with(audio())["bpm"] == 100.0


def test_a_reset_asked_for_comes_at_once_after_what_is_pending() -> None:
    steering = started()
    steering.steer(PIANO.replace({"density": 0.1}), 5.0)
    steering.due(5.0)
    steering.steer(PIANO.replace({"bpm": 90.0}), 5.01)
    config, reset = steering.playback(Playback.RESET_CONTEXT, 5.02)
    assert isinstance(config, SetConfig)
    assert config.config["bpm"] == 90
    assert reset is Playback.RESET_CONTEXT
    assert steering.wake_s() is None


def test_stopped_music_needs_no_reset() -> None:
    steering = started()
    steering.playback(Playback.STOP, 4.0)
    assert steering.playback(Playback.RESET_CONTEXT, 4.5) == ()
    assert [type(order) for _, order in drive(steering, PIANO, [(5.0, {"bpm": 90.0})], 20.0)] == [SetConfig]
    assert steering.playback(Playback.PLAY, 21.0) == (Playback.PLAY,)
    assert steering.made_with(audio())["bpm"] == 90.0


def test_a_pause_holds_the_reset_until_play() -> None:
    steering = started()
    steering.playback(Playback.PAUSE, 4.0)
    assert [type(order) for _, order in drive(steering, PIANO, [(5.0, {"bpm": 90.0})], 20.0)] == [SetConfig]
    assert steering.made_with(audio())["bpm"] == 120.0
    assert steering.playback(Playback.PLAY, 21.0) == (Playback.RESET_CONTEXT, Playback.PLAY)
    assert steering.wake_s() is None


def audio(config: Mapping[str, ParamValue] | None = None, prompts: tuple[WeightedPrompt, ...] | None = None) -> Audio:
    import numpy as np

    return Audio(np.zeros((1, 2), np.float32), prompts, config)


def test_a_chunk_without_an_account_was_made_with_what_was_last_sent() -> None:
    steering = started()
    drive(steering, PIANO, [(5.0, {"density": 0.7})], 6.0)
    assert steering.made_with(audio())["density"] == 0.7


def test_a_chunk_was_made_with_what_its_account_fits() -> None:
    steering = started()
    drive(steering, PIANO, [(5.0, {"density": 0.7}), (6.0, {"density": 0.8})], 7.0)
    made_with = {**PIANO.service_config(), "density": 0.699999988, "and": "more"}
    assert steering.made_with(audio(made_with))["density"] == 0.7
    assert steering.made_with(audio(PIANO.service_config()))["density"] == 0.5
    assert steering.made_with(audio({"density": 0.3}))["density"] == 0.8


def test_prompts_fit_however_their_weights_are_scaled() -> None:
    both = PIANO.replace({"prompt/2/text": "cello", "prompt/2/weight": 3.0})
    steering = started(both)
    drive(steering, both, [(5.0, {"prompt/2/weight": 1.0})], 6.0)
    normalised = (WeightedPrompt("piano", 0.25), WeightedPrompt("cello", 0.75))
    assert steering.made_with(audio(prompts=normalised))["prompt/2/weight"] == 3.0
    assert steering.made_with(audio(prompts=normalised[::-1]))["prompt/2/weight"] == 1.0


def test_bpm_is_heard_from_the_reset_on() -> None:
    steering = started()
    sent = drive(steering, PIANO, [(5.0, {"bpm": 90.0, "density": 0.7})], 5.2)
    assert len(sent) == 1
    before = steering.made_with(audio({**PIANO.service_config(), "bpm": 90, "density": 0.7}))
    assert (before["bpm"], before["density"]) == (120.0, 0.7)
    heard_yet = steering.made_with(audio({**PIANO.service_config(), "bpm": 120, "density": 0.7}))
    assert (heard_yet["bpm"], heard_yet["density"]) == (120.0, 0.7)
    assert steering.due(5.3) == (Playback.RESET_CONTEXT,)
    assert steering.made_with(audio({**PIANO.service_config(), "bpm": 90, "density": 0.7}))["bpm"] == 90.0
