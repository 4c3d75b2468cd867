"""Positions in the video as formats write them, and times of day.

Hours grow as needed; fractions are cut, never rounded up.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_CENTISECONDS = tuple(f".{hundredths:02d}" for hundredths in range(100))
_MILLISECONDS = tuple(f"{thousandths:03d}" for thousandths in range(1000))


class _Seconds(dict[int, str]):
    """Whole seconds as text, remembered for a while: consecutive messages share them."""

    def __init__(self, hours: str) -> None:
        self._hours = hours

    def __missing__(self, second: int) -> str:
        if len(self) >= 1 << 12:
            self.clear()
        text = self[second] = f"{second // 3600:{self._hours}}:{second // 60 % 60:02d}:{second % 60:02d}"
        return text


_SHORT, _LONG = _Seconds("d"), _Seconds("02d")


def ass_time(position_ms: int) -> str:
    """``H:MM:SS.cc``, such as ``123:04:05.67``."""
    second, ms = divmod(position_ms, 1000)
    return _SHORT[second] + _CENTISECONDS[ms // 10]


class Instants(dict[int, str]):
    """``ass_time`` of positions, remembered for a while: one message ends when another begins."""

    def __missing__(self, position_ms: int) -> str:
        if len(self) >= 1 << 10:
            self.clear()
        second, ms = divmod(position_ms, 1000)
        text = self[position_ms] = _SHORT[second] + _CENTISECONDS[ms // 10]
        return text


def srt_time(position_ms: int) -> str:
    """``HH:MM:SS,mmm``, such as ``123:04:05,678``."""
    second, ms = divmod(position_ms, 1000)
    return f"{_LONG[second]},{_MILLISECONDS[ms]}"


def vtt_time(position_ms: int) -> str:
    """``HH:MM:SS.mmm``, such as ``123:04:05.678``."""
    second, ms = divmod(position_ms, 1000)
    return f"{_LONG[second]}.{_MILLISECONDS[ms]}"


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
