"""One session: opened or adopted, captured until the broadcast is over; then files, timeline, end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars

from archiver.errors import ArchiverError, SessionConflictError
from archiver.eventlog.projection import catch_up
from archiver.model.broadcast import ControlSignal
from archiver.model.creator import Creator
from archiver.model.media import CaptureProgress, Label
from archiver.model.session import EndCause, Segment, Session, SessionState
from archiver.record.chapters import battle_marks, pause_marks, session_chapters
from archiver.record.finish import finish_segments, remove_parts, to_be_made
from archiver.record.plan import StreamPreferences, session_folder_name
from archiver.record.video import make_video, video_label
from archiver.run.capture import Capture, Edges, SessionPolicy
from archiver.run.lock import is_held, make_folder, remove_left_lock, room_lock, session_lock
from archiver.run.placing import place_segments
from archiver.run.timeline import learn_from, note_losses, rebuild_timeline, server_clock

log = structlog.get_logger(__name__)

#: Why a session ended that is finished after a crash: the room had said so, and it is in the journal.
_TOLD = {ControlSignal.ENDED: EndCause.CONTROL_ENDED, ControlSignal.SUSPENDED: EndCause.SUSPENDED}

#: Called on every progress of the media; gets the session's id and the progress.
ProgressListener = Callable[[int, CaptureProgress], None]


class SessionRunner:
    """Runs sessions; one instance serves many at once."""

    def __init__(
        self,
        *,
        edges: Edges,
        policy: SessionPolicy,
        archive_folder: Path,
        on_progress: ProgressListener | None = None,
    ) -> None:
        self._edges = edges
        self._policy = policy
        self._archive = archive_folder
        self._on_progress = on_progress

    def folder(self, session: Session) -> Path:
        """Absolute folder of a session."""
        return self._archive / session.folder

    def is_recording(self, session: Session) -> bool:
        """Whether a running process records the session, as it was stored; one left open by a crash is not."""
        return session.state is SessionState.RECORDING and is_held(self.folder(session))

    async def open(self, *, room_id: int, creator: Creator, title: str) -> Session:
        """A session for a room that is live: a new one, or the one a crash left open, brought up to date.

        Raises:
            SessionConflictError: the room is being recorded.
            DiskError: its folder cannot be made; then no session is opened.
            StoreError: the database takes no session.
        """
        store, now = self._edges.store, self._edges.clock.now_ms()
        name = session_folder_name(unique_id=creator.unique_id, started_at=now, room_id=room_id)
        with room_lock(self._archive, room_id):  # so that nothing is begun where `run` would be refused
            make_folder(self._archive / name)
        try:
            return await store.open_session(
                room_id=room_id, creator=creator, title=title, started_at=now, folder=name, broadcast_started_at=None
            )
        except ArchiverError as error:
            with suppress(OSError):  # in the same second another process may have begun to use the folder
                (self._archive / name).rmdir()
            if not isinstance(error, SessionConflictError):
                raise
            left_open = [session for session in await store.open_sessions() if session.room_id == room_id]
            if not left_open:
                raise
        return await self.adopt(left_open[0])

    async def adopt(self, session: Session) -> Session:
        """Take over a session whose process is gone: its rows and samples are brought up to what is on disk.

        Raises:
            SessionConflictError: its process is not gone, or it has ended meanwhile.
        """
        async with self._hold(session):
            adopted = await self._edges.store.adopt_session(session.id)
            log.info("Adopting a session left open.", session_id=adopted.id, attempt=adopted.attempt)
            await catch_up(session=adopted, folder=self.folder(adopted), store=self._edges.store)
            return adopted

    async def run(
        self,
        session: Session,
        stop: asyncio.Event,
        preferences: StreamPreferences,
        *,
        stop_cause: Callable[[], EndCause] = lambda: EndCause.STOPPED,
        on_captured: Callable[[EndCause], None] = lambda _: None,
    ) -> Session:
        """Capture until the broadcast is over or ``stop`` is set, then finish; returns the ended session.

        Args:
            session: opened or adopted.
            stop: ends the capture.
            preferences: which stream to record.
            stop_cause: why ``stop`` was set, asked then.
            on_captured: called between capture and finish, which can take long; gets why the capture ended.

        Raises:
            SessionConflictError: its room is being recorded, or another process works on it or has ended it.
            StoreError, DiskError: it could not be finished; the next start does it.
        """
        with room_lock(self._archive, session.room_id):
            return await self._run(session, stop, preferences, stop_cause, on_captured)

    async def _run(
        self,
        session: Session,
        stop: asyncio.Event,
        preferences: StreamPreferences,
        stop_cause: Callable[[], EndCause],
        on_captured: Callable[[EndCause], None],
    ) -> Session:
        async with self._hold(session):
            await self._edges.store.set_session_state(session.id, SessionState.RECORDING)
            capture = Capture(
                session, folder=self.folder(session), edges=self._edges, policy=self._policy, preferences=preferences,
                on_progress=self._on_progress,
            )  # fmt: skip
            cause = await capture.run(stop) or stop_cause()
            on_captured(cause)
            return await self._finish(session, cause, capture.problems)

    async def finish(self, session: Session, cause: EndCause) -> Session:
        """Files, timeline, end: everything that follows the capture. Safe to repeat. Raises as ``run``."""
        remove_left_lock(self._archive, session.room_id)
        async with self._hold(session):
            return await self._finish(session, cause, ())

    @asynccontextmanager
    async def _hold(self, session: Session) -> AsyncIterator[None]:
        """Be the only process that works on the session, which must not have ended. Log lines within have its ids."""
        ids = {"session_id": session.id, "room_id": session.room_id, "unique_id": session.creator.unique_id}
        with bound_contextvars(**ids), session_lock(self.folder(session)):
            if (await self._edges.store.session(session.id)).ended_at is not None:
                raise SessionConflictError(f"Session {session.id} has been ended by another archiver process.")
            yield

    async def _finish(self, session: Session, cause: EndCause, problems: Sequence[str]) -> Session:
        store, now = self._edges.store, self._edges.clock.now_ms()
        await store.set_session_state(session.id, SessionState.FINISHING)
        await catch_up(session=session, folder=self.folder(session), store=store, is_over=True)
        current = await store.session(session.id)
        ended_at = now
        if cause is EndCause.RECOVERED and (told := await store.told_end(session.id)) is not None:
            cause, ended_at = _TOLD[told[0]], min(max(told[1] - current.skew_ms, current.started_at), now)
        for gap in await store.gaps(session.id):
            if gap.ended_at is None:  # a crash left it open
                await store.save_gap(replace(gap, ended_at=max(ended_at, gap.started_at)))
        made = await self._make_files(current, problems)
        if not self._policy.finish.keep_parts:
            await remove_parts(session=session, folder=self.folder(session), store=store, now=now)
        ended = await self._end(current, cause, ended_at, made)
        log.info(
            "A session ended.", session_id=session.id, cause=cause.value, duration_ms=ended.duration_ms,
            problem=ended.error,
        )  # fmt: skip
        return ended

    async def remake(self, session_id: int) -> Session:
        """Make the files of a session that has ended anew where they are not as they were made; its end stays.

        Raises:
            SessionConflictError: it has not ended, or a running process works on it.
            CaptureError: of a segment there is neither file nor part; nothing has changed.
            StoreError, DiskError: it could not be made.
        """
        store = self._edges.store
        session = await store.session(session_id)
        folder = self.folder(session)
        with bound_contextvars(session_id=session_id), session_lock(folder):
            if session.ended_at is None or session.end_cause is None:
                raise SessionConflictError(f"Session {session_id} has not ended; `archiver run` finishes it.")
            finisher, known = self._edges.finisher, await store.segments(session_id)
            for segment in [await to_be_made(each, folder, finisher) for each in known]:
                await store.save_segment(segment)
            made = await self._make_files(session, ())
            return await self._end(session, session.end_cause, session.ended_at, made)

    async def _make_files(self, current: Session, problems: Sequence[str]) -> dict[str, Any]:
        """Segments, timeline and video; what the session's row says of them."""
        store, finisher, policy = self._edges.store, self._edges.finisher, self._policy.finish
        folder, now = self.folder(current), self._edges.clock.now_ms()

        async def describe(only: Segment) -> Label:
            await store.save_segment(only)
            return await self._label(current, [only])

        segments = await finish_segments(
            session=current, folder=folder, store=store, finisher=finisher, policy=policy, describe=describe
        )
        segments = await place_segments(
            session=current, folder=folder, segments=segments, store=store, finisher=finisher
        )
        await learn_from(current, store, now)
        label = await self._label(current, [segment for segment, _ in segments.finished])
        video = await make_video(
            session=current, folder=folder, segments=segments, label=label, store=store, finisher=finisher,
            policy=policy,
        )  # fmt: skip
        return {
            "file": str(Path(current.folder) / video.file) if video.file else None,
            "sha256": video.sha256, "duration_ms": segments.duration_ms,
            "error": " ".join(filter(None, [*problems, *segments.problems, video.problem])) or None,
        }  # fmt: skip

    async def _end(self, session: Session, cause: EndCause, ended_at: int, made: dict[str, Any]) -> Session:
        await self._edges.store.end_session(session.id, cause=cause, ended_at=ended_at, **made)
        return replace(session, state=SessionState.ENDED, end_cause=cause, ended_at=ended_at, **made)

    async def _label(self, session: Session, segments: Sequence[Segment]) -> Label:
        """What the video of these segments says of itself; their timeline is built for it, and its holes noted."""
        store = self._edges.store
        pieces = await rebuild_timeline(session, store)
        await note_losses(session, pieces, store)
        gaps = await store.gaps(session.id)
        battles, server_at = await store.battles(session.id), await server_clock(session, store)
        marks = [*battle_marks(battles, pieces), *pause_marks(gaps, pieces, server_at)]
        return video_label(session, session_chapters(segments, gaps, marks))
