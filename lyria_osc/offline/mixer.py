"""The mixing desk: lanes for the parts, sends to rooms and a tempo delay, the loudness rider and the limiter.

The mixer works in blocks of `BLOCK` frames on the band's timeline and never looks ahead of a block; what sounds past
its end waits in the lanes. Its own output is `LOOK_AHEAD` frames late, because of the limiter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from lyria_osc.offline.drums import DRUMS
from lyria_osc.offline.limiter import LOOK_AHEAD, Limiter
from lyria_osc.offline.loudness import OFFSET_DB, k_weight
from lyria_osc.offline.rooms import BLOCK, SPAN, TAIL, plain_path, room
from lyria_osc.offline.sampler import Sampler
from lyria_osc.offline.score import Hit, Note
from lyria_osc.offline.style import CHAIRS
from lyria_osc.offline.synth import LOOP, Floats, noise
from lyria_osc.service import RATE_HZ, Pcm

__all__ = ["BLOCK", "LOOK_AHEAD", "Desk", "Mixer"]

PARTS = ("drums", *CHAIRS)
TARGET_LUFS = -16.0
RAMP = 1_920
TAPS = 6
FEEDBACK = 0.55
MOST_DELAY = RATE_HZ
LANE_FRAMES = BLOCK + 6 * RATE_HZ + BLOCK // 2

LEVELS: Mapping[str, float] = {
    "drums": 0.42, "bass": 1.5, "comp": 1.7, "pad": 1.1, "arp": 1.5, "lead": 1.6, "vox": 1.6,
}  # fmt: skip
"""How loud each lane is in the mix."""
ROOM_SENDS: Mapping[str, float] = {
    "drums": 0.14, "bass": 0.03, "comp": 0.45, "pad": 0.7, "arp": 0.6, "lead": 0.6, "vox": 0.7,
}  # fmt: skip
DELAY_SENDS: Mapping[str, float] = {
    "drums": 0.0, "bass": 0.0, "comp": 0.2, "pad": 0.0, "arp": 0.7, "lead": 0.8, "vox": 0.6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk's settings for a block: which parts are open, and the style's levels."""

    open: Mapping[str, bool] = field(default_factory=lambda: dict.fromkeys(PARTS, True))
    reverb: float = 0.35
    hall: float = 0.4
    delay: float = 0.2
    delay_frames: int = 18_000
    drive: float = 0.0
    duck: float = 0.0
    crackle: float = 0.0


