import json
from pathlib import Path
from typing import Any

import pytest

from lyria_osc.audio.devices import Choice, Device, choose, parse
from lyria_osc.audio.sinks import PulseSink, parse_pulse_sinks
from lyria_osc.errors import DeviceError

SINKS = [
    PulseSink("alsa_output.pci-0000_00_1f.3.analog-stereo", "Built-in Audio", 44_100, 2, loopback=False),
    PulseSink("to-daw", "To the DAW", 96_000, 8, loopback=True),
]


def recorded(system: str) -> list[Device]:
    lists: dict[str, Any] = json.loads((Path(__file__).parent / f"devices_{system}.json").read_text())
    return parse(lists["devices"], lists["hostapis"])


def chosen(system: str, wanted: str) -> tuple[str, str]:
    """Name and host API of what is meant."""
    device = choose(recorded(system), wanted).device
    assert device is not None
    return device.name, device.host_api


def refusal(devices: list[Device], wanted: str, sinks: list[PulseSink] | None = None) -> str:
    with pytest.raises(DeviceError) as caught:
        choose(devices, wanted, sinks or [])
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_parse_reads_outputs_only() -> None:
    devices = recorded("macos")
    assert devices[2] == Device(2, "BlackHole 2ch", "Core Audio", 2, 48_000, 0.001, loopback=True)
    assert "MacBook Pro Microphone" not in {device.name for device in devices}
    assert [device.name for device in devices if device.default] == ["MacBook Pro Speakers"]


@pytest.mark.parametrize(
    ("system", "names"),
    [
        ("macos", {"BlackHole 16ch", "BlackHole 2ch", "Loopback Audio", "Soundflower (2ch)", "Soundflower (64ch)"}),
        (
            "windows",
            {
                "CABLE Input (VB-Audio Virtual C",
                "CABLE Input (VB-Audio Virtual Cable)",
                "Voicemeeter Input (VB-Audio Voi",
                "Voicemeeter Input (VB-Audio Voicemeeter VAIO)",
                "Voicemeeter AUX Input (VB-Audio",
                "Voicemeeter AUX Input (VB-Audio Voicemeeter AUX VAIO)",
            },
        ),
        ("linux_alsa", {"Loopback: PCM (hw:1,0)"}),
        ("linux_jack", {"ardour", "system", "PulseAudio JACK Source"}),
    ],
)
def test_known_loopbacks(system: str, names: set[str]) -> None:
    assert {device.name for device in recorded(system) if device.loopback} == names


@pytest.mark.parametrize(
    "name",
    [
        "BlackHole 64ch",
        "Loopback Audio 2",
        "VB-Cable",
        "CABLE-A Input (VB-Audio Cable A)",
        "CABLE In 16 Ch (VB-Audio Virtual Cable)",
        "Hi-Fi Cable Input (VB-Audio Hi-Fi Cable)",
        "VoiceMeeter Input (VB-Audio VoiceMeeter VAIO)",
        "Voicemeeter In 3 (VB-Audio Voicemeeter VAIO)",
        "VoiceMeeter VAIO3 Input (VB-Audio VoiceMeeter VAIO3)",
        "Line 1 (Virtual Audio Cable)",
        "Null Output",
    ],
)
def test_a_known_loopback_by_name(name: str) -> None:
    assert parse([entry(name)], [api("any")])[0].loopback


@pytest.mark.parametrize("name", ["CABLE Output (VB-Audio Virtual Cable)", "Cable TV", "HDMI", "Loop station", "front"])
def test_not_a_loopback(name: str) -> None:
    assert not parse([entry(name)], [api("any")])[0].loopback


@pytest.mark.parametrize(
    ("system", "wanted", "found"),
    [
        ("macos", "auto", ("BlackHole 2ch", "Core Audio")),
        ("windows", "auto", ("CABLE Input (VB-Audio Virtual Cable)", "Windows WASAPI")),
        ("linux_alsa", "auto", ("Loopback: PCM (hw:1,0)", "ALSA")),
        ("linux_jack", "auto", ("system", "JACK Audio Connection Kit")),
        ("macos", "default", ("MacBook Pro Speakers", "Core Audio")),
        ("windows", "default", ("Speakers (Realtek(R) Audio)", "Windows WASAPI")),
        ("linux_alsa", "default", ("default", "ALSA")),
        ("linux_jack", "DEFAULT", ("HDA Intel PCH: ALC257 Analog (hw:0,0)", "ALSA")),
        ("macos", "9", ("Scarlett 18i20 USB", "Core Audio")),
        ("macos", "scarlett", ("Scarlett 18i20 USB", "Core Audio")),
        ("macos", " blackhole 16CH ", ("BlackHole 16ch", "Core Audio")),
        ("macos", "loopback audio", ("Loopback Audio", "Core Audio")),
        ("windows", "cable input", ("CABLE Input (VB-Audio Virtual Cable)", "Windows WASAPI")),
        ("windows", "CABLE Input (VB-Audio Virtual Cable)", ("CABLE Input (VB-Audio Virtual Cable)", "Windows WASAPI")),
        ("windows", "CABLE Input (VB-Audio Virtual C", ("CABLE Input (VB-Audio Virtual C", "MME")),
        ("windows", "realtek", ("Speakers (Realtek(R) Audio)", "Windows WASAPI")),
        ("windows", "sound mapper", ("Microsoft Sound Mapper - Output", "MME")),
        ("windows", "22", ("Focusrite USB ASIO", "ASIO")),
        ("windows", "Focusrite USB ASIO", ("Focusrite USB ASIO", "ASIO")),
        ("linux_alsa", "pulse", ("pulse", "ALSA")),
        ("linux_jack", "ardour", ("ardour", "JACK Audio Connection Kit")),
    ],
)
def test_the_one_that_is_meant(system: str, wanted: str, found: tuple[str, str]) -> None:
    assert chosen(system, wanted) == found


