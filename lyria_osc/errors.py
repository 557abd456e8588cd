"""What can go wrong, as a tree.

The core raises these; a door turns each into one clear line (and, where a peer asked, one ``/lyria/error``)::

    LyriaOscError            one clear line: what, where, what would be right
    ├── ConfigError          settings: command line, environment, config file (may hold several lines)
    ├── ParamError           a parameter's name or value
    ├── PresetError          a preset file or name (may hold several lines)
    ├── OscError             bytes that are not OSC, an address that is not ours
    ├── SessionError         the music's source: key, quota, network, an ended session
    └── DeviceError          a sound device: not there, refused, gone
"""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum


class LyriaOscError(Exception):
    """Something a user can cause or should know of; its text is one clear line, fit to be shown as it is."""


class ConfigError(LyriaOscError):
    """Settings that do not hold: `lines` has every fault found, not only the first."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class ParamError(LyriaOscError):
    """A parameter that is not there, or a value it cannot take."""


class PresetError(LyriaOscError):
    """A preset that is not there or does not hold: `lines` has every fault found."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class OscError(LyriaOscError):
    """Bytes that are not OSC, or an address that is not one of ours."""


class Fault(StrEnum):
    """Why a session could not be had, or ended."""

    KEY = "key"
    QUOTA = "quota"
    NETWORK = "network"
    TIMEOUT = "timeout"
    ENDED = "ended"
    PROTOCOL = "protocol"


class SessionError(LyriaOscError):
    """A session could not be opened, or is over; `fault` tells why, the text says it in words."""

    def __init__(self, fault: Fault, words: str) -> None:
        super().__init__(words)
        self.fault = fault


class DeviceError(LyriaOscError):
    """A sound device is not there, was refused, or is gone."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``"; did you mean 'density'?"`` when a known word is near, else an empty string."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""
