"""Views about battles, polls and captions; see ``archiver.store.views``, which makes them."""

from __future__ import annotations

from archiver.store.captions import newer_caption
from archiver.store.places import piece, place

_OF_BATTLE = "p.session_id = b.session_id AND p.battle_id = b.battle_id"

# Messages that name no battle (a bonus task may not) belong to none.
BATTLES = f"""
SELECT
    b.session_id, b.battle_id,
    {place("b", "first_at")},
    b.first_at, b.last_at, b.started_at, b.duration_ms, b.is_finished, b.is_cut_short, b.punish_ended_at,
    (SELECT count(DISTINCT p.user_id) FROM battle_points p WHERE {_OF_BATTLE}) AS creators,
    (SELECT max(p.score) FROM battle_points p WHERE {_OF_BATTLE} AND p.user_id = c.user_id) AS score,
    (SELECT max(p.score) FROM battle_points p WHERE {_OF_BATTLE} AND p.user_id <> c.user_id) AS best_other_score,
    (SELECT max(p.result) FROM battle_points p WHERE {_OF_BATTLE} AND p.user_id = c.user_id) AS result
FROM (
    SELECT
        u.session_id, u.battle_id, min(e.at) AS first_at, max(e.at) AS last_at, max(u.started_at) AS started_at,
        max(u.duration_ms) AS duration_ms,
        max(CASE WHEN u.phase IN ('finish', 'cut_short', 'punish_finish') OR u.status >= 2 THEN 1 ELSE 0 END)
            AS is_finished,
        max(CASE WHEN u.phase = 'cut_short' THEN 1 ELSE 0 END) AS is_cut_short,
        max(CASE WHEN u.phase = 'punish_finish' THEN e.at END) AS punish_ended_at
    FROM battle_updates u
    JOIN events e ON e.session_id = u.session_id AND e.seq = u.seq
    WHERE u.battle_id <> 0
    GROUP BY u.session_id, u.battle_id
) b
JOIN sessions s ON s.id = b.session_id
JOIN creators c ON c.id = s.creator_id
{piece("b", "first_at")}
""".strip()

# A score message names people by number only; their names came when the battle was opened.
BATTLE_SCORES = f"""
SELECT
    b.session_id, b.battle_id, b.seq, e.at,
    {place("e")},
    b.user_id,
    coalesce((SELECT max(p.unique_id) FROM battle_points p WHERE {_OF_BATTLE} AND p.user_id = b.user_id), '')
        AS unique_id,
    coalesce((SELECT max(p.nickname) FROM battle_points p WHERE {_OF_BATTLE} AND p.user_id = b.user_id), '')
        AS nickname,
    CASE WHEN b.user_id = c.user_id THEN 1 ELSE 0 END AS is_creator,
    b.team_id, b.score, b.result
FROM battle_points b
JOIN events e ON e.session_id = b.session_id AND e.seq = b.seq
JOIN sessions s ON s.id = b.session_id
JOIN creators c ON c.id = s.creator_id
{piece("e")}
WHERE b.score IS NOT NULL
""".strip()

# Updates may leave the texts of options out: the text is the latest one told.
POLL_RESULTS = """
SELECT
    o.session_id, o.poll_id, o.option,
    coalesce((SELECT max(p.title) FROM polls p WHERE p.session_id = o.session_id AND p.poll_id = o.poll_id), '')
        AS title,
    o.text, o.votes,
    (SELECT max(CASE WHEN p.phase = 'end' THEN 1 ELSE 0 END) FROM polls p
        WHERE p.session_id = o.session_id AND p.poll_id = o.poll_id) AS is_ended,
    o.last_seq AS seq
FROM (
    SELECT session_id, poll_id, option, max(text) AS text, max(votes) AS votes, max(seq) AS last_seq
    FROM poll_options
    GROUP BY session_id, poll_id, option
) o
""".strip()

CAPTION_LINES = f"""
SELECT
    c.session_id, c.seq, e.at,
    {place("e")},
    c.language, c.text, c.spoken_at, c.duration_ms, c.sentence_id, c.is_definite
FROM captions c
JOIN events e ON e.session_id = c.session_id AND e.seq = c.seq
{piece("e")}
WHERE c.sentence_id = 0 OR NOT EXISTS (
    {newer_caption("c")}
)
""".strip()

INTERACTION_VIEWS = {
    "battles": BATTLES,
    "battle_scores": BATTLE_SCORES,
    "poll_results": POLL_RESULTS,
    "caption_lines": CAPTION_LINES,
}
