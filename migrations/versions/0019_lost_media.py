"""How much of an HLS stream could not be fetched, and where.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_samples", sa.Column("lost_ms", sa.BigInteger(), nullable=True))
    has_lost = sa.text("lost_ms IS NOT NULL")
    op.create_index(
        "ix_sync_samples_lost", "sync_samples", ["session_id"], sqlite_where=has_lost, postgresql_where=has_lost
    )


def downgrade() -> None:
    op.drop_index("ix_sync_samples_lost", table_name="sync_samples")
    with op.batch_alter_table("sync_samples") as table:
        table.drop_column("lost_ms")
