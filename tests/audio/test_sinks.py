import pytest

from lyria_osc.audio.sinks import Places, PulseSink, parse_pulse_sinks, places_in_stream, places_on
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
