"""Positions in the video as formats write them, and times of day.

Hours grow as needed; fractions are cut, never rounded up.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

#: Fractions of a second by their milliseconds, as formats write them: ``.67``, ``.678``, ``,678``.
HUNDREDTHS = tuple(text for hundredth in range(100) for text in [f".{hundredth:02d}"] * 10)
POINT_MS = tuple(f".{ms:03d}" for ms in range(1000))
COMMA_MS = tuple(f",{ms:03d}" for ms in range(1000))


_SIXTIETHS = tuple(f"{number:02d}" for number in range(60))


class _Seconds(dict[int, str]):
    """Whole seconds as text, remembered for a while: consecutive messages share them."""

    def __init__(self, hours: str) -> None:
        self._hours = hours

    def __missing__(self, second: int) -> str:
        if len(self) >= 1 << 12:
            self.clear()
        text = self[second] = (
            f"{second // 3600:{self._hours}}:{_SIXTIETHS[second // 60 % 60]}:{_SIXTIETHS[second % 60]}"
        )
        return text


#: Whole seconds as ``H:MM:SS`` and as ``HH:MM:SS``. What is written a million times takes its text from here itself.
SHORT, LONG = _Seconds("d"), _Seconds("02d")


def ass_time(position_ms: int) -> str:
    """``H:MM:SS.cc``, such as ``123:04:05.67``."""
    return SHORT[position_ms // 1000] + HUNDREDTHS[position_ms % 1000]


def vtt_time(position_ms: int) -> str:
    """``HH:MM:SS.mmm``, such as ``123:04:05.678``."""
    return LONG[position_ms // 1000] + POINT_MS[position_ms % 1000]


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
