"""Three controllers of three kinds at one host: liblo's tools, Pd with its surface, and the panel in Chromium."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from headless import Browser
from running_host import Client, RunningHost, free_port
from running_lyria import RunningLyria

from lyria_osc.surfaces.pd import pd_patch
from lyria_osc.surfaces.rows import Rows

PROBE = """\
#N canvas 0 0 450 300 12;
#X obj 10 10 r lyria/density/now;
#X obj 10 40 print density;
#X obj 10 70 r lyria/mute/now;
#X obj 10 100 print mute;
#X obj 200 10 netreceive -u {port};
#X obj 200 40 s lyria/guidance;
#X connect 0 0 1 0;
#X connect 2 0 3 0;
#X connect 4 0 5 0;
"""


class Said:
    """A program and what it has written so far."""

    def __init__(self, log: Path, *command: str) -> None:
        self._log = log
        with log.open("w") as out:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env={**os.environ, "PYTHONUNBUFFERED": "1"}
            )

    @property
    def words(self) -> str:
        return self._log.read_text(errors="replace")

    def kill(self) -> None:
        """Ends it without a goodbye."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


def test_each_sees_what_the_others_set_and_one_that_is_killed_disturbs_none(browser: Browser, tmp_path: Path) -> None:
    http, dump_port, pd_port = free_port(), free_port(), free_port()
    patch, probe = tmp_path / "lyria-osc.pd", tmp_path / "probe.pd"
    probe.write_text(PROBE.format(port=pd_port))
    with RunningHost("--engine", "offline", "--stopped", "--http", f"127.0.0.1:{http}") as host:
        client = host.client(subscribe=False)
        patch.write_text(pd_patch(Rows(port=host.port, feedback_port=free_port())))
        dump = Said(tmp_path / "dump.log", "oscdump", "-L", str(dump_port))
        pd = Said(tmp_path / "pd.log", "pd", "-nogui", "-noaudio", "-open", str(patch), "-open", str(probe))
        try:
            subscribed(client, dump, dump_port)
            wait(client, pd, "mute: 0")
            browser.open(f"http://127.0.0.1:{http}/panel/")
            browser.until("!document.body.classList.contains('offline')")

            oscsend(host.port, "/lyria/density", "f", "0.25")
            wait(client, pd, "density: 0.25")
            browser.until("document.querySelector('[data-slider=density]').value === '0.25'")

            turn_in_panel(browser, "density", 0.75)
            wait(client, pd, "density: 0.75")
            wait(client, dump, "/lyria/density f 0.75")

            from_pd = Client(pd_port)
            from_pd.send_raw(b"3.5;\n")
            from_pd.close()
            browser.until("document.querySelector('[data-slider=guidance]').value === '3.5'")
            wait(client, dump, "/lyria/guidance f 3.5")

            dump.kill()
            oscsend(host.port, "/lyria/mute", "i", "1")
            wait(client, pd, "mute: 1")
            browser.until("document.querySelector('[data-switch=mute]').checked")
            turn_in_panel(browser, "density", 0.5)
            wait(client, pd, "density: 0.5")
            assert "error" not in pd.words
            assert client.ask("/lyria/density") == (0.5,)
            assert browser.problems == []
        finally:
            browser.open("about:blank#")
            pd.kill()
            dump.kill()


def test_a_knob_that_is_dragged_in_the_panel_reaches_the_service(browser: Browser) -> None:
    http = free_port()
    with (
        RunningLyria() as lyria,
        RunningHost("--engine", "lyria", "--http", f"127.0.0.1:{http}", environment=lyria.environment) as host,
    ):
        client = host.client()
        client.wait("/lyria/state", lambda args: args == ("playing",))
        client.send("/lyria/prompt/1/text", "piano")
        client.ask("/lyria/sync", 2, reply="/lyria/synced")
        browser.open(f"http://127.0.0.1:{http}/panel/")
        browser.until("!document.body.classList.contains('offline')")
        browser.drag(".knob", (0, -60))
        lyria.wait("clientContent", lambda said: said["weightedPrompts"][:1] == [{"text": "piano", "weight": 2.0}])
        turn_in_panel(browser, "density", 0.75)
        lyria.wait("musicGenerationConfig", lambda said: said["density"] == 0.75)
        browser.open("about:blank#")


def subscribed(client: Client, dump: Said, port: int) -> None:
    """Subscribes oscdump, once it listens."""
    for _ in range(50):
        client.send("/lyria/subscribe", port)
        client.listen(0.1)
        if "/lyria/bpm" in dump.words:
            return
    raise AssertionError(f"oscdump hears nothing: {dump.words}")


def oscsend(port: int, *words: str) -> None:
    subprocess.run(["oscsend", "127.0.0.1", str(port), *words], check=True)


def turn_in_panel(browser: Browser, name: str, value: float) -> None:
    slider = f"document.querySelector('[data-slider={name}]')"
    browser.js(f"{slider}.value = {value}; {slider}.dispatchEvent(new Event('input', {{bubbles: true}}))")


def wait(client: Client, program: Said, words: str) -> None:
    """Waits until a program has said so."""
    for _ in range(200):
        if words in program.words:
            return
        client.listen(0.05)
    raise AssertionError(f"not said: {words}\n{program.words}")
