"""Who a message is from: the viewer, and the roles that identity, badges and attributes give."""

from __future__ import annotations

from typing import TypeAlias

from archiver.model.event import ViewerFields
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.values import are_clean, clean_text

# Badge scenes.
_MODERATOR = 1
_SUBSCRIBER = frozenset({4, 7})
_GIFTER_LEVEL = 8
_FAN_LEVEL = 10

_MAX_BADGES = 100

#: What someone is in this room: moderator, subscriber, gifter level, fan level.
Roles: TypeAlias = tuple[bool, bool, int | None, int | None]


def read_viewer(user: pb.User) -> ViewerFields | None:
    """The viewer, or None for a hidden one (id 0, or no user at all)."""
    user_id = user.id
    if not user_id:
        return None
    texts = user.display_id, user.nickname, user.sec_uid, user.avatar_thumb.url
    unique_id, nickname, sec_uid, avatar_url = texts
    if not are_clean(texts):
        unique_id, nickname, sec_uid, avatar_url = map(clean_text, texts)
    return user_id, unique_id, nickname, sec_uid, avatar_url


def read_roles(user: pb.User, identity: pb.Identity) -> Roles:
    """Roles by every sign there is: a moderator, for one, is told by identity, attribute or badge, rarely by all."""
    is_moderator = identity.is_moderator or user.user_attr.is_admin
    is_subscriber = identity.is_subscriber or user.is_subscribe
    gifter_level: int | None = None
    fan_level: int | None = user.fans_club_info.level or None
    badges = user.badge_list
    for badge in badges[:_MAX_BADGES] if badges else ():
        scene = badge.scene_type
        if scene == _GIFTER_LEVEL:
            gifter_level = _badge_level(badge) or gifter_level
        elif scene == _FAN_LEVEL:
            fan_level = _badge_level(badge) or fan_level
        elif scene == _MODERATOR:
            is_moderator = True
        elif scene in _SUBSCRIBER:
            is_subscriber = True
    return is_moderator, is_subscriber, gifter_level, fan_level


def _badge_level(badge: pb.Badge) -> int | None:
    """The level a badge shows; its log data has it as digits, older ones only print it."""
    text = badge.privilege_log_extra.level
    if not _is_level(text):
        text = badge.combine.str
    return int(text) or None if _is_level(text) else None


def _is_level(text: str) -> bool:
    return 0 < len(text) <= 6 and text.isdigit() and text.isascii()