class Mixer:
    """Adds up the band. Writer and reader: the band."""

    def __init__(self) -> None:
        self._sampler = Sampler()
        self._limiter = Limiter()
        self._lanes = {part: np.zeros((2, LANE_FRAMES), dtype=np.float32) for part in PARTS}
        self._ends = dict.fromkeys(PARTS, 0)
        self._rooms = (room(0.9, 0.008, 11), room(2.6, 0.024, 23))
        self._path = plain_path()
        self._tail = np.zeros((2, TAIL), dtype=np.float32)
        self._echoes = np.zeros(TAPS * MOST_DELAY + BLOCK, dtype=np.float32)
        self._weight = k_weight(np.fft.rfftfreq(SPAN, 1 / RATE_HZ)).astype(np.float32)
        self._kicks: list[tuple[int, float]] = []
        self._energy = 0.0
        self._gain = 0.0
        self._before = Desk()
        self.start = 0

    def play(self, event: Note | Hit, brightness: float) -> None:
        """Puts a note or a hit on its lane; it must not begin before the block that is to come."""
        if isinstance(event, Hit):
            sound = self._sampler.drum(event.drum, event.kit, event.take, brightness)
            self._put("drums", event.frame, sound, event.level, DRUMS[event.drum][2])
            if event.drum == "kick":
                self._kicks.append((event.frame, event.level))
        else:
            sound = self._sampler.note(event.voice, event.pitch, event.frames, brightness)
            self._put(event.part, event.frame, sound, event.level, event.pan)

    def _put(self, part: str, frame: int, sound: Floats, level: float, pan: float) -> None:
        lane = self._lanes[part]
        at = frame - self.start
        end = min(at + sound.shape[1], LANE_FRAMES)
        left = level * LEVELS[part] * min(1.0, 1 - pan)
        right = level * LEVELS[part] * min(1.0, 1 + pan)
        lane[0, at:end] += sound[0, : end - at] * np.float32(left)
        lane[1, at:end] += sound[-1, : end - at] * np.float32(right)
        self._ends[part] = max(self._ends[part], end)

    def hush(self) -> None:
        """Lets all that sounds die away within 40 ms, but for the rooms: a new idea begins."""
        fade = np.linspace(1, 0, RAMP, dtype=np.float32)
        for part, lane in self._lanes.items():
            lane[:, :RAMP] *= fade
            lane[:, RAMP : self._ends[part]] = 0

    def block(self, desk: Desk) -> Pcm:
        """The next `BLOCK` frames, shape (BLOCK, 2)."""
        dry = np.zeros((2, BLOCK), dtype=np.float32)
        send = np.zeros(BLOCK, dtype=np.float32)
        echo = np.zeros(BLOCK, dtype=np.float32)
        pushed = self._pushed(desk)
        for part in PARTS:
            if self._ends[part] == 0:
                continue
            sound = self._strip(part, desk, pushed)
            dry += sound
            mono = sound[0] + sound[1]
            send += mono * np.float32(ROOM_SENDS[part])
            if DELAY_SENDS[part]:
                echo += mono * np.float32(DELAY_SENDS[part])
        dry += self._crackle(desk)
        self._echo(desk, echo, dry, send)
        mixed, power = self._rooms_and_path(desk, dry, send)
        pcm = self._leveled(mixed, power)
        self._before = desk
        self._shift()
        return pcm

    def _ramp(self, before: float, now: float) -> Floats | np.float32:
        """A gain that goes from what it was to what it is within 40 ms."""
        if before == now:
            return np.float32(now)
        ramp = np.full(BLOCK, now, dtype=np.float32)
        ramp[:RAMP] = np.linspace(before, now, RAMP, dtype=np.float32)
        return ramp

    def _strip(self, part: str, desk: Desk, pushed: Floats | None) -> Floats:
        """A lane's sound through its fader, its drive and the kick's push."""
        sound = self._lanes[part][:, :BLOCK] * self._ramp(float(self._before.open[part]), float(desk.open[part]))
        driven = max(desk.drive, self._before.drive)
        if driven > 0.01 and part in ("comp", "lead", "arp"):
            amount = self._ramp(self._before.drive, desk.drive)
            sound += amount * (np.tanh(sound * np.float32(9.0)) * np.float32(0.22) - sound)
        if pushed is not None and part != "drums":
            sound *= pushed
        return sound

    def _pushed(self, desk: Desk) -> Floats | None:
        """The gain by which the kicks push the other lanes down, if they do."""
        self._kicks = [(frame, level) for frame, level in self._kicks if frame > self.start - RATE_HZ // 2]
        depth = max(desk.duck, self._before.duck)
        if depth < 0.02 or not self._kicks:
            return None
        t = np.arange(RATE_HZ // 2, dtype=np.float32) / RATE_HZ
        curve = np.exp(-((t / np.float32(0.13)) ** 2)) * np.minimum(1, t * 400)
        push = np.zeros(BLOCK + RATE_HZ, dtype=np.float32)
        for frame, level in self._kicks:
            at = frame - self.start + RATE_HZ // 2
            if at < len(push) - len(curve):
                here = push[at : at + len(curve)]
                np.maximum(here, curve * np.float32(min(1.0, 1.3 * level)), out=here)
        pushed: Floats = (
            1 - np.float32(0.9) * self._ramp(self._before.duck, desk.duck) * push[RATE_HZ // 2 : RATE_HZ // 2 + BLOCK]
        )
        return pushed

    def _crackle(self, desk: Desk) -> Floats | np.float32:
        """An old record's dust, the same at the same frame of the timeline."""
        if max(desk.crackle, self._before.crackle) < 0.01:
            return np.float32(0)
        hiss = noise(1500, 7000)
        at = (np.arange(BLOCK) + self.start) % LOOP
        dust = hiss[at] * (np.abs(hiss[at * 7 % LOOP]) > 3.6) * np.float32(0.05) + hiss[at] * np.float32(0.0012)
        return np.asarray(dust * self._ramp(self._before.crackle, desk.crackle), dtype=np.float32)

    def _echo(self, desk: Desk, echo: Floats, dry: Floats, send: Floats) -> None:
        """The tempo delay: taps from side to side, each duller by having gone further into the room."""
        echo = echo * self._ramp(self._before.delay, desk.delay)
        self._echoes[-BLOCK:] = echo
        size = len(self._echoes)
        for tap in range(1, TAPS + 1):
            begin = size - BLOCK - tap * desk.delay_frames
            heard = self._echoes[begin : begin + BLOCK] * np.float32(0.5 * FEEDBACK**tap)
            dry[tap % 2] += heard
            dry[1 - tap % 2] += heard * np.float32(0.25)
            send += heard * np.float32(0.3)
        self._echoes[:-BLOCK] = self._echoes[BLOCK:].copy()

    def _rooms_and_path(self, desk: Desk, dry: Floats, send: Floats) -> tuple[Floats, float]:
        """The block through the desk's path and the rooms; also its K-weighted power."""
        wet = 1.1 * desk.reverb
        before = 1.1 * self._before.reverb
        small = send * self._ramp(before * (1 - self._before.hall), wet * (1 - desk.hall))
        large = send * self._ramp(before * self._before.hall, wet * desk.hall)
        spectrum = np.fft.rfft(dry, SPAN)
        spectrum += np.fft.rfft(small, SPAN) * self._rooms[0]
        spectrum += np.fft.rfft(large, SPAN) * self._rooms[1]
        spectrum *= self._path
        power = 2 * float(np.sum((spectrum.real**2 + spectrum.imag**2) * self._weight)) / SPAN / BLOCK
        whole: Floats = np.fft.irfft(spectrum, SPAN).astype(np.float32, copy=False)
        mixed = whole[:, :BLOCK]
        mixed += self._tail
        self._tail = whole[:, BLOCK:].copy()
        return mixed, power

    def _leveled(self, mixed: Floats, power: float) -> Pcm:
        """Rides the loudness to the target, slowly, and limits."""
        loud_db = OFFSET_DB + 10 * np.log10(power + 1e-12)
        running_db = OFFSET_DB + 10 * np.log10(self._energy + 1e-12)
        if loud_db > -60:
            share = 1.0 if self._energy == 0.0 else 0.3 if loud_db > running_db - 8 else 0.06
            self._energy += share * (power - self._energy)
        wanted = 10 ** ((TARGET_LUFS - OFFSET_DB) / 20) / np.sqrt(self._energy) if self._energy else 1.0
        before = self._gain or wanted
        self._gain = float(np.clip(wanted, 0.7 * before, 1.4 * before))
        mixed = mixed * np.linspace(before, self._gain, BLOCK, dtype=np.float32)
        pcm, _ = self._limiter.process(mixed)
        return pcm

    def _shift(self) -> None:
        """Moves what still sounds to the lanes' beginning."""
        for part, lane in self._lanes.items():
            end = self._ends[part]
            left = max(0, end - BLOCK)
            lane[:, :left] = lane[:, BLOCK:end].copy()
            lane[:, left:end] = 0
            self._ends[part] = left
        self.start += BLOCK
