import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythonosc import slip

from lyria_osc.errors import OscError
from lyria_osc.osc.framing import StreamFraming
from lyria_osc.osc.packet import MAX_PACKET_BYTES

PACKETS = [b"/a\0\0,\0\0\0", b"/b\0\0,s\0\0\xc0\xdb\xdc\xdd\xc0\0\0\0", b"#bundle\0\0\0\0\0\0\0\0\1"]


def sized(packet: bytes) -> bytes:
    return len(packet).to_bytes(4, "big") + packet


STREAMS = {
    "sized": b"".join(map(sized, PACKETS)),
    "slip": b"".join(map(slip.encode, PACKETS)),
    "slip without a first END": b"".join(map(slip.encode, PACKETS))[1:],
}


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
@given(cuts=st.lists(st.integers(0, 60), max_size=8))
def test_packets_come_whole_however_the_stream_is_cut(stream: bytes, cuts: list[int]) -> None:
    framing = StreamFraming()
    packets: list[bytes] = []
    at = 0
    for cut in [*sorted(cuts), len(stream)]:
        packets += framing.feed(stream[at:cut])
        at = max(at, cut)
    assert packets == PACKETS


@given(st.binary(min_size=1, max_size=60).map(lambda rest: b"/" + rest))
def test_answers_come_in_the_framing_of_the_peer(packet: bytes) -> None:
    framing = StreamFraming()
    framing.feed(STREAMS["slip"])
    assert slip.decode(framing.frame(packet)) == packet
    assert StreamFraming().feed(framing.frame(packet)) == [packet]


def test_answers_are_sized_where_the_peer_is_or_has_not_spoken() -> None:
    framing = StreamFraming()
    assert framing.frame(b"/abc") == sized(b"/abc")
    framing.feed(STREAMS["sized"])
    assert framing.frame(b"/abc") == sized(b"/abc")


@pytest.mark.parametrize(
    "stream",
    [
        b"GET / HTTP/1.1\r\n",
        b"\x16\x03\x01\x02",
        b"\0\0\0\0",
        b"\0\0\0\5/abcd",
        b"\xff\xff\xff\xfc",
        (MAX_PACKET_BYTES + 4).to_bytes(4, "big"),
        b"\xc0/a\xdb\0\0\xc0",
        b"\xc0/a\xdb\xc0",
        b"\xc0/" + b"a" * MAX_PACKET_BYTES + b"\xc0",
        b"/" + b"a" * 2 * MAX_PACKET_BYTES,
    ],
)
def test_what_is_neither_framing_is_an_error(stream: bytes) -> None:
    with pytest.raises(OscError):
        StreamFraming().feed(stream)


def test_the_longest_packet_is_taken() -> None:
    packet = b"/" * MAX_PACKET_BYTES
    assert StreamFraming().feed(sized(packet)) == [packet]
    assert StreamFraming().feed(slip.encode(packet)) == [packet]


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_any_bytes_are_packets_or_one_error(pieces: list[bytes]) -> None:
    framing = StreamFraming()
    try:
        packets = [packet for piece in pieces for packet in framing.feed(piece)]
    except OscError:
        return
    assert sum(map(len, packets)) <= sum(map(len, pieces))
