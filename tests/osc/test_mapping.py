import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import LyriaOscError
from lyria_osc.osc.mapping import Map, Maps, learned, map_toml, read_maps
from lyria_osc.params.table import PARAMS, Kind
from lyria_osc.params.tomltext import parse_toml


def rows(text: str) -> tuple[Map, ...]:
    found, faults = read_maps(parse_toml(text, "config.toml"))
    assert faults == []
    return found


def faults(text: str) -> list[str]:
    found, faults = read_maps(parse_toml(text, "config.toml"))
    assert len(found) + len(faults) > 0
    return faults


def one(text: str) -> Map:
    [row] = rows(f"[[map]]\n{text}")
    return row


def test_a_fader_sets_a_parameter_in_its_own_range() -> None:
    maps = Maps(rows('[[map]]\nfrom = "/1/fader3"\nto = "/lyria/bpm"\n'))
    assert maps.inward("/1/fader3", (0.25,)) == [("/lyria/bpm", (80.0,))]
    assert maps.outward("bpm", 80.0) == [("/1/fader3", (0.25,))]
    assert maps.outward("density", 0.5) == []


def test_other_messages_pass_as_they_are() -> None:
    assert Maps().inward("/lyria/bpm", (99.0,)) == [("/lyria/bpm", (99.0,))]


def test_ranges_curve_and_argument() -> None:
    row = one('from = "/x"\nto = "/lyria/density"\nin = [0, 127]\nout = [0.2, 0.8]\ncurve = 2\nindex = 1')
    assert row.inward((9, 127)) == (pytest.approx(0.8),)
    assert row.inward((9, 63.5)) == (pytest.approx(0.2 + 0.6 * 0.25),)
    assert row.inward((9, 500)) == (pytest.approx(0.8),)
    assert row.outward(0.35) == (pytest.approx(63.5),)


def test_a_range_may_fall() -> None:
    row = one('from = "/x"\nto = "/lyria/density"\nin = [1, 0]')
    assert row.inward((0.25,)) == (0.75,)
    assert row.outward(0.75) == (0.25,)


def test_what_is_on_or_off_has_a_threshold() -> None:
    row = one('from = "/x"\nto = "/lyria/mute"\nin = [0, 127]\nthreshold = 100')
    assert [row.inward((value,)) for value in (99, 100, 127.0, True)] == [(False,), (True,), (True,), (False,)]
    assert (row.outward(True), row.outward(False)) == ((127.0,), (0.0,))
    falling = one('from = "/x"\nto = "/lyria/mute"\nin = [1, 0]')
    assert (falling.inward((0.2,)), falling.inward((0.9,))) == ((True,), (False,))


def test_a_button_presses_and_lets_go_of_a_command() -> None:
    row = one('from = "/push1"\nto = "/lyria/play"')
    assert (row.inward((1.0,)), row.inward((0.0,)), row.inward(())) == ((True,), (False,), ())
    assert Maps([row]).outward("play", True) == []


def test_choices_and_whole_numbers_are_whole() -> None:
    assert one('from = "/x"\nto = "/lyria/mode"').inward((0.5,)) == (1,)
    assert one('from = "/x"\nto = "/lyria/mode"').outward("vocalization") == (1.0,)
    [value] = one('from = "/x"\nto = "/lyria/top_k"').inward((0.5,))
    assert value == 501
    assert isinstance(value, int)


def test_words_go_through_as_they_are() -> None:
    row = one('from = "/label"\nto = "/lyria/prompt/1/text"')
    assert row.inward(("warm", "piano", 2.0)) == ("warm", "piano", 2.0)
    assert row.outward("warm piano") == ("warm piano",)


def test_a_command_s_number_keeps_the_controller_s_range_unless_told() -> None:
    assert one('from = "/clock"\nto = "/lyria/daw/tempo"\nin = [20, 999]').inward((128.5,)) == (pytest.approx(128.5),)


def test_one_control_may_move_many_and_many_one() -> None:
    maps = Maps(
        rows(
            '[[map]]\nfrom = "/xy"\nto = "/lyria/density"\n[[map]]\nfrom = "/xy"\nto = "/lyria/brightness"\nindex = 1\n'
            '[[map]]\nfrom = "/fader"\nto = "/lyria/density"\nback = false\n'
        )
    )
    assert maps.inward("/xy", (0.1, 0.9)) == [("/lyria/density", (0.1,)), ("/lyria/brightness", (0.9,))]
    assert maps.outward("density", 0.1) == [("/xy", (0.1,))]


