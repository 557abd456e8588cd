"""ALSA's hardware behind a device of PortAudio's: which it is, and how many bits it is given.

PortAudio takes floats from us whatever it gives the hardware, and tells nobody what that is; the kernel does, in
/proc/asound, for each substream of a PCM that is open. Pure: a door reads the texts.
"""

import re
from collections.abc import Sequence


def pcm_folder(name: str) -> str:
    """The folder under /proc/asound of what PortAudio's ALSA calls ``… (hw:CARD,DEVICE)``; empty for any other name.

    What it calls ``plughw``, or by a name of ALSA's configuration, converts by itself or may do so.
    """
    found = re.search(r"\(hw:(\d+),(\d+)\)$", name)
    return f"card{found[1]}/pcm{found[2]}p" if found else ""


def bits_given(substreams: Sequence[tuple[str, str]], pid: int) -> int:
    """The bits of the whole numbers that the hardware is given; 0 for floats, and where nothing is known.

    Args:
        substreams: what each one's files ``status`` and ``hw_params`` say, empty for one that could not be read.
        pid: the process whose stream is meant; where none names its owner, the first that is open.
    """
    owned = [params for status, params in substreams if re.search(rf"^owner_pid\s*: {pid}$", status, re.MULTILINE)]
    formats = [
        found[1]
        for params in owned or [params for _, params in substreams]
        if (found := re.search(r"^format: (\w+)$", params, re.MULTILINE))
    ]
    whole = re.match(r"[SU](\d+)", formats[0]) if formats else None
    return int(whole[1]) if whole else 0
