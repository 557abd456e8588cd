"""OSC over UDP: CPU time a message, and the highest rate without loss, beside python-osc's server and pyliblo3.

Each server runs in a process of its own and calls a Python function for each message; all its addresses are sent to in
turn. The last rows are a whole desk that sets a value with each message: all of the table, and nobody to be told.
pyliblo3 is measured where it is installed (``pip install pyliblo3``, best in an environment of its own).
"""

import asyncio
import multiprocessing
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle, islice
from multiprocessing.connection import Connection
from statistics import median
from typing import Any

from lyria_osc.osc.desk import Desk
from lyria_osc.osc.dispatch import NORM, Dispatcher
from lyria_osc.osc.message import Message, encode
from lyria_osc.osc.peers import Peer, allow
from lyria_osc.osc.server import OscServer
from lyria_osc.params.table import PARAMS, PREFIX, Kind, Param, ParamValue
from lyria_osc.params.values import Values

ADDRESSES = (1, 50, 500)
ROUNDS, MESSAGES = 7, 5_000
PACE_HZ = 20_000.0
"""At this rate CPU time is measured."""

BURST_S = 0.005
TRIAL_S = 1.0
"""How long a rate must be borne."""

FIRST_HZ, MOST_HZ, FINE = 5_000.0, 160_000.0, 1.1
"""Where the search for the highest rate begins and ends, and how near, as a factor, it comes."""

QUIET_S = 0.2
"""So long after the last message that came, no more will."""

Told = Callable[[], None]
Serve = Callable[[Sequence[str], Told, Callable[[int], None]], None]
"""Serves addresses for ever; calls the first function at each message, the second once with its port."""

Row = dict[str, Any]


def osc() -> list[Row]:
    """A row for each server and number of addresses."""
    rows: list[Row] = []
    for name, (package, _) in SERVERS.items():
        for count in ADDRESSES if name != DESK else (len(_settable()),):
            measured = _measure(name, count) if find_spec(package) else {"note": f"{package} is not installed"}
            rows.append({"server": name, "addresses": count, **measured})
    return rows


def _measure(name: str, count: int) -> Row:
    addresses = _settable() if name == DESK else [f"{PREFIX}x{number}" for number in range(count)]
    datagrams = [encode(address, [step / 7]) for step in range(7) for address in addresses]
    with _running(name, addresses) as server:
        server.send(datagrams, 100, PACE_HZ)
        server.settled()
        rounds = [_cost(server, datagrams) for _ in range(ROUNDS)]
        highest_hz = _highest(server, datagrams)
    return {
        "us a message": round(median(us for us, _ in rounds), 2),
        "least us": round(min(us for us, _ in rounds), 2),
        f"lost of {ROUNDS * MESSAGES}": sum(lost for _, lost in rounds),
        "without loss Hz": round(highest_hz, -2),
    }


def _cost(server: "_Server", datagrams: Sequence[bytes]) -> tuple[float, int]:
    """CPU time a message in microseconds, and how many were lost."""
    before, before_s = server.settled()
    server.send(datagrams, MESSAGES, PACE_HZ)
    after, after_s = server.settled()
    return (after_s - before_s) / (after - before) * 1e6, MESSAGES - (after - before)


def _highest(server: "_Server", datagrams: Sequence[bytes]) -> float:
    """The highest rate at which nothing is lost; at most what can be sent."""

    def is_borne(rate_hz: float) -> bool:
        before, _ = server.settled()
        count = int(rate_hz * TRIAL_S)
        took_s = server.send(datagrams, count, rate_hz)
        came, _ = server.settled()
        return came - before == count and took_s < TRIAL_S * FINE

    good_hz = FIRST_HZ
    while good_hz < MOST_HZ and is_borne(good_hz * 2):
        good_hz *= 2
    bad_hz = good_hz * 2
    while bad_hz > good_hz * FINE:
        rate_hz = (good_hz * bad_hz) ** 0.5
        good_hz, bad_hz = (rate_hz, bad_hz) if is_borne(rate_hz) else (good_hz, rate_hz)
    return good_hz


class _Server:
    """A server in another process. Owner: the bench."""

    def __init__(self, ask: Connection, port: int) -> None:
        self._ask = ask
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.connect(("127.0.0.1", port))

    def send(self, datagrams: Sequence[bytes], count: int, rate_hz: float) -> float:
        """Sends so many at a steady rate, in bursts; gives how long that took, in seconds."""
        source, start_s = cycle(datagrams), time.monotonic()
        burst = int(rate_hz * BURST_S)
        for first in range(0, count, burst):
            for datagram in islice(source, min(burst, count - first)):
                self._socket.send(datagram)
            ahead_s = start_s + (first + burst) / rate_hz - time.monotonic()
            if ahead_s > 0:
                time.sleep(ahead_s)
        return time.monotonic() - start_s

    def settled(self) -> tuple[int, float]:
        """How many messages have come in all, and the CPU time in seconds, once no more come."""
        before = -1
        while True:
            self._ask.send(None)
            came, cpu_s = self._ask.recv()
            if came == before:
                return came, cpu_s
            before = came
            time.sleep(QUIET_S)

    def close(self) -> None:
        """Closes the socket."""
        self._socket.close()


