"""Creators: who they are now, and the handles they have had."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, and_, insert, select, update

from archiver.model.creator import Creator
from archiver.store.rows import add_missing
from archiver.store.schema import creators, handles


def save_creator(connection: Connection, creator: Creator, seen_at: int) -> int:
    """Insert or update a creator and note the handle; returns the row's id.

    A creator is known by user id, or by its long form, ``sec_uid``; a handle can change. One seen by handle only is the
    newest row with that handle; it gets its user id once that is known. Empty fields never overwrite what is known.
    """
    creator_id = _find(connection, creator)
    known = {"user_id": creator.user_id, "sec_uid": creator.sec_uid, "nickname": creator.nickname}
    row: dict[str, Any] = {"unique_id": creator.unique_id, "updated_at": seen_at}
    if creator_id is None:
        values = row | known | {"first_seen_at": seen_at}
        creator_id = connection.execute(insert(creators).values(values).returning(creators.c.id)).scalar_one()
    else:
        row |= {name: value for name, value in known.items() if value}
        connection.execute(update(creators).where(creators.c.id == creator_id).values(row))
    handle = {"creator_id": creator_id, "unique_id": creator.unique_id, "first_seen_at": seen_at}
    add_missing(connection, handles, [handle])
    return creator_id


def _find(connection: Connection, creator: Creator) -> int | None:
    newest = select(creators.c.id).order_by(creators.c.updated_at.desc()).limit(1)
    same_handle = creators.c.unique_id == creator.unique_id
    same_long_id = and_(creators.c.sec_uid == creator.sec_uid, creators.c.sec_uid != "")
    if creator.user_id is None:
        ways = [same_long_id, same_handle]
    else:
        is_open = creators.c.user_id.is_(None)  # a row of another user id is another creator
        ways = [creators.c.user_id == creator.user_id, and_(same_long_id, is_open), and_(same_handle, is_open)]
    return next((found for way in ways if (found := _first(connection, newest.where(way))) is not None), None)


def _first(connection: Connection, query: Select[int]) -> int | None:
    found: int | None = connection.execute(query).scalar_one_or_none()
    return found
