"""The MIDI sender's process: ``python -m lyria_osc.midi_sender PORT``. A door.

It opens the port, prints one JSON line, ``{"opened": name}`` or ``{"refused": words}``, and then reads JSON lines:
``[moment, hex]`` has a message sent at a moment of the monotonic clock, which all processes share; ``[]`` takes back
all that is not sent yet. It ends when its standard input does. A process of its own sends within a fraction of a
millisecond, whatever the host is busy with; and the port stays open whatever becomes of the sound device.
"""

import heapq
import json
import signal
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from itertools import count
from typing import Any, Protocol

CLIENT = "lyria-osc"
CLOCK, STOP = b"\xf8", b"\xfc"
STEP_S = 0.002


class Output(Protocol):
    """What is asked of an ``rtmidi.MidiOut``."""

    def get_ports(self) -> list[str]:
        """The names of the ports there are."""

    def open_port(self, port: int) -> None:
        """Connects to one by its place in the list."""

    def open_virtual_port(self, name: str) -> None:
        """Makes a port that others connect to; NotImplementedError where there is no such thing."""

    def send_message(self, message: bytes) -> None:
        """Sends."""

    def close_port(self) -> None:
        """Ends."""


def open_port(out: Output, name: str) -> str:
    """Opens the output port of that name, or a part of it; else makes a virtual one, where the system has those.

    Returns:
        The port's whole name.

    Raises:
        LookupError: it is not there and cannot be made; says what there is.
    """
    names = out.get_ports()
    near = [place for place, one in enumerate(names) if name.casefold() in one.casefold()]
    exact = [place for place in near if names[place].casefold() == name.casefold()]
    if len(exact or near) == 1:
        place = (exact or near)[0]
        out.open_port(place)
        return names[place]
    if near:
        raise LookupError(f"{name!r} could be any of {', '.join(names[place] for place in near)}")
    try:
        out.open_virtual_port(name)
    except NotImplementedError:  # Windows
        known = ", ".join(names) or "none at all"
        raise LookupError(f"there is no MIDI output {name!r}, and one cannot be made here; there is {known}") from None
    return name


def output() -> Output:
    """An output of the first API that works: where ALSA's sequencer is missing, JACK may be there.

    Raises:
        ImportError: the extra is not installed.
        LookupError: there is no MIDI.
    """
    import rtmidi

    fault = ""
    for api in rtmidi.get_compiled_api():
        try:
            made: Output = rtmidi.MidiOut(api, CLIENT)
            return made
        except (rtmidi.RtMidiError, SystemError) as error:
            fault = fault or str(error)
    raise LookupError(f"there is no MIDI here: {fault}")


class Sender:
    """Sends what waits, each when its moment has come. Owner: the process."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._lines: deque[list[Any]] = deque()
        self._waiting: list[tuple[float, int, bytes]] = []
        self._order = count()
        self._is_over = False
        self._last_order = STOP

    def read(self) -> None:
        """Reads standard input to its end; a thread of its own."""
        with suppress(ValueError, OSError):
            for line in sys.stdin.buffer:
                self._lines.append(json.loads(line))
        self._is_over = True

    def run(self) -> None:
        """Sends until the host goes; receivers that it has left running are stopped."""
        while not self._is_over or self._lines:
            self._take()
            now_s = time.monotonic()
            while self._waiting and self._waiting[0][0] <= now_s:
                self._send(heapq.heappop(self._waiting)[2])
            next_s = self._waiting[0][0] if self._waiting else now_s + STEP_S
            time.sleep(max(min(next_s - time.monotonic(), STEP_S), 0.0))
        if self._last_order != STOP:
            self._send(STOP)

    def _send(self, message: bytes) -> None:
        self._out.send_message(message)
        if message != CLOCK:
            self._last_order = message

    def _take(self) -> None:
        while self._lines:
            line = self._lines.popleft()
            if line:
                heapq.heappush(self._waiting, (line[0], next(self._order), bytes.fromhex(line[1])))
            else:
                self._waiting.clear()


def tell(**fields: str) -> None:
    """Prints a line for the host."""
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Runs the process; returns its exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal reaches us too; the host says when to stop
    try:
        out = output()
        name = open_port(out, sys.argv[1])
    except ImportError:
        tell(refused="--midi-clock needs the extra [midi]: pip install 'lyria-osc[midi]'")
        return 2
    except LookupError as error:
        tell(refused=f"--midi-clock: {error}")
        return 2
    tell(opened=name)
    sender = Sender(out)
    threading.Thread(target=sender.read, daemon=True).start()
    sender.run()
    out.close_port()
    return 0


if __name__ == "__main__":
    sys.exit(main())
