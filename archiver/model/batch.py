"""Rows on their way from the journal to the store: one batch is one transaction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from archiver.model import event, interaction
from archiver.model.event import ViewerFields


class EventRow(NamedTuple):
    """A row of ``events``; the field order is the column order."""

    session_id: int
    seq: int  #: ordinal of the message in the session's journals, from 1; gaps where a duplicate was dropped
    room_id: int
    method_id: int  #: code in ``methods``
    msg_id: int | None
    kind: str
    at: int  #: epoch ms, server clock: server_at when plausible, else received_at + skew
    server_at: int | None
    received_at: int  #: epoch ms, our clock
    viewer_id: int | None
    is_history: int
    journal: int  #: number of the journal file
    position: int  #: byte position of the record in it
    detail: str | None
    text: str | None = None


class GiftStreak(NamedTuple):
    """A row of ``gift_streaks``, upserted by (session_id, first_seq). A single gift is a streak of one message."""

    session_id: int
    first_seq: int
    last_seq: int
    viewer_id: int | None
    receiver_id: int | None
    gift_id: int
    gift_name: str
    diamond_count: int  #: diamonds for one piece
    group_id: int
    repeat_count: int  #: highest repeat count seen
    first_at: int
    last_at: int
    is_closed: int


#: Place of ``seq`` in the rows of ``events`` and of bodies.
SEQ_AT: Final = 1
#: Further places in an EventRow.
KIND_AT: Final = 5
INSTANT_AT: Final = 6  #: of its ``at``
TEXT_AT: Final = 14

#: An EventRow as a plain tuple, which costs half of a named one.
EventValues: TypeAlias = tuple[
    int, int, int, int, int | None, str, int, int | None, int, int | None, int, int, int, str | None, str | None
]


@dataclass(slots=True)
class Batch:
    """What one transaction commits: rows, and how far into the journal they reach."""

    session_id: int
    journal: int
    end_position: int  #: byte position in the journal up to which everything is in this batch or an earlier one
    next_seq: int
    rows: list[EventValues] = field(default_factory=list)  #: of ``events``
    #: table name -> rows (session_id, seq, *body); tables are those of ``BODY_TABLES``
    bodies: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    viewers: dict[int, ViewerFields] = field(default_factory=dict)  #: latest identity of everyone seen in the batch
    viewers_at: int = 0  #: instant to note as "last seen" for them
    streaks: dict[int, GiftStreak] = field(default_factory=dict)  #: first_seq -> state

    @property
    def events(self) -> tuple[EventRow, ...]:
        """The rows of ``events`` by the names of their columns, made for each call."""
        return tuple(map(EventRow._make, self.rows))


#: Table of each body type (the columns are the body's fields).
BODY_TABLES: dict[type[NamedTuple], str] = {
    event.Chat: "chats",
    event.Gift: "gifts",
    event.Like: "likes",
    event.Join: "joins",
    event.Follow: "follows",
    event.Share: "shares",
    event.ViewerCount: "viewer_counts",
    event.Control: "controls",
    event.RoomText: "room_texts",
    event.Subscription: "subscriptions",
    interaction.RoomRank: "room_ranks",
    interaction.BattleUpdate: "battle_updates",
    interaction.BattlePoint: "battle_points",
    interaction.BattleSupporter: "battle_supporters",
    interaction.Guest: "guests",
    interaction.GuestScore: "guest_scores",
    interaction.Poll: "polls",
    interaction.PollOption: "poll_options",
    interaction.Question: "questions",
    interaction.Caption: "captions",
    interaction.Pin: "pins",
    interaction.Deletion: "deletions",
    interaction.Envelope: "envelopes",
    interaction.Goal: "goals",
    interaction.GoalStep: "goal_steps",
    interaction.Barrage: "barrages",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """What replacing the event rows of a session has done: rows by kind."""

    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)  #: of those after, which say something else than before


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalState:
    """How far the projection of a session has come, as committed with its rows."""

    journal: int  #: number of the journal file; 0 before the first
    position: int
    next_seq: int
    open_streaks: tuple[GiftStreak, ...] = ()  #: those not closed yet
    streakable_gifts: frozenset[int] = frozenset()  #: by the platform's gift list
