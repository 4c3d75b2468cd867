"""The read-only SQL console."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.errors import QueryError
from archiver.query.sql import run_sql
from archiver.store.sql_store import SqlStore
from tests.archive import archive_session


async def test_columns_and_rows(database_url: str) -> None:
    """A SELECT gives its column names and rows; a percent sign is a percent sign."""
    async with SqlStore(database_url) as store:
        await archive_session(store)
    statement = "SELECT text AS said, is_history FROM chat_replay WHERE text LIKE 'hello%' -- comment\n;"
    with run_sql(database_url, statement) as answer:
        assert answer.columns == ("said", "is_history")
        assert list(answer.rows) == [("hello {\\b1} --> <b>", 0)]
        assert not answer.is_cut


def test_sums_are_numbers(database_url: str) -> None:
    """A sum of integers is an integer on both databases, an average a float."""
    numbers = "(SELECT CAST(1 AS BIGINT) AS n UNION ALL SELECT 2)"
    with run_sql(database_url, f"SELECT sum(n), avg(n) FROM {numbers} x") as answer:
        (row,) = answer.rows
    assert repr(row) == "(3, 1.5)"


def test_row_limit_is_told(database_url: str) -> None:
    """Rows end at the limit, and the answer says that there were more."""
    series = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n"
    with run_sql(database_url, series, limit=3) as answer:
        assert list(answer.rows) == [(1,), (2,), (3,)]
        assert answer.is_cut
    with run_sql(database_url, series, limit=None) as answer:
        assert len(list(answer.rows)) == 5000
        assert not answer.is_cut


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO methods (name) VALUES ('x')",
        "UPDATE sessions SET title = 'x'",
        "DELETE FROM events",
        "DROP TABLE events",
        "CREATE TABLE x (y INTEGER)",
        "CREATE TEMPORARY TABLE x (y INTEGER)",
        "WITH gone AS (DELETE FROM methods RETURNING id) SELECT * FROM gone",
        "SELECT 1; DELETE FROM methods",
        "BEGIN",
        "COMMIT",
        "VACUUM",
        "PRAGMA journal_mode = DELETE",
        "ATTACH DATABASE 'other.db' AS other",
        "SELECT load_extension('x')",
        "COPY methods TO STDOUT",
        "",
        "SELEC 1",
        "SELECT * FROM no_such_table",
    ],
)
def test_everything_but_reading_is_refused(database_url: str, statement: str) -> None:
    """What writes, is two statements, or is no SQL, ends in one sentence and changes nothing."""
    with pytest.raises(QueryError) as refused, run_sql(database_url, statement) as answer:
        list(answer.rows)
    assert "\n" not in str(refused.value)
    with run_sql(database_url, "SELECT count(*) FROM methods") as answer:
        assert list(answer.rows) == [(0,)]


def test_attach_makes_no_file(sqlite_url: str, tmp_path: Path) -> None:
    """The console cannot create files beside the database."""
    other = tmp_path / "other.db"
    with pytest.raises(QueryError), run_sql(sqlite_url, f"ATTACH DATABASE '{other}' AS o"):
        pass
    assert not other.exists()


def test_endless_statement_is_stopped(database_url: str) -> None:
    """The database gives a statement up after the time it was allowed."""
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(QueryError), run_sql(database_url, endless, timeout_s=0.2) as answer:
        list(answer.rows)


@pytest.mark.parametrize("value", ["randomblob(900000000)", "hex(randomblob(30000000))"])
def test_a_value_cannot_take_the_memory(sqlite_url: str, value: str) -> None:
    """SQLite makes no value beyond the bound, so that an idle function call is an error and not a swap storm."""
    with pytest.raises(QueryError, match="too big"), run_sql(sqlite_url, f"SELECT {value}") as answer:
        list(answer.rows)


@pytest.mark.postgres
def test_numbers_without_end_are_text(postgres_url: str) -> None:
    """PostgreSQL computes with thousands of digits; what no integer type holds is given as text."""
    with run_sql(postgres_url, "SELECT 10::numeric ^ 10000, 10::numeric ^ 30, 'NaN'::numeric") as answer:
        (row,) = answer.rows
    assert isinstance(row[0], str)
    assert row[1] == 10**30
    assert row[2] != row[2]


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1; COMMIT; CREATE TABLE escaped (x INTEGER)",
        "SELECT set_config('transaction_read_only', 'off', false)",
        "SET TRANSACTION READ WRITE",
        "COPY (SELECT 1) TO PROGRAM 'id'",
        "SELECT setval(pg_get_serial_sequence('sessions', 'id'), 5)",
        "SELECT * FROM methods FOR UPDATE",
        "SELECT 1 AS x INTO escaped",
        "SELECT query_to_xml('CREATE TABLE escaped (x INTEGER)', true, true, '')",
        "SELECT pg_sleep(60)",
    ],
)
def test_known_escapes_from_reading_are_refused(postgres_url: str, statement: str) -> None:
    """No second statement, no setting and no function makes the transaction one that writes, or endless."""
    with pytest.raises(QueryError), run_sql(postgres_url, statement, timeout_s=0.5) as answer:
        list(answer.rows)
    with run_sql(postgres_url, "SELECT count(*) FROM pg_class WHERE relname = 'escaped'") as answer:
        assert list(answer.rows) == [(0,)]


def test_parameters_are_bound(database_url: str) -> None:
    """A value is a value whatever it holds; percent signs, casts and texts of the statement stay what they are."""
    statement = "SELECT ':a', CAST(:n AS BIGINT) % 10, CAST(:t AS TEXT), 'x' LIKE '%' -- :b"
    with run_sql(database_url, statement, parameters={"n": 17, "t": "'; %s ? :n"}) as answer:
        (row,) = answer.rows
    assert row[:3] == (":a", 7, "'; %s ? :n")
    assert row[3] in (1, True)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "call",
    [
        "pg_read_file('/etc/passwd')", "pg_ls_dir('/')", "lo_export(1, '/tmp/x')", "lo_import('/etc/passwd')",
        "pg_stat_file('/etc/passwd')", "pg_reload_conf()",
    ],
)  # fmt: skip
def test_a_superuser_reads_no_files_of_the_server(postgres_url: str, call: str) -> None:
    """The statement of a superuser runs as a role that may only read tables."""
    with pytest.raises(QueryError), run_sql(postgres_url, f"SELECT {call}") as answer:
        list(answer.rows)


def test_text_that_is_not_unicode_is_an_error(database_url: str) -> None:
    """A lone surrogate in the statement is told in a sentence."""
    with pytest.raises(QueryError, match="Unicode"), run_sql(database_url, "SELECT '\udcff'"):
        pass


def test_json_can_be_taken_apart(sqlite_url: str) -> None:
    """The rows of an array in ``detail`` are there for a person's own statement."""
    with run_sql(sqlite_url, "SELECT e.value, t.fullkey FROM json_each('[7]') e, json_tree('{\"a\":1}') t") as answer:
        assert list(answer.rows) == [(7, "$"), (7, "$.a")]
