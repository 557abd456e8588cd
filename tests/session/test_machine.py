"""The table: every pair as it is meant, and what must hold on every way through it."""

from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import Fault
from lyria_osc.session.machine import (
    ABSENT,
    AT_REST,
    RELAY,
    TABLE,
    Action,
    Event,
    Hand,
    Phase,
    Shown,
    State,
    diagram,
    is_refusal,
)

# For each phase: where each event leads, with the actions; an event that is not named leads nowhere.
MEANT = """
STOPPED: PLAY OPENING OPEN
IDLE: PLAY PLAYING PLAY | LOST STOPPED | REFUSED STOPPED | RESTED STOPPED CLOSE
OPENING: PAUSE PARKED ABANDON | STOP STOPPED ABANDON | OPENED PLAYING REPLAY PLAY | LOST WAITING RETRY
 | REFUSED FAILED RETRY | MISSED OPENING STAND_IN | STOOD_IN RELAY_OPENING REPLAY PLAY
WAITING: PLAY OPENING ABANDON OPEN | PAUSE PARKED ABANDON | STOP STOPPED ABANDON | DUE OPENING OPEN
 | MISSED WAITING STAND_IN | STOOD_IN RELAY_WAITING REPLAY PLAY
FAILED: PLAY OPENING ABANDON OPEN | PAUSE PARKED ABANDON | STOP STOPPED ABANDON | DUE RETRYING OPEN
 | MISSED FAILED STAND_IN | STOOD_IN RELAY_WAITING REPLAY PLAY
RETRYING: PAUSE PARKED ABANDON | STOP STOPPED ABANDON | OPENED PLAYING REPLAY PLAY | LOST WAITING RETRY
 | REFUSED FAILED RETRY | MISSED RETRYING STAND_IN | STOOD_IN RELAY_OPENING REPLAY PLAY
PLAYING: PAUSE PAUSED PAUSE | STOP IDLE STOP | LOST WAITING RETRY | REFUSED FAILED RETRY | AGED RELAY_OPENING OPEN
 | BRIMMED HOLDING PAUSE
HOLDING: PAUSE PAUSED | STOP IDLE STOP | LOST WAITING RETRY | REFUSED FAILED RETRY | VAMPED PLAYING PLAY
 | EMPTIED PLAYING PLAY | THINNED PLAYING PLAY
RELAY_OPENING: PAUSE PAUSED ABANDON PAUSE | STOP IDLE ABANDON STOP | OPENED RELAY_PROVING REPLAY PLAY
 | LOST RELAY_WAITING RETRY | REFUSED RELAY_WAITING RETRY | ENDED OPENING
RELAY_WAITING: PLAY RELAY_OPENING ABANDON OPEN | PAUSE PAUSED ABANDON PAUSE | STOP IDLE ABANDON STOP
 | DUE RELAY_OPENING OPEN | ENDED WAITING ABANDON RETRY
RELAY_PROVING: PAUSE PAUSED PROMOTE PAUSE | STOP IDLE PROMOTE STOP | LOST RELAY_WAITING RETRY
 | REFUSED RELAY_WAITING RETRY | ENDED PLAYING PROMOTE | SOUNDED RELAY_CROSSING
RELAY_CROSSING: PAUSE PAUSED PROMOTE PAUSE | STOP IDLE PROMOTE STOP | LOST RELAY_WAITING RETRY
 | REFUSED RELAY_WAITING RETRY | ENDED PLAYING PROMOTE | RELAYED PLAYING PROMOTE | BRIMMED PLAYING PROMOTE
PAUSED: PLAY PLAYING PLAY | STOP IDLE STOP | LOST PARKED | REFUSED PARKED | RESTED PARKED CLOSE
PARKED: PLAY OPENING OPEN | STOP STOPPED
"""

SHOWN = """
STOPPED: stopped | IDLE: stopped | PAUSED: paused | PARKED: paused | FAILED: failed
RETRYING: failed
OPENING: connecting vamping playing | WAITING: connecting vamping playing
PLAYING: buffering vamping playing | HOLDING: buffering vamping playing
RELAY_OPENING: buffering vamping playing | RELAY_WAITING: buffering vamping playing
RELAY_PROVING: buffering vamping playing | RELAY_CROSSING: buffering vamping playing
"""

