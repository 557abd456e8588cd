"""Learns where beat 1 is from a corpus: ``beat_train.py FOLDER [--apart DIR]`` writes ``lyria_osc/beat/template.npz``.

With ``--apart`` it writes none, but for each group of origins what is learnt without it, as ``DIR/0.npz`` and so on,
and says how often the beat, and beat 1, is then found in looks at four bars. Runs in some minutes; the corpus is
`beat_corpus`'s.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from lyria_osc.beat.features import BANDS, HOPS_PER_S, Heard, Listener
from lyria_osc.beat.memory import Memory
from lyria_osc.beat.phase import BEATS, BINS, COLUMNS, FOLDED_BARS, TURNS, fold, shaped, unfold

Floats = NDArray[np.float64]

NETWORKS = 3
HIDDEN = 8
STEPS = 500
BATCH = 192
RATE = 3e-3
DECAY = 1e-2
LOUDER, DROPPED = 0.8, 0.2
"""Bands are made louder or softer by chance (in nats), and columns left out."""

MIXED = 0.5
"""How many looks have another's music mixed in."""

OTHERS = 4.0
"""A piece that nobody here wrote counts as so many of those made for tuning."""

NEIGHBOUR = 0.1
"""The next bin to either side is nearly right."""

MADE = ("mma", "made", "band", "presets")
APART = tuple(
    names.split()
    for names in (
        "openttd miditok tecnoballz-data heroes-sound-tracks rafkill-data pekka-kana-2-data rockdodger bb "
        "dodgindiamond2 cuyo-data vodovod solarwolf",
        "freedoom freedroid-data penguin-command bomberclone-data flobopuyo tuxmath-data tuxtype-data gweled "
        "criticalmass-data open-invaders-data ironseed-data gemdropx",
        "simutrans blupi lmms pingus-data circuslinux-data madbomber-data pachi-data ri-li-data njam-data "
        "tomatoes-data gl-117-data biniax2-data armagetronad bugsquish vor fb-music-high ceferino-data ballz-data "
        "vectoroids pathogen monsterz-data black-box gltron redeclipse-data",
    )
)
"""Origins that are held out together."""


@dataclass(frozen=True, slots=True)
class Looks:
    """Folds that begin at beat 0 modulo 4: which origin and piece, and which beat is a downbeat (-1: unknown)."""

    folds: Floats
    origin: NDArray[np.str_]
    piece: NDArray[np.int64]
    downbeat: NDArray[np.int64]


def group_of(origin: str) -> int | None:
    """With which others an origin is held out; None where it is not."""
    return next((number for number, origins in enumerate(APART) if origin in origins), None)


def heard_of(path: Path) -> Heard:
    """What is heard in a file; kept beside it."""
    kept = path.with_suffix(".npz")
    if not kept.exists() or kept.stat().st_mtime < path.stat().st_mtime:
        pcm, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
        heard = Listener(rate_hz).feed(pcm)
        np.savez(kept, flux=heard.flux, level=heard.level, chroma=heard.chroma)
    with np.load(kept) as data:
        return Heard(data["flux"], data["level"], data["chroma"])


