"""How a statement is stopped, and kept from what others have made."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
from collections.abc import Iterator

import pytest

from archiver.errors import QueryError
from archiver.query.guard import stopped_by_ctrl_c
from archiver.query.sql import run_sql
from archiver.store.engine import open_engine, writing

#: Has begun when it calls ``begun``, and never ends.
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT begun() UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c"


@pytest.fixture
def interrupts() -> Iterator[list[int]]:
    """The SIGINTs that reached us, which end no test."""
    seen: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: seen.append(number))
    yield seen
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_stops_a_statement_that_is_being_worked_on(interrupts: list[int]) -> None:
    """It does not wait until SQLite has come to an end."""
    begun, is_over, is_late = threading.Event(), threading.Event(), threading.Event()
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.create_function("begun", 0, lambda: begun.set() or 1)

    def press() -> None:
        begun.wait()
        os.kill(os.getpid(), signal.SIGINT)
        if not is_over.wait(60):
            is_late.set()
            connection.interrupt()

    person = threading.Thread(target=press)
    person.start()
    with stopped_by_ctrl_c(connection.interrupt), pytest.raises(sqlite3.OperationalError, match="interrupted"):
        connection.execute(ENDLESS)
    is_over.set()
    person.join()
    connection.close()
    assert interrupts == [signal.SIGINT]
    assert not is_late.is_set()


def test_the_signals_of_others_are_left_alone(interrupts: list[int]) -> None:
    """An event loop keeps being woken, another thread has no signals, and afterwards all is as before."""
    begun = threading.Event()
    with stopped_by_ctrl_c(begun.set):
        signal.raise_signal(signal.SIGINT)
        assert begun.wait(60)
    assert signal.set_wakeup_fd(-1) == -1

    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    try:
        with stopped_by_ctrl_c(begun.set):
            signal.raise_signal(signal.SIGINT)
        assert os.read(reader, 8) == bytes([signal.SIGINT])
    finally:
        signal.set_wakeup_fd(-1)
        os.close(reader)
        os.close(writer)

    def elsewhere() -> None:
        with stopped_by_ctrl_c(begun.clear):
            pass

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(interrupts) == 2


#: What a role that may make things, but is not ours, hides a function behind.
_OF_OTHERS = (
    "CREATE VIEW inner_view AS SELECT set_config('role', 'none', true) AS a",
    'CREATE VIEW "Their View" AS SELECT a FROM inner_view',
    "CREATE FUNCTION says_it_computes() RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT current_user::text'",
    "CREATE TYPE box_of AS (a text)",
    "CREATE FUNCTION unpack(box_of) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE CAST (box_of AS int) WITH FUNCTION unpack(box_of) AS IMPLICIT",
    "CREATE TABLE boxes AS SELECT ROW('x')::box_of AS b",
    "CREATE FUNCTION is_fine(text) RETURNS bool LANGUAGE sql AS 'SELECT true'",
    "CREATE DOMAIN word AS text CHECK (is_fine(VALUE))",
    "CREATE TABLE guarded_rows (a text)",
    "CREATE POLICY look ON guarded_rows USING (is_fine(a))",
    "ALTER TABLE guarded_rows ENABLE ROW LEVEL SECURITY",
    "CREATE FUNCTION is_like(text, int) RETURNS bool LANGUAGE sql AS 'SELECT true'",
    "CREATE OPERATOR ~~ (function = is_like, leftarg = text, rightarg = int)",
    "CREATE VIEW their_counts AS SELECT count(*) AS n FROM guarded_words",
)


@pytest.mark.postgres
def test_what_others_have_made_is_looked_into(postgres_url: str) -> None:
    """A name hides no function; what theirs only adds up is asked, and ours is."""
    engine = open_engine(postgres_url)
    with writing(engine) as connection:
        for statement in (
            "CREATE ROLE other_maker", "GRANT CREATE ON SCHEMA public TO other_maker", "SET LOCAL ROLE other_maker",
            "CREATE TABLE guarded_words (a text)", *_OF_OTHERS, "RESET ROLE",
        ):  # fmt: skip
            connection.exec_driver_sql(statement)
    for call in (
        'a FROM "Their View"', "says_it_computes()", "b + 1 FROM boxes", "CAST('(x)' AS box_of) + 1", "'x'::word",
        "* FROM guarded_rows", "'x'::text LIKE 1",
    ):  # fmt: skip
        with pytest.raises(QueryError, match="may do more"), run_sql(postgres_url, f"SELECT {call}"):
            pass
    with run_sql(postgres_url, "SELECT n FROM their_counts WHERE n IN (0, 1) AND n BETWEEN 0 AND 1") as answer:
        assert list(answer.rows) == [(0,)]
    with writing(engine) as connection:
        connection.exec_driver_sql("DROP OWNED BY other_maker CASCADE")
        connection.exec_driver_sql("DROP ROLE other_maker")
    engine.dispose()


def test_the_columns_of_a_table_are_told(sqlite_url: str) -> None:
    """The one pragma that only looks at what a statement may name; the others are refused."""
    with run_sql(sqlite_url, "PRAGMA table_info(methods)") as answer:
        assert [row[1] for row in answer.rows] == ["id", "name"]
    with pytest.raises(QueryError, match="only reads"), run_sql(sqlite_url, "PRAGMA journal_mode"):
        pass
