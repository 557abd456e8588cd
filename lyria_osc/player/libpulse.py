"""PulseAudio's client library, as far as a stream to a sink needs it, by ctypes. A door.

PipeWire's server speaks the same protocol. Everything happens in the thread that calls: `pump` does what has come from
the server and what is to go there, and never waits.

A stream's frames have numbers, and those that the sink has not taken can be written anew: that is what makes a long
queue and a short way from a hand to the ear.
"""

import ctypes
import sys
import time
from collections.abc import Callable, Sequence
from ctypes import POINTER, Structure, c_char_p, c_int, c_int64, c_long, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p
from dataclasses import dataclass
from typing import Any

from lyria_osc.errors import DeviceError

OPENS_WITHIN_S = 5.0
POLL_S = 0.001
SAMPLE_BYTES = 4
QUEUE_S = 2.0
"""What a stream may hold before the server says that it is full; far more than is laid ahead."""

NO_AUTOSPAWN = 0x0001
"""Of `pa_context_flags_t`, as the following are of `pa_stream_flags_t`: no server is started for us."""

NO_REMIX = 0x0020
"""Channels go where their positions say, and nowhere else."""

DONT_MOVE = 0x0200
"""A stream whose sink is removed ends, rather than to be heard somewhere else without a word."""

EARLY_REQUESTS = 0x4000
"""The sink takes blocks as short as asked for, however long the queue is."""

READY, CONTEXT_READY = 2, 4
FAILED, CONTEXT_FAILED = 3, 5
RUNNING = 0
FLOAT32_NATIVE = 5 if sys.byteorder == "little" else 6
SEEK_ABSOLUTE = 1
LEFT_ALONE = 0xFFFFFFFF


class _SampleSpec(Structure):
    _fields_ = (("format", c_int), ("rate", c_uint32), ("channels", c_uint8))


class _ChannelMap(Structure):
    _fields_ = (("channels", c_uint8), ("map", c_int * 32))