def looks_at(path: Path, truth: dict[str, list[float]], chance: np.random.Generator) -> list[tuple[Floats, int]]:
    """The folds of a piece, one at each beat or every other, and their downbeats.

    Each is folded from any place of the bar on, as one does who does not know the beats, and turned after that: what
    betrays where the fold was cut must tell nothing.
    """
    heard = heard_of(path)
    memory = Memory(len(heard.flux))
    memory.append(heard)
    bars = np.array(truth["downbeats"])
    knows_bars = bool(truth["metre"]) and truth["metre"][0] == BEATS and len(bars) > 0
    beats = np.array([beat for beat in truth["beats"] if beat < len(heard.flux) / HOPS_PER_S - 0.3])
    rows = (beats + chance.normal(0, 0.002)) * HOPS_PER_S
    found = []
    for last in range(BEATS, len(beats) - 1, 2 if path.stem.split("--")[0] in ("mma", "made", "games") else 1):
        count = min(FOLDED_BARS, last // BEATS)
        first = last - count * BEATS
        turn = int(chance.integers(-TURNS // 2, TURNS // 2 + 1)) if first else int(chance.integers(0, BINS // 2 + 1))
        if not 0 <= first + turn / BINS <= len(rows) - 1.1 - count * BEATS:
            continue
        times = np.interp(np.arange(first, last + 1) + turn / BINS, np.arange(len(rows)), rows)
        end = min(times[-1] + chance.uniform(0.03, 1.0) * (times[-1] - times[-2]), memory.end)
        folded = fold(unfold(memory, times, end))
        far = [float(np.abs(bars - beats[first + beat]).min()) if knows_bars else 1.0 for beat in range(BEATS)]
        found.append((np.roll(folded, turn, axis=0), int(np.argmin(far)) if min(far) < 0.05 else -1))
    return found


def gather(folder: Path) -> Looks:
    """The looks of a whole corpus."""
    chance = np.random.default_rng(0)
    folds, origins, pieces, downbeats = [], [], [], []
    for number, path in enumerate(sorted(folder.glob("*.flac"))):
        truth = json.loads(path.with_suffix(".json").read_text())
        if not truth.get("clear", True):
            continue
        for folded, downbeat in looks_at(path, truth, chance):
            folds.append(folded.astype(np.float32))
            origins.append(truth.get("package", truth["source"]))
            pieces.append(number)
            downbeats.append(downbeat)
    return Looks(np.array(folds), np.array(origins), np.array(pieces), np.array(downbeats))


# --- the network ------------------------------------------------------------------------------------------------------

Weights = dict[str, Floats]


def forward(weights: Weights, shapes: Floats) -> tuple[Floats, Floats]:
    """Scores of the turns, and what the hidden layer sees before it is cut off at zero."""
    heard = np.fft.rfft(shapes, axis=1)
    inner = np.einsum("nkf,kfh->nkh", heard, np.conj(np.fft.rfft(weights["inner"], axis=0)), optimize=True)
    hidden = np.fft.irfft(inner, n=TURNS, axis=1) + weights["offset"]
    outer = np.fft.rfft(np.maximum(hidden, 0), axis=1) * np.conj(np.fft.rfft(weights["outer"], axis=0))
    direct = heard * np.conj(np.fft.rfft(weights["direct"], axis=0))
    return np.fft.irfft(direct.sum(axis=2) + outer.sum(axis=2), n=TURNS, axis=1), hidden


def backward(weights: Weights, shapes: Floats, hidden: Floats, slope: Floats) -> Weights:
    """How the loss changes with each weight, given how it changes with the scores."""
    heard, change = np.fft.rfft(shapes, axis=1), np.fft.rfft(slope, axis=1)
    cut = np.fft.rfft(np.maximum(hidden, 0), axis=1)
    back = np.fft.irfft(change[..., None] * np.fft.rfft(weights["outer"], axis=0), n=TURNS, axis=1) * (hidden > 0)
    found = {
        "direct": np.einsum("nkf,nk->kf", heard, np.conj(change), optimize=True),
        "outer": np.einsum("nkh,nk->kh", cut, np.conj(change), optimize=True),
        "inner": np.einsum("nkf,nkh->kfh", heard, np.conj(np.fft.rfft(back, axis=1)), optimize=True),
    }
    slopes = {name: np.fft.irfft(value, n=TURNS, axis=0) for name, value in found.items()}
    return {**slopes, "offset": back.sum(axis=(0, 1))}


def _softmax(values: Floats) -> Floats:
    odds = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def slope_of(scores: Floats, downbeat: NDArray[np.int64]) -> Floats:
    """Of the loss: the beat is at bin 0 of some beat of four, and the bar begins at the known one."""
    count = len(scores)
    wanted = np.zeros(BINS)
    wanted[[-1, 0, 1]] = NEIGHBOUR, 1 - 2 * NEIGHBOUR, NEIGHBOUR
    chances = _softmax(scores).reshape(count, BEATS, BINS)
    share = chances / np.maximum(chances.sum(axis=1, keepdims=True), 1e-12)
    slope = chances - share * wanted
    known = downbeat >= 0
    bars = _softmax(scores.reshape(count, BEATS, BINS)[:, :, 0])
    bars[np.flatnonzero(known), downbeat[known]] -= 1
    slope[:, :, 0] += 0.5 * bars * known[:, None]
    return np.asarray(slope.reshape(count, TURNS) / count)


def _mixed(looks: Looks, batch: NDArray[np.int64], chance: np.random.Generator) -> Floats:
    """Each look with another's mixed in, at the same place in the bar: music has the sum of such parts."""
    others = chance.permutation(batch)
    known = (looks.downbeat[batch] >= 0) & (looks.downbeat[others] >= 0)
    turns = np.where(known, looks.downbeat[batch] - looks.downbeat[others], chance.integers(0, BEATS, len(batch)))
    share = (chance.uniform(0, 1, len(batch)) * (chance.random(len(batch)) < MIXED))[:, None, None]
    turned = [np.roll(looks.folds[other], turn * BINS, axis=0) for other, turn in zip(others, turns, strict=True)]
    ours, theirs = looks.folds[batch], np.array(turned)
    mixed = ours * (1 - share / 2) + theirs * share
    # Of level and changes the greater is heard.
    mixed[..., BANDS:] = np.where(share > 0.5, np.maximum(ours, theirs), ours)[..., BANDS:]
    return np.asarray(mixed)


def _varied(folds: Floats, chance: np.random.Generator) -> Floats:
    gains = np.ones((len(folds), 1, COLUMNS))
    gains[..., :BANDS] = np.exp(chance.normal(0, LOUDER, (len(folds), 1, BANDS)))
    kept = chance.random(gains.shape) > DROPPED
    kept[..., BANDS : 2 * BANDS] = kept[..., :BANDS]
    return shaped(folds * gains * kept)


def learn(looks: Looks, among: NDArray[np.bool_], seed: int = 0) -> Weights:
    """Weights by Adam on chosen looks; all pieces that nobody here wrote count the same."""
    chance = np.random.default_rng(seed)
    weights = {
        "direct": np.zeros((TURNS, COLUMNS)),
        "inner": chance.normal(0, 0.05, (TURNS, COLUMNS, HIDDEN)),
        "offset": np.zeros(HIDDEN),
        "outer": chance.normal(0, 0.05, (TURNS, HIDDEN)),
    }
    means = {name: np.zeros_like(value) for name, value in weights.items()}
    squares = {name: np.zeros_like(value) for name, value in weights.items()}
    index = np.flatnonzero(among)
    share = np.where(np.isin(looks.origin[index], MADE), 1.0, OTHERS)
    share = share / np.bincount(looks.piece)[looks.piece[index]]
    batches = chance.choice(index, (STEPS, BATCH), p=share / share.sum())
    for step, batch in enumerate(batches, 1):
        shapes = _varied(_mixed(looks, batch, chance), chance)
        scores, hidden = forward(weights, shapes)
        slopes = backward(weights, shapes, hidden, slope_of(scores, looks.downbeat[batch]))
        rate = RATE * min(1.0, 2 * (1 - step / STEPS) + 0.02)
        for name, value in weights.items():
            slope = slopes[name] + DECAY * value
            means[name] = 0.9 * means[name] + 0.1 * slope
            squares[name] = 0.999 * squares[name] + 0.001 * slope * slope
            pace = np.sqrt(squares[name] / (1 - 0.999**step)) + 1e-8
            weights[name] = value - rate * means[name] / (1 - 0.9**step) / pace
    return weights


def together(several: Sequence[Weights]) -> Weights:
    """One network that gives the mean of several's scores."""
    return {
        "direct": np.mean([one["direct"] for one in several], axis=0),
        "inner": np.concatenate([one["inner"] for one in several], axis=2),
        "offset": np.concatenate([one["offset"] for one in several]),
        "outer": np.concatenate([one["outer"] for one in several], axis=1) / len(several),
    }


def learn_together(looks: Looks, among: NDArray[np.bool_]) -> Weights:
    """The mean of networks that began from other chances: it errs less than any of them."""
    return together([learn(looks, among, seed) for seed in range(NETWORKS)])


def found_share(weights: Weights, looks: Looks, among: NDArray[np.bool_]) -> tuple[float, float]:
    """How often the beat is found, and beat 1 where it is known."""
    scores, _ = forward(weights, shaped(looks.folds[among]))
    by_beat = _softmax(scores).reshape(-1, BEATS, BINS)
    beat = by_beat.sum(axis=1).argmax(axis=1)
    downbeat = looks.downbeat[among]
    known = downbeat >= 0
    right = by_beat[:, :, 0].argmax(axis=1)[known] == downbeat[known]
    return float(np.isin(beat, (BINS - 1, 0, 1)).mean()), float(right.mean()) if known.any() else 0.0


def _write(weights: Weights, path: Path) -> None:
    single = {name: value.astype(np.float16) for name, value in weights.items()}
    np.savez_compressed(path, **single)  # type: ignore[arg-type]
    print(f"{path}: {sum(value.size for value in single.values())} weights", flush=True)


def _learn_apart(looks: Looks, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    groups = np.array([-1 if (group := group_of(origin)) is None else group for origin in looks.origin])
    for group in range(len(APART)):
        weights = learn_together(looks, groups != group)
        _write(weights, folder / f"{group}.npz")
        for origin in APART[group]:
            if (looks.origin == origin).any():
                beat, bar = found_share(weights, looks, looks.origin == origin)
                print(f"{origin:20} beat {beat:.3f}  bar {bar:.3f}", flush=True)


def main() -> None:
    """Learns, or learns apart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--apart", type=Path)
    asked = parser.parse_args()
    looks = gather(asked.folder)
    if asked.apart:
        _learn_apart(looks, asked.apart)
        return
    out = Path(__file__).resolve().parents[1] / "lyria_osc" / "beat" / "template.npz"
    _write(learn_together(looks, np.ones(len(looks.piece), bool)), out)


if __name__ == "__main__":
    main()
