"""What the platform's JSON routes and the LIVE page say about a room, read without I/O.

Each ``read_*`` takes a body as received and gives a model, or raises the LiveApiError child that fits. A creator who is
offline is an answer, not an error. PROTOCOL: room status 2 live, 3 paused, 4 ended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from archiver.errors import (
    AgeRestrictedError,
    InvalidRequestError,
    LiveApiError,
    LoginRequiredError,
    PrivateRoomError,
    RoomEndedError,
    UnexpectedPayloadError,
    UserNotFoundError,
)
from archiver.model.broadcast import LiveCheck, RoomInfo, RoomStatus, StreamVariant
from archiver.model.creator import Creator
from archiver.wire.foreign import Figure, Foreign, Id, Instant, SecondsInstant, Text, read_json, read_value
from archiver.wire.stream_urls import page_variants, room_info_variants, without_signatures

USER_NOT_FOUND = 19881007
PARAMS_ERROR = 19881005


class _Extra(Foreign):
    now: Instant = None  #: server clock, epoch ms


class _UserRoomReply(Foreign):
    """``/api-live/user/room/``; ``data`` is null when ``statusCode`` is not 0."""

    status_code: int = Field(alias="statusCode")
    message: Text = ""
    data: Any = None
    extra: _Extra = _Extra()


class _User(Foreign):
    id: Id = None
    unique_id: Text = Field(default="", alias="uniqueId")
    nickname: Text = ""
    sec_uid: Text = Field(default="", alias="secUid")
    room_id: Id = Field(default=None, alias="roomId")
    status: int = 0


class _LiveRoom(Foreign):
    title: Text = ""
    status: int = 0
    started_at: SecondsInstant = Field(default=None, alias="startTime")  #: epoch ms


class _UserRoom(Foreign):
    """The object both the api-live answer and the LIVE page carry."""

    user: _User
    live_room: _LiveRoom = Field(default=_LiveRoom(), alias="liveRoom")


class _AliveRoom(Foreign):
    room_id: Id
    alive: bool


class _AliveRooms(Foreign):
    rooms: list[_AliveRoom] = Field(default_factory=list)


class _WebcastReply(Foreign):
    """A ``/webcast/`` route: what was asked for when ``status_code`` is 0, prompts and a message otherwise."""

    status_code: int = 0
    data: Any = None
    extra: _Extra = _Extra()


class _Refusal(Foreign):
    message: Text = ""
    prompts: Text = ""


class _Image(Foreign):
    url_list: list[Text] = Field(default_factory=list)


class _Owner(Foreign):
    id: Id = None
    display_id: Text = ""
    nickname: Text = ""
    sec_uid: Text = ""
    avatar_thumb: _Image = _Image()
    avatar_medium: _Image = _Image()
    avatar_large: _Image = _Image()


class _RoomStats(Foreign):
    total_user: Figure = None
    like_count: Figure = None


class _Room(Foreign):
    id: Id
    status: int
    title: Text = ""
    start_time: SecondsInstant = None  #: epoch ms
    create_time: SecondsInstant = None  #: epoch ms
    user_count: Figure = None
    like_count: Figure = None
    owner: _Owner
    stats: _RoomStats = _RoomStats()
    cover: _Image = _Image()
    stream_url: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRoom:
    """A creator's room by the page or api-live: the check and, while live, the streams the page would play."""

    check: LiveCheck
    variants: tuple[StreamVariant, ...] = ()
    started_at: int | None = None  #: epoch ms


@dataclass(frozen=True, slots=True, kw_only=True)
class AliveRooms:
    """An answer of check_alive; rooms it does not name are absent."""

    alive: dict[int, bool]
    server_now_ms: int | None = None


