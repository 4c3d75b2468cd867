"""Guests and co-hosts: whoever a linking message names, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from archiver.model.event import Bodies, ViewerFields
from archiver.model.interaction import Guest, GuestScore
from archiver.wire.pb import details_pb2 as pb
from archiver.wire.pb import webcast_pb2 as webcast
from archiver.wire.values import clean_text

_MAX_PEOPLE = 50
_MAX_NAMED = 500  #: the same people are named several times
_MAX_DEPTH = 4
_CONTENT = "_content"
_INTEGERS = (FieldDescriptor.TYPE_INT64, FieldDescriptor.TYPE_INT32)
_PEOPLE = ("user_id", "_uid")


def read_link(
    message: pb.LinkMessage | pb.LinkLayerMessage, _: ViewerFields | None
) -> tuple[Bodies | None, str | None]:
    """Everybody in the part of the message that says what it is about."""
    action, people = f"type_{message.message_type}", dict[tuple[str, int], tuple[str, str]]()
    for field, value in message.ListFields():
        if field.name.endswith(_CONTENT):
            action = field.name.removesuffix(_CONTENT)
            people.update(islice(_people(value, action, 0), _MAX_NAMED))
    channel_id = message.linker_id if isinstance(message, pb.LinkMessage) else message.channel_id
    return _rows(channel_id, action, message.scene, people), _line(action, people)


def read_link_mic(message: pb.LinkMicMethod, _: ViewerFields | None) -> tuple[Bodies | None, str | None]:
    """The oldest form: people are numbers in the message itself."""
    action, people = f"type_{message.message_type}", dict(islice(_people(message, "", 0), _MAX_NAMED))
    return _rows(message.channel_id, action, min(message.scene, 1 << 31), people), _line(action, people)


def read_scores(message: pb.LinkMicFanTicketMethod, _: ViewerFields | None) -> tuple[Bodies | None, str | None]:
    """Scores of the guests."""
    told = [each for each in message.fan_ticket_room_notice.user_fan_ticket[:_MAX_PEOPLE] if each.user_id]
    rows = [GuestScore(n, each.user_id, each.match_total_score or each.fan_ticket) for n, each in enumerate(told, 1)]
    return list(rows) or None, None


def _people(message: Message, role: str, depth: int) -> Iterator[tuple[tuple[str, int], tuple[str, str]]]:
    """((role, user id), (handle, name)) of everybody named in ``message``, nearest first."""
    for field, value in message.ListFields():
        match _holds(field):
            case "id" if value:
                name = field.name
                yield (role if name == "user_id" and role else name, value), ("", "")
            case "message" if depth < _MAX_DEPTH:
                yield from _person(value, field.name, role, depth)
            case "messages" if depth < _MAX_DEPTH:
                for each in value[:_MAX_PEOPLE]:
                    yield from _person(each, field.name, role, depth)


@cache  # asking a descriptor costs more than reading the value
def _holds(field: FieldDescriptor) -> str:
    """What a field may say about people: "id", "message", "messages", or "" for nothing."""
    kind = field.message_type
    if kind is None:
        is_id = not field.is_repeated and field.type in _INTEGERS and field.name.endswith(_PEOPLE)
        return "id" if is_id else ""
    if kind.GetOptions().map_entry:
        return ""
    return "messages" if field.is_repeated else "message"


def _person(each: Message, name: str, role: str, depth: int) -> Iterator[tuple[tuple[str, int], tuple[str, str]]]:
    if isinstance(each, webcast.User):
        if each.id:
            # In a list the person is a "user" of an entry: what they are is what the list is.
            yield (role if name == "user" else name, each.id), (clean_text(each.display_id), clean_text(each.nickname))
    elif isinstance(each, pb.Player):
        if each.user_id:
            yield (role if name == "user" else name, each.user_id), ("", "")
    else:
        yield from _people(each, name, depth + 1)


def _rows(channel_id: int, action: str, scene: int, people: dict[tuple[str, int], tuple[str, str]]) -> Bodies | None:
    rows = [
        Guest(number, channel_id, action, scene, role, user_id, *names)
        for number, ((role, user_id), names) in enumerate(list(people.items())[:_MAX_PEOPLE], 1)
    ]
    return list(rows) or None


def _line(action: str, people: dict[tuple[str, int], tuple[str, str]]) -> str | None:
    names = dict.fromkeys(nickname or unique_id for unique_id, nickname in people.values())
    shown = ", ".join([name for name in names if name][:8])
    return f"{action.replace('_', ' ')}: {shown}" if shown else ""
