"""The deck that the settings name, and what it sends of a beat."""

from collections.abc import Callable

from lyria_osc.audio.devices import AUTO, NONE
from lyria_osc.audio.resampler import Quality
from lyria_osc.beat.timeline import CountedBeat
from lyria_osc.deck import Deck, Heard
from lyria_osc.errors import DeviceError
from lyria_osc.osc.message import encode
from lyria_osc.params.table import PREFIX
from lyria_osc.settings import Settings
from lyria_osc.soundcards import Soundcards


def beat_messages(beat: CountedBeat) -> tuple[bytes, ...]:
    """What subscribers are told of a beat: a bar line's ``/lyria/bar`` first, then ``/lyria/beat``."""
    told = encode(f"{PREFIX}beat", (beat.bar, beat.beat, float(beat.bpm)))
    return (encode(f"{PREFIX}bar", (beat.bar,)), told) if beat.beat == 1 else (told,)


def open_deck(
    settings: Settings,
    soundcards: Soundcards,
    tell: Callable[[Heard], None],
    beats_per_bar: int,
    socket_fd: int | None,
) -> tuple[Deck, str]:
    """Opens the deck on the device of the settings; blocks until it is open.

    Where the device is to be found out and none can be had, it plays to none; the second says so, or what is wrong
    with the fallback device.

    Raises:
        DeviceError: the device that is asked for cannot be had.
    """
    selector = soundcards.selector

    def deck_on(device: str) -> Deck:
        return Deck(
            selector(device),
            tell,
            beat_messages,
            quality=Quality(settings.quality),
            beats_per_bar=beats_per_bar,
            socket_fd=socket_fd,
            fallback=selector(settings.fallback_device) if settings.fallback_device else None,
            monitor=selector(settings.monitor) if settings.monitor else None,
            vamps=True,
            locks=settings.lock is not None,
        )

    try:
        return deck_on(settings.device), _fallback_fault(settings, soundcards)
    except DeviceError as error:
        if settings.device != AUTO:
            raise
        return deck_on(NONE), f"no sound, only markers: {error}"


def _fallback_fault(settings: Settings, soundcards: Soundcards) -> str:
    """Why the fallback device would not do now; it may come yet."""
    try:
        if settings.fallback_device:
            soundcards.selector(settings.fallback_device)()
    except DeviceError as error:
        return f"--fallback-device: {error}"
    return ""
