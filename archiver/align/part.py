"""The best that is known about one segment's time: the encoder's clock, else playlist dates, else arrival. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median_low

from archiver.align.levels import BURST_MS, MIN_SAMPLES, Arrival, advancing
from archiver.align.runs import (
    DATE_ERROR_MS,
    LEARNED_ERROR_MS,
    SEI_ERROR_MS,
    Run,
    arrival_runs,
    cut,
    instant_in,
    stamped_runs,
    unsampled_runs,
)
from archiver.align.stamps import Stamp, date_stamps, instant_of, sei_stamps, snapped
from archiver.model.session import Gap, Segment
from archiver.model.timeline import Latency, SyncSample

#: Without a stamp for this long the encoder's clock is not known any more, where something else is.
MAX_SILENCE_MS = 30_000
#: ... and it is trusted this far beyond a stamp.
REACH_MS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What is known beside a session's samples."""

    skew: Sequence[tuple[int, int]] = (
        (0, 0),
    )  #: (instant of our clock from which it holds, server minus ours), in order
    #: by segment number: what its CDN host and quality have shown elsewhere, by kind
    latencies: Mapping[int, Mapping[str, Latency]] = field(default_factory=dict)

    def skew_at(self, wall_ms: int) -> int:
        """The server's clock minus ours at an instant of ours; before the first estimate, that one."""
        index = bisect_right(self.skew, wall_ms, key=lambda known: known[0])
        return self.skew[max(index - 1, 0)][1] if self.skew else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A segment's samples, read."""

    arrivals: Sequence[Arrival]
    arrival: Sequence[Run]  #: without any latency
    sei: Sequence[Stamp]
    dates: Sequence[Stamp]
    breaks: Sequence[int]  #: positions before which the stream breaks off
    lost: Sequence[tuple[int, int]]  #: from, to: positions at which there is nothing


def part_runs(
    samples: Sequence[SyncSample], segment: Segment, gaps: Sequence[Gap], duration_ms: int, knowledge: Knowledge
) -> list[Run]:
    """The runs of a segment over all of [0, ``duration_ms``), each by the best kind there is at its place.

    What could not be fetched is left out, though the part has a place for it.
    """
    part = _read(samples, segment, duration_ms, knowledge.skew_at)
    told = _by_encoder(part, duration_ms)
    latencies = {**knowledge.latencies.get(segment.number, {}), **_own(part)}
    lesser = _lesser(part, segment, gaps, duration_ms, knowledge.skew_at, latencies)
    runs: list[Run] = []
    position_ms = 0
    for run in told:
        runs += [*cut(lesser, position_ms, run.position_ms), run]
        position_ms = run.end_ms
    runs += cut(lesser, position_ms, duration_ms)
    for begin_ms, end_ms in part.lost:
        runs = [*cut(runs, 0, begin_ms), *cut(runs, end_ms, duration_ms)]
    return runs


def learn_latencies(
    samples: Sequence[SyncSample], segment: Segment, duration_ms: int, skew_at: Callable[[int], int]
) -> list[Latency]:
    """What a segment with the encoder's clock shows about the lesser kinds; nothing without it."""
    return list(_own(_read(samples, segment, duration_ms, skew_at)).values())


def _read(samples: Sequence[SyncSample], segment: Segment, duration_ms: int, skew_at: Callable[[int], int]) -> _Part:
    placed = snapped(samples)
    arrivals = advancing(placed)
    arrival = arrival_runs(arrivals, segment.protocol, duration_ms, skew_at) if arrivals else []

    def arrived_at(media_ms: int) -> int | None:
        return instant_in(arrival, media_ms)

    return _Part(
        arrivals=arrivals,
        arrival=arrival,
        sei=sei_stamps(placed, arrived_at, skew_at),
        dates=date_stamps(placed, arrived_at, skew_at),
        breaks=[sample.media_ms for sample in placed if sample.is_break],
        lost=[(sample.media_ms - sample.lost_ms, sample.media_ms) for sample in placed if sample.lost_ms],
    )


def _by_encoder(part: _Part, duration_ms: int) -> list[Run]:
    """Runs by the encoder's clock, where it is known."""
    runs: list[Run] = []
    has_other = bool(part.arrivals or part.dates)
    for stamps in _clusters(part.sei) if has_other else [part.sei] if part.sei else []:
        begin_ms = max(stamps[0].media_ms - REACH_MS, runs[-1].end_ms if runs else 0) if has_other else 0
        end_ms = min(stamps[-1].media_ms + REACH_MS, duration_ms) if has_other else duration_ms
        runs += stamped_runs(stamps, "sei", SEI_ERROR_MS, begin_ms, end_ms, part.arrivals)
    return runs


def _clusters(stamps: Sequence[Stamp]) -> list[list[Stamp]]:
    """The stamps, split where too long nothing was stamped."""
    clusters: list[list[Stamp]] = []
    for stamp in stamps:
        if not clusters or stamp.media_ms - clusters[-1][-1].media_ms > MAX_SILENCE_MS:
            clusters.append([])
        clusters[-1].append(stamp)
    return clusters


def _lesser(
    part: _Part, segment: Segment, gaps: Sequence[Gap], duration_ms: int, skew_at: Callable[[int], int],
    latencies: Mapping[str, Latency],
) -> list[Run]:  # fmt: skip
    """Runs by playlist dates, else by arrival, else by the moment the part was opened."""
    if part.dates:
        known = latencies.get("pdt")
        error_ms = DATE_ERROR_MS if known is None else LEARNED_ERROR_MS + known.spread_ms
        latency_ms = 0 if known is None else known.latency_ms
        return stamped_runs(part.dates, "pdt", error_ms, 0, duration_ms, part.arrivals, latency_ms)
    if part.arrivals:
        latency = latencies.get("arrival")
        return arrival_runs(part.arrivals, segment.protocol, duration_ms, skew_at, latency, breaks=part.breaks)
    return unsampled_runs(segment, gaps, duration_ms, skew_at)


def _own(part: _Part) -> dict[str, Latency]:
    """The latencies this very connection shows where it has the encoder's clock."""
    if not part.sei:
        return {}
    first_ms, last_ms = part.sei[0].media_ms, part.sei[-1].media_ms
    settled = [a for a in part.arrivals if a.wall_ms >= part.arrivals[0].wall_ms + BURST_MS]
    arrived = [(a.media_ms, at) for a in settled if (at := instant_in(part.arrival, a.media_ms)) is not None]
    found: dict[str, Latency] = {}
    for kind, instants in (("arrival", arrived), ("pdt", [(date.media_ms, date.at) for date in part.dates])):
        late = [at - instant_of(part.sei, media) for media, at in instants if first_ms <= media <= last_ms]
        if len(late) >= MIN_SAMPLES:
            middle = median_low(late)
            off = sorted(abs(one - middle) for one in late)
            found[kind] = Latency(kind, middle, off[(len(off) - 1) * 95 // 100])
    return found
