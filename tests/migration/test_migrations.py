"""The migrations, on both databases."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from archiver.errors import SchemaOutdatedError, SchemaTooNewError, StoreError
from archiver.store import migrate, search_index
from archiver.store.engine import open_engine, reading, writing
from archiver.store.schema import metadata
from archiver.store.views import VIEWS
from tests.sql import rows

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


def fill_with_others_tables(path: Path, *statements: str) -> bytes:
    """Make another program's SQLite file; returns what it holds."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(";".join(["CREATE TABLE notes (line)", *statements]))
    return path.read_bytes()


@pytest.mark.parametrize("revision", [None, "ab12cd34", "0001"])
def test_another_programs_file_is_refused(tmp_path: Path, revision: str | None) -> None:
    """A file with tables of another program, which may use Alembic too, is neither used nor changed in a byte."""
    path = tmp_path / "notes.db"
    versions = ("CREATE TABLE alembic_version (version_num TEXT)", f"INSERT INTO alembic_version VALUES ('{revision}')")
    before = fill_with_others_tables(path, *(versions if revision else ()))
    for use in (migrate.current, migrate.require_current, migrate.check, migrate.upgrade):
        with pytest.raises(StoreError, match=r"another program's: .*notes.* database\.url") as refused:
            use(f"sqlite:///{path}")
        assert type(refused.value) is StoreError
    assert path.read_bytes() == before


@pytest.mark.postgres
def test_tables_of_others_may_share_a_server_database(empty_postgres_url: str) -> None:
    """On PostgreSQL our tables may stand beside those of others; a revision that is not ours is another program's."""
    execute(empty_postgres_url, "CREATE TABLE notes (line TEXT)")
    migrate.upgrade(empty_postgres_url)
    execute(
        empty_postgres_url,
        *(f"DROP VIEW {name}" for name in reversed(VIEWS)),
        "DROP TABLE gift_streaks",
        "UPDATE alembic_version SET version_num = 'ab12cd34'",
    )
    with pytest.raises(StoreError, match="another program's"):
        migrate.upgrade(empty_postgres_url)


def test_own_tables_in_the_archive_stay(database_url: str) -> None:
    """A table that a person made in the archive is no other program's database, after a downgrade to nothing either."""
    execute(database_url, "CREATE TABLE notes (line TEXT)")
    migrate.upgrade(database_url)
    migrate.downgrade(database_url, "base")
    migrate.upgrade(database_url)
    execute(database_url, "INSERT INTO notes VALUES ('kept')")


def test_peoples_views_upon_ours_stay(database_url: str) -> None:
    """Views that people made of our views, and of those, are the same after an upgrade."""
    execute(
        database_url,
        "CREATE VIEW long_ones AS SELECT session_id FROM coverage WHERE unique_id LIKE '%' AND duration_ms > 5",
        "CREATE VIEW longest AS SELECT max(session_id) AS session_id FROM long_ones JOIN coverage USING (session_id)",
    )
    migrate.upgrade(database_url)
    assert migrate.check(database_url) == []
    assert rows(database_url, "SELECT * FROM long_ones") == []
    assert rows(database_url, "SELECT * FROM longest") == [(None,)]


def test_peoples_views_do_not_stop_the_oldest_archive(tmp_path: Path) -> None:
    """SQLite copies a table and gives the copy its name, while the views that others read are away."""
    url = f"sqlite:///{tmp_path / 'old.db'}"
    migrate.upgrade(url)
    migrate.downgrade(url, "0001")
    execute(url, "CREATE VIEW long_ones AS SELECT session_id FROM coverage WHERE duration_ms > 5")
    migrate.upgrade(url)
    assert rows(url, "SELECT * FROM long_ones") == []


@pytest.mark.postgres
def test_peoples_views_keep_rights_owner_and_comment(postgres_url: str) -> None:
    """What is said of a view on PostgreSQL is said of it afterwards; one that holds rows itself is named."""
    execute(
        postgres_url,
        'CREATE ROLE "the owner"',
        'CREATE ROLE "the ""reader"""',
        "CREATE VIEW long_ones WITH (security_barrier=true) AS SELECT session_id FROM coverage",
        "COMMENT ON VIEW long_ones IS 'it''s 5 % of all'",
        'GRANT ALL ON SCHEMA public TO "the owner"',
        'ALTER VIEW long_ones OWNER TO "the owner"',
        'GRANT SELECT ON long_ones TO "the ""reader""" WITH GRANT OPTION',
        "GRANT SELECT ON long_ones TO PUBLIC",
    )
    about = (
        "SELECT pg_get_userbyid(relowner)::text, relacl::text, reloptions::text, obj_description(oid, 'pg_class') "
        "FROM pg_class WHERE relname = 'long_ones'"
    )
    try:
        before = rows(postgres_url, about)
        migrate.upgrade(postgres_url)
        assert rows(postgres_url, about) == before
        execute(postgres_url, "CREATE MATERIALIZED VIEW kept AS SELECT session_id FROM coverage")
        with pytest.raises(StoreError, match=r"materialized view public\.kept"):
            migrate.upgrade(postgres_url)
        with pytest.raises(StoreError, match=r"materialized view public\.kept"):
            migrate.downgrade(postgres_url, "base")
        execute(postgres_url, "DROP MATERIALIZED VIEW kept")
        with pytest.raises(StoreError, match=r"The view public\.long_ones.* nothing was changed"):
            migrate.downgrade(postgres_url, "base")
        assert rows(postgres_url, about) == before
    finally:
        for role in ('"the owner"', '"the ""reader"""'):
            execute(postgres_url, f"DROP OWNED BY {role}", f"DROP ROLE {role}")


@pytest.mark.parametrize(
    "statements",
    [
        ("INSERT INTO alembic_version VALUES ('0003')",),
        ("DROP TABLE alembic_version", "CREATE TABLE alembic_version (version_num TEXT)",
         "INSERT INTO alembic_version VALUES (NULL)"),
    ],
    ids=["two rows", "no text"],
)  # fmt: skip
def test_rubbish_in_the_version_table_is_named(database_url: str, statements: tuple[str, ...]) -> None:
    """A version table that holds two revisions, or none in its row, is a sentence about that table."""
    execute(database_url, *statements)
    for use in (migrate.current, migrate.require_current, migrate.check, migrate.upgrade):
        with pytest.raises(StoreError, match="table alembic_version"):
            use(database_url)


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