OPENING = {Phase.OPENING, Phase.RETRYING, Phase.RELAY_OPENING}
TIMED = {Phase.WAITING, Phase.FAILED, Phase.RELAY_WAITING}
PAIRED = {Phase.RELAY_PROVING, Phase.RELAY_CROSSING}
OPEN = set(Phase) - set(ABSENT) - {Phase.STOPPED, Phase.PARKED}
COMES_IN = {
    Event.OPENED: OPENING,
    Event.LOST: (OPENING | OPEN) - {Phase.RELAY_WAITING},
    Event.REFUSED: (OPENING | OPEN) - {Phase.RELAY_WAITING},
    Event.ENDED: set(RELAY),
    Event.DUE: TIMED,
    Event.SOUNDED: PAIRED,
    Event.RELAYED: PAIRED,
    Event.STOOD_IN: set(ABSENT),
}


def test_every_pair_is_as_meant() -> None:
    meant: dict[tuple[Phase, Event], tuple[Phase, tuple[Action, ...]]]
    meant = {(phase, event): (phase, ()) for phase in Phase for event in Event}
    for line in MEANT.replace("\n |", " |").strip().splitlines():
        name, _, moves = line.partition(": ")
        for event, to, *actions in (move.split() for move in moves.split("|")):
            meant[Phase[name], Event[event]] = (Phase[to], tuple(Action[action] for action in actions))
    assert meant == {pair: (move.phase, move.actions) for pair, move in TABLE.items()}


def test_what_is_shown_is_the_phase_and_what_is_in_hand() -> None:
    lines = SHOWN.strip().replace("\n", " | ").split(" | ")
    shown = {Phase[name]: words.split() for name, _, words in (line.partition(": ") for line in lines)}
    assert shown.keys() == set(Phase)
    for phase, words in shown.items():
        assert [State(phase, hand).shown for hand in Hand] == (words if len(words) == len(Hand) else words * len(Hand))
    assert {Shown(word) for words in shown.values() for word in words} == set(Shown)


def test_what_is_in_hand_is_what_was_said_last_and_nothing_after_a_stop() -> None:
    hands = {Event.FILLED: Hand.FRESH, Event.VAMPED: Hand.VAMP, Event.EMPTIED: Hand.EMPTY, Event.STOP: Hand.EMPTY}
    for phase in Phase:
        for hand in Hand:
            for event in Event:
                after = State(phase, hand).after(event)
                assert after == State(TABLE[phase, event].phase, hands.get(event, hand))


@given(st.lists(st.sampled_from(Event)))
def test_on_every_way_attempts_sessions_and_transport_are_as_the_phase_says(events: list[Event]) -> None:
    phase, pending = Phase.STOPPED, False
    sessions: list[str] = []
    for event in events:
        if phase not in COMES_IN.get(event, Phase):
            continue
        move = TABLE[phase, event]
        if event in (Event.OPENED, Event.LOST, Event.REFUSED, Event.DUE) and pending:
            pending = False
        elif event in (Event.LOST, Event.REFUSED):
            sessions.pop()
        if event is Event.ENDED:
            sessions.pop(0)
        if event in (Event.OPENED, Event.STOOD_IN):
            sessions.append("STOP")
        for action in move.actions:
            match action:
                case Action.OPEN | Action.RETRY:
                    assert not pending
                    pending = True
                case Action.ABANDON:
                    assert pending
                    pending = False
                case Action.PROMOTE:
                    del sessions[:-1]
                case Action.CLOSE:
                    sessions.pop()
                case Action.PLAY | Action.PAUSE | Action.STOP:
                    sessions[-1] = action.name
        phase = move.phase
        assert pending == (phase in OPENING | TIMED)
        assert len(sessions) == (2 if phase in PAIRED else phase in OPEN)
        if phase in (Phase.PLAYING, *RELAY):
            assert set(sessions) == {"PLAY"}
        elif phase in (Phase.HOLDING, Phase.PAUSED):
            assert sessions == ["PAUSE"]
        elif phase is Phase.IDLE:
            assert sessions == ["STOP"]
        assert not (phase in AT_REST and pending)


def test_what_is_a_refusal() -> None:
    assert {fault for fault in Fault if is_refusal(fault, opening=False)} == {Fault.KEY, Fault.QUOTA}
    assert {fault for fault in Fault if is_refusal(fault, opening=True)} == {Fault.KEY, Fault.QUOTA, Fault.PROTOCOL}


def test_the_diagram_draws_every_move() -> None:
    drawn = diagram()
    assert drawn.startswith("stateDiagram-v2\n")
    for (phase, event), move in TABLE.items():
        if move.phase is not phase:
            (edge,) = (line for line in drawn.splitlines() if f"    {phase.name} --> {move.phase.name}:" in line)
            assert event.name in edge
