"""Soak: the whole host against a misbehaving local Lyria, captured from a null sink, and looked at frame by frame.

    python tools/soak.py --minutes 12
    python tools/soak.py --lock --minutes 5

All parts are real: the service's wire over TLS, the SDK, the host as a process, PulseAudio. The music is a loop whose
every frame is known, so that the capture tells where in it each moment was taken from.
"""

import argparse
import json
import math
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import soundfile
from link_stage import stage
from numpy.typing import NDArray
from running_host import Client, RunningHost, bundles
from running_lyria import RunningLyria
from sound_servers import Pulse, environment
from virtual_player import loop

from lyria_osc.audio.program import RETURN_S
from lyria_osc.osc.message import decode
from lyria_osc.osc.packet import split
from lyria_osc.service import RATE_HZ, Pcm

BPM = 120.0
BEAT_FRAMES = round(RATE_HZ * 60 / BPM)
PROBE_FRAMES = RATE_HZ // 50
FAINT = 0.004
"""A gap whose edges are louder was cut into the music by the sound server, for a thread that had stalled."""

LEAST_GAP_FRAMES = 48
"""Of 16-bit music a few frames may be zero; a millisecond of them is a gap."""

SOAK_MINUTES, LOCK_MINUTES = 12.0, 5.0
SOUNDS_WITHIN_S = 40.0
ALIVE_S = 20.0

SERVICE = (
    *("--speed", "0.97", "--first-audio-s", "0.5", "--first-audio-most-s", "11"),
    *("--dead-every", "5", "--end-after-s", "240"),
)
"""Slow, slow to begin, and some sessions dead on arrival; an hour's sessions are shortened to minutes."""

