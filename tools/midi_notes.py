"""MIDI files, as far as a corpus of beats needs them: notes, tempo and metre in, and simple ones out."""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

DRUMS = 9
"""The channel of the drums, from 0."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note; times in seconds."""

    start_s: float
    channel: int
    pitch: int
    velocity: int


@dataclass(frozen=True, slots=True)
class MidiSong:
    """What is in a file: `tempi` and `metres` are (beat, value) from the first beat on, notes in order of time.

    `programs` are the first of each channel.
    """

    notes: tuple[Note, ...]
    tempi: tuple[tuple[float, float], ...]
    metres: tuple[tuple[float, tuple[int, int]], ...]
    beats: float
    programs: Mapping[int, int]

    def seconds(self, beat: float) -> float:
        """When a quarter note sounds."""
        now_s, at, bpm = 0.0, 0.0, 120.0
        for start, tempo in self.tempi:
            if start >= beat:
                break
            now_s += (start - at) * 60 / bpm
            at, bpm = start, tempo
        return now_s + (beat - at) * 60 / bpm


@dataclass(frozen=True, slots=True)
class _Event:
    tick: int
    kind: int
    data: bytes


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        byte = data[at]
        value, at = value << 7 | byte & 0x7F, at + 1
        if byte < 0x80:
            return value, at


def _events(data: bytes) -> Iterable[_Event]:
    at, tick, status = 0, 0, 0
    while at < len(data):
        delta, at = _number(data, at)
        tick += delta
        if data[at] >= 0x80:
            status, at = data[at], at + 1
        if status in (0xFF, 0xF0, 0xF7):
            kind = 0x100 | data[at] if status == 0xFF else status
            size, at = _number(data, at + (status == 0xFF))
        else:
            kind, size = status, 1 if status >> 4 in (0xC, 0xD) else 2
        yield _Event(tick, kind, data[at : at + size])
        at += size


def read_midi(path: Path) -> MidiSong:
    """Reads a standard MIDI file of format 0 or 1.

    Raises:
        ValueError: it is none.
    """
    data = path.read_bytes()
    if data[:4] != b"MThd":
        raise ValueError(f"{path} is no MIDI file")
    division = struct.unpack(">H", data[12:14])[0]
    events, at = [], 14
    while at + 8 <= len(data):
        size = struct.unpack(">I", data[at + 4 : at + 8])[0]
        if data[at : at + 4] == b"MTrk":
            events += list(_events(data[at + 8 : at + 8 + size]))
        at += 8 + size
    events.sort(key=lambda event: event.tick)
    tempi = [(one.tick / division, 60e6 / int.from_bytes(one.data)) for one in events if one.kind == 0x151]
    metres = [(one.tick / division, (one.data[0], 1 << one.data[1])) for one in events if one.kind == 0x158]
    programs = {one.kind & 15: one.data[0] for one in reversed(events) if one.kind >> 4 == 0xC}
    song = MidiSong((), tuple(tempi), tuple(metres), events[-1].tick / division if events else 0.0, programs)
    notes = (
        Note(song.seconds(one.tick / division), one.kind & 15, one.data[0], one.data[1])
        for one in events
        if one.kind >> 4 == 9 and one.data[1]
    )
    return replace(song, notes=tuple(notes))


@dataclass(frozen=True, slots=True)
class Play:
    """A note to be written: start and length in beats."""

    beat: float
    length: float
    channel: int
    pitch: int
    velocity: int


TICKS = 480


def _size(value: int) -> bytes:
    out = [value & 0x7F]
    while value := value >> 7:
        out.insert(0, value & 0x7F | 0x80)
    return bytes(out)


def midi_bytes(bpm: float, programs: Iterable[tuple[int, int]], notes: Iterable[Play]) -> bytes:
    """A file of one tempo: `programs` are (channel, program)."""
    events = [(0, b"\xff\x51\x03" + round(60e6 / bpm).to_bytes(3))]
    events += [(0, bytes((0xC0 | channel, program))) for channel, program in programs]
    for note in notes:
        start = max(0, round(note.beat * TICKS))
        end = max(start + 1, round((note.beat + note.length) * TICKS))
        events.append((start, bytes((0x90 | note.channel, note.pitch, note.velocity))))
        events.append((end, bytes((0x80 | note.channel, note.pitch, 0))))
    events.sort(key=lambda event: event[0])
    track, tick = b"", 0
    for at, data in events:
        track += _size(at - tick) + data
        tick = at
    track += b"\x00\xff\x2f\x00"
    return struct.pack(">4sIHHH4sI", b"MThd", 6, 0, 1, TICKS, b"MTrk", len(track)) + track
