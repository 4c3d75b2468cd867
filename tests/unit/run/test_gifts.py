"""The gift catalogue: asked for once a day, and never in the way."""

from __future__ import annotations

from archiver.errors import ArchiverError, BlockedError, StoreUnavailableError
from archiver.model.gift import GiftOffer
from archiver.run.gifts import GiftCatalogue
from tests.fakes.clock import FakeClock

HOUR_MS, DAY_MS = 3_600_000, 86_400_000
ROSE = GiftOffer(gift_id=5655, name="Rose", diamond_count=1, is_streakable=True)


class _World:
    """Platform and store in one."""

    def __init__(self) -> None:
        self.asked = 0
        self.seen_at: int | None = None
        self.problem: ArchiverError | None = None

    async def fetch_gifts(self, room_id: int | None = None) -> list[GiftOffer]:
        self.asked += 1
        if self.problem:
            raise self.problem
        return [ROSE]

    async def gifts_seen_at(self) -> int | None:
        return self.seen_at

    async def current_gifts(self) -> list[GiftOffer]:
        return [ROSE]

    async def save_gifts(self, offers: object, *, seen_at: int) -> int:
        self.seen_at = seen_at
        return 1


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
