"""Presets: TOML files that set what they name, and the folders they stand in.

A file has one line on what it is good for, parameters by their names, and the prompts with their weights::

    about = "Warm four-to-the-floor for a long build"
    bpm = 122
    scale = "A minor"

    [prompts]
    "deep house" = 1.0
    "warm Rhodes chords" = 0.6

``[prompts]`` replaces all prompts; what is not named stays as it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lyria_osc.errors import LyriaOscError, ParamError, PresetError, did_you_mean
from lyria_osc.params.coerce import coerce_strictly, find_param, shown
from lyria_osc.params.prompts import prompt_changes, prompt_weights
from lyria_osc.params.scales import scale_label
from lyria_osc.params.table import AUTO, PARAMS, PROMPT_SLOTS, SLOT_NAMES, ParamValue
from lyria_osc.params.tomltext import TomlText, parse_toml, read_text, toml_value
from lyria_osc.params.values import Values

SUFFIX = ".toml"

_PACKAGE = Path(__file__).resolve().parent.parent
_SLOTS = frozenset(name for names in SLOT_NAMES for name in names)
_NAME = re.compile(r"[^\W_][\w .()+#&'-]{0,62}(?<![ .])")


@dataclass(frozen=True, slots=True)
class Preset:
    """What a preset sets, by parameter name; `about` says what it is good for."""

    name: str
    about: str
    values: Mapping[str, ParamValue]


def parse_preset(text: str, name: str, where: str = "") -> Preset:
    """Reads a preset; `where` is the file as errors name it.

    Raises:
        PresetError: one line for each fault, with its line in the file.
    """
    try:
        toml = parse_toml(text, where or name + SUFFIX)
    except LyriaOscError as error:
        raise PresetError(str(error)) from None
    errors: list[str] = []
    about = toml.tree.get("about", "")
    if not isinstance(about, str):
        errors.append(f"{toml.at('about')}: about takes a line of text")
    values: dict[str, ParamValue] = {}
    for key, value in toml.tree.items():
        try:
            if key == "prompts":
                values |= _parse_prompts(toml, value, errors)
            elif key != "about":
                values[key] = _parse_value(key, value)
        except ParamError as error:
            errors.append(f"{toml.at(key)}: {error}")
    if errors:
        raise PresetError(*errors)
    return Preset(name, str(about), values)


def preset_toml(about: str, values: Values) -> str:
    """A preset file that restores the music of `values` (not the rig: gain, buffer and the like stay out)."""
    lines = [f"about = {toml_value(about)}"]
    for name, param in PARAMS.items():
        if not param.musical or name in _SLOTS or (name.endswith(AUTO) and not values.on(name)):
            continue
        value = scale_label(values.text(name)) if name == "scale" else values[name]
        lines.append(f"{name if '/' not in name else toml_value(name)} = {toml_value(value)}")
    lines += ["", "[prompts]"]
    lines += [f"{toml_value(text)} = {toml_value(weight)}" for text, weight in prompt_weights(values).items()]
    return "\n".join(lines) + "\n"


def shipped_presets(package: Path = _PACKAGE) -> Path:
    """The folder of the presets that come with the program: in the package, or in a checkout beside it."""
    inside = package / "presets"
    return inside if inside.is_dir() else package.parent / "presets"


def find_presets(folders: Iterable[Path]) -> dict[str, Path]:
    """The preset files by name, in the order of their names; of two of one name the later folder's is taken."""
    found: dict[str, Path] = {}
    for folder in folders:
        if folder.is_dir():
            found |= {path.stem: path for path in folder.glob(f"*{SUFFIX}") if not path.name.startswith(".")}
    return {name: found[name] for name in sorted(found, key=str.casefold)}


def read_preset(path: Path) -> Preset:
    """The preset in a file.

    Raises:
        PresetError: it cannot be read, or does not hold.
    """
    where = f"{path.parent.name}/{path.name}" if path.parent.name else path.name
    try:
        text = read_text(path, where)
    except LyriaOscError as error:
        raise PresetError(str(error)) from None
    return parse_preset(text, path.stem, where)


def load_preset(name: str, folders: Iterable[Path]) -> Preset:
    """The preset of a name; case does not matter, nor whether its words stand apart ("Deep House" is deep-house).

    Raises:
        PresetError: there is none, or it does not hold.
    """
    presets = find_presets(folders)
    plain = {_plain(known): known for known in presets}
    known = name if name in presets else plain.get(_plain(name))
    if known is None:
        raise PresetError(f"there is no preset {shown(name)}{did_you_mean(_plain(name), plain)}")
    return read_preset(presets[known])


def save_preset(folder: Path, name: str, about: str, values: Values) -> Path:
    """Writes the music of `values` as a preset into `folder`, whole or not at all; one of that name is replaced.

    Raises:
        PresetError: the name is not fit for a file, or the file cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise PresetError(f"a preset cannot be named {shown(name)}: letters, digits, spaces and -_.()+#&' will do")
    path, unfinished = folder / (name + SUFFIX), folder / f".{name}.unfinished"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(preset_toml(about, values), encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        raise PresetError(f"{path}: {error.strerror or error}") from None
    return path


def step_preset(names: Sequence[str], current: str, step: int) -> str:
    """The preset `step` places on from `current`, round and round; from an unknown one, the first or the last.

    Raises:
        PresetError: there are no presets.
    """
    if not names:
        raise PresetError("there are no presets")
    if current not in names:
        return names[0 if step > 0 else -1]
    return names[(names.index(current) + step) % len(names)]


def _parse_value(key: str, value: object) -> ParamValue:
    if key not in PARAMS:
        raise ParamError(f"{shown(key)} is not a parameter{did_you_mean(key, [*PARAMS, 'about', 'prompts'])}")
    if key in _SLOTS:
        raise ParamError(f'{key}: prompts stand under [prompts], as "text" = weight')
    return coerce_strictly(find_param(key), [value])


def _parse_prompts(toml: TomlText, table: object, errors: list[str]) -> dict[str, ParamValue]:
    from lyria_osc.service import WeightedPrompt

    if not isinstance(table, dict):
        raise ParamError('prompts stand under [prompts], as "text" = weight')
    prompts = []
    for text, weight in table.items():
        try:
            plain = coerce_strictly(PARAMS["prompt/1/text"], [text])
            number = coerce_strictly(PARAMS["prompt/1/weight"], [weight])
        except ParamError as error:
            errors.append(f"{toml.at('prompts', text)}: {shown(text)}: {str(error).replace('prompt/1/', '')}")
            continue
        prompts.append(WeightedPrompt(str(plain), float(number)))
    if len(table) > PROMPT_SLOTS:
        errors.append(f"{toml.at('prompts')}: {len(table)} prompts, of {PROMPT_SLOTS} at most")
    return prompt_changes(prompts[:PROMPT_SLOTS])


def _plain(name: str) -> str:
    return "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
