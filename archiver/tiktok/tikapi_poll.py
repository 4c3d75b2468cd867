"""A room's events by TikAPI's chat route."""

from __future__ import annotations

from archiver.errors import FrameError, InvalidRequestError, SocketClosedError
from archiver.model.frame import FrameKind, FrameNotice
from archiver.newest import Newest
from archiver.tiktok.polling import MAX_ASKED_INTERVAL_S
from archiver.tiktok.tikapi import TikApi
from archiver.wire.protocol import read_result
from archiver.wire.tikapi_chat import parse_chat_answer


class TikApiPoll:
    """See ``polling.Poll``. Each answer names the cursor of the next request; one that names none is the last.

    Args:
        tikapi: whom to ask.
        room_id: the room.
        cursors: where each room's stream was left; of what is in a journal only.
        interval_s: the least time between two requests; TikAPI may ask for more.
    """

    strategy = "tikapi"
    kind = FrameKind.TIKAPI_CHAT

    def __init__(self, tikapi: TikApi, room_id: int, cursors: Newest[int, str], *, interval_s: float) -> None:
        self.interval_s = interval_s
        self._tikapi = tikapi
        self._room_id = room_id
        self._cursors = cursors
        self._least_s = interval_s
        self._cursor = cursors.get(room_id, "")
        self._is_over = False
        self._has_answered = False
        self.is_resumed = bool(self._cursor)

    async def fetch(self) -> bytes:
        """See ``Poll``."""
        if self._is_over:
            raise SocketClosedError("TikAPI gave no cursor to go on from (nextCursor).")
        body = await self._ask()
        try:
            answer = parse_chat_answer(body)
        except FrameError:
            if not self._has_answered:
                raise  # another way may do better
            self._is_over = True  # kept raw: a later version may read it
            return body
        self._has_answered = True
        self._cursor, self._is_over = answer.next_cursor, not answer.next_cursor
        self.interval_s = max(self._least_s, min(answer.result.fetch_interval / 1000, MAX_ASKED_INTERVAL_S))
        return body

    async def _ask(self) -> bytes:
        try:
            return await self._tikapi.chat(self._room_id, self._cursor)
        except InvalidRequestError:
            if not self._cursor:
                raise
        # A cursor of another day is no longer taken: what it would have led to is lost, the room is not.
        self._cursors.pop(self._room_id, None)
        self.is_resumed = False
        return await self._tikapi.chat(self._room_id)

    def read(self, body: bytes) -> FrameNotice:
        """See ``Poll``."""
        try:
            answer = parse_chat_answer(body)
        except FrameError:
            self._cursors.pop(self._room_id, None)  # it would lead to the same answer again
            raise
        if answer.next_cursor:
            self._cursors.put(self._room_id, answer.next_cursor)
        else:
            self._cursors.pop(self._room_id, None)
        notice = read_result(answer.result)
        if answer.problem is None:
            return notice
        return FrameNotice(
            signals=notice.signals, server_now_ms=notice.server_now_ms, messages=notice.messages,
            payload_type=notice.payload_type, problem=answer.problem,
        )  # fmt: skip
