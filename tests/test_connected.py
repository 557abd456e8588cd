"""Beats over connections, where desk, deck and clock are made up."""

from collections.abc import Callable

import pytest

from lyria_osc.beat.timeline import CountedBeat
from lyria_osc.connected import Connected
from lyria_osc.osc.message import decode
from lyria_osc.osc.peers import Peer
from lyria_osc.osc.schedule import to_wall_s

PLAIN, AHEAD = Peer("127.0.0.1", 1, 1), Peer("127.0.0.1", 2, -1)
WALL_S = 1_000_000.0
LOOK_EVERY_S = 0.05


class Stage:
    """Beats every half second from 10 s on, and looks every 50 ms; a call waits for its time."""

    def __init__(self, offset_s: float = 0.0, heard: tuple[Peer, ...] = (PLAIN, AHEAD)) -> None:
        self.heard = heard
        self.offset_s = offset_s
        self.now_s = 9.0
        self.sent: list[tuple[float, Peer, bytes]] = []
        self.waiting: list[tuple[float, Callable[[], None]]] = []
        self.beats = [
            (10.0 + 0.5 * place, CountedBeat(0.0, 1 + place // 4, 1 + place % 4, 120.0)) for place in range(8)
        ]
        self.connected = Connected(self, self, self.send, self.at, lambda: self.offset_s)

    def connections(self, address: str, *, ahead: bool = False) -> list[Peer]:
        return [peer for peer in self.heard if (peer == AHEAD) is ahead]

    def beats_about(self) -> list[tuple[float, CountedBeat]]:
        return [(at_s, beat) for at_s, beat in self.beats if at_s > self.now_s - 2.0]

    def send(self, peer: Peer, packet: bytes) -> None:
        self.sent.append((self.now_s, peer, packet))

    def at(self, when_s: float, call: Callable[[], None]) -> None:
        self.waiting.append((when_s, call))

    def run(self, until_s: float) -> "Stage":
        """Lets time pass to the millisecond."""
        for ms in range(round(self.now_s * 1000), round(until_s * 1000)):
            self.now_s = ms / 1000
            if ms % round(LOOK_EVERY_S * 1000) == 0:
                self.connected.look(self.now_s, WALL_S)
            for at_s, beat in self.beats:
                if round(at_s * 1000) == ms:
                    self.connected.beat(beat)
            due = [call for when_s, call in self.waiting if when_s <= self.now_s]
            self.waiting = [one for one in self.waiting if one[0] > self.now_s]
            for call in due:
                call()
        return self

    def plain(self) -> list[tuple[float, str]]:
        return [(at_s, decode(packet).address) for at_s, peer, packet in self.sent if peer == PLAIN]

    def bundles(self) -> list[tuple[float, float]]:
        """When each was sent, and what for."""
        told = [(at_s, packet) for at_s, peer, packet in self.sent if peer == AHEAD]
        assert all(packet.startswith(b"#bundle\0") for _, packet in told)
        return [(at_s, to_wall_s(int.from_bytes(packet[8:16], "big")) - WALL_S) for at_s, packet in told]


def test_each_beat_is_told_once_plainly_at_its_moment_and_ahead_in_bundles() -> None:
    stage = Stage().run(12.2)
    assert [at_s for at_s, address in stage.plain() if address == "/lyria/beat"] == [10.0, 10.5, 11.0, 11.5, 12.0]
    assert [at_s for at_s, address in stage.plain() if address == "/lyria/bar"] == [10.0, 12.0]
    sent, meant = zip(*stage.bundles(), strict=True)
    assert meant == pytest.approx([10.0, 10.5, 11.0, 11.5, 12.0], abs=1e-6)
    assert sent == pytest.approx([one - 0.1 for one in meant], abs=0.0011)
    first = next(packet for _, peer, packet in stage.sent if peer == AHEAD)
    assert first.index(b"/lyria/bar\0") < first.index(b"/lyria/beat\0")


@pytest.mark.parametrize("offset_s", [-0.3, 0.2, 0.5])
def test_the_offset_moves_all_of_them(offset_s: float) -> None:
    stage = Stage(offset_s).run(12.0)
    moved = [at_s + offset_s for at_s, _ in stage.beats if at_s + offset_s < 11.9]
    beats = [at_s for at_s, address in stage.plain() if address == "/lyria/beat"]
    assert beats == pytest.approx(moved, abs=0.0011)
    assert [meant for _, meant in stage.bundles()][: len(moved)] == pytest.approx(moved, abs=1e-6)


def test_the_moments_may_be_known_better_with_each_look() -> None:
    stage = Stage()
    for ms in range(9800, 10_100, 20):
        stage.beats = [(at_s + (ms % 3 - 1) * 1e-3, beat) for at_s, beat in stage.beats]
        stage.run(ms / 1000)
    assert len(stage.bundles()) == 1


def test_a_beat_that_is_over_is_not_told_ahead_any_more() -> None:
    stage = Stage()
    stage.now_s = 10.75
    assert [meant for _, meant in stage.run(11.2).bundles()] == pytest.approx([11.0], abs=1e-6)


def test_nothing_is_looked_up_where_nobody_needs_it() -> None:
    stage = Stage(heard=(PLAIN,))
    stage.beats_about = None  # type: ignore[method-assign,assignment]
    assert len(stage.run(10.7).plain()) == 3
