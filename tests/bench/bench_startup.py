"""`archiver --help` against a bare interpreter: CPU, and the wall-clock time a person waits."""

from __future__ import annotations

import subprocess
import sys
import time

from tests.bench.figures import Figure, best_of, children_cpu_s

_ROUNDS = 25
_BARE = (sys.executable, "-c", "pass")
_HELP = (sys.executable, "-m", "archiver", "--help")


def run() -> list[Figure]:
    """Both figures from the same interleaved runs."""
    bare_cpu, help_cpu, bare_wall, help_wall = best_of(
        _ROUNDS,
        lambda: children_cpu_s(lambda: _start(_BARE)),
        lambda: children_cpu_s(lambda: _start(_HELP)),
        lambda: _wall_s(_BARE),
        lambda: _wall_s(_HELP),
    )
    return [
        _figure("startup: archiver --help, CPU", help_cpu, bare_cpu),
        _figure("startup: archiver --help, wall clock", help_wall, bare_wall),
    ]


def _figure(name: str, ours_s: float, bare_s: float) -> Figure:
    return Figure(
        name=name,
        value=ours_s * 1000,
        unit="ms",
        against=f"python -c pass ({bare_s * 1000:.1f} ms)",
        ratio=ours_s / bare_s,
        target="<= 3",
    )


def _wall_s(command: tuple[str, ...]) -> float:
    started = time.perf_counter()
    _start(command)
    return time.perf_counter() - started


def _start(command: tuple[str, ...]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
