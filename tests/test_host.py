"""The whole host, as a process, spoken to by OSC: the offline band plays to no device."""

import itertools
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from running_host import Client, RunningHost, bundles

import lyria_osc


@pytest.fixture(scope="module")
def host() -> Iterator[RunningHost]:
    with RunningHost("--engine", "offline", "--set", "bpm=180", "--buffer", "2") as running:
        yield running


@pytest.fixture
def client(host: RunningHost) -> Client:
    return host.client()


def test_a_fallback_device_that_is_not_there_is_told_of_at_the_start() -> None:
    with RunningHost("--engine", "offline", "--fallback-device", "8999") as running:
        running.client()
        assert running.end() == 0
        assert "--fallback-device: no output device has the index 8999" in running.log


def test_a_newcomer_is_told_everything(host: RunningHost) -> None:
    client = host.client(subscribe=False)
    client.send("/lyria/subscribe")
    client.wait("/lyria/engine")
    client.listen(0.3)
    told = {one.message.address for one in client.heard}
    assert {
        "/lyria/bpm",
        "/lyria/scale",
        "/lyria/prompt/8/weight",
        "/lyria/state",
        "/lyria/engine",
        "/lyria/latency",
    } <= told
    assert client.messages("/lyria/engine")[0][1] == ("offline",)


