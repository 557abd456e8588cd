import os
import time
from pathlib import Path

import pytest

from lyria_osc.player import output
from lyria_osc.player.output import TimerOutput


def test_the_timer_takes_what_its_time_has_come_for() -> None:
    output = TimerOutput(1000.0)
    output.start()
    output.hand(5000)
    start_s = time.monotonic()
    first = output.taken(start_s)
    assert output.taken(start_s + 2.0) - first == 2000
    assert output.taken(start_s + 1.0) - first == 2000


def test_a_timer_that_was_not_fed_waits_and_counts() -> None:
    output = TimerOutput(1000.0)
    output.start()
    output.hand(100)
    start_s = time.monotonic()
    assert output.taken(start_s + 1.0) == 100
    output.hand(1000)
    assert output.taken(start_s + 1.05) in (149, 150, 151)
    assert output.xruns == 1


def test_the_kernel_is_asked_of_hardware_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "ASOUND", tmp_path)
    folder = tmp_path / "card1" / "pcm0p"
    assert output.hardware_folder("ALSA", "Card: PCM (hw:1,0)") is None
    folder.mkdir(parents=True)
    assert output.hardware_folder("ALSA", "Card: PCM (hw:1,0)") == folder
    assert output.hardware_folder("ALSA", "pulse") is None
    assert output.hardware_folder("JACK Audio Connection Kit", "Card: PCM (hw:1,0)") is None


def test_the_bits_are_those_of_our_own_substream(tmp_path: Path) -> None:
    for number, (status, params) in enumerate(
        [
            ("closed\n", "closed\n"),
            ("state: RUNNING\nowner_pid   : 1\n", "format: S32_LE\n"),
            (f"state: PREPARED\nowner_pid   : {os.getpid()}\n", "format: S16_LE\n"),
        ]
    ):
        sub = tmp_path / f"sub{number}"
        sub.mkdir()
        (sub / "status").write_text(status)
        (sub / "hw_params").write_text(params)
    (tmp_path / "sub3").mkdir()
    assert output.bits_in(tmp_path) == 16
    assert output.bits_in(tmp_path / "gone") == 0
