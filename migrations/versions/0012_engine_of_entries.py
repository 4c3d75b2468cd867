"""Which engine records a watched creator.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("watch_entries", sa.Column("engine", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("watch_entries") as table:
        table.drop_column("engine")
