"""Replay items for tests of exports."""

from __future__ import annotations

from typing import Any

from archiver.model.replay import ReplayItem

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
)


def chat(offset_ms: int | None, text: str = "hello", nickname: str = "Ann", **fields: Any) -> ReplayItem:
    """A comment."""
    return _CHAT._replace(offset_ms=offset_ms, position_ms=offset_ms, text=text, nickname=nickname, **fields)


def gift(offset_ms: int | None, name: str = "Rose", quantity: int = 5, diamonds: int = 5, **fields: Any) -> ReplayItem:
    """A gift streak."""
    return chat(
        offset_ms, "", kind="gift", gift_id=5655, gift_name=name, quantity=quantity, diamonds=diamonds
    )._replace(**fields)
