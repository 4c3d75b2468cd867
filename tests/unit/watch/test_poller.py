"""What the poller asks, writes down and hands over."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from archiver.errors import (
    PlatformUnavailableError,
    RateLimitedError,
    StoreLockedError,
    UserNotFoundError,
)
from archiver.model.broadcast import RoomStatus
from archiver.model.creator import CheckNote, Creator, WatchEntry
from tests.fakes.clock import FakeClock
from tests.fakes.watchlist import Answers, Watchlist, live, make_poller, offline


async def test_a_live_creator_is_handed_over() -> None:
    """Who is live or paused is handed over; who is offline is not, even with a stale room id."""
    watchlist, clock = Watchlist("ann", "bob", "eve"), FakeClock()
    api = Answers(ann=live("ann"), bob=offline("bob"), eve=live("eve", RoomStatus.PAUSED))
    poller, found = make_poller(watchlist, api, clock)
    assert await poller.tick() == 3
    assert found == ["ann", "eve"]
    assert [e.last_status for e in watchlist.entries.values()] == ["live", "offline", "paused"]
    assert watchlist.creators == [Creator(unique_id="ann", user_id=5), Creator(unique_id="eve", user_id=5)]


async def test_nothing_is_asked_before_it_is_due() -> None:
    """A second pass right after the first asks nobody; one interval later it asks again."""
    watchlist, clock = Watchlist("bob"), FakeClock()
    api = Answers(bob=offline("bob"))
    poller, _ = make_poller(watchlist, api, clock)
    await poller.tick()
    assert await poller.tick() == 0
    clock.advance(60_000)
    assert await poller.tick() == 1


async def test_a_creator_being_recorded_costs_no_request() -> None:
    """While a session runs, its creator's checks are put off without a request."""
    watchlist, clock = Watchlist("ann"), FakeClock()
    api = Answers(ann=live("ann"))
    poller, found = make_poller(watchlist, api, clock, recording={"ann"})
    assert await poller.tick() == 0
    assert (api.asked, found) == ([], [])
    assert watchlist.entries[1].next_check_at == clock.now_ms() + 60_000


async def test_a_slow_answer_holds_up_nobody_else() -> None:
    """While one answer is waited for, the others are asked again when they are due; the slow one is asked once."""
    watchlist, clock = Watchlist("slow", "bob"), FakeClock()
    api = Answers(slow=live("slow"), bob=offline("bob"))
    api.slow["slow"] = asyncio.Event()
    poller, found = make_poller(watchlist, api, clock, at_once=2)
    ticking = asyncio.create_task(poller.tick())
    async with asyncio.timeout(20):
        for times in (1, 2, 3):
            while api.asked.count("bob") < times or watchlist.entries[2].next_check_at <= clock.now_ms():
                await asyncio.sleep(0)
            clock.advance(60_000)
        api.slow["slow"].set()
        assert await ticking >= 4
    assert (api.asked.count("slow"), found) == (1, ["slow"])


async def test_who_was_asked_gets_an_answer_though_the_database_is_gone() -> None:
    """The list cannot be read while an answer is waited for: it is taken all the same, and then the error is told."""

    class Failing(Watchlist):
        async def due_entries(self, now: int, limit: int, *, resolve_every_ms: int = 0) -> Sequence[WatchEntry]:
            if api.asked:
                api.slow["slow"].set()
                raise StoreLockedError("The database is locked.")
            return await super().due_entries(now, limit, resolve_every_ms=resolve_every_ms)

    watchlist, api = Failing("slow"), Answers(slow=live("slow"))
    api.slow["slow"] = asyncio.Event()
    poller, found = make_poller(watchlist, api, FakeClock())
    with pytest.raises(StoreLockedError):
        await poller.tick()
    assert found == ["slow"]


async def test_a_failing_check_is_written_down_and_backs_off_alone() -> None:
    """An unknown creator keeps its complaint and its back-off; the next creator is asked all the same."""
    watchlist, clock = Watchlist("gone", "bob"), FakeClock()
    api = Answers(gone=UserNotFoundError("There is no creator @gone."), bob=offline("bob"))
    poller, _ = make_poller(watchlist, api, clock)
    assert await poller.tick() == 2
    entry = watchlist.entries[1]
    assert (entry.last_status, entry.last_error, entry.failure_count) == (
        "user_not_found",
        "There is no creator @gone.",
        1,
    )
    assert entry.next_check_at == clock.now_ms() + 120_000
    api.answers["gone"] = offline("gone")
    clock.advance(120_000)
    await poller.tick()
    assert watchlist.entries[1].failure_count == 0


def watching_ann_who_was_renamed(*others: str) -> tuple[Watchlist, Answers]:
    watchlist = Watchlist("ann", *others)
    watchlist.entries[1] = replace(watchlist.entries[1], user_id=5)
    return watchlist, Answers(ann=UserNotFoundError("There is no creator @ann."), anna=live("anna"))


async def test_a_creator_is_followed_to_another_handle() -> None:
    """A handle that is gone is looked for by the user id that was behind it; the entry goes on under the new one."""
    watchlist, api = watching_ann_who_was_renamed()
    api.unique_ids = {5: "anna"}
    poller, found = make_poller(watchlist, api, FakeClock())
    await poller.tick()
    entry = watchlist.entries[1]
    assert (found, entry.unique_id, entry.last_status, entry.failure_count) == (["anna"], "anna", "live", 0)


