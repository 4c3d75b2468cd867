"""From the stored samples of a session to its stored timeline."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from archiver.align.build import build_timeline
from archiver.align.latency import choose_latencies
from archiver.align.part import Knowledge, learn_latencies
from archiver.align.report import untold_holes
from archiver.align.skew import set_forward, skew_history
from archiver.model.session import STOOD_STILL, Gap, GapCause, Segment, Session
from archiver.model.timeline import LearnedLatency, SyncSample, TimelinePiece
from archiver.ports import SessionStore
from archiver.record.read_back import ReadKeyFrames, restore_samples


async def rebuild_timeline(session: Session, store: SessionStore) -> tuple[TimelinePiece, ...]:
    """Build the timeline anew and replace the stored one; events follow without being touched."""
    segments, samples = await store.segments(session.id), await store.sync_samples(session.id)
    knowledge = await gather_knowledge(session, segments, samples, store)
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
) -> Knowledge:
    """What the store knows beside the samples of these segments of a session."""
    protocols = sorted({segment.protocol for segment in segments})
    learned = [one for protocol in protocols for one in await store.latencies(protocol)]
    return Knowledge(
        skew=await _skew(session, samples, store),
        latencies={segment.number: choose_latencies(learned, segment) for segment in segments},
    )


async def _skew(session: Session, samples: Sequence[SyncSample], store: SessionStore) -> Sequence[tuple[int, int]]:
    history = skew_history(await store.skews(session.id))
    return await asyncio.to_thread(set_forward, history, samples) if history else [(0, session.skew_ms)]


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
    samples = await store.sync_samples(session.id)
    knowledge = Knowledge(skew=await _skew(session, samples, store))
    by_segment: dict[int, list[SyncSample]] = defaultdict(list)
    for sample in samples:
        by_segment[sample.segment].append(sample)
    found: list[LearnedLatency] = []
    for segment in await store.segments(session.id):
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


async def note_stalls(session: Session, pieces: Sequence[TimelinePiece], store: SessionStore) -> None:
    """Give every hole of the finished timeline a row in ``gaps``. Repeated, it adds nothing."""
    for started_at, ended_at in untold_holes(pieces, await store.gaps(session.id), session.skew_ms):
        await store.save_gap(
            Gap(
                session_id=session.id, cause=GapCause.STALL, started_at=started_at, ended_at=ended_at,
                detail=STOOD_STILL,
            )
        )  # fmt: skip
