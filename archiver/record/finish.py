"""After the capture: every part becomes a verified segment, and the segments one video."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import structlog

from archiver.errors import CaptureError, DiskError
from archiver.model.media import Label, MediaInfo
from archiver.model.session import Segment, SegmentState, Session
from archiver.ports import Describe, MediaFinisher, SessionStore
from archiver.record.plan import segment_name
from archiver.record.read_back import restore_samples
from archiver.record.space import require_space
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
    is_labelled: bool = False  #: the only one's file says of itself what the session's video has to say

    @property
    def duration_ms(self) -> int | None:
        """Of the session's video, which shows once what came twice; None without any media."""
        return max((until_ms(segment) for segment, _ in self.finished), default=None)


#: A label for the file of a segment that is the session's only one; its length is known by then.
DescribeOnly: TypeAlias = Callable[[Segment], Awaitable[Label]]


async def finish_segments(
    *, session: Session, folder: Path, store: SessionStore, finisher: MediaFinisher, policy: FinishPolicy,
    describe: DescribeOnly | None = None,
) -> FinishedSegments:  # fmt: skip
    """Finish what a capture, or a crash, left: safe to run again, also after a crash in its middle.

    Parts are never changed. They lie one behind the other in the session's video: see ``archiver.run.placing``. One
    that is alone gets the label of the video at once, by ``describe``, and needs no second copy.

    Raises:
        DiskError: there is no room for a file. It is made when there is: the session is not over before.
    """
    finished: list[tuple[Segment, MediaInfo]] = []
    problems: list[str] = []
    offset_ms = 0
    known = await store.segments(session.id)
    strays = await asyncio.to_thread(stray_segments, session.id, folder, known)
    for stray in strays:
        await store.save_segment(stray)
    everything = sorted([*known, *strays], key=lambda segment: segment.number)
    with_media = [segment for segment in everything if _may_hold_media(segment, folder)]
    alone = with_media[0] if len(with_media) == 1 and with_media[0].state is not SegmentState.FINISHED else None
    for stored in everything:
        await restore_samples(folder, stored, store, finisher.read_key_frames)
        segment, info = await _finish_segment(stored, folder, finisher, policy, describe if stored is alone else None)
        if info is not None:
            segment = replace(segment, offset_ms=offset_ms, shown_ms=None)
            offset_ms += info.duration_ms
            finished.append((segment, info))
        elif segment.state is SegmentState.FAILED:
            problems.append(
                f"Segment {segment.number} could not be finished from its part {segment.part}: {segment.error}"
            )
        await store.save_segment(segment)
    return FinishedSegments(
        finished=tuple(finished), problems=tuple(problems),
        is_labelled=describe is not None and [segment.number for segment, _ in finished] == [alone and alone.number],
    )  # fmt: skip


async def to_be_made(segment: Segment, folder: Path, finisher: MediaFinisher) -> Segment:
    """The segment; one to be made again where its file is not as it was made. Raises CaptureError: its part is gone."""
    if segment.state is not SegmentState.FINISHED:
        return segment
    with suppress(CaptureError):
        if await finisher.sha256(str(folder / str(segment.file))) == segment.sha256:
            return segment
    if not (folder / segment.part).is_file():
        raise CaptureError(
            f"Segment {segment.number} has neither its part {segment.part} nor {segment.file} as it was made; put one "
            "of them back."
        )
    return replace(segment, state=SegmentState.RAW)


def until_ms(segment: Segment) -> int:
    """Where a finished segment ends in the session's video, or is left for the next one."""
    shown_ms = segment.duration_ms if segment.shown_ms is None else segment.shown_ms
    return (segment.offset_ms or 0) + (shown_ms or 0)


def _may_hold_media(segment: Segment, folder: Path) -> bool:
    part = folder / segment.part
    return segment.state is SegmentState.FINISHED or (part.is_file() and part.stat().st_size >= EMPTY_BELOW_BYTES)


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
    segment: Segment, folder: Path, finisher: MediaFinisher, policy: FinishPolicy, describe: DescribeOnly | None
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
    await require_space(target, size)
    try:
        info = await finisher.finish_part(str(part), str(target), describe and _described(segment, describe))
        digest = await finisher.sha256(str(target))
    except (CaptureError, DiskError) as error:
        await require_space(target, size)
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


def _described(segment: Segment, describe: DescribeOnly) -> Describe:
    async def describe_part(found: MediaInfo) -> Label:
        return await describe(
            replace(segment, state=SegmentState.RAW, offset_ms=0, shown_ms=None, duration_ms=found.duration_ms)
        )

    return describe_part


def _lost(segment: Segment) -> str:
    if segment.part_removed_at is None:
        return "the part is gone from its folder"
    return f"the part was given up when {segment.file} had been verified, and that file is damaged or gone since"
