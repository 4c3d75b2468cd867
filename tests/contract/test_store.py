"""What every store does: on SQLite, on PostgreSQL, and in memory as far as the fake goes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from archiver.errors import SessionConflictError, UsageError
from archiver.model.batch import Batch, EventRow, GiftStreak
from archiver.model.budget import BudgetLine
from archiver.model.creator import CheckNote, Creator
from archiver.model.event import Chat, Viewer
from archiver.model.gift import GiftOffer
from archiver.model.session import EndCause, Gap, GapCause, Segment, SegmentState, Session, SessionState
from archiver.model.timeline import LearnedLatency, SkewSample, SyncSample, TimelinePiece
from archiver.ports import SessionStore
from archiver.store.sql_store import SqlStore
from tests.fakes.session_store import FakeSessionStore
from tests.sql import rows

ANNA = Creator(unique_id="anna", user_id=7_000_000_000_000_000_001, sec_uid="MS4w", nickname="Anna 🌸")
ROOM = 7_400_000_000_000_000_001


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[SqlStore]:
    async with SqlStore(database_url) as opened:
        yield opened


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def session_store(request: pytest.FixtureRequest) -> AsyncIterator[SessionStore]:
    if request.param == "memory":
        yield FakeSessionStore()
        return
    url = request.getfixturevalue(f"{request.param}_url")
    async with SqlStore(url) as opened:
        yield opened


async def open_session(store: SessionStore, room_id: int = ROOM, creator: Creator = ANNA) -> Session:
    return await store.open_session(
        room_id=room_id, creator=creator, title="Hello", started_at=1_000, folder="anna/1", broadcast_started_at=900
    )


async def end(store: SessionStore, session_id: int) -> None:
    await store.end_session(
        session_id, ended_at=9_000, cause=EndCause.STATUS_ENDED, file="video.mp4", sha256="ab" * 32, duration_ms=8_000,
        error=None,
    )  # fmt: skip


class TestSessions:
    async def test_open_session_returns_what_was_given(self, session_store: SessionStore) -> None:
        """A new session is recording, in its first attempt, and knows its creator."""
        session = await open_session(session_store)
        assert (session.room_id, session.creator, session.title) == (ROOM, ANNA, "Hello")
        assert (session.state, session.attempt, session.ended_at) == (SessionState.RECORDING, 1, None)
        assert list(await session_store.open_sessions()) == [session]

    async def test_second_live_session_of_a_room_is_refused(self, session_store: SessionStore) -> None:
        """A room has one session at a time, until it is ended."""
        first = await open_session(session_store)
        with pytest.raises(SessionConflictError, match=str(ROOM)):
            await open_session(session_store)
        assert [s.id for s in await session_store.open_sessions()] == [first.id]
        await end(session_store, first.id)
        assert (await open_session(session_store)).id != first.id

    async def test_rooms_do_not_exclude_each_other(self, session_store: SessionStore) -> None:
        """Two rooms have sessions at the same time."""
        await open_session(session_store, ROOM)
        await open_session(session_store, ROOM + 1, Creator(unique_id="bo"))
        assert len(await session_store.open_sessions()) == 2

    async def test_adopting_raises_the_attempt(self, session_store: SessionStore) -> None:
        """Each takeover has an attempt number of its own."""
        session = await open_session(session_store)
        assert (await session_store.adopt_session(session.id)).attempt == 2
        assert (await session_store.adopt_session(session.id)).attempt == 3

    async def test_state_and_skew_are_kept(self, session_store: SessionStore) -> None:
        """State and clock skew are what was last set."""
        session = await open_session(session_store)
        await session_store.set_session_state(session.id, SessionState.GRACE)
        await session_store.set_skew(session.id, -120, 4_000)
        (found,) = await session_store.open_sessions()
        assert (found.state, found.skew_ms) == (SessionState.GRACE, -120)

    async def test_segments_are_upserted_by_number(self, session_store: SessionStore) -> None:
        """Saving a segment again replaces it; they come in order of their number."""
        session = await open_session(session_store)
        segment = Segment(
            session_id=session.id, number=2, attempt=1, part="part_002.flv", state=SegmentState.RECORDING,
            protocol="flv", quality="origin", started_at=5_000,
        )  # fmt: skip
        finished = replace(segment, state=SegmentState.FINISHED, bytes=1 << 40, offset_ms=4_000, shown_ms=0)
        for saved in (segment, replace(segment, number=1), finished):
            await session_store.save_segment(saved)
        assert list(await session_store.segments(session.id)) == [replace(segment, number=1), finished]

    async def test_gaps_are_upserted_by_start(self, session_store: SessionStore) -> None:
        """A gap that closes is the same gap."""
        session = await open_session(session_store)
        gap = Gap(session_id=session.id, cause=GapCause.PAUSE, started_at=3_000)
        closed = replace(gap, ended_at=4_500, detail="host paused")
        await session_store.save_gap(gap)
        await session_store.save_gap(closed)
        assert list(await session_store.gaps(session.id)) == [closed]

    async def test_sync_samples_are_idempotent(self, session_store: SessionStore) -> None:
        """The first sample of a media position stays, however often it is added."""
        session = await open_session(session_store)
        samples = [SyncSample(1, 40, 1_040, 50), SyncSample(1, 0, 1_000, 10)]
        await session_store.add_sync_samples(session.id, samples)
        await session_store.add_sync_samples(session.id, [SyncSample(1, 40, 9_999, 99), SyncSample(2, 0, 2_000, 20)])
        await session_store.add_sync_samples(session.id, [])
        assert list(await session_store.sync_samples(session.id)) == [
            samples[1],
            samples[0],
            SyncSample(2, 0, 2_000, 20),
        ]

    async def test_a_sample_is_completed_but_never_changed(self, session_store: SessionStore) -> None:
        """What is read back later fills in what a stored sample did not know."""
        session = await open_session(session_store)
        seen, read = SyncSample(1, 40, 1_040, 50), SyncSample(1, 40, None, None, 90_040, True, 777, 888)
        await session_store.add_sync_samples(session.id, [seen, SyncSample(1, 80, sei_ts=999, is_break=True)])
        await session_store.add_sync_samples(session.id, [read, seen, SyncSample(1, 80, date_at=7)])
        assert list(await session_store.sync_samples(session.id)) == [
            SyncSample(1, 40, 1_040, 50, 90_040, True, 777, 888),
            SyncSample(1, 80, sei_ts=999, date_at=7, is_break=True),
        ]

    async def test_measurements_of_the_skew_are_kept_in_order(self, session_store: SessionStore) -> None:
        """Each is kept once, and what the event stream told is one of them."""
        session = await open_session(session_store)
        trip = SkewSample("http", 5_000, -90, 15)
        await session_store.add_skew(session.id, trip)
        await session_store.set_skew(session.id, -120, 4_000)
        await session_store.add_skew(session.id, trip)
        assert list(await session_store.skews(session.id)) == [SkewSample("socket", 4_000, -120, None), trip]
        assert list(await session_store.skews(session.id + 1)) == []

    async def test_a_session_says_anew_what_it_has_shown(self, session_store: SessionStore) -> None:
        """Latencies replace those the session said before, and are asked for by protocol, newest first."""
        first, second = [
            LearnedLatency(number, 1, "arrival", "cdn.example", "flv", "hd", 2_000, 20, 7_000 + number)
            for number in (1, 2)
        ]
        await session_store.save_latencies(1, [first._replace(latency_ms=1), first._replace(kind="pdt")])
        await session_store.save_latencies(1, [first])
        await session_store.save_latencies(2, [second, second._replace(segment=2, protocol="hls")])
        assert list(await session_store.latencies("flv")) == [second, first]

    async def test_the_timeline_is_what_was_saved_last(self, session_store: SessionStore) -> None:
        """Saving replaces all pieces; before that there are none."""
        session = await open_session(session_store)
        assert list(await session_store.timeline(session.id)) == []
        piece = TimelinePiece(
            number=1, from_at=0, to_at=9, segment=None, offset_ms=0, position_ms=0, in_gap=True, kind="none", error_ms=0
        )
        await session_store.save_timeline(session.id, [piece, replace(piece, number=2, from_at=9)])
        await session_store.save_timeline(session.id, [piece])
        assert list(await session_store.timeline(session.id)) == [piece]


class TestSqlSessions:
    async def test_ended_session_keeps_everything(self, store: SqlStore) -> None:
        """How a session ended, and its display shift, can be read again."""
        session = await open_session(store)
        await end(store, session.id)
        await store.set_shift(session.id, 250)
        found = await store.session(session.id)
        assert found == replace(
            session, state=SessionState.ENDED, ended_at=9_000, end_cause=EndCause.STATUS_ENDED,
            file="video.mp4", sha256="ab" * 32, duration_ms=8_000, shift_ms=250,
        )  # fmt: skip

    async def test_unknown_session_is_a_usage_error(self, store: SqlStore) -> None:
        """An unknown id is told to the person who gave it."""
        for asking in (store.session(99), store.adopt_session(99), store.set_shift(99, 0)):
            with pytest.raises(UsageError, match="no session 99"):
                await asking


class TestWatchlist:
    async def test_adding_twice_keeps_state_and_takes_options(self, store: SqlStore) -> None:
        """Adding is idempotent; options given later count."""
        first = await store.add_watch_entry("anna", added_at=1, quality="hd")
        await store.record_checks([CheckNote(entry_id=first.id, checked_at=5, next_check_at=65, status="offline")])
        second = await store.add_watch_entry("anna", added_at=9, poll_interval_s=12.5)
        assert (second.id, second.next_check_at, second.quality, second.poll_interval_s) == (first.id, 65, "hd", 12.5)
        assert len(await store.watch_entries()) == 1

    async def test_the_native_engine_is_not_for_hls(self, store: SqlStore) -> None:
        """Options that contradict each other, or those given before, are refused, and nothing is changed."""
        with pytest.raises(UsageError, match="FLV only"):
            await store.add_watch_entry("anna", added_at=1, engine="native", protocol="hls")
        assert not await store.watch_entries()
        await store.add_watch_entry("anna", added_at=1, protocol="hls", engine="ffmpeg")
        with pytest.raises(UsageError, match="FLV only"):
            await store.add_watch_entry("anna", added_at=1, engine="native")
        changed = await store.add_watch_entry("anna", added_at=1, engine="native", protocol="flv")
        assert (changed.engine, changed.protocol) == ("native", "flv")

    async def test_due_entries_come_oldest_first(self, store: SqlStore) -> None:
        """Only entries whose time has come, that are not paused, at most as many as asked for."""
        for handle, due in (("a", 300), ("b", 100), ("c", 200), ("d", 999), ("e", 50)):
            entry = await store.add_watch_entry(handle, added_at=1)
            await store.record_checks([CheckNote(entry_id=entry.id, checked_at=1, next_check_at=due, status="offline")])
        await store.pause_watch_entry("e")
        assert [e.unique_id for e in await store.due_entries(300, 2)] == ["b", "c"]
        assert [e.unique_id for e in await store.due_entries(300, 9)] == ["b", "c", "a"]

    async def test_a_clock_set_back_stops_no_checks(self, store: SqlStore) -> None:
        """After the clock went back by an hour, what was checked in its future is due at once."""
        entry, hour_ms = await store.add_watch_entry("a", added_at=0), 3_600_000
        await store.record_checks(
            [CheckNote(entry_id=entry.id, checked_at=hour_ms, next_check_at=hour_ms + 60_000, status="offline")]
        )
        assert not await store.due_entries(hour_ms, 9)
        assert await store.due_entries(1_000, 9)

    async def test_pause_and_resume(self, store: SqlStore) -> None:
        """A paused entry is not due; resuming makes it due at once; both may be said twice."""
        await store.add_watch_entry("anna", added_at=1)
        assert (await store.pause_watch_entry("anna")).is_paused
        assert (await store.pause_watch_entry("anna")).is_paused
        assert not await store.due_entries(1_000, 9)
        assert not (await store.resume_watch_entry("anna")).is_paused
        assert await store.due_entries(0, 9)

    async def test_removed_entry_is_gone(self, store: SqlStore) -> None:
        """Removing says whether there was anything to remove, and a late check does not bring the entry back."""
        entry = await store.add_watch_entry("anna", added_at=1)
        assert await store.remove_watch_entry("anna")
        assert not await store.remove_watch_entry("anna")
        await store.record_checks(
            [CheckNote(entry_id=entry.id, checked_at=5, next_check_at=65, status="live", room_id=ROOM)]
        )
        assert not await store.watch_entries()
        with pytest.raises(UsageError, match="not on the watchlist"):
            await store.pause_watch_entry("anna")

    async def test_an_entry_follows_its_creator_to_another_handle(self, store: SqlStore) -> None:
        """With all its state; not to a handle that another entry has, and a late answer brings no entry back."""
        entry = await store.add_watch_entry("anna", added_at=1, user_id=7, quality="hd")
        assert entry.user_id == 7
        await store.rename_watch_entry(entry.id, "anna_live")
        (found,) = await store.watch_entries()
        assert (found.id, found.unique_id, found.quality) == (entry.id, "anna_live", "hd")
        await store.add_watch_entry("bo", added_at=1)
        with pytest.raises(UsageError, match="@anna_live is @bo now, who is on the watchlist already"):
            await store.rename_watch_entry(entry.id, "bo")
        await store.remove_watch_entry("anna_live")
        await store.rename_watch_entry(entry.id, "anna")
        assert [e.unique_id for e in await store.watch_entries()] == ["bo"]

    async def test_check_is_written_down(self, store: SqlStore) -> None:
        """Every field of a check is kept; a check without a room keeps the last room."""
        entry = await store.add_watch_entry("anna", added_at=1)
        for room_id, failures, error in ((ROOM, 0, None), (None, 3, "blocked")):
            note = CheckNote(
                entry_id=entry.id, checked_at=5, next_check_at=65, status="live", room_id=room_id,
                failure_count=failures, error=error, creator=ANNA, resolved_at=4,
            )  # fmt: skip
            await store.record_checks([note])
        (found,) = await store.watch_entries()
        assert found == replace(
            entry, next_check_at=65, last_check_at=5, last_status="live", last_room_id=ROOM, failure_count=3,
            last_error="blocked", resolved_at=4, user_id=ANNA.user_id,
        )  # fmt: skip


def chat_batch(session_id: int, seqs: range, *, method: int, msg_ids: list[int | None], start: int = 0) -> Batch:
    """A batch of chats, one per seq, whose journal position is the last seq times ten."""
    batch = Batch(session_id=session_id, journal=1, end_position=(seqs.stop - 1) * 10, next_seq=seqs.stop)
    for seq, msg_id in zip(seqs, msg_ids, strict=True):
        batch.rows.append(
            EventRow(
                session_id, seq, ROOM, method, msg_id, "chat", 1_000 + seq, None, 1_000 + seq, 5, 0, 1, start, None
            )
        )
        chat = Chat(5, f"text {seq}", "en", None, True, False, None, 3)
        batch.bodies.setdefault("chats", []).append((session_id, seq, *chat))
    batch.viewers = {5: Viewer(5, "bo", "Bo", "sec", "https://img/5")}
    batch.viewers_at = 2_000
    return batch


class TestEvents:
    async def test_method_codes_are_stable(self, store: SqlStore, database_url: str) -> None:
        """A method has one code, also for the next process."""
        code = store.method_id("WebcastChatMessage")
        assert store.method_id("WebcastChatMessage") == code
        assert store.method_id("WebcastGiftMessage") != code
        async with SqlStore(database_url) as other:
            assert other.method_id("WebcastChatMessage") == code

    async def test_fresh_session_starts_at_nothing(self, store: SqlStore) -> None:
        """Before the first batch the position is 0 and the first seq is 1."""
        session = await open_session(store)
        state = await store.journal_state(session.id)
        assert (state.journal, state.position, state.next_seq, state.open_streaks) == (0, 0, 1, ())

    async def test_batch_moves_the_position(self, store: SqlStore) -> None:
        """What was committed is where the next process goes on."""
        session = await open_session(store)
        method = store.method_id("WebcastChatMessage")
        assert await store.write_batch(chat_batch(session.id, range(1, 4), method=method, msg_ids=[11, 12, 13])) == 3
        state = await store.journal_state(session.id)
        assert (state.journal, state.position, state.next_seq) == (1, 30, 4)

    async def test_open_streaks_come_back(self, store: SqlStore) -> None:
        """A restart gets the gift streaks that are still open; counts and ends never go back."""
        session = await open_session(store)
        streak = GiftStreak(session.id, 1, 1, 5, None, 5655, "Rose", 1, 77, 3, 1_001, 1_001, 0)
        other = streak._replace(first_seq=2, last_seq=2, is_closed=1)
        batch = chat_batch(session.id, range(1, 3), method=store.method_id("G"), msg_ids=[1, 2])
        batch.streaks = {1: streak, 2: other}
        await store.write_batch(batch)
        batch = chat_batch(session.id, range(3, 4), method=store.method_id("G"), msg_ids=[3])
        batch.streaks = {1: streak._replace(last_seq=3, repeat_count=9, last_at=1_003)}
        await store.write_batch(batch)
        batch = chat_batch(session.id, range(4, 5), method=store.method_id("G"), msg_ids=[4])
        batch.streaks = {1: streak}
        await store.write_batch(batch)
        assert (await store.journal_state(session.id)).open_streaks == (
            streak._replace(last_seq=3, repeat_count=9, last_at=1_003),
        )


async def test_the_gift_catalogue_keeps_its_history(store: SqlStore, database_url: str) -> None:
    """A gift that changed has a row for each form; a new picture address is no change; nothing is forgotten."""
    rose = GiftOffer(gift_id=5655, name="Rose", diamond_count=1, is_streakable=True, image_url="https://a/1")
    lion = GiftOffer(gift_id=6369, name="Lion", diamond_count=29_999)
    assert await store.gifts_seen_at() is None
    assert await store.save_gifts([rose, lion], seen_at=1000) == 2
    assert await store.save_gifts([replace(rose, image_url="https://a/2")], seen_at=2000) == 0
    assert await store.save_gifts([replace(rose, diamond_count=5)], seen_at=3000) == 1
    assert await store.save_gifts([replace(rose, diamond_count=1)], seen_at=3000) == 1  # at the same instant

    forms = "SELECT gift_id, diamond_count, since_at, last_seen_at FROM gift_catalogue ORDER BY gift_id, since_at"
    assert [tuple(row) for row in rows(database_url, forms)] == [
        (5655, 1, 1000, 2000), (5655, 5, 3000, 3000), (5655, 1, 3001, 3001), (6369, 29_999, 1000, 1000),
    ]  # fmt: skip
    assert await store.gifts_seen_at() == 3001


async def test_long_watchlists_are_resolved_in_turn(store: SqlStore) -> None:
    """Whose handle was asked about lately is due with many others, all others by handle; so is who has an interval."""
    ids = [(await store.add_watch_entry(handle, added_at=1)).id for handle in ("a", "b", "c", "d", "e")]

    def note(number: int, due: int, resolved_at: int, room_id: int | None, failures: int = 0) -> CheckNote:
        return CheckNote(
            entry_id=ids[number], checked_at=9_000, next_check_at=due, status="offline", room_id=room_id,
            failure_count=failures, resolved_at=resolved_at,
        )  # fmt: skip

    notes = [
        note(0, 10_000, 9_000, 1),
        note(1, 9_500, 5_000, 2),
        note(2, 9_600, 9_000, None),
        note(3, 9_700, 9_000, 4, 1),
    ]
    await store.record_checks(notes)
    assert [e.unique_id for e in await store.due_rooms(10_000, 9, resolve_every_ms=3_000)] == ["c", "a"]
    assert [e.unique_id for e in await store.due_entries(10_000, 9, resolve_every_ms=3_000)] == ["e", "b", "d"]
    await store.add_watch_entry("a", added_at=2, poll_interval_s=5)
    assert [e.unique_id for e in await store.due_rooms(10_000, 9, resolve_every_ms=3_000)] == ["c"]
    assert len(await store.due_entries(10_000, 9)) == 5
    assert not await store.due_rooms(9_599, 9, resolve_every_ms=3_000)
    assert await store.count_watched() == 5


async def test_watch_entries_know_the_user_who_has_the_handle(store: SqlStore) -> None:
    """Once a check has shown the user id; of several who had the handle, the last."""
    first, second = [await store.add_watch_entry(handle, added_at=1) for handle in ("a", "b")]
    for at, user_id in ((1_000, 7), (2_000, 8)):
        creator = Creator(unique_id="a", user_id=user_id)
        note = CheckNote(entry_id=first.id, checked_at=at, next_check_at=at, status="offline", creator=creator)
        await store.record_checks([note])
    assert [e.user_id for e in await store.watch_entries()] == [8, None]
    assert (first.user_id, second.user_id) == (None, None)


async def test_budgets_are_kept_by_host_and_window(store: SqlStore) -> None:
    """Written again, a line is replaced."""
    line = BudgetLine(host="sign", window="minute", used=3, maximum=None, ends_at=60_000)
    await store.save_budget_lines([line, replace(line, window="day", maximum=100)])
    await store.save_budget_lines([replace(line, used=4)])
    assert {(each.window, each.used, each.maximum) for each in await store.budget_lines()} == {
        ("minute", 4, None),
        ("day", 3, 100),
    }
