"""Answers of TikAPI's ``/user/live/chat``: the platform's messages, decoded there to JSON, to what they were.

What is known of the shape (docs/reference/tikapi.md says from where): ``nextCursor``, and ``messagesList``, whose
members name their ``messageType`` and have their fields as protobuf's JavaScript library writes them. A message is put
back on the wire, so that the readers of all other sources read it, and give the same rows. Only a field of its own
that is called ``message_type``, as those about guests have, is hidden by TikAPI's.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from archiver.errors import FrameError
from archiver.wire.frames import MAX_MESSAGES, MAX_RESULT_BYTES
from archiver.wire.jspb import MAX_EXACT, fill, to_whole
from archiver.wire.message_types import message_type
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.values import LAST_INSTANT

_MAX_NAME_CHARACTERS = 100
_MAX_CURSOR_CHARACTERS = 4096
_MAX_INTERVAL_MS = 600_000
#: What TikAPI has of the common part beside the message's own fields.
_COMMON_KEYS = ("msgId", "roomId", "createTime", "clientSendTime", "isShowMsg", "displayText")
#: Sent without the prefix that all other methods have (PROTOCOL section 12).
_WITHOUT_PREFIX = frozenset({"RoomMessage"})


class ChatAnswer(NamedTuple):
    """An answer as the result that a poll of the platform would have given."""

    result: pb.FetchResult
    next_cursor: str  #: "": there is none to go on from
    problem: str | None = None  #: why not all of it could be read


def parse_chat_answer(body: bytes) -> ChatAnswer:
    """Read an answer.

    Raises:
        FrameError: too large, not JSON, without a list of messages, or with too many.
    """
    answer = _object(body)
    items = answer.get("messagesList", answer.get("messages"))
    if items is None and "nextCursor" in answer:
        items = []
    if not isinstance(items, list):
        raise FrameError("TikAPI's answer holds no list of messages (messagesList).")
    if len(items) > MAX_MESSAGES:
        raise FrameError(f"TikAPI's answer holds {len(items)} messages; at most {MAX_MESSAGES} are read.")
    messages = [message for item in items if (message := _message(item)) is not None]
    result = pb.FetchResult(
        messages=messages,
        now=_bounded(answer.get("now"), LAST_INSTANT),
        fetch_interval=_bounded(answer.get("fetchInterval"), _MAX_INTERVAL_MS),
    )
    lost = len(items) - len(messages)
    problem = f"{lost} of {len(items)} messages of TikAPI's answer do not say what they are." if lost else None
    return ChatAnswer(result, _cursor(answer.get("nextCursor")), problem)


def _object(body: bytes) -> dict[str, Any]:
    if len(body) > MAX_RESULT_BYTES:
        raise FrameError(f"TikAPI's answer has {len(body)} bytes; at most {MAX_RESULT_BYTES} are read.")
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise FrameError(f"TikAPI's answer of {len(body)} bytes is not JSON.") from None
    if not isinstance(answer, dict):
        raise FrameError("TikAPI's answer is not a JSON object.")
    return answer


def _message(item: Any) -> pb.Message | None:
    if not isinstance(item, dict):
        return None
    common, own = _parts(item)
    method = _method(item.get("messageType"))
    if not method:
        return None
    body = (message_type(method) or pb.OtherMessage)()
    fill(body, {**own, "common": {"method": method, **common}})
    return pb.Message(
        method=method,
        payload=body.SerializeToString(),
        msg_id=_message_id(common),
        is_history=item.get("isHistory") is True,
    )


def _parts(item: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The common part, what it lacks taken from beside it; and the message's own.

    An id beside a common part that has one is a field of the message's own, such as that of the comment it is about.
    """
    within = item.get("common")
    common = dict(within) if isinstance(within, dict) else {}
    beside = {key: item[key] for key in _COMMON_KEYS if item.get(key) is not None and common.get(key) is None}
    return common | beside, {key: value for key, value in item.items() if key != "msgId" or key not in beside}


def _method(name: Any) -> str:
    """The method as the platform spells it, so that a message is the same one by whichever way it came.

    That of the common part is no help: it can be another one.
    """
    if not isinstance(name, str) or not name.isascii() or not name.isprintable():
        return ""
    name = name[:_MAX_NAME_CHARACTERS]
    is_complete = not name or name.startswith("Webcast") or name in _WITHOUT_PREFIX
    return name if is_complete else f"Webcast{name}"


def _message_id(common: dict[str, Any]) -> int:
    """0: none. One that JavaScript has rounded could be another message's, which would pass for a repetition."""
    told = common.get("msgIdStr", common.get("msgId"))
    number = None if isinstance(told, bool) else to_whole(told)
    is_exact = number is not None and (isinstance(told, str) or number <= MAX_EXACT)
    return number if number is not None and is_exact and 0 < number < 1 << 63 else 0


def _bounded(value: Any, most: int) -> int:
    number = to_whole(value)
    return number if number is not None and 0 < number <= most else 0


def _cursor(value: Any) -> str:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if len(text) <= _MAX_CURSOR_CHARACTERS and text.isascii() and text.isprintable() else ""