Fault = Callable[[RunningLyria], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What the capture says. Frames and seconds are those after the first sound."""

    captured_s: float
    silent_frames: int
    inserted_frames: int
    bend: float
    music_bend: float
    worst_shift_ms: float
    known_share: float
    beats: int
    beats_out_of_order: int
    worst_interval_ms: float
    ran_out: int
    states: tuple[str, ...]
    vamped_s: float
    longest_vamp_s: float
    longest_vamp_in_hand_s: float
    sessions: int
    dead_sessions: int
    slowest_start_s: float
    fresh_share: float
    xruns: int


def do(**order: object) -> Fault:
    """Something that the server is told to do."""
    return lambda lyria: lyria.do(**order)


def halt(lyria: RunningLyria) -> None:
    """The server's process is stopped as by a debugger."""
    lyria.process.send_signal(signal.SIGSTOP)


def go_on(lyria: RunningLyria) -> None:
    """And goes on."""
    lyria.process.send_signal(signal.SIGCONT)


def minute() -> list[tuple[float, Fault]]:
    """One minute's troubles: an unannounced close, and a stall of 10 s."""
    return [(12.0, do(do="close", code=1011)), (32.0, do(do="stall")), (42.0, do(do="stall", on=False))]


def halted() -> list[tuple[float, Fault]]:
    """The server stands still for 20 s."""
    return [(6.0, halt), (26.0, go_on)]


def hour_in(minutes: float) -> list[tuple[float, Fault]]:
    """An hour's troubles, each as often as there is time for; a slow minute in three, a close or a drop each three."""
    faults: list[tuple[float, Fault]] = []
    for start in range(0, int(minutes * 60) - 60, 180):
        faults += [
            (start + 20.0, do(do="close", code=1011) if start % 360 == 0 else do(do="drop", midway=True)),
            (start + 60.0, do(speed=0.77)),
            (start + 120.0, do(speed=0.97)),
            (start + 130.0, do(do="stall")),
            (start + 145.0, do(do="stall", on=False)),
        ]
        if start % 360 == 180:
            faults += [(start + 150.0, halt), (start + 170.0, go_on)]
    return faults


def soak(
    seconds: float,
    faults: Iterable[tuple[float, Fault]],
    server: tuple[str, ...],
    pulse: Pulse,
    *,
    host_options: tuple[str, ...] = (),
    keep: Path | None = None,
) -> Report:
    """Runs for so long after the first sound.

    Args:
        seconds: how long.
        faults: what the server is to do, and when, in seconds after the first sound.
        server: further options of the local Lyria.
        pulse: the sound server; its environment must be this process's.
        host_options: further options of the host.
        keep: the capture is written here.
    """
    pulse.add_sink("soak")
    music = loop(1, BPM)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "loop.wav"
        soundfile.write(file, music, RATE_HZ, "PCM_16")
        music, _ = soundfile.read(file, dtype="float32")
        with (
            RunningLyria("--source", str(file), *server) as lyria,
            pulse.record("soak") as recording,
            RunningHost(
                *("--engine", "lyria", "--set", f"bpm={BPM:g}", *host_options),
                device="pulse:soak",
                environment=lyria.environment,
            ) as host,
        ):
            client = host.client()
            client.send("/lyria/timetags", True)
            client.wait("/lyria/state", lambda args: args == ("playing",), within_s=SOUNDS_WITHIN_S)
            start_s = time.monotonic()
            for at_s, fault in faults:
                listen_until(client, start_s + at_s)
                fault(lyria)
            listen_until(client, start_s + seconds)
            captured = recording.pcm()
            sent_s = lyria.sent_s()
    if keep:
        soundfile.write(keep, captured, RATE_HZ, "FLOAT")
    return report(captured, music, client, sent_s)


def listen_until(client: Client, until_s: float) -> None:
    """Hears, and says now and then that it is there."""
    while (left_s := until_s - time.monotonic()) > 0:
        client.send("/lyria/ping")
        client.listen(min(left_s, ALIVE_S))


def report(captured: Pcm, music: Pcm, client: Client, sent_s: Mapping[int, tuple[float, float]]) -> Report:
    """What a capture and a client's ears say, beside what the service sent and how long it took to begin."""
    sounding = np.flatnonzero(captured.any(axis=1))
    captured = captured[sounding[0] : sounding[-1] + 1]
    stretches, silent, inserted = between_gaps(captured)
    stretches[0] = stretches[0][RATE_HZ:]
    found = [shifts(stretch, music) for stretch in stretches if len(stretch) > RATE_HZ]
    beats = marked(client)
    xruns = [args[0] for _, args in client.messages("/lyria/xruns")]
    states = [(at_s, str(args[0])) for at_s, args in client.messages("/lyria/state")]
    ends = [*(at_s for at_s, _ in states[1:]), client.heard[-1].at_s]
    vamps_s = [end - at_s for (at_s, state), end in zip(states, ends, strict=True) if state == "vamping"]
    waited_s = [begins_s for _, begins_s in sent_s.values() if begins_s < math.inf]
    return Report(
        len(captured) / RATE_HZ,
        silent,
        inserted,
        max(bend_of(stretch) for stretch in stretches),
        bend_of(np.concatenate([music, music[:2]])),
        max(shift_ms for shift_ms, _ in found),
        min(known for _, known in found),
        len(beats),
        int(np.count_nonzero(np.diff([number for _, number in beats]) != 1)),
        1000 * float(np.abs(np.diff([at_s for at_s, _ in beats]) - 60 / BPM).max()),
        [state for _, state in states][first_playing(states) :].count("buffering"),
        tuple(dict.fromkeys(state for _, state in states)),
        sum(vamps_s),
        max(vamps_s, default=0.0),
        longest_in_hand_s(client, states),
        len(sent_s),
        len(sent_s) - len(waited_s),
        max(waited_s),
        (len(captured) / RATE_HZ - sum(vamps_s)) / sum(music_s for music_s, _ in sent_s.values()),
        int(str(xruns[-1])) if xruns else 0,
    )


def longest_in_hand_s(client: Client, states: Sequence[tuple[float, str]]) -> float:
    """For how long at most a vamp went on with 4 s of fresh music in hand."""
    plenty = [at_s for at_s, (held_s,) in client.messages("/lyria/buffered") if float(str(held_s)) >= RETURN_S]
    longest_s = 0.0
    for (start_s, state), (end_s, _) in pairwise(states):
        if state == "vamping":
            longest_s = max([longest_s, *(end_s - at_s for at_s in plenty if start_s <= at_s < end_s)])
    return longest_s


def first_playing(states: Sequence[tuple[float, str]]) -> int:
    """The place of the first ``playing`` among the states."""
    return next((place for place, (_, state) in enumerate(states) if state == "playing"), len(states))


def marked(client: Client) -> list[tuple[float, int]]:
    """When each beat left the device by its time tag, in seconds, and its number from the first bar on."""
    found = []
    for _, raw in bundles(client):
        for tag, element in split(raw):
            message = decode(element)
            if message.address == "/lyria/beat" and tag is not None:
                bar, beat = (int(str(arg)) for arg in message.args[:2])
                found.append((tag / 2**32, bar * 4 + beat))
    return found


def between_gaps(captured: Pcm) -> tuple[list[Pcm], int, int]:
    """The stretches of a capture between its silent frames; how many are the host's, how many the sound server's."""
    sounds = captured.any(axis=1)
    edges = np.flatnonzero(np.diff(sounds.astype(np.int8)))
    silent = inserted = 0
    stretches, begins = [], 0
    for start, stop in zip(edges[::2] + 1, edges[1::2] + 1, strict=True):
        if stop - start < LEAST_GAP_FRAMES:
            continue
        stretches.append(captured[begins:start])
        begins = int(stop)
        if np.abs(captured[[start - 1, stop]]).max() > FAINT:
            inserted += int(stop - start)
        else:
            silent += int(stop - start)
    return [*stretches, captured[begins:]], silent, inserted


def bend_of(pcm: Pcm) -> float:
    """The largest second difference."""
    if len(pcm) < 3:
        return 0.0
    return float(np.abs(np.diff(pcm, 2, axis=0)).max())


def shifts(captured: Pcm, music: Pcm) -> tuple[float, float]:
    """By how much the beat moves at most, in milliseconds, and how much of a capture is music as it was sent.

    Where in the loop a moment of the capture was taken from gives its place in the beat; that place runs on. What the
    loop has twice tells none.
    """
    keys, first, count = np.unique(fingerprints(music), return_index=True, return_counts=True)
    probes = np.arange(0, len(captured) - 4, PROBE_FRAMES)
    wanted = fingerprints(captured)[probes]
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found, known = first[place], (keys[place] == wanted) & (count[place] == 1)
    phase = (probes[known] - found[known]) % BEAT_FRAMES
    moved = (np.diff(phase) + BEAT_FRAMES // 2) % BEAT_FRAMES - BEAT_FRAMES // 2
    return float(1000 * np.abs(moved).max(initial=0) / RATE_HZ), float(known.mean())


def fingerprints(pcm: Pcm) -> NDArray[np.int64]:
    """A number for each frame, made of the 16-bit samples of it and the three after it."""
    samples = np.round(pcm[:, 0] * 32768).astype(np.int64) & 0xFFFF
    return samples[:-3] | samples[1:-2] << 16 | samples[2:-1] << 32 | (samples[3:] & 0x7FFF) << 48


def lock(minutes: float) -> int:
    """A host locked to a Link peer that goes 0.7 % faster than the band can; prints how far its beats are off."""
    found = stage("lock", minutes * 60)
    print(json.dumps(found, indent=2))
    sizes = [found[name] for name in ("told_ms", "came_ms")]
    return int(any(not isinstance(size, dict) or size["median"] > 10 or size["p95"] > 25 for size in sizes))


def main() -> None:
    """Runs and prints the report; exits 1 where something was heard that should not be."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=0.0)
    parser.add_argument("--keep", type=Path, help="write the capture to this WAV file")
    parser.add_argument("--lock", action="store_true", help="beats on a Link peer's instead, for 5 minutes if not told")
    arguments = parser.parse_args()
    if arguments.lock:
        sys.exit(lock(arguments.minutes or LOCK_MINUTES))
    minutes = arguments.minutes or SOAK_MINUTES
    with Pulse() as pulse, environment(pulse.environment):
        found = soak(
            minutes * 60,
            hour_in(minutes),
            SERVICE,
            pulse,
            host_options=("--session-seconds", "200"),
            keep=arguments.keep,
        )
    print(json.dumps(asdict(found), indent=2))
    heard = found.silent_frames > 0 or found.bend > found.music_bend or found.worst_shift_ms > 20
    sys.exit(heard or found.ran_out > 0 or found.beats_out_of_order > 0)


if __name__ == "__main__":
    main()
