"""Polls, questions, goals, treasure boxes, captions, pins and deletions: messages with tables of their own."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.model.event import Bodies, ViewerFields
from archiver.model.interaction import (
    Barrage,
    Caption,
    Deletion,
    Envelope,
    Goal,
    GoalStep,
    Pin,
    Poll,
    PollOption,
    Question,
)
from archiver.wire.pb import details_pb2 as pb
from archiver.wire.pb import webcast_pb2 as webcast
from archiver.wire.values import clean_text, decimal_id, person_id, to_instant

_MAX_ROWS = 100
#: A moderator hides some messages, perhaps hundreds; a message of 16 MiB could name millions.
_MAX_DELETIONS = 1_000
_PHASES = ("start", "end", "update")
_LEVELS = frozenset({8, 10})  #: gifter level, fan level
_SUPER_FAN = "ttlive_superfan"


def read_poll(message: pb.PollMessage, _: ViewerFields | None) -> tuple[Bodies, str]:
    """A poll and its options; which of the three contents is set tells the phase better than the type does."""
    start, update, end = message.start_content, message.update_votes_content, message.end_content
    if message.HasField("end_content"):
        phase, options = "end", end.option_list
    elif message.HasField("update_votes_content"):
        phase, options = "update", update.option_list
    else:
        phase = "start" if message.HasField("start_content") else _PHASES[min(max(message.message_type, 0), 2)]
        options = start.option_list
    title = clean_text(start.title) or clean_text(message.poll_basic_info.title)
    poll = Poll(
        message.poll_id, phase, message.poll_kind, title, to_instant(start.start_time), to_instant(start.end_time)
    )
    rows = [
        PollOption(number, poll.poll_id, each.option_idx, clean_text(each.display_content), each.votes)
        for number, each in enumerate(options[:_MAX_ROWS], 1)
    ]
    votes = ", ".join(f"{row.text or row.option} {row.votes}" for row in rows[:12])
    return [poll, *rows], f"poll {phase}: {f'{title}: ' if title else ''}{votes}".rstrip(": ")


def read_question(message: pb.QuestionNewMessage, viewer: ViewerFields | None) -> tuple[Bodies, None]:
    """A question was asked."""
    return _question(message.data, viewer, "asked"), None


def read_selected(message: pb.QuestionSelectedMessage, viewer: ViewerFields | None) -> tuple[Bodies, None]:
    """The creator answers a question."""
    return _question(message.question, viewer, "selected"), None


def read_slid_down(message: pb.QuestionSlideDownMessage, _: ViewerFields | None) -> tuple[Bodies, None]:
    """A question left the screen."""
    return Question(None, message.question_id, "slid_down", "", 0, None), None


def read_question_deleted(message: pb.QuestionDeleteMessage, _: ViewerFields | None) -> tuple[Bodies, None]:
    """A question was removed."""
    return Question(person_id(message.user_id), message.question_id, "deleted", "", 0, None), None


def _question(question: pb.Question, viewer: ViewerFields | None, action: str) -> Question:
    return Question(
        viewer[0] if viewer else None, question.question_id, action, clean_text(question.content),
        question.answer_status, to_instant(question.create_time),
    )  # fmt: skip


def read_caption(message: pb.CaptionMessage, _: ViewerFields | None) -> tuple[Bodies | None, str]:
    """One version of a sentence, in one or several languages."""
    rows = [
        Caption(
            number, clean_text(each.lang), clean_text(each.content), message.sentence_id, message.sequence_id,
            message.definite, to_instant(message.timestamp_ms),
            message.duration_ms if 0 < message.duration_ms < 1 << 31 else None,
        )
        for number, each in enumerate(message.content[:_MAX_ROWS], 1)
    ]  # fmt: skip
    return list(rows) or None, rows[0].text if rows else ""


def read_pin(message: pb.RoomPinMessage, _: ViewerFields | None) -> tuple[Bodies, str | None]:
    """A pinned message: which one, by whom, what it says."""
    pinned = _pinned(message)
    user = pinned.user if pinned is not None else webcast.User()
    text = clean_text(pinned.content) if isinstance(pinned, webcast.ChatMessage) else ""
    if isinstance(pinned, webcast.GiftMessage):
        text = clean_text(pinned.gift.name)
    msg_id = message.pin_msg_id or (pinned.common.msg_id if pinned is not None else 0)
    pin = Pin(
        person_id(user.id), person_id(message.operator.id), message.action, clean_text(message.method)[:100],
        msg_id or None, to_instant(message.pin_time), _seconds(message.display_duration), text,
    )  # fmt: skip
    name = clean_text(user.nickname) or clean_text(user.display_id)
    return pin, f"{name}: {text}" if name and text else text or name


def _pinned(
    message: pb.RoomPinMessage,
) -> (
    webcast.ChatMessage
    | webcast.SocialMessage
    | webcast.GiftMessage
    | webcast.MemberMessage
    | webcast.LikeMessage
    | None
):
    if message.HasField("chat_message"):
        return message.chat_message
    if message.HasField("gift_message"):
        return message.gift_message
    if message.HasField("social_message"):
        return message.social_message
    if message.HasField("member_message"):
        return message.member_message
    return message.like_message if message.HasField("like_message") else None


def read_deletion(message: pb.ImDeleteMessage, _: ViewerFields | None) -> tuple[Bodies | None, None]:
    """Messages, or everything of some viewers, to be hidden."""
    messages = [Deletion(0, msg_id, None) for msg_id in _some(message.delete_msg_ids)]
    viewers = [Deletion(0, None, user_id) for user_id in _some(message.delete_user_ids)]
    rows = [row._replace(number=number) for number, row in enumerate(messages + viewers, 1)]
    return list(rows) or None, None


def _some(ids: Sequence[int]) -> list[int]:
    return [each for each in ids[:_MAX_DELETIONS] if each]


def read_envelope(message: pb.EnvelopeMessage, _: ViewerFields | None) -> tuple[Bodies, None]:
    """A treasure box."""
    info = message.envelope_info
    return Envelope(
        decimal_id(info.send_user_id), clean_text(info.envelope_id)[:100], info.business_type,
        max(info.diamond_count, 0), max(info.people_count, 0), to_instant(info.unpack_at), message.display,
    ), None  # fmt: skip


def read_goal(message: pb.GoalUpdateMessage, _: ViewerFields | None) -> tuple[Bodies, str | None]:
    """A goal and how far its parts are."""
    goal = message.goal
    row = Goal(
        person_id(message.contributor_id), goal.id, goal.type, goal.status, clean_text(goal.description),
        max(message.contribute_count, 0),
    )  # fmt: skip
    steps = [
        GoalStep(number, goal.id, each.type, each.id, clean_text(each.gift.name), each.progress, each.target)
        for number, each in enumerate(goal.sub_goals[:_MAX_ROWS], 1)
    ]
    shown = ", ".join(f"{step.name} {step.progress}/{step.target}".strip() for step in steps[:8])
    return [row, *steps], f"{row.description}: {shown}" if row.description and shown else row.description or shown


def read_barrage(message: pb.BarrageMessage, viewer: ViewerFields | None) -> tuple[Bodies, None]:
    """A banner: what kind, about whom, with which level."""
    key = clean_text(message.content.key) or clean_text(message.common_barrage_content.key)
    level = message.user_grade_param.current_grade or message.fans_level_param.current_grade
    return Barrage(viewer[0] if viewer else None, message.msg_type, key[:200], level or None), None


def barrage_kind(message: pb.BarrageMessage) -> str:
    """Which kind a banner is; super fans are told by the key of their text alone."""
    keys = clean_text(message.content.key), clean_text(message.common_barrage_content.key)
    if any(_SUPER_FAN in key for key in keys):
        return "super_fan"
    return "level_up" if message.msg_type in _LEVELS else "barrage"


def _seconds(seconds: int) -> int | None:
    return seconds * 1000 if 0 < seconds < 1 << 31 else None
