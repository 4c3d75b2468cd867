"""Changing a parent table on SQLite means copying it: its children must live through that."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from archiver.errors import StoreError
from archiver.store import migrate
from archiver.store.engine import open_engine, reading, writing

HEAD = migrate.head()
_REVISION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "next", "{before}", None, None

def upgrade():
    {change}
"""
_COPY_PARENT = """with op.batch_alter_table("sessions") as sessions:
        sessions.alter_column("title", existing_type=sa.Text(), server_default="")"""
_LOSE_PARENT = 'op.execute("DELETE FROM sessions")'

_ROWS = (
    "INSERT INTO creators VALUES (1, NULL, 'anna', '', '', 1, 1)",
    "INSERT INTO broadcasts VALUES (7, 1, '', NULL)",
    (
        "INSERT INTO sessions (id, room_id, creator_id, title, state, started_at, folder, attempt, skew_ms, shift_ms)"
        " VALUES (1, 7, 1, '', 'recording', 1, '', 1, 0, 0)"
    ),
    "INSERT INTO gaps VALUES (1, 'pause', 5, 6, '')",
)


@pytest.fixture
def url(database_url: str) -> str:
    engine = open_engine(database_url)
    with writing(engine) as connection:
        for row in _ROWS:
            connection.execute(text(row))
    engine.dispose()
    return database_url


def add_revision(monkeypatch: pytest.MonkeyPatch, folder: Path, change: str) -> None:
    """Let the archiver have one migration more."""
    shutil.copytree(migrate.script_location(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "next.py").write_text(_REVISION.format(change=change, before=HEAD))
    monkeypatch.setattr(migrate, "script_location", lambda: folder)


def count(url: str, table: str) -> int:
    engine = open_engine(url)
    try:
        with reading(engine) as connection:
            return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    finally:
        engine.dispose()


def test_children_live_through_a_changed_parent(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that copies ``sessions`` keeps its gaps, and the views come back."""
    add_revision(monkeypatch, tmp_path / "migrations", _COPY_PARENT)
    assert migrate.upgrade(url) == "next"
    assert count(url, "gaps") == 1
    assert count(url, "coverage") == 1


def test_migration_that_loses_a_parent_is_undone(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With foreign keys off a migration could leave orphans: the check afterwards refuses, and nothing changed."""
    engine = open_engine(sqlite_url)
    with writing(engine) as connection:
        for row in _ROWS:
            connection.execute(text(row))
    engine.dispose()
    add_revision(monkeypatch, tmp_path / "migrations", _LOSE_PARENT)
    with pytest.raises(StoreError, match="without their parents in gaps"):
        migrate.upgrade(sqlite_url)
    assert migrate.current(sqlite_url) == HEAD
    assert (count(sqlite_url, "sessions"), count(sqlite_url, "coverage")) == (1, 1)


def test_pending_migration_is_told(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database one migration behind is reported with both revisions."""
    add_revision(monkeypatch, tmp_path / "migrations", "pass")
    assert migrate.check(url) == [f"Migrations are pending: the database has {HEAD}, this archiver needs next."]
