"""Tables for what happens beside talk and gifts: battles, guests, polls, questions, goals, captions, moderation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "barrages",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("barrage_type", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_barrages")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "battle_points",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("battle_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("unique_id", sa.Text(), nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "seq", "number", name=op.f("pk_battle_points")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_battle_points_user", "battle_points", ["session_id", "battle_id", "user_id"], unique=False)
    op.create_table(
        "battle_supporters",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("battle_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("diamonds", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", "number", name=op.f("pk_battle_supporters")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "battle_updates",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("battle_id", sa.BigInteger(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("action", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_battle_updates")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "captions",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sentence_id", sa.BigInteger(), nullable=False),
        sa.Column("sequence_id", sa.BigInteger(), nullable=False),
        sa.Column("is_definite", sa.SmallInteger(), nullable=False),
        sa.Column("spoken_at", sa.BigInteger(), nullable=True),
        sa.Column("duration_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "seq", "number", name=op.f("pk_captions")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_captions_sentence", "captions", ["session_id", "sentence_id"], unique=False)
    op.create_table(
        "deletions",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("msg_id", sa.BigInteger(), nullable=True),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "seq", "number", name=op.f("pk_deletions")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_deletions_msg_id"), "deletions", ["msg_id"], unique=False)
    op.create_index(op.f("ix_deletions_viewer_id"), "deletions", ["viewer_id"], unique=False)
    op.create_table(
        "envelopes",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("envelope_id", sa.Text(), nullable=False),
        sa.Column("business_type", sa.BigInteger(), nullable=False),
        sa.Column("diamonds", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("opens_at", sa.BigInteger(), nullable=True),
        sa.Column("display", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_envelopes")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "goal_steps",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.BigInteger(), nullable=False),
        sa.Column("step_type", sa.BigInteger(), nullable=False),
        sa.Column("step_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("progress", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", "number", name=op.f("pk_goal_steps")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "goals",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("goal_id", sa.BigInteger(), nullable=False),
        sa.Column("goal_type", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("contribution", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_goals")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "guest_scores",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", "number", name=op.f("pk_guest_scores")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "guests",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("scene", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("unique_id", sa.Text(), nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", "number", name=op.f("pk_guests")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pins",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("operator_id", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.BigInteger(), nullable=False),
        sa.Column("pinned_method", sa.Text(), nullable=False),
        sa.Column("pinned_msg_id", sa.BigInteger(), nullable=True),
        sa.Column("pinned_at", sa.BigInteger(), nullable=True),
        sa.Column("display_ms", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_pins")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "poll_options",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.BigInteger(), nullable=False),
        sa.Column("option", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("votes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", "number", name=op.f("pk_poll_options")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "polls",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("poll_id", sa.BigInteger(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("poll_kind", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_polls")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "questions",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("question_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer_status", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_questions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "room_ranks",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", "number", name=op.f("pk_room_ranks")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("room_ranks")
    op.drop_table("questions")
    op.drop_table("polls")
    op.drop_table("poll_options")
    op.drop_table("pins")
    op.drop_table("guests")
    op.drop_table("guest_scores")
    op.drop_table("goals")
    op.drop_table("goal_steps")
    op.drop_table("envelopes")
    op.drop_index(op.f("ix_deletions_viewer_id"), table_name="deletions")
    op.drop_index(op.f("ix_deletions_msg_id"), table_name="deletions")
    op.drop_table("deletions")
    op.drop_index("ix_captions_sentence", table_name="captions")
    op.drop_table("captions")
    op.drop_table("battle_updates")
    op.drop_table("battle_supporters")
    op.drop_index("ix_battle_points_user", table_name="battle_points")
    op.drop_table("battle_points")
    op.drop_table("barrages")
