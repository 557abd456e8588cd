"""Benchmarks: ``tools/bench.py NAME [--json]``; each prints a table, or JSON.

Machines are noisy: look at medians and at ratios between rows of one run, not at single figures of two runs.
"""

import argparse
import json
import os
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from running_host import RunningHost
from running_lyria import RunningLyria
from sound_servers import Jack, Pulse, environment

from lyria_osc.beat.timeline import FoundBeat
from lyria_osc.deck import Audience, Deck
from lyria_osc.osc.message import encode
from lyria_osc.outlet import Selected
from lyria_osc.player.process import Order, ToSink, query
from lyria_osc.service import RATE_HZ

Row = dict[str, Any]

CORPUS = Path(tempfile.gettempdir()) / "lyria-osc-beats"
"""Where ``tools/beat_corpus.py`` is to build the pieces for `beats`."""


def percentiles(values: Sequence[float], *, unit: str) -> Row:
    """Median, 99th percentile and extremes, rounded."""
    array = np.asarray(values)
    return {
        f"median {unit}": round(float(np.median(array)), 2),
        f"p1 {unit}": round(float(np.percentile(array, 1)), 2),
        f"p99 {unit}": round(float(np.percentile(array, 99)), 2),
        f"worst {unit}": round(float(array[np.argmax(np.abs(array))]), 2),
        "of": len(array),
    }


def control() -> list[Row]:
    """From ``/lyria/density`` on UDP to the config frame on the service's wire, 200 times; and a storm of a fader."""
    with (
        RunningLyria("--source", "noise", "--speed", "1.0", "--burst", "3") as lyria,
        RunningHost("--engine", "lyria", "--buffer", "4", environment=lyria.environment) as host,
    ):
        client = host.client(subscribe=False)
        lyria.wait("playbackControl")
        client.listen(3.0)
        before = len(lyria.frames("musicGenerationConfig"))
        sent: list[float] = []
        for number in range(200):
            client.listen(0.13)
            sent.append(time.monotonic())
            client.send("/lyria/density", number / 200)
        client.listen(0.5)
        came = [frame["at_s"] for frame in lyria.frames("musicGenerationConfig")[before:]]
        took_ms = [(b - a) * 1e3 for a, b in zip(sent, came, strict=True)]
        before += len(came)
        start_s = time.monotonic()
        for step in range(5_000):
            client.send("/lyria/density", step / 5_000)
            while time.monotonic() < start_s + step * 0.001:
                client.listen(0.0005)
        client.listen(0.5)
        storm = lyria.frames("musicGenerationConfig")[before:]
    last = storm[-1]["frame"]["musicGenerationConfig"]["density"]
    return [
        {"what": "density to the wire", **percentiles(took_ms, unit="ms")},
        {"what": "5 s of fader at 1 kHz: config frames", "of": len(storm), "last value": round(last, 4)},
    ]


def host() -> list[Row]:
    """Start-up to the first beat, and what a host that plays costs: CPU and memory, process by process."""
    rows: list[Row] = []
    for name, device in (("none", "none"), ("null sink", "pulse:bench")):
        with Pulse() as pulse, environment(pulse.environment):
            pulse.add_sink("bench")
            with pulse.record("bench"), RunningHost("--engine", "offline", device=device) as running:
                client = running.client()
                client.wait("/lyria/beat")
                first_s = client.messages("/lyria/beat")[0][0] - running.started_s
                client.listen(8.0)
                before = _processes(running.process.pid)
                seconds = 30.0
                client.listen(seconds)
                after = _processes(running.process.pid)
        rows.append({"device": name, "process": "start to first beat", "seconds": round(first_s, 2)})
        for pid, (title, cpu_s, rss_mb, pss_mb) in after.items():
            used = cpu_s - before.get(pid, (title, 0.0, 0.0, 0.0))[1]
            rows.append(
                {
                    "device": name,
                    "process": title,
                    "cpu %": round(100 * used / seconds, 2),
                    "rss MB": round(rss_mb, 1),
                    "pss MB": round(pss_mb, 1),
                }
            )
    return rows


