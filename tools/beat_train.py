"""Learns where beat 1 is from a corpus: ``beat_train.py FOLDER [--apart DIR]`` writes ``lyria_osc/beat/sequence.npz``.

With ``--apart`` it writes none of the package's, but for each group of origins what is learnt without it, as
``DIR/0.npz`` and so on. Four networks take some twenty minutes of one core, all looks take 7 GB of memory; the corpus
is `beat_corpus`'s. It alone needs JAX and Optax (tried with 0.10 and 0.2): what is learnt is used without them.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax  # type: ignore[import-not-found]
import jax.numpy as jnp  # type: ignore[import-not-found]
import numpy as np
import optax  # type: ignore[import-not-found]
from beat_pieces import APART, MADE, group_of, heard_of
from numpy.typing import NDArray

from lyria_osc.beat.features import BAND_EDGES_HZ, BANDS, HOPS_PER_S, LOWEST_PITCH, TONES, filter_centres_hz
from lyria_osc.beat.memory import Memory
from lyria_osc.beat.phase import (
    BEATS,
    BINS,
    CHANGE_GAIN,
    CHANGES,
    COLUMNS,
    HARMONY,
    NARROWS,
    NOVELTY_GAIN,
    PITCHES,
    QUIET_FLUX,
    TURNS,
    unfold,
)
from lyria_osc.beat.sequence import BARS, ENTRY, FADE_BARS, LAYERS, PAIR, STEPS

Array = Any
Weights = dict[str, Any]
Truth = Mapping[str, Any]

EACH = 2
"""So many networks learn from whole music, and so many from broken-up music."""

HIDDEN, BATCHES = 24, 1300
"""With 32 and 2000 it learns its music by heart, and tells other music's beats worse."""

BATCH = 64
RATE = 4e-3
DECAY = 0.02
LOUDER, DROPPED = 0.8, 0.2
"""Bands are made louder or softer by chance (in nats), and columns left out; so are all narrow bands, and all tones."""

TRANSPOSED = 3
"""Looks are transposed by so many whole tones at most: what tells of the beat is the same in every key."""

MIXED = 0.5
"""How many looks have another's music mixed in."""

OTHERS = 4.0
"""A piece that nobody here wrote counts as so many of those made for tuning."""

NEIGHBOUR = 0.1
"""The next bin to either side is nearly right."""

SHORT, EARLY = 0.3, 3.0
"""So many looks are cut to fewer bars; those of openings, that have fewer anyway, come so much oftener."""

BROKEN = 0.5
"""How many of the looks have bands that fall silent for a stretch, and how many a part that comes in, where music is
broken up: what they have in common with whole ones is what tells of the bar."""

LEAST_FLUX = 1e-3

FORGOTTEN = 0.1
"""How many of the hidden values are left out by chance, in learning."""

TEMPO_OFF = 0.002
PLACE_OFF_S = 0.002
EVERY, EVERY_MADE = 2, 4
"""A look is taken every so many beats."""

BINS_OF_STEP = BINS // PAIR


