"""Everything of the first version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("emotes", sa.Text(), nullable=True),
        sa.Column("is_moderator", sa.SmallInteger(), nullable=False),
        sa.Column("is_subscriber", sa.SmallInteger(), nullable=False),
        sa.Column("gifter_level", sa.BigInteger(), nullable=True),
        sa.Column("fan_level", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_chats")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_chats_viewer_id"), "chats", ["viewer_id"], unique=False)
    op.create_table(
        "controls",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.BigInteger(), nullable=False),
        sa.Column("tips", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_controls")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "creators",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("unique_id", sa.Text(), nullable=False),
        sa.Column("sec_uid", sa.Text(), nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creators")),
        sa.UniqueConstraint("user_id", name=op.f("uq_creators_user_id")),
    )
    op.create_index(op.f("ix_creators_unique_id"), "creators", ["unique_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("room_id", sa.BigInteger(), nullable=False),
        sa.Column("method_id", sa.Integer(), nullable=False),
        sa.Column("msg_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("server_at", sa.BigInteger(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("is_history", sa.SmallInteger(), nullable=False),
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_events")),
        sa.UniqueConstraint("room_id", "method_id", "msg_id", name=op.f("uq_events_room_id_method_id_msg_id")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_events_session_at", "events", ["session_id", "at"], unique=False)
    op.create_table(
        "follows",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("follower_count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_follows")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gift_streaks",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("receiver_id", sa.BigInteger(), nullable=True),
        sa.Column("gift_id", sa.BigInteger(), nullable=False),
        sa.Column("gift_name", sa.Text(), nullable=False),
        sa.Column("diamond_count", sa.BigInteger(), nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.Column("repeat_count", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("is_closed", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "first_seq", name=op.f("pk_gift_streaks")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_gift_streaks_viewer_id"), "gift_streaks", ["viewer_id"], unique=False)
    op.create_table(
        "gifts",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("receiver_id", sa.BigInteger(), nullable=True),
        sa.Column("gift_id", sa.BigInteger(), nullable=False),
        sa.Column("gift_name", sa.Text(), nullable=False),
        sa.Column("diamond_count", sa.BigInteger(), nullable=False),
        sa.Column("repeat_count", sa.BigInteger(), nullable=False),
        sa.Column("combo_count", sa.BigInteger(), nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.Column("is_streakable", sa.SmallInteger(), nullable=False),
        sa.Column("is_streak_end", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_gifts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "joins",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.BigInteger(), nullable=False),
        sa.Column("viewer_count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_joins")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "likes",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("like_count", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_likes")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "methods",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_methods")),
        sa.UniqueConstraint("name", name=op.f("uq_methods_name")),
    )
    op.create_table(
        "room_texts",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_room_texts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "shares",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("share_count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_shares")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "subscriptions",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=True),
        sa.Column("months", sa.BigInteger(), nullable=False),
        sa.Column("is_gifted", sa.SmallInteger(), nullable=False),
        sa.Column("is_renewal", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_subscriptions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "viewer_counts",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("viewers", sa.BigInteger(), nullable=False),
        sa.Column("total_viewers", sa.BigInteger(), nullable=False),
        sa.Column("anonymous", sa.BigInteger(), nullable=False),
        sa.Column("popularity", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_viewer_counts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "viewer_names",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("unique_id", sa.Text(), nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "unique_id", "nickname", name=op.f("pk_viewer_names")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "viewers",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unique_id", sa.Text(), nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.Column("sec_uid", sa.Text(), nullable=False),
        sa.Column("avatar_url", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.BigInteger(), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_viewers")),
    )
    op.create_index(op.f("ix_viewers_unique_id"), "viewers", ["unique_id"], unique=False)
    op.create_table(
        "watch_entries",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("unique_id", sa.Text(), nullable=False),
        sa.Column("is_paused", sa.SmallInteger(), nullable=False),
        sa.Column("quality", sa.Text(), nullable=True),
        sa.Column("protocol", sa.Text(), nullable=True),
        sa.Column("poll_interval_s", sa.Float(precision=53), nullable=True),
        sa.Column("next_check_at", sa.BigInteger(), nullable=False),
        sa.Column("last_check_at", sa.BigInteger(), nullable=True),
        sa.Column("last_status", sa.Text(), nullable=True),
        sa.Column("last_room_id", sa.BigInteger(), nullable=True),
        sa.Column("failure_count", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_entries")),
        sa.UniqueConstraint("unique_id", name=op.f("uq_watch_entries_unique_id")),
    )
    op.create_index(op.f("ix_watch_entries_next_check_at"), "watch_entries", ["next_check_at"], unique=False)
    op.create_table(
        "broadcasts",
        sa.Column("room_id", KEY, autoincrement=False, nullable=False),
        sa.Column("creator_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"], name=op.f("fk_broadcasts_creator_id_creators")),
        sa.PrimaryKeyConstraint("room_id", name=op.f("pk_broadcasts")),
    )
    op.create_index(op.f("ix_broadcasts_creator_id"), "broadcasts", ["creator_id"], unique=False)
    op.create_table(
        "handles",
        sa.Column("creator_id", sa.BigInteger(), nullable=False),
        sa.Column("unique_id", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["creators.id"], name=op.f("fk_handles_creator_id_creators"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("creator_id", "unique_id", name=op.f("pk_handles")),
    )
    op.create_table(
        "sessions",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("room_id", sa.BigInteger(), nullable=False),
        sa.Column("creator_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("end_cause", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("skew_ms", sa.BigInteger(), nullable=False),
        sa.Column("shift_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"], name=op.f("fk_sessions_creator_id_creators")),
        sa.ForeignKeyConstraint(["room_id"], ["broadcasts.room_id"], name=op.f("fk_sessions_room_id_broadcasts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sessions_creator_id"), "sessions", ["creator_id"], unique=False)
    op.create_index(op.f("ix_sessions_room_id"), "sessions", ["room_id"], unique=False)
    op.create_index(op.f("ix_sessions_started_at"), "sessions", ["started_at"], unique=False)
    op.create_index(
        "uq_sessions_live_room",
        "sessions",
        ["room_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "gaps",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_gaps_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "started_at", name=op.f("pk_gaps")),
    )
    op.create_table(
        "journals",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("next_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_journals_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_journals")),
    )
    op.create_table(
        "segments",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("protocol", sa.Text(), nullable=False),
        sa.Column("quality", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("codec", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("offset_ms", sa.BigInteger(), nullable=True),
        sa.Column("bytes", sa.BigInteger(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("video_packets", sa.BigInteger(), nullable=True),
        sa.Column("audio_packets", sa.BigInteger(), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_segments_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "number", name=op.f("pk_segments")),
    )
    op.create_table(
        "sync_samples",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("media_ms", sa.BigInteger(), nullable=False),
        sa.Column("wall_ms", sa.BigInteger(), nullable=False),
        sa.Column("monotonic_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_sync_samples_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "segment", "media_ms", name=op.f("pk_sync_samples")),
    )
    op.create_table(
        "timeline",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("to_at", sa.BigInteger(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=True),
        sa.Column("offset_ms", sa.BigInteger(), nullable=False),
        sa.Column("position_ms", sa.BigInteger(), nullable=False),
        sa.Column("in_gap", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("error_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_timeline_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "number", name=op.f("pk_timeline")),
    )
    op.create_index("uq_timeline_from", "timeline", ["session_id", "from_at"], unique=True)


def downgrade() -> None:
    op.drop_table("timeline")
    op.drop_table("sync_samples")
    op.drop_table("segments")
    op.drop_table("journals")
    op.drop_table("gaps")
    op.drop_table("sessions")
    op.drop_table("handles")
    op.drop_table("broadcasts")
    op.drop_table("watch_entries")
    op.drop_table("viewers")
    op.drop_table("viewer_names")
    op.drop_table("viewer_counts")
    op.drop_table("subscriptions")
    op.drop_table("shares")
    op.drop_table("room_texts")
    op.drop_table("methods")
    op.drop_table("likes")
    op.drop_table("joins")
    op.drop_table("gifts")
    op.drop_table("gift_streaks")
    op.drop_table("follows")
    op.drop_table("events")
    op.drop_table("creators")
    op.drop_table("controls")
    op.drop_table("chats")
