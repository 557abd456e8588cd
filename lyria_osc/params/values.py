"""What every parameter is set to, as one immutable snapshot with a version number.

A message makes a new snapshot; a chunk of music carries the one it was made with. From here the service's config and
prompts are read.
"""

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Self

from lyria_osc.params.coerce import find_param
from lyria_osc.params.table import AUTO, PARAMS, SLOT_NAMES, Kind, Param, ParamValue

if TYPE_CHECKING:
    from lyria_osc.service import WeightedPrompt

_SLOWEST_SERVICE_BPM = 60.0
_OF_SERVICE = tuple(param for param in PARAMS.values() if param.service)


class Values(Mapping[str, ParamValue]):
    """The values of all parameters by name; never changes. `version` grows by one with each change."""

    __slots__ = ("_of", "_prompts", "version")

    def __init__(
        self, of: Mapping[str, ParamValue], version: int, prompts: "tuple[WeightedPrompt, ...] | None" = None
    ) -> None:
        """Holds `of`, which has every parameter and is not changed afterwards; see `defaults` and `replace`.

        `prompts` are those of `of` where they are known already.
        """
        self._of = of
        self._prompts = prompts
        self.version = version

    @classmethod
    def defaults(cls) -> Self:
        """Version 0: each parameter at its default."""
        return cls({name: param.default for name, param in PARAMS.items()}, 0)

    def __getitem__(self, name: str) -> ParamValue:
        return self._of[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)

    def __repr__(self) -> str:
        set_now = {name: value for name, value in self._of.items() if value != PARAMS[name].default}
        return f"Values(version={self.version}, {set_now})"

    def number(self, name: str) -> float:
        """The value of a FLOAT or INT parameter."""
        return float(self._of[name])

    def whole(self, name: str) -> int:
        """The value of an INT parameter."""
        return int(self._of[name])

    def on(self, name: str) -> bool:
        """The value of a BOOL parameter."""
        return bool(self._of[name])

    def text(self, name: str) -> str:
        """The value of a TEXT or CHOICE parameter."""
        return str(self._of[name])

    def replace(self, changes: Mapping[str, ParamValue]) -> "Values":
        """The snapshot with `changes` made (values as `coerce` gives them); itself if they change nothing.

        Setting a value that is left to the service takes it back (its ``auto`` goes off), unless `changes` says else.

        Raises:
            ParamError: a name is no parameter's; nothing is changed.
        """
        for name in changes:
            find_param(name)
        taken_back = {name + AUTO: False for name in changes if name + AUTO in PARAMS}
        of = {**self._of, **taken_back, **changes}
        if of == self._of:
            return self
        # A fader moves a hundred times a second, and the prompts hardly ever with it.
        prompts = None if any(name.startswith("prompt/") for name in changes) else self._prompts
        return Values(of, self.version + 1, prompts)

    def is_auto(self, name: str) -> bool:
        """Whether the value is left to the service."""
        return bool(self._of.get(name + AUTO, False))

    @property
    def tempo_fold(self) -> int:
        """How many beats of the service make one beat as asked: 2 below the service's slowest tempo, else 1."""
        return 2 if self.number("bpm") < _SLOWEST_SERVICE_BPM else 1

    def service_config(self) -> dict[str, ParamValue]:
        """The service's whole config, by its own field names; what is left to the service is left out."""
        return {
            param.service: self._for_service(param)
            for param in _OF_SERVICE
            if not self.is_auto(param.name) and self._of[param.name] != param.unset
        }

    def _for_service(self, param: Param) -> ParamValue:
        value = self._of[param.name]
        if param.name == "bpm":
            return math.floor(self.number("bpm") * self.tempo_fold + 0.5)
        return str(value).upper() if param.kind is Kind.CHOICE else value

    def service_prompts(self) -> "tuple[WeightedPrompt, ...]":
        """The prompts of the slots that sound: those with a text and a weight other than 0."""
        if self._prompts is None:
            from lyria_osc.service import WeightedPrompt

            self._prompts = tuple(
                WeightedPrompt(self.text(text), self.number(weight))
                for text, weight in SLOT_NAMES
                if self._of[text] and self._of[weight] != 0
            )
        return self._prompts


def changed(old: Values, new: Values) -> tuple[str, ...]:
    """The names whose values differ, in the table's order."""
    before, after = old._of, new._of
    return tuple([name for name in PARAMS if before[name] != after[name]])
