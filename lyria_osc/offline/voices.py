# ruff: noqa: E501 (a table: one row, one line)
"""The band's pitched voices, a row each: what `synth` renders a note from.

Three kinds: a *table* voice is a single cycle whose harmonics move with time (filters, plucks, FM, vowels), a *pad* is one
long loop with its energy spread round each harmonic, a *modal* voice a few free partials that ring out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Voice:
    """How a voice sounds.

    `wave` names the spectrum (`synth.WAVES`; ``pad-…`` and ``modal`` choose the other kinds). `cutoff_hz` is a low-pass at
    middle brightness, opened `sweep` times as far at the start and falling back in `sweep_s`, with a peak of
    `peak_db`. `damp` and `damp_high` are decays a second of all harmonics and, more, of those per kHz. `fm` is (ratio,
    index at the start, index held, its decay in s). `noise` is (level, decay in s, 0 for held; low Hz, high Hz). `partials`
    are (ratio, level, decay in s). `centre` is where it likes to play a melody, `shift` semitones (octaves) by which its
    chords are moved, `strum_s` the time between a chord's notes.
    """

    wave: str
    attack_s: float = 0.004
    decay_s: float = 0.0
    sustain: float = 1.0
    release_s: float = 0.08
    cutoff_hz: float = 0.0
    sweep: float = 1.0
    sweep_s: float = 0.2
    peak_db: float = 0.0
    damp: float = 0.0
    damp_high: float = 0.0
    fm: tuple[float, float, float, float] = (1.0, 0.0, 0.0, 1.0)
    noise: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    partials: tuple[tuple[float, float, float], ...] = ()
    detune_cents: float = 0.0
    vibrato_cents: float = 0.0
    vibrato_hz: float = 5.3
    drive: float = 0.0
    centre: int = 72
    shift: int = 0
    strum_s: float = 0.0


_V = Voice
_BELL = ((1.0, 1.0, 1.6), (2.756, 0.5, 0.9), (5.404, 0.3, 0.5), (8.93, 0.15, 0.25))
_BAR = ((1.0, 1.0, 0.35), (3.93, 0.35, 0.12), (9.2, 0.12, 0.05))
_VIBES = ((1.0, 1.0, 1.8), (4.0, 0.25, 0.5), (10.0, 0.06, 0.15))
_STEELPAN = ((1.0, 1.0, 0.7), (2.0, 0.65, 0.45), (3.0, 0.25, 0.3), (4.02, 0.15, 0.2))
_HANG = ((1.0, 1.0, 1.4), (2.0, 0.5, 1.0), (3.0, 0.35, 0.7), (5.4, 0.05, 0.1))
_KALIMBA = ((1.0, 1.0, 0.7), (5.8, 0.22, 0.08), (2.0, 0.08, 0.4))
_BOX = ((1.0, 1.0, 1.2), (3.0, 0.25, 0.5), (6.27, 0.2, 0.25))

# fmt: off
VOICES: Mapping[str, Voice] = MappingProxyType(
    {
        # Basses.
        "sub": _V("softsine", attack_s=0.006, release_s=0.06),
        "808": _V("softsine", attack_s=0.003, decay_s=1.1, sustain=0.0, release_s=0.12, drive=1.6),
        "analog": _V("saw", cutoff_hz=420, sweep=3.0, sweep_s=0.12, peak_db=5, release_s=0.05, detune_cents=4),
        "acid": _V("saw", cutoff_hz=320, sweep=7.0, sweep_s=0.1, peak_db=14, release_s=0.03, drive=1.2),
        "reese": _V("saw", cutoff_hz=700, peak_db=3, detune_cents=16, release_s=0.1),
        "wobble": _V("wobble", cutoff_hz=420, sweep=5.0, peak_db=9, release_s=0.06, drive=1.6, detune_cents=7),
        "upright": _V("pluck", damp=1.6, damp_high=5.0, cutoff_hz=900, release_s=0.08, noise=(0.12, 0.03, 300, 2500)),
        "finger": _V("pluck", damp=0.9, damp_high=3.0, cutoff_hz=1300, release_s=0.06, noise=(0.05, 0.02, 400, 3000)),
        "slap": _V("twang", damp=1.4, damp_high=2.0, cutoff_hz=3200, release_s=0.05, noise=(0.2, 0.015, 800, 6000)),
        "pickbass": _V("twang", damp=1.0, damp_high=2.0, cutoff_hz=2000, release_s=0.05, drive=0.8),
        "fmbass": _V("fm", fm=(1, 2.6, 0.5, 0.12), decay_s=0.5, sustain=0.4, release_s=0.05),
        "psybass": _V("saw", cutoff_hz=380, sweep=4.5, sweep_s=0.06, peak_db=6, decay_s=0.12, sustain=0.35, release_s=0.02),
        "chipbass": _V("triangle", attack_s=0.002, release_s=0.01),
        "tuba": _V("brass", attack_s=0.03, cutoff_hz=650, sweep=1.5, sweep_s=0.1, release_s=0.07),
        # Keys.
        "piano": _V("piano", damp=0.55, damp_high=0.9, release_s=0.14, noise=(0.05, 0.02, 800, 5000), detune_cents=1.5),
        "rhodes": _V("fm", fm=(1, 1.1, 0.25, 0.5), damp=0.7, release_s=0.12, noise=(0.04, 0.012, 1500, 6000), vibrato_cents=3),
        "wurli": _V("fm", fm=(2, 1.0, 0.3, 0.3), damp=0.9, release_s=0.08, drive=0.6),
        "dxkeys": _V("fm", fm=(14, 0.35, 0.0, 0.25), damp=0.8, release_s=0.15, detune_cents=5),
        "organ": _V("organ", attack_s=0.006, release_s=0.03, vibrato_cents=7, vibrato_hz=6.4, noise=(0.05, 0.01, 1500, 6000)),
        "harpsichord": _V("twang", damp=0.9, damp_high=0.25, release_s=0.06, noise=(0.1, 0.008, 2000, 9000), detune_cents=2),
        "clav": _V("twang", damp=2.0, damp_high=0.8, cutoff_hz=3500, release_s=0.03),
        "accordion": _V("reeds", attack_s=0.03, release_s=0.06, detune_cents=9, centre=72),
        # Strings that are plucked.
        "nylon": _V("pluck", damp=1.3, damp_high=1.6, release_s=0.12, noise=(0.06, 0.012, 600, 4000), strum_s=0.014, centre=67),
        "steel": _V("twang", damp=0.9, damp_high=0.9, release_s=0.15, noise=(0.08, 0.01, 2000, 8000), strum_s=0.011, centre=67),
        "clean": _V("twang", damp=0.7, damp_high=1.1, cutoff_hz=3500, release_s=0.1, strum_s=0.01, detune_cents=5, centre=67),
        "muted": _V("pluck", damp=7.0, damp_high=4.0, cutoff_hz=3000, release_s=0.03, strum_s=0.006, centre=64),
        "distorted": _V("saw", damp=0.15, cutoff_hz=2600, drive=5.0, release_s=0.05, detune_cents=7, shift=-12, centre=64),
        "banjo": _V("twang", damp=4.5, damp_high=0.9, release_s=0.08, noise=(0.15, 0.008, 2500, 9000), strum_s=0.009, centre=72),
        "mandolin": _V("twang", damp=3.0, damp_high=0.8, release_s=0.08, detune_cents=5, strum_s=0.008, centre=76),
        "ukulele": _V("pluck", damp=2.6, damp_high=1.2, release_s=0.08, strum_s=0.012, centre=72),
        "sitar": _V("jawari", damp=0.9, damp_high=0.1, release_s=0.3, detune_cents=2, vibrato_cents=6, vibrato_hz=4.0, centre=67),
        "koto": _V("twang", damp=1.5, damp_high=1.1, release_s=0.2, noise=(0.1, 0.01, 1000, 5000), centre=72),
        "harp": _V("pluck", damp=1.1, damp_high=0.7, release_s=0.4, strum_s=0.03, centre=74),
        "pizz": _V("pluck", damp=5.5, damp_high=3.0, release_s=0.1, centre=67),
        "dulcimer": _V("twang", damp=1.6, damp_high=0.5, release_s=0.3, detune_cents=3, centre=74),
        # Strings that are bowed, and pads.
        "violin": _V("bowed", attack_s=0.06, release_s=0.12, vibrato_cents=14, noise=(0.03, 0.0, 2000, 7000), centre=76),
        "cello": _V("bowed", attack_s=0.08, release_s=0.15, vibrato_cents=11, noise=(0.03, 0.0, 1000, 5000), cutoff_hz=2600, centre=55),
        "fiddle": _V("bowed", attack_s=0.03, release_s=0.07, vibrato_cents=7, noise=(0.05, 0.0, 2000, 7000), centre=74),
        "strings": _V("pad-bowed", attack_s=0.25, release_s=0.5, centre=67),
        "warm": _V("pad-warm", attack_s=0.4, release_s=0.8, centre=67),
        "glass": _V("pad-glass", attack_s=0.5, release_s=1.0, centre=72),
        "choir": _V("pad-choir", attack_s=0.3, release_s=0.6, centre=67),
        "dark": _V("pad-dark", attack_s=0.8, release_s=1.2, shift=-12, centre=55),
        "saws": _V("pad-saw", attack_s=0.1, release_s=0.4, centre=67),
        "drone": _V("pad-drone", attack_s=1.0, release_s=1.5, shift=-12, centre=50),
        # Winds and voices.
        "flute": _V("flute", attack_s=0.05, release_s=0.08, vibrato_cents=9, noise=(0.07, 0.0, 1500, 7000), centre=79),
        "whistle": _V("flute", attack_s=0.02, release_s=0.05, vibrato_cents=6, noise=(0.04, 0.0, 3000, 9000), centre=84),
        "clarinet": _V("hollow", attack_s=0.04, release_s=0.07, vibrato_cents=3, noise=(0.02, 0.0, 1500, 5000), centre=70),
        "sax": _V("sax", attack_s=0.035, release_s=0.08, vibrato_cents=12, noise=(0.05, 0.0, 1000, 5000), centre=65),
        "harmonica": _V("reeds", attack_s=0.03, release_s=0.06, vibrato_cents=10, detune_cents=3, centre=74),
        "trumpet": _V("brass", attack_s=0.025, cutoff_hz=2400, sweep=1.6, sweep_s=0.08, release_s=0.06, vibrato_cents=8, centre=72),
        "horns": _V("brass", attack_s=0.03, cutoff_hz=1900, sweep=1.8, sweep_s=0.12, release_s=0.08, detune_cents=8, centre=67),
        "horn": _V("brass", attack_s=0.06, cutoff_hz=1000, release_s=0.15, vibrato_cents=3, centre=60),
        "bagpipe": _V("reeds", attack_s=0.02, release_s=0.03, detune_cents=4, centre=72),
        "didgeridoo": _V("vowel", attack_s=0.1, release_s=0.2, cutoff_hz=900, vibrato_cents=8, vibrato_hz=2.0, shift=-24, centre=36),
        "voice": _V("vowel", attack_s=0.07, release_s=0.14, vibrato_cents=16, noise=(0.03, 0.0, 2500, 8000), detune_cents=5, centre=67),
        # Synthesisers.
        "sawlead": _V("saw", attack_s=0.01, cutoff_hz=3000, sweep=1.8, sweep_s=0.2, detune_cents=8, release_s=0.1, vibrato_cents=6),
        "moog": _V("saw", attack_s=0.008, cutoff_hz=900, sweep=4.0, sweep_s=0.25, peak_db=8, release_s=0.09, detune_cents=5, centre=62),
        "square": _V("square", attack_s=0.005, cutoff_hz=4500, release_s=0.05, vibrato_cents=8),
        "chip": _V("pulse", attack_s=0.002, release_s=0.015, vibrato_cents=5, vibrato_hz=6.5, centre=76),
        "chipsquare": _V("square", attack_s=0.002, release_s=0.015),
        "supersaw": _V("saw", attack_s=0.01, cutoff_hz=5000, detune_cents=18, release_s=0.2),
        "stab": _V("saw", cutoff_hz=1600, sweep=3.0, sweep_s=0.1, decay_s=0.22, sustain=0.1, detune_cents=10, release_s=0.1),
        "synthpluck": _V("saw", cutoff_hz=1000, sweep=5.0, sweep_s=0.09, peak_db=5, decay_s=0.25, sustain=0.1, detune_cents=6),
        "sequence": _V("pulse", cutoff_hz=900, sweep=4.0, sweep_s=0.08, peak_db=8, decay_s=0.2, sustain=0.15, detune_cents=4),
        "polysynth": _V("pulse", attack_s=0.01, cutoff_hz=1800, sweep=2.0, sweep_s=0.3, detune_cents=9, release_s=0.2),
        "sinelead": _V("softsine", attack_s=0.02, release_s=0.12, vibrato_cents=10, centre=76),
        "theremin": _V("softsine", attack_s=0.12, release_s=0.2, vibrato_cents=28, vibrato_hz=5.6, centre=76),
        "talk": _V("vowel", attack_s=0.01, release_s=0.05, drive=1.5, detune_cents=6, centre=62),
        # Struck.
        "bell": _V("modal", partials=_BELL, release_s=0.5, centre=79),
        "vibes": _V("modal", partials=_VIBES, release_s=0.3, vibrato_cents=4, centre=74),
        "marimba": _V("modal", partials=_BAR, release_s=0.2, centre=72),
        "steelpan": _V("modal", partials=_STEELPAN, release_s=0.2, centre=74),
        "hang": _V("modal", partials=_HANG, release_s=0.4, centre=67),
        "kalimba": _V("modal", partials=_KALIMBA, release_s=0.3, centre=74),
        "musicbox": _V("modal", partials=_BOX, release_s=0.5, centre=84),
    }
)
# fmt: on
"""The voices by name."""
