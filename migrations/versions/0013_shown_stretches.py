"""Segments know how much of them the session's video shows: what a server sends twice is shown once.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("segments", sa.Column("shown_ms", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("segments", "shown_ms")
