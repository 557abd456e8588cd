"""A host as a process of its own, and an OSC client that talks to it: for tests and benches."""

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from lyria_osc.osc.message import Message, decode, encode

STARTS_WITHIN_S = 20.0
ENDS_WITHIN_S = 10.0


def free_port() -> int:
    """A port that is free for UDP and TCP now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Heard:
    """A datagram as it came: when (monotonic) and what."""

    at_s: float
    raw: bytes

    @property
    def message(self) -> Message:
        """What it says."""
        return decode(self.raw)


class Client:
    """A UDP client that keeps all it hears."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self._to = (host, port)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self._socket.bind((host, 0))
        self.heard: list[Heard] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._socket.getsockname()[1]
        return port

    def send(self, address: str, *args: object) -> None:
        """Sends a message."""
        self._socket.sendto(encode(address, args), self._to)

    def send_raw(self, datagram: bytes) -> None:
        """Sends bytes as they are."""
        self._socket.sendto(datagram, self._to)

    def messages(self, address: str) -> list[tuple[float, tuple[object, ...]]]:
        """What was heard at an address so far: when, and the arguments."""
        said = [(one.at_s, one.message) for one in self.heard if not one.raw.startswith(b"#bundle")]
        return [(at_s, message.args) for at_s, message in said if message.address == address]

    def listen(self, seconds: float) -> None:
        """Hears for so long."""
        until_s = time.monotonic() + seconds
        while (left_s := until_s - time.monotonic()) > 0:
            self._hear(left_s)

    def wait(
        self,
        address: str,
        wanted: Callable[[tuple[object, ...]], bool] = lambda args: True,
        within_s: float = 20.0,
        count: int = 1,
    ) -> tuple[object, ...]:
        """Hears until a message has come (so many of them, from now on) and gives the last one's arguments."""
        until_s = time.monotonic() + within_s
        first = len(self.heard)
        while True:
            found = 0
            for one in self.heard[first:]:
                if not one.raw.startswith(b"#bundle"):
                    message = one.message
                    if message.address == address and wanted(message.args):
                        found += 1
                        if found == count:
                            return message.args
            left_s = until_s - time.monotonic()
            if left_s <= 0:
                raise AssertionError(f"{address} did not come within {within_s:g} s")
            self._hear(left_s)

    def ask(self, address: str, *args: object, reply: str = "", within_s: float = 5.0) -> tuple[object, ...]:
        """Sends a message and waits for what comes back at the same address, or at `reply`."""
        self.send(address, *args)
        return self.wait(reply or address, within_s=within_s)

    def close(self) -> None:
        """Closes the socket."""
        self._socket.close()

    def _hear(self, within_s: float) -> None:
        if select.select([self._socket], [], [], within_s)[0]:
            raw = self._socket.recv(65_536)
            self.heard.append(Heard(time.monotonic(), raw))


class RunningHost:
    """``lyria-osc run`` with a port of its own; ended by a signal, or killed."""

    def __init__(self, *options: str, environment: dict[str, str] | None = None, device: str = "none") -> None:
        self.port = free_port()
        self._log = tempfile.NamedTemporaryFile(prefix="lyria-osc-host-", suffix=".log")  # noqa: SIM115
        base = {name: value for name, value in os.environ.items() if not name.startswith("LYRIA_OSC_")}
        for name in ("GEMINI_API_KEY", "GOOGLE_API_KEY"):
            base.pop(name, None)
        command = [sys.executable, "-m", "lyria_osc", "run", "--listen", f"127.0.0.1:{self.port}", "--device", device]
        if "--send" not in options:
            command += ["--send", "none"]
        if "--http" not in options:
            command += ["--http", "none"]
        self.started_s = time.monotonic()
        self.process = subprocess.Popen(
            [*command, *options],
            env={**base, "XDG_CONFIG_HOME": "/nonexistent", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        self._clients: list[Client] = []

    @property
    def log(self) -> str:
        """What it has written to stderr and stdout."""
        return Path(self._log.name).read_text(errors="replace")

    def client(self, *, subscribe: bool = True) -> Client:
        """A client of it, once it answers."""
        client = Client(self.port)
        self._clients.append(client)
        until_s = time.monotonic() + STARTS_WITHIN_S
        while True:
            client.send("/lyria/ping", 1)
            client.listen(0.05)
            if client.messages("/lyria/pong"):
                break
            if self.process.poll() is not None or time.monotonic() > until_s:
                raise AssertionError(f"the host does not answer: {self.log}")
        if subscribe:
            client.send("/lyria/subscribe")
            client.ask("/lyria/sync", 1, reply="/lyria/synced")
        return client

    def end(self, number: int = signal.SIGTERM) -> int:
        """Ends it in good order; gives its exit code."""
        self.process.send_signal(number)
        return self.process.wait(ENDS_WITHIN_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients:
            client.close()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(ENDS_WITHIN_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if error:
            sys.stderr.write(self.log)
        self._log.close()


def bundles(client: Client) -> Iterator[tuple[float, bytes]]:
    """The bundles a client has heard: when, and the bytes."""
    yield from ((one.at_s, one.raw) for one in client.heard if one.raw.startswith(b"#bundle"))
