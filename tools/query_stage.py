"""A host without music, for tests: OSC, OSCQuery and its panel at work in a thread of their own."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from typing import TypeVar

from lyria_osc.osc.desk import Desk
from lyria_osc.osc.peers import Peer, allow
from lyria_osc.osc.server import OscServer
from lyria_osc.osc.web import OscQuery
from lyria_osc.params.table import PARAMS, ParamValue
from lyria_osc.params.values import Values

T = TypeVar("T")


class Stage:
    """Serves at 127.0.0.1 from `with` to its end; `http` 0: a free port."""

    def __init__(self, http: int = 0) -> None:
        self.values = Values.defaults()
        self.state = "stopped"
        self.presets = ["ambient", "dub-reggae"]
        self.commands: list[tuple[str, tuple[object, ...]]] = []
        self.changes: list[Mapping[str, ParamValue]] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._http = http

    def __enter__(self) -> "Stage":
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _start(self) -> None:
        admitted = allow([], "127.0.0.1")
        self.osc = OscServer(
            ("127.0.0.1", 0),
            admitted,
            lambda messages, peer, now_s: self.desk.receive(messages, peer, now_s),
            lambda peer, address, words, now_s: self.desk.refuse(peer, address, words, now_s),
            lambda peer: self.desk.gone(peer),
        )
        await self.osc.start()
        self.query = OscQuery(
            ("127.0.0.1", self._http),
            admitted,
            name="lyria-osc on a stage",
            osc=self.osc.address,
            readings=lambda: {**{row.address: [self.values[name]] for name, row in PARAMS.items()}, **self._told()},
            take=self.osc.take,
            fault=lambda peer, address, words, now_s: self.desk.refuse(peer, address, words, now_s),
            gone=lambda peer: self.desk.gone(peer),
        )
        self.desk = Desk(self, self._send, allow=admitted, version="1.2.3", listeners=self.query.listeners)
        await self.query.start()
        self.http_port = self.query.address.port
        self.osc_port = self.osc.address.port

    async def _stop(self) -> None:
        self.query.close()
        self.osc.close()
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    def call(self, work: Callable[[], T]) -> T:
        """Does something in the thread that serves, and gives what comes of it."""
        done: Future[T] = Future()
        self._loop.call_soon_threadsafe(lambda: done.set_result(work()))
        return done.result(10)

    def tell(self, name: str, *args: object) -> None:
        """Tells all subscribers."""
        self.call(lambda: self.desk.publish(f"/lyria/{name}", args))

    def set(self, name: str, value: ParamValue) -> None:
        """Sets a parameter, as a preset or a DAW does."""
        self.call(lambda: self.change({name: value}, None))

    def change(self, updates: Mapping[str, ParamValue], source: Peer | None) -> None:
        """Part of `desk.Host`."""
        old, self.values = self.values, self.values.replace(updates)
        self.changes.append(updates)
        self.desk.changed(old, self.values, source)

    def command(self, name: str, args: tuple[object, ...], peer: Peer) -> None:
        """Part of `desk.Host`."""
        self.commands.append((name, args))
        if name == "preset/list":
            self.desk.reply(peer, "/lyria/preset/list", self.presets)
        if name in ("play", "pause", "stop"):
            self.state = {"play": "playing", "pause": "paused", "stop": "stopped"}[name]
            self.desk.publish("/lyria/state", [self.state])

    def status(self) -> list[tuple[str, Iterable[object]]]:
        """Part of `desk.Host`."""
        return list(self._told().items())

    def _told(self) -> dict[str, list[object]]:
        return {"/lyria/engine": ["offline"], "/lyria/state": [self.state], "/lyria/latency": [6.0]}

    def _send(self, peer: Peer, packet: bytes) -> None:
        (self.query.send if peer.stream < 0 else self.osc.send)(peer, packet)
