"""When to look at a live playlist next, pure: seldom, and often just before a segment is due."""

from __future__ import annotations

#: While a segment is due, and otherwise at most, between two looks.
CLOSE_MS = 200
SELDOM_MS = 4_000
#: A look is refused or nothing is new: how long that lasts before it is only looked at seldom.
PATIENCE = 30
#: The looks around a due segment are spread by the golden ratio, so that they do not keep step with the segments:
#: always arriving 150 ms late would look like a latency.
_GOLDEN = 0.618034


def next_look_ms(length_ms: int, since_news_ms: int, looks: int) -> int:
    """How long to wait.

    Args:
        length_ms: of the newest segment.
        since_news_ms: since a playlist brought something new.
        looks: how many there have been in all.
    """
    due_in_ms = length_ms * 3 // 4 - since_news_ms
    if due_in_ms > CLOSE_MS:
        return min(due_in_ms, SELDOM_MS)
    if since_news_ms > length_ms + PATIENCE * CLOSE_MS:
        return SELDOM_MS
    return CLOSE_MS // 2 + round(CLOSE_MS * (looks * _GOLDEN % 1))
