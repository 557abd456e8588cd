"""What subscribers are told without asking, where desk and deck are made up."""

from collections.abc import Sequence

from lyria_osc.news import MOST_UNHEARD, News
from lyria_osc.params.values import Values


class Told:
    """A desk that keeps what it is to tell."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, tuple[object, ...]]] = []

    def publish(self, address: str, args: Sequence[object]) -> None:
        self.messages.append((address, tuple(args)))

    def meter(self, address: str, args: Sequence[object], now_s: float) -> None:
        self.publish(address, args)

    def latencies(self) -> list[object]:
        return [args[0] for address, args in self.messages if address == "/lyria/latency"]


class SilentDeck:
    level_db = (-60.0, -60.0)
    held_s = 4.0
    latency_s = 0.3
    xruns = 0


def rig() -> tuple[News, Told]:
    told = Told()
    return News(told, SilentDeck(), lambda: 4.0), told


def test_the_latency_is_that_of_the_change_that_is_heard_however_the_fader_moves_on() -> None:
    news, told = rig()
    values = Values.defaults()
    moved = []
    for step in range(100):  # ten seconds of a fader that swings to and fro, heard six seconds late
        values = values.replace({"density": abs(step % 20 - 10) / 10})
        moved.append(values)
        news.was_set(["density"], values, step / 10)
        if step >= 60:
            news.is_audible("density", moved[step - 60], step / 10)
    assert told.latencies() == [6.0]
    applied = [args for address, args in told.messages if address == "/lyria/applied"]
    assert applied == [("density", one["density"]) for one in moved[:40]]


def test_what_was_not_set_here_has_no_latency() -> None:
    news, told = rig()
    values = Values.defaults()
    news.was_set(["density"], values.replace({"density": 0.7}), 1.0)
    news.is_audible("density", values, 2.0)
    news.is_audible("brightness", values, 3.0)
    assert told.latencies() == []


def test_changes_that_are_never_heard_are_forgotten() -> None:
    news, told = rig()
    values = first = Values.defaults()
    for step in range(2 * MOST_UNHEARD):
        values = values.replace({"density": step % 2 / 2 + 0.25})
        news.was_set(["density"], values, float(step))
    news.is_audible("density", first, 1e6)
    assert told.latencies() == []
    news.is_audible("density", values, 2.0 * MOST_UNHEARD)
    assert told.latencies() == [1.0]
