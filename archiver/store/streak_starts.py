"""Where gift streaks begin when the platform repeats messages that are stored already.

A streak is known by its first message. When that one is left out as a duplicate (an earlier session of the room holds
it), the streak begins at the first message that was kept, or is not there at all: every row of ``gift_streaks`` has
its message in ``events``, and what was repeated is not counted again.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from archiver.model.batch import INSTANT_AT, SEQ_AT, Batch, GiftStreak
from archiver.model.event import Gift


class Start(NamedTuple):
    """The first message that was kept of a streak."""

    seq: int
    at: int


#: (session, first message as the event log knows it) -> where the streak begins instead; None: nothing was kept yet.
Starts: TypeAlias = dict[tuple[int, int], Start | None]


def settle(batch: Batch, dropped: set[int], known: Starts) -> tuple[dict[int, GiftStreak], Starts]:
    """The batch's streaks as they are to be stored, and the starts that this teaches.

    Args:
        batch: without the messages left out.
        dropped: ordinals of the messages left out of this batch.
        known: starts learned from earlier batches.
    """
    streaks: dict[int, GiftStreak] = {}
    learned: Starts = {}
    for first_seq, streak in batch.streaks.items():
        name, placed = (streak.session_id, first_seq), streak
        if first_seq in dropped or name in known:
            start = known.get(name) or _first_kept(batch, streak)
            learned[name] = start
            if start is None:
                continue
            placed = streak._replace(first_seq=start.seq, first_at=start.at)
        if streak.last_seq not in dropped:  # messages arrive in order: one whose last message is known is not news
            streaks[placed.first_seq] = placed
    return streaks, learned


def _first_kept(batch: Batch, streak: GiftStreak) -> Start | None:
    gifts = batch.bodies.get("gifts", ())
    seqs = {row[SEQ_AT] for row in gifts if _is_of(streak, row[SEQ_AT], Gift(*row[SEQ_AT + 1 :]))}
    return next((Start(row[SEQ_AT], row[INSTANT_AT]) for row in batch.rows if row[SEQ_AT] in seqs), None)


def _is_of(streak: GiftStreak, seq: int, gift: Gift) -> bool:
    if not streak.first_seq < seq <= streak.last_seq:
        return False
    if streak.group_id or gift.group_id:
        return streak.group_id == gift.group_id
    return (streak.viewer_id, streak.receiver_id, streak.gift_id) == (gift.viewer_id, gift.receiver_id, gift.gift_id)
