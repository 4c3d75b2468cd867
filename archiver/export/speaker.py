"""Who says something: what tells one speaker from another, and what was made of the latest thousands of them."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Generic, TypeAlias, TypeVar

from archiver.model.replay import ReplayItem

_MAX_KNOWN = 1 << 13  # speakers remembered

#: (viewer, nickname, is moderator, is subscriber, handle)
Speaker: TypeAlias = tuple[int | None, str, bool, bool, str]
Made = TypeVar("Made")

speaker: Callable[[ReplayItem], Speaker] = itemgetter(
    *map(ReplayItem._fields.index, ("viewer_id", "nickname", "is_moderator", "is_subscriber", "unique_id"))
)


class Known(Generic[Made]):
    """What ``make`` makes of a speaker, made once: people talk more than once.

    One entry for each viewer, held against the whole speaker: a number is found sooner than names and flags are, and
    these hardly ever change. A hot loop looks into ``entries`` itself::

        key = speaker(item)
        entry = known.entries.get(key[0] or key[1])
        if entry is None or entry[0] != key:
            entry = known.add(key)
    """

    def __init__(self, make: Callable[[Speaker], Made]) -> None:
        self._make = make
        self.entries: dict[int | str, tuple[Speaker, Made]] = {}

    def add(self, key: Speaker) -> tuple[Speaker, Made]:
        """Make and remember it."""
        if len(self.entries) >= _MAX_KNOWN:
            self.entries.clear()
        entry = self.entries[key[0] or key[1]] = (key, self._make(key))
        return entry
