"""The band: takes the service's orders, plays chunks, and knows what it played.

Pure: what comes out hangs on the seed and on the orders between the chunks, on nothing else. The config is replaced
whole by each `SetConfig`; tempo and key wait for a reset; all else is heard in the next chunk, prompts crossing over
from beat to beat.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from lyria_osc.offline.chance import Chance
from lyria_osc.offline.drummer import drums
from lyria_osc.offline.form import plan_bar
from lyria_osc.offline.harmony import MAJOR, SCALES
from lyria_osc.offline.hearing import style_of
from lyria_osc.offline.melody import lead
from lyria_osc.offline.mixer import BLOCK, LOOK_AHEAD, PARTS, Desk, Mixer
from lyria_osc.offline.parts import arp, bass, comp, pad
from lyria_osc.offline.score import BEATS_PER_BAR, Bar, Controls, Hit, Idea, Note
from lyria_osc.offline.stand import Stand
from lyria_osc.offline.style import between
from lyria_osc.offline.terms import NEUTRAL
from lyria_osc.offline.truth import BandChunk, Config, Onset, PlayedNote, Truth
from lyria_osc.service import Beat, Order, Playback, SetConfig, SetPrompts, WeightedPrompt

CHUNK_FRAMES = BLOCK
"""Frames in each chunk: two seconds."""

CROSSOVER_BEATS = 6
_WAITING = ("bpm", "scale")


class Band:
    """Plays chunk after chunk. Writer: whoever gives it orders; reader: whoever asks for chunks; one and the same."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._prompts: tuple[WeightedPrompt, ...] = ()
        self._config: Config = {}
        self._settled: Config = {}
        self._mixer = Mixer()
        self._style = self._from = self._to = NEUTRAL
        self._crossed = CROSSOVER_BEATS
        self._resets = 0
        self._fresh = True
        self._idea: Idea | None = None
        self._bar: Bar | None = None
        self._beat = 0
        self._ahead: list[Beat | Onset | PlayedNote] = []

    def take(self, order: Order) -> None:
        """Takes an order; it is heard in the next chunk."""
        if isinstance(order, SetPrompts):
            self._prompts = tuple(prompt for prompt in order.prompts if prompt.weight)
        elif isinstance(order, SetConfig):
            self._config = dict(order.config)
        elif order in (Playback.RESET_CONTEXT, Playback.STOP):
            self._fresh = True

    def next_chunk(self) -> BandChunk:
        """Plays the next chunk."""
        controls = self._in_force()
        self._aim(controls)
        if self._fresh:
            self._begin(controls)
        assert self._idea is not None
        idea = replace(self._idea, chance=self._chance(controls))
        end = self._mixer.start + BLOCK
        while idea.frame(self._beat) < end:
            self._play_beat(idea, controls)
            self._beat += 1
        start = self._mixer.start
        pcm = self._mixer.block(self._desk(idea, controls))
        truth = self._truth(start, idea)
        return BandChunk(pcm, self._prompts, self._force(), truth)

    def _force(self) -> Config:
        """The config in force: as it was set, but with the tempo and key of the last reset."""
        kept = {name: value for name, value in self._config.items() if name not in _WAITING}
        return {**kept, **self._settled}

    def _in_force(self) -> Controls:
        if self._fresh:
            self._settled = {name: self._config[name] for name in _WAITING if name in self._config}
        return Controls.of(self._force())

    def _chance(self, controls: Controls) -> Chance:
        """Chance by the seed that was asked, else the band's own, and by how many ideas there were."""
        seed = self._seed if controls.seed is None else controls.seed
        return Chance(seed).within("idea", self._resets)

    def _aim(self, controls: Controls) -> None:
        """Sets out for the style that prompts and guidance ask for, from wherever a crossover has got to."""
        closeness = 1 - (1 - controls.guidance / 6) ** 3
        to = between(NEUTRAL, style_of(self._prompts), closeness)
        if to.families != self._to.families:
            self._from, self._to, self._crossed = self._style, to, 0

    def _begin(self, controls: Controls) -> None:
        """A new idea: tempo, key and chance are drawn anew, and bar 1 is now."""
        self._mixer.hush()
        self._resets += self._idea is not None
        chance = self._chance(controls)
        self._style, self._crossed = self._to, CROSSOVER_BEATS
        bpm = controls.bpm if controls.bpm else float(round(self._style.feel("bpm")))
        root = int(chance.u("key") * 12) if controls.scale is None else SCALES[controls.scale]
        self._idea = Idea(chance, root, bpm, self._mixer.start)
        self._bar, self._beat, self._fresh = None, 0, False

    def _play_beat(self, idea: Idea, controls: Controls) -> None:
        if self._crossed < CROSSOVER_BEATS:
            self._crossed += 1
            self._style = between(self._from, self._to, self._crossed / CROSSOVER_BEATS)
        number, beat = divmod(self._beat, BEATS_PER_BAR)
        if beat == 0 or self._bar is None:
            before = self._bar.voicing if self._bar else ()
            self._bar = plan_bar(number, idea, self._style, controls, before)
        self._bar = replace(self._bar, style=self._style)
        brightness = min(1.0, max(0.0, controls.brightness + 0.4 * self._style.feel("bright")))
        stand = Stand(idea, self._bar, beat, controls)
        self._ahead.append(Beat(idea.frame(self._beat) + LOOK_AHEAD, number + 1, beat + 1, idea.bpm))
        for event in _events(stand, controls):
            self._mixer.play(event, brightness)
            self._note_down(event)

    def _note_down(self, event: Note | Hit) -> None:
        frame = event.frame + LOOK_AHEAD
        if isinstance(event, Hit):
            self._ahead.append(Onset(frame, event.drum, event.level))
            return
        name = f"{event.part}/{event.voice}"
        self._ahead.append(Onset(frame, name, event.level))
        self._ahead.append(PlayedNote(frame, event.frames, event.pitch, name, event.level))

    def _desk(self, idea: Idea, controls: Controls) -> Desk:
        style = self._style
        beats = 0.75 if idea.bpm >= 90 else 0.5
        return Desk(
            open={part: not controls.mutes(part) for part in PARTS},
            reverb=style.feel("reverb"),
            hall=style.feel("hall"),
            delay=style.feel("delay"),
            delay_frames=round(beats * idea.beat_frames),
            drive=style.feel("drive"),
            duck=style.feel("duck"),
            crackle=style.feel("crackle"),
        )

    def _truth(self, start: int, idea: Idea) -> Truth:
        """What begins in the chunk that starts at a frame of the timeline, in frames from its first."""
        end = start + BLOCK
        here = sorted((item for item in self._ahead if item.frame < end), key=lambda item: item.frame)
        self._ahead = [item for item in self._ahead if item.frame >= end]
        moved = [_moved(item, start) for item in here]
        return Truth(
            frames=BLOCK,
            beats=tuple(item for item in moved if isinstance(item, Beat)),
            onsets=tuple(item for item in moved if isinstance(item, Onset)),
            notes=tuple(item for item in moved if isinstance(item, PlayedNote)),
            key=tuple(sorted((idea.key_root + step) % 12 for step in MAJOR)),
        )


def _moved(item: Beat | Onset | PlayedNote, start: int) -> Beat | Onset | PlayedNote:
    if isinstance(item, Beat):
        return replace(item, frame=item.frame - start)
    return replace(item, frame=item.frame - start)


def _events(stand: Stand, controls: Controls) -> Iterator[Note | Hit]:
    """What the parts that are not muted play in a beat."""
    if not controls.mutes("drums"):
        yield from drums(stand)
    if not controls.mutes("bass"):
        yield from bass(stand)
    if not controls.only_bass_and_drums:
        yield from chain(comp(stand), pad(stand), arp(stand), lead(stand))
