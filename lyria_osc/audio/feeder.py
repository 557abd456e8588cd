"""From the jitter buffer to the ring: resampled, faded, with its gain; and which music lies where in the ring.

The ring is filled a fixed depth ahead of the device. What lies in it is not final: a copy without gain is kept, and a
change of gain, a pause or a stop writes the frames that the device has not taken yet anew, so that a hand on a fader
is heard within a block and a few milliseconds however deep the ring is. Where music lies in the ring is told as `Span`
values, from which beats and notices get their ring frames. Pure: the device's position is handed in.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lyria_osc.audio.convert import Converter, Source
from lyria_osc.audio.dither import Shape, finisher
from lyria_osc.audio.envelope import Envelope
from lyria_osc.audio.resampler import Quality
from lyria_osc.audio.ring import CAPACITY_FRAMES, Ring
from lyria_osc.service import CHANNELS, RATE_HZ, Pcm

DEPTH_S = 0.25
"""How far ahead of the device the ring is filled: stalls of a busy machine are 5 to 90 ms, and a few may meet."""

DEPTH_BLOCKS = 5
"""Of the device: the player itself keeps three before it, and adds silence where it has fewer."""

MARGIN_S = 0.008
"""Frames this near to the device, beyond one block, are not written anew."""

FADE_S = 0.015
"""With the margin, and blocks of up to 1024 frames, a pause is silent 45 ms after the command."""

GAIN_RAMP_S = 0.01
CROSS_S = 0.05
"""How long the music goes over from one device to another."""

SPANS_KEPT = 256
STEREO = Shape()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of music in the ring: ring frame `ring_frame` holds source frame `music_frame`, and so on.

    `ratio` is ring frames for each source frame.
    """

    ring_frame: int
    frames: int
    music_frame: float
    ratio: float

    @property
    def ring_end(self) -> int:
        """The first ring frame after it."""
        return self.ring_frame + self.frames

    @property
    def music_end(self) -> float:
        """The source frame after its last."""
        return self.music_frame + self.frames / self.ratio

    def ring_at(self, music_frame: float) -> float:
        """Where in the ring a source frame lies."""
        return self.ring_frame + (music_frame - self.music_frame) * self.ratio

    def music_at(self, ring_frame: float) -> float:
        """Which source frame lies at a ring frame."""
        return self.music_frame + (ring_frame - self.ring_frame) / self.ratio

    def since(self, ring_frame: int) -> "Span":
        """What of it lies at a ring frame and after."""
        cut = max(ring_frame - self.ring_frame, 0)
        return Span(self.ring_frame + cut, self.frames - cut, self.music_at(self.ring_frame + cut), self.ratio)


