"""What a statement calls on PostgreSQL: nothing that may do more than compute, by its name or behind another one.

What the archiver's own role or a superuser has made is taken at its word. What others have made is not: their functions
may say ``IMMUTABLE`` and are not, and their views, policies, domains and casts call functions that no statement names.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection

from archiver.errors import QueryError

#: PostgreSQL's functions that are not sure to give the same twice and only look; every other such one may set, write,
#: wait, or run a text as a statement.
_HARMLESS = (
    "bernoulli", "clock_timestamp", "gen_random_uuid", "pg_column_size", "pg_database_size", "pg_indexes_size",
    "pg_relation_size", "pg_table_size", "pg_tablespace_size", "pg_total_relation_size", "random", "random_normal",
    "system", "timeofday", "unaccent",
)  # fmt: skip
_OTHERS = "SELECT oid FROM pg_catalog.pg_roles WHERE NOT rolsuper AND rolname <> session_user"
#: Whether a name stands in the text: one that is a word among its words, in lower case, any other anywhere.
_IS_NAMED = """(lower({name}::text COLLATE "C") = ANY(%(words)s)
    OR lower({name}::text COLLATE "C") !~ '^[a-z_][a-z0-9_$]*$' COLLATE "C"
    AND strpos(lower(%(text)s::text COLLATE "C"), replace(lower({name}::text COLLATE "C"), '"', '""')) > 0)"""
#: An aggregate is said to be as sure as can be, whatever the functions are that it is made of. Operators have no name
#: that is a word; those that only look are left alone, for every statement has some.
_RISKY_CALLS = f"""
WITH others AS ({_OTHERS}),
doing AS (
    SELECT p.oid, p.proname, p.provolatile = 'v' OR p.proowner IN (SELECT oid FROM others) AS may_act
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE p.proname <> ALL(%(harmless)s) AND (p.provolatile = 'v' OR p.proowner IN (SELECT oid FROM others)
        OR p.provolatile <> 'i' AND n.nspname NOT IN ('pg_catalog', 'information_schema'))
), called AS (
    SELECT proname FROM doing
    UNION ALL
    SELECT p.proname FROM pg_catalog.pg_aggregate a JOIN pg_catalog.pg_proc p ON p.oid = a.aggfnoid
    WHERE EXISTS (SELECT 1 FROM doing d WHERE d.oid IN (
        a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn,
        a.aggminvtransfn, a.aggmfinalfn))
)
SELECT 'a function' AS what, proname::text AS name FROM called WHERE {_IS_NAMED.format(name="proname")}
UNION
SELECT 'an operator', o.oprname::text FROM pg_catalog.pg_operator o JOIN doing d ON d.oid = o.oprcode
WHERE d.may_act AND strpos(%(text)s, o.oprname::text) > 0
ORDER BY name
"""  # noqa: S608
#: What others have made and the text names, with what it calls.
_BEHIND_NAMES = f"""
WITH others AS ({_OTHERS}),
made AS (
    SELECT c.relname AS name, concat_ws(' ',
        CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) END,
        (SELECT string_agg(pg_get_expr(polqual, polrelid), ' ') FROM pg_catalog.pg_policy WHERE polrelid = c.oid),
        (SELECT string_agg(format_type(atttypid, NULL), ' ') FROM pg_catalog.pg_attribute WHERE attrelid = c.oid)
    ) AS calls
    FROM pg_catalog.pg_class c WHERE c.relowner IN (SELECT oid FROM others)
    UNION ALL
    SELECT t.typname, concat_ws(' ',
        format_type(nullif(t.typbasetype, 0), NULL),
        (SELECT string_agg(pg_get_constraintdef(oid), ' ') FROM pg_catalog.pg_constraint WHERE contypid = t.oid),
        (SELECT string_agg(quote_ident(p.proname), ' ') FROM pg_catalog.pg_cast k
            JOIN pg_catalog.pg_proc p ON p.oid = k.castfunc WHERE t.oid IN (k.castsource, k.casttarget)))
    FROM pg_catalog.pg_type t WHERE t.typowner IN (SELECT oid FROM others)
)
SELECT name::text, calls FROM made WHERE name <> ALL(%(known)s) AND {_IS_NAMED.format(name="name")}
"""  # noqa: S608
#: Words that call an operator, looked up as one that is written.
_SPOKEN = {
    "between": ">= <=", "case": "=", "distinct": "=", "ilike": "~~* !~~*", "in": "= <>", "like": "~~ !~~",
    "natural": "=", "nullif": "=", "similar": "~ !~", "using": "=",
}  # fmt: skip
_WORD = re.compile(r"[a-z_][a-z0-9_$]*")


def refuse_calls(connection: Connection, statement: str) -> None:
    """Refuse a statement with the name of a risky function or operator anywhere in it, be it in quotes or in a text.

    Names are not looked for by their place, because then one could be hidden; only an escape could spell one otherwise.
    Capitals make no difference, and a name that is more than one word is looked for in the text.

    Raises:
        QueryError: it has one, or an escape.
    """
    if re.search(r"u&\s*\"", statement, re.IGNORECASE):
        raise QueryError('The query failed: names with escapes (U&"...") are not taken; write them as they are.')
    text = _with_what_is_behind(connection, statement)
    words = _words(text)
    spoken = " ".join(_SPOKEN[word] for word in words if word in _SPOKEN)
    values = {"harmless": list(_HARMLESS), "words": words, "text": f"{text} {spoken}"}
    risky = connection.exec_driver_sql(_RISKY_CALLS, values).all()
    if risky:
        what, name = risky[0]
        raise QueryError(
            f"The query failed: `archiver query` only reads, and {name} is {what} that "
            "may do more. Take its name out, or ask with psql."
        )


def _with_what_is_behind(connection: Connection, statement: str) -> str:
    """The statement, and what the things of others that it names are made of; these may name more."""
    text, known = statement, [""]
    while True:
        values = {"words": _words(text), "text": text, "known": known}
        behind = connection.exec_driver_sql(_BEHIND_NAMES, values).all()
        if not behind:
            return text
        known += [name for name, _ in behind]
        text = " ".join([text, *(calls for _, calls in behind)])


def _words(text: str) -> list[str]:
    return sorted(set(_WORD.findall(text.lower())))
