"""A local Lyria RealTime: the service's wire protocol over TLS, with the built-in band or a test signal behind it.

For trying any Lyria client without a key or a network, and for tests: it can be told to misbehave as the service does.

    python tools/lyria_server.py --source band
    {"base_url": "https://127.0.0.1:40123", "cert": "/tmp/…/cert.pem", "export": "export GOOGLE_GEMINI_BASE_URL=…"}

Set what the line says and start the client. While it runs, each line of JSON on stdin makes it do something to all its
sessions (``{"do": "warn", "text": "…"}``, ``{"do": "close", "code": 1011}``: `LyriaSession.TOLD` has them), or changes
how it behaves (``{"do": "set", "refuse_status": 429}``: the fields of `Conduct`, which are its options too). A library
as well: ``async with LyriaServer(Conduct(...)) as server``.
"""

import argparse
import asyncio
import contextlib
import json
import signal
import ssl
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self, TextIO

import numpy as np
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from lyria_session import Conduct, LyriaSession, Spoil
from lyria_sources import source
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response

Json = dict[str, Any]

PATH_END = ".GenerativeService.BidiGenerateMusic"


@dataclass(frozen=True, slots=True)
class Frame:
    """A client's frame: when it came (monotonic), in which session, what it said."""

    at_s: float
    session: int
    frame: Json


