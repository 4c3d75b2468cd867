"""Replay items for tests of exports."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from archiver.model.replay import NO_RECORDING, RecordedBattle, RecordedGap, RecordedPart, Recording, ReplayItem

_CHAT = ReplayItem(
    session_id=1,
    seq=1,
    kind="chat",
    offset_ms=0,
    segment=1,
    position_ms=0,
    in_gap=False,
    sync_kind="arrival",
    error_ms=120,
    at=1_700_000_000_000,
    is_history=False,
    viewer_id=7_000_000_000_000_000_001,
    unique_id="ann",
    nickname="Ann",
    text="hello",
    is_moderator=False,
    is_subscriber=False,
    gift_id=None,
    gift_name="",
    quantity=None,
    diamonds=None,
    language="en",
)


def chat(offset_ms: int | None, text: str = "hello", nickname: str = "Ann", **fields: Any) -> ReplayItem:
    """A comment."""
    return _CHAT._replace(offset_ms=offset_ms, position_ms=offset_ms, text=text, nickname=nickname, **fields)


def gift(offset_ms: int | None, name: str = "Rose", quantity: int = 5, diamonds: int = 5, **fields: Any) -> ReplayItem:
    """A gift streak."""
    return chat(
        offset_ms, "", kind="gift", gift_id=5655, gift_name=name, quantity=quantity, diamonds=diamonds, language=""
    )._replace(**fields)


def part(number: int = 1, *, offset_ms: int = 0, **fields: Any) -> RecordedPart:
    """A finished part of a minute."""
    usual = {"duration_ms": 60_000, "started_at": 1_700_000_000_000, "file": f"{number:03d}.mp4", "width": 720,
             "height": 1280}  # fmt: skip
    return RecordedPart(number=number, offset_ms=offset_ms, **(usual | fields))


def recording(
    *parts: RecordedPart,
    gaps: tuple[RecordedGap, ...] = (),
    battles: tuple[RecordedBattle, ...] = (),
    **fields: Any,
) -> Recording:
    """An ended session of @ann."""
    usual = {"id": 1, "unique_id": "ann", "nickname": "Ann", "title": "Cats", "room_id": 7_400_000_000_000_000_001,
             "folder": "ann/7400", "file": "ann/7400/ann.mp4", "started_at": 1_700_000_000_000,
             "ended_at": 1_700_000_120_000, "duration_ms": 120_000, "segments": len(parts)}  # fmt: skip
    return Recording(session=replace(NO_RECORDING.session, **(usual | fields)), parts=parts, gaps=gaps, battles=battles)
