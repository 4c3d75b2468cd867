"""What the views say of a rich archive: the same on both databases, and sums that are right."""

from __future__ import annotations

import random

import pytest

from archiver.model.creator import Creator
from archiver.query.reader import open_reader
from archiver.query.sessions import list_sessions
from archiver.query.sql import run_sql
from archiver.store.interaction_views import INTERACTION_VIEWS
from archiver.store.sql_store import SqlStore
from archiver.store.views import VIEWS
from tests import cookbook_archive
from tests.sql import rows
from tests.synthetic import ROOM, START, Media, archive, connection, gap, said, together

_FLV = together(
    connection(1, opened_at=START, length_ms=30_000, offset_ms=0),
    connection(2, opened_at=START + 40_000, length_ms=20_000, offset_ms=30_000),
    gaps=(gap(START + 30_000, START + 40_000),),
)
_HLS = connection(1, opened_at=START + 1_000, length_ms=50_000, offset_ms=0, protocol="hls", cached_ms=6_000)


async def fill(url: str) -> None:
    """Creators of whom one changes the handle, sessions of one room that share messages, one that runs, one empty."""
    old = Creator(unique_id="old_handle", user_id=(1 << 63) - 2, nickname="雪 🌸")
    new = Creator(unique_id="new_handle", user_id=(1 << 63) - 2, nickname="雪 ❄")
    other = Creator(unique_id="other", nickname="مرحبا")
    rng = random.Random(3)
    first = said(rng, sorted(START + rng.randrange(-3_000, 65_000) for _ in range(3_000)))
    repeated = said(rng, sorted(START + 60_000 + rng.randrange(30_000) for _ in range(500)), first_msg_id=3_001)
    foreign = said(rng, sorted(START + rng.randrange(60_000) for _ in range(700)))
    async with SqlStore(url) as store:
        await archive(store, first, _FLV, creator=old, skew_ms=-40, ended_at=START + 60_000)
        await archive(store, first[2_500:] + repeated, _FLV, creator=new, started_at=START + 60_000, shift_ms=700)
        await archive(store, foreign, _HLS, room_id=ROOM + 1, creator=other, ended_at=START + 55_000)
        await archive(store, [], Media(), room_id=ROOM + 2, creator=other, with_timeline=False)


@pytest.fixture
async def url(database_url: str) -> str:
    await fill(database_url)
    return database_url


@pytest.mark.postgres
async def test_both_databases_give_the_same_rows(sqlite_url: str, postgres_url: str) -> None:
    """Every view, and the list of sessions: the same columns, values and types."""
    for url in (sqlite_url, postgres_url):
        await fill(url)
        await cookbook_archive.fill(url)
    for name in VIEWS:
        answers = []
        for url in (sqlite_url, postgres_url):
            with run_sql(url, f"SELECT * FROM {name}", limit=None) as answer:
                answers.append((answer.columns, sorted(repr(row) for row in answer.rows)))
        assert answers[0] == answers[1], name
        assert answers[0][1] or name in INTERACTION_VIEWS, f"{name} is empty"
    lists = []
    for url in (sqlite_url, postgres_url):
        with open_reader(url) as engine:
            lists.append(list_sessions(engine))
    assert lists[0] == lists[1]


@pytest.mark.parametrize("what", ["gift_count", "diamonds"])
def test_gifts_add_up_to_the_same_everywhere(url: str, what: str) -> None:
    """The replay, the ledger and the ranking agree on every session's gifts, and on all of them together."""
    sums = f"SELECT session_id, sum({what}) FROM {{}} WHERE {what} IS NOT NULL GROUP BY session_id ORDER BY session_id"
    replayed, ledger, ranked = (rows(url, sums.format(view)) for view in ("chat_replay", "gift_ledger", "top_gifters"))
    assert ledger
    assert replayed == ledger == ranked
    with open_reader(url) as engine:
        listed = {summary.id: summary.diamonds for summary in list_sessions(engine)}
    if what == "diamonds":
        assert {session: total for session, total in listed.items() if total} == dict(ledger)


