"""The gift catalogue: asked for once a day, and never in the way."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.errors import ArchiverError, BlockedError, StoreUnavailableError
from archiver.model.gift import GiftOffer
from archiver.run.gifts import GiftCatalogue
from tests.fakes.clock import FakeClock

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
ROSE = GiftOffer(gift_id=5655, name="Rose", diamond_count=1, is_streakable=True)


class _World:
    """Platform and store in one."""

    def __init__(self) -> None:
        self.asked = 0
        self.seen_at: int | None = None
        self.problem: ArchiverError | None = None
        self.offers = [ROSE]

    async def fetch_gifts(self, room_id: int | None = None) -> list[GiftOffer]:
        self.asked += 1
        if self.problem:
            raise self.problem
        return self.offers

    async def gifts_seen_at(self) -> int | None:
        return self.seen_at

    async def save_gifts(self, offers: Sequence[GiftOffer], *, seen_at: int) -> int:
        if offers:
            self.seen_at = max(self.seen_at or 0, seen_at)  # as the database keeps it
        return len(offers)


async def test_the_list_is_asked_for_once_a_day() -> None:
    """At the first look, then not before a day has passed."""
    world, clock = _World(), FakeClock()
    catalogue = GiftCatalogue(api=world, store=world, clock=clock)
    for passed_ms, asked in ((0, 1), (HOUR_MS, 1), (DAY_MS - HOUR_MS, 2)):
        clock.advance(passed_ms)
        await catalogue.refresh_if_due()
        assert world.asked == asked


async def test_a_clock_set_back_does_not_freeze_the_list() -> None:
    """A list from the future is asked for again."""
    world, clock = _World(), FakeClock()
    world.seen_at = clock.now_ms() + 10 * DAY_MS
    await GiftCatalogue(api=world, store=world, clock=clock).refresh_if_due()
    assert world.asked == 1


async def test_a_clock_set_back_asks_for_the_list_once_a_day_all_the_same() -> None:
    """The list keeps its date from the future: it is no reason to ask at every look until then."""
    world, clock = _World(), FakeClock()
    catalogue = GiftCatalogue(api=world, store=world, clock=clock)
    await catalogue.refresh_if_due()
    clock.step_wall(-10 * DAY_MS)
    for passed_ms, asked in ((MINUTE_MS, 1), (DAY_MS, 2), (MINUTE_MS, 2), (DAY_MS, 3)):
        clock.advance(passed_ms)
        await catalogue.refresh_if_due()
        assert world.asked == asked


async def test_an_empty_list_is_asked_for_once_a_day_too() -> None:
    """It leaves nothing in the catalogue that says when it was seen."""
    world, clock = _World(), FakeClock()
    world.offers = []
    catalogue = GiftCatalogue(api=world, store=world, clock=clock)
    for passed_ms, asked in ((0, 1), (MINUTE_MS, 1), (DAY_MS, 2)):
        clock.advance(passed_ms)
        await catalogue.refresh_if_due()
        assert world.asked == asked


async def test_a_failure_waits_an_hour() -> None:
    """A blocked platform or a database that is away is no error of the service, and is not asked every minute."""
    for problem in (BlockedError("A firewall page."), StoreUnavailableError("Away.")):
        world, clock = _World(), FakeClock()
        world.problem = problem
        catalogue = GiftCatalogue(api=world, store=world, clock=clock)
        await catalogue.refresh_if_due()
        await catalogue.refresh_if_due()
        assert world.asked == 1
        world.problem = None
        clock.advance(HOUR_MS)
        await catalogue.refresh_if_due()
        assert (world.asked, world.seen_at) == (2, clock.now_ms())
