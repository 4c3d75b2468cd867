"""The read-only SQL console."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.errors import QueryError
from archiver.query.sql import run_sql
from archiver.store.engine import open_engine, writing
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


@pytest.mark.parametrize("name", ["readonly", '"read-only"', '"not authorized"', '"statement timeout"'])
def test_an_error_is_not_told_by_words_of_the_statement(database_url: str, name: str) -> None:
    """A column that is called after an error and is not there is a column that is not there."""
    with pytest.raises(QueryError, match=f"{name.strip(chr(34))}.*must be one SELECT"), run_sql(
        database_url, f"SELECT {name.replace(chr(34), chr(96)) if 'sqlite' in database_url else name} FROM events"
    ):  # fmt: skip
        pass


def test_nothing_behind_a_nul_is_left_out(database_url: str) -> None:
    """Half a statement is not run: its answer would look like one."""
    with pytest.raises(QueryError, match="NUL"), run_sql(database_url, "SELECT 1 \0WHERE 1 = 0"):
        pass


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
        "SELECT set_config('role', 'none', true), set_config('transaction_read_only', 'off', true)",
        "SELECT set_config('statement_timeout', '0', true)",
        "SELECT \"set_config\"('role', 'none', true)",
        "SELECT U&\"s\\0065t_config\"('role', 'none', true)",
        "SELECT set_config /* /* */ */ ('role', 'none', true)",
        "SELECT 1 AS a$b$, set_config('role', 'none', true) AS a$b$",
        "SELECT E'\\'' || set_config('role', 'none', true) || ''",
        "SELECT ts_stat('SELECT set_' || 'config(''role'', ''none'', true)')",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_notify('a', 'b')",
        "COMMIT; CREATE TABLE escaped (x INTEGER)",
        "DO $$ BEGIN CREATE TABLE escaped (x INTEGER); END $$",
        "COPY (SELECT 1) TO '/tmp/archiver-escaped'",
        "SELECT lo_create(7)",
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
def test_parameters_are_told_from_texts_and_slices(postgres_url: str) -> None:
    """A quote behind a backslash ends no text where PostgreSQL takes backslashes; a slice has no name."""
    statement = r"SELECT E'it\'s :a \\', (ARRAY[1, 2, 3])[least(1, 2):n], :a FROM (SELECT 2 AS n) x"
    with run_sql(postgres_url, statement, parameters={"a": "v"}) as answer:
        assert list(answer.rows) == [("it's :a \\", [1, 2], "v")]


@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("/* a /* :b */ SELECT :x", [("v",)]),
        ("SELECT `a :b`, [c :d], :x FROM (SELECT 1 AS `a :b`, 2 AS [c :d])", [(1, 2, "v")]),
        (r"SELECT 'it\', :x", [("it\\", "v")]),
        ("SELECT :x /* it does not end :b", [("v",)]),
        ("SELECT :x -- :b", [("v",)]),
    ],
)
def test_names_of_parameters_as_sqlite_reads(sqlite_url: str, statement: str, rows: list[tuple[object, ...]]) -> None:
    """Comments do not nest, a backslash is a backslash, and names may stand in backquotes and brackets."""
    with run_sql(sqlite_url, statement, parameters={"x": "v"}) as answer:
        assert list(answer.rows) == rows


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("/* a /* b */ :c '*/ SELECT CAST(:x AS text)", [("v",)]),
        ("/* a /* b */ c */ SELECT CAST(:x AS text) /* /* :d */ */", [("v",)]),
        ("SELECT $a$ :b $c$ :d $a$, CAST(:x AS text)", [(" :b $c$ :d ", "v")]),
        ("SELECT 1 AS a$b$, CAST(:x AS text), 2 AS a$b$", [(1, "v", 2)]),
        (
            "SELECT a[:n], a[ 2 :n], a[:n - 1], CAST(:x AS text) FROM (SELECT ARRAY[5, 6] AS a, 2 AS n) y",
            [([5, 6], [6], [5], "v")],
        ),
        ("SELECT (ARRAY['u', 'v'])[array_position(ARRAY['u', 'v'], :x)], ARRAY[:x, 'w']", [("v", ["v", "w"])]),
    ],
)
def test_names_of_parameters_as_postgresql_reads(
    postgres_url: str, statement: str, rows: list[tuple[object, ...]]
) -> None:
    """Comments nest, a dollar sign begins a text only where no name goes on, and a slice may lack its beginning."""
    with run_sql(postgres_url, statement, parameters={"x": "v"}) as answer:
        assert list(answer.rows) == rows


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("date 'infinity'", "infinity"), ("timestamp '-infinity'", "-infinity"), ("date '20000-01-01'", "20000-01-01"),
        ("timestamp '20000-01-01'", "20000-01-01 00:00:00"), ("date '0044-03-15 BC'", "0044-03-15 BC"),
        ("time '24:00'", "24:00:00"), ("interval '20000000 years'", "20000000 years"),
        ("date '2026-11-02'", "2026-11-02"), ("ARRAY[date 'infinity', '2026-11-02']", "['infinity', '2026-11-02']"),
        ("interval '26 hours'", "1 day, 2:00:00"),
    ],
)  # fmt: skip
def test_dates_beyond_python_are_text(postgres_url: str, value: str, shown: str) -> None:
    """A calendar of PostgreSQL's own fails no query; what Python knows stays what it was."""
    with run_sql(postgres_url, f"SELECT {value}") as answer:
        ((found,),) = answer.rows
    assert str([str(each) for each in found] if isinstance(found, list) else found) == shown


