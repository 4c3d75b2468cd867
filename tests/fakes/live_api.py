"""A LiveApi that answers from a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archiver.errors import UserNotFoundError, UserOfflineError
from archiver.model.broadcast import LiveCheck, RoomInfo, RoomStatus
from archiver.model.creator import Creator
from archiver.model.timeline import SkewSample


def live_check(unique_id: str, room_id: int | None, status: RoomStatus = RoomStatus.LIVE, **fields: Any) -> LiveCheck:
    """An answer to "is this creator live?" with the parts tests seldom care about filled in."""
    fields.setdefault("creator", Creator(unique_id=unique_id, user_id=1))
    return LiveCheck(unique_id=unique_id, room_id=room_id, status=status, **fields)


class FakeLiveApi:
    """Answers each question with the next scripted answer for its target; the last one stays.

    An answer that is an exception is raised. What is not in the script is not found.
    ``calls`` lists every question as (method, argument).
    """

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any]] = []
        self.alive: dict[int, bool] = {}  #: answers of ``fetch_is_live_room_ids``
        self.is_closed = False
        self.dates: list[SkewSample] = []
        self.unique_ids: dict[int, str] = {}  #: answers of ``fetch_unique_id``
        self._scripts: dict[tuple[str, str | int], list[Any]] = {}

    def script_is_live(self, target: str | int, *answers: LiveCheck | Exception) -> None:
        """Answers of ``fetch_is_live(target)``, in order."""
        self._scripts["is_live", target] = list(answers)

    def script_room_id(self, unique_id: str, *answers: int | Exception) -> None:
        """Answers of ``fetch_room_id``; unscripted, it follows the script of ``fetch_is_live``."""
        self._scripts["room_id", unique_id] = list(answers)

    def script_room_info(self, room_id: int, *answers: RoomInfo | Exception) -> None:
        """Answers of ``fetch_room_info(room_id)``, in order."""
        self._scripts["room_info", room_id] = list(answers)

    async def fetch_is_live(self, target: str | int) -> LiveCheck:
        """See LiveApi."""
        self.calls.append(("fetch_is_live", target))
        check: LiveCheck = self._next("is_live", target)
        return check

    def dates_since(self, mark: int) -> tuple[int, Sequence[SkewSample]]:
        """See LiveApi; those put into ``dates``."""
        return len(self.dates), self.dates[mark:]

    async def fetch_is_live_room_ids(self, *room_ids: int) -> Mapping[int, bool]:
        """See LiveApi."""
        self.calls.append(("fetch_is_live_room_ids", room_ids))
        return {room_id: self.alive[room_id] for room_id in room_ids if room_id in self.alive}

    async def fetch_unique_id(self, user_id: int) -> str:
        """See LiveApi."""
        self.calls.append(("fetch_unique_id", user_id))
        if user_id not in self.unique_ids:
            raise UserNotFoundError(f"{user_id} is not in the script.")
        return self.unique_ids[user_id]

    async def fetch_room_id(self, unique_id: str) -> int:
        """See LiveApi."""
        self.calls.append(("fetch_room_id", unique_id))
        if ("room_id", unique_id) in self._scripts:
            room_id: int = self._next("room_id", unique_id)
            return room_id
        check: LiveCheck = self._next("is_live", unique_id)
        if not check.is_live or check.room_id is None:
            raise UserOfflineError(f"@{unique_id} is not live.")
        return check.room_id

    async def fetch_room_info(self, room_id: int) -> RoomInfo:
        """See LiveApi."""
        self.calls.append(("fetch_room_info", room_id))
        info: RoomInfo = self._next("room_info", room_id)
        return info

    async def aclose(self) -> None:
        """Note that it was closed."""
        self.is_closed = True

    def _next(self, method: str, target: str | int) -> Any:
        answers = self._scripts.get((method, target))
        if not answers:
            raise UserNotFoundError(f"{target} is not in the script.")
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer
