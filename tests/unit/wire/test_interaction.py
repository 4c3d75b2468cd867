"""Battles, polls, questions, captions, pins, deletions, goals, boxes and guests become rows of their own."""

from __future__ import annotations

import pytest

from archiver.model.interaction import (
    Barrage,
    BattlePoint,
    BattleSupporter,
    BattleUpdate,
    Caption,
    Deletion,
    Envelope,
    Goal,
    GoalStep,
    Guest,
    GuestScore,
    Pin,
    Poll,
    PollOption,
    Question,
    RoomRank,
)
from archiver.wire.decode import decode_message
from archiver.wire.pb import details_pb2 as details
from archiver.wire.pb import webcast_pb2 as pb
from tests.fakes.webcast import make_message

AT = 1_696_447_000_123
ANNA = pb.User(id=5, nickname="Anna", display_id="anna")


def read(method, body):
    """The event's rows and its line."""
    body.common.create_time = AT
    event = decode_message(make_message(method, body, msg_id=7))
    assert event.kind not in ("unknown", "undecodable")
    return event.body, event.text


def battle(**fields):
    settings = details.BattleSetting(start_time_ms=AT, duration=300, status=1)
    return details.LinkMicBattle(battle_id=9, battle_settings=settings, **fields)


def test_an_opened_battle_names_its_creators():
    """Everyone in it is a row with name and team, without a score yet."""
    message = battle(action=4)
    for user_id, name in ((5, "Anna"), (6, "Bert")):
        user = details.BattleBaseUserInfo(user_id=user_id, nick_name=name, display_id=name.lower())
        message.anchors_info.add(key=user_id, value=details.BattleUserInfo(user=user))
        message.team_member.add(team_id=user_id * 10, user_id=[user_id])
    body, text = read("WebcastLinkMicBattle", message)
    assert body == [
        BattleUpdate(9, "open", 4, 1, AT, 300_000, None, None),
        BattlePoint(1, 9, 50, 5, "anna", "Anna", None, None),
        BattlePoint(2, 9, 60, 6, "bert", "Bert", None, None),
    ]
    assert text == "battle open: Anna : Bert"


def test_a_finished_battle_tells_the_result():
    """Won, lost or a draw, with the final score; a result that is none of these is not told."""
    message = battle(action=5, action_by_user_id=6)
    for user_id, result, score in ((5, 0, 40), (6, 1, 30), (8, 77, 20)):
        message.battle_result[user_id].result = result
        message.battle_result[user_id].score = score
    update, *points = read("WebcastLinkMicBattle", message)[0]
    assert (update.phase, update.actor_id) == ("finish", 6)
    assert [(p.user_id, p.score, p.result) for p in points] == [(5, 40, 0), (6, 30, 1), (8, 20, None)]


def test_a_team_result_is_its_members():
    """What a team won, each of its members won."""
    message = battle(action=5)
    team = message.team_battle_result.add(team_id=3, result=1, total_score=9)
    team.team_user.add(user_id=5, score=4)
    team.team_user.add(user_id=6, score=5)
    points = read("WebcastLinkMicBattle", message)[0][1:]
    assert [(p.team_id, p.user_id, p.score, p.result) for p in points] == [(3, 5, 4, 1), (3, 6, 5, 1)]


def test_scores_have_supporters():
    """Scores are totals; the leading supporters are rows of their own."""
    message = details.LinkMicArmies(battle_id=9, trigger_reason=1)
    message.armies[6].hostscore = 30
    message.armies[5].hostscore = 40
    message.armies[5].user_armies.add(user_id=70, nickname="Zoe", score=40, diamond_score=8)
    body, text = read("WebcastLinkMicArmies", message)
    assert body == [
        BattleUpdate(9, "score", 1, 0, None, None, None, None),
        BattlePoint(1, 9, 0, 5, "", "", 40, None),
        BattlePoint(2, 9, 0, 6, "", "", 30, None),
        BattleSupporter(1, 9, 5, 70, "Zoe", 40, 8),
    ]
    assert text == "40 : 30"


def test_a_hostile_battle_is_bounded():
    """Thousands of creators and supporters make a few dozen rows."""
    message = details.LinkMicArmies(battle_id=9)
    for user_id in range(1, 2_000):
        message.armies[user_id].user_armies.extend([details.BattleUserArmy(user_id=1, score=1)] * 5)
    assert len(read("WebcastLinkMicArmies", message)[0]) < 120