def test_a_place_in_the_ranking_is_earned(url: str) -> None:
    """Places follow the diamonds; hidden givers are one line of their own."""
    found = rows(url, "SELECT session_id, place, diamonds, viewer_id FROM top_gifters ORDER BY session_id, place")
    for session in {row[0] for row in found}:
        diamonds = [row[2] for row in found if row[0] == session]
        assert diamonds == sorted(diamonds, reverse=True)
        assert [row[1] for row in found if row[0] == session] == [
            1 + sum(d > own for d in diamonds) for own in diamonds
        ]
        assert [row[3] for row in found if row[0] == session].count(None) == 1


def test_every_message_is_counted_once(url: str) -> None:
    """Replay, counts of messages, coverage and the list of sessions have as many events as the table."""
    counted = rows(url, "SELECT session_id, count(*) FROM events GROUP BY session_id ORDER BY session_id")
    assert rows(url, "SELECT session_id, count(*) FROM chat_replay GROUP BY session_id ORDER BY session_id") == counted
    assert rows(url, "SELECT session_id, sum(n) FROM message_counts GROUP BY session_id ORDER BY session_id") == counted
    assert rows(url, "SELECT session_id, events FROM coverage WHERE events > 0 ORDER BY session_id") == counted
    with open_reader(url) as engine:
        assert sorted((one.id, one.events) for one in list_sessions(engine) if one.events) == counted
    assert [row[1] for row in counted] == [3_000, 500, 700]


def test_messages_that_two_sessions_heard_are_in_the_first(url: str) -> None:
    """A message the platform repeats to the next session of a room has one row, its body too."""
    assert rows(url, "SELECT room_id, method_id, msg_id FROM events GROUP BY 1, 2, 3 HAVING count(*) > 1") == []
    for table in ("chats", "gifts", "likes", "joins", "viewer_counts"):
        assert rows(
            url,
            f"SELECT count(*) FROM {table} b LEFT JOIN events e ON e.session_id = b.session_id AND e.seq = b.seq "
            "WHERE e.seq IS NULL",
        ) == [(0,)]


def test_every_gift_stands_at_a_message_of_its_own_session(url: str) -> None:
    """A streak that began in an earlier session of the room begins, in the next one, at the first message it kept."""
    assert (
        rows(
            url,
            "SELECT s.session_id, s.first_seq FROM gift_streaks s LEFT JOIN gifts g "
            "ON g.session_id = s.session_id AND g.seq = s.first_seq WHERE g.seq IS NULL",
        )
        == []
    )


def test_coverage_adds_up_to_the_time_on_the_clock(url: str) -> None:
    """Media and gaps of a session fill the time from its begin to its end."""
    found = rows(url, "SELECT media_ms + gap_ms, ended_at - started_at, duration_ms, media_ms FROM coverage "
                      "WHERE session_id = 1")  # fmt: skip
    assert found == [(60_000, 60_000, 50_000, 50_000)]


def test_a_changed_handle_keeps_its_sessions_together(url: str) -> None:
    """Both sessions of a creator are found under the handle of today; the old one is remembered."""
    assert rows(url, "SELECT session_id FROM coverage WHERE unique_id = 'new_handle' ORDER BY 1") == [(1,), (2,)]
    assert rows(url, "SELECT unique_id FROM handles ORDER BY unique_id") == [
        ("new_handle",), ("old_handle",), ("other",)
    ]  # fmt: skip


@pytest.mark.postgres
async def test_a_large_session_that_was_just_written_is_read_by_joins_of_whole_tables(postgres_url: str) -> None:
    """Without statistics PostgreSQL still must not go through a table again for every event of a replay."""
    rng = random.Random(9)
    messages = said(rng, sorted(START + rng.randrange(60_000) for _ in range(20_000)))
    async with SqlStore(postgres_url) as store:
        session_id, _ = await archive(store, messages, _FLV)
    replay = f"SELECT r.*, s.title FROM chat_replay r JOIN sessions s ON s.id = r.session_id WHERE s.id = {session_id}"
    with open_reader(postgres_url) as engine, engine.connect() as connection:
        steps = (
            connection.exec_driver_sql(f"EXPLAIN DECLARE c CURSOR FOR {replay} ORDER BY r.at, r.seq").scalars().all()
        )
        assert connection.exec_driver_sql("SHOW cursor_tuple_fraction").scalar() == "1"
    assert any("Hash Left Join" in step for step in steps)