def test_none_is_no_device() -> None:
    assert choose(recorded("macos"), "none") == Choice()
    assert choose([], "none").name == "none"


def test_auto_prefers_a_loopback_then_a_null_sink_then_the_default_then_none() -> None:
    plain = [device for device in recorded("linux_alsa") if not device.loopback]
    assert choose(recorded("linux_alsa"), "auto", SINKS).name == "Loopback: PCM (hw:1,0)"
    assert choose(plain, "auto", SINKS).name == "pulse:to-daw"
    assert choose(plain, "auto", SINKS[:1]).name == "default"
    nothing = choose([], "auto")
    assert nothing.name == "none"
    assert "no output device" in nothing.warning
    assert not choose(plain, "auto").warning


def test_auto_does_not_take_the_servers_own_null_sink() -> None:
    sinks = parse_pulse_sinks("1\tauto_null\tmodule-null-sink.c\ts16le 2ch 44100Hz\tIDLE\n")
    assert [sink.loopback for sink in sinks] == [False]
    assert choose([], "auto", sinks).name == "none"


def test_a_name_that_several_have_lists_them() -> None:
    words = refusal(recorded("macos"), "blackhole")
    assert "1 'BlackHole 16ch'" in words
    assert "2 'BlackHole 2ch'" in words
    words = refusal(recorded("windows"), "focusrite")
    assert "'Speakers (Focusrite USB Audio)' (Windows WASAPI)" in words
    assert "'Speakers (2- Focusrite USB Audio)' (Windows WASAPI)" in words
    assert "MME" not in words


@pytest.mark.parametrize("wanted", ["Loopback Audio", "loopback audio"])
def test_a_whole_name_is_meant_before_a_part(wanted: str) -> None:
    devices = parse([entry("Loopback Audio 2"), entry("Loopback Audio")], [api("Core Audio")])
    assert choose(devices, wanted).device == devices[1]


def test_auto_takes_voicemeeters_main_input_before_the_others() -> None:
    devices = [device for device in recorded("windows") if "CABLE" not in device.name]
    assert choose(devices, "auto").name == "Voicemeeter Input (VB-Audio Voicemeeter VAIO)"


def test_two_of_the_same_name_in_one_host_api_are_two() -> None:
    devices = parse([entry("USB Codec"), entry("USB Codec")], [api("Core Audio")])
    assert "0 'USB Codec' (Core Audio), 1 'USB Codec' (Core Audio)" in refusal(devices, "USB Codec")


@pytest.mark.parametrize(
    ("system", "wanted", "words"),
    [
        ("macos", "BlakHole 2ch", "did you mean 'BlackHole 2ch'?"),
        ("macos", "Soundflwer", "did you mean 'Soundflower (2ch)'?"),
        ("windows", "voicemeter", "did you mean 'Voicemeeter"),
        ("linux_jack", "reaper", "there are 'HDA Intel PCH: ALC257 Analog (hw:0,0)', 'dmix', 'ardour', 'system'"),
        ("macos", "4", "no output device has the index 4; there are 0, 1, 2, 3, 5"),
        ("macos", "", "no output device is called ''"),
    ],
)
def test_a_name_that_none_has(system: str, wanted: str, words: str) -> None:
    assert words in refusal(recorded(system), wanted)


def test_no_devices_at_all() -> None:
    assert "no output devices at all" in refusal([], "speakers")
    assert "none at all" in refusal([], "0")
    assert "--device none" in refusal([], "default")


@pytest.mark.parametrize(
    "wanted", ["pulse:to-daw", "PULSE:to-daw", "pulse:to-d", "pulse:the daw", "to-daw", "TO-D", "the daw"]
)
def test_a_sink_by_its_name(wanted: str) -> None:
    assert choose(recorded("linux_alsa"), wanted, SINKS) == Choice(sink=SINKS[1])


def test_a_sink_that_is_not_there() -> None:
    assert "did you mean 'to-daw'?" in refusal([], "pulse:to-dwa", SINKS)
    assert "could be" in refusal([], "pulse:o", SINKS)
    assert "no sinks at all" in refusal([], "pulse:to-daw")
    assert "no output device is called 'to-dwa'" in refusal(recorded("linux_alsa"), "to-dwa", SINKS)
    assert "could be" in refusal([], "o", SINKS)


def entry(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "hostapi": 0,
        "max_output_channels": 2,
        "default_samplerate": 48_000.0,
        "default_low_output_latency": 0.01,
    }


def api(name: str) -> dict[str, Any]:
    return {"name": name, "default_output_device": -1}
