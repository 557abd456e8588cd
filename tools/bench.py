"""Benchmarks: ``tools/bench.py NAME [--json]``; each prints a table, or JSON.

Machines are noisy: look at medians and at ratios between rows of one run, not at single figures of two runs.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from bench_heard import percentiles
from running_host import RunningHost
from running_lyria import RunningLyria
from sound_servers import Pulse, environment

Row = dict[str, Any]

CORPUS = Path(tempfile.gettempdir()) / "lyria-osc-beats"
"""Where ``tools/beat_corpus.py`` is to build the pieces for `beats`."""


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


def markers() -> list[Row]:
    """Beats of a click track: the marker's arrival less the click's, captured; plain ones and timetags."""
    from bench_heard import markers

    return markers()


def pauses() -> list[Row]:
    """From ``/lyria/pause`` on UDP to the last sound that is captured, at a dozen places in the music."""
    from bench_heard import pauses

    return pauses()


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
    "pause": pauses,
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
