"""What hosts have shown about their latency, and the history of the clock's skew.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("segments", sa.Column("host", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "skews",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("skew_ms", sa.BigInteger(), nullable=False),
        sa.Column("error_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_skews_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "at", "source", name=op.f("pk_skews")),
    )
    op.create_table(
        "latencies",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("protocol", sa.Text(), nullable=False),
        sa.Column("quality", sa.Text(), nullable=False),
        sa.Column("latency_ms", sa.BigInteger(), nullable=False),
        sa.Column("spread_ms", sa.BigInteger(), nullable=False),
        sa.Column("learned_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "segment", "kind", name=op.f("pk_latencies")),
    )
    op.create_index("ix_latencies_learned", "latencies", ["protocol", "learned_at"])


def downgrade() -> None:
    op.drop_table("latencies")
    op.drop_table("skews")
    with op.batch_alter_table("segments") as table:
        table.drop_column("host")
