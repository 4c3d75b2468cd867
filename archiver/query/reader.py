"""Opening the archive for reading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from archiver.store.engine import open_engine
from archiver.store.migrate import require_current


@contextmanager
def open_reader(url: str) -> Iterator[Engine]:
    """An engine that cannot write, on a database whose schema is right. It is what every query here takes.

    Raises:
        SchemaOutdatedError, SchemaTooNewError, StoreError, ConfigError.
    """
    require_current(url)
    engine = open_engine(url, read_only=True)
    try:
        yield engine
    finally:
        engine.dispose()
