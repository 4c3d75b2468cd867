"""Cues to the bytes the platform would send: one builder for each kind of message."""

from __future__ import annotations

from dataclasses import dataclass

from google.protobuf.message import Message as Protobuf

from archiver.rebroadcast.cues import Cue, GiftStep
from archiver.rebroadcast.message_bodies import fill
from archiver.rebroadcast.scenario import (
    ByViewer,
    Chat,
    CreatorEntry,
    Emote,
    FreeMessage,
    GiftEntry,
    Like,
    Raw,
    RoomLine,
    Scenario,
    Subscribe,
    ViewerEntry,
    Viewers,
    derived_id,
)
from archiver.wire.pb import webcast_pb2 as pb

# Badge scenes of the platform.
_MODERATOR, _SUBSCRIBER, _GIFTER, _FAN = 1, 4, 8, 10
_SOCIAL_ACTIONS = {"follow": (1, "pm_main_follow_message_viewer_2"), "share": (3, "pm_mt_guidance_share")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What every message of a room carries."""

    room_id: int
    msg_id: int
    sent_at: int  #: epoch ms; 0: the message is to have no date
    viewers: int = 0  #: watching at that moment


class MessageBuilder:
    """Makes the messages of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._users = {name: _viewer_user(name, entry) for name, entry in scenario.viewers.items()}
        self._creator = creator_user(scenario.creator)

    def build(self, cue: Cue, envelope: Envelope) -> pb.Message:
        """The message of a cue, ready for a fetch result. ``cue`` must not be a BadFrame: that is no message."""
        if isinstance(cue, Raw):
            return pb.Message(method=cue.method, payload=bytes.fromhex(cue.payload_hex), msg_id=envelope.msg_id)
        return seal(*self._body(cue, envelope), envelope)

    def _body(self, cue: Cue, envelope: Envelope) -> tuple[str, Protobuf]:
        made: tuple[str, Protobuf]
        match cue:
            case Chat():
                made = "WebcastChatMessage", self.chat(cue.viewer, cue.text, cue.language)
            case Emote():
                made = "WebcastEmoteChatMessage", self._emote(cue)
            case GiftStep():
                made = "WebcastGiftMessage", self._gift(cue)
            case Like():
                made = "WebcastLikeMessage", self._like(cue)
            case ByViewer(kind="join"):
                made = "WebcastMemberMessage", self._join(cue, envelope.viewers)
            case ByViewer():
                made = "WebcastSocialMessage", self._social(cue)
            case Viewers():
                made = "WebcastRoomUserSeqMessage", viewer_count(cue.viewers, cue.total)
            case RoomLine(kind="intro"):
                made = "WebcastLiveIntroMessage", self.intro(cue.text)
            case RoomLine():
                made = "RoomMessage", pb.RoomMessage(content=cue.text)
            case Subscribe():
                made = "WebcastSubNotifyMessage", self._subscription(cue)
            case FreeMessage():
                made = cue.method, fill(cue.method, cue.body, self._users.__getitem__)
            case _:
                raise TypeError(f"{type(cue).__name__} is no message")
        return made

    def chat(self, viewer: str, text: str, language: str = "") -> pb.ChatMessage:
        """A comment of a member of the cast."""
        entry = self._scenario.viewers[viewer]
        return pb.ChatMessage(
            user=self._users[viewer], content=text, content_language=language, user_identity=_identity(entry)
        )

    def intro(self, text: str) -> pb.LiveIntroMessage:
        """The creator's introduction. Its user lacks the handle, as on the platform."""
        user = pb.User(id=self._creator.id, nickname=self._creator.nickname)
        return pb.LiveIntroMessage(id=self._creator.id, content=text, user=user, content_language="en")

    def _emote(self, cue: Emote) -> pb.EmoteChatMessage:
        image = pb.Image(url_list=[f"http://127.0.0.1/emotes/{cue.emote_id}.webp"], uri=f"emotes/{cue.emote_id}")
        return pb.EmoteChatMessage(
            user=self._users[cue.viewer], emote_list=[pb.Emote(emote_id=cue.emote_id, image=image)]
        )

    def _gift(self, step: GiftStep) -> pb.GiftMessage:
        entry = self._scenario.gifts[step.gift]
        body = pb.GiftMessage(
            gift_id=entry.gift_id, group_count=1, repeat_count=step.count, combo_count=step.count,
            user=self._users[step.viewer], repeat_end=int(step.is_end),
            gift=_gift_struct(entry) if step.is_described else None,
            to_user=self._users[step.receiver] if step.receiver else self._creator,
            user_identity=_identity(self._scenario.viewers[step.viewer]),
        )  # fmt: skip
        if step.group:
            body.group_id = gift_group_id(step.viewer, step.group)
        return body

    def _like(self, cue: Like) -> pb.LikeMessage:
        return pb.LikeMessage(count=cue.count, total=cue.total, user=self._users[cue.viewer])

    def _join(self, cue: ByViewer, viewers: int) -> pb.MemberMessage:
        return pb.MemberMessage(user=self._users[cue.viewer], action=1, member_count=viewers)

    def _subscription(self, cue: Subscribe) -> pb.SubNotifyMessage:
        is_renewal = cue.months > 1
        return pb.SubNotifyMessage(
            user=self._users[cue.viewer], sub_month=cue.months, old_subscribe_status=int(is_renewal)
        )

    def _social(self, cue: ByViewer) -> pb.SocialMessage:
        action, key = _SOCIAL_ACTIONS[cue.kind]
        user = self._users[cue.viewer]
        body = pb.SocialMessage(user=user, action=action, share_type=int(cue.kind == "share"))
        # Some clients read display_text of a social message without looking whether it is there.
        hole = pb.Text.Piece(type=11, user_value=pb.Text.UserValue(user=user))
        verb = "followed the LIVE creator" if cue.kind == "follow" else "shared the LIVE"
        body.common.display_text.CopyFrom(pb.Text(key=key, default_pattern="{0:user} " + verb, pieces=[hole]))
        if cue.kind == "follow":
            body.follow_count = self._scenario.creator.followers
        else:
            body.share_count = 1
        return body


def seal(method: str, body: Protobuf, envelope: Envelope, *, sample_flag: int = 0) -> pb.Message:
    """Put a message body into its envelope; fills its common part."""
    common = body.common  # type: ignore[attr-defined] # every body we send has one
    common.method = method
    common.msg_id = envelope.msg_id
    common.room_id = envelope.room_id
    if envelope.sent_at:
        common.create_time = envelope.sent_at
        common.client_send_time = envelope.sent_at - 900
    common.is_show_msg = True
    payload = body.SerializeToString()
    return pb.Message(method=method, payload=payload, msg_id=envelope.msg_id, sample_flag=sample_flag)


def control(action: int, tips: str = "") -> pb.ControlMessage:
    """1 paused, 2 resumed, 3 ended, 4 suspended."""
    return pb.ControlMessage(action=action, tips=tips)


def viewer_count(viewers: int, total: int) -> pb.RoomUserSeqMessage:
    """How many watch now and how many have watched."""
    return pb.RoomUserSeqMessage(
        total=viewers, total_user=total, popularity=viewers * 3, anonymous=viewers // 4, pop_str=str(viewers)
    )


def gift_group_id(viewer: str, group: int) -> int:
    """The wire's id of a scripted streak group."""
    return (derived_id(viewer) & 0xFFFFFFFF) * 1000 + group


def viewer_id(name: str, entry: ViewerEntry) -> int:
    """A cast member's user id."""
    return entry.user_id or derived_id(name)


def creator_user(creator: CreatorEntry) -> pb.User:
    """The creator as messages show them."""
    return pb.User(id=creator.user_id, nickname=creator.nickname, display_id=creator.unique_id, sec_uid=creator.sec_uid)


def _viewer_user(name: str, entry: ViewerEntry) -> pb.User:
    unique_id = entry.unique_id or name
    user = pb.User(
        id=viewer_id(name, entry), nickname=entry.nickname, display_id=unique_id, is_subscribe=entry.is_subscriber,
        sec_uid=f"MS4wLjABAAAA-{unique_id}",
        avatar_thumb=pb.Avatar(url=f"http://127.0.0.1/avatars/{unique_id}.webp"),
        follow_info=pb.User.FollowInfo(follow_status=int(entry.is_follower)),
        user_attr=pb.User.Attributes(is_admin=entry.is_moderator),
        badge_list=list(_badges(entry)),
    )  # fmt: skip
    if entry.fan_level:
        user.fans_club_info.level = entry.fan_level
    return user


def _badges(entry: ViewerEntry) -> list[pb.Badge]:
    badges = [
        pb.Badge(display_type=1, scene_type=scene)
        for scene, has in ((_MODERATOR, entry.is_moderator), (_SUBSCRIBER, entry.is_subscriber))
        if has
    ]
    for scene, level in ((_GIFTER, entry.gifter_level), (_FAN, entry.fan_level)):
        if level:
            text = str(level)
            badges.append(
                pb.Badge(
                    display_type=4, scene_type=scene, privilege_log_extra=pb.Badge.LogExtra(level=text),
                    combine=pb.Badge.Combine(str=text),
                )
            )  # fmt: skip
    return badges


def _identity(entry: ViewerEntry) -> pb.Identity:
    return pb.Identity(
        is_gift_giver=bool(entry.gifter_level), is_subscriber=entry.is_subscriber, is_follower=entry.is_follower,
        is_moderator=entry.is_moderator,
    )  # fmt: skip


def _gift_struct(entry: GiftEntry) -> pb.GiftMessage.Gift:
    return pb.GiftMessage.Gift(
        id=entry.gift_id, name=entry.name, diamond_count=entry.diamonds, combo=entry.is_streakable,
        type=1 if entry.is_streakable else 2,
        image=pb.Image(url_list=[f"http://127.0.0.1/gifts/{entry.gift_id}.webp"], uri=f"gifts/{entry.gift_id}"),
    )  # fmt: skip
