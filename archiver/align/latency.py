"""Which of the learned latencies to use for a stream that does not carry the encoder's clock, pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low

from archiver.model.session import Segment
from archiver.model.timeline import Latency, LearnedLatency

#: One segment is an example: this is how far others of the same host and quality may be from it.
FEW = 3
FEW_SPREAD_MS = 300
#: Another quality of the host, another host: more may be different.
OTHER_QUALITY_MS = 300
OTHER_HOST_MS = 1_500


def choose_latencies(learned: Sequence[LearnedLatency], segment: Segment) -> dict[str, Latency]:
    """By kind, what the segment's host and quality have shown; else its host; else its protocol, with a larger spread.

    What the segment itself has shown does not count: where it has shown something, that is known better.
    """
    usable = [one for one in learned if one.protocol == segment.protocol and not _is_of(one, segment)]
    found = {kind: _choose([one for one in usable if one.kind == kind], segment) for kind in ("arrival", "pdt")}
    return {kind: latency for kind, latency in found.items() if latency is not None}


def _choose(learned: Sequence[LearnedLatency], segment: Segment) -> Latency | None:
    of_host = [one for one in learned if segment.host and one.host == segment.host]
    of_quality = [one for one in of_host if one.quality == segment.quality]
    for pool, more_ms in ((of_quality, 0), (of_host, OTHER_QUALITY_MS), (learned, OTHER_HOST_MS)):
        if pool:
            middle = median_low([one.latency_ms for one in pool])
            off = max(abs(one.latency_ms - middle) for one in pool)
            own = median_low([one.spread_ms for one in pool])
            return Latency(pool[0].kind, middle, off + own + more_ms + (FEW_SPREAD_MS if len(pool) < FEW else 0))
    return None


def _is_of(one: LearnedLatency, segment: Segment) -> bool:
    return (one.session_id, one.segment) == (segment.session_id, segment.number)
