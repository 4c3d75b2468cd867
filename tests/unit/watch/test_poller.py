"""What the poller asks, writes down and hands over."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from archiver.errors import (
    PlatformUnavailableError,
    RateLimitedError,
    SignPaymentError,
    StoreLockedError,
    UsageError,
    UserNotFoundError,
)
from archiver.model.broadcast import LiveCheck, RoomStatus
from archiver.model.creator import CheckNote, Creator, WatchEntry
from archiver.watch.poller import Poller
from archiver.watch.schedule import HostPacer, SchedulePolicy
from tests.fakes.clock import FakeClock


class Watchlist:
    """Entries in memory; due when their instant has come."""

    def __init__(self, *handles: str) -> None:
        self.entries = {n: WatchEntry(id=n, unique_id=handle) for n, handle in enumerate(handles, start=1)}
        self.creators: list[Creator] = []

    async def due_entries(self, now: int, limit: int, *, resolve_every_ms: int = 0) -> Sequence[WatchEntry]:
        return [e for e in self._due(now) if not self._is_resolved(e, now, resolve_every_ms)][:limit]

    async def due_rooms(self, now: int, limit: int, *, resolve_every_ms: int) -> Sequence[WatchEntry]:
        return [e for e in self._due(now) if self._is_resolved(e, now, resolve_every_ms)][:limit]

    async def count_watched(self) -> int:
        return len(self.entries)

    async def record_checks(self, notes: Sequence[CheckNote]) -> None:
        for note in notes:
            entry = self.entries[note.entry_id]
            self.entries[entry.id] = replace(
                entry,
                last_check_at=note.checked_at,
                next_check_at=note.next_check_at,
                last_status=note.status,
                last_room_id=note.room_id or entry.last_room_id,
                resolved_at=note.resolved_at,
                failure_count=note.failure_count,
                last_error=note.error,
            )
            if note.creator:
                self.creators.append(note.creator)

    async def rename_watch_entry(self, entry_id: int, unique_id: str) -> None:
        if any(entry.unique_id == unique_id for entry in self.entries.values()):
            raise UsageError(f"@{unique_id} is on the watchlist already.")
        self.entries[entry_id] = replace(self.entries[entry_id], unique_id=unique_id)

    def _due(self, now: int) -> list[WatchEntry]:
        due = [e for e in self.entries.values() if e.next_check_at <= now and not e.is_paused]
        return sorted(due, key=lambda e: e.next_check_at)

    @staticmethod
    def _is_resolved(entry: WatchEntry, now: int, resolve_every_ms: int) -> bool:
        is_fresh = (entry.resolved_at or 0) > now - resolve_every_ms
        return is_fresh and entry.poll_interval_s is None and not entry.failure_count


class Answers:
    """A LiveApi whose answers are scripted by handle."""

    def __init__(self, **answers: LiveCheck | Exception) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.alive: dict[int, bool] = {}
        self.room_problem: Exception | None = None
        self.surveys: list[int] = []  #: how many rooms or creators each request asked about
        self.live_rooms: dict[int, int | None] = {}
        self.bulk_problem: Exception | None = None
        self.in_flight = self.most_in_flight = 0
        self.unique_ids: dict[int, str] = {}

    async def fetch_unique_id(self, user_id: int) -> str:
        if user_id not in self.unique_ids:
            raise UserNotFoundError(f"There is no user {user_id}.")
        return self.unique_ids[user_id]

    async def fetch_is_live_room_ids(self, *room_ids: int) -> Mapping[int, bool]:
        self.surveys.append(len(room_ids))
        if self.room_problem:
            raise self.room_problem
        return {room: self.alive[room] for room in room_ids if room in self.alive}

    async def fetch_live_rooms(self, *user_ids: int) -> Mapping[int, int | None]:
        self.surveys.append(len(user_ids))
        if self.bulk_problem:
            raise self.bulk_problem
        return {user: self.live_rooms[user] for user in user_ids if user in self.live_rooms}

    async def fetch_is_live(self, target: str | int) -> LiveCheck:
        assert isinstance(target, str)
        self.asked.append(target)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        for _ in range(20):  # so that others can begin meanwhile
            await asyncio.sleep(0)
        self.in_flight -= 1
        answer = self.answers[target]
        if isinstance(answer, Exception):
            raise answer
        return answer


def live(handle: str, status: RoomStatus = RoomStatus.LIVE) -> LiveCheck:
    return LiveCheck(unique_id=handle, room_id=71, status=status, creator=Creator(unique_id=handle, user_id=5))


def offline(handle: str) -> LiveCheck:
    return LiveCheck(unique_id=handle, room_id=70, status=RoomStatus.ENDED)


def make_poller(
    watchlist: Watchlist,
    api: Answers,
    clock: FakeClock,
    *,
    recording: set[str] | None = None,
    spacing_s: float = 0.0,
    at_once: int = 1,
    is_bulk: bool = False,
) -> tuple[Poller, list[str]]:
    found: list[str] = []
    poller = Poller(
        api=api,  # type: ignore[arg-type]
        store=watchlist,
        clock=clock,
        policy=SchedulePolicy(interval_s=60, jitter=0),
        pacer=HostPacer(spacing_s),
        at_once=at_once,
        bulk=api if is_bulk else None,
        on_live=lambda entry, _check: found.append(entry.unique_id),
        is_recording=(recording or set()).__contains__,
        roll=lambda: 0.5,
    )
    return poller, found


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
    assert await poller.tick() == 2
    assert found == ["ann", "bob"]
    assert await poller.tick() == 0
    clock.advance(60_001)
    assert await poller.tick() == 2


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
    """Broadcasts that go on are handed over, ended ones are noted, and one the platform is silent about is resolved."""
    clock = FakeClock()
    watchlist = long_list(clock, 120)
    api = Answers(c2=offline("c2"))
    api.alive = {1000 + n: n == 1 for n in range(1, 121) if n != 3}
    poller, found = make_poller(watchlist, api, clock, recording={"c5"}, spacing_s=1.0)
    assert await poller.survey() == 120
    assert api.surveys == [50, 50, 19] or sum(api.surveys) == 119
    assert found == ["c0"]
    assert [watchlist.entries[n].last_status for n in (1, 2, 6)] == ["live", "offline", "recording"]
    assert watchlist.entries[3].resolved_at is None
    assert await poller.survey() == 0
    assert await poller.tick() == 1  # the one nothing was said about
    assert api.asked == ["c2"]


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
