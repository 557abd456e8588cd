import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import LyriaOscError, OscError
from lyria_osc.osc.dispatch import Ask, Call, Dispatcher, Set, arguments
from lyria_osc.params.table import COMMANDS, FEEDBACK, PARAMS, Command, Param

DISPATCHER = Dispatcher()


def call(name: str, *args: object) -> Call:
    return Call(COMMANDS[name], args)


@pytest.mark.parametrize("param", PARAMS.values(), ids=PARAMS)
def test_every_parameter_is_asked_and_set_plain_and_scaled(param: Param) -> None:
    scaled = f"/lyria/norm/{param.name}"
    assert list(DISPATCHER.requests(param.address, ())) == [Ask(param, norm=False)]
    assert list(DISPATCHER.requests(param.address, (1,))) == [Set(param, (1,), norm=False)]
    assert list(DISPATCHER.requests(scaled, ())) == [Ask(param, norm=True)]
    assert list(DISPATCHER.requests(scaled, (0.5,))) == [Set(param, (0.5,), norm=True)]
    assert DISPATCHER.requests(scaled, ())[0].address == scaled
    assert DISPATCHER.requests(scaled, (1,))[0].address == scaled


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_command_is_called(command: Command) -> None:
    requests = DISPATCHER.requests(command.address, ("a", 1))
    assert list(requests) == [Call(command, ("a", 1))]
    assert requests[0].address == command.address


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/lyria/densty", "did you mean '/lyria/density'"),
        ("/lyria/promt/1/text", "did you mean '/lyria/prompt/1/text'"),
        ("/density", "did you mean '/lyria/density'"),
        ("/lyria/beat", "only told"),
        ("/1/fader3", "no such address"),
        ("/", "no such address"),
        ("/" + "x" * 5000, "…: no such address"),
        ("/lyria/x*", "matches no address"),
        ("/lyria/[", "partner"),
        ("/lyria/*/", "matches no address"),
    ],
)
def test_an_address_that_is_not_there_is_an_error(address: str, says: str) -> None:
    for _ in range(2):
        with pytest.raises(OscError) as caught:
            DISPATCHER.requests(address, (1,))
        assert says in str(caught.value)
        assert len(str(caught.value)) < 300


def test_no_suggestion_where_none_is_wanted() -> None:
    with pytest.raises(OscError, match=r"no such address$"):
        DISPATCHER.requests("/lyria/densityy", (1,), suggest=False)
    with pytest.raises(OscError, match="did you mean"):
        DISPATCHER.requests("/lyria/densityy", (1,))


@pytest.mark.parametrize("kind", ["error", "warning"])
def test_an_error_is_never_answered_by_an_error(kind: str) -> None:
    assert kind in FEEDBACK
    assert list(DISPATCHER.requests(f"/lyria/{kind}", ("/x", "words"))) == []


def names(address: str, *args: object) -> list[str]:
    return [request.address.removeprefix("/lyria/") for request in DISPATCHER.requests(address, args)]


def test_a_pattern_reaches_parameters_and_commands_that_match() -> None:
    assert names("/lyria/prompt/[12]/weight", 0.5) == ["prompt/1/weight", "prompt/2/weight"]
    assert names("/lyria/mute_{bass,drums}", True) == ["mute_bass", "mute_drums"]
    assert names("/lyria/p{lay,ause}") == ["play", "pause"]
    assert names("/lyria/prompt/*/clear") == [f"prompt/{slot}/clear" for slot in range(1, 9)]
    assert names("//auto") == ["bpm/auto", "density/auto", "brightness/auto", "scale/auto"]


def test_a_wide_question_presses_no_button() -> None:
    asked = DISPATCHER.requests("/lyria/*", ())
    assert {type(request) for request in asked} == {Ask}
    assert {request.address for request in asked} == {one.address for one in PARAMS.values() if "/" not in one.name}


def test_a_wide_pattern_means_each_parameter_once_and_scaled_only_by_name() -> None:
    assert names("//") == list(PARAMS)
    assert "norm/density" not in names("/*//density", 1)
    assert names("/lyria/norm/*", 1) == [f"norm/{name}" for name in PARAMS if "/" not in name]


def test_patterns_are_remembered_within_bounds() -> None:
    dispatcher = Dispatcher()
    for number in range(2000):
        dispatcher.requests(f"/lyria/{{density,x{number}}}", (1,))
        with pytest.raises(OscError):
            dispatcher.requests(f"/x/{number}", (1,))
    assert len(dispatcher._patterns) <= 256
    assert len(dispatcher._unknown) <= 256


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (call("play"), ()),
        (call("play", 1.0), ()),
        (call("play", True), ()),
        (call("play", 0.3), ()),
        (call("play", 0), None),
        (call("play", 0.0), None),
        (call("play", False), None),
        (call("play", "0"), None),
        (call("prompts", "piano:1,", "lo-fi:0.5"), ("piano:1, lo-fi:0.5",)),
        (call("prompts", "bpm", 808.0), ("bpm 808",)),
        (call("preset", "minimal", "techno"), ("minimal techno",)),
        (call("preset/morph", "minimal", "techno", 8), ("minimal techno", 8.0)),
        (call("record", True), (True,)),
        (call("record", 0.0), (False,)),
        (call("record", 1, "my", "take.wav"), (True, "my take.wav")),
        (call("capture", "4"), (4.0,)),
        (call("ping"), ()),
        (call("ping", 0), (0,)),
        (call("sync", 7.0), (7,)),
        (call("subscribe"), ()),
        (call("subscribe", 9001.0), (9001,)),
        (call("subscribe", "9001", "10.0.0.1"), (9001, "10.0.0.1")),
    ],
)
def test_arguments_come_in_the_kinds_of_the_table(request_: Call, expected: tuple[object, ...] | None) -> None:
    taken = arguments(request_)
    assert taken == expected
    assert [type(one) for one in taken or ()] == [type(one) for one in expected or ()]


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (call("play", "now"), "takes no argument"),
        (call("play", 1, 1), "takes no argument"),
        (call("play", float("nan")), "takes no argument"),
        (call("prompts"), "prompts is missing: takes prompts"),
        (call("preset/morph"), "name is missing: takes name bars"),
        (call("preset/morph", "techno"), "bars is missing: takes name bars"),
        (call("preset/morph", "techno", "deep"), "bars takes a number"),
        (call("record"), r"on is missing: takes on \[file\]"),
        (call("sync"), "id is missing"),
        (call("sync", "x"), "id takes a whole number"),
        (call("capture", b"blob"), "bars takes a number"),
        (call("ping", 1, 2), "1 arguments too many"),
        (call("subscribe", "here"), "port takes"),
    ],
)
def test_wrong_arguments_are_one_error(request_: Call, says: str) -> None:
    with pytest.raises(LyriaOscError, match=says):
        arguments(request_)


ATOMS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.binary(max_size=9), st.just((1, 2))
)


@given(st.sampled_from(list(COMMANDS.values())), st.lists(ATOMS, max_size=4))
def test_any_arguments_are_taken_or_one_error(command: Command, args: list[object]) -> None:
    with contextlib.suppress(LyriaOscError):
        taken = arguments(Call(command, tuple(args)))
        assert taken is None or len(taken) <= len(command.arguments)
