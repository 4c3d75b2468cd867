"""What a benchmark reports, and how CPU time is taken."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number, against what it is compared and what it has to reach."""

    name: str
    value: float
    unit: str
    against: str  #: what the ratio compares with; "" when the value itself is the target's subject
    ratio: float | None  #: value by that of `against`, both from the same run
    #: Such as ">= 100" or "<= 3"; it speaks of the ratio where there is one, else of the value. "": none is set yet.
    target: str

    @property
    def holds(self) -> bool | None:
        """Whether the target is reached; None where none is set."""
        if not self.target:
            return None
        sign, bound = self.target.split()
        subject = self.value if self.ratio is None else self.ratio
        return subject >= float(bound) if sign == ">=" else subject <= float(bound)

    def as_json(self) -> dict[str, Any]:
        """The record for `.bench/results.json`."""
        return {**asdict(self), "holds": self.holds}

    def line(self) -> str:
        """One line for people."""
        ratio = f"  {self.ratio:.2f} x {self.against}" if self.ratio is not None else ""
        verdict = f"target {self.target}: {'holds' if self.holds else 'MISSED'}" if self.target else "no target yet"
        return f"{self.name}: {self.value:,.1f} {self.unit}{ratio}  ({verdict})"


def cpu_s(work: Callable[[], object]) -> float:
    """CPU seconds of this process, threads included, for one call."""
    before = time.process_time()
    work()
    return time.process_time() - before


def children_cpu_s(work: Callable[[], object]) -> float:
    """CPU seconds of the child processes that one call starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def best_of(rounds: int, *measures: Callable[[], float]) -> list[float]:
    """The least of each measure over interleaved rounds: what the machine can do when nothing disturbs it."""
    taken = [[measure() for measure in measures] for _ in range(rounds)]
    return [min(column) for column in zip(*taken, strict=True)]
