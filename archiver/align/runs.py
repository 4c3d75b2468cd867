"""Where the media of a segment ran: stretches of instants in which video and clock go evenly, pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from archiver.align.levels import BURST_MS, Reading, advancing, read_stretches, without_burst
from archiver.model.session import Gap, Segment
from archiver.model.timeline import SyncSample

#: What is not known of the way from camera to us: FLV was measured at 0.7 to 2.8 s, HLS at 3 to 9 s.
LATENCY_ERROR_MS = {"flv": 3_000, "hls": 9_000}
#: Media placed by the moment its part was opened is up to this much off.
UNSAMPLED_ERROR_MS = 13_000
#: The envelope may wander this far before a new run is begun: clocks differ by some 100 ppm.
DRIFT_MS = 50


class Run(NamedTuple):
    """Media positions [position_ms, position_ms + length_ms) of a segment, received evenly from ``wall_ms`` on."""

    wall_ms: int  #: epoch ms, our clock
    position_ms: int
    length_ms: int
    kind: str
    error_ms: int


def sampled_runs(samples: Sequence[SyncSample], protocol: str, duration_ms: int) -> list[Run]:
    """Runs of a segment with samples. The first begins at position 0, the last ends at ``duration_ms``."""
    settled, is_settled = without_burst(advancing(samples))
    groups = [group for stretch in read_stretches(settled, protocol) for group in _even_groups(stretch)]
    unknown_ms = LATENCY_ERROR_MS.get(protocol, LATENCY_ERROR_MS["hls"]) + (0 if is_settled else BURST_MS)
    runs: list[Run] = []
    begin_ms = 0
    for i, group in enumerate(groups):
        end_ms = duration_ms if i == len(groups) - 1 else min(group[-1].media_ms, duration_ms)
        if end_ms > begin_ms:
            wall_ms = begin_ms - group[0].level_ms
            runs.append(Run(wall_ms, begin_ms, end_ms - begin_ms, "arrival", unknown_ms + _spread_ms(group)))
            begin_ms = end_ms
    return runs


def unsampled_runs(segment: Segment, gaps: Sequence[Gap], duration_ms: int) -> list[Run]:
    """Runs of a segment nobody took samples of: its media is thought to run from its start on, outside of the gaps."""
    runs: list[Run] = []
    at, position = segment.started_at, 0

    def run_until(end_at: int) -> int:
        length = min(end_at - at, duration_ms - position)
        if length > 0:
            runs.append(Run(at, position, length, "none", UNSAMPLED_ERROR_MS))
        return position + max(length, 0)

    for gap in sorted(gaps, key=lambda g: g.started_at):
        if gap.ended_at is not None and gap.ended_at > at:
            position = run_until(gap.started_at)
            at = gap.ended_at
    run_until(at + duration_ms)
    return runs


def _even_groups(stretch: list[Reading]) -> list[list[Reading]]:
    """A stretch cut where its envelope has wandered too far from where the group began."""
    groups = [[stretch[0]]]
    for reading in stretch[1:]:
        if abs(reading.level_ms - groups[-1][0].level_ms) > DRIFT_MS:
            groups.append([])
        groups[-1].append(reading)
    return groups


def _spread_ms(group: list[Reading]) -> int:
    """The lateness below the envelope that 95 in 100 arrivals keep to, at most the length of a burst."""
    late = sorted(reading.late_ms for reading in group)
    return min(late[(len(late) - 1) * 95 // 100], BURST_MS)
