"""The lines of events by their kind, too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    has_line = sa.text("text IS NOT NULL")
    op.drop_index("ix_events_viewer_line", table_name="events")
    op.create_index("ix_events_line", "events", ["kind", "viewer_id"], sqlite_where=has_line, postgresql_where=has_line)


def downgrade() -> None:
    has_line = sa.text("text IS NOT NULL AND viewer_id IS NOT NULL")
    op.drop_index("ix_events_line", table_name="events")
    op.create_index("ix_events_viewer_line", "events", ["viewer_id"], sqlite_where=has_line, postgresql_where=has_line)
