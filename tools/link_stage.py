"""A whole host in a Link session with a peer of ours, and what each saw of the other; prints JSON.

    python tools/link_stage.py lock --seconds 300

``lock``: the host follows and locks to a peer at a tempo that the band cannot play: it plays a whole bpm, 0.7 % off.
``follow``: the peer changes its tempo and its transport. ``lead``: the host gives its tempo. ``foreign``: our peer and
SuperCollider's, without a host. Where the system allows it, the stage has a network of its own, so that no other
session is met.
"""

import argparse
import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from running_host import Client, RunningHost

from lyria_osc.link import LinkPeer

UNPLAYABLE_BPM = 70.49
SETTLED_S = 3.0
"""A session so old is not mistaken for one that begins."""

BEAT_WITHIN_S = 40.0
FOREIGN_WITHIN_S = 90.0
ALIVE_S = 20.0
"""So often a client speaks, that its subscription lasts."""

PAUSED_S, AGAIN_S = 1.37, 9.0
"""A pause of no whole beats, and how long it is heard how the music goes on."""

SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1

LINK_CLOCK = """
fork {
    var clock = LinkClock(100 / 60).latency_(0);
    var tell = { ("link" + clock.numPeers + (clock.tempo * 60) + (clock.beats % 4)).postln };
    4.wait;
    tell.value;
    clock.tempo_(133 / 60);
    1.wait;
    8.do { tell.value; 0.1.wait };
    0.exit;
}
"""

Found = dict[str, object]