def _processes(pid: int) -> dict[int, tuple[str, float, float, float]]:
    """A process and its children: title, CPU seconds, resident and proportional memory."""
    pids = [pid, *(int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    for thread in Path(f"/proc/{pid}/task").iterdir():
        pids += [int(child) for child in (thread / "children").read_text().split() if int(child) not in pids]
    found = {}
    for one in pids:
        words = Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0")
        title = b" ".join(words[1:4]).decode()
        stat = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        cpu_s = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
        rollup = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in rollup[1:] if "kB" in line}
        found[one] = (title, cpu_s, sizes["Rss"], sizes["Pss"])
    return found


LINE_S = 4.0
"""Of so many blocks to either side the least late one is taken to have come at once."""


class Capture:
    """What a device plays, and when: blocks with the monotonic time at which they came."""

    def __init__(self) -> None:
        self.blocks: list[NDArray[np.float32]] = []
        self.starts: list[int] = []
        self.times: list[float] = []
        self._frames = 0

    def add(self, block: NDArray[np.float32]) -> None:
        """The next block has come."""
        self.times.append(time.monotonic())
        self.starts.append(self._frames)
        self.blocks.append(block)
        self._frames += len(block)

    def clicks_s(self, floor: float = 0.5) -> list[float]:
        """When each click came: its frame on the line of the earliest arrivals within `LINE_S` about it."""
        starts, times = np.array(self.starts), np.array(self.times)
        loud = np.concatenate(self.blocks) > floor
        frames = np.flatnonzero(loud[1:] & ~loud[:-1]) + 1
        late = times - starts / RATE_HZ
        near = [late[np.abs(starts - frame) < LINE_S * RATE_HZ].min() for frame in frames]
        return [float(frame / RATE_HZ + lag) for frame, lag in zip(frames, near, strict=True)]


@contextmanager
def _parec(pulse: Pulse, sink: str) -> Iterator[Capture]:
    capture = Capture()
    command = ["parec", "--raw", "--format=float32le", "--rate=48000", "--channels=1", "--latency-msec=2"]
    process = subprocess.Popen(
        [*command, "--process-time-msec=1", "-d", f"{sink}.monitor"],
        env={**os.environ, **pulse.environment},
        stdout=subprocess.PIPE,
    )
    assert process.stdout
    descriptor = process.stdout.fileno()

    def read() -> None:
        while block := os.read(descriptor, 65_536):
            capture.add(np.frombuffer(block, np.float32))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield capture
    finally:
        process.terminate()
        reader.join()
        process.wait()
        process.stdout.close()


@contextmanager
def _jack_client() -> Iterator[Capture]:
    import jack

    capture = Capture()
    client = jack.Client("bench")
    port = client.inports.register("in")
    client.set_process_callback(lambda frames: capture.add(port.get_array().copy()))
    client.activate()
    client.connect("PortAudio:out_0", port)
    try:
        yield capture
    finally:
        client.deactivate()
        client.close()


def markers() -> list[Row]:
    """Beats of a click track: the marker's arrival less the click's, captured; plain ones and timetags.

    And each alone, against its own even beat: how far the capture itself can be believed.
    """
    rows = []
    with Pulse() as pulse, environment(pulse.environment):
        pulse.add_sink("bench")
        rows += _marker_rows("PulseAudio null sink", _pulse_selected, lambda: _parec(pulse, "bench"))
    for period in (256, 1024):
        with Jack(period_frames=period) as jack_server, environment(jack_server.environment):
            rows += _marker_rows(f"JACK, {period} frames", _jack_selected, _jack_client)
    return rows


def _pulse_selected() -> Selected:
    return Selected("bench", Order(ToSink("bench", immediate=True), RATE_HZ))


def _jack_selected() -> Selected:
    devices, apis = query()
    index = next(i for i, device in enumerate(devices) if "JACK" in apis[device["hostapi"]]["name"])
    return Selected("jack", Order(index))


def _marker_rows(name: str, select: Callable[[], Selected], captured: Callable[[], Any]) -> list[Row]:
    count, gap = 120, RATE_HZ // 4
    pcm = np.zeros((gap * (count + 4), 2), np.float32)
    for beat in range(count + 4):
        pcm[beat * gap : beat * gap + 48] = 0.9
    came: list[tuple[float, bytes]] = []
    receivers = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2)]
    done = threading.Event()

    def listen(receiver: socket.socket) -> None:
        receiver.settimeout(0.2)
        while not done.is_set():
            try:
                datagram = receiver.recv(4096)
            except TimeoutError:
                continue
            came.append((time.monotonic(), datagram))

    for receiver in receivers:
        receiver.bind(("127.0.0.1", 0))
    threads = [threading.Thread(target=listen, args=(receiver,)) for receiver in receivers]
    for thread in threads:
        thread.start()
    deck = Deck(select, lambda what: None, lambda beat: (encode("/lyria/beat", (beat.bar, beat.beat, beat.bpm)),))
    plain, ahead = (receiver.getsockname() for receiver in receivers)
    deck.set_audience(Audience((plain,), (ahead,)))
    deck.append(pcm, lambda start: [FoundBeat(start + beat * gap, 240.0) for beat in range(count + 4)])
    with captured() as capture:
        deck.play()
        time.sleep(count / 4 + 1.0)
    deck.close()
    done.set()
    for thread in threads:
        thread.join()
    for receiver in receivers:
        receiver.close()
    clicks = capture.clicks_s()[8:-4]
    wall_s = time.time() - time.monotonic()
    told = [at_s for at_s, datagram in came if not datagram.startswith(b"#bundle")]
    tags = [
        int.from_bytes(datagram[8:16], "big") / 2**32 - 2_208_988_800 - wall_s
        for _, datagram in came
        if datagram.startswith(b"#bundle")
    ]
    against = [
        {"device": name, "markers": kind, **percentiles([_nearest_ms(click, times) for click in clicks], unit="ms")}
        for kind, times in (("plain", told), ("timetags", tags))
    ]
    alone = [
        {"device": name, "markers": f"{kind} alone", **percentiles(_uneven_ms(times), unit="ms")}
        for kind, times in (("clicks", clicks), ("timetags", [_nearest(click, tags) for click in clicks]))
    ]
    return against + alone


