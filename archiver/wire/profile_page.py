"""The profile page: whose it is, and their room while they are live."""

from __future__ import annotations

import re
from typing import Any

from pydantic import Field

from archiver.errors import BlockedError, PrivateRoomError, UnexpectedPayloadError, UserNotFoundError
from archiver.model.creator import Creator
from archiver.wire.foreign import MAX_BODY_BYTES, Foreign, Id, Text, parse_json, read_value

_SOURCE = "The profile page"
_OPENS = re.compile(rb"""<script[^<>]{0,200}\bid=["']__UNIVERSAL_DATA_FOR_REHYDRATION__["'][^<>]{0,200}>""")
_CLOSES = b"</script>"
_NOT_FOUND = (10202, 10221, 10223)
_PRIVATE = 10222


class _User(Foreign):
    id: Id = None
    unique_id: Text = Field(default="", alias="uniqueId")
    nickname: Text = ""
    sec_uid: Text = Field(default="", alias="secUid")
    room_id: Id = Field(default=None, alias="roomId")


class _Info(Foreign):
    user: _User


class _Detail(Foreign):
    status_code: int = Field(default=0, alias="statusCode")
    info: _Info | None = Field(default=None, alias="userInfo")


def read_profile_page(html: bytes, asked: str) -> tuple[Creator, int | None]:
    """The creator and, while they are live, their room.

    Raises:
        UserNotFoundError, PrivateRoomError: what the page says.
        BlockedError: a firewall page, or none of this kind. UnexpectedPayloadError: another shape.
    """
    return read_profile(_find_detail(html), asked, source=_SOURCE, path="webapp.user-detail")


def read_profile(value: Any, asked: str, *, source: str, path: str = "") -> tuple[Creator, int | None]:
    """The same in an object ``{statusCode, userInfo}``, found at ``path`` of an answer.

    Raises:
        UserNotFoundError, PrivateRoomError, UnexpectedPayloadError: as the page.
    """
    detail = read_value(_Detail, value, source=source, path=path)
    if detail.status_code in _NOT_FOUND:
        raise UserNotFoundError(f"TikTok has no profile of {asked}; check it.")
    if detail.status_code == _PRIVATE:
        raise PrivateRoomError(f"The profile of {asked} is private; log in with an account that may see it.")
    if detail.status_code != 0 or detail.info is None or not detail.info.user.unique_id:
        raise UnexpectedPayloadError(f"{source} answered with the unknown code {detail.status_code}.")
    user = detail.info.user
    creator = Creator(unique_id=user.unique_id.lower(), user_id=user.id, sec_uid=user.sec_uid, nickname=user.nickname)
    return creator, user.room_id


def _find_detail(html: bytes) -> Any:
    html = html[:MAX_BODY_BYTES]
    opening = _OPENS.search(html)
    end = html.find(_CLOSES, opening.end()) if opening else -1
    if opening is None or end < 0:
        raise BlockedError(f"{_SOURCE} came without its data, as it does for blocked clients; wait, or use another "
                           "address or proxy.")  # fmt: skip
    state: Any = parse_json(html[opening.end() : end], source=_SOURCE)
    for step in ("__DEFAULT_SCOPE__", "webapp.user-detail"):
        state = state.get(step) if isinstance(state, dict) else None
    if not isinstance(state, dict):
        raise UnexpectedPayloadError(f"{_SOURCE} answered in an unknown shape: no webapp.user-detail.")
    return state
