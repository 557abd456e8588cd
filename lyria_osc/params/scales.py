"""Scales: the service's twelve names, and the ways people write a key.

The service has one scale for each major key and its relative minor. `SCALES` lists them as it counts them, ``any`` (the
service's own choice) first; `SPELLINGS` maps each way to write one ("D major", "bm", "F# minor") to its name.
"""

from collections.abc import Mapping
from types import MappingProxyType

ANY_SCALE = "any"
"""The scale that leaves the choice to the service."""

SCALES = (
    ANY_SCALE,
    "C_MAJOR_A_MINOR",
    "D_FLAT_MAJOR_B_FLAT_MINOR",
    "D_MAJOR_B_MINOR",
    "E_FLAT_MAJOR_C_MINOR",
    "E_MAJOR_D_FLAT_MINOR",
    "F_MAJOR_D_MINOR",
    "G_FLAT_MAJOR_E_FLAT_MINOR",
    "G_MAJOR_E_MINOR",
    "A_FLAT_MAJOR_F_MINOR",
    "A_MAJOR_G_FLAT_MINOR",
    "B_FLAT_MAJOR_G_MINOR",
    "B_MAJOR_A_FLAT_MINOR",
)

_NATURALS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_ACCIDENTALS = {"": 0, "#": 1, " sharp": 1, "b": -1, " flat": -1}
_MAJOR_ENDINGS = ("", " major", " maj")
_MINOR_ENDINGS = ("m", " m", " minor", " min")
_TO_RELATIVE_MAJOR = 3
_LABEL_NOTES = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
_LABEL_MINORS = ("A", "Bb", "B", "C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#")


def scale_label(scale: str) -> str:
    """A scale as a musician reads it: ``"D major / B minor"``."""
    if scale == ANY_SCALE:
        return ANY_SCALE
    major = SCALES.index(scale) - 1
    return f"{_LABEL_NOTES[major]} major / {_LABEL_MINORS[major]} minor"


def _spellings() -> dict[str, str]:
    spelled = {"scale unspecified": ANY_SCALE, "auto": ANY_SCALE}
    for letter, natural in _NATURALS.items():
        for accidental, shift in _ACCIDENTALS.items():
            tonic = natural + shift
            for ending in _MAJOR_ENDINGS:
                spelled[letter + accidental + ending] = SCALES[1 + tonic % 12]
            for ending in _MINOR_ENDINGS:
                spelled[letter + accidental + ending] = SCALES[1 + (tonic + _TO_RELATIVE_MAJOR) % 12]
    spelled |= {scale_label(scale).casefold(): scale for scale in SCALES}
    return spelled


SPELLINGS: Mapping[str, str] = MappingProxyType(_spellings())
"""Ways to write a key, in lower case with single spaces, each to its name in `SCALES`."""
