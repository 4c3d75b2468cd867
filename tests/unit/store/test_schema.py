"""Tables and the model say the same."""

from __future__ import annotations

from dataclasses import fields

import pytest

from archiver.model import event
from archiver.model.batch import BODY_TABLES, INSTANT_AT, KIND_AT, SEQ_AT, TEXT_AT, EventRow, GiftStreak
from archiver.model.creator import WatchEntry
from archiver.model.session import Gap, Segment
from archiver.model.timeline import SyncSample, TimelinePiece
from archiver.store import schema
from archiver.store.engine import open_engine, reading


def columns(table: str) -> list[str]:
    return schema.metadata.tables[table].columns.keys()


@pytest.mark.parametrize(("body", "table"), BODY_TABLES.items())
def test_body_tables_equal_their_bodies(body: type, table: str) -> None:
    """A body's fields are, in order, its table's columns after (session_id, seq)."""
    assert columns(table) == ["session_id", "seq", *body._fields]


@pytest.mark.parametrize(("kind", "table"), [(EventRow, "events"), (GiftStreak, "gift_streaks")])
def test_rows_equal_their_tables(kind: type, table: str) -> None:
    """The fields of a row are, in order, the columns of its table."""
    assert columns(table) == list(kind._fields)


def test_places_in_a_row_are_those_of_its_fields() -> None:
    """Who looks into plain rows finds what the places are named for."""
    assert [EventRow._fields[at] for at in (SEQ_AT, KIND_AT, INSTANT_AT, TEXT_AT)] == ["seq", "kind", "at", "text"]


def test_viewers_begin_with_the_viewer() -> None:
    """A viewer's fields are the first columns of ``viewers``, in order."""
    assert columns("viewers")[: len(event.Viewer._fields)] == list(event.Viewer._fields)


def test_sync_samples_equal_their_table() -> None:
    """A sample's fields are the columns of ``sync_samples`` after the session."""
    assert columns("sync_samples") == ["session_id", *SyncSample._fields]


@pytest.mark.parametrize(
    ("kind", "table", "more", "from_elsewhere"),
    [
        (Segment, "segments", set(), set()),
        (Gap, "gaps", set(), set()),
        (TimelinePiece, "timeline", {"session_id"}, set()),
        (WatchEntry, "watch_entries", {"added_at"}, {"user_id"}),
    ],
)
def test_dataclasses_have_a_column_for_each_field(
    kind: type, table: str, more: set[str], from_elsewhere: set[str]
) -> None:
    """What the model holds is what the table holds, but for what another table knows."""
    assert set(columns(table)) == {field.name for field in fields(kind)} - from_elsewhere | more


def test_event_tables_have_no_rowid_on_sqlite() -> None:
    """Event rows live in their primary key's tree: one tree less to write for each row."""
    for name in ("events", "gift_streaks", "viewer_names", *BODY_TABLES.values()):
        assert schema.metadata.tables[name].dialect_options["sqlite"]["with_rowid"] is False


def test_session_numbers_are_never_given_again(sqlite_url: str) -> None:
    """A deleted session's number stays its own."""
    engine = open_engine(sqlite_url)
    with reading(engine) as connection:
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'sessions'").scalar_one()
    engine.dispose()
    assert "AUTOINCREMENT" in made
