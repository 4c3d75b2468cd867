"""Positions in the video as formats write them, and times of day.

Hours grow as needed; fractions are cut, never rounded up.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_CENTISECONDS = tuple(f".{hundredths:02d}" for hundredths in range(100))


@lru_cache(maxsize=1 << 10)  # one message ends when another begins
def ass_time(position_ms: int) -> str:
    """``H:MM:SS.cc``, such as ``123:04:05.67``."""
    second, ms = divmod(position_ms, 1000)
    return _ass_second(second) + _CENTISECONDS[ms // 10]


@lru_cache(maxsize=1 << 10)
def srt_time(position_ms: int) -> str:
    """``HH:MM:SS,mmm``, such as ``123:04:05,678``."""
    second, ms = divmod(position_ms, 1000)
    return f"{_srt_second(second)},{ms:03d}"


def day_time(at: int, zone: tzinfo) -> datetime | None:
    """An instant (epoch ms) as a time of day, or None for one outside the calendar."""
    try:
        return (_EPOCH + timedelta(milliseconds=at)).astimezone(zone)
    except OverflowError:
        return None


def iso_time(at: int, zone: tzinfo = UTC) -> str | None:
    """An instant with milliseconds, such as ``2023-11-14T22:13:20.000Z``, or None for one outside the calendar."""
    time = day_time(at, zone)
    return None if time is None else time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@lru_cache(maxsize=256)  # consecutive cues share their seconds
def _ass_second(second: int) -> str:
    return f"{second // 3600}:{second // 60 % 60:02d}:{second % 60:02d}"


@lru_cache(maxsize=256)
def _srt_second(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
