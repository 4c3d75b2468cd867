"""Codes of the platform's method names: a small number in every event row instead of a text."""

from __future__ import annotations

from sqlalchemy import Connection, select

from archiver.store.bulk import storable
from archiver.store.rows import add_missing
from archiver.store.schema import methods

_MAX_METHODS = 5_000  #: the platform has some hundreds; a flood of invented names shares one code
_MAX_LENGTH = 200
_OTHER = "(other)"


def list_methods(connection: Connection) -> dict[str, int]:
    """All names with their codes."""
    return {name: code for code, name in connection.execute(select(methods.c.id, methods.c.name))}


def add_method(connection: Connection, method: str, known: int) -> int:
    """The code of a name, made if need be; ``known`` is how many there are."""
    name = str(storable((method[:_MAX_LENGTH],))[0]) if known < _MAX_METHODS else _OTHER
    add_missing(connection, methods, [{"name": name}])
    code: int = connection.execute(select(methods.c.id).where(methods.c.name == name)).scalar_one()
    return code