@pytest.mark.postgres
def test_json_is_the_text_that_it_is(postgres_url: str) -> None:
    """As on SQLite: numbers keep their digits, and neither depth nor length is too much."""
    deep, long = "[" * 5000 + "]" * 5000, "1" * 5000
    statement = f"SELECT CAST('{{\"a\": 1.10}}' AS json), CAST('{deep}' AS json), CAST('{long}' AS jsonb)"
    with run_sql(postgres_url, statement) as answer:
        assert list(answer.rows) == [('{"a": 1.10}', deep, long)]


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


@pytest.mark.postgres
def test_a_transaction_that_reads_never_writes(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL itself refuses to turn it, even to somebody who gets a function past us."""
    monkeypatch.setattr("archiver.query.guard.refuse_calls", lambda *_: None)
    for name in ("transaction_read_only", "default_transaction_read_only"):
        statement = (
            f"SELECT set_config('{name}', 'off', false), query_to_xml('CREATE TABLE escaped ()', true, true, '')"
        )
        with pytest.raises(QueryError), run_sql(postgres_url, statement) as answer:
            list(answer.rows)
    with run_sql(postgres_url, "SELECT count(*) FROM pg_class WHERE relname = 'escaped'") as answer:
        assert list(answer.rows) == [(0,)]


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("extension", "call"),
    [
        ("dblink", "SELECT * FROM dblink('dbname=postgres', 'CREATE TABLE escaped ()') AS x(a text)"),
        ("dblink", "SELECT dblink_exec('dbname=postgres', 'CREATE TABLE escaped ()')"),
        ("tablefunc", "SELECT * FROM crosstab('SELECT 1, 1, set_' || 'config(1)') AS x(a text)"),
    ],
)
def test_functions_of_extensions_do_not_reach_out(postgres_url: str, extension: str, call: str) -> None:
    """What runs a text as a statement, here or elsewhere, is told by its name; what only computes is not."""
    engine = open_engine(postgres_url)
    with writing(engine) as connection:
        connection.exec_driver_sql(f"CREATE EXTENSION {extension}")
        connection.exec_driver_sql("CREATE EXTENSION unaccent")
    engine.dispose()
    with pytest.raises(QueryError, match="may do more"), run_sql(postgres_url, call) as answer:
        list(answer.rows)
    with run_sql(
        postgres_url, "SELECT unaccent('é'), random() < 2, pg_database_size(current_database()) > 0"
    ) as answer:
        assert list(answer.rows) == [("e", True, True)]


@pytest.mark.postgres
@pytest.mark.parametrize("name", ['"ResetLimit"', '"reset limit"', '"zurücksetzen"', '"1""reset"', "ZURÜCKSETZEN"])
def test_a_function_is_refused_however_its_name_is_written(postgres_url: str, name: str) -> None:
    """Capitals, blanks, quotes and letters beyond ASCII hide no function that lays the time limit down."""
    engine = open_engine(postgres_url)
    with writing(engine) as connection:
        body = "SELECT set_config('statement_timeout', '0', true)"
        connection.exec_driver_sql(f"CREATE FUNCTION {name}() RETURNS text AS $$ {body} $$ LANGUAGE sql")
    engine.dispose()
    with pytest.raises(QueryError, match="may do more"), run_sql(postgres_url, f"SELECT {name}()"):
        pass
    with run_sql(postgres_url, "SELECT 'reset', 1 AS zur") as answer:
        assert list(answer.rows) == [("reset", 1)]


@pytest.mark.postgres
def test_aggregates_and_operators_hide_no_function(postgres_url: str) -> None:
    """What is made of a function that may do more is refused as the function is; what only adds up is not."""
    engine = open_engine(postgres_url)
    body = "SELECT set_config('statement_timeout', '0', true)"
    with writing(engine) as connection:
        for statement in (
            f"CREATE FUNCTION lay_down(text, text) RETURNS text AS $$ {body} $$ LANGUAGE sql",
            "CREATE AGGREGATE harmless(text) (sfunc = lay_down, stype = text)",
            "CREATE OPERATOR |!| (function = lay_down, leftarg = text, rightarg = text)",
            "CREATE AGGREGATE longest(text) (sfunc = text_larger, stype = text)",
            "CREATE EXTENSION pg_trgm",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()
    for call in ("harmless('x')", "'a'::text |!| 'b'", "'a'::text OPERATOR(public.|!|) 'b'"):
        with pytest.raises(QueryError, match="may do more"), run_sql(postgres_url, f"SELECT {call}"):
            pass
    with run_sql(postgres_url, "SELECT longest('x'), 7 % 4, 'a' LIKE '%', 'abc' % 'abd'") as answer:
        assert list(answer.rows) == [("x", 3, True, True)]


def test_a_month_is_a_time_limit(database_url: str) -> None:
    """Longer than PostgreSQL's own limit can be."""
    with run_sql(database_url, "SELECT 1", timeout_s=30 * 86_400) as answer:
        assert list(answer.rows) == [(1,)]


@pytest.mark.postgres
def test_the_statement_has_the_rights_of_the_role(postgres_url: str) -> None:
    """A role that may read one table reads that table and no other."""
    engine = open_engine(postgres_url)
    with writing(engine) as connection:
        connection.exec_driver_sql('CREATE ROLE "re""ader"')
        connection.exec_driver_sql('GRANT SELECT ON sessions TO "re""ader"')
    with run_sql(postgres_url, "SELECT count(*) FROM sessions", role='re"ader') as answer:
        assert list(answer.rows) == [(0,)]
    with pytest.raises(QueryError, match="permission denied"), run_sql(
        postgres_url, "SELECT count(*) FROM events", role='re"ader'
    ):  # fmt: skip
        pass
    with pytest.raises(QueryError, match="nobody"), run_sql(postgres_url, "SELECT 1", role="nobody"):
        pass
    with writing(engine) as connection:
        connection.exec_driver_sql('DROP OWNED BY "re""ader"; DROP ROLE "re""ader"')
    engine.dispose()


def test_rows_that_never_end_are_stopped(database_url: str) -> None:
    """The time is that of the whole answer, not of each portion of it."""
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    if database_url.startswith("postgresql"):
        endless = "SELECT i FROM generate_series(1, 100000) i CROSS JOIN generate_series(1, 100000) j"
    with (
        pytest.raises(QueryError, match="too long"),
        run_sql(database_url, endless, limit=None, timeout_s=0.3) as answer,
    ):
        for _ in answer.rows:
            pass
