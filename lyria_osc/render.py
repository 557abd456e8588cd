"""Music straight into a file, as fast as its maker gives it. A door.

No device, no player: prompts and config go to the maker once, and its chunks are written until there is enough.
"""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import soundfile

from lyria_osc.doors import door_of
from lyria_osc.errors import DeviceError, Fault, SessionError
from lyria_osc.offline.truth import Truth, truth_json
from lyria_osc.service import CHANNELS, RATE_HZ, Audio, Playback, SetConfig, SetPrompts
from lyria_osc.settings import Settings

SUBTYPES = {".wav": "PCM_24", ".flac": "PCM_24"}
FIRST_AUDIO_S = 20.0
"""How long the maker may take for a chunk before the attempt is given up."""


def render(
    settings: Settings, out: Path, seconds: float, progress: Callable[[float], None], truth: Path | None = None
) -> None:
    """Writes so many seconds of music to a WAV or FLAC file of 24 bits; whole or not at all.

    Args:
        settings: who makes the music, and the start state.
        out: the file; its suffix says which kind.
        seconds: its length.
        progress: told the share that is done, 0 to 1.
        truth: a file for what the offline band has played, as `offline.truth.truth_json` gives it.

    Raises:
        SessionError: the maker of music failed.
        DeviceError: the file cannot be written.
    """
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        with soundfile.SoundFile(
            unfinished, "w", RATE_HZ, CHANNELS, SUBTYPES[out.suffix.lower()], format=out.suffix[1:].upper()
        ) as file:
            played: list[Truth] = []
            asyncio.run(_write(settings, file, round(seconds * RATE_HZ), progress, played))
        if truth:
            truth.write_text(truth_json(played), encoding="utf-8")
        os.replace(unfinished, out)
    except (OSError, soundfile.SoundFileError) as error:
        words = getattr(error, "error_string", None) or getattr(error, "strerror", None) or error
        if not out.parent.is_dir():  # of which libsndfile says no more than "System error"
            words = f"there is no folder {out.parent}"
        raise DeviceError(f"{out} cannot be written: {words}") from None
    finally:
        unfinished.unlink(missing_ok=True)


async def _write(
    settings: Settings,
    file: soundfile.SoundFile,
    frames: int,
    progress: Callable[[float], None],
    played: list[Truth],
) -> None:
    connection = await door_of(settings, hear_truth=played.append).connect()
    try:
        await connection.send(SetPrompts(settings.values.service_prompts()))
        await connection.send(SetConfig(settings.values.service_config()))
        await connection.send(Playback.PLAY)
        written = 0
        messages = connection.messages()
        while written < frames:
            try:
                message = await asyncio.wait_for(anext(messages), FIRST_AUDIO_S)
            except TimeoutError:
                raise SessionError(Fault.TIMEOUT, f"no music came within {FIRST_AUDIO_S:g} s") from None
            if isinstance(message, Audio):
                piece = message.pcm[: frames - written]
                await asyncio.to_thread(file.write, piece)
                written += len(piece)
                progress(written / frames)
    finally:
        await connection.close()
