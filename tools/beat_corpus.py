"""Builds a corpus of music whose beats are known, outside the repository: ``beat_corpus.py FOLDER [SOURCE …]``.

Each piece is ``SOURCE--NAME.flac`` (48 kHz) and ``SOURCE--NAME.json`` with its beats and downbeats in seconds, its
tempo, and what is in it. The sources ``mma``, ``made``, ``band``, ``presets`` were made for tuning, and ``games`` is
only learnt from (`beat_games`); ``openttd``, ``blupi``, ``freedoom``, ``miditok``, ``simutrans``, ``modules`` and
``lmms`` are music that nobody here wrote; of that it says whether its beats are ``clear`` by its notes (`beat_clear`),
and why not.

Needs Debian's fluidsynth, fluid-soundfont-gm, timgm6mb-soundfont, mma, openttd-openmsx, libopenmpt0, lmms; other
packages are only unpacked, under FOLDER/unpacked: planetblupi-music-midi, freedoom, simutrans-data, liquidwar-data,
freedink-data, kobodeluxe-data; with modules heroes-sound-tracks, rafkill-data, penguin-command, tecnoballz-data,
freedroid-data, ri-li-data, pingus-data, bomberclone-data, flobopuyo, pachi-data, circuslinux-data, madbomber-data,
tuxmath-data, tuxtype-data, open-invaders-data, njam-data, tomatoes-data, gweled, ironseed-data, pekka-kana-2-data,
gl-117-data, biniax2-data, rockdodger, vodovod, bb, armagetronad, solarwolf, gemdropx, dodgindiamond2, bugsquish, vor,
fb-music-high, ceferino-data, ballz-data, vectoroids, pathogen, monsterz-data, black-box, gltron, cuyo-data,
redeclipse-data, criticalmass-data; with recordings those that `beat_games` names; and PyPI's miditok (its source
archive).
"""

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import beat_made
import numpy as np
from beat_games import games
from beat_midi import DELAYS_S, FONTS, blupi, freedoom, miditok, mma, openttd, simutrans, synthesised
from beat_modules import lmms, modules
from beat_pieces import PIECE_S, RATE_HZ, Piece, cut, keep

from lyria_osc.offline.band import Band
from lyria_osc.params.presets import find_presets, read_preset, shipped_presets
from lyria_osc.params.values import Values
from lyria_osc.service import SetConfig, SetPrompts, WeightedPrompt


def made(unpacked: Path) -> Iterator[Piece]:
    """Electronic music in sections, made by chance."""
    del unpacked
    for seed in range(120):
        song = beat_made.song(seed, PIECE_S + 6)
        with tempfile.TemporaryDirectory() as work:
            path = Path(work, "a.mid")
            path.write_bytes(song.midi)
            font = FONTS[seed % 2]
            pitched = synthesised(path, PIECE_S + 6, font)
        beats = [beat * 60 / song.bpm + DELAYS_S[font] for beat in range(400)]
        pcm = beat_made.mixed(song, pitched, DELAYS_S[font])
        about = {"drums": True, "metre": [4, 4], "electronic": True, "style": song.style}
        yield cut(f"{song.style}-{seed}", pcm, beats, beats[::4], song.bpm, None, **about)


# --- the offline band -------------------------------------------------------------------------------------------------

_BAND_PROMPTS = (
    "minimal techno", "deep house", "drum and bass", "lo-fi hip hop", "ambient piano", "trance", "bossa nova", "funk",
    "heavy metal", "reggae", "jazz fusion", "dubstep", "disco", "synthpop", "trap beat", "bluegrass", "string quartet",
    "chiptune", "salsa", "breakbeat", "garage", "acoustic guitar folk", "afrobeat", "polka", "swing jazz", "orchestral",
    "industrial", "rnb soul", "country", "psytrance",
)  # fmt: skip


def _played(name: str, seed: int, prompts: SetPrompts, config: SetConfig) -> Piece:
    """What the band plays, with its exact truth."""
    players = Band(seed)
    players.take(prompts)
    players.take(config)
    chunks = [players.next_chunk() for _ in range(int(PIECE_S / 2) + 3)]
    frames = np.cumsum([0, *(len(chunk.pcm) for chunk in chunks)])
    found = [
        ((start + beat.frame) / RATE_HZ, beat)
        for start, chunk in zip(frames, chunks, strict=False)
        for beat in chunk.truth.beats
    ]
    pcm = np.concatenate([chunk.pcm for chunk in chunks])
    about = {"drums": True, "metre": [4, 4], "electronic": False}
    bars = [at for at, beat in found if beat.beat == 1]
    return cut(name, pcm, [at for at, _ in found], bars, found[0][1].bpm, None, **about)


def band(unpacked: Path) -> Iterator[Piece]:
    """The offline band with prompts of all kinds."""
    del unpacked
    for number, prompt in enumerate(_BAND_PROMPTS):
        chance = random.Random(prompt)
        config: dict[str, float] = {"bpm": chance.randint(70, 175)}
        config |= {"density": chance.uniform(0.2, 0.9), "brightness": chance.uniform(0.2, 0.9)}
        yield _played(prompt, number, SetPrompts((WeightedPrompt(prompt, 1.0),)), SetConfig(config))


def presets(unpacked: Path) -> Iterator[Piece]:
    """The offline band with every shipped preset, twice."""
    del unpacked
    for seed in (1000, 2000):
        for number, (name, path) in enumerate(find_presets([shipped_presets()]).items()):
            values = Values.defaults().replace(read_preset(path).values)
            orders = SetPrompts(values.service_prompts()), SetConfig(values.service_config())
            yield _played(f"{name}-{seed}", seed + number, *orders)


SOURCES = {
    one.__name__: one
    for one in (mma, made, band, presets, games, openttd, blupi, freedoom, miditok, simutrans, modules, lmms)
}


def main() -> None:
    """Builds the sources named on the command line, or all."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for source in sys.argv[2:] or SOURCES:
        count = 0
        for piece in SOURCES[source](folder / "unpacked"):
            keep(folder, source, piece)
            count += 1
        print(f"{source}: {count} pieces", flush=True)


if __name__ == "__main__":
    main()
