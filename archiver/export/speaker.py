"""Who says something: what tells one speaker from another, and what was made of the latest thousands of them."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any, Final, Generic, TypeAlias, TypeVar

from archiver.model.replay import ReplayItem

_MAX_KNOWN = 1 << 13  # speakers remembered

#: (viewer, nickname, is moderator, is subscriber, handle)
Speaker: TypeAlias = tuple[int | None, str, bool, bool, str]
First = TypeVar("First")
Second = TypeVar("Second")

speaker: Callable[[ReplayItem], Speaker] = itemgetter(
    *map(ReplayItem._fields.index, ("viewer_id", "nickname", "is_moderator", "is_subscriber", "unique_id"))
)

#: Who says what, taken out of an item at once: (viewer, handle, nickname, text, is moderator, is subscriber).
said: Callable[[ReplayItem], tuple[int | None, str, str, str, bool, bool]] = itemgetter(
    slice(ReplayItem._fields.index("viewer_id"), ReplayItem._fields.index("is_subscriber") + 1)
)

#: What ``Known.entries`` is asked for in place of an entry that is not there: unlike every speaker.
NOBODY: Final[Any] = (None, None, False, False, None, None)


class Known(Generic[First, Second]):
    """The two things that ``make`` makes of a speaker, made once: people talk more than once.

    One entry for each viewer: a number is found sooner than names and flags are, and these hardly ever change. It is
    one flat tuple, because in a busy room it is no longer in the processor's cache when it is needed again, and each
    object of its own would be waited for. A hot loop looks into ``entries`` itself::

        viewer, handle, nickname, text, is_moderator, is_subscriber = said(item)
        name, of, moderator, subscriber, first, second = entries.get(viewer or nickname, NOBODY)
        if name != nickname or of != handle or moderator is not is_moderator or subscriber is not is_subscriber:
            first, second = known.add((viewer, nickname, is_moderator, is_subscriber, handle))
    """

    def __init__(self, make: Callable[[Speaker], tuple[First, Second]]) -> None:
        self._make = make
        self.entries: dict[int | str, tuple[str, str, bool, bool, First, Second]] = {}

    def add(self, speaker: Speaker) -> tuple[First, Second]:
        """Make and remember it."""
        if len(self.entries) >= _MAX_KNOWN:
            self.entries.clear()
        viewer, nickname, is_moderator, is_subscriber, handle = speaker
        first, second = self._make(speaker)
        self.entries[viewer or nickname] = nickname, handle, is_moderator, is_subscriber, first, second
        return first, second
