import dataclasses
import types
import typing
from collections.abc import Mapping
from pathlib import Path

import pytest

from lyria_osc.errors import ConfigError
from lyria_osc.options import NOT_YET_OPTIONS, OPTIONS
from lyria_osc.optionvalues import Endpoint, SendTo
from lyria_osc.params.presets import save_preset
from lyria_osc.params.values import Values
from lyria_osc.settings import Given, Settings, Surroundings, load_settings


class Desk:
    """A user's machine: a home, variables, and a config file."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environ: dict[str, str] = {}

    def config(self, text: str) -> Path:
        path = self.around.config_folder / "config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    @property
    def around(self) -> Surroundings:
        return Surroundings(self.environ, "linux", self.home)

    def settings(self, *given: tuple[str, str], for_music: bool = True) -> Settings:
        return load_settings(
            [Given(OPTIONS[name], text, f"--{name}") for name, text in given], self.around, for_music=for_music
        )

    def faults(self, *given: tuple[str, str]) -> tuple[str, ...]:
        with pytest.raises(ConfigError) as caught:
            self.settings(*given)
        return caught.value.lines


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_defaults_are_those_of_the_rows(desk: Desk) -> None:
    settings = desk.settings()
    assert (settings.engine, settings.device, settings.quality) == ("auto", "auto", "best")
    assert (settings.model, settings.api_version) == ("models/lyria-realtime-exp", "v1alpha")
    assert (settings.rate_hz, settings.block_frames, settings.length_s, settings.channels) == (None, None, None, (1, 2))
    assert (settings.listen, settings.http) == (Endpoint("127.0.0.1", 9000), Endpoint("127.0.0.1", 9002))
    assert (settings.send, settings.allow) == ((SendTo(Endpoint("127.0.0.1", 9001)),), ())
    assert (settings.log_level, settings.quiet, settings.stopped) == ("info", False, False)
    assert (settings.preset, settings.api_key) == ("default", None)
    assert (settings.session_s, settings.on_failure) == (540.0, "vamp")
    assert settings.values.service_prompts()
    assert settings.values["buffer"] == 4.0


def test_every_row_with_a_field_gives_that_fields_type(desk: Desk) -> None:
    settings = desk.settings()
    fields = {option.field for option in OPTIONS.values() if option.field and option.name not in NOT_YET_OPTIONS}
    own = {"values", "preset", "preset_folders", "api_key", "maps"}
    assert fields | own == {field.name for field in dataclasses.fields(Settings)}
    hints = typing.get_type_hints(Settings)
    for option in OPTIONS.values():
        if option.field:
            hint = hints[option.field]
            parts = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
            kinds = tuple(typing.get_origin(part) or part for part in parts)
            assert isinstance(getattr(settings, option.field), kinds), option.name


def test_command_line_over_environment_over_config_over_default(desk: Desk) -> None:
    desk.config('rate = 44100\ndevice = "file"\nmodel = "m"\n')
    desk.environ |= {"LYRIA_OSC_RATE": "48000", "LYRIA_OSC_DEVICE": "variable"}
    settings = desk.settings(("rate", "96000"))
    assert (settings.rate_hz, settings.device, settings.model, settings.quality) == (96000, "variable", "m", "best")


def test_an_empty_variable_is_none(desk: Desk) -> None:
    desk.environ |= {"LYRIA_OSC_DEVICE": "", "GEMINI_API_KEY": " "}
    assert desk.settings().device == "auto"
    assert desk.settings().api_key is None


def test_repeatables_are_all_from_one_source(desk: Desk) -> None:
    desk.config('send = ["a:1", "b:2,timetags"]\nallow = "10.0.0.0/8"\n')
    assert desk.settings().send == (SendTo(Endpoint("a", 1)), SendTo(Endpoint("b", 2), timetags=True))
    desk.environ["LYRIA_OSC_SEND"] = "c:3 d:4"
    assert [str(one.endpoint) for one in desk.settings().send] == ["c:3", "d:4"]
    assert [str(one.endpoint) for one in desk.settings(("send", "e:5"), ("send", "f:6")).send] == ["e:5", "f:6"]
    assert desk.settings(("send", "none")).send == ()
    assert [str(network) for network in desk.settings().allow] == ["10.0.0.0/8"]
    assert desk.faults(("send", "none"), ("send", "a:1")) == ("--send: none stands alone",)


def test_toml_may_use_its_own_types(desk: Desk) -> None:
    desk.config("stopped = true\nquiet = false\nchannels = [3, 4]\nbuffer = 2.5\nlog_level = 'debug'\nlisten = 9100\n")
    settings = desk.settings()
    assert (settings.stopped, settings.quiet, settings.channels, settings.log_level) == (True, False, (3, 4), "debug")
    assert (settings.values["buffer"], settings.listen.port) == (2.5, 9100)


def test_all_faults_of_all_sources_come_at_once(desk: Desk) -> None:
    path = desk.config('rate = "fast"\ndevise = "x"\nlisten = 1979-05-27\nset = {densty = 1}\nconfig = "x"\n')
    desk.environ |= {"LYRIA_OSC_BUFER": "2", "LYRIA_OSC_CHANNELS": "1", "LYRIA_OSC_ALLOW": "'"}
    assert set(desk.faults(("block", "1"), ("set", "bpm"), ("prompt", "a:0"))) == {
        "LYRIA_OSC_BUFER is no setting; did you mean 'LYRIA_OSC_BUFFER'?",
        "LYRIA_OSC_ALLOW: no closing quotation",
        f"{path} line 2: 'devise' is no setting; did you mean 'device'?",
        f"{path} line 3: listen takes HOST:PORT, not a date",
        f"{path} line 5: 'config' is no setting",
        f"{path} line 1: rate takes a whole number from 8000 to 192000, not 'fast'",
        "LYRIA_OSC_CHANNELS takes two channels counted from 1, such as 1,2, not '1'",
        "--block takes a whole number from 16 to 8192, not '1'",
        f"{path} line 4: set: 'densty' is not a parameter; did you mean 'density'?",
        "--set: takes NAME=VALUE, such as density=0.7, not 'bpm'",
        "--prompt: 'a:0' is not 'text:weight' with a number other than 0",
    }


@pytest.mark.parametrize("text", ["rate = \n", "\x00"])
def test_a_config_that_is_no_toml_is_one_fault(desk: Desk, text: str) -> None:
    path = desk.config(text)
    (fault,) = desk.faults()
    assert fault.startswith(f"{path} line 1: not TOML")


def test_a_named_config_must_be_there(desk: Desk) -> None:
    (desk.home / "mine.toml").write_text("rate = 44100")
    assert desk.settings(("config", "~/mine.toml")).rate_hz == 44100
    desk.environ["LYRIA_OSC_CONFIG"] = str(desk.home / "mine.toml")
    assert desk.settings().rate_hz == 44100
    assert desk.faults(("config", "/none/such.toml")) == ("/none/such.toml: No such file or directory",)


def test_the_start_state_is_made_in_order(desk: Desk) -> None:
    settings = desk.settings(
        ("preset", "ambient"),
        ("prompt", "piano:2, sax:1"),
        ("set", "bpm=90"),
        ("set", "scale=D minor"),
        ("buffer", "2"),
    )
    assert (settings.preset, settings.values["bpm"], settings.values["scale"]) == ("ambient", 90.0, "F_MAJOR_D_MINOR")
    assert [prompt.text for prompt in settings.values.service_prompts()] == ["piano", "sax"]
    assert settings.values["mute_drums"] is True
    assert settings.values["buffer"] == 2.0


def test_later_wins(desk: Desk) -> None:
    assert desk.settings(("set", "bpm=90"), ("preset", "ambient")).values["bpm"] == 60.0
    save_preset(desk.around.preset_folders[-1], "mine", "", Values.defaults())
    (desk.around.preset_folders[-1] / "mine.toml").write_text("bpm = 99\n")
    last = desk.settings(("preset", "polka"), ("preset", "mine"))
    assert (last.preset, last.values["bpm"], last.values.service_prompts()) == ("mine", 99.0, ())
    assert desk.settings(("set", "bpm=90"), ("set", "bpm=91")).values["bpm"] == 91.0


def test_sets_of_all_sources_add_up(desk: Desk) -> None:
    desk.config('preset = "polka"\n[set]\ngain = -6\nmute_bass = true\n')
    desk.environ["LYRIA_OSC_SET"] = "density=0.9 'scale=D major'"
    values = desk.settings(("set", "bpm=77")).values
    assert [values[name] for name in ("gain", "mute_bass", "density", "scale", "bpm")] == [
        *(-6.0, True, 0.9, "D_MAJOR_B_MINOR", 77.0),
    ]
    assert values["brightness"] == 0.65


def test_presets_come_by_name_from_the_users_folder_or_by_file(desk: Desk) -> None:
    mine = Values.defaults().replace({"bpm": 111.0})
    path = save_preset(desk.around.preset_folders[-1], "mine", "", mine)
    assert desk.settings(("preset", "mine")).values["bpm"] == 111.0
    assert desk.settings(("preset", str(path))).values["bpm"] == 111.0
    assert desk.faults(("preset", "mien")) == ("--preset: there is no preset 'mien'; did you mean 'mine'?",)
    path.write_text("bpm = 1\ndensty = 2\n")
    assert desk.faults(("preset", "mine")) == (
        "--preset: presets/mine.toml line 1: bpm takes a number from 40 to 200, not 1",
        "--preset: presets/mine.toml line 2: 'densty' is not a parameter; did you mean 'density'?",
    )


def test_what_is_out_of_range_is_refused_before_the_start(desk: Desk) -> None:
    assert desk.faults(("set", "bpm=300")) == ("--set: bpm takes a number from 40 to 200, not '300'",)
    assert desk.faults(("buffer", "99")) == ("--buffer takes a number from 1 to 60, not '99'",)


@pytest.mark.parametrize(
    ("environ", "engine", "chosen"),
    [
        ({}, "auto", "offline"),
        ({"GEMINI_API_KEY": "k"}, "auto", "lyria"),
        ({"GOOGLE_API_KEY": "k"}, "auto", "lyria"),
        ({"GOOGLE_API_KEY": "k"}, "offline", "offline"),
        ({"GOOGLE_API_KEY": "k"}, "lyria", "lyria"),
    ],
)
def test_auto_is_lyria_where_a_key_is(desk: Desk, environ: Mapping[str, str], engine: str, chosen: str) -> None:
    desk.environ |= environ
    assert desk.settings(("engine", engine)).chosen_engine == chosen


def test_two_servers_cannot_have_one_port(desk: Desk) -> None:
    words = "--http and --listen are both 127.0.0.1:9100: give each a port of its own"
    assert desk.faults(("http", "127.0.0.1:9100"), ("listen", "127.0.0.1:9100")) == (words,)
    assert desk.settings(("http", "none"), ("listen", "127.0.0.1:9100")).http is None


def test_lyria_needs_a_key(desk: Desk) -> None:
    assert desk.faults(("engine", "lyria")) == (
        "--engine lyria needs a key: set GEMINI_API_KEY, or play with --engine offline",
    )
    assert desk.settings(("engine", "lyria"), for_music=False).engine == "lyria"


def test_the_key_is_never_shown(desk: Desk) -> None:
    desk.environ |= {"GEMINI_API_KEY": "sesame", "GOOGLE_API_KEY": "other"}
    settings = desk.settings()
    assert settings.api_key is not None
    assert settings.api_key.reveal() == "sesame"
    assert "sesame" not in repr(settings)


NOT_BUILT = {
    "record": "take.wav",
    "history": "60",
    "link": "follow",
    "lock": "daw",
    "midi-clock": "IAC",
    "monitor": "1",
    "fallback-device": "none",
}


@pytest.mark.parametrize("name", sorted(NOT_YET_OPTIONS))
def test_what_is_not_built_is_refused_not_ignored(desk: Desk, name: str) -> None:
    assert desk.faults((name, NOT_BUILT[name])) == (f"--{name}: this version does not have {name} yet",)
    if OPTIONS[name].default:
        desk.settings((name, OPTIONS[name].default))


def test_link_without_a_word_follows(desk: Desk) -> None:
    assert desk.faults(("lock", "dawn")) == ("--lock takes link, daw, not 'dawn'; did you mean 'daw'?",)
    desk.config("link = true")
    assert desk.settings().link == "follow"
    assert desk.settings(("link", "lead")).link == "lead"
    desk.config("link = false")
    assert desk.settings().link is None


def test_a_lock_brings_what_it_needs(desk: Desk) -> None:
    assert (desk.settings().lock, desk.settings().values.on("follow")) == (None, False)
    assert desk.settings(("lock", "link")).link == "follow"
    assert desk.settings(("lock", "link"), ("link", "lead")).link == "lead"
    assert desk.settings(("lock", "daw")).link is None
    assert desk.settings(("lock", "daw")).values.on("follow")


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {}, "/home/me/.config/lyria-osc"),
        ("linux", {"XDG_CONFIG_HOME": "/cfg"}, "/cfg/lyria-osc"),
        ("darwin", {"XDG_CONFIG_HOME": "/cfg"}, "/home/me/Library/Application Support/lyria-osc"),
        ("win32", {}, "/home/me/AppData/Roaming/lyria-osc"),
        ("win32", {"APPDATA": "/data"}, "/data/lyria-osc"),
    ],
)
def test_each_system_has_its_config_folder(platform: str, environ: Mapping[str, str], folder: str) -> None:
    assert Surroundings(environ, platform, Path("/home/me")).config_folder == Path(folder)
