import json

from lyria_osc.params.listing import params_json, params_markdown, params_table
from lyria_osc.params.table import COMMANDS, FEEDBACK, PARAMS


def test_every_row_is_listed() -> None:
    rows = [(row.address, row.doc) for table in (PARAMS, COMMANDS, FEEDBACK) for row in table.values()]
    for listing in (params_table(), params_markdown()):
        assert all(address in listing and doc in listing for address, doc in rows)


def test_the_terminal_sees_types_ranges_and_units() -> None:
    lines = {line.split()[0]: line for line in params_table().splitlines() if "/lyria/" in line}
    assert " ".join(lines["/lyria/gain"].split()) == "/lyria/gain f -60 to 6 dB 0 level of the output; -60 is silence"
    assert "quality, diversity, vocalization" in lines["/lyria/mode"]
    assert "<s name> <f bars>" in lines["/lyria/preset/morph"]
    assert "[i port] [s host]" in lines["/lyria/subscribe"]
    assert "<f left (dBFS)> <f right (dBFS)>" in lines["/lyria/level"]
    assert not any(line.endswith(" ") for line in params_table().splitlines())


def test_markdown_rows_have_the_cells_of_their_header() -> None:
    bars = 0
    for line in params_markdown().splitlines():
        if line.startswith("| address"):
            bars = line.count("|")
        assert not line.startswith("|") or line.replace("\\|", "").count("|") == bars


def test_json_has_a_row_for_each_parameter() -> None:
    rows = {row["name"]: row for row in json.loads(params_json())}
    assert list(rows) == list(PARAMS)
    assert rows["top_k"] == {
        "name": "top_k",
        "address": "/lyria/top_k",
        "kind": "int",
        "default": 40,
        "minimum": 1,
        "maximum": 1000,
        "service": "top_k",
        "needs_reset": False,
        "doc": PARAMS["top_k"].doc,
    }
    assert rows["scale"]["choices"][0] == "any"
    assert rows["gain"]["unit"] == "dB"
