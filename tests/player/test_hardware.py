import pytest

from lyria_osc.player.hardware import bits_given, pcm_folder

PARAMS = """access: MMAP_INTERLEAVED
format: {}
subformat: STD
channels: 2
rate: 48000 (48000/1)
period_size: 1024
buffer_size: 4096
"""
STATUS = """state: PREPARED
owner_pid   : {}
trigger_time: 0.000000000
tstamp      : 0.000000000
delay       : 0
avail       : 4096
avail_max   : 4096
-----
hw_ptr      : 0
appl_ptr    : 0
"""
CLOSED = ("closed\n", "closed\n")
OURS = 4711


def opened(sample_format: str, pid: int = OURS) -> tuple[str, str]:
    return STATUS.format(pid), PARAMS.format(sample_format)


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("HDA Intel PCH: ALC257 Analog (hw:0,0)", "card0/pcm0p"),
        ("HDA Intel PCH: HDMI 0 (hw:10,3)", "card10/pcm3p"),
        ("HDA Intel PCH: ALC257 Analog (plughw:0,0)", ""),
        ("front", ""),
        ("default", ""),
        ("system", ""),
        ("(hw:0,0) of another", ""),
    ],
)
def test_hardware_is_told_by_its_name(name: str, folder: str) -> None:
    assert pcm_folder(name) == folder


@pytest.mark.parametrize(
    ("sample_format", "bits"),
    [("S16_LE", 16), ("S24_LE", 24), ("S24_3LE", 24), ("S32_LE", 32), ("U8", 8), ("FLOAT_LE", 0), ("SPECIAL", 0)],
)
def test_whole_numbers_have_bits(sample_format: str, bits: int) -> None:
    assert bits_given([opened(sample_format)], OURS) == bits


@pytest.mark.parametrize("substreams", [[], [CLOSED], [("", "")], [(STATUS.format(OURS), "no setup\n")]])
def test_what_is_not_known_has_none(substreams: list[tuple[str, str]]) -> None:
    assert bits_given(substreams, OURS) == 0


def test_of_several_substreams_our_own_is_meant() -> None:
    assert bits_given([opened("S32_LE", 47), CLOSED, opened("S16_LE")], OURS) == 16
    assert bits_given([opened("S32_LE", 47_110), opened("FLOAT_LE")], OURS) == 0


def test_where_no_owner_is_told_the_open_one_is_meant() -> None:
    assert bits_given([CLOSED, ("", PARAMS.format("S16_LE"))], OURS) == 16
