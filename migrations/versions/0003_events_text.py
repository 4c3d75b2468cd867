"""The line a replay shows of events that have no table of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("events", sa.Column("text", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("events", "text")
