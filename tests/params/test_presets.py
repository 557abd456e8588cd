from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import PresetError
from lyria_osc.params.coerce import coerce, from_norm
from lyria_osc.params.presets import (
    find_presets,
    load_preset,
    parse_preset,
    preset_toml,
    read_preset,
    save_preset,
    shipped_presets,
    step_preset,
)
from lyria_osc.params.table import PARAMS, Kind
from lyria_osc.params.values import Values

SHIPPED = find_presets([shipped_presets()])

GOOD = """
about = "Rain on a window"
bpm = 82
scale = "D minor"
density = 0.3
mute = false

[prompts]
"lo-fi beat" = 1
"silent until turned up" = 0
"""


def test_a_preset_sets_what_it_names() -> None:
    preset = parse_preset(GOOD, "rain")
    assert (preset.name, preset.about) == ("rain", "Rain on a window")
    before = Values.defaults().replace({"prompt/3/text": "old", "gain": -6.0, "bpm/auto": True})
    after = before.replace(preset.values)
    assert (after["bpm"], after["scale"], after["density"], after["gain"]) == (82.0, "F_MAJOR_D_MINOR", 0.3, -6.0)
    assert (after["bpm/auto"], after["mute"]) == (False, False)
    assert [prompt.text for prompt in after.service_prompts()] == ["lo-fi beat"]
    assert after["prompt/2/text"] == "silent until turned up"


def test_without_prompts_the_slots_stay() -> None:
    assert parse_preset("bpm = 90", "slow").values == {"bpm": 90.0}


def test_all_faults_come_at_once_with_their_lines() -> None:
    text = """about = 3
bpm = 300
densty = 0.5
scale = "H major"
"prompt/1/text" = "x"
mode = []

[prompts]
"a" = "loud"
"b" = 5
"""
    with pytest.raises(PresetError) as caught:
        parse_preset(text, "x", "presets/x.toml")
    assert [line.split(": ")[0] for line in caught.value.lines] == [
        f"presets/x.toml line {line}" for line in (1, 2, 3, 4, 5, 6, 9, 10)
    ]
    assert "presets/x.toml line 2: bpm takes a number from 40 to 200, not 300" in caught.value.lines
    assert "presets/x.toml line 3: 'densty' is not a parameter; did you mean 'density'?" in caught.value.lines
    assert "presets/x.toml line 10: 'b': weight takes a number from -4 to 4, not 5" in caught.value.lines


def test_nine_prompts_are_too_many() -> None:
    text = "[prompts]\n" + "".join(f"p{number} = 1\n" for number in range(9))
    with pytest.raises(PresetError, match=r"^x\.toml line 1: 9 prompts, of 8 at most$"):
        parse_preset(text, "x")


@pytest.mark.parametrize("text", ["prompts = 'piano'", "[[prompts]]\ntext = 'piano'", "bpm = ", "a = " + "[" * 50_000])
def test_what_is_no_preset_is_refused(text: str) -> None:
    with pytest.raises(PresetError, match=r"^x\.toml"):
        parse_preset(text, "x")


