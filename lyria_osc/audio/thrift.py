"""When to repeat a little while there is still music in hand: thrift, as one pure function."""

from collections.abc import Sequence

from lyria_osc.audio.joins import Join

HORIZON_S = 30.0
"""So far ahead the present arrival rate is believed; slow spells last minutes, stalls seconds."""

GOOD = 0.8
"""A join as alike as this is taken as soon as anything is short."""

POOR = 0.35
"""Below this a join is taken only when nothing else is left."""

OVERSHOOT = 0.03
"""What a second more in hand than is short costs, in likeness: it makes every change heard a second later."""

UNDERSHOOT = 0.02
"""What a second less than is short costs: the next join comes sooner."""


def plan(held_s: float, wanted_s: float, arrival_rate: float, bar_s: float, joins: Sequence[Join]) -> Join | None:
    """The repeat to make at this bar line; None to play on.

    The service gives 0.97 to 0.99 seconds of music a second, for minutes 0.77, and at times nothing for up to 20 s. So
    what is in hand always drains, and about every thirtieth second has to be heard twice: the only choice is where.
    Repeating late, at an empty buffer, means any join that comes, then a loop for as long as it lasts. Repeating
    early means the best join within many bars, once, and the music goes on.

    - *Short* is what is missing to the wanted level, and what the present rate will cost over the next half minute:
      at 0.97 that is a second, a bar now and then; at 0.77 it is seven, a phrase of four bars every half minute.
    - While the wanted level is in hand nothing is done, whatever the rate; what is short less than half a bar can wait.
    - The shorter of music we are, the poorer a join will do: the best when a second is short, down to `POOR` when
      little is left. Waiting for a better one costs nothing while there is something in hand.
    - Of the joins that will do, the most alike wins, but more in hand than needed is paid for with a slower response
      to the player's hands, and less with another join soon: each second beside what is short counts against it.

    Stalls are not insured against beyond the wanted level: to hold 20 s for the one stall an hour would make every
    gesture heard 20 s late. A stall longer than what is in hand is a vamp.

    Args:
        held_s: music in hand just before the next chunk is due.
        wanted_s: what should be in hand then.
        arrival_rate: seconds of music that came in a second, lately.
        bar_s: how long a bar is.
        joins: repeats that can be made here.
    """
    short_s = wanted_s - held_s + (1.0 - min(arrival_rate, 1.0)) * HORIZON_S
    if held_s >= wanted_s or short_s < bar_s / 2:
        return None
    need = max(1.0 - held_s / max(wanted_s, 0.1), 0.0)
    enough = GOOD + (POOR - GOOD) * min(need, 1.0)
    able = [join for join in joins if join.likeness >= enough]
    return max(able, key=lambda join: join.likeness - _cost(join.bars * bar_s - short_s), default=None)


def _cost(over_s: float) -> float:
    return OVERSHOOT * over_s if over_s > 0 else UNDERSHOOT * -over_s
