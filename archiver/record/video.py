"""The session's video: its segments as one labelled file, and pictures of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import structlog

from archiver.errors import CaptureError, DiskError
from archiver.model.media import Chapter, Label, MediaInfo
from archiver.model.session import Segment, Session
from archiver.ports import MediaFinisher, SessionStore
from archiver.record.finish import FinishedSegments, FinishPolicy
from archiver.record.plan import video_name

log = structlog.get_logger(__name__)


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
    chapters: Sequence[Chapter],
    store: SessionStore,
    finisher: MediaFinisher,
    policy: FinishPolicy,
) -> SessionVideo:
    """Make the session's video of its finished segments; safe to repeat.

    A session of one segment has one file under two names.

    Args:
        session: whose video.
        folder: absolute.
        segments: as finished.
        chapters: of the video, positions in the session.
        store: takes the new digest of a segment whose file became the video.
        finisher: joins and digests.
        policy: how.
    """
    finished = segments.finished
    if not finished:
        return SessionVideo()
    if len({_shape(info) for _, info in finished}) > 1:
        return SessionVideo(problem="The segments differ in picture size or codec, so they stay separate files.")
    name = video_name(unique_id=session.creator.unique_id, started_at=session.started_at, container=policy.container)
    target = folder / name
    label = Label(tags=_tags(session), chapters=tuple(chapters))
    try:
        info = await finisher.join([str(folder / str(segment.file)) for segment, _ in finished], str(target), label)
        digest = await finisher.sha256(str(target))
    except (CaptureError, DiskError) as error:
        return SessionVideo(problem=f"The segments are finished but could not be joined: {error}")
    if policy.storyboard:
        await _draw(session, target, info, finisher)
    if len(finished) == 1:
        name = await _share_file(finished[0][0], target, digest, store)
    return SessionVideo(file=name, sha256=digest)


async def _share_file(segment: Segment, video: Path, digest: str, store: SessionStore) -> str:
    """Let the video be the only segment's file, too, instead of a second copy; returns the name that is the video's.

    A crash in its middle is mended by the next finish, which makes the video and the segment's row anew.
    """
    size = (await asyncio.to_thread(video.stat)).st_size
    await store.save_segment(replace(segment, sha256=digest, bytes=size))
    own = video.with_name(str(segment.file))
    return await asyncio.to_thread(_second_name, video, own)


def _second_name(video: Path, own: Path) -> str:
    """Put the video under a second name; in a file system without links it has only that one."""
    draft = own.with_name(f".{own.stem}.draft{own.suffix}")
    try:
        draft.unlink(missing_ok=True)
        draft.hardlink_to(video)
    except OSError:
        video.replace(own)
        return own.name
    draft.replace(own)
    return video.name


async def _draw(session: Session, video: Path, info: MediaInfo, finisher: MediaFinisher) -> None:
    """Pictures are a convenience: a session without them is as whole as one with them."""
    try:
        await finisher.storyboard(str(video), info)
    except (CaptureError, DiskError) as error:
        log.warning("No thumbnails could be made.", session_id=session.id, file=video.name, problem=str(error))


def _shape(info: MediaInfo) -> tuple[object, ...]:
    return info.video_codec, info.audio_codec, info.width, info.height


def _tags(session: Session) -> tuple[tuple[str, str], ...]:
    return (
        ("title", session.title or f"@{session.creator.unique_id} LIVE"),
        ("artist", session.creator.nickname or session.creator.unique_id),
        ("date", datetime.fromtimestamp(session.started_at / 1000, UTC).isoformat()),
        ("comment", f"TikTok LIVE of @{session.creator.unique_id}, room {session.room_id}"),
    )
