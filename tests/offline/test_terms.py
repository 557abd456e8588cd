"""Every row of the table holds, and says something of its own."""

import pytest

from lyria_osc.offline.drums import DRUMS, KITS
from lyria_osc.offline.grooves import GROOVES
from lyria_osc.offline.harmony import MAJOR_PROGRESSIONS, MINOR_PROGRESSIONS
from lyria_osc.offline.style import CHAIRS
from lyria_osc.offline.terms import NEUTRAL, POOLS, TERMS, Term
from lyria_osc.offline.voices import VOICES

KNOWN = {
    "groove": set(GROOVES),
    "kit": set(KITS),
    "harmony": set(MAJOR_PROGRESSIONS) & set(MINOR_PROGRESSIONS),
    **{chair: set(VOICES) for chair in CHAIRS},
}
GUIDE = """
808 hip hop beat, accordion, cello, moog oscillations, sitar, tr 909 drum machine, afrobeat, baroque, bluegrass,
deep house, dubstep, lo fi hip hop, psytrance, synthpop, minimal techno, indie pop, latin jazz, polka, chiptune,
heavy metal, reggaeton, ambient, bright tones, crunchy distortion, dreamy, funky, glitchy effects, upbeat, chill,
ominous drone, danceable
"""


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.names[0])
def test_a_row_names_only_what_there_is(term: Term) -> None:
    for family, axes in term.sound.families.items():
        if family != "feel":
            assert set(axes) <= KNOWN[family]
    assert all(name == name.casefold().strip() and "-" not in name for name in term.names)


def test_there_are_terms_enough_and_no_name_twice() -> None:
    names = [name for term in TERMS for name in term.names]
    assert len(TERMS) >= 60
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", [name.strip() for name in GUIDE.split(",")])
def test_the_guides_words_are_there(name: str) -> None:
    assert any(name in term.names for term in TERMS)


def test_no_two_rows_say_the_same() -> None:
    sounds = [repr(term.sound) for term in TERMS]
    assert len(sounds) == len(set(sounds))


def test_the_neutral_band_has_a_rhythm_and_chords() -> None:
    assert all(NEUTRAL.family(name) for name in ("groove", "kit", "harmony", "bass", "comp", "lead"))


def test_every_voice_groove_and_kit_is_asked_for_by_some_row() -> None:
    seated = {voice for pool in POOLS.values() for voice in pool}
    for name, known in (("groove", GROOVES), ("kit", KITS)):
        assert {one for term in TERMS for one in term.sound.family(name)} == set(known)
    assert seated == set(VOICES)


def test_every_groove_hits_only_drums_there_are() -> None:
    for groove in GROOVES.values():
        assert set(groove.drums) <= set(DRUMS)
        patterns = (*groove.drums.values(), groove.bass, groove.line, groove.comp, groove.arp, groove.lead)
        assert all(len(pattern) in (16, 32) for pattern in patterns)
        assert set("".join(patterns)) <= set(".123456789rfotsa")