def read_user_room(body: bytes, unique_id: str) -> UserRoom:
    """Read ``/api-live/user/room/``.

    Raises:
        UserNotFoundError: code 19881007. It has been seen for creators who were live: confirm by a second route.
        InvalidRequestError: code 19881005, too few parameters.
        BlockedError, UnexpectedPayloadError: see ``read_json``; also codes whose meaning is not known.
    """
    reply = read_json(_UserRoomReply, body, source="The api-live route")
    if reply.status_code == USER_NOT_FOUND:
        raise UserNotFoundError(f"TikTok knows no creator @{unique_id}, or one who cannot go live; check the handle.")
    if reply.status_code == PARAMS_ERROR:
        raise InvalidRequestError("TikTok refused the parameters of the api-live request (19881005).")
    if reply.status_code != 0:
        raise UnexpectedPayloadError(f"The api-live route answered with the unknown code {reply.status_code}.")
    return to_user_room(
        reply.data, unique_id, route="api_live", source="The api-live route", path="data", server_now_ms=reply.extra.now
    )


def to_user_room(
    value: Any, unique_id: str, *, route: str, source: str, path: str, server_now_ms: int | None = None
) -> UserRoom:
    """The room in ``{user, stats, liveRoom}``, found at ``path`` of the answer.

    Raises:
        UnexpectedPayloadError: another shape; no status at all; or not offline and without a room id.
    """
    found = read_value(_UserRoom, value, source=source, path=path)
    # The page is the older word: there an ended user outweighs a room that is still shown as live.
    is_over = route == "html" and found.user.status == RoomStatus.ENDED
    status = RoomStatus.ENDED if is_over else _joined_status(found.user.status, found.live_room.status)
    if status is RoomStatus.UNKNOWN:
        raise UnexpectedPayloadError(f"{source} answered without a room status ({path}.user.status).")
    if status is not RoomStatus.ENDED and found.user.room_id is None:
        raise UnexpectedPayloadError(f"{source} shows @{unique_id} without a room ({path}.user.roomId).")
    check = LiveCheck(
        unique_id=unique_id,
        room_id=found.user.room_id,
        status=status,
        creator=Creator(
            unique_id=(found.user.unique_id or unique_id).lower(),
            user_id=found.user.id,
            sec_uid=found.user.sec_uid,
            nickname=found.user.nickname,
        ),
        title=found.live_room.title,
        route=route,
        server_now_ms=server_now_ms,
    )
    variants = _variants_or_none(value["liveRoom"]) if status.is_on and value.get("liveRoom") else ()
    return UserRoom(check=check, variants=variants, started_at=found.live_room.started_at)


def _variants_or_none(live_room: Any) -> tuple[StreamVariant, ...]:
    """The page's streams; they are a second source, so a broken description must not hide that the creator is live."""
    try:
        return page_variants(live_room)
    except UnexpectedPayloadError:
        return ()


def _joined_status(user_status: int, room_status: int) -> RoomStatus:
    """One status of two that may disagree or be absent (0): the one that keeps a broadcast going wins."""
    for status in (RoomStatus.LIVE, RoomStatus.PAUSED, RoomStatus.ENDED, RoomStatus.PREPARING):
        if status in (user_status, room_status):
            return status
    return RoomStatus.UNKNOWN


def read_check_alive(body: bytes) -> AliveRooms:
    """Read ``/webcast/room/check_alive/``. An empty list is an answer that says nothing about any room.

    Raises:
        BlockedError, UnexpectedPayloadError: see ``read_json``.
        LiveApiError: a refusal, as in ``read_room_info``.
    """
    source = "The check_alive route"
    reply = read_json(_WebcastReply, body, source=source)
    if reply.status_code != 0:
        raise refusal(reply.status_code, reply.data, source=source)
    found = read_value(_AliveRooms, {"rooms": reply.data}, source=source, path="data")
    alive = {room.room_id: room.alive for room in found.rooms if room.room_id is not None}
    return AliveRooms(alive=alive, server_now_ms=reply.extra.now)


