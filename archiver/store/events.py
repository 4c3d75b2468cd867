"""Events: batches of rows, committed together with the journal position they reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, bindparam, func, select, update

from archiver.errors import StoreError, StoreUnavailableError
from archiver.model.batch import SEQ_AT, Batch, EventRow, GiftStreak, JournalState, Rewriting
from archiver.store import gifts, schema, search_index
from archiver.store.bulk import DuplicateRowError, UnstorableValueError, load, storable, upsert_streaks
from archiver.store.engine import reading, writing
from archiver.store.fingerprints import count_changes, fingerprints
from archiver.store.lookups import known_messages
from archiver.store.sessions import delete_events
from archiver.store.streak_starts import Starts, settle
from archiver.store.viewers import ViewerMemory, write_viewers

_ATTEMPTS = 4  #: as given, without known events, cleaned, and both


class Mark(NamedTuple):
    """How far a session's rows reach: the row of ``journals``."""

    number: int
    position: int
    next_seq: int


_mark_columns = (schema.journals.c.number, schema.journals.c.position, schema.journals.c.next_seq)

#: Compare and set, made once: building the statement would cost as much as running it.
_move = (
    update(schema.journals)
    .where(
        schema.journals.c.session_id == bindparam("of_session"),
        *(column == bindparam(f"from_{column.name}") for column in _mark_columns),
    )
    .values({column.name: bindparam(f"to_{column.name}") for column in _mark_columns})
)


class _AlreadyCommittedError(Exception):
    """The batch is in the database: its commit went through though the answer was lost."""


