"""The halves of a session: each is begun again when it breaks, so that neither takes the other with it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from archiver.errors import ArchiverError

log = structlog.get_logger(__name__)

_MAX_PAUSE_S = 60.0


class Half:
    """One half of a session's work, such as the recording, kept going until it has come to its own end.

    Args:
        name: what it is called in logs and in the session's row.
        session_id: whose half.
        work: begins it, anew each time; returns when all is done.
        pause_s: between a break and the next beginning; doubled each time, up to a minute.
    """

    def __init__(self, name: str, session_id: int, work: Callable[[], Awaitable[None]], *, pause_s: float) -> None:
        self._name = name
        self._work = work
        self._pause_s = pause_s
        self._log = log.bind(session_id=session_id, half=name)
        self.problem: str | None = None  #: a sentence about the latest break that may have cost something

    async def run(self, halt: asyncio.Event) -> None:
        """Work until the end. Raises nothing but cancellation; ``halt`` set: a break is not repaired any more."""
        pause_s = self._pause_s
        while True:
            try:
                await self._work()
            except ArchiverError as error:
                self._log.error("A half of a session broke.", problem=str(error))
                self._note(str(error), halt)
            except Exception as error:  # noqa: BLE001 - whatever it is, the other half goes on
                self._log.exception("A half of a session broke.")
                self._note(f"{type(error).__name__}, see the log", halt)
            else:
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(pause_s):
                    await halt.wait()
            if halt.is_set():
                return
            pause_s = min(2 * pause_s, _MAX_PAUSE_S)

    def _note(self, problem: str, halt: asyncio.Event) -> None:
        # What breaks after the end is repaired by the finish, which reads journal and parts from the disk.
        if not halt.is_set():
            self.problem = f"The {self._name} broke and was begun again ({problem})."
