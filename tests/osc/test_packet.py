import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import OscError
from lyria_osc.osc.message import bundle, encode
from lyria_osc.osc.packet import MAX_DEPTH, MAX_ELEMENTS, MAX_PACKET_BYTES, split

ONE, TWO, THREE = (encode(f"/lyria/{name}", [0.5]) for name in ("bpm", "density", "gain"))


def test_a_message_is_itself() -> None:
    assert split(ONE) == [(None, ONE)]


def test_a_bundle_gives_its_messages_in_order_with_its_tag() -> None:
    assert split(bundle(77 << 32, [ONE, TWO, THREE])) == [(77 << 32, ONE), (77 << 32, TWO), (77 << 32, THREE)]


def test_nested_bundles_keep_the_order_and_the_later_tag() -> None:
    packet = bundle(50, [ONE, bundle(90, [TWO, bundle(1, [TWO])]), bundle(10, [ONE]), THREE])
    assert split(packet) == [(50, ONE), (90, TWO), (90, TWO), (50, ONE), (50, THREE)]


def test_an_empty_bundle_has_no_messages() -> None:
    assert split(bundle(1, [])) == []


@pytest.mark.parametrize(
    "packet",
    [
        bytes.fromhex("2362756e646c65000000000000000001fffffffc"),  # endless in python-osc
        bytes.fromhex("2362756e646c65000000000000000001000000042f000000fffffff4"),  # endless and growing there
        bundle(1, [ONE])[:-1],
        bundle(1, [ONE])[:-4],
        bundle(1, [ONE]) + b"\0\0",
        bundle(1, [ONE]) + b"\0\0\0\0",
        bundle(1, [ONE[:-2]]),
        bundle(1, [b"nope"]),
        bundle(1, [b"#bundle\0"]),
        bundle(1, [b"#bundlf\0" + ONE])[:-4],
        b"#bundle\0",
        b"#bundle\0\0\0\0",
        b"#bundle",
        b"",
        b"\0",
        b"hello",
    ],
)
def test_framing_that_does_not_hold_counts_for_nothing(packet: bytes) -> None:
    with pytest.raises(OscError):
        split(packet)


def test_a_fault_behind_good_elements_names_its_place() -> None:
    packet = bundle(1, [ONE, TWO]) + (400).to_bytes(4, "big") + THREE
    with pytest.raises(OscError, match=f"element 3 is said to have 400 bytes.* {len(THREE)} that are left"):
        split(packet)


def test_depth_is_bounded() -> None:
    packet = ONE
    for _ in range(MAX_DEPTH):
        packet = bundle(1, [packet])
    assert split(packet) == [(1, ONE)]
    with pytest.raises(OscError, match="deep"):
        split(bundle(1, [packet]))
    for _ in range(400):
        packet = bundle(1, [packet])
    with pytest.raises(OscError, match="deep"):
        split(packet)


def test_elements_are_bounded_also_over_several_bundles() -> None:
    tiny = b"/a\0\0"
    assert len(split(bundle(1, [tiny] * MAX_ELEMENTS))) == MAX_ELEMENTS
    with pytest.raises(OscError, match="more than"):
        split(bundle(1, [tiny] * (MAX_ELEMENTS + 1)))
    half = bundle(1, [tiny] * (MAX_ELEMENTS // 2))
    with pytest.raises(OscError, match="more than"):
        split(bundle(1, [half, half]))


def test_size_is_bounded() -> None:
    with pytest.raises(OscError, match="bytes"):
        split(bundle(1, [b"/".ljust(MAX_PACKET_BYTES, b"a")]))


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_messages_or_one_error(rest: bytes, is_bundle: bool) -> None:
    try:
        elements = split(b"#bundle\0" + rest if is_bundle else rest)
    except OscError:
        return
    assert all(raw.startswith(b"/") or raw.startswith(b"#") for _, raw in elements)


@given(st.data())
def test_a_damaged_bundle_never_gives_more_than_it_holds(data: st.DataObject) -> None:
    packet = bytearray(bundle(1, [ONE, bundle(2, [TWO, THREE]), ONE]))
    for _ in range(data.draw(st.integers(1, 4))):
        packet[data.draw(st.integers(0, len(packet) - 1))] = data.draw(st.integers(0, 255))
    try:
        elements = split(bytes(packet))
    except OscError:
        return
    assert sum(len(raw) for _, raw in elements) <= len(packet)
