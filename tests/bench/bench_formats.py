"""Every format on one hostile session of a million events: memory, what an event costs, and what others read of it.

The session is that of tests/unit/export/hostile.py: ten scripts, attacks as names, comments and gifts, lines of ten
thousand characters. Each format runs in a process of its own, so that its peak is its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import deque
from pathlib import Path

from archiver.deliver.files import write_atomically
from archiver.export.registry import EXPORTERS
from tests.bench.figures import Figure, cpu_s
from tests.fakes.replay import part, recording
from tests.readers import CHOSEN, READERS, expected
from tests.unit.export.hostile import session

EVENTS = 1_000_000
#: Peak memory in MB, libraries included; pyarrow alone takes most of what Parquet takes.
_TARGETS_MB = {"parquet": 256}
_TARGET_MB = 64
_SAMPLE = 20  # making the events is timed on one in so many


def run() -> list[Figure]:
    """Three figures for each format that holds messages."""
    return [figure for name in READERS for figure in _figures(name)]


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
        Figure(
            name=f"{EVENTS:,} hostile events to {name}, messages that another reader misses or makes up",
            value=abs(measured["found"] - measured["expected"]),
            unit=f"of {measured['expected']:,}",
            against="",
            ratio=None,
            target="<= 0",
        ),
    ]


def measure(name: str) -> None:
    """Print what one format takes and holds, as JSON.

    CPU of making the events and of writing them, this process's peak before the file is read, and how many messages are
    found in it and were said.
    """
    exporter = EXPORTERS[name]
    whole = recording(part(1), duration_ms=None)
    options = exporter.options(recording=whole, video="ann.mp4", **CHOSEN.get(name, {}))
    (output,) = exporter.outputs(options)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"session{output.suffix}"
        source_s = _SAMPLE * cpu_s(lambda: deque(session(EVENTS // _SAMPLE), maxlen=0))
        all_s = cpu_s(lambda: write_atomically(path, output.write(session(EVENTS), options)))
        status = Path("/proc/self/status").read_text()
        measured = {
            "cpu_s": all_s - source_s,
            "source_s": source_s,
            "peak_kb": int(status.split("VmHWM:")[1].split()[0]),
            "found": READERS[name](path),
            "expected": expected(name, session(EVENTS), output.kinds),
        }
    print(json.dumps(measured))
