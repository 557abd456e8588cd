"""The table: every pair as it is meant, and what must hold on every way through it."""

from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import Fault
from lyria_osc.session.machine import TABLE, Action, Backoff, Event, Shown, State, diagram, is_refusal

# For each state, in the order of the columns: where the event leads, with the actions; "." leads nowhere.
COLUMNS = "PLAY PAUSE STOP OPENED LOST REFUSED DUE FILLED EMPTIED BRIMMED THINNED"
MATRIX = """
STOPPED   | OPENING OPEN           | .              | .               | .                   | .                | .            | .              | .         | .              | .             | .
IDLE      | BUFFERING PLAY         | .              | .               | .                   | STOPPED          | STOPPED      | .              | .         | .              | .             | .
OPENING   | .                      | PARKED ABANDON | STOPPED ABANDON | BUFFERING REPLAY PLAY | WAITING RETRY  | FAILED RETRY | .              | REOPENING | .              | .             | .
WAITING   | OPENING ABANDON OPEN   | PARKED ABANDON | STOPPED ABANDON | .                   | .                | .            | OPENING OPEN   | REWAITING | .              | .             | .
FAILED    | OPENING ABANDON OPEN   | PARKED ABANDON | STOPPED ABANDON | .                   | .                | .            | OPENING OPEN   | .         | .              | .             | .
BUFFERING | .                      | PAUSED PAUSE   | IDLE STOP       | .                   | WAITING RETRY    | FAILED RETRY | .              | PLAYING   | .              | HOLDING PAUSE | .
PLAYING   | .                      | PAUSED PAUSE   | IDLE STOP       | .                   | REWAITING RETRY  | FAILED RETRY | .              | .         | BUFFERING      | HOLDING PAUSE | .
HOLDING   | .                      | PAUSED         | IDLE STOP       | .                   | REWAITING RETRY  | FAILED RETRY | .              | .         | BUFFERING PLAY | .             | PLAYING PLAY
REOPENING | .                      | PARKED ABANDON | STOPPED ABANDON | PLAYING REPLAY PLAY | REWAITING RETRY  | FAILED RETRY | .              | .         | OPENING        | .             | .
REWAITING | REOPENING ABANDON OPEN | PARKED ABANDON | STOPPED ABANDON | .                   | .                | .            | REOPENING OPEN | .         | WAITING        | .             | .
PAUSED    | PLAYING PLAY           | .              | IDLE STOP       | .                   | PARKED           | PARKED       | .              | .         | .              | .             | .
PARKED    | REOPENING OPEN         | .              | STOPPED         | .                   | .                | .            | .              | .         | .              | .             | .
"""  # noqa: E501

PENDING = {State.OPENING, State.WAITING, State.FAILED, State.REOPENING, State.REWAITING}
ATTEMPTING = {State.OPENING, State.REOPENING}
OPEN = {State.IDLE, State.BUFFERING, State.PLAYING, State.HOLDING, State.PAUSED}
COMES_IN = {
    Event.OPENED: ATTEMPTING,
    Event.LOST: ATTEMPTING | OPEN,
    Event.REFUSED: ATTEMPTING | OPEN,
    Event.DUE: PENDING - ATTEMPTING,
}


def test_every_pair_is_as_meant() -> None:
    seen = {}
    for line in MATRIX.strip().splitlines():
        name, *cells = (cell.strip() for cell in line.split("|"))
        for event, cell in zip(COLUMNS.split(), cells, strict=True):
            to, *actions = (name if cell == "." else cell).split()
            seen[State[name], Event[event]] = (State[to], tuple(Action[action] for action in actions))
    assert seen == {pair: (move.state, move.actions) for pair, move in TABLE.items()}
    assert len(seen) == len(State) * len(Event)


@given(st.lists(st.sampled_from(Event)))
def test_on_every_way_attempts_sessions_and_transport_are_as_the_state_says(events: list[Event]) -> None:
    state, pending, is_open, transport = State.STOPPED, False, False, "STOP"
    for event in events:
        if state not in COMES_IN.get(event, State):
            continue
        if event in COMES_IN:
            pending, is_open, transport = False, event is Event.OPENED, "STOP"
        move = TABLE[state, event]
        for action in move.actions:
            if action in (Action.OPEN, Action.RETRY):
                assert not pending
                pending = True
            elif action is Action.ABANDON:
                pending = False
            elif action in (Action.PLAY, Action.PAUSE, Action.STOP):
                assert is_open
                transport = action.name
        state = move.state
        assert pending == (state in PENDING)
        assert is_open == (state in OPEN)
        if state in (State.BUFFERING, State.PLAYING):
            assert transport == "PLAY"
        elif state in (State.HOLDING, State.PAUSED):
            assert transport == "PAUSE"
        elif state is State.IDLE:
            assert transport == "STOP"


def test_all_that_is_shown_but_vamping_is_some_states() -> None:
    assert {state.shown for state in State} == set(Shown) - {Shown.VAMPING}


def test_backoff_doubles_to_its_most_and_starts_over_after_success() -> None:
    backoff = Backoff(lambda: 0.0)
    waits = [backoff.after(Fault.NETWORK, refused=False) for _ in range(7)]
    assert waits == [1, 2, 4, 8, 16, 30, 30]
    backoff.succeeded()
    assert backoff.after(Fault.ENDED, refused=False) == 1


def test_backoff_is_stretched_by_a_quarter_at_most() -> None:
    assert Backoff(lambda: 1.0).after(Fault.NETWORK, refused=False) == 1.25


def test_refusals_wait_longer() -> None:
    backoff = Backoff(lambda: 0.0)
    assert [backoff.after(Fault.QUOTA, refused=True) for _ in range(4)] == [60, 120, 240, 300]
    assert backoff.after(Fault.NETWORK, refused=False) == 1


def test_what_is_a_refusal() -> None:
    assert {fault for fault in Fault if is_refusal(fault, opening=False)} == {Fault.KEY, Fault.QUOTA}
    assert {fault for fault in Fault if is_refusal(fault, opening=True)} == {Fault.KEY, Fault.QUOTA, Fault.PROTOCOL}


def test_the_diagram_draws_every_move() -> None:
    drawn = diagram()
    assert drawn.startswith("stateDiagram-v2\n")
    for (state, event), move in TABLE.items():
        if move.state is not state:
            (edge,) = (line for line in drawn.splitlines() if f"    {state.name} --> {move.state.name}:" in line)
            assert event.name in edge
