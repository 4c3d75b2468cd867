"""Views that hold what was archived against the room's own totals; see ``archiver.store.views``, which makes them."""

from __future__ import annotations

from archiver.store.gift_worth import diamonds
from archiver.store.places import piece, place

# Totals come from several servers and go backwards: the highest so far is the one to believe.
LIKE_CURVE = f"""
SELECT
    e.session_id, e.seq, e.at,
    {place("e")},
    k.viewer_id, k.like_count, k.total,
    max(k.total) OVER (PARTITION BY e.session_id ORDER BY e.seq) AS highest_total
FROM likes k
JOIN events e ON e.session_id = k.session_id AND e.seq = k.seq
{piece("e")}
""".strip()

# A room counts from its beginning; so what it had for them when it first named them is told, too.
GIFT_CHECK = f"""
SELECT
    r.session_id, r.viewer_id, coalesce(v.unique_id, '') AS unique_id, coalesce(v.nickname, '') AS nickname,
    r.first_score, r.room_score, r.counted, r.room_score - r.counted AS difference
FROM (
    SELECT
        k.session_id, k.viewer_id, min(k.score) AS first_score, max(k.score) AS room_score,
        (SELECT CAST(coalesce(sum({diamonds("s")}), 0) AS BIGINT) FROM gift_streaks s
            WHERE s.session_id = k.session_id AND s.viewer_id = k.viewer_id) AS counted
    FROM room_ranks k
    GROUP BY k.session_id, k.viewer_id
) r
LEFT JOIN viewers v ON v.user_id = r.viewer_id
""".strip()

TOTALS_CHECK = """
SELECT n.session_id, n.what, n.room_total, n.counted, n.room_total - n.counted AS difference
FROM (
    SELECT
        session_id, 'likes' AS what, max(total) AS room_total, CAST(sum(like_count) AS BIGINT) AS counted
    FROM likes
    GROUP BY session_id
    UNION ALL
    SELECT
        n.session_id, 'viewers', max(n.total_viewers),
        (SELECT count(DISTINCT j.viewer_id) FROM joins j WHERE j.session_id = n.session_id AND j.action = 1)
    FROM viewer_counts n
    GROUP BY n.session_id
) n
""".strip()

TOTAL_VIEWS = {
    "like_curve": LIKE_CURVE,
    "gift_check": GIFT_CHECK,
    "totals_check": TOTALS_CHECK,
}
