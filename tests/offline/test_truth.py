"""The truth of a piece as JSON."""

import json

from lyria_osc.offline.truth import Onset, PlayedNote, Truth, truth_json
from lyria_osc.service import Beat


def test_a_pieces_frames_count_from_its_first() -> None:
    first = Truth(
        frames=96_000,
        beats=(Beat(448.0, 1, 1, 120.0),),
        onsets=(Onset(448, "kick", 0.75), Onset(460, "bass/sub", 0.5)),
        notes=(PlayedNote(460, 12_000, 40, "bass/sub", 0.5),),
        key=(0, 2, 4, 5, 7, 9, 11),
    )
    second = Truth(96_000, (Beat(10.5, 2, 1, 120.0), Beat(24_010.5, 2, 2, 120.0)), (Onset(3, "hat", 0.2),), (), (1, 3))
    assert json.loads(truth_json([first, second])) == {
        "rate_hz": 48_000,
        "frames": 192_000,
        "beats": [[448.0, 1, 1, 120.0], [96_010.5, 2, 1, 120.0], [120_010.5, 2, 2, 120.0]],
        "bars": [448.0, 96_010.5],
        "onsets": [[448, "kick", 0.75], [460, "bass/sub", 0.5], [96_003, "hat", 0.2]],
        "notes": [[460, 12_000, 40, "bass/sub", 0.5]],
        "keys": [[0, [0, 2, 4, 5, 7, 9, 11]], [96_000, [1, 3]]],
    }


def test_no_chunks_are_an_empty_piece() -> None:
    assert json.loads(truth_json([]))["frames"] == 0
