"""Viewers: who they are now, and, for those who changed them, the names they have had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from archiver.model.event import ViewerFields
from archiver.store.bulk import Row, add_viewer_names, load, storable, upsert_viewers
from archiver.store.schema import viewers

#: ``last_seen_at`` and the avatar of a viewer whose names stay the same are at most this old.
REFRESH_MS = 3_600_000
_REMEMBERED = 200_000


class ViewerMemory:
    """Which identities the database already holds, so that a viewer who says a thousand things costs one write.

    A viewer is remembered as one number, the hash of their names.
    """

    def __init__(self) -> None:
        self._names: dict[int, int] = {}
        self._fresh: set[int] = set()  # those written in the current period
        self._period = 0

    def unwritten(self, viewers: Mapping[int, ViewerFields], seen_at: int) -> ViewerChanges:
        """What to write: viewers new here or renamed, and those not refreshed for a while."""
        period = seen_at // REFRESH_MS
        if period != self._period:
            self._fresh.clear()
            self._period = period
        known, fresh = self._names.get, self._fresh
        changes = ViewerChanges()
        for viewer in viewers.values():
            user_id, unique_id, nickname, _, _ = viewer
            names = hash((unique_id, nickname))
            if known(user_id) != names:
                changes.named[user_id] = names
                changes.rows.append(viewer)
            elif user_id not in fresh:
                changes.refreshed.append(user_id)
                changes.rows.append(viewer)
        return changes

    def remember(self, changes: ViewerChanges) -> None:
        """Note what was committed. When the memory is full it starts anew: that costs writes, not truth."""
        if len(self._names) + len(changes.named) > _REMEMBERED:
            self._names.clear()
            self._fresh.clear()
        self._names.update(changes.named)
        self._fresh.update(changes.named, changes.refreshed)


@dataclass(slots=True)
class ViewerChanges:
    """What one batch has to write of its viewers."""

    rows: list[ViewerFields] = field(default_factory=list)
    named: dict[int, int] = field(default_factory=dict)  #: hash of the names of those new here, or renamed
    refreshed: list[int] = field(default_factory=list)


def write_viewers(connection: Connection, changes: ViewerChanges, seen_at: int, *, cleaned: bool = False) -> None:
    """Insert or update viewers. ``viewer_names`` gets the names of those who changed theirs, the old and the new one.

    Rows are ordered by id, so that two writers cannot deadlock.

    Raises:
        UnstorableValueError: an identity holds what no database takes; ``cleaned`` replaces it.
    """
    if not changes.rows:
        return
    rows: list[tuple[Any, ...]] = [
        # The address of the picture without its signature, which soon expires and is not ours to keep.
        (user_id, unique_id, nickname, sec_uid, avatar_url.partition("?")[0], seen_at, seen_at)
        for user_id, unique_id, nickname, sec_uid, avatar_url in sorted(changes.rows)
    ]
    if cleaned:
        rows = [storable(row) for row in rows]
    if changes.named:
        refreshed = set(changes.refreshed)
        unknown = {row[0]: row for row in rows if row[0] not in refreshed}
        names = _take_known(connection, unknown)
        if names:
            add_viewer_names(connection, names)
        if connection.dialect.name == "sqlite":  # nobody else writes now, so who is unknown is new
            load(connection, viewers, [*unknown.values()])
            rows = [row for row in rows if row[0] not in unknown]
    upsert_viewers(connection, rows)


def _take_known(connection: Connection, unknown: dict[int, tuple[Any, ...]]) -> list[Row]:
    """Leave in ``unknown`` whom the database does not know; rows of ``viewer_names`` for whom it names otherwise."""
    ids = ",".join(map(str, unknown))
    query = f"SELECT user_id, unique_id, nickname, first_seen_at FROM viewers WHERE user_id IN ({ids})"  # noqa: S608
    names: list[Row] = []
    for user_id, unique_id, nickname, first_seen_at in connection.exec_driver_sql(query):
        now = unknown.pop(user_id)
        if (unique_id, nickname) != (now[1], now[2]):
            names += [(user_id, unique_id, nickname, first_seen_at), (user_id, now[1], now[2], now[5])]
    return names
