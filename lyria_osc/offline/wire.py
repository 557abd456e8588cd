"""What door and worker say to each other: orders one way, chunks the other, each behind its length.

A request is one JSON text: ``{"orders": […]}``. An answer is a JSON head and the chunk's pcm as raw float32.
Pure: bytes in, values out.
"""

import json
import struct
from collections.abc import Mapping, Sequence

import numpy as np

from lyria_osc.offline.truth import BandChunk, Onset, PlayedNote, Truth
from lyria_osc.service import CHANNELS, Beat, Order, Playback, SetConfig, SetPrompts, WeightedPrompt

LENGTHS = struct.Struct("<II")
"""Before each message: how many bytes of JSON, how many bytes of pcm follow."""


def packed(head: Mapping[str, object], pcm: bytes = b"") -> bytes:
    """A message."""
    text = json.dumps(head, separators=(",", ":")).encode()
    return LENGTHS.pack(len(text), len(pcm)) + text + pcm


def order_fields(order: Order) -> dict[str, object]:
    """An order as plain values."""
    if isinstance(order, SetPrompts):
        return {"prompts": [[prompt.text, prompt.weight] for prompt in order.prompts]}
    if isinstance(order, SetConfig):
        return {"config": dict(order.config)}
    return {"playback": str(order)}


def order_of(fields: Mapping[str, object]) -> Order:
    """The order that plain values stand for."""
    if "prompts" in fields:
        pairs = fields["prompts"]
        assert isinstance(pairs, list)
        return SetPrompts(tuple(WeightedPrompt(text, weight) for text, weight in pairs))
    if "config" in fields:
        config = fields["config"]
        assert isinstance(config, dict)
        return SetConfig(config)
    return Playback(str(fields["playback"]))


def request(orders: Sequence[Order]) -> bytes:
    """Asks for the next chunk, after some orders."""
    return packed({"orders": [order_fields(order) for order in orders]})


def orders_of(text: bytes) -> list[Order]:
    """The orders in a request's JSON."""
    return [order_of(fields) for fields in json.loads(text)["orders"]]


def answer(chunk: BandChunk) -> bytes:
    """A chunk as a message."""
    truth = chunk.truth
    head = {
        "prompts": [[prompt.text, prompt.weight] for prompt in chunk.prompts],
        "config": dict(chunk.config),
        "frames": truth.frames,
        "beats": [[beat.frame, beat.bar, beat.beat, beat.bpm] for beat in truth.beats],
        "onsets": [[onset.frame, onset.instrument, onset.level] for onset in truth.onsets],
        "notes": [[note.frame, note.frames, note.pitch, note.instrument, note.level] for note in truth.notes],
        "key": list(truth.key),
    }
    return packed(head, chunk.pcm.tobytes())


def chunk_of(text: bytes, pcm: bytes) -> BandChunk:
    """The chunk in an answer's JSON and pcm."""
    head = json.loads(text)
    truth = Truth(
        frames=head["frames"],
        beats=tuple(Beat(*fields) for fields in head["beats"]),
        onsets=tuple(Onset(*fields) for fields in head["onsets"]),
        notes=tuple(PlayedNote(*fields) for fields in head["notes"]),
        key=tuple(head["key"]),
    )
    prompts = tuple(WeightedPrompt(prompt, weight) for prompt, weight in head["prompts"])
    sound = np.frombuffer(pcm, dtype=np.float32).reshape(-1, CHANNELS)
    return BandChunk(sound, prompts, head["config"], truth)
