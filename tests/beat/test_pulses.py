"""Pulses of beats that move, in virtual time: a look each 50 ms, as the host takes it."""

from itertools import pairwise
from random import Random

import pytest

from lyria_osc.beat.pulses import CLOCK, CONTINUE, LEAD_S, START, STOP, Pulse, Pulses
from lyria_osc.beat.timeline import CountedBeat

LOOK_S = 0.05
AHEAD_S = 0.25
Beats = list[tuple[float, CountedBeat]]


def beats(times: list[float], first_beat: int = 0) -> Beats:
    return [
        (at_s, CountedBeat(1000.0 * number, 1 + (number + first_beat) // 4, 1 + (number + first_beat) % 4, 120.0))
        for number, at_s in enumerate(times)
    ]


def steady(count: int = 40, first_s: float = 1.0) -> list[float]:
    return [first_s + 0.5 * number for number in range(count)]


def live(pulses: Pulses, known: Beats, until_s: float, from_s: float = 0.0, sees_s: float = 0.75) -> list[Pulse]:
    """What is planned by looks up to a time; beats are known so long before they are heard."""
    found: list[Pulse] = []
    now_s = from_s
    while now_s < until_s:
        about = [one for one in known if now_s - 2.0 < one[0] < now_s + sees_s]
        found += pulses.plan(about, now_s, now_s + AHEAD_S)
        now_s += LOOK_S
    return found


def clocks(pulses: list[Pulse]) -> list[float]:
    return [pulse.at_s for pulse in pulses if pulse.message == CLOCK]


def starts(pulses: list[Pulse]) -> list[float]:
    return [pulse.at_s for pulse in pulses if pulse.message == START]


def test_there_are_24_in_a_beat_evenly() -> None:
    found = live(Pulses(), beats(steady()), 6.0)
    assert starts(found) == pytest.approx([1.0 - LEAD_S])
    times = clocks(found)
    assert times == pytest.approx([1.0 + number / 48 for number in range(len(times))])
    assert len(times) > 24 * 8


def test_it_starts_at_a_bar_line() -> None:
    found = live(Pulses(), beats(steady(), first_beat=2), 4.0)
    assert starts(found) == pytest.approx([2.0 - LEAD_S])
    assert clocks(found)[0] == pytest.approx(2.0)


@pytest.mark.parametrize("sees_s", [0.3, 0.75, 2.0])
def test_beats_that_wander_have_24_each(sees_s: float) -> None:
    random = Random(1)
    times = [at_s + random.uniform(-0.02, 0.02) for at_s in steady(60)]
    found = clocks(live(Pulses(), beats(times), 28.0, sees_s=sees_s))
    assert found == sorted(found)
    assert min(later - earlier for earlier, later in pairwise(found)) > 0.0009
    for number, at_s in enumerate(times[:50]):
        assert abs(found[24 * number] - at_s) < (0.001 if sees_s > 0.5 else 0.045)


def test_a_pause_stops_and_what_was_not_sent_comes_when_it_continues() -> None:
    pulses = Pulses()
    known = beats(steady())
    found = live(pulses, known, 3.1)
    assert pulses.halt(3.1) == [Pulse(3.1, STOP)]
    assert pulses.halt(3.1) == []
    sent = [pulse for pulse in found if pulse.at_s <= 3.1]
    later = [(at_s + 5.0, beat) for at_s, beat in known]
    again = live(pulses, later, 10.0, from_s=8.0)
    assert again[0].message == CONTINUE
    together = clocks(sent) + [at_s - 5.0 for at_s in clocks(again)]
    assert together == pytest.approx([1.0 + number / 48 for number in range(len(together))])


def test_what_was_missed_before_it_continues_comes_at_once() -> None:
    pulses = Pulses()
    known = beats(steady())
    live(pulses, known, 3.1)
    pulses.halt(3.1)
    again = live(pulses, [(at_s + 5.0, beat) for at_s, beat in known], 10.0, from_s=8.2)
    assert [pulse.message for pulse in again[:5]] == [CONTINUE, CLOCK, CLOCK, CLOCK, CLOCK]
    times = clocks(again)
    assert again[0].at_s < times[0]
    assert times[0] == pytest.approx(8.205, abs=0.001)
    assert len([at_s for at_s in times if at_s < 8.499]) == 19
    assert len([at_s for at_s in times if 8.499 < at_s < 8.999]) == 24


def test_after_a_stop_it_starts_at_a_bar_line_again() -> None:
    pulses = Pulses()
    live(pulses, beats(steady()), 3.1)
    pulses.halt(3.1)
    pulses.reset()
    again = live(pulses, beats(steady(first_s=6.0)), 7.0, from_s=5.0)
    assert starts(again) == pytest.approx([6.0 - LEAD_S])


def test_after_a_stall_none_is_missing_and_none_is_in_the_past() -> None:
    pulses = Pulses()
    known = beats(steady())
    before = live(pulses, known, 3.0)
    after = live(pulses, known, 6.0, from_s=3.9)
    assert len(clocks(before) + clocks(after)) == pytest.approx(48 * (6.0 + AHEAD_S - 1.0), abs=2)
    assert min(clocks(after)) >= 3.9


def test_it_goes_on_where_its_beat_is_gone() -> None:
    pulses = Pulses()
    live(pulses, beats(steady()), 3.0)
    fresh = [(at_s, CountedBeat(1e9 + at_s, 1, 1, 120.0)) for at_s in steady(20, 20.0)]
    found = clocks(pulses.plan(fresh, 19.9, 20.15))
    assert found[0] == pytest.approx(20.0)
