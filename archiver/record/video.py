"""The session's video: its segments as one labelled file, and pictures of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import structlog

from archiver.errors import CaptureError, DiskError
from archiver.model.media import Chapter, Label, MediaInfo, Stretch
from archiver.model.session import Segment, Session
from archiver.ports import MediaFinisher, SessionStore
from archiver.record.finish import FinishedSegments, FinishPolicy
from archiver.record.plan import video_name
from archiver.record.space import require_space

log = structlog.get_logger(__name__)

#: Why a session has several files and no one video, though nothing went wrong.
SEPARATE_FILES = "The segments differ in picture size, sound or codec, so they stay separate files."


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionVideo:
    """The one file of a whole session."""

    file: str | None = None  #: relative to the session's folder; None: no media, or segments that do not fit together
    sha256: str | None = None
    problem: str | None = None  #: a sentence: why there is none


async def make_video(
    *,
    session: Session,
    folder: Path,
    segments: FinishedSegments,
    label: Label,
    store: SessionStore,
    finisher: MediaFinisher,
    policy: FinishPolicy,
) -> SessionVideo:
    """Make the session's video of its finished segments; safe to repeat.

    A session of one segment has one file under two names; it is not made again when it has its label already.

    Args:
        session: whose video.
        folder: absolute.
        segments: as finished, with their places in the video.
        label: what the video says of itself.
        store: takes the new digest of a segment whose file became the video.
        finisher: joins and digests.
        policy: how.

    Raises:
        DiskError: there is no room for it; see ``finish_segments``.
    """
    finished = segments.finished
    if not finished:
        return SessionVideo()
    if len({_shape(info) for segment, info in finished if segment.shown_ms != 0}) > 1:
        return SessionVideo(problem=SEPARATE_FILES)
    name = video_name(unique_id=session.creator.unique_id, started_at=session.started_at, container=policy.container)
    target = folder / name
    size_bytes = 0 if segments.is_labelled else sum(segment.bytes or 0 for segment, _ in finished)
    await require_space(target, size_bytes)
    try:
        if segments.is_labelled:
            only, info = finished[0]
            video = SessionVideo(file=await _second_name(folder / str(only.file), target), sha256=only.sha256)
        else:
            info = await finisher.join(_stretches(folder, segments), str(target), label)
            video = SessionVideo(file=name, sha256=await finisher.sha256(str(target)))
            if len(finished) == 1:
                video = replace(video, file=await _share_file(finished[0][0], target, str(video.sha256), store))
    except (CaptureError, DiskError) as error:
        # On the way to a video of several H.265 segments there may be copies of them.
        has_copies = isinstance(error, DiskError) and len(finished) > 1 and finished[0][1].video_codec == "hevc"
        await require_space(target, 2 * size_bytes if has_copies else size_bytes)
        return SessionVideo(problem=f"The segments are finished but could not be joined: {error}")
    if policy.storyboard:
        await _draw(session, folder / str(video.file), info, finisher)
    return video


def _stretches(folder: Path, segments: FinishedSegments) -> list[Stretch]:
    """What the video shows of each segment; nothing of one whose media all came again."""
    return [
        Stretch(str(folder / str(segment.file)), segment.offset_ms or 0, segment.shown_ms)
        for segment, _ in segments.finished
        if segment.shown_ms != 0
    ]


async def _share_file(segment: Segment, video: Path, digest: str, store: SessionStore) -> str:
    """Let the video be the only segment's file, too, instead of a second copy; returns the name that is the video's.

    A crash in its middle is mended by the next finish, which makes the video and the segment's row anew.
    """
    size = (await asyncio.to_thread(video.stat)).st_size
    await store.save_segment(replace(segment, sha256=digest, bytes=size))
    own = video.with_name(str(segment.file))
    await asyncio.to_thread(video.replace, own)
    return await _second_name(own, video)


async def _second_name(file: Path, second: Path) -> str:
    """Put a file under a second name and return that; in a file system without links it has only its own."""
    return await asyncio.to_thread(_link, file, second)


def _link(file: Path, second: Path) -> str:
    draft = second.with_name(f".{second.stem}.draft{second.suffix}")
    try:
        draft.unlink(missing_ok=True)
        draft.hardlink_to(file)
        draft.replace(second)
    except OSError:
        return file.name
    return second.name


async def _draw(session: Session, video: Path, info: MediaInfo, finisher: MediaFinisher) -> None:
    """Pictures are a convenience: a session without them is as whole as one with them."""
    try:
        await finisher.storyboard(str(video), info)
    except (CaptureError, DiskError) as error:
        log.warning("No thumbnails could be made.", session_id=session.id, file=video.name, problem=str(error))


def _shape(info: MediaInfo) -> tuple[object, ...]:
    return info.video_codec, info.width, info.height, info.audio_codec, info.sample_rate, info.channels


def video_label(session: Session, chapters: Sequence[Chapter]) -> Label:
    """What a session's video says of itself; ``chapters`` are positions in it."""
    handle = session.creator.unique_id
    tags = (
        ("title", session.title or f"@{handle} LIVE"),
        ("artist", session.creator.nickname or handle),
        ("date", datetime.fromtimestamp(session.started_at / 1000, UTC).isoformat()),
        ("comment", f"TikTok LIVE of @{handle}, room {session.room_id}"),
    )
    return Label(tags=tags, chapters=tuple(chapters))
