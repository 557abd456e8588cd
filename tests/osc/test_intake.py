from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.osc.intake import Intake
from lyria_osc.osc.message import Message, bundle, encode
from lyria_osc.osc.peers import Peer
from lyria_osc.osc.schedule import to_timetag

PEER = Peer("127.0.0.1", 5)
WALL_S = 1_800_000_000.0


@dataclass
class Heard:
    groups: list[list[str]] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def receive(self, messages: tuple[Message, ...], peer: Peer, now_s: float) -> None:
        assert peer == PEER
        self.groups.append([message.address for message in messages])

    def fault(self, peer: Peer, address: str, words: str, now_s: float) -> None:
        assert peer == PEER
        self.faults.append((address, words))


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def take(heard: Heard) -> Callable[[bytes], Intake]:
    intake = Intake(heard.receive, heard.fault)

    def take(raw: bytes) -> Intake:
        intake.packet(raw, PEER, 0.0, WALL_S)
        return intake

    return take


def test_a_message_is_a_group_of_one(take: Callable[[bytes], Intake], heard: Heard) -> None:
    take(encode("/a", [1]))
    assert (heard.groups, heard.faults) == ([["/a"]], [])


@pytest.mark.parametrize("tag", [0, 1, to_timetag(WALL_S - 100), to_timetag(WALL_S)])
def test_a_bundle_is_one_group_where_its_time_has_come(take: Callable[[bytes], Intake], heard: Heard, tag: int) -> None:
    intake = take(bundle(tag, [encode("/a"), bundle(tag, [encode("/b")]), encode("/c")]))
    assert heard.groups == [["/a", "/b", "/c"]]
    assert intake.next_wall_s is None


def test_a_bundle_waits_for_its_time(take: Callable[[bytes], Intake], heard: Heard) -> None:
    later, latest = to_timetag(WALL_S + 1), to_timetag(WALL_S + 2)
    intake = take(bundle(later, [encode("/b"), bundle(latest, [encode("/d")]), encode("/c")]))
    take(encode("/a"))
    assert heard.groups == [["/a"]]
    assert intake.next_wall_s == pytest.approx(WALL_S + 1)
    intake.due(1.0, WALL_S + 1)
    assert heard.groups == [["/a"], ["/b", "/c"]]
    intake.due(2.0, WALL_S + 2)
    assert heard.groups == [["/a"], ["/b", "/c"], ["/d"]]


def test_too_far_ahead_is_one_fault(take: Callable[[bytes], Intake], heard: Heard) -> None:
    take(bundle(to_timetag(WALL_S + 11), [encode("/b"), encode("/c")]))
    assert heard.groups == []
    assert len(heard.faults) == 1
    assert "11.0 s ahead" in heard.faults[0][1]


def test_one_bad_message_of_a_bundle_is_one_fault_and_the_others_count(
    take: Callable[[bytes], Intake], heard: Heard
) -> None:
    take(bundle(1, [encode("/a"), b"/bad\0\0\0\0,c\0\0\0\0\0a", encode("/b")]))
    assert heard.groups == [["/a", "/b"]]
    assert [address for address, _ in heard.faults] == ["/bad"]


def test_bad_framing_is_one_fault_and_nothing_counts(take: Callable[[bytes], Intake], heard: Heard) -> None:
    take(bundle(1, [encode("/a")]) + b"\0\0\0\x08/b")
    assert heard.groups == []
    assert [address for address, _ in heard.faults] == ["/"]


@given(st.binary(max_size=120), st.sampled_from([b"", b"/", b"#bundle\0", b"#bundle\0\0\0\0\0\0\0\0\1"]))
def test_any_packet_is_taken_or_at_least_one_fault(rest: bytes, head: bytes) -> None:
    heard = Heard()
    intake = Intake(heard.receive, heard.fault)
    intake.packet(head + rest, PEER, 0.0, WALL_S)
    is_empty_bundle = len(head + rest) == 16
    assert heard.groups or heard.faults or is_empty_bundle or intake.next_wall_s
