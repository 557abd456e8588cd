"""Which maker of music the settings name. A door: the makers are loaded when they are wanted."""

from collections.abc import Awaitable, Callable

from lyria_osc.offline.truth import Truth
from lyria_osc.service import Door
from lyria_osc.settings import Settings


def door_of(
    settings: Settings,
    room: Callable[[], Awaitable[None]] | None = None,
    hear_truth: Callable[[Truth], None] | None = None,
) -> Door:
    """The way to the maker of music.

    `room` holds one that is as fast as it is asked to the listener's pace; `hear_truth` is told what the offline band
    has played in each chunk.
    """
    if settings.chosen_engine == "lyria":
        from lyria_osc.session.lyria import LyriaDoor

        key = settings.api_key.reveal() if settings.api_key else ""
        return LyriaDoor(settings.model, settings.api_version, key)
    from lyria_osc.offline.door import OfflineDoor

    return OfflineDoor(room=room, hear_truth=hear_truth)


def understudy_of(settings: Settings, room: Callable[[], Awaitable[None]]) -> Door | None:
    """The way to the offline band, where that is to play when the service is gone."""
    if settings.chosen_engine == "offline" or settings.on_failure != "offline":
        return None
    from lyria_osc.offline.door import OfflineDoor

    return OfflineDoor(room=room)
