"""JSON of the sign server's routes, read without I/O. What has another shape raises UnexpectedPayloadError."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from archiver.errors import UnexpectedPayloadError
from archiver.model.broadcast import RoomInfo, RoomStatus, StreamVariant
from archiver.model.creator import Creator
from archiver.model.signing import RateLimit, RateLimits, SignedRequest, SignRoomId, SocketState
from archiver.wire.foreign import Figure, Foreign, Id, SecondsInstant, Text, read_json
from archiver.wire.values import decimal_id

#: More sockets than this no account has; the rest of a list is not read.
_MAX_SOCKETS = 10_000
_MAX_HEADERS = 50


class _Limit(Foreign):
    max: int
    remaining: int
    reset_at: Figure = None  #: epoch seconds, or milliseconds


class _Limits(Foreign):
    minute: _Limit | None = None
    hour: _Limit | None = None
    day: _Limit | None = None


class _RoomId(Foreign):
    room_id: Id = None
    is_live: bool  #: an answer without it says nothing about the creator


class _LiveUser(Foreign):
    room_id: Id = None
    is_live: bool


class _LiveUsersData(Foreign):
    data: dict[str, _LiveUser] = Field(default_factory=dict, max_length=1000)


class _LiveUsers(Foreign):
    response: _LiveUsersData


class _User(Foreign):
    numeric_uid: Id = None
    sec_uid: Text = ""
    nickname: Text = ""


class _Room(Foreign):
    id: Id
    status: int = 0
    is_live: bool = False
    title: Text = ""
    start_time: SecondsInstant = None
    current_viewers: Figure = None
    total_viewers: Figure = None
    flv_pull_url: Text = ""
    flv_pull_url_ld: Text = ""
    hls_pull_url: Text = ""
    hls_pull_url_ld: Text = ""


class _RoomData(Foreign):
    unique_id: Text = ""
    user: _User = _User()
    room_info: _Room


class _RoomInfo(Foreign):
    data: _RoomData


class _Sockets(Foreign):
    ids: list[Text] = Field(default_factory=list, alias="webSocketIds")


class _SocketState(Foreign):
    socket_id: Text = Field(default="", alias="wsId")
    unique_id: Text = Field(default="", alias="uniqueId")
    created_at: Any = Field(default=None, alias="createdAt")
    deployment: Text = ""


class _Socket(Foreign):
    state: _SocketState


class _Signed(Foreign):
    url: str = Field(alias="signedUrl", max_length=16_384)
    user_agent: Text = Field(default="", alias="userAgent")
    headers: dict[str, Any] = Field(default_factory=dict, alias="requestHeaders")
    cookies: str = Field(default="", max_length=16_384)


class _SignedReply(Foreign):
    response: _Signed


def read_rate_limits(body: bytes) -> RateLimits:
    """``/webcast/rate_limits``: a window that is not named has no limit."""
    found = read_json(_Limits, body, source="The sign server's rate_limits")
    return RateLimits(minute=_limit(found.minute), hour=_limit(found.hour), day=_limit(found.day))


def _limit(found: _Limit | None) -> RateLimit | None:
    if found is None:
        return None
    reset = found.reset_at
    reset_at = reset * 1000 if reset is not None and reset < 100_000_000_000 else reset
    return RateLimit(maximum=max(0, found.max), remaining=max(0, found.remaining), reset_at=reset_at)


def read_sign_room_id(body: bytes) -> SignRoomId:
    """``/webcast/room_id``. Raises as ``read_json``."""
    found = read_json(_RoomId, body, source="The sign server's room_id")
    return SignRoomId(room_id=found.room_id, is_live=found.is_live)


def read_live_rooms(body: bytes) -> dict[int, int | None]:
    """``/webcast/bulk_live_check``: the room of each user id it has a word on; None: not live.

    Who is live in a room that is not named is left out, as is who could not be looked up.
    """
    found = read_json(_LiveUsers, body, source="The sign server's bulk_live_check").response.data
    return {
        user_id: each.room_id if each.is_live else None
        for key, each in found.items()
        if (user_id := decimal_id(key)) is not None and (each.room_id or not each.is_live)
    }


def read_sign_room_info(body: bytes, unique_id: str) -> RoomInfo:
    """``/webcast/room_info``: less than the platform's own, with a low and a high rung of each protocol."""
    source = "The sign server's room_info"
    data = read_json(_RoomInfo, body, source=source).data
    room = data.room_info
    if room.id is None:
        raise UnexpectedPayloadError(f"{source} answered without a room id (data.room_info.id).")
    said = RoomStatus.LIVE if room.is_live else RoomStatus.ENDED
    status = RoomStatus(room.status) if room.status in (2, 3, 4) else said
    return RoomInfo(
        room_id=room.id,
        status=status,
        creator=Creator(
            unique_id=(data.unique_id or unique_id).lower(),
            user_id=data.user.numeric_uid,
            sec_uid=data.user.sec_uid,
            nickname=data.user.nickname,
        ),
        title=room.title,
        started_at=room.start_time,
        variants=_variants(room) if status.is_on else (),
        viewer_count=room.current_viewers,
        total_viewers=room.total_viewers,
    )


def _variants(room: _Room) -> tuple[StreamVariant, ...]:
    urls = (
        ("flv", "hd", 3, room.flv_pull_url),
        ("flv", "ld", 1, room.flv_pull_url_ld),
        ("hls", "hd", 3, room.hls_pull_url),
        ("hls", "ld", 1, room.hls_pull_url_ld),
    )
    return tuple(
        StreamVariant(protocol=protocol, quality=quality, level=level, url=url)
        for protocol, quality, level, url in urls
        if url
    )


def read_socket_ids(body: bytes) -> tuple[str, ...]:
    """``/webcast/websockets/{account}``: ids of the account's sockets."""
    return tuple(read_json(_Sockets, body, source="The sign server's websockets").ids[:_MAX_SOCKETS])


def read_socket_state(body: bytes, socket_id: str) -> SocketState:
    """``/webcast/websockets/{account}/{socket}``."""
    state = read_json(_Socket, body, source="The sign server's websocket").state
    created = state.created_at if isinstance(state.created_at, int) and not isinstance(state.created_at, bool) else None
    return SocketState(
        socket_id=state.socket_id or socket_id,
        unique_id=state.unique_id,
        created_at=created,
        deployment=state.deployment,
    )


def read_signed_request(body: bytes) -> SignedRequest:
    """``/webcast/sign_url``."""
    signed = read_json(_SignedReply, body, source="The sign server's sign_url").response
    headers = {name: value for name, value in list(signed.headers.items())[:_MAX_HEADERS] if isinstance(value, str)}
    return SignedRequest(url=signed.url, user_agent=signed.user_agent, headers=headers, cookies=signed.cookies)
