"""Battles between creators: lifecycle, scores, punishment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import TypeVar

from archiver.model.event import Bodies, ViewerFields
from archiver.model.interaction import BattlePoint, BattleSupporter, BattleUpdate
from archiver.wire.pb import details_pb2 as pb
from archiver.wire.values import clean_text, person_id, to_instant

_T = TypeVar("_T")

#: More take no part in any battle; a hostile message may claim them.
_MAX_PEOPLE = 32
_MAX_SUPPORTERS = 64
_PHASES = {1: "invite", 2: "reject", 3: "cancel", 4: "open", 5: "finish", 6: "cut_short", 7: "accept"}
_WON, _LOST, _DRAW = range(3)
_RESULTS = frozenset({_WON, _LOST, _DRAW})


@dataclass(slots=True)
class _Side:
    """What one message tells of one creator."""

    unique_id: str = ""
    nickname: str = ""
    team_id: int = 0
    score: int | None = None
    result: int | None = None


class _Sides:
    """The creators of one message, gathered from its several parts."""

    def __init__(self) -> None:
        self._sides: dict[int, _Side] = {}
        self._supporters: list[tuple[int, pb.BattleUserArmy]] = []

    def __getitem__(self, user_id: int) -> _Side:
        if user_id not in self._sides and len(self._sides) >= _MAX_PEOPLE:
            return _Side()
        return self._sides.setdefault(user_id, _Side())

    def add_army(self, user_id: int, army: pb.BattleUserArmies) -> None:
        """A creator's score and leading supporters."""
        self[user_id].score = army.hostscore
        self._supporters += [(user_id, supporter) for supporter in army.user_armies[:_MAX_SUPPORTERS]]

    def add_teams(self, teams: Iterable[pb.BattleTeamUserArmies | pb.BattleTeamResult]) -> None:
        """Teams with the scores of their members."""
        for team in islice(teams, _MAX_PEOPLE):
            for member in team.team_user[:_MAX_PEOPLE]:
                side = self[member.user_id]
                side.team_id = team.team_id
                side.score = member.score if side.score is None else max(side.score, member.score)

    def rows(self, battle_id: int) -> list[BattlePoint | BattleSupporter]:
        """Rows for the tables; nobody is without an id."""
        told = [(user_id, side) for user_id, side in self._sides.items() if user_id]
        points = [
            BattlePoint(
                number, battle_id, side.team_id, user_id, side.unique_id, side.nickname, side.score, side.result
            )
            for number, (user_id, side) in enumerate(told, 1)
        ]
        helpers = [(user_id, each) for user_id, each in self._supporters if user_id and each.user_id]
        supporters = [
            BattleSupporter(
                number, battle_id, user_id, each.user_id, clean_text(each.nickname), each.score, each.diamond_score
            )
            for number, (user_id, each) in enumerate(helpers[:_MAX_SUPPORTERS], 1)
        ]
        return [*points, *supporters]

    def line(self) -> str:
        """The score as a line: ``Anna 707 : 12 Bert``, names as far as they are told."""
        told = [(side.nickname or side.unique_id, side.score) for user_id, side in self._sides.items() if user_id]
        return " : ".join(" ".join(filter(None, (name, "" if score is None else str(score)))) for name, score in told)


def read_battle(message: pb.LinkMicBattle, _: ViewerFields | None) -> tuple[Bodies, str | None]:
    """The lifecycle of a battle: who takes part, in which teams, and how it ended."""
    sides = _Sides()
    for entry in message.anchors_info[:_MAX_PEOPLE]:
        user = entry.value.user
        side = sides[user.user_id or entry.key]
        side.unique_id, side.nickname = clean_text(user.display_id), clean_text(user.nick_name)
    for wrapper in message.armies[:_MAX_PEOPLE]:
        sides.add_army(wrapper.key, wrapper.value)
    for team in message.team_member[:_MAX_PEOPLE]:
        for user_id in team.user_id[:_MAX_PEOPLE]:
            sides[user_id].team_id = team.team_id
    sides.add_teams(message.team_armies)
    sides.add_teams(message.team_battle_result)
    for team_result in message.team_battle_result[:_MAX_PEOPLE]:
        for member in team_result.team_user[:_MAX_PEOPLE]:
            sides[member.user_id].result = _result(team_result.result)
    for user_id, result in _sorted(message.battle_result):
        side = sides[user_id]
        side.score, side.result = result.score, _result(result.result)
    phase = _PHASES.get(message.action, "other")
    settings = message.battle_settings
    update = _update(
        message.battle_id or settings.battle_id, phase, message.action, settings, message.action_by_user_id
    )
    return [update, *sides.rows(update.battle_id)], f"battle {phase}: {sides.line()}".removesuffix(": ")


def read_armies(message: pb.LinkMicArmies, _: ViewerFields | None) -> tuple[Bodies, str | None]:
    """The scores of a battle."""
    sides = _Sides()
    for user_id, army in _sorted(message.armies):
        sides.add_army(user_id, army)
    sides.add_teams(message.team_armies)
    update = _update(
        message.battle_id, "score", message.trigger_reason, message.battle_settings, message.from_user_id
    )  # fmt: skip
    return [update, *sides.rows(update.battle_id)], sides.line()


def read_punish_finish(message: pb.LinkMicBattlePunishFinish, _: ViewerFields | None) -> tuple[Bodies, str | None]:
    """The end of a punishment."""
    settings = message.battle_settings
    return [_update(message.battle_id, "punish_finish", message.reason, settings, message.op_uid)], None


def read_task(message: pb.LinkmicBattleTaskMessage, _: ViewerFields | None) -> tuple[Bodies, str | None]:
    """A bonus task within a battle; the action is 0 start, 1 progress, 2 settled, 3 reward."""
    actor = message.task_update.from_user_id
    return [_update(message.battle_id, "task", message.task_message_type, pb.BattleSetting(), actor)], None


def read_item(message: pb.LinkMicBattleItemCard, _: ViewerFields | None) -> tuple[Bodies, str | None]:
    """A battle item was won or used; the action is the platform's number of the case."""
    return [_update(message.battle_id, "item", message.msg_type, pb.BattleSetting(), 0)], None


def _update(battle_id: int, phase: str, action: int, settings: pb.BattleSetting, actor_id: int) -> BattleUpdate:
    started_at, seconds = to_instant(settings.start_time_ms), settings.duration
    return BattleUpdate(
        battle_id, phase, action, settings.status, started_at, seconds * 1000 if seconds > 0 else None,
        to_instant(settings.end_time_ms), person_id(actor_id),
    )  # fmt: skip


def _result(result: int) -> int | None:
    return result if result in _RESULTS else None


def _sorted(by_user: Mapping[int, _T]) -> list[tuple[int, _T]]:
    """A map of the wire in an order that does not depend on the program's run."""
    return [(user_id, by_user[user_id]) for user_id in nsmallest(_MAX_PEOPLE, by_user)]
