"""What devices ask for beside their rate: 16 bits, one channel, more than two; on sinks of a real sound server."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sound_servers import Pulse

from lyria_osc.deck import Deck
from lyria_osc.options import OPTIONS
from lyria_osc.service import RATE_HZ, Pcm
from lyria_osc.settings import Given, Surroundings, load_settings
from lyria_osc.soundcards import Soundcards

QUAD = "front-left,front-right,rear-left,rear-right"


def soundcards(folder: Path, channels: str = "1,2") -> Soundcards:
    given = [Given(OPTIONS["channels"], channels, "--channels")]
    return Soundcards(load_settings(given, Surroundings({}, "linux", folder), for_music=False))


def tone(level: float, seconds: float = 7.0, tone_hz: float = 1000.0) -> Pcm:
    wave = level * np.sin(2 * np.pi * tone_hz * np.arange(int(seconds * RATE_HZ)) / RATE_HZ)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def played(
    cards: Soundcards, pulse: Pulse, sink: str, pcm: Pcm, channels: int = 2, positions: str = "", rate_hz: int = RATE_HZ
) -> Pcm:
    """Two seconds from the midst of what a sink's monitor gives while the music plays."""
    with pulse.record(sink, rate_hz, channels, positions) as recording:
        deck = Deck(cards.selector(f"pulse:{sink}"), lambda what: None, lambda beat: ())
        deck.append(pcm, lambda start: [])
        deck.play()
        recording.await_frames(recording.frames() + 4 * rate_hz)
        heard = recording.pcm()
        deck.close()
    sounding = np.flatnonzero(heard.any(axis=1))
    return heard[sounding[-1] - 2 * rate_hz : sounding[-1]]


def spectrum_db(heard: NDArray[np.float32]) -> NDArray[np.float64]:
    """Levels in dBFS of a second's spectrum, by the Hz."""
    window = np.hanning(len(heard))
    spectrum = np.abs(np.fft.rfft(heard * window)) * 2 / window.sum()
    return np.asarray(20 * np.log10(spectrum + 1e-12))


def test_sixteen_bits_keep_what_is_below_one_step(pulse: Pulse, tmp_path: Path) -> None:
    pulse.add_sink("sixteen", sample_format="s16le")
    heard = played(soundcards(tmp_path), pulse, "sixteen", tone(10 ** (-100 / 20)))[:RATE_HZ, 0]
    levels = spectrum_db(heard)
    assert levels[1000] == pytest.approx(-100, abs=1)
    assert max(levels[harmonic * 1000] for harmonic in range(2, 12)) < -120
    steps = heard * 32_768
    np.testing.assert_array_equal(steps, np.rint(steps))


def test_full_floats_are_not_dithered(pulse: Pulse, tmp_path: Path) -> None:
    pulse.add_sink("floats")
    pcm = tone(10 ** (-100 / 20))
    heard = played(soundcards(tmp_path), pulse, "floats", pcm)
    assert np.isin(heard, pcm).all()


def test_one_channel_hears_both(pulse: Pulse, tmp_path: Path) -> None:
    pulse.add_sink("mono", channels=1)
    pcm = tone(0.5)
    pcm[:, 1] = tone(0.25, tone_hz=3000.0)[:, 0]
    heard = played(soundcards(tmp_path), pulse, "mono", pcm, channels=1)
    levels = 10 ** (spectrum_db(heard[:RATE_HZ, 0]) / 20)
    assert levels[1000] == pytest.approx(0.25, abs=0.001)
    assert levels[3000] == pytest.approx(0.125, abs=0.001)


@pytest.mark.parametrize("positions", [QUAD, "front-left,rear-left,front-right,rear-right"])
def test_only_the_channels_that_were_named_play(pulse: Pulse, tmp_path: Path, positions: str) -> None:
    pulse.add_sink("four", channels=4, positions=positions)
    pcm = tone(0.5)
    pcm[:, 1] *= 0.5
    heard = played(soundcards(tmp_path, "3,4"), pulse, "four", pcm, 4, positions)
    assert not heard[:, :2].any()
    assert np.abs(heard[:, 2]).max() == pytest.approx(0.5, abs=0.001)
    assert np.abs(heard[:, 3]).max() == pytest.approx(0.25, abs=0.001)


@pytest.mark.parametrize(("rate_hz", "sample_format", "sinad_db"), [(44_100, "float32le", 135), (96_000, "s16le", 90)])
def test_at_other_rates_the_sinks_format_is_the_limit(
    pulse: Pulse, tmp_path: Path, rate_hz: int, sample_format: str, sinad_db: float
) -> None:
    pulse.add_sink("other", rate_hz, sample_format)
    heard = played(soundcards(tmp_path), pulse, "other", tone(0.9), rate_hz=rate_hz)[:rate_hz, 0].astype(np.float64)
    seconds = np.arange(len(heard)) / rate_hz
    basis = np.stack([np.sin(2 * np.pi * 1000 * seconds), np.cos(2 * np.pi * 1000 * seconds)], axis=1)
    fitted = basis @ np.linalg.lstsq(basis, heard, rcond=None)[0]
    assert 10 * np.log10((fitted**2).mean() / ((heard - fitted) ** 2).mean()) > sinad_db
