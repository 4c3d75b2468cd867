"""After the capture: every part becomes a verified segment, and the segments one video."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import structlog

from archiver.errors import CaptureError, DiskError
from archiver.model.media import MediaInfo
from archiver.model.session import Segment, SegmentState, Session
from archiver.ports import MediaFinisher, SessionStore
from archiver.record.plan import segment_name, sync_log_name, video_name
from archiver.record.samples import read_samples
from archiver.record.strays import stray_segments

log = structlog.get_logger(__name__)

#: A part below this that cannot be opened holds no picture; one above it is worth a person's look.
EMPTY_BELOW_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedMedia:
    """What became of a session's media."""

    file: (
        str | None
    )  #: the session's video, relative to its folder; None: no media, or segments that do not fit together
    duration_ms: int | None  #: of all finished segments; None without any
    problems: tuple[str, ...]  #: sentences


async def finish_session_media(
    *, session: Session, folder: Path, store: SessionStore, finisher: MediaFinisher
) -> FinishedMedia:
    """Finish what a capture, or a crash, left: safe to run again, also after a crash in its middle.

    Parts are never changed or removed. A session of one segment gets its video as a second name of the segment's file.
    """
    finished: list[tuple[Segment, MediaInfo]] = []
    problems: list[str] = []
    offset_ms = 0
    known = await store.segments(session.id)
    strays = await asyncio.to_thread(stray_segments, session.id, folder, known)
    for stored in sorted([*known, *strays], key=lambda segment: segment.number):
        if stored in strays:
            await store.save_segment(stored)
        await _restore_samples(session, folder, stored, store)
        segment, info = await _finish_segment(stored, folder, finisher)
        if info is not None:
            segment = replace(segment, offset_ms=offset_ms)
            offset_ms += info.duration_ms
            finished.append((segment, info))
        elif segment.state is SegmentState.FAILED:
            problems.append(
                f"Segment {segment.number} could not be finished from its part {segment.part}: {segment.error}"
            )
        await store.save_segment(segment)
    file, problem = await _one_file(session, folder, finished, finisher)
    return FinishedMedia(
        file=file,
        duration_ms=offset_ms if finished else None,
        problems=tuple(problems + ([problem] if problem else [])),
    )


async def _restore_samples(session: Session, folder: Path, segment: Segment, store: SessionStore) -> None:
    """Samples that a crash kept from the store are still beside the part."""
    samples = await asyncio.to_thread(lambda: list(read_samples(folder / sync_log_name(segment.part))))
    if samples:
        await store.add_sync_samples(session.id, samples)


async def _finish_segment(segment: Segment, folder: Path, finisher: MediaFinisher) -> tuple[Segment, MediaInfo | None]:
    """The segment's new state, and what its file holds where it has one."""
    if segment.state is SegmentState.FINISHED and segment.file:
        with suppress(CaptureError):  # damaged or gone since: made again from the part
            return segment, await finisher.probe(str(folder / segment.file))
    part, target = folder / segment.part, folder / segment_name(segment.number)
    size = part.stat().st_size if part.is_file() else 0
    if not size:
        is_lost = segment.bytes or segment.state is SegmentState.FINISHED
        if not is_lost:
            return replace(segment, state=SegmentState.EMPTY), None
        return replace(segment, state=SegmentState.FAILED, error="the part is gone from its folder"), None
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


async def _one_file(
    session: Session, folder: Path, finished: Sequence[tuple[Segment, MediaInfo]], finisher: MediaFinisher
) -> tuple[str | None, str | None]:
    """The session's video, and what is wrong with it."""
    if not finished:
        return None, None
    target = folder / video_name(unique_id=session.creator.unique_id, started_at=session.started_at)
    files = [folder / str(segment.file) for segment, _ in finished]
    if len(files) == 1:
        return await asyncio.to_thread(_second_name, files[0], target), None
    if len({_shape(info) for _, info in finished}) > 1:
        return None, "The segments differ in picture size or codec, so they stay separate files."
    try:
        await finisher.join([str(file) for file in files], str(target), _metadata(session))
    except (CaptureError, DiskError) as error:
        return None, f"The segments are finished but could not be joined: {error}"
    return target.name, None


def _shape(info: MediaInfo) -> tuple[object, ...]:
    return info.video_codec, info.audio_codec, info.width, info.height


def _second_name(file: Path, target: Path) -> str:
    """Link the file under the video's name; without links in the file system it keeps its own."""
    try:
        target.unlink(missing_ok=True)
        target.hardlink_to(file)
    except OSError:
        return file.name
    return target.name


def _metadata(session: Session) -> dict[str, str]:
    return {
        "title": session.title or f"@{session.creator.unique_id} LIVE",
        "artist": session.creator.nickname or session.creator.unique_id,
        "date": datetime.fromtimestamp(session.started_at / 1000, UTC).isoformat(),
        "comment": f"TikTok LIVE of @{session.creator.unique_id}, room {session.room_id}",
    }
