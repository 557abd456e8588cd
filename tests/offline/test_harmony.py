"""All that is built in a key lies in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.offline.harmony import MAJOR_PROGRESSIONS, MINOR_PROGRESSIONS, SCALES, Key, chord, progressions, voicing

KEYS = [Key(root, home) for root in range(12) for home in (0, 5)]


def test_the_pairs_have_the_services_names_in_order() -> None:
    assert list(SCALES.values()) == list(range(12))
    assert Key(SCALES["E_FLAT_MAJOR_C_MINOR"], 5).pitch(0, 4) == 60


def test_degrees_of_c_major_and_a_minor() -> None:
    assert [Key(0, 0).pitch(degree, 4) for degree in range(8)] == [60, 62, 64, 65, 67, 69, 71, 72]
    assert [Key(0, 5).pitch(degree, 4) for degree in range(8)] == [69, 71, 72, 74, 76, 77, 79, 81]
    assert Key(0, 0).pitch(-1, 4) == 59


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_the_degree_near_a_pitch_is_the_last_at_or_below_it(key: Key) -> None:
    for pitch in range(24, 108):
        degree = key.degree_near(pitch)
        assert key.pitch(degree, 4) <= pitch < key.pitch(degree + 1, 4)


@given(st.sampled_from(KEYS), st.integers(0, 6), st.floats(0, 1), st.floats(0, 1), st.integers(40, 80))
def test_voicings_lie_in_the_key_and_near_their_centre(
    key: Key, root: int, rich: float, draw: float, centre: int
) -> None:
    harmony = chord(root, rich, draw)
    pitches = voicing(key, harmony, centre, ())
    assert {pitch % 12 for pitch in pitches} == {key.pitch(tone, 4) % 12 for tone in harmony.tones}
    assert {pitch % 12 for pitch in pitches} <= key.pitch_classes
    assert abs(sum(pitches) / len(pitches) - centre) < 9
    assert pitches == tuple(sorted(set(pitches)))


def test_a_voicing_moves_little_from_the_one_before() -> None:
    key = Key(0, 0)
    tonic = voicing(key, chord(0, 0, 1), 60, ())
    dominant = voicing(key, chord(4, 0, 1), 60, tonic)
    assert sum(min(abs(pitch - old) for old in tonic) for pitch in dominant) <= 4


def test_richness_adds_sevenths_and_ninths() -> None:
    assert len(chord(0, 0.0, 0.5).tones) == 3
    assert len(chord(0, 1.0, 0.8).tones) == 4
    assert len(chord(0, 1.0, 0.1).tones) == 5


@pytest.mark.parametrize("habit", sorted(MAJOR_PROGRESSIONS))
def test_progressions_avoid_the_diminished_degree(habit: str) -> None:
    assert set(MAJOR_PROGRESSIONS) == set(MINOR_PROGRESSIONS)
    assert all(6 not in roots for roots, _ in progressions(habit, minor=False))
    assert all(1 not in roots for roots, _ in progressions(habit, minor=True))
    likelihoods = [likelihood for _, likelihood in progressions(habit, minor=True)]
    assert likelihoods == sorted(likelihoods, reverse=True)
