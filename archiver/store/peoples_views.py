"""Views that people made upon ours.

PostgreSQL drops none of ours while there are such: a migration takes them down, and puts them up again as they were.
SQLite looks a view up when it is asked, so there they just stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from archiver.errors import StoreError

#: Those that read ours come first, then those that read them.
_UPON = """
WITH RECURSIVE upon(id, depth) AS (
    SELECT to_regclass(quote_ident(name))::oid, 0 FROM unnest(%s::text[]) AS ours(name)
    UNION
    SELECT r.ev_class, u.depth + 1 FROM upon u
    JOIN pg_catalog.pg_depend d ON d.refobjid = u.id AND d.refclassid = 'pg_catalog.pg_class'::regclass
        AND d.classid = 'pg_catalog.pg_rewrite'::regclass
    JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid AND r.ev_class <> u.id
)
SELECT
    c.oid AS id, format('%%I.%%I', n.nspname, c.relname) AS name, c.relkind = 'm' AS is_stored,
    pg_get_viewdef(c.oid) AS definition, coalesce(array_to_string(c.reloptions, ', '), '') AS options,
    quote_ident(pg_get_userbyid(c.relowner)) AS owner, obj_description(c.oid, 'pg_class') AS comment
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN (SELECT id, max(depth) AS depth FROM upon GROUP BY id) u ON u.id = c.oid
WHERE NOT (n.oid = current_schema()::regnamespace AND c.relname = ANY(%s::text[]))
ORDER BY u.depth, c.oid
"""
_RIGHTS = """
SELECT
    a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
    a.is_grantable
FROM pg_catalog.pg_class c CROSS JOIN aclexplode(c.relacl) a
WHERE c.oid = %s AND a.grantee <> c.relowner
"""


class _View(NamedTuple):
    id: int
    name: str  #: with its schema, quoted
    is_stored: bool
    definition: str
    options: str
    owner: str
    comment: str | None


@contextmanager
def set_aside(connection: Connection, ours: tuple[str, ...]) -> Iterator[None]:
    """Take people's views upon ours down for the block, with their rights, owners and comments.

    Raises:
        StoreError: one holds rows of its own, or cannot be made again.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    found = [_View(*row) for row in connection.exec_driver_sql(_UPON, (list(ours), list(ours)))]
    if stored := [view.name for view in found if view.is_stored]:
        raise StoreError(
            f"The materialized view {stored[0]} reads views that are made anew; drop it, and make it again afterwards."
        )
    rights = {view.id: connection.exec_driver_sql(_RIGHTS, (view.id,)).all() for view in found}
    for view in reversed(found):
        connection.exec_driver_sql(f"DROP VIEW {_plain(view.name)}")
    yield
    for view in found:
        _make(connection, view)
        for right, grantee, is_grantable in rights[view.id]:
            option = " WITH GRANT OPTION" if is_grantable else ""
            connection.exec_driver_sql(f"GRANT {right} ON {_plain(view.name)} TO {_plain(grantee)}{option}")


def _make(connection: Connection, view: _View) -> None:
    options = f" WITH ({view.options})" if view.options else ""
    try:
        connection.exec_driver_sql(_plain(f"CREATE VIEW {view.name}{options} AS {view.definition}"))
    except DBAPIError as error:
        said = str(error.orig).splitlines()[0]
        raise StoreError(
            f"The view {view.name}, which is not the archiver's, does not fit the new schema ({said}); nothing was "
            "changed. Drop it, and make it anew afterwards."
        ) from error
    connection.exec_driver_sql(f"ALTER VIEW {_plain(view.name)} OWNER TO {_plain(view.owner)}")
    if view.comment is not None:
        quoted = connection.exec_driver_sql("SELECT quote_literal(%s::text)", (view.comment,)).scalar_one()
        connection.exec_driver_sql(_plain(f"COMMENT ON VIEW {view.name} IS {quoted}"))


def _plain(statement: str) -> str:
    """A statement in which a percent sign is no parameter of psycopg's."""
    return statement.replace("%", "%%")
