"""View ``session_viewers`` tells what its viewers were; views are made anew by every migration."""

from __future__ import annotations

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing but the views changes."""


def downgrade() -> None:
    """Nothing but the views changes."""
