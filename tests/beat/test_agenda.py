from lyria_osc.audio.feeder import Span
from lyria_osc.beat.agenda import Agenda
from lyria_osc.beat.timeline import CountedBeat, FoundBeat, Timeline

RATE_HZ = 48_000


def time_of(frame: float) -> float:
    return frame / RATE_HZ


def agenda(beats: int = 8) -> tuple[Agenda, Timeline]:
    timeline = Timeline(RATE_HZ)
    timeline.add(FoundBeat(number * 24_000, 120.0) for number in range(beats))
    return Agenda(timeline), timeline


def told(agenda: Agenda, now_s: float) -> list[object]:
    return [
        (what.bar, what.beat) if isinstance(what, CountedBeat) else what for what in agenda.due(now_s, time_of, 10**9)
    ]


def test_beats_are_due_where_they_were_laid() -> None:
    plan, _ = agenda()
    laid = plan.lay(Span(1_000, 48_000, 0.0, 1.0))
    assert [one.frame for one in laid] == [1_000, 25_000]
    assert plan.next_s(time_of) == 1_000 / RATE_HZ
    assert told(plan, 0.0) == []
    assert told(plan, 0.5) == [(1, 1)]
    assert told(plan, 1.0) == [(1, 2)]
    assert plan.next_s(time_of) is None


def test_at_another_rate_they_lie_elsewhere() -> None:
    plan, _ = agenda()
    laid = plan.lay(Span(0, 44_100, 0.0, 44_100 / 48_000))
    assert [one.frame for one in laid] == [0.0, 22_050.0]


def test_notes_come_with_their_frame_and_in_order() -> None:
    plan, _ = agenda(0)
    for word in ("a", "b"):
        plan.note(12_000, word)
    plan.note(60_000, "later")
    plan.lay(Span(0, 48_000, 0.0, 1.0))
    assert told(plan, 10.0) == ["a", "b"]
    plan.lay(Span(48_000, 48_000, 48_000.0, 1.0))
    assert told(plan, 10.0) == ["later"]


def test_a_pause_takes_back_what_was_not_heard() -> None:
    plan, _ = agenda()
    plan.note(30_000, "changed")
    plan.lay(Span(0, 48_000, 0.0, 1.0))
    plan.take_back(20_000, 20_000)
    assert told(plan, 10.0) == [(1, 1)]
    plan.lay(Span(90_000, 48_000, 20_000.0, 1.0))
    assert told(plan, 100.0) == ["changed", (1, 2), (1, 3)]


def test_beats_counted_anew_take_the_place_of_the_old() -> None:
    plan, timeline = agenda()
    span = Span(0, 96_000, 0.0, 1.0)
    plan.note(50_000, "note")
    plan.lay(span)
    timeline.start_bar_at(48_000)
    laid = plan.lay_beats_again([span.since(30_000)], 30_000)
    assert [one.frame for one in laid] == [48_000, 72_000]
    assert told(plan, 10.0) == [(1, 1), (1, 2), (2, 1), "note", (2, 2)]


def test_what_was_laid_goes_over_to_another_ring() -> None:
    plan, _ = agenda()
    plan.note(24_000, "note")
    plan.lay(Span(0, 48_000, 0.0, 1.0))
    plan.carry_over(lambda frame: frame - 12_000)
    assert plan.next_s(time_of) == time_of(-12_000)
    assert told(plan, time_of(11_999)) == [(1, 1)]
    assert told(plan, time_of(12_000)) == ["note", (1, 2)]


def test_notes_of_music_that_is_dropped_are_forgotten() -> None:
    plan, _ = agenda(0)
    plan.note(0, "gone")
    plan.forget_notes()
    plan.lay(Span(0, 48_000, 0.0, 1.0))
    assert told(plan, 10.0) == []


def test_a_device_that_has_stalled_holds_all_back() -> None:
    plan, _ = agenda()
    plan.lay(Span(0, 48_000, 0.0, 1.0))
    assert len(plan.due(10.0, time_of, 24_000)) == 1
    assert len(plan.due(10.0, time_of, 24_001)) == 1
