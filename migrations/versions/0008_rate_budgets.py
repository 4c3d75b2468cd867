"""Request budgets, and when a watched handle itself was last asked about.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rate_budgets",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("maximum", sa.BigInteger(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("host", "window", name=op.f("pk_rate_budgets")),
    )
    op.add_column("watch_entries", sa.Column("resolved_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("watch_entries") as table:
        table.drop_column("resolved_at")
    op.drop_table("rate_budgets")
