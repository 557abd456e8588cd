from dataclasses import replace

import pytest

from lyria_osc.params.table import Argument, Command, Feedback, Kind, Param
from lyria_osc.surfaces.rows import Rows

NEW_PARAMS = (
    Param("warmth", Kind.FLOAT, 0.25, "how warm it sounds", 0.0, 4.0),
    Param("voices", Kind.INT, 3, "how many sing", 1, 9, musical=False),
    Param("sheen", Kind.BOOL, False, "whether it shines"),
    Param("room", Kind.CHOICE, "hall", "where it sounds", choices=("hall", "church", "cave")),
    Param("motto", Kind.TEXT, "", "what it is about"),
    Param("ticket", Kind.INT, 0, "a number for good measure", 0, 1_000_000),
)
NEW_COMMAND = Command("applaud", "let them clap")
NEW_FEEDBACK = Feedback("mood", "how it goes", (Argument("mood", Kind.TEXT),))


@pytest.fixture
def longer() -> Rows:
    """The table with a new row of each kind."""
    rows = Rows(presets=("one", "two-three"))
    return replace(
        rows,
        params={**rows.params, **{param.name: param for param in NEW_PARAMS}},
        commands={**rows.commands, NEW_COMMAND.name: NEW_COMMAND},
        feedback={**rows.feedback, NEW_FEEDBACK.name: NEW_FEEDBACK},
    )
