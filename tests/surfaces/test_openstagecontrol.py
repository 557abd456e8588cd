import json
from collections.abc import Iterator
from typing import Any

from lyria_osc.params.table import PARAMS, Kind
from lyria_osc.surfaces.openstagecontrol import openstagecontrol_session
from lyria_osc.surfaces.rows import Rows, is_wide


def widgets(of: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in (*of.get("widgets", ()), *of.get("tabs", ())):
        yield one
        yield from widgets(one)


def test_widgets_speak_to_the_host_in_native_ranges() -> None:
    session = json.loads(openstagecontrol_session(Rows(host="10.1.2.3", port=9123)))
    by_id = {one["id"]: one for one in widgets(session["content"])}
    addressed = [one for one in by_id.values() if "address" in one]
    assert {one["target"] for one in addressed} == {"10.1.2.3:9123"}
    for param in PARAMS.values():
        if param.name not in {"density", "brightness"} and param.kind in {Kind.FLOAT, Kind.INT} and not is_wide(param):
            assert by_id[param.name]["range"] == {"min": param.minimum, "max": param.maximum}
    assert by_id["scale"]["values"]["D / b"] == "D_MAJOR_B_MINOR"


def test_no_two_widgets_share_an_id() -> None:
    session = json.loads(openstagecontrol_session(Rows(presets=("a", "b"))))
    ids = [one["id"] for one in widgets(session["content"])]
    assert len(ids) == len(set(ids))
