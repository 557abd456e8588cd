"""What one session is told, and when: the values wished for, thinned to what the service bears and needs.

Pure. A `Steering` belongs to one open session. It is given snapshots of the values as they change, and hands out the
orders due: a first change at once, then at most ten a second of a kind, the last always; a config only when it
changed, and then whole; prompts likewise. A change of what waits for a reset of the service's context (bpm, scale) is
followed by one ``RESET_CONTEXT`` when the gesture has ended. It also remembers what was sent, and so can say which
values a chunk of music was made with.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf

from lyria_osc.params.table import PARAMS
from lyria_osc.params.values import Values
from lyria_osc.service import Audio, Order, Playback, SetConfig, SetPrompts, WeightedPrompt

INTERVAL_S = 0.1
"""Between two orders of a kind."""

SETTLE_S = 0.3
"""How long bpm and scale must have stood still before the context is reset."""

REMEMBERED = 512
"""How many orders are remembered to tell what a chunk was made with; well over the service's lag at ten a second."""

RESET_PARAMS = tuple(name for name, param in PARAMS.items() if param.needs_reset)
RESET_FIELDS = frozenset(param.service for param in PARAMS.values() if param.needs_reset and param.service)

Config = Mapping[str, float | int | bool | str]
Prompts = tuple[WeightedPrompt, ...]


@dataclass(frozen=True, slots=True)
class _Score:
    """A snapshot of the values, as the service would be told it."""

    values: Values
    config: Config
    prompts: Prompts

    @property
    def waits_for_reset(self) -> Config:
        """What of the config is heard only after a reset of the context."""
        return {field: value for field, value in self.config.items() if field in RESET_FIELDS}


@dataclass(frozen=True, slots=True)
class _Told:
    """What the service knew from one order on: `sent`, and `heard`, whose bpm and scale it has taken up."""

    sent: _Score
    heard: _Score

    @property
    def is_settled(self) -> bool:
        """Whether all that was sent is heard without a reset."""
        return self.sent.waits_for_reset == self.heard.waits_for_reset


def fell_silent(old: Values, new: Values) -> bool:
    """True where the last prompt with a weight went: the service refuses none at all, so it keeps what it had."""
    return bool(old.service_prompts()) and not new.service_prompts()


