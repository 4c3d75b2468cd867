"""How far events stand from the frame of their moment, read off the pixels: every case of tests/ground_truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.bench.figures import Figure
from tests.ground_truth.table import Row, markdown, measure_all


def run() -> list[Figure]:
    """The worst of all cases against each target; prints the table that docs/topics/time.md shows."""
    rows = list(measure_all())
    print("\n".join(markdown(rows)), flush=True)
    return [
        _worst("sei: event to frame, p95 of the worst case", rows, "sei", lambda row: row.verdict.p95_ms, "<= 40"),
        _worst("pdt: spread in a connection", rows, "pdt", lambda row: row.verdict.spread_ms, "<= 50"),
        _worst("pdt: error once learned, p95", rows, "pdt+", lambda row: row.verdict.p95_ms, "<= 300"),
        _worst("arrival: spread in a connection", rows, "arrival", lambda row: row.verdict.spread_ms, "<= 50"),
        _worst("arrival: error once learned, p95", rows, "arrival+", lambda row: row.verdict.p95_ms, "<= 300"),
        Figure(
            name="events further off than their own estimate, of all", unit="events", against="", ratio=None,
            value=sum(row.verdict.beyond for row in rows), target="<= 0",
        ),
    ]  # fmt: skip


def _worst(name: str, rows: Sequence[Row], kind: str, value: Callable[[Row], float], target: str) -> Figure:
    worst = max(abs(value(row)) for row in rows if row.kind == kind)
    return Figure(name=f"time, {name}", value=worst, unit="ms", against="", ratio=None, target=target)
