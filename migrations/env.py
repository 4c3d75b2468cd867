"""How Alembic runs our migrations: from the archiver (an open connection) or from the command line (a URL).

From the command line: ``ARCHIVER_DATABASE_URL=sqlite:///archiver.db alembic upgrade head``.
"""

from __future__ import annotations

import os

from alembic import context
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from archiver.errors import ConfigError, StoreError
from archiver.store import migrate
from archiver.store.engine import open_engine
from archiver.store.peoples_views import set_aside
from archiver.store.schema import metadata
from archiver.store.views import VIEWS, create_views, drop_views


def run(connection: Connection) -> None:
    """Run the migrations in one transaction that keeps every other process out.

    Views go first and come back last, so that tables may change under them. SQLite changes a table by copying it, and
    dropping the old one would empty its children by ON DELETE CASCADE: foreign keys are off meanwhile, and checked.
    Nor does it look, when the copy gets its name, at people's views upon ours, which are away.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        set_pragma(connection, "foreign_keys", "OFF")
        set_pragma(connection, "legacy_alter_table", "ON")
    try:
        with connection.begin():
            migrate.lock(connection)
            migrate.refuse_newer(connection)
            with set_aside(connection, tuple(VIEWS)):
                drop_views(connection)
                context.configure(
                    connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True
                )
                context.run_migrations()
                if is_at_head():
                    create_views(connection)
            if is_sqlite:
                check_foreign_keys(connection)
    finally:
        if is_sqlite:
            set_pragma(connection, "foreign_keys", "ON")
            set_pragma(connection, "legacy_alter_table", "OFF")


def set_pragma(connection: Connection, name: str, state: str) -> None:
    """SQLite ignores ``foreign_keys`` inside a transaction, so it goes to the driver's own connection."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA {name} = {state}")


def check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise StoreError(f"The migration would leave rows without their parents in {tables}; nothing was changed.")


def is_at_head() -> bool:
    scripts = ScriptDirectory.from_config(context.config)
    return context.get_context().get_current_revision() == scripts.get_current_head()


def run_from_command_line() -> None:
    url = os.environ.get("ARCHIVER_DATABASE_URL")
    if not url:
        raise ConfigError("ARCHIVER_DATABASE_URL is not set; set it to the database to migrate.")
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            run(connection)
    finally:
        engine.dispose()


if context.is_offline_mode():
    raise ConfigError("SQL scripts cannot be written: the views depend on the database; run the migration itself.")
given = context.config.attributes.get("connection")
if given is None:
    run_from_command_line()
else:
    run(given)
