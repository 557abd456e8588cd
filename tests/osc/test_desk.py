"""The desk, through a host that only holds values; the fixture `studio` keeps what was sent."""

import logging
from typing import Any

import pytest

from lyria_osc.osc.desk import MAX_PATTERNS, MAX_REQUESTS
from lyria_osc.osc.message import Message
from lyria_osc.osc.peers import Peer
from lyria_osc.params.table import PARAMS, Kind, Param

Studio = Any  # the one of conftest.py

TABLET = Peer("10.0.0.2", 8000)
MAX = Peer("10.0.0.3", 7400)
PD_OUT, PD_IN = Peer("127.0.0.1", 54321), Peer("127.0.0.1", 9001)


def tell(studio: Studio, peer: Peer, *messages: tuple[object, ...], now_s: float = 0.0) -> None:
    studio.desk.receive([Message(str(address), tuple(args)) for address, *args in messages], peer, now_s)


def subscribed(studio: Studio) -> None:
    tell(studio, TABLET, ("/lyria/subscribe",))
    tell(studio, PD_OUT, ("/lyria/subscribe", 9001.0))
    studio.take()


def test_a_set_is_echoed_to_all_but_its_sender(studio: Studio) -> None:
    subscribed(studio)
    tell(studio, TABLET, ("/lyria/density", 0.25))
    assert studio.take() == [(PD_IN, "/lyria/density", (0.25,))]
    tell(studio, PD_OUT, ("/lyria/density", 0.75))
    assert studio.take() == [(TABLET, "/lyria/density", (0.75,))]
    tell(studio, MAX, ("/lyria/density", 0.5))
    assert {peer for peer, _, _ in studio.take()} == {TABLET, PD_IN}


def test_a_value_that_was_so_already_is_echoed_too(studio: Studio) -> None:
    subscribed(studio)
    tell(studio, MAX, ("/lyria/density", 0.5))
    assert studio.take() == [(TABLET, "/lyria/density", (0.5,)), (PD_IN, "/lyria/density", (0.5,))]
    assert studio.values.version == 0


@pytest.mark.parametrize("param", PARAMS.values(), ids=PARAMS)
def test_every_parameter_is_echoed_in_its_own_type(studio: Studio, param: Param) -> None:
    subscribed(studio)
    tell(studio, TABLET, (param.address, "1"))
    kinds = {Kind.FLOAT: float, Kind.INT: int, Kind.BOOL: bool, Kind.TEXT: str, Kind.CHOICE: str}
    assert [(peer, address, type(args[0])) for peer, address, args in studio.take() if address == param.address] == [
        (PD_IN, param.address, kinds[param.kind])
    ]


@pytest.mark.parametrize("param", PARAMS.values(), ids=PARAMS)
def test_every_parameter_answers_who_asks(studio: Studio, param: Param) -> None:
    tell(studio, MAX, (param.address,))
    default = pytest.approx(param.default, rel=1e-6) if param.kind is Kind.FLOAT else param.default
    assert studio.take() == [(MAX, param.address, (default,))]


def test_norm_takes_and_gives_the_same_scaled(studio: Studio) -> None:
    tell(studio, MAX, ("/lyria/norm/gain", 1.0), ("/lyria/gain",), ("/lyria/norm/gain",))
    assert studio.values["gain"] == 6.0
    assert studio.take() == [(MAX, "/lyria/gain", (6.0,)), (MAX, "/lyria/norm/gain", (1.0,))]


def test_replies_also_reach_the_port_that_was_subscribed(studio: Studio) -> None:
    subscribed(studio)
    tell(studio, PD_OUT, ("/lyria/ping", 7))
    assert studio.take() == [(PD_OUT, "/lyria/pong", (7,)), (PD_IN, "/lyria/pong", (7,))]


def test_clamping_is_warned_of(studio: Studio) -> None:
    tell(studio, MAX, ("/lyria/density", 1.5))
    [(peer, address, (about, words))] = studio.take()
    assert (peer, address, about) == (MAX, "/lyria/warning", "/lyria/density")
    assert "0 to 1" in words
    assert studio.values["density"] == 1.0


