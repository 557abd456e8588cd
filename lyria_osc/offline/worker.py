"""The band's own process: ``python -m lyria_osc.offline.worker SEED``, driven over stdin and stdout.

It composes and synthesises where it can hold neither the host's interpreter nor its event loop up. It ends when its
stdin does, so it never outlives its host, and it leaves it to the
host what is to be done about signals that all processes of a group get.
"""

import contextlib
import os
import signal
import sys

from lyria_osc.offline.band import Band
from lyria_osc.offline.wire import LENGTHS, answer, orders_of

NICENESS = 5
"""It works seconds ahead of what is heard: whoever must be on time goes first."""


LEFT_TO_HOST = ("SIGINT", "SIGTERM", "SIGHUP")
"""A terminal or a service manager sends these to all: the music is to fade out before it ends."""


def serve(seed: int) -> None:
    """Answers requests until there are no more."""
    band = Band(seed)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while len(lengths := requests.read(LENGTHS.size)) == LENGTHS.size:
        size, _ = LENGTHS.unpack(lengths)
        for order in orders_of(requests.read(size)):
            band.take(order)
        answers.write(answer(band.next_chunk()))
        answers.flush()


def main() -> None:
    """Serves as a process."""
    for name in LEFT_TO_HOST:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    with contextlib.suppress(BrokenPipeError):
        serve(int(sys.argv[1]))
    # What is left unsent has no reader any more; a flush at exit would only complain of it.
    os._exit(0)


if __name__ == "__main__":
    main()
