"""The schema's version: read it, raise it, and find out whether the database is what the migrations make of it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from archiver.errors import SchemaOutdatedError, SchemaTooNewError, StoreError, StoreLockedError
from archiver.store import search_check, search_index
from archiver.store.engine import open_engine, reading, sqlite_path, translated
from archiver.store.schema import metadata
from archiver.store.views import differing_views

_LOCK_TIMEOUT_MS = 60_000  #: how long a migration waits for another process's migration
_LOCK_KEY = 0x41524348  #: PostgreSQL advisory lock: "ARCH"
_VERSIONS = "alembic_version"  #: Alembic's own table, of every program that uses it
_OURS = "gift_streaks"  #: a table of every revision, and hardly of another program
_MAX_NAMED = 3


def upgrade(url: str) -> str:
    """Bring the database at ``url`` to this version's schema, making it where it is missing; returns the revision.

    A second process that does the same waits for the first.

    Raises:
        SchemaTooNewError: a newer archiver made the database.
        StoreError, DiskError: the database cannot be used, or is another program's.
    """
    with suppress(StoreLockedError):  # looked at again where nobody else can write
        _refuse_unknown(current(url))  # before a writer turns a file that is not ours to WAL
    _migrate(url, "head")
    return head()


def downgrade(url: str, revision: str) -> str | None:
    """Take the schema back to ``revision`` ("base": nothing is left); returns the revision. Raises as ``upgrade``."""
    return _migrate(url, revision)


def current(url: str) -> str | None:
    """The revision of the database at ``url``; None when it has no tables or does not exist.

    Raises:
        StoreError: the database cannot be used, or is another program's.
    """
    if _is_missing(url):
        return None
    engine = open_engine(url, read_only=True)
    try:
        with reading(engine) as connection:
            return _revision_of_ours(connection)
    finally:
        engine.dispose()


def head() -> str:
    """The revision that this version of the archiver works with."""
    return str(scripts().get_current_head())


def require_current(url: str) -> None:
    """Make sure that the database at ``url`` has this version's schema.

    Raises:
        SchemaOutdatedError: it is missing, empty or older.
        SchemaTooNewError: a newer archiver made it.
    """
    revision = current(url)
    _refuse_unknown(revision)
    if revision is None:
        raise SchemaOutdatedError("There is no database yet; make it with `archiver db upgrade`.")
    if revision != head():
        raise SchemaOutdatedError(
            f"The database has schema {revision}, this archiver needs {head()}; run `archiver db upgrade`."
        )


def check(url: str, *, quick: bool = False) -> list[str]:
    """How the database at ``url`` differs from what this version makes; one sentence each, none when it is right.

    ``quick`` leaves out what takes a while in a large archive: the comparison of the search index with every line.

    Raises:
        SchemaTooNewError: a newer archiver made it.
        StoreError: it cannot be used.
    """
    revision = current(url)
    _refuse_unknown(revision)
    if revision is None:
        return ["There is no database yet: run `archiver db upgrade`."]
    findings = []
    if revision != head():
        findings.append(f"Migrations are pending: the database has {revision}, this archiver needs {head()}.")
    # PostgreSQL prints the views it should have only once they are made, if for a moment.
    engine = open_engine(url, read_only=sqlite_path(url) is not None)
    try:
        with reading(engine) as connection:
            findings += [f"The schema differs: {_describe(difference)}." for difference in _differences(connection)]
            findings += [f"The view {name} is missing or differs." for name in differing_views(connection)]
        if not findings:
            findings += search_check.drift(engine, quick=quick)
    finally:
        engine.dispose()
    return findings


def script_location() -> Path:
    """The folder of the migrations: in the installed package, or at the root of the checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_migrations", package.parent / "migrations"):
        if (folder / "env.py").is_file():
            return folder
    raise StoreError("The migrations are not installed; reinstall the archiver.")


def lock(connection: Connection) -> None:
    """Wait until no other process migrates this database; held until the transaction ends.

    On SQLite the transaction itself is the lock (BEGIN IMMEDIATE).
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_KEY})")


def _migrate(url: str, target: str) -> str | None:
    engine = open_engine(url, busy_timeout_ms=_LOCK_TIMEOUT_MS)
    try:
        with translated(engine), engine.connect() as connection:
            run_on(connection, target)
            with connection.begin():
                return _revision(connection)
    finally:
        engine.dispose()


def run_on(connection: Connection, target: str) -> None:
    """Run the migrations to ``target`` on an open connection that is in no transaction."""
    config = _config()
    config.attributes["connection"] = connection
    going_up = target == "head"
    (command.upgrade if going_up else command.downgrade)(config, target)


def refuse_newer(connection: Connection) -> None:
    """Raises SchemaTooNewError when a newer archiver made the database, StoreError when another program did."""
    _refuse_unknown(_revision_of_ours(connection))


def _refuse_unknown(revision: str | None) -> None:
    if revision is not None and revision not in _known():
        raise SchemaTooNewError(
            f"The database has schema {revision[:40]}, which this archiver does not know: it was made by a newer one. "
            "Update the archiver, or use another database."
        )


def _known() -> set[str]:
    return {script.revision for script in scripts().walk_revisions()}


def _revision(connection: Connection) -> str | None:
    found = MigrationContext.configure(connection).get_current_heads()
    if len(found) > 1 or not all(isinstance(revision, str) for revision in found):
        raise StoreError(
            f"The database's table {_VERSIONS} holds what the archiver has not written: it has one row with one "
            "revision. Restore a copy of the database, or correct the row."
        )
    return found[0] if found else None


def _revision_of_ours(connection: Connection) -> str | None:
    """The revision. Raises StoreError when the database is another program's."""
    revision = _revision(connection)
    names = [name for name in inspect(connection).get_table_names() if not search_index.is_part(name)]
    if revision is None:
        # A server's database may be shared, a file is one program's. Without rows of Alembic's it has been ours.
        strangers = [] if connection.dialect.name != "sqlite" or _VERSIONS in names else set(names) - {*metadata.tables}
    else:
        strangers = [] if _OURS in names else names
    if strangers:
        raise StoreError(
            f"The database is another program's: it has tables such as {', '.join(sorted(strangers)[:_MAX_NAMED])}. "
            "Name another one in database.url."
        )
    return revision


def _differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "target_metadata": metadata, "include_name": _is_ours}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, metadata))


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether the schema speaks of a thing: the search index looks after itself."""
    return not (kind == "table" and name is not None and search_index.is_part(name))


def _describe(difference: object) -> str:
    """A difference of Alembic's in a few words: ("add_table", Table(...)) is a table that is missing, and so on."""
    if isinstance(difference, list):
        return ", ".join(_describe(part) for part in difference)
    assert isinstance(difference, tuple)
    words = [str(getattr(part, "name", None) or part) for part in difference[1:] if part is not None]
    return f"{str(difference[0]).replace('_', ' ')} {' '.join(words[:3])}"


def _is_missing(url: str) -> bool:
    path = sqlite_path(url)
    return path is not None and not path.exists()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(script_location()).replace("%", "%%"))
    return config


def scripts() -> ScriptDirectory:
    """The migrations, in their order."""
    return ScriptDirectory.from_config(_config())
