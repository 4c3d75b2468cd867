"""The migrations, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from archiver.errors import SchemaOutdatedError, SchemaTooNewError
from archiver.store import migrate, search_index
from archiver.store.engine import open_engine, reading, writing
from archiver.store.schema import metadata
from archiver.store.views import VIEWS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return request.getfixturevalue("empty_postgres_url")


def names(url: str) -> tuple[set[str], set[str]]:
    engine = open_engine(url)
    try:
        with reading(engine) as connection:
            found = inspect(connection)
            tables = {name for name in found.get_table_names() if not search_index.is_part(name)}
            return tables - {"alembic_version"}, set(found.get_view_names())
    finally:
        engine.dispose()


def execute(url: str, *statements: str) -> None:
    engine = open_engine(url)
    try:
        with writing(engine) as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def test_upgrade_makes_all_tables_and_views(empty_url: str) -> None:
    """From nothing, an upgrade makes exactly the tables of the schema and the views."""
    assert migrate.upgrade(empty_url) == migrate.head()
    assert names(empty_url) == (set(metadata.tables), set(VIEWS))


def test_schema_equals_migrations(empty_url: str) -> None:
    """What the migrations make is what schema.py and views.py describe."""
    migrate.upgrade(empty_url)
    assert migrate.check(empty_url) == []


def test_down_and_up_again(empty_url: str) -> None:
    """A downgrade to base leaves nothing, and an upgrade after it makes everything again."""
    migrate.upgrade(empty_url)
    assert migrate.downgrade(empty_url, "base") is None
    assert names(empty_url) == (set(), set())
    migrate.upgrade(empty_url)
    assert migrate.check(empty_url) == []


def test_upgrade_twice_keeps_rows(database_url: str) -> None:
    """An upgrade of a current database changes nothing."""
    execute(database_url, "INSERT INTO methods (name) VALUES ('WebcastChatMessage')")
    migrate.upgrade(database_url)
    engine = open_engine(database_url)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT name FROM methods")).scalars().all() == ["WebcastChatMessage"]
    engine.dispose()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("ALTER TABLE chats ADD COLUMN extra TEXT", "extra"),
        ("DROP TABLE shares", "shares"),
        ("DROP INDEX ix_events_session_at", "ix_events_session_at"),
    ],
)
def test_check_finds_changed_tables(database_url: str, statement: str, named: str) -> None:
    """A column, table or index that differs from the schema is reported by name."""
    execute(database_url, statement)
    assert named in " ".join(migrate.check(database_url))


@pytest.mark.parametrize("replacement", ["", "CREATE VIEW coverage AS SELECT 1 AS session_id"])
def test_check_finds_changed_views(database_url: str, replacement: str) -> None:
    """A view that is missing, or another one of the same name, is reported."""
    execute(database_url, "DROP VIEW coverage", *filter(None, [replacement]))
    assert migrate.check(database_url) == ["The view coverage is missing or differs."]


def test_newer_schema_is_refused(database_url: str) -> None:
    """A database made by a newer archiver is neither used nor migrated."""
    execute(database_url, "UPDATE alembic_version SET version_num = '9999'")
    for use in (migrate.require_current, migrate.upgrade, migrate.check):
        with pytest.raises(SchemaTooNewError, match="9999"):
            use(database_url)


def test_empty_database_names_the_command(empty_url: str) -> None:
    """A database without tables is refused with the command that makes them, and no file is left behind."""
    with pytest.raises(SchemaOutdatedError, match="archiver db upgrade"):
        migrate.require_current(empty_url)
    assert migrate.check(empty_url)
    assert not list(Path(empty_url.removeprefix("sqlite:///")).parent.glob("empty.db"))


def test_concurrent_upgrades(empty_url: str) -> None:
    """Processes that upgrade at once all succeed."""
    program = "import sys; from archiver.store import migrate; migrate.upgrade(sys.argv[1])"
    running = [subprocess.Popen([sys.executable, "-c", program, empty_url]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert migrate.check(empty_url) == []


def test_alembic_from_the_command_line(empty_url: str) -> None:
    """`alembic upgrade head` at the repository's root migrates the database named in the environment."""
    environment = {**os.environ, "ARCHIVER_DATABASE_URL": empty_url}
    subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], cwd=ROOT, env=environment, check=True)
    assert migrate.check(empty_url) == []


def test_single_head() -> None:
    """The migrations form one line."""
    assert len(migrate.scripts().get_heads()) == 1
