"""A day with the service as it is, in virtual time, every frame of it played."""

from collections.abc import Callable

from virtual_service import day


def test_a_day_without_a_silent_frame(record_property: Callable[[str, object], None]) -> None:
    report = day(hours=24.0)
    record_property("vamped_s", report.vamped_s)
    record_property("longest_vamp_s", report.longest_vamp_s)
    assert report.sessions > 144
    assert report.silent_frames == 0
    assert report.zero_frames == 0
    assert report.loudest_bend <= report.music_bend, "a click is a sharper bend than the music has"
    assert report.worst_interval_ms < 20.0
    assert report.bar_lengths == (4,)
    assert report.fresh_share >= 0.9
    assert report.longest_vamp_s < 120.0


def test_half_an_hour_whose_beats_are_heard() -> None:
    report = day(hours=0.5, seed=3, is_tracked=True)
    assert report.sessions >= 4
    assert report.silent_frames == 0
    assert report.loudest_bend <= report.music_bend
    assert report.worst_interval_ms < 20.0
    assert report.bar_lengths == (4,)
    assert report.fresh_share >= 0.9
