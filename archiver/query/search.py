"""Full-text search: chat, questions, captions and lines of the room, with their place in the video and what is around.

The same answer on every database: what matches is decided by ``archiver.search`` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Engine, exists, select, text, union
from sqlalchemy.sql.functions import coalesce

from archiver.errors import UsageError
from archiver.model.search import SearchHit, SearchLine, SearchPage
from archiver.model.timeline import TimelinePiece
from archiver.query.places import Places
from archiver.query.search_lines import MAX_SESSION, Found, Scope, newest
from archiver.query.sessions import creators_named
from archiver.search.query import parse_query
from archiver.store import schema
from archiver.store.bulk import storable
from archiver.store.captions import is_corrected
from archiver.store.engine import reading
from archiver.store.search_index import LINE_KINDS
from archiver.wire.values import decimal_id

Order = Literal["newest", "rank"]
#: Kinds of events whose text is searched.
KINDS = ("chat", "room_message", "intro", *LINE_KINDS)
#: By rank the best of so many of the latest matches come first.
RANKED = 5_000
MAX_HITS = 10_000  #: hits that can be paged through
_CONTEXT_LINES = 50


def search(
    engine: Engine,
    text: str,
    *,
    creator: str | None = None,
    session_id: int | None = None,
    viewer: str | int | None = None,
    kinds: Iterable[str] | None = None,
    from_at: int | None = None,
    to_at: int | None = None,
    order: Order = "newest",
    limit: int = 50,
    offset: int = 0,
    context: int = 0,
) -> SearchPage:
    """Lines with all the words, "phrases" and beginnings* of ``text``, and none of its -exclusions.

    Args:
        engine: of ``open_reader``.
        text: what a person typed; see ``archiver.search.query``.
        creator: only sessions of the creator with this handle, of today or of old.
        session_id: only this session.
        viewer: only lines of the viewer with this handle, of today or of old, or this user id.
        kinds: of ``KINDS``; None: all.
        from_at: only lines from this instant on, epoch ms by the server's clock.
        to_at: only lines before this instant.
        order: ``newest``: the latest received first; ``rank``: the best of the latest ``RANKED`` first.
        limit: at most so many hits.
        offset: so many hits are passed over first.
        context: so many lines before and after each hit.

    Raises:
        UsageError: nothing to search for, or a creator, session, viewer or kind that there is not.
        StoreError: the database cannot be used.
    """
    query = parse_query(text)
    wanted = _checked_kinds(kinds)
    if offset + limit > MAX_HITS:
        raise UsageError(f"Only the first {MAX_HITS} hits can be shown; search for more words, or in less.")
    with reading(engine) as connection:
        scope = Scope(
            session_ids=_sessions(connection, creator, session_id, from_at, to_at),
            viewer_ids=None if viewer is None else _viewers(connection, viewer),
            kinds=wanted,
            from_at=from_at,
            to_at=to_at,
        )
        need = offset + limit + 1
        found = newest(connection, query, scope, need if order == "newest" else max(need, RANKED))
        if order == "rank":
            found.sort(key=lambda line: query.score(line.text), reverse=True)
        hits = _hits(connection, found[offset : offset + limit], min(context, _CONTEXT_LINES))
    return SearchPage(hits=hits, has_more=len(found) > offset + limit)


def _checked_kinds(kinds: Iterable[str] | None) -> tuple[str, ...] | None:
    if kinds is None:
        return None
    wanted = tuple(dict.fromkeys(kinds))
    if unknown := [kind for kind in wanted if kind not in KINDS]:
        raise UsageError(f"Events of kind {unknown[0]!r} are not searched; the kinds are {', '.join(KINDS)}.")
    return wanted


def _sessions(
    connection: Connection, creator: str | None, session_id: int | None, from_at: int | None, to_at: int | None
) -> list[int] | None:
    """The numbers of the sessions to search, ascending; None: all."""
    sessions = schema.sessions
    query = select(sessions.c.id).order_by(sessions.c.id)
    if session_id is not None:
        query = query.where(sessions.c.id == session_id)
        if not 0 <= session_id <= MAX_SESSION or connection.execute(query).first() is None:
            raise UsageError(f"There is no session {session_id}; see `archiver sessions list`.")
    if creator is not None:
        known = connection.execute(creators_named(creator)).scalars().all()
        if not known:
            raise UsageError(f"There is no creator @{creator} in the archive; see `archiver sessions list`.")
        query = query.where(sessions.c.creator_id.in_(known))
    if from_at is not None or to_at is not None:
        query = query.where(_has_events(from_at, to_at))
    elif session_id is None and creator is None:
        return None
    return list(connection.execute(query).scalars())


def _has_events(from_at: int | None, to_at: int | None) -> ColumnElement[bool]:
    """Whether a session has events of these instants: one seek in ``ix_events_session_at``."""
    at = schema.events.c.at
    within = [at >= from_at] if from_at is not None else []
    within += [at < to_at] if to_at is not None else []
    return exists().where(schema.events.c.session_id == schema.sessions.c.id, *within)


def _viewers(connection: Connection, viewer: str | int) -> Sequence[int]:
    """Ids of the viewers with a handle; a number is an id, too."""
    viewers, names = schema.viewers, schema.viewer_names
    (handle,) = storable((str(viewer),))
    found = [
        select(viewers.c.user_id).where(viewers.c.unique_id == handle),
        select(names.c.user_id).where(names.c.unique_id == handle),
    ]
    if (user_id := decimal_id(handle)) is not None:
        found.append(select(viewers.c.user_id).where(viewers.c.user_id == user_id))
    ids = connection.execute(union(*found)).scalars().all() if handle else ()  # "": whose handle nobody has told
    if not ids:
        raise UsageError(f"There is no viewer @{handle} in the archive; give a handle or a user id.")
    return ids


def _hits(connection: Connection, found: Sequence[Found], context: int) -> tuple[SearchHit, ...]:
    """The hits with everything that is shown of them."""
    session_ids = {line.session_id for line in found}
    places = _places(connection, session_ids)
    owners = _owners(connection, session_ids)
    names = _names(connection, {line.viewer_id for line in found if line.viewer_id is not None})
    hits = []
    for line in found:
        creator, shift_ms = owners[line.session_id]
        unique_id, nickname = names.get(line.viewer_id, ("", ""))
        place = places[line.session_id]
        hits.append(
            SearchHit(
                session_id=line.session_id, seq=line.seq, creator=creator, kind=line.kind, at=line.at,
                **place.find(line.at)._asdict(), shift_ms=shift_ms, viewer_id=line.viewer_id, unique_id=unique_id,
                nickname=nickname, text=line.text,
                before=_around(connection, line, place, context, is_after=False),
                after=_around(connection, line, place, context, is_after=True),
            )
        )  # fmt: skip
    return tuple(hits)


def _places(connection: Connection, session_ids: Iterable[int]) -> dict[int, Places]:
    """The timelines of the sessions, read at once."""
    timeline = schema.timeline
    pieces: dict[int, list[TimelinePiece]] = {session_id: [] for session_id in session_ids}
    for row in connection.execute(select(timeline).where(timeline.c.session_id.in_(pieces))).mappings():
        values = {**row, "in_gap": bool(row["in_gap"])}
        pieces[values.pop("session_id")].append(TimelinePiece(**values))
    return {session_id: Places(found) for session_id, found in pieces.items()}


def _owners(connection: Connection, session_ids: Iterable[int]) -> dict[int, tuple[str, int]]:
    """Handle and display shift of each session."""
    sessions, creators = schema.sessions, schema.creators
    query = (
        select(sessions.c.id, creators.c.unique_id, sessions.c.shift_ms)
        .join(creators, creators.c.id == sessions.c.creator_id)
        .where(sessions.c.id.in_(session_ids))
    )
    return {row.id: (row.unique_id, row.shift_ms) for row in connection.execute(query)}


def _names(connection: Connection, viewer_ids: Iterable[int]) -> dict[int | None, tuple[str, str]]:
    viewers = schema.viewers
    query = select(viewers.c.user_id, viewers.c.unique_id, viewers.c.nickname).where(viewers.c.user_id.in_(viewer_ids))
    return {row.user_id: (row.unique_id, row.nickname) for row in connection.execute(query)}


def _around(
    connection: Connection, line: Found, places: Places, count: int, *, is_after: bool
) -> tuple[SearchLine, ...]:
    """So many lines before or after one in its session, in their order."""
    if count == 0:
        return ()
    events, chats, texts, viewers = schema.events, schema.chats, schema.room_texts, schema.viewers
    content = coalesce(chats.c.text, texts.c.text, events.c.text, "")
    query = (
        select(
            events.c.seq, events.c.kind, events.c.at, coalesce(viewers.c.unique_id, ""),
            coalesce(viewers.c.nickname, ""), content,
        )
        .outerjoin(chats, (chats.c.session_id == events.c.session_id) & (chats.c.seq == events.c.seq))
        .outerjoin(texts, (texts.c.session_id == events.c.session_id) & (texts.c.seq == events.c.seq))
        .outerjoin(viewers, viewers.c.user_id == events.c.viewer_id)
        .where(events.c.session_id == line.session_id, events.c.kind.in_(KINDS), content != "")
        .where(text(f"NOT ({is_corrected('events')})"))
        .where(events.c.seq > line.seq if is_after else events.c.seq < line.seq)
        .order_by(events.c.seq if is_after else events.c.seq.desc())
        .limit(count)
    )  # fmt: skip
    rows = connection.execute(query).all()
    return tuple(
        SearchLine(seq, kind, places.find(at).offset_ms, unique_id, nickname, text)
        for seq, kind, at, unique_id, nickname, text in (rows if is_after else reversed(rows))
    )
