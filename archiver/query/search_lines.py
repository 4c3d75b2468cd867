"""Lines that match a search, the latest first: named by the index, decided by their text.

The order is that in which the lines were received. In the index it is that of the sessions and, within one, of the
messages; sessions that ran at the same time are merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any, NamedTuple

from sqlalchemy import Connection, TextClause, or_, select, text

from archiver.search.query import SearchQuery, Term
from archiver.store.captions import is_corrected
from archiver.store.schema import sessions
from archiver.store.search_index import LINE_KINDS, MAX_SEQ, NAME, SEQ_BITS

MAX_SESSION = (1 << 31) - 1
_FIRST_CHUNK = 64
_MAX_CHUNK = 4_096


class Found(NamedTuple):
    """A line that matches."""

    session_id: int
    seq: int
    kind: str
    at: int
    received_at: int
    viewer_id: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where to search; None: everywhere."""

    session_ids: Sequence[int] | None = None  #: ascending
    viewer_ids: Sequence[int] | None = None
    kinds: Sequence[str] | None = None
    from_at: int | None = None  #: epoch ms, server clock
    to_at: int | None = None  #: behind the last

    @property
    def is_of_few(self) -> bool:
        """Whether there are few such lines, whatever they say."""
        return self.viewer_ids is not None or (self.kinds is not None and "chat" not in self.kinds)


_COLUMNS = "e.session_id, e.seq, e.kind, e.at, e.received_at, e.viewer_id"
#: What a line says, by its key: nearly all are chat, and the others are not looked for then.
_KEYED = "WHERE session_id = {session_id} AND seq = {seq}"
_TEXT = f"""coalesce(
    (SELECT text FROM chats {_KEYED}),
    (SELECT text FROM room_texts {_KEYED}),
    (SELECT text FROM events {_KEYED}), '')"""
_FTS_KEY = {"session_id": f"f.rowid >> {SEQ_BITS}", "seq": f"f.rowid & {MAX_SEQ}"}
_EVENT_KEY = {"session_id": "e.session_id", "seq": "e.seq"}
#: SQLite runs in this process: it asks us whether a line is meant, and reads no further than to the last one wanted.
#: Where only some events are wanted (``scope``), the text is looked up by the event's key, and so behind those.
_MEANT = "archiver_is_meant"
_FTS5 = f"""
SELECT {_COLUMNS}, {_TEXT} AS text
FROM {NAME} f
CROSS JOIN events e ON e.session_id = f.rowid >> {SEQ_BITS} AND e.seq = f.rowid & {MAX_SEQ}
WHERE f.{NAME} MATCH :match AND f.rowid BETWEEN :low << {SEQ_BITS} AND :high << {SEQ_BITS} | :seq {{scope}}
    AND {_MEANT}({_TEXT}) AND NOT ({is_corrected("e")})
ORDER BY f.rowid DESC"""
_TSVECTOR = f"""
SELECT {_COLUMNS}, coalesce(c.text, r.text, e.text, '') AS text
FROM {NAME} f
JOIN events e ON e.session_id = f.session_id AND e.seq = f.seq
LEFT JOIN chats c ON c.session_id = e.session_id AND c.seq = e.seq
LEFT JOIN room_texts r ON r.session_id = e.session_id AND r.seq = e.seq
WHERE f.tokens @@ CAST(:match AS tsquery) AND f.session_id >= :low AND (f.session_id, f.seq) <= (:high, :seq)
    AND NOT ({is_corrected("e")}) {{scope}}
ORDER BY f.session_id DESC, f.seq DESC LIMIT :size"""
#: One viewer's lines are few, and so are those that are not chat: they are read as they are, without the index.
_FEW = f"""
SELECT {_COLUMNS}, l.text
FROM ({{lines}}) l
JOIN events e ON e.session_id = l.session_id AND e.seq = l.seq
WHERE l.session_id >= :low AND (l.session_id, l.seq) <= (:high, :seq) AND NOT ({is_corrected("e")}) {{scope}}
ORDER BY l.session_id DESC, l.seq DESC LIMIT :size"""


