"""A vamp's turns."""

from lyria_osc.audio.joins import Join
from lyria_osc.audio.vamp import Vamp


def test_the_good_take_turns_and_the_poor_are_left_out() -> None:
    vamp = Vamp(0, 0, 0)
    joins = [Join(1, 0, 0.9), Join(2, 0, 0.95), Join(4, 0, 0.8), Join(8, 0, 0.5)]
    taken = []
    for _ in range(7):
        join = vamp.choose(joins)
        vamp.took(join.bars)
        taken.append(join.bars)
    assert taken == [2, 1, 4, 2, 1, 4, 2]
    assert vamp.count == 7
    assert vamp.longest_bars == 4