def stage(scene: str, seconds: float) -> Found:
    """Runs a scene in a process, with a network of its own where that can be had; gives what it found."""
    command = [sys.executable, __file__, scene, "--seconds", str(seconds), "--here"]
    apart = ["unshare", "--user", "--map-root-user", "--net"]
    try:
        can = subprocess.run([*apart, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        can = False
    done = subprocess.run([*(apart if can else []), *command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"{scene} ended with {done.returncode}: {done.stderr}")
    found: Found = json.loads(done.stdout)
    return found


def _loopback_up() -> None:
    """A new network's loopback is down; in an old one this changes nothing, if it is allowed at all."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        try:
            asked = fcntl.ioctl(any_socket, SIOCGIFFLAGS, struct.pack("16sh14x", b"lo", 0))
            flags: int = struct.unpack("16sh14x", asked)[1]
            fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))
        except OSError:
            return


def _await(wanted: Callable[[], bool], client: Client, peer: LinkPeer, within_s: float = 20.0) -> float:
    """Hears until something is so; how long that took."""
    since_s = time.monotonic()
    while not wanted():
        if time.monotonic() - since_s > within_s:
            told = {address: client.messages(address) for address in ("/lyria/bpm", "/lyria/link/peers")}
            raise AssertionError(f"not within {within_s:g} s; the host told {told}, the peer sees {peer.look(4)}")
        client.listen(0.02)
    return time.monotonic() - since_s


def _bpm(client: Client) -> float:
    said = client.messages("/lyria/bpm")
    return float(str(said[-1][1][0])) if said else 0.0


def _asked_bpm(client: Client) -> float:
    return float(str(client.ask("/lyria/bpm")[0]))


def _phases_ms(client: Client, peer: LinkPeer, since_s: float) -> tuple[list[float], list[float], list[int]]:
    """Of the beats since a time: how late the host says each is, how late it came, how far bars are apart in beats."""
    told = [float(str(args[0])) for at_s, args in client.messages("/lyria/phase_ms") if at_s > since_s]
    grid = peer.look(4).grid
    beats = [(at_s, args) for at_s, args in client.messages("/lyria/beat") if at_s > since_s]
    came = [1000 * grid.error_s(at_s) for at_s, _ in beats]
    apart = [(round(grid.beat_at(at_s)) - int(str(args[1])) + 1) % 4 for at_s, args in beats]
    return told, came, apart


def _sizes(errors: list[float]) -> dict[str, float]:
    off = np.abs(errors)
    return {"median": float(np.median(off)), "p95": float(np.percentile(off, 95)), "most": float(off.max())}


def lock(seconds: float) -> Found:
    """Beats on the peer's beats, and bars on its bars, for so long."""
    peer = LinkPeer(UNPLAYABLE_BPM)
    time.sleep(SETTLED_S)
    with RunningHost("--engine", "offline", "--set", "bpm=70", "--lock", "link") as host:
        client = host.client()
        client.wait("/lyria/beat", within_s=BEAT_WITHIN_S)
        _await(lambda: abs(_asked_bpm(client) - UNPLAYABLE_BPM) < 0.01, client, peer)
        client.listen(15.0)
        since_s = time.monotonic()
        while (left_s := since_s + seconds - time.monotonic()) > 0:
            client.send("/lyria/ping")
            client.listen(min(left_s, ALIVE_S))
        told, came, apart = _phases_ms(client, peer, since_s)
        client.send("/lyria/pause")
        client.listen(PAUSED_S)
        since_s = time.monotonic()
        client.send("/lyria/play")
        client.listen(AGAIN_S)
        _, again, again_apart = _phases_ms(client, peer, since_s)
        xruns = client.messages("/lyria/xruns")
        client.close()
    peer.close()
    return {
        "beats": len(came),
        "told_ms": _sizes(told),
        "came_ms": _sizes(came),
        "bars_apart": sorted({*apart, *again_apart}),
        "again_ms": _sizes(again),
        "xruns": xruns[-1][1][0] if xruns else 0,
    }


def follow(seconds: float) -> Found:
    """The peer's tempo and transport, and a tempo that is set at the host."""
    peer = LinkPeer(100.0)
    time.sleep(SETTLED_S)
    with RunningHost("--engine", "offline", "--set", "bpm=120", "--link", "--buffer", "1") as host:
        client = host.client()
        client.wait("/lyria/beat", within_s=BEAT_WITHIN_S)
        _await(lambda: _bpm(client) == 100.0, client, peer)
        peers = [args[0] for _, args in client.messages("/lyria/link/peers")]
        peer.set_tempo(110.0)
        took_s = _await(lambda: _bpm(client) == 110.0, client, peer)
        peer.set_playing(True)
        client.listen(0.5)
        peer.set_playing(False)
        client.wait("/lyria/state", lambda args: args == ("paused",))
        peer.set_playing(True)
        client.wait("/lyria/state", lambda args: args == ("playing",))
        client.send("/lyria/bpm", 90.0)
        _await(lambda: abs(peer.look(4).grid.bpm - 90.0) < 0.01, client, peer)
        client.listen(seconds)
        client.send("/lyria/sync", 9)
        bpm_s = [args[0] for _, args in client.messages("/lyria/bpm")]
        client.close()
    peer.close()
    return {"peers": peers, "beats_until_followed": took_s * 110.0 / 60.0, "bpm": bpm_s}


def lead(seconds: float) -> Found:
    """The session at the music's tempo, its beats on the music's, and its transport."""
    peer = LinkPeer(100.0)
    time.sleep(SETTLED_S)
    with RunningHost("--engine", "offline", "--set", "bpm=123", "--link", "lead", "--buffer", "1") as host:
        client = host.client()
        client.wait("/lyria/beat", within_s=BEAT_WITHIN_S)
        took_s = _await(lambda: abs(peer.look(4).grid.bpm - 123.0) < 1.0, client, peer)
        client.listen(seconds)
        plays = peer.look(4).playing
        bpms = []
        for _ in range(40):
            client.listen(0.1)
            bpms.append(peer.look(4).grid.bpm)
        client.send("/lyria/pause")
        _await(lambda: not peer.look(4).playing, client, peer)
        client.close()
    peer.close()
    return {"took_s": took_s, "plays": plays, "bpm": bpms}


def foreign(seconds: float) -> Found:
    """SuperCollider's LinkClock beside our peer: the tempo each takes of the other, and its beat against ours."""
    peer = LinkPeer(110.0)
    time.sleep(SETTLED_S)
    with tempfile.TemporaryDirectory(prefix="lyria-osc-link-") as folder:
        script = Path(folder) / "link.scd"
        script.write_text(LINK_CLOCK)
        quiet = {"HOME": folder, "QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
        sclang = subprocess.Popen(
            ["sclang", str(script)],
            env={**os.environ, **quiet},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert sclang.stdout
        too_long = threading.Timer(FOREIGN_WITHIN_S, sclang.kill)
        too_long.start()
        said: list[list[float]] = []
        apart: list[float] = []
        for line in sclang.stdout:
            if line.startswith("link "):
                beat = peer.look(4).grid.beat_at(time.monotonic())
                said.append([float(word) for word in line.split()[1:]])
                apart.append(abs((beat - said[-1][2] + 2) % 4 - 2))
        sclang.wait()
        too_long.cancel()
        sclang.stdout.close()
    bpm = peer.look(4).grid.bpm
    peer.close()
    return {"its_peers": said[0][0], "its_bpm": said[0][1], "our_bpm": bpm, "beats_apart": min(apart)}


SCENES: dict[str, Callable[[float], Found]] = {"lock": lock, "follow": follow, "lead": lead, "foreign": foreign}


def main() -> None:
    """Plays a scene."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("scene", choices=SCENES)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--here", action="store_true", help="in this network, as it is")
    arguments = parser.parse_args()
    if arguments.here:
        _loopback_up()
        found = SCENES[arguments.scene](arguments.seconds)
    else:
        found = stage(arguments.scene, arguments.seconds)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
