"""Ableton Link: the peer, and whole hosts in a session with another, each in a network of its own."""

import sys
import time

import pytest
from link_stage import stage

from lyria_osc.errors import ConfigError
from lyria_osc.link import LinkPeer


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "link", None)
    with pytest.raises(ConfigError, match=r"pip install 'lyria-osc\[link\]'"):
        LinkPeer(120.0)


def test_a_session_of_one_is_at_its_own_tempo_and_time() -> None:
    peer = LinkPeer(97.0)
    try:
        before_s = time.monotonic()
        session = peer.look(4)
        assert before_s <= session.grid.time_s <= time.monotonic()
        assert session.grid.bpm == pytest.approx(97.0)
        assert session.grid.beats_per_bar == 4
    finally:
        peer.close()


def test_another_program_s_peer_and_ours_agree() -> None:
    found = stage("foreign", 0.0)
    assert found["its_peers"] == 1
    assert found["its_bpm"] == pytest.approx(110.0, abs=0.001)
    assert found["our_bpm"] == pytest.approx(133.0, abs=0.001)
    assert isinstance(found["beats_apart"], float)
    assert found["beats_apart"] < 0.02


def test_the_beats_are_held_on_another_s() -> None:
    found = stage("lock", 20.0)
    assert isinstance(found["beats"], int)
    assert found["beats"] >= 20
    for errors_ms in (found["told_ms"], found["came_ms"], found["again_ms"]):
        assert isinstance(errors_ms, dict)
        assert errors_ms["median"] <= 10.0
        assert errors_ms["p95"] <= 25.0
    assert found["bars_apart"] == [0]


def test_a_host_follows_tempo_and_transport() -> None:
    found = stage("follow", 1.0)
    assert isinstance(found["peers"], list)
    assert found["peers"][-1] == 1
    assert isinstance(found["beats_until_followed"], float)
    assert found["beats_until_followed"] < 1.5
    assert found["bpm"] == [120.0, 100.0, 110.0]


def test_a_host_leads() -> None:
    found = stage("lead", 8.0)
    assert found["plays"] is True
    assert isinstance(found["bpm"], list)
    assert all(abs(bpm - 123.0) < 0.7 for bpm in found["bpm"])
    assert len(set(found["bpm"])) <= 4
