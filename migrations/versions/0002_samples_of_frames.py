"""Sync samples tell of key frames, the encoder's clock and playlist dates, and may never have been seen to arrive.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sync_samples") as table:
        table.alter_column("wall_ms", existing_type=sa.BigInteger(), nullable=True)
        table.alter_column("monotonic_ms", existing_type=sa.BigInteger(), nullable=True)
        table.add_column(sa.Column("pts_ms", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("is_key", sa.SmallInteger(), server_default="0", nullable=False))
        table.add_column(sa.Column("sei_ts", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("date_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM sync_samples WHERE wall_ms IS NULL OR monotonic_ms IS NULL")
    with op.batch_alter_table("sync_samples") as table:
        for name in ("date_at", "sei_ts", "is_key", "pts_ms"):
            table.drop_column(name)
        table.alter_column("monotonic_ms", existing_type=sa.BigInteger(), nullable=False)
        table.alter_column("wall_ms", existing_type=sa.BigInteger(), nullable=False)
