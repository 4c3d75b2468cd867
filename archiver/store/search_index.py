"""The full-text index: which lines may hold which tokens (``archiver.search``).

On SQLite an FTS5 table without content: a posting is a token and the line's number, ``session_id << 32 | seq``, so the
lines of a session are one range and their order is that of the session. On PostgreSQL a table with the line's key and
its tokens in a ``tsvector`` under a GIN index. Neither holds the text or the places of words: a search compares what
the index names with the lines themselves, so a token too many costs time and never an answer.

The writer of the rows feeds it in the same transaction. See docs/topics/storage.md and docs/decisions/search-index.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, FromClause, Select, func, insert, inspect, literal, select, update

from archiver.model.batch import KIND_AT, SEQ_AT, TEXT_AT, EventValues
from archiver.search.fold import TOKEN_VERSION
from archiver.search.tokens import index_text, tokens
from archiver.store.bulk import copy_rows, insert_rows
from archiver.store.schema import chats, events, room_texts, search_state

NAME = "search_index"
NEXT = f"{NAME}_next"  #: with a number of its own behind it: one that is being made
_IS_NEXT = re.compile(rf"{NEXT}(_[0-9a-f]{{8}})?").fullmatch

#: Kinds of events whose line in ``events.text`` is searched: what somebody wrote, spoke or was told. Scores, ranks and
#: gifts are found by SQL; chat and the room's own lines have tables.
LINE_KINDS = (
    "question", "caption", "pin", "poll", "notice", "warning", "screen_chat", "greeting", "summary", "hashtag", "shop",
    "game",
)  # fmt: skip
_IS_LINE = frozenset(LINE_KINDS).__contains__
_BODIES = (chats, room_texts)
_TEXT_AT = {table.name: list(table.c).index(table.c.text) for table in _BODIES}
_SEQS_AT_ONCE = 10_000
SEQ_BITS = 32
MAX_SEQ = (1 << SEQ_BITS) - 1


class Line(NamedTuple):
    """What somebody said, or what stood in the room."""

    session_id: int
    seq: int
    text: str


#: A Line as a plain tuple: one is made for every chat.
LineFields: TypeAlias = tuple[int, int, str]


def create(connection: Connection, name: str = NAME) -> None:
    """Make an empty index."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            f"CREATE TABLE {name} (session_id BIGINT NOT NULL, seq BIGINT NOT NULL, tokens TSVECTOR NOT NULL, "
            f"CONSTRAINT pk_{name} PRIMARY KEY (session_id, seq))"
        )
        connection.exec_driver_sql(f"CREATE INDEX ix_{name}_tokens ON {name} USING gin (tokens)")
    else:
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {name} USING fts5"
            "(tokens, content='', columnsize=0, detail=none, tokenize='ascii', prefix='3')"
        )


