"""A peer in an Ableton Link session: its tempo, beat, transport and peers, and changes to them. A door.

The binding is LinkPython-extern, which carries Ableton's Link (GPL-2.0-or-later): an extra that is loaded only here,
and only when it was asked for. Link's clock is its own; it is related to the monotonic clock anew at each look.
"""

import time
from dataclasses import dataclass
from typing import Any

from lyria_osc.beat.beatgrid import BeatGrid
from lyria_osc.errors import ConfigError

CLOCK_LOOKS = 3
"""The two clocks are read so often, and where the reading was the quickest it is believed."""


@dataclass(frozen=True, slots=True)
class Session:
    """How the session stands: `peers` are the others in it."""

    grid: BeatGrid
    playing: bool
    peers: int


class LinkPeer:
    """Takes part in the session of the local network. Owner: the host, on its event loop's thread."""

    def __init__(self, bpm: float) -> None:
        """Joins a session, or begins one at a tempo.

        Raises:
            ConfigError: the extra is not installed.
        """
        try:
            import link
        except ImportError:
            raise ConfigError("--link needs the extra [link]: pip install 'lyria-osc[link]'") from None
        self._link: Any = link.Link(bpm)
        self._link.startStopSyncEnabled = True
        self._link.enabled = True

    def look(self, beats_per_bar: int) -> Session:
        """How the session stands now."""
        state = self._link.captureAppSessionState()
        micros, now_s = self._now()
        beat = state.beatAtTime(micros, beats_per_bar)
        grid = BeatGrid(state.tempo(), beat, now_s, beats_per_bar)
        return Session(grid, state.isPlaying(), self._link.numPeers())

    def set_tempo(self, bpm: float) -> None:
        """Changes the session's tempo, for all its peers."""
        state = self._link.captureAppSessionState()
        state.setTempo(bpm, self._now()[0])
        self._link.commitAppSessionState(state)

    def set_playing(self, playing: bool) -> None:
        """Starts or stops all peers that keep start and stop in common."""
        state = self._link.captureAppSessionState()
        state.setIsPlaying(playing, self._now()[0])
        self._link.commitAppSessionState(state)

    def begin_bar(self, time_s: float, beats_per_bar: int) -> None:
        """Has a bar begin at a time (monotonic); while there are peers nothing moves, for their bars stand."""
        state = self._link.captureAppSessionState()
        micros, now_s = self._now()
        state.requestBeatAtTime(0.0, micros + round((time_s - now_s) * 1e6), beats_per_bar)
        self._link.commitAppSessionState(state)

    def close(self) -> None:
        """Leaves the session."""
        self._link.enabled = False

    def _now(self) -> tuple[int, float]:
        """The same moment on Link's clock and on the monotonic one."""
        clock = self._link.clock()
        looks = []
        for _ in range(CLOCK_LOOKS):
            before_s = time.monotonic()
            micros: int = clock.micros()
            after_s = time.monotonic()
            looks.append((after_s - before_s, micros, (before_s + after_s) / 2))
        _, micros, now_s = min(looks)
        return micros, now_s
