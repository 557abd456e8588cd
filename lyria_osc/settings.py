"""Settings: command line over environment over config file over defaults, as one frozen value.

Each source gives `Given` texts with the name under which errors speak of them; they are read by the options' own
readers. Every fault of every source is collected, and all are shown at once.
"""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lyria_osc.errors import ConfigError, LyriaOscError, ParamError, PresetError, did_you_mean
from lyria_osc.options import ENVIRONMENT_PREFIX, NOT_YET_OPTIONS, OPTIONS, Option, near_name
from lyria_osc.optionvalues import Endpoint, Network, Secret, SendTo
from lyria_osc.osc.mapping import MAP_KEY, Map, read_maps
from lyria_osc.params.coerce import coerce_strictly, find_param, shown
from lyria_osc.params.presets import SUFFIX, Preset, load_preset, read_preset, shipped_presets
from lyria_osc.params.prompts import parse_prompts, prompt_changes
from lyria_osc.params.tomltext import TomlText, parse_toml, read_text
from lyria_osc.params.values import Values

KEY_VARIABLES = ("GEMINI_API_KEY", "GOOGLE_API_KEY")
"""The environment variables that may hold the API key; the first that is set is taken."""

_PROGRAM = "lyria-osc"
_START_OPTIONS = ("preset", "prompt", "set", "buffer")


@dataclass(frozen=True, slots=True)
class Given:
    """An option's text as some source gave it; `source` begins its errors: ``--rate``, ``config.toml line 3: rate``."""

    option: Option
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the program finds around it: `environ`, `platform` (as ``sys.platform``) and the user's `home`."""

    environ: Mapping[str, str]
    platform: str
    home: Path

    @property
    def config_folder(self) -> Path:
        """Where the user's config file and presets stand, by the custom of the system."""
        if self.platform == "win32":
            return Path(self.environ.get("APPDATA") or self.home / "AppData" / "Roaming") / _PROGRAM
        if self.platform == "darwin":
            return self.home / "Library" / "Application Support" / _PROGRAM
        return Path(self.environ.get("XDG_CONFIG_HOME") or self.home / ".config") / _PROGRAM

    @property
    def preset_folders(self) -> tuple[Path, ...]:
        """Where presets stand: those that come with the program, then the user's, which win and are written to."""
        return shipped_presets(), self.config_folder / "presets"

    @property
    def api_key(self) -> Secret | None:
        """The API key, from the environment only."""
        keys = (self.environ.get(name, "").strip() for name in KEY_VARIABLES)
        return next((Secret(key) for key in keys if key), None)


@dataclass(frozen=True, slots=True)
class Settings:
    """All that was decided before the start. `values` is the start state, `preset` the preset it began from.

    `monitor`, `fallback_device`, `link`, `lock`, `midi_clock` None: there is none. `rate_hz`, `block_frames` None:
    the device's and the host API's choice. `send` empty: nobody. `http` None: off.
    `allow` empty: loopback, and with a wider `listen` the local subnets. `length_s` None: until told to stop. `maps`:
    foreign addresses that stand for ours, from the config file.
    """

    engine: str
    model: str
    api_version: str
    device: str
    monitor: str | None
    fallback_device: str | None
    rate_hz: int | None
    block_frames: int | None
    channels: tuple[int, int]
    quality: str
    listen: Endpoint
    send: tuple[SendTo, ...]
    http: Endpoint | None
    allow: tuple[Network, ...]
    session_s: float
    on_failure: str
    link: str | None
    lock: str | None
    midi_clock: str | None
    stopped: bool
    length_s: float | None
    log_level: str
    quiet: bool
    values: Values
    preset: str
    preset_folders: tuple[Path, ...]
    api_key: Secret | None = field(repr=False)
    maps: tuple[Map, ...] = ()

    @property
    def chosen_engine(self) -> str:
        """``lyria`` or ``offline``: what ``auto`` comes to."""
        if self.engine == "auto":
            return "lyria" if self.api_key else "offline"
        return self.engine


