"""How values of PostgreSQL come out of a person's own statement, where Python's own would lose or refuse them."""

from __future__ import annotations

from typing import Any

from psycopg import DataError
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format
from sqlalchemy import Connection

#: Years beyond 9999, BC and infinity; a day of 24:00; so many years that no timedelta holds them.
_CALENDAR = ("date", "time", "timetz", "timestamp", "timestamptz", "interval")


def adapt(connection: Connection) -> None:
    """Have JSON given as the text it is, as SQLite does: nothing is rounded, and no depth is too much.

    Of the calendar what Python does not know is given as PostgreSQL writes it.
    """
    adapters = connection.connection.driver_connection.adapters  # type: ignore[union-attr]  # it is psycopg's
    as_text = adapters.get_loader(adapters.types["text"].oid, Format.TEXT)
    for name in ("json", "jsonb"):
        adapters.register_loader(name, as_text)
    for name in _CALENDAR:
        known = adapters.get_loader(adapters.types[name].oid, Format.TEXT)
        adapters.register_loader(name, _or_text(known))


def _or_text(known: type[Any]) -> type[Loader]:
    class _ValueOrText(Loader):
        def __init__(self, oid: int, context: AdaptContext | None = None) -> None:
            super().__init__(oid, context)
            self._known = known(oid, context)

        def load(self, data: Buffer) -> Any:
            try:
                return self._known.load(data)
            except (DataError, OverflowError, ValueError):
                return bytes(data).decode()

    return _ValueOrText
