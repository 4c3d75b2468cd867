"""The tables of what happens beside talk and gifts; the conventions are those of ``archiver.store.schema``."""

from __future__ import annotations

from sqlalchemy import Index

from archiver.store.columns import body, flag, number, ordinal, text_column

room_ranks = body("room_ranks", ordinal(), number("viewer_id"), number("score"))

battle_updates = body(
    "battle_updates",
    number("battle_id"),
    text_column("phase"),
    number("action"),
    number("status"),
    number("started_at", null=True),
    number("duration_ms", null=True),
    number("ended_at", null=True),
    number("actor_id", null=True),
)

battle_points = body(
    "battle_points",
    ordinal(),
    number("battle_id"),
    number("team_id"),
    number("user_id"),
    text_column("unique_id"),
    text_column("nickname"),
    number("score", null=True),
    number("result", null=True),
)

Index("ix_battle_points_user", battle_points.c.session_id, battle_points.c.battle_id, battle_points.c.user_id)

battle_supporters = body(
    "battle_supporters",
    ordinal(),
    number("battle_id"),
    number("user_id"),
    number("viewer_id"),
    text_column("nickname"),
    number("score"),
    number("diamonds"),
)

guests = body(
    "guests",
    ordinal(),
    number("channel_id"),
    text_column("action"),
    number("scene"),
    text_column("role"),
    number("user_id"),
    text_column("unique_id"),
    text_column("nickname"),
)

guest_scores = body("guest_scores", ordinal(), number("user_id"), number("score"))

polls = body(
    "polls",
    number("poll_id"),
    text_column("phase"),
    number("poll_kind"),
    text_column("title"),
    number("started_at", null=True),
    number("ended_at", null=True),
)

poll_options = body(
    "poll_options", ordinal(), number("poll_id"), number("option"), text_column("text"), number("votes")
)

questions = body(
    "questions",
    number("viewer_id", null=True),
    number("question_id"),
    text_column("action"),
    text_column("text"),
    number("answer_status"),
    number("asked_at", null=True),
)

captions = body(
    "captions",
    ordinal(),
    text_column("language"),
    text_column("text"),
    number("sentence_id"),
    number("sequence_id"),
    flag("is_definite"),
    number("spoken_at", null=True),
    number("duration_ms", null=True),
)
Index("ix_captions_sentence", captions.c.session_id, captions.c.sentence_id)

pins = body(
    "pins",
    number("viewer_id", null=True),
    number("operator_id", null=True),
    number("action"),
    text_column("pinned_method"),
    number("pinned_msg_id", null=True),
    number("pinned_at", null=True),
    number("display_ms", null=True),
    text_column("text"),
)

#: What moderators hid. Looked up by message and by viewer for every line of a replay.
deletions = body(
    "deletions", ordinal(), number("msg_id", null=True, index=True), number("viewer_id", null=True, index=True)
)

envelopes = body(
    "envelopes",
    number("viewer_id", null=True),
    text_column("envelope_id"),
    number("business_type"),
    number("diamonds"),
    number("people"),
    number("opens_at", null=True),
    number("display"),
)

goals = body(
    "goals",
    number("viewer_id", null=True),
    number("goal_id"),
    number("goal_type"),
    number("status"),
    text_column("description"),
    number("contribution"),
)

goal_steps = body(
    "goal_steps",
    ordinal(),
    number("goal_id"),
    number("step_type"),
    number("step_id"),
    text_column("name"),
    number("progress"),
    number("target"),
)

barrages = body(
    "barrages", number("viewer_id", null=True), number("barrage_type"), text_column("key"), number("level", null=True)
)
