"""The host: builds the rooms, passes values between them, and answers for the whole. A door.

All of it runs on one event loop's thread; what the deck tells from its own threads is handed over to it.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from math import inf
from typing import TYPE_CHECKING

from lyria_osc import __version__
from lyria_osc.annotate import Annotator
from lyria_osc.audio.envelope import gain_of
from lyria_osc.audio.given import Superseded, Vamping
from lyria_osc.beat.timeline import CountedBeat
from lyria_osc.commands import Commands, Reach
from lyria_osc.connected import Connected
from lyria_osc.deck import Audience, Deck, RanOut
from lyria_osc.doors import door_of, understudy_of
from lyria_osc.locking import PhaseError
from lyria_osc.news import SECOND_TICKS, News
from lyria_osc.opening import open_deck
from lyria_osc.osc.desk import Args, Desk
from lyria_osc.osc.mapping import Maps
from lyria_osc.osc.message import Message
from lyria_osc.osc.peers import Peer, allow
from lyria_osc.osc.server import OscServer
from lyria_osc.outlet import DeviceChanged
from lyria_osc.params.table import PARAMS, PREFIX, ParamValue
from lyria_osc.params.values import Values, changed
from lyria_osc.session.events import (
    Absent,
    Chunk,
    ChunkCame,
    EngineChanged,
    Failed,
    Filtered,
    SessionEvent,
    StateChanged,
    Warned,
)
from lyria_osc.session.keeper import Session
from lyria_osc.settings import Settings
from lyria_osc.shelf import Shelf
from lyria_osc.soundcards import Soundcards
from lyria_osc.sync import Sync, meet
from lyria_osc.transport import Transport

if TYPE_CHECKING:
    from lyria_osc.web import Web

log = logging.getLogger("lyria_osc")

TICK_S = 0.05


class Host:
    """Everything at work. Owner: `run`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loop = asyncio.get_running_loop()
        self._values = settings.values
        self._annotator = Annotator()
        self._ended = asyncio.Event()
        self._soundcards = Soundcards(settings)
        self._web: Web | None = None
        self._allow = allow([str(network) for network in settings.allow], settings.listen.host)
        self._server = OscServer(
            (settings.listen.host, settings.listen.port), self._allow, self._receive, self._fault, self._gone
        )

    # --- life ---------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Plays until told to end.

        Raises:
            LyriaOscError: it cannot start.
        """
        await self._server.bind()
        try:
            await self._build()
            if self._web:
                await self._web.start(self._shelf.names())
            await self._server.serve()
            async with asyncio.TaskGroup() as tasks:
                working = [tasks.create_task(self._session.run()), tasks.create_task(self._tick())]
                if not self._settings.stopped:
                    self._transport.play()
                await self._ended.wait()
                self._sync.close(time.monotonic())
                await asyncio.to_thread(self._deck.close)
                self._news.tell("state", "stopped")
                for task in working:
                    task.cancel()
        finally:
            self._server.close()
            if self._web:
                await self._web.close()

    def end(self) -> None:
        """Asks for the end: the music fades out, and `run` returns."""
        self._ended.set()

    async def _build(self) -> None:
        settings = self._settings
        fixed = [(await self._server.peer(to.endpoint.host, to.endpoint.port), to.timetags) for to in settings.send]
        partners = await asyncio.to_thread(meet, settings)
        self._web = self._open_web()
        self._desk = Desk(
            self,
            self._send,
            allow=self._allow,
            version=__version__,
            fixed=fixed,
            listeners=self._web.listeners if self._web else lambda address: (),
            maps=Maps(settings.maps),
        )
        self._session = self._new_session()
        self._deck, warning = await asyncio.to_thread(self._open_deck)
        self._news = News(self._desk, self._deck, lambda: self._values.number("buffer"))
        self._connected = Connected(self._desk, self._deck, self._send, self._loop.call_at, self._offset_s)
        self._shelf = Shelf(settings.preset_folders, settings.preset)
        self._transport = Transport(self._session, self._deck, lambda: self._values.number("buffer"))
        self._sync = Sync(
            partners,
            settings.lock,
            self._deck,
            self._transport,
            lambda: self._values,
            lambda updates: self.change(updates, None),
            self._news.tell,
        )
        self._commands = Commands(
            Reach(
                self._transport,
                self._session,
                self._deck,
                self._desk,
                self._shelf,
                self._soundcards,
                self._sync,
                lambda: self._values,
                lambda updates: self.change(updates, None),
                self._annotator.restart,
            )
        )
        self._deck.set_gain(self._gain())
        self._set_audience()
        self._announce(warning)

    def _new_session(self) -> Session:
        settings = self._settings
        return Session(
            door_of(settings, self._room),
            self._on_session,
            self._values,
            session_s=settings.session_s if settings.chosen_engine == "lyria" else inf,
            understudy=understudy_of(settings, self._room),
        )

    def _open_web(self) -> "Web | None":
        if self._settings.http is None:
            return None
        from lyria_osc.web import Web

        return Web(
            self._settings.http,
            self._allow,
            self._server,
            readings=self._readings,
            fault=self._fault,
            gone=self._gone,
        )

    def _readings(self) -> dict[str, Sequence[object]]:
        values: dict[str, Sequence[object]] = {row.address: [self._values[name]] for name, row in PARAMS.items()}
        return values | {address: tuple(args) for address, args in self.status()}

    def _send(self, peer: Peer, datagram: bytes) -> None:
        if peer.stream < 0 and self._web:
            self._web.send(peer, datagram)
        else:
            self._server.send(peer, datagram)

    def _open_deck(self) -> tuple[Deck, str]:
        udp = self._server.udp_fileno if sys.platform != "win32" else None
        beats_per_bar = self._values.whole("beats_per_bar")
        return open_deck(self._settings, self._soundcards, self._tell_from_deck, beats_per_bar, udp)

    def _announce(self, warning: str) -> None:
        settings, selected = self._settings, self._deck.selected
        if settings.engine == "auto":
            why = "a key is set" if settings.api_key else "no GEMINI_API_KEY or GOOGLE_API_KEY is set"
            log.info("the %s engine plays: %s", settings.chosen_engine, why)
        log.info("sound goes to %s at %g Hz", selected.name, self._deck.opened.rate_hz)
        for words in filter(None, (selected.warning, warning)):
            self._warn("device", words)

    # --- OSC ----------------------------------------------------------------------------------------------------

    @property
    def values(self) -> Values:
        """What is set now."""
        return self._values

    def change(self, updates: Mapping[str, ParamValue], source: Peer | None) -> None:
        """Makes updates part of the values, at once and whole."""
        old, self._values = self._values, self._values.replace(updates)
        names = changed(old, self._values)
        if not names:
            return
        self._session.steer(self._values)
        self._desk.changed(old, self._values, source)
        self._news.was_set(names, self._values, time.monotonic())
        for name in names:
            match name:
                case "gain" | "mute":
                    self._deck.set_gain(self._gain())
                    self._desk.publish(f"{PREFIX}applied", (name, self._values[name]))
                case "bpm":
                    self._sync.bpm_changed()
                case "beats_per_bar":
                    self._deck.set_beats_per_bar(self._values.whole(name))
                case "marker_offset_ms":
                    self._set_audience()
                case "follow":
                    self._commands.on_follow(time.monotonic())

    def command(self, name: str, args: tuple[object, ...], peer: Peer) -> None:
        """Does a command of the table.

        Raises:
            LyriaOscError: what the sender is to be told.
        """
        self._commands.do(name, args, peer)
        if name == "preset/save" and self._web:
            self._web.list_presets(self._shelf.names())

    def status(self) -> Sequence[tuple[str, Args]]:
        """What a newcomer should see."""
        told = {"state": (str(self._session.state.shown),), **self._news.told}
        return [(f"{PREFIX}engine", (self._session.engine,)), *((PREFIX + name, args) for name, args in told.items())]

    def _receive(self, messages: Sequence[Message], peer: Peer, now_s: float) -> None:
        before = self._desk.subscribers.changes
        self._desk.receive(messages, peer, now_s)
        if self._desk.subscribers.changes != before:
            self._set_audience()

    def _fault(self, peer: Peer, address: str, words: str, now_s: float) -> None:
        self._desk.refuse(peer, address, words, now_s)

    def _gone(self, peer: Peer) -> None:
        self._desk.gone(peer)

    def _warn(self, name: str, words: str) -> None:
        self._desk.warn(None, PREFIX + name, words, time.monotonic())

    def _set_audience(self) -> None:
        targets = [(peer, ahead) for peer, ahead in self._desk.marker_targets() if not peer.stream]
        self._deck.set_audience(
            Audience(
                tuple((peer.host, peer.port) for peer, ahead in targets if not ahead),
                tuple((peer.host, peer.port) for peer, ahead in targets if ahead),
                self._offset_s(),
            )
        )

    def _offset_s(self) -> float:
        return self._values.number("marker_offset_ms") / 1000

    # --- music --------------------------------------------------------------------------------------------------

    def _on_session(self, event: SessionEvent) -> None:
        match event:
            case ChunkCame(chunk):
                self._take(chunk)
            case StateChanged(state, words):
                log.info("%s%s", state, f": {words}" if words else "")
                self._news.tell("state", str(state))
                self._transport.look()
            case Filtered(text, reason):
                self._desk.publish(f"{PREFIX}filtered", (text, reason))
            case Warned(text):
                self._warn("engine", text)
            case Failed(_, words):
                self._desk.refuse(None, f"{PREFIX}engine", words, time.monotonic())
            case EngineChanged(engine):
                self._desk.publish(f"{PREFIX}engine", (engine,))
            case Absent(on):
                self._deck.let_go(on=on and self._settings.on_failure == "fade")

    async def _room(self) -> None:
        await self._transport.room()

    def _take(self, chunk: Chunk) -> None:
        if self._transport.wants_music:
            self._annotator.listen(chunk)
            self._deck.append(
                chunk.pcm, lambda start: self._annotator.beats(chunk, start), (chunk.values,), chunk.session
            )
            self._give_beats()
            self._transport.look()

    def _give_beats(self) -> None:
        """Gives the deck beats of music that will soon be heard and were not sure when it came."""
        if wanted := self._deck.beats_wanted:
            session, until = wanted
            self._deck.add_beats(session, self._annotator.more_beats(session, until))

    def _tell_from_deck(self, what: object) -> None:
        with suppress(RuntimeError):  # the loop may have just ended
            self._loop.call_soon_threadsafe(self._on_deck, what)

    def _on_deck(self, what: object) -> None:
        match what:
            case CountedBeat():
                self._on_beat(what)
            case Values():
                self._on_values(what)
            case Vamping(on):
                self._transport.vamped(on=on)
            case Superseded(number):
                self._session.relayed(number)
            case RanOut():
                self._transport.ran_out()
            case PhaseError(error_s):
                self._sync.on_phase(error_s)
                self._desk.publish(f"{PREFIX}phase_ms", (round(error_s * 1000, 1),))
            case DeviceChanged(name, words):
                self._warn("device", f"sound goes to {name}{': ' + words if words else ''}")
                self._news.plan_latency()

    def _on_beat(self, beat: CountedBeat) -> None:
        """A beat is heard: the player has told those on UDP, the others are told here."""
        self._connected.beat(beat)
        now_s = time.monotonic()
        self._news.beat(beat, now_s)
        self._commands.on_beat(now_s, begins_bar=beat.beat == 1)
        self._sync.on_beat(beat, now_s)

    def _on_values(self, values: Values) -> None:
        """Music is heard that was made with these."""
        for name in self._annotator.heard(values):
            self._news.is_audible(name, values, time.monotonic())

    def _gain(self) -> float:
        return 0.0 if self._values.on("mute") else gain_of(self._values.number("gain"))

    # --- meters -------------------------------------------------------------------------------------------------

    async def _tick(self) -> None:
        ticks, heard_s = 0, 0.0
        while True:
            await asyncio.sleep(TICK_S)
            ticks += 1
            self._give_beats()
            self._transport.look()
            now_s = time.monotonic()
            self._commands.look(now_s)
            self._sync.tick(now_s)
            self._connected.look(now_s, time.time() - now_s)
            self._news.meter(ticks, now_s)
            if ticks % SECOND_TICKS == 0:
                self._desk.tick(now_s)
                self._set_audience()
            heard_s += TICK_S if self._transport.is_heard else 0.0
            if self._settings.length_s is not None and heard_s >= self._settings.length_s:
                self.end()
