"""Random messages of every known method, made from a schema alone: what other rooms may send, and no capture holds."""

from __future__ import annotations

import json
import random
import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from google.protobuf.descriptor import Descriptor, FieldDescriptor

from archiver.wire.jspb import AS_BYTES
from archiver.wire.message_types import message_type

_MAX_DEPTH = 4
_NOW = 1_786_367_257_000
_INTEGERS = (0, 1, 2, 7, 300, (1 << 31) - 1, 1 << 31, 1 << 53, (1 << 63) - 1, 1 << 63, (1 << 64) - 1, _NOW, 7 << 60)
_TEXTS = (
    "hello", "", "你好 สวัสดี مرحبا", "\0", "{0:user} <b> {\\b1} -->", "7140000000000000001", "👨‍👩‍👧‍👦\u202e",
    "a" * 3_000,
    '{"x": [1]}',
)  # fmt: skip
_INTS = frozenset({"int32", "int64", "uint32", "uint64", "sint32", "sint64", "bool", "enum"})
_MAP = re.compile(r"map<(\w+),(\w+)>")


class Field(NamedTuple):
    """A field as the schema has it; ``type`` is a scalar, "enum", or the name of a message."""

    number: int
    type: str
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class Schema:
    """Messages by name, and which methods there are."""

    messages: Mapping[str, tuple[Field, ...]]
    methods: tuple[str, ...]

    def payload(self, rng: random.Random, method: str) -> bytes:
        """A message of the method with about half of its fields, whatever they are told to hold."""
        return self._message(rng, method, 0)

    def _message(self, rng: random.Random, name: str, depth: int) -> bytes:
        share = 0.6 if depth < 2 else 0.25
        chosen = [field for field in self.messages.get(name, ()) if rng.random() < share]
        rng.shuffle(chosen)
        times = [(field, rng.randrange(4) if field.is_repeated else 1) for field in chosen]
        return b"".join(self._value(rng, field, depth) for field, count in times for _ in range(count))

    def _value(self, rng: random.Random, field: Field, depth: int) -> bytes:
        number = field.number << 3
        if field.type in _INTS:
            return varint(number) + varint(rng.choice(_INTEGERS) if rng.random() < 0.8 else rng.getrandbits(64))
        if field.type == "double":
            return varint(number | 1) + struct.pack("<d", rng.choice((0.5, -1e300, float("nan"), float("inf"))))
        if field.type == "float":
            return varint(number | 5) + struct.pack("<f", rng.choice((0.5, float("nan"))))
        return varint(number | 2) + _sized(self._content(rng, field.type, depth))

    def _content(self, rng: random.Random, kind: str, depth: int) -> bytes:
        if entry := _MAP.fullmatch(kind):
            pair = (Field(number, part, False) for number, part in enumerate(entry.groups(), 1))
            return b"".join(self._value(rng, field, depth + 1) for field in pair)
        if kind in self.messages:
            return self._message(rng, kind, depth + 1) if depth < _MAX_DEPTH else b""
        return rng.choice(_TEXTS).encode()


def collected_schema(path: Path) -> Schema:
    """What is known of the platform's messages: the current schema, and the older one's methods."""
    known = json.loads(path.read_text(encoding="utf-8"))
    older = known["legacy_6_6_5"]
    enums = known["enums"].keys() | older["enums"].keys()
    messages = {name: _fields(fields, enums) for name, fields in older["messages"].items()}
    messages |= {name: _fields(entry["fields"], enums) for name, entry in known["messages"].items()}
    return Schema(messages, tuple(event["method"] for event in known["events"]))


def _fields(fields: Iterable[Mapping[str, object]], enums: Iterable[str]) -> tuple[Field, ...]:
    kinds = [(each, "enum" if each["type"] in enums else str(each["type"])) for each in fields]
    return tuple(Field(int(str(each["number"])), kind, bool(each.get("repeated"))) for each, kind in kinds)


def own_schema(methods: Iterable[str]) -> Schema:
    """What the archiver itself declares of these methods."""
    messages: dict[str, tuple[Field, ...]] = {}
    named = []
    for method in methods:
        kind = message_type(method)
        assert kind is not None, method
        _learn(kind.DESCRIPTOR, messages)
        messages[method] = messages[kind.DESCRIPTOR.full_name]
        named.append(method)
    return Schema(messages, tuple(named))


def _learn(message: Descriptor, messages: dict[str, tuple[Field, ...]]) -> None:
    if message.full_name in messages:
        return
    messages[message.full_name] = ()
    for field in message.fields:
        if (within := _within(field)) is not None:
            _learn(within, messages)
    messages[message.full_name] = tuple(Field(each.number, _type(each), each.is_repeated) for each in message.fields)


def _within(field: FieldDescriptor) -> Descriptor | None:
    """The message in a field, also where we declare it as the bytes it is sent as."""
    owner = field.containing_type
    embedded = AS_BYTES.get((owner.name, field.name)) if owner is not None else None
    return embedded.DESCRIPTOR if embedded is not None else field.message_type  # type: ignore[return-value]


def _type(field: FieldDescriptor) -> str:
    if (within := _within(field)) is not None:
        return within.full_name
    kinds = {FieldDescriptor.TYPE_DOUBLE: "double", FieldDescriptor.TYPE_FLOAT: "float",
             FieldDescriptor.TYPE_STRING: "string", FieldDescriptor.TYPE_BYTES: "bytes"}  # fmt: skip
    return kinds.get(field.type, "int64")


def varint(value: int) -> bytes:
    """A number as protobuf writes it."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _sized(content: bytes) -> bytes:
    return varint(len(content)) + content
