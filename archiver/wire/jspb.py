"""JSON as protobuf's JavaScript library writes a message, to that message.

There a field ``display_id`` is ``displayId``, a repeated one ends in ``List``, a map in ``Map`` (a list of pairs), and
64-bit numbers may be digits. A key that is not declared is ignored, and a value that does not fit its field counts as
absent: what the JSON says is kept in the journal, and one odd value must not cost a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from archiver.wire.pb import webcast_pb2 as pb

#: JavaScript rounds whole numbers beyond this.
MAX_EXACT = 1 << 53
_MAX_DEPTH = 24

#: Where the platform's name of a field is another one than ours (message, our name).
_NAMES = {
    ("Identity", "is_gift_giver"): "isGiftGiverOfAnchor",
    ("Identity", "is_subscriber"): "isSubscriberOfAnchor",
    ("Identity", "is_mutual_following"): "isMutualFollowingWithAnchor",
    ("Identity", "is_follower"): "isFollowerOfAnchor",
    ("Identity", "is_moderator"): "isModeratorOfAnchor",
    ("FansClub", "level"): "fansLevel",
    ("FansClub", "name"): "fansClubName",
    ("Avatar", "url"): "urlListList",
    ("SystemMessage", "message"): "description",
}
#: Messages that we read as the bytes they are on the wire.
AS_BYTES: dict[tuple[str, str], type[Message]] = {("RoomUserSeqMessage", "ranks"): pb.RoomRank}

_BITS = {
    FieldDescriptor.CPPTYPE_INT32: (-(1 << 31), (1 << 31) - 1),
    FieldDescriptor.CPPTYPE_INT64: (-(1 << 63), (1 << 63) - 1),
    FieldDescriptor.CPPTYPE_UINT32: (0, (1 << 32) - 1),
    FieldDescriptor.CPPTYPE_UINT64: (0, (1 << 64) - 1),
}
_Read = Callable[[Any], Any]


class Field(NamedTuple):
    """How a field stands in JSON."""

    name: str
    key: str  #: as the library writes it
    keys: tuple[str, ...]  #: as it may be found, the best first
    descriptor: FieldDescriptor
    is_map: bool
    read: _Read | None  #: of a single scalar; None: a message
    embedded: type[Message] | None


def fill(message: Message, value: Any, *, depth: int = 0) -> None:
    """Set in ``message`` what the object ``value`` says. Never raises."""
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return
    for field in fields_of(message.DESCRIPTOR):
        for key in field.keys:
            if (found := value.get(key)) is not None and _set(message, field, found, depth):
                break


def _set(message: Message, field: Field, found: Any, depth: int) -> bool:
    """Whether ``found`` is a value for the field."""
    if field.is_map:
        _fill_map(message, field, found, depth)
    elif field.descriptor.is_repeated:
        _fill_list(message, field, found, depth)
    elif field.read is None:
        if not isinstance(found, dict):
            return False
        part = getattr(message, field.name)
        part.SetInParent()
        fill(part, found, depth=depth + 1)
    else:
        # Of a list, the last: so protobuf reads on the wire what is declared once and comes often.
        scalar = field.read(found[-1] if isinstance(found, list) and found else found)
        if scalar is None:
            return False
        setattr(message, field.name, scalar)
    return True


@lru_cache(maxsize=4096)
def fields_of(descriptor: Descriptor) -> tuple[Field, ...]:
    """The fields of a message type."""
    return tuple(_field(descriptor.name, field) for field in descriptor.fields)


def _field(owner: str, field: FieldDescriptor) -> Field:
    name = _NAMES.get((owner, field.name), field.json_name)
    embedded = AS_BYTES.get((owner, field.name))
    is_map = field.message_type is not None and field.message_type.GetOptions().map_entry
    key = name + ("Map" if is_map else "List" if field.is_repeated else "")
    twin = (name + "Str",) if field.cpp_type == FieldDescriptor.CPPTYPE_INT64 and not field.is_repeated else ()
    keys = tuple(dict.fromkeys((*twin, key, name, field.json_name, field.name)))
    return Field(field.name, key, keys, field, is_map, _reader(field), embedded)


def _reader(field: FieldDescriptor) -> _Read | None:
    if field.message_type is not None:
        return None
    if field.cpp_type in _BITS:
        low, high = _BITS[field.cpp_type]
        return lambda value: whole if (whole := to_whole(value)) is not None and low <= whole <= high else None
    if field.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        return _to_bool
    if field.type == FieldDescriptor.TYPE_STRING:
        return _to_text
    if field.cpp_type in (FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT):
        return _to_float
    return _to_nothing


def to_whole(value: Any) -> int | None:
    """A whole number, as one or as its digits."""
    if isinstance(value, str):
        digits = value.removeprefix("-")
        return int(value) if 0 < len(digits) <= 20 and digits.isascii() and digits.isdigit() else None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1 << 64 else None
    return int(value) if isinstance(value, int) else None


def _to_bool(value: Any) -> bool | None:
    return bool(value) if isinstance(value, bool | int) else None


def _to_text(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 1 << 64 else ""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else None


def _to_nothing(value: Any) -> None:
    """Of bytes, and of enumerations: none is declared that we would read."""
    del value


def _to_float(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and abs(value) < 1e300 else None


def _fill_list(message: Message, field: Field, found: Any, depth: int) -> None:
    if not isinstance(found, list):
        return
    parts = getattr(message, field.name)
    for item in found:
        if field.embedded is not None:
            part = field.embedded()
            fill(part, item, depth=depth + 1)
            parts.append(part.SerializeToString())
        elif field.read is None:
            if isinstance(item, dict):
                fill(parts.add(), item, depth=depth + 1)
        elif (scalar := field.read(item)) is not None:
            parts.append(scalar)


def _fill_map(message: Message, field: Field, found: Any, depth: int) -> None:
    entry = field.descriptor.message_type
    assert entry is not None
    read_key, read_value = _reader(entry.fields_by_name["key"]), _reader(entry.fields_by_name["value"])
    parts = getattr(message, field.name)
    for pair in _pairs(found):
        key = read_key(pair[0]) if read_key else None
        if key is None:
            continue
        if read_value is None:
            fill(parts[key], pair[1], depth=depth + 1)
        elif (scalar := read_value(pair[1])) is not None:
            parts[key] = scalar


def _pairs(found: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(found, dict):
        return found.items()
    if not isinstance(found, list):
        return ()
    return ((pair[0], pair[1]) for pair in found if isinstance(pair, list) and len(pair) == 2)