def test_beats_come_in_time_and_are_counted(client: Client) -> None:
    client.wait("/lyria/beat", count=12)
    beats = client.messages("/lyria/beat")
    gaps = np.diff([at_s for at_s, _ in beats])
    assert np.median(gaps) == pytest.approx(60 / 180, abs=0.01)
    counted = [args[:2] for _, args in beats]
    bar, beat = counted[0]
    assert isinstance(bar, int)
    assert isinstance(beat, int)
    expected = [(bar + (beat - 1 + place) // 4, 1 + (beat - 1 + place) % 4) for place in range(len(counted))]
    assert counted == expected
    assert all(args[2] == 180.0 for _, args in beats)


def test_a_bar_line_comes_just_before_its_beat(client: Client) -> None:
    client.wait("/lyria/bar", count=2)
    client.wait("/lyria/beat")
    addresses = [one.message.address for one in client.heard]
    said = [address for address in addresses if address in ("/lyria/bar", "/lyria/beat")]
    for before, after in itertools.pairwise(said):
        if before == "/lyria/bar":
            assert after == "/lyria/beat"
    [(_, (bar,)), *_] = client.messages("/lyria/bar")
    assert (bar, 1) in [args[:2] for _, args in client.messages("/lyria/beat")]


def test_markers_come_ahead_for_who_wants_them(client: Client) -> None:
    client.send("/lyria/timetags", True)
    client.listen(2.0)
    came = list(bundles(client))
    assert len(came) >= 3
    for at_s, raw in came:
        ntp = int.from_bytes(raw[8:16], "big") / 2**32 - 2_208_988_800
        lead_s = ntp - (time.time() - time.monotonic() + at_s)
        assert 0.0 < lead_s < 0.2
    client.send("/lyria/timetags", False)


def test_the_marker_offset_moves_them(client: Client) -> None:
    client.wait("/lyria/beat", count=2)
    client.send("/lyria/marker_offset_ms", -100.0)
    client.send("/lyria/marker_offset_ms")
    assert client.wait("/lyria/marker_offset_ms") == (-100.0,)
    client.wait("/lyria/beat", count=6)
    times = np.array([at_s for at_s, _ in client.messages("/lyria/beat")])
    phase = times * 3 % 1
    turned = np.angle(np.exp(2j * np.pi * phase))
    moved_s = np.angle(np.exp(1j * (np.median(turned[-3:]) - turned[0]))) / (2 * np.pi) / 3
    assert moved_s == pytest.approx(-0.1, abs=0.03)
    client.send("/lyria/marker_offset_ms", 0.0)


def test_a_change_is_applied_when_it_is_heard(client: Client) -> None:
    client.send("/lyria/density", 0.91)
    sent_s = time.monotonic()
    name, value = client.wait("/lyria/applied", lambda args: args[0] == "density")
    assert (name, value) == ("density", pytest.approx(0.91))
    assert 1.0 < time.monotonic() - sent_s < 8.0


def test_a_tempo_change_comes_with_its_reset(client: Client) -> None:
    client.send("/lyria/bpm", 150)
    client.wait("/lyria/applied", lambda args: args[0] == "bpm", within_s=15)
    client.wait("/lyria/beat", lambda args: args[2] == 150.0, within_s=10)
    client.send("/lyria/bpm", 180)
    client.wait("/lyria/beat", lambda args: args[2] == 180.0, within_s=15)


def test_below_the_service_s_slowest_markers_stay_at_what_was_asked(client: Client) -> None:
    client.send("/lyria/bpm", 50)
    client.wait("/lyria/beat", lambda args: args[2] == 50.0, within_s=15)
    first = len(client.messages("/lyria/beat"))
    client.wait("/lyria/beat", count=3)
    gaps = np.diff([at_s for at_s, _ in client.messages("/lyria/beat")[first - 1 :]])
    assert np.allclose(gaps, 60 / 50, atol=0.05)
    client.send("/lyria/bpm", 180)
    client.wait("/lyria/beat", lambda args: args[2] == 180.0, within_s=15)


def test_others_see_what_one_sets_and_sync_comes_after(host: RunningHost) -> None:
    one, other = host.client(), host.client()
    one.send("/lyria/brightness", 0.25)
    one.send("/lyria/sync", 7)
    assert one.wait("/lyria/synced") == (7,)
    assert other.wait("/lyria/brightness") == (0.25,)
    one.listen(0.2)
    assert [args for _, args in one.messages("/lyria/brightness")][1:] == []


def test_what_is_wrong_is_said_and_changes_nothing(client: Client) -> None:
    before = client.ask("/lyria/density")
    client.send("/lyria/densty", 0.5)
    address, words = client.wait("/lyria/error")
    assert address == "/lyria/densty"
    assert "density" in str(words)
    client.send("/lyria/density", "loud")
    client.wait("/lyria/error", lambda args: args[0] == "/lyria/density")
    client.send("/lyria/guidance", 99.0)
    _, words = client.wait("/lyria/warning")
    assert "6" in str(words)
    assert client.ask("/lyria/guidance") == (6.0,)
    assert client.ask("/lyria/density") == before


def test_prompts_are_taken_and_the_bad_ones_named(host: RunningHost) -> None:
    client = host.client(subscribe=False)
    client.send("/lyria/prompts", "piano:1.0, drums:zero, lo-fi:0.5")
    address, words = client.wait("/lyria/error")
    assert address == "/lyria/prompts"
    assert "drums" in str(words)
    assert client.ask("/lyria/prompt/1/text") == ("piano",)
    assert client.ask("/lyria/prompt/2/text") == ("lo-fi",)
    client.send("/lyria/prompt/2/clear")
    assert client.ask("/lyria/prompt/2/text") == ("",)


def test_presets(client: Client) -> None:
    client.send("/lyria/preset/list")
    names = client.wait("/lyria/preset/list")
    assert len(names) >= 24
    client.send("/lyria/preset", "ambient")
    client.wait("/lyria/prompt/1/text")
    texts = client.ask("/lyria/prompt/1/text")
    assert texts != ("",)
    client.send("/lyria/preset", "ambeint")
    _, words = client.wait("/lyria/error")
    assert "ambient" in str(words)
    client.send("/lyria/preset/morph", "deep-house", 1.0)
    client.wait("/lyria/prompt/1/weight", within_s=10)


def test_pause_and_play(host: RunningHost) -> None:
    client = host.client()
    client.wait("/lyria/beat")
    client.send("/lyria/pause")
    assert client.wait("/lyria/state") == ("paused",)
    client.listen(0.3)
    beats = len(client.messages("/lyria/beat"))
    client.listen(1.0)
    assert len(client.messages("/lyria/beat")) == beats
    last = client.messages("/lyria/beat")[-1][1]
    client.send("/lyria/play")
    bar, beat, _ = client.wait("/lyria/beat", within_s=2.0)
    assert isinstance(bar, int)
    assert isinstance(beat, int)
    assert isinstance(last[0], int)
    assert isinstance(last[1], int)
    assert (bar - 1) * 4 + beat == (last[0] - 1) * 4 + last[1] + 1


def test_stop_begins_anew(host: RunningHost) -> None:
    client = host.client()
    client.send("/lyria/stop", 1)
    assert client.wait("/lyria/state") == ("stopped",)
    client.listen(0.5)
    client.send("/lyria/play", 0)
    client.listen(1.0)
    assert client.messages("/lyria/state")[-1][1] == ("stopped",), "a button's release is no press"
    client.send("/lyria/play", 1)
    assert client.wait("/lyria/beat")[:2] == (1, 1)


def test_gain_and_mute_show_in_the_meter(client: Client) -> None:
    client.wait("/lyria/level", lambda args: isinstance(args[0], float) and args[0] > -40)
    client.send("/lyria/mute", True)
    client.listen(0.4)
    client.wait("/lyria/level", lambda args: isinstance(args[0], float) and args[0] < -100, within_s=2)
    client.send("/lyria/mute", False)
    client.wait("/lyria/level", lambda args: isinstance(args[0], float) and args[0] > -60, within_s=3)


def test_hostile_datagrams_stop_nothing(client: Client) -> None:
    for raw in (
        "2362756e646c65000000000000000001fffffffc",
        "2362756e646c65000000000000000001000000042f000000fffffff4",
        "2f6c797269612f6270",
        "",
        "ff" * 200,
    ):
        client.send_raw(bytes.fromhex(raw))
    client.send_raw(b"/lyria/" + b"*" * 15 + b"!" + bytes(1) + b",\0\0\0")
    assert client.ask("/lyria/ping", 3, reply="/lyria/pong") == (3,)
    client.wait("/lyria/beat")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_well(number: int) -> None:
    with RunningHost("--engine", "offline") as host:
        client = host.client()
        client.wait("/lyria/beat")
        assert host.end(number) == 0
        client.listen(0.2)
        assert client.messages("/lyria/state")[-1][1] == ("stopped",)


def test_a_hangup_that_is_to_be_outlived_is() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        with RunningHost("--engine", "offline") as host:
            client = host.client()
            client.wait("/lyria/beat")
            host.process.send_signal(signal.SIGHUP)
            client.wait("/lyria/beat", count=2)
            assert host.end() == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_stopped_waits_and_seconds_end_it() -> None:
    with RunningHost("--engine", "offline", "--stopped", "--seconds", "1.5") as host:
        client = host.client()
        client.listen(1.0)
        assert client.messages("/lyria/state")[-1][1] == ("stopped",)
        client.send("/lyria/play")
        client.wait("/lyria/beat")
        assert host.process.wait(10) == 0


def test_a_taken_port_is_one_clear_line() -> None:
    with RunningHost("--engine", "offline") as host:
        host.client()
        second = subprocess.run(
            [sys.executable, "-m", "lyria_osc", "run", "--device", "none", "--listen", f"127.0.0.1:{host.port}"],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    assert second.returncode == 1
    assert str(host.port) in second.stderr
    assert "Traceback" not in second.stderr


def test_render_writes_as_much_as_was_asked(tmp_path: Path) -> None:
    for name in ("a.wav", "b.flac"):
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "lyria_osc",
                "render",
                str(tmp_path / name),
                "--seconds",
                "5",
                "--engine",
                "offline",
                "--set",
                "seed=7",
                "--quiet",
            ],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        pcm, rate_hz = soundfile.read(tmp_path / name)
        assert (len(pcm), rate_hz) == (240_000, 48_000)
        assert np.abs(pcm).max() > 0.05
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_render_that_is_ended_leaves_nothing(number: int, tmp_path: Path) -> None:
    words = ["render", str(tmp_path / "a.wav"), "--seconds", "36000", "--engine", "offline"]
    render = subprocess.Popen([sys.executable, "-m", "lyria_osc", *words], stderr=subprocess.PIPE, text=True)
    until_s = time.monotonic() + 20.0
    while not list(tmp_path.iterdir()) and time.monotonic() < until_s:
        time.sleep(0.02)
    assert [path.name for path in tmp_path.iterdir()] == [".a.wav.unfinished"]
    render.send_signal(number)
    assert render.communicate(timeout=20)[1] == ""
    assert render.returncode in (130, -signal.SIGINT)  # the latter where it was still loading a module
    assert not list(tmp_path.iterdir())


def test_a_file_in_no_folder_is_told(tmp_path: Path) -> None:
    words = ["render", str(tmp_path / "nix" / "a.wav"), "--seconds", "1", "--engine", "offline"]
    done = subprocess.run([sys.executable, "-m", "lyria_osc", *words], capture_output=True, text=True, check=False)
    said = f"lyria-osc: {tmp_path / 'nix' / 'a.wav'} cannot be written: there is no folder {tmp_path / 'nix'}"
    assert (done.returncode, done.stderr.splitlines()) == (1, [said])


def test_the_version_is_told(client: Client) -> None:
    assert client.ask("/lyria/version") == (lyria_osc.__version__,)


def test_render_writes_the_truth_beside_the_music(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lyria_osc", "render", str(tmp_path / "a.wav"), "--engine", "offline"]
    options = [
        "--seconds",
        "8",
        "--set",
        "bpm=120",
        "--prompt",
        "house",
        "--truth",
        str(tmp_path / "a.json"),
        "--quiet",
    ]
    done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    truth = json.loads((tmp_path / "a.json").read_text())
    beats = np.array([frame for frame, *_ in truth["beats"]])
    assert len(beats) >= 15
    assert np.allclose(np.diff(beats), 24_000, atol=0.01)
