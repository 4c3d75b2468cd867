"""A database and the thread that asks it, with the patience that a locked or restarting one needs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

import stamina
import structlog
from sqlalchemy import Connection, Engine

from archiver.errors import StoreLockedError, StoreUnavailableError
from archiver.store.engine import reading, writing

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger(__name__)

#: Errors that waiting helps against.
PASSING = (StoreLockedError, StoreUnavailableError)
ATTEMPTS = 8
_MAX_PAUSE_S = 2.0  #: between two attempts
_THREAD_PAUSE_S = 0.25  #: the same where a thread sleeps: nothing can wake it, and a stop has to wait for it


class PatientDatabase:
    """Runs one operation after the other on one thread of its own.

    The event loop never waits for the database. An operation that finds it locked or away is tried again a few times.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._is_away = False

    async def close(self) -> None:
        """Finish what was begun and disconnect; safe to call twice."""
        await asyncio.to_thread(self._thread.shutdown)
        self._engine.dispose()

    async def _write(self, operation: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        def run() -> T:
            with writing(self._engine) as connection:
                return operation(connection, *args, **kwargs)

        return await self._patiently(ATTEMPTS, run)

    async def _write_once(self, operation: Callable[[Connection], T]) -> T:
        def run() -> T:
            with writing(self._engine) as connection:
                return operation(connection)

        return await self._in_thread(run)

    async def _read(self, operation: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        def run() -> T:
            with reading(self._engine) as connection:
                return operation(connection, *args, **kwargs)

        return await self._patiently(ATTEMPTS, run)

    async def _patiently(self, attempts: int | None, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run on the store's thread, again while the database is locked or away; ``attempts`` None: for ever."""
        result: T
        async for attempt in stamina.retry_context(
            on=self._is_passing, attempts=attempts, timeout=None, wait_max=_MAX_PAUSE_S, wait_jitter=0.1
        ):
            with attempt:
                result = await self._in_thread(operation, *args, **kwargs)
        if self._is_away:
            log.info("The database is back.")
            self._is_away = False
        return result

    def _at_once(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As ``_patiently``, for a caller on another thread that waits for it, with short pauses."""
        for attempt in stamina.retry_context(
            on=PASSING, attempts=ATTEMPTS, timeout=None, wait_max=_THREAD_PAUSE_S, wait_jitter=0.1
        ):
            with attempt:
                return self._thread.submit(operation, *args, **kwargs).result()
        raise AssertionError("the last attempt raises")

    def _is_passing(self, error: Exception) -> bool:
        """Whether waiting helps; says so once, however long it takes."""
        if not isinstance(error, PASSING):
            return False
        if not self._is_away:
            log.warning("Waiting for the database.", problem=str(error))
        self._is_away = True
        return True

    async def _in_thread(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.wrap_future(self._thread.submit(operation, *args, **kwargs))