@pytest.mark.parametrize(
    ("message", "says"),
    [
        (("/lyria/density", "loud"), "takes a number from 0 to 1"),
        (("/lyria/density", float("nan")), "takes a number"),
        (("/lyria/density", 0.1, 0.2), "2 arguments"),
        (("/lyria/density", None), "takes a number"),
        (("/lyria/densty", 0.1), "did you mean '/lyria/density'"),
        (("/lyria/norm/prompt/1/text", 0.1), "text"),
        (("/lyria/norm/prompt/1/text",), "text"),
        (("/lyria/mode", "loud"), "takes one of"),
        (("/lyria/preset", "nowhere"), "no preset 'nowhere'; did you mean"),
        (("/lyria/sync",), "missing"),
        (("/lyria/ping", None), "cannot be sent"),
        (("/lyria/subscribe", 0), "from 1 to 65535"),
        (("/lyria/subscribe", 70000), "from 1 to 65535"),
        (("/lyria/subscribe", 9001, "8.8.8.8"), "--allow 8.8.8.8"),
        (("/lyria/subscribe", 9001, "studio.local"), "no IP address"),
        (("/lyria/unsubscribe",), "no subscription"),
        (("/lyria/timetags", 1), "no subscription"),
        (("/a\nb", 1), "no such address"),
    ],
)
def test_what_is_wrong_is_one_error_to_the_sender_and_changes_nothing(
    studio: Studio, message: tuple[object, ...], says: str
) -> None:
    subscribed(studio)
    before = studio.values
    tell(studio, MAX, message)
    [(peer, address, (about, words))] = studio.take()
    assert (peer, address) == (MAX, "/lyria/error")
    assert about == str(message[0]).replace("\n", "\ufffd")
    assert says in words
    assert words.isprintable()
    assert studio.values is before
    assert studio.versions == []


def test_a_bundle_is_one_change_in_order(studio: Studio) -> None:
    subscribed(studio)
    tell(studio, TABLET, ("/lyria/bpm", 90), ("/lyria/density", 0.1), ("/lyria/bpm", 95), ("/lyria/gain", "x"))
    assert studio.versions == [{"bpm": 95.0, "density": 0.1}]
    assert studio.values.version == 1
    assert [address for peer, address, _ in studio.take() if peer == PD_IN] == ["/lyria/bpm", "/lyria/density"]


def test_a_question_in_a_bundle_sees_what_was_set_before_it(studio: Studio) -> None:
    tell(studio, MAX, ("/lyria/bpm",), ("/lyria/bpm", 90), ("/lyria/bpm",), ("/lyria/density", 0.25))
    assert [args for _, _, args in studio.take()] == [(120.0,), (90.0,)]
    assert len(studio.versions) == 1


def test_sets_before_a_command_of_the_bundle_take_effect_before_it(studio: Studio) -> None:
    subscribed(studio)
    tell(studio, TABLET, ("/lyria/bpm", 70), ("/lyria/preset", "techno"), ("/lyria/density", 0.1), ("/lyria/sync", 5))
    assert studio.versions == [{"bpm": 70.0}, {"bpm": 90.0, "density": 0.9}, {"density": 0.1}]
    assert [(address, args) for peer, address, args in studio.take() if peer == TABLET] == [
        ("/lyria/bpm", (90.0,)),
        ("/lyria/density", (pytest.approx(0.9),)),
        ("/lyria/synced", (5,)),
    ]


def test_what_a_set_changes_besides_is_told_to_its_sender_too(studio: Studio) -> None:
    subscribed(studio)
    tell(studio, TABLET, ("/lyria/density/auto", 1))
    studio.take()
    tell(studio, TABLET, ("/lyria/density", 0.25))
    assert [(address, args) for peer, address, args in studio.take() if peer == TABLET] == [
        ("/lyria/density/auto", (False,))
    ]


def test_commands_reach_the_host_and_releases_do_not(studio: Studio) -> None:
    tell(studio, MAX, ("/lyria/play", 1.0), ("/lyria/play", 0.0), ("/lyria/prompt/3/clear",))
    tell(studio, MAX, ("/lyria/prompts", "piano:1,", "drums:0.5"))
    assert studio.commands == [
        ("play", (), MAX),
        ("prompt/3/clear", (), MAX),
        ("prompts", ("piano:1, drums:0.5",), MAX),
    ]
    assert studio.take() == []


def test_a_newcomer_sees_every_value_and_the_status_at_once(studio: Studio) -> None:
    tell(studio, PD_OUT, ("/lyria/subscribe", 9001))
    sent = studio.take()
    assert {peer for peer, _, _ in sent} == {PD_IN}
    assert [address for _, address, _ in sent] == [
        *(param.address for param in PARAMS.values()),
        "/lyria/engine",
        "/lyria/state",
    ]


