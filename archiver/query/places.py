"""Where events fall in the video: a session's timeline, looked up in the order of the events."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from sqlalchemy import Engine, select

from archiver.model.timeline import MAX_INSTANT, MIN_INSTANT, TimelinePiece
from archiver.store.engine import reading
from archiver.store.media import list_timeline
from archiver.store.schema import events


class Place(NamedTuple):
    """An instant's place in the video."""

    offset_ms: int | None  #: None without video
    segment: int | None
    position_ms: int | None
    in_gap: bool
    sync_kind: str
    error_ms: int | None


NOWHERE = Place(None, None, None, False, "none", None)


class Places:
    """A session's timeline for lookups."""

    def __init__(self, pieces: list[TimelinePiece]) -> None:
        self._pieces = sorted(pieces, key=lambda piece: piece.from_at)
        self._starts = [piece.from_at for piece in self._pieces]

    def find(self, at: int) -> Place:
        """The place of an instant."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return NOWHERE
        piece = self._pieces[index]
        running_ms = 0 if piece.in_gap else at - piece.from_at
        if piece.segment is None:
            return Place(None, None, None, piece.in_gap, piece.kind, piece.error_ms)
        return Place(
            piece.offset_ms + running_ms,
            piece.segment,
            piece.position_ms + running_ms,
            piece.in_gap,
            piece.kind,
            piece.error_ms,
        )

    @property
    def is_monotone(self) -> bool:
        """Whether later instants never have smaller offsets."""
        ends = [_end_ms(piece) for piece in self._pieces]
        return all(end <= piece.offset_ms for end, piece in zip(ends, self._pieces[1:], strict=False))

    def instants(self, from_ms: int | None, to_ms: int | None) -> tuple[int, int]:
        """Bounds [from, to) of the instants whose offset may lie in [from_ms, to_ms)."""
        low = MIN_INSTANT if from_ms is None else from_ms
        high = MAX_INSTANT if to_ms is None else to_ms
        touched = [piece for piece in self._pieces if piece.offset_ms < high and _end_ms(piece) >= low]
        if not touched:
            return MIN_INSTANT, MIN_INSTANT
        return touched[0].from_at, touched[-1].to_at


def read_timeline(engine: Engine, session_id: int) -> list[TimelinePiece]:
    """The session's timeline, in order; empty before it was built.

    Raises:
        StoreError: the database cannot be used.
    """
    with reading(engine) as connection:
        return list(list_timeline(connection, session_id))


def event_instants(engine: Engine, session_id: int) -> list[int]:
    """The instants of a session's events, in order.

    Raises:
        StoreError: the database cannot be used.
    """
    found = select(events.c.at).where(events.c.session_id == session_id).order_by(events.c.at)
    with reading(engine) as connection:
        return list(connection.execute(found).scalars())


def _end_ms(piece: TimelinePiece) -> int:
    """The offset at which a piece ends."""
    return piece.offset_ms if piece.in_gap else piece.offset_ms + piece.to_at - piece.from_at
