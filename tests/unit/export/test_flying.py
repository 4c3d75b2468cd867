from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from archiver.export import ass
from archiver.export.layout import AssOptions
from archiver.model.replay import ReplayItem
from tests.fakes.replay import chat, gift


def _lines(items: Iterable[ReplayItem], **options: Any) -> list[str]:
    text = b"".join(ass.write(items, AssOptions(layout="flying", **options))).decode()
    return [line for line in text.splitlines() if line.startswith("Dialogue:")]


def _lane(line: str) -> int:
    match = re.search(r"\\clip\(0,(\d+),", line)
    assert match
    return int(match[1])


def test_comments_fly_and_gifts_stand_above_them() -> None:
    """A comment crosses the picture without its name, a gift stands at the top, the room's line at the bottom."""
    comment, present, notice = _lines([chat(0, "hello"), gift(0), chat(0, "Welcome", "", kind="room_message")])
    assert r"\move(720," in comment
    assert comment.endswith("}hello")
    assert r"\an8\pos(360," in present
    assert "Ann → Rose ×5" in present
    assert _lane(present) < _lane(comment) < 1280 * 0.6 < _lane(notice)


def test_a_flood_is_left_out_and_not_drawn_over_itself() -> None:
    """No more comments at once than lanes; those that find none within a second are left out."""
    lines = _lines([chat(number, "x" * 30) for number in range(500)], lines=4)
    assert len(lines) < 40
    assert len({_lane(line) for line in lines}) == 4


def test_the_used_area_can_be_chosen() -> None:
    """A smaller area has fewer lanes, and all of them lie within it."""
    items = [chat(0, "x" * 30) for _ in range(100)]
    small, large = ({_lane(line) for line in _lines(items, area=area)} for area in (30, 100))
    assert len(small) < len(large)
    assert max(small) < 1280 * 0.3
    assert max(large) < 1280


def test_a_cut_flight_keeps_its_speed() -> None:
    """At the end of the asked stretch a comment stops being shown, in mid-flight."""
    (line,) = _lines([chat(0)], to_ms=3000)
    assert "0:00:03.00,Chat" in line
    assert re.search(r"\\move\([-\d,]+,0,8000\)", line)


def test_a_long_comment_is_cut() -> None:
    """Nothing is broader than two pictures, or it would rush past."""
    (line,) = _lines([chat(0, "word " * 90)])
    assert line.endswith("…")
    match = re.search(r"\\move\(720,\d+,-(\d+),", line)
    assert match
    assert int(match[1]) <= 2.3 * 720