@given(
    st.fixed_dictionaries({}, optional={name: st.floats(0, 1) for name in PARAMS if not name.startswith("prompt/")}),
    st.dictionaries(st.sampled_from(["a", "b 'c\"", "é\\", "808"]), st.floats(-4, 4), max_size=4),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_what_is_saved_is_read_back(shares: dict[str, float], prompts: dict[str, float], about: str) -> None:
    changes = {name: from_norm(PARAMS[name], [share]).value for name, share in shares.items() if PARAMS[name].musical}
    for slot, (text, weight) in enumerate(prompts.items(), 1):
        changes |= {f"prompt/{slot}/text": text, f"prompt/{slot}/weight": weight}
    values = Values.defaults().replace(changes)
    preset = parse_preset(preset_toml(about, values), "saved")
    assert preset.about == about
    again = Values.defaults().replace({"bpm/auto": True, "density": 0.123, "prompt/8/text": "z"}).replace(preset.values)
    for name, value in values.items():
        assert again[name] == (pytest.approx(value, rel=1e-6) if PARAMS[name].kind is Kind.FLOAT else value), name


def test_the_rig_is_not_saved() -> None:
    rig = Values.defaults().replace({"gain": -20.0, "buffer": 9.0, "mute": True, "marker_offset_ms": 5.0})
    assert preset_toml("", rig) == preset_toml("", Values.defaults())


def test_only_what_is_left_to_the_service_has_its_switch_saved() -> None:
    assert "auto" not in preset_toml("", Values.defaults())
    assert '"bpm/auto" = true' in preset_toml("", Values.defaults().replace({"bpm/auto": True})).splitlines()


def test_shipped_presets_are_in_the_package_or_beside_it(tmp_path: Path) -> None:
    package = tmp_path / "lyria_osc"
    package.mkdir()
    assert shipped_presets(package) == tmp_path / "presets"
    (package / "presets").mkdir()
    assert shipped_presets(package) == package / "presets"


def test_files_are_found_by_name_and_the_later_folder_wins(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    save_preset(first, "Zebra", "one", Values.defaults())
    save_preset(first, "apple", "one", Values.defaults())
    save_preset(second, "apple", "two", Values.defaults())
    (second / ".hidden.toml").write_text("")
    (second / "note.txt").write_text("")
    folders = [first, second, tmp_path / "none"]
    assert list(find_presets(folders)) == ["apple", "Zebra"]
    assert load_preset("apple", folders).about == "two"
    assert load_preset("zebra", folders).name == "Zebra"


def test_names_are_found_as_people_say_them() -> None:
    assert load_preset("Deep House", [shipped_presets()]).name == "deep-house"
    with pytest.raises(PresetError, match=r"^there is no preset 'deep-hose'; did you mean 'deep-house'\?$"):
        load_preset("deep-hose", [shipped_presets()])


def test_saving_replaces_whole_and_leaves_nothing_behind(tmp_path: Path) -> None:
    save_preset(tmp_path, "mine", "one", Values.defaults())
    save_preset(tmp_path, "mine", "two", Values.defaults())
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]
    assert read_preset(tmp_path / "mine.toml").about == "two"


@pytest.mark.parametrize("name", ["", ".", "..", "../up", "a/b", "a\\b", ".hidden", "x" * 64, "end.", "a\nb", "nul\0"])
def test_a_name_is_never_a_path(name: str, tmp_path: Path) -> None:
    with pytest.raises(PresetError, match="cannot be named"):
        save_preset(tmp_path / "presets", name, "", Values.defaults())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PresetError, match=r"mine\.toml: "):
        save_preset(tmp_path / "file", "mine", "", Values.defaults())


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(PresetError, match=r"^[^\n]*/gone\.toml: No such file or directory$"):
        read_preset(tmp_path / "gone.toml")


def test_presets_go_round_by_name() -> None:
    names = ["a", "b", "c"]
    assert [step_preset(names, current, 1) for current in ("a", "c", "?")] == ["b", "a", "a"]
    assert [step_preset(names, current, -1) for current in ("a", "c", "?")] == ["c", "b", "c"]
    with pytest.raises(PresetError, match="no presets"):
        step_preset([], "a", 1)


def test_there_are_presets_enough() -> None:
    assert len(SHIPPED) >= 24
    assert "default" in SHIPPED


@pytest.mark.parametrize("path", SHIPPED.values(), ids=SHIPPED)
def test_a_shipped_preset_holds_and_is_whole(path: Path) -> None:
    preset = read_preset(path)
    assert {"bpm", "scale", "density", "brightness", "guidance"} <= set(preset.values)
    assert 10 < len(preset.about) <= 100
    values = Values.defaults().replace(preset.values)
    assert 2 <= len(values.service_prompts()) <= 8
    assert preset.name == "-".join(preset.name.casefold().split())
    assert all(coerce(PARAMS[name], [value]).warning == "" for name, value in preset.values.items() if value != "")


def test_a_shipped_preset_leaves_nothing_of_another() -> None:
    presets = [read_preset(path) for path in SHIPPED.values()]
    assert [set(preset.values) ^ set(presets[0].values) for preset in presets] == [set()] * len(presets)


def test_no_two_shipped_presets_are_alike() -> None:
    presets = [read_preset(path) for path in SHIPPED.values()]
    assert len({preset.about for preset in presets}) == len(presets)
    assert len({tuple(preset.values.items()) for preset in presets}) == len(presets)
