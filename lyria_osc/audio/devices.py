"""Sound devices as values: what PortAudio and the sound server list, and which of them is meant.

`parse` reads what `sounddevice.query_devices()` gave; `choose` finds the one device that a user's ``--device`` names,
or a sink of `sinks`. Nothing here asks a system for anything.

Way through the house: a door hands the lists in, the player opens the `Choice`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from lyria_osc.audio.sinks import PulseSink
from lyria_osc.errors import DeviceError

NONE, DEFAULT, AUTO, PULSE = "none", "default", "auto", "pulse:"

LOOPBACKS = (
    r"blackhole \d+ch",
    r"loopback audio",
    r"soundflower",
    r"vb-cable",
    r"(hi-fi )?cable(-[a-d])? in(put)?\b",
    r"voicemeeter input",
    r"voicemeeter .*\bin(put)?\b",
    r"line \d+ \(virtual audio cable\)",
    r"loopback: pcm \(hw:\d+,0\)",
    r"null (output|sink)",
)
"""How the names of known virtual loopbacks begin, the likeliest to be meant first.

In order: macOS (BlackHole, Rogue Amoeba's Loopback, Soundflower, VB-Cable), Windows (VB-Cable with its A to D and Hi-Fi
kin, the VoiceMeeter family, Virtual Audio Cable), Linux (the ALSA loopback card, null sinks).
"""

JACK = "JACK Audio Connection Kit"
"""Its host API: whatever plays there can be routed into a DAW."""

WINDOWS_APIS = ("Windows WASAPI", "MME", "Windows DirectSound", "Windows WDM-KS", "ASIO")
"""Host APIs that list the same device side by side, the better first. Elsewhere each device has one."""

EXCLUSIVE_APIS = WINDOWS_APIS[3:]
"""They shut all other programs out and call the device by another name: only an exact name or an index means them."""

NO_DEVICE = (
    "there is no output device: no sound, only markers. Start a sound server or install a loopback "
    "(BlackHole, VB-Cable, a PulseAudio null sink), see `lyria-osc devices`, then start with --device NAME"
)
"""What is said where there is nothing to play to."""

MME_NAME_LENGTH = 31
"""MME cuts names to this length."""


@dataclass(frozen=True, slots=True)
class Device:
    """An output device as PortAudio lists it.

    `channels` is the most it takes, `latency_s` the lowest it promises, `loopback` whether it is known to lead into
    other programs, `default` whether it is the one the system would choose.
    """

    index: int
    name: str
    host_api: str
    channels: int
    default_rate_hz: int
    latency_s: float
    loopback: bool
    default: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What to play to: a device, a sink of the sound server, or (both None) nothing but a timer.

    `warning` is what the user should know of the choice, or empty.
    """

    device: Device | None = None
    sink: PulseSink | None = None
    warning: str = ""

    @property
    def name(self) -> str:
        """As it can be given to ``--device`` again."""
        if self.sink is not None:
            return PULSE + self.sink.name
        return NONE if self.device is None else self.device.name


def parse(query: Sequence[Mapping[str, Any]], hostapis: Sequence[Mapping[str, Any]]) -> list[Device]:
    """Reads the output devices out of ``sounddevice.query_devices()`` and ``query_hostapis()``."""
    default = _default_index(hostapis)
    return [
        Device(
            index=index,
            name=entry["name"],
            host_api=hostapis[entry["hostapi"]]["name"],
            channels=entry["max_output_channels"],
            default_rate_hz=round(entry["default_samplerate"]),
            latency_s=entry["default_low_output_latency"],
            loopback=hostapis[entry["hostapi"]]["name"] == JACK or _loopback_rank(entry["name"]) < len(LOOPBACKS),
            default=index == default,
        )
        for index, entry in enumerate(query)
        if entry["max_output_channels"] > 0
    ]


def choose(devices: Sequence[Device], wanted: str, sinks: Sequence[PulseSink] = ()) -> Choice:
    """Finds the device that is meant.

    Args:
        devices: as `parse` gives them.
        wanted: an index, an exact name, a part of a name that only one has, ``default``, ``none``, ``pulse:SINK``, or
            ``auto`` (a known virtual loopback, else the default, else none with a warning). A sink is meant by a part
            of its name too, where no device has it.
        sinks: as `parse_pulse_sinks` gives them; empty where there is no sound server.

    Raises:
        DeviceError: no device is meant, or several are; names those that could be.
    """
    wanted = wanted.strip()
    word = wanted.lower()
    if word == NONE:
        return Choice()
    if word == AUTO:
        return _auto(devices, sinks)
    if word == DEFAULT:
        return Choice(_default(devices))
    if word.startswith(PULSE):
        return Choice(sink=_sink_called(wanted[len(PULSE) :].strip(), sinks))
    if wanted.isdecimal():
        return Choice(_numbered(int(wanted), devices))
    return _called(wanted, devices, sinks)


