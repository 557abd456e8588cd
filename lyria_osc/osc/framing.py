"""Packets in a stream: size-prefixed (OSC 1.0, liblo) or SLIP (OSC 1.1, osc.js), told apart by the first byte.

A size is four bytes, and since no packet is longer than 64 KiB its first is 0. SLIP begins with its END byte, or with
the packet itself. After a fault nothing more can be read: where the next packet starts is not known.
"""

from lyria_osc.errors import OscError
from lyria_osc.osc.packet import MAX_PACKET_BYTES

_END, _ESC = b"\xc0", b"\xdb"
_ESC_END, _ESC_ESC = b"\xdb\xdc", b"\xdb\xdd"
_SLIP_STARTS = b"\xc0/#"


class StreamFraming:
    """The framing of one stream, as its peer speaks it. Owner: the connection."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._slip: bool | None = None

    def feed(self, data: bytes | memoryview) -> list[bytes]:
        """The packets that are whole with this piece of the stream.

        Raises:
            OscError: it is neither framing, or a packet is too long; the stream is of no more use.
        """
        self._held += data
        if self._slip is None and self._held:
            self._slip = self._held[0] in _SLIP_STARTS
        return self._unslip() if self._slip else self._sized()

    def frame(self, packet: bytes) -> bytes:
        """A packet as it goes into the stream."""
        if self._slip:
            return _END + packet.replace(_ESC, _ESC_ESC).replace(_END, _ESC_END) + _END
        return len(packet).to_bytes(4, "big") + packet

    def _sized(self) -> list[bytes]:
        packets: list[bytes] = []
        at, held = 0, self._held
        while len(held) - at >= 4:
            size = int.from_bytes(held[at : at + 4], "big")
            if not 0 < size <= MAX_PACKET_BYTES or size % 4:
                raise OscError(
                    f"a stream must be SLIP, or packets each after its size as 4 bytes, a multiple of 4 up to "
                    f"{MAX_PACKET_BYTES}: {held[at : at + 4].hex()} is neither"
                )
            if len(held) - at - 4 < size:
                break
            packets.append(bytes(held[at + 4 : at + 4 + size]))
            at += 4 + size
        del held[:at]
        return packets

    def _unslip(self) -> list[bytes]:
        *frames, self._held = self._held.split(_END)
        if len(self._held) > 2 * MAX_PACKET_BYTES:
            raise OscError(f"a SLIP packet of more than {MAX_PACKET_BYTES} bytes")
        return [_unescaped(bytes(frame)) for frame in frames if frame]


def _unescaped(frame: bytes) -> bytes:
    if _ESC in frame.replace(_ESC_END, b"").replace(_ESC_ESC, b""):
        raise OscError("a SLIP packet with an escape byte that escapes nothing")
    packet = frame.replace(_ESC_END, _END).replace(_ESC_ESC, _ESC)
    if len(packet) > MAX_PACKET_BYTES:
        raise OscError(f"a SLIP packet of {len(packet)} bytes: at most {MAX_PACKET_BYTES} are read")
    return packet
