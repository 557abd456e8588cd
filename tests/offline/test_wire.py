"""What door and worker say to each other comes out as it went in."""

import numpy as np
import pytest

from lyria_osc.offline.truth import BandChunk, Onset, PlayedNote, Truth
from lyria_osc.offline.wire import LENGTHS, answer, chunk_of, orders_of, request
from lyria_osc.service import Beat, Order, Playback, SetConfig, SetPrompts, WeightedPrompt

ORDERS: list[Order] = [
    SetPrompts((WeightedPrompt("hip hop, «straße» \n 🎷", 1.5), WeightedPrompt("piano", -0.25))),
    SetPrompts(()),
    SetConfig({"bpm": 120, "density": 0.5, "mute_bass": True, "scale": "C_MAJOR_A_MINOR"}),
    SetConfig({}),
    *Playback,
]


def parted(message: bytes) -> tuple[bytes, bytes]:
    text_size, pcm_size = LENGTHS.unpack(message[: LENGTHS.size])
    text = message[LENGTHS.size : LENGTHS.size + text_size]
    pcm = message[LENGTHS.size + text_size :]
    assert len(pcm) == pcm_size
    return text, pcm


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_an_order_comes_through(order: Order) -> None:
    assert orders_of(parted(request([order]))[0]) == [order]


def test_orders_keep_their_order() -> None:
    assert orders_of(parted(request(ORDERS))[0]) == ORDERS
    assert orders_of(parted(request([]))[0]) == []


def test_a_chunk_comes_through() -> None:
    truth = Truth(
        96_000,
        (Beat(448.25, 1, 1, 120.0),),
        (Onset(448, "kick", 0.75),),
        (PlayedNote(460, 12_000, 40, "bass/sub", 0.5),),
        (0, 2, 4),
    )
    pcm = np.random.default_rng(1).standard_normal((96_000, 2)).astype(np.float32)
    chunk = BandChunk(pcm, (WeightedPrompt("dub", 1.0),), {"bpm": 120, "mute_bass": False}, truth)
    back = chunk_of(*parted(answer(chunk)))
    assert np.array_equal(back.pcm, pcm)
    assert (back.prompts, back.config, back.truth) == (chunk.prompts, chunk.config, chunk.truth)
