"""The player's process: ``python -m lyria_osc.player``. A door.

``--list`` prints PortAudio's devices and host APIs as one JSON object. Else it plays a ring: its options name the
shared memory's file and the device. It prints JSON lines, ``{"event": "opened", …}`` and perhaps ``{"event": "lost",
…}``, and reads JSON lines, ``{"op": "mark", …}`` and ``{"op": "cancel", "from": frame}``. It ends when its standard
input does, and with exit code 3 when the device is lost: a sound server that dies under PortAudio leaves it past
saving, so a new process is the way back.
"""

import argparse
import json
import mmap
import os
import signal
import socket
import sys
import threading
from collections import deque
from contextlib import suppress
from typing import Any

from lyria_osc.audio.ring import RING_BYTES, Ring
from lyria_osc.errors import DeviceError
from lyria_osc.player.loop import Loop
from lyria_osc.player.markers import Marker, MarkerQueue
from lyria_osc.player.output import Output, PortAudioOutput, TimerOutput, without_portaudio
from lyria_osc.player.pulse import PulseOutput

EXIT_REFUSED = 2
EXIT_LOST = 3
REALTIME_PRIORITY = 5
"""Below sound servers and their clients' threads."""


class Pipes:
    """The host's side of things: standard input and output, and the socket that markers go out by."""

    def __init__(self, socket_fd: int | None) -> None:
        self._lines: deque[dict[str, Any]] = deque()
        self._socket = socket.socket(fileno=socket_fd) if socket_fd is not None else None
        self._own: dict[int, socket.socket] = {}
        self.closing = False

    def listen(self) -> None:
        """Starts to read standard input, in a thread."""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        with suppress(ValueError, OSError):
            for line in sys.stdin.buffer:
                self._lines.append(json.loads(line))
        self.closing = True

    def tell(self, **fields: object) -> None:
        """Prints a line for the host."""
        with suppress(OSError):
            sys.stdout.write(json.dumps(fields) + "\n")
            sys.stdout.flush()

    def receive(self, markers: MarkerQueue) -> None:
        """Does what the host has asked for."""
        while self._lines:
            line = self._lines.popleft()
            if line["op"] == "mark":
                markers.add(
                    Marker(
                        line["frame"],
                        tuple(bytes.fromhex(message) for message in line["messages"]),
                        tuple((host, port) for host, port in line["to"]),
                        line["ahead_s"],
                        line["offset_s"],
                    )
                )
            else:
                markers.cancel_from(line["from"])

    def send(self, datagram: bytes, to: tuple[str, int]) -> None:
        """Sends by the host's own socket where it was handed over, so that all comes from one port."""
        family = socket.AF_INET6 if ":" in to[0] else socket.AF_INET
        with suppress(OSError):
            if self._socket is not None and self._socket.family == family:
                self._socket.sendto(datagram, to)
                return
            if family not in self._own:
                self._own[family] = socket.socket(family, socket.SOCK_DGRAM)
            self._own[family].sendto(datagram, to)


def list_devices() -> int:
    """Prints what PortAudio finds, afresh."""
    try:
        import sounddevice
    except OSError as error:
        print_error(without_portaudio(error))
        return EXIT_REFUSED
    found = {"devices": list(sounddevice.query_devices()), "host_apis": list(sounddevice.query_hostapis())}
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


def print_error(words: str) -> None:
    """Tells the host why there will be no sound."""
    sys.stdout.write(json.dumps({"event": "refused", "words": words}) + "\n")
    sys.stdout.flush()


def arguments() -> argparse.Namespace:
    """The command line, which only the host writes."""
    parser = argparse.ArgumentParser(prog="lyria_osc.player")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--ring")
    parser.add_argument("--device", type=int, help="PortAudio's index; without this and --sink: no sound")
    parser.add_argument("--sink", help="a sound server's sink; empty for its default")
    parser.add_argument("--positions", nargs="+", help="where in a sink left and right are, or left alone")
    parser.add_argument("--immediate", action="store_true", help="what the sink takes is recorded at once")
    parser.add_argument("--rate", type=float)
    parser.add_argument("--block", type=int, default=0)
    parser.add_argument("--channels", type=int, nargs=3, default=(1, 2, 2))
    parser.add_argument("--socket", type=int)
    return parser.parse_args()


def open_output(options: argparse.Namespace, ring: Ring) -> Output:
    """The device asked for, or the timer."""
    if options.sink is not None:
        return PulseOutput(
            ring.frames, options.sink, options.rate, options.block, options.positions, immediate=options.immediate
        )
    if options.device is not None:
        return PortAudioOutput(ring.frames, options.device, options.rate, options.block, tuple(options.channels))
    return TimerOutput(options.rate)


def go_before_others() -> None:
    """Asks for real-time priority, where the user may have it, for this thread and those it starts.

    They sleep but for moments. Markers went out p99 4.4 ms late beside two busy processes, and 1.3 ms with this.
    """
    with suppress(AttributeError, OSError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(REALTIME_PRIORITY))


def main() -> int:
    """Runs the process; returns its exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal reaches us too; the host says when to stop
    options = arguments()
    if options.list:
        return list_devices()
    with open(options.ring, "r+b") as file:
        memory = mmap.mmap(file.fileno(), RING_BYTES)
    ring = Ring(memoryview(memory))
    go_before_others()
    try:
        output = open_output(options, ring)
    except DeviceError as error:
        print_error(str(error))
        return EXIT_REFUSED
    pipes = Pipes(options.socket)
    pipes.listen()
    pipes.tell(
        event="opened",
        rate_hz=output.rate_hz,
        block_frames=output.block_frames,
        latency_s=output.latency_s,
        bits=output.bits,
    )
    if Loop(ring, output, pipes).run():
        return 0
    lost = "the device has stopped" if options.sink is None else "the sink was removed, or its server has ended"
    pipes.tell(event="lost", words=lost)
    os._exit(EXIT_LOST)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # PortAudio's own ending hangs where its sound server has died.
    os._exit(code)
