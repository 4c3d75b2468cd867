"""A platform with any number of creators in a process of its own: who is live, by handle, by room and by user.

`python -m tests.bench.watch_platform` prints its port and reads one line of JSON: which creators go live, and at which
monotonic instant (ms). It serves until its input ends; then it prints how many requests each path got, and the most in
one second.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

#: User ids, the rooms of their last broadcasts and those of their next ones begin here.
USERS, LAST_ROOMS, NEXT_ROOMS = 6_800_000_000_000_000_000, 7_100_000_000_000_000_000, 7_200_000_000_000_000_000


class Platform:
    """Creator n is @c<n>; ``live_at`` says when those go live who do."""

    def __init__(self, live_at: dict[int, int]) -> None:
        self._live_at = live_at
        self.seconds: dict[str, Counter[int]] = {}

    def answer(self, target: str, body: bytes) -> Any:
        """The JSON a real host would send."""
        now = time.monotonic_ns() // 1_000_000
        parts = urlsplit(target)
        self.seconds.setdefault(parts.path, Counter())[now // 1000] += 1
        query = parse_qs(parts.query)
        if parts.path == "/api-live/user/room/":
            return self._user_room(int(query["uniqueId"][0][1:]), now)
        if parts.path == "/webcast/room/check_alive/":
            rooms = [int(room) for room in query["room_ids"][0].split(",")]
            return {"data": [self._alive(room, now) for room in rooms], "status_code": 0}
        users = [int(user) - USERS for user in json.loads(body)["user_numeric_ids"]]
        return {"code": 200, "response": {"data": {str(USERS + n): self._live(n, now) for n in users}}}

    def _is_live(self, number: int, now: int) -> bool:
        return self._live_at.get(number, now + 1) <= now

    def _user_room(self, number: int, now: int) -> Any:
        is_live = self._is_live(number, now)
        status = 2 if is_live else 4
        room = (NEXT_ROOMS if is_live else LAST_ROOMS) + number
        user = {"id": str(USERS + number), "uniqueId": f"c{number}", "roomId": str(room), "status": status}
        return {"statusCode": 0, "data": {"user": user, "liveRoom": {"status": status, "title": "x" * 40}}}

    def _alive(self, room: int, now: int) -> Any:
        is_next, number = room >= NEXT_ROOMS, (room - LAST_ROOMS) % (NEXT_ROOMS - LAST_ROOMS)
        return {"alive": is_next and self._is_live(number, now), "room_id": room, "room_id_str": str(room)}

    def _live(self, number: int, now: int) -> Any:
        is_live = self._is_live(number, now)
        return {"is_live": is_live, "room_id": str((NEXT_ROOMS if is_live else LAST_ROOMS) + number)}


class _Connection(asyncio.Protocol):
    platform: Platform

    def __init__(self) -> None:
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            lines = self._waiting[:end].decode("latin-1").split("\r\n")
            lengths = [line.split(":")[1] for line in lines if line.lower().startswith("content-length:")]
            size = end + 4 + int(lengths[0] if lengths else 0)
            if len(self._waiting) < size:
                return
            body, self._waiting = self._waiting[end + 4 : size], self._waiting[size:]
            answer = json.dumps(self.platform.answer(lines[0].split(" ")[1], body)).encode()
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(answer), answer))


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Connection, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    _Connection.platform = Platform({int(n): at for n, at in json.loads(sys.stdin.readline()).items()})
    await loop.run_in_executor(None, sys.stdin.read)
    seconds = _Connection.platform.seconds
    print(json.dumps({path: (count.total(), max(count.values())) for path, count in seconds.items()}))


if __name__ == "__main__":
    asyncio.run(_serve())