def read_room_info(body: bytes, *, source: str = "The room info route") -> RoomInfo:
    """Read ``/webcast/room/info/``, or what ``source`` repeats of it. A room whose status is 4 has no streams.

    Raises:
        RoomEndedError, AgeRestrictedError, LoginRequiredError, PrivateRoomError, InvalidRequestError: the refusals of
            PROTOCOL section 4.
        BlockedError, UnexpectedPayloadError: see ``read_json``.
    """
    reply = read_json(_WebcastReply, body, source=source)
    if reply.status_code != 0 or _is_prompt(reply.data):
        raise refusal(reply.status_code, reply.data, source=source)
    room = read_value(_Room, reply.data, source=source, path="data")
    if room.id is None:
        raise UnexpectedPayloadError(f"{source} answered without a room id (data.id_str).")
    status = _room_status(room.status)
    return RoomInfo(
        room_id=room.id,
        status=status,
        creator=Creator(
            unique_id=room.owner.display_id.lower(),
            user_id=room.owner.id,
            sec_uid=room.owner.sec_uid,
            nickname=room.owner.nickname,
        ),
        title=room.title,
        started_at=room.start_time or room.create_time,
        variants=room_info_variants(room.stream_url) if status.is_on else (),
        viewer_count=room.user_count,
        total_viewers=room.stats.total_user,
        like_count=room.like_count if room.like_count is not None else room.stats.like_count,
        server_now_ms=reply.extra.now,
        picture_urls=_pictures(room),
        raw=without_signatures(body),
    )


def _pictures(room: _Room) -> dict[str, str]:
    """The address of each kind of picture there is: the cover, and the largest avatar."""
    owner = room.owner
    avatars = [*owner.avatar_large.url_list, *owner.avatar_medium.url_list, *owner.avatar_thumb.url_list]
    kinds = {"cover": room.cover.url_list, "avatar": avatars}
    return {kind: urls[0] for kind, urls in kinds.items() if urls}


def read_done(body: bytes, *, source: str) -> None:
    """The answer to an action: nothing when it was done. Raises as ``read_room_info``."""
    reply = read_json(_WebcastReply, body, source=source)
    if reply.status_code != 0:
        raise refusal(reply.status_code, reply.data, source=source)
    if isinstance(reply.data, dict) and reply.data.get("result") == "room_err":  # the answer to likes of an ended room
        raise RoomEndedError(_ENDED)


def _room_status(value: int) -> RoomStatus:
    try:
        return RoomStatus(value)
    except ValueError:
        return RoomStatus.UNKNOWN


def _is_prompt(data: Any) -> bool:
    """Whether a body without error code is a restriction in disguise: prompts and nothing of a room."""
    return isinstance(data, dict) and ("prompts" in data or len(data) <= 1)


def refusal(status_code: int, data: Any, *, source: str) -> LiveApiError:
    """The error a webcast route's error body stands for."""
    text = read_value(_Refusal, data, source=source).message if isinstance(data, dict) else ""
    if status_code in _REFUSALS:
        kind, sentence = _REFUSALS[status_code]
        return kind(sentence)
    if status_code == 0:
        return AgeRestrictedError(_RESTRICTED)
    if re.search(r"private|follow", text, re.IGNORECASE):
        return PrivateRoomError("The room is private or for followers only; log in with an account that may watch it.")
    said = f" ({text[:100]!r})" if text else ""
    return UnexpectedPayloadError(f"{source} answered with the unknown code {status_code}{said}.")


_RESTRICTED = (
    "The room is restricted (18+, private, or not for this network); set tiktok.session_id to a logged-in session."
)
_ENDED = "The room's broadcast is over."
_REFUSALS: dict[int, tuple[type[LiveApiError], str]] = {
    4003110: (AgeRestrictedError, _RESTRICTED),
    10011: (InvalidRequestError, "TikTok refused the parameters of the request (10011)."),
    20003: (LoginRequiredError, "TikTok wants a login, or tiktok.session_id has expired; set a fresh one."),
    30003: (RoomEndedError, _ENDED),
    10041: (RoomEndedError, _ENDED),
}
