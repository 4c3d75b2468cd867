"""The truth about a session's archive: what is there, what is whole, what does not agree."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archiver.errors import ArchiverError, CaptureError
from archiver.eventlog.journal_format import journal_numbers, journal_path
from archiver.eventlog.journal_reader import end_of_records
from archiver.model.session import Segment, SegmentState, Session
from archiver.ports import MediaFinisher, Store

#: Two readings of one duration may differ by a rounded frame.
_DURATION_TOLERANCE_MS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was checked."""

    what: str
    is_ok: bool
    says: str


async def verify_session(
    session: Session, *, archive_folder: Path, store: Store, finisher: MediaFinisher
) -> list[Finding]:
    """Look at every file of a session and compare it with the rows; nothing is changed."""
    folder = archive_folder / session.folder
    segments = await store.segments(session.id)
    findings = [finding for segment in segments for finding in await _segment(segment, folder, finisher)]
    findings.append(await _video(session, archive_folder, segments, finisher))
    findings += [finding async for finding in _journals(session, folder, store)]
    return findings


async def _segment(segment: Segment, folder: Path, finisher: MediaFinisher) -> list[Finding]:
    name = f"segment {segment.number}"
    if segment.state is SegmentState.EMPTY:
        return [Finding(what=name, is_ok=True, says="no media arrived")]
    is_running = segment.state is SegmentState.RECORDING
    wrong = f"{segment.state.value}: {segment.error or 'not finished yet'}"
    if segment.state is SegmentState.FINISHED:
        wrong = await _fault(segment, folder / (segment.file or ""), finisher)
    says = wrong or (
        f"{segment.file}: {segment.video_packets} video and {segment.audio_packets} audio packets, SHA-256 right"
    )
    return [_part(segment, folder), Finding(what=name, is_ok=not wrong or is_running, says=says)]


async def _fault(segment: Segment, path: Path, finisher: MediaFinisher) -> str:
    """What is wrong with a finished file; "" when it is as it was made."""
    if not await asyncio.to_thread(path.is_file):
        return f"{segment.file} is missing"
    try:
        digest, info = await finisher.sha256(str(path)), await finisher.probe(str(path))
    except ArchiverError as error:
        return str(error)
    if digest != segment.sha256:
        return f"{segment.file} was changed: its SHA-256 differs"
    if (info.video_packets, info.audio_packets) != (segment.video_packets, segment.audio_packets):
        return f"{segment.file} has other packets than were recorded"
    return ""


def _part(segment: Segment, folder: Path) -> Finding:
    is_there = (folder / segment.part).is_file()
    return Finding(
        what=f"part {segment.number}", is_ok=is_there, says=f"{segment.part} is {'there' if is_there else 'missing'}"
    )


async def _video(session: Session, archive: Path, segments: Sequence[Segment], finisher: MediaFinisher) -> Finding:
    if session.file is None:
        is_ok = not segments or session.ended_at is None
        return Finding(what="video", is_ok=is_ok, says=session.error or "there is none")
    path = archive / session.file
    try:
        info = await finisher.probe(str(path))
    except CaptureError as error:
        return Finding(what="video", is_ok=False, says=str(error))
    is_whole = abs(info.duration_ms - (session.duration_ms or 0)) <= _DURATION_TOLERANCE_MS
    says = f"{path.name}: {info.duration_ms} ms" + ("" if is_whole else f", {session.duration_ms} ms were recorded")
    return Finding(what="video", is_ok=is_whole, says=says)


async def _journals(session: Session, folder: Path, store: Store) -> AsyncIterator[Finding]:
    state = await store.journal_state(session.id)
    for number in journal_numbers(folder):
        name, path = f"journal {number}", journal_path(folder, number)
        try:
            end = await asyncio.to_thread(end_of_records, path)
        except ArchiverError as error:
            yield Finding(what=name, is_ok=False, says=str(error))
            continue
        is_read = number < state.journal or (number == state.journal and state.position >= end)
        says = f"{path.name}: {end} bytes, " + ("all in the rows" if is_read else "rows do not reach its end")
        yield Finding(what=name, is_ok=is_read, says=says)
