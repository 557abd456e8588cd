from pathlib import Path

from write_readme import README, filled

from lyria_osc.options import COMMANDS


def test_generated_parts_are_what_the_tables_give() -> None:
    text = README.read_text(encoding="utf-8")
    assert filled(text) == text, "run tools/write_readme.py"


def test_every_command_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"lyria-osc {name}" not in text] == []


def test_its_pictures_are_there() -> None:
    text = README.read_text(encoding="utf-8")
    pictures = [part.split(")")[0] for part in text.split("](")[1:] if part.split(")")[0].endswith(".png")]
    assert pictures
    assert all((Path(README).parent / picture).is_file() for picture in pictures)
