"""What the commands of the table do.

`Commands.do` finds a command by its name in one dictionary; each takes the arguments of its row and the sender. A
command that cannot be done raises; the sender is told. Owner: the host, on its event loop's thread.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lyria_osc.errors import LyriaOscError, OscError
from lyria_osc.following import Following
from lyria_osc.osc.peers import Peer
from lyria_osc.params.prompts import parse_prompts, prompt_changes
from lyria_osc.params.table import AUTO, COMMANDS, PARAMS, PREFIX, ParamValue
from lyria_osc.params.values import Values
from lyria_osc.shelf import Morph, Shelf
from lyria_osc.transport import Wanted

if TYPE_CHECKING:
    from lyria_osc.deck import Deck
    from lyria_osc.osc.desk import Desk
    from lyria_osc.session.keeper import Session
    from lyria_osc.soundcards import Soundcards
    from lyria_osc.sync import Sync
    from lyria_osc.transport import Transport

log = logging.getLogger("lyria_osc")

Args = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """What commands act on: the rooms, the values, and a way to change them."""

    transport: "Transport"
    session: "Session"
    deck: "Deck"
    desk: "Desk"
    shelf: Shelf
    soundcards: "Soundcards"
    sync: "Sync"
    values: Callable[[], Values]
    change: Callable[[Mapping[str, ParamValue]], None]
    restart: Callable[[], None]


class Commands:
    """Does commands; keeps the morph that is under way, and what a DAW has said of its tempo."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._morph: Morph | None = None
        self._following = Following()
        self._work: set[asyncio.Task[None]] = set()
        transport = reach.transport
        self._by_name: dict[str, Callable[[Args, Peer], None]] = {
            "play": lambda args, peer: transport.play(),
            "pause": lambda args, peer: transport.pause(),
            "stop": lambda args, peer: self._stop(),
            "toggle": lambda args, peer: transport.toggle(),
            "reset": lambda args, peer: reach.session.reset(),
            "downbeat": lambda args, peer: reach.deck.start_bar(),
            "prompts": lambda args, peer: self._prompts(str(args[0]), peer),
            "preset": lambda args, peer: self._load(reach.shelf.load(str(args[0]))),
            "preset/next": lambda args, peer: self._load(reach.shelf.step(1)),
            "preset/prev": lambda args, peer: self._load(reach.shelf.step(-1)),
            "preset/list": lambda args, peer: reach.desk.reply(peer, f"{PREFIX}preset/list", reach.shelf.names()),
            "preset/save": lambda args, peer: self._save(str(args[0])),
            "preset/morph": lambda args, peer: self._morph_to(str(args[0]), float(str(args[1]))),
            "device": lambda args, peer: self._in_background(self._move(str(args[0]), peer)),
            "devices": lambda args, peer: self._in_background(self._list_devices(peer)),
            "daw/tempo": lambda args, peer: self._daw_tempo(float(str(args[0]))),
            "daw/play": lambda args, peer: self._daw_play(),
            "daw/stop": lambda args, peer: self._daw_stop(),
            "daw/beat": lambda args, peer: self._daw_beat(args[0] if args else None),
        }

    def do(self, name: str, args: Args, peer: Peer) -> None:
        """Does a command.

        Raises:
            LyriaOscError: what the sender is to be told.
        """
        if name.startswith("prompt/"):
            slot = name.split("/")[1]
            names = (f"prompt/{slot}/text", f"prompt/{slot}/weight")
            self._reach.change({one: PARAMS[one].default for one in names})
        elif name in self._by_name:
            self._by_name[name](args, peer)
        else:
            raise OscError(f"{COMMANDS[name].address} is not in this version yet")

    def look(self, now_s: float) -> None:
        """To be called often: where nothing is heard, a DAW's tempo need not wait for a bar line."""
        if not self._reach.transport.is_heard:
            self._follow(now_s)

    def on_follow(self, now_s: float) -> None:
        """The DAW is followed from now on, or no more."""
        self._following.begin()
        self.look(now_s)

    def on_beat(self, now_s: float, *, begins_bar: bool) -> None:
        """A beat is heard: a morph moves on, and at a bar line a DAW's tempo is taken."""
        if begins_bar:
            self._follow(now_s)
        if self._morph:
            morph, self._morph = self._morph, None
            self._reach.change(morph.step(self._reach.values()))
            self._morph = None if morph.is_done else morph

    def _stop(self) -> None:
        self._reach.transport.stop()
        self._reach.restart()

    def _prompts(self, text: str, peer: Peer) -> None:
        read = parse_prompts(text)
        for words in read.warnings:
            self._reach.desk.warn(peer, f"{PREFIX}prompts", words, time.monotonic())
        for words in read.errors:
            self._reach.desk.refuse(peer, f"{PREFIX}prompts", words, time.monotonic())
        if read.prompts:
            self._reach.change(prompt_changes(read.prompts))

    def _load(self, updates: Mapping[str, ParamValue]) -> None:
        self._morph = None
        self._reach.change(self._in_tempo(updates))

    def _save(self, name: str) -> None:
        log.info("saved %s", self._reach.shelf.save(name, self._reach.values()))

    def _morph_to(self, name: str, bars: float) -> None:
        """Over so many bars; at once where no beats are heard."""
        values = self._reach.values()
        goal = values.replace(self._in_tempo(self._reach.shelf.load(name)))
        if bars <= 0 or not self._reach.transport.is_heard:
            self._load(dict(goal))
        else:
            self._morph = Morph(values, goal, bars * values.number("beats_per_bar"))

    def _daw_tempo(self, bpm: float) -> None:
        now_s = time.monotonic()
        self._following.tempo(bpm, now_s)
        self._reach.sync.daw_tempo(bpm, now_s)
        self.look(now_s)

    def _daw_beat(self, told: object) -> None:
        self._following.beat(told)
        self._reach.sync.daw_beat(told, time.monotonic())

    def _daw_play(self) -> None:
        """A DAW may say so again and again; what plays already is left alone."""
        if self._is_following and self._reach.transport.wanted is not Wanted.PLAYING:
            self._reach.transport.play()

    def _daw_stop(self) -> None:
        """Pauses: the DAW's next start is to be heard at once, not after a new beginning."""
        self._reach.sync.daw_stop()
        if self._is_following:
            self._reach.transport.pause()

    @property
    def _is_following(self) -> bool:
        return self._reach.values().on("follow")

    def _follow(self, now_s: float) -> None:
        """Takes the DAW's tempo where it is followed and due."""
        bpm = self._following.due(self._reach.values().number("bpm"), now_s) if self._is_following else None
        if bpm is not None:
            self._reach.change({"bpm": bpm})

    def _in_tempo(self, updates: Mapping[str, ParamValue]) -> Mapping[str, ParamValue]:
        """What a preset sets, but for the tempo where others lead."""
        if not (self._is_following and self._following.is_led) and not self._reach.sync.is_led:
            return updates
        return {name: value for name, value in updates.items() if name.removesuffix(AUTO) != "bpm"}

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    async def _move(self, device: str, peer: Peer) -> None:
        try:
            await asyncio.to_thread(self._reach.deck.move_to, self._reach.soundcards.selector(device))
        except LyriaOscError as error:
            self._reach.desk.refuse(peer, f"{PREFIX}device", str(error), time.monotonic())

    async def _list_devices(self, peer: Peer) -> None:
        try:
            devices = await asyncio.to_thread(self._reach.soundcards.devices)
        except LyriaOscError as error:
            self._reach.desk.refuse(peer, f"{PREFIX}devices", str(error), time.monotonic())
            return
        if not devices:
            self._reach.desk.warn(peer, f"{PREFIX}devices", "there are no output devices", time.monotonic())
        for device in devices:
            args = (device.index, device.name, device.host_api, device.channels, device.loopback)
            self._reach.desk.reply(peer, f"{PREFIX}devices", args)
