"""The full-text index of chat, filled with the lines that are there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from archiver.store import search_index, search_rebuild

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token_version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_state")),
    )
    search_index.create(op.get_bind())
    search_rebuild.fill(op.get_bind())


def downgrade() -> None:
    search_index.drop(op.get_bind())
    op.drop_table("search_state")
