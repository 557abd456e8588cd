import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import OscError
from lyria_osc.osc import message
from lyria_osc.osc.message import MAX_ARGS, Message, address_of, bundle, decode, encode
from lyria_osc.osc.packet import split


def padded(text: bytes) -> bytes:
    return text + b"\0" * (4 - len(text) % 4)


def raw_message(address: bytes, tags: bytes, data: bytes = b"") -> bytes:
    return padded(address) + padded(b"," + tags) + data


@pytest.mark.parametrize(
    ("args", "tags"),
    [
        ([], b","),
        ([True, False], b",TF"),
        ([1, -(2**31), 2**31 - 1], b",iii"),
        ([2**31, -(2**63)], b",hh"),
        ([0.5], b",f"),
        (["words and ünïcode"], b",s"),
        (["", 0.25, "x"], b",sfs"),
        ([b"\0\1\2\3\4"], b",b"),
    ],
)
def test_encode_and_decode_agree(args: list[object], tags: bytes) -> None:
    raw = encode("/lyria/x", args)
    assert raw[12:].startswith(padded(tags))
    assert decode(raw) == Message("/lyria/x", tuple(args))
    assert [type(arg) for arg in decode(raw).args] == [type(arg) for arg in args]


def test_all_types_of_osc_1_0_are_read() -> None:
    data = struct.pack(">fdqi", 0.5, 0.25, 5, -1) + padded(b"abc") + struct.pack(">i", 2) + b"xy\0\0"
    message = decode(raw_message(b"/a", b"fdhisbTFN", data))
    assert message.args == (0.5, 0.25, 5, -1, "abc", b"xy", True, False, None)


def test_midi_colour_and_time_are_read() -> None:
    data = bytes([1, 0x90, 60, 100]) + b"\xff\0\0\xff" + (10**19).to_bytes(8, "big")
    midi, colour, time = decode(raw_message(b"/a", b"mrt", data)).args
    assert midi == (1, 0x90, 60, 100)
    assert colour == 0xFF0000FF
    assert isinstance(time, tuple)


def test_a_message_without_type_tags_has_no_arguments() -> None:
    assert decode(b"/lyria/play\0") == Message("/lyria/play")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (raw_message(b"/lyria/bpm", b"c", b"\0\0\0a"), "type 'c'"),
        (raw_message(b"/lyria/bpm", b"S", b"abc\0"), "type 'S'"),
        (raw_message(b"/lyria/bpm", b"I"), "type 'I'"),
        (raw_message(b"/lyria/bpm", b"[ff]", b"\0" * 8), r"type '\['"),
        (raw_message(b"/lyria/bpm", b"\xff"), "type 'ÿ'"),
        (raw_message(b"/lyria/bpm", b"s", b"caf\xe9\0\0\0\0"), "UTF-8"),
        (raw_message(b"/lyria/caf\xe9", b""), "UTF-8"),
        (raw_message(b"/lyria/bpm", b"f"), "type tags ',f'"),
        (raw_message(b"/lyria/bpm", b"f", b"\0\0"), "whole OSC message"),
        (raw_message(b"/lyria/bpm", b"ff", b"\0" * 4), "type tags ',ff'"),
        (raw_message(b"/lyria/bpm", b"f", b"\0" * 8), "type tags ',f'"),
        (raw_message(b"/lyria/bpm", b"sf", b"abc\0"), "type tags ',sf'"),
        (raw_message(b"/lyria/bpm", b"s", b"abcd"), "type tags ',s'"),
        (raw_message(b"/lyria/bpm", b"b", b"\0\0\0\x09abc\0"), "type tags ',b'"),
        (raw_message(b"/lyria/bpm", b"b", b"\xff\xff\xff\xf0"), "type tags ',b'"),
        (raw_message(b"/lyria/bpm", b"bi", b"\xff\xff\xff\xfc"), "type tags ',bi'"),
        (raw_message(b"/lyria/bpm", b"b"), "type tags ',b'"),
        (b"/lyria/bpm\0\0" + b"\x3f\0\0\0", "no type tags"),
        (b"/lyria/bpm\0\0,fff", "no type tags"),
        (b"/lyria/bpmxx", "whole OSC message"),
        (raw_message(b"/lyria/bpm", b"T" * (MAX_ARGS + 1)), "arguments"),
    ],
)
def test_each_fault_is_one_error_that_names_the_address(raw: bytes, says: str) -> None:
    with pytest.raises(OscError, match=says) as caught:
        decode(raw)
    assert str(caught.value).startswith("/lyria/")
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("raw", [b"", b"\0\0\0\0", b"lyria\0\0\0", b"#bundle\0", b"abcd"])
def test_what_is_no_message_is_one_error(raw: bytes) -> None:
    with pytest.raises(OscError, match="a message"):
        decode(raw)
    assert address_of(raw) == ""


