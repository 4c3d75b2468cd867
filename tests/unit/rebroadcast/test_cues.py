"""Scripts spelled out."""

from __future__ import annotations

from typing import Any

import pytest

from archiver.errors import ScenarioError
from archiver.rebroadcast.cues import Cue, GiftStep, broadcast_cues
from archiver.rebroadcast.scenario import Like, Scenario, Viewers


def _cues(**broadcast: Any) -> tuple[Cue, ...]:
    scenario = Scenario.model_validate(
        {
            "creator": {"unique_id": "someone", "nickname": "S"},
            "viewers": {"ana": {"nickname": "A"}, "bo": {"nickname": "B"}},
            "gifts": {
                "rose": {"gift_id": 1, "name": "Rose", "diamonds": 1, "is_streakable": True},
                "perfume": {"gift_id": 2, "name": "Perfume", "diamonds": 20},
            },
            "broadcast": [{"title": "t", "duration_s": 10, **broadcast}],
        }
    )
    return broadcast_cues(scenario, scenario.broadcast[0])


def _gift(**fields: Any) -> list[GiftStep]:
    event = {"at_s": 1, "kind": "gift", "viewer": "ana", "gift": "rose", **fields}
    return [cue for cue in _cues(event=[event]) if isinstance(cue, GiftStep)]


def test_a_streak_is_its_running_totals_and_an_end() -> None:
    """The end repeats the highest total, also where totals stepped back."""
    steps = _gift(counts=[1, 6, 4], every_s=0.5, group=3)
    assert [(step.at_s, step.count, step.is_end) for step in steps] == [
        (1.0, 1, False), (1.5, 6, False), (2.0, 4, False), (2.5, 6, True),
    ]  # fmt: skip
    assert {step.group for step in steps} == {3}


def test_a_streak_can_lack_its_end() -> None:
    """``has_end = false`` sends the totals only."""
    assert [step.is_end for step in _gift(counts=[1, 5], has_end=False)] == [False, False]


def test_a_gift_that_cannot_streak_is_one_message() -> None:
    """Its count may still be above one."""
    assert [(step.count, step.is_end) for step in _gift(gift="perfume", counts=[5])] == [(5, False)]


def test_cues_come_in_order_of_time() -> None:
    """Whatever the order in the file; of one instant in the file's order."""
    event = [
        {"at_s": 3, "kind": "chat", "viewer": "ana", "text": "late"},
        {"at_s": 1, "kind": "chat", "viewer": "ana", "text": "early"},
        {"at_s": 3, "kind": "join", "viewer": "bo"},
    ]
    assert [getattr(cue, "text", cue.kind) for cue in _cues(event=event)] == ["early", "late", "join"]  # type: ignore[union-attr]


def test_every_second_like_total_lags() -> None:
    """Likes come from the cast in turn; the second shard's totals are behind, so the total steps back."""
    likes = list(_cues(likes=[{"from_s": 0, "until_s": 3, "every_s": 1, "count": 5, "total_before": 100, "lag": 8}]))
    assert [(cue.total, cue.viewer) for cue in likes if isinstance(cue, Like)] == [
        (105, "ana"), (102, "bo"), (115, "ana"), (112, "bo"),
    ]  # fmt: skip


def test_viewer_counts_follow_the_curve() -> None:
    """Counts lie on the lines between the points and stay level outside; the total never falls."""
    counts = list(_cues(viewer_curve={"every_s": 2.5, "points": [[0, 10], [5, 20], [7.5, 4]]}))
    assert [(cue.viewers, cue.total) for cue in counts if isinstance(cue, Viewers)] == [
        (10, 10), (15, 15), (20, 20), (4, 20), (4, 20),
    ]  # fmt: skip


def test_generators_are_bounded() -> None:
    """A generator that would make too much is refused, and says what to change."""
    endless = {"from_s": 0, "until_s": 86_400, "every_s": 0.05}
    with pytest.raises(ScenarioError, match="raise every_s"):
        _cues(duration_s=86_400, joins=[endless])
