"""Positions that carry the sender's clock, and which of them to believe, pure.

A *stamp* says "this position was captured (or packaged) at this instant". Stamps come from SEI user data of the encoder
and from the dates of an HLS playlist. Encoders lie, clocks jump, text is garbage: a stamp counts when it agrees with
its neighbours and with the time at which its frame arrived.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from archiver.model.media import FFMPEG_JUMP_MS
from archiver.model.timeline import SyncSample

#: Fewer stamps of an encoder than this are an accident; a playlist says on purpose what it says.
MIN_STAMPS = 3
MIN_DATES = 2
#: A frame is stamped at most this long before it arrives, and (clocks differ) at most so long after.
OLDEST_MS, NEWEST_MS = 30_000, 2_000
#: A stamp whose level is further than this from the median of its neighbours is rejected.
OUTLIER_MS = 500
#: How many neighbours on either side the running median sees.
_REACH = 3
#: A playlist's segment begins at a key frame; one this near to where its lengths say is the one.
SNAP_MS = 400

#: When a media position arrived, by the server's clock; None: nobody knows.
ArrivedAt = Callable[[int], int | None]
#: The server's clock minus ours, at an instant of ours.
SkewAt = Callable[[int], int]


class Stamp(NamedTuple):
    """A media position and the instant the sender gives to it, epoch ms."""

    media_ms: int
    at: int

    @property
    def level_ms(self) -> int:
        """Media minus instant."""
        return self.media_ms - self.at


def sei_stamps(samples: Sequence[SyncSample], arrived_at: ArrivedAt, skew_at: SkewAt) -> list[Stamp]:
    """The believable stamps of the encoder, in order; none when there are too few or most are not to be believed.

    ``arrived_at`` is the instant at which a position would have arrived with the least delay.
    """
    return _believable([(s, s.sei_ts) for s in samples], MIN_STAMPS, arrived_at, skew_at)


def date_stamps(samples: Sequence[SyncSample], arrived_at: ArrivedAt, skew_at: SkewAt) -> list[Stamp]:
    """The believable dates of a playlist, as ``sei_stamps``."""
    return _believable([(s, s.date_at) for s in samples], MIN_DATES, arrived_at, skew_at)


def snapped(samples: Sequence[SyncSample]) -> list[SyncSample]:
    """The samples with the segments of a playlist put where their key frames are.

    A playlist gives lengths, rounded; added up they drift. A sample of a key frame without its timestamp is such a
    claim, one with it was read from the part. Of a jump of the timestamps where the stream breaks off the playlist
    knows nothing: FFmpeg keeps one of less than ``FFMPEG_JUMP_MS``, and the part has a hole without key frames there.
    """
    keys = sorted(s.media_ms for s in samples if s.is_key and s.pts_ms is not None)
    usual_ms = median_low([b - a for a, b in pairwise(keys)]) if len(keys) > 1 else FFMPEG_JUMP_MS
    drift_ms = 0
    found: list[SyncSample] = []
    for sample in sorted(samples, key=lambda s: s.media_ms):
        if sample.is_key and sample.pts_ms is None and keys:
            claimed_ms = sample.media_ms + drift_ms
            key_ms = _nearest(keys, claimed_ms)
            is_near = abs(key_ms - claimed_ms) <= SNAP_MS
            if sample.is_break and not is_near and (behind_ms := _behind_hole(keys, claimed_ms, usual_ms)) is not None:
                key_ms, is_near = behind_ms, True
            if is_near:
                drift_ms = key_ms - sample.media_ms
            found.append(sample._replace(media_ms=sample.media_ms + drift_ms))
        else:
            found.append(sample)
    return found


def running_median(values: Sequence[int], reach: int) -> list[int]:
    """For each place the median of as much on either side, up to ``reach`` places. Keeps steps, drops spikes."""
    found: list[int] = []
    for i in range(len(values)):
        around = min(i, len(values) - 1 - i, reach)
        found.append(median_low(values[i - around : i + around + 1]))
    return found


def instant_of(stamps: Sequence[Stamp], media_ms: int) -> int:
    """When a position was captured: between two stamps in proportion, outside at the pace of time from the nearest."""
    index = bisect_left(stamps, media_ms, key=lambda stamp: stamp.media_ms)
    if index in (0, len(stamps)):
        nearest = stamps[min(index, len(stamps) - 1)]
        return media_ms - nearest.level_ms
    before, behind = stamps[index - 1], stamps[index]
    share = (media_ms - before.media_ms) / (behind.media_ms - before.media_ms)
    return round(before.at + share * (behind.at - before.at))


def _believable(
    given: Sequence[tuple[SyncSample, int | None]], least: int, arrived_at: ArrivedAt, skew_at: SkewAt
) -> list[Stamp]:
    """Of the stamps those that are timely, near to the running median, and later than the one before.

    A stamp far from the median of levels may still be right, when media itself made a step there: then its delay, the
    time until it arrived, is like that of its neighbours.
    """
    stamps: list[Stamp] = []
    best: list[int | None] = []  # delay until it would have arrived at best, and until it did
    real: list[int | None] = []
    for sample, at in sorted(given, key=lambda pair: pair[0].media_ms):
        if at is None:
            continue
        wall_ms, expected_at = sample.wall_ms, arrived_at(sample.media_ms)
        real_at = None if wall_ms is None else wall_ms + skew_at(wall_ms)
        if _is_timely(at, expected_at) or (real_at is not None and _is_timely(at, real_at)):
            stamps.append(Stamp(sample.media_ms, at))
            best.append(None if expected_at is None else expected_at - at)
            real.append(None if real_at is None else real_at - at)
    measures = [_near_median(values) for values in ([stamp.level_ms for stamp in stamps], best, real)]
    found: list[Stamp] = []
    for stamp, is_near in zip(stamps, map(any, zip(*measures, strict=True)), strict=True):
        if is_near and (not found or (stamp.at > found[-1].at and stamp.media_ms > found[-1].media_ms)):
            found.append(stamp)
    given_count = sum(at is not None for _, at in given)
    return found if len(found) >= max(least, given_count / 2) else []


def _is_timely(at: int, expected_at: int | None) -> bool:
    """Whether an instant lies shortly before the arrival; what nobody saw arrive is taken at its word."""
    return expected_at is None or -OLDEST_MS <= at - expected_at <= NEWEST_MS


def _near_median(values: Sequence[int | None]) -> list[bool]:
    """Whether each value is near to the median around it; at the ends, of what there is on one side."""
    found: list[bool] = []
    for i, value in enumerate(values):
        around = [one for one in values[max(0, i - _REACH) : i + _REACH + 1] if one is not None]
        found.append(value is not None and abs(value - median_low(around)) <= OUTLIER_MS)
    return found


def _behind_hole(keys: Sequence[int], at_ms: int, usual_ms: int) -> int | None:
    """The key frame behind a place at which key frames are further apart than usual; None where they are not."""
    index = bisect_left(keys, at_ms)
    if index in (0, len(keys)) or keys[index] - at_ms >= FFMPEG_JUMP_MS:
        return None
    return keys[index] if keys[index] - keys[index - 1] > usual_ms + SNAP_MS else None


def _nearest(values: Sequence[int], value: int) -> int:
    index = bisect_left(values, value)
    return min(values[max(0, index - 1) : index + 1], key=lambda one: abs(one - value))