async def test_a_handle_that_somebody_else_has_taken_leads_to_nobody_else() -> None:
    """The account that was watched is followed to its new handle; the stranger who is live is not recorded."""
    watchlist, api = watching_ann_who_was_renamed()
    stranger = replace(live("ann"), creator=Creator(unique_id="ann", user_id=66))
    api.answers["ann"], api.unique_ids = stranger, {5: "anna"}
    poller, found = make_poller(watchlist, api, FakeClock())
    await poller.tick()
    assert (found, watchlist.entries[1].unique_id) == (["anna"], "anna")


async def test_a_handle_whose_account_is_gone_is_whoever_has_it_now() -> None:
    """Nobody is left to follow: what was asked for is the handle."""
    watchlist, api = watching_ann_who_was_renamed()
    api.answers["ann"] = replace(live("ann"), creator=Creator(unique_id="ann", user_id=66))
    poller, found = make_poller(watchlist, api, FakeClock())
    await poller.tick()
    assert (found, watchlist.entries[1].unique_id) == (["ann"], "ann")


async def test_a_handle_that_is_gone_for_good_is_a_failure() -> None:
    """Without an account behind it, and where the account has the very same handle, the first complaint stays."""
    nobody: dict[int, str] = {}
    for unique_ids in (nobody, {5: "ann"}):
        watchlist, api = watching_ann_who_was_renamed()
        api.unique_ids = unique_ids
        poller, found = make_poller(watchlist, api, FakeClock())
        await poller.tick()
        entry = watchlist.entries[1]
        assert (found, entry.unique_id, entry.last_error) == ([], "ann", "There is no creator @ann.")


async def test_two_entries_that_became_one_creator_are_told() -> None:
    """The broadcast is not lost, and the list says which entry is one too many."""
    watchlist, api = watching_ann_who_was_renamed("anna")
    api.unique_ids = {5: "anna"}
    poller, found = make_poller(watchlist, api, FakeClock())
    await poller.tick()
    assert set(found) == {"anna"}
    entry = watchlist.entries[1]
    assert (entry.unique_id, entry.last_error) == ("ann", "@anna is on the watchlist already.")


async def test_a_rate_limit_silences_the_whole_host() -> None:
    """After 429 nobody is asked until the time the server named has passed."""
    watchlist, clock = Watchlist("ann", "bob"), FakeClock()
    api = Answers(ann=RateLimitedError("Too many requests.", retry_after_s=300), bob=offline("bob"))
    poller, _ = make_poller(watchlist, api, clock)
    await poller.tick()
    assert api.asked == ["ann"]
    clock.advance(299_000)
    assert await poller.tick() == 0
    clock.advance(1_001)
    assert await poller.tick() == 2


async def test_an_unreachable_platform_is_not_a_rate_limit() -> None:
    """A server error backs off the entry, not the host."""
    watchlist, clock = Watchlist("ann", "bob"), FakeClock()
    api = Answers(ann=PlatformUnavailableError("TikTok did not answer."), bob=live("bob"))
    poller, found = make_poller(watchlist, api, clock)
    await poller.tick()
    assert found == ["bob"]


async def test_an_answer_nobody_thought_of_keeps_no_one_else_waiting() -> None:
    """A check that fails in an unforeseen way is written down like any other failure, and the pass goes on."""
    watchlist, clock = Watchlist("odd", "bob"), FakeClock()
    api = Answers(odd=KeyError("data"), bob=live("bob"))
    poller, found = make_poller(watchlist, api, clock)
    await poller.tick()
    assert found == ["bob"]
    assert "KeyError" in str(watchlist.entries[1].last_error)
    assert await poller.tick() == 0


async def test_a_database_that_takes_no_notes_costs_no_broadcast() -> None:
    """Who is live is handed over all the same, the pass goes on, and nobody is asked again before their time."""

    class Locked(Watchlist):
        async def record_checks(self, notes: Sequence[CheckNote]) -> None:
            raise StoreLockedError("The database is locked.")

    watchlist, clock = Locked("ann", "bob"), FakeClock()
    poller, found = make_poller(watchlist, Answers(ann=live("ann"), bob=live("bob")), clock)
    with capture_logs() as lines:
        assert await poller.tick() == 2
        assert found == ["ann", "bob"]
        assert await poller.tick() == 0
        clock.advance(60_001)
        assert await poller.tick() == 2
    assert [line["event"] for line in lines].count("Checks could not be noted.") == 1


async def test_an_outage_is_told_once_and_not_for_each_creator() -> None:
    """Why nobody answers is one line, however many are watched and for however long; so is the end of it."""
    handles = [f"c{n}" for n in range(5)]
    watchlist, clock = Watchlist(*handles), FakeClock()
    api = Answers(
        **{each: PlatformUnavailableError(f"No route to @{each} (try {n}).") for n, each in enumerate(handles)}
    )
    poller, _ = make_poller(watchlist, api, clock)
    with capture_logs() as lines:
        for _ in range(4):
            await poller.tick()
            clock.advance(300_000)
        api.answers = {each: offline(each) for each in handles}
        await poller.tick()
    told = [line["event"] for line in lines if line["log_level"] != "debug"]
    assert told == ["A check failed.", "The platform answers again."]


async def test_after_an_outage_creators_are_soon_found_again() -> None:
    """While nobody answers, each is asked about every few minutes; a refusal backs off further."""
    watchlist, clock = Watchlist("ann", "bob"), FakeClock()
    api = Answers(ann=PlatformUnavailableError("No network."), bob=UserNotFoundError("There is no creator @bob."))
    poller, _ = make_poller(watchlist, api, clock)
    for _ in range(8):
        await poller.tick()
        clock.advance(1_800_000)
    waits = [entry.next_check_at - (entry.last_check_at or 0) for entry in watchlist.entries.values()]
    assert waits == [240_000, 1_800_000]
