"""What is remembered of months."""

from __future__ import annotations

from archiver.newest import Newest


def test_the_oldest_goes() -> None:
    """Who is put again is the newest, and keeps its place."""
    newest = Newest[int, str](2)
    for key in (1, 2, 1, 3):
        newest.put(key, f"value {key}")
    assert dict(newest) == {1: "value 1", 3: "value 3"}
