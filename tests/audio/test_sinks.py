import pytest

from lyria_osc.audio.sinks import Places, PulseSink, parse_pulse_sinks, places_on, positions_in
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
    assert parse_pulse_sinks(PULSEAUDIO_JSON) == [
        PulseSink("vsink", "Null Output", 48_000, 2, loopback=True, immediate=True)
    ]
    assert parse_pulse_sinks(PIPEWIRE_JSON) == [
        PulseSink("alsa_output.pci-0000_00_1f.3.analog-stereo", "Built-in Audio", 44_100, 2, loopback=False, bits=32),
        PulseSink("to-daw", "To the DAW", 96_000, 8, loopback=True),
    ]
    assert parse_pulse_sinks(PULSEAUDIO_SHORT)[0] == PulseSink(
        "vsink", "vsink", 48_000, 2, loopback=True, immediate=True
    )


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
    ("there", "channels", "positions"),
    [
        (("front-left", "front-right"), (1, 2), ("front-left", "front-right")),
        (("front-right", "front-left"), (1, 2), ("front-right", "front-left")),
        (QUAD, (3, 4), ("rear-left", "rear-right")),
        (QUAD, (4, 4), ("rear-right", "rear-right")),
        (("aux0", "aux1", "aux2"), (3, 1), ("aux2", "aux0")),
        (("front-center",), (1, 2), ("mono",)),
    ],
)
def test_left_and_right_go_to_where_the_channels_that_are_named_stand(
    there: tuple[str, ...], channels: tuple[int, int], positions: tuple[str, ...]
) -> None:
    sink = PulseSink("x", "x", 48_000, len(there), loopback=False, positions=there)
    assert positions_in(sink, channels) == positions


def test_a_sink_that_does_not_say_where_its_channels_stand_has_them_where_they_usually_are() -> None:
    sink = PulseSink("x", "x", 48_000, 12, loopback=False)
    assert positions_in(sink, (3, 4)) == ("rear-left", "rear-right")
    with pytest.raises(DeviceError, match=r"^pulse:x does not say where its channels are: only 1 to 8 can be named$"):
        positions_in(sink, (9, 10))


def test_a_sink_with_odd_fields_is_still_read() -> None:
    assert parse_pulse_sinks('[{"name": "x", "properties": [], "sample_specification": null}]') == [
        PulseSink("x", "x", 48_000, 2, loopback=False)
    ]
