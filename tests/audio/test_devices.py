import json
from pathlib import Path
from typing import Any

import pytest

from lyria_osc.audio.devices import (
    Choice,
    Device,
    Places,
    PulseSink,
    choose,
    parse,
    parse_pulse_sinks,
    places_in_stream,
    places_on,
)
from lyria_osc.errors import DeviceError

PULSEAUDIO_JSON = """[{"index":0,"state":"IDLE","name":"vsink","description":"Null Output","driver":
"module-null-sink.c","sample_specification":"float32le 2ch 48000Hz","owner_module":1,"mute":false,
"balance":0.00,"monitor_source":"vsink.monitor","latency":{"actual":9960.00,"configured":2000000.00},
"flags":["DECIBEL_VOLUME","LATENCY","SET_FORMATS"],"properties":{"device.description":"Null Output",
"device.class":"abstract","device.icon_name":"audio-card"},"ports":[],"active_port":null,"formats":["pcm"]}]"""

PIPEWIRE_JSON = """[{"index":50,"name":"alsa_output.pci-0000_00_1f.3.analog-stereo","description":"Built-in Audio",
"driver":"PipeWire","sample_specification":"s32le 2ch 44100Hz","properties":{"factory.name":"api.alsa.pcm.sink"}},
{"index":61,"name":"to-daw","description":"To the DAW","driver":"PipeWire","sample_specification":
"float32le 8ch 96000Hz","properties":{"factory.name":"support.null-audio-sink","node.virtual":"true"}}]"""

PULSEAUDIO_SHORT = """0\tvsink\tmodule-null-sink.c\tfloat32le 2ch 48000Hz\tIDLE
1\tauto_null\tmodule-null-sink.c\ts16le 2ch 44100Hz\tIDLE
"""

SINKS = parse_pulse_sinks(PIPEWIRE_JSON)


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
    sinks = parse_pulse_sinks(PULSEAUDIO_SHORT)
    assert [sink.loopback for sink in sinks] == [True, False]
    assert choose([], "auto", sinks[1:]).name == "none"


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


@pytest.mark.parametrize("wanted", ["pulse:to-daw", "PULSE:to-daw", "pulse:to-d", "pulse:the daw"])
def test_a_sink_by_its_name(wanted: str) -> None:
    assert choose(recorded("linux_alsa"), wanted, SINKS) == Choice(sink=SINKS[1])


def test_a_sink_that_is_not_there() -> None:
    assert "did you mean 'to-daw'?" in refusal([], "pulse:to-dwa", SINKS)
    assert "could be" in refusal([], "pulse:o", SINKS)
    assert "no sinks at all" in refusal([], "pulse:to-daw")
    assert "did you mean 'pulse:to-daw'?" in refusal(recorded("linux_alsa"), "to-daw", SINKS)


def test_parse_pulse_sinks() -> None:
    assert parse_pulse_sinks(PULSEAUDIO_JSON) == [PulseSink("vsink", "Null Output", 48_000, 2, loopback=True)]
    assert parse_pulse_sinks(PIPEWIRE_JSON) == [
        PulseSink("alsa_output.pci-0000_00_1f.3.analog-stereo", "Built-in Audio", 44_100, 2, loopback=False, bits=32),
        PulseSink("to-daw", "To the DAW", 96_000, 8, loopback=True),
    ]
    assert parse_pulse_sinks(PULSEAUDIO_SHORT)[0] == PulseSink("vsink", "vsink", 48_000, 2, loopback=True)


@pytest.mark.parametrize("text", ["", "Connection refused", "{}", "[1, null, {}]", "[", "3", '[{"name": ""}]', "\t\t"])
def test_what_is_no_list_of_sinks_gives_none(text: str) -> None:
    assert parse_pulse_sinks(text) == []


@pytest.mark.parametrize(
    ("specification", "bits"), [("s16le", 16), ("s24-32le", 24), ("u8", 8), ("float32be", 0), ("ulaw", 0)]
)
def test_a_sink_tells_its_bits_and_where_its_channels_stand(specification: str, bits: int) -> None:
    text = f"""[{{"name": "x", "sample_specification": "{specification} 4ch 44100Hz", "channel_map": "lfe,aux1"}}]"""
    assert parse_pulse_sinks(text) == [
        PulseSink("x", "x", 44_100, 4, loopback=False, bits=bits, positions=("lfe", "aux1"))
    ]


def test_stereo_goes_to_the_channels_that_are_named() -> None:
    assert places_on((1, 2), 2, "x") == Places(1, 2, 2)
    assert places_on((3, 6), 8, "x") == Places(3, 6, 6)


def test_a_mono_device_hears_both_unless_others_are_asked_for() -> None:
    assert places_on((1, 2), 1, "x") == Places(1, 1, 1)
    with pytest.raises(DeviceError, match=r"^x has one channel: there is no pair 3,4 of them for --channels$"):
        places_on((3, 4), 1, "x")


def test_channels_that_are_not_there_are_refused() -> None:
    with pytest.raises(DeviceError, match=r"^x has 2 channels: there is no pair 3,4 of them for --channels$"):
        places_on((3, 4), 2, "x")


QUAD = ("front-left", "front-right", "rear-left", "rear-right")


@pytest.mark.parametrize(
    ("positions", "channels", "places"),
    [
        (("front-left", "front-right"), (1, 2), Places(1, 2, 2)),
        (("front-right", "front-left"), (1, 2), Places(2, 1, 2)),
        (QUAD, (1, 2), Places(1, 2, 4)),
        (QUAD, (3, 4), Places(3, 4, 4)),
        ((*QUAD, "front-center", "lfe"), (5, 6), Places(5, 6, 6)),
        (("front-left", "front-center", "front-right", "rear-center"), (3, 4), Places(3, 4, 4, mixed=True)),
        (("mono",), (1, 2), Places(1, 1, 1)),
        (("aux0", "aux1"), (1, 2), Places(1, 2, 2)),
    ],
)
def test_a_stream_has_the_positions_of_its_sink(
    positions: tuple[str, ...], channels: tuple[int, int], places: Places
) -> None:
    sink = PulseSink("x", "x", 48_000, len(positions), loopback=False, positions=positions)
    assert places_in_stream(channels, sink) == places


def test_a_sink_of_which_only_the_number_of_channels_is_known_may_be_mixed() -> None:
    assert places_in_stream((1, 2), PulseSink("x", "x", 48_000, 4, loopback=False)) == Places(1, 2, 4, mixed=True)


def test_a_sink_with_odd_fields_is_still_read() -> None:
    assert parse_pulse_sinks('[{"name": "x", "properties": [], "sample_specification": null}]') == [
        PulseSink("x", "x", 48_000, 2, loopback=False)
    ]


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
