"""The sound devices of this machine, and which of them is meant. A door: it asks PortAudio and the sound server.

PortAudio is asked in a process of its own, afresh each time; pactl for the sinks of PulseAudio and PipeWire, which are
played to directly.
"""

import os
import shutil
import subprocess
from collections.abc import Callable

from lyria_osc.audio.devices import AUTO, NONE, PULSE, Device, choose, parse
from lyria_osc.audio.dither import Shape
from lyria_osc.audio.sinks import PulseSink, parse_pulse_sinks, places_on, positions_in
from lyria_osc.errors import DeviceError
from lyria_osc.outlet import NO_SOUND, Selected
from lyria_osc.player.process import Order, ToSink, query
from lyria_osc.settings import Settings

PACTL_S = 3.0
NO_INDEX = -1
SOUND_SERVER_DEVICES = ("pulse", "default", "pipewire")
"""ALSA's names for what leads to the sound server's default sink."""


class Soundcards:
    """Finds devices, by what the settings ask of them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def selector(self, wanted: str) -> Callable[[], Selected]:
        """What a deck calls to find a device, at first and whenever it has lost it."""
        return lambda: self._select(wanted)

    @staticmethod
    def devices() -> list[Device]:
        """The output devices there are now; at their end the sound server's sinks, which have no index.

        Raises:
            DeviceError: they cannot be listed.
        """
        sinks = [
            Device(NO_INDEX, f"{PULSE}{sink.name}", "PulseAudio", sink.channels, sink.rate_hz, 0.0, sink.loopback)
            for sink in _pulse_sinks()
        ]
        return [*parse(*query()), *sinks]

    def _select(self, wanted: str) -> Selected:
        if wanted == NONE:
            return Selected(NONE, NO_SOUND)
        if wanted.lower().startswith(PULSE):
            sink = choose([], wanted, _pulse_sinks()).sink
            assert sink
            return self._sink(f"{PULSE}{sink.name}", sink.name, sink, "")
        try:
            devices = parse(*query())
        except DeviceError as error:
            if wanted != AUTO:
                raise
            return Selected(NONE, NO_SOUND, warning=f"no sound, only markers: {error}")
        choice = choose(devices, wanted, _pulse_sinks())
        if choice.sink:
            return self._sink(f"{PULSE}{choice.sink.name}", choice.sink.name, choice.sink, choice.warning)
        if choice.device:
            return self._device(choice.device, choice.warning)
        return Selected(NONE, NO_SOUND, warning=choice.warning)

    def _device(self, device: Device, warning: str) -> Selected:
        if device.host_api == "ALSA" and device.name in SOUND_SERVER_DEVICES and (sink := _default_sink()):
            return self._sink(device.name, "", sink, warning)
        places = places_on(self._settings.channels, device.channels, device.name)
        channels = places.left, places.right, places.count
        order = Order(device.index, self._settings.rate_hz, self._settings.block_frames or 0, channels)
        return Selected(device.name, order, Shape(mono=places.count == 1), warning)

    def _sink(self, name: str, sink_name: str, sink: PulseSink, warning: str) -> Selected:
        """A stream to a sink; at the sink's own rate the server does nothing to the sound but round it.

        An empty `sink_name` is whichever is the server's default, as `sink` is now.
        """
        to_sink = ToSink(sink_name, positions_in(sink, self._settings.channels), immediate=sink.immediate)
        rate_hz = self._settings.rate_hz or sink.rate_hz
        bits = sink.bits if rate_hz == sink.rate_hz else 0
        order = Order(to_sink, rate_hz, self._settings.block_frames or 0)
        return Selected(name, order, Shape(sink.channels == 1, bits), warning)


def _pactl(*words: str) -> str:
    """What pactl prints; nothing where there is no sound server or no pactl."""
    if not shutil.which("pactl"):
        return ""
    try:
        done = subprocess.run(
            ["pactl", *words],
            env={**os.environ, "LC_ALL": "C"},
            capture_output=True,
            timeout=PACTL_S,
            check=False,
            text=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def _pulse_sinks() -> list[PulseSink]:
    return parse_pulse_sinks(_pactl("--format=json", "list", "sinks") or _pactl("list", "short", "sinks"))


def _default_sink() -> PulseSink | None:
    name = _pactl("get-default-sink").strip()
    return next((sink for sink in _pulse_sinks() if sink.name == name), None)
