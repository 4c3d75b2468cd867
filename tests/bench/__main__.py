"""Runs the benchmarks: one line per figure, and all of them in `.bench/results.json`.

`python -m tests.bench` runs every module `bench_*.py` of this package, `python -m tests.bench decode` only that one,
`python -m tests.bench capture.100-tls` only a piece of one that has pieces.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench.figures import Figure

_FOLDER = Path(__file__).resolve().parent
_RESULTS = _FOLDER.parents[1] / ".bench" / "results.json"


def main() -> int:
    """Exit status 1 when a target was missed."""
    known = sorted(path.stem.removeprefix("bench_") for path in _FOLDER.glob("bench_*.py"))
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="CPU time against peers, same run.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known)}; all when none is given")
    names = parser.parse_args().names or known
    if unknown := sorted({name.partition(".")[0] for name in names} - set(known)):
        parser.error(f"no benchmark named {', '.join(unknown)}; there are {', '.join(known)}")
    figures = [figure for name in names for figure in _run(*name.partition(".")[::2])]
    _RESULTS.parent.mkdir(exist_ok=True)
    _RESULTS.write_text(json.dumps([figure.as_json() for figure in figures], indent=2) + "\n")
    return 1 if any(figure.holds is False for figure in figures) else 0


def _run(name: str, piece: str) -> Iterator[Figure]:
    bench = importlib.import_module(f"tests.bench.bench_{name}")
    figures: Iterable[Figure] = bench.run([piece]) if piece else bench.run()
    for figure in figures:
        print(figure.line(), flush=True)
        yield figure


if __name__ == "__main__":
    sys.exit(main())
