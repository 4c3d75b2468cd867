"""Parts on the disk that no row knows: a crash came while the database was away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from archiver.model.session import Segment, SegmentState
from archiver.record.plan import sync_log_name
from archiver.record.samples import arrivals

_PART = re.compile(r"part_(\d{3,9})_a(\d{1,9})(\.flv|\.ts)")
_PROTOCOLS = {".flv": "flv", ".ts": "hls"}


def part_numbers(folder: Path) -> list[int]:
    """Numbers of the parts in a session's folder; none when there is no folder."""
    return [int(match[1]) for match, _ in _parts(folder)]


def stray_segments(session_id: int, folder: Path, known: Iterable[Segment]) -> list[Segment]:
    """A segment for each part that none of the known ones has, by number; one whose number is taken is left out."""
    segments = {segment.number: segment for segment in known}
    strays: list[Segment] = []
    for match, path in _parts(folder):
        number = int(match[1])
        if number in segments or not path.stat().st_size:
            continue
        arrived = arrivals(folder / sync_log_name(path.name))
        changed_at = path.stat().st_mtime_ns // 1_000_000
        segments[number] = Segment(
            session_id=session_id, number=number, attempt=int(match[2]), part=path.name, state=SegmentState.RAW,
            protocol=_PROTOCOLS[match[3]], quality="", started_at=min(arrived, default=changed_at),
            ended_at=max(arrived, default=changed_at),
        )  # fmt: skip
        strays.append(segments[number])
    return strays


def _parts(folder: Path) -> list[tuple[re.Match[str], Path]]:
    if not folder.is_dir():
        return []
    paths = sorted(folder.iterdir())
    return [(match, path) for path in paths if (match := _PART.fullmatch(path.name)) and path.is_file()]
