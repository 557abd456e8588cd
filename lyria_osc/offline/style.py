"""A style of music as a point in one space, so that styles can be weighted, blended and crossed over.

`Style` has families of named axes. ``groove``, ``kit`` and ``harmony`` are choices, whose values are taken as
likelihoods; ``bass``, ``comp``, ``pad``, ``arp``, ``lead`` and ``vox`` are the band's chairs, whose values are the
levels of the voices that sit there; ``feel`` holds plain numbers (``bpm``, ``swing``, ``reverb`` …: `FEELS`). A
term's row, what a set of prompts asks for, and what is being played now in the middle of a crossover are all one of
these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

Axes = Mapping[str, float]

CHAIRS = ("bass", "comp", "pad", "arp", "lead", "vox")
"""The pitched parts of the band, in the order of the mixer's lanes after the drums."""

CHOICES = ("groove", "kit", "harmony")

FEELS: Axes = MappingProxyType(
    {
        "bpm": 118.0,  # beats a minute when nobody asks for another tempo
        "swing": 0.0,  # how late the off-sixteenth comes, in sixteenths
        "shuffle": 0.0,  # how late the off-eighth comes, in eighths
        "minor": 0.45,  # likelihood of the minor key of a pair
        "rich": 0.35,  # likelihood of sevenths and ninths
        "bright": 0.0,  # added to the brightness that was asked
        "busy": 0.0,  # added to the density that was asked
        "reverb": 0.35,  # level of the sends to the room and the hall
        "hall": 0.4,  # share of the hall in it
        "delay": 0.2,  # level of the tempo delay
        "drive": 0.0,  # distortion of chords and lead
        "duck": 0.0,  # how far the kick pushes the rest down
        "crackle": 0.0,  # an old record under it all
        "glitch": 0.0,  # likelihood of stutters
        "legato": 0.5,  # how long the notes are held
        "drums": 0.9,  # levels of the parts
        "lead_level": 0.8,
        "form": 0.8,  # how much layers come and go with the form
    }
)
"""The plain numbers of a style and what they are when nobody says otherwise."""

RANGES: Mapping[str, tuple[float, float]] = {"bpm": (60.0, 200.0), "bright": (-0.5, 0.5), "busy": (-0.5, 0.5)}
"""The ranges of the plain numbers that are not amounts from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Style:
    """Families of named axes; what is left out is 0, or in ``feel`` the default of `FEELS`."""

    families: Mapping[str, Axes]

    def family(self, name: str) -> Axes:
        """The axes of a family; empty if it has none."""
        return self.families.get(name, {})

    def feel(self, name: str) -> float:
        """A plain number of the style."""
        return self.family("feel").get(name, FEELS[name])

    def ranked(self, name: str) -> list[tuple[str, float]]:
        """The choices of a family with their likelihoods, likeliest first, by name where equal."""
        return sorted(((key, value) for key, value in self.family(name).items() if value > 0), key=_likelier)


def _likelier(choice: tuple[str, float]) -> tuple[float, str]:
    return (-choice[1], choice[0])


def parse_style(text: str) -> Style:
    """A style from a row's shorthand: ``"groove:house kit:909 comp:piano*0.7 bpm=122 swing=0.1"``.

    Raises:
        ValueError: a word is neither ``family:name[*value]`` nor ``feel=value`` with a known family or feel.
    """
    families: dict[str, dict[str, float]] = {}
    for word in text.split():
        if "=" in word:
            feel, _, value = word.partition("=")
            if feel not in FEELS:
                raise ValueError(f"{feel!r} is not a feel")
            families.setdefault("feel", {})[feel] = float(value)
        else:
            family, _, rest = word.partition(":")
            name, _, value = rest.partition("*")
            if family not in CHAIRS + CHOICES or not name:
                raise ValueError(f"{word!r} is not family:name")
            families.setdefault(family, {})[name] = float(value or 1.0)
    return Style(families)


def blend(parts: Sequence[tuple[Style, float]], base: Style) -> Style:
    """What styles with weights ask for together.

    Likelihoods and levels add up by weight, and negative weights take away. Plain numbers are averaged over the styles
    that name them; a negative weight pushes a number to the other side of its default. A family that nobody
    names is taken from `base`, less what was taken away.
    """
    families = {name: _blend_family(name, parts, base) for name in CHOICES + CHAIRS}
    families["feel"] = _blend_feel(parts, base)
    return Style(families)


def _blend_family(name: str, parts: Sequence[tuple[Style, float]], base: Style) -> Axes:
    summed: dict[str, float] = {}
    for style, weight in parts:
        for key, value in style.family(name).items():
            summed[key] = summed.get(key, 0.0) + weight * value
    if not any(value > 0 for value in summed.values()):
        for key, value in base.family(name).items():
            summed[key] = summed.get(key, 0.0) + value
    kept = {key: value for key, value in summed.items() if value > 1e-6}
    total = sum(kept.values())
    if name in CHOICES and not kept:
        return base.family(name)
    if name in CHOICES:
        return {key: value / total for key, value in kept.items()}
    return {key: min(1.0, value) * (value / total) ** 0.5 for key, value in kept.items()}


def _blend_feel(parts: Sequence[tuple[Style, float]], base: Style) -> Axes:
    blended = dict(base.family("feel"))
    for feel, default in FEELS.items():
        named = [(style.family("feel")[feel], weight) for style, weight in parts if feel in style.family("feel")]
        total = sum(abs(weight) for _, weight in named)
        if total:
            usual = blended.get(feel, default)
            meant = sum(abs(weight) * (value if weight > 0 else _away(feel, value, usual)) for value, weight in named)
            low, high = RANGES.get(feel, (0.0, 1.0))
            blended[feel] = min(max(meant / total, low), high)
    return blended


def _away(feel: str, value: float, usual: float) -> float:
    """What taking a feel away means: none of an amount that is there, else as far to the other side of the usual."""
    return 0.0 if feel not in RANGES and value >= usual else 2 * usual - value


def between(here: Style, there: Style, way: float) -> Style:
    """The style a part of the way (0..1) from one to another."""
    if way <= 0 or here is there:
        return here
    if way >= 1:
        return there
    families = {name: _between(here.family(name), there.family(name), way, {}) for name in CHOICES + CHAIRS}
    families["feel"] = _between(here.family("feel"), there.family("feel"), way, FEELS)
    return Style(families)


def _between(here: Axes, there: Axes, way: float, default: Axes) -> Axes:
    mixed: dict[str, float] = {}
    for key in here.keys() | there.keys():
        rest = default.get(key, 0.0)
        mixed[key] = here.get(key, rest) * (1 - way) + there.get(key, rest) * way
    return dict(sorted(mixed.items()))
