"""Sessions that a crash, a stop or an outage left open: brought up to date, then resumed or finished."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from archiver.errors import ArchiverError, RoomEndedError
from archiver.model.broadcast import RoomStatus
from archiver.model.session import EndCause, Session
from archiver.ports import LiveApi
from archiver.run.session import SessionRunner

log = structlog.get_logger(__name__)

#: Sessions that are brought up to date at once, and that are finished at once: what is live now comes first.
_ADOPTIONS = 4
_FINISHES = 2


class Recovery:
    """Takes over sessions one by one; several may be under way at once."""

    def __init__(self, *, api: LiveApi, runner: SessionRunner) -> None:
        self._api = api
        self._runner = runner
        self._adoptions = asyncio.Semaphore(_ADOPTIONS)
        self._finishes = asyncio.Semaphore(_FINISHES)

    async def take_over(
        self, stored: Session, stop: asyncio.Event, *, on_over: Callable[[], None] = lambda: None
    ) -> Session | None:
        """Adopt a session; finish it when its broadcast is over. The session when there is more to record, else None.

        Args:
            stored: an open session.
            stop: set: nothing is begun any more; the next start does it.
            on_over: called before the finish, which can take long and has to wait for its turn.

        Raises:
            SessionConflictError: a running process works on it.
            ArchiverError: it could not be adopted or finished.
        """
        async with self._adoptions:
            if stop.is_set():
                return None
            session = await self._runner.adopt(stored)
            if not await self.is_over(session.room_id, session.creator.unique_id):
                return session
        on_over()
        async with self._finishes:
            if not stop.is_set():
                await self._runner.finish(session, EndCause.RECOVERED)
        return None

    async def is_over(self, room_id: int, unique_id: str = "") -> bool:
        """Only the platform's own word is an end; without an answer the session's monitor decides.

        ``unique_id``: who is asked as well about a room that refuses, for check_alive has called every room alive.
        """
        try:
            check = await self._api.fetch_is_live(room_id)
            if unique_id and check.is_live and check.route == "check_alive":
                check = await self._api.fetch_is_live(unique_id)
        except RoomEndedError:
            return True
        except ArchiverError as error:
            log.warning("A room gave no answer.", room_id=room_id, problem=str(error))
            return False
        return check.status is RoomStatus.ENDED or check.room_id != room_id

    async def is_on(self, room_id: int) -> bool:
        """Whether the room itself says that its broadcast goes on; without an answer it does not say so."""
        try:
            return (await self._api.fetch_is_live(room_id)).status.is_on
        except ArchiverError as error:
            log.debug("A room gave no answer.", room_id=room_id, problem=str(error))
            return False
