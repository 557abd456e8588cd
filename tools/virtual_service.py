"""A day with the service in virtual time: slow, stalling, closing, dropping, dead on arrival. Run it to tune thrift.

    python tools/virtual_service.py --hours 24

The figures of the model are those that were measured on the real service.
"""

import argparse
import heapq
import json
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import count

import numpy as np
from virtual_player import CHUNK_FRAMES, TICK_S, Listener, Session, loop

from lyria_osc.annotate import Annotator
from lyria_osc.params.values import Values
from lyria_osc.service import RATE_HZ
from lyria_osc.session.events import Chunk

CHUNK_S = CHUNK_FRAMES / RATE_HZ
SLOW_MINUTES, SLOW_EVERY_MINUTES, SLOW_SPEED = 1, 10, 0.77
SPEED = 0.97
FIRST_AUDIO_S = (0.5, 11.0)
STALL_S = (5.0, 20.0)
SUCCESSOR_S = 540.0
CLOSE_S = 600.0
DEAD = 0.1
DEAD_AFTER_S = 15.0
DROPPED = 0.15
RECONNECT_S = (1.0, 3.0)
SPACED_S = 45.0
"""So long after a session that was dead on arrival the next is tried."""

BPM = 120.0
VALUES = Values.defaults().replace({"bpm": BPM})


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it. Times in seconds."""

    hours: float
    sessions: int
    silent_frames: int
    zero_frames: int
    loudest_bend: float
    music_bend: float
    worst_interval_ms: float
    bar_lengths: tuple[int, ...]
    fresh_share: float
    vamped_s: float
    vamps: int
    longest_vamp_s: float
    median_vamp_s: float
    mean_held_s: float


@dataclass(eq=False)
class Open:
    """A session that is open."""

    music: Session
    is_dead: bool = False


class Service:
    """The service, and the keeper of its sessions. One owner: `day`."""

    def __init__(self, listener: Listener, seed: int, hours: float, annotator: Annotator | None) -> None:
        self.annotator = annotator
        self.chance = random.Random(seed)
        self.listener = listener
        self.music = [loop(number, BPM) for number in range(3)]
        self.opened = 0
        self.sent_frames = 0
        self.stalls = [
            (start, start + self.chance.uniform(*STALL_S))
            for start in (hour * 3600 + self.chance.uniform(60, 3500) for hour in range(int(hours) + 1))
        ]
        self._events: list[tuple[float, int, Callable[[float], None]]] = []
        self._order = count()
        self._live: Open | None = self._open(0.0, may_be_dead=False)
        self._next: Open | None = None
        self._superseded = 0

    def at(self, when_s: float, what: Callable[[float], None]) -> None:
        """Has something happen."""
        heapq.heappush(self._events, (when_s, next(self._order), what))

    def run_to(self, now_s: float) -> None:
        """All that happens up to a time."""
        while self._events and self._events[0][0] <= now_s:
            when_s, _, what = heapq.heappop(self._events)
            what(when_s)
        while self._superseded < len(self.listener.superseded):
            self._superseded += 1
            if self._live:
                self._live.is_dead = True
            self._live, self._next = self._next, None

    def give_beats(self) -> None:
        """Gives beats that will soon be heard, where they are tracked."""
        wanted = self.listener.program.beats_wanted
        if self.annotator and wanted:
            self.listener.program.add_beats(wanted[0], self.annotator.more_beats(*wanted))

    def _open(self, now_s: float, *, may_be_dead: bool = True) -> Open:
        self.opened += 1
        begins = self.chance.randrange(len(self.music[0]))
        one = Open(Session(self.opened, self.music[self.opened % len(self.music)], BPM, begins))
        if may_be_dead and self.chance.random() < DEAD:
            self.at(now_s + DEAD_AFTER_S, lambda when_s: self._close(one, when_s, SPACED_S))
            return one
        self.at(now_s + self.chance.uniform(*FIRST_AUDIO_S), lambda when_s: self._send(one, when_s))
        self.at(now_s + SUCCESSOR_S, lambda when_s: self._succeed(one, when_s))
        ends_s = self.chance.uniform(20, SUCCESSOR_S) if self.chance.random() < DROPPED else CLOSE_S
        self.at(now_s + ends_s, lambda when_s: self._close(one, when_s, self.chance.uniform(*RECONNECT_S)))
        return one

    def _send(self, one: Open, now_s: float) -> None:
        if one.is_dead:
            return
        for start_s, stop_s in self.stalls:
            if start_s <= now_s < stop_s:
                self.at(stop_s, lambda when_s: self._send(one, when_s))
                return
        pcm, beats = one.music.chunk()
        if annotator := self.annotator:
            chunk = Chunk(pcm, VALUES, None, one.music.number)
            annotator.listen(chunk)
            self.listener.program.append(chunk.session, pcm, lambda start: annotator.beats(chunk, start), (), now_s)
        else:
            self.listener.program.append(one.music.number, pcm, beats, (), now_s)
        self.sent_frames += len(pcm)
        is_slow = now_s / 60 % SLOW_EVERY_MINUTES >= SLOW_EVERY_MINUTES - SLOW_MINUTES
        self.at(now_s + CHUNK_S / (SLOW_SPEED if is_slow else SPEED), lambda when_s: self._send(one, when_s))

    def _succeed(self, one: Open, now_s: float) -> None:
        if one is self._live and self._next is None:
            self._next = self._open(now_s)

    def _close(self, one: Open, now_s: float, again_s: float) -> None:
        if one.is_dead:
            return
        one.is_dead = True
        if one is self._live:
            self._live = None
        if one is self._next:
            self._next = None
        self.at(now_s + again_s, self._reopen)

    def _reopen(self, now_s: float) -> None:
        if self._next is None:
            self._next = self._open(now_s)


def day(hours: float, seed: int = 1, *, is_tracked: bool = False) -> Report:
    """Plays so many hours and reports; the beats are known, or tracked as the service's are."""
    listener = Listener()
    service = Service(listener, seed, hours, Annotator() if is_tracked else None)
    zero_frames, bend, held_s, ticks = 0, 0.0, 0.0, 0
    tail = np.zeros(0, np.float32)
    while listener.now_s < hours * 3600:
        service.run_to(listener.now_s)
        service.give_beats()
        heard = listener.tick()[:, 0]
        if len(heard):
            zero_frames += len(heard) - int(np.count_nonzero(heard))
            bend = max(bend, bend_of(np.concatenate([tail, heard])))
            tail = heard[-2:]
            held_s, ticks = held_s + listener.held_s, ticks + 1
    lengths = [(stop - start) / RATE_HZ for start, stop in listener.vamps] or [0.0]
    heard_s = ticks * TICK_S
    return Report(
        hours,
        service.opened,
        listener.silent_frames,
        zero_frames,
        bend,
        max(bend_of(np.concatenate([music, music[:2]])[:, 0]) for music in service.music),
        1000 * max(abs(interval - 60 / BPM) for interval in listener.intervals_s),
        tuple(sorted(listener.bar_lengths)),
        (heard_s - sum(lengths)) / (service.sent_frames / RATE_HZ),
        sum(lengths),
        len(lengths),
        max(lengths),
        float(np.median(lengths)),
        held_s / ticks,
    )


def bend_of(samples: "np.typing.NDArray[np.float32]") -> float:
    """The largest second difference."""
    return float(np.abs(np.diff(samples, 2)).max(initial=0.0))


def main() -> None:
    """Runs days and prints what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tracked", action="store_true", help="beats are tracked, not known")
    arguments = parser.parse_args()
    start_s = time.monotonic()
    print(json.dumps(asdict(day(arguments.hours, arguments.seed, is_tracked=arguments.tracked)), indent=2))
    print(f"in {time.monotonic() - start_s:.0f} s")


if __name__ == "__main__":
    main()
