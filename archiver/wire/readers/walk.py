"""A message of any declared type as plain values for ``events.detail``: the declaration is the decoder.

What is declared in details.proto is read, what is not is not. The common part is left out (it has columns), a user is
three facts, a localised text is what a client would show. Size and depth are bounded whatever the bytes say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from heapq import nsmallest
from math import isfinite
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.text import render
from archiver.wire.values import clean_text

MAX_DEPTH = 8
#: Single values in one detail, and their characters; what is beyond is left out and ``"is_cut": true`` says so.
MAX_VALUES = 600
MAX_CHARACTERS = 16_000
_MAX_TEXT = 2_000

_SKIPPED = frozenset({pb.Common.DESCRIPTOR.full_name, pb.Image.DESCRIPTOR.full_name, pb.Badge.DESCRIPTOR.full_name})
_USER = pb.User.DESCRIPTOR.full_name
_TEXT = pb.Text.DESCRIPTOR.full_name


class _Full(Exception):  # noqa: N818 - not an error
    """The detail has reached its bound."""


class Walk:
    """One message being turned into plain values."""

    __slots__ = ("_characters", "_depth", "_values")

    def __init__(self) -> None:
        self._values = MAX_VALUES
        self._characters = MAX_CHARACTERS
        self._depth = 0

    def message(self, message: Message, into: dict[str, Any]) -> None:
        """Put the fields of ``message`` that are set into ``into``. Raises _Full with what fitted already in there."""
        for field, value in message.ListFields():
            read, name = _READERS.get(field) or _learn(field)
            if read is not None:
                read(self, name, value, into)

    def scalar(self, name: str, value: Any, into: dict[str, Any]) -> None:
        """A number, a flag or a text."""
        into[name] = self._plain(value)

    def scalars(self, name: str, values: Iterable[Any], into: dict[str, Any]) -> None:
        """A list of numbers, flags or texts."""
        found: list[Any] = []
        into[name] = found
        found.extend(self._plain(value) for value in values)

    def nested(self, name: str, value: Message, into: dict[str, Any]) -> None:
        """A message within."""
        inner: dict[str, Any] = {}
        try:
            self._within(value, inner)
        finally:
            if inner:
                into[name] = inner

    def list(self, name: str, values: Iterable[Message], into: dict[str, Any]) -> None:
        """A list of messages."""
        found: list[Any] = []
        into[name] = found
        for value in values:
            inner: dict[str, Any] = {}
            found.append(inner)
            self._count(0)
            self._within(value, inner)

    def mapping(self, name: str, values: Any, into: dict[str, Any]) -> None:
        """A map; its keys become text."""
        found: dict[str, Any] = {}
        into[name] = found
        for key in nsmallest(MAX_VALUES, values):
            value, text = values[key], clean_text(str(key) if not isinstance(key, bytes) else key)[:100]
            if isinstance(value, Message):
                self._count(len(text))
                inner: dict[str, Any] = {}
                found[text] = inner
                self._within(value, inner)
            else:
                found[text] = self._plain(value)

    def text(self, name: str, value: pb.Text, into: dict[str, Any]) -> None:
        """A localised text: what a client would show, or at least its key."""
        shown = render(value) or clean_text(value.key)
        if shown:
            into[name] = self._plain(shown)

    def user(self, name: str, value: pb.User, into: dict[str, Any]) -> None:
        """Somebody: three facts, as far as they are told."""
        if person := self._person(value):
            into[name] = person

    def users(self, name: str, values: Iterable[pb.User], into: dict[str, Any]) -> None:
        """Several people."""
        found: list[Any] = []
        into[name] = found
        for value in values:
            self._count(0)
            found.append(self._person(value))

    def _person(self, user: pb.User) -> dict[str, Any]:
        facts = (("user_id", user.id), ("unique_id", user.display_id), ("nickname", user.nickname))
        return {name: self._plain(value) for name, value in facts if value}

    def _within(self, value: Message, into: dict[str, Any]) -> None:
        if self._depth >= MAX_DEPTH:
            raise _Full
        self._depth += 1
        self.message(value, into)
        self._depth -= 1

    def _plain(self, value: Any) -> Any:
        kind = type(value)
        if kind is str or kind is bytes:
            text = clean_text(value)[:_MAX_TEXT]
            self._count(len(text))
            return text
        self._count(0)
        return None if kind is float and not isfinite(value) else value

    def _count(self, characters: int) -> None:
        self._values -= 1
        self._characters -= characters
        if self._values < 0 or self._characters < 0:
            raise _Full


_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_Read = Callable[[Walk, str, Any, dict[str, Any]], None]
#: How a field is read and what it is called, remembered: descriptors live as long as the program.
_READERS: dict[FieldDescriptor, tuple[_Read | None, str]] = {}


def detail_of(message: Message) -> str | None:
    """The message as JSON for ``events.detail``; None when nothing in it is worth a word."""
    into: dict[str, Any] = {}
    try:
        Walk().message(message, into)
    except _Full:
        into["is_cut"] = True
    return _to_json(into) if into else None


def _learn(field: FieldDescriptor) -> tuple[_Read | None, str]:
    learned = _READERS[field] = _reader(field), field.name
    return learned


def _reader(field: FieldDescriptor) -> _Read | None:
    kind = field.message_type
    if kind is None:
        return Walk.scalars if field.is_repeated else Walk.scalar
    if kind.GetOptions().map_entry:
        return Walk.mapping
    if kind.full_name in _SKIPPED:
        return None
    if kind.full_name == _USER:
        return Walk.users if field.is_repeated else Walk.user
    if kind.full_name == _TEXT:
        return None if field.is_repeated else Walk.text
    return Walk.list if field.is_repeated else Walk.nested
