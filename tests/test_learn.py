import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lyria_osc.errors import LyriaOscError
from lyria_osc.learn import learn
from lyria_osc.optionvalues import Endpoint
from lyria_osc.osc.message import encode


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def moving(port: int, *datagrams: bytes) -> Iterator[None]:
    """Sends datagrams over and over until the end."""
    ended = threading.Event()

    def send() -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            while not ended.wait(0.01):
                for datagram in datagrams:
                    sock.sendto(datagram, ("127.0.0.1", port))

    thread = threading.Thread(target=send)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


FADER = [encode("/1/fader3", (place / 4,)) for place in range(5)]


def test_a_moved_control_is_added_to_the_config_file(tmp_path: Path) -> None:
    port, config = free_port(), tmp_path / "folder" / "config.toml"
    row = '[[map]]\nfrom = "/1/fader3"\nto = "/lyria/density"\nin = [0, 1]\n'
    with moving(port, b"no osc", *FADER):
        assert learn("density", Endpoint("127.0.0.1", port), config, 20.0) == row
    assert config.read_text(encoding="utf-8") == row
    config.write_text("rate = 48000", encoding="utf-8")
    with moving(port, *FADER):
        learn("density", Endpoint("127.0.0.1", port), config, 20.0)
    assert config.read_text(encoding="utf-8") == f"rate = 48000\n\n{row}"


def test_when_nothing_moves_it_says_what_came(tmp_path: Path) -> None:
    port, config = free_port(), tmp_path / "config.toml"
    with pytest.raises(LyriaOscError, match=r"no control was moved within 0\.1 s: nothing came"):
        learn("density", Endpoint("127.0.0.1", port), config, 0.1)
    with (
        moving(port, encode("/1/fader3", (0.5,))),
        pytest.raises(LyriaOscError, match="only /1/fader3 came, and it did not move far enough"),
    ):
        learn("density", Endpoint("127.0.0.1", port), config, 0.3)
    assert not config.exists()


def test_a_taken_port_and_an_unknown_name_are_told_at_once(tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(LyriaOscError, match="end lyria-osc run while learning, or choose another port"):
            learn("density", Endpoint("127.0.0.1", port), tmp_path / "config.toml", 1.0)
        with pytest.raises(LyriaOscError, match="did you mean 'density'"):
            learn("densty", Endpoint("127.0.0.1", port), tmp_path / "config.toml", 1.0)


def test_a_config_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    port = free_port()
    with moving(port, *FADER), pytest.raises(LyriaOscError, match="irectory"):
        learn("density", Endpoint("127.0.0.1", port), tmp_path, 20.0)
