"""Pd and SuperCollider themselves, each with its surface, against a running host."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from running_host import Client, RunningHost, free_port

from lyria_osc.surfaces.pd import pd_patch
from lyria_osc.surfaces.rows import Rows
from lyria_osc.surfaces.supercollider import supercollider_code

PROBED = ("mute/now", "bpm/now", "bpm/auto/now", "scale/show", "prompt/1/text/now", "beat", "applied", "error", "state")
"""What the probing Pd patch prints."""

SCLANG_PROBE = """
"%s".load;
~lyriaOn['beat'] = { |bar, beat, bpm| [\\beat, bar, beat, bpm].postln };
~lyriaOn['mute'] = { |on| [\\mute, on].postln };
~lyriaOn['prompt/1/text'] = { |text| [\\text, text].postln };
fork {
    { ~lyriaValues['bpm'].isNil }.while { 0.05.wait };
    ~lyriaSet.('density', 0.25);
    ~lyriaSet.('only_bass_and_drums', true);
    ~lyriaSet.('nope', 1);
    ~lyriaSetNorm.('guidance', 0.5);
    ~lyriaDo.('prompts', "warm piano:1.0, lo-fi:0.5");
    { ~lyriaValues['gain'] != -12.0 }.while { 0.05.wait };
    [\\brightness, ~lyriaValues['brightness']].postln;
    ~lyriaFree.value;
    0.3.wait;
    \\ended.postln;
};
"""


@pytest.fixture(scope="module")
def host() -> Iterator[RunningHost]:
    with RunningHost("--engine", "offline", "--set", "bpm=180", "--buffer", "1") as running:
        yield running


@pytest.fixture
def client(host: RunningHost) -> Client:
    return host.client()


def probe_patch() -> str:
    """A patch that prints what it receives by name."""
    lines = ["#N canvas 0 0 450 300 12;"]
    for name in PROBED:
        lines += [f"#X obj 10 10 r lyria/{name};", f"#X obj 10 40 print {name.replace('/', '_')};"]
    lines += [f"#X connect {2 * number} 0 {2 * number + 1} 0;" for number in range(len(PROBED))]
    return "\n".join([*lines, ""])


def setting_patch(port: int, *names: str) -> str:
    """A patch that sends to a name what it is told for it: ``density 0.25;`` over UDP."""
    words = [name.replace("/", "_") for name in names]
    lines = [
        "#N canvas 0 0 450 300 12;",
        f"#X obj 10 10 netreceive -u {port};",
        f"#X obj 10 40 route {' '.join(words)};",
    ]
    lines += [f"#X obj 10 80 s lyria/{name};" for name in names]
    lines += ["#X connect 0 0 1 0;", *(f"#X connect 1 {number} {number + 2} 0;" for number in range(len(names)))]
    return "\n".join([*lines, ""])


class Running:
    """A program whose output is read as it comes."""

    def __init__(self, command: list[str], log: Path, **environment: str) -> None:
        self._log = log
        with log.open("w") as out:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env={**os.environ, **environment}
            )

    @property
    def said(self) -> str:
        return self._log.read_text(errors="replace")

    def wait(self, client: Client, *words: str, within_s: float = 20.0) -> None:
        """Waits until it has said all of them."""
        waited_s = 0.0
        while missing := [one for one in words if one not in self.said]:
            assert waited_s < within_s, f"not said: {missing}\n{self.said}"
            client.listen(0.05)
            waited_s += 0.05

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


def test_pd_shows_and_sets_everything(host: RunningHost, client: Client, tmp_path: Path) -> None:
    patch, probe, set_port = tmp_path / "lyria-osc.pd", tmp_path / "probe.pd", free_port()
    patch.write_text(pd_patch(Rows(port=host.port, feedback_port=free_port())))
    probe.write_text(probe_patch())
    setter = tmp_path / "setter.pd"
    setter.write_text(setting_patch(set_port, "density", "mute", "prompt/2/text", "preset"))
    client.send("/lyria/scale", "D major")
    client.send("/lyria/prompt/1/text", "warm piano")
    opened = [word for path in (patch, probe, setter) for word in ("-open", str(path))]
    pd = Running(["pd", "-nogui", "-noaudio", *opened], tmp_path / "pd.log")
    said = Client(set_port)
    try:
        pd.wait(client, "bpm_now: 180", "bpm_auto_now: 0", "scale_show: set 3", "prompt_1_text_now: warm piano")
        pd.wait(client, "state: playing", "mute_now: 0", "beat: ")
        client.send("/lyria/mute", True)
        pd.wait(client, "mute_now: 1", "applied: mute 1")
        for line in (b"density 0.25;\n", b"prompt_2_text 808 drums and sitar;\n", b"mute 0;\n"):
            said.send_raw(line)
        assert client.wait("/lyria/density", lambda args: args == (0.25,)) == (0.25,)
        assert client.ask("/lyria/prompt/2/text") == ("808 drums and sitar",)
        assert client.ask("/lyria/mute") == (False,)
        said.send_raw(b"preset jazz-trio;\n")
        client.wait("/lyria/prompt/1/text", lambda args: args != ("warm piano",))
        assert "error" not in pd.said
        assert "couldn't create" not in pd.said
    finally:
        said.close()
        pd.end()


def test_pd_asks_again_when_the_host_was_started_again(client: Client, host: RunningHost, tmp_path: Path) -> None:
    patch = tmp_path / "lyria-osc.pd"
    port = free_port()
    patch.write_text(pd_patch(Rows(port=host.port, feedback_port=port)).replace("delay 5000", "delay 200"))
    probe = tmp_path / "probe.pd"
    probe.write_text(probe_patch())
    pd = Running(["pd", "-nogui", "-noaudio", "-open", str(patch), "-open", str(probe)], tmp_path / "pd.log")
    try:
        pd.wait(client, "bpm_now: ")
        host_of_pd = Client(host.port)
        host_of_pd.send("/lyria/unsubscribe")
        host_of_pd.close()
        before = pd.said.count("bpm_now: ")
        client.send("/lyria/subscribe", port)
        client.send("/lyria/unsubscribe")
        client.listen(1.5)
        assert pd.said.count("bpm_now: ") > before
    finally:
        pd.end()


def test_supercollider_shows_and_sets_everything(host: RunningHost, client: Client, tmp_path: Path) -> None:
    code, probe = tmp_path / "lyria-osc.scd", tmp_path / "probe.scd"
    code.write_text(supercollider_code(Rows(port=host.port)))
    probe.write_text(SCLANG_PROBE % code)
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1", "XDG_RUNTIME_DIR": str(tmp_path)}
    sclang = Running(["sclang", str(probe)], tmp_path / "sclang.log", HOME=str(tmp_path), **offscreen)
    try:
        client.wait("/lyria/density", lambda args: args == (0.25,), within_s=60)
        sclang.wait(client, "WARNING: lyria: nope is not a parameter", "[ beat, ")
        assert client.ask("/lyria/only_bass_and_drums") == (True,)
        assert client.ask("/lyria/guidance") == (3.0,)
        client.send("/lyria/mute", True)
        client.send("/lyria/brightness", 0.75)
        client.send("/lyria/gain", -12.0)
        sclang.wait(client, "[ text, warm piano ]", "[ mute, true ]", "[ brightness, 0.75 ]", "ended")
        assert "ERROR" not in sclang.said
    finally:
        sclang.end()
        client.send("/lyria/mute", False)
