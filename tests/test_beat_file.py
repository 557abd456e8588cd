import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from lyria_osc.beat_file import file_beats
from lyria_osc.cli import main


def clicks(rate_hz: int, bpm: float, seconds: float, channels: int = 2) -> np.ndarray:
    """A click on each beat from 0.25 s on, the first of four a deep and long one."""
    pcm = np.zeros((int(seconds * rate_hz), channels), np.float32)
    for number, beat_s in enumerate(np.arange(0.25, seconds - 0.5, 60 / bpm)):
        at = np.arange(int(0.2 * rate_hz)) / rate_hz
        click = 0.6 * np.sin(2 * np.pi * (60 if number % 4 == 0 else 1500) * at) * np.exp(-at * 20)
        start = round(beat_s * rate_hz)
        pcm[start : start + len(at)] += click[:, None].astype(np.float32)
    return pcm


@pytest.mark.parametrize(
    ("rate_hz", "channels", "name"), [(44_100, 1, "a.wav"), (48_000, 2, "a.flac"), (96_000, 3, "a.wav")]
)
def test_beats_of_files_of_all_kinds_are_in_their_own_seconds(
    rate_hz: int, channels: int, name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    soundfile.write(path, clicks(rate_hz, 125, 20, channels), rate_hz)
    found = file_beats(path, 125, 4.0)
    truth = np.arange(0.25, 19, 60 / 125)
    late = [min(abs(beat - true) for beat in found.beats) for true in truth if true > 5]
    assert max(late) < 0.006
    assert found.bpm == pytest.approx(125, rel=2e-3)
    assert set(found.downbeats) <= set(found.beats)


def test_the_tempo_need_not_be_known_nor_the_buffer_deep(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, clicks(48_000, 110, 24), 48_000)
    assert file_beats(path, None, 0.0).bpm == pytest.approx(110, rel=5e-3)


def test_the_command_prints_json_or_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, clicks(48_000, 120, 10), 48_000)
    assert main(["beats", str(path), "--bpm", "120", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"beats", "downbeats", "bpm", "confidence"}
    assert main(["beats", str(path), "--bpm", "120"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(found["beats"]) + 1
    assert lines[-1].startswith("120.0")


def test_a_file_with_no_sound_has_a_steady_grid(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros((0, 2), np.float32), 48_000)
    assert file_beats(path, 120, 4.0).beats == ()


@pytest.mark.parametrize(
    ("name", "says"),
    [("missing.wav", "there is no such file"), ("text.wav", "ormat"), ("folder.wav", "it is a folder")],
)
def test_what_is_no_sound_file_is_said_in_one_line(
    name: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.wav").write_text("no sound")
    (tmp_path / "folder.wav").mkdir()
    assert main(["beats", str(tmp_path / name)]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"lyria-osc: {tmp_path / name} cannot be read as sound: ")
    assert says in err
    assert len(err.splitlines()) == 1
