"""Sync samples of one part to the level of its media clock, pure.

The *level* is media position minus wall time. A frame can reach us late, never early, so a sample's level is the true
one or less, and the upper envelope of the levels is the best that arrival can tell (measured: constant to milliseconds
within a connection, while its distance to the capture instant, the latency, is unknown).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from archiver.model.timeline import SyncSample

#: A connection begins with a burst of older media; samples this near to the first one are left out.
BURST_MS = 5_000
#: ... unless fewer than this many would remain.
MIN_SAMPLES = 3
#: A level that falls by more than this, and stays there, is media time that stood still; one that rises, a jump.
STALL_MS = 300
#: How wide the envelope is.
ENVELOPE_MS = 60_000
#: A fall from which the level comes back within this time was delay on the way. HLS comes in segments and takes longer.
RECOVERY_MS = {"flv": 10_000, "hls": 20_000}
#: So near to the newest sample that it may still come back, a fall of no more than this counts as delay too.
UNDECIDED_MS = 2_000


class Arrival(NamedTuple):
    """A media position and when it had been received, our clock."""

    wall_ms: int
    media_ms: int


class Reading(NamedTuple):
    """An arrival with the level that holds at its place."""

    wall_ms: int
    media_ms: int
    level_ms: int  #: media minus wall, by the envelope
    late_ms: int  #: how much later than the level says it arrived


def advancing(samples: Sequence[SyncSample]) -> list[Arrival]:
    """The samples that brought new media, in order; a sample that repeats a position only says that nothing came."""
    found: list[Arrival] = []
    for arrival in sorted(Arrival(s.wall_ms, s.media_ms) for s in samples if s.wall_ms is not None):
        if not found or arrival.media_ms > found[-1].media_ms:
            found.append(arrival)
    return found


def without_burst(arrivals: Sequence[Arrival]) -> tuple[list[Arrival], bool]:
    """The arrivals behind the first burst, and whether there were enough of them; all of them when not."""
    settled = [a for a in arrivals if a.wall_ms >= arrivals[0].wall_ms + BURST_MS]
    return (settled, True) if len(settled) >= MIN_SAMPLES else (list(arrivals), False)


def read_stretches(samples: Sequence[Arrival], protocol: str) -> list[list[Reading]]:
    """Stretches in which the media clock ran evenly, each with its readings. ``samples`` are advancing."""
    walls = [s.wall_ms for s in samples]
    raw = [s.media_ms - s.wall_ms for s in samples]
    recovered = _recovered(walls, raw, RECOVERY_MS.get(protocol, RECOVERY_MS["hls"]))
    stretches: list[list[Reading]] = []
    begin = 0
    for end in range(1, len(samples) + 1):
        if end == len(samples) or abs(recovered[end] - recovered[end - 1]) > STALL_MS:
            envelope = _window_max(walls[begin:end], recovered[begin:end], ENVELOPE_MS // 2, ENVELOPE_MS // 2)
            stretches.append(
                [
                    Reading(walls[i], samples[i].media_ms, level, level - raw[i])
                    for i, level in zip(range(begin, end), envelope, strict=True)
                ]
            )
            begin = end
    return stretches


def _recovered(walls: Sequence[int], raw: Sequence[int], recovery_ms: int) -> list[int]:
    """The levels with passing delays taken out: a fall counts only when the level does not come back in time.

    It is lifted to what follows within ``recovery_ms``, but never above the level before it, so that a real rise takes
    effect where it happens and not earlier.
    """
    ahead = _window_max(walls, raw, 0, recovery_ms)
    levels: list[int] = []
    before = ahead[0]
    for wall, level, best_ahead in zip(walls, raw, ahead, strict=True):
        is_undecided = wall + recovery_ms > walls[-1] and before - best_ahead <= UNDECIDED_MS
        if not is_undecided or level > before:
            before = max(level, min(best_ahead, before))
        levels.append(before)
    return levels


def _window_max(walls: Sequence[int], values: Sequence[int], back_ms: int, ahead_ms: int) -> list[int]:
    """For each place the largest value between ``back_ms`` before and ``ahead_ms`` behind it."""
    result: list[int] = []
    largest: deque[int] = deque()  # indices, their values falling
    taken = 0
    for wall in walls:
        while taken < len(walls) and walls[taken] <= wall + ahead_ms:
            while largest and values[largest[-1]] <= values[taken]:
                largest.pop()
            largest.append(taken)
            taken += 1
        while walls[largest[0]] < wall - back_ms:
            largest.popleft()
        result.append(values[largest[0]])
    return result
