"""A replay as tables: what the columnar formats have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from archiver.export.options import ExportOptions
from archiver.export.select import asked
from archiver.model.replay import ReplayItem


class Type(Enum):
    """What a column holds. Any of it may be missing (None)."""

    INTEGER = "integer"  #: 64 bits
    FLOAT = "float"
    FLAG = "flag"
    TEXT = "text"
    BYTES = "bytes"
    WORD = "word"  #: text of which there are few different ones
    TIME = "time"  #: an instant of the calendar, as epoch ms


Row = tuple[Any, ...]

_YEAR_9999 = 253_370_764_800_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and its rows made of a replay."""

    name: str
    columns: dict[str, Type]
    rows: Callable[[Iterable[ReplayItem], ExportOptions], Iterator[Row]]
    kinds: frozenset[str] | None  #: those it is made of; None: all


_PLACE = {
    "session_id": Type.INTEGER, "seq": Type.INTEGER, "shown_ms": Type.INTEGER, "at": Type.INTEGER, "time": Type.TIME,
    "viewer_id": Type.INTEGER, "unique_id": Type.TEXT, "nickname": Type.TEXT,
}  # fmt: skip


_CHATS, _GIFTS, _COUNTS = frozenset({"chat", "emote"}), frozenset({"gift"}), frozenset({"viewers"})


def _of_each(
    read: Callable[[ReplayItem, int | None], Row], kinds: frozenset[str] | None = None
) -> Callable[..., Iterator[Row]]:
    """A row for each item of the kinds; ``read`` is given the item and where it is shown."""

    def rows(items: Iterable[ReplayItem], options: ExportOptions) -> Iterator[Row]:
        shift_ms = options.shift_ms
        for item in asked(items, options):
            if kinds is None or item.kind in kinds:
                yield read(item, None if item.offset_ms is None else item.offset_ms + shift_ms)

    return rows


def _place(item: ReplayItem, shown_ms: int | None) -> Row:
    return (
        item.session_id, item.seq, shown_ms, item.at, _time(item.at), item.viewer_id, item.unique_id, item.nickname,
    )  # fmt: skip


def _event(item: ReplayItem, shown_ms: int | None) -> Row:
    head, tail = item[:4], item[4:10]  # session_id, seq, kind, offset_ms | segment ... at
    return (*head, shown_ms, *tail, _time(item.at), *item[10:])


def _chat(item: ReplayItem, shown_ms: int | None) -> Row:
    return (*_place(item, shown_ms), item.text, item.language, item.is_moderator, item.is_subscriber, item.is_deleted)


def _gift(item: ReplayItem, shown_ms: int | None) -> Row:
    return (*_place(item, shown_ms), item.gift_id, item.gift_name, item.quantity, item.diamonds)


def _viewer_count(item: ReplayItem, shown_ms: int | None) -> Row:
    return (item.session_id, item.seq, shown_ms, item.at, _time(item.at), item.quantity)


def _time(at: int | None) -> int | None:
    """The instant, or None for one outside the calendar."""
    return at if at is not None and 0 <= at < _YEAR_9999 else None


_COUNTED = ("chat", "gift", "like", "join", "follow", "share")


def _people(items: Iterable[ReplayItem], options: ExportOptions) -> Iterator[Row]:
    """A row for each viewer, in the order in which they were first seen. Memory grows with the number of viewers."""
    people: dict[int, _Person] = {}
    for item in asked(items, options):
        if item.viewer_id is None:
            continue
        person = people.get(item.viewer_id)
        if person is None:
            person = people[item.viewer_id] = _Person(item)
        person.add(item)
    session_id = options.recording.session.id
    for viewer_id, person in people.items():
        yield (session_id, viewer_id, *person.row())


