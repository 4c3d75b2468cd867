from __future__ import annotations

import json
from typing import Any

from hypothesis import given

from archiver.export import jsonl
from archiver.export.options import ExportOptions
from archiver.model.replay import ReplayItem
from tests.fakes.replay import chat, gift
from tests.unit.export.hostile import texts


def _records(items: list[ReplayItem], **options: Any) -> list[dict[str, Any]]:
    text = b"".join(jsonl.write(items, ExportOptions(**options))).decode()
    return [json.loads(line) for line in text.encode().decode().splitlines()]


def test_every_field_is_written_in_order() -> None:
    """A record holds every field of the item in the item's order, with shift, ISO time and the id as text beside."""
    item = gift(1500)
    (record,) = _records([item], shift_ms=250)
    extra = {"shown_ms": 1750, "at_iso": "2023-11-14T22:13:20.000Z", "viewer_id_str": "7000000000000000001"}
    assert record == {**item._asdict(), **extra}
    assert [name for name in record if name not in extra] == list(ReplayItem._fields)


def test_items_without_a_place_are_kept_unless_a_stretch_is_asked_for() -> None:
    """JSONL leaves nothing out on its own."""
    items = [chat(None, "lost"), chat(100, "a"), chat(900, "b", kind="emote")]
    assert [record["text"] for record in _records(items)] == ["lost", "a", "b"]
    assert [record["text"] for record in _records(items, from_ms=0, to_ms=500)] == ["a"]
    assert [record["text"] for record in _records(items, kinds=frozenset({"emote"}))] == ["b"]


def test_scripts_are_written_as_they_are() -> None:
    """Text is UTF-8, not escapes."""
    assert '"text":"你好 🎉"' in b"".join(jsonl.write([chat(0, "你好 🎉")], ExportOptions())).decode()


def test_an_instant_outside_the_calendar_has_no_iso_time() -> None:
    """A broken clock does not end an export."""
    assert _records([chat(0, at=1 << 62)])[0]["at_iso"] is None


@given(texts, texts)
def test_hostile_text_stays_one_record(name: str, text: str) -> None:
    """Whatever name and text are, there is one line, and only broken characters change."""
    (record,) = _records([chat(0, text, nickname=name)])
    assert len(record["text"]) == len(text)
    assert all(a == b or b == "\ufffd" for a, b in zip(text, record["text"], strict=True))
