"""The long jobs as the command line has them done: they end as they should on Ctrl-C, a kill or a closed terminal."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

from lyria_osc.host import Host
from lyria_osc.settings import Settings


def run(settings: Settings) -> int:
    """Plays until SIGINT, SIGTERM or the set length; returns the exit code.

    Raises:
        LyriaOscError: it cannot start.
    """
    try:
        asyncio.run(_run(settings))
    except ExceptionGroup as group:
        raise group.exceptions[0] from None
    return 0


def render(
    settings: Settings, out: Path, seconds: float, progress: Callable[[float], None], truth: Path | None = None
) -> None:
    """Makes music straight into a file; see `render.render`."""
    from lyria_osc.render import render as render_to

    for number in (signal.SIGTERM, *_hangup()):  # as Ctrl-C: what is unfinished is to be removed
        signal.signal(number, signal.default_int_handler)
    render_to(settings, out, seconds, progress, truth)


async def _run(settings: Settings) -> None:
    host = Host(settings)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, *_hangup()):
        try:
            loop.add_signal_handler(number, host.end)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(host.end))
    await host.run()


def _hangup() -> Sequence[int]:
    """The signal of a terminal that is closed, unless it is to be outlived (``nohup``)."""
    number = getattr(signal, "SIGHUP", None)
    return () if number is None or signal.getsignal(number) is signal.SIG_IGN else (number,)
