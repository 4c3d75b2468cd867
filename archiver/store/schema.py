"""The tables, for SQLite and PostgreSQL alike.

Conventions, for everyone who writes SQL against them:

- An instant is ``..._at``, an integer of epoch milliseconds. Durations and media positions are ``..._ms``.
- A flag is a small integer, 0 or 1, on both databases: ``WHERE is_history = 1`` and ``sum(is_closed)`` work alike.
- Ids are 64-bit integers. Text is never NULL where an empty text says the same.
- ``events`` and the body tables have no foreign keys: they are written by one writer, thousands of rows a second.

The columns of ``events``, ``gift_streaks`` and the body tables are, in order, the fields of their named tuples in
``archiver.model``, so a decoded row is stored as it is.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from archiver.store import columns, interaction_tables  # noqa: F401  (the tables there are of the same metadata)
from archiver.store.columns import Key
from archiver.store.columns import body as _body
from archiver.store.columns import flag as _flag
from archiver.store.columns import id_column as _id
from archiver.store.columns import number as _number
from archiver.store.columns import owned as _owned
from archiver.store.columns import text_column as _text

metadata = columns.metadata

creators = Table(
    "creators",
    metadata,
    _id(),
    _number("user_id", null=True, unique=True),
    _text("unique_id", index=True),
    _text("sec_uid"),
    _text("nickname"),
    _number("first_seen_at"),
    _number("updated_at"),
)

handles = Table(
    "handles",
    metadata,
    Column("creator_id", BigInteger, ForeignKey("creators.id", ondelete="CASCADE"), nullable=False),
    _text("unique_id"),
    _number("first_seen_at"),
    PrimaryKeyConstraint("creator_id", "unique_id"),
)

watch_entries = Table(
    "watch_entries",
    metadata,
    _id(),
    _text("unique_id", unique=True),
    _flag("is_paused"),
    _text("quality", null=True),
    _text("protocol", null=True),
    _text("engine", null=True),
    Column("poll_interval_s", Float(53), nullable=True),
    _number("next_check_at", index=True),
    _number("last_check_at", null=True),
    _text("last_status", null=True),
    _number("last_room_id", null=True),
    _number("resolved_at", null=True),
    Column("failure_count", Integer, nullable=False),
    _text("last_error", null=True),
    _number("added_at"),
)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("room_id", Key, primary_key=True, autoincrement=False),
    Column("creator_id", BigInteger, ForeignKey("creators.id"), nullable=False, index=True),
    _text("title"),
    _number("started_at", null=True),
)

sessions = Table(
    "sessions",
    metadata,
    _id(),
    Column("room_id", BigInteger, ForeignKey("broadcasts.room_id"), nullable=False, index=True),
    Column("creator_id", BigInteger, ForeignKey("creators.id"), nullable=False, index=True),
    _text("title"),
    _text("state"),
    _number("started_at", index=True),
    _text("folder"),
    Column("attempt", Integer, nullable=False),
    _number("ended_at", null=True),
    _text("end_cause", null=True),
    _text("error", null=True),
    _text("file", null=True),
    _text("sha256", null=True),
    _number("duration_ms", null=True),
    _number("skew_ms"),
    _number("shift_ms"),
    sqlite_autoincrement=True,  # the number of a deleted session is never given again
)

#: What keeps two processes from recording the same room.
one_live_session = Index(
    "uq_sessions_live_room",
    sessions.c.room_id,
    unique=True,
    sqlite_where=text("ended_at IS NULL"),
    postgresql_where=text("ended_at IS NULL"),
)

segments = _owned(
    "segments",
    Column("number", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    _text("part"),
    _text("state"),
    _text("protocol"),
    _text("quality"),
    _number("started_at"),
    _text("codec"),
    _text("host", server_default=""),
    _number("ended_at", null=True),
    _number("duration_ms", null=True),
    _number("offset_ms", null=True),
    _number("shown_ms", null=True),
    _number("bytes", null=True),
    Column("width", Integer, nullable=True),
    Column("height", Integer, nullable=True),
    _number("video_packets", null=True),
    _number("audio_packets", null=True),
    _text("file", null=True),
    _text("sha256", null=True),
    _text("error", null=True),
    _number("part_removed_at", null=True),
    key=("number",),
)

gaps = _owned(
    "gaps",
    _text("cause"),
    _number("started_at"),
    _number("ended_at", null=True),
    _text("detail"),
    key=("started_at",),
)

sync_samples = _owned(
    "sync_samples",
    Column("segment", Integer, nullable=False),
    _number("media_ms"),
    _number("wall_ms", null=True),
    _number("monotonic_ms", null=True),
    _number("pts_ms", null=True),
    _flag("is_key", server_default="0"),
    _number("sei_ts", null=True),
    _number("date_at", null=True),
    _flag("is_break", server_default="0"),
    _number("lost_ms", null=True),
    key=("segment", "media_ms"),
)
_has_lost = sync_samples.c.lost_ms.is_not(None)
Index("ix_sync_samples_lost", sync_samples.c.session_id, sqlite_where=_has_lost, postgresql_where=_has_lost)

timeline = _owned(
    "timeline",
    Column("number", Integer, nullable=False),
    _number("from_at"),
    _number("to_at"),
    Column("segment", Integer, nullable=True),
    _number("offset_ms"),
    _number("position_ms"),
    _flag("in_gap"),
    _text("kind"),
    _number("error_ms"),
    key=("number",),
)
Index("uq_timeline_from", timeline.c.session_id, timeline.c.from_at, unique=True)

skews = _owned(
    "skews",
    _text("source"),
    _number("at"),
    _number("skew_ms"),
    _number("error_ms", null=True),
    key=("at", "source"),
)

#: Outlives its session: what a host has shown stays true.
latencies = Table(
    "latencies",
    metadata,
    _number("session_id"),
    Column("segment", Integer, nullable=False),
    _text("kind"),
    _text("host"),
    _text("protocol"),
    _text("quality"),
    _number("latency_ms"),
    _number("spread_ms"),
    _number("learned_at"),
    PrimaryKeyConstraint("session_id", "segment", "kind"),
)
Index("ix_latencies_learned", latencies.c.protocol, latencies.c.learned_at)

#: How far the rows of a session reach into its journals; the one row is written with each batch.
journals = _owned(
    "journals",
    Column("number", Integer, nullable=False),
    _number("position"),
    _number("next_seq"),
    key=(),
)

methods = Table("methods", metadata, _id(), _text("name", unique=True))

viewers = Table(
    "viewers",
    metadata,
    # Not Key: SQLite would order the rows by these random numbers, and every new viewer would cost a page of their own.
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    _text("unique_id", index=True),
    _text("nickname"),
    _text("sec_uid"),
    _text("avatar_url"),
    _number("first_seen_at"),
    _number("last_seen_at"),
)

viewer_names = Table(
    "viewer_names",
    metadata,
    _number("user_id"),
    _text("unique_id"),
    _text("nickname"),
    _number("first_seen_at"),
    PrimaryKeyConstraint("user_id", "unique_id", "nickname"),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    _number("session_id"),
    _number("seq"),
    _number("room_id"),
    Column("method_id", Integer, nullable=False),
    _number("msg_id", null=True),
    _text("kind"),
    _number("at"),
    _number("server_at", null=True),
    _number("received_at"),
    _number("viewer_id", null=True),
    _flag("is_history"),
    Column("journal", Integer, nullable=False),
    _number("position"),
    _text("detail", null=True),
    _text("text", null=True),
    PrimaryKeyConstraint("session_id", "seq"),
    UniqueConstraint("room_id", "method_id", "msg_id"),
    sqlite_with_rowid=False,
)
Index("ix_events_session_at", events.c.session_id, events.c.at)
#: The few events with a line of their own, by kind and by whose it is: what was asked, and what one viewer asked.
_has_line = text("text IS NOT NULL")
Index("ix_events_line", events.c.kind, events.c.viewer_id, sqlite_where=_has_line, postgresql_where=_has_line)

chats = _body(
    "chats",
    _number("viewer_id", null=True, index=True),
    _text("text"),
    _text("language"),
    _text("emotes", null=True),
    _flag("is_moderator"),
    _flag("is_subscriber"),
    _number("gifter_level", null=True),
    _number("fan_level", null=True),
)

gifts = _body(
    "gifts",
    _number("viewer_id", null=True),
    _number("receiver_id", null=True),
    _number("gift_id"),
    _text("gift_name"),
    _number("diamond_count"),
    _number("repeat_count"),
    _number("combo_count"),
    _number("group_id"),
    _flag("is_streakable"),
    _flag("is_streak_end"),
)

likes = _body("likes", _number("viewer_id", null=True), _number("like_count"), _number("total"))

joins = _body("joins", _number("viewer_id", null=True), _number("action"), _number("viewer_count"))

follows = _body("follows", _number("viewer_id", null=True), _number("follower_count"))

shares = _body("shares", _number("viewer_id", null=True), _number("share_count"))

viewer_counts = _body(
    "viewer_counts",
    _number("viewers"),
    _number("total_viewers"),
    _number("anonymous"),
    _number("popularity"),
)

controls = _body("controls", _number("action"), _text("tips"), _text("reason"))

room_texts = _body("room_texts", _number("viewer_id", null=True), _text("text"), _text("language"))

subscriptions = _body(
    "subscriptions",
    _number("viewer_id", null=True),
    _number("months"),
    _flag("is_gifted"),
    _flag("is_renewal"),
)

gift_streaks = Table(
    "gift_streaks",
    metadata,
    _number("session_id"),
    _number("first_seq"),
    _number("last_seq"),
    _number("viewer_id", null=True, index=True),
    _number("receiver_id", null=True),
    _number("gift_id"),
    _text("gift_name"),
    _number("diamond_count"),
    _number("group_id"),
    _number("repeat_count"),
    _number("first_at"),
    _number("last_at"),
    _flag("is_closed"),
    PrimaryKeyConstraint("session_id", "first_seq"),
    sqlite_with_rowid=False,
)

#: The platform's gift list, as it was from ``since_at`` on; the newest row of a gift is what it is now.
gift_catalogue = Table(
    "gift_catalogue",
    metadata,
    _number("gift_id"),
    _number("since_at"),
    _number("last_seen_at"),
    _text("gift_name"),
    _number("diamond_count"),
    _flag("is_streakable"),
    _text("description"),
    _text("image_url"),
    PrimaryKeyConstraint("gift_id", "since_at"),
)

rate_budgets = Table(
    "rate_budgets",
    metadata,
    _text("host"),
    _text("window"),
    _number("used"),
    _number("maximum", null=True),
    _number("ends_at"),
    PrimaryKeyConstraint("host", "window"),
)

#: Of which tokens the search index is made: one row. The index itself is in ``archiver.store.search_index``.
search_state = Table(
    "search_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _text("token_version"),
)
