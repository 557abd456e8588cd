"""The door to Google Lyria RealTime, through google-genai.

A door: it owns the SDK's client and the network. `LyriaDoor` gives sessions as `service.Connection`; orders go out by
the SDK's own methods, messages come in as `session.wire` reads them, and every way a session can end becomes a
`SessionError` in words (`session.faults`). google-genai is imported in a thread at the first connect: it takes most of
a second. ``GOOGLE_GEMINI_BASE_URL``, ``SSL_CERT_FILE`` and the proxy variables are honoured by the SDK itself. The API
key is in no log and no error.
"""

import asyncio
import contextlib
import logging
import ssl
import warnings
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Final

from lyria_osc.errors import Fault, SessionError
from lyria_osc.service import Message, Order, Playback, SetConfig, SetPrompts
from lyria_osc.session.faults import close_of, status_of
from lyria_osc.session.wire import messages_of

if TYPE_CHECKING:
    from google.genai.live_music import AsyncLiveMusic, AsyncMusicSession
    from websockets.exceptions import ConnectionClosed

    _Context = contextlib.AbstractAsyncContextManager[AsyncMusicSession]

log = logging.getLogger("lyria_osc.session")

CONNECT_TIMEOUT_S: Final = 10.0
CLOSE_TIMEOUT_S: Final = 1.0
"""How long a goodbye may take; the SDK's own 10 s would hold up the end of the program."""


class LyriaDoor:
    """Opens sessions with Lyria RealTime."""

    def __init__(
        self, model: str, api_version: str, api_key: str, *, connect_timeout_s: float = CONNECT_TIMEOUT_S
    ) -> None:
        self._model = model
        self._api_version = api_version
        self._api_key = api_key
        self._connect_timeout_s = connect_timeout_s
        self._music: AsyncLiveMusic | None = None
        self._leaving: set[asyncio.Task[object]] = set()

    @property
    def engine(self) -> str:
        """``lyria``."""
        return "lyria"

    async def connect(self) -> "LyriaConnection":
        """Opens a session.

        Raises:
            SessionError: it cannot be had; says why.
        """
        if not self._api_key:
            raise SessionError(Fault.KEY, "no API key: set GEMINI_API_KEY, or play with --engine offline")
        try:
            if self._music is None:
                self._music = await asyncio.to_thread(self._open_sdk)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the SDK's ExperimentalWarning, once a process
                context = self._music.connect(model=self._model)
            session = await self._enter(context)
        except Exception as error:
            raise _scrubbed(_refusal_of(error), self._api_key) from None
        return LyriaConnection(context, session, self._api_key)

    def _open_sdk(self) -> "AsyncLiveMusic":
        from google import genai

        logging.getLogger("websockets.client").addFilter(_tells_no_key)
        client = genai.Client(api_key=self._api_key, vertexai=False, http_options={"api_version": self._api_version})
        return client.aio.live.music

    async def _enter(self, context: "_Context") -> "AsyncMusicSession":
        """Raises TimeoutError when the service does not answer in time.

        The SDK waits for ever for setupComplete, and once cancelled says goodbye for up to 10 s to a peer that may
        not be listening: it is left to do so by itself.
        """
        entering: asyncio.Task[AsyncMusicSession] = asyncio.create_task(_entered(context))
        try:
            await asyncio.wait({entering}, timeout=self._connect_timeout_s)
        except asyncio.CancelledError:
            self._leave(entering)
            raise
        if not entering.done():
            self._leave(entering)
            raise TimeoutError(f"the service did not answer within {self._connect_timeout_s:g} s")
        return entering.result()

    def _leave(self, entering: "asyncio.Task[AsyncMusicSession]") -> None:
        entering.cancel()
        self._leaving.add(entering)
        entering.add_done_callback(self._left)

    def _left(self, entering: "asyncio.Task[AsyncMusicSession]") -> None:
        self._leaving.discard(entering)
        if entering.cancelled():
            return
        if error := entering.exception():
            log.debug("an abandoned attempt ended: %s", type(error).__name__)
        else:
            entering.result()._ws.transport.abort()


