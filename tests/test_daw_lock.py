"""A whole host locked to a DAW that tells its tempo and its beats by OSC, and plays what the band cannot."""

import time

import numpy as np
from running_host import Client, RunningHost

BPM = 70.49
PERIOD_S = 60.0 / BPM


class Daw:
    """Tells each of its beats as it comes; bars have four."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.start_s = time.monotonic() + 0.1
        self.beats = 0

    def play(self, seconds: float) -> None:
        until_s = time.monotonic() + seconds
        while (now_s := time.monotonic()) < until_s:
            next_s = self.start_s + self.beats * PERIOD_S
            if now_s >= next_s:
                self.client.send("/lyria/daw/beat", self.beats % 4 + 1)
                self.beats += 1
            else:
                self.client.listen(min(next_s, until_s) - now_s)


def test_its_beats_are_the_daw_s() -> None:
    with RunningHost("--engine", "offline", "--set", "bpm=70", "--buffer", "2", "--stopped", "--lock", "daw") as host:
        client = host.client()
        daw = Daw(client)
        client.send("/lyria/daw/tempo", BPM)
        client.send("/lyria/daw/play")
        daw.play(25.0)
        since_s = time.monotonic()
        daw.play(15.0)
        beats = [(at_s, args) for at_s, args in client.messages("/lyria/beat") if at_s > since_s]
        told = [float(str(args[0])) for at_s, args in client.messages("/lyria/phase_ms") if at_s > since_s]
        bars = [at_s for at_s, _ in client.messages("/lyria/bar") if at_s > since_s]
        assert client.ask("/lyria/follow") == (True,)
        client.send("/lyria/daw/beat", "here")
        assert client.wait("/lyria/error")[0] == "/lyria/daw/beat"
    places = np.array([(at_s - daw.start_s) / PERIOD_S for at_s, _ in beats])
    off_ms = np.abs(places - places.round()) * PERIOD_S * 1000
    assert len(beats) >= 15
    assert np.median(off_ms) <= 10.0
    assert np.percentile(off_ms, 95) <= 25.0
    assert np.median(np.abs(told)) <= 10.0
    assert {round((at_s - daw.start_s) / PERIOD_S) % 4 for at_s in bars} == {0}
