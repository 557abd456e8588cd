"""Two devices whose clocks differ: in virtual time, with the monitor and its feeder as they are, and for real."""

from collections.abc import Callable
from threading import RLock
from types import SimpleNamespace

import numpy as np
import pytest
from bench_clocks import FASTER_HZ, Mislabelled, sink
from bench_device import discontinuities, sine
from numpy.typing import NDArray
from sound_servers import Pulse

from lyria_osc import outlet as outlet_module
from lyria_osc.audio.convert import Source
from lyria_osc.audio.feeder import Feeder
from lyria_osc.audio.jitter import JitterBuffer
from lyria_osc.audio.resampler import Quality
from lyria_osc.audio.ring import CAPACITY_FRAMES, RING_BYTES, ClockLine, Ring
from lyria_osc.deck import Deck
from lyria_osc.monitor import APART_S, Monitor
from lyria_osc.service import RATE_HZ, Pcm

STEP_S = 0.05
SECONDS = 300
BLOCK = 256
MOST_APART_S = 0.008


class Device:
    """Stands for an outlet: a ring whose frames a device takes at its own rate, in virtual time."""

    def __init__(self, source: Source, true_hz: float, correction: Callable[[], float] | None = None) -> None:
        ring = Ring(memoryview(bytearray(RING_BYTES)))
        ring.block_frames = BLOCK
        ring.line = ClockLine(0, 0.0, true_hz)
        self.player = SimpleNamespace(ring=ring)
        self.frames: NDArray[np.float32] = np.frombuffer(ring.frames, np.float32).reshape(CAPACITY_FRAMES, 2)
        self.feeder = Feeder(source, ring, self.frames, RATE_HZ, quality=Quality.LIGHT, correction=correction)
        self.now_s = 0.0
        self.underruns = 0
        self.out: list[Pcm] = []
        self._true_hz = true_hz

    def pass_time(self, now_s: float) -> None:
        ring = self.player.ring
        self.now_s = now_s
        read = int(now_s * self._true_hz) // BLOCK * BLOCK
        if ring.write_frame < read:
            self.underruns += 1
        self.out.append(self.frames[np.arange(ring.read_frame, read) % CAPACITY_FRAMES])
        ring.read_frame = read
        ring.handed_frame = ring.write_frame

    def taken(self) -> int:
        return int(self.player.ring.read_frame)

    def music_at(self, moment_s: float) -> float:
        return self.feeder.music_at(moment_s * self._true_hz)

    def heard(self) -> float:
        return self.music_at(self.now_s)

    def pause(self) -> int:
        return self.feeder.pause(self.taken())


@pytest.mark.parametrize("ppm", [200, -200])
def test_two_clocks_in_virtual_time(monkeypatch: pytest.MonkeyPatch, ppm: float) -> None:
    jitter = JitterBuffer()
    main = Device(jitter, RATE_HZ)
    made: list[Device] = []

    def outlet(
        select: object, source: Source, *_: object, correction: Callable[[], float], **options: object
    ) -> Device:
        made.append(Device(source, RATE_HZ * (1 + ppm * 1e-6), correction))
        return made[0]

    monkeypatch.setattr("lyria_osc.monitor.Outlet", outlet)
    monitor = Monitor(lambda: None, jitter, main, lambda what: None, RLock())  # type: ignore[arg-type, return-value]
    [phones] = made
    main.feeder.play(0)
    apart_s = []
    for step in range(int(SECONDS / STEP_S)):
        if jitter.held_frames < RATE_HZ:
            jitter.append(sine(jitter.end_frame, 2 * RATE_HZ))
        main.pass_time(step * STEP_S)
        phones.pass_time(step * STEP_S)
        main.feeder.step(main.taken())
        monitor.step(step * STEP_S)
        if step * STEP_S > 2:
            apart_s.append((main.heard() - phones.heard()) / RATE_HZ)
    assert main.underruns == phones.underruns == 0
    assert max(map(abs, apart_s)) < MOST_APART_S < APART_S
    assert discontinuities(np.concatenate(phones.out)[RATE_HZ:, 0]) == 0
    assert discontinuities(np.concatenate(main.out)[RATE_HZ:, 0]) == 0
    last = np.asarray(apart_s[-int(60 / STEP_S) :])
    drift = np.polyfit(np.arange(len(last)) * STEP_S, last, 1)[0]
    assert abs(drift) < 20e-6


def test_two_real_sinks_whose_clocks_differ(pulse: Pulse, monkeypatch: pytest.MonkeyPatch) -> None:
    """One takes 48010 frames a second and is believed to take 48000."""
    pulse.add_sink("main")
    pulse.add_sink("phones", FASTER_HZ)
    monkeypatch.setattr(outlet_module, "PlayerProcess", Mislabelled)
    with pulse.record("main") as main, pulse.record("phones", FASTER_HZ) as phones:
        deck = Deck(sink("main", RATE_HZ), lambda what: None, lambda beat: (), monitor=sink("phones", FASTER_HZ))
        deck.append(sine(0, 40 * RATE_HZ), lambda start: [])
        deck.play()
        main.await_frames(main.frames() + 12 * RATE_HZ)
        xruns = deck.xruns
        first, second = main.pcm()[-9 * RATE_HZ :, 0], phones.pcm()[-9 * RATE_HZ :, 0]
        deck.close()
    assert xruns == 0
    assert discontinuities(first) == discontinuities(second) == 0
    assert np.abs(second[-RATE_HZ:]).max() == pytest.approx(0.5, abs=0.001)
