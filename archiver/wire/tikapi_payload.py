"""What TikAPI's JSON routes say, read without I/O.

Every answer says ``status``: "success", or "error" with a ``message``; what came from the platform has its codes too.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

from archiver.errors import RoomEndedError, TikApiError, UnexpectedPayloadError
from archiver.model.broadcast import LiveCheck, RoomInfo, RoomStatus
from archiver.model.tikapi import LiveStats, StartedLive
from archiver.wire.foreign import MAX_TEXT_CHARACTERS, Figure, Foreign, Id, Text, parse_json, read_value
from archiver.wire.jspb import MAX_EXACT
from archiver.wire.profile_page import read_profile
from archiver.wire.room_payload import UserRoom, read_room_info, refusal

_MAX_ITEMS = 200
_MAX_DEPTH = 6
_END_OF_TIME_S = 253_402_300_800.0
#: Of the envelope, and of the platform's own.
_ENVELOPE = frozenset({"status", "message", "extra", "status_code", "statusCode", "$other"})

Json = dict[str, Any]


class _RoomStats(Foreign):
    room_id: Id = None
    live_start_time: Any = None
    live_end_time: Any = None
    live_pause_duration: Figure = None
    live_watch_ucnt: Figure = None
    live_like_cnt: Figure = None
    live_comment_ucnt: Figure = None
    live_consume_ucnt: Figure = None
    live_new_fans_ucnt: Figure = None
    total_score: Figure = None


class _StatsData(Foreign):
    room_stats: _RoomStats


class _Stats(Foreign):
    data: _StatsData


class _Push(Foreign):
    server: Text = ""
    key: Text = ""


class _Stream(Foreign):
    push: _Push = _Push()


class _Room(Foreign):
    id: Id
    share_url: Text = ""


class _Started(Foreign):
    room: _Room
    stream: _Stream = _Stream()


def read_answer(body: bytes, *, source: str) -> Json:
    """The object of an answer that is none of a refusal.

    Raises:
        TikApiError: it says that it is one. UnexpectedPayloadError: it is no JSON object.
        LiveApiError: the platform's own refusals, which it repeats by their code.
    """
    value = parse_json(body, source=source)
    if not isinstance(value, dict):
        raise UnexpectedPayloadError(f"{source} answered with something that is not a JSON object.")
    if value.get("status") == "error":
        code = value.get("status_code")
        if isinstance(code, int) and code != 0:
            raise refusal(code, value.get("data"), source=source)
        raise TikApiError(f"{source} refused the request{said(value)}.")
    return value


def said(value: Any) -> str:
    """What an answer says about itself, quoted shortly; "" when it says nothing."""
    message = value.get("message") if isinstance(value, dict) else None
    return f" (it says {message[:120]!r})" if isinstance(message, str) and message else ""


def read_check(answer: Json, unique_id: str, *, source: str) -> UserRoom:
    """``/public/check``: a profile, which names a room while its creator is live.

    Raises:
        UserNotFoundError, PrivateRoomError: what the profile says. UnexpectedPayloadError: another shape.
    """
    creator, room_id = read_profile(_without_rounded_ids(answer), f"@{unique_id}", source=source)
    status = RoomStatus.ENDED if room_id is None else RoomStatus.LIVE
    check = LiveCheck(unique_id=unique_id, room_id=room_id, status=status, creator=creator, route="tikapi")
    return UserRoom(check=check)


def _without_rounded_ids(answer: Json) -> Json:
    """The answer without numbers in its user that JavaScript has rounded: they are nobody's ids."""
    info = answer.get("userInfo")
    user = info.get("user") if isinstance(info, dict) else None
    if not isinstance(info, dict) or not isinstance(user, dict):
        return answer
    exact = {key: each for key, each in user.items() if not isinstance(each, int | float) or abs(each) <= MAX_EXACT}
    return {**answer, "userInfo": {**info, "user": exact}}


def read_live(body: bytes, room_id: int, *, source: str) -> RoomInfo:
    """``/user/live/check``: the platform's own room info, in an envelope.

    Raises:
        RoomEndedError: the broadcast is over. UnexpectedPayloadError: another shape, or another room.
        LiveApiError: the platform's refusals, as in ``read_room_info``.
    """
    read_answer(body, source=source)
    info = read_room_info(body, source=source)
    if info.room_id != room_id:
        raise UnexpectedPayloadError(f"{source} answered with another room (data.id_str).")
    if info.status is RoomStatus.ENDED:
        raise RoomEndedError("The room's broadcast is over.")
    return info


def read_stats(answer: Json, *, source: str) -> LiveStats:
    """``/user/live/stats``."""
    stats = read_value(_Stats, answer, source=source).data.room_stats
    return LiveStats(
        room_id=stats.room_id,
        started_at=_instant(stats.live_start_time),
        ended_at=_instant(stats.live_end_time),
        paused_s=stats.live_pause_duration,
        viewers=stats.live_watch_ucnt,
        likes=stats.live_like_cnt,
        commenters=stats.live_comment_ucnt,
        gifters=stats.live_consume_ucnt,
        new_followers=stats.live_new_fans_ucnt,
        score=stats.total_score,
    )


def read_started(answer: Json, *, source: str) -> StartedLive:
    """``/user/live/start``: the room, and where the pictures have to go."""
    started = read_value(_Started, answer, source=source)
    if started.room.id is None:
        raise UnexpectedPayloadError(f"{source} answered without a room id (room.id).")
    push = started.stream.push
    return StartedLive(
        room_id=started.room.id, share_url=started.room.share_url, push_server=push.server, push_key=push.key
    )


def read_content(answer: Json) -> Json:
    """An answer of no documented shape without its envelope, bounded in width, depth and length."""
    content = {key: value for key, value in answer.items() if key not in _ENVELOPE}
    inner = content.get("data")
    bounded = _bounded(inner if isinstance(inner, dict) and len(content) == 1 else content, 0)
    assert isinstance(bounded, dict)
    return bounded


def _bounded(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        items = list(value.items())[:_MAX_ITEMS]
        return {str(key)[:100]: _bounded(each, depth + 1) for key, each in items} if depth < _MAX_DEPTH else {}
    if isinstance(value, list):
        return [_bounded(each, depth + 1) for each in value[:_MAX_ITEMS]] if depth < _MAX_DEPTH else []
    if isinstance(value, str):
        return value[:MAX_TEXT_CHARACTERS].replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _instant(value: Any) -> int | None:
    """Epoch ms of a time as TikAPI writes it: ISO 8601, or epoch seconds."""
    if isinstance(value, str):
        try:
            date = datetime.fromisoformat(value[:40])
            at_s = (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            return None
    elif isinstance(value, int | float) and not isinstance(value, bool):
        at_s = float(value) if abs(value) < _END_OF_TIME_S else 0.0
    else:
        return None
    return round(at_s * 1000) if 0 < at_s < _END_OF_TIME_S else None