def load_settings(
    given: Sequence[Given], around: Surroundings, *, for_music: bool = True, faults: Iterable[str] = ()
) -> Settings:
    """The settings, from what the command line gave (in its order) and all other sources.

    `faults` are lines found before, to be shown with all others. Without `for_music`, key and start state are not
    looked at.

    Raises:
        ConfigError: one line for each fault.
    """
    errors = list(faults)
    from_environment = _given_by_environment(around.environ, errors)
    from_config, maps = _given_by_config([*from_environment, *given], around, errors)
    sources = [from_config, from_environment, given]
    fields = _fields([_read(source, errors) for source in sources], errors)
    values, preset = Values.defaults(), ""
    if for_music:
        values, preset = _start([one for source in sources for one in source], around, errors)
        if fields["engine"] == "lyria" and around.api_key is None:
            errors.append(f"--engine lyria needs a key: set {KEY_VARIABLES[0]}, or play with --engine offline")
    if fields["http"] is not None and fields["http"] == fields["listen"]:
        errors.append(f"--http and --listen are both {fields['http']}: give each a port of its own")
    if errors:
        raise ConfigError(*errors)
    match fields["lock"]:
        case "link":
            fields["link"] = fields["link"] or "follow"
        case "daw":
            values = values.replace({"follow": True})
    return Settings(
        **fields,  # type: ignore[arg-type]  # the rows' readers give the fields' types; a test holds them together
        values=values,
        preset=preset,
        preset_folders=around.preset_folders,
        api_key=around.api_key,
        maps=maps,
    )


def _read(source: Iterable[Given], errors: list[str]) -> list[tuple[Given, object]]:
    read: list[tuple[Given, object]] = []
    for one in source:
        try:
            read.append((one, one.option.read(one.text)))
        except ValueError as error:
            errors.append(f"{one.source} {error}")
            continue
        if one.option.name in NOT_YET_OPTIONS and one.text != one.option.default:
            errors.append(f"{one.source}: this version does not have {one.option.name} yet")
    return read


def _fields(sources: Sequence[Sequence[tuple[Given, object]]], errors: list[str]) -> dict[str, object]:
    """The value of each field: the last of the last source that has it; of a repeatable option, all of that source."""
    fields: dict[str, object] = {}
    for option in OPTIONS.values():
        if not option.field or option.name in NOT_YET_OPTIONS:
            continue
        by_source = [[(one, value) for one, value in source if one.option is option] for source in sources]
        mine = next((found for found in reversed(by_source) if found), [])
        values = [value for _, value in mine]
        if not values and option.default:
            values = [option.read(option.default)]
        if option.repeatable and None in values and len(values) > 1:
            errors.append(f"{mine[-1][0].source}: none stands alone")
        if option.repeatable:
            fields[option.field] = tuple(value for value in values if value is not None)
        else:
            fields[option.field] = values[-1] if values else None
    return fields


def _given_by_environment(environ: Mapping[str, str], errors: list[str]) -> list[Given]:
    by_variable = {option.variable: option for option in OPTIONS.values()}
    errors += [
        f"{variable} is no setting{near_name(variable, by_variable, ENVIRONMENT_PREFIX)}"
        for variable in environ
        if variable.startswith(ENVIRONMENT_PREFIX) and variable not in by_variable
    ]
    given: list[Given] = []
    for variable, option in by_variable.items():
        text = environ.get(variable, "")
        if not text:
            continue
        try:
            texts = shlex.split(text) if option.repeatable else [text]
        except ValueError as error:
            errors.append(f"{variable}: {str(error).lower()}")
            continue
        given += [Given(option, one, variable) for one in texts]
    return given