def drop(connection: Connection, name: str = NAME) -> None:
    """Remove an index, if it is there."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def unfinished(connection: Connection) -> list[str]:
    """Indexes that are being made, or were when their maker was killed."""
    return [name for name in inspect(connection).get_table_names() if _IS_NEXT(name)]


def drop_unfinished(connection: Connection) -> None:
    """Take them from their makers, who begin again."""
    for name in unfinished(connection):
        drop(connection, name)


def is_part(table_name: str) -> bool:
    """Whether a table is the index, or one in which SQLite keeps it."""
    return table_name.startswith(NAME)


def lines_of(rows: Sequence[EventValues], bodies: Mapping[str, Sequence[tuple[Any, ...]]]) -> list[LineFields]:
    """The lines to index among the rows of a batch, in the order of their messages."""
    found = [
        [(row[0], row[SEQ_AT], row[at]) for row in bodies[name] if row[at]]
        for name, at in _TEXT_AT.items()
        if name in bodies
    ]
    found.append([(row[0], row[SEQ_AT], text) for row in rows if (text := row[TEXT_AT]) and _IS_LINE(row[KIND_AT])])
    filled = [lines for lines in found if lines]
    return filled[0] if len(filled) == 1 else sorted(chain.from_iterable(filled))


def add(connection: Connection, lines: Sequence[LineFields], name: str = NAME) -> None:
    """Index lines, which come in the order of their keys: SQLite would begin a new segment for each step back.

    Raises:
        DuplicateRowError, UnstorableValueError: the transaction must be rolled back.
    """
    if connection.dialect.name == "postgresql":
        rows = [(session_id, seq, _vector(text)) for session_id, seq, text in lines]
        copy_rows(connection, f"COPY {name} (session_id, seq, tokens) FROM STDIN", rows)
    else:
        numbered = [(session_id << SEQ_BITS | seq, index_text(text)) for session_id, seq, text in lines]
        # Row by row: before each statement of many rows SQLite sets a savepoint, at which FTS5 writes a segment.
        insert_rows(connection, f"INSERT INTO {name} (rowid, tokens) VALUES (?, ?)", numbered)


def remove_session(connection: Connection, session_id: int) -> None:
    """Take the lines of a session out of the index; its texts must still be there.

    An index that is being made may hold them already: it is made from the beginning.
    FTS5 is told the tokens to remove. When the index was made of other tokens than ours, they are left in it until it
    is rebuilt: nothing is found by them, for the number of a session is never given again.
    """
    drop_unfinished(connection)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"DELETE FROM {NAME} WHERE session_id = %s", (session_id,))
    elif token_version(connection) == TOKEN_VERSION:
        sql = f"INSERT INTO {NAME} ({NAME}, rowid, tokens) VALUES ('delete', ?, ?)"
        for chunk in stored_lines(connection, session_id):
            rows = [(session_id << SEQ_BITS | line.seq, index_text(line.text)) for line in chunk]
            connection.exec_driver_sql(sql, rows)


def stored_lines(connection: Connection, session_id: int, after_seq: int = 0) -> Iterator[Sequence[Line]]:
    """The lines of a session behind ``after_seq``, in the order of their messages, some thousand at once."""
    ends = [select(func.max(table.c.seq)).where(table.c.session_id == session_id) for table in (*_BODIES, events)]
    last = max(connection.execute(end).scalar_one() or 0 for end in ends)
    for first in range(after_seq + 1, last + 1, _SEQS_AT_ONCE):
        lines = connection.execute(_lines_between(session_id, first, first + _SEQS_AT_ONCE - 1)).all()
        if lines:
            yield [Line(*row) for row in lines]


def token_version(connection: Connection) -> str | None:
    """The version of the tokens in the index; None when there is none."""
    return connection.execute(select(search_state.c.token_version)).scalar_one_or_none()


def set_token_version(connection: Connection) -> None:
    """Note that the index is made of this version's tokens."""
    if connection.execute(update(search_state).values(token_version=TOKEN_VERSION)).rowcount == 0:
        connection.execute(insert(search_state).values(id=1, token_version=TOKEN_VERSION))


def count_lines(connection: Connection) -> int:
    """How many lines there are to index."""
    return sum(
        connection.execute(select(func.count()).select_from(source).where(source.c.text != "")).scalar_one()
        for source in _sources()
    )


def _sources() -> Iterator[FromClause]:
    """What has the lines: session_id, seq, text."""
    yield from _BODIES
    yield select(events.c.session_id, events.c.seq, events.c.text).where(events.c.kind.in_(LINE_KINDS)).subquery()


def _lines_between(session_id: int, first: int, last: int) -> Select[Any]:
    parts = [
        select(literal(session_id).label("session_id"), source.c.seq, source.c.text).where(
            source.c.session_id == session_id, source.c.seq.between(first, last), source.c.text != ""
        )
        for source in _sources()
    ]
    every = parts[0].union_all(*parts[1:]).subquery()
    return select(every).order_by(every.c.seq)


def _vector(text: str) -> str:
    """The tokens as PostgreSQL reads a ``tsvector``. There is no quote or backslash in a token."""
    return " ".join(f"'{token}'" for token in tokens(text))
