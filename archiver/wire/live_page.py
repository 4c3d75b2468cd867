"""The LIVE page ``/@handle/live``: the room in its SIGI_STATE script, or the mark of a firewall."""

from __future__ import annotations

import re
from typing import Any

from pydantic import Field

from archiver.errors import BlockedError, RegionError, UnexpectedPayloadError, UserNotFoundError
from archiver.wire.foreign import MAX_BODY_BYTES, Foreign, parse_json, read_value
from archiver.wire.room_payload import UserRoom, to_user_room

_SOURCE = "The LIVE page"
# Only the opening tag: a pattern that also looked for the end would search the whole page again from each opening.
_STATE_OPENS = re.compile(rb"""<script[^<>]{0,200}\bid=["'](?:SIGI_STATE|sigi-persisted-data)["'][^<>]{0,200}>""")
_STATE_CLOSES = b"</script>"
_FIREWALL_MARKS = (b"SlardarWAF", b"slardar-config", b"_wafchallengeid", b"<title>Please wait...", b'id="wci"')
_DISCONTINUED = re.compile(rb"discontinued\s+operat", re.IGNORECASE)


class _LiveRoomState(Foreign):
    user_info: dict[str, Any] = Field(alias="liveRoomUserInfo")


def read_live_page(html: bytes, unique_id: str) -> UserRoom:
    """Read the room from the page.

    Raises:
        UserNotFoundError: no room on the page: no such creator, or one who never went live or cannot.
        BlockedError: firewall page, captcha, or no page at all.
        RegionError: the page says that TikTok is not offered here.
        UnexpectedPayloadError: another shape, or neither offline nor with a room id.
    """
    state = _find_state(html)
    if "LiveRoom" not in state:
        raise UserNotFoundError(
            f"The LIVE page of @{unique_id} has no room: no such creator, or one who cannot go live."
        )
    room = read_value(_LiveRoomState, state["LiveRoom"], source=_SOURCE, path="LiveRoom")
    path = "LiveRoom.liveRoomUserInfo"
    return to_user_room(room.user_info, unique_id, route="html", source=_SOURCE, path=path)


def _find_state(html: bytes) -> dict[str, Any]:
    html = html[:MAX_BODY_BYTES]
    opening = _STATE_OPENS.search(html)
    end = html.find(_STATE_CLOSES, opening.end()) if opening else -1
    if opening is None or end < 0:
        raise _no_state(html)
    try:
        state = parse_json(html[opening.end() : end], source=_SOURCE)
    except UnexpectedPayloadError:
        raise BlockedError(f"{_SOURCE} is a captcha; wait, or use another address or proxy.") from None
    if not isinstance(state, dict):
        raise UnexpectedPayloadError(f"{_SOURCE} answered in an unknown shape: SIGI_STATE is not an object.")
    return state


def _no_state(html: bytes) -> BlockedError | RegionError:
    if _DISCONTINUED.search(html):
        return RegionError("TikTok says it does not operate in this region; use a proxy in another country.")
    if any(mark in html for mark in _FIREWALL_MARKS):
        return BlockedError(f"{_SOURCE} is a firewall challenge; wait, or use another address or proxy.")
    return BlockedError(f"{_SOURCE} came without room data (SIGI_STATE), as it does for blocked clients; wait, or use "
                        "another address or proxy.")  # fmt: skip
