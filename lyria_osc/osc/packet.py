"""Splits a packet (a datagram, or one frame of a stream) into its messages, within bounds.

A packet is one message or one bundle; a bundle holds a time tag and elements, each a message or a bundle again. The
splitter checks the whole framing before it gives out anything: a packet whose framing does not hold counts for
nothing, since a wrong length leaves no way to tell what the rest was meant to be. Time and memory are bounded by the
limits below, whatever the bytes.
"""

from lyria_osc.errors import OscError

MAX_PACKET_BYTES = 65_536
"""The longest packet that is read: a UDP datagram cannot be longer, and no stream needs to be."""

MAX_DEPTH = 8
"""How deep bundles may lie in bundles."""

MAX_ELEMENTS = 512
"""How many elements a packet may hold: some ten times the parameters there are."""

IMMEDIATELY = 1
"""The time tag that means at once."""

_BUNDLE = b"#bundle\0"
_HEAD_BYTES = 16

Element = tuple[int | None, bytes]
"""A time tag (NTP, 64 bit fixed point; None outside any bundle) and the bytes of one message."""


def split(packet: bytes) -> list[Element]:
    """The messages of a packet in order, each with the time tag that holds for it.

    A bundle inside a bundle may not be earlier than the one around it; where it is, the later tag holds.

    Raises:
        OscError: the packet is neither message nor bundle, its framing does not hold, or it is beyond the limits.
    """
    if packet[:1] == b"/":
        return [(None, packet)]
    if not packet.startswith(_BUNDLE):
        raise OscError(f"not OSC: a packet starts with '/' or '#bundle', this one ({len(packet)} bytes) does not")
    if len(packet) > MAX_PACKET_BYTES:
        raise OscError(f"a bundle of {len(packet)} bytes: at most {MAX_PACKET_BYTES} are read")
    return _split_bundle(packet)


def _split_bundle(packet: bytes) -> list[Element]:
    messages: list[Element] = []
    spans = [(0, len(packet), IMMEDIATELY, 1)]
    seen = 0
    while spans:
        start, end, tag, depth = spans.pop()
        if not packet.startswith(_BUNDLE, start, end):
            messages.append((tag, packet[start:end]))
            continue
        inside = _elements(packet, start, end, max(tag, _tag_at(packet, start, end)), depth)
        seen += len(inside)
        if seen > MAX_ELEMENTS:
            raise OscError(f"a bundle of more than {MAX_ELEMENTS} elements: send it in parts")
        spans.extend(reversed(inside))
    return messages


def _tag_at(packet: bytes, start: int, end: int) -> int:
    if end - start < _HEAD_BYTES:
        raise OscError(f"a bundle of {end - start} bytes: its head alone takes {_HEAD_BYTES}")
    return int.from_bytes(packet[start + 8 : start + _HEAD_BYTES], "big")


def _elements(packet: bytes, start: int, end: int, tag: int, depth: int) -> list[tuple[int, int, int, int]]:
    """The spans of a bundle's elements: start, end, time tag, depth."""
    if depth > MAX_DEPTH:
        raise OscError(f"bundles more than {MAX_DEPTH} deep in each other")
    spans: list[tuple[int, int, int, int]] = []
    at = start + _HEAD_BYTES
    while at < end:
        size = int.from_bytes(packet[at : at + 4], "big", signed=True)
        at += 4
        if at > end or size <= 0 or size % 4 or size > end - at:
            raise OscError(
                f"a bundle's element {len(spans) + 1} is said to have {size} bytes: it must be a multiple of 4 "
                f"and within the {max(0, end - at)} that are left"
            )
        if packet[at] not in b"/#":
            raise OscError(f"a bundle's element {len(spans) + 1} is neither message nor bundle")
        spans.append((at, at + size, tag, depth + 1))
        if len(spans) > MAX_ELEMENTS:
            raise OscError(f"a bundle of more than {MAX_ELEMENTS} elements: send it in parts")
        at += size
    return spans