def _uneven_ms(times: Sequence[float]) -> list[float]:
    """How far each is from the even beat that fits all best; some may be missing."""
    gaps = np.diff(times)
    numbers = np.cumsum([0, *np.rint(gaps / np.median(gaps))])
    return [float(error) for error in 1e3 * (np.asarray(times) - np.polyval(np.polyfit(numbers, times, 1), numbers))]


def _nearest(moment_s: float, times: Sequence[float]) -> float:
    return min(times, key=lambda at_s: abs(at_s - moment_s))


def _nearest_ms(moment_s: float, times: Sequence[float]) -> float:
    return 1e3 * (_nearest(moment_s, times) - moment_s)


def device() -> list[Row]:
    """Discontinuities while a thread saturates the interpreter: ours, a C client, a Python callback, blocking write."""
    from bench_device import measure

    return measure()


def beat_trackers() -> list[Row]:
    """The beat tracker on the offline band; beside a clock, librosa and aubio on what ``beat_corpus.py`` has built."""
    from bench_beats import band, beats

    return band() + beats(CORPUS)


def osc() -> list[Row]:
    """OSC over UDP: CPU a message and the highest rate without loss, beside python-osc's server and pyliblo3."""
    from bench_osc import osc as measure_osc

    return measure_osc()


def subscribers() -> list[Row]:
    """What 0, 1 and 50 subscribers cost, their beats' jitter, and how soon a change shows with all of them."""
    from bench_subscribers import subscribers as measure_subscribers

    return measure_subscribers()


def clocks() -> list[Row]:
    """Two PulseAudio sinks 208 ppm apart, the monitor on one: discontinuities, underruns, how far apart they play."""
    from bench_clocks import measure

    with Pulse() as pulse, environment(pulse.environment):
        return measure(pulse)


def warp() -> list[Row]:
    """Music brought onto a grid, a little slower or faster: ours beside plain WSOLA and Rubber Band."""
    from bench_warp import warping

    return warping()


BENCHES: dict[str, Callable[[], list[Row]]] = {
    "control": control,
    "osc": osc,
    "subscribers": subscribers,
    "host": host,
    "markers": markers,
    "device": device,
    "clocks": clocks,
    "warp": warp,
    "beats": beat_trackers,
}
MODULES = {
    "band": "the offline band: each control over its range against what is measured in its sound",
    "resample": "the resamplers beside soxr, samplerate and scipy",
}
"""Benches with tables of their own: ``bench_NAME.NAME(json)``."""


def table(rows: Sequence[Row]) -> str:
    """Rows as text, a column for each key."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    cells = [columns, *([str(row.get(column, "")) for column in columns] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)


def main() -> None:
    """Runs one benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    names = parser.add_subparsers(dest="name", required=True)
    words = {name: (bench.__doc__ or "").partition("\n")[0] for name, bench in BENCHES.items()} | MODULES
    for name, about in words.items():
        names.add_parser(name, help=about, description=about).add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    if chosen.name in MODULES:
        getattr(import_module(f"bench_{chosen.name}"), chosen.name)(chosen.json)
        return
    rows = BENCHES[chosen.name]()
    print(json.dumps(rows, indent=2) if chosen.json else table(rows))


if __name__ == "__main__":
    main()