class Feeder:
    """Fills the ring. Writer of `ring.write_frame`; one owner, in whose thread or under whose lock all is called."""

    def __init__(
        self,
        source: Source,
        ring: Ring,
        frames: NDArray[np.float32],
        rate_hz: int,
        *,
        gain: float = 1.0,
        quality: Quality = Quality.BEST,
        correction: Callable[[], float] | None = None,
        shape: Shape = STEREO,
    ) -> None:
        """A feeder of an empty ring, silent until `play`.

        Args:
            source: where the music comes from; what is read there is laid.
            ring: the ring's header.
            frames: its memory, float32 of shape ``(CAPACITY_FRAMES, 2)``.
            rate_hz: the device's rate.
            gain: a factor.
            quality: of the resampling, where the rate is not the music's.
            correction: speed less 1, for a device whose clock does not pace the music.
            shape: what the device wants beside its rate.
        """
        self._source = source
        self._finish = finisher(shape)
        self._ring = ring
        self._wet = frames
        self._plain = np.zeros((CAPACITY_FRAMES, CHANNELS), np.float32)
        self._rate_hz = rate_hz
        self._ratio = rate_hz / RATE_HZ
        self._converter = Converter(source, rate_hz, quality, correction)
        self._gain = Envelope(gain, gain)
        self._gate = Envelope(0.0, 0.0)
        self._spans: deque[Span] = deque(maxlen=SPANS_KEPT)
        self._write = ring.handed_frame
        self.playing = False
        """Whether music is being laid into the ring."""

    @property
    def depth_frames(self) -> int:
        """How far ahead of the device the ring is filled: `DEPTH_S`, and more where the device's blocks are long."""
        return max(int(DEPTH_S * self._rate_hz), DEPTH_BLOCKS * self._ring.block_frames)

    @property
    def written_frame(self) -> int:
        """Up to here the ring is filled."""
        return self._write

    def music_at(self, ring_frame: float) -> float:
        """The source frame that lies at a ring frame; between stretches of music, the next that will be played."""
        for span in reversed(self._spans):
            if ring_frame >= span.ring_frame:
                return span.music_at(min(ring_frame, span.ring_end))
        return self._spans[0].music_frame if self._spans else float(self._source.next_frame)

    def ring_at(self, music_frame: float) -> float:
        """Where in the ring a source frame lies, or will if it is played on."""
        for span in reversed(self._spans):
            if span.music_frame <= music_frame < span.music_end:
                return span.ring_at(music_frame)
        following = self._converter.position if self.playing else float(self._source.next_frame)
        return self._write + (music_frame - following) * self._ratio

    def unheard_frames(self, ring_frame: float) -> float:
        """Source frames in hand that the device has not taken: those in the ring and those behind it."""
        return self.laid_frames(ring_frame) + self._source.held_frames

    def laid_frames(self, ring_frame: float) -> float:
        """Source frames in the ring that the device has not taken."""
        return sum(
            (s.ring_end - max(ring_frame, s.ring_frame)) / s.ratio for s in self._spans if s.ring_end > ring_frame
        )

    def spans_from(self, ring_frame: int) -> list[Span]:
        """The stretches of music that lie in the ring from a frame on."""
        return [span.since(ring_frame) for span in self._spans if span.ring_end > ring_frame]

    def set_gain(self, gain: float, taken: int) -> None:
        """Moves to another gain within 10 ms; `taken` is the device's position."""
        start = self._rewritable(taken)
        self._gain = self._gain.towards(gain, start, int(GAIN_RAMP_S * self._rate_hz))
        self._render(start, self._write)

    def play(self, taken: int, ring_frame: int = 0) -> None:
        """Lays music from the next frame that can still be written, fading in; `step` does the work.

        It begins at `ring_frame` where that is later; the ring must be filled up to there.
        """
        if self.playing:
            return
        self.playing = True
        self._write = min(max(self.next_play_frame(taken), ring_frame), self._write)
        self._converter.begin()
        self._open_gate()

    def next_play_frame(self, taken: int) -> int:
        """The ring frame at which music would begin if it were played now."""
        return max(self._rewritable(taken), min(self._gate.end, self._write))

    def pause(self, taken: int) -> int:
        """Fades out as soon as can be and takes the music behind the fade back; returns the first silent ring frame."""
        if not self.playing:
            return self._write
        self.playing = False
        start = self._rewritable(taken)
        self._gate = self._gate.towards(0.0, start, int(FADE_S * self._rate_hz))
        silent = min(self._gate.end, self._write)
        self._source.step_back(round(self.music_at(silent)))
        self._cut_spans(silent)
        self._render(start, silent)
        self._clear(silent, self._write)
        return silent

    def fade_away(self) -> int | None:
        """Lets all that is laid be heard, and then fades out over `CROSS_S`, with the music that comes next.

        The source stands where the fade begins, for another feeder to begin there. Returns the ring frame at which it
        begins; None where there is too little music to fade, and then nothing is done. `step` must not follow.
        """
        if self._source.held_frames < 2 * CROSS_S * RATE_HZ:
            return None
        start, position = self._write, self._converter.position
        frames = int(CROSS_S * self._rate_hz)
        pcm = self._converter.pull(frames)
        self._source.step_back(round(position))
        self._gate = self._gate.towards(0.0, start, frames)
        self._store(self._plain, start, pcm)
        self._write += frames
        self._render(start, self._write)
        self._clear(self._write, self._write + self.depth_frames)
        self._ring.write_frame = self._write + self.depth_frames
        return start

    def fade_in_at(self, ring_frame: int) -> None:
        """Lays the source's music from a ring frame that the player has not come to yet, fading in over `CROSS_S`.

        Before it there is silence; `step` does the rest.
        """
        self.playing = True
        self._clear(self._write, ring_frame)
        self._write = ring_frame
        self._converter.begin()
        self._gate = Envelope(0.0, 1.0, ring_frame, int(CROSS_S * self._rate_hz))

    def step(self, taken: int) -> tuple[list[Span], bool]:
        """Fills the ring to its depth ahead of the device.

        Returns the stretches of music laid, and whether the music has run out: then it has been faded out.
        """
        if self._ring.handed_frame > self._write and self._ring.handed_frame > self._ring.write_frame:
            self._write = self._ring.handed_frame
            if self.playing:
                self._open_gate()
        frames = taken + self.depth_frames - self._write
        if frames <= 0:
            return [], False
        spans: list[Span] = []
        starved = False
        if self.playing:
            position = self._converter.position
            pcm = self._converter.pull(frames)
            if len(pcm):
                spans = [self._lay(pcm, position)]
            frames -= len(pcm)
            starved = frames > 0
            if starved:
                self._run_out(taken)
        self._clear(self._write, self._write + frames)
        self._write += frames
        self._ring.write_frame = max(self._ring.write_frame, self._write)
        return spans, starved

    def _rewritable(self, taken: int) -> int:
        margin = int(MARGIN_S * self._rate_hz) + self._ring.block_frames
        return min(taken + margin, self._write)

    def _open_gate(self) -> None:
        self._gate = Envelope(0.0, 1.0, self._write, int(FADE_S * self._rate_hz))

    def _lay(self, pcm: Pcm, music_frame: float) -> Span:
        span = Span(self._write, len(pcm), music_frame, self._ratio)
        self._store(self._plain, self._write, pcm)
        self._write += len(pcm)
        self._render(span.ring_frame, self._write)
        last = self._spans[-1] if self._spans else None
        if last and last.ring_end == span.ring_frame and abs(last.music_end - span.music_frame) < 1e-6:
            self._spans[-1] = Span(last.ring_frame, last.frames + span.frames, last.music_frame, last.ratio)
        else:
            self._spans.append(span)
        return span

    def _run_out(self, taken: int) -> None:
        """Fades the last of the music out: it ends where the next frame would be written."""
        self.playing = False
        self._source.step_back(round(self._converter.position))
        frames = int(FADE_S * self._rate_hz)
        start = max(self._write - frames, self._rewritable(taken))
        self._gate = self._gate.towards(0.0, start, max(self._write - start, 1))
        self._render(start, self._write)

    def _cut_spans(self, ring_frame: int) -> None:
        while self._spans and self._spans[-1].ring_end > ring_frame:
            span = self._spans.pop()
            if span.ring_frame < ring_frame:
                self._spans.append(Span(span.ring_frame, ring_frame - span.ring_frame, span.music_frame, span.ratio))

    def _render(self, start: int, stop: int) -> None:
        """Writes ring frames from the copy without gain."""
        if stop <= start:
            return
        gain = self._gate.over(start, stop) * self._gain.over(start, stop)
        places = np.arange(start, stop) % CAPACITY_FRAMES
        wet = self._plain[places] * gain[:, None]
        self._wet[places] = self._finish(wet) if self._finish else wet
        self._note_change(start)

    def _clear(self, start: int, stop: int) -> None:
        if stop > start:
            silence = np.zeros((stop - start, CHANNELS), np.float32)
            self._store(self._plain, start, silence)
            self._store(self._wet, start, silence)
            self._note_change(start)

    def _note_change(self, start: int) -> None:
        """Tells a player that keeps a copy that frames from here on were written anew, if it has them."""
        if start < self._ring.write_frame:
            self._ring.changes += 1

    @staticmethod
    def _store(memory: NDArray[np.float32], start: int, pcm: Pcm) -> None:
        place = start % CAPACITY_FRAMES
        first = min(len(pcm), CAPACITY_FRAMES - place)
        memory[place : place + first] = pcm[:first]
        memory[: len(pcm) - first] = pcm[first:]