class LyriaConnection:
    """One open session with Lyria RealTime. Writer and reader: the session's keeper."""

    def __init__(self, context: "_Context", session: "AsyncMusicSession", api_key: str) -> None:
        self._context = context
        self._session = session
        self._api_key = api_key
        # The SDK's receive() turns warnings, goAway and errors into empty messages and raises on what it cannot read,
        # so raw messages are read from its websocket. Of the ways to get them this leans on the least: one attribute,
        # there since the first release, whose recv() is websockets' public API.
        self._socket = session._ws

    async def send(self, order: Order) -> None:
        """Gives an order.

        Raises:
            SessionError: the session is over.
        """
        from google.genai import types
        from websockets.exceptions import ConnectionClosed

        session = self._session
        try:
            match order:
                case SetPrompts(prompts):
                    await session.set_weighted_prompts(
                        [types.WeightedPrompt(text=p.text, weight=p.weight) for p in prompts]
                    )
                case SetConfig(config):
                    await session.set_music_generation_config(types.LiveMusicGenerationConfig.model_validate(config))
                case Playback.PLAY:
                    await session.play()
                case Playback.PAUSE:
                    await session.pause()
                case Playback.STOP:
                    await session.stop()
                case Playback.RESET_CONTEXT:
                    await session.reset_context()
        except ConnectionClosed as closed:
            raise self._end_of(closed) from None

    async def messages(self) -> AsyncIterator[Message]:
        """What the service sends, to the end of the session; call it once.

        It must be drained without a pause: the service's pings are answered only between messages that are read.

        Raises:
            SessionError: always, at the end.
        """
        from websockets.exceptions import ConnectionClosed

        key = self._api_key.encode()
        while True:
            try:
                raw = await self._socket.recv(decode=False)
            except ConnectionClosed as closed:
                raise self._end_of(closed) from None
            for message in messages_of(raw.replace(key, b"(key)")):
                yield message

    async def close(self) -> None:
        """Ends the session; never raises, and may be called twice."""
        try:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(CLOSE_TIMEOUT_S):
                    await self._context.__aexit__(None, None, None)
        finally:
            self._socket.transport.abort()

    def _end_of(self, closed: "ConnectionClosed") -> SessionError:
        return _scrubbed(_close_of(closed), self._api_key)


async def _entered(context: "_Context") -> "AsyncMusicSession":
    return await context.__aenter__()


def _refusal_of(error: Exception) -> SessionError:
    """Why a session could not be had."""
    from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

    match error:
        case SessionError():
            return error
        case TimeoutError():
            return SessionError(Fault.TIMEOUT, str(error) or "the service did not answer in time")
        case InvalidStatus():
            return status_of(error.response.status_code, bytes(error.response.body or b""))
        case ConnectionClosed():
            return _close_of(error)
        case ssl.SSLCertVerificationError():
            return SessionError(Fault.NETWORK, f"the service's certificate is not trusted: {error.verify_message}")
        case OSError() | InvalidHandshake() | EOFError():
            return SessionError(Fault.NETWORK, f"the service cannot be reached: {error or type(error).__name__}")
        case _:
            return SessionError(Fault.PROTOCOL, f"no session could be opened: {type(error).__name__}: {error}")


def _close_of(closed: "ConnectionClosed") -> SessionError:
    return close_of(closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else close_of(1006, "")


def _scrubbed(error: SessionError, api_key: str) -> SessionError:
    return SessionError(error.fault, str(error).replace(api_key, "(key)"))


def _tells_no_key(record: logging.LogRecord) -> bool:
    """False for the line of websockets' debug log that shows the key's header."""
    return "x-goog-api-key" not in record.getMessage().lower()