@pytest.mark.parametrize("atom", ["x", None, b"1", math.nan, math.inf])
def test_no_number_is_refused(atom: object) -> None:
    with pytest.raises(LyriaOscError):
        one('from = "/x"\nto = "/lyria/density"').inward((atom,))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('to = "/lyria/bpm"', "line 1: a map needs from, the address that the controller sends to"),
        ('from = "/x"', 'line 1: a map needs to, an address of ours such as "/lyria/density"'),
        (
            'from = "/x"\nto = "/lyria/densty"',
            "line 3: '/lyria/densty' is no address of ours; did you mean '/lyria/density'?",
        ),
        ('form = "/x"\nfrom = "/x"\nto = "/lyria/bpm"', "line 2: 'form' is no key of a map; did you mean 'from'?"),
        ('from = "x"\nto = "/lyria/bpm"', "line 2: from takes an OSC address such as \"/1/fader3\", not 'x'"),
        (
            'from = "/lyria/bpm"\nto = "/lyria/bpm"',
            "line 2: from takes a controller's address, and '/lyria/bpm' is our own",
        ),
        ('from = "/x*"\nto = "/lyria/bpm"', "line 2: from takes an OSC address such as \"/1/fader3\", not '/x*'"),
        (
            'from = "/x"\nto = "/lyria/bpm"\nin = [1, 1]',
            "line 4: in takes two different numbers such as [0, 1], not <list>",
        ),
        (
            'from = "/x"\nto = "/lyria/bpm"\nout = [20, 100]',
            "line 4: out goes beyond bpm, which goes from 40 to 200",
        ),
        ('from = "/x"\nto = "/lyria/bpm"\ncurve = 0', "line 4: curve takes a number from 0.01 to 100, not 0"),
        ('from = "/x"\nto = "/lyria/mute"\nthreshold = 2', "line 4: threshold takes a number from 0 to 1, not 2"),
        ('from = "/x"\nto = "/lyria/bpm"\nindex = -1', "line 4: index takes a number from 0 to 31, not -1"),
        ('from = "/x"\nto = "/lyria/bpm"\nback = 1', "line 4: back takes true or false, not 1"),
    ],
)
def test_a_bad_row_is_told_with_its_line(text: str, fault: str) -> None:
    assert faults(f"[[map]]\n{text}\n") == [f"config.toml {fault}"]


def test_all_faults_of_all_rows_are_told() -> None:
    text = '[[map]]\nfrom = "/x"\nto = "/lyria/bpm"\n\n[[map]]\nfrom = 3\nto = "/lyria/no"\n'
    lines = faults(text)
    assert [line.split(":")[0] for line in lines] == ["config.toml line 6", "config.toml line 7"]


def test_a_map_that_is_no_list_of_tables() -> None:
    assert faults("map = 3") == ["config.toml line 1: write each row as a table of its own, under [[map]]"]


NUMBERS = [param for param in PARAMS.values() if param.kind is Kind.FLOAT]


@given(
    param=st.sampled_from(NUMBERS),
    share=st.floats(0, 1),
    span=st.tuples(st.floats(-1000, 1000), st.floats(-1000, 1000)).filter(lambda span: abs(span[0] - span[1]) > 1e-3),
    curve=st.floats(0.2, 5),
)
def test_there_and_back_is_where_it_was(param: object, share: float, span: tuple[float, float], curve: float) -> None:
    target = param
    assert isinstance(target, type(NUMBERS[0]))
    row = Map("/x", target, span, (target.minimum, target.maximum), curve)
    sent = span[0] + share * (span[1] - span[0])
    [value] = row.inward((sent,))
    assert isinstance(value, float)
    assert target.minimum - 1e-9 <= value <= target.maximum + 1e-9
    [again] = row.inward(row.outward(value))
    assert again == pytest.approx(value, abs=1e-6 * (target.maximum - target.minimum))


def test_a_moved_control_is_learned() -> None:
    heard = [("/accelerometer", (0.1,)), *(("/1/fader3", (place / 10,)) for place in range(11))]
    row = learned("density", [*heard, ("/accelerometer", (0.11,))])
    assert row is not None
    assert (row.source, row.target.address, row.in_span) == ("/1/fader3", "/lyria/density", (0.0, 1.0))
    assert rows(map_toml(row)) == (row,)


def test_seven_bit_and_other_ranges_and_arguments_are_learned() -> None:
    row = learned("/lyria/gain", [("/cc", (1, place)) for place in range(0, 128, 8)])
    assert row is not None
    assert (row.in_span, row.index) == ((0.0, 127.0), 1)
    assert rows(map_toml(row)) == (row,)
    row = learned("gain", [("/db", (place,)) for place in range(-60, 6, 6)])
    assert row is not None
    assert row.in_span == (-60.0, 0.0)


def test_a_press_and_a_release_are_enough_for_a_switch_and_for_no_fader() -> None:
    pressed = [("/push", (1.0,)), ("/push", (0.0,))]
    assert learned("mute", pressed) is not None
    assert learned("play", pressed) is not None
    assert learned("density", pressed) is None
    assert learned("density", [("/lyria/density", (place / 9,)) for place in range(9)]) is None


def test_what_is_learned_must_be_there() -> None:
    with pytest.raises(LyriaOscError, match="'densty' is no parameter or command; did you mean 'density'"):
        learned("densty", [])
