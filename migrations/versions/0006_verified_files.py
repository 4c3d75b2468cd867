"""Sessions know the digest of their video, and segments when their raw part was given up.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("sha256", sa.Text(), nullable=True))
    op.add_column("segments", sa.Column("part_removed_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("segments", "part_removed_at")
    op.drop_column("sessions", "sha256")
