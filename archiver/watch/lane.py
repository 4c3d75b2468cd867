"""Requests to one host: so far apart, so many at once, and none while it wants to be left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from archiver.errors import ArchiverError
from archiver.ports import Clock
from archiver.watch.schedule import HostPacer

_T = TypeVar("_T")


class Due(NamedTuple, Generic[_T]):
    """What is to be asked about now."""

    items: Sequence[_T]
    are_more: bool  #: others are due as well


class Lane:
    """``at_once`` is how many answers may be waited for; a slow answer holds up nobody before that many are slow."""

    def __init__(self, clock: Clock, pacer: HostPacer, *, at_once: int = 1) -> None:
        self._clock = clock
        self._pacer = pacer
        self._free = asyncio.Semaphore(at_once)

    @property
    def spacing_ms(self) -> int:
        """The least time between two requests."""
        return self._pacer.spacing_ms

    @property
    def is_silent(self) -> bool:
        """Whether the host wants to be left alone."""
        return self._pacer.is_silent(self._clock.monotonic_ms())

    def leave_alone(self, seconds: float) -> None:
        """Ask nothing for so long, at most an hour."""
        self._pacer.leave_alone(self._clock.monotonic_ms(), seconds)

    async def work_off(
        self, find: Callable[[], Awaitable[Due[_T]]], ask: Callable[[_T], Awaitable[None]], *, look_s: float
    ) -> int:
        """Ask about what is due, and about what becomes due before all answers are here; returns how many were asked.

        Args:
            find: what is due and not being asked about.
            ask: gets an answer about one of them.
            look_s: while answers are waited for, it is looked for more this often.

        Raises:
            ArchiverError: of ``find``, once all who were asked have answered.
        """
        total, problem, pending = 0, None, set[asyncio.Task[None]]()
        async with asyncio.TaskGroup() as group:
            while not self.is_silent:
                try:
                    due = await find()
                except ArchiverError as error:
                    problem = error
                    break
                begun = await self._begin(group, due.items, ask)
                total += len(begun)
                pending = {task for task in (*pending, *begun) if not task.done()}
                if begun and due.are_more:
                    continue
                if pending:
                    _, pending = await asyncio.wait(pending, timeout=look_s)
                if not pending:
                    break
        if problem is not None:
            raise problem
        return total

    async def _begin(
        self, group: asyncio.TaskGroup, items: Iterable[_T], ask: Callable[[_T], Awaitable[None]]
    ) -> list[asyncio.Task[None]]:
        """Ask about each item in turn, in tasks of the group; returns them, fewer when silenced."""
        begun: list[asyncio.Task[None]] = []
        for item in items:
            await self._free.acquire()
            if not await self._has_turn():
                self._free.release()
                break
            begun.append(group.create_task(self._ask(ask(item))))
        return begun

    async def _has_turn(self) -> bool:
        """Wait for the next turn; false when the host was or is silenced."""
        if self.is_silent:
            return False
        await asyncio.sleep(self._pacer.wait_ms(self._clock.monotonic_ms()) / 1000)
        return not self.is_silent

    async def _ask(self, work: Awaitable[None]) -> None:
        try:
            await work
        finally:
            self._free.release()
