import pytest

from lyria_osc.errors import OscError
from lyria_osc.osc.peers import Peer
from lyria_osc.osc.subscribers import LEASE_S, MAX_SUBSCRIBERS, Subscribers

TABLET = Peer("10.0.0.2", 8000)
PD_OUT, PD_IN = Peer("127.0.0.1", 54321), Peer("127.0.0.1", 9001)
ONE_SHOT = Peer("127.0.0.1", 60000)


def test_a_subscriber_is_told_until_it_unsubscribes() -> None:
    subscribers = Subscribers()
    subscribers.add(TABLET, TABLET, 0.0)
    subscribers.add(PD_IN, PD_OUT, 0.0)
    assert subscribers.targets() == [TABLET, PD_IN]
    subscribers.remove(TABLET)
    assert subscribers.targets() == [PD_IN]
    subscribers.remove(PD_OUT)
    assert subscribers.targets() == []


def test_the_sender_is_known_by_the_port_it_sends_from_or_listens_at() -> None:
    subscribers = Subscribers()
    subscribers.add(TABLET, TABLET, 0.0)
    subscribers.add(PD_IN, PD_OUT, 0.0)
    assert subscribers.targets(skip=PD_OUT) == [TABLET]
    assert subscribers.targets(skip=PD_IN) == [TABLET]
    assert subscribers.targets(skip=TABLET) == [PD_IN]
    assert subscribers.ports_of(PD_OUT) == [PD_OUT, PD_IN]
    assert subscribers.ports_of(TABLET) == [TABLET]


def test_another_program_on_the_same_host_is_not_the_sender() -> None:
    subscribers = Subscribers([(PD_IN, False)])
    assert subscribers.targets(skip=ONE_SHOT) == [PD_IN]
    assert subscribers.targets(skip=PD_IN) == []


def test_who_reconnects_from_a_new_port_is_the_sender_from_there() -> None:
    subscribers = Subscribers()
    subscribers.add(PD_IN, PD_OUT, 0.0)
    subscribers.add(PD_IN, ONE_SHOT, 1.0)
    assert len(subscribers) == 1
    assert subscribers.targets(skip=ONE_SHOT) == []
    assert subscribers.targets(skip=PD_OUT) == [PD_IN]


def test_a_lease_lasts_a_minute_from_the_last_message_of_the_host() -> None:
    subscribers = Subscribers()
    subscribers.add(TABLET, TABLET, 0.0)
    subscribers.add(PD_IN, PD_OUT, 0.0)
    subscribers.heard(PD_OUT.host, 30.0)
    subscribers.heard("10.9.9.9", 59.0)
    assert "10.9.9.9" not in subscribers._heard_s
    assert subscribers.expire(LEASE_S) == []
    assert [one.target for one in subscribers.expire(LEASE_S + 0.1)] == [TABLET]
    assert subscribers.expire(30 + LEASE_S) == []
    assert [one.target for one in subscribers.expire(30.1 + LEASE_S)] == [PD_IN]
    assert len(subscribers) == 0


def test_either_host_keeps_a_lease_that_one_took_for_another() -> None:
    subscribers = Subscribers()
    subscribers.add(TABLET, PD_OUT, 0.0)
    subscribers.heard(PD_OUT.host, 50.0)
    assert subscribers.expire(100.0) == []
    subscribers.heard(TABLET.host, 100.0)
    assert subscribers.expire(150.0) == []
    assert len(subscribers.expire(161.0)) == 1


def test_renewing_keeps_place_and_time_tags() -> None:
    subscribers = Subscribers()
    subscribers.add(PD_IN, PD_OUT, 0.0)
    subscribers.alter(PD_OUT, timetags=True)
    subscribers.add(PD_IN, PD_OUT, 50.0)
    assert [(one.target, one.timetags) for one in subscribers] == [(PD_IN, True)]
    assert subscribers.expire(100.0) == []


def test_fixed_targets_do_not_end() -> None:
    subscribers = Subscribers([(PD_IN, True)])
    assert subscribers.expire(1e9) == []
    with pytest.raises(OscError, match="no subscription"):
        subscribers.remove(PD_IN)
    subscribers.add(PD_IN, PD_OUT, 0.0)
    assert subscribers.expire(1e9) == []
    assert [(one.target, one.timetags, one.fixed) for one in subscribers] == [(PD_IN, True, True)]
    subscribers.alter(PD_IN, timetags=False)
    assert [one.timetags for one in subscribers] == [False]


def test_one_shot_senders_mean_the_only_subscription_of_their_host() -> None:
    subscribers = Subscribers([(Peer("127.0.0.1", 7000), False)])
    subscribers.add(PD_IN, PD_OUT, 0.0)
    subscribers.add(TABLET, TABLET, 0.0)
    subscribers.alter(ONE_SHOT, timetags=True)
    assert [one.timetags for one in subscribers] == [False, True, False]
    subscribers.remove(ONE_SHOT)
    assert PD_IN not in subscribers.targets()
    with pytest.raises(OscError, match="no subscription"):
        subscribers.remove(ONE_SHOT)


