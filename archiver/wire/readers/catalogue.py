"""Every method that has no reader of its own: what kind it is, what a replay shows of it, who it is from.

One line is one method. The whole message goes to ``events.detail`` as far as details.proto declares it.
"""

from __future__ import annotations

from archiver.wire.pb import details_pb2 as pb
from archiver.wire.readers import battle, guest, interaction
from archiver.wire.readers.listed import Listed

#: Those of the current schema.
_CURRENT = {
    "AccessControlMessage": Listed("access", pb.AccessControlMessage),
    "AccessRecallMessage": Listed("access", pb.AccessRecallMessage, ("content", "notice")),
    "BarrageMessage": Listed(
        "barrage", pb.BarrageMessage, ("content", "common_barrage_content"),
        ("user", "user_grade_param.user", "fans_level_param.user"), body=interaction.read_barrage,
        kind_of=interaction.barrage_kind,
    ),
    "BoostCardMessage": Listed("boost", pb.BoostCardMessage),
    "BottomMessage": Listed("warning", pb.BottomMessage, ("content",)),
    "CapsuleMessage": Listed("notice", pb.CapsuleMessage, ("desc",)),
    "CaptionMessage": Listed("caption", pb.CaptionMessage, body=interaction.read_caption, has_detail=False),
    "EnvelopeMessage": Listed("envelope", pb.EnvelopeMessage, body=interaction.read_envelope),
    "GameRankNotifyMessage": Listed("rank", pb.GameRankNotifyMessage, ("notify_text",)),
    "GiftBroadcastMessage": Listed("gift_notice", pb.GiftBroadcastMessage, ("notify.content",), ("notify.user",)),
    "GiftDynamicRestrictionMessage": Listed("gift_notice", pb.GiftDynamicRestrictionMessage),
    "GiftPanelUpdateMessage": Listed("gift_notice", pb.GiftPanelUpdateMessage),
    "GiftPromptMessage": Listed("notice", pb.GiftPromptMessage, ("title", "body")),
    "GoalUpdateMessage": Listed("goal", pb.GoalUpdateMessage, ("goal.description",), body=interaction.read_goal),
    "GuideMessage": Listed("notice", pb.GuideMessage, ("description",)),
    "HourlyRankRewardMessage": Listed("rank", pb.HourlyRankRewardMessage),
    "ImDeleteMessage": Listed("delete", pb.ImDeleteMessage, body=interaction.read_deletion),
    "InRoomBannerMessage": Listed("banner", pb.InRoomBannerMessage),
    "LinkLayerMessage": Listed("guest", pb.LinkLayerMessage, body=guest.read_link),
    "LinkMessage": Listed("guest", pb.LinkMessage, viewer=("invite_content.from_user",), body=guest.read_link),
    "LinkMicArmies": Listed("battle_score", pb.LinkMicArmies, body=battle.read_armies),
    "LinkMicBattle": Listed("battle", pb.LinkMicBattle, ("bubble_text",), body=battle.read_battle),
    "LinkMicBattleItemCard": Listed(
        "battle_item", pb.LinkMicBattleItemCard, ("award_card_notice.display_content",), body=battle.read_item
    ),
    "LinkMicBattlePunishFinish": Listed("battle_punish", pb.LinkMicBattlePunishFinish, body=battle.read_punish_finish),
    "LinkMicFanTicketMethod": Listed("guest_score", pb.LinkMicFanTicketMethod, body=guest.read_scores),
    "LinkMicLayoutStateMessage": Listed("guest_state", pb.LinkMicLayoutStateMessage),
    "LinkMicMethod": Listed("guest", pb.LinkMicMethod, ("tips", "prompts"), body=guest.read_link_mic),
    "LinkStateMessage": Listed("guest_state", pb.LinkStateMessage),
    "LinkmicBattleTaskMessage": Listed("battle_task", pb.LinkmicBattleTaskMessage, body=battle.read_task),
    "LiveGameIntroMessage": Listed("game", pb.LiveGameIntroMessage, ("content",)),
    "MarqueeAnnouncementMessage": Listed("notice", pb.MarqueeAnnouncementMessage),
    "MsgDetectMessage": Listed("probe", pb.MsgDetectMessage),
    "NoticeMessage": Listed(
        "notice", pb.NoticeMessage, ("content", "notice_content", "display_text", "notice_title", "title")
    ),
    "OecLiveShoppingMessage": Listed("shop", pb.OecLiveShoppingMessage, ("pop_product.title",)),
    "PartnershipDropsUpdateMessage": Listed("game", pb.PartnershipDropsUpdateMessage),
    "PartnershipGameOfflineMessage": Listed("game", pb.PartnershipGameOfflineMessage),
    "PartnershipPunishMessage": Listed("warning", pb.PartnershipPunishMessage, ("punish_info.punish_reason",)),
    "PerceptionMessage": Listed(
        "warning", pb.PerceptionMessage, ("dialog.title", "toast", "float_text", "punish_info.punish_reason")
    ),
    "PollMessage": Listed("poll", pb.PollMessage, body=interaction.read_poll),
    "QuestionNewMessage": Listed(
        "question", pb.QuestionNewMessage, ("data.content",), ("data.user",), body=interaction.read_question
    ),
    "RankTextMessage": Listed("rank_text", pb.RankTextMessage, ("other_get_badge_msg", "content")),
    "RankUpdateMessage": Listed("rank", pb.RankUpdateMessage),
    "RoomNotifyMessage": Listed("notice", pb.RoomNotifyMessage, ("content",), ("user",)),
    "RoomPinMessage": Listed("pin", pb.RoomPinMessage, ("chat_message.content",), body=interaction.read_pin),
    "RoomVerifyMessage": Listed("access", pb.RoomVerifyMessage, ("content",)),
    "SpeakerMessage": Listed("speaker", pb.SpeakerMessage),
    "SubPinEventMessage": Listed(
        "subscriber_event", pb.SubPinEventMessage, ("card.title.content", "card.desc.content")
    ),
    "SystemMessage": Listed("notice", pb.SystemMessage, ("message",)),
    "ToastMessage": Listed("notice", pb.ToastMessage),
    "UnauthorizedMemberMessage": Listed("masked_join", pb.UnauthorizedMemberMessage, ("nick_name", "enter_text")),
    "ViewerPicksUpdateMessage": Listed("picks", pb.ViewerPicksUpdateMessage),
}  # fmt: skip

