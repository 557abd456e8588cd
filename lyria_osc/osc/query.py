"""OSCQuery without its sockets: what a request is answered, whom a browser may speak for, what a text frame asks for.

A request is a path, with the name of one attribute after a ``?`` or none; an answer is a status, headers and a body.
Browsers carry requests for any page that is open in them. So that no foreign page plays here, `is_refused` looks at
what a browser cannot forge: by ``Host``, a page cannot reach us under a name that is its own (DNS rebinding); by
``Origin``, the WebSocket is open to our own panel, and to programs that are no browsers, only.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from lyria_osc.errors import OscError
from lyria_osc.osc.namespace import ATTRIBUTES, EXTENSIONS, Described, Namespace, Readings

PANEL = "/panel/"
"""Where the browser's panel lies."""

MAX_SHOWN = 80

Header = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request is answered."""

    status: HTTPStatus
    body: bytes = b""
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A GET request: its target as it came, and its header ``Accept``."""

    target: str
    accept: str = ""

    @property
    def file(self) -> str:
        """The path as it was asked for."""
        return unquote(self.target.partition("?")[0])

    @property
    def path(self) -> str:
        """The node's path that is meant, without a slash at its end."""
        return self.file.rstrip("/") or "/"

    @property
    def attribute(self) -> str:
        """The attribute that is asked for; empty for the whole node."""
        return self.target.partition("?")[2].partition("=")[0]


@dataclass(frozen=True, slots=True)
class Here:
    """Where the host is reached: its name, and the ends that OSC and WebSocket messages go to."""

    name: str
    osc: tuple[str, int]
    web: tuple[str, int]

    def host_info(self) -> Described:
        """The answer to ``?HOST_INFO``."""
        return {
            "NAME": self.name,
            "OSC_IP": self.osc[0],
            "OSC_PORT": self.osc[1],
            "OSC_TRANSPORT": "UDP",
            "WS_IP": self.web[0],
            "WS_PORT": self.web[1],
            "EXTENSIONS": dict(EXTENSIONS),
        }


def answer(
    request: Request, here: Here, namespace: Namespace, readings: Callable[[], Readings], pages: Mapping[str, Answer]
) -> Answer:
    """What a request is answered; `pages` are the panel's files by their paths."""
    path, attribute = request.path, request.attribute
    if request.file in pages:
        return pages[request.file]
    if path == PANEL.rstrip("/") or (path == "/" and not attribute and "text/html" in request.accept):
        return Answer(HTTPStatus.FOUND, headers=(("Location", PANEL),))
    if attribute == "HOST_INFO":
        return _json(here.host_info())
    if path not in namespace:
        return _words(HTTPStatus.NOT_FOUND, f"{path[:MAX_SHOWN]}: no such node")
    if not attribute:
        return _json(namespace.describe(path, readings()))
    if attribute not in ATTRIBUTES:
        known = ", ".join(sorted(ATTRIBUTES))
        return _words(HTTPStatus.BAD_REQUEST, f"{attribute[:MAX_SHOWN]}: not served; there are HOST_INFO, {known}")
    found = namespace.attribute(path, attribute, readings())
    return Answer(HTTPStatus.NO_CONTENT) if found is None else _json(found)


def is_refused(host: str, origin: str | None, own_names: frozenset[str]) -> str:
    """Why a request may not be served; empty if it may.

    `host` and `origin` are the request's headers, of which a browser always sends the first; `own_names` are names of
    this machine, in lower case.
    """
    if host and not _is_ours(_host_name(f"//{host}"), own_names):
        return f"{host[:MAX_SHOWN]!r} is no name of this machine: use its address"
    if origin is not None and origin.partition("//")[2].casefold() != host.casefold():
        return f"pages of {origin[:MAX_SHOWN]!r} may not control lyria-osc"
    return ""


def read_command(text: str) -> tuple[str, str]:
    """A text frame's command and the path it is about, such as ``("LISTEN", "/lyria/bpm")``.

    Raises:
        OscError: it is no command.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise OscError("a text frame that is no JSON: send {'COMMAND': 'LISTEN', 'DATA': path}") from None
    match said:
        case {"COMMAND": str(command), "DATA": str(path)}:
            return command, path
    raise OscError("a text frame without COMMAND and DATA: send {'COMMAND': 'LISTEN', 'DATA': path}")


def path_changed(path: str) -> str:
    """The text frame that tells clients to read a node again."""
    return json.dumps({"COMMAND": "PATH_CHANGED", "DATA": path})


def _json(described: Described) -> Answer:
    body = json.dumps(described, ensure_ascii=False, allow_nan=False).encode()
    return Answer(HTTPStatus.OK, body, (("Content-Type", "application/json"), ("Cache-Control", "no-store")))


def _words(status: HTTPStatus, words: str) -> Answer:
    return Answer(status, f"{words}\n".encode(errors="replace"), (("Content-Type", "text/plain; charset=utf-8"),))


def _host_name(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_ours(name: str, own_names: frozenset[str]) -> bool:
    """A name that no foreign page can have: an address, one of our own, or one that only the local network gives."""
    try:
        ip_address(name.partition("%")[0])
    except ValueError:
        return name in own_names or name == "localhost" or name.endswith((".local", ".localhost"))
    return True
