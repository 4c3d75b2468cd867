"""Questions, captions, pins and other lines of the room in the search index; whose lines they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from archiver.store import search_index, search_rebuild

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    has_line = sa.text("text IS NOT NULL AND viewer_id IS NOT NULL")
    op.create_index("ix_events_viewer_line", "events", ["viewer_id"], sqlite_where=has_line, postgresql_where=has_line)
    search_index.drop(op.get_bind())
    search_index.create(op.get_bind())
    search_rebuild.fill(op.get_bind())


def downgrade() -> None:
    """An older archiver finds nothing by the lines it does not know, and takes them out with `archiver db reindex`."""
    op.drop_index("ix_events_viewer_line", table_name="events")
