"""Keys, chords and progressions: which notes belong together.

A `Key` is a set of seven pitch classes and its home; chords are built on its degrees only, so every note that is played
lies in the key. Degrees count from 0 at the home note; a pitch is a MIDI note number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAJOR = (0, 2, 4, 5, 7, 9, 11)

SCALES: Mapping[str, int] = {
    "C_MAJOR_A_MINOR": 0,
    "D_FLAT_MAJOR_B_FLAT_MINOR": 1,
    "D_MAJOR_B_MINOR": 2,
    "E_FLAT_MAJOR_C_MINOR": 3,
    "E_MAJOR_D_FLAT_MINOR": 4,
    "F_MAJOR_D_MINOR": 5,
    "G_FLAT_MAJOR_E_FLAT_MINOR": 6,
    "G_MAJOR_E_MINOR": 7,
    "A_FLAT_MAJOR_F_MINOR": 8,
    "A_MAJOR_G_FLAT_MINOR": 9,
    "B_FLAT_MAJOR_G_MINOR": 10,
    "B_MAJOR_A_FLAT_MINOR": 11,
}
"""The service's key pairs by name, and the pitch class on which each one's major scale stands."""

MAJOR_PROGRESSIONS: Mapping[str, Sequence[tuple[int, ...]]] = {
    "pop": ((0, 4, 5, 3), (0, 5, 3, 4), (5, 3, 0, 4), (0, 3, 5, 4), (3, 0, 4, 5)),
    "soul": ((0, 3, 0, 3), (1, 4, 0, 5), (0, 2, 3, 3), (3, 2, 1, 0), (0, 5, 1, 4)),
    "jazz": ((1, 4, 0, 5), (0, 5, 1, 4), (2, 5, 1, 4), (0, 3, 2, 5), (1, 4, 0, 0)),
    "folk": ((0, 0, 3, 0), (0, 3, 4, 0), (0, 0, 4, 4), (0, 4, 0, 3), (3, 0, 4, 0)),
    "static": ((0, 0, 0, 0), (0, 0, 3, 0), (0, 0, 1, 1), (0, 3, 0, 0)),
    "baroque": ((0, 4, 5, 2), (3, 0, 3, 4), (0, 3, 1, 4), (5, 1, 4, 0), (0, 5, 1, 4)),
    "epic": ((0, 4, 1, 5), (3, 4, 5, 5), (0, 2, 3, 4), (5, 3, 0, 4)),
    "latin": ((0, 3, 4, 3), (1, 4, 0, 0), (0, 0, 4, 4), (0, 5, 1, 4)),
}
"""Four-bar progressions in the major key as degrees, likeliest first."""

MINOR_PROGRESSIONS: Mapping[str, Sequence[tuple[int, ...]]] = {
    "pop": ((0, 5, 2, 6), (0, 3, 5, 6), (5, 6, 0, 0), (0, 2, 6, 5), (0, 6, 5, 6)),
    "soul": ((0, 3, 0, 3), (3, 6, 2, 0), (0, 5, 3, 4), (5, 4, 0, 0), (0, 3, 5, 4)),
    "jazz": ((3, 6, 2, 5), (0, 3, 6, 2), (0, 5, 3, 4), (3, 4, 0, 0)),
    "folk": ((0, 6, 0, 6), (0, 2, 6, 0), (0, 6, 5, 6), (0, 3, 6, 0)),
    "static": ((0, 0, 0, 0), (0, 0, 5, 6), (0, 0, 3, 0), (0, 0, 6, 0)),
    "baroque": ((0, 3, 6, 2), (0, 4, 0, 4), (0, 6, 5, 4), (5, 3, 4, 0)),
    "epic": ((0, 5, 2, 6), (0, 0, 5, 5), (5, 6, 0, 2), (0, 3, 5, 4)),
    "latin": ((0, 3, 4, 0), (0, 6, 5, 4), (3, 0, 4, 0), (0, 0, 4, 4)),
}
"""Four-bar progressions in the minor key as degrees, likeliest first."""


@dataclass(frozen=True, slots=True)
class Key:
    """Seven pitch classes and the one that is home: `major_root` names the set, `home` is 0 for major, 5 for minor."""

    major_root: int
    home: int

    @property
    def minor(self) -> bool:
        """Whether home is the minor key of the pair."""
        return self.home == 5

    @property
    def pitch_classes(self) -> frozenset[int]:
        """The seven pitch classes, C = 0."""
        return frozenset((self.major_root + step) % 12 for step in MAJOR)

    def pitch(self, degree: int, octave: int) -> int:
        """The MIDI note of a degree (any whole number) above home in an octave (home in octave 4 is 60..71)."""
        home_class = (self.major_root + MAJOR[self.home]) % 12
        place = self.home + degree
        above = MAJOR[place % 7] + 12 * (place // 7) - MAJOR[self.home]
        return 12 * (octave + 1) + home_class + above

    def degree_near(self, pitch: int) -> int:
        """The degree, counted from home in octave 4, whose pitch is nearest at or below a MIDI note."""
        degree = (pitch - self.pitch(0, 4)) * 7 // 12 + 2
        while self.pitch(degree, 4) > pitch:
            degree -= 1
        return degree


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord: its root as a degree of the key, and its tones as degrees above home, root first."""

    root: int
    tones: tuple[int, ...]


def progressions(habit: str, minor: bool) -> list[tuple[tuple[int, ...], float]]:
    """The progressions of a harmony habit with their likelihoods."""
    table = MINOR_PROGRESSIONS if minor else MAJOR_PROGRESSIONS
    return [(roots, 1.0 / (1 + rank)) for rank, roots in enumerate(table[habit])]


def chord(root: int, richness: float, draw: float) -> Chord:
    """The chord on a degree: a triad, or a seventh or ninth if `draw` (0..1) falls under `richness`."""
    tones: tuple[int, ...] = (root, root + 2, root + 4)
    if draw < richness:
        tones += (root + 6,)
    if draw < richness * richness * 0.7:
        tones += (root + 8,)
    return Chord(root, tones)


def voicing(key: Key, harmony: Chord, centre: int, before: Sequence[int]) -> tuple[int, ...]:
    """The chord's pitches round a centre, in the inversion that moves least from the one before.

    Args:
        key: where the degrees lie.
        harmony: the chord.
        centre: the MIDI note round which it should lie.
        before: the pitches of the voicing before; may be empty.
    """
    classes = [key.pitch(tone, 4) % 12 for tone in harmony.tones]
    best: tuple[float, tuple[int, ...]] | None = None
    for low in range(centre - 9, centre):
        pitches = tuple(sorted(low + (pitch_class - low) % 12 for pitch_class in classes))
        moved = sum(min(abs(pitch - old) for old in before) for pitch in pitches) if before else 0
        cost = moved + 0.4 * abs(sum(pitches) / len(pitches) - centre)
        # Seconds at the bottom sound muddy.
        cost += 3.0 * (pitches[1] - pitches[0] < 3)
        if best is None or cost < best[0]:
            best = (cost, pitches)
    assert best is not None
    return best[1]
