import json
import zlib
from collections.abc import Mapping

import pytest
from py2max.m4l import unpack_amxd
from write_surfaces import FOLDER, ready_rows

from lyria_osc.errors import ConfigError
from lyria_osc.params.table import PARAMS
from lyria_osc.surfaces.kinds import SURFACES, Surface, find_surface
from lyria_osc.surfaces.rows import Rows

NEW_NAMES = ("warmth", "voices", "sheen", "room", "motto", "ticket", "applaud", "mood")


def text_of(surface: Surface, raw: bytes) -> str:
    """What a file says, whatever it is packed in."""
    match surface.file.rpartition(".")[2]:
        case "tosc":
            return zlib.decompress(raw).decode()
        case "amxd":
            payload, kind = unpack_amxd(raw)
            assert kind == "audio_effect"
            return json.dumps(json.loads(payload))
    return raw.decode()


def says(surface: Surface, text: str, name: str) -> bool:
    """Whether a file has a row; Pd's addresses are words apart, and SuperCollider's are quoted names."""
    return any(f"{before}{name}{after}" in text for before, after in _FORMS[surface.name])


_PLAIN = [
    ("/lyria/", "]]>"),
    ("/lyria/", "<"),
    ("/lyria/", "'"),
    ("/lyria/", '"'),
    ("/lyria/", " "),
    ("/lyria/", "\\n"),
]
_FORMS: Mapping[str, list[tuple[str, str]]] = {
    **dict.fromkeys(SURFACES, _PLAIN),
    "pd": [("r lyria/", ";"), ("s lyria/", ";")],
    "supercollider": [("'", "'")],
}


@pytest.mark.parametrize("surface", SURFACES.values(), ids=lambda one: one.name)
def test_a_new_row_appears_with_no_other_change(surface: Surface, longer: Rows) -> None:
    before, after = (text_of(surface, surface.write(rows)) for rows in (Rows(), longer))
    for name in NEW_NAMES:
        assert not says(surface, before, name)
        assert says(surface, after, name), f"{surface.name} has no {name}"


@pytest.mark.parametrize("surface", SURFACES.values(), ids=lambda one: one.name)
def test_every_parameter_is_there(surface: Surface) -> None:
    text = text_of(surface, surface.write(Rows()))
    missing = [name for name in PARAMS if not says(surface, text, name)]
    assert not missing


@pytest.mark.parametrize("surface", SURFACES.values(), ids=lambda one: one.name)
def test_ready_files_are_what_the_table_gives(surface: Surface) -> None:
    ready = (FOLDER / surface.file).read_bytes()
    fresh = surface.write(ready_rows())
    assert text_of(surface, ready) == text_of(surface, fresh), "write them anew with tools/write_surfaces.py"


def test_no_ready_file_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {surface.file for surface in SURFACES.values()}


def test_files_say_where_the_host_is() -> None:
    rows = Rows(host="10.1.2.3", port=9123, feedback_port=9321)
    for name in ("pd", "max", "maxforlive", "openstagecontrol"):
        text = text_of(SURFACES[name], SURFACES[name].write(rows))
        assert "10.1.2.3" in text
        assert "9123" in text
        assert "9321" in text


def test_an_unknown_kind_gets_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"^'tuchosc' is no surface; did you mean 'touchosc'\?$"):
        find_surface("tuchosc")
    with pytest.raises(ConfigError, match="there are touchosc, "):
        find_surface("x")
