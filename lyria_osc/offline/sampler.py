"""The band's samples, rendered when first wanted and kept while there is room.

A sample hangs on voice, pitch and brightness (in twelfths) and is as long as a rung of `RUNGS_S`, so that most notes
are found. The least lately used are let go when the store is over its bytes.
"""

from collections import OrderedDict
from collections.abc import Callable

import numpy as np

from lyria_osc.offline.drums import render_drum
from lyria_osc.offline.synth import BRIGHTNESS_STEPS, LOOP, Floats, render_loop, render_note
from lyria_osc.offline.voices import VOICES
from lyria_osc.service import RATE_HZ

RUNGS_S = (0.25, 0.4, 0.65, 1.0, 1.6, 2.5, 3.6, 4.8)
STORE_BYTES = 24_000_000


class Sampler:
    """Samples by what they are of. Writer and reader: the mixer."""

    def __init__(self) -> None:
        self._store: OrderedDict[tuple[object, ...], Floats] = OrderedDict()
        self._bytes = 0

    @property
    def stored_bytes(self) -> int:
        """Bytes of all samples kept."""
        return self._bytes

    def _kept(self, key: tuple[object, ...], render: Callable[[], Floats]) -> Floats:
        sample = self._store.get(key)
        if sample is None:
            sample = render()
            self._store[key] = sample
            self._bytes += sample.nbytes
            while self._bytes > STORE_BYTES:
                _, oldest = self._store.popitem(last=False)
                self._bytes -= oldest.nbytes
        else:
            self._store.move_to_end(key)
        return sample

    def drum(self, name: str, kit: str, take: int, brightness: float) -> Floats:
        """A drum's hit, shape (1, frames); not to be written to."""
        shade = round(brightness * BRIGHTNESS_STEPS)
        return self._kept((name, kit, take, shade), lambda: render_drum(name, kit, take, shade / BRIGHTNESS_STEPS))

    def note(self, name: str, pitch: int, frames: int, brightness: float) -> Floats:
        """A note of `frames` frames and its release after them, shape (1 or 2, frames + release)."""
        voice = VOICES[name]
        shade = round(brightness * BRIGHTNESS_STEPS)
        release = round(voice.release_s * RATE_HZ)
        longest = round(RUNGS_S[-1] * RATE_HZ)
        frames = min(frames, longest - release)
        if voice.wave.startswith("pad-"):
            loop = self._kept((name, pitch, shade), lambda: render_loop(voice, pitch, shade / BRIGHTNESS_STEPS))
            sound = _looped(loop, frames + release, pitch * 7919)
            rise = min(frames, round(voice.attack_s * RATE_HZ))
            sound[:, :rise] *= np.sin(np.linspace(0, np.pi / 2, rise, dtype=np.float32)) ** 2
        else:
            rung = next(round(s * RATE_HZ) for s in RUNGS_S if round(s * RATE_HZ) >= frames + release)
            whole = self._kept(
                (name, pitch, shade, rung), lambda: render_note(voice, pitch, shade / BRIGHTNESS_STEPS, rung)
            )
            sound = whole[:, : frames + release].copy()
        sound[:, frames:] *= np.cos(np.linspace(0, np.pi / 2, release, dtype=np.float32)) ** 2
        return sound


def _looped(loop: Floats, frames: int, start: int) -> Floats:
    """A pad's sound: the loop read from `start`, and for the right channel from half a loop later."""
    sound = np.empty((2, frames), dtype=np.float32)
    for channel in range(2):
        at = (start + channel * LOOP // 2) % LOOP
        done = 0
        while done < frames:
            count = min(frames - done, LOOP - at)
            sound[channel, done : done + count] = loop[at : at + count]
            done, at = done + count, 0
    return sound
