"""The host's OSC face: takes requests, answers them, and tells everyone what they should know.

Pure but for what it is handed: a `Host` that holds the values and does the work, and a way to send a datagram. The
messages of one bundle come as one group and are one change: what they set is gathered and handed over at once, before
the next command among them and at the end.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from lyria_osc.errors import LyriaOscError, OscError
from lyria_osc.osc.dispatch import Ask, Call, Dispatcher, Request, Set, arguments
from lyria_osc.osc.faults import INTERVAL_S, Faults
from lyria_osc.osc.mapping import Maps
from lyria_osc.osc.message import Message, encode, on_one_line
from lyria_osc.osc.pattern import is_pattern
from lyria_osc.osc.peers import Allow, Peer, plain_host
from lyria_osc.osc.subscribers import Subscribers
from lyria_osc.params.coerce import coerce, from_norm, to_norm
from lyria_osc.params.table import PARAMS, PREFIX, ParamValue
from lyria_osc.params.values import Values, changed

MAX_REQUESTS = 1024
"""How much one bundle may ask for: a pattern counts as what it matches, a dump as all it sends."""

MAX_PATTERNS = 16
"""How many address patterns one bundle may hold: an evil one takes some milliseconds to match."""

MAX_WORDS_CHARS = 400
"""The longest error or warning that is sent."""

_TOLD_OF_A_BUNDLE = 8
_HOW = frozenset({"timetags", "numbers"})

_in = logging.getLogger("lyria_osc.osc.in")
_out = logging.getLogger("lyria_osc.osc.out")

Args = Iterable[object]


class Host(Protocol):
    """What the desk needs of the host. Nothing here may wait."""

    @property
    def values(self) -> Values:
        """What is set now."""

    def change(self, updates: Mapping[str, ParamValue], source: Peer | None) -> None:
        """Makes `updates` part of the values at once, and then calls `Desk.changed`."""

    def command(self, name: str, args: tuple[object, ...], peer: Peer) -> None:
        """Does a command of the table, its arguments in the table's kinds.

        Raises:
            LyriaOscError: what the sender is to be told.
        """

    def status(self) -> Sequence[tuple[str, Args]]:
        """Addresses and arguments of the feedback that a newcomer should see: engine, state, latency and so on."""


class Desk:
    """Serves all peers. Owner: the host, which calls all of it from one thread."""

    def __init__(
        self,
        host: Host,
        send: Callable[[Peer, bytes], None],
        *,
        allow: Allow,
        version: str,
        fixed: Iterable[tuple[Peer, bool]] = (),
        listeners: Callable[[str], Iterable[Peer]] = lambda address: (),
        maps: Maps | None = None,
    ) -> None:
        """`send` sends one datagram and never raises; `fixed` are targets told without asking, with their timetags.

        `listeners` gives those who want to be told of an address and no other; `maps` tie foreign addresses to ours.
        """
        self._host = host
        self._send = send
        self._allow = allow
        self._version = version
        self._listeners = listeners
        self._maps = maps or Maps(())
        self.subscribers = Subscribers(fixed)
        self._dispatcher = Dispatcher()
        self._faults: Faults[tuple[Peer | None, str, str, str]] = Faults()
        self._being_set: frozenset[str] = frozenset()
        self._own: Mapping[str, Callable[[tuple[object, ...], Peer, float], None]] = {
            "ping": self._ping,
            "sync": self._sync,
            "version": self._tell_version,
            "subscribe": self._subscribe,
            "unsubscribe": self._unsubscribe,
            "timetags": lambda args, peer, now_s: self._alter(peer, timetags=args[0]),
            "numbers": self._numbers,
            "rate": self._rate,
            "subscribers": self._list_subscribers,
            "dump": self._dump,
        }

    def receive(self, messages: Sequence[Message], peer: Peer, now_s: float) -> None:
        """Takes a group of messages that count as one, in order. Never raises."""
        self.subscribers.heard(peer.host, now_s)
        if len(messages) > MAX_PATTERNS and sum(is_pattern(message.address) for message in messages) > MAX_PATTERNS:
            self.refuse(peer, messages[0].address, f"holds more than {MAX_PATTERNS} patterns in one bundle", now_s)
            return
        requests = self._meant(messages, peer, now_s)
        if len(requests) > 1 and sum(map(_weight, requests)) > MAX_REQUESTS:
            self.refuse(peer, messages[0].address, f"asks for more than {MAX_REQUESTS} things in one bundle", now_s)
            return
        self._serve(requests, peer, now_s)

    def refuse(self, peer: Peer | None, address: str, words: str, now_s: float) -> None:
        """Tells `peer` (None: everyone) by ``/lyria/error`` what is wrong; repeats are counted, not told."""
        self._tell("error", peer, address, words, now_s)

    def warn(self, peer: Peer | None, address: str, words: str, now_s: float) -> None:
        """Tells `peer` (None: everyone) by ``/lyria/warning`` what to know; repeats are counted, not told."""
        self._tell("warning", peer, address, words, now_s)

    def changed(self, old: Values, new: Values, source: Peer | None = None) -> None:
        """Tells everyone which values changed; `source` is not told what it set itself."""
        for name in changed(old, new):
            self._echo(name, new[name], source if name in self._being_set else None)

    def publish(self, address: str, args: Args, skip: Peer | None = None) -> None:
        """Tells all subscribers, and those who listen to this address."""
        self._send_all(self._with_listeners(self.subscribers.targets(skip), address, skip), address, args)

    def meter(self, address: str, args: Args, now_s: float) -> None:
        """Tells a reading that comes many times a second, to each subscriber no more often than it wants."""
        self._send_all(self._with_listeners(self.subscribers.metered(address, now_s), address), address, args)

    def reply(self, peer: Peer, address: str, args: Args) -> None:
        """Tells one peer, at the port it sends from and at those it subscribed for itself."""
        self._send_all(self.subscribers.ports_of(peer), address, args)

    def marker_targets(self) -> list[tuple[Peer, bool]]:
        """Who is told the beats, and whether ahead of time in timetagged bundles."""
        return [(one.target, one.timetags) for one in self.subscribers]

    def connections(self, address: str, *, ahead: bool = False) -> list[Peer]:
        """Those who are told of a beat over a connection, by the host and not by the player.

        With `ahead` those who want it in bundles ahead of time, else all others.
        """
        subscribed = [(one.target, one.timetags) for one in self.subscribers if one.target.stream]
        chosen = [target for target, timetags in subscribed if timetags is ahead]
        known = [target for target, _ in subscribed]
        return chosen if ahead else [*chosen, *(one for one in self._listeners(address) if one not in known)]

    def gone(self, peer: Peer) -> None:
        """A connection was closed."""
        self.subscribers.gone(peer)

    def tick(self, now_s: float) -> None:
        """Ends leases and tells of repeated faults; to be called about once a second."""
        for one in self.subscribers.expire(now_s):
            _out.info("! %s: nothing heard for a minute: no longer told", one.target)
        for (peer, kind, address, words), count in self._faults.repeats(now_s):
            self._tell_now(kind, peer, address, f"{words} ({count} times more)")
        if untold := self._faults.take_untold():
            _in.warning("! %d further faults in %g s", untold, INTERVAL_S)

    def _meant(self, messages: Sequence[Message], peer: Peer, now_s: float) -> list[Request]:
        """What the messages ask for; addresses that are not there are refused, the first of them one by one."""
        requests: list[Request] = []
        unknown = 0
        for message in messages:
            suggest = unknown < _TOLD_OF_A_BUNDLE
            try:
                for address, args in self._maps.inward(message.address, message.args):
                    requests += self._dispatcher.requests(address, args, suggest=suggest)
            except LyriaOscError as error:
                unknown += 1
                if suggest:
                    self.refuse(peer, message.address, str(error), now_s)
        if unknown > _TOLD_OF_A_BUNDLE:
            words = f"{unknown - _TOLD_OF_A_BUNDLE} more addresses in one bundle that are not there"
            self.refuse(peer, messages[0].address, words, now_s)
        return requests

    def _serve(self, requests: Sequence[Request], peer: Peer, now_s: float) -> None:
        pending: dict[str, ParamValue] = {}
        for request in requests:
            try:
                match request:
                    case Set():
                        self._set(request, pending, peer, now_s)
                    case Ask():
                        self._answer(request, pending, peer)
                    case Call():
                        self._flush(pending, peer)
                        self._call(request, peer, now_s)
            except LyriaOscError as error:
                self.refuse(peer, request.address, str(error), now_s)
        self._flush(pending, peer)

    def _set(self, request: Set, pending: dict[str, ParamValue], peer: Peer, now_s: float) -> None:
        coerced = (from_norm if request.norm else coerce)(request.param, request.args)
        pending[request.param.name] = coerced.value
        if coerced.warning:
            self.warn(peer, request.address, coerced.warning, now_s)

    def _answer(self, request: Ask, pending: Mapping[str, ParamValue], peer: Peer) -> None:
        name = request.param.name
        value = pending[name] if name in pending else self._host.values[name]
        self.reply(peer, request.address, [to_norm(request.param, value) if request.norm else value])

    def _flush(self, pending: dict[str, ParamValue], peer: Peer) -> None:
        """Hands over what was gathered; a value that was so already is echoed too: someone may show another."""
        if not pending:
            return
        before = self._host.values
        updates = dict(pending)
        pending.clear()
        self._being_set = frozenset(updates)
        try:
            self._host.change(updates, peer)
        finally:
            self._being_set = frozenset()
        for name, value in updates.items():
            if before[name] == value:
                self._echo(name, value, peer)

    def _echo(self, name: str, value: ParamValue, skip: Peer | None) -> None:
        self.publish(PARAMS[name].address, [value], skip)
        for address, args in self._maps.outward(name, value):
            self.publish(address, args, skip)

    def _call(self, call: Call, peer: Peer, now_s: float) -> None:
        args = arguments(call)
        if args is None:
            return
        own = self._own.get(call.command.name)
        if own:
            own(args, peer, now_s)
        else:
            self._host.command(call.command.name, args, peer)

    def _ping(self, args: tuple[object, ...], peer: Peer, now_s: float) -> None:
        self.reply(peer, f"{PREFIX}pong", args)

    def _sync(self, args: tuple[object, ...], peer: Peer, now_s: float) -> None:
        self.reply(peer, f"{PREFIX}synced", args)

    def _tell_version(self, args: tuple[object, ...], peer: Peer, now_s: float) -> None:
        self.reply(peer, f"{PREFIX}version", [self._version])

    def _subscribe(self, args: tuple[object, ...], peer: Peer, now_s: float) -> None:
        words = str(args[1]).split() if len(args) > 1 else []
        target = self._target(peer, args[0] if args else None, " ".join(one for one in words if one not in _HOW))
        self.subscribers.add(target, peer, now_s)
        if how := _HOW.intersection(words):
            self.subscribers.alter(target, **dict.fromkeys(how, True))
        _in.info("< %s: subscribes %s", peer, target)
        for address, values in [*self._all_values(), *self._mapped_values(), *self._host.status()]:
            self._send_all([target], address, values)

    def _target(self, peer: Peer, port: object, host: str) -> Peer:
        if port is None:
            return peer
        if not isinstance(port, int) or not 0 < port < 65_536:
            raise OscError(f"port {port}: a port is a number from 1 to 65535")
        target = Peer(plain_host(host) if host else peer.host, port)
        if target.host != peer.host and not self._allow.admits(target.host):
            raise OscError(f"{target.host} is not allowed: start lyria-osc with --allow {target.host}")
        return target

    def _unsubscribe(self, args: tuple[object, ...], peer: Peer, now_s: float) -> None:
        self.subscribers.remove(peer)

    def _alter(self, peer: Peer, **how: object) -> None:
        self.subscribers.alter(peer, **how)

    def _numbers(self, args: tuple[object, ...], peer: Peer, now_s: float) -> None:
        """What came as T or F until now comes once more, in the way that is understood."""
        targets = self.subscribers.alter(peer, numbers=args[0])
        for address, values in self._all_values():
            if isinstance(values[0], bool):
                self._send_all(targets, address, values)

    def _rate(self, args: tuple[object, ...], peer: Peer, now_s: float) -> None:
        rate_hz = float(str(args[0]))
        if rate_hz < 0:
            raise OscError(f"{rate_hz:g} Hz is no rate: give the most readings a second, 0 for none")
        self.subscribers.alter(peer, rate_hz=rate_hz)

    def _list_subscribers(self, args: tuple[object, ...], peer: Peer, now_s: float) -> None:
        for one in self.subscribers:
            to, rate_hz = one.target, -1.0 if one.rate_hz is None else one.rate_hz
            how = (one.timetags, self.subscribers.lease_s(one, now_s), one.numbers, rate_hz, to.link)
            self.reply(peer, f"{PREFIX}subscribers", (to.host, to.port, *how))

    def _dump(self, args: tuple[object, ...], peer: Peer, now_s: float) -> None:
        for address, values in self._all_values():
            self.reply(peer, address, values)

    def _all_values(self) -> list[tuple[str, list[ParamValue]]]:
        values = self._host.values
        return [(param.address, [values[param.name]]) for param in PARAMS.values()]

    def _mapped_values(self) -> list[tuple[str, Args]]:
        values = self._host.values
        return [said for name in PARAMS for said in self._maps.outward(name, values[name])]

    def _tell(self, kind: str, peer: Peer | None, address: str, words: str, now_s: float) -> None:
        words = on_one_line(words.removeprefix(f"{address}: ").replace("\n", "; "))[:MAX_WORDS_CHARS]
        address = on_one_line(address[:MAX_WORDS_CHARS])
        if self._faults.is_news((peer, kind, address, words), now_s):
            self._tell_now(kind, peer, address, words)

    def _tell_now(self, kind: str, peer: Peer | None, address: str, words: str) -> None:
        _in.warning("! %s: %s: %s", peer or kind, address, words)
        if peer:
            self.reply(peer, PREFIX + kind, [address, words])
        else:
            self.publish(PREFIX + kind, [address, words])

    def _with_listeners(self, targets: list[Peer], address: str, skip: Peer | None = None) -> list[Peer]:
        return targets + [peer for peer in self._listeners(address) if peer != skip and peer not in targets]

    def _send_all(self, targets: Sequence[Peer], address: str, args: Args) -> None:
        if not targets:
            return
        args = tuple(args)
        _out.debug("> %s %s", address, args)
        datagram = plain = encode(address, args)
        readers: set[Peer] = set()
        if any(isinstance(arg, bool) for arg in args):
            readers = self.subscribers.read_numbers()
            plain = encode(address, [int(arg) if isinstance(arg, bool) else arg for arg in args])
        for target in targets:
            self._send(target, plain if target in readers else datagram)


def _weight(request: Request) -> int:
    return len(PARAMS) if isinstance(request, Call) and request.command.name in {"dump", "subscribe"} else 1
