"""What subscribers cost: CPU of host and player, the beats' jitter, and how soon a change shows with all of them."""

import os
import select
import socket
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from running_host import Client, RunningHost
from sound_servers import Pulse, environment

from lyria_osc.osc.message import decode, encode

COUNTS = (0, 1, 50)
WARM_S, LISTEN_S = 6.0, 20.0
BPM = 150.0
CHANGES = 60

Row = dict[str, Any]


def subscribers() -> list[Row]:
    """A row for each number of subscribers; all play to a PulseAudio sink that is recorded."""
    rows = []
    for count in COUNTS:
        with Pulse() as pulse, environment(pulse.environment):
            pulse.add_sink("bench")
            options = ("--engine", "offline", "--preset", "deep-house", "--set", f"bpm={BPM:g}")
            with pulse.record("bench"), RunningHost(*options, device="pulse:bench") as host:
                rows.append({"subscribers": count, **_measure(host, count)})
    return rows


def _measure(host: RunningHost, count: int) -> Row:
    client = host.client(subscribe=False)
    with Crowd(host.port, count) as crowd:
        crowd.hear(WARM_S)
        before_s = _cpu_s(host.process.pid)
        first = len(crowd.heard)
        crowd.hear(LISTEN_S)
        row: Row = {
            f"{name} %": round(100 * (after_s - before_s.get(name, 0.0)) / LISTEN_S, 2)
            for name, after_s in _cpu_s(host.process.pid).items()
        }
        row["messages/s"] = round((len(crowd.heard) - first) / LISTEN_S)
        if count:
            row |= _jitter(crowd, first)
            row |= {f"{name} shows ms": _shown_ms(client, crowd, how) for name, how in CHANGED.items()}
        row["xruns"] = _xruns(client)
    return row


class Crowd:
    """Subscribers on one thread; `heard` has each datagram: when (monotonic), which subscriber, what."""

    def __init__(self, port: int, count: int) -> None:
        self._sockets = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(count)]
        self._places = {sock.fileno(): place for place, sock in enumerate(self._sockets)}
        self._poll = select.epoll()
        self.heard: list[tuple[float, int, bytes]] = []
        for sock in self._sockets:
            sock.setblocking(False)
            sock.connect(("127.0.0.1", port))
            self._poll.register(sock, select.EPOLLIN)
            sock.send(encode("/lyria/subscribe"))

    def __len__(self) -> int:
        return len(self._sockets)

    def __enter__(self) -> "Crowd":
        return self

    def __exit__(self, *_: object) -> None:
        self._poll.close()
        for sock in self._sockets:
            sock.close()

    def hear(self, seconds: float) -> None:
        """Hears for so long."""
        end_s = time.monotonic() + seconds
        while (left_s := end_s - time.monotonic()) > 0:
            for descriptor, _ in self._poll.poll(left_s):
                place = self._places[descriptor]
                while True:
                    try:
                        raw = self._sockets[place].recv(65_536)
                    except BlockingIOError:
                        break
                    self.heard.append((time.monotonic(), place, raw))

    def all_told_s(self, address: str, first: int) -> float:
        """Hears until an address has come to all, from the datagram `first` on; when the last of them had it."""
        while len({place for _, place, _ in self.told(address, first)}) < len(self):
            self.hear(0.01)
        at_s: dict[int, float] = {}
        for came_s, place, _ in self.told(address, first):
            at_s.setdefault(place, came_s)
        return max(at_s.values())

    def told(self, address: str, first: int = 0) -> Iterator[tuple[float, int, tuple[object, ...]]]:
        """What came at an address, from the datagram `first` on: when, to which subscriber, arguments."""
        head = address.encode() + b"\0"
        for at_s, place, raw in self.heard[first:]:
            if raw.startswith(head):
                yield at_s, place, decode(raw).args


def _jitter(crowd: Crowd, first: int) -> Row:
    """How far the gaps between beats are from the tempo's, and the last arrival of a beat from its first."""
    by_place: dict[int, list[float]] = {}
    by_beat: dict[tuple[object, ...], list[float]] = {}
    for at_s, place, args in crowd.told("/lyria/beat", first):
        by_place.setdefault(place, []).append(at_s)
        by_beat.setdefault(args[:2], []).append(at_s)
    off_ms = [abs(b - a - 60 / BPM) * 1e3 for times in by_place.values() for a, b in pairwise(times)]
    spread_ms = [(max(times) - min(times)) * 1e3 for times in by_beat.values()]
    return {
        "beat gap off ms p50": round(float(np.median(off_ms)), 2),
        "p99": round(float(np.percentile(off_ms, 99)), 2),
        "spread ms p99": round(float(np.percentile(spread_ms, 99)), 2),
    }


def _set_value(client: Client, step: int) -> str:
    client.send("/lyria/guidance", (step + 1) / (2 * CHANGES))
    return "/lyria/guidance"


def _load_preset(client: Client, step: int) -> str:
    client.send("/lyria/preset", ("ambient", "deep-house")[step % 2])
    return "/lyria/prompt/1/text"


CHANGED: dict[str, Callable[[Client, int], str]] = {"value": _set_value, "preset": _load_preset}
"""What is changed: makes a change, and gives an address where it shows."""


def _shown_ms(client: Client, crowd: Crowd, change: Callable[[Client, int], str]) -> str:
    """From the sending of a change to its coming to the last subscriber: median and worst, in milliseconds."""
    took_ms = []
    for step in range(CHANGES):
        first, sent_s = len(crowd.heard), time.monotonic()
        address = change(client, step)
        took_ms.append((crowd.all_told_s(address, first) - sent_s) * 1e3)
        crowd.hear(0.05)
    return f"{np.median(took_ms):.1f} / {max(took_ms):.1f}"


def _xruns(client: Client) -> int:
    client.send("/lyria/subscribe")
    return int(str(client.wait("/lyria/xruns")[0]))


def _cpu_s(pid: int) -> dict[str, float]:
    """CPU seconds of the host and of its player."""
    found = {"host": _own_cpu_s(pid)}
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            if b"lyria_osc.player" in Path(f"/proc/{child}/cmdline").read_bytes():
                found["player"] = _own_cpu_s(int(child))
    return found


def _own_cpu_s(pid: int) -> float:
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