def test_dump_and_version_answer_the_sender(studio: Studio) -> None:
    subscribed(studio)
    tell(studio, MAX, ("/lyria/dump",))
    assert [(peer, address) for peer, address, _ in studio.take()] == [(MAX, one.address) for one in PARAMS.values()]
    tell(studio, MAX, ("/lyria/version",))
    assert studio.take() == [(MAX, "/lyria/version", ("1.2.3",))]


def test_subscribing_another_host_needs_leave(studio: Studio) -> None:
    tell(studio, MAX, ("/lyria/subscribe", 9001, "10.0.0.9"))
    assert {peer for peer, _, _ in studio.take()} == {Peer("10.0.0.9", 9001)}


def test_who_unsubscribes_hears_no_more(studio: Studio) -> None:
    subscribed(studio)
    tell(studio, PD_OUT, ("/lyria/unsubscribe",))
    studio.desk.publish("/lyria/state", ["paused"])
    assert studio.take() == [(TABLET, "/lyria/state", ("paused",))]


def test_a_lease_ends_without_a_message_and_any_message_keeps_it(studio: Studio) -> None:
    subscribed(studio)
    tell(studio, TABLET, ("/lyria/nonsense",), now_s=59.0)
    studio.take()
    studio.desk.tick(61.0)
    studio.take()
    studio.desk.publish("/lyria/state", ["paused"])
    assert [peer for peer, _, _ in studio.take()] == [TABLET]


def test_of_three_controllers_one_is_killed_and_its_lease_ends(studio: Studio) -> None:
    panel = Peer("10.0.0.4", 40_000, -1)
    subscribed(studio)
    tell(studio, panel, ("/lyria/subscribe",))
    studio.take()
    for second in range(0, 120, 10):  # the tablet says nothing from the start
        tell(studio, PD_OUT, ("/lyria/density", second / 120), now_s=float(second))
        told = {peer for peer, address, _ in studio.take() if address == "/lyria/density"}
        assert told == ({TABLET, panel} if second <= 60 else {panel})
        studio.desk.tick(float(second) + 1.0)
    tell(studio, panel, ("/lyria/subscribers",), now_s=120.0)
    assert [args[:2] for _, _, args in studio.take()] == [("127.0.0.1", 9001), ("10.0.0.4", 40_000)]


def test_time_tags_are_for_who_asked(studio: Studio) -> None:
    subscribed(studio)
    tell(studio, PD_OUT, ("/lyria/timetags", True))
    assert studio.desk.marker_targets() == [(TABLET, False), (PD_IN, True)]


def test_who_reads_no_booleans_gets_numbers_and_the_others_do_not(studio: Studio) -> None:
    subscribed(studio)
    tell(studio, PD_OUT, ("/lyria/numbers", 1.0))
    switches = [param.address for param in PARAMS.values() if param.kind is Kind.BOOL]
    assert studio.take() == [(PD_IN, address, (0,)) for address in switches]
    tell(studio, MAX, ("/lyria/mute", 1))
    studio.desk.publish("/lyria/applied", ["mute", True])
    for peer, address, args in studio.take():
        assert args[-1] is (True if peer == TABLET else 1), address
    tell(studio, PD_OUT, ("/lyria/mute",))
    assert studio.take() == [(PD_OUT, "/lyria/mute", (1,)), (PD_IN, "/lyria/mute", (1,))]


def test_how_to_be_told_can_be_said_when_subscribing(studio: Studio) -> None:
    tell(studio, PD_OUT, ("/lyria/subscribe", 9001.0, "127.0.0.1", "numbers", "timetags"))
    assert {type(arg) for peer, _, (arg, *_) in studio.take() if peer == PD_IN} == {int, float, str}
    assert studio.desk.marker_targets() == [(PD_IN, True)]
    tell(studio, TABLET, ("/lyria/subscribe", 8001, "numbers"))
    assert {peer for peer, _, _ in studio.take()} == {Peer("10.0.0.2", 8001)}