def newest(connection: Connection, query: SearchQuery, scope: Scope, need: int) -> list[Found]:
    """At most ``need`` matching lines, the latest received first."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.create_function(_MEANT, 1, query.matches)
    found = list(islice(_lines(connection, query, scope, _ranges(scope)), need))
    if len(found) == need:
        found = [*{line[:2]: line for line in (*found, *_beside(connection, query, scope, found))}.values()]
    return sorted(found, key=lambda line: (line.received_at, line.session_id, line.seq), reverse=True)[:need]


def _beside(connection: Connection, query: SearchQuery, scope: Scope, found: list[Found]) -> Iterator[Found]:
    """Lines later than the earliest of those found, in sessions that began before and ran beside them."""
    last, earliest = found[-1], min(line.received_at for line in found)
    running = select(sessions.c.id).where(
        sessions.c.id < last.session_id, or_(sessions.c.ended_at.is_(None), sessions.c.ended_at >= earliest)
    )
    allowed = None if scope.session_ids is None else set(scope.session_ids)
    ids = [each for each in connection.execute(running).scalars() if allowed is None or each in allowed]
    ranges = [_Range(session_id, session_id) for session_id in ids]
    if last.received_at > earliest:
        ranges.append(_Range(last.session_id, last.session_id, last.seq - 1))
    for one in ranges:
        lines = _lines(connection, query, scope, [one])
        yield from islice(takewhile(lambda line: line.received_at >= earliest, lines), len(found))


class _Range(NamedTuple):
    """Sessions to search, from ``seq`` of the last one on to the beginning of the first."""

    low: int
    high: int
    seq: int = MAX_SEQ


def _ranges(scope: Scope) -> Iterator[_Range]:
    """All of them, the highest first; numbers that follow each other are one range."""
    if scope.session_ids is None:
        yield _Range(0, MAX_SESSION)
        return
    runs: list[_Range] = []
    for session_id in scope.session_ids:
        if runs and runs[-1].high + 1 == session_id:
            runs[-1] = _Range(runs[-1].low, session_id)
        else:
            runs.append(_Range(session_id, session_id))
    yield from reversed(runs)


def _lines(connection: Connection, query: SearchQuery, scope: Scope, ranges: Iterable[_Range]) -> Iterator[Found]:
    """Matching lines in the ranges, each from its end to its beginning."""
    conditions, values = _conditions(scope)
    if scope.is_of_few:
        few = text(_FEW.format(lines=_few_lines(scope), scope=conditions))
        yield from _compared(connection, query, few, values, ranges, _MAX_CHUNK)
    elif connection.dialect.name == "sqlite":
        statement = text(_FTS5.format(scope=conditions, **(_EVENT_KEY if conditions else _FTS_KEY)))
        for one in ranges:
            with closing(connection.execute(statement, values | {"match": _fts5(query)} | one._asdict())) as rows:
                yield from map(Found._make, rows)
    else:
        statement = text(_TSVECTOR.format(scope=conditions))
        yield from _compared(connection, query, statement, values | {"match": _tsquery(query)}, ranges, _FIRST_CHUNK)


def _few_lines(scope: Scope) -> str:
    """The SELECT of all lines of the viewers and kinds, which is short."""
    viewers = ", ".join(str(int(viewer_id)) for viewer_id in scope.viewer_ids or ()) or "NULL"
    of_viewer = "" if scope.viewer_ids is None else f" AND viewer_id IN ({viewers})"
    lines = LINE_KINDS if scope.kinds is None else [kind for kind in LINE_KINDS if kind in scope.kinds]
    kinds = ", ".join(f"'{kind}'" for kind in lines) or "NULL"
    parts = [f"SELECT session_id, seq, text FROM events WHERE text IS NOT NULL AND kind IN ({kinds}){of_viewer}"]
    for table, of_table in (("chats", ("chat",)), ("room_texts", ("room_message", "intro"))):
        if scope.kinds is None or any(kind in scope.kinds for kind in of_table):
            parts.append(f"SELECT session_id, seq, text FROM {table} WHERE text <> ''{of_viewer}")
    return " UNION ALL ".join(parts)


def _compared(
    connection: Connection,
    query: SearchQuery,
    statement: TextClause,
    values: dict[str, Any],
    ranges: Iterable[_Range],
    size: int,
) -> Iterator[Found]:
    """The rows that match, read in growing chunks of at first ``size``."""
    for one in ranges:
        rest: _Range | None = one
        while rest is not None:
            rows = connection.execute(statement, values | rest._asdict() | {"size": size}).all()
            for row in rows:
                if query.matches(row.text):
                    yield Found(*row)
            rest = _Range(one.low, rows[-1].session_id, rows[-1].seq - 1) if len(rows) == size else None
            if rest is not None:
                size = max(size, min(size * 4, _MAX_CHUNK))


def _conditions(scope: Scope) -> tuple[str, dict[str, Any]]:
    conditions = ""
    values: dict[str, Any] = {}
    if scope.from_at is not None:
        conditions += " AND e.at >= :from_at"
        values["from_at"] = scope.from_at
    if scope.to_at is not None:
        conditions += " AND e.at < :to_at"
        values["to_at"] = scope.to_at
    if scope.kinds is not None:
        names = {f"kind_{number}": kind for number, kind in enumerate(scope.kinds)}
        conditions += f" AND e.kind IN ({', '.join(f':{name}' for name in names)})"
        values |= names
    return conditions, values


def _fts5(query: SearchQuery) -> str:
    """The tokens as FTS5 asks for them. They hold nothing but letters, digits and what is not ASCII."""

    def words(term: Term) -> list[str]:
        return [f'"{token}"' for token in term.tokens] + ([f'"{term.prefix}"*'] if term.prefix else [])

    wanted = " AND ".join(dict.fromkeys(word for term in query.terms for word in words(term)))
    unwanted = " OR ".join(word for term in query.excluded if term.is_exact for word in words(term))
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _tsquery(query: SearchQuery) -> str:
    def words(term: Term) -> list[str]:
        return [f"'{token}'" for token in term.tokens] + ([f"'{term.prefix}':*"] if term.prefix else [])

    wanted = [word for term in query.terms for word in words(term)]
    unwanted = [f"!{word}" for term in query.excluded if term.is_exact for word in words(term)]
    return " & ".join(dict.fromkeys([*wanted, *unwanted]))