def _given_by_config(
    before: Sequence[Given], around: Surroundings, errors: list[str]
) -> tuple[list[Given], tuple[Map, ...]]:
    named = [one for one in before if one.option.name == "config" and one.text.strip()]
    path = _path(named[-1].text, around) if named else around.config_folder / "config.toml"
    if not named and not path.is_file():
        return [], ()
    where = named[-1].text.strip() if named else str(path)
    try:
        toml = parse_toml(read_text(path, where), where)
    except LyriaOscError as error:
        errors.append(str(error))
        return [], ()
    given: list[Given] = []
    maps, faults = read_maps(toml)
    errors += faults
    for key, value in toml.tree.items():
        if key == MAP_KEY:
            continue
        option = OPTIONS.get(key.replace("_", "-"))
        if option is None or option.name == "config":
            known = [MAP_KEY, *(name for name in OPTIONS if name != "config")]
            errors.append(f"{toml.at(key)}: {shown(key)} is no setting{did_you_mean(key, known)}")
        else:
            given += _given_by_key(toml, key, option, value, errors)
    return given, maps


def _given_by_key(toml: TomlText, key: str, option: Option, value: object, errors: list[str]) -> list[Given]:
    source = f"{toml.at(key)}: {key}"
    match value:
        case dict() if option.name == "set":
            pairs = [(toml.at(key, name), f"{name}={_toml_text(part)}") for name, part in value.items()]
            return [Given(option, text, f"{place}: {key}") for place, text in pairs]
        case list() if option.repeatable:
            return [Given(option, _toml_text(part), source) for part in value]
        case list():
            return [Given(option, ",".join(map(_toml_text, value)), source)]
        case bool() if option.implied:
            return [Given(option, option.implied, source)] if value else []
        case str() | int() | float():
            return [Given(option, _toml_text(value), source)]
    errors.append(f"{source} takes {option.metavar or 'true or false'}, not a {type(value).__name__}")
    return []


def _toml_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _start(everything: Sequence[Given], around: Surroundings, errors: list[str]) -> tuple[Values, str]:
    """The start state, each step over the one before; of presets and of prompts only the last counts."""
    steps = [one for one in everything if one.option.name in _START_OPTIONS]
    once = {one.option.name: one for one in steps}
    steps = [one for one in steps if one.option.repeatable or once[one.option.name] is one]
    if "preset" not in once:
        steps.insert(0, Given(OPTIONS["preset"], OPTIONS["preset"].default, "--preset"))
    values, preset = Values.defaults(), ""
    for one in steps:
        try:
            match one.option.name:
                case "preset":
                    loaded = _preset(one.text, around)
                    values, preset = values.replace(loaded.values), loaded.name
                case "prompt":
                    values = _with_prompts(values, one, errors)
                case "set":
                    values = _with_set(values, one.text)
                case "buffer":
                    values = values.replace({"buffer": coerce_strictly(find_param("buffer"), [one.text])})
        except PresetError as error:
            errors += [f"{one.source}: {line}" for line in error.lines]
        except ParamError as error:
            if one.option.name != "buffer":
                errors.append(f"{one.source}: {error}")
    return values, preset


def _preset(text: str, around: Surroundings) -> Preset:
    if text.endswith(SUFFIX) or "/" in text or "\\" in text:
        return read_preset(_path(text, around))
    return load_preset(text, around.preset_folders)


def _with_prompts(values: Values, one: Given, errors: list[str]) -> Values:
    read = parse_prompts(one.text)
    errors += [f"{one.source}: {line}" for line in (*read.errors, *read.warnings)]
    return values.replace(prompt_changes(read.prompts))


def _with_set(values: Values, text: str) -> Values:
    name, equals, value = text.partition("=")
    if not equals:
        raise ParamError(f"takes NAME=VALUE, such as density=0.7, not {shown(text)}")
    param = find_param(name.strip().removeprefix("/lyria/"))
    return values.replace({param.name: coerce_strictly(param, [value])})


def _path(text: str, around: Surroundings) -> Path:
    plain = text.strip()
    return around.home / plain[2:] if plain.startswith("~/") else Path(plain)
