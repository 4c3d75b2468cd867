"""The views: the everyday answers, with the place in the video already in them.

One text for both databases, which DuckDB understands, too, when it reads the SQLite file. Views hold no data, so a
migration drops them first and makes the current ones last (``migrations/env.py``); a changed view needs no migration of
its own beyond a new revision.

``offset_ms`` counts from the start of the session's video, display shift not applied. It is NULL without video or
before the timeline is built.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect

from archiver.align.levels import STALL_MS
from archiver.store.audience_views import AUDIENCE_VIEWS
from archiver.store.gift_worth import diamond_count, diamonds, gift_name
from archiver.store.interaction_views import INTERACTION_VIEWS
from archiver.store.places import piece, place
from archiver.store.total_views import TOTAL_VIEWS

# Moderators hide messages by their number, whichever session has them, or what a viewer has said up to then.
_IS_DELETED = """
    CASE WHEN EXISTS (SELECT 1 FROM deletions d WHERE d.msg_id = e.msg_id)
        OR (e.kind IN ('chat', 'emote') AND EXISTS (
            SELECT 1 FROM deletions d
            WHERE d.viewer_id = e.viewer_id AND d.session_id = e.session_id AND d.seq > e.seq))
    THEN 1 ELSE 0 END AS is_deleted
""".strip()

# Of a gift streak only the first message carries count and diamonds (the final ones), so that sums are right.
_CHAT_REPLAY = f"""
SELECT
    e.session_id, e.seq, e.kind, m.name AS method,
    {place("e")},
    e.at, e.server_at, e.received_at, e.is_history,
    e.viewer_id, coalesce(v.unique_id, '') AS unique_id, coalesce(v.nickname, '') AS nickname,
    coalesce(c.text, r.text, e.text, '') AS text, c.emotes,
    coalesce(c.is_moderator, 0) AS is_moderator, coalesce(c.is_subscriber, 0) AS is_subscriber,
    g.gift_id, {gift_name("g", "e.at")} AS gift_name,
    s.repeat_count AS gift_count, {diamonds("s")} AS diamonds,
    {_IS_DELETED},
    e.detail
FROM events e
JOIN methods m ON m.id = e.method_id
{piece("e")}
LEFT JOIN viewers v ON v.user_id = e.viewer_id
LEFT JOIN chats c ON c.session_id = e.session_id AND c.seq = e.seq
LEFT JOIN room_texts r ON r.session_id = e.session_id AND r.seq = e.seq
LEFT JOIN gifts g ON g.session_id = e.session_id AND g.seq = e.seq
LEFT JOIN gift_streaks s ON s.session_id = e.session_id AND s.first_seq = e.seq
"""

_GIFT_LEDGER = f"""
SELECT
    s.session_id, s.first_seq, s.last_seq,
    {place("s", "first_at")},
    s.first_at, s.last_at,
    s.viewer_id, coalesce(v.unique_id, '') AS unique_id, coalesce(v.nickname, '') AS nickname, s.receiver_id,
    s.gift_id, {gift_name("s")} AS gift_name, s.repeat_count AS gift_count,
    {diamond_count("s")} AS diamond_count,
    {diamonds("s")} AS diamonds, s.is_closed
FROM gift_streaks s
{piece("s", "first_at")}
LEFT JOIN viewers v ON v.user_id = s.viewer_id
"""

_VIEWER_CURVE = f"""
SELECT
    e.session_id, e.seq, e.at,
    {place("e")},
    c.viewers, c.total_viewers,
    max(c.total_viewers) OVER (PARTITION BY e.session_id ORDER BY e.seq) AS highest_total
FROM viewer_counts c
JOIN events e ON e.session_id = c.session_id AND e.seq = c.seq
{piece("e")}
"""

_TOP_GIFTERS = f"""
SELECT
    g.session_id,
    rank() OVER (PARTITION BY g.session_id ORDER BY g.diamonds DESC) AS place,
    g.viewer_id, coalesce(v.unique_id, '') AS unique_id, coalesce(v.nickname, '') AS nickname,
    g.streaks, g.gift_count, g.diamonds
