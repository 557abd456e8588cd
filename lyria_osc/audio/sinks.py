"""Sinks of PulseAudio and PipeWire as values, and which channels of a device or a sink left and right go to.

`parse_pulse_sinks` reads what ``pactl list sinks`` gave; `places_on` and `positions_in` find the channels. Nothing here
asks a system for anything.

Way through the house: a door hands the list in, `devices.choose` finds the sink that is meant, the player opens it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lyria_osc.errors import DeviceError

USUAL_POSITIONS = (
    *("front-left", "front-right", "rear-left", "rear-right"),
    *("front-center", "lfe", "side-left", "side-right"),
)
"""Where the channels of a sink are that does not say."""

MONO = "mono"


@dataclass(frozen=True, slots=True)
class PulseSink:
    """A sink of PulseAudio or PipeWire.

    `loopback` says that it is a null sink, made to be recorded from; `bits` are those of its whole numbers, 0 where it
    takes floats; `positions` where its channels stand, as the server names that; `immediate` that it is
    PulseAudio's null sink, which is recorded from as it takes a block.
    """

    name: str
    description: str
    rate_hz: int
    channels: int
    loopback: bool
    bits: int = 0
    positions: tuple[str, ...] = ()
    immediate: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """Where left and right go: `left` and `right`, from 1, of `count` channels of a device; the same twice is mono."""

    left: int
    right: int
    count: int


def parse_pulse_sinks(text: str) -> list[PulseSink]:
    """Reads ``pactl -f json list sinks`` or ``pactl list short sinks``; what is neither gives no sinks."""
    try:
        entries = json.loads(text)
    except ValueError:
        lines = (line.split("\t") for line in text.splitlines())
        entries = [
            {"name": line[1], "driver": line[2], "sample_specification": line[3]} for line in lines if len(line) >= 4
        ]
    if not isinstance(entries, list):
        return []
    return [_sink(entry) for entry in entries if isinstance(entry, dict) and entry.get("name")]


def _sink(entry: Mapping[str, Any]) -> PulseSink:
    name = str(entry["name"])
    properties = entry.get("properties")
    factory = properties.get("factory.name") if isinstance(properties, dict) else None
    immediate = str(entry.get("driver")).startswith("module-null-sink")
    null = immediate or factory == "support.null-audio-sink"
    found = re.search(r"([a-z]+)(\d*)\S* (\d+)ch (\d+)Hz", str(entry.get("sample_specification")))
    kind, bits, channels, rate_hz = found.groups() if found else ("float", 32, 2, 48_000)
    positions = entry.get("channel_map")
    return PulseSink(
        name=name,
        description=str(entry.get("description") or name),
        rate_hz=int(rate_hz),
        channels=int(channels),
        bits=int(bits or 0) if kind in ("s", "u") else 0,
        positions=tuple(positions.split(",")) if isinstance(positions, str) else (),
        immediate=immediate,
        # The server makes this one itself where there is no card; nobody put it there to be recorded.
        loopback=null and name != "auto_null",
    )


def places_on(channels: tuple[int, int], count: int, name: str) -> Places:
    """Left and right on a device's own channels; on a mono device, and with no others asked for, both on its one.

    Raises:
        DeviceError: it does not have them.
    """
    if count == 1 and channels == (1, 2):
        return Places(1, 1, 1)
    if max(channels) > count:
        has = "one channel" if count == 1 else f"{count} channels"
        raise DeviceError(f"{name} has {has}: there is no pair {channels[0]},{channels[1]} of them for --channels")
    return Places(*channels, max(channels))


def positions_in(sink: PulseSink, channels: tuple[int, int]) -> tuple[str, ...]:
    """Where in a sink left and right go, or the one channel of mono: a sound server lays channels by their position.

    Raises:
        DeviceError: it does not have those channels.
    """
    places = places_on(channels, sink.channels, f"pulse:{sink.name}")
    if sink.channels == 1:
        return (MONO,)
    there = sink.positions if len(sink.positions) == sink.channels else USUAL_POSITIONS
    if max(channels) > len(there):
        raise DeviceError(f"pulse:{sink.name} does not say where its channels are: only 1 to {len(there)} can be named")
    return there[places.left - 1], there[places.right - 1]
