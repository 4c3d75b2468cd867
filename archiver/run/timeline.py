"""From the stored samples of a session to its stored timeline."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from archiver.align.build import build_timeline
from archiver.align.latency import choose_latencies
from archiver.align.part import Knowledge, learn_latencies
from archiver.align.report import untold_holes
from archiver.align.skew import SET_MS, set_forward, skew_history
from archiver.align.steady import SteadyClock
from archiver.model.session import STOOD_STILL, Gap, GapCause, Segment, SegmentState, Session
from archiver.model.timeline import LearnedLatency, SyncSample, TimelinePiece
from archiver.ports import SessionStore
from archiver.record.read_back import ReadKeyFrames, restore_samples


async def rebuild_timeline(session: Session, store: SessionStore) -> tuple[TimelinePiece, ...]:
    """Build the timeline anew and replace the stored one; events follow without being touched."""
    segments, samples = await store.segments(session.id), await store.sync_samples(session.id)
    knowledge, samples = await gather_knowledge(session, segments, samples, store)
    pieces = await asyncio.to_thread(  # a session of days has so many samples that the event loop would stand still
        build_timeline,
        samples=samples,
        segments=segments,
        gaps=await store.gaps(session.id),
        knowledge=knowledge,
    )
    await store.save_timeline(session.id, pieces)
    return pieces


async def gather_knowledge(
    session: Session, segments: Sequence[Segment], samples: Sequence[SyncSample], store: SessionStore
) -> tuple[Knowledge, Sequence[SyncSample]]:
    """What the store knows beside the samples of a session with these segments; and the samples, by a steady clock."""
    protocols = sorted({segment.protocol for segment in segments})
    learned = [one for protocol in protocols for one in await store.latencies(protocol)]
    skew, clock = await _clocks(session, segments, samples, store)
    latencies = {segment.number: choose_latencies(learned, segment) for segment in segments}
    return Knowledge(skew=skew, latencies=latencies), clock.samples


async def _clocks(
    session: Session, segments: Sequence[Segment], samples: Sequence[SyncSample], store: SessionStore
) -> tuple[Sequence[tuple[int, int]], SteadyClock]:
    """Our clock, with the samples, as one that only goes ahead; and its skew over time."""
    measured = await store.skews(session.id)

    def read() -> tuple[Sequence[tuple[int, int]], SteadyClock]:
        clock = SteadyClock(samples, {segment.number: segment.attempt for segment in segments})
        history = skew_history(clock.skews(measured))
        return set_forward(history, clock.samples) if history else [(0, session.skew_ms)], clock

    return await asyncio.to_thread(read)


async def server_clock(session: Session, store: SessionStore) -> Callable[[int], int]:
    """Tells what the server's clock showed at an instant of ours, whatever was done to ours during the session."""
    measured = await store.skews(session.id)
    if all(abs(one.skew_ms - session.skew_ms) <= (one.error_ms or 0) + SET_MS for one in measured):
        return lambda at: at + session.skew_ms
    segments, samples = await store.segments(session.id), await store.sync_samples(session.id)
    skew, clock = await _clocks(session, segments, samples, store)
    knowledge = Knowledge(skew=skew)

    def server_at(at: int) -> int:
        steady_at = clock.at(at)
        return steady_at + knowledge.skew_at(steady_at)

    return server_at


async def realign(
    session: Session, folder: Path, store: SessionStore, read_key_frames: ReadKeyFrames, now: int
) -> tuple[Sequence[TimelinePiece], Sequence[TimelinePiece]]:
    """Build the timeline of a session from all that its folder and the store hold; returns it as it was and as it is.

    A session that is not over belongs to the process that records it: its samples are taken as they are stored.
    """
    before = await store.timeline(session.id)
    if session.ended_at is not None:
        for segment in await store.segments(session.id):
            await restore_samples(folder, segment, store, read_key_frames)
        await learn_from(session, store, now)
    return before, await rebuild_timeline(session, store)


async def learn_from(session: Session, store: SessionStore, now: int) -> Sequence[LearnedLatency]:
    """Store what the session's streams have shown about latency; for sessions whose streams do not tell their clock.

    ``now`` is the instant noted with it, epoch ms.
    """
    segments = await store.segments(session.id)
    skew, clock = await _clocks(session, segments, await store.sync_samples(session.id), store)
    knowledge = Knowledge(skew=skew)
    by_segment: dict[int, list[SyncSample]] = defaultdict(list)
    for sample in clock.samples:
        by_segment[sample.segment].append(sample)
    found: list[LearnedLatency] = []
    for segment in segments:
        if segment.duration_ms and (own := by_segment[segment.number]):
            shown = await asyncio.to_thread(learn_latencies, own, segment, segment.duration_ms, knowledge.skew_at)
            found += [
                LearnedLatency(
                    session.id, segment.number, one.kind, segment.host, segment.protocol, segment.quality,
                    one.latency_ms, one.spread_ms, now,
                )
                for one in shown
            ]  # fmt: skip
    await store.save_latencies(session.id, found)
    return found


async def note_losses(session: Session, pieces: Sequence[TimelinePiece], store: SessionStore) -> None:
    """Give every part that the video lacks, and every hole of the finished timeline, a row in ``gaps``.

    Repeated, it adds nothing.
    """
    for gap in await _lost_parts(session, store):
        await store.save_gap(gap)
    server_at = await server_clock(session, store)
    for began_at, ended_at in untold_holes(pieces, await store.gaps(session.id), server_at):
        await store.save_gap(
            Gap(
                session_id=session.id, cause=GapCause.STALL, started_at=began_at - session.skew_ms,
                ended_at=ended_at - session.skew_ms, detail=STOOD_STILL,
            )
        )  # fmt: skip


async def _lost_parts(session: Session, store: SessionStore) -> list[Gap]:
    """A gap for each part that could not be finished: as long as its media came."""
    failed = [one for one in await store.segments(session.id) if one.state is SegmentState.FAILED]
    if not failed:
        return []
    arrived: dict[int, list[int]] = defaultdict(list)
    for sample in await store.sync_samples(session.id):
        if sample.wall_ms is not None:
            arrived[sample.segment].append(sample.wall_ms)
    return [
        Gap(
            session_id=session.id, cause=GapCause.UNKNOWN,
            started_at=min(walls := arrived[one.number] or [one.started_at, one.ended_at or one.started_at]),
            ended_at=max(walls), detail=f"{one.part} is not in the video: {one.error}",
        )
        for one in failed
    ]  # fmt: skip
