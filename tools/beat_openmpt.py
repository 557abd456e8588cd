"""Tracker modules as libopenmpt plays them: sound, rows, and which row strikes what, for a corpus of beats.

What a sample is, kick, snare, bass or other, is told by its spectrum as it sounds alone.
"""

import ctypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from beat_clear import Hit
from beat_pieces import RATE_HZ, Sound

_VOID, _INT, _SIZE = ctypes.c_void_p, ctypes.c_int32, ctypes.c_size_t

SOUND_S = 0.5
LOW_HZ, LOW_SHARE = 150.0, 0.35
"""A kick or bass has so much of its power below."""

FLAT, BRIGHT_HZ = 0.05, 4500.0
"""A noise has so flat a spectrum; one whose middle is above is a hat."""

FAINT, FAINT_VOLUME = 0.003, 0.25
"""Softer ones are echoes."""


class Row(NamedTuple):
    """A row as it is played."""

    at_s: float
    pattern: int
    row: int


class _Strike(NamedTuple):
    at_s: float
    instrument: int
    note: int
    volume: float


class _Look(NamedTuple):
    low: float
    middle_hz: float
    flat: float
    rms: float


class _Interactive(ctypes.Structure):
    """The library's way to mute channels and play single notes; the members between are not used."""

    _fields_ = [
        ("before", _VOID * 10),
        ("mute", ctypes.CFUNCTYPE(ctypes.c_int, _VOID, _INT, ctypes.c_int)),
        ("between", _VOID * 3),
        ("play", ctypes.CFUNCTYPE(_INT, _VOID, _INT, _INT, ctypes.c_double, ctypes.c_double)),
        ("stop", _VOID),
    ]


def _call(name: str, result: Any, *arguments: Any) -> Any:  # noqa: ANN401
    function = getattr(ctypes.CDLL("libopenmpt.so.0"), f"openmpt_module_{name}")
    function.restype, function.argtypes = result, list(arguments)
    return function


class Module:
    """A module in the library's hands.

    Raises:
        ValueError: the library cannot read it.
    """

    def __init__(self, data: bytes) -> None:
        create = _call("ext_create_from_memory", _VOID, ctypes.c_char_p, _SIZE, *[_VOID] * 7)
        self._ext = create(data, len(data), *[None] * 7)
        if not self._ext:
            raise ValueError("no module")
        self._module = _call("ext_get_module", _VOID, _VOID)(self._ext)
        self._channels = _call("get_num_channels", _INT, _VOID)(self._module)
        self._data = data

    def close(self) -> None:
        """Gives it back."""
        _call("ext_destroy", None, _VOID)(self._ext)

    def play(self, seconds: float) -> tuple[Sound, list[Row]]:
        """Plays a millisecond at a time, so that each row's begin is known; ends with the music."""
        read = _call("read_interleaved_float_stereo", _SIZE, _VOID, _INT, _SIZE, _VOID)
        current = [_call(f"get_current_{what}", _INT, _VOID) for what in ("order", "row", "pattern")]
        step = RATE_HZ // 1000
        buffer = np.zeros((step, 2), np.float32)
        blocks, rows, last = [np.zeros((0, 2), np.float32)], [], None
        for number in range(int(seconds * 1000)):
            if read(self._module, RATE_HZ, step, buffer.ctypes.data) < step:
                break
            blocks.append(buffer.copy())
            order, row, pattern = (query(self._module) for query in current)
            if (order, row) != last:
                last = (order, row)
                rows.append(Row(number * 0.001, pattern, row))
        return np.concatenate(blocks), rows

    def hits(self, rows: Sequence[Row]) -> list[Hit]:
        """What the rows strike that tells the beat."""
        strikes = self._strikes(rows)
        looks = {key: self._look(*key) for key in {(one.instrument, one.note) for one in strikes}}
        played: dict[int, list[_Look]] = {}
        for one in strikes:
            played.setdefault(one.instrument, []).append(looks[one.instrument, one.note])
        parts = {instrument: _part(of) for instrument, of in played.items()}
        return [
            Hit(one.at_s, parts[one.instrument])
            for one in strikes
            if looks[one.instrument, one.note].rms * one.volume > FAINT
        ]

    def _strikes(self, rows: Sequence[Row]) -> list[_Strike]:
        command = _call("get_pattern_row_channel_command", ctypes.c_uint8, _VOID, _INT, _INT, _INT, ctypes.c_int)
        instruments: dict[int, int] = {}
        found = []
        for at_s, pattern, row in rows:
            for channel in range(self._channels):
                note, instrument, by_volume, effect, volume = (
                    command(self._module, pattern, row, channel, what) for what in range(5)
                )
                if instrument:
                    instruments[channel] = instrument
                loud = volume / 64 if by_volume == 1 else 1.0
                slides = effect in (4, 6)
                if 1 <= note <= 120 and not slides and loud >= FAINT_VOLUME and channel in instruments:
                    found.append(_Strike(at_s, instruments[channel] - 1, note - 1, loud))
        return found

    def _look(self, instrument: int, note: int) -> _Look:
        alone = Module(self._data)
        hands = _Interactive()
        _call("ext_get_interface", ctypes.c_int, _VOID, ctypes.c_char_p, _VOID, _SIZE)(
            alone._ext, b"interactive", ctypes.byref(hands), ctypes.sizeof(hands)
        )
        for channel in range(self._channels):
            hands.mute(alone._ext, channel, 1)
        hands.play(alone._ext, instrument, note, 1.0, 0.0)
        count = round(SOUND_S * RATE_HZ)
        sound = np.zeros(count, np.float32)
        read = _call("read_float_mono", _SIZE, _VOID, _INT, _SIZE, _VOID)
        read(alone._module, RATE_HZ, count, sound.ctypes.data)
        alone.close()
        power = np.abs(np.fft.rfft(sound * np.hanning(2 * count)[count:])) ** 2
        hz = np.fft.rfftfreq(count, 1 / RATE_HZ)
        whole = float(power.sum()) + 1e-12
        band = power[(hz > 60) & (hz < 12_000)]
        flat = float(np.exp(np.mean(np.log(band + 1e-9 * whole))) / (band.mean() + 1e-12))
        rms = float(np.sqrt(np.mean(sound**2)))
        return _Look(float(power[hz < LOW_HZ].sum()) / whole, float((power * hz).sum()) / whole, flat, rms)


def _part(looks: Sequence[_Look]) -> str:
    """Which part an instrument plays, by all its strikes: a kick is not tuned."""
    low, middle_hz, flat, _ = np.mean(looks, axis=0)
    if low >= LOW_SHARE:
        return "kick" if len(set(looks)) < 3 else "bass"
    if flat >= FLAT:
        return "other" if middle_hz > BRIGHT_HZ else "snare"
    return "note"


def played(path: Path, seconds: float) -> tuple[Sound, list[Row], list[Hit]]:
    """A module's sound, rows and what they strike.

    Raises:
        ValueError: the library cannot read it.
    """
    module = Module(path.read_bytes())
    pcm, rows = module.play(seconds)
    hits = module.hits(rows)
    module.close()
    return pcm, rows, hits
