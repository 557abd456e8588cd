"""What plays the ring: a PortAudio stream through rtmixer, or a timer where there is no sound. A door.

Both are fed by moving the end of what may be played, and tell how far they have come. The PortAudio one lays rtmixer's
ring over the shared frames themselves: its callback, in C, copies from there to the device and never waits for Python.
"""

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from lyria_osc.audio.ring import FRAME_BYTES
from lyria_osc.errors import DeviceError
from lyria_osc.player.hardware import bits_given, pcm_folder

STATS_EVERY_S = 1.0

JACK, ALSA = "JACK Audio Connection Kit", "ALSA"
LATENCIES: dict[str, str | float] = {JACK: "low", ALSA: 0.085}
"""What is asked of a host API, else its own "high". ALSA's high is 35 ms where it leads to a sound server: a busy
machine's stalls are longer, and what is missing is then silence, without a word."""

ASOUND = Path("/proc/asound")
"""Where the kernel tells of sound hardware; containers often hide it."""


def without_portaudio(error: OSError) -> str:
    """What is said where PortAudio is not there, and what to do about it."""
    return (
        f"PortAudio cannot be loaded ({error}): on Debian and Ubuntu `sudo apt install libportaudio2`, "
        "elsewhere `pip install --force-reinstall sounddevice`"
    )


class Output(Protocol):
    """A device, or what stands for it."""

    rate_hz: float
    block_frames: int
    """Frames that the device may have beyond those seen to be taken: its longest block, and what is on its way."""

    latency_s: float
    """From a frame's being taken to its leaving the device."""

    bits: int
    """Those of whole numbers that PortAudio makes of the samples, cutting them off towards zero; 0 where it does not or
    that is not known."""

    xruns: int

    @property
    def seen(self) -> tuple[float, int] | None:
        """The exact moment (monotonic), less `latency_s`, at which a frame left; None where only `taken` tells."""

    @property
    def alive(self) -> bool:
        """Whether it still plays."""

    def start(self) -> None:
        """Begins to play; some frames must have been handed before."""

    def hand(self, frames: int) -> None:
        """Lets so many more frames of the ring be played."""

    def rewrite(self) -> None:
        """Frames that were handed have been written anew: sees to it that the device gets them so, as far as it can."""

    def taken(self, now_s: float) -> int:
        """Frames of those handed that can be changed no more: the device has taken them, since the start."""

    def close(self) -> None:
        """Stops at once."""


class TimerOutput:
    """No sound: a clock that takes frames as a device would."""

    block_frames = 0
    latency_s = 0.0
    bits = 0
    xruns = 0
    alive = True
    seen = None

    def __init__(self, rate_hz: float) -> None:
        self.rate_hz = rate_hz
        self._start_s = 0.0
        self._handed = 0
        self._taken = 0

    def start(self) -> None:
        """Starts the clock."""
        self._start_s = time.monotonic()

    def hand(self, frames: int) -> None:
        """Lets so many more frames pass."""
        self._handed += frames

    def rewrite(self) -> None:
        """Nothing was copied."""

    def taken(self, now_s: float) -> int:
        """Frames whose time has come; one that was not handed in time moves the clock back, as a dry device does."""
        due = int((now_s - self._start_s) * self.rate_hz)
        if due > self._handed:
            self._start_s += (due - self._handed) / self.rate_hz
            self.xruns += 1
            due = self._handed
        self._taken = max(self._taken, due)
        return self._taken

    def close(self) -> None:
        """Nothing is open."""


def hardware_folder(host_api: str, name: str) -> Path | None:
    """Where the kernel tells of a device, if it is ALSA's hardware and the kernel may be asked."""
    folder = pcm_folder(name) if host_api == ALSA else ""
    return ASOUND / folder if folder and (ASOUND / folder).is_dir() else None