@pytest.mark.parametrize(
    ("method", "message", "phase", "action"),
    [
        ("WebcastLinkMicBattlePunishFinish", details.LinkMicBattlePunishFinish(battle_id=9, reason=1),
         "punish_finish", 1),
        ("WebcastLinkmicBattleTaskMessage", details.LinkmicBattleTaskMessage(battle_id=9, task_message_type=2),
         "task", 2),
        ("WebcastLinkMicBattleItemCard", details.LinkMicBattleItemCard(battle_id=9, msg_type=4), "item", 4),
        ("WebcastLinkMicBattle", details.LinkMicBattle(battle_id=9, action=99), "other", 99),
    ],
)  # fmt: skip
def test_every_message_of_a_battle_is_an_update(method, message, phase, action):
    """Punishment, task, item and what nobody has named yet."""
    [update] = read(method, message)[0]
    assert (update.battle_id, update.phase, update.action) == (9, phase, action)


def test_a_poll_begins_changes_and_ends():
    """The content that is set tells the phase; options carry votes."""
    options = [details.PollOptionInfo(display_content="yes", votes=2), details.PollOptionInfo(option_idx=1, votes=3)]
    start = details.PollStartContent(title="Tea?", start_time=AT, end_time=AT + 9, option_list=options)
    body, text = read("WebcastPollMessage", details.PollMessage(poll_id=4, poll_kind=2, start_content=start))
    assert body == [
        Poll(4, "start", 2, "Tea?", AT, AT + 9), PollOption(1, 4, 0, "yes", 2), PollOption(2, 4, 1, "", 3)
    ]  # fmt: skip
    assert text == "poll start: Tea?: yes 2, 1 3"
    update = details.PollMessage(update_votes_content=details.PollUpdateVotesContent(option_list=options))
    end = details.PollMessage(end_content=details.PollEndContent(option_list=options))
    assert [read("PollMessage", each)[0][0].phase for each in (update, end)] == ["update", "end"]


def test_a_question_lives_through_its_messages():
    """Asked and chosen with text and viewer; gone with its number alone."""
    asked = details.Question(question_id=4, content="Why?", create_time=1_696_447_000, user=ANNA)
    rows = [
        read("WebcastQuestionNewMessage", details.QuestionNewMessage(data=asked))[0],
        read("WebcastQuestionSelectedMessage", details.QuestionSelectedMessage(question=asked))[0],
        read("WebcastQuestionSlideDownMessage", details.QuestionSlideDownMessage(question_id=4))[0],
        read("WebcastQuestionDeleteMessage", details.QuestionDeleteMessage(question_id=4, user_id=5))[0],
    ]
    assert rows == [
        Question(5, 4, "asked", "Why?", 0, 1_696_447_000_000),
        Question(5, 4, "selected", "Why?", 0, 1_696_447_000_000),
        Question(None, 4, "slid_down", "", 0, None),
        Question(5, 4, "deleted", "", 0, None),
    ]


def test_a_caption_has_its_languages():
    """One row for each language; the line is the first."""
    message = details.CaptionMessage(timestamp_ms=AT, duration_ms=-1, sentence_id=3, sequence_id=2, definite=True)
    message.content.add(lang="en", content="hello")
    message.content.add(lang="es", content="hola")
    body, text = read("WebcastCaptionMessage", message)
    assert body == [
        Caption(1, "en", "hello", 3, 2, True, AT, None), Caption(2, "es", "hola", 3, 2, True, AT, None)
    ]  # fmt: skip
    assert text == "hello"


def test_a_pin_names_its_message():
    """Author, operator, method, number and text of what was pinned."""
    chat = pb.ChatMessage(common=pb.Common(msg_id=77), user=ANNA, content="look")
    message = details.RoomPinMessage(
        chat_message=chat, method="WebcastChatMessage", pin_time=AT, display_duration=60, action=1,
        operator=pb.User(id=6),
    )  # fmt: skip
    assert read("WebcastRoomPinMessage", message) == (
        Pin(5, 6, 1, "WebcastChatMessage", 77, AT, 60_000, "look"), "Anna: look"
    )  # fmt: skip
    message.pin_msg_id = 78
    assert read("WebcastRoomPinMessage", message)[0].pinned_msg_id == 78


@pytest.mark.parametrize(
    ("field", "pinned", "text"),
    [
        ("gift_message", pb.GiftMessage(common=pb.Common(msg_id=77), user=ANNA, gift={"name": "Rose"}), "Rose"),
        ("social_message", pb.SocialMessage(common=pb.Common(msg_id=77), user=ANNA), ""),
        ("member_message", pb.MemberMessage(common=pb.Common(msg_id=77), user=ANNA), ""),
        ("like_message", pb.LikeMessage(common=pb.Common(msg_id=77), user=ANNA), ""),
    ],
)
def test_what_is_no_comment_can_be_pinned(field, pinned, text):
    """Whoever did it is its author, and a gift has a name."""
    body, line = read("WebcastRoomPinMessage", details.RoomPinMessage(**{field: pinned}))
    assert (body.viewer_id, body.pinned_msg_id, body.text) == (5, 77, text)
    assert line == (f"Anna: {text}" if text else "Anna")


