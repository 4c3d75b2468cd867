"""The truth about a session's archive: what is there, what is whole, what does not agree."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from archiver.align.report import report_timeline
from archiver.errors import ArchiverError, CaptureError
from archiver.eventlog.audit import Audit, audit_journals
from archiver.eventlog.journal_format import FILE_HEADER, journal_numbers, journal_path
from archiver.eventlog.journal_reader import end_of_records
from archiver.model.session import Gap, Segment, SegmentState, Session
from archiver.model.timeline import SyncSample, TimelinePiece
from archiver.ports import MediaFinisher, Store
from archiver.record.finish import until_ms
from archiver.record.strays import stray_segments
from archiver.record.video import SEPARATE_FILES

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
    findings += await asyncio.to_thread(_strays, session, folder, segments)
    findings.append(await _video(session, archive_folder, segments, finisher))
    samples = await store.sync_samples(session.id)
    findings.append(_coverage(session, segments, samples, await store.gaps(session.id)))
    findings.append(_timeline(session, segments, await store.timeline(session.id)))
    audit = await audit_journals(session=session, folder=folder, store=store)
    findings.append(_rows(session, audit))
    findings += [finding async for finding in _journals(session, folder, store, audit)]
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
    what = f"part {segment.number}"
    if (folder / segment.part).is_file():
        return Finding(what=what, is_ok=True, says=f"{segment.part} is there")
    if segment.part_removed_at is not None:
        return Finding(what=what, is_ok=True, says=f"{segment.part} was given up when its segment had been verified")
    return Finding(what=what, is_ok=False, says=f"{segment.part} is missing")


def _strays(session: Session, folder: Path, segments: Sequence[Segment]) -> list[Finding]:
    """Parts that no row knows; of a session that runs, the row may be on its way."""
    return [
        Finding(what=f"part {stray.number}", is_ok=session.ended_at is None, says=f"{stray.part} is known to no row")
        for stray in stray_segments(session.id, folder, segments)
    ]


async def _video(session: Session, archive: Path, segments: Sequence[Segment], finisher: MediaFinisher) -> Finding:
    if session.file is None:
        has_media = any(segment.state is not SegmentState.EMPTY for segment in segments)
        is_ok = not has_media or session.ended_at is None or session.error == SEPARATE_FILES
        return Finding(what="video", is_ok=is_ok, says=session.error or "there is none")
    path = archive / session.file
    if not await asyncio.to_thread(path.is_file):
        return Finding(what="video", is_ok=False, says=f"{path.name} is missing")
    try:
        info, digest = await finisher.probe(str(path)), await finisher.sha256(str(path))
    except CaptureError as error:
        return Finding(what="video", is_ok=False, says=str(error))
    if session.sha256 not in {None, digest}:
        return Finding(what="video", is_ok=False, says=f"{path.name} was changed: its SHA-256 differs")
    is_whole = abs(info.duration_ms - (session.duration_ms or 0)) <= _DURATION_TOLERANCE_MS
    says = f"{path.name}: {info.duration_ms} ms" + ("" if is_whole else f", {session.duration_ms} ms were recorded")
    return Finding(what="video", is_ok=is_whole, says=says)


def _coverage(
    session: Session, segments: Sequence[Segment], samples: Sequence[SyncSample], gaps: Sequence[Gap]
) -> Finding:
    """How much of the session has media. A loss that is told is no fault of the archive."""
    shown = {s.number: (s.duration_ms if s.shown_ms is None else s.shown_ms) or 0 for s in segments}
    media_ms = sum(shown.values())
    media_ms -= sum(s.lost_ms or 0 for s in samples if s.media_ms <= shown.get(s.segment, 0))
    lost_ms = sum((gap.ended_at or gap.started_at) - gap.started_at for gap in gaps)
    says = f"{media_ms / 1000:.1f} s of media, {lost_ms / 1000:.1f} s without"
    if causes := Counter(gap.cause.value for gap in gaps):
        says += f" (gaps: {', '.join(f'{count} {cause}' for cause, count in sorted(causes.items()))})"
    if session.ended_at is not None and any(gap.ended_at is None for gap in gaps):
        return Finding(what="coverage", is_ok=False, says=f"{says}; a gap was never closed")
    if fault := _misplaced(segments):
        return Finding(what="coverage", is_ok=False, says=f"{says}; {fault}")
    return Finding(what="coverage", is_ok=True, says=says)


def _misplaced(segments: Sequence[Segment]) -> str:
    """What is wrong with the places of finished segments in the video; "" when each goes on where one was left."""
    shown = [s for s in segments if s.state is SegmentState.FINISHED and s.shown_ms != 0]
    for before, after in pairwise(shown):
        begins_ms, left_ms = after.offset_ms or 0, until_ms(before)
        if not (before.offset_ms or 0) <= begins_ms <= left_ms + _DURATION_TOLERANCE_MS:
            return (
                f"segment {after.number} begins at {begins_ms} ms of the video, the one before is left at {left_ms} ms"
            )
    return ""


def _timeline(session: Session, segments: Sequence[Segment], pieces: Sequence[TimelinePiece]) -> Finding:
    if not pieces:
        is_ok = session.ended_at is None or session.duration_ms is None
        remedy = "" if is_ok else f"; `archiver align {session.id}` builds it"
        return Finding(what="timeline", is_ok=is_ok, says=f"there is none{remedy}")
    report = report_timeline(pieces)
    kinds = ", ".join(f"{kind} {length_ms / 1000:.1f} s" for kind, length_ms in sorted(report.kinds.items()))
    says = f"{kinds or report.kind}, ±{report.error_ms} ms, {report.pieces} pieces"
    if session.ended_at is not None and (fault := _unfit(session, segments, pieces)):
        says += f"; {fault}; `archiver align {session.id}` builds it anew"
        return Finding(what="timeline", is_ok=False, says=says)
    return Finding(what="timeline", is_ok=True, says=says)


def _unfit(session: Session, segments: Sequence[Segment], pieces: Sequence[TimelinePiece]) -> str:
    """Where a timeline does not fit the segments; "" when each piece lies in its own, and none goes back."""
    by_number = {segment.number: segment for segment in segments}
    until = 0
    for piece in pieces:
        segment = by_number.get(piece.segment or 0)
        if segment is None:
            return "" if session.duration_ms is None else f"piece {piece.number} is of no segment"
        length_ms = 0 if piece.in_gap else piece.to_at - piece.from_at
        is_own = piece.offset_ms - piece.position_ms == (segment.offset_ms or 0)
        if not is_own or piece.offset_ms + length_ms > until_ms(segment) + _DURATION_TOLERANCE_MS:
            return f"piece {piece.number} does not lie in segment {piece.segment}"
        if piece.offset_ms < until:
            return f"piece {piece.number} goes back"
        until = piece.offset_ms + length_ms
    return ""


async def _journals(session: Session, folder: Path, store: Store, audit: Audit) -> AsyncIterator[Finding]:
    state = await store.journal_state(session.id)
    for number in journal_numbers(folder):
        name, path = f"journal {number}", journal_path(folder, number)
        try:
            end = await asyncio.to_thread(end_of_records, path)
        except ArchiverError as error:
            yield Finding(what=name, is_ok=False, says=str(error))
            continue
        # A process that dies before the first frame leaves a journal that holds nothing for the rows to reach.
        reached = state.position if number == state.journal else len(FILE_HEADER)
        is_read = number < state.journal or reached >= end
        says = "read to its end" if is_read else "rows do not reach its end"
        if left_out := audit.missing_in[number]:  # one that could not be read for a while is passed over
            says = f"rows pass over {left_out} of its events"
        yield Finding(what=name, is_ok=is_read and not left_out, says=f"{path.name}: {end} bytes, {says}")


def _rows(session: Session, audit: Audit) -> Finding:
    """The journals are decoded again and held against the rows, message by message."""
    says = f"{audit.messages} events in the journals, {audit.missing} without a row, {audit.strangers} rows without one"
    if audit.repeated:
        says += f"; {audit.repeated} are in an earlier session of the room"
    if audit.is_ok:
        return Finding(what="rows", is_ok=True, says=says)
    return Finding(what="rows", is_ok=False, says=f"{says}; `archiver redecode {session.id}` makes the rows again")