def bits_in(folder: Path) -> int:
    """The bits that the hardware of such a folder is given by this process, which has it open."""
    texts = [(_text(sub / "status"), _text(sub / "hw_params")) for sub in sorted(folder.glob("sub*"))]
    return bits_given(texts, os.getpid())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def _open(device: int, rate_hz: float | None, block_frames: int, channels: int) -> tuple[Any, str, Path | None]:
    """Opens rtmixer on a device, for `PortAudioOutput`; also gives its host API and where the kernel tells of it."""
    try:
        import rtmixer
        import sounddevice
    except OSError as error:
        raise DeviceError(without_portaudio(error)) from None
    try:
        info = sounddevice.query_devices(device)
        host_api = sounddevice.query_hostapis(info["hostapi"])["name"]
        hardware = hardware_folder(host_api, info["name"])
        mixer = rtmixer.Mixer(
            device=device,
            channels=channels,
            samplerate=rate_hz,
            blocksize=block_frames,
            latency=LATENCIES.get(host_api, "high"),
            # The host dithers where it can be told the format; elsewhere PortAudio's own dither is better than none.
            dither_off=hardware is not None,
        )
    except (sounddevice.PortAudioError, ValueError) as error:
        raise DeviceError(f"device {device} cannot be opened: {error}") from None
    return mixer, host_api, hardware


class PortAudioOutput:
    """rtmixer over sounddevice, playing the shared frames."""

    seen = None

    def __init__(
        self,
        frames: memoryview,
        device: int,
        rate_hz: float | None,
        block_frames: int,
        channels: tuple[int, int, int],
    ) -> None:
        """Opens a device's stream, not yet started.

        Args:
            frames: the ring's memory.
            device: PortAudio's index.
            rate_hz: None for the device's default.
            block_frames: frames a period; 0 for the host API's choice.
            channels: which two device channels play, counted from 1, and how many are opened; what plays on the same
                one twice is added.

        Raises:
            DeviceError: PortAudio is missing, or the device refuses.
        """
        left, right, opened = channels
        self._mixer, host_api, hardware = _open(device, rate_hz, block_frames, opened)
        import rtmixer  # not before `_open` has said what is missing

        self.rate_hz = float(self._mixer.samplerate)
        self.block_frames = block_frames
        self.bits = bits_in(hardware) if hardware else 0
        # A JACK port's frames are at its peers in the same cycle; PortAudio's latency there is that of a sound card.
        self.latency_s = 0.0 if host_api == JACK else float(self._mixer.latency)
        self.xruns = 0
        self._channels = [left, right]
        self._ring = rtmixer.RingBuffer(FRAME_BYTES, buffer=frames)
        self._handed = 0
        self._playing = None
        self._stats = None
        self._stats_due_s = 0.0

    def start(self) -> None:
        """Starts the stream."""
        self._mixer.start()
        self._playing = self._mixer.play_ringbuffer(self._ring, self._channels)

    @property
    def alive(self) -> bool:
        """False once PortAudio has given the stream up."""
        return bool(self._mixer.active)

    def hand(self, frames: int) -> None:
        """Moves the end of what the callback may play."""
        self._ring.advance_write_index(frames)
        self._handed += frames

    def rewrite(self) -> None:
        """The callback reads the ring itself."""

    def taken(self, now_s: float) -> int:
        """Reads how far the callback has come; starts it again where it had run dry."""
        taken = self._handed - int(self._ring.read_available)
        active = self._mixer.actions
        if self._playing not in active and taken < self._handed:
            self.xruns += 1
            self._playing = self._mixer.play_ringbuffer(self._ring, self._channels)
        if self._stats is not None and self._stats not in active:
            self.xruns += int(self._stats.stats.output_underflows)
            self.block_frames = max(self.block_frames, int(self._stats.stats.max_blocksize))
            self._stats = None
        if self._stats is None and now_s >= self._stats_due_s:
            self._stats_due_s = now_s + STATS_EVERY_S
            self._stats = self._mixer.fetch_and_reset_stats()
        return taken

    def close(self) -> None:
        """Stops and closes the stream; never call it once `alive` is False: on JACK it would hang."""
        with suppress(Exception):
            self._mixer.abort()
            self._mixer.close()
