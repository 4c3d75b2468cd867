"""Gift messages folded to what was really given, pure.

A streak is a row of messages whose ``repeat_count`` is a running total; only its highest count has a value
(docs/topics/gift-streaks.md). It is named by its group id, or by (viewer, receiver, gift) when it has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeAlias

from archiver.model.batch import GiftStreak
from archiver.model.event import Gift

#: A streak whose end never came closes this long after its newest message.
CLOSE_AFTER_MS = 60_000
#: A message of a closed streak still counts for it this long after the newest one before.
LATE_MS = 120_000
_SWEEP_EVERY_MS = 1_000

_Key: TypeAlias = int | tuple[int | None, int | None, int]


class StreakFolder:
    """The streaks of one session. Feed gift messages in journal order; ``take`` gives what has changed since.

    Args:
        session_id: the session.
        streaks: those still open where the messages begin.
        streakable: gifts that are known to streak, for messages that do not describe theirs.
    """

    def __init__(self, session_id: int, streaks: Iterable[GiftStreak] = (), streakable: Collection[int] = ()) -> None:
        self._session_id = session_id
        self._streakable = set(streakable)
        self._streaks: dict[_Key, GiftStreak] = {}
        for streak in sorted(streaks, key=lambda s: s.first_seq):
            self._streaks[_key(streak)] = streak
        self._changed: dict[int, GiftStreak] = {}
        self._swept_at = 0

    def add(self, gift: Gift, seq: int, at: int) -> None:
        """Fold in a gift message. ``at`` is its instant by the server's clock."""
        if gift.gift_id == 0 and gift.viewer_id is None:
            return  # a placeholder of the platform, not a gift
        if not gift.gift_name and gift.gift_id in self._streakable:
            gift = gift._replace(is_streakable=True)
        elif gift.is_streakable:
            self._streakable.add(gift.gift_id)
        key = _key(gift)
        streak = self._streaks.get(key)
        if streak is None or not gift.is_streakable or not _takes(streak, at):
            self._put(key, self._new(gift, seq, at))
        else:
            self._put(key, _extended(streak, gift, seq, at))

    def advance(self, now: int) -> None:
        """Close what has been silent for too long at ``now`` (server clock), and forget what is out of reach."""
        if abs(now - self._swept_at) < _SWEEP_EVERY_MS:
            return
        self._swept_at = now
        for key, streak in list(self._streaks.items()):
            if not streak.is_closed and now > streak.last_at + CLOSE_AFTER_MS:
                self._put(key, streak._replace(is_closed=1))
            if now > streak.last_at + LATE_MS:
                del self._streaks[key]

    def close_all(self) -> None:
        """Close every open streak: the session is over."""
        for key, streak in self._streaks.items():
            if not streak.is_closed:
                self._put(key, streak._replace(is_closed=1))

    @property
    def has_changes(self) -> bool:
        """Whether ``take`` has something to give."""
        return bool(self._changed)

    def take(self) -> dict[int, GiftStreak]:
        """Streaks that are new or changed since the last call, by their first message."""
        changed, self._changed = self._changed, {}
        return changed

    def _put(self, key: _Key, streak: GiftStreak) -> None:
        self._streaks[key] = streak
        self._changed[streak.first_seq] = streak

    def _new(self, gift: Gift, seq: int, at: int) -> GiftStreak:
        is_closed = not gift.is_streakable or gift.is_streak_end
        return GiftStreak(
            self._session_id, seq, seq, gift.viewer_id, gift.receiver_id, gift.gift_id, gift.gift_name,
            gift.diamond_count, gift.group_id, max(gift.repeat_count, 1), at, at, int(is_closed),
        )  # fmt: skip


def _key(gift: Gift | GiftStreak) -> _Key:
    return gift.group_id or (gift.viewer_id, gift.receiver_id, gift.gift_id)


def _takes(streak: GiftStreak, at: int) -> bool:
    """Whether a message at ``at`` belongs to this streak, and not to a new one with the same name."""
    if not streak.is_closed or streak.group_id:
        return at <= streak.last_at + LATE_MS
    # Without a group id the next streak has the same name: only a message overtaken by the end is of this one.
    return at <= streak.last_at


def _extended(streak: GiftStreak, gift: Gift, seq: int, at: int) -> GiftStreak:
    return streak._replace(
        last_seq=max(streak.last_seq, seq),
        repeat_count=max(streak.repeat_count, gift.repeat_count),
        diamond_count=streak.diamond_count or gift.diamond_count,
        gift_name=streak.gift_name or gift.gift_name,
        last_at=max(streak.last_at, at),
        is_closed=int(streak.is_closed or gift.is_streak_end),
    )
