"""Starts a session for each room that goes live and keeps the tasks apart: one failing never takes another down."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress

import structlog

from archiver.errors import ArchiverError, SessionConflictError
from archiver.model.broadcast import LiveCheck
from archiver.model.creator import Creator, WatchEntry
from archiver.model.session import EndCause, Session
from archiver.newest import Newest
from archiver.record.plan import StreamPreferences
from archiver.run.recovery import Recovery
from archiver.run.session import SessionRunner

log = structlog.get_logger(__name__)

#: So many rooms are remembered, of each kind.
_REMEMBERED = 10_000
#: Of rooms whose end was announced the routes say for so long that they are live.
DOUBT_S = 30.0


class Supervisor:
    """Owns the tasks of all sessions of this process, at most one for each room."""

    def __init__(
        self, *, runner: SessionRunner, recovery: Recovery, preferences: StreamPreferences, doubt_s: float = DOUBT_S
    ) -> None:
        """``doubt_s``: a room that said that it is over, and is called live, is asked again after this."""
        self._runner = runner
        self._recovery = recovery
        self._preferences = preferences
        self._doubt_s = doubt_s
        self._stop = asyncio.Event()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._capturing: dict[int, str] = {}  #: room: handle as it is watched
        #: Rooms whose session is over and waits for its files: whether the room itself had said so.
        self._finishing: dict[int, bool] = {}
        self._returns: dict[int, asyncio.Task[None]] = {}  #: room: asks whether that session is over indeed
        self._ended = Newest[int, bool](_REMEMBERED)  #: the same of rooms whose session has ended
        self._elsewhere = Newest[int, None](_REMEMBERED)  #: rooms of other processes that were spoken of

    def is_recording(self, unique_id: str) -> bool:
        """Whether a session of this creator is being captured; one that is only being finished does not count."""
        return unique_id.lower() in self._capturing.values()

    def start_live(self, entry: WatchEntry, check: LiveCheck) -> None:
        """Open a session for a creator who was found live; a room whose session is captured already is left alone."""
        if (room_id := check.room_id) is None:
            return
        creator = check.creator or Creator(unique_id=entry.unique_id, user_id=entry.user_id)
        if room_id in self._finishing:
            self._spawn(room_id, creator, self._return_to(room_id, creator, check.title, entry), self._returns)
        else:
            self._spawn(room_id, creator, self._open_and_run(room_id, creator, check.title, entry), self._tasks)

    def take_over(self, session: Session, entry: WatchEntry | None) -> None:
        """Adopt an open session, and go on with it as its watch entry says, or finish it."""
        self._spawn(session.room_id, session.creator, self._adopt_and_run(session, entry), self._tasks)

    async def wait_idle(self) -> None:
        """Wait until no session runs."""
        while tasks := {*self._tasks.values(), *self._returns.values()}:
            await asyncio.wait(tasks)

    async def stop(self) -> None:
        """Stop all sessions and wait until each has finished its files."""
        self._stop.set()
        await self.wait_idle()

    def abandon(self) -> None:
        """Cancel what still runs; the next start adopts and finishes it."""
        self._stop.set()
        for task in (*self._returns.values(), *self._tasks.values()):
            task.cancel()

    def _spawn(
        self, room_id: int, creator: Creator, work: Coroutine[None, None, None], tasks: dict[int, asyncio.Task[None]]
    ) -> None:
        if room_id in tasks or self._stop.is_set():
            work.close()
            return
        task = asyncio.create_task(self._guard(room_id, creator, work), name=f"room-{room_id}")
        tasks[room_id] = task
        task.add_done_callback(lambda _done: self._forget(room_id, tasks))

    def _forget(self, room_id: int, tasks: dict[int, asyncio.Task[None]]) -> None:
        del tasks[room_id]
        if tasks is self._tasks:
            self._capturing.pop(room_id, None)
            self._finishing.pop(room_id, None)

    async def _guard(self, room_id: int, creator: Creator, work: Coroutine[None, None, None]) -> None:
        structlog.contextvars.bind_contextvars(room_id=room_id, unique_id=creator.unique_id)  # of this task alone
        try:
            await work
        except SessionConflictError as error:
            if room_id not in self._elsewhere:
                log.info("The room is recorded elsewhere.", room_id=room_id, reason=str(error))
            self._elsewhere.put(room_id, None)
        except ArchiverError as error:
            log.error("A session stopped; it is taken up again later.", room_id=room_id, code=error.code,
                      problem=str(error))  # fmt: skip
        except Exception:
            log.exception("A session broke; it is taken up again later.", room_id=room_id)

    async def _open_and_run(self, room_id: int, creator: Creator, title: str, entry: WatchEntry) -> None:
        # The routes disagree for a while: whoever calls a room live that is over would get a session at each check.
        if room_id in self._ended and not await self._goes_on(self._ended[room_id], self._is_not_over, room_id):
            log.debug("A room is called live that is over.", room_id=room_id, unique_id=creator.unique_id)
            return
        self._capturing[room_id] = entry.unique_id.lower()
        session = await self._runner.open(room_id=room_id, creator=creator, title=title)
        log.info("A creator is live.", session_id=session.id, room_id=room_id, unique_id=creator.unique_id)
        await self._run(session, entry)

    async def _return_to(self, room_id: int, creator: Creator, title: str, entry: WatchEntry) -> None:
        """Go on with a session whose end was none: its finish, which can take long, gives way and is made later."""
        if not await self._goes_on(self._finishing.get(room_id, False), self._recovery.is_on, room_id):
            return
        if room_id in self._finishing and not self._stop.is_set():
            log.warning("The end of a session was none, its room is live: it goes on, and is finished later.",
                        room_id=room_id, unique_id=creator.unique_id)  # fmt: skip
            finish = self._tasks[room_id]
            finish.cancel()
            await asyncio.wait({finish})
        self._spawn(room_id, creator, self._open_and_run(room_id, creator, title, entry), self._tasks)

    async def _goes_on(self, was_told: bool, ask: Callable[[int], Awaitable[bool]], room_id: int) -> bool:
        """Whether a room goes on whose session is over.

        One that said itself that it is over is not believed at once: the platform is slow to take that in.
        """
        if not await ask(room_id):
            return False
        if not was_told:
            return True
        with suppress(TimeoutError):
            async with asyncio.timeout(self._doubt_s):
                await self._stop.wait()
        return not self._stop.is_set() and await ask(room_id)

    async def _is_not_over(self, room_id: int) -> bool:
        return not await self._recovery.is_over(room_id)

    async def _adopt_and_run(self, stored: Session, entry: WatchEntry | None) -> None:
        def over() -> None:
            self._finishing[stored.room_id] = True

        if (session := await self._recovery.take_over(stored, self._stop, on_over=over)) is not None:
            await self._run(session, entry)

    async def _run(self, session: Session, entry: WatchEntry | None) -> None:
        room_id = session.room_id
        preferences = self._preferences.of(entry) if entry else self._preferences
        self._capturing[room_id] = (entry.unique_id if entry else session.creator.unique_id).lower()

        def captured(cause: EndCause) -> None:
            self._capturing.pop(room_id, None)  # the creator may go live again while the files are being finished
            self._finishing[room_id] = cause is not EndCause.GRACE_EXPIRED

        await self._runner.run(session, self._stop, preferences, on_captured=captured)
        self._ended.put(room_id, self._finishing.get(room_id, False))
