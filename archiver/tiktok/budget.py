"""One budget for all requests to a host, whoever makes them: checks, room info, signing. It outlives a restart.

A request is counted before it is sent, and refused here when it could only be refused there: while the host wants to be
left alone (429, a used-up ``RateLimit-Remaining``), and when a window's limit is reached. Limits are those of the
configuration, and what the sign server says of itself.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence

import structlog

from archiver.errors import ArchiverError, RateLimitedError
from archiver.model.budget import BudgetLine
from archiver.model.signing import RateLimits
from archiver.ports import BudgetStore, Clock

log = structlog.get_logger(__name__)

#: How long a request waits for its count to be stored; what was not stored is stored with the next.
SAVE_PATIENCE_S = 0.5
WINDOWS_MS = {"minute": 60_000, "hour": 3_600_000, "day": 86_400_000}
#: After a 429 that does not say how long.
_DEFAULT_WAIT_S = {"sign": 60.0, "tikapi": 60.0}
_OTHER_WAIT_S = 10.0
_MAX_WAIT_S = 86_400.0  #: where requests are counted by days
_OTHER_MAX_WAIT_S = 3600.0
_RESETS = ("ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset")
_REMAINDERS = ("ratelimit-remaining", "x-ratelimit-remaining", "x-rate-limit-remaining")
#: Share of a window's requests up to which those that can wait are made.
_PLENTY = 0.8
_NAMES = {"tiktok": "www.tiktok.com", "webcast": "The webcast host", "sign": "The sign server", "tikapi": "TikAPI"}

#: Host -> window -> the most requests in it.
Limits = Mapping[str, Mapping[str, int]]


class RateBudget:
    """Counts and refuses. Without a store it forgets everything at the end of the process."""

    def __init__(
        self,
        clock: Clock,
        *,
        limits: Limits | None = None,
        store: BudgetStore | None = None,
        patience_s: float = SAVE_PATIENCE_S,
    ) -> None:
        self._clock = clock
        self._patience_s = patience_s
        self._limits = limits or {}
        self._store = store
        self._lines: dict[tuple[str, str], BudgetLine] = {}
        self._problem = ""  #: why the latest counts are not stored

    async def restore(self) -> None:
        """Take up what was left before a restart. A database that does not tell is no reason not to work."""
        if self._store is None:
            return
        try:
            lines = await self._store.budget_lines()
        except ArchiverError as error:
            log.warning("The request budgets could not be read; counting begins anew.", problem=str(error))
            return
        self._lines = {(line.host, line.window): line for line in lines if self._is_current(line)}

    async def spend(self, host: str) -> None:
        """Count one request to the host.

        Raises:
            RateLimitedError: the host must not be asked now; ``retry_after_s`` says for how long.
        """
        now = self._clock.now_ms()
        self._refuse_while_silent(host, now)
        lines = [self._line(host, window, now) for window in WINDOWS_MS]
        for line in lines:
            if line.maximum is not None and line.used >= line.maximum:
                raise _wait(host, f"its limit of {line.maximum} a {line.window} is reached", line.ends_at - now)
        for line in lines:
            self._keep(line, used=line.used + 1)
        if host in _DEFAULT_WAIT_S:  # counted by days: worth a row each time
            await self.save()

    async def learn(self, host: str, status: int, headers: Mapping[str, str], retry_after_s: float | None) -> None:
        """Note what an answer says about the next one; header names are in lower case."""
        wait_s = retry_after_s if retry_after_s is not None else reset_s(headers, self._clock)
        is_used_up = any(headers.get(name, "").strip() == "0" for name in _REMAINDERS)
        if status != 429 and not (is_used_up and wait_s):
            return
        if wait_s is None:
            wait_s = _DEFAULT_WAIT_S.get(host, _OTHER_WAIT_S)
        ends_at = self._clock.now_ms() + min(round(1000 * max(wait_s, 0.0)), _longest_ms(host, "silence"))
        self._lines[host, "silence"] = BudgetLine(host=host, window="silence", used=0, maximum=None, ends_at=ends_at)
        log.info("A host wants to be left alone.", host=host, wait_s=round(wait_s, 1))
        await self.save()

    async def learn_limits(self, host: str, limits: RateLimits) -> None:
        """Note what a sign server says of its own limits."""
        now = self._clock.now_ms()
        for window, limit in (("minute", limits.minute), ("hour", limits.hour), ("day", limits.day)):
            if limit is not None:
                ends_at = limit.reset_at if limit.reset_at is not None else now + WINDOWS_MS[window]
                used = max(0, limit.maximum - limit.remaining)
                line = BudgetLine(host=host, window=window, used=used, maximum=limit.maximum, ends_at=ends_at)
                if self._is_current(line):
                    self._lines[host, window] = line
        await self.save()

    def scarce_for_s(self, host: str) -> float | None:
        """Seconds until a window ends of which most requests are spent; None: there are plenty."""
        now = self._clock.now_ms()
        scarce = [
            line.ends_at - now
            for line in (self._line(host, window, now) for window in WINDOWS_MS)
            if line.maximum is not None and line.used >= _PLENTY * line.maximum
        ]
        return max(scarce) / 1000 if scarce else None

    def lines(self) -> Sequence[BudgetLine]:
        """What is known now, by host and window."""
        current = [line for line in self._lines.values() if self._is_current(line)]
        return sorted(current, key=lambda line: (line.host, WINDOWS_MS.get(line.window, 0)))

    async def save(self) -> None:
        """Write down what is known now. Neither a request nor a stop waits for a database that is away."""
        if self._store is None:
            return
        try:
            async with asyncio.timeout(self._patience_s):
                await self._store.save_budget_lines(self.lines())
        except ArchiverError as error:
            self._report(str(error))
        except TimeoutError:
            self._report("the database takes too long")
        else:
            self._problem = ""

    def _report(self, problem: str) -> None:
        """Say why nothing is written down, once for each new reason: a database can be away for hours."""
        if problem != self._problem:
            log.warning("The request budgets could not be written down.", problem=problem)
        self._problem = problem

    def _refuse_while_silent(self, host: str, now: int) -> None:
        silence = self._lines.get((host, "silence"))
        if silence is not None and self._is_current(silence):
            raise _wait(host, "it wants to be left alone", silence.ends_at - now)

    def _line(self, host: str, window: str, now: int) -> BudgetLine:
        line = self._lines.get((host, window))
        configured = self._limits.get(host, {}).get(window)
        if line is None or not self._is_current(line):
            told = line.maximum if line is not None else None
            ends_at = now + WINDOWS_MS[window]
            return BudgetLine(host=host, window=window, used=0, maximum=_least(configured, told), ends_at=ends_at)
        return BudgetLine(
            host=host, window=window, used=line.used, maximum=_least(configured, line.maximum), ends_at=line.ends_at
        )

    def _keep(self, line: BudgetLine, *, used: int) -> None:
        self._lines[line.host, line.window] = BudgetLine(
            host=line.host, window=line.window, used=used, maximum=line.maximum, ends_at=line.ends_at
        )

    def _is_current(self, line: BudgetLine) -> bool:
        """Whether it has not ended; one that ends later than it can was noted by a clock that was set back since."""
        left_ms = line.ends_at - self._clock.now_ms()
        return 0 < left_ms <= _longest_ms(line.host, line.window)


def reset_s(headers: Mapping[str, str], clock: Clock) -> float | None:
    """Seconds until the limit begins anew, by whichever spelling of the header is there; None without any.

    A reset is documented as Unix time; milliseconds and plain seconds to wait are told apart by size.
    """
    for name in _RESETS:
        text = headers.get(name, "").strip()
        if re.fullmatch(r"\d{1,15}(\.\d{1,9})?", text):
            value = float(text)
            value = value / 1000 if value > 1e11 else value
            wait_s = value - clock.now_ms() / 1000 if value > 1e9 else value
            return min(max(wait_s, 0.0), _MAX_WAIT_S)
    return None


def _longest_ms(host: str, window: str) -> int:
    is_counted = host in _DEFAULT_WAIT_S
    return WINDOWS_MS.get(window, round(1000 * (_MAX_WAIT_S if is_counted else _OTHER_MAX_WAIT_S)))


def _least(*limits: int | None) -> int | None:
    return min((limit for limit in limits if limit is not None), default=None)


def _wait(host: str, why: str, wait_ms: int) -> RateLimitedError:
    wait_s = max(wait_ms, 0) / 1000
    return RateLimitedError(f"{_NAMES.get(host, host)} is not asked for {wait_s:.0f} s: {why}.", retry_after_s=wait_s)