class _Person:
    """What one viewer did."""

    __slots__ = ("counts", "diamonds", "events", "first", "is_moderator", "is_subscriber", "last", "likes", "names")

    def __init__(self, item: ReplayItem) -> None:
        self.names = (item.unique_id, item.nickname)
        self.first = self.last = item.at
        self.events = self.diamonds = self.likes = 0
        self.is_moderator = self.is_subscriber = False
        self.counts = dict.fromkeys(_COUNTED, 0)

    def add(self, item: ReplayItem) -> None:
        """Take one more event of the viewer."""
        self.events += 1
        self.first, self.last = min(self.first, item.at), max(self.last, item.at)
        self.is_moderator |= item.is_moderator
        self.is_subscriber |= item.is_subscriber
        if item.kind in self.counts:
            self.counts[item.kind] += 1
        if item.kind == "gift":
            self.diamonds += item.diamonds or 0
        elif item.kind == "like":
            self.likes += item.quantity or 0

    def row(self) -> Row:
        """The columns behind the viewer's id."""
        first, last = _time(self.first), _time(self.last)
        counts = (self.counts[kind] for kind in _COUNTED)
        return (
            *self.names, self.first, first, self.last, last, self.is_moderator, self.is_subscriber, self.events,
            *counts, self.diamonds, self.likes,
        )  # fmt: skip


TABLES = {
    table.name: table
    for table in (
        Table(
            "events",
            {
                "session_id": Type.INTEGER, "seq": Type.INTEGER, "kind": Type.WORD, "offset_ms": Type.INTEGER,
                "shown_ms": Type.INTEGER, "segment": Type.INTEGER, "position_ms": Type.INTEGER, "in_gap": Type.FLAG,
                "sync_kind": Type.WORD, "error_ms": Type.INTEGER, "at": Type.INTEGER, "time": Type.TIME,
                "is_history": Type.FLAG, "viewer_id": Type.INTEGER, "unique_id": Type.TEXT, "nickname": Type.TEXT,
                "text": Type.TEXT, "is_moderator": Type.FLAG, "is_subscriber": Type.FLAG, "gift_id": Type.INTEGER,
                "gift_name": Type.WORD, "quantity": Type.INTEGER, "diamonds": Type.INTEGER, "language": Type.WORD,
                "is_deleted": Type.FLAG,
            },
            _of_each(_event),
            None,
        ),
        Table(
            "chats",
            _PLACE
            | {
                "text": Type.TEXT, "language": Type.WORD, "is_moderator": Type.FLAG, "is_subscriber": Type.FLAG,
                "is_deleted": Type.FLAG,
            },
            _of_each(_chat, _CHATS),
            _CHATS,
        ),
        Table(
            "gifts",
            _PLACE
            | {"gift_id": Type.INTEGER, "gift_name": Type.WORD, "quantity": Type.INTEGER, "diamonds": Type.INTEGER},
            _of_each(_gift, _GIFTS),
            _GIFTS,
        ),
        Table(
            "viewers",
            {
                "session_id": Type.INTEGER, "viewer_id": Type.INTEGER, "unique_id": Type.TEXT, "nickname": Type.TEXT,
                "first_at": Type.INTEGER, "first_time": Type.TIME, "last_at": Type.INTEGER, "last_time": Type.TIME,
                "is_moderator": Type.FLAG, "is_subscriber": Type.FLAG, "events": Type.INTEGER, "chats": Type.INTEGER,
                "gifts": Type.INTEGER, "like_batches": Type.INTEGER, "joins": Type.INTEGER, "follows": Type.INTEGER,
                "shares": Type.INTEGER, "diamonds": Type.INTEGER, "likes": Type.INTEGER,
            },
            _people,
            None,
        ),
        Table(
            "viewer_counts",
            {
                "session_id": Type.INTEGER, "seq": Type.INTEGER, "shown_ms": Type.INTEGER, "at": Type.INTEGER,
                "time": Type.TIME, "viewers": Type.INTEGER,
            },
            _of_each(_viewer_count, _COUNTS),
            _COUNTS,
        ),
    )
}  # fmt: skip


def chosen(names: Iterable[str], suffix: str) -> list[tuple[Table, str]]:
    """The tables of these names, each with the suffix of its file: one alone has none of its own."""
    tables = [TABLES[name] for name in dict.fromkeys(names)]
    return [(table, suffix if len(tables) == 1 else f".{table.name}{suffix}") for table in tables]