FROM (
    SELECT
        s.session_id, s.viewer_id, count(*) AS streaks,
        CAST(sum(s.repeat_count) AS BIGINT) AS gift_count,
        CAST(sum({diamonds("s")}) AS BIGINT) AS diamonds
    FROM gift_streaks s
    GROUP BY s.session_id, s.viewer_id
) g
LEFT JOIN viewers v ON v.user_id = g.viewer_id
"""

# A gap still open counts up to the session's end. What is shorter than a stall is not counted as one, only added up:
# a stream closes a moment before its room says that the broadcast is over.
_COVERAGE = f"""
SELECT
    s.id AS session_id, c.unique_id, s.room_id, s.state, s.end_cause, s.started_at, s.ended_at, s.duration_ms,
    (SELECT count(*) FROM segments x WHERE x.session_id = s.id AND x.state <> 'empty') AS segments,
    (SELECT CAST(coalesce(sum(coalesce(x.shown_ms, x.duration_ms)), 0) AS BIGINT)
        FROM segments x WHERE x.session_id = s.id)
    - (SELECT CAST(coalesce(sum(y.lost_ms), 0) AS BIGINT)
        FROM sync_samples y JOIN segments x ON x.session_id = y.session_id AND x.number = y.segment
        WHERE y.session_id = s.id AND y.lost_ms IS NOT NULL
            AND y.media_ms <= coalesce(x.shown_ms, x.duration_ms)) AS media_ms,
    (SELECT count(*) FROM gaps x
        WHERE x.session_id = s.id AND (x.ended_at IS NULL OR x.ended_at - x.started_at > {STALL_MS})) AS gaps,
    (SELECT CAST(coalesce(sum(coalesce(x.ended_at, s.ended_at, x.started_at) - x.started_at), 0) AS BIGINT)
        FROM gaps x WHERE x.session_id = s.id) AS gap_ms,
    (SELECT count(*) FROM events x WHERE x.session_id = s.id) AS events,
    coalesce((SELECT CASE WHEN min(x.kind) <> max(x.kind) THEN 'mixed' ELSE min(x.kind) END
        FROM timeline x WHERE x.session_id = s.id AND x.in_gap = 0), 'none') AS sync_kind,
    (SELECT max(x.error_ms) FROM timeline x WHERE x.session_id = s.id AND x.in_gap = 0) AS error_ms
FROM sessions s
JOIN creators c ON c.id = s.creator_id
"""

_MESSAGE_COUNTS = """
SELECT n.session_id, m.name AS method, n.kind, n.n
FROM (SELECT session_id, method_id, kind, count(*) AS n FROM events GROUP BY session_id, method_id, kind) n
JOIN methods m ON m.id = n.method_id
"""

#: View name -> its SELECT, in the order in which they are made.
VIEWS = {
    "chat_replay": _CHAT_REPLAY.strip(),
    "gift_ledger": _GIFT_LEDGER.strip(),
    "viewer_curve": _VIEWER_CURVE.strip(),
    "top_gifters": _TOP_GIFTERS.strip(),
    "coverage": _COVERAGE.strip(),
    "message_counts": _MESSAGE_COUNTS.strip(),
    **AUDIENCE_VIEWS,
    **TOTAL_VIEWS,
    **INTERACTION_VIEWS,
}


def create_views(connection: Connection) -> None:
    """Make every view of this version."""
    for name, select in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {_spelled(connection, select)}")


def _spelled(connection: Connection, select: str) -> str:
    return select if connection.dialect.name == "sqlite" else select.replace("%", "%%")  # psycopg: a parameter


def drop_views(connection: Connection) -> None:
    """Remove our views, so that tables can change under them; views that people made themselves stay."""
    for name in reversed(VIEWS):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")


def differing_views(connection: Connection) -> list[str]:
    """Names of views that are missing or not what this version makes. Compared as the database itself prints them."""
    return [
        name
        for name, select in VIEWS.items()
        if _definition(connection, name) != _expected(connection, name, _spelled(connection, select))
    ]


def _definition(connection: Connection, name: str) -> str | None:
    if name not in inspect(connection).get_view_names():
        return None
    return inspect(connection).get_view_definition(name)


def _expected(connection: Connection, name: str, select: str) -> str:
    if connection.dialect.name == "sqlite":
        return f"CREATE VIEW {name} AS {select}"
    probe = f"archiver_expected_{name}"
    connection.exec_driver_sql(f"CREATE TEMPORARY VIEW {probe} AS {select}")
    printed = connection.exec_driver_sql(f"SELECT pg_get_viewdef('{probe}'::regclass)").scalar_one()
    connection.exec_driver_sql(f"DROP VIEW {probe}")
    return str(printed)
