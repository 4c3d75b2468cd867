"""`archiver query --limit 0` over every chat of a hostile archive in ten scripts: memory does not grow with the rows.

`ARCHIVER_BENCH_FOLDER` names a folder that keeps the archive for the next run, as for the benchmark of searching.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.search_archive import kept_archive

_CHATS = 1_000_000
STYLES = ("csv", "json", "parquet")
_STATEMENT = "SELECT e.*, c.text AS said FROM events e JOIN chats c ON c.session_id = e.session_id AND c.seq = e.seq"
_ROOT = Path(__file__).resolve().parents[2]
#: Runs the command and says on stderr what it took. Linux counts VmHWM afresh in a process of its own.
_CHILD = """
import sys, time
from pathlib import Path
from archiver.cli.main import run
status = run(sys.argv[1:])
peak = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
print(time.process_time(), peak, file=sys.stderr)
sys.exit(status)
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one command took."""

    cpu_s: float
    peak_mb: float


def run() -> list[Figure]:
    """Rows a second, and the peak of memory against that of a tenth of the rows."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(os.environ.get("ARCHIVER_BENCH_FOLDER", scratch))
        url = f"sqlite:///{kept_archive(_CHATS, folder)}"
        figures = []
        for style in STYLES:
            tenth = ask(url, f"{_STATEMENT} WHERE e.seq % 10 = 0", Path(scratch) / f"tenth.{style}")
            whole = ask(url, _STATEMENT, Path(scratch) / f"whole.{style}")
            figures += _figures(style, tenth, whole)
        return figures


def _figures(style: str, tenth: Taken, whole: Taken) -> list[Figure]:
    name = f"query: {_CHATS:,} hostile chats to {style}"
    return [
        Figure(
            name=name, value=_CHATS / whole.cpu_s, unit="rows/s CPU", against="", ratio=None, target=""
        ),
        Figure(
            name=f"{name}, peak memory", value=whole.peak_mb, unit="MB",
            against="a tenth of them", ratio=whole.peak_mb / tenth.peak_mb, target="<= 1.2",
        ),
    ]  # fmt: skip


def ask(url: str, statement: str, output: Path | None, *, style: str = "csv") -> Taken:
    """Run the command in a process of its own; no output file: to stdout, in a style, which nobody keeps."""
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as config:
        config.write(f'[database]\nurl = "{url}"\n')
        config.flush()
        where = ["--format", style] if output is None else ["-o", str(output)]
        argv = ["--config", config.name, "query", statement, "--limit", "0", "--timeout", "1h", *where]
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, *argv],
            cwd=_ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"archiver query failed: {done.stderr.strip()}")
    cpu_s, peak_kb = done.stderr.split()[-2:]
    return Taken(float(cpu_s), int(peak_kb) / 1024)
