"""Views that hold the room's own totals against the archive; gifts are named and valued by the gift list."""

from __future__ import annotations

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing but the views changes."""


def downgrade() -> None:
    """Nothing but the views changes."""