def _band_of(hz: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.clip(np.searchsorted(BAND_EDGES_HZ, hz) - 1, 0, BANDS - 1)


NARROW_BAND = _band_of(filter_centres_hz(BAND_EDGES_HZ[-1])[1::2])
TONE_BAND = _band_of(440 * 2 ** ((LOWEST_PITCH + 2 * np.arange(TONES) + 0.5 - 69) / 12))
"""In which of the eight bands each narrow band, and each tone, lies."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Looks at the last bars, the newest last; their origin and piece, and at which bins the beat and beat 1 lie."""

    bars: Sequence[NDArray[np.float16]]
    count: NDArray[np.int64]
    origin: NDArray[np.str_]
    piece: NDArray[np.int64]
    beat: NDArray[np.int64]
    downbeat: NDArray[np.int64]


Run = tuple[NDArray[np.float16], int, int, int]


def runs_of(path: Path, truth: Truth, chance: np.random.Generator) -> list[Run]:
    """The looks at a piece, each cut at any place of the bar."""
    heard = heard_of(path)
    memory = Memory(len(heard.flux))
    memory.append(heard)
    bars = np.array(truth["downbeats"])
    knows_bars = bool(truth["metre"]) and truth["metre"][0] == BEATS and len(bars) > 0
    beats = np.array([beat for beat in truth["beats"] if beat < len(heard.flux) / HOPS_PER_S - 0.3])
    every = EVERY_MADE if path.stem.split("--")[0] in ("mma", "made") else EVERY
    found = []
    for last in range(BEATS + int(chance.integers(0, 3)), len(beats) - 1, every):
        count = min(BARS, last // BEATS)
        first = last - count * BEATS
        rows = (beats + chance.normal(0, PLACE_OFF_S)) * HOPS_PER_S
        turn = int(chance.integers(-TURNS // 2, TURNS // 2 + 1)) if first else int(chance.integers(0, BINS // 2 + 1))
        if not 0 <= first + turn / BINS <= len(rows) - 1.1 - count * BEATS:
            continue
        times = np.interp(np.arange(first, last + 1) + turn / BINS, np.arange(len(rows)), rows)
        times = times[-1] + (times - times[-1]) * (1 + chance.normal(0, TEMPO_OFF))
        if times[0] < 0:
            continue
        end = min(times[-1] + chance.uniform(0.03, 1.0) * (times[-1] - times[-2]), memory.end)
        run = np.zeros((BARS, TURNS, COLUMNS), np.float16)
        run[BARS - count :] = unfold(memory, times, end)
        far = [float(np.abs(bars - beats[first + beat]).min()) if knows_bars else 1.0 for beat in range(BEATS)]
        downbeat = (BINS * int(np.argmin(far)) - turn) % TURNS if min(far) < 0.05 else -1
        found.append((run.reshape(-1, COLUMNS), count, -turn % BINS, downbeat))
    return found


def gather(folder: Path) -> Runs:
    """The looks at a whole corpus."""
    chance = np.random.default_rng(0)
    runs: list[Run] = []
    origins, pieces = [], []
    for number, path in enumerate(sorted(folder.glob("*.flac"))):
        truth = json.loads(path.with_suffix(".json").read_text())
        if not truth.get("clear", True):
            continue
        found = runs_of(path, truth, chance)
        runs += found
        origins += [truth.get("package", truth["source"])] * len(found)
        pieces += [number] * len(found)
    count, beat, downbeat = (np.array([run[column] for run in runs]) for column in (1, 2, 3))
    return Runs([run[0] for run in runs], count, np.array(origins), np.array(pieces), beat, downbeat)


# --- the network ------------------------------------------------------------------------------------------------------


def first_weights(key: Array) -> Weights:
    """By chance."""
    keys = iter(jax.random.split(key, 2 + 2 * len(LAYERS)))

    def drawn(rows: int, columns: int, gain: float = 1.0) -> Array:
        return gain * jax.random.normal(next(keys), (rows, columns)) / np.sqrt(rows)

    weights = {"entry": drawn(ENTRY[0] * (PAIR * COLUMNS + 1), HIDDEN), "entry_offset": jnp.zeros(HIDDEN)}
    for number, (places, _) in enumerate(LAYERS):
        weights[f"inner{number}"] = drawn(places * HIDDEN, HIDDEN)
        weights[f"offset{number}"] = jnp.zeros(HIDDEN)
        weights[f"outer{number}"] = drawn(HIDDEN, HIDDEN, 0.3)
    return {**weights, "template": drawn(STEPS, HIDDEN, 0.07)}


def _around(heard: Array, places: int, apart: int) -> Array:
    reach, count = places // 2 * apart, heard.shape[1]
    wide = jnp.pad(heard, ((0, 0), (reach, reach), (0, 0)))
    return jnp.concatenate([wide[:, place * apart :][:, :count] for place in range(places)], axis=-1)


def _shaped(bars: Array, there: Array) -> Array:
    """As `phase.shaped` gives them, where bars are there."""
    share = there / there.sum(axis=1, keepdims=True)

    def told_apart(flux: Array) -> Array:
        flux = (jnp.roll(flux, 1, 1) + 2 * flux + jnp.roll(flux, -1, 1)) / 4 * there
        return jnp.log1p(flux / ((flux * share).sum(axis=1, keepdims=True) + QUIET_FLUX))

    flux, narrow = told_apart(bars[..., :BANDS]), told_apart(bars[..., NARROWS:PITCHES])
    level, harmony = bars[..., BANDS:HARMONY], NOVELTY_GAIN * bars[..., HARMONY:CHANGES]
    change = CHANGE_GAIN * bars[..., CHANGES:NARROWS]
    shape = jnp.concatenate([flux, level, harmony, change, narrow, bars[..., PITCHES:]], axis=-1)
    return (shape - (shape * share).sum(axis=1, keepdims=True)) * there


def forward(weights: Weights, bars: Array, there: Array, key: Array) -> Array:
    """The score of each step of the bar, as `Network` gives it, but with values left out by chance."""
    keys = jax.random.split(key, len(LAYERS) + 1)

    def thinned(values: Array, number: int) -> Array:
        kept = jax.random.bernoulli(keys[number], 1 - FORGOTTEN, (len(values), 1, HIDDEN))
        return values * kept / (1 - FORGOTTEN)

    heard_there = there[:, ::PAIR]
    shape = _shaped(bars, there).reshape(len(bars), BARS * STEPS, PAIR * COLUMNS)
    found = _around(jnp.concatenate([shape, heard_there], axis=-1), *ENTRY)
    found = jax.nn.elu(found @ weights["entry"] + weights["entry_offset"])
    for number, (places, apart) in enumerate(LAYERS):
        inner = _around(found * heard_there, places, apart) @ weights[f"inner{number}"] + weights[f"offset{number}"]
        found = found + thinned(jax.nn.elu(inner), number) @ weights[f"outer{number}"]
    share = jnp.exp(-jnp.arange(BARS)[::-1] / FADE_BARS) * heard_there[:, ::STEPS, 0]
    share = share / share.sum(axis=1, keepdims=True)
    one_bar = jnp.einsum("nb,nbsh->nsh", share, found.reshape(len(bars), BARS, STEPS, HIDDEN))
    turns = (np.arange(STEPS)[None, :] - np.arange(STEPS)[:, None]) % STEPS
    return jnp.einsum("nsh,tsh->nt", thinned(one_bar, len(LAYERS)), weights["template"][turns])


def loss_of(scores: Array, beat: Array, downbeat: Array) -> Array:
    """The beat is at the known bin of some beat of four, and the bar begins at the known one."""
    logs = jax.nn.log_softmax(scores, axis=1).reshape(-1, BEATS, BINS_OF_STEP)
    far = (jnp.arange(BINS)[None] - beat[:, None]) % BINS
    wanted = jnp.where(far == 0, 1 - 2 * NEIGHBOUR, jnp.where((far == 1) | (far == BINS - 1), NEIGHBOUR, 0.0))
    wanted = wanted.reshape(-1, BINS_OF_STEP, PAIR).sum(axis=2)
    beats = -(wanted * jax.scipy.special.logsumexp(logs, axis=1)).sum(axis=1)
    place = jnp.maximum(downbeat, 0)
    column = jnp.take_along_axis(logs, (place % BINS // PAIR)[:, None, None], axis=2)[:, :, 0]
    bars = -jnp.take_along_axis(jax.nn.log_softmax(column, axis=1), (place // BINS)[:, None], axis=1)[:, 0]
    return (beats + 0.5 * (downbeat >= 0) * bars).mean()


def transposed(key: Array, bars: Array) -> Array:
    """Each look's tones higher or lower; what goes over the edge is lost."""
    steps = jax.random.randint(key, (len(bars),), 0, 2 * TRANSPOSED + 1)
    wide = jnp.pad(bars[..., PITCHES:], ((0, 0), (0, 0), (TRANSPOSED, TRANSPOSED)))
    tones = jax.vmap(lambda look, step: jax.lax.dynamic_slice_in_dim(look, step, TONES, axis=1))(wide, steps)
    return jnp.concatenate([bars[..., :PITCHES], tones], axis=-1)


def varied(key: Array, bars: Array, there: Array, beat: Array, downbeat: Array) -> Array:
    """Each look with another's mixed in at the same place in the bar, bands louder or softer, columns left out."""
    keys = jax.random.split(key, 8)
    count = len(bars)
    bars = transposed(keys[6], bars)
    others = jax.random.permutation(keys[0], count)
    known = (downbeat >= 0) & (downbeat[others] >= 0)
    by_chance = beat - beat[others] + BINS * jax.random.randint(keys[1], (count,), 0, BEATS)
    turned = jax.vmap(jnp.roll, (0, 0, None))(bars[others], jnp.where(known, downbeat - downbeat[others], by_chance), 0)
    mixed = (jax.random.uniform(keys[3], (count,)) < MIXED) & there[others].all(axis=(1, 2))
    share = (jax.random.uniform(keys[2], (count,)) * mixed)[:, None, None]
    flux = bars * (1 - share / 2) + turned * share
    # Of level, changes and tones the greater is heard.
    slow = jnp.where(share > 0.5, jnp.maximum(bars, turned), bars)
    parts = flux[..., :BANDS], slow[..., BANDS:NARROWS], flux[..., NARROWS:PITCHES], slow[..., PITCHES:]
    gains = jnp.exp(LOUDER * jax.random.normal(keys[4], (count, 1, BANDS)))
    gain = jnp.ones((count, 1, COLUMNS)).at[..., :BANDS].set(gains)
    gain = gain.at[..., NARROWS:PITCHES].set(gains[..., NARROW_BAND])
    kept = jax.random.uniform(keys[5], (count, 1, COLUMNS)) > DROPPED
    both = jax.random.uniform(keys[7], (count, 1, 2)) > DROPPED
    kept = kept.at[..., BANDS:HARMONY].set(kept[..., :BANDS])
    kept = kept.at[..., NARROWS:PITCHES].set(kept[..., NARROW_BAND] & both[..., :1])
    kept = kept.at[..., PITCHES:].set(kept[..., PITCHES:] & both[..., 1:])
    return jnp.concatenate(parts, axis=-1) * kept * there * gain


def broken(key: Array, bars: Array) -> Array:
    """Bands, mostly the low ones in half of the looks, fall silent for a stretch."""
    keys = jax.random.split(key, 6)
    count = len(bars)
    bar = jnp.arange(BARS * TURNS) / TURNS
    first = jax.random.uniform(keys[0], (count, 1), minval=-2, maxval=BARS)
    length = jax.random.uniform(keys[1], (count, 1), minval=0.5, maxval=BARS)
    inside = (bar >= first) & (bar < first + length)
    chance = jax.random.uniform(keys[3], (count, BANDS))
    low = jax.random.uniform(keys[2], (count, 1)) < 0.5
    silent = jnp.where(low, (jnp.arange(BANDS) < 2)[None] | (chance < 0.2), chance < 0.5)
    on = jax.random.uniform(keys[4], (count, 1)) < BROKEN
    depth = jax.random.uniform(keys[5], (count, 1, BANDS), minval=0.7, maxval=1.0)
    gain = 1 - (inside[:, :, None] & silent[:, None] & on[:, :, None]) * depth
    parts = (
        bars[..., :BANDS] * gain,
        bars[..., BANDS:HARMONY] * (0.5 + 0.5 * gain),
        bars[..., HARMONY:NARROWS],
        bars[..., NARROWS:PITCHES] * gain[..., NARROW_BAND],
        bars[..., PITCHES:] * (0.5 + 0.5 * gain[..., TONE_BAND]),
    )
    return jnp.concatenate(parts, axis=-1)


def joined(key: Array, bars: Array, there: Array, beat: Array) -> Array:
    """A part comes in: sixteenths by chance, the same each beat or each bar, in bands that lie together."""
    keys = jax.random.split(key, 10)
    count = len(bars)
    likely = jax.random.uniform(keys[1], (count, 1, 1), minval=0.1, maxval=0.6)
    any_four = jax.random.uniform(keys[0], (count, BEATS, 4)) < likely
    one_beat = jax.random.uniform(keys[2], (count, 1, 4)) < jnp.array([0.05, 0.3, 0.75, 0.3])
    same = jax.random.uniform(keys[3], (count, 1, 1)) < 0.5
    strikes = jnp.where(same, jnp.broadcast_to(one_beat, (count, BEATS, 4)), any_four)
    grid = jnp.zeros((count, BEATS, BINS)).at[:, :, :: BINS // 4].set(strikes).reshape(count, TURNS)
    attacks = jax.vmap(jnp.roll)(0.25 * jnp.roll(grid, -1, 1) + grid + 0.5 * jnp.roll(grid, 1, 1), beat)
    bar = jnp.arange(BARS * TURNS) / TURNS
    first = jax.random.uniform(keys[4], (count, 1), minval=-3, maxval=BARS)
    length = jax.random.uniform(keys[5], (count, 1), minval=1, maxval=2 * BARS)
    part = jnp.tile(attacks, (1, BARS)) * ((bar >= first) & (bar < first + length))
    middle = jax.random.uniform(keys[6], (count, 1), minval=0, maxval=8)
    width = jax.random.uniform(keys[7], (count, 1), minval=0.5, maxval=2.5)
    bands = jnp.exp(-0.5 * ((jnp.arange(BANDS)[None] - middle) / width) ** 2)
    flux, narrow = bars[..., :BANDS], bars[..., NARROWS:PITCHES]
    loudest = jnp.quantile(flux.max(2), 0.97, axis=1)[:, None, None]
    loud = 0.5 * jnp.quantile(flux, 0.97, axis=1)[:, None] + 0.5 * loudest
    on = jax.random.uniform(keys[9], (count, 1, 1)) < BROKEN
    loud *= jax.random.uniform(keys[8], (count, 1, 1), minval=0.2, maxval=1.2) * on
    more = part[:, :, None] * bands[:, None] * loud * there
    # In narrow bands it is as loud, beside what else is there, as in those that they lie in.
    beside = (more / (flux.mean(axis=1, keepdims=True) + LEAST_FLUX))[..., NARROW_BAND]
    bars = bars.at[..., NARROWS:PITCHES].add(beside * (narrow.mean(axis=1, keepdims=True) + LEAST_FLUX))
    return bars.at[..., :BANDS].add(more)


def learn(runs: Runs, among: NDArray[np.bool_], *, breaks: bool) -> Weights:
    """Weights by AdamW on chosen looks; all pieces that nobody here wrote count the same.

    `EACH` networks, the first axis, learn from the same looks: they began from other chances, and leave out others.
    """
    keys = jax.random.split(jax.random.PRNGKey(breaks), EACH)
    weights: Weights = jax.vmap(first_weights)(keys)
    pace = optax.cosine_decay_schedule(RATE, BATCHES, 0.01)
    descent = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(pace, weight_decay=DECAY))
    state = jax.vmap(descent.init)(weights)

    def step(weights: Weights, state: Array, key: Array, *looks: Array) -> tuple[Weights, Array]:
        bars, there, beat, downbeat = looks
        keys = jax.random.split(key)
        changes = jax.random.split(keys[0], 3)
        if breaks:
            bars = joined(changes[2], broken(changes[1], bars), there, beat)
        bars = varied(changes[0], bars, there, beat, downbeat)

        def changed(one: Weights, its: Array, key: Array) -> tuple[Weights, Array]:
            slope = jax.grad(lambda those: loss_of(forward(those, bars, there, key), beat, downbeat))(one)
            change, its = descent.update(slope, its, one)
            return optax.apply_updates(one, change), its

        found: tuple[Weights, Array] = jax.vmap(changed)(weights, state, jax.random.split(keys[1], EACH))
        return found

    quick_step = jax.jit(step)
    index = np.flatnonzero(among)
    share = np.where(np.isin(runs.origin[index], sorted(MADE)), 1.0, OTHERS)
    early = np.where(runs.count[index] < BARS, EARLY, 1.0)
    share = share * early / np.bincount(runs.piece[index], weights=early)[runs.piece[index]]
    chance = np.random.default_rng(int(breaks))
    batches = chance.choice(index, (BATCHES, BATCH), p=share / share.sum())
    for batch, key in zip(batches, jax.random.split(jax.random.PRNGKey(100 + breaks), BATCHES), strict=True):
        count = runs.count[batch]
        count = np.where(chance.random(BATCH) < SHORT, chance.integers(1, count + 1), count)
        there = (np.arange(BARS * TURNS) >= (BARS - count[:, None]) * TURNS)[..., None].astype(np.float32)
        bars = np.stack([runs.bars[look] for look in batch]).astype(np.float32) * there
        weights, state = quick_step(weights, state, key, bars, there, runs.beat[batch], runs.downbeat[batch])
    return weights


def _learn_to(path: Path, runs: Runs, among: NDArray[np.bool_]) -> None:
    """Networks of both kinds in one file: their mean errs less than any of them."""
    whole, broken_up = (learn(runs, among, breaks=breaks) for breaks in (False, True))
    together = {name: np.concatenate([whole[name], broken_up[name]]).astype(np.float16) for name in whole}
    np.savez_compressed(path, **together)  # type: ignore[arg-type]
    print(f"{path}: {sum(value.size for value in together.values())} weights", flush=True)


def main() -> None:
    """Learns, or learns apart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--apart", type=Path)
    asked = parser.parse_args()
    runs = gather(asked.folder)
    if asked.apart:
        asked.apart.mkdir(parents=True, exist_ok=True)
        groups = np.array([group_of(origin) for origin in runs.origin])
        for group in range(len(APART)):
            _learn_to(asked.apart / f"{group}.npz", runs, groups != group)
        return
    out = Path(__file__).resolve().parents[1] / "lyria_osc" / "beat" / "sequence.npz"
    _learn_to(out, runs, np.ones(len(runs.piece), bool))


if __name__ == "__main__":
    main()
