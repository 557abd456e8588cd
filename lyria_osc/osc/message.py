"""Bytes to message and back: the door to python-osc, which parses and builds.

python-osc passes over types it does not know without their bytes (so that what follows is misread), makes up what is
missing of a float at the end, and lets errors of other kinds out. So each message is measured before it is parsed:
what its type tags promise must be there to the byte. All that can be wrong comes out as one `OscError`.

A fader sends the same address and type tags over and over: where such a head was read once and only numbers follow,
what follows is unpacked at once, in a fourth of the time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from struct import Struct

from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import BuildError, OscMessageBuilder

from lyria_osc.errors import OscError

MAX_ARGS = 1024
"""How many arguments a message may have: words of a long prompt may each come as one."""

_FIXED_BYTES = {ord(tag): size for tag, size in {**dict.fromkeys("ifrm", 4), **dict.fromkeys("hdt", 8)}.items()}
_TAKEN = b"ifsbhdtrmTFN"
_NUMBERS = frozenset("ifhd")
_HEADS = 1024
_INT32 = range(-(2**31), 2**31)
_INT64 = range(-(2**63), 2**63)


_known: dict[bytes, tuple[str, Struct]] = {}
"""Heads that were read: the address, and what unpacks the numbers after it."""


@dataclass(frozen=True, slots=True)
class Message:
    """An OSC message: an address (or address pattern), and arguments as python-osc gives them.

    int (``i h r``), float (``f d``), bool (``T F``), str (``s``), bytes (``b``), None (``N``), tuples (``m t``).
    """

    address: str
    args: tuple[object, ...] = ()


def decode(raw: bytes) -> Message:
    """Reads one message.

    Raises:
        OscError: it does not hold; the text names the address where that much could be read.
    """
    start = (raw.find(0) & ~3) + 4
    end = (raw.find(0, start) & ~3) + 4
    known = _known.get(raw[:end])
    if known and len(raw) == end + known[1].size:
        return Message(known[0], known[1].unpack_from(raw, end))
    _measure(raw)
    try:
        parsed = OscMessage(raw)
    except UnicodeDecodeError:
        raise OscError(f"{_name(raw)}: holds text that is not UTF-8") from None
    tags = raw[start + 1 : end].rstrip(b"\0").decode()
    if end > start and _NUMBERS.issuperset(tags):
        if len(_known) >= _HEADS:
            _known.clear()
        _known[raw[:end]] = parsed.address, Struct(f">{tags.replace('h', 'q')}")
    return Message(parsed.address, tuple(parsed))


def address_of(raw: bytes) -> str:
    """The address of a message that may be ill-formed, fit to be shown; empty if there is none."""
    head = raw[:255].partition(b"\0")[0]
    return on_one_line(head.decode("utf-8", "replace")) if head.startswith(b"/") else ""


def on_one_line(text: str) -> str:
    """Text from outside as it can be shown or logged: what would break or hide the line is replaced."""
    return text if text.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in text)


def encode(address: str, args: Iterable[object] = ()) -> bytes:
    """Builds one message: bool → ``T F``, int → ``i`` (``h`` beyond 32 bit), float → ``f``, str → ``s``, bytes → ``b``.

    A NUL in text ends it on the wire, so it is left out.

    Raises:
        OscError: an argument of another type, or a number beyond what OSC can carry.
    """
    builder = OscMessageBuilder(address.replace("\0", ""))
    try:
        for arg in args:
            _add(builder, arg)
        return builder.build().dgram
    except (BuildError, OverflowError, ValueError) as error:
        raise OscError(f"{address}: cannot be sent as OSC: {error}") from None


def bundle(timetag: int, messages: Iterable[bytes]) -> bytes:
    """Builds a bundle of built messages; `timetag` is NTP time as 64 bit fixed point."""
    parts = [b"#bundle\0", timetag.to_bytes(8, "big")]
    for raw in messages:
        parts += (len(raw).to_bytes(4, "big"), raw)
    return b"".join(parts)


def _add(builder: OscMessageBuilder, arg: object) -> None:
    match arg:
        case bool():
            builder.add_arg(arg, "T" if arg else "F")
        case int() if arg in _INT64:
            builder.add_arg(arg, "i" if arg in _INT32 else "h")
        case float():
            builder.add_arg(arg, "f")
        case str():
            builder.add_arg(arg.replace("\0", ""), "s")
        case bytes():
            builder.add_arg(arg, "b")
        case _:
            raise ValueError(f"no OSC type for {type(arg).__name__} {arg!r}")


def _measure(raw: bytes) -> None:
    """Checks that a message is as long as its type tags say."""
    size = len(raw)
    nul = raw.find(0)
    if raw[:1] != b"/" or size & 3 or nul < 0:
        raise OscError(f"{_name(raw)}: no whole OSC message: {size} bytes must start with '/', end padded to 4")
    start = (nul & ~3) + 4
    if start == size:
        return
    stop = raw.find(0, start)
    if raw[start] != 0x2C or stop < 0:
        raise OscError(f"{_name(raw)}: has no type tags: after the address comes ',' and one letter per argument")
    tags = raw[start + 1 : stop]
    if strange := tags.translate(None, _TAKEN):
        raise OscError(f"{_name(raw)}: type {chr(strange[0])!r} is not taken: send one of i f s T F d h")
    if len(tags) > MAX_ARGS:
        raise OscError(f"{_name(raw)}: {len(tags)} arguments: at most {MAX_ARGS} are read")
    if _end(raw, (stop & ~3) + 4, tags) != size:
        raise OscError(f"{_name(raw)}: its arguments are not as long as its type tags ',{tags.decode()}' say"[:300])


def _end(raw: bytes, at: int, tags: bytes) -> int:
    """Where the arguments end, -1 if they do not."""
    for tag in tags:
        if tag == 0x73:
            nul = raw.find(0, at)
            if nul < 0:
                return -1
            at = (nul & ~3) + 4
        elif tag == 0x62:
            length = int.from_bytes(raw[at : at + 4], "big", signed=True)
            if length < 0 or at + 4 > len(raw):
                return -1
            at += 4 + length + (-length & 3)
        else:
            at += _FIXED_BYTES.get(tag, 0)
    return at


def _name(raw: bytes) -> str:
    return address_of(raw) or "a message"
