"""A SessionStore in memory. Same answers as the real one, without SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archiver.errors import SessionConflictError
from archiver.model.creator import Creator
from archiver.model.session import EndCause, Gap, Segment, Session, SessionState
from archiver.model.timeline import LearnedLatency, SkewSample, SyncSample, TimelinePiece


class FakeSessionStore:
    """Keeps everything in dictionaries keyed as the tables are.

    ``segment_history`` lists every saved segment in order, so that a test can see states that were overwritten.
    ``timelines`` holds the stored pieces by session id.
    """

    def __init__(self) -> None:
        self.sessions: dict[int, Session] = {}
        self.segment_history: list[Segment] = []
        self.timelines: dict[int, tuple[TimelinePiece, ...]] = {}
        self._segments: dict[tuple[int, int], Segment] = {}
        self._gaps: dict[tuple[int, int], Gap] = {}
        self._samples: dict[tuple[int, int, int], SyncSample] = {}
        self._skews: dict[tuple[int, int, str], SkewSample] = {}
        self._latencies: list[LearnedLatency] = []

    async def open_session(
        self,
        *,
        room_id: int,
        creator: Creator,
        title: str,
        started_at: int,
        folder: str,
        broadcast_started_at: int | None,
    ) -> Session:
        """See SessionStore."""
        if any(s.room_id == room_id for s in await self.open_sessions()):
            raise SessionConflictError(f"Room {room_id} already has a session that is not ended.")
        session = Session(
            id=len(self.sessions) + 1, room_id=room_id, creator=creator, title=title, state=SessionState.RECORDING,
            started_at=started_at, folder=folder,
        )  # fmt: skip
        self.sessions[session.id] = session
        return session

    async def session(self, session_id: int) -> Session:
        """See SessionStore."""
        return self.sessions[session_id]

    async def open_sessions(self) -> Sequence[Session]:
        """See SessionStore."""
        return [s for s in self.sessions.values() if s.state is not SessionState.ENDED]

    async def adopt_session(self, session_id: int) -> Session:
        """See SessionStore."""
        return self._update(session_id, attempt=self.sessions[session_id].attempt + 1)

    async def set_session_state(self, session_id: int, state: SessionState) -> None:
        """See SessionStore."""
        self._update(session_id, state=state)

    async def set_skew(self, session_id: int, skew_ms: int, at: int) -> None:
        """See SessionStore."""
        self._update(session_id, skew_ms=skew_ms)
        await self.add_skew(session_id, SkewSample("socket", at, skew_ms, None))

    async def add_skew(self, session_id: int, sample: SkewSample) -> None:
        """See SessionStore."""
        self._skews.setdefault((session_id, sample.at, sample.source), sample)

    async def skews(self, session_id: int) -> Sequence[SkewSample]:
        """See SessionStore; ordered by instant and source."""
        return [sample for key, sample in sorted(self._skews.items()) if key[0] == session_id]

    async def end_session(
        self,
        session_id: int,
        *,
        ended_at: int,
        cause: EndCause,
        file: str | None,
        sha256: str | None,
        duration_ms: int | None,
        error: str | None,
    ) -> None:
        """See SessionStore."""
        self._update(
            session_id, state=SessionState.ENDED, ended_at=ended_at, end_cause=cause, file=file,
            sha256=sha256, duration_ms=duration_ms, error=error,
        )  # fmt: skip

    async def save_segment(self, segment: Segment) -> None:
        """See SessionStore."""
        self.segment_history.append(segment)
        self._segments[segment.session_id, segment.number] = segment

    async def segments(self, session_id: int) -> Sequence[Segment]:
        """See SessionStore; ordered by number."""
        return [s for _, s in sorted(self._segments.items()) if s.session_id == session_id]

    async def save_gap(self, gap: Gap) -> None:
        """See SessionStore."""
        self._gaps[gap.session_id, gap.started_at] = gap

    async def gaps(self, session_id: int) -> Sequence[Gap]:
        """See SessionStore; ordered by start."""
        return [g for _, g in sorted(self._gaps.items()) if g.session_id == session_id]

    async def add_sync_samples(self, session_id: int, samples: Sequence[SyncSample]) -> None:
        """See SessionStore."""
        for sample in samples:
            known = self._samples.setdefault((session_id, sample.segment, sample.media_ms), sample)
            learned = [one if one is not None else other for one, other in zip(known, sample, strict=True)]
            completed = SyncSample(*learned)._replace(
                is_key=known.is_key or sample.is_key, is_break=known.is_break or sample.is_break
            )
            self._samples[session_id, sample.segment, sample.media_ms] = completed

    async def sync_samples(self, session_id: int) -> Sequence[SyncSample]:
        """See SessionStore; ordered by segment and media position."""
        return [sample for key, sample in sorted(self._samples.items()) if key[0] == session_id]

    async def timeline(self, session_id: int) -> Sequence[TimelinePiece]:
        """See SessionStore."""
        return self.timelines.get(session_id, ())

    async def save_timeline(self, session_id: int, pieces: Sequence[TimelinePiece]) -> None:
        """See SessionStore."""
        self.timelines[session_id] = tuple(pieces)

    async def save_latencies(self, session_id: int, learned: Sequence[LearnedLatency]) -> None:
        """See SessionStore."""
        self._latencies = [one for one in self._latencies if one.session_id != session_id] + list(learned)

    async def latencies(self, protocol: str) -> Sequence[LearnedLatency]:
        """See SessionStore; newest first."""
        found = [one for one in self._latencies if one.protocol == protocol]
        return sorted(found, key=lambda one: -one.learned_at)

    def _update(self, session_id: int, **changes: object) -> Session:
        self.sessions[session_id] = session = replace(self.sessions[session_id], **changes)  # type: ignore[arg-type]
        return session