class _BufferAttr(Structure):
    _fields_ = tuple((name, c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize"))


class _TimingInfo(Structure):
    _fields_ = (
        *(("seconds", c_long), ("microseconds", c_long), ("synchronized_clocks", c_int)),
        *(("sink_usec", c_uint64), ("source_usec", c_uint64), ("transport_usec", c_uint64)),
        *(("playing", c_int), ("write_index_corrupt", c_int), ("write_index", c_int64)),
        *(("read_index_corrupt", c_int), ("read_index", c_int64)),
    )


_NOTICE = ctypes.CFUNCTYPE(None, c_void_p, c_void_p)

_SIGNATURES: dict[str, tuple[Any, ...]] = {
    "pa_mainloop_new": (c_void_p,),
    "pa_mainloop_free": (None, c_void_p),
    "pa_mainloop_get_api": (c_void_p, c_void_p),
    "pa_mainloop_iterate": (c_int, c_void_p, c_int, c_void_p),
    "pa_strerror": (c_char_p, c_int),
    "pa_channel_map_parse": (c_void_p, POINTER(_ChannelMap), c_char_p),
    "pa_context_new": (c_void_p, c_void_p, c_char_p),
    "pa_context_connect": (c_int, c_void_p, c_char_p, c_int, c_void_p),
    "pa_context_get_state": (c_int, c_void_p),
    "pa_context_errno": (c_int, c_void_p),
    "pa_context_disconnect": (None, c_void_p),
    "pa_context_unref": (None, c_void_p),
    "pa_stream_new": (c_void_p, c_void_p, c_char_p, POINTER(_SampleSpec), POINTER(_ChannelMap)),
    "pa_stream_connect_playback": (c_int, c_void_p, c_char_p, POINTER(_BufferAttr), c_int, c_void_p, c_void_p),
    "pa_stream_get_state": (c_int, c_void_p),
    "pa_stream_set_underflow_callback": (None, c_void_p, _NOTICE, c_void_p),
    "pa_stream_write": (c_int, c_void_p, c_void_p, c_size_t, c_void_p, c_int64, c_int),
    "pa_stream_update_timing_info": (c_void_p, c_void_p, c_void_p, c_void_p),
    "pa_stream_get_timing_info": (POINTER(_TimingInfo), c_void_p),
    "pa_stream_disconnect": (c_int, c_void_p),
    "pa_stream_unref": (None, c_void_p),
    "pa_operation_get_state": (c_int, c_void_p),
    "pa_operation_unref": (None, c_void_p),
}
"""Result and arguments of what is called, from the headers of libpulse 0.9.16 and later."""


def _library() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL("libpulse.so.0")
    except OSError as error:
        raise DeviceError(
            f"the sound server's library cannot be loaded ({error}): on Debian and Ubuntu `sudo apt install libpulse0`"
        ) from None
    for name, (result, *arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


@dataclass(frozen=True, slots=True)
class Timing:
    """How far a stream was at a moment: `at_s` (monotonic); all frames before `read_frame` had gone to the sink.

    What the sink took takes `sink_s` to be heard: negative for a stream that has not begun.
    """

    at_s: float
    read_frame: int
    sink_s: float


class Stream:
    """A stream of float32 to a sink. Owner: the thread that made it."""

    def __init__(
        self, sink: str, rate_hz: int, positions: Sequence[str], block_frames: int, on_underrun: Callable[[], object]
    ) -> None:
        """Opens a stream, which begins to be heard when a block has been written.

        Args:
            sink: its name; empty for the server's default, and then the user may move the stream elsewhere.
            rate_hz: of the stream; the server resamples where the sink's is another.
            positions: where the stream's channels are to be heard, as PulseAudio names that.
            block_frames: how many frames the sink is asked to take at once.
            on_underrun: called by `pump` when the queue has run dry.

        Raises:
            DeviceError: library, server or sink are not there, or refuse.
        """
        self._lib = _library()
        self._frame_bytes = len(positions) * SAMPLE_BYTES
        self._closed = False
        self._operation: int | None = None
        self._underrun = _NOTICE(lambda stream, data: on_underrun() and None)
        self._loop = self._lib.pa_mainloop_new()
        self._context = self._lib.pa_context_new(self._lib.pa_mainloop_get_api(self._loop), b"lyria-osc")
        self._stream: int | None = None
        try:
            self._connect()
            self._open(sink, rate_hz, positions, block_frames)
        except DeviceError:
            self.close()
            raise

    def _connect(self) -> None:
        if self._lib.pa_context_connect(self._context, None, NO_AUTOSPAWN, None) < 0:
            raise self._refused("the sound server cannot be reached")
        self._await(lambda: self._lib.pa_context_get_state(self._context), CONTEXT_READY, "the sound server")

    def _open(self, sink: str, rate_hz: int, positions: Sequence[str], block_frames: int) -> None:
        layout = _ChannelMap()
        if not self._lib.pa_channel_map_parse(layout, ",".join(positions).encode()):
            raise DeviceError(f"the sound server knows no such places as {', '.join(positions)}")
        spec = _SampleSpec(FLOAT32_NATIVE, rate_hz, len(positions))
        self._stream = self._lib.pa_stream_new(self._context, b"music", spec, layout)
        if not self._stream:
            raise self._refused(f"no stream at {rate_hz} Hz")
        self._lib.pa_stream_set_underflow_callback(self._stream, self._underrun, None)
        block = block_frames * self._frame_bytes
        wanted = _BufferAttr(LEFT_ALONE, int(QUEUE_S * rate_hz) * self._frame_bytes, block, block, LEFT_ALONE)
        flags = EARLY_REQUESTS | NO_REMIX | (DONT_MOVE if sink else 0)
        if self._lib.pa_stream_connect_playback(self._stream, sink.encode() or None, wanted, flags, None, None) < 0:
            raise self._refused(f"sink {sink!r} cannot be opened")
        self._await(self._state, READY, f"sink {sink!r}" if sink else "the default sink")

    def _state(self) -> int:
        return int(self._lib.pa_stream_get_state(self._stream))

    def _await(self, state: Callable[[], int], wanted: int, what: str) -> None:
        until_s = time.monotonic() + OPENS_WITHIN_S
        while state() < wanted and time.monotonic() < until_s:
            self.pump()
            time.sleep(POLL_S)
        if state() > wanted:
            raise self._refused(f"{what} cannot be opened")
        if state() < wanted:
            raise DeviceError(f"{what} has not answered within {OPENS_WITHIN_S:g} s")

    def _refused(self, words: str) -> DeviceError:
        reason = self._lib.pa_strerror(self._lib.pa_context_errno(self._context)).decode()
        return DeviceError(f"{words}: {reason}")

    def pump(self) -> None:
        """Does what has come, sends what is to go; returns at once."""
        while self._lib.pa_mainloop_iterate(self._loop, 0, None) > 0:
            pass

    @property
    def alive(self) -> bool:
        """Whether server and sink are there."""
        return self._state() == READY and self._lib.pa_context_get_state(self._context) == CONTEXT_READY

    def write(self, frames: bytes, at_frame: int) -> None:
        """Hands frames over, in place of what the stream has at those numbers already.

        Args:
            frames: float32, the channels interleaved.
            at_frame: the number of the first, counted from the stream's beginning. What has been heard already of what
                it replaces stays as it was, and the others keep their moments.
        """
        self._lib.pa_stream_write(self._stream, frames, len(frames), None, at_frame * self._frame_bytes, SEEK_ABSOLUTE)

    def timing(self) -> Timing | None:
        """The answer to the question before, if it has come; and asks anew."""
        found = None
        if self._operation and self._lib.pa_operation_get_state(self._operation) != RUNNING:
            self._forget_question()
            info = self._lib.pa_stream_get_timing_info(self._stream)
            if info and not info.contents.read_index_corrupt:
                wall_s = info.contents.seconds + 1e-6 * info.contents.microseconds
                at_s = wall_s - (time.time() - time.monotonic())
                found = Timing(at_s, info.contents.read_index // self._frame_bytes, 1e-6 * info.contents.sink_usec)
        if not self._operation:
            self._operation = self._lib.pa_stream_update_timing_info(self._stream, None, None)
        return found

    def _forget_question(self) -> None:
        if self._operation:
            self._lib.pa_operation_unref(self._operation)
            self._operation = None

    def close(self) -> None:
        """Ends the stream at once."""
        if self._closed:
            return
        self._closed = True
        self._forget_question()
        if self._stream:
            self._lib.pa_stream_disconnect(self._stream)
            self._lib.pa_stream_unref(self._stream)
        self._lib.pa_context_disconnect(self._context)
        self.pump()
        self._lib.pa_context_unref(self._context)
        self._lib.pa_mainloop_free(self._loop)
