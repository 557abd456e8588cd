from lyria_osc.options import COMMANDS, NOT_YET_COMMANDS, NOT_YET_OPTIONS, OPTIONS
from lyria_osc.usage import command_page, options_markdown, program_page


def test_the_page_has_every_command_and_option_there_is_and_no_other() -> None:
    page = program_page()
    for command in COMMANDS.values():
        assert command.help in page
    for option in OPTIONS.values():
        assert (f"--{option.name} " in page) == (option.name not in NOT_YET_OPTIONS)
    assert not any(f"\n  {name} " in page for name in NOT_YET_COMMANDS)


def test_pages_fit_a_terminal() -> None:
    for page in (program_page(), *map(command_page, COMMANDS.values())):
        assert max(map(len, page.splitlines())) <= 100
        assert not any(line.endswith(" ") for line in page.splitlines())


def test_a_command_page_has_its_options() -> None:
    page = command_page(COMMANDS["send"])
    assert page.startswith("usage: lyria-osc send ADDRESS [ARG…] [OPTIONS]\n")
    assert "--wait S" in page
    assert "--device" not in page


def test_the_markdown_table_keeps_its_columns() -> None:
    rows = options_markdown().splitlines()
    assert len(rows) == 2 + len(OPTIONS.keys() - NOT_YET_OPTIONS)
    assert all(row.replace("\\|", "").count("|") == 3 for row in rows)
    assert "| `--buffer S` | music held before and during play, in seconds (4) |" in rows
