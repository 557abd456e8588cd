"""Two PulseAudio sinks whose clocks differ: the monitor on one beside the main device on the other.

Null sinks all keep the system's time. So one is made to take 48010 frames a second, and its player is made to say that
they are 48000: a device that is 208 ppm faster than it says, as cheap ones are.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
from bench_device import discontinuities, sine
from sound_servers import Pulse

from lyria_osc import outlet
from lyria_osc.deck import Deck
from lyria_osc.outlet import Selected
from lyria_osc.player.process import Opened, Order, PlayerProcess, ToSink
from lyria_osc.service import RATE_HZ

SECONDS = 240
AHEAD_S = 20
"""Music in hand. It comes by the second as a service sends it: all at once would hold the deck up."""

FASTER_HZ = 48_010


class Mislabelled(PlayerProcess):
    """A player whose device is said to run at the music's rate, whatever it does."""

    @property
    def opened(self) -> Opened:
        """What the device is said to be."""
        return replace(self._opened, rate_hz=float(RATE_HZ))

    @opened.setter
    def opened(self, opened: Opened) -> None:
        self._opened = opened


def sink(name: str, rate_hz: int) -> Callable[[], Selected]:
    """A selector of a sink at its rate."""
    return lambda: Selected(name, Order(ToSink(name, immediate=True), rate_hz))


def append(deck: Deck, second: int) -> None:
    """The next second of the sine."""
    deck.append(sine(second * RATE_HZ, RATE_HZ), lambda start: [])


def measure(pulse: Pulse) -> list[dict[str, Any]]:
    """What each of the two devices played in four minutes."""
    pulse.add_sink("main")
    pulse.add_sink("phones", FASTER_HZ)
    with (
        patch.object(outlet, "PlayerProcess", Mislabelled),
        pulse.record("main") as main,
        pulse.record("phones", FASTER_HZ) as phones,
    ):
        deck = Deck(sink("main", RATE_HZ), lambda what: None, lambda beat: (), monitor=sink("phones", FASTER_HZ))
        for second in range(AHEAD_S):
            append(deck, second)
        deck.play()
        assert deck._monitor
        start_s, apart_ms = time.monotonic(), []
        for second in range(SECONDS):
            append(deck, AHEAD_S + second)
            time.sleep(max(0.0, start_s + second + 1 - time.monotonic()))
            if time.monotonic() > start_s + 5:
                apart_ms.append(1e3 * deck._monitor.behind_s)
        xruns = deck.xruns
        heard = main.pcm()[:, 0], phones.pcm()[:, 0]
        deck.close()
    rows = []
    for name, true_hz, pcm in zip(("main", "phones"), (RATE_HZ, FASTER_HZ), heard, strict=True):
        played = pcm[np.flatnonzero(pcm)[0] + RATE_HZ : (SECONDS - 2) * RATE_HZ]
        rows.append(
            {
                "sink": name,
                "ppm faster than it says": round((true_hz / RATE_HZ - 1) * 1e6),
                "seconds": round(len(played) / true_hz),
                "discontinuities": discontinuities(played),
                "xruns, both": xruns,
            }
        )
    rows[1] |= {"most apart from main ms": round(max(map(abs, apart_ms)), 2), "at the end ms": round(apart_ms[-1], 2)}
    return rows
