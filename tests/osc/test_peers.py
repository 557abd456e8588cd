import logging

import pytest

from lyria_osc.errors import ConfigError, OscError
from lyria_osc.osc.peers import Gate, Peer, allow, plain_host


@pytest.mark.parametrize(
    ("cidrs", "listen", "host", "expected"),
    [
        ([], "127.0.0.1", "127.0.0.1", True),
        ([], "127.0.0.1", "192.168.1.2", False),
        ([], "localhost", "::1", True),
        ([], "localhost", "10.0.0.1", False),
        ([], "0.0.0.0", "192.168.1.2", True),
        ([], "0.0.0.0", "127.0.0.1", True),
        ([], "::", "fe80::1%eth0", True),
        ([], "0.0.0.0", "8.8.8.8", False),
        (["192.168.1.0/24"], "0.0.0.0", "192.168.1.77", True),
        (["192.168.1.0/24"], "0.0.0.0", "192.168.2.77", False),
        (["192.168.1.0/24"], "0.0.0.0", "127.0.0.1", False),
        (["192.168.1.0/24"], "::", "::ffff:192.168.1.77", True),
        (["192.168.1.7/24"], "0.0.0.0", "192.168.1.99", True),
        (["10.0.0.7"], "0.0.0.0", "10.0.0.7", True),
        (["10.0.0.7", "fd00::/8"], "::", "fd12::1", True),
        (["10.0.0.7"], "0.0.0.0", "no address", False),
    ],
)
def test_who_may_speak(cidrs: list[str], listen: str, host: str, expected: bool) -> None:
    assert allow(cidrs, listen).admits(host) is expected


def test_every_network_that_is_none_is_named() -> None:
    with pytest.raises(ConfigError) as caught:
        allow(["10.0.0.0/8", "home", "1.2.3.4/77"], "0.0.0.0")
    assert [line.split("'")[1] for line in caught.value.lines] == ["home", "1.2.3.4/77"]


@pytest.mark.parametrize(
    ("host", "expected"),
    [("10.0.0.1", "10.0.0.1"), ("LocalHost", "127.0.0.1"), ("::ffff:10.0.0.1", "10.0.0.1"), ("::0:1", "::1")],
)
def test_a_host_has_one_spelling(host: str, expected: str) -> None:
    assert plain_host(host) == expected


def test_a_name_is_no_address() -> None:
    with pytest.raises(OscError, match=r"'studio\.local' is no IP address"):
        plain_host("studio.local")


def test_peers_are_shown_as_people_write_them() -> None:
    assert str(Peer("10.0.0.1", 9000)) == "10.0.0.1:9000"
    assert str(Peer("::1", 9000)) == "[::1]:9000"
    assert str(Peer("10.0.0.1", 9000, 3)) == "tcp:10.0.0.1:9000"


def test_the_gate_knows_peers_by_what_sockets_say() -> None:
    gate = Gate(allow([], "::"))
    assert gate.udp_peer(("127.0.0.1", 5)) == Peer("127.0.0.1", 5)
    assert gate.udp_peer(("::ffff:127.0.0.1", 5, 0, 0)) == Peer("127.0.0.1", 5)
    assert gate.udp_peer(("fe80::1", 5, 0, 2)) == Peer("fe80::1%2", 5)
    assert gate.admitted(("127.0.0.1", 5), 7) == Peer("127.0.0.1", 5, 7)
    assert gate.udp_peer(("127.0.0.1", 5)) is gate.udp_peer(("127.0.0.1", 5))


def test_the_gate_logs_a_refused_host_once_and_remembers_within_bounds(caplog: pytest.LogCaptureFixture) -> None:
    gate = Gate(allow([], "127.0.0.1"))
    with caplog.at_level(logging.WARNING, "lyria_osc.osc.in"):
        assert all(gate.udp_peer(("8.8.8.8", port)) is None for port in range(1, 3000))
    assert [record.getMessage() for record in caplog.records] == [
        "! 8.8.8.8 may not send: to let it in, start with --allow 8.8.8.8"
    ]
    assert len(gate._known) <= 1024
