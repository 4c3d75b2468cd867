"""Where the media of a segment ran: stretches of instants in which video and clock go evenly, pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from archiver.align.levels import BURST_MS, STALL_MS, Arrival, Reading, read_stretches, without_burst
from archiver.align.stamps import Stamp, running_median
from archiver.model.session import Gap, Segment
from archiver.model.timeline import Latency

#: What is not known of the way from camera to us: FLV was measured at 0.7 to 2.8 s, HLS at 3 to 9 s, and a CDN can add
#: some seconds to either.
LATENCY_ERROR_MS = {"flv": 6_000, "hls": 9_000}
#: Media placed by the moment its part was opened is up to this much off.
UNSAMPLED_ERROR_MS = 13_000
#: The encoder's clock is read when a frame is encoded, a frame or two after its capture.
SEI_ERROR_MS = 50
#: A packager's dates are some constant off, between -2.3 and +1.5 s where it was measured.
DATE_ERROR_MS = 3_000
#: What remains unknown once the latency has been learned elsewhere, beside its own spread.
LEARNED_ERROR_MS = 300
#: An envelope of arrivals may wander this far before a new run is begun: clocks differ by some 100 ppm, and jitter
#: leaves few arrivals that were punctual.
DRIFT_MS = 80
#: The level of stamps may, too: their clock is better known.
STAMP_DRIFT_MS = 20
#: How many neighbours smooth a stamp.
_SMOOTH_REACH = 2


class Run(NamedTuple):
    """Media positions [position_ms, position_ms + length_ms) of a segment, running evenly from instant ``at`` on."""

    at: int  #: epoch ms, the server's clock
    position_ms: int
    length_ms: int
    kind: str
    error_ms: int

    @property
    def end_ms(self) -> int:
        """The position at which it ends."""
        return self.position_ms + self.length_ms


class _Even(NamedTuple):
    """A stretch of positions with one level, as a method sees it."""

    first_ms: int  #: the first position that was measured
    last_ms: int  #: the last one
    level_ms: int  #: media minus instant
    spread_ms: int = 0


def arrival_runs(
    arrivals: Sequence[Arrival], protocol: str, duration_ms: int, skew_at: Callable[[int], int],
    latency: Latency | None = None, *, breaks: Sequence[int] = (),
) -> list[Run]:  # fmt: skip
    """Runs of a segment by the arrival of its media, corrected by a latency where one was learned.

    The first begins at position 0, the last ends at ``duration_ms``. Media in front of one of ``breaks`` that was there
    when the connection began may be older than what follows makes it: how much is not known, so it is in the error.
    """
    settled, is_settled = without_burst(arrivals)
    groups = [group for stretch in read_stretches(settled, protocol) for group in _even_groups(stretch)]
    if latency is None:
        latency_ms, error_ms = 0, LATENCY_ERROR_MS.get(protocol, LATENCY_ERROR_MS["hls"])
    else:
        latency_ms, error_ms = latency.latency_ms, LEARNED_ERROR_MS + latency.spread_ms
    error_ms += 0 if is_settled else BURST_MS
    evens = [
        _Even(
            group[0].media_ms, group[-1].media_ms,
            median_low([reading.level_ms for reading in group]) - skew_at(group[0].wall_ms) + latency_ms,
            _spread_ms(group),
        )
        for group in groups
    ]  # fmt: skip
    runs = _runs(evens, "arrival", error_ms, 0, duration_ms, ())
    first_ms = evens[0].first_ms if evens else 0
    doubtful_ms = max((ms for ms in breaks if ms <= first_ms), default=0)
    doubted = [run._replace(error_ms=run.error_ms + doubtful_ms) for run in cut(runs, 0, doubtful_ms)]
    return [*doubted, *cut(runs, doubtful_ms, duration_ms)]


def stamped_runs(
    stamps: Sequence[Stamp], kind: str, error_ms: int, begin_ms: int, end_ms: int, arrivals: Sequence[Arrival] = (),
    latency_ms: int = 0,
) -> list[Run]:  # fmt: skip
    """Runs over [begin_ms, end_ms) by believable stamps; outside of them at the pace of time from the nearest.

    Where the level makes a step between two stamps, ``arrivals`` may tell where exactly; in between the error says so.
    """
    levels = running_median([stamp.level_ms + latency_ms for stamp in stamps], _SMOOTH_REACH)
    groups: list[list[tuple[int, int]]] = []  # of (media, level)
    for stamp, level_ms in zip(stamps, levels, strict=True):
        if not groups or abs(level_ms - groups[-1][0][1]) > STAMP_DRIFT_MS:
            groups.append([])
        groups[-1].append((stamp.media_ms, level_ms))
    evens = [_Even(group[0][0], group[-1][0], median_low([level for _, level in group])) for group in groups]
    return _runs(evens, kind, error_ms, begin_ms, end_ms, arrivals)


def unsampled_runs(segment: Segment, gaps: Sequence[Gap], duration_ms: int, skew_at: Callable[[int], int]) -> list[Run]:
    """Runs of a segment nobody took samples of: its media is thought to run from its start on, outside of the gaps."""
    runs: list[Run] = []
    at, position = segment.started_at, 0

    def run_until(end_at: int) -> int:
        length = min(end_at - at, duration_ms - position)
        if length > 0:
            runs.append(Run(at + skew_at(at), position, length, "none", UNSAMPLED_ERROR_MS))
        return position + max(length, 0)

    for gap in sorted(gaps, key=lambda g: g.started_at):
        if gap.ended_at is not None and gap.ended_at > at:
            position = run_until(gap.started_at)
            at = gap.ended_at
    run_until(at + duration_ms)
    return runs


def cut(runs: Iterable[Run], begin_ms: int, end_ms: int) -> list[Run]:
    """What of the runs lies in positions [begin_ms, end_ms)."""
    found: list[Run] = []
    for run in runs:
        first_ms, behind_ms = max(run.position_ms, begin_ms), min(run.end_ms, end_ms)
        if first_ms < behind_ms:
            at = run.at + first_ms - run.position_ms
            found.append(run._replace(at=at, position_ms=first_ms, length_ms=behind_ms - first_ms))
    return found


def instant_in(runs: Sequence[Run], media_ms: int) -> int | None:
    """The instant of a position by the runs of its segment; None without any."""
    if not runs:
        return None
    run = runs[min(bisect_right(runs, media_ms, key=lambda run: run.end_ms), len(runs) - 1)]
    return run.at + media_ms - run.position_ms


def position_at(runs: Sequence[Run], at: int) -> int | None:
    """The position that shows an instant; before the first run and behind the last one at the pace of time.

    In a hole between two runs it is where the media goes on; None without any.
    """
    if not runs:
        return None
    index = min(bisect_right(runs, at, key=lambda run: run.at + run.length_ms), len(runs) - 1)
    run = runs[index]
    return run.position_ms + (at - run.at if index == 0 else max(at - run.at, 0))


def _runs(
    evens: Sequence[_Even], kind: str, error_ms: int, begin_ms: int, end_ms: int, arrivals: Sequence[Arrival]
) -> list[Run]:
    """Even stretches to runs without a hole between them in position."""
    runs: list[Run] = []

    def add(even: _Even, from_ms: int, to_ms: int, doubt_ms: int = 0) -> None:
        from_ms, to_ms = max(from_ms, begin_ms), min(to_ms, end_ms)
        if to_ms > from_ms:
            error = error_ms + even.spread_ms + doubt_ms
            runs.append(Run(from_ms - even.level_ms, from_ms, to_ms - from_ms, kind, error))

    position_ms = begin_ms
    for even, behind in pairwise(evens):
        step_ms = behind.level_ms - even.level_ms
        known_ms, border_ms, certain_ms = _border(even.last_ms, behind.first_ms, step_ms, arrivals)
        add(even, position_ms, known_ms)
        add(even, known_ms, border_ms, _doubt_ms(step_ms, border_ms - known_ms))
        add(behind, border_ms, certain_ms, _doubt_ms(step_ms, certain_ms - border_ms))
        position_ms = certain_ms
    if evens:
        add(evens[-1], position_ms, end_ms)
    return runs


def _border(last_ms: int, first_ms: int, step_ms: int, arrivals: Sequence[Arrival]) -> tuple[int, int, int]:
    """Where between two stretches the level steps: until where the first holds, the border, where the second begins.

    Media that stood still goes on with the frame that arrives next; media that jumped ahead did so behind the frame
    that came last.
    """
    if abs(step_ms) > STALL_MS:
        between = [(a, b) for a, b in pairwise(arrivals) if a.media_ms < first_ms and b.media_ms > last_ms]
        found = max(between, key=lambda pair: _moved_ms(*pair) * step_ms, default=None)
        if found is not None and _moved_ms(*found) * step_ms >= step_ms**2 / 2:
            last_ms, first_ms = max(last_ms, found[0].media_ms), min(first_ms, found[1].media_ms)
    return (last_ms, first_ms, first_ms) if step_ms < 0 else (last_ms, last_ms, first_ms)


def _moved_ms(one: Arrival, two: Arrival) -> int:
    """How much further media came than time between two arrivals."""
    return (two.media_ms - one.media_ms) - (two.wall_ms - one.wall_ms)


def _doubt_ms(step_ms: int, width_ms: int) -> int:
    """What is added to the error where it is not known on which side of a step a frame lies."""
    return min(abs(step_ms), width_ms) if abs(step_ms) > STALL_MS else 0


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