@contextmanager
def _running(name: str, addresses: Sequence[str]) -> Iterator[_Server]:
    ask, answer = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(name, addresses, answer), daemon=True)
    process.start()
    answer.close()
    server = _Server(ask, ask.recv())
    try:
        yield server
    finally:
        server.close()
        process.terminate()
        process.join()


def _serve(name: str, addresses: Sequence[str], answer: Connection) -> None:
    """The other process: serves, and tells what came and what it cost whenever it is asked."""
    came = 0

    def told() -> None:
        nonlocal came
        came += 1

    def tell() -> None:
        while True:
            answer.recv()
            answer.send((came, time.process_time()))

    threading.Thread(target=tell, daemon=True).start()
    SERVERS[name][1](addresses, told, answer.send)


def _ours(addresses: Sequence[str], told: Told, opened: Callable[[int], None]) -> None:
    names = [address.removeprefix(PREFIX) for address in addresses]
    dispatcher = Dispatcher({name: Param(name, Kind.FLOAT, 0.0, "", 0.0, 1.0) for name in names}, {})

    def receive(messages: Sequence[Message], peer: Peer, now_s: float) -> None:
        for message in messages:
            for _ in dispatcher.requests(message.address, message.args):
                told()

    _run(receive, opened)


class _Holder:
    """A host that only holds values."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self.values = Values.defaults()
        self.desk = Desk(self, lambda peer, datagram: None, allow=allow([], "127.0.0.1"), version="")

    def change(self, updates: Mapping[str, ParamValue], source: Peer | None) -> None:
        """Part of `desk.Host`."""
        old, self.values = self.values, self.values.replace(updates)
        self.desk.changed(old, self.values, source)
        self._told()

    def command(self, name: str, args: tuple[object, ...], peer: Peer) -> None:
        """Part of `desk.Host`."""

    def status(self) -> list[tuple[str, tuple[object, ...]]]:
        """Part of `desk.Host`."""
        return []


def _desk(addresses: Sequence[str], told: Told, opened: Callable[[int], None]) -> None:
    _run(_Holder(told).desk.receive, opened)


def _run(receive: Callable[[Sequence[Message], Peer, float], None], opened: Callable[[int], None]) -> None:
    async def serve() -> None:
        server = OscServer(("127.0.0.1", 0), allow([], "127.0.0.1"), receive, lambda *fault: None)
        await server.start()
        opened(server.address.port)
        await asyncio.Event().wait()

    asyncio.run(serve())


def _python_osc(addresses: Sequence[str], told: Told, opened: Callable[[int], None]) -> None:
    from pythonosc.dispatcher import Dispatcher as Peers
    from pythonosc.osc_server import AsyncIOOSCUDPServer

    async def serve() -> None:
        dispatcher = Peers()
        for address in addresses:
            dispatcher.map(address, lambda *said: told())
        loop = asyncio.get_running_loop()
        assert isinstance(loop, asyncio.BaseEventLoop)
        transport, _ = await AsyncIOOSCUDPServer(("127.0.0.1", 0), dispatcher, loop).create_serve_endpoint()
        opened(transport.get_extra_info("sockname")[1])
        await asyncio.Event().wait()

    asyncio.run(serve())


def _pyliblo(addresses: Sequence[str], told: Told, opened: Callable[[int], None]) -> None:
    server = import_module("pyliblo3").Server()
    for address in addresses:
        server.add_method(address, "f", lambda path, args: told())
    opened(server.port)
    while True:
        server.recv(1000)


def _settable() -> list[str]:
    """The addresses of ours that take any number from 0 to 1."""
    return [f"{PREFIX}{NORM}{name}" for name, row in PARAMS.items() if row.kind is Kind.FLOAT]


DESK = "lyria-osc, values set"
SERVERS: Mapping[str, tuple[str, Serve]] = {
    "lyria-osc": ("lyria_osc", _ours),
    "python-osc asyncio": ("pythonosc", _python_osc),
    "pyliblo3 Server": ("pyliblo3", _pyliblo),
    DESK: ("lyria_osc", _desk),
}
"""What is measured, by name: the package it needs, and how it serves."""
