"""Who is told what happens.

A subscription has a target (where feedback goes) and an asker (where the wish came from). The two differ for programs
that send from one port and listen on another, as Pd, Max and csound do; both are "the sender" when it comes to who is
spared the echo of what they set. Programs that share a host are never taken for one another: only the very port counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lyria_osc.errors import OscError
from lyria_osc.osc.peers import Peer

LEASE_S = 60.0
"""How long a subscription lasts without any message from its host."""

MAX_SUBSCRIBERS = 64
"""How many subscriptions are held at once."""

_EARLY_S = 0.025


@dataclass(frozen=True, slots=True)
class Subscription:
    """One wish to be told; `fixed` ones come from the settings and do not end.

    `timetags`: markers are wanted ahead of their time, in bundles, and not at it. `numbers`: T and F are not understood
    and come as 1 and 0. `rate_hz`: meters come no more often than this; None: as often as there are any.
    """

    target: Peer
    asker: Peer
    timetags: bool = False
    numbers: bool = False
    rate_hz: float | None = None
    fixed: bool = False

    def is_of(self, peer: Peer) -> bool:
        """Whether `peer` is the one that is told, or the one that asked for it."""
        return peer in (self.target, self.asker)


class Subscribers:
    """All subscriptions. Owner: the desk."""

    def __init__(self, fixed: Iterable[tuple[Peer, bool]] = ()) -> None:
        """`fixed`: targets that are told without their asking, each with its wish for time tags."""
        self._held = {target: Subscription(target, target, timetags=timetags, fixed=True) for target, timetags in fixed}
        self._heard_s: dict[str, float] = {}
        self._metered_s: dict[tuple[Peer, str], float] = {}
        self.changes = 0
        """Grows whenever there is a change in who is told, or how."""

    def __iter__(self) -> Iterator[Subscription]:
        """All of them, in order of coming."""
        return iter(tuple(self._held.values()))

    def __len__(self) -> int:
        return len(self._held)

    def heard(self, host: str, now_s: float) -> None:
        """Any message from a host keeps its subscriptions alive."""
        if host in self._heard_s:
            self._heard_s[host] = now_s

    def add(self, target: Peer, asker: Peer, now_s: float) -> None:
        """Subscribes `target`, or renews its subscription.

        Raises:
            OscError: there are too many.
        """
        known = self._held.get(target)
        if known is None and len(self._held) >= MAX_SUBSCRIBERS:
            raise OscError(f"there are {MAX_SUBSCRIBERS} subscribers already: /lyria/unsubscribe one first")
        self._held[target] = replace(known, asker=asker) if known else Subscription(target, asker)
        self.changes += known is None
        self._heard_s[asker.host] = self._heard_s[target.host] = now_s

    def remove(self, peer: Peer) -> None:
        """Ends the subscriptions of a peer.

        Raises:
            OscError: it has none, or only such as the settings give.
        """
        for subscription in self._of(peer):
            self._drop(subscription)

    def alter(self, peer: Peer, **how: object) -> list[Peer]:
        """Sets how a peer is told: `timetags`, `numbers` or `rate_hz` of its subscriptions; gives their targets.

        Raises:
            OscError: it has no subscription.
        """
        altered = self._of(peer, with_fixed=True)
        for subscription in altered:
            self._held[subscription.target] = replace(subscription, **how)  # type: ignore[arg-type]
        self.changes += 1
        return [subscription.target for subscription in altered]

    def gone(self, peer: Peer) -> None:
        """Ends what goes over a connection that is closed."""
        for subscription in self:
            if subscription.target == peer:
                self._drop(subscription)

    def expire(self, now_s: float) -> list[Subscription]:
        """Ends the subscriptions whose lease is over, and gives them; an open connection is a lease of its own."""
        over = [
            one
            for one in self
            if not one.fixed
            and not one.target.stream
            and now_s - max(self._heard_s[one.target.host], self._heard_s[one.asker.host]) > LEASE_S
        ]
        for subscription in over:
            self._drop(subscription)
        return over

    def targets(self, skip: Peer | None = None) -> list[Peer]:
        """All that are told, but those that are `skip`."""
        return [one.target for one in self._held.values() if skip is None or not one.is_of(skip)]

    def metered(self, address: str, now_s: float) -> list[Peer]:
        """All that are told a meter's reading now, each as often as it wants this address."""
        return [one.target for one in self._held.values() if one.rate_hz is None or self._is_due(one, address, now_s)]

    def _is_due(self, one: Subscription, address: str, now_s: float) -> bool:
        if not one.rate_hz:
            return False
        key, interval_s = (one.target, address), 1 / one.rate_hz
        next_s = self._metered_s.get(key, now_s)
        # Readings come in steps of their own: one that is a little early is nearer to its time than the next.
        if now_s < next_s - _EARLY_S:
            return False
        self._metered_s[key] = interval_s + (next_s if now_s - next_s < interval_s else now_s)
        return True

    def lease_s(self, one: Subscription, now_s: float) -> float:
        """How long a subscription lasts if nothing more is heard; -1 where it does not end of itself."""
        if one.fixed or one.target.stream:
            return -1.0
        return max(0.0, max(self._heard_s[one.target.host], self._heard_s[one.asker.host]) + LEASE_S - now_s)

    def read_numbers(self) -> set[Peer]:
        """Those, both who are told and who asked, that T and F mean nothing to."""
        return {peer for one in self._held.values() if one.numbers for peer in (one.target, one.asker)}

    def ports_of(self, peer: Peer) -> list[Peer]:
        """Where a peer listens: itself, and the other ports it asked to be told at."""
        return [peer, *(one.target for one in self._held.values() if one.asker == peer and one.target != peer)]

    def _of(self, peer: Peer, *, with_fixed: bool = False) -> list[Subscription]:
        """A peer's subscriptions.

        One-shot senders such as oscsend come from a new port each time: where a host has asked for one subscription
        only, that is meant.
        """
        mine = [one for one in self if one.is_of(peer) and (with_fixed or not one.fixed)]
        if mine:
            return mine
        near = [one for one in self if not one.fixed and peer.host in (one.target.host, one.asker.host)]
        if len(near) != 1:
            found = f"{peer.host} has {len(near)} subscriptions, none" if near else "no subscription is"
            raise OscError(f"{found} from {peer}: send this from the port that is subscribed, or that subscribed")
        return near

    def _drop(self, subscription: Subscription) -> None:
        self._held.pop(subscription.target, None)
        self.changes += 1
        self._metered_s = {key: s for key, s in self._metered_s.items() if key[0] != subscription.target}
        hosts = {host for one in self._held.values() for host in (one.target.host, one.asker.host)}
        self._heard_s = {host: s for host, s in self._heard_s.items() if host in hosts}
