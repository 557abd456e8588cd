"""What is heard, and when, against what is told or asked: markers and pauses on captured sound servers. For `bench`."""

import os
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from running_host import RunningHost
from sound_servers import Jack, Pulse, environment

from lyria_osc.beat.timeline import FoundBeat
from lyria_osc.deck import Audience, Deck
from lyria_osc.osc.message import encode
from lyria_osc.outlet import Selected
from lyria_osc.player.process import Order, ToSink, query
from lyria_osc.service import RATE_HZ

Row = dict[str, Any]

SO_TIMESTAMPNS = 35
"""Linux stamps a datagram when it comes; a thread here may wait 5 ms for the interpreter before it sees a clock."""


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


def pauses() -> list[Row]:
    """From ``/lyria/pause`` on UDP to the last sound that is captured, at a dozen places in the music."""
    rows = []
    with Pulse() as pulse, environment(pulse.environment):
        pulse.add_sink("bench")
        rows.append(_pause_row("PulseAudio null sink", "pulse:bench", lambda: _parec(pulse, "bench")))
    for period in (256, 1024):
        with Jack(period_frames=period) as jack_server, environment(jack_server.environment):
            rows.append(_pause_row(f"JACK, {period} frames", "system", _jack_client))
    return rows


def _pause_row(name: str, device: str, captured: Callable[[], Any]) -> Row:
    with RunningHost("--engine", "offline", device=device) as host:
        client = host.client()
        client.wait("/lyria/beat")
        took_ms = []
        with captured() as capture:
            for number in range(12):
                client.listen(1.5 + 0.037 * number)
                sent_s = time.monotonic()
                client.send("/lyria/pause")
                client.listen(0.5)
                took_ms.append(1e3 * (capture.last_sound_s() - sent_s))
                client.send("/lyria/play")
    return {"device": name, **percentiles(took_ms, unit="ms")}


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

    def last_sound_s(self) -> float:
        """When the last frame came that is not silent, on the line of the earliest arrivals so far."""
        blocks = list(self.blocks)
        starts, times = np.array(self.starts[: len(blocks)]), np.array(self.times[: len(blocks)])
        late = times - starts / RATE_HZ
        last = np.flatnonzero(np.concatenate(blocks))[-1]
        return float(last / RATE_HZ + late[np.abs(starts - last) < LINE_S * RATE_HZ].min())

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
    wall_s = time.time() - time.monotonic()

    def listen(receiver: socket.socket) -> None:
        receiver.settimeout(0.2)
        while not done.is_set():
            try:
                datagram, ancillary, _, _ = receiver.recvmsg(4096, 64)
            except TimeoutError:
                continue
            seconds, nanoseconds = struct.unpack("qq", ancillary[0][2])
            came.append((seconds + nanoseconds / 1e9 - wall_s, datagram))

    for receiver in receivers:
        receiver.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
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