def test_deletions_name_messages_and_viewers():
    """Each is a row; zeros are not, and a hostile list is bounded."""
    message = details.ImDeleteMessage(delete_msg_ids=[3, 0, 4], delete_user_ids=[5])
    assert read("WebcastImDeleteMessage", message)[0] == [
        Deletion(1, 3, None), Deletion(2, 4, None), Deletion(3, None, 5)
    ]  # fmt: skip
    assert len(read("ImDeleteMessage", details.ImDeleteMessage(delete_msg_ids=range(1, 90_000)))[0]) == 1_000


def test_a_box_and_a_goal():
    """A treasure box with who gave it; a goal with its parts."""
    info = details.MessageRedEnvelopInfo(
        envelope_id="12", business_type=1, diamond_count=20, people_count=5, unpack_at=1_696_447_060, send_user_id="5"
    )
    assert read("WebcastEnvelopeMessage", details.EnvelopeMessage(envelope_info=info, display=1))[0] == Envelope(
        5, "12", 1, 20, 5, 1_696_447_060_000, 1
    )
    step = details.LiveStreamSubGoal(
        type=1, id=5655, progress=6, target=10, gift=details.LiveStreamSubGoalGift(name="Rose")
    )
    goal = details.LiveStreamGoal(id=8, type=1, status=2, description="dance", sub_goals=[step])
    body, text = read("WebcastGoalUpdateMessage", details.GoalUpdateMessage(goal=goal, contributor_id=5))
    assert body == [Goal(5, 8, 1, 2, "dance", 0), GoalStep(1, 8, 1, 5655, "Rose", 6, 10)]
    assert text == "dance: Rose 6/10"


def test_a_level_up_says_who_and_how_far():
    """The level and the viewer stand in the part for gifter levels."""
    grade = details.BarrageTypeUserGradeParam(current_grade=12, user=ANNA)
    message = details.BarrageMessage(msg_type=8, content=pb.Text(key="k"), user_grade_param=grade)
    assert read("WebcastBarrageMessage", message)[0] == Barrage(5, 8, "k", 12)


def test_guests_are_named_with_their_role():
    """Old and new messages about guests: who, as what, in which action."""
    invite = details.LinkerInviteContent(from_user=ANNA)
    body, text = read("WebcastLinkMessage", details.LinkMessage(linker_id=3, scene=4, invite_content=invite))
    assert body == [Guest(1, 3, "invite", 4, "from_user", 5, "anna", "Anna")]
    assert text == "invite: Anna"
    leave = details.LeaveContent(leaver=details.Player(user_id=6))
    assert read("WebcastLinkLayerMessage", details.LinkLayerMessage(channel_id=3, leave_content=leave))[0] == [
        Guest(1, 3, "leave", 0, "leaver", 6, "", "")
    ]
    oldest = details.LinkMicMethod(message_type=104, channel_id=3, from_user_id=6)
    assert read("LinkMicMethod", oldest)[0] == [Guest(1, 3, "type_104", 0, "from_user_id", 6, "", "")]
    listed = details.LinkedListChangeContent(linked_users=[details.ListUser(user=ANNA)] * 90)
    assert read("LinkMessage", details.LinkMessage(linked_list_change_content=listed))[0] == [
        Guest(1, 0, "linked_list_change", 0, "linked_users", 5, "anna", "Anna")
    ]


def test_guests_have_scores():
    """One row for each guest."""
    notice = details.FanTicketRoomNoticeContent(
        user_fan_ticket=[details.UserFanTicket(user_id=5, fan_ticket=9), details.UserFanTicket(fan_ticket=1)]
    )
    message = details.LinkMicFanTicketMethod(fan_ticket_room_notice=notice)
    assert read("WebcastLinkMicFanTicketMethod", message)[0] == [GuestScore(1, 5, 9)]


def test_top_gifters_follow_the_viewer_count():
    """Those with a score, in order; who gave nothing is left out."""
    message = pb.RoomUserSeqMessage(total=3)
    for user_id, score in ((5, 20), (0, 9), (6, 4), (7, 0)):
        rank = pb.RoomRank(score=score, user=pb.RoomRank.Person(id=user_id))
        message.ranks.append(rank.SerializeToString())
    assert read("WebcastRoomUserSeqMessage", message)[0][1:] == [RoomRank(1, 5, 20), RoomRank(3, 6, 4)]
