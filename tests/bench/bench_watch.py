"""Ten thousand watched creators over real sockets: how soon a broadcast is found, by how many requests, at what cost.

Watcher and platform are processes of their own. Handles are asked about at a faster pace than by default, so that their
turn fits into a benchmark; latency is held against the arithmetic of docs/topics/watching.md, which holds at any pace.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.figures import Figure

COUNT = 10_000
LIVE = 400  #: creators who go live
_ROOT = Path(__file__).resolve().parents[2]


class Watched(NamedTuple):
    """What one run came to."""

    latencies_s: list[float]  #: from going live to being found, in order; of who was not found there is none
    requests: dict[str, tuple[int, int]]  #: path: how many, and the most in one second
    cpu_percent: float  #: of one core
    seconds: float


def run() -> list[Figure]:
    """All figures."""
    return [*_rooms(), *_handles(), *_creators()]


def _rooms() -> list[Figure]:
    """A pass over all last rooms, by the defaults. Nobody goes live: the rooms are what costs."""
    run = measure(COUNT, {}, seconds=62.0, window_s=0.0, live=0)
    requests, most = run.requests["/webcast/room/check_alive/"]
    pass_s = run.seconds * COUNT / (50 * requests)
    return [
        _plain("watch: a pass over 10,000 rooms", pass_s, "s", "<= 60"),
        _plain("watch: the same, most requests in one second", most, "", "<= 6"),
        _plain("watch: 10,000 creators by the defaults, CPU", run.cpu_percent, "% of a core", "<= 25"),
    ]


def _handles() -> list[Figure]:
    """New broadcasts, by handles in their turn: ``COUNT`` spacings, and an interval until the turn is seen."""
    spacing_s, interval_s = 0.006, 5.0
    turn_s = COUNT * spacing_s
    options = {"host_spacing_s": spacing_s, "poll_interval_s": interval_s, "room_spacing_s": 0.05}
    run = measure(COUNT, options, seconds=2.6 * turn_s, window_s=0.5 * turn_s)
    _, most = run.requests["/api-live/user/room/"]
    return [
        *_latencies("by handle", run, bound_s=turn_s + interval_s),
        _plain("watch: by handle, most requests in one second", most, "", f"<= {1.1 / spacing_s:.0f}"),
        _plain("watch: by handle, CPU a check", run.cpu_percent * 10 * spacing_s, "ms", ""),
    ]


def _creators() -> list[Figure]:
    """New broadcasts, by the live check of fifty creators: an interval, and a pass."""
    spacing_s, interval_s = 0.1, 20.0
    pass_s = COUNT / 50 * spacing_s
    options = {"room_spacing_s": spacing_s, "poll_interval_s": interval_s, "bulk_checks": True}
    run = measure(COUNT, options, seconds=90.0, window_s=20.0)
    requests, most = run.requests["/webcast/bulk_live_check"]
    return [
        *_latencies("fifty at once", run, bound_s=interval_s * 1.1 + pass_s),
        _plain("watch: fifty at once, requests", requests, f"in {run.seconds:.0f} s", ""),
        _plain("watch: fifty at once, most requests in one second", most, "", f"<= {1.2 / spacing_s:.0f}"),
        _plain("watch: fifty at once, CPU", run.cpu_percent, "% of a core", ""),
    ]


def _latencies(name: str, run: Watched, *, bound_s: float) -> list[Figure]:
    """Half and nearly all of those who went live; who was not found makes the last one endless."""
    missing = LIVE - len(run.latencies_s)
    p50, p95 = (statistics.quantiles(run.latencies_s, n=20)[n] for n in (9, 18))
    against = f"the documented bound ({bound_s:.0f} s)"
    return [
        Figure(name=f"watch: {name}, p50", value=p50, unit="s", against=against, ratio=p50 / bound_s, target="<= 0.6"),
        Figure(name=f"watch: {name}, p95", value=p95, unit="s", against=against, ratio=p95 / bound_s, target="<= 1"),
        _plain(f"watch: {name}, not found", missing, "", "<= 0"),
    ]


def _plain(name: str, value: float, unit: str, target: str) -> Figure:
    return Figure(name=name, value=value, unit=unit, against="", ratio=None, target=target)


def measure(count: int, options: dict[str, Any], *, seconds: float, window_s: float, live: int = LIVE) -> Watched:
    """Watch ``count`` creators of whom ``live`` go live within ``window_s``, until all are found or for ``seconds``."""
    chosen = random.Random(1).sample(range(count), live)
    with tempfile.TemporaryDirectory() as name:
        platform = _start("watch_platform")
        assert platform.stdin
        assert platform.stdout
        url = f"http://127.0.0.1:{int(platform.stdout.readline())}"
        config = Path(name) / "config.toml"
        config.write_text(_config(url, options), encoding="utf-8")
        client = _start("watch_client", str(config), str(count), str(seconds), str(live))
        assert client.stdout
        assert client.stdout.readline() == "begun\n"
        now = time.monotonic_ns() // 1_000_000
        live_at = {n: now + round(1000 * window_s * place / max(live, 1)) for place, n in enumerate(chosen)}
        platform.stdin.write(json.dumps(live_at) + "\n")
        platform.stdin.flush()
        done = json.loads(client.communicate(timeout=seconds + 60)[0])
        requests = json.loads(platform.communicate(timeout=30)[0])
    latencies = sorted((at - live_at[int(n)]) / 1000 for n, at in done["found"].items())
    return Watched(latencies, requests, 100 * done["cpu_s"] / done["seconds"], done["seconds"])


def _start(module: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    return subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _config(url: str, options: dict[str, Any]) -> str:
    watch = "".join(f"{key} = {json.dumps(value)}\n" for key, value in options.items())
    return f"""
[tiktok]
tiktok_url = "{url}"
webcast_url = "{url}"
sign_url = "{url}"
sign_headers = {{ x-oauth-token = "t" }}
[budget]
tiktok_per_minute = 0
webcast_per_minute = 0
[log]
level = "warning"
[watch]
{watch}"""
