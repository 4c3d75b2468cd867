"""After the capture: every part becomes a verified segment, and the segments one video."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from archiver.errors import CaptureError, DiskError
from archiver.model.media import MediaInfo
from archiver.model.session import Segment, SegmentState, Session
from archiver.ports import MediaFinisher, SessionStore
from archiver.record.plan import segment_name
from archiver.record.read_back import restore_samples
from archiver.record.strays import stray_segments

log = structlog.get_logger(__name__)

#: A part below this that cannot be opened holds no picture; one above it is worth a person's look.
EMPTY_BELOW_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishPolicy:
    """What becomes of a session's media."""

    container: str = "mp4"  #: of segments and video: "mp4" or "mkv"
    keep_parts: bool = True  #: raw parts stay beside the verified files made of them
    storyboard: bool = True  #: a poster and thumbnails are made of the video


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedSegments:
    """What became of a session's parts."""

    finished: tuple[tuple[Segment, MediaInfo], ...]  #: in the order of the video
    problems: tuple[str, ...]  #: sentences

    @property
    def duration_ms(self) -> int | None:
        """Of all finished segments; None without any."""
        return sum(info.duration_ms for _, info in self.finished) if self.finished else None


async def finish_segments(
    *, session: Session, folder: Path, store: SessionStore, finisher: MediaFinisher, policy: FinishPolicy
) -> FinishedSegments:
    """Finish what a capture, or a crash, left: safe to run again, also after a crash in its middle.

    Parts are never changed.
    """
    finished: list[tuple[Segment, MediaInfo]] = []
    problems: list[str] = []
    offset_ms = 0
    known = await store.segments(session.id)
    strays = await asyncio.to_thread(stray_segments, session.id, folder, known)
    for stored in sorted([*known, *strays], key=lambda segment: segment.number):
        if stored in strays:
            await store.save_segment(stored)
        await restore_samples(folder, stored, store, finisher.read_key_frames)
        segment, info = await _finish_segment(stored, folder, finisher, policy)
        if info is not None:
            segment = replace(segment, offset_ms=offset_ms)
            offset_ms += info.duration_ms
            finished.append((segment, info))
        elif segment.state is SegmentState.FAILED:
            problems.append(
                f"Segment {segment.number} could not be finished from its part {segment.part}: {segment.error}"
            )
        await store.save_segment(segment)
    return FinishedSegments(finished=tuple(finished), problems=tuple(problems))


async def remove_parts(*, session: Session, folder: Path, store: SessionStore, now: int) -> None:
    """Give up the raw parts of finished segments, whose files are verified and whose digests are stored.

    A row that says so is written first: a part without a row would look like a loss.

    Args:
        session: whose parts.
        folder: absolute.
        store: knows the segments.
        now: epoch ms.
    """
    for segment in await store.segments(session.id):
        part = folder / segment.part
        if segment.state is not SegmentState.FINISHED or not segment.sha256 or not part.is_file():
            continue
        await store.save_segment(replace(segment, part_removed_at=segment.part_removed_at or now))
        try:
            await asyncio.to_thread(part.unlink)
        except OSError as error:
            log.warning("A part could not be removed.", session_id=session.id, part=part.name, problem=error.strerror)


async def _finish_segment(
    segment: Segment, folder: Path, finisher: MediaFinisher, policy: FinishPolicy
) -> tuple[Segment, MediaInfo | None]:
    """The segment's new state, and what its file holds where it has one."""
    if segment.state is SegmentState.FINISHED and segment.file:
        with suppress(CaptureError):  # damaged or gone since: made again from the part
            return segment, await finisher.probe(str(folder / segment.file))
    part, target = folder / segment.part, folder / segment_name(segment.number, policy.container)
    size = part.stat().st_size if part.is_file() else 0
    if not size:
        is_lost = segment.bytes or segment.state is SegmentState.FINISHED
        if not is_lost:
            return replace(segment, state=SegmentState.EMPTY), None
        return replace(segment, state=SegmentState.FAILED, error=_lost(segment)), None
    try:
        info = await finisher.finish_part(str(part), str(target))
        digest = await finisher.sha256(str(target))
    except (CaptureError, DiskError) as error:
        is_empty = size < EMPTY_BELOW_BYTES and isinstance(error, CaptureError)
        log.warning("A part could not be finished.", session_id=segment.session_id, segment=segment.number,
                    problem=str(error))  # fmt: skip
        state = SegmentState.EMPTY if is_empty else SegmentState.FAILED
        return replace(segment, state=state, error=str(error)), None
    return replace(
        segment, state=SegmentState.FINISHED, file=target.name, sha256=digest, bytes=target.stat().st_size, error=None,
        duration_ms=info.duration_ms, width=info.width, height=info.height, codec=info.video_codec,
        video_packets=info.video_packets, audio_packets=info.audio_packets,
    ), info  # fmt: skip


def _lost(segment: Segment) -> str:
    if segment.part_removed_at is None:
        return "the part is gone from its folder"
    return f"the part was given up when {segment.file} had been verified, and that file is damaged or gone since"
