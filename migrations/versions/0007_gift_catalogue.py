"""The platform's gift list, with its history.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gift_catalogue",
        sa.Column("gift_id", sa.BigInteger(), nullable=False),
        sa.Column("since_at", sa.BigInteger(), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=False),
        sa.Column("gift_name", sa.Text(), nullable=False),
        sa.Column("diamond_count", sa.BigInteger(), nullable=False),
        sa.Column("is_streakable", sa.SmallInteger(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("image_url", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("gift_id", "since_at", name=op.f("pk_gift_catalogue")),
    )


def downgrade() -> None:
    op.drop_table("gift_catalogue")
