"""The beat tracker run over a sound file as if it were streamed: what the command ``beats`` does. A door.

The file is read and brought to the music's rate a chunk at a time; each chunk is heard when the one before has been
played but for the buffer, so that the tracker knows no more of the future than it does live.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import soundfile

from lyria_osc.annotate import LOOK_AHEAD_S
from lyria_osc.audio.resampler import Resampler
from lyria_osc.beat.tracker import Tracker
from lyria_osc.errors import LyriaOscError
from lyria_osc.service import CHUNK_S, RATE_HZ, Pcm

CHANNELS_HEARD = 2


@dataclass(frozen=True, slots=True)
class FileBeats:
    """The beats of a file in seconds, its tempo, and how sure the tracker is in the end."""

    beats: tuple[float, ...]
    downbeats: tuple[float, ...]
    bpm: float
    confidence: float


def _chunks(path: Path) -> Iterator[Pcm]:
    """The file in chunks of 2 s at the music's rate, two channels at most."""
    with soundfile.SoundFile(path) as file:
        channels = min(file.channels, CHANNELS_HEARD)
        resampler = Resampler(file.samplerate, RATE_HZ, channels)
        frames = round(CHUNK_S * file.samplerate)
        while len(pcm := file.read(frames, dtype="float32", always_2d=True)):
            yield resampler.process(np.ascontiguousarray(pcm[:, :channels]))
        yield resampler.flush()


def file_beats(path: Path, bpm: float | None, buffer_s: float) -> FileBeats:
    """Finds the beats of a WAV, FLAC or OGG file of any rate.

    Args:
        path: the file.
        bpm: the tempo that was asked for; None where nobody knows.
        buffer_s: how much music is held; all of it but a chunk is look-ahead, to a limit, as it is live.

    Raises:
        LyriaOscError: the file cannot be read.
    """
    tracker = Tracker(RATE_HZ, look_ahead_s=min(max(buffer_s - CHUNK_S, 0.0), LOOK_AHEAD_S[1]))
    frame = 0
    try:
        for pcm in _chunks(path):
            tracker.feed(frame, pcm, bpm)
            frame += len(pcm)
    except (OSError, soundfile.SoundFileError) as error:
        words = getattr(error, "error_string", error)
        if not path.is_file():  # of which libsndfile says no more than "System error"
            words = "it is a folder" if path.is_dir() else "there is no such file"
        raise LyriaOscError(f"{path} cannot be read as sound: {words}") from None
    found = tracker.beats(frame)
    return FileBeats(
        tuple(beat.frame / RATE_HZ for beat in found),
        tuple(beat.frame / RATE_HZ for beat in found if beat.downbeat),
        median(beat.bpm for beat in found) if found else tracker.bpm,
        tracker.confidence,
    )
