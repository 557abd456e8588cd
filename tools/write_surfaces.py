"""Writes the ready surfaces anew from the table."""

from pathlib import Path

from lyria_osc.params.presets import find_presets, shipped_presets
from lyria_osc.surfaces.kinds import SURFACES
from lyria_osc.surfaces.rows import Rows

FOLDER = Path(__file__).parent / "surfaces"


def ready_rows() -> Rows:
    """What ready files are written from: the table, the shipped presets, and the host's default ports."""
    return Rows(presets=tuple(find_presets([shipped_presets()])))


if __name__ == "__main__":
    for surface in SURFACES.values():
        (FOLDER / surface.file).write_bytes(surface.write(ready_rows()))
        print(FOLDER / surface.file)
