"""How a statement is stopped."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
from collections.abc import Iterator

import pytest

from archiver.query.guard import stopped_by_ctrl_c

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