class EventWriter:
    """Writes batches; used by one thread. Remembers the journal positions, to find a second writer out."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._marks: dict[int, Mark] = {}
        self._viewers = ViewerMemory()
        self._starts: Starts = {}
        self._unanswered: tuple[int, Mark] | None = None

    def journal_state(self, session_id: int) -> JournalState:
        """Where the rows of a session end, and its gift streaks that are still open.

        Raises:
            StoreError: there is no such session, or the database cannot be used.
        """
        with reading(self._engine) as connection:
            mark = _read_mark(connection, session_id)
            streaks = connection.execute(
                select(schema.gift_streaks)
                .where(schema.gift_streaks.c.session_id == session_id, schema.gift_streaks.c.is_closed == 0)
                .order_by(schema.gift_streaks.c.first_seq)
            ).all()
            listed = gifts.streakable_gifts(connection)
        self._marks[session_id] = mark
        return JournalState(
            journal=mark.number,
            position=mark.position,
            next_seq=mark.next_seq,
            open_streaks=tuple(GiftStreak(*row) for row in streaks),
            streakable_gifts=listed,
        )

    def write(self, batch: Batch) -> int:
        """Commit a batch in one transaction; returns how many of its events were new.

        The transaction is tried as it is, which is nearly always right. When an event turns out to be known (the
        platform repeats messages after a reconnect) or a value cannot be stored, it is rolled back and done again
        with those events left out, or with the values cleaned.

        Raises:
            StoreLockedError, StoreUnavailableError: trying again later helps.
            StoreError: another process writes this session, or the batch does not follow the stored position.
        """
        cleaned = checked = False
        for _ in range(_ATTEMPTS):
            try:
                return self._commit(batch, cleaned=cleaned, checked=checked)
            except DuplicateRowError:
                checked = True
            except UnstorableValueError:
                batch, cleaned = _cleaned(batch), True
            except _AlreadyCommittedError:
                return len(batch.rows)
        raise StoreError(f"A batch of session {batch.session_id} cannot be stored; run `archiver db check`.")

    def rewrite(self, connection: Connection, session_id: int, batches: Iterable[Batch]) -> Rewriting:
        """Replace all event rows of a session within the caller's transaction; says what has changed.

        Raises:
            StoreError: there would be fewer events than before, or another process writes the session.
        """
        mark, before = _read_mark(connection, session_id), _count_kinds(connection, session_id)
        said = fingerprints(connection, session_id)
        delete_events(connection, session_id)
        target, viewers = Mark(0, 0, 1), ViewerMemory()
        starts: Starts = {}
        for given in batches:
            batch = _cleaned(given)
            target = Mark(batch.journal, batch.end_position, batch.next_seq)
            part = _without_known(connection, batch)
            dropped = _seqs(batch) - _seqs(part)
            streaks, learned = settle(part, dropped, starts)
            starts.update(learned)
            _write_rows(connection, replace(part, streaks=streaks))
            unwritten = viewers.unwritten(batch.viewers, batch.viewers_at)
            write_viewers(connection, unwritten, batch.viewers_at, cleaned=True)
            viewers.remember(unwritten)
        after = _count_kinds(connection, session_id)
        if after.total() < before.total() or target < mark:
            raise StoreError(
                f"The journals of session {session_id} hold fewer events than the database ({after.total()} of "
                f"{before.total()}); nothing was changed. Put the missing journals back into the session's folder."
            )
        _set_mark(connection, session_id, mark, target)
        self._marks.pop(session_id, None)
        self._starts = {name: start for name, start in self._starts.items() if name[0] != session_id}
        return Rewriting(before=before, after=after, differing=count_changes(connection, session_id, said))

    def _commit(self, batch: Batch, *, cleaned: bool, checked: bool) -> int:
        target = Mark(batch.journal, batch.end_position, batch.next_seq)
        unwritten = self._viewers.unwritten(batch.viewers, batch.viewers_at)
        try:
            with writing(self._engine) as connection:
                self._advance(connection, batch, target)
                part, learned = self._settled(connection, batch, checked=checked)
                _write_rows(connection, part)
                write_viewers(connection, unwritten, batch.viewers_at, cleaned=cleaned)
        except StoreUnavailableError:
            self._unanswered = (batch.session_id, target)
            raise
        self._marks[batch.session_id] = target
        self._viewers.remember(unwritten)
        self._starts.update(learned)
        return len(part.rows)

    def _settled(self, connection: Connection, batch: Batch, *, checked: bool) -> tuple[Batch, Starts]:
        """What is to be written of the batch, and what it teaches about the starts of streaks."""
        part = _without_known(connection, batch) if checked else batch
        if part is batch and not self._starts:
            return batch, {}
        dropped = _seqs(batch) - _seqs(part)
        streaks, learned = settle(part, dropped, self._starts)
        return replace(part, streaks=streaks), learned

    def _advance(self, connection: Connection, batch: Batch, target: Mark) -> None:
        """Move the journal position from where we left it; it is elsewhere when another process writes the session."""
        before = self._marks.get(batch.session_id) or _read_mark(connection, batch.session_id)
        first_seq = batch.rows[0][SEQ_AT] if batch.rows else target.next_seq
        if target[:2] < before[:2] or first_seq < before.next_seq or target.next_seq < before.next_seq:
            raise StoreError(
                f"A batch of session {batch.session_id} does not follow what is stored; nothing was written."
            )
        if _moved(connection, batch.session_id, before, target):
            self._marks[batch.session_id] = before
            return
        found = _read_mark(connection, batch.session_id)
        if self._unanswered == (batch.session_id, target) and found == target:
            self._marks[batch.session_id] = target
            raise _AlreadyCommittedError
        raise _second_writer(batch.session_id)


def _read_mark(connection: Connection, session_id: int) -> Mark:
    row = connection.execute(select(*_mark_columns).where(schema.journals.c.session_id == session_id)).one_or_none()
    if row is None:
        raise StoreError(f"There is no session {session_id} in the database.")
    return Mark(*row)


def _moved(connection: Connection, session_id: int, before: Mark, target: Mark) -> bool:
    """Move the journal position if it is where it was left."""
    marks = {f"from_{name}": value for name, value in before._asdict().items()}
    marks |= {f"to_{name}": value for name, value in target._asdict().items()}
    return connection.execute(_move, {"of_session": session_id, **marks}).rowcount == 1


def _set_mark(connection: Connection, session_id: int, before: Mark, target: Mark) -> None:
    if not _moved(connection, session_id, before, target):
        raise _second_writer(session_id)


def _second_writer(session_id: int) -> StoreError:
    return StoreError(
        f"Another process writes the events of session {session_id}; stop one of the two. Nothing was written twice."
    )


def _seqs(batch: Batch) -> set[int]:
    return {row[SEQ_AT] for row in batch.rows}


def _count_kinds(connection: Connection, session_id: int) -> Counter[str]:
    kind = schema.events.c.kind
    counted = select(kind, func.count()).where(schema.events.c.session_id == session_id).group_by(kind)
    return Counter(dict(tuple(row) for row in connection.execute(counted)))


def _write_rows(connection: Connection, batch: Batch) -> None:
    load(connection, schema.events, batch.rows)
    for name, rows in batch.bodies.items():
        load(connection, schema.metadata.tables[name], rows)
    search_index.add(connection, search_index.lines_of(batch.rows, batch.bodies))
    if batch.streaks:
        upsert_streaks(connection, list(batch.streaks.values()))


def _without_known(connection: Connection, batch: Batch) -> Batch:
    """The batch without events that are stored already, or twice in it; their bodies go too."""
    events = batch.events
    told = [(event.method_id, event.msg_id) for event in events if event.msg_id is not None]
    seen = known_messages(connection, events[0].room_id, told) if told else set()
    kept: list[EventRow] = []
    for event in events:
        if event.msg_id is None:
            kept.append(event)
        elif (message := (event.method_id, event.msg_id)) not in seen:
            kept.append(event)
            seen.add(message)
    seqs = {event.seq for event in kept}
    bodies = {name: [row for row in rows if row[SEQ_AT] in seqs] for name, rows in batch.bodies.items()}
    return replace(batch, rows=[*kept], bodies=bodies)


def _cleaned(batch: Batch) -> Batch:
    """The batch with every value made storable. Viewers are cleaned as they are written."""
    cleaned: dict[str, list[tuple[Any, ...]]] = {
        name: [storable(row) for row in rows] for name, rows in batch.bodies.items()
    }
    return Batch(
        session_id=batch.session_id,
        journal=batch.journal,
        end_position=batch.end_position,
        next_seq=batch.next_seq,
        rows=[storable(row) for row in batch.rows],
        bodies=cleaned,
        viewers=batch.viewers,
        viewers_at=batch.viewers_at,
        streaks={first: GiftStreak(*storable(streak)) for first, streak in batch.streaks.items()},
    )
