"""From the stored samples of a session to its stored timeline."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from archiver.align.build import build_timeline
from archiver.align.report import untold_holes
from archiver.model.session import Gap, GapCause, Session
from archiver.model.timeline import TimelinePiece
from archiver.ports import SessionStore


async def rebuild_timeline(session: Session, store: SessionStore) -> tuple[TimelinePiece, ...]:
    """Build the timeline anew and replace the stored one; events follow without being touched."""
    pieces = await asyncio.to_thread(  # a session of days has so many samples that the event loop would stand still
        build_timeline,
        samples=await store.sync_samples(session.id),
        segments=await store.segments(session.id),
        gaps=await store.gaps(session.id),
        skew_ms=session.skew_ms,
    )
    await store.save_timeline(session.id, pieces)
    return pieces


async def note_stalls(session: Session, pieces: Sequence[TimelinePiece], store: SessionStore) -> None:
    """Give every hole of the finished timeline a row in ``gaps``. Repeated, it adds nothing."""
    for started_at, ended_at in untold_holes(pieces, await store.gaps(session.id), session.skew_ms):
        await store.save_gap(
            Gap(
                session_id=session.id, cause=GapCause.STALL, started_at=started_at, ended_at=ended_at,
                detail="media time stood still within a connection",
            )
        )  # fmt: skip
