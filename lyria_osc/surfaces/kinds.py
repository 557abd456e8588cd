"""The kinds of control surface there are, each with the file it is written to and what opens it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lyria_osc.errors import ConfigError, did_you_mean
from lyria_osc.surfaces.rows import Rows


@dataclass(frozen=True, slots=True)
class Surface:
    """A kind: `file` is the usual name of what `write` gives."""

    name: str
    file: str
    about: str
    write: Callable[[Rows], bytes]


def find_surface(name: str) -> Surface:
    """The kind of a name.

    Raises:
        ConfigError: there is none; names the nearest and all.
    """
    try:
        return SURFACES[name]
    except KeyError:
        near = did_you_mean(name, SURFACES) or f": there are {', '.join(SURFACES)}"
        raise ConfigError(f"{name!r} is no surface{near}") from None


def _tablet(rows: Rows) -> bytes:
    from lyria_osc.surfaces.touchosc import TABLET, touchosc_layout

    return touchosc_layout(rows, TABLET)


def _phone(rows: Rows) -> bytes:
    from lyria_osc.surfaces.touchosc import PHONE, touchosc_layout

    return touchosc_layout(rows, PHONE)


def _max(rows: Rows) -> bytes:
    from lyria_osc.surfaces.max import max_patch

    return max_patch(rows).encode("utf-8")


def _max_for_live(rows: Rows) -> bytes:
    from lyria_osc.surfaces.max import max_device

    return max_device(rows)


def _pd(rows: Rows) -> bytes:
    from lyria_osc.surfaces.pd import pd_patch

    return pd_patch(rows).encode("utf-8")


def _reaper(rows: Rows) -> bytes:
    from lyria_osc.surfaces.reaper import reaper_patterns

    return reaper_patterns(rows).encode("utf-8")


def _open_stage_control(rows: Rows) -> bytes:
    from lyria_osc.surfaces.openstagecontrol import openstagecontrol_session

    return openstagecontrol_session(rows).encode("utf-8")


def _supercollider(rows: Rows) -> bytes:
    from lyria_osc.surfaces.supercollider import supercollider_code

    return supercollider_code(rows).encode("utf-8")


SURFACES: Mapping[str, Surface] = MappingProxyType(
    {
        one.name: one
        for one in (
            Surface("touchosc", "lyria-osc-tablet.tosc", "a TouchOSC layout for a tablet", _tablet),
            Surface("touchosc-phone", "lyria-osc-phone.tosc", "a TouchOSC layout for a phone", _phone),
            Surface("max", "lyria-osc.maxpat", "a Max patch", _max),
            Surface("maxforlive", "lyria-osc.amxd", "a Max for Live device", _max_for_live),
            Surface("pd", "lyria-osc.pd", "a Pd patch", _pd),
            Surface("reaper", "lyria-osc.ReaperOSC", "Reaper's tempo and transport", _reaper),
            Surface("openstagecontrol", "lyria-osc.osc.json", "an Open Stage Control session", _open_stage_control),
            Surface("supercollider", "lyria-osc.scd", "SuperCollider functions", _supercollider),
        )
    }
)
"""The kinds, in the order people see them."""
