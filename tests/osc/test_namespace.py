import json
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from lyria_osc.errors import OscError
from lyria_osc.osc.namespace import ATTRIBUTES, NO_VALUE, READ, READ_AND_WRITE, WRITE, Namespace, Readings, Row
from lyria_osc.params.table import COMMANDS, FEEDBACK, PARAMS, Kind, Param

READINGS: Readings = {**{row.address: [row.default] for row in PARAMS.values()}, "/lyria/state": ["playing"]}
ROWS: list[Row] = [*PARAMS.values(), *COMMANDS.values(), *FEEDBACK.values()]


def methods(node: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each method under a node, with the path that the keys on the way to it make."""
    if "TYPE" in node:
        yield path, node
    for key, below in node.get("CONTENTS", {}).items():
        yield from methods(below, f"{path.rstrip('/')}/{key}")


@pytest.fixture(scope="module")
def root() -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(json.dumps(Namespace().describe("/", READINGS), allow_nan=False))
    return tree


def test_each_row_is_there_once_at_its_own_path(root: dict[str, Any]) -> None:
    found = list(methods(root, "/"))
    assert sorted(path for path, _ in found) == sorted(row.address for row in ROWS)
    assert all(path == node["FULL_PATH"] for path, node in found)


def test_descriptions_are_short_and_none_is_given_twice(root: dict[str, Any]) -> None:
    words = [node["DESCRIPTION"] for _, node in methods(root, "/")]
    assert len(set(words)) == len(words)
    assert all(0 < len(one) <= 70 for one in words)


def test_no_method_holds_contents_and_all_have_a_value(root: dict[str, Any]) -> None:
    for _, node in methods(root, "/"):
        assert "CONTENTS" not in node
        assert len(node["VALUE"]) == len(node["TYPE"])


@pytest.mark.parametrize("param", PARAMS.values(), ids=lambda row: row.name)
def test_a_parameter_is_described_as_the_table_has_it(param: Param) -> None:
    node = Namespace().describe(param.address, READINGS)
    assert node["ACCESS"] == READ_AND_WRITE
    assert node["TYPE"] == {"float": "f", "int": "i", "bool": "T", "choice": "s", "text": "s"}[param.kind]
    assert node["VALUE"] == [param.default]
    if param.kind in (Kind.FLOAT, Kind.INT):
        assert node["RANGE"] == [{"MIN": param.minimum, "MAX": param.maximum}]
        assert node["CLIPMODE"] == ["both"]
    elif param.kind is Kind.CHOICE:
        assert node["RANGE"] == [{"VALS": list(param.choices)}]
    else:
        assert "RANGE" not in node


def test_units_are_those_of_the_proposal() -> None:
    namespace = Namespace()
    assert namespace.describe("/lyria/bpm", {})["UNIT"] == ["time.bpm"]
    assert namespace.describe("/lyria/level", {})["UNIT"] == ["gain.db", "gain.db"]
    assert namespace.describe("/lyria/beat", {})["UNIT"] == [None, None, "time.bpm"]
    assert "UNIT" not in namespace.describe("/lyria/density", {})


def test_commands_are_written_and_feedback_is_read() -> None:
    namespace = Namespace()
    play, state = namespace.describe("/lyria/play", READINGS), namespace.describe("/lyria/state", READINGS)
    assert (play["ACCESS"], play["TYPE"], play["VALUE"]) == (WRITE, "N", [None])
    assert (state["ACCESS"], state["TYPE"], state["VALUE"]) == (READ, "s", ["playing"])
    assert namespace.describe("/lyria/preset/morph", {})["TYPE"] == "sf"
    assert namespace.describe("/lyria", {})["ACCESS"] == NO_VALUE


def test_an_attribute_alone() -> None:
    namespace = Namespace()
    for name in ATTRIBUTES - {"CONTENTS"}:
        assert set(namespace.attribute("/lyria/bpm", name, READINGS) or ()) == {name}
    assert namespace.attribute("/lyria/bpm", "CONTENTS", READINGS) is None
    assert namespace.attribute("/lyria/play", "VALUE", READINGS) is None
    assert namespace.attribute("/lyria", "VALUE", READINGS) is None
    with pytest.raises(OscError, match="/lyria/bmp: no such node"):
        namespace.attribute("/lyria/bmp", "VALUE", READINGS)


def test_numbers_that_json_cannot_hold_are_null() -> None:
    node = Namespace().describe("/lyria/level", {"/lyria/level": [-math.inf, -3.0]})
    assert node["VALUE"] == [None, -3.0]


def test_what_a_command_can_choose_from() -> None:
    namespace = Namespace()
    assert namespace.set_choices("/lyria/preset", ["ambient", "dub"])
    assert not namespace.set_choices("/lyria/preset", ["ambient", "dub"])
    assert namespace.describe("/lyria/preset", {})["RANGE"] == [{"VALS": ["ambient", "dub"]}]


def test_a_row_more_is_a_node_more() -> None:
    row = replace(PARAMS["density"], name="swing/amount", doc="how much it swings")
    namespace = Namespace({row.address: row})
    assert namespace.describe("/lyria/swing/amount", {})["DESCRIPTION"] == "how much it swings"
    assert "/lyria/swing" in namespace
    assert "/lyria/bpm" not in namespace
