"""All cases over all delays and engines, and the table of docs/topics/time.md."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.ground_truth.cases import (
    CASES,
    DELAYS_MS,
    FLV_ENGINES,
    Case,
    judge_case,
    record_flv,
    record_hls_case,
)
from tests.ground_truth.measure import Verdict

_HEAD = (
    "| engine | case | `sei` p95 | `pdt` spread | learned | `arrival` spread | learned | false gap |",
    "|---|---|---|---|---|---|---|---|",
)


class Row(NamedTuple):
    """One recording's verdict. ``kind`` ends in "+" where a latency had been learned elsewhere."""

    engine: str
    case: str
    delay_ms: int
    kind: str
    verdict: Verdict


def measure_all(cases: Sequence[Case] = CASES, delays_ms: Sequence[int] = DELAYS_MS) -> Iterator[Row]:
    """Every case over every delay by every engine."""
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            for delay_ms in delays_ms:
                for engine in FLV_ENGINES:
                    yield from _flv(case, engine, delay_ms, Path(folder) / f"{case.name}-{engine}-{delay_ms}")
                yield from _hls(case, delay_ms, Path(folder) / f"{case.name}-hls-{delay_ms}")


def markdown(rows: Sequence[Row]) -> list[str]:
    """The table: of all delays the worst."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.engine, row.case), []).append(row)
    return [*_HEAD, *(_line(engine, case, of_case) for (engine, case), of_case in groups.items())]


def _line(engine: str, case: str, rows: Sequence[Row]) -> str:
    def worst(kind: str, field: str) -> str:
        found = [abs(getattr(row.verdict, field)) for row in rows if row.kind == kind]
        return f"{max(found):.0f}" if found else ""

    gapped = max(row.verdict.gapped for row in rows if row.kind == "sei")
    cells = [
        worst("sei", "p95_ms"),
        worst("pdt", "spread_ms"),
        worst("pdt+", "p95_ms"),
        worst("arrival", "spread_ms"),
        worst("arrival+", "p95_ms"),
        f"{gapped / 10:.1f} s" if gapped else "",
    ]
    return f"| {engine} | {case} | {' | '.join(cells)} |"


def _flv(case: Case, engine: str, delay_ms: int, folder: Path) -> Iterator[Row]:
    teacher = record_flv(case, engine, delay_ms, folder / "a", with_sei=True)
    pupil = record_flv(case, engine, delay_ms, folder / "b", with_sei=False, seed=2)
    name = f"FLV, {'own' if engine == 'native' else 'FFmpeg'}"
    yield Row(name, case.name, delay_ms, "sei", judge_case(teacher))
    yield Row(name, case.name, delay_ms, "arrival", judge_case(pupil))
    yield Row(name, case.name, delay_ms, "arrival+", judge_case(pupil, teacher))


def _hls(case: Case, delay_ms: int, folder: Path) -> Iterator[Row]:
    teacher = record_hls_case(case, delay_ms, folder / "a", with_sei=True, has_dates=True)
    undated = record_hls_case(case, delay_ms, folder / "d", with_sei=True, has_dates=False, seed=0.19)
    dated = record_hls_case(case, delay_ms, folder / "b", with_sei=False, has_dates=True, seed=0.37)
    bare = record_hls_case(case, delay_ms, folder / "c", with_sei=False, has_dates=False, seed=0.71)
    for kind, verdict in (
        ("sei", judge_case(teacher)),
        ("sei", judge_case(undated)),
        ("pdt", judge_case(dated)),
        ("pdt+", judge_case(dated, teacher)),
        ("arrival", judge_case(bare)),
        ("arrival+", judge_case(bare, teacher)),
    ):
        yield Row("HLS, FFmpeg", case.name, delay_ms, kind, verdict)
