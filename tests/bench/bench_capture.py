"""CPU and memory of recording FLV: the native engine and FFmpeg against a bare copy on the same transport.

Source and recorders are processes of their own. What is compared runs at the same time, off the same source: a machine
that has other work then holds up both, and the ratio is the median of their seconds. Where a stream was not recorded at
its full rate, nothing is judged.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.figures import Figure
from tests.fakes.certificate import make_certificate
from tests.fakes.media_files import run_ffmpeg

SECONDS = 12
RATE_MBIT_S = 3.0
COUNTS = (1, 10, 100)
#: kB a stream over the idle process; see DESIGN's targets.
MOST_MEMORY = {"plain": "<= 100", "TLS": "<= 450"}
PIECES = tuple(f"{count}-{transport}" for count in COUNTS for transport in ("plain", "tls"))
_ROOT = Path(__file__).resolve().parents[2]


class Cost(NamedTuple):
    """Of one stream."""

    cpu_ms: Sequence[float]  #: a second, in each second
    memory_kb: float  #: over the process before it began
    mbit_s: float  #: written


def run(pieces: Sequence[str] = PIECES) -> Iterator[Figure]:
    """The figures of the pieces: a number of streams and a transport each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip, certificate = make_clip(folder, seconds=16), make_certificate(folder)
        for piece in pieces:
            count, transport = piece.split("-")
            for mode in ("native", "ffmpeg"):
                yield from _compare(mode, clip, certificate if transport == "tls" else None, int(count))


def _compare(mode: str, clip: Path, certificate: Path | None, count: int) -> Iterator[Figure]:
    transport = "TLS" if certificate else "plain"
    # A hundred FFmpegs are no matter of a few percent.
    seconds = SECONDS if mode == "native" else SECONDS // 2
    base, cost = measure(("copy", mode), clip, certificate, count, seconds)
    rate = min(base.mbit_s, cost.mbit_s)
    is_whole = rate >= RATE_MBIT_S * 0.8  # else the machine is too busy to judge anything
    is_judged = mode == "native" and count == COUNTS[-1] and is_whole
    name = f"capture: {count} x {mode}, {transport}" + ("" if is_whole else f", at {rate:.1f} Mbit/s only")
    yield Figure(
        name=f"{name}, CPU time a stream", value=median(cost.cpu_ms), unit="ms a second",
        ratio=median(of_mode / of_copy for of_mode, of_copy in zip(cost.cpu_ms, base.cpu_ms, strict=True)),
        against=f"bare copy ({median(base.cpu_ms):.2f} ms)", target="<= 1.5" if is_judged else "",
    )  # fmt: skip
    yield Figure(
        name=f"{name}, memory a stream", value=cost.memory_kb, unit="kB", ratio=None, against="",
        target=MOST_MEMORY[transport] if is_judged else "",
    )  # fmt: skip
    yield Figure(
        name=f"capture: {count} x copy beside {mode}, {transport}, memory a stream", value=base.memory_kb, unit="kB",
        ratio=None, against="", target="",
    )  # fmt: skip


def measure(modes: Sequence[str], clip: Path, certificate: Path | None, count: int, seconds: int) -> list[Cost]:
    """Record ``count`` streams in each mode at the same time for ``seconds``; what one of them cost."""
    with ExitStack() as stack:
        url = stack.enter_context(_source(clip, certificate))
        trusted = [str(certificate)] if certificate else []
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in modes]
        clients = [
            stack.enter_context(_process("flv_client", mode, str(count), url, str(folder), *trusted))
            for mode, folder in zip(modes, folders, strict=True)
        ]  # fmt: skip
        for client in clients:
            assert _line_of(client) == "ready\n"
        for client in clients:
            _tell(client, f"{seconds}\n")
        told = [json.loads(_line_of(client)) for client in clients]
    return [
        Cost([cpu * 1000 / count for cpu in one["cpu"]], one["memory_kb"] / count, one["bytes_s"] * 8 / 1e6 / count)
        for one in told
    ]


@contextmanager
def _source(clip: Path, certificate: Path | None) -> Iterator[str]:
    with _process("flv_source", str(clip), *([str(certificate)] if certificate else [])) as source:
        port = int(_line_of(source))
        yield f"{'https' if certificate else 'http'}://{'localhost' if certificate else '127.0.0.1'}:{port}/live.flv"


@contextmanager
def _process(module: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A module of this package in a process of its own; it ends when its input does."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            assert process.stdin
            process.stdin.close()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()


def _line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()


def _tell(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin
    process.stdin.write(line)
    process.stdin.flush()


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
