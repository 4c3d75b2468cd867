"""Where the segments of a session lie in its video: one behind the other, and over what the next one repeats.

A server that is connected to anew begins with media it had kept, which the segment before may hold already. The video
leaves that segment where the new one begins, at a key frame, so that each moment is shown once.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import structlog

from archiver.align.part import part_runs
from archiver.align.repeats import Meeting, meet
from archiver.align.runs import Run
from archiver.errors import CaptureError
from archiver.model.media import MediaInfo, PacketMark
from archiver.model.session import Segment, Session
from archiver.model.timeline import SyncSample
from archiver.ports import MediaFinisher, SessionStore
from archiver.record.finish import FinishedSegments, until_ms
from archiver.record.overlap import find_repeat
from archiver.run.timeline import gather_knowledge

log = structlog.get_logger(__name__)

#: A segment may begin with so much sound before its first key frame.
_GOP_MS = 15_000
#: So long at most is a segment that is left out of the video, so that there can be one.
_LEFT_OUT_MS = 10_000


async def place_segments(
    *, session: Session, folder: Path, segments: FinishedSegments, store: SessionStore, finisher: MediaFinisher
) -> FinishedSegments:
    """The segments with their final places, which are stored; safe to repeat.

    Args:
        session: whose.
        folder: absolute.
        segments: as finished, one behind the other.
        store: has their samples.
        finisher: reads their files.
    """
    if len(segments.finished) < 2:
        return segments
    runs = await _runs(session, segments.finished, store)
    line = _Line(folder, finisher, runs)
    left_out = _left_out(segments.finished)
    for segment, _ in segments.finished:
        if segment.number in left_out:
            line.leave_out(segment)
        else:
            await line.add(segment)
    for segment in line.segments:
        await store.save_segment(segment)
    infos = [info for _, info in segments.finished]
    return replace(segments, finished=tuple(zip(line.segments, infos, strict=True)))


def _left_out(finished: Sequence[tuple[Segment, MediaInfo]]) -> set[int]:
    """Numbers of segments that are short and have no pictures, or no sound, where most of the session has.

    With them there could be no video at all. A connection that is lost at once leaves one.
    """
    lengths: Counter[tuple[bool, bool]] = Counter()
    for _, info in finished:
        lengths[_kinds(info)] += info.duration_ms
    ((usual, _),) = lengths.most_common(1)
    return {
        segment.number
        for segment, info in finished
        if info.duration_ms <= _LEFT_OUT_MS and sum(_kinds(info)) < sum(usual)
    }


def _kinds(info: MediaInfo) -> tuple[bool, bool]:
    return info.video_packets > 0, info.audio_packets > 0


async def _runs(
    session: Session, finished: Sequence[tuple[Segment, MediaInfo]], store: SessionStore
) -> dict[int, list[Run]]:
    """How each segment's media ran, by number."""
    gaps = await store.gaps(session.id)
    samples = await store.sync_samples(session.id)
    knowledge, samples = await gather_knowledge(session, [segment for segment, _ in finished], samples, store)
    by_segment: dict[int, list[SyncSample]] = defaultdict(list)
    for sample in samples:
        by_segment[sample.segment].append(sample)

    def build() -> dict[int, list[Run]]:
        return {
            segment.number: part_runs(by_segment[segment.number], segment, gaps, info.duration_ms, knowledge)
            for segment, info in finished
        }

    return await asyncio.to_thread(build)


class _Line:
    """The segments placed so far."""

    def __init__(self, folder: Path, finisher: MediaFinisher, runs: dict[int, list[Run]]) -> None:
        self._folder = folder
        self._finisher = finisher
        self._runs = runs
        self.segments: list[Segment] = []

    async def add(self, segment: Segment) -> None:
        """Place the next one, by number."""
        placed = await self._over_a_repeat(segment)
        self.segments.append(placed or replace(segment, offset_ms=self._end_ms(), shown_ms=None))

    def leave_out(self, segment: Segment) -> None:
        """Show nothing of the next one."""
        log.info("A segment without pictures or without sound is left out of the video.",
                 session_id=segment.session_id, segment=segment.number)  # fmt: skip
        self.segments.append(replace(segment, offset_ms=self._end_ms(), shown_ms=0))

    def _end_ms(self) -> int:
        return max(map(until_ms, self.segments), default=0)

    async def _over_a_repeat(self, segment: Segment) -> Segment | None:
        """The segment in the place of what it repeats, which is shown no more; None when it repeats nothing."""
        for index in reversed(range(len(self.segments))):
            earlier = self.segments[index]
            if earlier.shown_ms == 0:
                continue
            begin = self._meet(earlier, segment, 0)
            length_ms = earlier.duration_ms or 0
            if begin is None or begin.position_ms > length_ms + begin.reach_ms:
                return None
            own = await self._read(segment, 0, length_ms - begin.position_ms + begin.reach_ms + _GOP_MS)
            meeting = self._meet(earlier, segment, own[0].position_ms) if own else None
            if meeting is None:
                return None
            tail = await self._read(earlier, max(0, meeting.position_ms - meeting.reach_ms), None)
            position_ms = await asyncio.to_thread(find_repeat, tail, own, meeting, length_ms)
            if position_ms is not None:
                return self._replace(index, position_ms, segment, own[0].position_ms)
            if meeting.position_ms > meeting.reach_ms:
                return None  # what the earlier one shows then is something else
        return None

    def _meet(self, earlier: Segment, segment: Segment, position_ms: int) -> Meeting | None:
        return meet(self._runs[earlier.number], self._runs[segment.number], position_ms)

    def _replace(self, index: int, position_ms: int, segment: Segment, key_ms: int) -> Segment:
        """Show the segment from there on; or nothing of it, where it ends before what is shown already does."""
        earlier = self.segments[index]
        placed = replace(segment, offset_ms=max(0, (earlier.offset_ms or 0) + position_ms - key_ms), shown_ms=None)
        log.info("A segment begins with media of an earlier one.", session_id=segment.session_id,
                 segment=segment.number, earlier=earlier.number, position_ms=position_ms)  # fmt: skip
        if until_ms(placed) <= self._end_ms():
            return replace(placed, shown_ms=0)
        self.segments[index] = replace(earlier, shown_ms=position_ms)
        self.segments[index + 1 :] = [replace(later, shown_ms=0) for later in self.segments[index + 1 :]]
        return placed

    async def _read(self, segment: Segment, from_ms: int, to_ms: int | None) -> Sequence[PacketMark]:
        try:
            return await self._finisher.read_packets(str(self._folder / str(segment.file)), from_ms, to_ms)
        except CaptureError as error:  # then both are shown
            log.warning("A segment could not be compared with another one.", session_id=segment.session_id,
                        segment=segment.number, problem=str(error))  # fmt: skip
            return []
