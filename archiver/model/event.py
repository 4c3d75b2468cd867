"""What happens in a room, as decoded from the wire.

Bodies are named tuples whose fields are, in order, the columns of their table after ``(session_id, seq)``: a decoded
event *is* its row, which is what keeps ingest cheap (docs/decisions/events-are-row-tuples.md).
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from archiver.model.interaction import Interaction

#: Makes a named tuple of a plain one without a call in Python, in less than half the time; nothing checks the fields.
#: For what is made for every message.
new_tuple = tuple.__new__


class Viewer(NamedTuple):
    """Someone in the room, as one message shows them. ``user_id`` 0 is never made: hidden viewers give None."""

    user_id: int
    unique_id: str
    nickname: str
    sec_uid: str
    avatar_url: str


#: A Viewer as a plain tuple, for the same reason as EventFields.
ViewerFields: TypeAlias = tuple[int, str, str, str, str]


class Chat(NamedTuple):
    """A comment, or an emote message (``text`` empty, ``emotes`` set)."""

    viewer_id: int | None
    text: str
    language: str
    emotes: str | None  #: JSON list of {"index", "id", "url"}, or None
    is_moderator: bool
    is_subscriber: bool
    gifter_level: int | None
    fan_level: int | None


class Gift(NamedTuple):
    """One gift message. Of a streak only the highest count has a value: see GiftStreak."""

    viewer_id: int | None
    receiver_id: int | None  #: the creator or a guest; None: not told
    gift_id: int
    gift_name: str
    diamond_count: int  #: diamonds for one piece
    repeat_count: int  #: running total of the streak
    combo_count: int
    group_id: int  #: names the streak; 0: none given
    is_streakable: bool  #: gift type 1
    is_streak_end: bool


class Like(NamedTuple):
    """A batch of likes. Totals come from several shards and can go backwards: keep the maximum."""

    viewer_id: int | None
    like_count: int
    total: int


class Join(NamedTuple):
    """Someone entered (action 1), or another member action."""

    viewer_id: int | None
    action: int
    viewer_count: int


class Follow(NamedTuple):
    """A viewer follows the creator."""

    viewer_id: int | None
    follower_count: int  #: the creator's total, 0 when not told


class Share(NamedTuple):
    """A viewer shared the LIVE, or people came through a share."""

    viewer_id: int | None
    share_count: int


class ViewerCount(NamedTuple):
    """How many watch now and how many have watched so far."""

    viewers: int
    total_viewers: int
    anonymous: int
    popularity: int


class Control(NamedTuple):
    """The room's own word about the broadcast; ``action`` as in ControlSignal."""

    action: int
    tips: str
    reason: str


class RoomText(NamedTuple):
    """A line of the room itself: welcome and notice lines, the creator's intro."""

    viewer_id: int | None
    text: str
    language: str


class Subscription(NamedTuple):
    """A viewer subscribed to the creator."""

    viewer_id: int | None
    months: int
    is_gifted: bool
    is_renewal: bool


Body: TypeAlias = (
    Chat | Gift | Like | Join | Follow | Share | ViewerCount | Control | RoomText | Subscription | Interaction
)  # fmt: skip

#: What an event has to say in tables of its own: one row, or several.
Bodies: TypeAlias = Body | list[Body]

#: Every value of ``Event.kind``; unknown: a method without decoder; undecodable: a payload its decoder refused;
#: connection: not a message, but the beginning or the end of a connection, or why there was none.
KINDS = (
    "chat", "emote", "gift", "like", "join", "masked_join", "member", "follow", "share", "social", "viewers", "control",
    "room_message", "intro", "subscribe",
    "battle", "battle_score", "battle_task", "battle_item", "battle_punish", "battle_notice",
    "guest", "guest_state", "guest_score",
    "question", "poll", "caption", "pin", "delete", "goal", "envelope", "goody_bag", "portal",
    "barrage", "level_up", "super_fan", "fan_club", "subscriber_event", "gift_notice", "donation",
    "rank", "rank_text", "shop", "banner", "notice", "warning", "access",
    "screen_chat", "star_comment", "comment_tray", "greeting", "summary",
    "game", "karaoke", "live_show", "countdown", "event_card", "sticker", "hashtag", "picks",
    "boost", "room_stats", "speaker", "probe",
    "unknown", "undecodable", "connection",
)  # fmt: skip


class Event(NamedTuple):
    """One message of the stream, typed as far as we understand it."""

    kind: str
    method: str
    msg_id: int | None  #: None (0 on the wire) is never de-duplicated
    server_at: int | None  #: epoch ms by TikTok's clock; None when the message has none
    is_history: bool  #: replayed from before we connected
    viewer: Viewer | None
    body: Bodies | None  #: None: only the envelope is understood; the raw message stays in the journal
    detail: str | None  #: JSON of what has no column, or the decoder's complaint
    text: str | None = None  #: the line a replay shows, for what has no table of its own that says it


#: An Event as a plain tuple, which costs half of a named one: one is made for every message, and taken apart at once.
EventFields: TypeAlias = tuple[
    str, str, int | None, int | None, bool, ViewerFields | None, Bodies | None, str | None, str | None
]
