import pytest

from lyria_osc.argv import guess_atom, parse_argv
from lyria_osc.options import COMMANDS, NOT_YET_COMMANDS


def given(*argv: str) -> list[tuple[str, str]]:
    return [(one.option.name, one.text) for one in parse_argv(argv).given]


def test_without_a_command_it_is_run() -> None:
    assert parse_argv([]).command.name == "run"
    line = parse_argv(["--device", "none", "--stopped"])
    assert (line.command.name, line.names_command, line.errors) == ("run", False, ())


def test_options_are_taken_in_both_spellings_and_in_order() -> None:
    argv = (
        "run",
        "--set",
        "bpm=90",
        "--device=none",
        "--set=mute=T",
        "--stopped",
        "--quiet=false",
        "--link",
        "--rate",
        "1",
    )
    assert given(*argv) == [
        ("set", "bpm=90"),
        ("device", "none"),
        ("set", "mute=T"),
        ("stopped", "true"),
        ("quiet", "false"),
        ("link", "follow"),
        ("rate", "1"),
    ]


def test_each_command_knows_its_own_options() -> None:
    assert parse_argv(["params", "--json"]).value("json") is True
    assert parse_argv(["params"]).value("json") is False
    assert parse_argv(["send", "x", "--wait", "0.5"]).value("wait") == 0.5
    assert parse_argv(["render", "--device", "x", "a.wav"]).errors == ("render has no option --device",)
    line = parse_argv(["send", "x", "--listen", "9100", "--wait", "1"])
    assert [one.option.name for one in line.settings] == ["listen"]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["rnu"], "'rnu' is not a command; did you mean 'run'?"),
        (["--devise", "none"], "run has no option --devise; did you mean '--device'?"),
        (["--device"], "--device needs D after it"),
        (["--device", "--stopped"], "--device needs D after it"),
        (["render"], "render needs OUT"),
        (["render", "a.wav", "b.wav"], "render cannot take 'b.wav'"),
        (["-device"], "run cannot take '-device'; did you mean '--device'?"),
        (["params", "--json=maybe"], "--json takes true or false, not 'maybe'"),
        (["send", "x", "--wait", "-1"], "--wait takes a number from 0 to 3600, not '-1'"),
        *(([name], f"this version does not have the command {name} yet") for name in sorted(NOT_YET_COMMANDS)),
    ],
)
def test_each_fault_is_one_line(argv: list[str], words: str) -> None:
    assert parse_argv(argv).errors == (words,)


def test_faults_are_all_told() -> None:
    assert len(parse_argv(["--devise", "x", "--rat=1", "--device"]).errors) == 3


def test_commands_to_come_are_not_among_those_there() -> None:
    assert not NOT_YET_COMMANDS & set(COMMANDS)


def test_words_may_look_like_negative_numbers() -> None:
    assert parse_argv(["send", "/lyria/gain", "-6", "--", "--quiet"]).words == ("/lyria/gain", "-6", "--quiet")
    assert parse_argv(["send", "/lyria/prompts", "a=1:2"]).words == ("/lyria/prompts", "a=1:2")


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_for_the_program_or_a_command(flag: str) -> None:
    assert parse_argv([flag]).wants_help
    assert not parse_argv([flag]).names_command
    line = parse_argv(["render", flag])
    assert (line.wants_help, line.command.name, line.errors) == (True, "render", ())
    assert parse_argv(["--version"]).wants_version


@pytest.mark.parametrize(
    ("text", "atom"),
    [
        ("1", 1),
        ("-6", -6),
        ("0.7", 0.7),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("T", True),
        ("false", False),
        ("piano:1", "piano:1"),
        ("nan", "nan"),
        ("808 drums", "808 drums"),
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", 2.0**63),
        ("", ""),
    ],
)
def test_atoms_are_guessed(text: str, atom: object) -> None:
    guessed = guess_atom(text)
    assert guessed == atom
    assert type(guessed) is type(atom)