def test_meters_are_capped_for_who_asks_and_listeners_get_all(studio: Studio) -> None:
    subscribed(studio)
    tell(studio, PD_OUT, ("/lyria/rate", 1))
    tell(studio, TABLET, ("/lyria/rate", 0))
    for at in range(20):
        studio.desk.meter("/lyria/level", (-6.0, -6.0), 10.0 + at / 10)
    assert [peer for peer, _, _ in studio.take()] == [PD_IN, PD_IN]
    tell(studio, TABLET, ("/lyria/rate", -1))
    [(peer, address, args)] = studio.take()
    assert (peer, address, args[0]) == (TABLET, "/lyria/error", "/lyria/rate")
    tell(studio, MAX, ("/lyria/rate", 1))
    assert [address for _, address, _ in studio.take()] == ["/lyria/error"]


def test_subscribers_are_listed_to_who_asks(studio: Studio) -> None:
    subscribed(studio)
    stream = Peer("10.0.0.4", 5555, 1)
    tell(studio, stream, ("/lyria/subscribe",))
    tell(studio, PD_OUT, ("/lyria/numbers", 1), ("/lyria/rate", 5), ("/lyria/timetags", 1))
    studio.take()
    tell(studio, MAX, ("/lyria/subscribers",), now_s=20.0)
    assert studio.take() == [
        (MAX, "/lyria/subscribers", ("10.0.0.2", 8000, False, 40.0, False, -1.0, "udp")),
        (MAX, "/lyria/subscribers", ("127.0.0.1", 9001, True, 40.0, True, 5.0, "udp")),
        (MAX, "/lyria/subscribers", ("10.0.0.4", 5555, False, -1.0, False, -1.0, "tcp")),
    ]


def test_a_closed_connection_is_told_no_more(studio: Studio) -> None:
    stream = Peer("10.0.0.2", 5555, 1)
    tell(studio, stream, ("/lyria/subscribe",))
    studio.desk.gone(stream)
    assert studio.desk.marker_targets() == []


def test_a_question_over_a_pattern_is_answered_for_each(studio: Studio) -> None:
    tell(studio, MAX, ("/lyria/prompt/*/weight",))
    assert [address for _, address, _ in studio.take()] == [f"/lyria/prompt/{slot}/weight" for slot in range(1, 9)]
    tell(studio, MAX, ("/lyria/prompt/*/weight", 0))
    assert len(studio.versions) == 1
    assert len(studio.versions[0]) == 8


def test_repeated_faults_are_counted(studio: Studio, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "lyria_osc.osc.in"):
        for _ in range(24):
            tell(studio, MAX, ("/1/fader3", 1))
        assert len(studio.take()) == 1
        studio.desk.tick(5.0)
    [(peer, address, (about, words))] = studio.take()
    assert (peer, address, about) == (MAX, "/lyria/error", "/1/fader3")
    assert words == "no such address (23 times more)"
    assert len(caplog.records) == 2


def test_faults_of_no_sender_go_to_all(studio: Studio) -> None:
    subscribed(studio)
    studio.desk.warn(None, "/lyria/device", "the device is gone", 0.0)
    assert [(peer, args) for peer, _, args in studio.take()] == [
        (TABLET, ("/lyria/device", "the device is gone")),
        (PD_IN, ("/lyria/device", "the device is gone")),
    ]


def test_a_bundle_of_unknown_addresses_is_summed_up_and_ours_in_it_counts(studio: Studio) -> None:
    foreign = [(f"/track/{number}/volume", 0.5) for number in range(40)]
    tell(studio, MAX, *foreign, ("/lyria/density", 0.25))
    assert studio.values["density"] == 0.25
    sent = studio.take()
    assert len(sent) == 9
    assert "32 more" in sent[-1][2][1]


def test_what_one_bundle_may_ask_is_bounded_and_then_nothing_of_it_counts(studio: Studio) -> None:
    tell(studio, MAX, ("/lyria/density", 0.25), *[("/lyria/dump",)] * (MAX_REQUESTS // len(PARAMS) + 1))
    assert [address for _, address, _ in studio.take()] == ["/lyria/error"]
    tell(studio, MAX, ("/lyria/density", 0.25), *[("/lyria/*", 1)] * (MAX_PATTERNS + 1))
    assert [address for _, address, _ in studio.take()] == ["/lyria/error"]
    assert studio.values.version == 0


def test_long_errors_are_cut(studio: Studio) -> None:
    tell(studio, MAX, ("/" + "x" * 60_000, 1))
    [(_, _, (about, words))] = studio.take()
    assert len(str(about)) <= 400
    assert len(str(words)) <= 400
