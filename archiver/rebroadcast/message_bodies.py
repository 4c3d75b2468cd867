"""Bodies of free messages: a table of the script to the platform's message, by the names of our schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from google.protobuf.json_format import MessageToDict, ParseDict, ParseError
from google.protobuf.message import Message

from archiver.wire.message_types import message_type
from archiver.wire.pb import webcast_pb2 as pb

#: ``{ cast = "anna" }`` stands for a member of the cast wherever the schema wants a user.
CAST = "cast"
_MAX_DEPTH = 20

GetUser = Callable[[str], pb.User]


def fill(method: str, body: dict[str, Any], user: GetUser) -> Message:
    """The message that ``body`` describes.

    Raises:
        ValueError: the method is not declared, or a key or value does not fit it; a sentence for the script's writer.
    """
    kind = message_type(method)
    if kind is None:
        raise ValueError(f"{method} has no declared body; say it as kind 'raw', with payload_hex")
    try:
        return ParseDict(_with_cast(body, user, 0), kind())
    except ParseError as error:
        raise ValueError(f"the body is no {method}: {str(error)[:200]}") from None


def cast_names(body: Any, depth: int = 0) -> list[str]:
    """The members of the cast that a body names."""
    if depth > _MAX_DEPTH:
        return []
    if isinstance(body, dict):
        if set(body) == {CAST}:
            return [str(body[CAST])]
        return [name for value in body.values() for name in cast_names(value, depth + 1)]
    return [name for value in body for name in cast_names(value, depth + 1)] if isinstance(body, list) else []


def _with_cast(value: Any, user: GetUser, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        raise ValueError(f"the body is nested more than {_MAX_DEPTH} deep")
    if isinstance(value, dict):
        if set(value) == {CAST}:
            return MessageToDict(user(str(value[CAST])), preserving_proto_field_name=True)
        return {key: _with_cast(each, user, depth + 1) for key, each in value.items()}
    return [_with_cast(each, user, depth + 1) for each in value] if isinstance(value, list) else value
