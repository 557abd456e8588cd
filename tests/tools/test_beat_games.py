"""Recordings whose beats the tracker itself says: which are taken, and where their beats are."""

from pathlib import Path

import numpy as np
import pytest
from beat_games import read, steady_pieces
from beat_pieces import RATE_HZ, Piece, Sound
from soundfile import write

from lyria_osc.offline.band import Band
from lyria_osc.params.presets import find_presets, read_preset, shipped_presets
from lyria_osc.params.values import Values
from lyria_osc.service import SetConfig, SetPrompts

SECONDS = 48


def played(preset: str) -> tuple[Sound, list[float]]:
    values = Values.defaults().replace(read_preset(find_presets([shipped_presets()])[preset]).values)
    band = Band(5)
    band.take(SetPrompts(values.service_prompts()))
    band.take(SetConfig(values.service_config()))
    chunks = [band.next_chunk() for _ in range(SECONDS // 2)]
    starts = np.cumsum([0, *(len(chunk.pcm) for chunk in chunks)])
    beats = [
        float(start + beat.frame) / RATE_HZ
        for start, chunk in zip(starts, chunks, strict=False)
        for beat in chunk.truth.beats
    ]
    return np.concatenate([chunk.pcm for chunk in chunks]), beats


def begins_s(piece: Piece, whole: Sound) -> float:
    """Where in the whole a piece was cut."""
    opening = piece.pcm[:RATE_HZ, 0]
    reach = whole[: RATE_HZ * 3, 0]
    size = 1 << 19
    matched = np.fft.irfft(np.fft.rfft(reach, size) * np.conj(np.fft.rfft(opening, size)), size)
    return int(matched[: 2 * RATE_HZ].argmax()) / RATE_HZ


def test_music_that_keeps_its_tempo_has_its_beats_from_the_opening_on() -> None:
    pcm, truth = played("deep-house")
    (piece,) = steady_pieces("a", pcm)
    beats = np.array(piece.beats) + begins_s(piece, pcm)
    assert beats[0] < truth[2] + 0.02
    assert len(piece.pcm) / RATE_HZ > SECONDS - 5
    assert [float(np.abs(np.array(truth) - beat).min()) for beat in beats] == pytest.approx(
        [0.0] * len(beats), abs=0.01
    )
    assert piece.bpm == pytest.approx(60 / np.median(np.diff(truth)), rel=1e-3)
    assert piece.about["metre"] in ([4, 4], [0, 0])


def test_music_of_two_tempos_is_not_taken() -> None:
    pcm, _ = played("deep-house")
    slower = pcm[np.arange(0, len(pcm) - 1, 0.93).astype(int)]
    half = len(pcm) // 2
    assert not list(steady_pieces("a", np.concatenate([pcm[:half], slower[:half]])))


def test_music_whose_beat_turns_round_half_way_is_not_taken() -> None:
    pcm, truth = played("deep-house")
    turn, half_beat = len(pcm) // 2, round((truth[1] - truth[0]) / 2 * RATE_HZ)
    assert not list(steady_pieces("a", np.concatenate([pcm[:turn], pcm[turn + half_beat :]])))


def test_music_that_is_on_its_grid_for_less_than_half_is_not_taken() -> None:
    pcm, _ = played("deep-house")
    assert list(steady_pieces("a", np.concatenate([pcm, np.zeros((SECONDS * RATE_HZ // 2, 2), np.float32)])))
    assert not list(steady_pieces("a", np.concatenate([pcm, np.zeros((SECONDS * RATE_HZ * 3 // 2, 2), np.float32)])))


def test_noise_is_not_taken() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (SECONDS * RATE_HZ, 2)).astype(np.float32)
    assert not list(steady_pieces("a", noise))


def test_another_rate_is_read_at_ours(tmp_path: Path) -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(44_100) / 44_100)
    path = tmp_path / "a.flac"
    write(path, tone[:, None], 44_100)
    heard = read(path)
    assert len(heard) == RATE_HZ
    assert float(np.abs(heard).max()) == pytest.approx(0.7, abs=1e-3)
    assert int(np.abs(np.fft.rfft(heard[:, 0])).argmax()) == 1000
