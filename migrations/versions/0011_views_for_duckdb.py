"""Views that DuckDB understands as well; views are made anew by every migration."""

from __future__ import annotations

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing but the views changes."""


def downgrade() -> None:
    """Nothing but the views changes."""