class Steering:
    """The orders for one session. Writer and reader: the session's keeper.

    `prompts` are those of the session before, told to this one too while `values` has none. Call `replay` first.
    """

    def __init__(self, values: Values, prompts: Prompts = ()) -> None:
        self._wish = _score(values)
        blank = replace(self._wish, config={}, prompts=prompts)
        self._past = deque([_Told(blank, self._wish)], maxlen=REMEMBERED)
        self._free_s = {SetPrompts: -inf, SetConfig: -inf}
        self._settled_s = 0.0
        self._transport = Playback.STOP

    @property
    def prompts(self) -> Prompts:
        """The prompts last sent."""
        return self._told.sent.prompts

    def replay(self) -> tuple[Order, ...]:
        """All that a new session must know: prompts, config."""
        score = replace(self._wish, prompts=self._wish.prompts or self.prompts)
        self._past = deque([_Told(score, score)], maxlen=REMEMBERED)
        config = SetConfig(score.config)
        return (SetPrompts(score.prompts), config) if score.prompts else (config,)

    def steer(self, values: Values, now_s: float) -> None:
        """The values wished for from now on."""
        before, self._wish = self._wish, _score(values)
        if self._wish.waits_for_reset != before.waits_for_reset:
            self._settled_s = now_s + SETTLE_S
        told = self._told
        if self._wish.waits_for_reset == told.heard.waits_for_reset:
            told = replace(told, heard=self._wish)
        if self._wish.config == told.sent.config and self._wish.prompts in ((), told.sent.prompts):
            told = replace(told, sent=replace(told.sent, values=values))
        self._past[-1] = told

    def playback(self, order: Playback, now_s: float) -> tuple[Order, ...]:
        """A transport order, after whatever it must find done: changes not yet sent, a reset still due."""
        orders = self._changes(now_s, at_once=True)
        is_fresh = self._transport is Playback.STOP
        if order is Playback.RESET_CONTEXT:
            return orders if is_fresh else orders + self._reset()
        if order is Playback.PLAY and is_fresh:
            self._take_up()
        elif order is Playback.PLAY and not self._told.is_settled:
            orders += self._reset()
        self._transport = order
        return (*orders, order)

    def due(self, now_s: float) -> tuple[Order, ...]:
        """The orders to send now."""
        if self._is_reset_due() and self._settled_s <= now_s:
            return self._changes(now_s, at_once=True) + self._reset()
        return self._changes(now_s)

    def wake_s(self) -> float | None:
        """When `due` next has something, on the clock of `now_s`; None where nothing is pending."""
        times = [self._free_s[type(order)] for order in self._pending()]
        if self._is_reset_due():
            times.append(self._settled_s)
        return min(times, default=None)

    def made_with(self, audio: Audio) -> Values:
        """The values a chunk was made with: those of the order its own account fits, else of the last one sent.

        bpm and scale are those that stood at the last reset of the context.
        """
        told = self._match(audio) or self._told
        return told.sent.values.replace({name: told.heard.values[name] for name in RESET_PARAMS})

    @property
    def _told(self) -> _Told:
        return self._past[-1]

    def _match(self, audio: Audio) -> _Told | None:
        """The newest order that the account fits; where bpm and scale keep all from fitting, the rest will do."""
        near = None
        for told in reversed(self._past) if audio.config is not None or audio.prompts is not None else ():
            sent = told.sent
            if audio.prompts is not None and not _same_prompts(sent.prompts, audio.prompts):
                continue
            if audio.config is None or _same_config(sent.config, audio.config):
                return told
            rest = {field: value for field, value in sent.config.items() if field not in RESET_FIELDS}
            if near is None and _same_config(rest, audio.config):
                near = told
        return near

    def _pending(self) -> tuple[SetPrompts | SetConfig, ...]:
        """What is wished for and not yet sent."""
        pending: list[SetPrompts | SetConfig] = []
        if self._wish.prompts not in ((), self.prompts):
            pending.append(SetPrompts(self._wish.prompts))
        if self._wish.config != self._told.sent.config:
            pending.append(SetConfig(self._wish.config))
        return tuple(pending)

    def _changes(self, now_s: float, *, at_once: bool = False) -> tuple[Order, ...]:
        """Of what is pending, that whose turn has come: taken as sent."""
        orders: list[Order] = []
        for order in self._pending():
            if at_once or self._free_s[type(order)] <= now_s:
                self._free_s[type(order)] = now_s + INTERVAL_S
                sent = replace(self._told.sent, values=self._wish.values)
                if isinstance(order, SetPrompts):
                    sent = replace(sent, prompts=order.prompts)
                else:
                    sent = replace(sent, config=order.config)
                self._past.append(replace(self._told, sent=sent))
                orders.append(order)
        return tuple(orders)

    def _is_reset_due(self) -> bool:
        """Whether a reset must come once the gesture has ended; while nothing plays, PLAY sees to it."""
        if self._transport is not Playback.PLAY:
            return False
        return self._wish.waits_for_reset != self._told.heard.waits_for_reset

    def _reset(self) -> tuple[Order, ...]:
        self._take_up()
        return (Playback.RESET_CONTEXT,)

    def _take_up(self) -> None:
        """The service takes up the bpm and scale that it was told."""
        self._past.append(replace(self._told, heard=self._told.sent))


def _score(values: Values) -> _Score:
    return _Score(values, values.service_config(), values.service_prompts())


def _same_config(told: Config, account: Config) -> bool:
    """Whether the service's account of its config holds all it was told; it may name more, and round to float32."""
    return all(field in account and _near(value, account[field]) for field, value in told.items())


def _near(told: float | int | bool | str, account: float | int | bool | str) -> bool:
    if isinstance(told, str) or isinstance(account, str):
        return told == account
    return abs(told - account) <= 1e-6 * max(1.0, abs(told))


def _same_prompts(told: Prompts, account: Prompts) -> bool:
    """Whether two sets of prompts mean the same: the service may give its weights normalised."""
    told_sum = sum(abs(prompt.weight) for prompt in told) or 1.0
    account_sum = sum(abs(prompt.weight) for prompt in account) or 1.0
    return len(told) == len(account) and all(
        a.text == b.text and abs(a.weight / told_sum - b.weight / account_sum) <= 1e-6
        for a, b in zip(told, account, strict=True)
    )