def test_one_shot_senders_mean_none_where_there_are_several() -> None:
    subscribers = Subscribers()
    subscribers.add(PD_IN, PD_OUT, 0.0)
    subscribers.add(Peer("127.0.0.1", 9003), PD_OUT, 0.0)
    with pytest.raises(OscError, match="2 subscriptions"):
        subscribers.remove(ONE_SHOT)
    subscribers.remove(PD_OUT)
    assert len(subscribers) == 0


def test_a_connection_is_its_own_lease() -> None:
    stream = Peer("10.0.0.2", 5000, 3)
    subscribers = Subscribers()
    subscribers.add(stream, stream, 0.0)
    assert subscribers.expire(1e9) == []
    subscribers.gone(Peer("10.0.0.2", 5000, 4))
    assert subscribers.targets() == [stream]
    subscribers.gone(stream)
    assert subscribers.targets() == []


def test_subscribers_are_bounded_and_a_renewal_is_always_taken() -> None:
    subscribers = Subscribers([(PD_IN, False)])
    for port in range(1, MAX_SUBSCRIBERS):
        subscribers.add(Peer("10.0.0.2", port), TABLET, 0.0)
    with pytest.raises(OscError, match="64 subscribers already"):
        subscribers.add(Peer("10.0.0.2", 999), TABLET, 0.0)
    subscribers.add(Peer("10.0.0.2", 1), TABLET, 1.0)
    subscribers.expire(1e9)
    assert subscribers.targets() == [PD_IN]
    assert subscribers._heard_s.keys() <= {PD_IN.host}


def test_a_lease_runs_down_and_what_does_not_end_has_none() -> None:
    subscribers = Subscribers([(PD_IN, False)])
    stream = Peer("10.0.0.2", 5000, 3)
    subscribers.add(TABLET, TABLET, 0.0)
    subscribers.add(stream, stream, 0.0)
    assert [subscribers.lease_s(one, 20.0) for one in subscribers] == [-1.0, 40.0, -1.0]
    subscribers.heard(TABLET.host, 30.0)
    assert [subscribers.lease_s(one, 40.0) for one in subscribers] == [-1.0, 50.0, -1.0]


def told_of(subscribers: Subscribers, address: str, readings: int, gap_s: float) -> list[int]:
    """At which of so many readings the only subscriber is told."""
    return [at for at in range(readings) if subscribers.metered(address, 100.0 + at * gap_s)]


def test_meters_come_no_more_often_than_a_subscriber_wants() -> None:
    subscribers = Subscribers()
    subscribers.add(TABLET, TABLET, 0.0)
    assert len(told_of(subscribers, "/lyria/level", 100, 0.1)) == 100
    for rate_hz, count in ((10.0, 100), (4.0, 40), (3.0, 30), (1.0, 10), (0.5, 5), (0.0, 0)):
        subscribers = Subscribers()
        subscribers.add(TABLET, TABLET, 0.0)
        subscribers.alter(TABLET, rate_hz=rate_hz)
        assert abs(len(told_of(subscribers, "/lyria/level", 100, 0.1)) - count) <= (count > 0)


def test_each_meter_has_a_rate_of_its_own_and_a_pause_is_not_made_up_for() -> None:
    subscribers = Subscribers()
    subscribers.add(TABLET, TABLET, 0.0)
    subscribers.alter(TABLET, rate_hz=1.0)
    assert subscribers.metered("/lyria/level", 0.0) == [TABLET]
    assert subscribers.metered("/lyria/buffered", 0.1) == [TABLET]
    assert subscribers.metered("/lyria/level", 0.5) == []
    assert [bool(subscribers.metered("/lyria/level", 50.0 + at / 10)) for at in range(12)].count(True) == 2
    subscribers.remove(TABLET)
    assert subscribers._metered_s == {}


def test_who_reads_numbers_is_known_by_either_port() -> None:
    subscribers = Subscribers()
    subscribers.add(PD_IN, PD_OUT, 0.0)
    subscribers.add(TABLET, TABLET, 0.0)
    assert subscribers.alter(PD_OUT, numbers=True) == [PD_IN]
    assert subscribers.read_numbers() == {PD_IN, PD_OUT}


def test_changes_are_counted_and_what_changes_nothing_is_not() -> None:
    subscribers = Subscribers()
    seen = [subscribers.changes]
    subscribers.add(PD_IN, PD_OUT, 0.0)
    seen.append(subscribers.changes)
    subscribers.alter(PD_OUT, timetags=True)
    seen.append(subscribers.changes)
    subscribers.remove(PD_OUT)
    seen.append(subscribers.changes)
    assert seen == sorted(set(seen)), "each is a change"
    subscribers.add(TABLET, TABLET, 0.0)
    before = subscribers.changes
    subscribers.add(TABLET, TABLET, 1.0)
    subscribers.heard(TABLET.host, 2.0)
    subscribers.expire(3.0)
    assert subscribers.changes == before
    assert subscribers.expire(1e9)
    assert subscribers.changes > before
