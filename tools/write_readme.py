"""Brings the generated parts of README.md up to date: options, parameters, presets, the session's states.

Each stands between ``<!-- begin NAME -->`` and ``<!-- end NAME -->``.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from lyria_osc.params.listing import params_markdown
from lyria_osc.params.presets import find_presets, read_preset, shipped_presets
from lyria_osc.session.machine import diagram
from lyria_osc.usage import options_markdown

README = Path(__file__).resolve().parent.parent / "README.md"


def presets_markdown() -> str:
    """The shipped presets and what each is good for."""
    presets = (read_preset(path) for path in find_presets([shipped_presets()]).values())
    rows = [f"| `{preset.name}` | {preset.about} |" for preset in presets]
    return "\n".join(["| preset | good for |", "| --- | --- |", *rows]) + "\n"


def parts() -> Mapping[str, str]:
    """The generated parts by name."""
    return {
        "options": options_markdown(),
        "parameters": params_markdown(),
        "presets": presets_markdown(),
        "states": f"```mermaid\n{diagram()}```\n",
    }


def filled(text: str) -> str:
    """The README with its generated parts as they are now.

    Raises:
        ValueError: a part has no place in it.
    """
    for name, part in parts().items():
        place = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
        text, count = place.subn(lambda found, part=part: f"{found[1]}{part.strip()}\n{found[2]}", text)  # type: ignore[misc]
        if count != 1:
            raise ValueError(f"README.md has {count} places for {name!r}, not one")
    return text


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
