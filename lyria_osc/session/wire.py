"""What the service's messages mean: raw bytes become `service` messages.

Pure. Whatever comes, nothing is raised but the service's own ``error``: what cannot be read becomes a `ServiceWarning`,
and the music goes on.
"""

import binascii
import json
import re
from math import nan
from typing import Any, Final

import numpy as np

from lyria_osc.service import (
    CHANNELS,
    RATE_HZ,
    Audio,
    FilteredPrompt,
    GoingAway,
    Message,
    Pcm,
    ServiceWarning,
    WeightedPrompt,
)
from lyria_osc.session.faults import MAX_WORDS, error_of, text_of

Json = dict[str, Any]

_FULL_SCALE: Final = np.float32(1 / 32768)
_MIME = re.compile(r"audio/(?:l16|pcm)\s*(?:;.*)?", re.IGNORECASE)
_CONFIG_FIELDS: Final = {
    "temperature": "temperature",
    "topK": "top_k",
    "seed": "seed",
    "guidance": "guidance",
    "bpm": "bpm",
    "density": "density",
    "brightness": "brightness",
    "scale": "scale",
    "muteBass": "mute_bass",
    "muteDrums": "mute_drums",
    "onlyBassAndDrums": "only_bass_and_drums",
    "musicGenerationMode": "music_generation_mode",
}


def messages_of(raw: bytes) -> tuple[Message, ...]:
    """What a raw message says; what cannot be read of it says so in a `ServiceWarning`.

    Raises:
        SessionError: the message is the service's ``error``.
    """
    try:
        message = json.loads(raw) if raw else {}
    except (ValueError, RecursionError):
        return (ServiceWarning(f"the service sent {len(raw)} bytes that are not JSON; left out"),)
    if not isinstance(message, dict):
        return (ServiceWarning("the service sent JSON that is not an object; left out"),)
    if error := message.get("error"):
        raise error_of(error)
    said: list[Message] = []
    if (content := message.get("serverContent")) is not None:
        said += _content_of(content)
    if (filtered := message.get("filteredPrompt")) is not None:
        said.append(_filtered_of(filtered))
    if warning := message.get("warning"):
        said.append(ServiceWarning(text_of(warning)))
    if (going := message.get("goAway")) is not None:
        left = going.get("timeLeft", "") if isinstance(going, dict) else ""
        said.append(GoingAway(f"the service will end the session{f' in {text_of(left)}' if left else ''}"))
    return tuple(said)


def _content_of(content: object) -> list[Message]:
    chunks = content.get("audioChunks") if isinstance(content, dict) else None
    if not isinstance(chunks, list) or not chunks:
        return [ServiceWarning("the service sent content without audio; left out")]
    said: list[Message] = []
    for chunk in chunks:
        try:
            said.append(_audio_of(chunk))
        except ValueError as error:
            said.append(ServiceWarning(f"the service sent a chunk that cannot be played: {error}; left out"))
    return said


def _audio_of(chunk: object) -> Audio:
    """Raises ValueError with what is wrong with the chunk."""
    if not isinstance(chunk, dict):
        raise ValueError("it is not an object")
    channels = _channels_of(chunk.get("mimeType", f"audio/l16;rate={RATE_HZ};channels={CHANNELS}"))
    data = chunk.get("data")
    if not isinstance(data, str) or not data:
        raise ValueError("it has no data")
    prompts, config = _metadata_of(chunk.get("sourceMetadata"))
    return Audio(pcm_of(data, channels), prompts, config)


def _channels_of(mime_type: object) -> int:
    text = str(mime_type)
    if not _MIME.fullmatch(text):
        raise ValueError(f"its type is {text[:80]!r}, not audio/l16")
    options = dict(part.strip().lower().split("=", 1) for part in text.split(";")[1:] if "=" in part)
    rate, channels = options.get("rate", str(RATE_HZ)), options.get("channels", str(CHANNELS))
    if rate != str(RATE_HZ):
        raise ValueError(f"its rate is {rate[:20]} Hz, not {RATE_HZ}")
    if channels not in ("1", "2"):
        raise ValueError(f"it has {channels[:20]} channels, not 1 or 2")
    return int(channels)


def pcm_of(data: str, channels: int) -> Pcm:
    """Base64 of little-endian 16-bit samples as sound; mono is heard on both channels. Exact: sample / 32768.

    Raises:
        ValueError: it is not base64, or not whole frames.
    """
    try:
        samples = binascii.a2b_base64(data, strict_mode=True)
    except ValueError as error:
        raise ValueError("its data is not base64") from error
    if len(samples) % (2 * channels):
        raise ValueError(f"its length of {len(samples)} bytes is not whole frames of {2 * channels}")
    frames = np.frombuffer(samples, "<i2").reshape(-1, channels)
    if channels == 1:
        frames = np.repeat(frames, CHANNELS, axis=1)
    pcm: Pcm = np.multiply(frames, _FULL_SCALE, dtype=np.float32)
    return pcm


def _metadata_of(metadata: object) -> tuple[tuple[WeightedPrompt, ...] | None, Json | None]:
    """What the chunk was made with, where it is said in a form that can be read."""
    if not isinstance(metadata, dict):
        return None, None
    client, config = metadata.get("clientContent"), metadata.get("musicGenerationConfig")
    listed = client.get("weightedPrompts") if isinstance(client, dict) else None
    prompts = None
    if isinstance(listed, list) and all(isinstance(p, dict) for p in listed):
        prompts = tuple(WeightedPrompt(str(p.get("text", "")), _number(p.get("weight", 1.0))) for p in listed)
    if not isinstance(config, dict):
        return prompts, None
    known = {_CONFIG_FIELDS[name]: value for name, value in config.items() if name in _CONFIG_FIELDS}
    return prompts, {n: v if isinstance(v, str | bool) else _number(v) for n, v in known.items()}


def _filtered_of(filtered: object) -> FilteredPrompt:
    if not isinstance(filtered, dict):
        return FilteredPrompt("", text_of(filtered))
    reason = text_of(filtered.get("filteredReason") or "no reason given")
    return FilteredPrompt(str(filtered.get("text") or "")[:MAX_WORDS], reason)


def _number(value: object) -> float:
    try:
        return float(value) if isinstance(value, int | float) else nan
    except OverflowError:
        return nan