class LyriaServer:
    """The server, as an async context manager. Writer: the event loop's thread.

    `frames` has all that clients sent, `sent` the samples that went out, by session (from 1).
    """

    def __init__(
        self,
        conduct: Conduct | None = None,
        *,
        port: int = 0,
        log: TextIO | None = None,
        certificates: Path | None = None,
    ) -> None:
        """`certificates`: a folder to keep the certificate in, so that a server started again is trusted again."""
        self.conduct = conduct or Conduct()
        self.frames: list[Frame] = []
        self.sent: dict[int, list[np.ndarray[Any, np.dtype[np.int16]]]] = {}
        self.sessions: list[LyriaSession] = []
        self.opened = 0
        self._arrived = asyncio.Condition()
        self.port = port
        self._log = log
        self._folder = tempfile.TemporaryDirectory(prefix="lyria-server-")
        self._certificates = certificates or Path(self._folder.name)
        self._server: Server | None = None

    @property
    def base_url(self) -> str:
        """For ``GOOGLE_GEMINI_BASE_URL``."""
        return f"https://127.0.0.1:{self.port}"

    @property
    def cert(self) -> Path:
        """The certificate, for ``SSL_CERT_FILE``."""
        return self._certificates / "cert.pem"

    @property
    def environment(self) -> dict[str, str]:
        """What a client's environment needs to reach us through an unmodified SDK."""
        return {
            "GOOGLE_GEMINI_BASE_URL": self.base_url,
            "SSL_CERT_FILE": str(self.cert),
            "GEMINI_API_KEY": "local",
            "no_proxy": "127.0.0.1,localhost",
        }

    async def __aenter__(self) -> Self:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*_certificate(self._certificates))
        self._server = await serve(
            self._session,
            "127.0.0.1",
            self.port,
            ssl=tls,
            compression=None,
            process_request=self._refusal,
            max_size=2**20,
            close_timeout=1,
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server:
            self._server.close()
            for session in self.sessions:
                session.drop()
            await self._server.wait_closed()
        self._folder.cleanup()

    async def frame(self, name: str, count: int = 1, session: int = 0) -> Frame:
        """The `count`-th client frame that holds `name` (of that session), as soon as it has come."""

        def found() -> list[Frame]:
            return [f for f in self.frames if name in f.frame and session in (0, f.session)]

        async with self._arrived:
            await self._arrived.wait_for(lambda: len(found()) >= count)
        return found()[count - 1]

    async def empty(self) -> None:
        """Returns when no session is open."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: not self.sessions)

    async def do(self, order: Json) -> None:
        """Does what a line of stdin says: ``{"do": NAME, **arguments}``, or sets fields of the `Conduct`."""
        arguments = dict(order)
        name = arguments.pop("do", "set")
        if name == "set":
            known = {field.name for field in fields(Conduct)}
            for field, value in arguments.items():
                if field not in known:
                    raise ValueError(f"no setting {field!r}: {', '.join(sorted(known))}")
                setattr(self.conduct, field, value)
            return
        if name not in LyriaSession.TOLD:
            raise ValueError(f"cannot do {name!r}: set, {', '.join(LyriaSession.TOLD)}")
        for session in tuple(self.sessions):
            done = getattr(session, name)(**arguments)
            if asyncio.iscoroutine(done):
                await done

    async def filter(self, text: str, reason: str = "filtered") -> None:
        """Tells all clients that a prompt was filtered."""
        await self.do({"do": "filter", "text": text, "reason": reason})

    async def warn(self, text: str) -> None:
        """Sends all clients a warning."""
        await self.do({"do": "warn", "text": text})

    async def close(self, code: int = 1011, reason: str = "") -> None:
        """Closes all sessions."""
        await self.do({"do": "close", "code": code, "reason": reason})

    async def drop(self) -> None:
        """Breaks all connections in the middle of a chunk, without a goodbye."""
        await self.do({"do": "drop", "midway": True})

    async def stall(self, *, on: bool = True) -> None:
        """Sends no more music, or goes on."""
        await self.do({"do": "stall", "on": on})

    async def spoil(self, how: Spoil) -> None:
        """Spoils the next chunk."""
        await self.do({"do": "spoil", "how": how})

    def note(self, session: int, **what: object) -> None:
        """Writes a line of the log."""
        if self._log:
            line = {"at_s": time.monotonic(), "session": session, **what}
            self._log.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._log.flush()

    async def arrived(self, session: int, frame: Json) -> None:
        """A client's frame came."""
        self.frames.append(Frame(time.monotonic(), session, frame))
        self.note(session, frame=frame)
        async with self._arrived:
            self._arrived.notify_all()

    def _refusal(self, connection: ServerConnection, request: Request) -> Response | None:
        conduct = self.conduct
        if conduct.refuse_status:
            return connection.respond(HTTPStatus(conduct.refuse_status), conduct.refuse_text)
        if not request.path.endswith(PATH_END):
            return connection.respond(HTTPStatus.NOT_FOUND, f"no such method: {request.path}\n")
        if not request.headers.get("x-goog-api-key"):
            return connection.respond(HTTPStatus.FORBIDDEN, "Method doesn't allow unregistered callers\n")
        return None

    async def _session(self, socket: ServerConnection) -> None:
        self.opened += 1
        maker = await source(self.conduct.source).connect()
        session = LyriaSession(self.opened, socket, maker, self.conduct, self.arrived, self._sent)
        self.sessions.append(session)
        self.note(session.number, event="open")
        try:
            await session.run()
        finally:
            self.sessions.remove(session)
            await maker.close()
            self.note(session.number, event="closed", code=socket.close_code, reason=socket.close_reason)
            async with self._arrived:
                self._arrived.notify_all()

    def _sent(self, session: int, samples: "np.ndarray[Any, np.dtype[np.int16]]") -> None:
        if self.conduct.keep:
            self.sent.setdefault(session, []).append(samples)
        self.note(session, event="chunk", frames=len(samples))


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate for 127.0.0.1 and localhost, and its key, made on the spot where there is none."""
    cert_path, key_path = folder / "cert.pem", folder / "key.pem"
    if cert_path.is_file() and key_path.is_file():
        return cert_path, key_path
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names: list[x509.GeneralName] = [x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("localhost")]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert_path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    pem, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    key_path.write_bytes(key.private_bytes(serialization.Encoding.PEM, pem, plain))
    return cert_path, key_path


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--port", type=int, default=0, help="0 is any that is free")
    parser.add_argument("--certificates", type=Path, help="a folder to keep the certificate in")
    parser.add_argument("--log", type=Path, help="JSON lines of all that comes and goes")
    parser.add_argument("--pcm", type=Path, help="at the end, the samples sent: s16le, 48 kHz, stereo")
    for field in fields(Conduct):
        option = f"--{field.name.replace('_', '-')}"
        if field.type is bool:
            parser.add_argument(option, action=argparse.BooleanOptionalAction, default=field.default)
        else:
            parser.add_argument(option, type=type(field.default), default=field.default)
    return parser.parse_args()


async def _serve(arguments: argparse.Namespace, log: TextIO | None) -> None:
    conduct = Conduct(**{field.name: getattr(arguments, field.name) for field in fields(Conduct)})
    conduct.keep = bool(arguments.pcm)
    async with LyriaServer(conduct, port=arguments.port, log=log, certificates=arguments.certificates) as server:
        export = "; ".join(f"export {name}={value}" for name, value in server.environment.items())
        told = {"base_url": server.base_url, "cert": str(server.cert), "env": server.environment, "export": export}
        print(json.dumps(told), flush=True)
        orders: asyncio.Queue[str] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        if serving := asyncio.current_task():
            loop.add_signal_handler(signal.SIGTERM, serving.cancel)
        threading.Thread(target=_listen, args=(loop, orders), daemon=True).start()
        try:
            while True:
                try:
                    await server.do(json.loads(await orders.get()))
                except (ValueError, TypeError) as error:
                    print(json.dumps({"error": str(error)}), flush=True)
        finally:
            if arguments.pcm:
                arguments.pcm.write_bytes(b"".join(c.tobytes() for chunks in server.sent.values() for c in chunks))


def _listen(loop: asyncio.AbstractEventLoop, orders: "asyncio.Queue[str]") -> None:
    for line in sys.stdin:
        if line.strip():
            loop.call_soon_threadsafe(orders.put_nowait, line)


def main() -> None:
    """Serves until interrupted."""
    arguments = _arguments()
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError), contextlib.ExitStack() as files:
        log = files.enter_context(arguments.log.open("w", encoding="utf-8")) if arguments.log else None
        asyncio.run(_serve(arguments, log))


if __name__ == "__main__":
    main()
