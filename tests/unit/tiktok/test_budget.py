"""The request budget: counted, refused, learnt from answers, and kept over a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from structlog.testing import capture_logs

from archiver.errors import RateLimitedError, StoreUnavailableError
from archiver.model.budget import BudgetLine
from archiver.model.signing import RateLimit, RateLimits
from archiver.tiktok.budget import RateBudget
from tests.fakes.clock import FakeClock


class _Store:
    """Lines in memory."""

    def __init__(self) -> None:
        self.lines: dict[tuple[str, str], BudgetLine] = {}
        self.is_away = False

    async def budget_lines(self) -> Sequence[BudgetLine]:
        if self.is_away:
            raise StoreUnavailableError("The database is away.")
        return list(self.lines.values())

    async def save_budget_lines(self, lines: Sequence[BudgetLine]) -> None:
        if self.is_away:
            raise StoreUnavailableError("The database is away.")
        self.lines |= {(line.host, line.window): line for line in lines}


async def refusal(budget: RateBudget, host: str) -> RateLimitedError:
    with pytest.raises(RateLimitedError) as caught:
        await budget.spend(host)
    return caught.value


async def test_a_limit_is_shared_by_all_who_ask() -> None:
    """The request beyond it is refused until the window ends; other hosts have budgets of their own."""
    clock = FakeClock()
    budget = RateBudget(clock, limits={"webcast": {"minute": 3}})
    for _ in range(3):
        await budget.spend("webcast")
    clock.advance(20_000)
    error = await refusal(budget, "webcast")
    assert error.retry_after_s == 40
    assert "limit of 3 a minute" in str(error)
    await budget.spend("tiktok")
    clock.advance(40_000)
    await budget.spend("webcast")


async def test_a_database_that_is_away_is_told_once() -> None:
    """Who polls with TikAPI asks each two seconds: hours of them are one line, and another one after its return."""
    store = _Store()
    budget = RateBudget(FakeClock(), store=store)
    with capture_logs() as lines:
        for store.is_away in (True, True, True, False, True, True):
            await budget.spend("tikapi")
    assert [line["event"] for line in lines] == ["The request budgets could not be written down."] * 2


async def test_the_tightest_window_holds() -> None:
    """Minute, hour and day are counted side by side."""
    clock = FakeClock()
    budget = RateBudget(clock, limits={"sign": {"minute": 2, "hour": 3}})
    await budget.spend("sign")
    await budget.spend("sign")
    clock.advance(60_000)
    await budget.spend("sign")
    assert "an hour" not in str(await refusal(budget, "sign"))
    assert (await refusal(budget, "sign")).retry_after_s == 3540


@pytest.mark.parametrize(
    ("status", "headers", "retry_after_s", "wait_s"),
    [
        (429, {}, 7.0, 7),
        (429, {"ratelimit-reset": "30"}, None, 30),
        (429, {"x-ratelimit-reset": "{now+45}"}, None, 45),
        (429, {"x-rate-limit-reset": "{now+45}000"}, None, 45),
        (429, {}, None, 60),
        (200, {"ratelimit-remaining": "0", "ratelimit-reset": "12"}, None, 12),
        (200, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "{now+9}"}, None, 9),
        (429, {"ratelimit-reset": "99999999"}, None, 86_400),
    ],
)
async def test_answers_say_when_to_come_back(
    status: int, headers: dict[str, str], retry_after_s: float | None, wait_s: int
) -> None:
    """Every spelling of the headers silences the host, also on the answer that used the limit up."""
    clock = FakeClock()
    now_s = clock.now_ms() // 1000
    for offset in (9, 45):
        headers = {name: value.replace(f"{{now+{offset}}}", str(now_s + offset)) for name, value in headers.items()}
    budget = RateBudget(clock)
    await budget.learn("sign", status, headers, retry_after_s)
    assert (await refusal(budget, "sign")).retry_after_s == wait_s
    clock.advance(wait_s * 1000)
    await budget.spend("sign")


async def test_an_answer_with_requests_left_silences_nobody() -> None:
    """A reset alone is no limit reached."""
    budget = RateBudget(FakeClock())
    await budget.learn("sign", 200, {"ratelimit-remaining": "4", "ratelimit-reset": "30"}, None)
    await budget.learn("sign", 200, {"ratelimit-remaining": "0"}, None)
    await budget.spend("sign")


async def test_the_budget_outlives_a_restart() -> None:
    """Counts, learnt limits and silences are taken up; what has ended, or lies beyond what can be, is not."""
    clock, store = FakeClock(), _Store()
    first = RateBudget(clock, store=store)
    limit = RateLimit(maximum=5, remaining=1, reset_at=clock.now_ms() + 30_000)
    await first.learn_limits("sign", RateLimits(minute=limit))
    await first.spend("sign")
    await first.learn("webcast", 429, {}, 20.0)

    second = RateBudget(clock, store=store)
    await second.restore()
    assert (await refusal(second, "sign")).retry_after_s == 30
    assert (await refusal(second, "webcast")).retry_after_s == 20

    clock.step_wall(-7_200_000)  # it was wrong then
    third = RateBudget(clock, store=store)
    await third.restore()
    assert not third.lines()
    await third.spend("sign")


async def test_a_database_that_is_away_stops_nothing() -> None:
    """Counting goes on in memory."""
    store = _Store()
    store.is_away = True
    budget = RateBudget(FakeClock(), limits={"sign": {"minute": 1}}, store=store)
    await budget.restore()
    await budget.spend("sign")
    await refusal(budget, "sign")


async def test_a_database_that_does_not_answer_holds_nothing_up() -> None:
    """Requests go on, and so does a stop, while the database takes no rows; the count stays right meanwhile."""

    class Stuck(_Store):
        async def save_budget_lines(self, lines: Sequence[BudgetLine]) -> None:
            await asyncio.Event().wait()

    budget = RateBudget(FakeClock(), limits={"sign": {"minute": 2}}, store=Stuck(), patience_s=0.01)
    async with asyncio.timeout(20):
        for _ in range(2):
            await budget.spend("sign")
        await budget.save()
    assert "limit of 2 a minute" in str(await refusal(budget, "sign"))
