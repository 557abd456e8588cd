from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pytest

from lyria_osc.errors import PresetError
from lyria_osc.osc.desk import Desk
from lyria_osc.osc.message import Message, decode
from lyria_osc.osc.peers import Peer, allow
from lyria_osc.params.table import ParamValue
from lyria_osc.params.values import Values


@dataclass
class Studio:
    """A host with values and nothing else, and everything its desk sends."""

    values: Values = field(default_factory=Values.defaults)
    versions: list[Mapping[str, ParamValue]] = field(default_factory=list)
    commands: list[tuple[str, tuple[object, ...], Peer]] = field(default_factory=list)
    sent: list[tuple[Peer, Message]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = Desk(self, self.send, allow=allow(["127.0.0.0/8", "10.0.0.0/8"], "0.0.0.0"), version="1.2.3")

    def send(self, peer: Peer, datagram: bytes) -> None:
        self.sent.append((peer, decode(datagram)))

    def change(self, updates: Mapping[str, ParamValue], source: Peer | None) -> None:
        old, self.values = self.values, self.values.replace(updates)
        self.versions.append(updates)
        self.desk.changed(old, self.values, source)

    def command(self, name: str, args: tuple[object, ...], peer: Peer) -> None:
        if args == ("nowhere",):
            raise PresetError("no preset 'nowhere'", "did you mean 'somewhere'?")
        self.commands.append((name, args, peer))
        if name == "preset":
            self.change({"bpm": 90.0, "density": 0.9}, None)

    def status(self) -> list[tuple[str, Iterable[object]]]:
        return [("/lyria/engine", ["offline"]), ("/lyria/state", ["playing"])]

    def take(self) -> list[tuple[Peer, str, tuple[object, ...]]]:
        """What was sent since last asked."""
        sent, self.sent = self.sent, []
        return [(peer, message.address, message.args) for peer, message in sent]


@pytest.fixture
def studio() -> Studio:
    return Studio()
