"""The event socket of a rebroadcast room, over real websockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK, InvalidStatus

from archiver.clock import SystemClock
from archiver.errors import DeviceBlockedError, HandshakeRefusedError, SocketError
from archiver.rebroadcast.room import Room
from archiver.rebroadcast.scenario import Scenario
from archiver.rebroadcast.server import RebroadcastServer
from archiver.tiktok.client import TikTokClient
from archiver.tiktok.options import HttpOptions
from archiver.wire.pb import webcast_pb2 as pb
from tests.fakes.room_client import RoomClient

_CHATS = [{"at_s": 0.3 + index / 10, "kind": "chat", "viewer": "ana", "text": f"chat {index}"} for index in range(8)]

_HISTORY = [{"viewer": "bo", "text": f"history {index}", "before_s": 9 - index} for index in range(8)]


def _scenario(*, duration_s: float = 60, event: list[dict[str, Any]] | None = None, **broadcast: Any) -> Scenario:
    return Scenario.model_validate(
        {
            "creator": {"unique_id": "someone", "nickname": "Someone"},
            "viewers": {"ana": {"nickname": "Ana", "is_moderator": True, "gifter_level": 7}, "bo": {"nickname": "Bo"}},
            "gifts": {"rose": {"gift_id": 5655, "name": "Rose", "diamonds": 1, "is_streakable": True}},
            "broadcast": [
                {
                    "title": "t", "after_s": 0, "duration_s": duration_s, "event": event or [], "history": _HISTORY,
                    **broadcast,
                }
            ],
        }
    )  # fmt: skip


@asynccontextmanager
async def _room(scenario: Scenario) -> AsyncIterator[tuple[RebroadcastServer, Room]]:
    async with RebroadcastServer(scenario, with_video=False) as server:
        while server.room is None:
            await asyncio.sleep(0)
        yield server, server.room


async def test_a_newcomer_gets_recent_history_and_the_state_of_the_room() -> None:
    """The first result holds the last six comments as history, the welcome, state messages and an unknown method."""
    async with _room(_scenario()) as (server, room), RoomClient(server.ws_url, room.room_id) as client:
        frame = await client.frame()
        headers = {header.key: header.value for header in frame.headers}
        assert (headers["compress_type"], frame.payload[:2], frame.payload_type) == ("gzip", b"\x1f\x8b", "msg")
        result = await client.open(frame)
    assert result.is_first
    assert result.need_ack
    chats = [pb.ChatMessage.FromString(message.payload) for message in result.messages if message.is_history]
    assert [chat.content for chat in chats] == [f"history {index}" for index in range(2, 8)]
    assert all(chat.common.create_time < room.started_at for chat in chats)
    others = [message for message in result.messages if not message.is_history]
    assert others[0].method == "RoomMessage"
    assert {message.sample_flag for message in others[1:]} == {2}
    assert "WebcastRebroadcastLayoutMessage" in {message.method for message in others}


async def test_messages_carry_their_scripted_instants() -> None:
    """create_time is the script's second on the wall clock, and ids are made of it."""
    async with _room(_scenario(event=_CHATS)) as (server, room), RoomClient(server.ws_url, room.room_id) as client:
        live = [
            message
            for message in await client.messages_until("WebcastChatMessage")
            if message.method == "WebcastChatMessage" and not message.is_history
        ]
        while len(live) < len(_CHATS):
            live += (await client.result()).messages
    commons = [pb.ChatMessage.FromString(message.payload).common for message in live]
    assert [common.create_time - room.started_at for common in commons] == [300 + index * 100 for index in range(8)]
    assert [message.msg_id >> 32 for message in live] == [common.create_time // 1000 for common in commons]
    assert len({message.msg_id for message in live}) == 8
    assert {common.room_id for common in commons} == {room.room_id}


async def test_a_reconnection_replays_comments_with_the_same_ids() -> None:
    """Who comes again gets the recent comments once more, as history, under their old ids."""
    async with _room(_scenario(event=_CHATS[:1])) as (server, room):
        async with RoomClient(server.ws_url, room.room_id) as client:
            first = (await client.messages_until("WebcastChatMessage"), await client.result())
            live = first[1].messages[0]
        async with RoomClient(server.ws_url, room.room_id) as client:
            replayed = [message for message in (await client.result()).messages if message.is_history]
    assert live.msg_id == replayed[-1].msg_id
    assert replayed[-1].payload == live.payload


async def test_the_socket_goes_on_where_the_sign_server_ended() -> None:
    """With the route parameters of a fetch result nothing said between result and connection is lost or repeated."""
    async with _room(_scenario(event=_CHATS)) as (server, room):
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.get(f"{server.base_url}/webcast/fetch", params={"room_id": room.room_id})
        fetched = pb.FetchResult.FromString(answer.content)
        assert fetched.is_first
        assert fetched.push_server == server.ws_url
        await room.wait_for_news(room.position + 2)
        async with RoomClient(server.ws_url, room.room_id, **dict(fetched.route_params)) as client:
            messages = list((await client.result()).messages)
            while len(messages) < len(_CHATS):
                messages += (await client.result()).messages
    texts = [pb.ChatMessage.FromString(message.payload).content for message in messages]
    assert texts == [f"chat {index}" for index in range(8)]


async def test_acks_are_checked() -> None:
    """An ack is right when its log_id was sent on that connection and its payload is the result's internal_ext."""
    async with _room(_scenario()) as (server, room), RoomClient(server.ws_url, room.room_id) as client:
        frame = await client.frame()
        result = await client.open(frame)
        await client.send("ack", b"-", log_id=frame.log_id)
        await client.enter()
        assert (await client.frame()).payload_type == "im_enter_room_resp"
        assert [(ack.log_id, ack.payload, ack.is_expected) for ack in server.acks] == [
            (frame.log_id, result.internal_ext, True), (frame.log_id, b"-", False),
        ]  # fmt: skip


async def test_a_wrong_ack_can_end_the_connection() -> None:
    """With the rule on, an ack of no frame or with another text closes; right ones go on."""
    async with _room(_scenario()) as (server, room):
        server.rules.close_on_wrong_ack = True
        for wrong in ({"payload": b"-"}, {"log_id": 1}):
            async with RoomClient(server.ws_url, room.room_id) as client:
                frame = await client.frame()
                result = await client.open(frame)
                await client.enter()
                assert (await client.frame()).payload_type == "im_enter_room_resp"
                sent = {"payload": result.internal_ext, "log_id": frame.log_id} | wrong
                await client.send("ack", sent["payload"], log_id=sent["log_id"])  # type: ignore[arg-type]
                with pytest.raises(ConnectionClosedError) as closed:
                    await client.socket.recv()
                assert closed.value.rcvd is not None
                assert closed.value.rcvd.code == 1002


async def test_a_connection_can_be_dropped() -> None:
    """Accepted, and gone without a close frame: what a guest without ttwid gets."""
    async with _room(_scenario()) as (server, room):
        server.faults.handshake = "dropped"
        async with RoomClient(server.ws_url, room.room_id) as client:
            with pytest.raises(ConnectionClosedError) as closed:
                await client.frame()
        assert closed.value.rcvd is None  # 1006


async def test_our_client_acknowledges_as_the_platform_wants() -> None:
    """A room that takes no wrong ack keeps our connection: every frame is acked by its log_id and its text."""
    async with _room(_scenario(event=_CHATS)) as (server, room):
        server.rules.close_on_wrong_ack = True
        client = TikTokClient(HttpOptions(**server.endpoints()._asdict()), SystemClock(), ttwid_pause_s=0)
        try:
            socket = await client.connector.connect_by("direct", room.room_id, "someone")
            for _ in range(3):
                await socket.confirm(await socket.receive())
            await socket.close()
        finally:
            await client.aclose()
        while not server.acks:
            await asyncio.sleep(0.01)
        assert all(ack.is_expected for ack in server.acks)


@pytest.mark.parametrize(
    ("fault", "error", "retry_after_s"),
    [
        ("device_blocked", DeviceBlockedError, None),
        ("device_blocked_415", DeviceBlockedError, None),
        ("bad_request", HandshakeRefusedError, None),
        ("illegal_secret_key", HandshakeRefusedError, None),
        ("illegal_app_id", HandshakeRefusedError, None),
        ("wait_414", HandshakeRefusedError, 7.0),
        ("wait_511", HandshakeRefusedError, 7.0),
        ("wait_512", HandshakeRefusedError, 7.0),
    ],
)
async def test_our_client_knows_every_refusal(
    fault: Any, error: type[SocketError], retry_after_s: float | None
) -> None:
    """Each answer of the platform to a handshake is its own error, with the time to wait where it is told."""
    async with _room(_scenario()) as (server, room):
        server.faults.handshake = fault
        client = TikTokClient(HttpOptions(**server.endpoints()._asdict()), SystemClock(), ttwid_pause_s=0)
        try:
            with pytest.raises(error) as refused:
                await client.connector.connect_by("direct", room.room_id, "someone")
        finally:
            await client.aclose()
    assert getattr(refused.value, "retry_after_s", None) == retry_after_s


@pytest.mark.parametrize(("compression", "magic", "marked"), [("plain", False, "none"), ("unmarked", True, None)])
async def test_compression_can_be_off_or_unannounced(compression: Any, magic: bool, marked: str | None) -> None:
    """``plain`` sends no gzip, ``unmarked`` sends gzip without the header that says so."""
    async with _room(_scenario()) as (server, room):
        server.rules.compression = compression
        async with RoomClient(server.ws_url, room.room_id) as client:
            frame = await client.frame()
    assert (frame.payload[:2] == b"\x1f\x8b") is magic
    assert {header.key: header.value for header in frame.headers}.get("compress_type") == marked


async def test_entering_heartbeats_and_acks_follow_the_rules() -> None:
    """The room can demand im_enter_room, answer heartbeats, ask for no acks and tell no interval."""
    async with _room(_scenario()) as (server, room):
        server.rules.require_enter_room = True
        server.rules.answer_heartbeats = True
        server.rules.need_ack = False
        server.rules.ping_interval_s = None
        async with RoomClient(server.ws_url, room.room_id) as client:
            assert client.socket.response is not None
            assert "Handshake-Options" not in client.socket.response.headers
            await client.heartbeat(4)
            assert (await client.frame()).payload_type == "hb"
            await client.enter()
            assert (await client.frame()).payload_type == "im_enter_room_resp"
            assert not (await client.result()).need_ack
        assert [(each.room_id, each.send_packet_seq_id) for each in server.seen.heartbeats] == [(room.room_id, 4)]


async def test_missing_heartbeats_end_the_connection() -> None:
    """A client that sends none within the limit is closed."""
    async with _room(_scenario()) as (server, room):
        server.rules.heartbeat_timeout_s = 0.1
        async with RoomClient(server.ws_url, room.room_id) as client:
            with pytest.raises(ConnectionClosedOK):
                await client.messages_until("NeverSent")


async def test_pings_are_never_answered() -> None:
    """As on the platform: the answer to a frame sent after the ping arrives, the pong does not."""
    async with _room(_scenario()) as (server, room), RoomClient(server.ws_url, room.room_id) as client:
        pong = await client.socket.ping()
        await client.enter()
        while (await client.frame()).payload_type != "im_enter_room_resp":
            pass
        assert not pong.done()
        pong.cancel()


@pytest.mark.parametrize(
    ("fault", "client", "status", "reason"),
    [
        ("", {"cookie": ""}, 200, "DEVICE_BLOCKED"),
        ("", {"user_agent": None}, 200, "DEVICE_BLOCKED"),
        ("", {"aid": "1"}, 200, "illegal app_id"),
        ("", {"room_id": 5}, 400, "invalid room_id"),
        ("device_blocked", {}, 200, "DEVICE_BLOCKED"),
        ("bad_request", {}, 400, "bad query"),
        ("illegal_secret_key", {}, 200, "illegal secret key"),
        ("illegal_app_id", {}, 200, "illegal app_id"),
        ("device_blocked_415", {}, 415, "DEVICE_BLOCKED"),
        ("wait_414", {}, 200, None),
        ("wait_511", {}, 200, None),
        ("wait_512", {}, 200, None),
    ],
)
async def test_handshakes_are_refused_as_the_platform_does(
    fault: Any, client: dict[str, Any], status: int, reason: str | None
) -> None:
    """A refusal is an HTTP answer whose Handshake-Msg says why; 200 among them."""
    async with _room(_scenario()) as (server, room):
        server.faults.handshake = fault
        arguments = {"room_id": room.room_id, **client}
        with pytest.raises(InvalidStatus) as refused:
            async with RoomClient(server.ws_url, **arguments):
                pass
        assert refused.value.response.status_code == status
        assert refused.value.response.headers.get("Handshake-Msg") == reason
        assert server.seen.refused == 1


async def test_bad_frames_are_sent_on_demand() -> None:
    """Each kind of bad frame is what its name says."""
    async with _room(_scenario()) as (server, room), RoomClient(server.ws_url, room.room_id) as client:
        await client.result()
        server.inject("text_frame")
        assert isinstance(await client.socket.recv(), str)
        server.inject("unknown_payload_type")
        assert (await client.frame()).payload_type == "im_mystery"
        server.inject("gzip_bomb")
        bomb = await client.frame()
        assert (bomb.payload[:2], len(bomb.payload) < 1 << 19) == (b"\x1f\x8b", True)
        server.inject("undecodable_message")
        broken = (await client.result(ack=False)).messages[0]
        with pytest.raises(Exception, match="parsing"):
            pb.ChatMessage.FromString(broken.payload)
        server.inject("truncated_frame")
        with pytest.raises(Exception, match="parsing"):
            await client.frame()


@pytest.mark.parametrize(("end", "action"), [("control", 3), ("suspended", 4), ("silent", None)])
async def test_the_end_is_said_or_not_and_the_socket_closes(end: str, action: int | None) -> None:
    """After the last message the server closes; a silent end has no control message."""
    async with _room(_scenario(duration_s=1, end=end)) as (server, room):
        async with RoomClient(server.ws_url, room.room_id) as client:
            messages = await client.messages_until_closed()
        assert room.status == 4
    controls = [message for message in messages if message.method == "WebcastControlMessage"]
    actions = [pb.ControlMessage.FromString(message.payload).action for message in controls]
    assert actions == ([] if action is None else [action])


async def test_a_pause_is_said_and_ends() -> None:
    """Control 1 at its begin with status 3, control 2 at its end with status 2."""
    scenario = _scenario(duration_s=3, pauses=[{"at_s": 0.4, "for_s": 0.4}])
    async with _room(scenario) as (server, room), RoomClient(server.ws_url, room.room_id) as client:
        seen = []
        for _ in range(2):
            last = (await client.messages_until("WebcastControlMessage"))[-1]
            seen.append((pb.ControlMessage.FromString(last.payload).action, int(room.status)))
    assert seen == [(1, 3), (2, 2)]
