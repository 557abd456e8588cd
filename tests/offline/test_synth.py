"""Every voice sounds at its pitch, at its loudness, without DC, and brighter when asked."""

import numpy as np
import pytest
from numpy.typing import NDArray

from lyria_osc.offline.synth import LOOP, LOUDNESS, harmonics, pitch_hz, render_loop, render_note
from lyria_osc.offline.voices import VOICES

FRAMES = 24_000
PADS = [name for name, voice in VOICES.items() if voice.wave.startswith("pad-")]
NOTES = [name for name in VOICES if name not in PADS]


def rendered(name: str, pitch: int = 57, brightness: float = 0.5) -> NDArray[np.float32]:
    voice = VOICES[name]
    return (
        render_loop(voice, pitch, brightness)[None] if name in PADS else render_note(voice, pitch, brightness, FRAMES)
    )


def spectrum(sound: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    mono = sound.mean(axis=0).astype(np.float64)
    power: NDArray[np.float64] = np.abs(np.fft.rfft(mono * np.hanning(len(mono)))) ** 2
    return np.arange(len(power)) * 48_000 / len(mono), power


@pytest.mark.parametrize("name", VOICES)
def test_a_voice_sounds_as_loud_as_the_others_and_without_dc(name: str) -> None:
    sound = rendered(name)
    assert np.isfinite(sound).all()
    head = sound[:, : FRAMES // 2]
    assert LOUDNESS / 2.5 < np.sqrt(np.mean(head**2)) < LOUDNESS * 2
    assert np.max(np.abs(sound)) < 0.7
    assert abs(np.mean(sound)) < 0.02


@pytest.mark.parametrize("name", [name for name in VOICES if VOICES[name].wave != "modal"])
def test_a_voices_energy_lies_on_its_harmonics(name: str) -> None:
    f_hz, power = spectrum(rendered(name))
    number = f_hz / pitch_hz(57)
    on = np.abs(number - np.rint(number)) < 0.1
    heard = (f_hz > 60) & (f_hz < 2500)
    assert power[heard & on].sum() > 0.9 * power[heard].sum()


@pytest.mark.parametrize("name", ["sawlead", "supersaw", "fmbass", "chip", "sitar", "bell", "saws"])
@pytest.mark.parametrize("pitch", [84, 96])
def test_high_notes_do_not_alias(name: str, pitch: int) -> None:
    f_hz, power = spectrum(rendered(name, pitch, 1.0))
    below = (f_hz > 100) & (f_hz < 0.8 * pitch_hz(pitch))
    assert power[below].max() < 1e-5 * power.max()


@pytest.mark.parametrize("name", NOTES + PADS)
def test_brightness_opens_a_voice(name: str) -> None:
    centroids = []
    for brightness in (0.0, 0.5, 1.0):
        f_hz, power = spectrum(rendered(name, 57, brightness))
        centroids.append(float((np.sqrt(power) @ f_hz) / np.sqrt(power).sum()))
    assert centroids == sorted(centroids)


@pytest.mark.parametrize("name", NOTES)
def test_a_note_begins_without_a_click(name: str) -> None:
    assert np.max(np.abs(rendered(name)[:, 0])) < 1e-3


def test_a_pads_loop_has_no_seam() -> None:
    loop = rendered("warm")[0].astype(np.float64)
    inside = np.max(np.abs(np.diff(loop, 2)))
    seam = np.diff(np.concatenate([loop[-3:], loop[:3]]), 2)
    assert len(loop) == LOOP
    assert np.max(np.abs(seam)) <= inside


def test_the_same_note_is_the_same_bytes() -> None:
    assert rendered("voice").tobytes() == rendered("voice").tobytes()


def test_harmonics_stay_under_the_bands_edge() -> None:
    levels = harmonics(VOICES["sawlead"], 1000.0, np.array([0.0, 0.5]), 0.5)
    assert levels.shape == (2, 17)
    assert (levels >= 0).all()
