"""The sound devices of this machine, and which of them is meant. A door: it asks PortAudio and the sound server.

PortAudio is asked in a process of its own, afresh each time. A PulseAudio or PipeWire sink that is named directly is
declared to PortAudio's ALSA in a configuration of the player's own; nothing of the user's is touched.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lyria_osc.audio.devices import AUTO, NONE, PULSE, Device, choose, parse
from lyria_osc.audio.dither import Shape
from lyria_osc.audio.sinks import Places, PulseSink, parse_pulse_sinks, places_in_stream, places_on
from lyria_osc.errors import DeviceError
from lyria_osc.outlet import NO_SOUND, Selected
from lyria_osc.player.process import Order, query
from lyria_osc.settings import Settings

PACTL_S = 3.0
NO_INDEX = -1
PCM = "lyria_osc"
"""The name under which a sink is declared to ALSA."""

ALSA_CONFIG = """</usr/share/alsa/alsa.conf>
pcm.{pcm} {{ type pulse device "{sink}" hint {{ show on description "{sink}" }} }}
"""
MIXED = "the sound server mixes by position and lets this sink's other channels have something of the sound too"
SOUND_SERVER_DEVICES = ("pulse", "default", "pipewire")
"""ALSA's names for what leads to the sound server's default sink."""


class Soundcards:
    """Finds devices, by what the settings ask of them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen_at: dict[str, tuple[int, int]] = {}

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
            return self._sink(sink, "")
        try:
            devices = parse(*query())
        except DeviceError as error:
            if wanted != AUTO:
                raise
            return Selected(NONE, NO_SOUND, warning=f"no sound, only markers: {error}")
        choice = choose(devices, wanted, _pulse_sinks())
        if choice.sink:
            return self._sink(choice.sink, choice.warning)
        if choice.device:
            return self._device(choice.device, choice.warning)
        return Selected(NONE, NO_SOUND, warning=choice.warning)

    def _device(self, device: Device, warning: str) -> Selected:
        if device.host_api == "ALSA" and device.name in SOUND_SERVER_DEVICES and (sink := _default_sink()):
            return self._stream(device.name, device.index, sink, warning)
        places = places_on(self._settings.channels, device.channels, device.name)
        order = self._order(device.index, self._settings.rate_hz, places)
        return Selected(device.name, order, Shape(mono=places.count == 1), warning)

    def strayed(self, pid: int, name: str) -> str:
        """Where a player's sound has gone, if it is not at the sink it was put to; empty where all is well.

        A sound server whose sink is removed moves the sound to another and says nothing.
        """
        if not name.startswith(PULSE):
            return ""
        for stream in _pactl_list("sink-inputs"):
            if stream.get("properties", {}).get("application.process.id") != str(pid):
                continue
            if self._seen_at.get(name) == (pid, stream["sink"]):
                return ""
            now_at = {sink["index"]: str(sink["name"]) for sink in _pactl_list("sinks")}.get(stream["sink"], "")
            if now_at and now_at != name.removeprefix(PULSE):
                return f"the sound server has moved the sound to {now_at!r}: the sink was removed or taken from us"
            self._seen_at[name] = pid, stream["sink"]
        return ""

    def _sink(self, sink: PulseSink, warning: str) -> Selected:
        selected = self._stream(f"{PULSE}{sink.name}", PCM, sink, warning)
        config = ALSA_CONFIG.format(pcm=PCM, sink=sink.name)
        return replace(selected, order=replace(selected.order, alsa_config=config))

    def _stream(self, name: str, device: int | str, sink: PulseSink, warning: str) -> Selected:
        """A device that leads to a sink; at the sink's own rate the server does nothing to the sound but round it."""
        places = places_in_stream(self._settings.channels, sink)
        rate_hz = self._settings.rate_hz or sink.rate_hz
        bits = sink.bits if rate_hz == sink.rate_hz else 0
        if places.mixed:
            warning = f"{warning}; {MIXED}".removeprefix("; ")
        return Selected(name, self._order(device, rate_hz, places), Shape(places.count == 1, bits), warning)

    def _order(self, device: int | str, rate_hz: int | None, places: Places) -> Order:
        return Order(
            device, rate_hz, self._settings.block_frames or 0, channels=(places.left, places.right, places.count)
        )


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


def _pactl_list(kind: str) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = json.loads(_pactl("--format=json", "list", kind) or "[]")
    except ValueError:
        return []
    return found


def _pulse_sinks() -> list[PulseSink]:
    return parse_pulse_sinks(_pactl("--format=json", "list", "sinks") or _pactl("list", "short", "sinks"))


def _default_sink() -> PulseSink | None:
    name = _pactl("get-default-sink").strip()
    return next((sink for sink in _pulse_sinks() if sink.name == name), None)
