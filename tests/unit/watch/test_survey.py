"""What is asked about many at once, and whose handle is asked about all the same."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from archiver.errors import (
    RateLimitedError,
    SignPaymentError,
)
from archiver.watch.survey import BATCH, BATCHES
from tests.fakes.clock import FakeClock
from tests.fakes.watchlist import Answers, Watchlist, live, make_poller, offline


def long_list(clock: FakeClock, count: int) -> Watchlist:
    """A list so long that not every handle can be asked about in an interval: all of them were a moment ago."""
    watchlist = Watchlist(*(f"c{n}" for n in range(count)))
    for n, entry in watchlist.entries.items():
        watchlist.entries[n] = replace(entry, last_room_id=1000 + n, resolved_at=clock.now_ms())
    return watchlist


async def test_a_short_list_is_never_surveyed() -> None:
    """While every handle can be asked about in each interval, its last room says nothing new."""
    clock = FakeClock()
    watchlist = long_list(clock, 60)
    poller, _ = make_poller(watchlist, Answers(), clock, spacing_s=1.0)
    assert await poller.survey() == 0


async def test_a_long_list_is_surveyed_fifty_rooms_at_once() -> None:
    """Rooms that are over are noted; of one called alive, and one nothing is said of, the handle is asked about."""
    clock = FakeClock()
    watchlist = long_list(clock, 120)
    api = Answers(c0=live("c0"), c2=offline("c2"))
    api.alive = {1000 + n: n == 1 for n in range(1, 121) if n != 3}
    poller, found = make_poller(watchlist, api, clock, recording={"c5"}, spacing_s=1.0)
    assert await poller.survey() == 120
    assert api.surveys == [50, 50, 19] or sum(api.surveys) == 119
    assert [watchlist.entries[n].last_status for n in (2, 6)] == ["offline", "recording"]
    assert watchlist.entries[3].resolved_at is None
    assert await poller.survey() == 0
    assert await poller.tick() == 2
    assert (api.asked, found) == (["c0", "c2"], ["c0"])


async def test_a_platform_that_calls_every_room_alive_makes_no_broadcasts() -> None:
    """It has done so: then a survey is worth nothing, and the list is watched handle by handle."""
    clock = FakeClock()
    watchlist = long_list(clock, 120)
    api = Answers(**{f"c{n}": offline(f"c{n}") for n in range(120)})
    api.alive = {1000 + n: True for n in range(1, 121)}
    poller, found = make_poller(watchlist, api, clock, spacing_s=0.6)
    assert (await poller.survey(), found) == (120, [])
    assert len(await watchlist.due_entries(clock.now_ms(), 200, resolve_every_ms=72_000)) == 120


async def test_a_slow_answer_holds_up_no_other_room() -> None:
    """While one request is waited for all others are made, however many; those of the slow one are asked about once."""
    clock, count = FakeClock(), 3 * BATCH * BATCHES
    watchlist, api = long_list(clock, count), Answers()
    api.alive = {1000 + n: False for n in range(1, count + 1)}
    api.slow_rooms[1001] = asyncio.Event()
    poller, _ = make_poller(watchlist, api, clock, spacing_s=1.0, at_once=2)
    surveying = asyncio.create_task(poller.survey())
    async with asyncio.timeout(20):
        while sum(entry.last_status is not None for entry in watchlist.entries.values()) < count - BATCH:
            await asyncio.sleep(0)
        assert watchlist.entries[1].last_status is None
        api.slow_rooms[1001].set()
        assert await surveying == count
    assert sum(api.surveys) == count


async def test_each_handle_has_its_turn() -> None:
    """On a long list a handle is asked about when all others could have been."""
    clock = FakeClock()
    watchlist = long_list(clock, 120)
    api = Answers(**{f"c{n}": offline(f"c{n}") for n in range(120)})
    api.alive = {1000 + n: False for n in range(1, 121)}
    poller, _ = make_poller(watchlist, api, clock, spacing_s=1.0)
    clock.advance(119_000)
    assert (await poller.tick(), await poller.survey()) == (0, 120)
    clock.advance(60_000)
    poller, _ = make_poller(watchlist, api, clock, spacing_s=0.51)  # as if they could be asked more often
    clock.advance(1_000)
    assert len(await watchlist.due_entries(clock.now_ms(), 200, resolve_every_ms=120_000)) == 120


async def test_a_refused_survey_leaves_the_host_alone() -> None:
    """Nothing is noted, and nobody is asked about a room before the time the platform named."""
    clock = FakeClock()
    watchlist = long_list(clock, 120)
    api = Answers()
    api.room_problem = RateLimitedError("Fewer, please.", retry_after_s=30)
    poller, _ = make_poller(watchlist, api, clock, spacing_s=1.0)
    assert await poller.survey() == 0
    api.room_problem = None
    assert await poller.survey() == 0
    assert len(api.surveys) == 1
    clock.advance(30_001)
    assert await poller.survey() == 0 or len(api.surveys) > 1


async def test_a_survey_that_trips_over_an_answer_is_made_again_later() -> None:
    """A mistake of ours costs that survey, not every one at every tick; handles have their turn meanwhile."""
    clock = FakeClock()
    watchlist = long_list(clock, 120)
    api = Answers()
    api.room_problem = KeyError("nobody thought of this")
    poller, _ = make_poller(watchlist, api, clock, spacing_s=1.0)
    assert await poller.survey() == 0
    api.room_problem = None
    assert await poller.survey() == 0
    clock.advance(60_001)
    assert await poller.survey() > 0


async def test_answers_are_waited_for_at_the_same_time() -> None:
    """A slow answer holds up nobody before so many are slow; each of a list longer than a pass is asked once."""
    handles = [f"c{n}" for n in range(300)]
    clock, api = FakeClock(), Answers(**{handle: offline(handle) for handle in handles})
    poller, _ = make_poller(Watchlist(*handles), api, clock, at_once=4)
    assert await poller.tick() == 300
    assert sorted(api.asked) == sorted(handles)
    assert api.most_in_flight == 4


async def test_who_has_an_interval_of_their_own_is_asked_about_by_handle() -> None:
    """On a long list too: so the ones that matter most are not surveyed only."""
    clock = FakeClock()
    watchlist = long_list(clock, 120)
    watchlist.entries[7] = replace(watchlist.entries[7], poll_interval_s=10.0)
    api = Answers(c6=offline("c6"))
    api.alive = {1000 + n: False for n in range(1, 121)}
    poller, _ = make_poller(watchlist, api, clock, spacing_s=1.0)
    assert await poller.survey() == 119
    assert await poller.tick() == 1
    clock.advance(10_000)
    assert (await poller.survey(), await poller.tick()) == (0, 1)
    assert api.asked == ["c6", "c6"]


async def test_who_was_never_live_waits_for_the_turn_of_the_handle() -> None:
    """There is no room to ask about, and no request is spent on it."""
    clock = FakeClock()
    watchlist = long_list(clock, 120)
    watchlist.entries = {n: replace(e, last_room_id=None) for n, e in watchlist.entries.items()}
    api = Answers()
    poller, found = make_poller(watchlist, api, clock, spacing_s=1.0)
    assert (await poller.tick(), await poller.survey()) == (0, 120)
    assert (api.surveys, found) == ([], [])


def long_list_of_users(clock: FakeClock, count: int) -> Watchlist:
    watchlist = long_list(clock, count)
    watchlist.entries = {n: replace(e, user_id=n) for n, e in watchlist.entries.items()}
    return watchlist


async def test_new_broadcasts_are_found_fifty_creators_at_once() -> None:
    """By user id, in rooms nobody knew; of whom there is no word, the handle is asked about, and of nobody else."""
    clock = FakeClock()
    watchlist = long_list_of_users(clock, 120)
    watchlist.entries[9] = replace(watchlist.entries[9], user_id=None)
    api = Answers(c2=offline("c2"), c8=offline("c8"))
    api.live_rooms = {n: 5000 if n == 1 else None for n in range(1, 121) if n != 3}
    poller, found = make_poller(watchlist, api, clock, recording={"c5"}, spacing_s=1.0, is_bulk=True)
    clock.advance(130_000)  # longer than the handles' turn would be
    assert await poller.survey() == 120
    assert sum(api.surveys) == 118
    assert found == ["c0"]
    assert (watchlist.entries[1].last_status, watchlist.entries[1].last_room_id) == ("live", 5000)
    assert (watchlist.entries[2].last_status, watchlist.entries[2].last_room_id) == ("offline", 1002)
    assert await poller.tick() == 2
    assert sorted(api.asked) == ["c2", "c8"]


async def test_a_refused_bulk_check_gives_handles_their_turn_again() -> None:
    """Until it may be asked once more, the list is watched as without it."""
    clock = FakeClock()
    watchlist = long_list_of_users(clock, 120)
    api = Answers(**{f"c{n}": offline(f"c{n}") for n in range(120)})
    api.bulk_problem = SignPaymentError("Not in your plan.")
    poller, _ = make_poller(watchlist, api, clock, spacing_s=0.6, is_bulk=True)
    clock.advance(73_000)
    assert (await poller.tick(), await poller.survey()) == (0, 0)
    assert len(await watchlist.due_entries(clock.now_ms(), 200, resolve_every_ms=72_000)) == 120
    assert await poller._resolve_every_ms() == 72_000
    clock.advance(60_001)
    api.bulk_problem, api.live_rooms = None, dict.fromkeys(range(1, 121))
    assert await poller.survey() == 120
    assert api.asked == []
