"""A room's events by TikAPI, over real sockets: as a source like the others, and as rows like theirs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from archiver.clock import SystemClock
from archiver.errors import SocketClosedError, SocketError
from archiver.eventlog.journal_format import journal_path
from archiver.eventlog.redecode import redecode
from archiver.model.frame import FrameKind
from archiver.model.session import EndCause
from archiver.ports import EventSocket
from archiver.rebroadcast.server import RebroadcastServer
from archiver.store.sql_store import SqlStore
from archiver.wire.readers.catalogue import CATALOGUE
from tests.fakes.live_room import CREATOR, client_of, room_id
from tests.integration.test_rebroadcast_events import archive, gift, message, scenario
from tests.journalled import iterate_records
from tests.sql import rows

KEYS: dict[str, Any] = {"api_key": "k3yk3yk3yk3y", "account_key": "acc0untacc0unt"}
ONLY: dict[str, Any] = {"strategies": ("tikapi",), "tikapi": KEYS}


async def take(socket: EventSocket, count: int) -> list[str]:
    """Methods of the next messages, each answer confirmed."""
    found: list[str] = []
    while len(found) < count:
        frame = await socket.receive()
        assert frame.kind is FrameKind.TIKAPI_CHAT
        notice = await socket.confirm(frame)
        assert notice.problem is None
        items = json.loads(frame.data)["messagesList"]
        assert notice.messages == len(items)
        found += [item["messageType"] for item in items]
    return found


async def until_closed(socket: EventSocket) -> None:
    while True:
        await socket.receive()


def say(server: RebroadcastServer, action: int) -> None:
    assert server.room is not None
    server.room.control(action, server.room.started_at + 1000)


async def test_it_reads_on_where_it_was(server: RebroadcastServer) -> None:
    """The first answer has history and state, the next ones what was said since, each message once."""
    async with client_of(server, **ONLY) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        assert socket.strategy == "tikapi"
        assert "RoomMessage" in await take(socket, 1)
        say(server, 1)
        say(server, 2)
        later = [method for method in await take(socket, 2) if method == "ControlMessage"]
        assert len(later) <= 2
        await socket.close()
        with pytest.raises(SocketClosedError):
            await socket.receive()
    assert "nextcursor" in {name.lower() for name in server.seen.last_tikapi_request}


async def test_the_room_says_that_it_is_over(server: RebroadcastServer) -> None:
    """A control message is a signal, as on a socket."""
    async with client_of(server, **ONLY) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        await socket.receive()
        say(server, 3)
        signals: tuple[int, ...] = ()
        while not signals:
            signals = (await socket.confirm(await socket.receive())).signals
        assert signals == (3,)
        await socket.close()


@pytest.mark.parametrize(
    "fault",
    ["bad_request", "unauthorized", "payment", "forbidden", "not_found", "rate_limited", "error_status", "empty",
     "html", "not_json"],
)  # fmt: skip
async def test_it_can_be_refused(server: RebroadcastServer, fault: str) -> None:
    """At the beginning that is a refusal, later an end; both in a sentence."""
    async with client_of(server, **ONLY) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        await socket.receive()
        server.faults.tikapi = fault  # type: ignore[assignment]
        with pytest.raises(SocketClosedError, match="ended: TikAPI"):
            await until_closed(socket)
        with pytest.raises(SocketError, match="not possible: TikAPI") as caught:
            await client.connector.connect(room_id(server), CREATOR)
        assert (caught.value.retry_after_s is not None) == (fault == "rate_limited")


async def test_failures_of_the_network_pass(server: RebroadcastServer) -> None:
    """A server error is waited out, several in a row are an end."""
    async with client_of(server, **ONLY) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        await take(socket, 1)
        server.faults.tikapi = "unavailable"
        with pytest.raises(SocketClosedError, match="502"):
            await until_closed(socket)


async def test_an_answer_of_another_shape_is_kept(server: RebroadcastServer) -> None:
    """Raw, with a complaint; the connection ends there, and the next one begins anew. At the beginning: a refusal."""
    async with client_of(server, **ONLY) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        await take(socket, 1)
        server.faults.tikapi = "no_messages"
        notice = None
        while notice is None or notice.problem is None:
            frame = await socket.receive()
            notice = await socket.confirm(frame)
        assert json.loads(frame.data) == {"status": "success"}
        assert "messagesList" in notice.problem
        with pytest.raises(SocketClosedError, match="nextCursor"):
            await socket.receive()
        with pytest.raises(SocketError, match="messagesList"):
            await client.connector.connect(room_id(server), CREATOR)
        server.faults.tikapi = ""
        socket = await client.connector.connect(room_id(server), CREATOR)
        assert "RoomMessage" in await take(socket, 1)
        await socket.close()


async def test_an_answer_without_a_cursor_is_the_last(server: RebroadcastServer) -> None:
    """What it holds is taken in; then the connection has ended."""
    server.faults.tikapi = "no_cursor"
    async with client_of(server, **ONLY) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        assert "RoomMessage" in await take(socket, 1)
        with pytest.raises(SocketClosedError, match="nextCursor"):
            await socket.receive()


async def test_the_next_connection_goes_on_where_the_last_one_was_confirmed(server: RebroadcastServer) -> None:
    """What is in the journal does not come again; what is not, does."""
    async with client_of(server, **ONLY) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        await take(socket, 1)
        say(server, 1)
        await socket.receive()  # and not confirmed: it did not reach the disk
        await socket.close()
        say(server, 2)

        socket = await client.connector.connect(room_id(server), CREATOR)
        again = await take(socket, 2)
        assert again.count("ControlMessage") == 2
        assert "RoomMessage" not in again
        await socket.close()


async def test_a_cursor_that_is_no_longer_taken_is_dropped(server: RebroadcastServer) -> None:
    """The room is read from its newest messages on."""
    async with client_of(server, **ONLY) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        await take(socket, 1)
        await socket.close()
        server.faults.tikapi = "old_cursor"
        socket = await client.connector.connect(room_id(server), CREATOR)
        assert "RoomMessage" in await take(socket, 1)
        await socket.close()


async def test_what_was_said_before_may_be_left_out(server: RebroadcastServer) -> None:
    """By ``tiktok.initial_messages``, as on a socket."""
    async with client_of(server, **ONLY, initial_messages=False) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        say(server, 1)
        assert "RoomMessage" not in await take(socket, 1)
        await socket.close()


async def test_it_is_taken_when_the_others_fail(server: RebroadcastServer) -> None:
    """In its place in the order, by the same client."""
    server.faults.sign = "payment"
    server.faults.handshake = "bad_request"
    async with client_of(server, strategies=("sign_server", "direct", "tikapi"), tikapi=KEYS) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        assert socket.strategy == "tikapi"
        await socket.close()


SCRIPT = scenario(
    [
        {"at_s": 1, "kind": "chat", "viewer": "bo", "text": "hello {b} 你好 <i>"},
        {"at_s": 1, "kind": "chat", "viewer": "bo", "text": "once", "msg_id": 7001},
        {"at_s": 1, "kind": "chat", "viewer": "bo", "text": "once", "msg_id": 7001},
        {"at_s": 2, "kind": "chat", "viewer": "zoe", "text": "undated", "is_dated": False},
        {"at_s": 2, "kind": "emote", "viewer": "bo", "emote_id": "e1"},
        gift(3, "bo", 1, 2, 3, group=1),
        gift(3, "zoe", 1, 4, group=2, has_end=False),
        gift(3, "guest", 2, 6, 4, group=3),
        gift(5, "bo", 1, 2, group=0),
        gift(5, "zoe", 7, group=4, is_described=False),
        gift(5, "guest", 3, group=5, receiver="zoe"),
        {"at_s": 6, "kind": "gift", "viewer": "bo", "gift": "lion", "counts": [5]},
        {"at_s": 7, "kind": "like", "viewer": "bo", "count": 5, "total": 100},
        {"at_s": 7, "kind": "join", "viewer": "zoe"},
        {"at_s": 7, "kind": "follow", "viewer": "zoe"},
        {"at_s": 7, "kind": "share", "viewer": "bo"},
        {"at_s": 8, "kind": "subscribe", "viewer": "bo", "months": 3},
        message(9, "WebcastRoomUserSeqMessage", {"total": 5, "total_user": 9, "anonymous": 1}),
        *(message(9, f"Webcast{name}") for name in CATALOGUE),
        {"at_s": 9, "kind": "raw", "method": "WebcastNobodyKnowsMessage", "payload_hex": "0801"},
    ],
    history=[{"viewer": "bo", "text": f"old {n}", "before_s": 30 - n} for n in range(8)],
)  # fmt: skip

#: What must not differ, by what is asked.
QUESTIONS = {
    "events": "SELECT kind, name, is_history, viewer_id, detail, text FROM events"
    " JOIN methods ON methods.id = method_id WHERE kind <> 'connection' ORDER BY seq",
    "chats": "SELECT text, language, emotes, is_moderator, is_subscriber, gifter_level, fan_level, viewer_id FROM chats"
    " ORDER BY seq",
    "gifts": "SELECT viewer_id, receiver_id, gift_id, gift_name, diamond_count, repeat_count, combo_count, group_id,"
    " is_streakable, is_streak_end FROM gifts ORDER BY seq",
    "ledger": "SELECT viewer_id, gift_id, gift_name, gift_count, diamonds, receiver_id, is_closed FROM gift_ledger"
    " ORDER BY first_seq",
    "viewers": "SELECT user_id, unique_id, nickname, sec_uid FROM viewers ORDER BY user_id",
    "counts": "SELECT viewers, total_viewers FROM viewer_counts ORDER BY seq",
    "dated": "SELECT count(*) FROM events WHERE server_at IS NOT NULL AND kind <> 'connection'",
}


async def test_a_broadcast_becomes_the_same_rows_as_by_the_socket(sqlite_template: Path, tmp_path: Path) -> None:
    """Chats, gifts, ledger, viewers, unknown messages: by TikAPI's keys alone what a sign server's socket gives."""
    urls = {way: f"sqlite:///{tmp_path / way}.db" for way in ("socket", "tikapi")}
    for way, url in urls.items():
        shutil.copyfile(sqlite_template, tmp_path / f"{way}.db")
        await archive(url, tmp_path / way, SCRIPT, tikapi=KEYS if way == "tikapi" else None)
    for what, question in QUESTIONS.items():
        by_socket, by_tikapi = (rows(url, question) for url in urls.values())
        assert by_socket, what
        assert by_tikapi == by_socket, what
    notes = rows(urls["tikapi"], "SELECT detail FROM events WHERE kind = 'connection' ORDER BY seq")
    assert json.loads(notes[0][0]) == {"strategy": "tikapi"}


async def test_the_journal_holds_the_answers_as_they_came(sqlite_url: str, tmp_path: Path) -> None:
    """JSON, unchanged; and rows are made of it again."""
    folder = tmp_path / "s"
    await archive(sqlite_url, folder, SCRIPT, tikapi=KEYS)
    records = [record for record in iterate_records(journal_path(folder, 1)) if record.kind is FrameKind.TIKAPI_CHAT]
    assert json.loads(records[0].data)["status"] == "success"
    said = [item for record in records for item in json.loads(record.data)["messagesList"]]
    assert [item["content"] for item in said if item.get("content") == "once"] == ["once", "once"]

    before = rows(sqlite_url, QUESTIONS["events"])
    async with SqlStore(sqlite_url) as store:
        await store.end_session(
            1, ended_at=SystemClock().now_ms(), cause=EndCause.CONTROL_ENDED, file=None, sha256=None, duration_ms=None,
            error=None,
        )  # fmt: skip
        report = await redecode(session=await store.session(1), folder=folder, store=store)
    assert report.changed == {}
    assert rows(sqlite_url, QUESTIONS["events"]) == before
