"""The store of the running service: ``ports.Store`` on a database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from archiver.errors import StoreUnavailableError, UsageError
from archiver.model.batch import Batch, JournalState, Rewriting
from archiver.model.broadcast import ControlSignal
from archiver.model.budget import BudgetLine
from archiver.model.creator import CheckNote, Creator, WatchEntry
from archiver.model.gift import GiftOffer
from archiver.model.interaction import BattleSpan
from archiver.model.session import EndCause, Gap, Segment, Session, SessionState
from archiver.model.timeline import LearnedLatency, SkewSample, SyncSample, TimelinePiece
from archiver.store import battles, budgets, clocks, gifts, lookups, media, methods, migrate, sessions, watchlist
from archiver.store.engine import open_engine, writing
from archiver.store.events import EventWriter
from archiver.store.patience import ATTEMPTS, PASSING, PatientDatabase

#: How long one attempt waits for another process. An attempt cannot be broken off, and a stop has to wait for it.
_ATTEMPT_MS = 1_000


class SqlStore(PatientDatabase):
    """All reads and writes of the running stages, patiently: see ``PatientDatabase``.

    A batch of events is tried until it works, because the journal holds everything meanwhile.
    """

    def __init__(self, url: str, *, busy_timeout_ms: int = _ATTEMPT_MS) -> None:
        """``busy_timeout_ms``: how long one attempt waits for another process.

        Raises:
            ConfigError: the URL is not of a supported database.
        """
        super().__init__(open_engine(url, busy_timeout_ms=busy_timeout_ms))
        self._url = url
        self._events = EventWriter(self._engine)
        self._methods: dict[str, int] = {}

    async def open(self) -> Self:
        """Check the schema and get ready.

        Raises:
            SchemaOutdatedError, SchemaTooNewError: the database is not of this version.
            StoreError: it cannot be used.
        """
        await self._in_thread(migrate.require_current, self._url)
        self._methods = dict(await self._read(methods.list_methods))
        return self

    async def require_writable(self) -> None:
        """See that rows can be written, before anything depends on it.

        Raises:
            DiskError, StoreError: they cannot. A database that another process writes just now is no such one.
        """
        with suppress(*PASSING):
            await self._write_once(watchlist.touch)

    async def __aenter__(self) -> Self:
        return await self.open()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    # The watchlist

    async def add_watch_entry(
        self,
        unique_id: str,
        *,
        added_at: int,
        user_id: int | None = None,
        quality: str | None = None,
        protocol: str | None = None,
        engine: str | None = None,
        poll_interval_s: float | None = None,
    ) -> WatchEntry:
        """Put a creator on the list, or give one who is on it new options. Raises UsageError where they contradict."""
        return await self._write(
            watchlist.add_entry,
            unique_id,
            added_at=added_at,
            user_id=user_id,
            quality=quality,
            protocol=protocol,
            engine=engine,
            poll_interval_s=poll_interval_s,
        )

    async def remove_watch_entry(self, unique_id: str) -> bool:
        """Take a creator off the list; false when they were not on it."""
        return await self._write(watchlist.remove_entry, unique_id)

    async def pause_watch_entry(self, unique_id: str) -> WatchEntry:
        """Stop checking a creator. Raises UsageError for one who is not on the list."""
        return await self._write(watchlist.set_paused, unique_id, True)

    async def resume_watch_entry(self, unique_id: str) -> WatchEntry:
        """Go on checking a creator. Raises UsageError for one who is not on the list."""
        return await self._write(watchlist.set_paused, unique_id, False)

    async def watch_entries(self) -> Sequence[WatchEntry]:
        """The whole list, by handle."""
        return await self._read(watchlist.list_entries)

    async def due_entries(self, now: int, limit: int, *, resolve_every_ms: int = 0) -> Sequence[WatchEntry]:
        """See ``ports.WatchStore``."""
        return await self._read(watchlist.due_entries, now, limit, resolve_every_ms)

    async def due_rooms(self, now: int, limit: int, *, resolve_every_ms: int) -> Sequence[WatchEntry]:
        """See ``ports.WatchStore``."""
        return await self._read(watchlist.due_rooms, now, limit, resolve_every_ms)

    async def count_watched(self) -> int:
        """See ``ports.WatchStore``."""
        return await self._read(watchlist.count_watched)

    async def rename_watch_entry(self, entry_id: int, unique_id: str) -> None:
        """See ``ports.WatchStore``."""
        await self._write(watchlist.rename_entry, entry_id, unique_id)

    async def record_checks(self, notes: Sequence[CheckNote]) -> None:
        """See ``ports.WatchStore``."""
        await self._write(watchlist.record_checks, notes)

    # Budgets and gifts

    async def budget_lines(self) -> Sequence[BudgetLine]:
        """See ``ports.BudgetStore``."""
        return await self._read(budgets.list_lines)

    async def save_budget_lines(self, lines: Sequence[BudgetLine]) -> None:
        """See ``ports.BudgetStore``."""
        await self._write(budgets.save_lines, lines)

    async def save_gifts(self, offers: Sequence[GiftOffer], *, seen_at: int) -> int:
        """See ``ports.GiftStore``."""
        return await self._write(gifts.save_gifts, offers, seen_at)

    async def gifts_seen_at(self) -> int | None:
        """See ``ports.GiftStore``."""
        return await self._read(gifts.last_seen_at)

    # Sessions

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
        """See ``ports.SessionStore``."""
        return await self._write(
            sessions.open_session,
            room_id=room_id,
            creator=creator,
            title=title,
            started_at=started_at,
            folder=folder,
            broadcast_started_at=broadcast_started_at,
        )

    async def session(self, session_id: int) -> Session:
        """A session by its id. Raises UsageError when there is none."""
        return await self._read(sessions.get_session, session_id)

    async def open_sessions(self) -> Sequence[Session]:
        """See ``ports.SessionStore``."""
        return await self._read(sessions.open_sessions)

    async def adopt_session(self, session_id: int) -> Session:
        """See ``ports.SessionStore``."""
        return await self._write(sessions.adopt_session, session_id)

    async def set_session_state(self, session_id: int, state: SessionState) -> None:
        """See ``ports.SessionStore``."""
        await self._write(sessions.set_state, session_id, state)

    async def set_skew(self, session_id: int, skew_ms: int, at: int) -> None:
        """See ``ports.SessionStore``."""
        await self._write(sessions.set_skew, session_id, skew_ms, at)

    async def add_skew(self, session_id: int, sample: SkewSample) -> None:
        """See ``ports.SessionStore``."""
        await self._write(clocks.add_skew, session_id, sample)

    async def skews(self, session_id: int) -> Sequence[SkewSample]:
        """See ``ports.SessionStore``."""
        return await self._read(clocks.list_skews, session_id)

    async def set_shift(self, session_id: int, shift_ms: int) -> None:
        """Set the display shift of a session. Raises UsageError when there is none."""
        await self._write(sessions.set_shift, session_id, shift_ms)

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
        """See ``ports.SessionStore``."""
        await self._write(
            sessions.end_session,
            session_id,
            ended_at=ended_at,
            cause=cause,
            file=file,
            sha256=sha256,
            duration_ms=duration_ms,
            error=error,
        )

    async def delete_session(self, session_id: int) -> None:
        """Remove a session and all its rows for good. Raises UsageError when there is none."""
        is_unanswered = False

        def run() -> None:
            nonlocal is_unanswered
            try:
                with writing(self._engine) as connection:
                    sessions.delete_session(connection, session_id)
            except StoreUnavailableError:
                is_unanswered = True
                raise
            except UsageError:
                if not is_unanswered:  # else its commit went through though the answer was lost
                    raise

        await self._patiently(ATTEMPTS, run)

    # Media and time

    async def save_segment(self, segment: Segment) -> None:
        """See ``ports.SessionStore``."""
        await self._write(media.save_segment, segment)

    async def segments(self, session_id: int) -> Sequence[Segment]:
        """See ``ports.SessionStore``."""
        return await self._read(media.list_segments, session_id)

    async def save_gap(self, gap: Gap) -> None:
        """See ``ports.SessionStore``."""
        await self._write(media.save_gap, gap)

    async def gaps(self, session_id: int) -> Sequence[Gap]:
        """See ``ports.SessionStore``."""
        return await self._read(media.list_gaps, session_id)

    async def add_sync_samples(self, session_id: int, samples: Sequence[SyncSample]) -> None:
        """See ``ports.SessionStore``."""
        await self._write(media.add_sync_samples, session_id, samples)

    async def sync_samples(self, session_id: int) -> Sequence[SyncSample]:
        """See ``ports.SessionStore``."""
        return await self._read(media.list_sync_samples, session_id)

    async def timeline(self, session_id: int) -> Sequence[TimelinePiece]:
        """See ``ports.SessionStore``."""
        return await self._read(media.list_timeline, session_id)

    async def save_timeline(self, session_id: int, pieces: Sequence[TimelinePiece]) -> None:
        """See ``ports.SessionStore``."""
        await self._write(media.save_timeline, session_id, pieces)

    async def save_latencies(self, session_id: int, learned: Sequence[LearnedLatency]) -> None:
        """See ``ports.SessionStore``."""
        await self._write(clocks.save_latencies, session_id, learned)

    async def latencies(self, protocol: str) -> Sequence[LearnedLatency]:
        """See ``ports.SessionStore``."""
        return await self._read(clocks.list_latencies, protocol)

    # Events

    def method_id(self, method: str) -> int:
        """See ``ports.EventStore``. A new name is written at once, by the store's thread."""
        code = self._methods.get(method)
        if code is None:
            code = self._at_once(self._add_method, method)
        return code

    async def journal_state(self, session_id: int) -> JournalState:
        """See ``ports.EventStore``."""
        return await self._patiently(ATTEMPTS, self._events.journal_state, session_id)

    async def write_batch(self, batch: Batch) -> int:
        """See ``ports.EventStore``."""
        return await self._patiently(None, self._events.write, batch)

    async def count_events(self, session_id: int) -> int:
        """How many rows a session has in ``events``."""
        return await self._read(lookups.count_events, session_id)

    async def message_ids(self, session_id: int, first_seq: int, last_seq: int) -> Mapping[int, int | None]:
        """See ``ports.EventStore``."""
        return await self._read(lookups.message_ids, session_id, first_seq, last_seq)

    async def known_messages(self, room_id: int, messages: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
        """See ``ports.EventStore``."""
        return await self._read(lookups.known_messages, room_id, messages)

    async def battles(self, session_id: int) -> Sequence[BattleSpan]:
        """See ``ports.EventStore``."""
        return await self._read(battles.list_battles, session_id)

    async def told_end(self, session_id: int) -> tuple[ControlSignal, int] | None:
        """See ``ports.EventStore``."""
        return await self._read(lookups.told_end, session_id)

    async def rewrite_events(
        self, session_id: int, batches: Callable[[Callable[[str], int]], Iterable[Batch]]
    ) -> Rewriting:
        """Replace all event rows of a session in one transaction; says what has changed.

        Args:
            session_id: the session; no other process may be writing it.
            batches: gives them all, from the first journal on, and is given what codes methods.

        Raises:
            StoreError: there would be fewer events than before, or the database cannot be used; nothing has changed.
        """

        def run() -> Rewriting:
            codes = dict(self._methods)

            def method_id(method: str) -> int:
                if method not in codes:
                    codes[method] = methods.add_method(connection, method, len(codes))
                return codes[method]

            with writing(self._engine) as connection:
                done = self._events.rewrite(connection, session_id, batches(method_id))
            self._methods.update(codes)
            return done

        return await self._patiently(ATTEMPTS, run)

    def _add_method(self, method: str) -> int:
        with writing(self._engine) as connection:
            code = methods.add_method(connection, method, len(self._methods))
        self._methods[method] = code
        return code
