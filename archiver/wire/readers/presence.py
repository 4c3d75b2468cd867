"""Who is there and what they do: likes, joins, follows, shares."""

from __future__ import annotations

import json

from archiver.model.event import Follow, Join, Like, Share, new_tuple
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.people import read_viewer
from archiver.wire.readers.reading import Reading
from archiver.wire.values import clean_text

_JOINED = 1
_FOLLOWED = 1
_SHARED = range(2, 6)

# Looked up once, not for every message.
_parse_like = pb.LikeMessage.FromString
_parse_member = pb.MemberMessage.FromString


def read_like(payload: bytes) -> Reading:
    """A batch of likes by one viewer."""
    like = _parse_like(payload)
    viewer = read_viewer(like.user)
    body = new_tuple(Like, (viewer[0] if viewer else None, like.count, like.total))
    return "like", like.common, viewer, body, None, None


def read_member(payload: bytes) -> Reading:
    """A join, or another action about a member (moderation, settings), whose number is kept."""
    member = _parse_member(payload)
    viewer = read_viewer(member.user)
    action = member.action
    body = new_tuple(Join, (viewer[0] if viewer else None, action, member.member_count))
    if action == _JOINED:
        return "join", member.common, viewer, body, None, None
    description = clean_text(member.action_description)
    detail = json.dumps({"action_description": description}, ensure_ascii=False) if description else None
    return "member", member.common, viewer, body, detail, description or None


def read_social(payload: bytes) -> Reading:
    """A follow or a share, told apart by the key of the shown text, else by the action; the rest is kept as social."""
    social = pb.SocialMessage.FromString(payload)
    common = social.common
    viewer = read_viewer(social.user)
    viewer_id = viewer[0] if viewer else None
    key = clean_text(common.display_text.key)
    action = social.action
    if "follow" in key or (not key and action == _FOLLOWED):
        return "follow", common, viewer, Follow(viewer_id, social.follow_count), None, None
    if "share" in key or (not key and action in _SHARED):
        return "share", common, viewer, Share(viewer_id, social.share_count), None, None
    return "social", common, viewer, None, json.dumps({"key": key, "action": action}, ensure_ascii=False), None
