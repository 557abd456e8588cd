"""The rule of the house: who may import whom, and that only doors touch the world."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import lyria_osc

PACKAGE = Path(lyria_osc.__file__).parent

WORLD = frozenset(
    {
        *("asyncio", "socket", "threading", "time", "os", "signal", "subprocess", "multiprocessing"),
        *("google", "sounddevice", "rtmixer", "soundfile", "pythonosc", "websockets", "zeroconf", "ifaddr"),
        *("link", "rtmidi"),
    }
)
"""What only doors import."""

PLAYER_PROCESS = tuple(
    f"player.{name}" for name in ("__main__", "loop", "output", "hardware", "pulse", "libpulse", "clock", "markers")
)
"""What runs in the player's process, which must stay small and start at once."""


DOORS = frozenset(
    {
        *("cli", "__main__", "jobs", "host", "deck", "outlet", "lane", "monitor", "doors", "render", "soundcards"),
        *("commands", "transport", "learn", "beat_file", "tuning", "web", "link", "midi_clock", "midi_sender"),
        *("osc.message", "osc.server", "osc.streams", "osc.client", "osc.web", "osc.webconnection", "osc.discovery"),
        *("session.lyria", "session.keeper", "session.link", "session.attempts"),
        *("offline.door", "offline.worker"),
        *("player.__main__", "player.libpulse", "player.loop", "player.output", "player.process"),
    }
)

SHARED = frozenset({"errors", "service"})
ROOMS: dict[str, frozenset[str]] = {
    "params": SHARED,
    "audio": SHARED,
    "beat": SHARED,
    "osc": SHARED | {"params"},
    "session": SHARED | {"params"},
    "offline": SHARED | {"params"},
    "surfaces": SHARED | {"params"},
}
"""What the modules of a room may import beside their own room's."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        yield name.removesuffix(".__init__"), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    """All modules imported, anywhere, but for those that only type checkers see."""
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "lyria_osc":
                yield from (f"lyria_osc.{alias.name}" for alias in node.names)


def ours(tree: ast.Module) -> set[str]:
    return {name.removeprefix("lyria_osc.") for name in imports(tree) if name.startswith("lyria_osc.")}


@pytest.mark.parametrize(("name", "tree"), list(modules()), ids=lambda value: value if isinstance(value, str) else "")
def test_only_doors_touch_the_world(name: str, tree: ast.Module) -> None:
    touched = {module.split(".")[0] for module in imports(tree)} & WORLD
    assert name in DOORS or not touched, f"{name} is no door and imports {sorted(touched)}"


@pytest.mark.parametrize(("name", "tree"), list(modules()), ids=lambda value: value if isinstance(value, str) else "")
def test_rooms_import_what_they_may(name: str, tree: ast.Module) -> None:
    room = name.split(".")[0]
    if room not in ROOMS:
        return
    wrong = {one for one in ours(tree) if one.split(".")[0] not in ROOMS[room] | {room}}
    assert not wrong, f"{name} imports {sorted(wrong)}"


def test_the_player_process_knows_no_music() -> None:
    trees = dict(modules())
    allowed = {*PLAYER_PROCESS, "audio.ring", "errors"}
    for name in PLAYER_PROCESS:
        assert ours(trees[name]) <= allowed, f"{name} imports {sorted(ours(trees[name]) - allowed)}"
        assert "numpy" not in {module.split(".")[0] for module in imports(trees[name])}


def test_nobody_imports_the_host() -> None:
    for name, tree in modules():
        assert "host" not in ours(tree) or name == "jobs"
        assert "jobs" not in ours(tree) or name == "cli"
        assert "cli" not in ours(tree) or name == "__main__"


def test_no_import_goes_round() -> None:
    graph = {name: {one for one in ours(tree) if one} for name, tree in modules()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, f"imports go round: {' -> '.join((*path, name))}"
        if name in done:
            return
        for one in graph.get(name, set()):
            visit(one, (*path, name))
        done.add(name)

    for name in graph:
        visit(name, ())


def test_every_door_is_there() -> None:
    assert set(dict(modules())) >= DOORS
