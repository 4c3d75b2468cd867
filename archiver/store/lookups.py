"""Which messages have rows: for finding repetitions, for holding rows against journals, and for how it ended."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, func, select

from archiver.model.broadcast import ControlSignal
from archiver.store.schema import controls, events


def known_messages(connection: Connection, room_id: int, messages: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of the (method code, message id) pairs that some session of the room has a row for."""
    if not messages:
        return set()
    found = connection.execute(
        select(events.c.method_id, events.c.msg_id).where(
            events.c.room_id == room_id,
            events.c.method_id.in_({method_id for method_id, _ in messages}),
            events.c.msg_id.in_({msg_id for _, msg_id in messages}),
        )
    )
    return {(row[0], row[1]) for row in found} & set(messages)


def message_ids(connection: Connection, session_id: int, first_seq: int, last_seq: int) -> Mapping[int, int | None]:
    """Message ids of a session's rows with a seq in [first_seq, last_seq], by seq."""
    found = connection.execute(
        select(events.c.seq, events.c.msg_id).where(
            events.c.session_id == session_id, events.c.seq.between(first_seq, last_seq)
        )
    )
    return {row[0]: row[1] for row in found}


def count_events(connection: Connection, session_id: int) -> int:
    """How many rows a session has in ``events``."""
    count = select(func.count()).select_from(events).where(events.c.session_id == session_id)
    return connection.execute(count).scalar_one()


def told_end(connection: Connection, session_id: int) -> tuple[ControlSignal, int] | None:
    """What a session's room last said of its end, and when, by the server's clock; None when it did not."""
    found = connection.execute(
        select(controls.c.action, events.c.at)
        .join(events, (events.c.session_id == controls.c.session_id) & (events.c.seq == controls.c.seq))
        .where(controls.c.session_id == session_id, events.c.is_history == 0)
        .where(controls.c.action.in_((ControlSignal.ENDED, ControlSignal.SUSPENDED)))
        .order_by(controls.c.seq.desc())
        .limit(1)
    ).first()
    return None if found is None else (ControlSignal(found[0]), found[1])
