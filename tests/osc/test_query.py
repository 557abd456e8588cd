import json
from http import HTTPStatus

import pytest

from lyria_osc.errors import OscError
from lyria_osc.osc.namespace import Namespace
from lyria_osc.osc.query import Answer, Here, Request, answer, is_refused, read_command

HERE = Here("studio", ("10.0.0.7", 9000), ("10.0.0.7", 9002))
PAGE = Answer(HTTPStatus.OK, b"<!doctype html>")


def ask(target: str, accept: str = "") -> Answer:
    readings = {"/lyria/bpm": [90.0]}
    return answer(Request(target, accept), HERE, Namespace(), lambda: readings, {"/panel/": PAGE})


def body(target: str) -> dict[str, object]:
    got = ask(target)
    assert got.status == HTTPStatus.OK
    assert ("Content-Type", "application/json") in got.headers
    read: dict[str, object] = json.loads(got.body)
    return read


@pytest.mark.parametrize("target", ["/lyria/bpm", "/lyria/bpm/", "/lyria/%62pm", "/lyria/bpm?"])
def test_a_node(target: str) -> None:
    assert body(target)["VALUE"] == [90.0]


def test_one_attribute() -> None:
    assert body("/lyria/bpm?VALUE") == {"VALUE": [90.0]}


@pytest.mark.parametrize("target", ["/?HOST_INFO", "/lyria/bpm?HOST_INFO", "/nowhere?HOST_INFO"])
def test_host_info_on_any_path(target: str) -> None:
    info = body(target)
    assert (info["NAME"], info["OSC_IP"], info["OSC_PORT"]) == ("studio", "10.0.0.7", 9000)
    assert (info["OSC_TRANSPORT"], info["WS_PORT"]) == ("UDP", 9002)
    assert isinstance(info["EXTENSIONS"], dict)
    assert info["EXTENSIONS"]["LISTEN"] is True


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/lyria/bmp", HTTPStatus.NOT_FOUND),
        ("/" + "x" * 5000, HTTPStatus.NOT_FOUND),
        ("/%ff%00", HTTPStatus.NOT_FOUND),
        ("/lyria/bpm?COLOUR", HTTPStatus.BAD_REQUEST),
        ("/lyria/bpm?value", HTTPStatus.BAD_REQUEST),
        ("/lyria/play?VALUE", HTTPStatus.NO_CONTENT),
        ("/lyria/play?RANGE", HTTPStatus.NO_CONTENT),
    ],
)
def test_what_cannot_be_answered(target: str, status: HTTPStatus) -> None:
    got = ask(target)
    assert got.status == status
    assert len(got.body) < 300


def test_browsers_are_shown_the_panel() -> None:
    for target, accept in (("/", "text/html,*/*"), ("/panel", "*/*")):
        got = ask(target, accept)
        assert (got.status, got.headers) == (HTTPStatus.FOUND, (("Location", "/panel/"),))
    assert ask("/panel/") is PAGE
    assert ask("/?VALUE", "text/html").status == HTTPStatus.NO_CONTENT
    assert ask("/lyria", "text/html").status == HTTPStatus.OK


@pytest.mark.parametrize("host", ["127.0.0.1:9002", "[::1]:9002", "localhost:9002", "Studio.local", "studio:1", ""])
def test_requests_under_our_own_names_are_served(host: str) -> None:
    assert is_refused(host, None, frozenset({"studio"})) == ""


@pytest.mark.parametrize("host", ["evil.example", "evil.example:9002", "127.0.0.1.evil.example", "[::1", "studio.evil"])
def test_a_page_cannot_reach_us_by_a_name_of_its_own(host: str) -> None:
    assert "no name of this machine" in is_refused(host, None, frozenset({"studio"}))


def test_only_our_own_pages_may_control() -> None:
    host = "127.0.0.1:9002"
    assert is_refused(host, "http://127.0.0.1:9002", frozenset()) == ""
    for origin in ("http://evil.example", "null", "http://127.0.0.1:8000", "file://", ""):
        assert "may not control" in is_refused(host, origin, frozenset())


def test_commands() -> None:
    assert read_command('{"COMMAND": "LISTEN", "DATA": "/lyria/bpm"}') == ("LISTEN", "/lyria/bpm")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"COMMAND": 1, "DATA": "/"}', '{"COMMAND": "LISTEN"}', "[" * 60_000])
def test_what_is_no_command(text: str) -> None:
    with pytest.raises(OscError, match="text frame"):
        read_command(text)
