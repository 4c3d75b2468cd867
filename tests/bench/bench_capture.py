"""CPU and memory of recording FLV: the native engine and FFmpeg against a bare copy on the same transport.

Source and recorder are processes of their own; where a stream was not recorded at its full rate, nothing is judged.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.bench.figures import Figure
from tests.fakes.certificate import make_certificate
from tests.fakes.media_files import run_ffmpeg

SECONDS = 6.0
ROUNDS = 2
RATE_MBIT_S = 3.0
_CLIP_S = 16
_ROOT = Path(__file__).resolve().parents[2]


class Cost(NamedTuple):
    """Of one stream."""

    cpu_percent: float  #: of one core
    memory_mb: float  #: over the process before it began
    mbit_s: float  #: written


def run() -> list[Figure]:
    """All figures; modes take turns, of each the least counts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip, certificate = make_clip(folder, seconds=_CLIP_S), make_certificate(folder)
        figures: list[Figure] = []
        for count in (1, 10, 100):
            figures += _compare(clip, None, count)
        figures += _compare(clip, certificate, 100)
    return figures


def _compare(clip: Path, certificate: Path | None, count: int) -> list[Figure]:
    transport = "TLS" if certificate else "plain"
    modes = ("copy", "native") if certificate else ("copy", "native", "ffmpeg")
    taken: dict[str, list[Cost]] = {mode: [] for mode in modes}
    for turn in range(ROUNDS if count == 100 else 1):
        for mode in modes if turn == 0 else modes[:2]:
            taken[mode].append(measure(mode, clip, certificate, count, SECONDS))
    rate = min(cost.mbit_s for costs in taken.values() for cost in costs)
    is_whole = rate >= RATE_MBIT_S * 0.8  # else the machine is too busy to judge anything
    least = {mode: min(costs) for mode, costs in taken.items()}
    figures: list[Figure] = []
    for mode in modes[1:]:
        is_judged = mode == "native" and count == 100 and is_whole
        name = f"capture: {count} x {mode}, {transport}" + ("" if is_whole else f", at {rate:.1f} Mbit/s only")
        base = least["copy"].cpu_percent
        figures.append(
            Figure(
                name=f"{name}, CPU time a stream", value=least[mode].cpu_percent * 10, unit="ms a second",
                ratio=least[mode].cpu_percent / base,
                against=f"bare copy ({base * 10:.2f} ms)", target="<= 1.5" if is_judged else "",
            )
        )  # fmt: skip
        most = "<= 450" if certificate else "<= 100"
        figures.append(
            Figure(
                name=f"{name}, memory a stream", value=min(c.memory_mb for c in taken[mode]) * 1000, unit="kB",
                ratio=None, against="", target=most if is_judged else "",
            )
        )  # fmt: skip
    return figures


def measure(mode: str, clip: Path, certificate: Path | None, count: int, seconds: float) -> Cost:
    """Record ``count`` streams for ``seconds``; what one of them cost."""
    with _source(clip, certificate) as url, tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.bench.flv_client", mode, str(count), str(seconds), url, folder]
        command += [str(certificate)] if certificate else []
        done = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True, timeout=120)
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


@contextmanager
def _source(clip: Path, certificate: Path | None) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.bench.flv_source", str(clip)] + ([str(certificate)] if certificate else [])
    source = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert source.stdin
    assert source.stdout
    try:
        port = int(source.stdout.readline())
        yield f"{'https' if certificate else 'http'}://{'localhost' if certificate else '127.0.0.1'}:{port}/live.flv"
    finally:
        source.stdin.close()
        source.wait(30)
        source.stdout.close()


def make_clip(folder: Path, *, seconds: int) -> Path:
    """720x1280 at 25 pictures a second and 3 Mbit/s, a key frame every two seconds."""
    clip = folder / "clip.flv"
    run_ffmpeg(
        "-f", "lavfi", "-i", f"testsrc2=s=720x1280:r=25:d={seconds},noise=alls=12:allf=t", "-f", "lavfi", "-i",
        f"sine=d={seconds}", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-b:v", "3M",
        "-minrate", "3M", "-maxrate", "3M", "-bufsize", "1M", "-x264-params", "nal-hrd=cbr", "-c:a", "aac", "-flvflags",
        "no_duration_filesize+no_sequence_end", str(clip),
    )  # fmt: skip
    return clip
