"""How a session's event stream was reached: each connection, by which way, and how it ended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select

from archiver.store.engine import reading
from archiver.store.schema import events

#: More than a session of days has; the newest are told.
_MAX_NOTES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One connection of the event stream, or a try that did not become one."""

    strategy: str  #: "" of a try that failed
    connected_at: int | None  #: epoch ms
    ended_at: int | None = None  #: None: it goes on, or the process was killed
    reason: str = ""


def connections(engine: Engine, session_id: int) -> Sequence[Connection]:
    """The session's connections, oldest first."""
    notes = (
        select(events.c.at, events.c.detail)
        .where(events.c.session_id == session_id, events.c.kind == "connection")
        .order_by(events.c.seq.desc())
        .limit(_MAX_NOTES)
    )
    with reading(engine) as connection:
        rows = list(connection.execute(notes))[::-1]
    found: list[Connection] = []
    for at, text in rows:
        note = _note(text)
        if "strategy" in note:
            found.append(Connection(strategy=note["strategy"], connected_at=at))
        elif found and found[-1].ended_at is None:
            last = found.pop()
            reason = note.get("reason", "")
            found.append(Connection(strategy=last.strategy, connected_at=last.connected_at, ended_at=at, reason=reason))
        else:
            found.append(Connection(strategy="", connected_at=None, ended_at=at, reason=note.get("reason", "")))
    return found


def _note(text: str | None) -> dict[str, str]:
    try:
        value = json.loads(text or "")
    except ValueError:
        return {}
    return {key: str(item) for key, item in value.items()} if isinstance(value, dict) else {}
