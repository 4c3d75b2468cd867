"""Positions in the video as subtitle formats write them. Hours grow as needed; fractions are cut, never rounded up."""

from __future__ import annotations

from functools import lru_cache

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


@lru_cache(maxsize=256)  # consecutive cues share their seconds
def _ass_second(second: int) -> str:
    return f"{second // 3600}:{second // 60 % 60:02d}:{second % 60:02d}"


@lru_cache(maxsize=256)
def _srt_second(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
