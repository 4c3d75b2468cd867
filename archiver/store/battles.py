"""When battles were fought, read for the marks of the session's video."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, case, func, or_, select

from archiver.model.interaction import BattleSpan
from archiver.store.interaction_tables import battle_points, battle_updates
from archiver.store.schema import creators, events, sessions

_RUNNING = ("open", "score")
_OVER = ("finish", "cut_short")


def list_battles(connection: Connection, session_id: int) -> Sequence[BattleSpan]:
    """The battles of a session in order; one that was only proposed is none."""
    update = battle_updates.c
    ended_at = func.min(case((update.phase.in_(_OVER), events.c.at)))
    query = (
        select(update.battle_id, func.min(events.c.at).label("began_at"), ended_at)
        .join(events, (events.c.session_id == update.session_id) & (events.c.seq == update.seq))
        .where(update.session_id == session_id, update.battle_id != 0, update.phase.in_(_RUNNING + _OVER))
        .group_by(update.battle_id)
        .order_by("began_at", update.battle_id)
    )
    opponents = _opponents(connection, session_id)
    return [
        BattleSpan(battle_id, began_at, over_at, tuple(opponents[battle_id]))
        for battle_id, began_at, over_at in connection.execute(query)
    ]


def _opponents(connection: Connection, session_id: int) -> dict[int, list[str]]:
    """Names by battle. Scores name people by number only; their names came when the battle was opened."""
    point = battle_points.c
    name = func.max(case((point.nickname != "", point.nickname), else_=point.unique_id))
    query = (
        select(point.battle_id, name)
        .join(sessions, sessions.c.id == point.session_id)
        .join(creators, creators.c.id == sessions.c.creator_id)
        .where(point.session_id == session_id)
        .where(or_(creators.c.user_id.is_(None), point.user_id != creators.c.user_id))
        .where(point.unique_id != creators.c.unique_id)
        .group_by(point.battle_id, point.user_id)
        .having(name != "")
        .order_by(point.battle_id, func.min(point.seq), func.min(point.number))
    )
    found: dict[int, list[str]] = defaultdict(list)
    for battle_id, opponent in connection.execute(query):
        found[battle_id].append(opponent)
    return found
