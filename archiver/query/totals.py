"""A session's archive beside the room's own totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, text

from archiver.store.engine import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A figure that the room told itself, and what was archived."""

    what: str  #: "likes", "viewers"; "diamonds" of the gifters that the room named
    room_total: int
    counted: int
    difference: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GifterCheck:
    """One of the room's top gifters, as the room counts them and as the ledger does. Diamonds."""

    viewer_id: int
    unique_id: str
    nickname: str
    first_score: int  #: when the room first named them
    room_score: int
    counted: int
    difference: int


def totals(engine: Engine, session_id: int) -> Sequence[Total]:
    """The totals the room has told; none where it told none. See views ``totals_check`` and ``gift_check``."""
    query = text(
        "SELECT what, room_total, counted, difference FROM totals_check WHERE session_id = :session ORDER BY what"
    )
    with reading(engine) as connection:
        told = [Total(**row) for row in connection.execute(query, {"session": session_id}).mappings()]
    if named := gifters(engine, session_id):
        room_total, counted = sum(each.room_score for each in named), sum(each.counted for each in named)
        told.append(Total(what="diamonds", room_total=room_total, counted=counted, difference=room_total - counted))
    return told


def gifters(engine: Engine, session_id: int) -> Sequence[GifterCheck]:
    """The gifters the room has named, those with most first. See view ``gift_check``."""
    query = text(
        "SELECT viewer_id, unique_id, nickname, first_score, room_score, counted, difference FROM gift_check "
        "WHERE session_id = :session ORDER BY room_score DESC, viewer_id"
    )
    with reading(engine) as connection:
        return [GifterCheck(**row) for row in connection.execute(query, {"session": session_id}).mappings()]
