"""Music with known beats, and a program that is played in virtual time: for tests, and to tune by."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from lyria_osc.audio.given import Superseded, Vamping
from lyria_osc.audio.jitter import JitterBuffer
from lyria_osc.audio.program import Program
from lyria_osc.audio.stream import BEATS_PER_BAR, Placed
from lyria_osc.service import RATE_HZ, Pcm

CHUNK_FRAMES = 2 * RATE_HZ
TICK_S = 0.25


def loop(seed: int, bpm: float, bars: int = 16) -> Pcm:
    """Bars of a kick, a bass and a chord that changes each bar, over a faint noise: soft attacks, no silent frame."""
    rng = np.random.default_rng(seed)
    beat = round(RATE_HZ * 60 / bpm)
    at = np.arange(beat)
    body = np.minimum(at / (0.01 * RATE_HZ), 1.0) * np.exp(-at / (0.12 * RATE_HZ))
    music = 0.0005 * rng.standard_normal((bars * BEATS_PER_BAR * beat, 2))
    for bar in range(bars):
        root = 55.0 * 2.0 ** (rng.integers(0, 12) / 12)
        for number in range(BEATS_PER_BAR):
            start = (bar * BEATS_PER_BAR + number) * beat
            kick = 0.3 * np.sin(2 * np.pi * 60 * at / RATE_HZ) * body
            bass = 0.2 * np.sin(2 * np.pi * root * (1.0, 1.5, 2.0, 1.5)[number] * at / RATE_HZ) * body
            music[start : start + beat] += (kick + bass)[:, None]
        bar_start, length = bar * BEATS_PER_BAR * beat, BEATS_PER_BAR * beat
        swell = np.sin(np.pi * np.arange(length) / length)
        chord = sum(np.sin(2 * np.pi * 4 * root * ratio * np.arange(length) / RATE_HZ) for ratio in (1.0, 1.25, 1.5))
        music[bar_start : bar_start + length] += 0.05 * (chord * swell)[:, None]
    return music.astype(np.float32)


class Session:
    """Music of one session, chunk by chunk, begun anywhere in a loop."""

    def __init__(self, number: int, music: Pcm, bpm: float, begins: int = 0, *, knows_bars: bool = True) -> None:
        self.number = number
        self.bpm = bpm
        self.sent = 0
        self._music = music
        self._begins = begins
        self._knows_bars = knows_bars
        self._beat = round(RATE_HZ * 60 / bpm)

    def chunk(self, frames: int = CHUNK_FRAMES) -> tuple[Pcm, Callable[[int], list[Placed]]]:
        """The next chunk, and what gives its beats."""
        start = (self._begins + self.sent) % len(self._music)
        pcm = self._music[start : start + frames]
        if len(pcm) < frames:
            pcm = np.concatenate([pcm, self._music[: frames - len(pcm)]])
        first = self._begins + self.sent
        self.sent += frames
        numbers = range(-(-first // self._beat), -(-(first + frames) // self._beat))

        def beats(stream_frame: int) -> list[Placed]:
            return [
                Placed(
                    stream_frame + number * self._beat - first,
                    self.bpm,
                    number % BEATS_PER_BAR == 0 if self._knows_bars else None,
                )
                for number in numbers
            ]

        return pcm, beats


@dataclass
class Listener:
    """Plays a program in virtual time and keeps what there is to know of it."""

    out: JitterBuffer = field(default_factory=JitterBuffer)
    wanted_s: float = 4.0
    now_s: float = 0.0
    is_heard: bool = False
    silent_frames: int = 0
    beats: list[Placed] = field(default_factory=list)
    notes: list[tuple[int, object]] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)
    pieces: list[Pcm] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.program = Program(self.out)

    def take(self, session: Session, frames: int = CHUNK_FRAMES, notes: tuple[object, ...] = ()) -> None:
        """The next chunk of a session comes."""
        pcm, beats = session.chunk(frames)
        self.program.append(session.number, pcm, beats, notes, self.now_s)

    @property
    def held_s(self) -> float:
        """Music in hand."""
        return (self.program.stock_frames + self.out.held_frames) / RATE_HZ

    def tick(self) -> Pcm:
        """A quarter of a second passes; what was heard in it."""
        self.is_heard = self.is_heard or self.held_s >= self.wanted_s
        given = self.program.advance(self.now_s, self.wanted_s, is_heard=self.is_heard)
        self.beats += given.beats
        self.notes += given.notes
        self.superseded += [news.number for news in given.news if isinstance(news, Superseded)]
        self.now_s += TICK_S
        if not self.is_heard:
            return self.out.read(0)
        wanted = round(TICK_S * RATE_HZ)
        pcm = self.out.read(wanted)
        self.silent_frames += wanted - len(pcm)
        return pcm

    def listen(self, seconds: float) -> None:
        """Time passes; what is heard is kept."""
        for _ in range(round(seconds / TICK_S)):
            self.pieces.append(self.tick())

    @property
    def heard(self) -> Pcm:
        """All that was kept."""
        return np.concatenate(self.pieces)

    @property
    def vamps(self) -> list[tuple[int, int]]:
        """The stretches that were heard again: their first frames, and those after their last."""
        turns = [(frame, note.on) for frame, note in self.notes if isinstance(note, Vamping)]
        return [(start, stop) for (start, on), (stop, _) in itertools.pairwise(turns) if on]

    @property
    def intervals_s(self) -> list[float]:
        """From each beat to the next."""
        return [float(gap) / RATE_HZ for gap in np.diff([beat.frame for beat in self.beats])]

    @property
    def bar_lengths(self) -> set[int]:
        """How many beats there were from bar line to bar line."""
        lines = [place for place, beat in enumerate(self.beats) if beat.downbeat]
        return {int(gap) for gap in np.diff(lines)}