def test_the_address_of_an_ill_formed_message_is_readable() -> None:
    assert address_of(b"/lyria/bpm\0\0,f\0\0") == "/lyria/bpm"
    assert address_of(b"/lyria/caf\xe9\0") == "/lyria/caf\ufffd"
    assert len(address_of(b"/" * 9999)) == 255


@pytest.mark.parametrize("arg", [1e39, 2**63, None, object(), [1.0], b"", "\ud800"])
def test_what_osc_cannot_carry_is_one_error(arg: object) -> None:
    with pytest.raises(OscError, match="/lyria/x: cannot be sent"):
        encode("/lyria/x", [arg])


def test_nul_is_left_out_of_text() -> None:
    assert decode(encode("/a\0b", ["x\0y"])) == Message("/ab", ("xy",))


def test_not_finite_numbers_are_carried() -> None:
    (nan, inf) = decode(encode("/a", [math.nan, math.inf])).args
    assert isinstance(nan, float)
    assert math.isnan(nan)
    assert inf == math.inf


def test_a_bundle_is_what_the_splitter_reads() -> None:
    one, two = encode("/a", [1]), encode("/b", ["x"])
    assert split(bundle(1 << 40, [one, two])) == [(1 << 40, one), (1 << 40, two)]


def check(raw: bytes) -> None:
    try:
        shown = decode(raw).address
    except OscError as error:
        words = str(error)
    else:
        words = "a message" if shown.startswith("/") else ""
    assert words
    assert words.isprintable()


@given(st.binary(max_size=100))
def test_any_bytes_are_a_message_or_one_error(rest: bytes) -> None:
    check(rest)
    check(b"/" + rest)


@given(st.text("ifsbhdtrmTFNcSI[]", max_size=8), st.binary(max_size=64))
def test_any_type_tags_over_any_bytes_are_a_message_or_one_error(tags: str, data: bytes) -> None:
    check(raw_message(b"/lyria/x", tags.encode(), data))
    check(raw_message(b"/lyria/x", tags.encode(), data + b"\0" * (-len(data) % 4)))


@given(st.data())
def test_a_damaged_message_is_a_message_or_one_error(data: st.DataObject) -> None:
    raw = bytearray(encode("/lyria/x", [0.5, "words", 7, True, b"blob", 2**40]))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    check(bytes(raw[: data.draw(st.integers(0, len(raw)))]))


@pytest.mark.parametrize(("tags", "args"), [("f", (0.25,)), ("i", (-7,)), ("ifhd", (1, 0.5, 2**40, 1e100))])
def test_a_head_that_was_read_before_is_read_alike_and_no_more_forgivingly(tags: str, args: tuple[float, ...]) -> None:
    raw = raw_message(b"/lyria/again", tags.encode(), struct.pack(f">{tags.replace('h', 'q')}", *args))
    assert [decode(raw) for _ in range(3)] == [Message("/lyria/again", args)] * 3
    for wrong in (raw + b"\0\0\0\0", raw[:-4], raw[:-1]):
        with pytest.raises(OscError):
            decode(wrong)


def test_no_more_heads_are_remembered_than_there_is_room_for() -> None:
    for number in range(3000):
        raw = encode(f"/lyria/head{number}", [0.5])
        assert decode(raw) == decode(raw) == Message(f"/lyria/head{number}", (0.5,))
    assert len(message._known) <= 1024