def _default_index(hostapis: Sequence[Mapping[str, Any]]) -> int:
    """The default device of the best host API that has one."""
    having = [api for api in hostapis if api["default_output_device"] >= 0]
    return min(having, key=lambda api: _api_rank(api["name"]))["default_output_device"] if having else -1


def _loopback_rank(name: str) -> int:
    """Place in `LOOPBACKS`; past its end for a name that is not there."""
    ranks = (rank for rank, pattern in enumerate(LOOPBACKS) if re.match(pattern, name, re.IGNORECASE))
    return next(ranks, len(LOOPBACKS))


def _api_rank(host_api: str) -> int:
    return WINDOWS_APIS.index(host_api) if host_api in WINDOWS_APIS else 0


def _auto(devices: Sequence[Device], sinks: Sequence[PulseSink]) -> Choice:
    loopbacks = [device for device in devices if device.loopback]
    if loopbacks:
        return Choice(min(loopbacks, key=_preference))
    null = next((sink for sink in sinks if sink.loopback), None)
    if null is not None:
        return Choice(sink=null)
    default = next((device for device in devices if device.default), None)
    if default is not None:
        return Choice(default)
    return Choice(warning=NO_DEVICE)


def _preference(device: Device) -> tuple[int, int, bool, int, int]:
    """Sorts loopbacks. Of JACK's clients `system` is meant, of two BlackHoles the one for stereo."""
    rank = _loopback_rank(device.name)
    return rank, _api_rank(device.host_api), device.name != "system", device.channels, device.index


def _default(devices: Sequence[Device]) -> Device:
    default = next((device for device in devices if device.default), None)
    if default is None:
        raise DeviceError("there is no default output device; `--device none` plays without one")
    return default


def _numbered(index: int, devices: Sequence[Device]) -> Device:
    for device in devices:
        if device.index == index:
            return device
    known = ", ".join(str(device.index) for device in devices) or "none at all"
    raise DeviceError(f"no output device has the index {index}; there are {known} (`lyria-osc devices` lists them)")


def _called(wanted: str, devices: Sequence[Device], sinks: Sequence[PulseSink]) -> Choice:
    found = _once_each(_matching(wanted, devices))
    if len(found) == 1:
        return Choice(found[0])
    if found:
        listed = ", ".join(f"{device.index} {device.name!r} ({device.host_api})" for device in found)
        raise DeviceError(f"device {wanted!r} could be {listed}; give more of the name, or the index")
    if _sinks_with(wanted, sinks):
        return Choice(sink=_sink_called(wanted, sinks))
    names = list(dict.fromkeys(device.name for device in _once_each(devices)))
    raise DeviceError(f"no output device is called {wanted!r}{_hint(wanted, names, 'no output devices at all')}")


def _matching(wanted: str, devices: Sequence[Device]) -> list[Device]:
    """Those of that name; else of that name in other capitals; else with it in their name."""
    low = wanted.lower()
    shared = [device for device in devices if device.host_api not in EXCLUSIVE_APIS]
    return (
        [device for device in devices if device.name == wanted]
        or [device for device in devices if device.name.lower() == low]
        or [device for device in shared if wanted and low in device.name.lower()]
    )


def _once_each(devices: Sequence[Device]) -> list[Device]:
    """Drops those that a better host API lists as well; two of one host API are two devices."""
    kept: list[Device] = []
    for device in sorted(devices, key=lambda d: (_api_rank(d.host_api), d.index)):
        same = [other for other in kept if _mme_name(other) == _mme_name(device)]
        if all(other.host_api == device.host_api for other in same):
            kept.append(device)
    return kept


def _mme_name(device: Device) -> str:
    return device.name[:MME_NAME_LENGTH].strip()


def _sinks_with(wanted: str, sinks: Sequence[PulseSink]) -> list[PulseSink]:
    """Those with it in their name or description."""
    low = wanted.lower()
    return [sink for sink in sinks if low in sink.name.lower() or low in sink.description.lower()] if wanted else []


def _sink_called(wanted: str, sinks: Sequence[PulseSink]) -> PulseSink:
    found = [sink for sink in sinks if sink.name == wanted] or _sinks_with(wanted, sinks)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(repr(sink.name) for sink in found)
        raise DeviceError(f"PulseAudio or PipeWire sink {wanted!r} could be {listed}; give more of the name")
    hint = _hint(wanted, [sink.name for sink in sinks], "no sinks at all (does the server run, is pactl installed?)")
    raise DeviceError(f"no PulseAudio or PipeWire sink is called {wanted!r}{hint}")


def _hint(wanted: str, names: Sequence[str], none: str) -> str:
    """The name that was meant, found by the whole or by one word of it; else all names; else `none`."""
    owners = {word.lower(): name for name in reversed(names) for word in (*re.findall(r"\w{4,}", name), name)}
    for near in get_close_matches(wanted.lower(), owners, n=1):
        return f"; did you mean {owners[near]!r}?"
    return f"; there are {', '.join(map(repr, names)) or none}"
