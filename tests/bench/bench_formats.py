"""Every format on one hostile session of a million events: memory that does not grow, and what an event costs.

The session is that of tests/unit/export/hostile.py: ten scripts, attacks as names, comments and gifts, lines of ten
thousand characters. Each format runs in a process of its own, so that its peak is its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from archiver.export.registry import EXPORTERS
from tests.bench.figures import Figure, cpu_s
from tests.fakes.replay import part, recording
from tests.unit.export.hostile import session

EVENTS = 1_000_000
#: Peak memory in MB, libraries included; pyarrow alone takes most of what Parquet takes.
_TARGETS_MB = {"parquet": 256}
_TARGET_MB = 64
_CHOSEN = {"chapters": {"min_diamonds": 1}, "ffmetadata": {"min_diamonds": 1}}  # else they read nothing
_SAMPLE = 20  # making the events is timed on one in so many


def run() -> list[Figure]:
    """Two figures for each format that is not a video."""
    formats = [name for name, exporter in EXPORTERS.items() if not exporter.track and exporter.kinds != frozenset()]
    return [figure for name in formats for figure in _figures(name)]


def _figures(name: str) -> list[Figure]:
    code = f"from tests.bench.bench_formats import measure; measure({name!r})"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    measured = json.loads(done.stdout)
    return [
        Figure(
            name=f"{EVENTS:,} hostile events to {name}",
            value=EVENTS / measured["cpu_s"],
            unit="events/s CPU",
            against="making the events",
            ratio=measured["cpu_s"] / measured["source_s"],
            target="",
        ),
        Figure(
            name=f"{EVENTS:,} hostile events to {name}, peak memory",
            value=measured["peak_kb"] / 1024,
            unit="MB",
            against="",
            ratio=None,
            target=f"<= {_TARGETS_MB.get(name, _TARGET_MB)}",
        ),
    ]


def measure(name: str) -> None:
    """Print what one format takes, as JSON: CPU of making the events and of writing them, and this process's peak."""
    exporter = EXPORTERS[name]
    options = exporter.options(recording=recording(part(1)), video="ann.mp4", **_CHOSEN.get(name, {}))

    def source() -> None:
        for _ in session(EVENTS // _SAMPLE):
            pass

    def written() -> None:
        for output in exporter.outputs(options):
            for _ in output.write(session(EVENTS), options):
                pass

    source_s, all_s = cpu_s(source) * _SAMPLE, cpu_s(written)
    files = len(exporter.outputs(options))  # each reads the session anew
    status = Path("/proc/self/status").read_text()
    peak_kb = int(status.split("VmHWM:")[1].split()[0])
    print(json.dumps({"cpu_s": all_s - files * source_s, "source_s": source_s, "peak_kb": peak_kb}))
