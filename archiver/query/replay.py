"""A session's events in the order of the video."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Engine,
    Select,
    Table,
    Text,
    and_,
    case,
    exists,
    literal_column,
    null,
    or_,
    select,
    text,
)
from sqlalchemy.sql.functions import coalesce

from archiver.errors import UsageError
from archiver.model.event import KINDS
from archiver.model.replay import ReplayItem
from archiver.query.places import Places, read_timeline
from archiver.store import schema
from archiver.store.captions import is_corrected
from archiver.store.engine import reading
from archiver.store.gift_worth import diamonds, gift_name
from archiver.store.interaction_tables import deletions

_CHUNK_ROWS = 2_000
_EMOTE = ":emote:"
#: The kinds that go when everything a viewer has said is hidden.
_COMMENTS = ("chat", "emote")

#: Which table holds what a replay shows of a kind of event; all others show their line in ``events``.
_TABLES = {
    "chat": schema.chats,
    "emote": schema.chats,
    "gift": schema.gift_streaks,
    "like": schema.likes,
    "viewers": schema.viewer_counts,
    "room_message": schema.room_texts,
    "intro": schema.room_texts,
}


def iter_replay(
    engine: Engine,
    session_id: int,
    *,
    kinds: Iterable[str] | None = None,
    from_ms: int | None = None,
    to_ms: int | None = None,
    include_history: bool = False,
) -> Iterator[ReplayItem]:
    """Events in the order of their offset, streamed; memory does not grow with the session.

    A gift streak is one item, at its first message, with its final count; a spoken sentence is one, its last version.
    What moderators hid is there, marked. Events from before the recording, which the
    platform replays at connect, come only with ``include_history``.

    ``kinds`` are those of ``archiver.model.event.KINDS``; None: all. ``from_ms`` and ``to_ms`` keep the offsets in
    [from_ms, to_ms); events without a place in the video are left out then.

    Raises:
        UsageError: a kind that does not exist.
        StoreError: the database cannot be used.
    """
    wanted = _checked(kinds)
    places = Places(read_timeline(engine, session_id))
    query = _events(session_id, wanted, include_history)
    is_cut = from_ms is not None or to_ms is not None
    if is_cut:
        first, behind = places.instants(from_ms, to_ms)
        query = query.where(schema.events.c.at >= first, schema.events.c.at < behind)
    items = _items(engine, session_id, query, places)
    if is_cut:
        items = (item for item in items if _is_within(item.offset_ms, from_ms, to_ms))
    if places.is_monotone:
        return items
    return iter(sorted(items, key=lambda item: (item.offset_ms is not None, item.offset_ms)))


def _checked(kinds: Iterable[str] | None) -> frozenset[str]:
    wanted = frozenset(KINDS if kinds is None else kinds)
    unknown = sorted(wanted - set(KINDS))
    if unknown:
        raise UsageError(f"There is no event kind {unknown[0]!r}; the kinds are {', '.join(KINDS)}.")
    return wanted


def _is_within(offset_ms: int | None, from_ms: int | None, to_ms: int | None) -> bool:
    return offset_ms is not None and (from_ms is None or offset_ms >= from_ms) and (to_ms is None or offset_ms < to_ms)


def _items(engine: Engine, session_id: int, query: Select[Any], places: Places) -> Iterator[ReplayItem]:
    find = places.find
    with reading(engine) as connection:
        streaming = connection.execution_options(stream_results=True, yield_per=_CHUNK_ROWS)
        for chunk in streaming.execute(query).partitions():
            for row in chunk:
                seq, kind, at, is_history, viewer_id, unique_id, nickname, text, is_mod, is_sub, *gift, is_deleted = row
                yield ReplayItem._make((
                    session_id, seq, kind, *find(at), at, bool(is_history), viewer_id, unique_id, nickname, text,
                    bool(is_mod), bool(is_sub), *gift, bool(is_deleted),
                ))  # fmt: skip


def _events(session_id: int, kinds: frozenset[str], include_history: bool) -> Select[Any]:
    """The rows of the replay in the order of their instants; only tables that the kinds need are joined."""
    events, viewers, sessions = schema.events, schema.viewers, schema.sessions
    joined = {_TABLES[kind].name for kind in kinds if kind in _TABLES}
    source = events.join(sessions, sessions.c.id == events.c.session_id).outerjoin(
        viewers, viewers.c.user_id == events.c.viewer_id
    )
    for name in sorted(joined):
        table = schema.metadata.tables[name]
        seq = table.c.first_seq if table is schema.gift_streaks else table.c.seq
        source = source.outerjoin(table, and_(table.c.session_id == events.c.session_id, seq == events.c.seq))
    query = select(*_columns(joined)).select_from(source).where(events.c.session_id == session_id)
    if kinds != frozenset(KINDS):
        query = query.where(events.c.kind.in_(sorted(kinds)))
    if "gift" in kinds:
        query = query.where(or_(events.c.kind != "gift", schema.gift_streaks.c.first_seq.is_not(None)))
    if "caption" in kinds:
        query = query.where(text(f"NOT ({is_corrected('events')})"))
    if not include_history:
        began_at = sessions.c.started_at + sessions.c.skew_ms
        query = query.where(or_(events.c.is_history == 0, events.c.at >= began_at))
    return query.order_by(events.c.at, events.c.seq)


def _columns(joined: set[str]) -> list[ColumnElement[Any]]:
    """The columns in the order of ReplayItem, without its place. What no joined table holds is empty."""
    events, viewers, chats, streaks = schema.events, schema.viewers, schema.chats, schema.gift_streaks

    def held(table: Table, value: ColumnElement[Any]) -> ColumnElement[Any]:
        return value if table.name in joined else null()

    emote = case((events.c.kind == "emote", _EMOTE), else_=chats.c.text)
    quantities = [
        held(streaks, streaks.c.repeat_count),
        held(schema.likes, schema.likes.c.like_count),
        held(schema.viewer_counts, schema.viewer_counts.c.viewers),
    ]
    return [
        events.c.seq,
        events.c.kind,
        events.c.at,
        events.c.is_history,
        events.c.viewer_id,
        coalesce(viewers.c.unique_id, ""),
        coalesce(viewers.c.nickname, ""),
        coalesce(held(chats, emote), held(schema.room_texts, schema.room_texts.c.text), events.c.text, ""),
        coalesce(held(chats, chats.c.is_moderator), 0),
        coalesce(held(chats, chats.c.is_subscriber), 0),
        held(streaks, streaks.c.gift_id),
        coalesce(held(streaks, literal_column(gift_name(streaks.name), Text())), ""),
        coalesce(*quantities),
        held(streaks, literal_column(diamonds(streaks.name), BigInteger())),
        coalesce(held(chats, chats.c.language), held(schema.room_texts, schema.room_texts.c.language), ""),
        case((_is_deleted(), 1), else_=0),
    ]


def _is_deleted() -> ColumnElement[bool]:
    """Whether moderators hid the message by its number, or what its viewer had said up to then."""
    events, gone = schema.events, deletions
    by_number = exists().where(gone.c.msg_id == events.c.msg_id)
    by_viewer = exists().where(
        gone.c.viewer_id == events.c.viewer_id, gone.c.session_id == events.c.session_id, gone.c.seq > events.c.seq
    )
    return or_(by_number, and_(events.c.kind.in_(_COMMENTS), by_viewer))
