"""How often the sound breaks off while a Python thread saturates the interpreter: ours, and the usual ways beside it.

Each way plays a sine into jackd's dummy driver, from a process in which another thread computes without a pause; what
comes out is recorded, and every place where a sine does not go on as a sine must is a discontinuity.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from sound_servers import Jack

from lyria_osc.player.process import Order, PlayerProcess, query

RATE_HZ = 48_000
PERIODS = (64, 128, 256, 512)
SECONDS = 8
SINE_HZ = 240.0
"""What jack_simple_client plays at this rate: a table of 200 frames."""

WAYS = ("C JACK client", "ours", "Python callback", "blocking write")
PORTS = {"C JACK client": ("jack_simple_client:output1", "jack_simple_client:output2")}


def sine(start: int, frames: int) -> NDArray[np.float32]:
    """Stereo frames of the sine from a frame on."""
    wave = 0.5 * np.sin(2 * np.pi * SINE_HZ / RATE_HZ * np.arange(start, start + frames))
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def discontinuities(captured: NDArray[np.float32]) -> int:
    """Places at which the sine does not go on: ``x[n] = 2 cos(w) x[n-1] - x[n-2]``; near ones count once."""
    x = captured.astype(np.float64)
    error = np.abs(x[2:] - 2 * np.cos(2 * np.pi * SINE_HZ / RATE_HZ) * x[1:-1] + x[:-2])
    places = np.flatnonzero(error > 1e-3)
    return int(np.count_nonzero(np.diff(places, prepend=-1000) > 32))


def measure() -> list[dict[str, Any]]:
    """Discontinuities in 8 s, by way and period."""
    rows = []
    for way in WAYS:
        row: dict[str, Any] = {"discontinuities in 8 s": way}
        for period in PERIODS:
            with Jack(period_frames=period) as jack, tempfile.TemporaryDirectory() as folder:
                row[str(period)] = _one(way, jack, Path(folder) / "out.wav")
        rows.append(row)
    return [*rows, player()]


def player() -> dict[str, Any]:
    """What our player's process takes: median time until its device is open, and its memory while it plays.

    Its own memory is what goes when it ends; the other has JACK's port buffers too, 100 MB that all clients share.
    """
    starts_s, resident_mb, own_mb = [], 0.0, 0.0
    with Jack() as jack, patch.dict(os.environ, jack.environment):
        order = jack_order(0)
        for _ in range(5):
            start_s = time.monotonic()
            player = PlayerProcess(order, lambda: None)
            starts_s.append(time.monotonic() - start_s)
            time.sleep(0.5)
            rollup = Path(f"/proc/{player.pid}/smaps_rollup").read_text().splitlines()[1:]
            sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in rollup}
            resident_mb, own_mb = sizes["Rss"], sizes["Private_Clean"] + sizes["Private_Dirty"]
            player.close()
    return {
        "discontinuities in 8 s": "our player's process",
        "start s": round(statistics.median(starts_s), 3),
        "resident MB": round(resident_mb, 1),
        "of its own MB": round(own_mb, 1),
    }


def jack_order(period: int) -> Order:
    """An order for JACK's first device."""
    devices, apis = query()
    index = next(index for index, one in enumerate(devices) if "JACK" in apis[one["hostapi"]]["name"])
    return Order(index, block_frames=period)


def _one(way: str, jack: Jack, path: Path) -> int:
    command = [sys.executable, __file__, way, str(jack.period_frames)]
    if way == "C JACK client":
        command = ["jack_simple_client"]
    player = subprocess.Popen(
        command, env={**os.environ, **jack.environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    ports = PORTS.get(way, ("PortAudio:out_0", "PortAudio:out_1"))
    try:
        until_s = time.monotonic() + 10
        while ports[0] not in jack.ports() and time.monotonic() < until_s:
            time.sleep(0.1)
        time.sleep(1.5)
        jack.record(path, SECONDS, ports)
    finally:
        player.kill()
        player.wait()
    return discontinuities(jack.pcm(path)[RATE_HZ // 2 :, 0])


def _saturate() -> None:
    while True:
        sum(range(1_000))


def _play(way: str, period: int) -> None:
    threading.Thread(target=_saturate, daemon=True).start()
    if way == "ours":
        _play_ours(period)
        return
    import sounddevice

    [device] = [
        index
        for index, one in enumerate(sounddevice.query_devices())
        if "JACK" in sounddevice.query_hostapis(one["hostapi"])["name"] and one["name"] == "system"
    ]
    options = {"device": device, "channels": 2, "samplerate": RATE_HZ, "dtype": "float32", "latency": "low"}
    frame = 0

    def callback(out: NDArray[np.float32], frames: int, *_: object) -> None:
        nonlocal frame
        out[:] = sine(frame, frames)
        frame += frames

    if way == "Python callback":
        with sounddevice.OutputStream(callback=callback, blocksize=period, **options):
            time.sleep(60)
    with sounddevice.OutputStream(blocksize=period, **options) as stream:
        for start in range(0, 60 * RATE_HZ, period):
            stream.write(sine(start, period))


def _play_ours(period: int) -> None:
    from lyria_osc.deck import Deck
    from lyria_osc.outlet import Selected
    from lyria_osc.tuning import tune

    tune()
    deck = Deck(lambda: Selected("jack", jack_order(period)), lambda what: None, lambda beat: ())
    deck.append(sine(0, 60 * RATE_HZ), lambda start: [])
    deck.play()
    time.sleep(60)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("way")
    parser.add_argument("period", type=int)
    chosen = parser.parse_args()
    _play(chosen.way, chosen.period)