#: Those the current schema has dropped, and some that only one client knows, as far as their meaning is clear.
_OLDER = {
    "AlertBoxAuditResultMessage": Listed("notice", pb.AlertBoxAuditResultMessage),
    "AiLiveSummaryMessage": Listed("summary", pb.AiLiveSummaryMessage, ("ai_live_summary.room_llm_title",)),
    "AiSummaryMessage": Listed("summary", pb.AiSummaryMessage, ("title",)),
    "BindingGiftMessage": Listed("gift_notice", pb.BindingGiftMessage, ("gift_message.gift.name",),
                                 ("gift_message.user",)),
    "BoostedUsersMessage": Listed("boost", pb.BoostedUsersMessage),
    "CommentTrayMessage": Listed("comment_tray", pb.CommentTrayMessage, ("content",)),
    "CompetitionMessage": Listed("game", pb.CompetitionMessage),
    "CountdownForAllMessage": Listed("countdown", pb.CountdownForAllMessage),
    "CountdownMessage": Listed("countdown", pb.CountdownMessage),
    "DiggMessage": Listed("like", pb.DiggMessage, viewer=("user",)),
    "DonationInfoMessage": Listed("donation", pb.DonationInfoMessage, ("total_money",)),
    "DonationMessage": Listed("donation", pb.DonationMessage),
    "EnvelopePortalMessage": Listed("portal", pb.EnvelopePortalMessage),
    "EventMessage": Listed("event_card", pb.EventMessage),
    "FansEventMessage": Listed("fan_club", pb.FansEventMessage, viewer=("user",)),
    "GiftGalleryMessage": Listed("gift_notice", pb.GiftGalleryMessage, viewer=("user",)),
    "GiftNoticeMessage": Listed("gift_notice", pb.GiftNoticeMessage),
    "GoodyBagMessage": Listed("goody_bag", pb.GoodyBagMessage),
    "GreetingMessage": Listed("greeting", pb.GreetingMessage, ("greeting_text", "guide_text")),
    "HashtagMessage": Listed("hashtag", pb.HashtagMessage, ("hashtag.title",)),
    "InRoomBannerEvent": Listed("banner", pb.InRoomBannerEvent),
    "KaraokeQueueListMessage": Listed("karaoke", pb.KaraokeQueueListMessage),
    "KaraokeQueueMessage": Listed("karaoke", pb.KaraokeQueueMessage),
    "LinkMicBattleVictoryLap": Listed("battle_notice", pb.LinkMicBattleVictoryLap),
    "LinkMicSignalingMethod": Listed("guest", pb.LinkMicSignalingMethod),
    "LinkmicBattleNoticeMessage": Listed("battle_notice", pb.LinkmicBattleNoticeMessage,
                                         ("common_guide.display_text",)),
    "LiveShowMessage": Listed("live_show", pb.LiveShowMessage),
    "NoticeboardMessage": Listed("notice", pb.NoticeboardMessage),
    "NotifyMessage": Listed("notice", pb.NotifyMessage, ("content",)),
    "PictionaryEndMessage": Listed("game", pb.PictionaryEndMessage, ("word",)),
    "PictionaryStartMessage": Listed("game", pb.PictionaryStartMessage),
    "PictionaryUpdateMessage": Listed("game", pb.PictionaryUpdateMessage),
    "PortalMessage": Listed("portal", pb.PortalMessage),
    "QuestionDeleteMessage": Listed("question", pb.QuestionDeleteMessage, body=interaction.read_question_deleted),
    "QuestionSelectedMessage": Listed("question", pb.QuestionSelectedMessage, ("question.content",),
                                      ("question.user",), body=interaction.read_selected),
    "QuestionSlideDownMessage": Listed("question", pb.QuestionSlideDownMessage, body=interaction.read_slid_down),
    "QuestionSwitchMessage": Listed("question", pb.QuestionSwitchMessage),
    "RankToastMessage": Listed("rank", pb.RankToastMessage),
    "RoomEventMessage": Listed("event_card", pb.RoomEventMessage, ("title",)),
    "RoomStickerMessage": Listed("sticker", pb.RoomStickerMessage),
    "ScreenChatMessage": Listed("screen_chat", pb.ScreenChatMessage, ("content",), ("user_info",)),
    "StarCommentNotificationMessage": Listed("star_comment", pb.StarCommentNotificationMessage),
    "StarCommentPushMessage": Listed("star_comment", pb.StarCommentPushMessage),
    "StreamStatusMessage": Listed("guest_state", pb.StreamStatusMessage),
    "SubCapsuleMessage": Listed("subscriber_event", pb.SubCapsuleMessage, ("description",)),
    "SubQueueMessage": Listed("subscriber_event", pb.SubQueueMessage, viewer=("current_user",)),
    "SubWaveMessage": Listed("subscriber_event", pb.SubWaveMessage),
    "SubscriptionNotifyMessage": Listed("subscriber_event", pb.SubscriptionNotifyMessage, viewer=("user",)),
    "TrayMessage": Listed("gift_notice", pb.TrayMessage, ("title", "describe"), ("user",)),
    "UpgradeMessage": Listed("notice", pb.UpgradeMessage, ("text",)),
    "UserStatsMessage": Listed("room_stats", pb.UserStatsMessage, ("content",)),
    "WeeklyRankRewardMessage": Listed("rank", pb.WeeklyRankRewardMessage, ("notify_message.content",),
                                      ("notify_message.user",)),
    "WishlistUpdateMessage": Listed("gift_notice", pb.WishlistUpdateMessage),
}  # fmt: skip

#: Other spellings on the wire.
_ALIASES = {"AISummaryMessage": "AiSummaryMessage", "AILiveSummaryMessage": "AiLiveSummaryMessage"}

CATALOGUE = {**_CURRENT, **_OLDER}
CATALOGUE |= {alias: CATALOGUE[name] for alias, name in _ALIASES.items()}
