"""Hears a prompt: from its words to a style.

Names of the table are looked for in the prompt's words, the longest first, in singular and plural; a word that is
near a known one counts as that one. What is left is taken as a hint: it draws a colour from the table by the text
itself, so that an unknown prompt always gives the same music. ``no`` or ``without`` before a term takes it away.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

from lyria_osc.offline.chance import Chance, word_number
from lyria_osc.offline.style import CHAIRS, Style, blend
from lyria_osc.offline.terms import BY_NAME, NEUTRAL, TERMS, Term, TermKind
from lyria_osc.service import WeightedPrompt

LONGEST_NAME = 4
_IDLE = frozenset(
    [
        "a",
        "an",
        "and",
        "the",
        "of",
        "in",
        "on",
        "with",
        "to",
        "for",
        "from",
        "by",
        "at",
        "my",
        "some",
        "style",
        "music",
        "beat",
        "beats",
        "song",
        "track",
        "sound",
        "sounds",
        "tone",
        "tones",
        "groove",
        "vibe",
        "vibes",
        "feel",
        "like",
        "very",
        "more",
        "really",
        "solo",
        "instrumental",
        "background",
        "effect",
        "effects",
        "loop",
        "playing",
        "play",
        "played",
        "section",
        "that",
        "is",
        "are",
        "this",
        "it",
        "tune",
        "riff",
        "melody",
        "rhythm",
    ]
)
_NOT = frozenset(("no", "without", "not", "minus"))
_SAY = {TermKind.GENRE: 1.0, TermKind.KIT: 1.6, TermKind.INSTRUMENT: 1.8, TermKind.MOOD: 1.2}
"""How much a term says in its families beside a genre's say, when both stand in one prompt."""


def words_of(text: str) -> list[str]:
    """A prompt's words: lower case, split at all but letters, digits and ``&``."""
    return re.findall(r"[^\W_]+(?:&[^\W_]+)?|&", text.casefold())


def _forms(word: str) -> tuple[str, ...]:
    """A word and what it may be the plural of."""
    forms = [word]
    if len(word) > 3 and word.endswith("s"):
        forms += [word[:-1], word + "s"]
        if word.endswith("es"):
            forms.append(word[:-2])
        if word.endswith("ies"):
            forms.append(word[:-3] + "y")
    return tuple(forms)


def _named(words: Sequence[str]) -> Term | None:
    """The term these words name, exactly or in another number."""
    head = " ".join((*words[:-1], ""))
    return next((BY_NAME[head + last] for last in _forms(words[-1]) if head + last in BY_NAME), None)


@lru_cache(maxsize=512)
def heard(text: str) -> tuple[tuple[Term, float], ...]:
    """The terms in a prompt with the sign each is meant with; for unknown words, terms drawn by the text, at less."""
    words = words_of(text)
    found: list[tuple[Term, float]] = []
    unknown: list[str] = []
    sign, at = 1.0, 0
    while at < len(words):
        for count in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            term = _named(words[at : at + count])
            if term is not None:
                found.append((term, sign))
                sign, at = 1.0, at + count
                break
        else:
            word = words[at]
            sign = -1.0 if word in _NOT else sign
            if word not in _IDLE and word not in _NOT and word != "&":
                unknown.append(word)
            at += 1
    for word in unknown:
        near = get_close_matches(word, list(BY_NAME), n=1, cutoff=0.82) if len(word) > 3 else []
        if near:
            found.append((BY_NAME[near[0]], 1.0))
        else:
            found.extend(_drawn(word, bare=not found))
    return tuple(found)


def _drawn(word: str, bare: bool) -> list[tuple[Term, float]]:
    """The colour an unknown word stands for: an instrument, and with nothing else heard a genre too."""
    chance = Chance(word_number(word))
    kinds = (TermKind.GENRE, TermKind.INSTRUMENT) if bare else (TermKind.INSTRUMENT,)
    drawn = []
    for kind in kinds:
        rows = [term for term in TERMS if term.kind is kind]
        drawn.append((rows[int(chance.u(kind) * len(rows))], 0.6 if bare else 0.25))
    return drawn


def style_of(prompts: Sequence[WeightedPrompt]) -> Style:
    """The style that weighted prompts ask for together; without any, the band's own."""
    parts: list[tuple[Style, float]] = []
    wanted = set()
    for prompt in prompts:
        for term, sign in heard(prompt.text):
            parts.append((term.sound, prompt.weight * sign * _SAY[term.kind]))
            if prompt.weight * sign > 0:
                wanted.add(term.kind)
    return blend(parts, _company(wanted)) if parts else NEUTRAL


def _company(wanted: set[TermKind]) -> Style:
    """What surrounds what is asked for: a genre brings its own band, an instrument is put before a softer one."""
    if TermKind.GENRE in wanted:
        return Style({name: axes for name, axes in NEUTRAL.families.items() if name not in CHAIRS})
    if not wanted & {TermKind.INSTRUMENT, TermKind.KIT}:
        return NEUTRAL
    softer = {
        name: {voice: 0.55 * level for voice, level in axes.items()} if name in CHAIRS and name != "bass" else axes
        for name, axes in NEUTRAL.families.items()
    }
    drums = 1.0 if TermKind.KIT in wanted else 0.55
    return Style({**softer, "feel": {**NEUTRAL.family("feel"), "drums": drums, "lead_level": 1.0}})
