"""The presets at hand while music plays: which is loaded, which comes next, and a morph on its way from one to another.

One owner: the host. It reads and writes preset files and hands out values; who sets them is the host.
"""

from collections.abc import Mapping
from pathlib import Path

from lyria_osc.params.morph import morph
from lyria_osc.params.presets import find_presets, load_preset, save_preset, step_preset
from lyria_osc.params.table import ParamValue
from lyria_osc.params.values import Values, changed


class Morph:
    """A way from one state to another in so many beats; what others set meanwhile is left alone."""

    def __init__(self, start: Values, goal: Values, beats: float) -> None:
        self._start = start
        self._goal = goal
        self._beats = beats
        self._done_beats = 0
        self._last = start

    @property
    def is_done(self) -> bool:
        """Whether the goal is reached."""
        return self._done_beats >= self._beats

    def step(self, now: Values) -> Mapping[str, ParamValue]:
        """One beat on: what is to be set."""
        self._done_beats += 1
        share = min(self._done_beats / self._beats, 1.0) if self._beats > 0 else 1.0
        before, self._last = self._last, morph(self._start, self._goal, share)
        return {name: self._last[name] for name in changed(before, self._last) if now[name] == before[name]}


class Shelf:
    """Presets by name."""

    def __init__(self, folders: tuple[Path, ...], loaded: str) -> None:
        """`folders`: those of shipped presets first, the user's last; `loaded`: the preset that was started with."""
        self._folders = folders
        self.loaded = loaded
        """The name of the preset last loaded."""

    def names(self) -> list[str]:
        """All presets, in order."""
        return list(find_presets(self._folders))

    def load(self, name: str) -> Mapping[str, ParamValue]:
        """What a preset sets.

        Raises:
            PresetError: it is not there, or does not hold.
        """
        preset = load_preset(name, self._folders)
        self.loaded = preset.name
        return preset.values

    def step(self, step: int) -> Mapping[str, ParamValue]:
        """What the preset so many places further sets."""
        return self.load(step_preset(self.names(), self.loaded, step))

    def save(self, name: str, values: Values) -> Path:
        """Writes a preset to the user's folder; gives the file.

        Raises:
            PresetError: it cannot be written.
        """
        path = save_preset(self._folders[-1], name, "", values)
        self.loaded = path.stem
        return path
