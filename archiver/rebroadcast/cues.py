"""A broadcast's script as single messages in order: streaks and generators spelled out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from archiver.errors import ScenarioError
from archiver.rebroadcast.scenario import (
    MAX_CUES,
    BadFrame,
    Broadcast,
    ByViewer,
    Chat,
    Emote,
    FreeMessage,
    Gift,
    Joins,
    Like,
    Likes,
    Raw,
    RoomLine,
    Scenario,
    Subscribe,
    ViewerCurve,
    Viewers,
)


@dataclass(frozen=True, slots=True)
class GiftStep:
    """One message of a gift or of its streak."""

    at_s: float
    viewer: str
    gift: str
    count: int
    group: int
    is_end: bool
    receiver: str | None
    is_described: bool = True
    msg_id: int | None = None
    is_dated: bool = True


Cue: TypeAlias = (
    Chat | Emote | GiftStep | Like | ByViewer | Viewers | RoomLine | Subscribe | Raw | FreeMessage | BadFrame
)


def broadcast_cues(scenario: Scenario, broadcast: Broadcast) -> tuple[Cue, ...]:
    """Every message of the broadcast, by its second; at most MAX_CUES.

    Raises:
        ScenarioError: generators make more than that.
    """
    cast = tuple(scenario.viewers)
    cues = tuple(itertools.islice(_all_cues(scenario, broadcast, cast), MAX_CUES + 1))
    if len(cues) > MAX_CUES:
        raise ScenarioError(
            f"The broadcast {broadcast.title!r} has more than {MAX_CUES} messages; raise every_s of its generators."
        )
    return tuple(sorted((cue for cue in cues if cue.at_s <= broadcast.duration_s), key=lambda cue: cue.at_s))


def _all_cues(scenario: Scenario, broadcast: Broadcast, cast: tuple[str, ...]) -> Iterator[Cue]:
    for event in broadcast.event:
        if isinstance(event, Gift):
            yield from _gift_steps(event, is_streakable=scenario.gifts[event.gift].is_streakable)
        else:
            yield event
    for likes in broadcast.likes:
        yield from _likes(likes, cast)
    for joins in broadcast.joins:
        yield from _joins(joins, cast)
    if broadcast.viewer_curve is not None:
        yield from _viewer_counts(broadcast.viewer_curve, broadcast.duration_s)


def _gift_steps(gift: Gift, *, is_streakable: bool) -> Iterator[GiftStep]:
    """The running totals and, for what can streak, the message that ends it: the last total once more."""
    steps = [(count, False) for count in gift.counts]
    if is_streakable and gift.has_end:
        steps.append((max(gift.counts), True))
    for index, (count, is_end) in enumerate(steps):
        # A repeated number would make the rest of the streak repetitions of its first message.
        msg_id = gift.msg_id + index if gift.msg_id else None
        yield GiftStep(
            gift.at_s + index * gift.every_s, gift.viewer, gift.gift, count, gift.group, is_end, gift.receiver,
            gift.is_described, msg_id, gift.is_dated,
        )  # fmt: skip


def _instants(start_s: float, until_s: float, every_s: float) -> Iterator[float]:
    """From ``start_s`` to ``until_s``, computed by multiplication so that no error adds up."""
    for index in itertools.count():
        at_s = start_s + index * every_s
        if at_s > until_s:
            return
        yield round(at_s, 3)


def _likes(likes: Likes, cast: tuple[str, ...]) -> Iterator[Like]:
    total = likes.total_before
    for index, at_s in enumerate(_instants(likes.from_s, likes.until_s, likes.every_s)):
        total += likes.count
        told = max(0, total - likes.lag) if index % 2 else total
        yield Like(at_s=at_s, kind="like", viewer=cast[index % len(cast)], count=likes.count, total=told)


def _joins(joins: Joins, cast: tuple[str, ...]) -> Iterator[ByViewer]:
    for index, at_s in enumerate(_instants(joins.from_s, joins.until_s, joins.every_s)):
        yield ByViewer(at_s=at_s, kind="join", viewer=cast[index % len(cast)])


def _viewer_counts(curve: ViewerCurve, duration_s: float) -> Iterator[Viewers]:
    points = sorted(curve.points)
    total = 0
    before = 0
    for at_s in _instants(0.0, duration_s, curve.every_s):
        viewers = _on_lines(points, at_s)
        total += max(0, viewers - before)
        before = viewers
        yield Viewers(at_s=at_s, kind="viewers", viewers=viewers, total=total)


def _on_lines(points: list[tuple[float, int]], at_s: float) -> int:
    """The value at ``at_s`` on straight lines between the points; level outside."""
    if at_s <= points[0][0]:
        return points[0][1]
    for (start_s, start), (end_s, end) in itertools.pairwise(points):
        if at_s <= end_s:
            return round(start + (end - start) * (at_s - start_s) / (end_s - start_s))
    return points[-1][1]
