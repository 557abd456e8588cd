import os
from pathlib import Path

import pytest

from lyria_osc.cli import main
from lyria_osc.surfaces.kinds import SURFACES


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("LYRIA_OSC_") or name == "XDG_CONFIG_HOME":
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


def test_a_surface_is_written_under_its_usual_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["surface", "reaper"]) == 0
    assert capsys.readouterr().out == "lyria-osc.ReaperOSC\n"
    assert "TEMPO f/lyria/daw/tempo" in (tmp_path / "lyria-osc.ReaperOSC").read_text()


@pytest.mark.parametrize("flag", ["-o", "--out"])
def test_a_surface_is_written_where_it_is_wanted(tmp_path: Path, flag: str) -> None:
    assert main(["surface", "pd", flag, "mine.pd", "--listen", "0.0.0.0:9100", "--send", "127.0.0.1:9200"]) == 0
    text = (tmp_path / "mine.pd").read_text()
    assert "connect 127.0.0.1 9100" in text
    assert "listen 9200" in text


def test_a_surface_goes_to_stdout(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["surface", "touchosc", "-o", "-"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"\x78")


def test_the_kinds_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["surface"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(SURFACES)


def test_an_unknown_kind_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["surface", "tuchosc"]) == 2
    assert capsys.readouterr().err == "lyria-osc: 'tuchosc' is no surface; did you mean 'touchosc'?\n"


def test_a_file_that_cannot_be_written_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["surface", "pd", "-o", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err


def test_maps_of_the_config_file_are_checked_with_all_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "mine.toml"
    config.write_text('rat = 3\n[[map]]\nfrom = "/x"\nto = "/lyria/densty"\n')
    assert main(["surface", "pd", "--config", str(config)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert any("line 1" in line and "did you mean 'rate'" in line for line in lines)
    assert any("line 4" in line and "did you mean '/lyria/density'" in line for line in lines)


def test_learn_of_an_unknown_name_fails_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", "densty", "--listen", "127.0.0.1:0"]) == 2
    assert "did you mean 'density'" in capsys.readouterr().err
