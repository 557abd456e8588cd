"""The band as a whole: the same bytes for the same history, and the service's meaning of every order and control."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lyria_osc.offline.band import CHUNK_FRAMES, Band
from lyria_osc.offline.harmony import MAJOR, SCALES
from lyria_osc.offline.limiter import LOOK_AHEAD
from lyria_osc.offline.truth import BandChunk, Onset
from lyria_osc.service import Playback, SetConfig, SetPrompts, WeightedPrompt

Play = Callable[..., list[BandChunk]]
Meter = Callable[[NDArray[np.float64]], float]

FUNK = [("funk", 1.0)]
SEEDED = {"bpm": 110, "scale": "D_MAJOR_B_MINOR", "seed": 7}


def sound(chunks: Sequence[BandChunk]) -> NDArray[np.float64]:
    return np.concatenate([chunk.pcm for chunk in chunks]).astype(np.float64)


def onsets(chunks: Sequence[BandChunk]) -> list[tuple[int, Onset]]:
    return [(n * CHUNK_FRAMES + onset.frame, onset) for n, chunk in enumerate(chunks) for onset in chunk.truth.onsets]


def frames_of(chunks: Sequence[BandChunk]) -> list[float]:
    return [n * CHUNK_FRAMES + beat.frame for n, chunk in enumerate(chunks) for beat in chunk.truth.beats]


def centroid_hz(pcm: NDArray[np.float64]) -> float:
    frames = pcm.mean(axis=1)[: len(pcm) // 2048 * 2048].reshape(-1, 2048) * np.hanning(2048)
    spectra = np.abs(np.fft.rfft(frames, axis=1))
    return float(np.mean(spectra @ np.fft.rfftfreq(2048, 1 / 48_000) / spectra.sum(axis=1)))


def test_the_same_history_gives_the_same_bytes() -> None:
    pieces = []
    for _ in range(2):
        band, piece = Band(3), b""
        band.take(SetPrompts((WeightedPrompt("dub", 1.0), WeightedPrompt("sitar", 0.5))))
        piece += band.next_chunk().pcm.tobytes()
        band.take(SetConfig({"density": 0.9, "brightness": 0.2}))
        piece += band.next_chunk().pcm.tobytes()
        band.take(Playback.RESET_CONTEXT)
        piece += band.next_chunk().pcm.tobytes()
        pieces.append(piece)
    assert pieces[0] == pieces[1]


def test_a_seed_goes_before_the_bands_own(play: Play) -> None:
    one, other = (sound(play(FUNK, SEEDED, 3, seed=seed)) for seed in (1, 2))
    assert np.array_equal(one, other)


def test_two_seeds_are_not_the_same_music(play: Play) -> None:
    one, other = (play(FUNK, {**SEEDED, "seed": seed}, 4) for seed in (7, 8))
    assert {(at, onset.instrument) for at, onset in onsets(one)} != {(at, o.instrument) for at, o in onsets(other)}
    assert [n.pitch for c in one for n in c.truth.notes] != [n.pitch for c in other for n in c.truth.notes]


@pytest.mark.parametrize("bpm", [60, 93, 127.3, 200])
def test_beats_are_exact_to_the_frame(play: Play, bpm: float) -> None:
    chunks = play((), {"bpm": bpm}, 4)
    frames = frames_of(chunks)
    assert frames == pytest.approx([LOOK_AHEAD + n * 60 * 48_000 / bpm for n in range(len(frames))], abs=1e-6)
    beats = [beat for chunk in chunks for beat in chunk.truth.beats]
    assert [(beat.bar, beat.beat) for beat in beats] == [(1 + n // 4, 1 + n % 4) for n in range(len(beats))]
    assert all(0 <= beat.frame < CHUNK_FRAMES for beat in beats)


def test_a_kick_is_heard_at_its_beat() -> None:
    band = Band(1)
    band.take(SetPrompts((WeightedPrompt("techno", 1.0),)))
    band.take(SetConfig({"bpm": 120, "only_bass_and_drums": True, "mute_bass": True, "density": 0.2}))
    chunks = [band.next_chunk() for _ in range(3)]
    pcm = np.abs(sound(chunks)).max(axis=1)
    for frame in (round(frame) for frame in frames_of(chunks)[4:]):
        assert pcm[frame + 24 : frame + 480].max() > 4 * pcm[frame - 480 : frame - 24].max()


@pytest.mark.parametrize("scale", SCALES)
def test_every_note_lies_in_the_scale(play: Play, scale: str) -> None:
    chunks = play([("latin jazz", 1.0), ("synthpop", 0.7)], {"scale": scale, "temperature": 3.0, "density": 0.9}, 3)
    classes = {(SCALES[scale] + step) % 12 for step in MAJOR}
    pitches = [note.pitch for chunk in chunks for note in chunk.truth.notes]
    assert len(pitches) > 30
    assert {pitch % 12 for pitch in pitches} <= classes
    assert all(set(chunk.truth.key) == classes for chunk in chunks)


def test_the_sound_has_the_pitches_that_the_truth_tells(play: Play) -> None:
    chunks = play([("organ", 1.0)], {"bpm": 60, "mute_drums": True, "seed": 5}, 6)
    pcm = sound(chunks).mean(axis=1)
    notes = [(n * CHUNK_FRAMES + note.frame, note) for n, c in enumerate(chunks) for note in c.truth.notes]
    long = [(at, note) for at, note in notes if note.frames > 20_000 and note.level > 0.25 and at < 10 * 48_000]
    assert len(long) > 4
    for at, note in long:
        part = pcm[at + 2000 : at + 18_384] * np.hanning(16_384)
        power = np.abs(np.fft.rfft(part)) ** 2
        place = 440 * 2 ** ((note.pitch - 69) / 12) * 16_384 / 48_000
        here = power[int(place) - 2 : int(place) + 4].max()
        assert here > 20 * np.median(power[int(place * 0.7) : int(place * 1.4)])


def test_density_is_notes_a_bar(play: Play) -> None:
    counts = [len(onsets(play(FUNK, {**SEEDED, "density": n / 4}, 5))) for n in range(5)]
    assert all(more > 1.04 * fewer for fewer, more in pairwise(counts))
    assert counts[-1] > 5 * counts[0]


def test_brightness_is_the_spectrums_centre(play: Play) -> None:
    centres = [centroid_hz(sound(play(FUNK, {**SEEDED, "brightness": n / 4}, 5))) for n in range(5)]
    assert all(brighter > 1.04 * darker for darker, brighter in pairwise(centres))


def voices(chunks: Sequence[BandChunk]) -> set[str]:
    return {note.instrument for chunk in chunks for note in chunk.truth.notes}


def test_guidance_leads_from_the_bands_own_to_the_prompts_music(play: Play) -> None:
    own = {onset.instrument for _, onset in onsets(play((), {**SEEDED, "guidance": 0.0}, 5))}
    shares = []
    for guidance in (0.0, 1.0, 3.0, 6.0):
        played = [onset for _, onset in onsets(play([("polka", 1.0)], {**SEEDED, "guidance": guidance}, 5))]
        shares.append(sum(onset.level for onset in played if onset.instrument not in own) / len(played))
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] > 0.2


def test_temperature_is_variation(play: Play) -> None:
    changes = []
    for temperature in (0.0, 1.1, 3.0):
        chunks = play(FUNK, {**SEEDED, "bpm": 120, "temperature": temperature}, 8)
        bars = [
            {
                (onset.instrument, (at - LOOK_AHEAD) * 4 // 24_000 % 16)
                for at, onset in onsets(chunks)
                if at // 96_000 == n
            }
            for n in range(8)
        ]
        changes.append(sum(len(bars[n] ^ bars[n + 4]) for n in range(3)))
    assert changes == sorted(changes)
    assert changes[2] > 1.5 * changes[0]


def test_top_k_of_one_leaves_no_choice(play: Play) -> None:
    one, hot = (play(FUNK, {**SEEDED, "top_k": 1, "temperature": t}, 3) for t in (0.0, 3.0))
    roots = [{n.pitch % 12 for n in c.truth.notes if n.instrument.startswith("bass")} for c in one]
    assert roots[0]
    assert [n.pitch for n in one[0].truth.notes if n.instrument.startswith("comp")][:3] == [
        n.pitch for n in hot[0].truth.notes if n.instrument.startswith("comp")
    ][:3]


@pytest.mark.parametrize(
    ("control", "gone"),
    [
        ("mute_bass", lambda name: name.startswith("bass/")),
        ("mute_drums", lambda name: "/" not in name),
        ("only_bass_and_drums", lambda name: "/" in name and not name.startswith("bass/")),
    ],
)
def test_mutes_silence_what_they_name_and_nothing_else(play: Play, control: str, gone: Callable[[str], bool]) -> None:
    full, muted = play(FUNK, SEEDED, 3), play(FUNK, {**SEEDED, control: True}, 3)
    assert [(at, o) for at, o in onsets(full) if not gone(o.instrument)] == onsets(muted)
    assert len(onsets(full)) > len(onsets(muted)) > 0


def test_all_mutes_together_are_silence(play: Play) -> None:
    everything = {"mute_bass": True, "mute_drums": True, "only_bass_and_drums": True}
    assert not sound(play(FUNK, everything, 2)).any()


def test_a_mute_in_midst_of_play_is_heard_in_the_next_chunk() -> None:
    band = Band(1)
    band.take(SetPrompts((WeightedPrompt("ambient", 1.0),)))
    before = band.next_chunk()
    band.take(SetConfig({"mute_bass": True, "mute_drums": True, "only_bass_and_drums": True}))
    after = band.next_chunk()
    assert np.mean(before.pcm[-9600:] ** 2) > 1e-4
    assert np.mean(after.pcm[-9600:] ** 2) < 0.1 * np.mean(before.pcm[-9600:] ** 2)
    assert not after.truth.notes


def test_modes_differ_and_vocalization_sings(play: Play) -> None:
    quality, diverse, vocal = (
        play(FUNK, {**SEEDED, "music_generation_mode": mode}, 8) for mode in ("QUALITY", "DIVERSITY", "VOCALIZATION")
    )
    assert "vox/voice" in voices(vocal) - voices(quality)
    assert voices(diverse) - voices(quality)


def test_tempo_and_key_wait_for_a_reset_and_nothing_else_does() -> None:
    band = Band(1)
    band.take(SetConfig({"bpm": 120, "scale": "C_MAJOR_A_MINOR", "density": 0.5}))
    band.next_chunk()
    band.take(SetConfig({"bpm": 90, "scale": "E_MAJOR_D_FLAT_MINOR", "density": 0.6}))
    waiting = band.next_chunk()
    assert dict(waiting.config) == {"bpm": 120, "scale": "C_MAJOR_A_MINOR", "density": 0.6}
    assert waiting.truth.key == tuple(sorted(MAJOR))
    assert [beat.bpm for beat in waiting.truth.beats] == [120] * 4
    band.take(Playback.RESET_CONTEXT)
    reset = band.next_chunk()
    assert dict(reset.config) == {"bpm": 90, "scale": "E_MAJOR_D_FLAT_MINOR", "density": 0.6}
    assert [(beat.frame, beat.bar, beat.bpm) for beat in reset.truth.beats[:2]] == [(448, 1, 90), (32_448, 1, 90)]
    assert reset.truth.key == (1, 3, 4, 6, 8, 9, 11)


def test_stop_and_play_is_a_reset_and_pause_and_play_is_none() -> None:
    bars = []
    for order in (Playback.PAUSE, Playback.STOP):
        band = Band(1)
        band.take(SetConfig({"bpm": 120}))
        band.next_chunk()
        band.take(order)
        band.take(Playback.PLAY)
        bars.append(band.next_chunk().truth.beats[0].bar)
    assert bars == [2, 1]


def test_a_field_left_out_is_the_bands_to_choose() -> None:
    band = Band(1)
    band.take(SetPrompts((WeightedPrompt("drum and bass", 1.0),)))
    band.take(SetConfig({"density": 0.9}))
    band.next_chunk()
    band.take(SetConfig({}))
    assert dict(band.next_chunk().config) == {}
    assert 165 < band.next_chunk().truth.beats[0].bpm < 180


def test_a_reset_is_a_new_idea() -> None:
    band = Band(1)
    band.take(SetConfig({"bpm": 120, "scale": "C_MAJOR_A_MINOR", "seed": 4}))
    first = band.next_chunk()
    band.take(Playback.RESET_CONTEXT)
    second = band.next_chunk()
    assert first.truth.notes != second.truth.notes


def test_prompts_cross_over_on_the_beat_within_two_bars_and_without_a_click() -> None:
    band = Band(1)
    band.take(SetPrompts((WeightedPrompt("baroque", 1.0),)))
    band.take(SetConfig({"bpm": 120, "guidance": 6.0}))
    chunks = [band.next_chunk() for _ in range(3)]
    band.take(SetPrompts((WeightedPrompt("techno", 1.0),)))
    chunks += [band.next_chunk() for _ in range(3)]
    old = {onset.instrument for _, onset in onsets(chunks[:3])}
    new = {onset.instrument for _, onset in onsets(chunks[5:])}
    assert not old & new
    during = {onset.instrument for _, onset in onsets(chunks[3:4])}
    assert during & old
    assert during & new
    pcm = sound(chunks)
    bent = np.abs(np.diff(pcm, 2, axis=0)).max(axis=1)
    for join in range(CHUNK_FRAMES, len(pcm), CHUNK_FRAMES):
        assert bent[join - 4 : join + 2].max() <= np.quantile(bent, 0.9999)
    # What is new begins on a beat or a part of it.
    first = min(at for at, onset in onsets(chunks) if onset.instrument in new - old)
    assert (first - LOOK_AHEAD) % 1500 < 700


@pytest.mark.parametrize(
    "prompt",
    ["", "deep house", "ambient", "heavy metal", "baroque", "chiptune", "bongo solo", "ominous drone", "lullaby"],
)
def test_loudness_and_peaks_hold_whatever_is_played(
    play: Play, loudness_lufs: Meter, true_peak_db: Meter, prompt: str
) -> None:
    pcm = sound(play([(prompt, 1.0)] if prompt else (), {}, 8))
    assert -18 < loudness_lufs(pcm) < -14
    assert true_peak_db(pcm) <= -1.0
    assert np.max(np.abs(pcm.mean(axis=0))) < 1e-3


@pytest.mark.parametrize(
    "config",
    [
        {"density": 0.0},
        {"density": 1.0, "brightness": 1.0, "temperature": 3.0, "bpm": 200},
        {"mute_drums": True, "brightness": 0.0},
        {"only_bass_and_drums": True, "mute_bass": True},
        {"music_generation_mode": "VOCALIZATION", "bpm": 60},
    ],
    ids=str,
)
def test_loudness_and_peaks_hold_whatever_is_asked(
    play: Play, loudness_lufs: Meter, true_peak_db: Meter, config: dict[str, float | bool | str]
) -> None:
    pcm = sound(play([("latin jazz", 1.0)], config, 8))
    assert -18 < loudness_lufs(pcm) < -14
    assert true_peak_db(pcm) <= -1.0


def test_genres_differ_in_who_plays_when_and_in_their_spectrum(play: Play) -> None:
    faces, centres = {}, {}
    for name in ("deep house", "heavy metal", "baroque", "bluegrass", "ambient", "trap", "jazz", "chiptune"):
        chunks = play([(name, 1.0)], {"bpm": 120, "seed": 1, "scale": "C_MAJOR_A_MINOR"}, 4)
        face: dict[tuple[str, int], int] = {}
        for at, onset in onsets(chunks):
            key = (onset.instrument, (at - LOOK_AHEAD) // 6000 % 16)
            face[key] = face.get(key, 0) + 1
        faces[name], centres[name] = face, centroid_hz(sound(chunks))

    def alike(one: dict[tuple[str, int], int], other: dict[tuple[str, int], int]) -> float:
        dot = sum(count * other.get(key, 0) for key, count in one.items())
        return float(dot / (sum(c * c for c in one.values()) * sum(c * c for c in other.values())) ** 0.5)

    pairs = [(a, b) for a in faces for b in faces if a < b]
    assert max(alike(faces[a], faces[b]) for a, b in pairs) < 0.6
    assert max(centres.values()) > 2 * min(centres.values())


def test_no_eight_bars_are_heard_twice(play: Play) -> None:
    chunks = play([("techno", 1.0)], {"bpm": 200, "seed": 1, "temperature": 0.5}, 20)
    bar = 4 * 60 * 48_000 / 200
    eights: dict[int, list[tuple[int, str]]] = {}
    for at, onset in onsets(chunks):
        number, place = divmod(at - LOOK_AHEAD + 1, 8 * bar)
        eights.setdefault(int(number), []).append((round(place / bar * 16), onset.instrument))
    whole = [tuple(sorted(eights[n])) for n in sorted(eights)[:4]]
    assert len(set(whole)) == 4


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=20), st.floats(-4, 4)), max_size=3),
    st.fixed_dictionaries(
        {},
        optional={
            "bpm": st.floats(allow_nan=False),
            "density": st.floats(allow_nan=False),
            "brightness": st.floats(-1, 2),
            "guidance": st.floats(-1, 9),
            "temperature": st.floats(0, 9),
            "top_k": st.integers(-5, 5000),
            "seed": st.integers(-5, 2**40),
            "scale": st.text(max_size=5),
            "music_generation_mode": st.text(max_size=5),
            "audio_format": st.just("PCM16"),
        },
    ),
)
def test_whatever_comes_the_band_plays(prompts: list[tuple[str, float]], config: dict[str, float | str]) -> None:
    band = Band(1)
    band.take(SetPrompts(tuple(WeightedPrompt(text, weight) for text, weight in prompts)))
    band.take(SetConfig(config))
    pcm = band.next_chunk().pcm
    assert pcm.shape == (CHUNK_FRAMES, 2)
    assert pcm.dtype == np.float32
    assert np.isfinite(pcm).all()
