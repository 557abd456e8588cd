"""MIDI clock out: the music's beats as start, stop and 24 pulses each, on a named port. A door.

The host plans pulses a quarter of a second ahead; a process of its own (`midi_sender`) sends each at its moment.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress

from lyria_osc.beat.pulses import Pulse, Pulses
from lyria_osc.beat.timeline import CountedBeat
from lyria_osc.errors import ConfigError

log = logging.getLogger("lyria_osc.beat")

AHEAD_S = 0.25
"""So far pulses are planned ahead: more than the longest gap between two looks."""

ENDS_WITHIN_S = 2.0


class MidiClock:
    """A port and what is sent to it. Owner: the host, on its event loop's thread."""

    def __init__(self, port: str) -> None:
        """Opens the port; blocks until it is open.

        Raises:
            ConfigError: it cannot be had, or the extra is missing.
        """
        self._pulses = Pulses()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "lyria_osc.midi_sender", port],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            process_group=0 if os.name == "posix" else None,  # what ends the host's group is not to cut the stop off
        )
        assert self._process.stdin
        assert self._process.stdout
        if os.name == "posix":
            # A sender that has stopped reading must not stop the host.
            os.set_blocking(self._process.stdin.fileno(), False)
        try:
            answer = json.loads(self._process.stdout.readline())
        except ValueError:
            answer = {"refused": "--midi-clock: MIDI does not answer"}
        if "refused" in answer:
            self._end()
            raise ConfigError(answer["refused"])
        log.info("MIDI clock goes to %s", answer["opened"])

    def look(self, beats: Sequence[tuple[float, CountedBeat]], now_s: float, offset_s: float) -> None:
        """To be called many times a second.

        Args:
            beats: when they are heard; none while nothing is.
            now_s: the time.
            offset_s: added to when pulses are sent.
        """
        if beats:
            moved = [(at_s + offset_s, beat) for at_s, beat in beats]
            self._send(self._pulses.plan(moved, now_s, now_s + AHEAD_S))
        elif stop := self._pulses.halt(now_s):
            self._write("[]\n")
            self._send(stop)

    def begin_anew(self) -> None:
        """What is played next begins at bar 1."""
        self._pulses.reset()

    def close(self, now_s: float) -> None:
        """Stops the receivers and closes the port."""
        self.look((), now_s, 0.0)
        self._end()

    def _end(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        with suppress(OSError):
            self._process.stdin.close()
        self._process.stdout.close()
        try:
            self._process.wait(ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _send(self, pulses: Iterable[Pulse]) -> None:
        self._write("".join(f'[{pulse.at_s:.6f}, "{pulse.message.hex()}"]\n' for pulse in pulses))

    def _write(self, lines: str) -> None:
        """A sender that has gone is not missed until the end."""
        assert self._process.stdin
        with suppress(OSError):
            self._process.stdin.write(lines.encode())
