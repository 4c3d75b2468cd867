"""Messages as TikAPI's chat route gives them: decoded to JSON, as protobuf's JavaScript library writes it."""

from __future__ import annotations

from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import DecodeError, Message

from archiver.wire.jspb import Field, fields_of
from archiver.wire.message_types import message_type
from archiver.wire.pb import webcast_pb2 as pb

Json = dict[str, Any]


def message_json(message: pb.Message) -> Json:
    """A message; of a method nobody declared, what every message has in common.

    Id and date stand beside the message's own fields, unless one of these has their name.
    """
    kind = message_type(message.method) or pb.OtherMessage
    try:
        body = kind.FromString(message.payload)
    except DecodeError:
        body = kind()
    common: pb.Common = body.common  # type: ignore[attr-defined]  # every body has one
    beside = {"msg_id": message.msg_id or common.msg_id, "create_time": common.create_time}
    own = body.DESCRIPTOR.fields_by_name
    envelope: Json = {_KEYS[name]: str(value) for name, value in beside.items() if value and name not in own}
    if message.is_history:
        envelope["isHistory"] = True
    return envelope | object_json(body) | {"messageType": message.method.removeprefix("Webcast")}


_KEYS = {"msg_id": "msgId", "create_time": "createTime"}


def object_json(message: Message) -> Json:
    """The fields that are set."""
    return {
        field.key: _value_json(message, field) for field in fields_of(message.DESCRIPTOR) if _is_set(message, field)
    }


def _is_set(message: Message, field: Field) -> bool:
    value = getattr(message, field.name)
    is_message = field.descriptor.message_type is not None and not field.descriptor.is_repeated
    return message.HasField(field.name) if is_message else bool(value)


def _value_json(message: Message, field: Field) -> Any:
    value = getattr(message, field.name)
    if field.is_map:
        return [[key, _one_json(each, field.descriptor)] for key, each in value.items()]
    if field.embedded is not None:
        return [object_json(field.embedded.FromString(each)) for each in value]
    if field.descriptor.is_repeated:
        return [_one_json(each, field.descriptor) for each in value]
    return _one_json(value, field.descriptor)


def _one_json(value: Any, descriptor: FieldDescriptor) -> Any:
    if isinstance(value, Message):
        return object_json(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")  # a text whose UTF-8 is broken
    is_64_bit = descriptor.cpp_type in (FieldDescriptor.CPPTYPE_INT64, FieldDescriptor.CPPTYPE_UINT64)
    return str(value) if is_64_bit else value
