"""Whether the search index holds what the lines say: every token of every line, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, inspect, select

from archiver.search.fold import TOKEN_VERSION
from archiver.search.tokens import tokens
from archiver.store import search_index
from archiver.store.engine import reading
from archiver.store.schema import sessions

_REMEDY = "run `archiver db reindex`"


def drift(engine: Engine, *, quick: bool = False) -> list[str]:
    """What is wrong with the search index, one sentence each. ``quick`` does not look at the lines.

    Memory does not grow with the archive: of each session the sum over its pairs of line and token is compared.

    Raises:
        StoreError: the database cannot be used.
    """
    with reading(engine) as connection:
        if connection.dialect.name == "postgresql":  # SQLite reads one state of the database anyway
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        version = search_index.token_version(connection)
        if version != TOKEN_VERSION:
            made = f"is made of tokens {version}, this archiver makes {TOKEN_VERSION}" if version else "was never made"
            return [f"The search index {made}: older lines may not be found; {_REMEDY}."]
        if not inspect(connection).has_table(search_index.NAME):
            return [f"The search index is missing; {_REMEDY}."]
        wrong = [] if quick else _differing_sessions(connection)
    if not wrong:
        return []
    more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    return [f"The search index is not what the lines of session {wrong[0]}{more} say; {_REMEDY}."]


def _differing_sessions(connection: Connection) -> list[int]:
    sums: defaultdict[int, int] = defaultdict(int)
    for session_id, seq, token in _indexed(connection):
        sums[session_id] -= hash((seq, token))
    for session_id in connection.execute(select(sessions.c.id)).scalars().all():
        for chunk in search_index.stored_lines(connection, session_id):
            for line in chunk:
                sums[session_id] += sum(hash((line.seq, token)) for token in tokens(line.text))
    return sorted(session_id for session_id, difference in sums.items() if difference)


def _indexed(connection: Connection) -> Iterator[tuple[int, int, str]]:
    """Every pair of a line and a token in the index: (session_id, seq, token)."""
    streaming = connection.execution_options(stream_results=True, max_row_buffer=10_000)
    if connection.dialect.name == "postgresql":
        sql = f"SELECT session_id, seq, tsvector_to_array(tokens) FROM {search_index.NAME}"
        for session_id, seq, found in streaming.exec_driver_sql(sql):
            for token in found:
                yield session_id, seq, token
        return
    vocabulary = f"temp.{search_index.NAME}_vocabulary"
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {vocabulary}")
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {vocabulary} USING fts5vocab(main, {search_index.NAME}, instance)"
    )
    for number, token in streaming.exec_driver_sql(f"SELECT doc, term FROM {vocabulary}"):
        yield number >> search_index.SEQ_BITS, number & search_index.MAX_SEQ, token
