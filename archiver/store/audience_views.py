"""Views about sessions as people name them, their viewers and their chat; see ``archiver.store.views``."""

from __future__ import annotations

from archiver.store.days import date, dated, hour, weekday
from archiver.store.gift_worth import diamonds
from archiver.store.places import piece, place

_MINUTE_MS = 60_000

SESSION_LIST = f"""
SELECT
    s.id AS session_id, s.creator_id, c.unique_id AS creator, c.nickname AS creator_nickname, s.room_id, s.title,
    s.state, s.started_at, s.ended_at, s.duration_ms,
    {date("s")} AS started_on,
    {weekday("s")} AS weekday,
    {hour("s.started_at")} AS hour,
    (SELECT CAST(coalesce(sum({diamonds("g")}), 0) AS BIGINT)
        FROM gift_streaks g WHERE g.session_id = s.id) AS diamonds,
    (SELECT max(n.viewers) FROM viewer_counts n WHERE n.session_id = s.id) AS peak_viewers,
    (SELECT max(n.total_viewers) FROM viewer_counts n WHERE n.session_id = s.id) AS total_viewers,
    (SELECT max(n.total) FROM likes n WHERE n.session_id = s.id) AS likes
FROM ({dated("sessions", "started_at")}) s
JOIN creators c ON c.id = s.creator_id
""".strip()

# What was said before the recording began is not of these minutes; what a reconnection repeats is.
CHAT_RATE = f"""
SELECT
    r.session_id, r.minute_at,
    {place("r", "minute_at")},
    r.chats, r.chatters
FROM (
    SELECT
        e.session_id, e.at - e.at % {_MINUTE_MS} AS minute_at, count(*) AS chats,
        count(DISTINCT e.viewer_id) AS chatters
    FROM events e
    JOIN sessions s ON s.id = e.session_id
    WHERE e.kind IN ('chat', 'emote') AND (e.is_history = 0 OR e.at >= s.started_at + s.skew_ms)
    GROUP BY e.session_id, e.at - e.at % {_MINUTE_MS}
) r
{piece("r", "minute_at")}
""".strip()

SESSION_VIEWERS = """
SELECT
    n.session_id, n.viewer_id, coalesce(v.unique_id, '') AS unique_id, coalesce(v.nickname, '') AS nickname,
    n.first_at, n.last_at, n.events, n.chats, n.is_moderator, n.is_subscriber, n.gifter_level, n.fan_level
FROM (
    SELECT
        e.session_id, e.viewer_id, min(e.at) AS first_at, max(e.at) AS last_at, count(*) AS events,
        sum(CASE WHEN e.kind IN ('chat', 'emote') THEN 1 ELSE 0 END) AS chats,
        coalesce(max(c.is_moderator), 0) AS is_moderator, coalesce(max(c.is_subscriber), 0) AS is_subscriber,
        max(c.gifter_level) AS gifter_level, max(c.fan_level) AS fan_level
    FROM events e
    LEFT JOIN chats c ON c.session_id = e.session_id AND c.seq = e.seq
    WHERE e.viewer_id IS NOT NULL
    GROUP BY e.session_id, e.viewer_id
) n
LEFT JOIN viewers v ON v.user_id = n.viewer_id
""".strip()

FIRST_SEEN = """
SELECT
    n.creator_id, c.unique_id AS creator, n.viewer_id, coalesce(v.unique_id, '') AS unique_id,
    coalesce(v.nickname, '') AS nickname, n.first_at, n.last_at, n.first_session_id, n.sessions, n.events
FROM (
    SELECT
        s.creator_id, e.viewer_id, min(e.at) AS first_at, max(e.at) AS last_at, min(e.session_id) AS first_session_id,
        count(DISTINCT e.session_id) AS sessions, count(*) AS events
    FROM events e
    JOIN sessions s ON s.id = e.session_id
    WHERE e.viewer_id IS NOT NULL
    GROUP BY s.creator_id, e.viewer_id
) n
JOIN creators c ON c.id = n.creator_id
LEFT JOIN viewers v ON v.user_id = n.viewer_id
""".strip()

# The hidden message is found by its unique key; methods are few.
MODERATION = f"""
SELECT
    d.session_id, d.seq, d.number, e.at,
    {place("e")},
    d.what, d.msg_id, x.session_id AS hidden_session_id, x.seq AS hidden_seq,
    coalesce(d.viewer_id, x.viewer_id) AS viewer_id, coalesce(v.unique_id, '') AS unique_id,
    coalesce(v.nickname, '') AS nickname, coalesce(c.text, d.text) AS text
FROM (
    SELECT
        session_id, seq, number, CASE WHEN msg_id IS NULL THEN 'viewer' ELSE 'message' END AS what, msg_id, viewer_id,
        '' AS text
    FROM deletions
    UNION ALL
    SELECT
        session_id, seq, 0, 'broadcast', CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
        CASE WHEN reason <> '' THEN reason ELSE tips END
    FROM controls
    WHERE action = 4
) d
JOIN events e ON e.session_id = d.session_id AND e.seq = d.seq
{piece("e")}
LEFT JOIN events x ON x.room_id = e.room_id AND x.msg_id = d.msg_id AND x.method_id IN (SELECT id FROM methods)
LEFT JOIN chats c ON c.session_id = x.session_id AND c.seq = x.seq
LEFT JOIN viewers v ON v.user_id = coalesce(d.viewer_id, x.viewer_id)
""".strip()

AUDIENCE_VIEWS = {
    "session_list": SESSION_LIST,
    "chat_rate": CHAT_RATE,
    "session_viewers": SESSION_VIEWERS,
    "first_seen": FIRST_SEEN,
    "moderation": MODERATION,
}
