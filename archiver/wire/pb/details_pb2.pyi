from archiver.wire.pb import webcast_pb2 as _webcast_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AccessControlMessage(_message.Message):
    __slots__ = ("common", "captcha")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CAPTCHA_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    captcha: AccessControlCaptcha
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., captcha: _Optional[_Union[AccessControlCaptcha, _Mapping]] = ...) -> None: ...

class AccessRecallMessage(_message.Message):
    __slots__ = ("common", "status", "duration", "end_time", "scene", "notice", "content", "punish_info", "end_time_v2")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    NOTICE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    PUNISH_INFO_FIELD_NUMBER: _ClassVar[int]
    END_TIME_V2_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    status: int
    duration: int
    end_time: int
    scene: str
    notice: _webcast_pb2.Text
    content: _webcast_pb2.Text
    punish_info: PunishEventInfo
    end_time_v2: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., status: _Optional[int] = ..., duration: _Optional[int] = ..., end_time: _Optional[int] = ..., scene: _Optional[str] = ..., notice: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., punish_info: _Optional[_Union[PunishEventInfo, _Mapping]] = ..., end_time_v2: _Optional[int] = ...) -> None: ...

class BarrageMessage(_message.Message):
    __slots__ = ("common", "event", "msg_type", "content", "duration", "display_config", "gallery_gift_id", "scene", "control", "right_label", "use_marquee", "show_type", "render_type", "sub_type", "common_barrage_content", "user", "user_grade_param", "fans_level_param", "subscribe_gift_param", "gift_gallery_params", "ecom_live_param")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    MSG_TYPE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONFIG_FIELD_NUMBER: _ClassVar[int]
    GALLERY_GIFT_ID_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    CONTROL_FIELD_NUMBER: _ClassVar[int]
    RIGHT_LABEL_FIELD_NUMBER: _ClassVar[int]
    USE_MARQUEE_FIELD_NUMBER: _ClassVar[int]
    SHOW_TYPE_FIELD_NUMBER: _ClassVar[int]
    RENDER_TYPE_FIELD_NUMBER: _ClassVar[int]
    SUB_TYPE_FIELD_NUMBER: _ClassVar[int]
    COMMON_BARRAGE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    USER_GRADE_PARAM_FIELD_NUMBER: _ClassVar[int]
    FANS_LEVEL_PARAM_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIBE_GIFT_PARAM_FIELD_NUMBER: _ClassVar[int]
    GIFT_GALLERY_PARAMS_FIELD_NUMBER: _ClassVar[int]
    ECOM_LIVE_PARAM_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    event: BarrageEvent
    msg_type: int
    content: _webcast_pb2.Text
    duration: int
    display_config: int
    gallery_gift_id: int
    scene: str
    control: DisplayControl
    right_label: RightLabel
    use_marquee: bool
    show_type: int
    render_type: int
    sub_type: str
    common_barrage_content: _webcast_pb2.Text
    user: _webcast_pb2.User
    user_grade_param: BarrageTypeUserGradeParam
    fans_level_param: BarrageTypeFansLevelParam
    subscribe_gift_param: BarrageTypeSubscribeGiftParam
    gift_gallery_params: BarrageTypeGiftGalleryParam
    ecom_live_param: BarrageTypeEcomLiveParam
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., event: _Optional[_Union[BarrageEvent, _Mapping]] = ..., msg_type: _Optional[int] = ..., content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., duration: _Optional[int] = ..., display_config: _Optional[int] = ..., gallery_gift_id: _Optional[int] = ..., scene: _Optional[str] = ..., control: _Optional[_Union[DisplayControl, _Mapping]] = ..., right_label: _Optional[_Union[RightLabel, _Mapping]] = ..., use_marquee: _Optional[bool] = ..., show_type: _Optional[int] = ..., render_type: _Optional[int] = ..., sub_type: _Optional[str] = ..., common_barrage_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., user_grade_param: _Optional[_Union[BarrageTypeUserGradeParam, _Mapping]] = ..., fans_level_param: _Optional[_Union[BarrageTypeFansLevelParam, _Mapping]] = ..., subscribe_gift_param: _Optional[_Union[BarrageTypeSubscribeGiftParam, _Mapping]] = ..., gift_gallery_params: _Optional[_Union[BarrageTypeGiftGalleryParam, _Mapping]] = ..., ecom_live_param: _Optional[_Union[BarrageTypeEcomLiveParam, _Mapping]] = ...) -> None: ...

class BoostCardMessage(_message.Message):
    __slots__ = ("common", "cards")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CARDS_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    cards: _containers.RepeatedCompositeFieldContainer[BoostCard]
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., cards: _Optional[_Iterable[_Union[BoostCard, _Mapping]]] = ...) -> None: ...

class BottomMessage(_message.Message):
    __slots__ = ("common", "content", "show_type", "text_type", "duration", "biz_type", "violation_user_id", "punish_info")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    SHOW_TYPE_FIELD_NUMBER: _ClassVar[int]
    TEXT_TYPE_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    BIZ_TYPE_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_USER_ID_FIELD_NUMBER: _ClassVar[int]
    PUNISH_INFO_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    content: str
    show_type: int
    text_type: int
    duration: int
    biz_type: int
    violation_user_id: int
    punish_info: PunishEventInfo
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., content: _Optional[str] = ..., show_type: _Optional[int] = ..., text_type: _Optional[int] = ..., duration: _Optional[int] = ..., biz_type: _Optional[int] = ..., violation_user_id: _Optional[int] = ..., punish_info: _Optional[_Union[PunishEventInfo, _Mapping]] = ...) -> None: ...

class CapsuleMessage(_message.Message):
    __slots__ = ("common", "desc", "button_text", "type", "scene", "biz_params", "sub_scene", "skip_fc", "report_action")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    DESC_FIELD_NUMBER: _ClassVar[int]
    BUTTON_TEXT_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    BIZ_PARAMS_FIELD_NUMBER: _ClassVar[int]
    SUB_SCENE_FIELD_NUMBER: _ClassVar[int]
    SKIP_FC_FIELD_NUMBER: _ClassVar[int]
    REPORT_ACTION_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    desc: _webcast_pb2.Text
    button_text: _webcast_pb2.Text
    type: int
    scene: str
    biz_params: CapsuleBizParams
    sub_scene: str
    skip_fc: bool
    report_action: bool
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., desc: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., button_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., type: _Optional[int] = ..., scene: _Optional[str] = ..., biz_params: _Optional[_Union[CapsuleBizParams, _Mapping]] = ..., sub_scene: _Optional[str] = ..., skip_fc: _Optional[bool] = ..., report_action: _Optional[bool] = ...) -> None: ...

class CaptionMessage(_message.Message):
    __slots__ = ("common", "timestamp_ms", "duration_ms", "content", "sentence_id", "sequence_id", "definite")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_MS_FIELD_NUMBER: _ClassVar[int]
    DURATION_MS_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_ID_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_ID_FIELD_NUMBER: _ClassVar[int]
    DEFINITE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    timestamp_ms: int
    duration_ms: int
    content: _containers.RepeatedCompositeFieldContainer[CaptionContent]
    sentence_id: int
    sequence_id: int
    definite: bool
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., timestamp_ms: _Optional[int] = ..., duration_ms: _Optional[int] = ..., content: _Optional[_Iterable[_Union[CaptionContent, _Mapping]]] = ..., sentence_id: _Optional[int] = ..., sequence_id: _Optional[int] = ..., definite: _Optional[bool] = ...) -> None: ...

class EnvelopeMessage(_message.Message):
    __slots__ = ("common", "envelope_info", "display")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    ENVELOPE_INFO_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    envelope_info: MessageRedEnvelopInfo
    display: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., envelope_info: _Optional[_Union[MessageRedEnvelopInfo, _Mapping]] = ..., display: _Optional[int] = ...) -> None: ...

class GameRankNotifyMessage(_message.Message):
    __slots__ = ("common", "msg_type", "notify_text")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    MSG_TYPE_FIELD_NUMBER: _ClassVar[int]
    NOTIFY_TEXT_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    msg_type: int
    notify_text: _webcast_pb2.Text
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., msg_type: _Optional[int] = ..., notify_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class GiftBroadcastMessage(_message.Message):
    __slots__ = ("common", "from_user_id", "notify")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    NOTIFY_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    from_user_id: int
    notify: RoomNotifyMessage
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., from_user_id: _Optional[int] = ..., notify: _Optional[_Union[RoomNotifyMessage, _Mapping]] = ...) -> None: ...

class GiftDynamicRestrictionMessage(_message.Message):
    __slots__ = ("common", "dynamic_restriction")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    DYNAMIC_RESTRICTION_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    dynamic_restriction: DynamicRestriction
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., dynamic_restriction: _Optional[_Union[DynamicRestriction, _Mapping]] = ...) -> None: ...

class GiftPanelUpdateMessage(_message.Message):
    __slots__ = ("common", "room_id", "timestamp", "gallery_data", "goal_data", "strategy_context")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    GALLERY_DATA_FIELD_NUMBER: _ClassVar[int]
    GOAL_DATA_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_CONTEXT_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    room_id: int
    timestamp: int
    gallery_data: GalleryData
    goal_data: GoalData
    strategy_context: str
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., room_id: _Optional[int] = ..., timestamp: _Optional[int] = ..., gallery_data: _Optional[_Union[GalleryData, _Mapping]] = ..., goal_data: _Optional[_Union[GoalData, _Mapping]] = ..., strategy_context: _Optional[str] = ...) -> None: ...

class GiftPromptMessage(_message.Message):
    __slots__ = ("common", "title", "body", "block_num_days", "order_id", "order_timestamp", "in_user_gifting_addiction_expr")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    BODY_FIELD_NUMBER: _ClassVar[int]
    BLOCK_NUM_DAYS_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    IN_USER_GIFTING_ADDICTION_EXPR_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    title: str
    body: str
    block_num_days: int
    order_id: str
    order_timestamp: int
    in_user_gifting_addiction_expr: bool
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., title: _Optional[str] = ..., body: _Optional[str] = ..., block_num_days: _Optional[int] = ..., order_id: _Optional[str] = ..., order_timestamp: _Optional[int] = ..., in_user_gifting_addiction_expr: _Optional[bool] = ...) -> None: ...

class GoalUpdateMessage(_message.Message):
    __slots__ = ("common", "indicator", "goal", "contributor_id", "contributor_display_id", "contribute_subgoal", "contribute_count", "contribute_score", "gift_repeat_count", "contributor_id_str", "pin_info", "update_source")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    GOAL_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTOR_ID_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTOR_DISPLAY_ID_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTE_SUBGOAL_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTE_SCORE_FIELD_NUMBER: _ClassVar[int]
    GIFT_REPEAT_COUNT_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTOR_ID_STR_FIELD_NUMBER: _ClassVar[int]
    PIN_INFO_FIELD_NUMBER: _ClassVar[int]
    UPDATE_SOURCE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    indicator: LiveStreamGoalIndicator
    goal: LiveStreamGoal
    contributor_id: int
    contributor_display_id: str
    contribute_subgoal: LiveStreamSubGoal
    contribute_count: int
    contribute_score: int
    gift_repeat_count: int
    contributor_id_str: str
    pin_info: GoalPinInfo
    update_source: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., indicator: _Optional[_Union[LiveStreamGoalIndicator, _Mapping]] = ..., goal: _Optional[_Union[LiveStreamGoal, _Mapping]] = ..., contributor_id: _Optional[int] = ..., contributor_display_id: _Optional[str] = ..., contribute_subgoal: _Optional[_Union[LiveStreamSubGoal, _Mapping]] = ..., contribute_count: _Optional[int] = ..., contribute_score: _Optional[int] = ..., gift_repeat_count: _Optional[int] = ..., contributor_id_str: _Optional[str] = ..., pin_info: _Optional[_Union[GoalPinInfo, _Mapping]] = ..., update_source: _Optional[int] = ...) -> None: ...

class GuideMessage(_message.Message):
    __slots__ = ("common", "guide_type", "gift_id", "description", "duration", "scene", "frequency_rule", "stream_time")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    GUIDE_TYPE_FIELD_NUMBER: _ClassVar[int]
    GIFT_ID_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    FREQUENCY_RULE_FIELD_NUMBER: _ClassVar[int]
    STREAM_TIME_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    guide_type: int
    gift_id: int
    description: str
    duration: int
    scene: str
    frequency_rule: GuideMessageFrequencyRule
    stream_time: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., guide_type: _Optional[int] = ..., gift_id: _Optional[int] = ..., description: _Optional[str] = ..., duration: _Optional[int] = ..., scene: _Optional[str] = ..., frequency_rule: _Optional[_Union[GuideMessageFrequencyRule, _Mapping]] = ..., stream_time: _Optional[int] = ...) -> None: ...

class HourlyRankRewardMessage(_message.Message):
    __slots__ = ("common", "winners")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    WINNERS_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    winners: _containers.RepeatedCompositeFieldContainer[HourlyRankRewardInfo]
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., winners: _Optional[_Iterable[_Union[HourlyRankRewardInfo, _Mapping]]] = ...) -> None: ...

class ImDeleteMessage(_message.Message):
    __slots__ = ("common", "delete_msg_ids", "delete_user_ids")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    DELETE_MSG_IDS_FIELD_NUMBER: _ClassVar[int]
    DELETE_USER_IDS_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    delete_msg_ids: _containers.RepeatedScalarFieldContainer[int]
    delete_user_ids: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., delete_msg_ids: _Optional[_Iterable[int]] = ..., delete_user_ids: _Optional[_Iterable[int]] = ...) -> None: ...

class InRoomBannerMessage(_message.Message):
    __slots__ = ("common", "data")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    data: str
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., data: _Optional[str] = ...) -> None: ...

class LinkLayerMessage(_message.Message):
    __slots__ = ("common", "message_type", "channel_id", "scene", "source", "version", "linker_mode", "wait_cross_data", "create_channel_content", "list_change_content", "invite_content", "apply_content", "permit_apply_content", "reply_invite_content", "kick_out_content", "cancel_apply_content", "cancel_invite_content", "leave_content", "finish_content", "join_direct_content", "join_group_content", "permit_group_content", "cancel_group_content", "leave_group_content", "p2p_group_change_content", "group_change_content", "join_group_direct_content", "join_room_direct_content", "link_envelope_content", "business_content")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    LINKER_MODE_FIELD_NUMBER: _ClassVar[int]
    WAIT_CROSS_DATA_FIELD_NUMBER: _ClassVar[int]
    CREATE_CHANNEL_CONTENT_FIELD_NUMBER: _ClassVar[int]
    LIST_CHANGE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    INVITE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    APPLY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    PERMIT_APPLY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    REPLY_INVITE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    KICK_OUT_CONTENT_FIELD_NUMBER: _ClassVar[int]
    CANCEL_APPLY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    CANCEL_INVITE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    LEAVE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    FINISH_CONTENT_FIELD_NUMBER: _ClassVar[int]
    JOIN_DIRECT_CONTENT_FIELD_NUMBER: _ClassVar[int]
    JOIN_GROUP_CONTENT_FIELD_NUMBER: _ClassVar[int]
    PERMIT_GROUP_CONTENT_FIELD_NUMBER: _ClassVar[int]
    CANCEL_GROUP_CONTENT_FIELD_NUMBER: _ClassVar[int]
    LEAVE_GROUP_CONTENT_FIELD_NUMBER: _ClassVar[int]
    P2P_GROUP_CHANGE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    GROUP_CHANGE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    JOIN_GROUP_DIRECT_CONTENT_FIELD_NUMBER: _ClassVar[int]
    JOIN_ROOM_DIRECT_CONTENT_FIELD_NUMBER: _ClassVar[int]
    LINK_ENVELOPE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    BUSINESS_CONTENT_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    message_type: int
    channel_id: int
    scene: int
    source: str
    version: int
    linker_mode: int
    wait_cross_data: bool
    create_channel_content: CreateChannelContent
    list_change_content: LinkListChangeContent
    invite_content: InviteContent
    apply_content: ApplyContent
    permit_apply_content: PermitApplyContent
    reply_invite_content: ReplyInviteContent
    kick_out_content: KickOutContent
    cancel_apply_content: CancelApplyContent
    cancel_invite_content: CancelInviteContent
    leave_content: LeaveContent
    finish_content: FinishChannelContent
    join_direct_content: JoinDirectContent
    join_group_content: JoinGroupContent
    permit_group_content: PermitJoinGroupContent
    cancel_group_content: CancelJoinGroupContent
    leave_group_content: LeaveJoinGroupContent
    p2p_group_change_content: P2PGroupChangeContent
    group_change_content: GroupChangeContent
    join_group_direct_content: JoinGroupDirectContent
    join_room_direct_content: JoinRoomDirectContent
    link_envelope_content: LinkEnvelopeContent
    business_content: BusinessContent
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., message_type: _Optional[int] = ..., channel_id: _Optional[int] = ..., scene: _Optional[int] = ..., source: _Optional[str] = ..., version: _Optional[int] = ..., linker_mode: _Optional[int] = ..., wait_cross_data: _Optional[bool] = ..., create_channel_content: _Optional[_Union[CreateChannelContent, _Mapping]] = ..., list_change_content: _Optional[_Union[LinkListChangeContent, _Mapping]] = ..., invite_content: _Optional[_Union[InviteContent, _Mapping]] = ..., apply_content: _Optional[_Union[ApplyContent, _Mapping]] = ..., permit_apply_content: _Optional[_Union[PermitApplyContent, _Mapping]] = ..., reply_invite_content: _Optional[_Union[ReplyInviteContent, _Mapping]] = ..., kick_out_content: _Optional[_Union[KickOutContent, _Mapping]] = ..., cancel_apply_content: _Optional[_Union[CancelApplyContent, _Mapping]] = ..., cancel_invite_content: _Optional[_Union[CancelInviteContent, _Mapping]] = ..., leave_content: _Optional[_Union[LeaveContent, _Mapping]] = ..., finish_content: _Optional[_Union[FinishChannelContent, _Mapping]] = ..., join_direct_content: _Optional[_Union[JoinDirectContent, _Mapping]] = ..., join_group_content: _Optional[_Union[JoinGroupContent, _Mapping]] = ..., permit_group_content: _Optional[_Union[PermitJoinGroupContent, _Mapping]] = ..., cancel_group_content: _Optional[_Union[CancelJoinGroupContent, _Mapping]] = ..., leave_group_content: _Optional[_Union[LeaveJoinGroupContent, _Mapping]] = ..., p2p_group_change_content: _Optional[_Union[P2PGroupChangeContent, _Mapping]] = ..., group_change_content: _Optional[_Union[GroupChangeContent, _Mapping]] = ..., join_group_direct_content: _Optional[_Union[JoinGroupDirectContent, _Mapping]] = ..., join_room_direct_content: _Optional[_Union[JoinRoomDirectContent, _Mapping]] = ..., link_envelope_content: _Optional[_Union[LinkEnvelopeContent, _Mapping]] = ..., business_content: _Optional[_Union[BusinessContent, _Mapping]] = ...) -> None: ...

class LinkMessage(_message.Message):
    __slots__ = ("common", "message_type", "linker_id", "scene", "invite_content", "reply_content", "create_content", "enter_content", "leave_content", "cancel_content", "kick_out_content", "linked_list_change_content", "update_user_content", "mute_content", "random_match_content", "update_user_setting_content", "mic_idx_update_content", "list_change_content", "cohost_list_change_content", "media_change_content", "reply_accept_notice_content", "cohost_invite_state_notify_content", "sys_kick_out_content", "user_toast_content", "expire_timestamp", "version")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    LINKER_ID_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    INVITE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    REPLY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    CREATE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    ENTER_CONTENT_FIELD_NUMBER: _ClassVar[int]
    LEAVE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    CANCEL_CONTENT_FIELD_NUMBER: _ClassVar[int]
    KICK_OUT_CONTENT_FIELD_NUMBER: _ClassVar[int]
    LINKED_LIST_CHANGE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    UPDATE_USER_CONTENT_FIELD_NUMBER: _ClassVar[int]
    MUTE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    RANDOM_MATCH_CONTENT_FIELD_NUMBER: _ClassVar[int]
    UPDATE_USER_SETTING_CONTENT_FIELD_NUMBER: _ClassVar[int]
    MIC_IDX_UPDATE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    LIST_CHANGE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    COHOST_LIST_CHANGE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    MEDIA_CHANGE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    REPLY_ACCEPT_NOTICE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    COHOST_INVITE_STATE_NOTIFY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    SYS_KICK_OUT_CONTENT_FIELD_NUMBER: _ClassVar[int]
    USER_TOAST_CONTENT_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    message_type: int
    linker_id: int
    scene: int
    invite_content: LinkerInviteContent
    reply_content: LinkerReplyContent
    create_content: LinkerCreateContent
    enter_content: LinkerEnterContent
    leave_content: LinkerLeaveContent
    cancel_content: LinkerCancelContent
    kick_out_content: LinkerKickOutContent
    linked_list_change_content: LinkedListChangeContent
    update_user_content: LinkerUpdateUserContent
    mute_content: LinkerMuteContent
    random_match_content: LinkerRandomMatchContent
    update_user_setting_content: MultiLiveUpdateUserSettingContent
    mic_idx_update_content: LinkerMicIdxUpdateContent
    list_change_content: LinkerListChangeContent
    cohost_list_change_content: CohostListChangeContent
    media_change_content: LinkerMediaChangeContent
    reply_accept_notice_content: LinkerAcceptNoticeContent
    cohost_invite_state_notify_content: CohostInviteStateNotifyContent
    sys_kick_out_content: LinkerSysKickOutContent
    user_toast_content: LinkmicUserToastContent
    expire_timestamp: int
    version: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., message_type: _Optional[int] = ..., linker_id: _Optional[int] = ..., scene: _Optional[int] = ..., invite_content: _Optional[_Union[LinkerInviteContent, _Mapping]] = ..., reply_content: _Optional[_Union[LinkerReplyContent, _Mapping]] = ..., create_content: _Optional[_Union[LinkerCreateContent, _Mapping]] = ..., enter_content: _Optional[_Union[LinkerEnterContent, _Mapping]] = ..., leave_content: _Optional[_Union[LinkerLeaveContent, _Mapping]] = ..., cancel_content: _Optional[_Union[LinkerCancelContent, _Mapping]] = ..., kick_out_content: _Optional[_Union[LinkerKickOutContent, _Mapping]] = ..., linked_list_change_content: _Optional[_Union[LinkedListChangeContent, _Mapping]] = ..., update_user_content: _Optional[_Union[LinkerUpdateUserContent, _Mapping]] = ..., mute_content: _Optional[_Union[LinkerMuteContent, _Mapping]] = ..., random_match_content: _Optional[_Union[LinkerRandomMatchContent, _Mapping]] = ..., update_user_setting_content: _Optional[_Union[MultiLiveUpdateUserSettingContent, _Mapping]] = ..., mic_idx_update_content: _Optional[_Union[LinkerMicIdxUpdateContent, _Mapping]] = ..., list_change_content: _Optional[_Union[LinkerListChangeContent, _Mapping]] = ..., cohost_list_change_content: _Optional[_Union[CohostListChangeContent, _Mapping]] = ..., media_change_content: _Optional[_Union[LinkerMediaChangeContent, _Mapping]] = ..., reply_accept_notice_content: _Optional[_Union[LinkerAcceptNoticeContent, _Mapping]] = ..., cohost_invite_state_notify_content: _Optional[_Union[CohostInviteStateNotifyContent, _Mapping]] = ..., sys_kick_out_content: _Optional[_Union[LinkerSysKickOutContent, _Mapping]] = ..., user_toast_content: _Optional[_Union[LinkmicUserToastContent, _Mapping]] = ..., expire_timestamp: _Optional[int] = ..., version: _Optional[int] = ...) -> None: ...

class LinkMicArmies(_message.Message):
    __slots__ = ("common", "battle_id", "armies", "channel_id", "send_gift_success_time", "update_battle_score_time", "trigger_reason", "from_user_id", "gift_id", "gift_count", "total_diamond_count", "repeat_count", "team_armies", "trigger_critical_strike", "has_team_match_mvp_sfx", "battle_settings", "effect_infos", "enigma_battle_extra_info", "multiplier_type")
    class ArmiesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: BattleUserArmies
        def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[BattleUserArmies, _Mapping]] = ...) -> None: ...
    COMMON_FIELD_NUMBER: _ClassVar[int]
    BATTLE_ID_FIELD_NUMBER: _ClassVar[int]
    ARMIES_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    SEND_GIFT_SUCCESS_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_BATTLE_SCORE_TIME_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_REASON_FIELD_NUMBER: _ClassVar[int]
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    GIFT_ID_FIELD_NUMBER: _ClassVar[int]
    GIFT_COUNT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_DIAMOND_COUNT_FIELD_NUMBER: _ClassVar[int]
    REPEAT_COUNT_FIELD_NUMBER: _ClassVar[int]
    TEAM_ARMIES_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_CRITICAL_STRIKE_FIELD_NUMBER: _ClassVar[int]
    HAS_TEAM_MATCH_MVP_SFX_FIELD_NUMBER: _ClassVar[int]
    BATTLE_SETTINGS_FIELD_NUMBER: _ClassVar[int]
    EFFECT_INFOS_FIELD_NUMBER: _ClassVar[int]
    ENIGMA_BATTLE_EXTRA_INFO_FIELD_NUMBER: _ClassVar[int]
    MULTIPLIER_TYPE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    battle_id: int
    armies: _containers.MessageMap[int, BattleUserArmies]
    channel_id: int
    send_gift_success_time: int
    update_battle_score_time: int
    trigger_reason: int
    from_user_id: int
    gift_id: int
    gift_count: int
    total_diamond_count: int
    repeat_count: int
    team_armies: _containers.RepeatedCompositeFieldContainer[BattleTeamUserArmies]
    trigger_critical_strike: bool
    has_team_match_mvp_sfx: bool
    battle_settings: BattleSetting
    effect_infos: BattleEffectInfos
    enigma_battle_extra_info: EnigmaBattleExtraInfo
    multiplier_type: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., battle_id: _Optional[int] = ..., armies: _Optional[_Mapping[int, BattleUserArmies]] = ..., channel_id: _Optional[int] = ..., send_gift_success_time: _Optional[int] = ..., update_battle_score_time: _Optional[int] = ..., trigger_reason: _Optional[int] = ..., from_user_id: _Optional[int] = ..., gift_id: _Optional[int] = ..., gift_count: _Optional[int] = ..., total_diamond_count: _Optional[int] = ..., repeat_count: _Optional[int] = ..., team_armies: _Optional[_Iterable[_Union[BattleTeamUserArmies, _Mapping]]] = ..., trigger_critical_strike: _Optional[bool] = ..., has_team_match_mvp_sfx: _Optional[bool] = ..., battle_settings: _Optional[_Union[BattleSetting, _Mapping]] = ..., effect_infos: _Optional[_Union[BattleEffectInfos, _Mapping]] = ..., enigma_battle_extra_info: _Optional[_Union[EnigmaBattleExtraInfo, _Mapping]] = ..., multiplier_type: _Optional[int] = ...) -> None: ...

class LinkMicBattle(_message.Message):
    __slots__ = ("common", "battle_id", "battle_settings", "action", "battle_result", "invitee_gift_permission_type", "armies", "anchors_info", "bubble_text", "supported_actions", "battle_combo_v2", "team_member", "invitees_gift_permission_type", "action_by_user_id", "team_battle_result", "team_armies", "team_match_campaign", "league_info_map", "league_score_info_map", "match_punish_extra_info", "enigma_battle_setting", "anchor_match_settings", "battle_feature_flags")
    class BattleResultEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: BattleResult
        def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[BattleResult, _Mapping]] = ...) -> None: ...
    class BattleComboV2Entry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: BattleComboInfo
        def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[BattleComboInfo, _Mapping]] = ...) -> None: ...
    class LeagueInfoMapEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: GiftGalleryBadgeInfo
        def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[GiftGalleryBadgeInfo, _Mapping]] = ...) -> None: ...
    class LeagueScoreInfoMapEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: LeagueScoreInfo
        def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[LeagueScoreInfo, _Mapping]] = ...) -> None: ...
    class AnchorMatchSettingsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: AnchorMatchSettings
        def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[AnchorMatchSettings, _Mapping]] = ...) -> None: ...
    COMMON_FIELD_NUMBER: _ClassVar[int]
    BATTLE_ID_FIELD_NUMBER: _ClassVar[int]
    BATTLE_SETTINGS_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    BATTLE_RESULT_FIELD_NUMBER: _ClassVar[int]
    INVITEE_GIFT_PERMISSION_TYPE_FIELD_NUMBER: _ClassVar[int]
    ARMIES_FIELD_NUMBER: _ClassVar[int]
    ANCHORS_INFO_FIELD_NUMBER: _ClassVar[int]
    BUBBLE_TEXT_FIELD_NUMBER: _ClassVar[int]
    SUPPORTED_ACTIONS_FIELD_NUMBER: _ClassVar[int]
    BATTLE_COMBO_V2_FIELD_NUMBER: _ClassVar[int]
    TEAM_MEMBER_FIELD_NUMBER: _ClassVar[int]
    INVITEES_GIFT_PERMISSION_TYPE_FIELD_NUMBER: _ClassVar[int]
    ACTION_BY_USER_ID_FIELD_NUMBER: _ClassVar[int]
    TEAM_BATTLE_RESULT_FIELD_NUMBER: _ClassVar[int]
    TEAM_ARMIES_FIELD_NUMBER: _ClassVar[int]
    TEAM_MATCH_CAMPAIGN_FIELD_NUMBER: _ClassVar[int]
    LEAGUE_INFO_MAP_FIELD_NUMBER: _ClassVar[int]
    LEAGUE_SCORE_INFO_MAP_FIELD_NUMBER: _ClassVar[int]
    MATCH_PUNISH_EXTRA_INFO_FIELD_NUMBER: _ClassVar[int]
    ENIGMA_BATTLE_SETTING_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_MATCH_SETTINGS_FIELD_NUMBER: _ClassVar[int]
    BATTLE_FEATURE_FLAGS_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    battle_id: int
    battle_settings: BattleSetting
    action: int
    battle_result: _containers.MessageMap[int, BattleResult]
    invitee_gift_permission_type: int
    armies: _containers.RepeatedCompositeFieldContainer[UserArmiesWrapper]
    anchors_info: _containers.RepeatedCompositeFieldContainer[BattleUserInfoWrapper]
    bubble_text: str
    supported_actions: _containers.RepeatedCompositeFieldContainer[SupportedActionsWrapper]
    battle_combo_v2: _containers.MessageMap[int, BattleComboInfo]
    team_member: _containers.RepeatedCompositeFieldContainer[TeamUsersInfo]
    invitees_gift_permission_type: _containers.RepeatedCompositeFieldContainer[BattleInviteeGiftPermission]
    action_by_user_id: int
    team_battle_result: _containers.RepeatedCompositeFieldContainer[BattleTeamResult]
    team_armies: _containers.RepeatedCompositeFieldContainer[BattleTeamUserArmies]
    team_match_campaign: TeamMatchCampaign
    league_info_map: _containers.MessageMap[int, GiftGalleryBadgeInfo]
    league_score_info_map: _containers.MessageMap[int, LeagueScoreInfo]
    match_punish_extra_info: MatchPunishExtraInfo
    enigma_battle_setting: EnigmaBattleSetting
    anchor_match_settings: _containers.MessageMap[int, AnchorMatchSettings]
    battle_feature_flags: BattleFeatureFlags
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., battle_id: _Optional[int] = ..., battle_settings: _Optional[_Union[BattleSetting, _Mapping]] = ..., action: _Optional[int] = ..., battle_result: _Optional[_Mapping[int, BattleResult]] = ..., invitee_gift_permission_type: _Optional[int] = ..., armies: _Optional[_Iterable[_Union[UserArmiesWrapper, _Mapping]]] = ..., anchors_info: _Optional[_Iterable[_Union[BattleUserInfoWrapper, _Mapping]]] = ..., bubble_text: _Optional[str] = ..., supported_actions: _Optional[_Iterable[_Union[SupportedActionsWrapper, _Mapping]]] = ..., battle_combo_v2: _Optional[_Mapping[int, BattleComboInfo]] = ..., team_member: _Optional[_Iterable[_Union[TeamUsersInfo, _Mapping]]] = ..., invitees_gift_permission_type: _Optional[_Iterable[_Union[BattleInviteeGiftPermission, _Mapping]]] = ..., action_by_user_id: _Optional[int] = ..., team_battle_result: _Optional[_Iterable[_Union[BattleTeamResult, _Mapping]]] = ..., team_armies: _Optional[_Iterable[_Union[BattleTeamUserArmies, _Mapping]]] = ..., team_match_campaign: _Optional[_Union[TeamMatchCampaign, _Mapping]] = ..., league_info_map: _Optional[_Mapping[int, GiftGalleryBadgeInfo]] = ..., league_score_info_map: _Optional[_Mapping[int, LeagueScoreInfo]] = ..., match_punish_extra_info: _Optional[_Union[MatchPunishExtraInfo, _Mapping]] = ..., enigma_battle_setting: _Optional[_Union[EnigmaBattleSetting, _Mapping]] = ..., anchor_match_settings: _Optional[_Mapping[int, AnchorMatchSettings]] = ..., battle_feature_flags: _Optional[_Union[BattleFeatureFlags, _Mapping]] = ...) -> None: ...

class LinkMicBattleItemCard(_message.Message):
    __slots__ = ("common", "battle_id", "msg_type", "card_obtain_guide", "use_critical_strike_card", "use_smoke_card", "award_card_notice", "use_extra_time_card", "use_special_effect_card", "use_potion_card", "use_wave_card", "special_effect_notice", "use_top2_card", "use_top3_card", "use_vault_glove_card", "award_reason", "use_music_card", "music_award_notice", "music_effect_notice", "card_queue_map", "anchor_left_card_refund_notice")
    class CardQueueMapEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: EffectingCardQueue
        def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[EffectingCardQueue, _Mapping]] = ...) -> None: ...
    COMMON_FIELD_NUMBER: _ClassVar[int]
    BATTLE_ID_FIELD_NUMBER: _ClassVar[int]
    MSG_TYPE_FIELD_NUMBER: _ClassVar[int]
    CARD_OBTAIN_GUIDE_FIELD_NUMBER: _ClassVar[int]
    USE_CRITICAL_STRIKE_CARD_FIELD_NUMBER: _ClassVar[int]
    USE_SMOKE_CARD_FIELD_NUMBER: _ClassVar[int]
    AWARD_CARD_NOTICE_FIELD_NUMBER: _ClassVar[int]
    USE_EXTRA_TIME_CARD_FIELD_NUMBER: _ClassVar[int]
    USE_SPECIAL_EFFECT_CARD_FIELD_NUMBER: _ClassVar[int]
    USE_POTION_CARD_FIELD_NUMBER: _ClassVar[int]
    USE_WAVE_CARD_FIELD_NUMBER: _ClassVar[int]
    SPECIAL_EFFECT_NOTICE_FIELD_NUMBER: _ClassVar[int]
    USE_TOP2_CARD_FIELD_NUMBER: _ClassVar[int]
    USE_TOP3_CARD_FIELD_NUMBER: _ClassVar[int]
    USE_VAULT_GLOVE_CARD_FIELD_NUMBER: _ClassVar[int]
    AWARD_REASON_FIELD_NUMBER: _ClassVar[int]
    USE_MUSIC_CARD_FIELD_NUMBER: _ClassVar[int]
    MUSIC_AWARD_NOTICE_FIELD_NUMBER: _ClassVar[int]
    MUSIC_EFFECT_NOTICE_FIELD_NUMBER: _ClassVar[int]
    CARD_QUEUE_MAP_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_LEFT_CARD_REFUND_NOTICE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    battle_id: int
    msg_type: int
    card_obtain_guide: CardObtainGuide
    use_critical_strike_card: UseCriticalStrikeCard
    use_smoke_card: UseSmokeCard
    award_card_notice: AwardCardNotice
    use_extra_time_card: UseExtraTimeCard
    use_special_effect_card: UseSpecialEffectCard
    use_potion_card: UsePotionCard
    use_wave_card: UseWaveCard
    special_effect_notice: SpecialEffectNotice
    use_top2_card: UseTop2Card
    use_top3_card: UseTop3Card
    use_vault_glove_card: UseVaultGloveCard
    award_reason: int
    use_music_card: UseMusicCard
    music_award_notice: MusicAwardNotice
    music_effect_notice: MusicEffectNotice
    card_queue_map: _containers.MessageMap[int, EffectingCardQueue]
    anchor_left_card_refund_notice: AnchorLeftCardRefundNotice
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., battle_id: _Optional[int] = ..., msg_type: _Optional[int] = ..., card_obtain_guide: _Optional[_Union[CardObtainGuide, _Mapping]] = ..., use_critical_strike_card: _Optional[_Union[UseCriticalStrikeCard, _Mapping]] = ..., use_smoke_card: _Optional[_Union[UseSmokeCard, _Mapping]] = ..., award_card_notice: _Optional[_Union[AwardCardNotice, _Mapping]] = ..., use_extra_time_card: _Optional[_Union[UseExtraTimeCard, _Mapping]] = ..., use_special_effect_card: _Optional[_Union[UseSpecialEffectCard, _Mapping]] = ..., use_potion_card: _Optional[_Union[UsePotionCard, _Mapping]] = ..., use_wave_card: _Optional[_Union[UseWaveCard, _Mapping]] = ..., special_effect_notice: _Optional[_Union[SpecialEffectNotice, _Mapping]] = ..., use_top2_card: _Optional[_Union[UseTop2Card, _Mapping]] = ..., use_top3_card: _Optional[_Union[UseTop3Card, _Mapping]] = ..., use_vault_glove_card: _Optional[_Union[UseVaultGloveCard, _Mapping]] = ..., award_reason: _Optional[int] = ..., use_music_card: _Optional[_Union[UseMusicCard, _Mapping]] = ..., music_award_notice: _Optional[_Union[MusicAwardNotice, _Mapping]] = ..., music_effect_notice: _Optional[_Union[MusicEffectNotice, _Mapping]] = ..., card_queue_map: _Optional[_Mapping[int, EffectingCardQueue]] = ..., anchor_left_card_refund_notice: _Optional[_Union[AnchorLeftCardRefundNotice, _Mapping]] = ...) -> None: ...

class LinkMicBattlePunishFinish(_message.Message):
    __slots__ = ("common", "channel_id", "op_uid", "reason", "battle_id", "battle_settings", "match_punish_extra_info")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    OP_UID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    BATTLE_ID_FIELD_NUMBER: _ClassVar[int]
    BATTLE_SETTINGS_FIELD_NUMBER: _ClassVar[int]
    MATCH_PUNISH_EXTRA_INFO_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    channel_id: int
    op_uid: int
    reason: int
    battle_id: int
    battle_settings: BattleSetting
    match_punish_extra_info: MatchPunishExtraInfo
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., channel_id: _Optional[int] = ..., op_uid: _Optional[int] = ..., reason: _Optional[int] = ..., battle_id: _Optional[int] = ..., battle_settings: _Optional[_Union[BattleSetting, _Mapping]] = ..., match_punish_extra_info: _Optional[_Union[MatchPunishExtraInfo, _Mapping]] = ...) -> None: ...

class LinkMicFanTicketMethod(_message.Message):
    __slots__ = ("common", "fan_ticket_room_notice")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    FAN_TICKET_ROOM_NOTICE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    fan_ticket_room_notice: FanTicketRoomNoticeContent
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., fan_ticket_room_notice: _Optional[_Union[FanTicketRoomNoticeContent, _Mapping]] = ...) -> None: ...

class LinkMicLayoutStateMessage(_message.Message):
    __slots__ = ("common", "channel_id", "scene", "version")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    channel_id: int
    scene: int
    version: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., channel_id: _Optional[int] = ..., scene: _Optional[int] = ..., version: _Optional[int] = ...) -> None: ...

class LinkMicMethod(_message.Message):
    __slots__ = ("common", "message_type", "anchor_linkmic_id", "user_id", "fan_ticket", "total_linkmic_fan_ticket", "channel_id", "layout", "vendor", "dimension", "theme", "invite_uid", "answer", "start_time", "duration", "match_type", "win", "prompts", "to_user_id", "linkmic_layout", "from_user_id", "tips", "start_time_ms", "confluence_type", "from_room_id", "invite_type", "sub_type", "anchor_linkmic_id_str", "rival_anchor_id", "rival_linkmic_id", "rival_linkmic_id_str", "show_popup", "sec_invite_uid", "scene", "sec_apply_uid", "linked_users", "sec_from_user_id", "reply_type", "reply_prompts", "sec_to_user_id")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_LINKMIC_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    FAN_TICKET_FIELD_NUMBER: _ClassVar[int]
    TOTAL_LINKMIC_FAN_TICKET_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    LAYOUT_FIELD_NUMBER: _ClassVar[int]
    VENDOR_FIELD_NUMBER: _ClassVar[int]
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    THEME_FIELD_NUMBER: _ClassVar[int]
    INVITE_UID_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    MATCH_TYPE_FIELD_NUMBER: _ClassVar[int]
    WIN_FIELD_NUMBER: _ClassVar[int]
    PROMPTS_FIELD_NUMBER: _ClassVar[int]
    TO_USER_ID_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_LAYOUT_FIELD_NUMBER: _ClassVar[int]
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    TIPS_FIELD_NUMBER: _ClassVar[int]
    START_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    CONFLUENCE_TYPE_FIELD_NUMBER: _ClassVar[int]
    FROM_ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    INVITE_TYPE_FIELD_NUMBER: _ClassVar[int]
    SUB_TYPE_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    RIVAL_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    RIVAL_LINKMIC_ID_FIELD_NUMBER: _ClassVar[int]
    RIVAL_LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    SHOW_POPUP_FIELD_NUMBER: _ClassVar[int]
    SEC_INVITE_UID_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    SEC_APPLY_UID_FIELD_NUMBER: _ClassVar[int]
    LINKED_USERS_FIELD_NUMBER: _ClassVar[int]
    SEC_FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    REPLY_TYPE_FIELD_NUMBER: _ClassVar[int]
    REPLY_PROMPTS_FIELD_NUMBER: _ClassVar[int]
    SEC_TO_USER_ID_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    message_type: int
    anchor_linkmic_id: int
    user_id: int
    fan_ticket: int
    total_linkmic_fan_ticket: int
    channel_id: int
    layout: int
    vendor: int
    dimension: int
    theme: str
    invite_uid: int
    answer: int
    start_time: int
    duration: int
    match_type: int
    win: bool
    prompts: str
    to_user_id: int
    linkmic_layout: int
    from_user_id: int
    tips: str
    start_time_ms: int
    confluence_type: int
    from_room_id: int
    invite_type: int
    sub_type: int
    anchor_linkmic_id_str: str
    rival_anchor_id: int
    rival_linkmic_id: int
    rival_linkmic_id_str: str
    show_popup: bool
    sec_invite_uid: int
    scene: int
    sec_apply_uid: int
    linked_users: _containers.RepeatedCompositeFieldContainer[_webcast_pb2.User]
    sec_from_user_id: str
    reply_type: int
    reply_prompts: str
    sec_to_user_id: str
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., message_type: _Optional[int] = ..., anchor_linkmic_id: _Optional[int] = ..., user_id: _Optional[int] = ..., fan_ticket: _Optional[int] = ..., total_linkmic_fan_ticket: _Optional[int] = ..., channel_id: _Optional[int] = ..., layout: _Optional[int] = ..., vendor: _Optional[int] = ..., dimension: _Optional[int] = ..., theme: _Optional[str] = ..., invite_uid: _Optional[int] = ..., answer: _Optional[int] = ..., start_time: _Optional[int] = ..., duration: _Optional[int] = ..., match_type: _Optional[int] = ..., win: _Optional[bool] = ..., prompts: _Optional[str] = ..., to_user_id: _Optional[int] = ..., linkmic_layout: _Optional[int] = ..., from_user_id: _Optional[int] = ..., tips: _Optional[str] = ..., start_time_ms: _Optional[int] = ..., confluence_type: _Optional[int] = ..., from_room_id: _Optional[int] = ..., invite_type: _Optional[int] = ..., sub_type: _Optional[int] = ..., anchor_linkmic_id_str: _Optional[str] = ..., rival_anchor_id: _Optional[int] = ..., rival_linkmic_id: _Optional[int] = ..., rival_linkmic_id_str: _Optional[str] = ..., show_popup: _Optional[bool] = ..., sec_invite_uid: _Optional[int] = ..., scene: _Optional[int] = ..., sec_apply_uid: _Optional[int] = ..., linked_users: _Optional[_Iterable[_Union[_webcast_pb2.User, _Mapping]]] = ..., sec_from_user_id: _Optional[str] = ..., reply_type: _Optional[int] = ..., reply_prompts: _Optional[str] = ..., sec_to_user_id: _Optional[str] = ...) -> None: ...

class LinkStateMessage(_message.Message):
    __slots__ = ("common", "channel_id", "scene", "version", "need_ack", "layout", "user_states", "client_send_time", "state_type", "ui_pos", "audio_muted_remote_channels", "linker_mode")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    NEED_ACK_FIELD_NUMBER: _ClassVar[int]
    LAYOUT_FIELD_NUMBER: _ClassVar[int]
    USER_STATES_FIELD_NUMBER: _ClassVar[int]
    CLIENT_SEND_TIME_FIELD_NUMBER: _ClassVar[int]
    STATE_TYPE_FIELD_NUMBER: _ClassVar[int]
    UI_POS_FIELD_NUMBER: _ClassVar[int]
    AUDIO_MUTED_REMOTE_CHANNELS_FIELD_NUMBER: _ClassVar[int]
    LINKER_MODE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    channel_id: int
    scene: int
    version: int
    need_ack: int
    layout: LayoutState
    user_states: _containers.RepeatedCompositeFieldContainer[LinkUserState]
    client_send_time: int
    state_type: int
    ui_pos: _containers.RepeatedCompositeFieldContainer[PosIdentity]
    audio_muted_remote_channels: _containers.RepeatedScalarFieldContainer[int]
    linker_mode: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., channel_id: _Optional[int] = ..., scene: _Optional[int] = ..., version: _Optional[int] = ..., need_ack: _Optional[int] = ..., layout: _Optional[_Union[LayoutState, _Mapping]] = ..., user_states: _Optional[_Iterable[_Union[LinkUserState, _Mapping]]] = ..., client_send_time: _Optional[int] = ..., state_type: _Optional[int] = ..., ui_pos: _Optional[_Iterable[_Union[PosIdentity, _Mapping]]] = ..., audio_muted_remote_channels: _Optional[_Iterable[int]] = ..., linker_mode: _Optional[int] = ...) -> None: ...

class LinkmicBattleTaskMessage(_message.Message):
    __slots__ = ("common", "task_message_type", "start", "task_update", "task_settle", "reward", "battle_id")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    TASK_MESSAGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    TASK_UPDATE_FIELD_NUMBER: _ClassVar[int]
    TASK_SETTLE_FIELD_NUMBER: _ClassVar[int]
    REWARD_FIELD_NUMBER: _ClassVar[int]
    BATTLE_ID_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    task_message_type: int
    start: BattleTaskStart
    task_update: BattleTaskUpdate
    task_settle: BattleTaskSettle
    reward: BattleRewardSettle
    battle_id: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., task_message_type: _Optional[int] = ..., start: _Optional[_Union[BattleTaskStart, _Mapping]] = ..., task_update: _Optional[_Union[BattleTaskUpdate, _Mapping]] = ..., task_settle: _Optional[_Union[BattleTaskSettle, _Mapping]] = ..., reward: _Optional[_Union[BattleRewardSettle, _Mapping]] = ..., battle_id: _Optional[int] = ...) -> None: ...

class LiveGameIntroMessage(_message.Message):
    __slots__ = ("common", "content", "has_rank_info")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    HAS_RANK_INFO_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    content: _webcast_pb2.Text
    has_rank_info: bool
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., has_rank_info: _Optional[bool] = ...) -> None: ...

class MarqueeAnnouncementMessage(_message.Message):
    __slots__ = ("common", "message_scene", "message_entity")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_SCENE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ENTITY_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    message_scene: str
    message_entity: _containers.RepeatedCompositeFieldContainer[MessageEntity]
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., message_scene: _Optional[str] = ..., message_entity: _Optional[_Iterable[_Union[MessageEntity, _Mapping]]] = ...) -> None: ...

class MsgDetectMessage(_message.Message):
    __slots__ = ("common", "d_type", "t_condition", "t_info", "trigger_by", "from_region")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    D_TYPE_FIELD_NUMBER: _ClassVar[int]
    T_CONDITION_FIELD_NUMBER: _ClassVar[int]
    T_INFO_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_BY_FIELD_NUMBER: _ClassVar[int]
    FROM_REGION_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    d_type: int
    t_condition: TriggerCondition
    t_info: TimeInfo
    trigger_by: int
    from_region: str
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., d_type: _Optional[int] = ..., t_condition: _Optional[_Union[TriggerCondition, _Mapping]] = ..., t_info: _Optional[_Union[TimeInfo, _Mapping]] = ..., trigger_by: _Optional[int] = ..., from_region: _Optional[str] = ...) -> None: ...

class NoticeMessage(_message.Message):
    __slots__ = ("common", "content", "notice_type", "title", "violation_reason", "display_text", "tips_title", "notice_title", "notice_content", "scene")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    NOTICE_TYPE_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_REASON_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_TEXT_FIELD_NUMBER: _ClassVar[int]
    TIPS_TITLE_FIELD_NUMBER: _ClassVar[int]
    NOTICE_TITLE_FIELD_NUMBER: _ClassVar[int]
    NOTICE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    content: str
    notice_type: int
    title: _webcast_pb2.Text
    violation_reason: _webcast_pb2.Text
    display_text: _webcast_pb2.Text
    tips_title: _webcast_pb2.Text
    notice_title: _webcast_pb2.Text
    notice_content: _webcast_pb2.Text
    scene: str
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., content: _Optional[str] = ..., notice_type: _Optional[int] = ..., title: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., violation_reason: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., display_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., tips_title: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., notice_title: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., notice_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., scene: _Optional[str] = ...) -> None: ...

class OecLiveShoppingMessage(_message.Message):
    __slots__ = ("common", "action_type", "live_product_number", "pop_product", "hot_tags", "live_permission_info", "product_snap_shot", "pin_card_delay_time", "flash_sale_atmosphere_info", "card_type", "billboard_info", "billboard_display_result", "dispersion_info", "promotion_info", "campaign_banner_display_result", "campaign_banner_display", "refresh_live_bag_info", "anchor_pin_card_reset_type", "voucher", "oec_live_shopping_message_v2", "message_info")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    ACTION_TYPE_FIELD_NUMBER: _ClassVar[int]
    LIVE_PRODUCT_NUMBER_FIELD_NUMBER: _ClassVar[int]
    POP_PRODUCT_FIELD_NUMBER: _ClassVar[int]
    HOT_TAGS_FIELD_NUMBER: _ClassVar[int]
    LIVE_PERMISSION_INFO_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_SNAP_SHOT_FIELD_NUMBER: _ClassVar[int]
    PIN_CARD_DELAY_TIME_FIELD_NUMBER: _ClassVar[int]
    FLASH_SALE_ATMOSPHERE_INFO_FIELD_NUMBER: _ClassVar[int]
    CARD_TYPE_FIELD_NUMBER: _ClassVar[int]
    BILLBOARD_INFO_FIELD_NUMBER: _ClassVar[int]
    BILLBOARD_DISPLAY_RESULT_FIELD_NUMBER: _ClassVar[int]
    DISPERSION_INFO_FIELD_NUMBER: _ClassVar[int]
    PROMOTION_INFO_FIELD_NUMBER: _ClassVar[int]
    CAMPAIGN_BANNER_DISPLAY_RESULT_FIELD_NUMBER: _ClassVar[int]
    CAMPAIGN_BANNER_DISPLAY_FIELD_NUMBER: _ClassVar[int]
    REFRESH_LIVE_BAG_INFO_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_PIN_CARD_RESET_TYPE_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    OEC_LIVE_SHOPPING_MESSAGE_V2_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_INFO_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    action_type: int
    live_product_number: int
    pop_product: PopProduct
    hot_tags: _containers.RepeatedCompositeFieldContainer[HotTag]
    live_permission_info: LivePermissionInfo
    product_snap_shot: ProductSnapShot
    pin_card_delay_time: int
    flash_sale_atmosphere_info: _containers.RepeatedCompositeFieldContainer[FlashSaleAtmosphereInfo]
    card_type: int
    billboard_info: BillboardInfo
    billboard_display_result: BillboardDisplayResult
    dispersion_info: _containers.RepeatedCompositeFieldContainer[DispersionInfo]
    promotion_info: PromotionInfo
    campaign_banner_display_result: CampaignBannerDisplayResult
    campaign_banner_display: CampaignBannerDisplay
    refresh_live_bag_info: RefreshLiveBagInfo
    anchor_pin_card_reset_type: int
    voucher: Voucher
    oec_live_shopping_message_v2: OecLiveShoppingMessageV2
    message_info: str
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., action_type: _Optional[int] = ..., live_product_number: _Optional[int] = ..., pop_product: _Optional[_Union[PopProduct, _Mapping]] = ..., hot_tags: _Optional[_Iterable[_Union[HotTag, _Mapping]]] = ..., live_permission_info: _Optional[_Union[LivePermissionInfo, _Mapping]] = ..., product_snap_shot: _Optional[_Union[ProductSnapShot, _Mapping]] = ..., pin_card_delay_time: _Optional[int] = ..., flash_sale_atmosphere_info: _Optional[_Iterable[_Union[FlashSaleAtmosphereInfo, _Mapping]]] = ..., card_type: _Optional[int] = ..., billboard_info: _Optional[_Union[BillboardInfo, _Mapping]] = ..., billboard_display_result: _Optional[_Union[BillboardDisplayResult, _Mapping]] = ..., dispersion_info: _Optional[_Iterable[_Union[DispersionInfo, _Mapping]]] = ..., promotion_info: _Optional[_Union[PromotionInfo, _Mapping]] = ..., campaign_banner_display_result: _Optional[_Union[CampaignBannerDisplayResult, _Mapping]] = ..., campaign_banner_display: _Optional[_Union[CampaignBannerDisplay, _Mapping]] = ..., refresh_live_bag_info: _Optional[_Union[RefreshLiveBagInfo, _Mapping]] = ..., anchor_pin_card_reset_type: _Optional[int] = ..., voucher: _Optional[_Union[Voucher, _Mapping]] = ..., oec_live_shopping_message_v2: _Optional[_Union[OecLiveShoppingMessageV2, _Mapping]] = ..., message_info: _Optional[str] = ...) -> None: ...

class PartnershipDropsUpdateMessage(_message.Message):
    __slots__ = ("common", "change_mode", "drops_id", "task_id", "event_id", "anchor_uid")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CHANGE_MODE_FIELD_NUMBER: _ClassVar[int]
    DROPS_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_UID_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    change_mode: int
    drops_id: str
    task_id: str
    event_id: str
    anchor_uid: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., change_mode: _Optional[int] = ..., drops_id: _Optional[str] = ..., task_id: _Optional[str] = ..., event_id: _Optional[str] = ..., anchor_uid: _Optional[int] = ...) -> None: ...

class PartnershipGameOfflineMessage(_message.Message):
    __slots__ = ("common", "offline_game_list")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    OFFLINE_GAME_LIST_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    offline_game_list: _containers.RepeatedCompositeFieldContainer[OfflineGameInfo]
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., offline_game_list: _Optional[_Iterable[_Union[OfflineGameInfo, _Mapping]]] = ...) -> None: ...

class PartnershipPunishMessage(_message.Message):
    __slots__ = ("common", "punish_info")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    PUNISH_INFO_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    punish_info: PunishEventInfo
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., punish_info: _Optional[_Union[PunishEventInfo, _Mapping]] = ...) -> None: ...

class PerceptionMessage(_message.Message):
    __slots__ = ("common", "dialog", "punish_info", "end_time", "show_violation_warning", "toast", "float_text", "sheet")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    DIALOG_FIELD_NUMBER: _ClassVar[int]
    PUNISH_INFO_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    SHOW_VIOLATION_WARNING_FIELD_NUMBER: _ClassVar[int]
    TOAST_FIELD_NUMBER: _ClassVar[int]
    FLOAT_TEXT_FIELD_NUMBER: _ClassVar[int]
    SHEET_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    dialog: PerceptionDialogInfo
    punish_info: PunishEventInfo
    end_time: int
    show_violation_warning: bool
    toast: _webcast_pb2.Text
    float_text: _webcast_pb2.Text
    sheet: PerceptionSheetInfo
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., dialog: _Optional[_Union[PerceptionDialogInfo, _Mapping]] = ..., punish_info: _Optional[_Union[PunishEventInfo, _Mapping]] = ..., end_time: _Optional[int] = ..., show_violation_warning: _Optional[bool] = ..., toast: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., float_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., sheet: _Optional[_Union[PerceptionSheetInfo, _Mapping]] = ...) -> None: ...

class PollMessage(_message.Message):
    __slots__ = ("common", "message_type", "poll_id", "start_content", "end_content", "update_votes_content", "poll_kind", "poll_basic_info", "template_content")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    POLL_ID_FIELD_NUMBER: _ClassVar[int]
    START_CONTENT_FIELD_NUMBER: _ClassVar[int]
    END_CONTENT_FIELD_NUMBER: _ClassVar[int]
    UPDATE_VOTES_CONTENT_FIELD_NUMBER: _ClassVar[int]
    POLL_KIND_FIELD_NUMBER: _ClassVar[int]
    POLL_BASIC_INFO_FIELD_NUMBER: _ClassVar[int]
    TEMPLATE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    message_type: int
    poll_id: int
    start_content: PollStartContent
    end_content: PollEndContent
    update_votes_content: PollUpdateVotesContent
    poll_kind: int
    poll_basic_info: PollBasicInfo
    template_content: TemplateContent
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., message_type: _Optional[int] = ..., poll_id: _Optional[int] = ..., start_content: _Optional[_Union[PollStartContent, _Mapping]] = ..., end_content: _Optional[_Union[PollEndContent, _Mapping]] = ..., update_votes_content: _Optional[_Union[PollUpdateVotesContent, _Mapping]] = ..., poll_kind: _Optional[int] = ..., poll_basic_info: _Optional[_Union[PollBasicInfo, _Mapping]] = ..., template_content: _Optional[_Union[TemplateContent, _Mapping]] = ...) -> None: ...

class QuestionNewMessage(_message.Message):
    __slots__ = ("common", "data")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    data: Question
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., data: _Optional[_Union[Question, _Mapping]] = ...) -> None: ...

class RankTextMessage(_message.Message):
    __slots__ = ("common", "scene", "owner_idx_before_update", "owner_idx_after_update", "self_get_badge_msg", "other_get_badge_msg", "cur_user_id", "content", "rank_type", "user_enigma_info")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    OWNER_IDX_BEFORE_UPDATE_FIELD_NUMBER: _ClassVar[int]
    OWNER_IDX_AFTER_UPDATE_FIELD_NUMBER: _ClassVar[int]
    SELF_GET_BADGE_MSG_FIELD_NUMBER: _ClassVar[int]
    OTHER_GET_BADGE_MSG_FIELD_NUMBER: _ClassVar[int]
    CUR_USER_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    RANK_TYPE_FIELD_NUMBER: _ClassVar[int]
    USER_ENIGMA_INFO_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    scene: int
    owner_idx_before_update: int
    owner_idx_after_update: int
    self_get_badge_msg: _webcast_pb2.Text
    other_get_badge_msg: _webcast_pb2.Text
    cur_user_id: int
    content: _webcast_pb2.Text
    rank_type: int
    user_enigma_info: RankUserEnigmaInfo
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., scene: _Optional[int] = ..., owner_idx_before_update: _Optional[int] = ..., owner_idx_after_update: _Optional[int] = ..., self_get_badge_msg: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., other_get_badge_msg: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., cur_user_id: _Optional[int] = ..., content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., rank_type: _Optional[int] = ..., user_enigma_info: _Optional[_Union[RankUserEnigmaInfo, _Mapping]] = ...) -> None: ...

class RankUpdateMessage(_message.Message):
    __slots__ = ("common", "updates", "group_type", "op_type", "rank_priority", "tabs", "tab_info", "valid_ranks")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    UPDATES_FIELD_NUMBER: _ClassVar[int]
    GROUP_TYPE_FIELD_NUMBER: _ClassVar[int]
    OP_TYPE_FIELD_NUMBER: _ClassVar[int]
    RANK_PRIORITY_FIELD_NUMBER: _ClassVar[int]
    TABS_FIELD_NUMBER: _ClassVar[int]
    TAB_INFO_FIELD_NUMBER: _ClassVar[int]
    VALID_RANKS_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    updates: _containers.RepeatedCompositeFieldContainer[RankUpdate]
    group_type: int
    op_type: int
    rank_priority: int
    tabs: _containers.RepeatedCompositeFieldContainer[RankTabInfo]
    tab_info: _containers.RepeatedCompositeFieldContainer[RankListTabInfo]
    valid_ranks: ValidRanks
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., updates: _Optional[_Iterable[_Union[RankUpdate, _Mapping]]] = ..., group_type: _Optional[int] = ..., op_type: _Optional[int] = ..., rank_priority: _Optional[int] = ..., tabs: _Optional[_Iterable[_Union[RankTabInfo, _Mapping]]] = ..., tab_info: _Optional[_Iterable[_Union[RankListTabInfo, _Mapping]]] = ..., valid_ranks: _Optional[_Union[ValidRanks, _Mapping]] = ...) -> None: ...

class RoomNotifyMessage(_message.Message):
    __slots__ = ("common", "notify_type", "content", "user", "notify_class", "flex_setting", "source", "from_user_id", "to_anchor_id")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    NOTIFY_TYPE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    NOTIFY_CLASS_FIELD_NUMBER: _ClassVar[int]
    FLEX_SETTING_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    notify_type: int
    content: str
    user: _webcast_pb2.User
    notify_class: int
    flex_setting: _containers.RepeatedScalarFieldContainer[int]
    source: str
    from_user_id: int
    to_anchor_id: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., notify_type: _Optional[int] = ..., content: _Optional[str] = ..., user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., notify_class: _Optional[int] = ..., flex_setting: _Optional[_Iterable[int]] = ..., source: _Optional[str] = ..., from_user_id: _Optional[int] = ..., to_anchor_id: _Optional[int] = ...) -> None: ...

class RoomPinMessage(_message.Message):
    __slots__ = ("common", "chat_message", "social_message", "gift_message", "member_message", "like_message", "method", "pin_time", "operator", "action", "display_duration", "pin_msg_id", "ec_streamer_key")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CHAT_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    SOCIAL_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    GIFT_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    MEMBER_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    LIKE_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    PIN_TIME_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_DURATION_FIELD_NUMBER: _ClassVar[int]
    PIN_MSG_ID_FIELD_NUMBER: _ClassVar[int]
    EC_STREAMER_KEY_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    chat_message: _webcast_pb2.ChatMessage
    social_message: _webcast_pb2.SocialMessage
    gift_message: _webcast_pb2.GiftMessage
    member_message: _webcast_pb2.MemberMessage
    like_message: _webcast_pb2.LikeMessage
    method: str
    pin_time: int
    operator: _webcast_pb2.User
    action: int
    display_duration: int
    pin_msg_id: int
    ec_streamer_key: str
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., chat_message: _Optional[_Union[_webcast_pb2.ChatMessage, _Mapping]] = ..., social_message: _Optional[_Union[_webcast_pb2.SocialMessage, _Mapping]] = ..., gift_message: _Optional[_Union[_webcast_pb2.GiftMessage, _Mapping]] = ..., member_message: _Optional[_Union[_webcast_pb2.MemberMessage, _Mapping]] = ..., like_message: _Optional[_Union[_webcast_pb2.LikeMessage, _Mapping]] = ..., method: _Optional[str] = ..., pin_time: _Optional[int] = ..., operator: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., action: _Optional[int] = ..., display_duration: _Optional[int] = ..., pin_msg_id: _Optional[int] = ..., ec_streamer_key: _Optional[str] = ...) -> None: ...

class RoomVerifyMessage(_message.Message):
    __slots__ = ("common", "action", "content", "notice_type", "close_room")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    NOTICE_TYPE_FIELD_NUMBER: _ClassVar[int]
    CLOSE_ROOM_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    action: int
    content: str
    notice_type: int
    close_room: bool
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., action: _Optional[int] = ..., content: _Optional[str] = ..., notice_type: _Optional[int] = ..., close_room: _Optional[bool] = ...) -> None: ...

class SubPinEventMessage(_message.Message):
    __slots__ = ("common", "action_type", "card", "operator_user_id")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    ACTION_TYPE_FIELD_NUMBER: _ClassVar[int]
    CARD_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_USER_ID_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    action_type: int
    card: SubPinCard
    operator_user_id: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., action_type: _Optional[int] = ..., card: _Optional[_Union[SubPinCard, _Mapping]] = ..., operator_user_id: _Optional[int] = ...) -> None: ...

class SystemMessage(_message.Message):
    __slots__ = ("common", "message")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    message: str
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., message: _Optional[str] = ...) -> None: ...

class ToastMessage(_message.Message):
    __slots__ = ("common", "display_duration_millisecond", "delay_display_duration_millisecond", "scene")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_DURATION_MILLISECOND_FIELD_NUMBER: _ClassVar[int]
    DELAY_DISPLAY_DURATION_MILLISECOND_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    display_duration_millisecond: int
    delay_display_duration_millisecond: int
    scene: str
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., display_duration_millisecond: _Optional[int] = ..., delay_display_duration_millisecond: _Optional[int] = ..., scene: _Optional[str] = ...) -> None: ...

class UnauthorizedMemberMessage(_message.Message):
    __slots__ = ("common", "action", "nick_name_prefix", "nick_name", "enter_text")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    NICK_NAME_PREFIX_FIELD_NUMBER: _ClassVar[int]
    NICK_NAME_FIELD_NUMBER: _ClassVar[int]
    ENTER_TEXT_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    action: int
    nick_name_prefix: _webcast_pb2.Text
    nick_name: str
    enter_text: _webcast_pb2.Text
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., action: _Optional[int] = ..., nick_name_prefix: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., nick_name: _Optional[str] = ..., enter_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class ViewerPicksUpdateMessage(_message.Message):
    __slots__ = ("common", "update_type", "info")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TYPE_FIELD_NUMBER: _ClassVar[int]
    INFO_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    update_type: int
    info: ViewerPicksInfo
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., update_type: _Optional[int] = ..., info: _Optional[_Union[ViewerPicksInfo, _Mapping]] = ...) -> None: ...

class SpeakerMessage(_message.Message):
    __slots__ = ("common",)
    COMMON_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ...) -> None: ...

class BindingGiftMessage(_message.Message):
    __slots__ = ("gift_message", "common")
    GIFT_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    COMMON_FIELD_NUMBER: _ClassVar[int]
    gift_message: _webcast_pb2.GiftMessage
    common: _webcast_pb2.Common
    def __init__(self, gift_message: _Optional[_Union[_webcast_pb2.GiftMessage, _Mapping]] = ..., common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ...) -> None: ...

class NotifyMessage(_message.Message):
    __slots__ = ("common", "notify_type", "content")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    NOTIFY_TYPE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    notify_type: int
    content: str
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., notify_type: _Optional[int] = ..., content: _Optional[str] = ...) -> None: ...

class SubCapsuleMessage(_message.Message):
    __slots__ = ("common", "description", "button_name")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    BUTTON_NAME_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    description: str
    button_name: str
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., description: _Optional[str] = ..., button_name: _Optional[str] = ...) -> None: ...

class SubscriptionNotifyMessage(_message.Message):
    __slots__ = ("common", "user", "exhibition_type")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    EXHIBITION_TYPE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    user: _webcast_pb2.User
    exhibition_type: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., exhibition_type: _Optional[int] = ...) -> None: ...

class AlertBoxAuditResultMessage(_message.Message):
    __slots__ = ("common", "user_id", "scene")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    user_id: int
    scene: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., user_id: _Optional[int] = ..., scene: _Optional[int] = ...) -> None: ...

class AiLiveSummaryMessage(_message.Message):
    __slots__ = ("common", "ai_live_summary")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    AI_LIVE_SUMMARY_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    ai_live_summary: AiLiveSummary
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., ai_live_summary: _Optional[_Union[AiLiveSummary, _Mapping]] = ...) -> None: ...

class AiSummaryMessage(_message.Message):
    __slots__ = ("common", "scene", "show_at_first", "title", "multi_lang_summary_list", "require_stay", "stay_duration_ms")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    SHOW_AT_FIRST_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    MULTI_LANG_SUMMARY_LIST_FIELD_NUMBER: _ClassVar[int]
    REQUIRE_STAY_FIELD_NUMBER: _ClassVar[int]
    STAY_DURATION_MS_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    scene: int
    show_at_first: bool
    title: _webcast_pb2.Text
    multi_lang_summary_list: _containers.RepeatedCompositeFieldContainer[MultiLangContent]
    require_stay: bool
    stay_duration_ms: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., scene: _Optional[int] = ..., show_at_first: _Optional[bool] = ..., title: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., multi_lang_summary_list: _Optional[_Iterable[_Union[MultiLangContent, _Mapping]]] = ..., require_stay: _Optional[bool] = ..., stay_duration_ms: _Optional[int] = ...) -> None: ...

class BoostedUsersMessage(_message.Message):
    __slots__ = ("common", "total_cnt", "flare", "promote_ads")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    TOTAL_CNT_FIELD_NUMBER: _ClassVar[int]
    FLARE_FIELD_NUMBER: _ClassVar[int]
    PROMOTE_ADS_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    total_cnt: int
    flare: FlareBoostedUsers
    promote_ads: _containers.RepeatedCompositeFieldContainer[PromoteAdBoostedUsers]
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., total_cnt: _Optional[int] = ..., flare: _Optional[_Union[FlareBoostedUsers, _Mapping]] = ..., promote_ads: _Optional[_Iterable[_Union[PromoteAdBoostedUsers, _Mapping]]] = ...) -> None: ...

class CommentTrayMessage(_message.Message):
    __slots__ = ("common", "content", "content_type", "count", "chat_time", "tray_id")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    CHAT_TIME_FIELD_NUMBER: _ClassVar[int]
    TRAY_ID_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    content: str
    content_type: int
    count: int
    chat_time: int
    tray_id: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., content: _Optional[str] = ..., content_type: _Optional[int] = ..., count: _Optional[int] = ..., chat_time: _Optional[int] = ..., tray_id: _Optional[int] = ...) -> None: ...

class CompetitionMessage(_message.Message):
    __slots__ = ("common", "biz_common", "type", "initiate", "reply", "start", "settle_start", "settle_end", "score_change", "finish", "switch_turn")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    BIZ_COMMON_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    INITIATE_FIELD_NUMBER: _ClassVar[int]
    REPLY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SETTLE_START_FIELD_NUMBER: _ClassVar[int]
    SETTLE_END_FIELD_NUMBER: _ClassVar[int]
    SCORE_CHANGE_FIELD_NUMBER: _ClassVar[int]
    FINISH_FIELD_NUMBER: _ClassVar[int]
    SWITCH_TURN_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    biz_common: CompetitionCommon
    type: int
    initiate: CompetitionInitiate
    reply: CompetitionReply
    start: CompetitionStart
    settle_start: CompetitionSettleStart
    settle_end: CompetitionSettleEnd
    score_change: CompetitionScoreChange
    finish: CompetitionFinish
    switch_turn: CompetitionSwitchTurn
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., biz_common: _Optional[_Union[CompetitionCommon, _Mapping]] = ..., type: _Optional[int] = ..., initiate: _Optional[_Union[CompetitionInitiate, _Mapping]] = ..., reply: _Optional[_Union[CompetitionReply, _Mapping]] = ..., start: _Optional[_Union[CompetitionStart, _Mapping]] = ..., settle_start: _Optional[_Union[CompetitionSettleStart, _Mapping]] = ..., settle_end: _Optional[_Union[CompetitionSettleEnd, _Mapping]] = ..., score_change: _Optional[_Union[CompetitionScoreChange, _Mapping]] = ..., finish: _Optional[_Union[CompetitionFinish, _Mapping]] = ..., switch_turn: _Optional[_Union[CompetitionSwitchTurn, _Mapping]] = ...) -> None: ...

class CountdownForAllMessage(_message.Message):
    __slots__ = ("common", "message_type", "play_content", "operator_user_info", "play_end_reason")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    PLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_USER_INFO_FIELD_NUMBER: _ClassVar[int]
    PLAY_END_REASON_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    message_type: int
    play_content: CountdownForAllContent
    operator_user_info: LinkerMediaChangeOperator
    play_end_reason: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., message_type: _Optional[int] = ..., play_content: _Optional[_Union[CountdownForAllContent, _Mapping]] = ..., operator_user_info: _Optional[_Union[LinkerMediaChangeOperator, _Mapping]] = ..., play_end_reason: _Optional[int] = ...) -> None: ...

class CountdownMessage(_message.Message):
    __slots__ = ("common", "message_type", "countdown_content", "operator_user_info")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    COUNTDOWN_CONTENT_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_USER_INFO_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    message_type: int
    countdown_content: CountdownContent
    operator_user_info: LinkerMediaChangeOperator
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., message_type: _Optional[int] = ..., countdown_content: _Optional[_Union[CountdownContent, _Mapping]] = ..., operator_user_info: _Optional[_Union[LinkerMediaChangeOperator, _Mapping]] = ...) -> None: ...

class DiggMessage(_message.Message):
    __slots__ = ("common", "digg_count", "duration", "user")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    DIGG_COUNT_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    digg_count: int
    duration: int
    user: _webcast_pb2.User
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., digg_count: _Optional[int] = ..., duration: _Optional[int] = ..., user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ...) -> None: ...

class DonationInfoMessage(_message.Message):
    __slots__ = ("common", "total_money", "currency", "total_user")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    TOTAL_MONEY_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    TOTAL_USER_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    total_money: str
    currency: str
    total_user: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., total_money: _Optional[str] = ..., currency: _Optional[str] = ..., total_user: _Optional[int] = ...) -> None: ...

class DonationMessage(_message.Message):
    __slots__ = ("common", "total", "currency", "sponsor", "user")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    SPONSOR_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    total: int
    currency: str
    sponsor: _containers.RepeatedCompositeFieldContainer[_webcast_pb2.User]
    user: _containers.RepeatedCompositeFieldContainer[_webcast_pb2.User]
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., total: _Optional[int] = ..., currency: _Optional[str] = ..., sponsor: _Optional[_Iterable[_Union[_webcast_pb2.User, _Mapping]]] = ..., user: _Optional[_Iterable[_Union[_webcast_pb2.User, _Mapping]]] = ...) -> None: ...

class EnvelopePortalMessage(_message.Message):
    __slots__ = ("common", "portal_info", "portal_trans_target", "portal_view", "portal_display")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    PORTAL_INFO_FIELD_NUMBER: _ClassVar[int]
    PORTAL_TRANS_TARGET_FIELD_NUMBER: _ClassVar[int]
    PORTAL_VIEW_FIELD_NUMBER: _ClassVar[int]
    PORTAL_DISPLAY_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    portal_info: EnvelopePortalMessagePortalInfo
    portal_trans_target: EnvelopePortalMessagePortalTransTarget
    portal_view: int
    portal_display: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., portal_info: _Optional[_Union[EnvelopePortalMessagePortalInfo, _Mapping]] = ..., portal_trans_target: _Optional[_Union[EnvelopePortalMessagePortalTransTarget, _Mapping]] = ..., portal_view: _Optional[int] = ..., portal_display: _Optional[int] = ...) -> None: ...

class EventMessage(_message.Message):
    __slots__ = ("common", "action_type", "card")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    ACTION_TYPE_FIELD_NUMBER: _ClassVar[int]
    CARD_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    action_type: int
    card: EventCard
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., action_type: _Optional[int] = ..., card: _Optional[_Union[EventCard, _Mapping]] = ...) -> None: ...

class FansEventMessage(_message.Message):
    __slots__ = ("common", "user", "event_type", "fans_level_info", "fans_level_upgrade_info", "data")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    EVENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    FANS_LEVEL_INFO_FIELD_NUMBER: _ClassVar[int]
    FANS_LEVEL_UPGRADE_INFO_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    user: _webcast_pb2.User
    event_type: int
    fans_level_info: FansLevelInfo
    fans_level_upgrade_info: FansLevelUpgradeInfo
    data: FansEventData
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., event_type: _Optional[int] = ..., fans_level_info: _Optional[_Union[FansLevelInfo, _Mapping]] = ..., fans_level_upgrade_info: _Optional[_Union[FansLevelUpgradeInfo, _Mapping]] = ..., data: _Optional[_Union[FansEventData, _Mapping]] = ...) -> None: ...

class GiftGalleryMessage(_message.Message):
    __slots__ = ("common", "gift_info", "user", "to_user", "msg_type", "all_sponsored", "priority")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    GIFT_INFO_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    TO_USER_FIELD_NUMBER: _ClassVar[int]
    MSG_TYPE_FIELD_NUMBER: _ClassVar[int]
    ALL_SPONSORED_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    gift_info: GiftGalleryMessageGiftInfo
    user: _webcast_pb2.User
    to_user: _webcast_pb2.User
    msg_type: int
    all_sponsored: bool
    priority: GiftImPriority
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., gift_info: _Optional[_Union[GiftGalleryMessageGiftInfo, _Mapping]] = ..., user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., to_user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., msg_type: _Optional[int] = ..., all_sponsored: _Optional[bool] = ..., priority: _Optional[_Union[GiftImPriority, _Mapping]] = ...) -> None: ...

class GiftNoticeMessage(_message.Message):
    __slots__ = ("common", "gift_notice")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    GIFT_NOTICE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    gift_notice: GiftNotice
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., gift_notice: _Optional[_Union[GiftNotice, _Mapping]] = ...) -> None: ...

class GoodyBagMessage(_message.Message):
    __slots__ = ("common", "base_info", "winners", "type")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    BASE_INFO_FIELD_NUMBER: _ClassVar[int]
    WINNERS_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    base_info: GoodyBagBaseInfo
    winners: _containers.RepeatedCompositeFieldContainer[GoodyBagWinnerInfo]
    type: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., base_info: _Optional[_Union[GoodyBagBaseInfo, _Mapping]] = ..., winners: _Optional[_Iterable[_Union[GoodyBagWinnerInfo, _Mapping]]] = ..., type: _Optional[int] = ...) -> None: ...

class GreetingMessage(_message.Message):
    __slots__ = ("common", "user_identity", "enter_msg_id", "greeting_text", "guide_text")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    USER_IDENTITY_FIELD_NUMBER: _ClassVar[int]
    ENTER_MSG_ID_FIELD_NUMBER: _ClassVar[int]
    GREETING_TEXT_FIELD_NUMBER: _ClassVar[int]
    GUIDE_TEXT_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    user_identity: _webcast_pb2.Identity
    enter_msg_id: int
    greeting_text: _webcast_pb2.Text
    guide_text: _webcast_pb2.Text
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., user_identity: _Optional[_Union[_webcast_pb2.Identity, _Mapping]] = ..., enter_msg_id: _Optional[int] = ..., greeting_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., guide_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class HashtagMessage(_message.Message):
    __slots__ = ("common", "hashtag")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    HASHTAG_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    hashtag: Hashtag
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., hashtag: _Optional[_Union[Hashtag, _Mapping]] = ...) -> None: ...

class InRoomBannerEvent(_message.Message):
    __slots__ = ("common", "position", "data")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    position: int
    data: BannerInRoomCollection
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., position: _Optional[int] = ..., data: _Optional[_Union[BannerInRoomCollection, _Mapping]] = ...) -> None: ...

class KaraokeQueueListMessage(_message.Message):
    __slots__ = ("common", "type", "total_queue_count", "song_list", "latest_update_time", "operator")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_QUEUE_COUNT_FIELD_NUMBER: _ClassVar[int]
    SONG_LIST_FIELD_NUMBER: _ClassVar[int]
    LATEST_UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    type: int
    total_queue_count: int
    song_list: _containers.RepeatedCompositeFieldContainer[KaraokeSong]
    latest_update_time: int
    operator: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., type: _Optional[int] = ..., total_queue_count: _Optional[int] = ..., song_list: _Optional[_Iterable[_Union[KaraokeSong, _Mapping]]] = ..., latest_update_time: _Optional[int] = ..., operator: _Optional[int] = ...) -> None: ...

class KaraokeQueueMessage(_message.Message):
    __slots__ = ("common", "type", "song")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    SONG_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    type: int
    song: KaraokeSong
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., type: _Optional[int] = ..., song: _Optional[_Union[KaraokeSong, _Mapping]] = ...) -> None: ...

class LinkMicBattleVictoryLap(_message.Message):
    __slots__ = ("common", "play_type", "battle_truth_or_dare_trigger_guide", "play_tips", "truth_or_dare_close_notice", "trigger_guide_v2", "anchor_region", "battle_id")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    PLAY_TYPE_FIELD_NUMBER: _ClassVar[int]
    BATTLE_TRUTH_OR_DARE_TRIGGER_GUIDE_FIELD_NUMBER: _ClassVar[int]
    PLAY_TIPS_FIELD_NUMBER: _ClassVar[int]
    TRUTH_OR_DARE_CLOSE_NOTICE_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_GUIDE_V2_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_REGION_FIELD_NUMBER: _ClassVar[int]
    BATTLE_ID_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    play_type: int
    battle_truth_or_dare_trigger_guide: BattleTruthOrDareTriggerGuide
    play_tips: BattleTruthOrDareTips
    truth_or_dare_close_notice: BattleTruthOrDareOptOutNotice
    trigger_guide_v2: BattleTruthOrDareTriggerGuideV2
    anchor_region: str
    battle_id: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., play_type: _Optional[int] = ..., battle_truth_or_dare_trigger_guide: _Optional[_Union[BattleTruthOrDareTriggerGuide, _Mapping]] = ..., play_tips: _Optional[_Union[BattleTruthOrDareTips, _Mapping]] = ..., truth_or_dare_close_notice: _Optional[_Union[BattleTruthOrDareOptOutNotice, _Mapping]] = ..., trigger_guide_v2: _Optional[_Union[BattleTruthOrDareTriggerGuideV2, _Mapping]] = ..., anchor_region: _Optional[str] = ..., battle_id: _Optional[int] = ...) -> None: ...

class LinkMicSignalingMethod(_message.Message):
    __slots__ = ("common", "signal")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    signal: str
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., signal: _Optional[str] = ...) -> None: ...

class LinkmicBattleNoticeMessage(_message.Message):
    __slots__ = ("common", "notice_type", "anchor_guide", "toast", "bubble_guide", "anchor_gift_guide", "battle_rule_guide", "common_guide", "extreme_high_score_notice")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    NOTICE_TYPE_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_GUIDE_FIELD_NUMBER: _ClassVar[int]
    TOAST_FIELD_NUMBER: _ClassVar[int]
    BUBBLE_GUIDE_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_GIFT_GUIDE_FIELD_NUMBER: _ClassVar[int]
    BATTLE_RULE_GUIDE_FIELD_NUMBER: _ClassVar[int]
    COMMON_GUIDE_FIELD_NUMBER: _ClassVar[int]
    EXTREME_HIGH_SCORE_NOTICE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    notice_type: int
    anchor_guide: BattleNoticeAnchorGuide
    toast: BattleNoticeToast
    bubble_guide: BattleNoticeBubbleGuide
    anchor_gift_guide: BattleNoticeAnchorGiftGuide
    battle_rule_guide: BattleNoticeRuleGuide
    common_guide: BattleNoticeCommonGuide
    extreme_high_score_notice: BattleNoticeExtremeHighScoreNotice
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., notice_type: _Optional[int] = ..., anchor_guide: _Optional[_Union[BattleNoticeAnchorGuide, _Mapping]] = ..., toast: _Optional[_Union[BattleNoticeToast, _Mapping]] = ..., bubble_guide: _Optional[_Union[BattleNoticeBubbleGuide, _Mapping]] = ..., anchor_gift_guide: _Optional[_Union[BattleNoticeAnchorGiftGuide, _Mapping]] = ..., battle_rule_guide: _Optional[_Union[BattleNoticeRuleGuide, _Mapping]] = ..., common_guide: _Optional[_Union[BattleNoticeCommonGuide, _Mapping]] = ..., extreme_high_score_notice: _Optional[_Union[BattleNoticeExtremeHighScoreNotice, _Mapping]] = ...) -> None: ...

class LiveShowMessage(_message.Message):
    __slots__ = ("common", "message_type", "show_content", "showuserfinishreason", "operator_user_info")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    SHOW_CONTENT_FIELD_NUMBER: _ClassVar[int]
    SHOWUSERFINISHREASON_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_USER_INFO_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    message_type: int
    show_content: ShowContent
    showuserfinishreason: int
    operator_user_info: LinkerMediaChangeOperator
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., message_type: _Optional[int] = ..., show_content: _Optional[_Union[ShowContent, _Mapping]] = ..., showuserfinishreason: _Optional[int] = ..., operator_user_info: _Optional[_Union[LinkerMediaChangeOperator, _Mapping]] = ...) -> None: ...

class NoticeboardMessage(_message.Message):
    __slots__ = ("common", "message_type", "noticeboard_content", "operator_user_info")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    NOTICEBOARD_CONTENT_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_USER_INFO_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    message_type: int
    noticeboard_content: NoticeboardContent
    operator_user_info: LinkerMediaChangeOperator
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., message_type: _Optional[int] = ..., noticeboard_content: _Optional[_Union[NoticeboardContent, _Mapping]] = ..., operator_user_info: _Optional[_Union[LinkerMediaChangeOperator, _Mapping]] = ...) -> None: ...

class PictionaryEndMessage(_message.Message):
    __slots__ = ("common", "round_id", "word", "end_type", "pictionary_type")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    ROUND_ID_FIELD_NUMBER: _ClassVar[int]
    WORD_FIELD_NUMBER: _ClassVar[int]
    END_TYPE_FIELD_NUMBER: _ClassVar[int]
    PICTIONARY_TYPE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    round_id: int
    word: str
    end_type: int
    pictionary_type: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., round_id: _Optional[int] = ..., word: _Optional[str] = ..., end_type: _Optional[int] = ..., pictionary_type: _Optional[int] = ...) -> None: ...

class PictionaryStartMessage(_message.Message):
    __slots__ = ("common", "data")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    data: PictionaryInfo
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., data: _Optional[_Union[PictionaryInfo, _Mapping]] = ...) -> None: ...

class PictionaryUpdateMessage(_message.Message):
    __slots__ = ("common", "correct_count", "round_id")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CORRECT_COUNT_FIELD_NUMBER: _ClassVar[int]
    ROUND_ID_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    correct_count: int
    round_id: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., correct_count: _Optional[int] = ..., round_id: _Optional[int] = ...) -> None: ...

class PortalMessage(_message.Message):
    __slots__ = ("common", "payload_type", "portal_id", "room_id", "portal_buy", "portal_invite", "portal_finish", "portal", "next_ping_time")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    PAYLOAD_TYPE_FIELD_NUMBER: _ClassVar[int]
    PORTAL_ID_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    PORTAL_BUY_FIELD_NUMBER: _ClassVar[int]
    PORTAL_INVITE_FIELD_NUMBER: _ClassVar[int]
    PORTAL_FINISH_FIELD_NUMBER: _ClassVar[int]
    PORTAL_FIELD_NUMBER: _ClassVar[int]
    NEXT_PING_TIME_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    payload_type: int
    portal_id: int
    room_id: int
    portal_buy: PortalMessagePortalBuy
    portal_invite: PortalMessagePortalInvite
    portal_finish: PortalMessagePortalFinish
    portal: Portal
    next_ping_time: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., payload_type: _Optional[int] = ..., portal_id: _Optional[int] = ..., room_id: _Optional[int] = ..., portal_buy: _Optional[_Union[PortalMessagePortalBuy, _Mapping]] = ..., portal_invite: _Optional[_Union[PortalMessagePortalInvite, _Mapping]] = ..., portal_finish: _Optional[_Union[PortalMessagePortalFinish, _Mapping]] = ..., portal: _Optional[_Union[Portal, _Mapping]] = ..., next_ping_time: _Optional[int] = ...) -> None: ...

class QuestionDeleteMessage(_message.Message):
    __slots__ = ("common", "question_id", "user_id", "scene")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    QUESTION_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    question_id: int
    user_id: int
    scene: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., question_id: _Optional[int] = ..., user_id: _Optional[int] = ..., scene: _Optional[int] = ...) -> None: ...

class QuestionSelectedMessage(_message.Message):
    __slots__ = ("common", "question")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    question: Question
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., question: _Optional[_Union[Question, _Mapping]] = ...) -> None: ...

class QuestionSlideDownMessage(_message.Message):
    __slots__ = ("common", "question_id")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    QUESTION_ID_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    question_id: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., question_id: _Optional[int] = ...) -> None: ...

class QuestionSwitchMessage(_message.Message):
    __slots__ = ("common", "on")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    on: bool
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., on: _Optional[bool] = ...) -> None: ...

class RankToastMessage(_message.Message):
    __slots__ = ("common", "toast")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    TOAST_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    toast: RankToastMessageRankToast
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., toast: _Optional[_Union[RankToastMessageRankToast, _Mapping]] = ...) -> None: ...

class RoomEventMessage(_message.Message):
    __slots__ = ("common", "event_id", "title", "start_time", "pos_x", "pos_y", "subscribed_count", "config_opt", "event_user_info")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    POS_X_FIELD_NUMBER: _ClassVar[int]
    POS_Y_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIBED_COUNT_FIELD_NUMBER: _ClassVar[int]
    CONFIG_OPT_FIELD_NUMBER: _ClassVar[int]
    EVENT_USER_INFO_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    event_id: int
    title: str
    start_time: int
    pos_x: str
    pos_y: str
    subscribed_count: int
    config_opt: int
    event_user_info: _containers.RepeatedCompositeFieldContainer[EventUserInfo]
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., event_id: _Optional[int] = ..., title: _Optional[str] = ..., start_time: _Optional[int] = ..., pos_x: _Optional[str] = ..., pos_y: _Optional[str] = ..., subscribed_count: _Optional[int] = ..., config_opt: _Optional[int] = ..., event_user_info: _Optional[_Iterable[_Union[EventUserInfo, _Mapping]]] = ...) -> None: ...

class RoomStickerMessage(_message.Message):
    __slots__ = ("common", "sticker_list")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    STICKER_LIST_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    sticker_list: _containers.RepeatedCompositeFieldContainer[RoomSticker]
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., sticker_list: _Optional[_Iterable[_Union[RoomSticker, _Mapping]]] = ...) -> None: ...

class ScreenChatMessage(_message.Message):
    __slots__ = ("common", "user_info", "chat_type", "content", "priority")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    USER_INFO_FIELD_NUMBER: _ClassVar[int]
    CHAT_TYPE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    user_info: _webcast_pb2.User
    chat_type: int
    content: str
    priority: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., user_info: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., chat_type: _Optional[int] = ..., content: _Optional[str] = ..., priority: _Optional[int] = ...) -> None: ...

class StarCommentNotificationMessage(_message.Message):
    __slots__ = ("common", "star_comment_action", "msg_id", "operator", "star_comment_message")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    STAR_COMMENT_ACTION_FIELD_NUMBER: _ClassVar[int]
    MSG_ID_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    STAR_COMMENT_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    star_comment_action: int
    msg_id: int
    operator: _webcast_pb2.User
    star_comment_message: StarCommentMessage
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., star_comment_action: _Optional[int] = ..., msg_id: _Optional[int] = ..., operator: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., star_comment_message: _Optional[_Union[StarCommentMessage, _Mapping]] = ...) -> None: ...

class StarCommentPushMessage(_message.Message):
    __slots__ = ("common", "queue_version", "current", "next")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    QUEUE_VERSION_FIELD_NUMBER: _ClassVar[int]
    CURRENT_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    queue_version: int
    current: StarCommentMessage
    next: StarCommentMessage
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., queue_version: _Optional[int] = ..., current: _Optional[_Union[StarCommentMessage, _Mapping]] = ..., next: _Optional[_Union[StarCommentMessage, _Mapping]] = ...) -> None: ...

class StreamStatusMessage(_message.Message):
    __slots__ = ("common", "streams")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    STREAMS_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    streams: _containers.RepeatedCompositeFieldContainer[StreamStatusChangeInfo]
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., streams: _Optional[_Iterable[_Union[StreamStatusChangeInfo, _Mapping]]] = ...) -> None: ...

class SubQueueMessage(_message.Message):
    __slots__ = ("common", "message_type_action", "queue", "current_user")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_TYPE_ACTION_FIELD_NUMBER: _ClassVar[int]
    QUEUE_FIELD_NUMBER: _ClassVar[int]
    CURRENT_USER_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    message_type_action: int
    queue: SubQueue
    current_user: _webcast_pb2.User
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., message_type_action: _Optional[int] = ..., queue: _Optional[_Union[SubQueue, _Mapping]] = ..., current_user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ...) -> None: ...

class SubWaveMessage(_message.Message):
    __slots__ = ("common", "sub_wave_im_msg")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    SUB_WAVE_IM_MSG_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    sub_wave_im_msg: SubWaveImMsg
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., sub_wave_im_msg: _Optional[_Union[SubWaveImMsg, _Mapping]] = ...) -> None: ...

class TrayMessage(_message.Message):
    __slots__ = ("common", "user", "title", "describe", "combo_count", "group_count")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DESCRIBE_FIELD_NUMBER: _ClassVar[int]
    COMBO_COUNT_FIELD_NUMBER: _ClassVar[int]
    GROUP_COUNT_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    user: _webcast_pb2.User
    title: _webcast_pb2.Text
    describe: _webcast_pb2.Text
    combo_count: int
    group_count: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., title: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., describe: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., combo_count: _Optional[int] = ..., group_count: _Optional[int] = ...) -> None: ...

class UpgradeMessage(_message.Message):
    __slots__ = ("common", "text")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    text: _webcast_pb2.Text
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class UserStatsMessage(_message.Message):
    __slots__ = ("common", "content", "user_id", "action_type")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    ACTION_TYPE_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    content: str
    user_id: int
    action_type: int
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., content: _Optional[str] = ..., user_id: _Optional[int] = ..., action_type: _Optional[int] = ...) -> None: ...

class WeeklyRankRewardMessage(_message.Message):
    __slots__ = ("user_id", "common", "notify_message")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    COMMON_FIELD_NUMBER: _ClassVar[int]
    NOTIFY_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    common: _webcast_pb2.Common
    notify_message: RoomNotifyMessage
    def __init__(self, user_id: _Optional[int] = ..., common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ..., notify_message: _Optional[_Union[RoomNotifyMessage, _Mapping]] = ...) -> None: ...

class WishlistUpdateMessage(_message.Message):
    __slots__ = ("common",)
    COMMON_FIELD_NUMBER: _ClassVar[int]
    common: _webcast_pb2.Common
    def __init__(self, common: _Optional[_Union[_webcast_pb2.Common, _Mapping]] = ...) -> None: ...

class AccessControlCaptcha(_message.Message):
    __slots__ = ("captcha_record_id", "room_id", "verify_duration_in_sec")
    CAPTCHA_RECORD_ID_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    VERIFY_DURATION_IN_SEC_FIELD_NUMBER: _ClassVar[int]
    captcha_record_id: int
    room_id: int
    verify_duration_in_sec: int
    def __init__(self, captcha_record_id: _Optional[int] = ..., room_id: _Optional[int] = ..., verify_duration_in_sec: _Optional[int] = ...) -> None: ...

class PunishEventInfo(_message.Message):
    __slots__ = ("punish_type", "punish_reason", "punish_id", "violation_uid", "punish_type_id", "duration", "punish_perception_code", "end_time", "violation_uid_str", "show_reason", "end_time_v2")
    PUNISH_TYPE_FIELD_NUMBER: _ClassVar[int]
    PUNISH_REASON_FIELD_NUMBER: _ClassVar[int]
    PUNISH_ID_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_UID_FIELD_NUMBER: _ClassVar[int]
    PUNISH_TYPE_ID_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    PUNISH_PERCEPTION_CODE_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_UID_STR_FIELD_NUMBER: _ClassVar[int]
    SHOW_REASON_FIELD_NUMBER: _ClassVar[int]
    END_TIME_V2_FIELD_NUMBER: _ClassVar[int]
    punish_type: str
    punish_reason: str
    punish_id: str
    violation_uid: int
    punish_type_id: int
    duration: int
    punish_perception_code: str
    end_time: int
    violation_uid_str: str
    show_reason: str
    end_time_v2: int
    def __init__(self, punish_type: _Optional[str] = ..., punish_reason: _Optional[str] = ..., punish_id: _Optional[str] = ..., violation_uid: _Optional[int] = ..., punish_type_id: _Optional[int] = ..., duration: _Optional[int] = ..., punish_perception_code: _Optional[str] = ..., end_time: _Optional[int] = ..., violation_uid_str: _Optional[str] = ..., show_reason: _Optional[str] = ..., end_time_v2: _Optional[int] = ...) -> None: ...

class BarrageEvent(_message.Message):
    __slots__ = ("event_name", "params")
    class ParamsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    EVENT_NAME_FIELD_NUMBER: _ClassVar[int]
    PARAMS_FIELD_NUMBER: _ClassVar[int]
    event_name: str
    params: _containers.ScalarMap[str, str]
    def __init__(self, event_name: _Optional[str] = ..., params: _Optional[_Mapping[str, str]] = ...) -> None: ...

class DisplayControl(_message.Message):
    __slots__ = ("priority", "duration", "target_group_show_rst", "horizontal_trigger_type")
    class TargetGroupShowRstEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: ShowResult
        def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[ShowResult, _Mapping]] = ...) -> None: ...
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    TARGET_GROUP_SHOW_RST_FIELD_NUMBER: _ClassVar[int]
    HORIZONTAL_TRIGGER_TYPE_FIELD_NUMBER: _ClassVar[int]
    priority: int
    duration: int
    target_group_show_rst: _containers.MessageMap[int, ShowResult]
    horizontal_trigger_type: int
    def __init__(self, priority: _Optional[int] = ..., duration: _Optional[int] = ..., target_group_show_rst: _Optional[_Mapping[int, ShowResult]] = ..., horizontal_trigger_type: _Optional[int] = ...) -> None: ...

class RightLabel(_message.Message):
    __slots__ = ("content", "height")
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    content: _webcast_pb2.Text
    height: int
    def __init__(self, content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., height: _Optional[int] = ...) -> None: ...

class BarrageTypeUserGradeParam(_message.Message):
    __slots__ = ("current_grade", "display_config", "user_id", "user")
    CURRENT_GRADE_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONFIG_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    current_grade: int
    display_config: int
    user_id: str
    user: _webcast_pb2.User
    def __init__(self, current_grade: _Optional[int] = ..., display_config: _Optional[int] = ..., user_id: _Optional[str] = ..., user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ...) -> None: ...

class BarrageTypeFansLevelParam(_message.Message):
    __slots__ = ("current_grade", "display_config", "user")
    CURRENT_GRADE_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONFIG_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    current_grade: int
    display_config: int
    user: _webcast_pb2.User
    def __init__(self, current_grade: _Optional[int] = ..., display_config: _Optional[int] = ..., user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ...) -> None: ...

class BarrageTypeSubscribeGiftParam(_message.Message):
    __slots__ = ("gift_sub_count", "show_gift_sub_count", "gift_source")
    GIFT_SUB_COUNT_FIELD_NUMBER: _ClassVar[int]
    SHOW_GIFT_SUB_COUNT_FIELD_NUMBER: _ClassVar[int]
    GIFT_SOURCE_FIELD_NUMBER: _ClassVar[int]
    gift_sub_count: int
    show_gift_sub_count: bool
    gift_source: int
    def __init__(self, gift_sub_count: _Optional[int] = ..., show_gift_sub_count: _Optional[bool] = ..., gift_source: _Optional[int] = ...) -> None: ...

class BarrageTypeGiftGalleryParam(_message.Message):
    __slots__ = ("from_user_id", "to_user_id")
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    TO_USER_ID_FIELD_NUMBER: _ClassVar[int]
    from_user_id: int
    to_user_id: int
    def __init__(self, from_user_id: _Optional[int] = ..., to_user_id: _Optional[int] = ...) -> None: ...

class BarrageTypeEcomLiveParam(_message.Message):
    __slots__ = ("plp_params", "scene", "anchored_product_id", "anchored_label_key", "entrance_form", "anchored_product_source", "anchored_product_platform")
    PLP_PARAMS_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    ANCHORED_PRODUCT_ID_FIELD_NUMBER: _ClassVar[int]
    ANCHORED_LABEL_KEY_FIELD_NUMBER: _ClassVar[int]
    ENTRANCE_FORM_FIELD_NUMBER: _ClassVar[int]
    ANCHORED_PRODUCT_SOURCE_FIELD_NUMBER: _ClassVar[int]
    ANCHORED_PRODUCT_PLATFORM_FIELD_NUMBER: _ClassVar[int]
    plp_params: str
    scene: str
    anchored_product_id: str
    anchored_label_key: str
    entrance_form: str
    anchored_product_source: str
    anchored_product_platform: int
    def __init__(self, plp_params: _Optional[str] = ..., scene: _Optional[str] = ..., anchored_product_id: _Optional[str] = ..., anchored_label_key: _Optional[str] = ..., entrance_form: _Optional[str] = ..., anchored_product_source: _Optional[str] = ..., anchored_product_platform: _Optional[int] = ...) -> None: ...

class BoostCard(_message.Message):
    __slots__ = ("card_id", "task_source", "task_id")
    CARD_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_SOURCE_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    card_id: int
    task_source: int
    task_id: int
    def __init__(self, card_id: _Optional[int] = ..., task_source: _Optional[int] = ..., task_id: _Optional[int] = ...) -> None: ...

class CapsuleBizParams(_message.Message):
    __slots__ = ("cohost", "random_gift", "comment_flagged_prompt", "multi_guest_invite_guide", "anchor_pin_perk", "gaming_moderators_comment_guide", "comment_mute_rule_prompt", "comment_flagged_prompt_for_new_user", "moderator_guide_info", "multi_guest_apply_guide")
    COHOST_FIELD_NUMBER: _ClassVar[int]
    RANDOM_GIFT_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FLAGGED_PROMPT_FIELD_NUMBER: _ClassVar[int]
    MULTI_GUEST_INVITE_GUIDE_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_PIN_PERK_FIELD_NUMBER: _ClassVar[int]
    GAMING_MODERATORS_COMMENT_GUIDE_FIELD_NUMBER: _ClassVar[int]
    COMMENT_MUTE_RULE_PROMPT_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FLAGGED_PROMPT_FOR_NEW_USER_FIELD_NUMBER: _ClassVar[int]
    MODERATOR_GUIDE_INFO_FIELD_NUMBER: _ClassVar[int]
    MULTI_GUEST_APPLY_GUIDE_FIELD_NUMBER: _ClassVar[int]
    cohost: CapsuleBizParamsCohost
    random_gift: CapsuleBizParamsRandomGift
    comment_flagged_prompt: CapsuleBizParamsCommentFlaggedPrompt
    multi_guest_invite_guide: CapsuleBizParamsMultiGuestInviteGuide
    anchor_pin_perk: CapsuleBizParamsAnchorPinPerk
    gaming_moderators_comment_guide: CapsuleBizParamsGamingModeratorsCommentGuide
    comment_mute_rule_prompt: CapsuleBizParamsCommentMuteRulePrompt
    comment_flagged_prompt_for_new_user: CapsuleBizParamsCommentFlaggedPromptForNewUser
    moderator_guide_info: CapsuleBizParamsModeratorGuide
    multi_guest_apply_guide: CapsuleBizParamsMultiGuestApplyGuide
    def __init__(self, cohost: _Optional[_Union[CapsuleBizParamsCohost, _Mapping]] = ..., random_gift: _Optional[_Union[CapsuleBizParamsRandomGift, _Mapping]] = ..., comment_flagged_prompt: _Optional[_Union[CapsuleBizParamsCommentFlaggedPrompt, _Mapping]] = ..., multi_guest_invite_guide: _Optional[_Union[CapsuleBizParamsMultiGuestInviteGuide, _Mapping]] = ..., anchor_pin_perk: _Optional[_Union[CapsuleBizParamsAnchorPinPerk, _Mapping]] = ..., gaming_moderators_comment_guide: _Optional[_Union[CapsuleBizParamsGamingModeratorsCommentGuide, _Mapping]] = ..., comment_mute_rule_prompt: _Optional[_Union[CapsuleBizParamsCommentMuteRulePrompt, _Mapping]] = ..., comment_flagged_prompt_for_new_user: _Optional[_Union[CapsuleBizParamsCommentFlaggedPromptForNewUser, _Mapping]] = ..., moderator_guide_info: _Optional[_Union[CapsuleBizParamsModeratorGuide, _Mapping]] = ..., multi_guest_apply_guide: _Optional[_Union[CapsuleBizParamsMultiGuestApplyGuide, _Mapping]] = ...) -> None: ...

class CaptionContent(_message.Message):
    __slots__ = ("lang", "content")
    LANG_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    lang: str
    content: str
    def __init__(self, lang: _Optional[str] = ..., content: _Optional[str] = ...) -> None: ...

class MessageRedEnvelopInfo(_message.Message):
    __slots__ = ("envelope_id", "business_type", "send_user_name", "diamond_count", "people_count", "unpack_at", "send_user_id", "create_at", "room_id", "follow_show_status", "skin_id", "vote_count", "sender_enigma_info", "super_fan_count", "gift_infos")
    ENVELOPE_ID_FIELD_NUMBER: _ClassVar[int]
    BUSINESS_TYPE_FIELD_NUMBER: _ClassVar[int]
    SEND_USER_NAME_FIELD_NUMBER: _ClassVar[int]
    DIAMOND_COUNT_FIELD_NUMBER: _ClassVar[int]
    PEOPLE_COUNT_FIELD_NUMBER: _ClassVar[int]
    UNPACK_AT_FIELD_NUMBER: _ClassVar[int]
    SEND_USER_ID_FIELD_NUMBER: _ClassVar[int]
    CREATE_AT_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    FOLLOW_SHOW_STATUS_FIELD_NUMBER: _ClassVar[int]
    SKIN_ID_FIELD_NUMBER: _ClassVar[int]
    VOTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    SENDER_ENIGMA_INFO_FIELD_NUMBER: _ClassVar[int]
    SUPER_FAN_COUNT_FIELD_NUMBER: _ClassVar[int]
    GIFT_INFOS_FIELD_NUMBER: _ClassVar[int]
    envelope_id: str
    business_type: int
    send_user_name: str
    diamond_count: int
    people_count: int
    unpack_at: int
    send_user_id: str
    create_at: str
    room_id: str
    follow_show_status: int
    skin_id: int
    vote_count: int
    sender_enigma_info: EnvelopeEnigmaInfo
    super_fan_count: int
    gift_infos: _containers.RepeatedCompositeFieldContainer[EnvelopeGift]
    def __init__(self, envelope_id: _Optional[str] = ..., business_type: _Optional[int] = ..., send_user_name: _Optional[str] = ..., diamond_count: _Optional[int] = ..., people_count: _Optional[int] = ..., unpack_at: _Optional[int] = ..., send_user_id: _Optional[str] = ..., create_at: _Optional[str] = ..., room_id: _Optional[str] = ..., follow_show_status: _Optional[int] = ..., skin_id: _Optional[int] = ..., vote_count: _Optional[int] = ..., sender_enigma_info: _Optional[_Union[EnvelopeEnigmaInfo, _Mapping]] = ..., super_fan_count: _Optional[int] = ..., gift_infos: _Optional[_Iterable[_Union[EnvelopeGift, _Mapping]]] = ...) -> None: ...

class DynamicRestriction(_message.Message):
    __slots__ = ("scenes", "receivers")
    SCENES_FIELD_NUMBER: _ClassVar[int]
    RECEIVERS_FIELD_NUMBER: _ClassVar[int]
    scenes: SceneRestriction
    receivers: _containers.RepeatedCompositeFieldContainer[ReceiverRestriction]
    def __init__(self, scenes: _Optional[_Union[SceneRestriction, _Mapping]] = ..., receivers: _Optional[_Iterable[_Union[ReceiverRestriction, _Mapping]]] = ...) -> None: ...

class GalleryData(_message.Message):
    __slots__ = ("progress", "period", "end_time_in_ms")
    class ProgressEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: TitleData
        def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[TitleData, _Mapping]] = ...) -> None: ...
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    END_TIME_IN_MS_FIELD_NUMBER: _ClassVar[int]
    progress: _containers.MessageMap[int, TitleData]
    period: int
    end_time_in_ms: int
    def __init__(self, progress: _Optional[_Mapping[int, TitleData]] = ..., period: _Optional[int] = ..., end_time_in_ms: _Optional[int] = ...) -> None: ...

class GoalData(_message.Message):
    __slots__ = ("status", "goal_progress")
    class GoalProgressEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: Progress
        def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[Progress, _Mapping]] = ...) -> None: ...
    STATUS_FIELD_NUMBER: _ClassVar[int]
    GOAL_PROGRESS_FIELD_NUMBER: _ClassVar[int]
    status: int
    goal_progress: _containers.MessageMap[int, Progress]
    def __init__(self, status: _Optional[int] = ..., goal_progress: _Optional[_Mapping[int, Progress]] = ...) -> None: ...

class LiveStreamGoalIndicator(_message.Message):
    __slots__ = ("key", "op")
    KEY_FIELD_NUMBER: _ClassVar[int]
    OP_FIELD_NUMBER: _ClassVar[int]
    key: str
    op: int
    def __init__(self, key: _Optional[str] = ..., op: _Optional[int] = ...) -> None: ...

class LiveStreamGoal(_message.Message):
    __slots__ = ("id", "type", "status", "sub_goals", "description", "audit_status", "cycle_type", "start_time", "expire_time", "real_finish_time", "contributors", "contributors_length", "id_str", "audit_description", "stats", "goal_extra_info", "mode", "audit_info", "challenge_type", "is_uneditable", "goal_reward", "create_source")
    ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    SUB_GOALS_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    AUDIT_STATUS_FIELD_NUMBER: _ClassVar[int]
    CYCLE_TYPE_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    REAL_FINISH_TIME_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTORS_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTORS_LENGTH_FIELD_NUMBER: _ClassVar[int]
    ID_STR_FIELD_NUMBER: _ClassVar[int]
    AUDIT_DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    STATS_FIELD_NUMBER: _ClassVar[int]
    GOAL_EXTRA_INFO_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    AUDIT_INFO_FIELD_NUMBER: _ClassVar[int]
    CHALLENGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    IS_UNEDITABLE_FIELD_NUMBER: _ClassVar[int]
    GOAL_REWARD_FIELD_NUMBER: _ClassVar[int]
    CREATE_SOURCE_FIELD_NUMBER: _ClassVar[int]
    id: int
    type: int
    status: int
    sub_goals: _containers.RepeatedCompositeFieldContainer[LiveStreamSubGoal]
    description: str
    audit_status: int
    cycle_type: int
    start_time: int
    expire_time: int
    real_finish_time: int
    contributors: _containers.RepeatedCompositeFieldContainer[LiveStreamGoalContributor]
    contributors_length: int
    id_str: str
    audit_description: str
    stats: GoalStats
    goal_extra_info: str
    mode: int
    audit_info: AuditInfo
    challenge_type: str
    is_uneditable: bool
    goal_reward: GoalReward
    create_source: int
    def __init__(self, id: _Optional[int] = ..., type: _Optional[int] = ..., status: _Optional[int] = ..., sub_goals: _Optional[_Iterable[_Union[LiveStreamSubGoal, _Mapping]]] = ..., description: _Optional[str] = ..., audit_status: _Optional[int] = ..., cycle_type: _Optional[int] = ..., start_time: _Optional[int] = ..., expire_time: _Optional[int] = ..., real_finish_time: _Optional[int] = ..., contributors: _Optional[_Iterable[_Union[LiveStreamGoalContributor, _Mapping]]] = ..., contributors_length: _Optional[int] = ..., id_str: _Optional[str] = ..., audit_description: _Optional[str] = ..., stats: _Optional[_Union[GoalStats, _Mapping]] = ..., goal_extra_info: _Optional[str] = ..., mode: _Optional[int] = ..., audit_info: _Optional[_Union[AuditInfo, _Mapping]] = ..., challenge_type: _Optional[str] = ..., is_uneditable: _Optional[bool] = ..., goal_reward: _Optional[_Union[GoalReward, _Mapping]] = ..., create_source: _Optional[int] = ...) -> None: ...

class LiveStreamSubGoal(_message.Message):
    __slots__ = ("type", "id", "progress", "target", "gift", "id_str", "pin_info", "source", "recommended_text", "recommended_header")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    GIFT_FIELD_NUMBER: _ClassVar[int]
    ID_STR_FIELD_NUMBER: _ClassVar[int]
    PIN_INFO_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    RECOMMENDED_TEXT_FIELD_NUMBER: _ClassVar[int]
    RECOMMENDED_HEADER_FIELD_NUMBER: _ClassVar[int]
    type: int
    id: int
    progress: int
    target: int
    gift: LiveStreamSubGoalGift
    id_str: str
    pin_info: SubGoalPinInfo
    source: int
    recommended_text: str
    recommended_header: str
    def __init__(self, type: _Optional[int] = ..., id: _Optional[int] = ..., progress: _Optional[int] = ..., target: _Optional[int] = ..., gift: _Optional[_Union[LiveStreamSubGoalGift, _Mapping]] = ..., id_str: _Optional[str] = ..., pin_info: _Optional[_Union[SubGoalPinInfo, _Mapping]] = ..., source: _Optional[int] = ..., recommended_text: _Optional[str] = ..., recommended_header: _Optional[str] = ...) -> None: ...

class GoalPinInfo(_message.Message):
    __slots__ = ("pin", "unpin", "pin_end_time", "sub_goal_id", "sub_goal_id_str")
    PIN_FIELD_NUMBER: _ClassVar[int]
    UNPIN_FIELD_NUMBER: _ClassVar[int]
    PIN_END_TIME_FIELD_NUMBER: _ClassVar[int]
    SUB_GOAL_ID_FIELD_NUMBER: _ClassVar[int]
    SUB_GOAL_ID_STR_FIELD_NUMBER: _ClassVar[int]
    pin: bool
    unpin: bool
    pin_end_time: int
    sub_goal_id: int
    sub_goal_id_str: str
    def __init__(self, pin: _Optional[bool] = ..., unpin: _Optional[bool] = ..., pin_end_time: _Optional[int] = ..., sub_goal_id: _Optional[int] = ..., sub_goal_id_str: _Optional[str] = ...) -> None: ...

class GuideMessageFrequencyRule(_message.Message):
    __slots__ = ("room_show_count", "day_show_count")
    ROOM_SHOW_COUNT_FIELD_NUMBER: _ClassVar[int]
    DAY_SHOW_COUNT_FIELD_NUMBER: _ClassVar[int]
    room_show_count: int
    day_show_count: int
    def __init__(self, room_show_count: _Optional[int] = ..., day_show_count: _Optional[int] = ...) -> None: ...

class HourlyRankRewardInfo(_message.Message):
    __slots__ = ("user_id", "asset_id", "notify")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    NOTIFY_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    asset_id: int
    notify: RoomNotifyMessage
    def __init__(self, user_id: _Optional[int] = ..., asset_id: _Optional[int] = ..., notify: _Optional[_Union[RoomNotifyMessage, _Mapping]] = ...) -> None: ...

class CreateChannelContent(_message.Message):
    __slots__ = ("owner", "owner_link_mic_id")
    OWNER_FIELD_NUMBER: _ClassVar[int]
    OWNER_LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    owner: Player
    owner_link_mic_id: str
    def __init__(self, owner: _Optional[_Union[Player, _Mapping]] = ..., owner_link_mic_id: _Optional[str] = ...) -> None: ...

class LinkListChangeContent(_message.Message):
    __slots__ = ("type", "list", "linked_user_ui_positions", "content_pos")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    LIST_FIELD_NUMBER: _ClassVar[int]
    LINKED_USER_UI_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    CONTENT_POS_FIELD_NUMBER: _ClassVar[int]
    type: int
    list: AllListUser
    linked_user_ui_positions: _containers.RepeatedScalarFieldContainer[str]
    content_pos: _containers.RepeatedCompositeFieldContainer[ContentPosition]
    def __init__(self, type: _Optional[int] = ..., list: _Optional[_Union[AllListUser, _Mapping]] = ..., linked_user_ui_positions: _Optional[_Iterable[str]] = ..., content_pos: _Optional[_Iterable[_Union[ContentPosition, _Mapping]]] = ...) -> None: ...

class InviteContent(_message.Message):
    __slots__ = ("invitor", "invitor_link_mic_id", "invitee_link_mic_id", "is_owner", "pos", "invitee", "operator")
    INVITOR_FIELD_NUMBER: _ClassVar[int]
    INVITOR_LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    INVITEE_LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    IS_OWNER_FIELD_NUMBER: _ClassVar[int]
    POS_FIELD_NUMBER: _ClassVar[int]
    INVITEE_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    invitor: Player
    invitor_link_mic_id: str
    invitee_link_mic_id: str
    is_owner: bool
    pos: MicPositionData
    invitee: Player
    operator: Player
    def __init__(self, invitor: _Optional[_Union[Player, _Mapping]] = ..., invitor_link_mic_id: _Optional[str] = ..., invitee_link_mic_id: _Optional[str] = ..., is_owner: _Optional[bool] = ..., pos: _Optional[_Union[MicPositionData, _Mapping]] = ..., invitee: _Optional[_Union[Player, _Mapping]] = ..., operator: _Optional[_Union[Player, _Mapping]] = ...) -> None: ...

class ApplyContent(_message.Message):
    __slots__ = ("applier", "applier_link_mic_id")
    APPLIER_FIELD_NUMBER: _ClassVar[int]
    APPLIER_LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    applier: Player
    applier_link_mic_id: str
    def __init__(self, applier: _Optional[_Union[Player, _Mapping]] = ..., applier_link_mic_id: _Optional[str] = ...) -> None: ...

class PermitApplyContent(_message.Message):
    __slots__ = ("permiter", "permiter_link_mic_id", "applier_pos", "reply_status", "applier", "operator", "applier_link_mic_id", "linked_user_ui_positions", "ui_pos", "layout")
    PERMITER_FIELD_NUMBER: _ClassVar[int]
    PERMITER_LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    APPLIER_POS_FIELD_NUMBER: _ClassVar[int]
    REPLY_STATUS_FIELD_NUMBER: _ClassVar[int]
    APPLIER_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    APPLIER_LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    LINKED_USER_UI_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    UI_POS_FIELD_NUMBER: _ClassVar[int]
    LAYOUT_FIELD_NUMBER: _ClassVar[int]
    permiter: Player
    permiter_link_mic_id: str
    applier_pos: MicPositionData
    reply_status: int
    applier: Player
    operator: Player
    applier_link_mic_id: str
    linked_user_ui_positions: _containers.RepeatedScalarFieldContainer[str]
    ui_pos: _containers.RepeatedCompositeFieldContainer[PosIdentity]
    layout: LayoutState
    def __init__(self, permiter: _Optional[_Union[Player, _Mapping]] = ..., permiter_link_mic_id: _Optional[str] = ..., applier_pos: _Optional[_Union[MicPositionData, _Mapping]] = ..., reply_status: _Optional[int] = ..., applier: _Optional[_Union[Player, _Mapping]] = ..., operator: _Optional[_Union[Player, _Mapping]] = ..., applier_link_mic_id: _Optional[str] = ..., linked_user_ui_positions: _Optional[_Iterable[str]] = ..., ui_pos: _Optional[_Iterable[_Union[PosIdentity, _Mapping]]] = ..., layout: _Optional[_Union[LayoutState, _Mapping]] = ...) -> None: ...

class ReplyInviteContent(_message.Message):
    __slots__ = ("invitee", "reply_status", "invitee_link_mic_id", "invitee_pos", "invite_operator_user", "linked_user_ui_positions", "ui_pos", "layout")
    INVITEE_FIELD_NUMBER: _ClassVar[int]
    REPLY_STATUS_FIELD_NUMBER: _ClassVar[int]
    INVITEE_LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    INVITEE_POS_FIELD_NUMBER: _ClassVar[int]
    INVITE_OPERATOR_USER_FIELD_NUMBER: _ClassVar[int]
    LINKED_USER_UI_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    UI_POS_FIELD_NUMBER: _ClassVar[int]
    LAYOUT_FIELD_NUMBER: _ClassVar[int]
    invitee: Player
    reply_status: int
    invitee_link_mic_id: str
    invitee_pos: MicPositionData
    invite_operator_user: Player
    linked_user_ui_positions: _containers.RepeatedScalarFieldContainer[str]
    ui_pos: _containers.RepeatedCompositeFieldContainer[PosIdentity]
    layout: LayoutState
    def __init__(self, invitee: _Optional[_Union[Player, _Mapping]] = ..., reply_status: _Optional[int] = ..., invitee_link_mic_id: _Optional[str] = ..., invitee_pos: _Optional[_Union[MicPositionData, _Mapping]] = ..., invite_operator_user: _Optional[_Union[Player, _Mapping]] = ..., linked_user_ui_positions: _Optional[_Iterable[str]] = ..., ui_pos: _Optional[_Iterable[_Union[PosIdentity, _Mapping]]] = ..., layout: _Optional[_Union[LayoutState, _Mapping]] = ...) -> None: ...

class KickOutContent(_message.Message):
    __slots__ = ("offliner", "kickout_reason", "linked_user_ui_positions", "ui_pos", "layout")
    OFFLINER_FIELD_NUMBER: _ClassVar[int]
    KICKOUT_REASON_FIELD_NUMBER: _ClassVar[int]
    LINKED_USER_UI_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    UI_POS_FIELD_NUMBER: _ClassVar[int]
    LAYOUT_FIELD_NUMBER: _ClassVar[int]
    offliner: Player
    kickout_reason: int
    linked_user_ui_positions: _containers.RepeatedScalarFieldContainer[str]
    ui_pos: _containers.RepeatedCompositeFieldContainer[PosIdentity]
    layout: LayoutState
    def __init__(self, offliner: _Optional[_Union[Player, _Mapping]] = ..., kickout_reason: _Optional[int] = ..., linked_user_ui_positions: _Optional[_Iterable[str]] = ..., ui_pos: _Optional[_Iterable[_Union[PosIdentity, _Mapping]]] = ..., layout: _Optional[_Union[LayoutState, _Mapping]] = ...) -> None: ...

class CancelApplyContent(_message.Message):
    __slots__ = ("applier", "applier_link_mic_id")
    APPLIER_FIELD_NUMBER: _ClassVar[int]
    APPLIER_LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    applier: Player
    applier_link_mic_id: str
    def __init__(self, applier: _Optional[_Union[Player, _Mapping]] = ..., applier_link_mic_id: _Optional[str] = ...) -> None: ...

class CancelInviteContent(_message.Message):
    __slots__ = ("invitor", "invitor_link_mic_id", "invitee_link_mic_id", "invite_seq_id", "invitee")
    INVITOR_FIELD_NUMBER: _ClassVar[int]
    INVITOR_LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    INVITEE_LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    INVITE_SEQ_ID_FIELD_NUMBER: _ClassVar[int]
    INVITEE_FIELD_NUMBER: _ClassVar[int]
    invitor: Player
    invitor_link_mic_id: str
    invitee_link_mic_id: str
    invite_seq_id: int
    invitee: Player
    def __init__(self, invitor: _Optional[_Union[Player, _Mapping]] = ..., invitor_link_mic_id: _Optional[str] = ..., invitee_link_mic_id: _Optional[str] = ..., invite_seq_id: _Optional[int] = ..., invitee: _Optional[_Union[Player, _Mapping]] = ...) -> None: ...

class LeaveContent(_message.Message):
    __slots__ = ("leaver", "leave_reason", "linked_user_ui_positions", "ui_pos", "layout")
    LEAVER_FIELD_NUMBER: _ClassVar[int]
    LEAVE_REASON_FIELD_NUMBER: _ClassVar[int]
    LINKED_USER_UI_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    UI_POS_FIELD_NUMBER: _ClassVar[int]
    LAYOUT_FIELD_NUMBER: _ClassVar[int]
    leaver: Player
    leave_reason: int
    linked_user_ui_positions: _containers.RepeatedScalarFieldContainer[str]
    ui_pos: _containers.RepeatedCompositeFieldContainer[PosIdentity]
    layout: LayoutState
    def __init__(self, leaver: _Optional[_Union[Player, _Mapping]] = ..., leave_reason: _Optional[int] = ..., linked_user_ui_positions: _Optional[_Iterable[str]] = ..., ui_pos: _Optional[_Iterable[_Union[PosIdentity, _Mapping]]] = ..., layout: _Optional[_Union[LayoutState, _Mapping]] = ...) -> None: ...

class FinishChannelContent(_message.Message):
    __slots__ = ("owner", "finish_reason")
    OWNER_FIELD_NUMBER: _ClassVar[int]
    FINISH_REASON_FIELD_NUMBER: _ClassVar[int]
    owner: Player
    finish_reason: int
    def __init__(self, owner: _Optional[_Union[Player, _Mapping]] = ..., finish_reason: _Optional[int] = ...) -> None: ...

class JoinDirectContent(_message.Message):
    __slots__ = ("joiner", "all_users")
    JOINER_FIELD_NUMBER: _ClassVar[int]
    ALL_USERS_FIELD_NUMBER: _ClassVar[int]
    joiner: LinkLayerListUser
    all_users: AllListUser
    def __init__(self, joiner: _Optional[_Union[LinkLayerListUser, _Mapping]] = ..., all_users: _Optional[_Union[AllListUser, _Mapping]] = ...) -> None: ...

class JoinGroupContent(_message.Message):
    __slots__ = ("group_user", "join_user", "type")
    GROUP_USER_FIELD_NUMBER: _ClassVar[int]
    JOIN_USER_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    group_user: GroupChannelAllUser
    join_user: GroupPlayer
    type: int
    def __init__(self, group_user: _Optional[_Union[GroupChannelAllUser, _Mapping]] = ..., join_user: _Optional[_Union[GroupPlayer, _Mapping]] = ..., type: _Optional[int] = ...) -> None: ...

class PermitJoinGroupContent(_message.Message):
    __slots__ = ("approver", "agree_status", "type", "group_user", "migration_details", "linked_user_ui_positions", "permit_group_type")
    APPROVER_FIELD_NUMBER: _ClassVar[int]
    AGREE_STATUS_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    GROUP_USER_FIELD_NUMBER: _ClassVar[int]
    MIGRATION_DETAILS_FIELD_NUMBER: _ClassVar[int]
    LINKED_USER_UI_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    PERMIT_GROUP_TYPE_FIELD_NUMBER: _ClassVar[int]
    approver: GroupPlayer
    agree_status: int
    type: int
    group_user: GroupChannelAllUser
    migration_details: MigrationDetails
    linked_user_ui_positions: _containers.RepeatedScalarFieldContainer[str]
    permit_group_type: int
    def __init__(self, approver: _Optional[_Union[GroupPlayer, _Mapping]] = ..., agree_status: _Optional[int] = ..., type: _Optional[int] = ..., group_user: _Optional[_Union[GroupChannelAllUser, _Mapping]] = ..., migration_details: _Optional[_Union[MigrationDetails, _Mapping]] = ..., linked_user_ui_positions: _Optional[_Iterable[str]] = ..., permit_group_type: _Optional[int] = ...) -> None: ...

class CancelJoinGroupContent(_message.Message):
    __slots__ = ("leaver", "operator", "type", "group_user")
    LEAVER_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    GROUP_USER_FIELD_NUMBER: _ClassVar[int]
    leaver: _containers.RepeatedCompositeFieldContainer[GroupPlayer]
    operator: GroupPlayer
    type: int
    group_user: GroupChannelAllUser
    def __init__(self, leaver: _Optional[_Iterable[_Union[GroupPlayer, _Mapping]]] = ..., operator: _Optional[_Union[GroupPlayer, _Mapping]] = ..., type: _Optional[int] = ..., group_user: _Optional[_Union[GroupChannelAllUser, _Mapping]] = ...) -> None: ...

class LeaveJoinGroupContent(_message.Message):
    __slots__ = ("operator", "group_channel_id", "leave_source", "linked_user_ui_positions")
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    GROUP_CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    LEAVE_SOURCE_FIELD_NUMBER: _ClassVar[int]
    LINKED_USER_UI_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    operator: GroupPlayer
    group_channel_id: int
    leave_source: str
    linked_user_ui_positions: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, operator: _Optional[_Union[GroupPlayer, _Mapping]] = ..., group_channel_id: _Optional[int] = ..., leave_source: _Optional[str] = ..., linked_user_ui_positions: _Optional[_Iterable[str]] = ...) -> None: ...

class P2PGroupChangeContent(_message.Message):
    __slots__ = ("group_user", "migration_details", "content_pos")
    GROUP_USER_FIELD_NUMBER: _ClassVar[int]
    MIGRATION_DETAILS_FIELD_NUMBER: _ClassVar[int]
    CONTENT_POS_FIELD_NUMBER: _ClassVar[int]
    group_user: GroupChannelAllUser
    migration_details: MigrationDetails
    content_pos: _containers.RepeatedCompositeFieldContainer[ContentPosition]
    def __init__(self, group_user: _Optional[_Union[GroupChannelAllUser, _Mapping]] = ..., migration_details: _Optional[_Union[MigrationDetails, _Mapping]] = ..., content_pos: _Optional[_Iterable[_Union[ContentPosition, _Mapping]]] = ...) -> None: ...

class GroupChangeContent(_message.Message):
    __slots__ = ("group_user", "linked_user_ui_positions")
    GROUP_USER_FIELD_NUMBER: _ClassVar[int]
    LINKED_USER_UI_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    group_user: GroupChannelAllUser
    linked_user_ui_positions: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, group_user: _Optional[_Union[GroupChannelAllUser, _Mapping]] = ..., linked_user_ui_positions: _Optional[_Iterable[str]] = ...) -> None: ...

class JoinGroupDirectContent(_message.Message):
    __slots__ = ("group_user", "migration_details", "content_pos")
    GROUP_USER_FIELD_NUMBER: _ClassVar[int]
    MIGRATION_DETAILS_FIELD_NUMBER: _ClassVar[int]
    CONTENT_POS_FIELD_NUMBER: _ClassVar[int]
    group_user: GroupChannelAllUser
    migration_details: MigrationDetails
    content_pos: _containers.RepeatedCompositeFieldContainer[ContentPosition]
    def __init__(self, group_user: _Optional[_Union[GroupChannelAllUser, _Mapping]] = ..., migration_details: _Optional[_Union[MigrationDetails, _Mapping]] = ..., content_pos: _Optional[_Iterable[_Union[ContentPosition, _Mapping]]] = ...) -> None: ...

class JoinRoomDirectContent(_message.Message):
    __slots__ = ("joiner", "joiner_link_mic_id", "layout", "ui_pos")
    JOINER_FIELD_NUMBER: _ClassVar[int]
    JOINER_LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    LAYOUT_FIELD_NUMBER: _ClassVar[int]
    UI_POS_FIELD_NUMBER: _ClassVar[int]
    joiner: Player
    joiner_link_mic_id: str
    layout: LayoutState
    ui_pos: _containers.RepeatedCompositeFieldContainer[PosIdentity]
    def __init__(self, joiner: _Optional[_Union[Player, _Mapping]] = ..., joiner_link_mic_id: _Optional[str] = ..., layout: _Optional[_Union[LayoutState, _Mapping]] = ..., ui_pos: _Optional[_Iterable[_Union[PosIdentity, _Mapping]]] = ...) -> None: ...

class LinkEnvelopeContent(_message.Message):
    __slots__ = ("sender", "receiver", "message_payload")
    SENDER_FIELD_NUMBER: _ClassVar[int]
    RECEIVER_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_PAYLOAD_FIELD_NUMBER: _ClassVar[int]
    sender: LinkUserIdentity
    receiver: LinkUserIdentity
    message_payload: LinkEnvelopeMessagePayload
    def __init__(self, sender: _Optional[_Union[LinkUserIdentity, _Mapping]] = ..., receiver: _Optional[_Union[LinkUserIdentity, _Mapping]] = ..., message_payload: _Optional[_Union[LinkEnvelopeMessagePayload, _Mapping]] = ...) -> None: ...

class BusinessContent(_message.Message):
    __slots__ = ("over_length",)
    OVER_LENGTH_FIELD_NUMBER: _ClassVar[int]
    over_length: int
    def __init__(self, over_length: _Optional[int] = ...) -> None: ...

class LinkerInviteContent(_message.Message):
    __slots__ = ("from_user_id", "from_room_id", "vendor", "sec_from_user_id", "to_linkmic_id_str", "from_user", "required_mic_idx", "anchor_multi_live_enum", "anchor_setting_info", "inviter_linkmic_id_str", "from_top_host_info", "action_id", "linked_users", "dialog", "punish_info", "from_room_age_restricted", "from_tag")
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    VENDOR_FIELD_NUMBER: _ClassVar[int]
    SEC_FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    TO_LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    FROM_USER_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_MIC_IDX_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_MULTI_LIVE_ENUM_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_SETTING_INFO_FIELD_NUMBER: _ClassVar[int]
    INVITER_LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    FROM_TOP_HOST_INFO_FIELD_NUMBER: _ClassVar[int]
    ACTION_ID_FIELD_NUMBER: _ClassVar[int]
    LINKED_USERS_FIELD_NUMBER: _ClassVar[int]
    DIALOG_FIELD_NUMBER: _ClassVar[int]
    PUNISH_INFO_FIELD_NUMBER: _ClassVar[int]
    FROM_ROOM_AGE_RESTRICTED_FIELD_NUMBER: _ClassVar[int]
    FROM_TAG_FIELD_NUMBER: _ClassVar[int]
    from_user_id: int
    from_room_id: int
    vendor: int
    sec_from_user_id: str
    to_linkmic_id_str: str
    from_user: _webcast_pb2.User
    required_mic_idx: int
    anchor_multi_live_enum: int
    anchor_setting_info: MultiLiveAnchorPanelSettings
    inviter_linkmic_id_str: str
    from_top_host_info: InviteTopHostInfo
    action_id: int
    linked_users: _containers.RepeatedCompositeFieldContainer[LinkmicUserInfo]
    dialog: PerceptionDialogInfo
    punish_info: PunishEventInfo
    from_room_age_restricted: int
    from_tag: Tag
    def __init__(self, from_user_id: _Optional[int] = ..., from_room_id: _Optional[int] = ..., vendor: _Optional[int] = ..., sec_from_user_id: _Optional[str] = ..., to_linkmic_id_str: _Optional[str] = ..., from_user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., required_mic_idx: _Optional[int] = ..., anchor_multi_live_enum: _Optional[int] = ..., anchor_setting_info: _Optional[_Union[MultiLiveAnchorPanelSettings, _Mapping]] = ..., inviter_linkmic_id_str: _Optional[str] = ..., from_top_host_info: _Optional[_Union[InviteTopHostInfo, _Mapping]] = ..., action_id: _Optional[int] = ..., linked_users: _Optional[_Iterable[_Union[LinkmicUserInfo, _Mapping]]] = ..., dialog: _Optional[_Union[PerceptionDialogInfo, _Mapping]] = ..., punish_info: _Optional[_Union[PunishEventInfo, _Mapping]] = ..., from_room_age_restricted: _Optional[int] = ..., from_tag: _Optional[_Union[Tag, _Mapping]] = ...) -> None: ...

class LinkerReplyContent(_message.Message):
    __slots__ = ("from_user_id", "from_room_id", "from_user_linkmic_info", "to_user_id", "to_user_linkmic_info", "link_type", "reply_status", "linker_setting", "from_user", "to_user", "invitee_mic_idx_update_info", "applier_mic_idx_info_map", "anchor_multi_live_enum", "anchor_setting_info", "action_id", "linked_users", "source_type")
    class ApplierMicIdxInfoMapEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: int
        def __init__(self, key: _Optional[int] = ..., value: _Optional[int] = ...) -> None: ...
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_USER_LINKMIC_INFO_FIELD_NUMBER: _ClassVar[int]
    TO_USER_ID_FIELD_NUMBER: _ClassVar[int]
    TO_USER_LINKMIC_INFO_FIELD_NUMBER: _ClassVar[int]
    LINK_TYPE_FIELD_NUMBER: _ClassVar[int]
    REPLY_STATUS_FIELD_NUMBER: _ClassVar[int]
    LINKER_SETTING_FIELD_NUMBER: _ClassVar[int]
    FROM_USER_FIELD_NUMBER: _ClassVar[int]
    TO_USER_FIELD_NUMBER: _ClassVar[int]
    INVITEE_MIC_IDX_UPDATE_INFO_FIELD_NUMBER: _ClassVar[int]
    APPLIER_MIC_IDX_INFO_MAP_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_MULTI_LIVE_ENUM_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_SETTING_INFO_FIELD_NUMBER: _ClassVar[int]
    ACTION_ID_FIELD_NUMBER: _ClassVar[int]
    LINKED_USERS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_TYPE_FIELD_NUMBER: _ClassVar[int]
    from_user_id: int
    from_room_id: int
    from_user_linkmic_info: LinkmicInfo
    to_user_id: int
    to_user_linkmic_info: LinkmicInfo
    link_type: int
    reply_status: int
    linker_setting: LinkerSetting
    from_user: _webcast_pb2.User
    to_user: _webcast_pb2.User
    invitee_mic_idx_update_info: LinkerMicIdxUpdateInfo
    applier_mic_idx_info_map: _containers.ScalarMap[int, int]
    anchor_multi_live_enum: int
    anchor_setting_info: MultiLiveAnchorPanelSettings
    action_id: int
    linked_users: _containers.RepeatedCompositeFieldContainer[LinkmicUserInfo]
    source_type: int
    def __init__(self, from_user_id: _Optional[int] = ..., from_room_id: _Optional[int] = ..., from_user_linkmic_info: _Optional[_Union[LinkmicInfo, _Mapping]] = ..., to_user_id: _Optional[int] = ..., to_user_linkmic_info: _Optional[_Union[LinkmicInfo, _Mapping]] = ..., link_type: _Optional[int] = ..., reply_status: _Optional[int] = ..., linker_setting: _Optional[_Union[LinkerSetting, _Mapping]] = ..., from_user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., to_user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., invitee_mic_idx_update_info: _Optional[_Union[LinkerMicIdxUpdateInfo, _Mapping]] = ..., applier_mic_idx_info_map: _Optional[_Mapping[int, int]] = ..., anchor_multi_live_enum: _Optional[int] = ..., anchor_setting_info: _Optional[_Union[MultiLiveAnchorPanelSettings, _Mapping]] = ..., action_id: _Optional[int] = ..., linked_users: _Optional[_Iterable[_Union[LinkmicUserInfo, _Mapping]]] = ..., source_type: _Optional[int] = ...) -> None: ...

class LinkerCreateContent(_message.Message):
    __slots__ = ("owner_id", "owner_room_id", "link_type")
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    LINK_TYPE_FIELD_NUMBER: _ClassVar[int]
    owner_id: int
    owner_room_id: int
    link_type: int
    def __init__(self, owner_id: _Optional[int] = ..., owner_room_id: _Optional[int] = ..., link_type: _Optional[int] = ...) -> None: ...

class LinkerEnterContent(_message.Message):
    __slots__ = ("linked_users", "anchor_multi_live_enum", "anchor_setting_info")
    LINKED_USERS_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_MULTI_LIVE_ENUM_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_SETTING_INFO_FIELD_NUMBER: _ClassVar[int]
    linked_users: _containers.RepeatedCompositeFieldContainer[ListUser]
    anchor_multi_live_enum: int
    anchor_setting_info: MultiLiveAnchorPanelSettings
    def __init__(self, linked_users: _Optional[_Iterable[_Union[ListUser, _Mapping]]] = ..., anchor_multi_live_enum: _Optional[int] = ..., anchor_setting_info: _Optional[_Union[MultiLiveAnchorPanelSettings, _Mapping]] = ...) -> None: ...

class LinkerLeaveContent(_message.Message):
    __slots__ = ("user_id", "linkmic_id_str", "send_leave_uid", "leave_reason")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    SEND_LEAVE_UID_FIELD_NUMBER: _ClassVar[int]
    LEAVE_REASON_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    linkmic_id_str: str
    send_leave_uid: int
    leave_reason: int
    def __init__(self, user_id: _Optional[int] = ..., linkmic_id_str: _Optional[str] = ..., send_leave_uid: _Optional[int] = ..., leave_reason: _Optional[int] = ...) -> None: ...

class LinkerCancelContent(_message.Message):
    __slots__ = ("from_user_id", "to_user_id", "cancel_type", "action_id")
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    TO_USER_ID_FIELD_NUMBER: _ClassVar[int]
    CANCEL_TYPE_FIELD_NUMBER: _ClassVar[int]
    ACTION_ID_FIELD_NUMBER: _ClassVar[int]
    from_user_id: int
    to_user_id: int
    cancel_type: int
    action_id: int
    def __init__(self, from_user_id: _Optional[int] = ..., to_user_id: _Optional[int] = ..., cancel_type: _Optional[int] = ..., action_id: _Optional[int] = ...) -> None: ...

class LinkerKickOutContent(_message.Message):
    __slots__ = ("from_user_id", "kickout_reason")
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    KICKOUT_REASON_FIELD_NUMBER: _ClassVar[int]
    from_user_id: int
    kickout_reason: int
    def __init__(self, from_user_id: _Optional[int] = ..., kickout_reason: _Optional[int] = ...) -> None: ...

class LinkedListChangeContent(_message.Message):
    __slots__ = ("linked_users",)
    LINKED_USERS_FIELD_NUMBER: _ClassVar[int]
    linked_users: _containers.RepeatedCompositeFieldContainer[ListUser]
    def __init__(self, linked_users: _Optional[_Iterable[_Union[ListUser, _Mapping]]] = ...) -> None: ...

class LinkerUpdateUserContent(_message.Message):
    __slots__ = ("from_user_id", "to_user_id", "update_info")
    class UpdateInfoEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    TO_USER_ID_FIELD_NUMBER: _ClassVar[int]
    UPDATE_INFO_FIELD_NUMBER: _ClassVar[int]
    from_user_id: int
    to_user_id: int
    update_info: _containers.ScalarMap[str, str]
    def __init__(self, from_user_id: _Optional[int] = ..., to_user_id: _Optional[int] = ..., update_info: _Optional[_Mapping[str, str]] = ...) -> None: ...

class LinkerMuteContent(_message.Message):
    __slots__ = ("user_id", "mute_status")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    MUTE_STATUS_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    mute_status: int
    def __init__(self, user_id: _Optional[int] = ..., mute_status: _Optional[int] = ...) -> None: ...

class LinkerRandomMatchContent(_message.Message):
    __slots__ = ("user", "room_id", "invite_type", "match_id", "inner_channel_id", "source_type", "group_channel_id", "play_type", "paired_time")
    USER_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    INVITE_TYPE_FIELD_NUMBER: _ClassVar[int]
    MATCH_ID_FIELD_NUMBER: _ClassVar[int]
    INNER_CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_TYPE_FIELD_NUMBER: _ClassVar[int]
    GROUP_CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    PLAY_TYPE_FIELD_NUMBER: _ClassVar[int]
    PAIRED_TIME_FIELD_NUMBER: _ClassVar[int]
    user: _webcast_pb2.User
    room_id: int
    invite_type: int
    match_id: str
    inner_channel_id: int
    source_type: int
    group_channel_id: int
    play_type: int
    paired_time: int
    def __init__(self, user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., room_id: _Optional[int] = ..., invite_type: _Optional[int] = ..., match_id: _Optional[str] = ..., inner_channel_id: _Optional[int] = ..., source_type: _Optional[int] = ..., group_channel_id: _Optional[int] = ..., play_type: _Optional[int] = ..., paired_time: _Optional[int] = ...) -> None: ...

class MultiLiveUpdateUserSettingContent(_message.Message):
    __slots__ = ("update_user_setting_info", "reset_point_after_leave")
    UPDATE_USER_SETTING_INFO_FIELD_NUMBER: _ClassVar[int]
    RESET_POINT_AFTER_LEAVE_FIELD_NUMBER: _ClassVar[int]
    update_user_setting_info: MultiLiveAnchorPanelSettings
    reset_point_after_leave: int
    def __init__(self, update_user_setting_info: _Optional[_Union[MultiLiveAnchorPanelSettings, _Mapping]] = ..., reset_point_after_leave: _Optional[int] = ...) -> None: ...

class LinkerMicIdxUpdateContent(_message.Message):
    __slots__ = ("mic_idx_update_info",)
    MIC_IDX_UPDATE_INFO_FIELD_NUMBER: _ClassVar[int]
    mic_idx_update_info: LinkerMicIdxUpdateInfo
    def __init__(self, mic_idx_update_info: _Optional[_Union[LinkerMicIdxUpdateInfo, _Mapping]] = ...) -> None: ...

class LinkerListChangeContent(_message.Message):
    __slots__ = ("linked_users", "applied_users", "connecting_users")
    LINKED_USERS_FIELD_NUMBER: _ClassVar[int]
    APPLIED_USERS_FIELD_NUMBER: _ClassVar[int]
    CONNECTING_USERS_FIELD_NUMBER: _ClassVar[int]
    linked_users: _containers.RepeatedCompositeFieldContainer[LinkListUser]
    applied_users: _containers.RepeatedCompositeFieldContainer[LinkListUser]
    connecting_users: _containers.RepeatedCompositeFieldContainer[LinkListUser]
    def __init__(self, linked_users: _Optional[_Iterable[_Union[LinkListUser, _Mapping]]] = ..., applied_users: _Optional[_Iterable[_Union[LinkListUser, _Mapping]]] = ..., connecting_users: _Optional[_Iterable[_Union[LinkListUser, _Mapping]]] = ...) -> None: ...

class CohostListChangeContent(_message.Message):
    __slots__ = ("users",)
    USERS_FIELD_NUMBER: _ClassVar[int]
    users: _containers.RepeatedCompositeFieldContainer[CohostListUser]
    def __init__(self, users: _Optional[_Iterable[_Union[CohostListUser, _Mapping]]] = ...) -> None: ...

class LinkerMediaChangeContent(_message.Message):
    __slots__ = ("op", "to_user_id", "anchor_id", "room_id", "change_scene", "operator_info")
    OP_FIELD_NUMBER: _ClassVar[int]
    TO_USER_ID_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    CHANGE_SCENE_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_INFO_FIELD_NUMBER: _ClassVar[int]
    op: int
    to_user_id: int
    anchor_id: int
    room_id: int
    change_scene: int
    operator_info: LinkerMediaChangeOperator
    def __init__(self, op: _Optional[int] = ..., to_user_id: _Optional[int] = ..., anchor_id: _Optional[int] = ..., room_id: _Optional[int] = ..., change_scene: _Optional[int] = ..., operator_info: _Optional[_Union[LinkerMediaChangeOperator, _Mapping]] = ...) -> None: ...

class LinkerAcceptNoticeContent(_message.Message):
    __slots__ = ("from_user_id", "from_room_id", "to_user_id")
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    TO_USER_ID_FIELD_NUMBER: _ClassVar[int]
    from_user_id: int
    from_room_id: int
    to_user_id: int
    def __init__(self, from_user_id: _Optional[int] = ..., from_room_id: _Optional[int] = ..., to_user_id: _Optional[int] = ...) -> None: ...

class CohostInviteStateNotifyContent(_message.Message):
    __slots__ = ("rival_user_id", "rival_room_id", "group_channel_id", "reason")
    RIVAL_USER_ID_FIELD_NUMBER: _ClassVar[int]
    RIVAL_ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    GROUP_CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    rival_user_id: int
    rival_room_id: int
    group_channel_id: int
    reason: int
    def __init__(self, rival_user_id: _Optional[int] = ..., rival_room_id: _Optional[int] = ..., group_channel_id: _Optional[int] = ..., reason: _Optional[int] = ...) -> None: ...

class LinkerSysKickOutContent(_message.Message):
    __slots__ = ("user_id", "linkmic_id_str")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    linkmic_id_str: str
    def __init__(self, user_id: _Optional[int] = ..., linkmic_id_str: _Optional[str] = ...) -> None: ...

class LinkmicUserToastContent(_message.Message):
    __slots__ = ("user_id", "room_id", "display_text", "leaved_user_id")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_TEXT_FIELD_NUMBER: _ClassVar[int]
    LEAVED_USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    room_id: int
    display_text: _webcast_pb2.Text
    leaved_user_id: int
    def __init__(self, user_id: _Optional[int] = ..., room_id: _Optional[int] = ..., display_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., leaved_user_id: _Optional[int] = ...) -> None: ...

class BattleUserArmies(_message.Message):
    __slots__ = ("user_armies", "hostscore", "anchor_id_str", "host_enigma_score", "host_enigma_uv")
    USER_ARMIES_FIELD_NUMBER: _ClassVar[int]
    HOSTSCORE_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_STR_FIELD_NUMBER: _ClassVar[int]
    HOST_ENIGMA_SCORE_FIELD_NUMBER: _ClassVar[int]
    HOST_ENIGMA_UV_FIELD_NUMBER: _ClassVar[int]
    user_armies: _containers.RepeatedCompositeFieldContainer[BattleUserArmy]
    hostscore: int
    anchor_id_str: str
    host_enigma_score: int
    host_enigma_uv: int
    def __init__(self, user_armies: _Optional[_Iterable[_Union[BattleUserArmy, _Mapping]]] = ..., hostscore: _Optional[int] = ..., anchor_id_str: _Optional[str] = ..., host_enigma_score: _Optional[int] = ..., host_enigma_uv: _Optional[int] = ...) -> None: ...

class BattleTeamUserArmies(_message.Message):
    __slots__ = ("team_id", "team_user", "team_total_score", "user_armies", "host_rank", "team_total_enigma_score", "team_total_enigma_uv", "host_visible_rank_from_team_id")
    class HostVisibleRankFromTeamIdEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: int
        def __init__(self, key: _Optional[int] = ..., value: _Optional[int] = ...) -> None: ...
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    TEAM_USER_FIELD_NUMBER: _ClassVar[int]
    TEAM_TOTAL_SCORE_FIELD_NUMBER: _ClassVar[int]
    USER_ARMIES_FIELD_NUMBER: _ClassVar[int]
    HOST_RANK_FIELD_NUMBER: _ClassVar[int]
    TEAM_TOTAL_ENIGMA_SCORE_FIELD_NUMBER: _ClassVar[int]
    TEAM_TOTAL_ENIGMA_UV_FIELD_NUMBER: _ClassVar[int]
    HOST_VISIBLE_RANK_FROM_TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    team_id: int
    team_user: _containers.RepeatedCompositeFieldContainer[BattleTeamUser]
    team_total_score: int
    user_armies: BattleUserArmies
    host_rank: int
    team_total_enigma_score: int
    team_total_enigma_uv: int
    host_visible_rank_from_team_id: _containers.ScalarMap[int, int]
    def __init__(self, team_id: _Optional[int] = ..., team_user: _Optional[_Iterable[_Union[BattleTeamUser, _Mapping]]] = ..., team_total_score: _Optional[int] = ..., user_armies: _Optional[_Union[BattleUserArmies, _Mapping]] = ..., host_rank: _Optional[int] = ..., team_total_enigma_score: _Optional[int] = ..., team_total_enigma_uv: _Optional[int] = ..., host_visible_rank_from_team_id: _Optional[_Mapping[int, int]] = ...) -> None: ...

class BattleSetting(_message.Message):
    __slots__ = ("battle_id", "start_time_ms", "duration", "channel_id", "status", "invite_type", "gift_mode_meta", "battle_type", "extra_duration_second", "end_time_ms", "scene", "source_type", "ice_showdown_setting", "gameplay_option", "goofy_effect_info")
    BATTLE_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    INVITE_TYPE_FIELD_NUMBER: _ClassVar[int]
    GIFT_MODE_META_FIELD_NUMBER: _ClassVar[int]
    BATTLE_TYPE_FIELD_NUMBER: _ClassVar[int]
    EXTRA_DURATION_SECOND_FIELD_NUMBER: _ClassVar[int]
    END_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_TYPE_FIELD_NUMBER: _ClassVar[int]
    ICE_SHOWDOWN_SETTING_FIELD_NUMBER: _ClassVar[int]
    GAMEPLAY_OPTION_FIELD_NUMBER: _ClassVar[int]
    GOOFY_EFFECT_INFO_FIELD_NUMBER: _ClassVar[int]
    battle_id: int
    start_time_ms: int
    duration: int
    channel_id: int
    status: int
    invite_type: int
    gift_mode_meta: GiftModeMeta
    battle_type: int
    extra_duration_second: int
    end_time_ms: int
    scene: int
    source_type: int
    ice_showdown_setting: int
    gameplay_option: int
    goofy_effect_info: GoofyEffectInfo
    def __init__(self, battle_id: _Optional[int] = ..., start_time_ms: _Optional[int] = ..., duration: _Optional[int] = ..., channel_id: _Optional[int] = ..., status: _Optional[int] = ..., invite_type: _Optional[int] = ..., gift_mode_meta: _Optional[_Union[GiftModeMeta, _Mapping]] = ..., battle_type: _Optional[int] = ..., extra_duration_second: _Optional[int] = ..., end_time_ms: _Optional[int] = ..., scene: _Optional[int] = ..., source_type: _Optional[int] = ..., ice_showdown_setting: _Optional[int] = ..., gameplay_option: _Optional[int] = ..., goofy_effect_info: _Optional[_Union[GoofyEffectInfo, _Mapping]] = ...) -> None: ...

class BattleEffectInfos(_message.Message):
    __slots__ = ("effect_list_version",)
    EFFECT_LIST_VERSION_FIELD_NUMBER: _ClassVar[int]
    effect_list_version: int
    def __init__(self, effect_list_version: _Optional[int] = ...) -> None: ...

class EnigmaBattleExtraInfo(_message.Message):
    __slots__ = ("has_started", "is_gift_from_enigma")
    HAS_STARTED_FIELD_NUMBER: _ClassVar[int]
    IS_GIFT_FROM_ENIGMA_FIELD_NUMBER: _ClassVar[int]
    has_started: bool
    is_gift_from_enigma: bool
    def __init__(self, has_started: _Optional[bool] = ..., is_gift_from_enigma: _Optional[bool] = ...) -> None: ...

class BattleResult(_message.Message):
    __slots__ = ("user_id", "result", "score", "diamond_score", "enigma_score", "enigma_uv")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    DIAMOND_SCORE_FIELD_NUMBER: _ClassVar[int]
    ENIGMA_SCORE_FIELD_NUMBER: _ClassVar[int]
    ENIGMA_UV_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    result: int
    score: int
    diamond_score: int
    enigma_score: int
    enigma_uv: int
    def __init__(self, user_id: _Optional[int] = ..., result: _Optional[int] = ..., score: _Optional[int] = ..., diamond_score: _Optional[int] = ..., enigma_score: _Optional[int] = ..., enigma_uv: _Optional[int] = ...) -> None: ...

class UserArmiesWrapper(_message.Message):
    __slots__ = ("key", "value")
    KEY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    key: int
    value: BattleUserArmies
    def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[BattleUserArmies, _Mapping]] = ...) -> None: ...

class BattleUserInfoWrapper(_message.Message):
    __slots__ = ("key", "value")
    KEY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    key: int
    value: BattleUserInfo
    def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[BattleUserInfo, _Mapping]] = ...) -> None: ...

class SupportedActionsWrapper(_message.Message):
    __slots__ = ("key", "value")
    KEY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    key: int
    value: bool
    def __init__(self, key: _Optional[int] = ..., value: _Optional[bool] = ...) -> None: ...

class BattleComboInfo(_message.Message):
    __slots__ = ("user_id", "combo_status", "combo_count", "combo_type", "user_id_str", "combo_count_str")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    COMBO_STATUS_FIELD_NUMBER: _ClassVar[int]
    COMBO_COUNT_FIELD_NUMBER: _ClassVar[int]
    COMBO_TYPE_FIELD_NUMBER: _ClassVar[int]
    USER_ID_STR_FIELD_NUMBER: _ClassVar[int]
    COMBO_COUNT_STR_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    combo_status: int
    combo_count: int
    combo_type: int
    user_id_str: str
    combo_count_str: str
    def __init__(self, user_id: _Optional[int] = ..., combo_status: _Optional[int] = ..., combo_count: _Optional[int] = ..., combo_type: _Optional[int] = ..., user_id_str: _Optional[str] = ..., combo_count_str: _Optional[str] = ...) -> None: ...

class TeamUsersInfo(_message.Message):
    __slots__ = ("team_id", "user_id")
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    team_id: int
    user_id: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, team_id: _Optional[int] = ..., user_id: _Optional[_Iterable[int]] = ...) -> None: ...

class BattleInviteeGiftPermission(_message.Message):
    __slots__ = ("user_id", "gift_permission_type")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    GIFT_PERMISSION_TYPE_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    gift_permission_type: int
    def __init__(self, user_id: _Optional[int] = ..., gift_permission_type: _Optional[int] = ...) -> None: ...

class BattleTeamResult(_message.Message):
    __slots__ = ("team_id", "team_user", "result", "total_score", "total_enigma_score", "total_enigma_uv")
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    TEAM_USER_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_SCORE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_ENIGMA_SCORE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_ENIGMA_UV_FIELD_NUMBER: _ClassVar[int]
    team_id: int
    team_user: _containers.RepeatedCompositeFieldContainer[BattleTeamUser]
    result: int
    total_score: int
    total_enigma_score: int
    total_enigma_uv: int
    def __init__(self, team_id: _Optional[int] = ..., team_user: _Optional[_Iterable[_Union[BattleTeamUser, _Mapping]]] = ..., result: _Optional[int] = ..., total_score: _Optional[int] = ..., total_enigma_score: _Optional[int] = ..., total_enigma_uv: _Optional[int] = ...) -> None: ...

class TeamMatchCampaign(_message.Message):
    __slots__ = ("best_teammate_relation", "start_sfx_team_id", "has_team_match_mvp_sfx")
    BEST_TEAMMATE_RELATION_FIELD_NUMBER: _ClassVar[int]
    START_SFX_TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    HAS_TEAM_MATCH_MVP_SFX_FIELD_NUMBER: _ClassVar[int]
    best_teammate_relation: _containers.RepeatedCompositeFieldContainer[BestTeammateRelation]
    start_sfx_team_id: _containers.RepeatedScalarFieldContainer[int]
    has_team_match_mvp_sfx: bool
    def __init__(self, best_teammate_relation: _Optional[_Iterable[_Union[BestTeammateRelation, _Mapping]]] = ..., start_sfx_team_id: _Optional[_Iterable[int]] = ..., has_team_match_mvp_sfx: _Optional[bool] = ...) -> None: ...

class GiftGalleryBadgeInfo(_message.Message):
    __slots__ = ("league_info", "gallery_info", "league_name")
    LEAGUE_INFO_FIELD_NUMBER: _ClassVar[int]
    GALLERY_INFO_FIELD_NUMBER: _ClassVar[int]
    LEAGUE_NAME_FIELD_NUMBER: _ClassVar[int]
    league_info: GiftGalleryBadgeSection
    gallery_info: GiftGalleryBadgeSection
    league_name: str
    def __init__(self, league_info: _Optional[_Union[GiftGalleryBadgeSection, _Mapping]] = ..., gallery_info: _Optional[_Union[GiftGalleryBadgeSection, _Mapping]] = ..., league_name: _Optional[str] = ...) -> None: ...

class LeagueScoreInfo(_message.Message):
    __slots__ = ("estimated_score", "is_opt_out", "is_activity_period", "content_text", "class_opt_out", "content_text_open", "match_theme")
    ESTIMATED_SCORE_FIELD_NUMBER: _ClassVar[int]
    IS_OPT_OUT_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVITY_PERIOD_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TEXT_FIELD_NUMBER: _ClassVar[int]
    CLASS_OPT_OUT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TEXT_OPEN_FIELD_NUMBER: _ClassVar[int]
    MATCH_THEME_FIELD_NUMBER: _ClassVar[int]
    estimated_score: int
    is_opt_out: bool
    is_activity_period: bool
    content_text: _webcast_pb2.Text
    class_opt_out: bool
    content_text_open: _webcast_pb2.Text
    match_theme: int
    def __init__(self, estimated_score: _Optional[int] = ..., is_opt_out: _Optional[bool] = ..., is_activity_period: _Optional[bool] = ..., content_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., class_opt_out: _Optional[bool] = ..., content_text_open: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., match_theme: _Optional[int] = ...) -> None: ...

class MatchPunishExtraInfo(_message.Message):
    __slots__ = ("match_punish_effect_info", "cohost_content_guide_info", "recommended_playbook_info")
    MATCH_PUNISH_EFFECT_INFO_FIELD_NUMBER: _ClassVar[int]
    COHOST_CONTENT_GUIDE_INFO_FIELD_NUMBER: _ClassVar[int]
    RECOMMENDED_PLAYBOOK_INFO_FIELD_NUMBER: _ClassVar[int]
    match_punish_effect_info: MatchPunishEffectInfo
    cohost_content_guide_info: CohostContentGuideInfo
    recommended_playbook_info: RecommendedPlaybookInfo
    def __init__(self, match_punish_effect_info: _Optional[_Union[MatchPunishEffectInfo, _Mapping]] = ..., cohost_content_guide_info: _Optional[_Union[CohostContentGuideInfo, _Mapping]] = ..., recommended_playbook_info: _Optional[_Union[RecommendedPlaybookInfo, _Mapping]] = ...) -> None: ...

class EnigmaBattleSetting(_message.Message):
    __slots__ = ("is_startable", "enigma_battle_campaign_start", "enigma_battle_campaign_end", "enigma_score_reveal_countdown_sec", "enigma_score_reveal_duration_sec")
    IS_STARTABLE_FIELD_NUMBER: _ClassVar[int]
    ENIGMA_BATTLE_CAMPAIGN_START_FIELD_NUMBER: _ClassVar[int]
    ENIGMA_BATTLE_CAMPAIGN_END_FIELD_NUMBER: _ClassVar[int]
    ENIGMA_SCORE_REVEAL_COUNTDOWN_SEC_FIELD_NUMBER: _ClassVar[int]
    ENIGMA_SCORE_REVEAL_DURATION_SEC_FIELD_NUMBER: _ClassVar[int]
    is_startable: bool
    enigma_battle_campaign_start: int
    enigma_battle_campaign_end: int
    enigma_score_reveal_countdown_sec: _containers.RepeatedScalarFieldContainer[int]
    enigma_score_reveal_duration_sec: int
    def __init__(self, is_startable: _Optional[bool] = ..., enigma_battle_campaign_start: _Optional[int] = ..., enigma_battle_campaign_end: _Optional[int] = ..., enigma_score_reveal_countdown_sec: _Optional[_Iterable[int]] = ..., enigma_score_reveal_duration_sec: _Optional[int] = ...) -> None: ...

class AnchorMatchSettings(_message.Message):
    __slots__ = ("enable_ai_commentary",)
    ENABLE_AI_COMMENTARY_FIELD_NUMBER: _ClassVar[int]
    enable_ai_commentary: bool
    def __init__(self, enable_ai_commentary: _Optional[bool] = ...) -> None: ...

class BattleFeatureFlags(_message.Message):
    __slots__ = ("enable_match_countdown_optimization", "hide_combo_count_on_start")
    ENABLE_MATCH_COUNTDOWN_OPTIMIZATION_FIELD_NUMBER: _ClassVar[int]
    HIDE_COMBO_COUNT_ON_START_FIELD_NUMBER: _ClassVar[int]
    enable_match_countdown_optimization: bool
    hide_combo_count_on_start: bool
    def __init__(self, enable_match_countdown_optimization: _Optional[bool] = ..., hide_combo_count_on_start: _Optional[bool] = ...) -> None: ...

class CardObtainGuide(_message.Message):
    __slots__ = ("not_in_use",)
    NOT_IN_USE_FIELD_NUMBER: _ClassVar[int]
    not_in_use: int
    def __init__(self, not_in_use: _Optional[int] = ...) -> None: ...

class UseCriticalStrikeCard(_message.Message):
    __slots__ = ("card_info", "anchor_id", "display_content")
    CARD_INFO_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    card_info: CriticalStrikeCardInfo
    anchor_id: int
    display_content: _webcast_pb2.Text
    def __init__(self, card_info: _Optional[_Union[CriticalStrikeCardInfo, _Mapping]] = ..., anchor_id: _Optional[int] = ..., display_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class UseSmokeCard(_message.Message):
    __slots__ = ("card_info", "anchor_id", "display_content")
    CARD_INFO_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    card_info: SmokeCardInfo
    anchor_id: int
    display_content: _webcast_pb2.Text
    def __init__(self, card_info: _Optional[_Union[SmokeCardInfo, _Mapping]] = ..., anchor_id: _Optional[int] = ..., display_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class AwardCardNotice(_message.Message):
    __slots__ = ("display_content", "awarded_users")
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    AWARDED_USERS_FIELD_NUMBER: _ClassVar[int]
    display_content: _webcast_pb2.Text
    awarded_users: _containers.RepeatedCompositeFieldContainer[BattleUserInfo]
    def __init__(self, display_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., awarded_users: _Optional[_Iterable[_Union[BattleUserInfo, _Mapping]]] = ...) -> None: ...

class UseExtraTimeCard(_message.Message):
    __slots__ = ("card_info", "anchor_id", "display_content")
    CARD_INFO_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    card_info: ExtraTimeCardInfo
    anchor_id: int
    display_content: _webcast_pb2.Text
    def __init__(self, card_info: _Optional[_Union[ExtraTimeCardInfo, _Mapping]] = ..., anchor_id: _Optional[int] = ..., display_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class UseSpecialEffectCard(_message.Message):
    __slots__ = ("card_info", "anchor_id", "display_content", "affected_anchor_pairs", "effect_type", "community_heart_me_info", "community_heart_me_info_str")
    CARD_INFO_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    AFFECTED_ANCHOR_PAIRS_FIELD_NUMBER: _ClassVar[int]
    EFFECT_TYPE_FIELD_NUMBER: _ClassVar[int]
    COMMUNITY_HEART_ME_INFO_FIELD_NUMBER: _ClassVar[int]
    COMMUNITY_HEART_ME_INFO_STR_FIELD_NUMBER: _ClassVar[int]
    card_info: SpecialEffectCardInfo
    anchor_id: int
    display_content: _webcast_pb2.Text
    affected_anchor_pairs: _containers.RepeatedCompositeFieldContainer[AnchorPair]
    effect_type: int
    community_heart_me_info: CommunityHeartMeInfo
    community_heart_me_info_str: str
    def __init__(self, card_info: _Optional[_Union[SpecialEffectCardInfo, _Mapping]] = ..., anchor_id: _Optional[int] = ..., display_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., affected_anchor_pairs: _Optional[_Iterable[_Union[AnchorPair, _Mapping]]] = ..., effect_type: _Optional[int] = ..., community_heart_me_info: _Optional[_Union[CommunityHeartMeInfo, _Mapping]] = ..., community_heart_me_info_str: _Optional[str] = ...) -> None: ...

class UsePotionCard(_message.Message):
    __slots__ = ("card_info", "anchor_id", "display_content")
    CARD_INFO_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    card_info: PotionCardInfo
    anchor_id: int
    display_content: _webcast_pb2.Text
    def __init__(self, card_info: _Optional[_Union[PotionCardInfo, _Mapping]] = ..., anchor_id: _Optional[int] = ..., display_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class UseWaveCard(_message.Message):
    __slots__ = ("card_info", "anchor_id", "display_content")
    CARD_INFO_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    card_info: WaveCardInfo
    anchor_id: int
    display_content: _webcast_pb2.Text
    def __init__(self, card_info: _Optional[_Union[WaveCardInfo, _Mapping]] = ..., anchor_id: _Optional[int] = ..., display_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class SpecialEffectNotice(_message.Message):
    __slots__ = ("score", "from_user_id", "to_anchor_id", "affected_anchor_pairs", "effect_type", "community_heart_me_info", "community_heart_me_info_str")
    SCORE_FIELD_NUMBER: _ClassVar[int]
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    AFFECTED_ANCHOR_PAIRS_FIELD_NUMBER: _ClassVar[int]
    EFFECT_TYPE_FIELD_NUMBER: _ClassVar[int]
    COMMUNITY_HEART_ME_INFO_FIELD_NUMBER: _ClassVar[int]
    COMMUNITY_HEART_ME_INFO_STR_FIELD_NUMBER: _ClassVar[int]
    score: int
    from_user_id: int
    to_anchor_id: int
    affected_anchor_pairs: _containers.RepeatedCompositeFieldContainer[AnchorPair]
    effect_type: int
    community_heart_me_info: CommunityHeartMeInfo
    community_heart_me_info_str: str
    def __init__(self, score: _Optional[int] = ..., from_user_id: _Optional[int] = ..., to_anchor_id: _Optional[int] = ..., affected_anchor_pairs: _Optional[_Iterable[_Union[AnchorPair, _Mapping]]] = ..., effect_type: _Optional[int] = ..., community_heart_me_info: _Optional[_Union[CommunityHeartMeInfo, _Mapping]] = ..., community_heart_me_info_str: _Optional[str] = ...) -> None: ...

class UseTop2Card(_message.Message):
    __slots__ = ("anchor_id", "display_content")
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    anchor_id: int
    display_content: _webcast_pb2.Text
    def __init__(self, anchor_id: _Optional[int] = ..., display_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class UseTop3Card(_message.Message):
    __slots__ = ("anchor_id", "display_content")
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    anchor_id: int
    display_content: _webcast_pb2.Text
    def __init__(self, anchor_id: _Optional[int] = ..., display_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class UseVaultGloveCard(_message.Message):
    __slots__ = ("card_info", "anchor_id", "display_content")
    CARD_INFO_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    card_info: VaultGloveCardInfo
    anchor_id: int
    display_content: _webcast_pb2.Text
    def __init__(self, card_info: _Optional[_Union[VaultGloveCardInfo, _Mapping]] = ..., anchor_id: _Optional[int] = ..., display_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class UseMusicCard(_message.Message):
    __slots__ = ("card_info", "anchor_id", "display_content")
    CARD_INFO_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    card_info: MusicCardInfo
    anchor_id: int
    display_content: _webcast_pb2.Text
    def __init__(self, card_info: _Optional[_Union[MusicCardInfo, _Mapping]] = ..., anchor_id: _Optional[int] = ..., display_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class MusicAwardNotice(_message.Message):
    __slots__ = ("display_content", "to_anchor_id", "is_rewarded")
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    IS_REWARDED_FIELD_NUMBER: _ClassVar[int]
    display_content: _webcast_pb2.Text
    to_anchor_id: int
    is_rewarded: bool
    def __init__(self, display_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., to_anchor_id: _Optional[int] = ..., is_rewarded: _Optional[bool] = ...) -> None: ...

class MusicEffectNotice(_message.Message):
    __slots__ = ("effect_tier", "to_anchor_id", "from_user_id", "gift_id", "gift_price")
    EFFECT_TIER_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    GIFT_ID_FIELD_NUMBER: _ClassVar[int]
    GIFT_PRICE_FIELD_NUMBER: _ClassVar[int]
    effect_tier: int
    to_anchor_id: int
    from_user_id: int
    gift_id: int
    gift_price: int
    def __init__(self, effect_tier: _Optional[int] = ..., to_anchor_id: _Optional[int] = ..., from_user_id: _Optional[int] = ..., gift_id: _Optional[int] = ..., gift_price: _Optional[int] = ...) -> None: ...

class EffectingCardQueue(_message.Message):
    __slots__ = ("queue_type", "valid_card_types", "card_queue", "queue_version")
    QUEUE_TYPE_FIELD_NUMBER: _ClassVar[int]
    VALID_CARD_TYPES_FIELD_NUMBER: _ClassVar[int]
    CARD_QUEUE_FIELD_NUMBER: _ClassVar[int]
    QUEUE_VERSION_FIELD_NUMBER: _ClassVar[int]
    queue_type: int
    valid_card_types: _containers.RepeatedScalarFieldContainer[int]
    card_queue: _containers.RepeatedCompositeFieldContainer[EffectingCardQueueItem]
    queue_version: int
    def __init__(self, queue_type: _Optional[int] = ..., valid_card_types: _Optional[_Iterable[int]] = ..., card_queue: _Optional[_Iterable[_Union[EffectingCardQueueItem, _Mapping]]] = ..., queue_version: _Optional[int] = ...) -> None: ...

class AnchorLeftCardRefundNotice(_message.Message):
    __slots__ = ("anchor_id",)
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    anchor_id: int
    def __init__(self, anchor_id: _Optional[int] = ...) -> None: ...

class FanTicketRoomNoticeContent(_message.Message):
    __slots__ = ("user_fan_ticket", "total_linkmic_fan_ticket", "match_id", "event_time", "play_id", "play_scene", "version", "score_type")
    USER_FAN_TICKET_FIELD_NUMBER: _ClassVar[int]
    TOTAL_LINKMIC_FAN_TICKET_FIELD_NUMBER: _ClassVar[int]
    MATCH_ID_FIELD_NUMBER: _ClassVar[int]
    EVENT_TIME_FIELD_NUMBER: _ClassVar[int]
    PLAY_ID_FIELD_NUMBER: _ClassVar[int]
    PLAY_SCENE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SCORE_TYPE_FIELD_NUMBER: _ClassVar[int]
    user_fan_ticket: _containers.RepeatedCompositeFieldContainer[UserFanTicket]
    total_linkmic_fan_ticket: int
    match_id: int
    event_time: int
    play_id: int
    play_scene: int
    version: int
    score_type: int
    def __init__(self, user_fan_ticket: _Optional[_Iterable[_Union[UserFanTicket, _Mapping]]] = ..., total_linkmic_fan_ticket: _Optional[int] = ..., match_id: _Optional[int] = ..., event_time: _Optional[int] = ..., play_id: _Optional[int] = ..., play_scene: _Optional[int] = ..., version: _Optional[int] = ..., score_type: _Optional[int] = ...) -> None: ...

class LayoutState(_message.Message):
    __slots__ = ("layout_id", "layout_key")
    LAYOUT_ID_FIELD_NUMBER: _ClassVar[int]
    LAYOUT_KEY_FIELD_NUMBER: _ClassVar[int]
    layout_id: str
    layout_key: str
    def __init__(self, layout_id: _Optional[str] = ..., layout_key: _Optional[str] = ...) -> None: ...

class LinkUserState(_message.Message):
    __slots__ = ("user", "linkmic_id", "pos", "linked_time_nano", "online_user_state", "audio_muted", "video_muted", "network_state")
    USER_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_FIELD_NUMBER: _ClassVar[int]
    POS_FIELD_NUMBER: _ClassVar[int]
    LINKED_TIME_NANO_FIELD_NUMBER: _ClassVar[int]
    ONLINE_USER_STATE_FIELD_NUMBER: _ClassVar[int]
    AUDIO_MUTED_FIELD_NUMBER: _ClassVar[int]
    VIDEO_MUTED_FIELD_NUMBER: _ClassVar[int]
    NETWORK_STATE_FIELD_NUMBER: _ClassVar[int]
    user: Player
    linkmic_id: str
    pos: MicPositionData
    linked_time_nano: int
    online_user_state: int
    audio_muted: int
    video_muted: int
    network_state: int
    def __init__(self, user: _Optional[_Union[Player, _Mapping]] = ..., linkmic_id: _Optional[str] = ..., pos: _Optional[_Union[MicPositionData, _Mapping]] = ..., linked_time_nano: _Optional[int] = ..., online_user_state: _Optional[int] = ..., audio_muted: _Optional[int] = ..., video_muted: _Optional[int] = ..., network_state: _Optional[int] = ...) -> None: ...

class PosIdentity(_message.Message):
    __slots__ = ("type", "value")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    type: int
    value: str
    def __init__(self, type: _Optional[int] = ..., value: _Optional[str] = ...) -> None: ...

class BattleTaskStart(_message.Message):
    __slots__ = ("battle_bonus_config",)
    BATTLE_BONUS_CONFIG_FIELD_NUMBER: _ClassVar[int]
    battle_bonus_config: BattleBonusConfig
    def __init__(self, battle_bonus_config: _Optional[_Union[BattleBonusConfig, _Mapping]] = ...) -> None: ...

class BattleTaskUpdate(_message.Message):
    __slots__ = ("progress", "from_user_id", "prompt_key")
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    FROM_USER_ID_FIELD_NUMBER: _ClassVar[int]
    PROMPT_KEY_FIELD_NUMBER: _ClassVar[int]
    progress: int
    from_user_id: int
    prompt_key: str
    def __init__(self, progress: _Optional[int] = ..., from_user_id: _Optional[int] = ..., prompt_key: _Optional[str] = ...) -> None: ...

class BattleTaskSettle(_message.Message):
    __slots__ = ("result", "reward_start_time", "reward_start_timestamp")
    RESULT_FIELD_NUMBER: _ClassVar[int]
    REWARD_START_TIME_FIELD_NUMBER: _ClassVar[int]
    REWARD_START_TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    result: int
    reward_start_time: int
    reward_start_timestamp: int
    def __init__(self, result: _Optional[int] = ..., reward_start_time: _Optional[int] = ..., reward_start_timestamp: _Optional[int] = ...) -> None: ...

class BattleRewardSettle(_message.Message):
    __slots__ = ("prompt", "status")
    PROMPT_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    prompt: BattlePrompt
    status: int
    def __init__(self, prompt: _Optional[_Union[BattlePrompt, _Mapping]] = ..., status: _Optional[int] = ...) -> None: ...

class MessageEntity(_message.Message):
    __slots__ = ("notify",)
    NOTIFY_FIELD_NUMBER: _ClassVar[int]
    notify: RoomNotifyMessage
    def __init__(self, notify: _Optional[_Union[RoomNotifyMessage, _Mapping]] = ...) -> None: ...

class TriggerCondition(_message.Message):
    __slots__ = ("uplink_detect_http", "uplink_detect_websocket", "detect_p2p_msg", "detect_room_msg", "http_optimize")
    UPLINK_DETECT_HTTP_FIELD_NUMBER: _ClassVar[int]
    UPLINK_DETECT_WEBSOCKET_FIELD_NUMBER: _ClassVar[int]
    DETECT_P2P_MSG_FIELD_NUMBER: _ClassVar[int]
    DETECT_ROOM_MSG_FIELD_NUMBER: _ClassVar[int]
    HTTP_OPTIMIZE_FIELD_NUMBER: _ClassVar[int]
    uplink_detect_http: bool
    uplink_detect_websocket: bool
    detect_p2p_msg: bool
    detect_room_msg: bool
    http_optimize: bool
    def __init__(self, uplink_detect_http: _Optional[bool] = ..., uplink_detect_websocket: _Optional[bool] = ..., detect_p2p_msg: _Optional[bool] = ..., detect_room_msg: _Optional[bool] = ..., http_optimize: _Optional[bool] = ...) -> None: ...

class TimeInfo(_message.Message):
    __slots__ = ("client_start_ms", "api_recv_time_ms", "api_send_to_goim_ms")
    CLIENT_START_MS_FIELD_NUMBER: _ClassVar[int]
    API_RECV_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    API_SEND_TO_GOIM_MS_FIELD_NUMBER: _ClassVar[int]
    client_start_ms: int
    api_recv_time_ms: int
    api_send_to_goim_ms: int
    def __init__(self, client_start_ms: _Optional[int] = ..., api_recv_time_ms: _Optional[int] = ..., api_send_to_goim_ms: _Optional[int] = ...) -> None: ...

class PopProduct(_message.Message):
    __slots__ = ("title", "price", "product_type", "product_id", "source", "source_from", "platform", "product_status")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_TYPE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FROM_FIELD_NUMBER: _ClassVar[int]
    PLATFORM_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_STATUS_FIELD_NUMBER: _ClassVar[int]
    title: str
    price: str
    product_type: str
    product_id: int
    source: str
    source_from: int
    platform: int
    product_status: int
    def __init__(self, title: _Optional[str] = ..., price: _Optional[str] = ..., product_type: _Optional[str] = ..., product_id: _Optional[int] = ..., source: _Optional[str] = ..., source_from: _Optional[int] = ..., platform: _Optional[int] = ..., product_status: _Optional[int] = ...) -> None: ...

class HotTag(_message.Message):
    __slots__ = ("product_id", "hot_count")
    PRODUCT_ID_FIELD_NUMBER: _ClassVar[int]
    HOT_COUNT_FIELD_NUMBER: _ClassVar[int]
    product_id: str
    hot_count: int
    def __init__(self, product_id: _Optional[str] = ..., hot_count: _Optional[int] = ...) -> None: ...

class LivePermissionInfo(_message.Message):
    __slots__ = ("end_time", "reason")
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    end_time: int
    reason: str
    def __init__(self, end_time: _Optional[int] = ..., reason: _Optional[str] = ...) -> None: ...

class ProductSnapShot(_message.Message):
    __slots__ = ("product_id", "title", "cover", "stock_type", "timestamp", "add_to_cart_button")
    PRODUCT_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    COVER_FIELD_NUMBER: _ClassVar[int]
    STOCK_TYPE_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ADD_TO_CART_BUTTON_FIELD_NUMBER: _ClassVar[int]
    product_id: str
    title: str
    cover: Img
    stock_type: int
    timestamp: int
    add_to_cart_button: AddToCartButton
    def __init__(self, product_id: _Optional[str] = ..., title: _Optional[str] = ..., cover: _Optional[_Union[Img, _Mapping]] = ..., stock_type: _Optional[int] = ..., timestamp: _Optional[int] = ..., add_to_cart_button: _Optional[_Union[AddToCartButton, _Mapping]] = ...) -> None: ...

class FlashSaleAtmosphereInfo(_message.Message):
    __slots__ = ("product_id", "activity_id", "flash_sale_atmosphere", "flash_sale_stock", "pinned_product", "live_only_channel", "creator_limit_type")
    PRODUCT_ID_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_ID_FIELD_NUMBER: _ClassVar[int]
    FLASH_SALE_ATMOSPHERE_FIELD_NUMBER: _ClassVar[int]
    FLASH_SALE_STOCK_FIELD_NUMBER: _ClassVar[int]
    PINNED_PRODUCT_FIELD_NUMBER: _ClassVar[int]
    LIVE_ONLY_CHANNEL_FIELD_NUMBER: _ClassVar[int]
    CREATOR_LIMIT_TYPE_FIELD_NUMBER: _ClassVar[int]
    product_id: str
    activity_id: int
    flash_sale_atmosphere: FlashSaleAtmosphere
    flash_sale_stock: FlashSaleStock
    pinned_product: bool
    live_only_channel: bool
    creator_limit_type: int
    def __init__(self, product_id: _Optional[str] = ..., activity_id: _Optional[int] = ..., flash_sale_atmosphere: _Optional[_Union[FlashSaleAtmosphere, _Mapping]] = ..., flash_sale_stock: _Optional[_Union[FlashSaleStock, _Mapping]] = ..., pinned_product: _Optional[bool] = ..., live_only_channel: _Optional[bool] = ..., creator_limit_type: _Optional[int] = ...) -> None: ...

class BillboardInfo(_message.Message):
    __slots__ = ("billboard_type", "billboard_ids", "source_from", "born_time_ms", "billboard_version", "da_info")
    class DaInfoEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    BILLBOARD_TYPE_FIELD_NUMBER: _ClassVar[int]
    BILLBOARD_IDS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FROM_FIELD_NUMBER: _ClassVar[int]
    BORN_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    BILLBOARD_VERSION_FIELD_NUMBER: _ClassVar[int]
    DA_INFO_FIELD_NUMBER: _ClassVar[int]
    billboard_type: int
    billboard_ids: _containers.RepeatedScalarFieldContainer[str]
    source_from: int
    born_time_ms: str
    billboard_version: int
    da_info: _containers.ScalarMap[str, str]
    def __init__(self, billboard_type: _Optional[int] = ..., billboard_ids: _Optional[_Iterable[str]] = ..., source_from: _Optional[int] = ..., born_time_ms: _Optional[str] = ..., billboard_version: _Optional[int] = ..., da_info: _Optional[_Mapping[str, str]] = ...) -> None: ...

class BillboardDisplayResult(_message.Message):
    __slots__ = ("billboard_type", "billboard_id", "display_result")
    BILLBOARD_TYPE_FIELD_NUMBER: _ClassVar[int]
    BILLBOARD_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_RESULT_FIELD_NUMBER: _ClassVar[int]
    billboard_type: int
    billboard_id: str
    display_result: int
    def __init__(self, billboard_type: _Optional[int] = ..., billboard_id: _Optional[str] = ..., display_result: _Optional[int] = ...) -> None: ...

class DispersionInfo(_message.Message):
    __slots__ = ("dispersion_path", "delay_param")
    DISPERSION_PATH_FIELD_NUMBER: _ClassVar[int]
    DELAY_PARAM_FIELD_NUMBER: _ClassVar[int]
    dispersion_path: int
    delay_param: DelayParam
    def __init__(self, dispersion_path: _Optional[int] = ..., delay_param: _Optional[_Union[DelayParam, _Mapping]] = ...) -> None: ...

class PromotionInfo(_message.Message):
    __slots__ = ("promotion_id", "failed_message", "product_ids")
    PROMOTION_ID_FIELD_NUMBER: _ClassVar[int]
    FAILED_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_IDS_FIELD_NUMBER: _ClassVar[int]
    promotion_id: str
    failed_message: str
    product_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, promotion_id: _Optional[str] = ..., failed_message: _Optional[str] = ..., product_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class CampaignBannerDisplayResult(_message.Message):
    __slots__ = ("campaign_banner_display_result",)
    CAMPAIGN_BANNER_DISPLAY_RESULT_FIELD_NUMBER: _ClassVar[int]
    campaign_banner_display_result: int
    def __init__(self, campaign_banner_display_result: _Optional[int] = ...) -> None: ...

class CampaignBannerDisplay(_message.Message):
    __slots__ = ("campaign_banner_is_display", "source_from", "born_time_ms", "billboard_version", "da_info")
    class DaInfoEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    CAMPAIGN_BANNER_IS_DISPLAY_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FROM_FIELD_NUMBER: _ClassVar[int]
    BORN_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    BILLBOARD_VERSION_FIELD_NUMBER: _ClassVar[int]
    DA_INFO_FIELD_NUMBER: _ClassVar[int]
    campaign_banner_is_display: bool
    source_from: int
    born_time_ms: str
    billboard_version: int
    da_info: _containers.ScalarMap[str, str]
    def __init__(self, campaign_banner_is_display: _Optional[bool] = ..., source_from: _Optional[int] = ..., born_time_ms: _Optional[str] = ..., billboard_version: _Optional[int] = ..., da_info: _Optional[_Mapping[str, str]] = ...) -> None: ...

class RefreshLiveBagInfo(_message.Message):
    __slots__ = ("refresh_live_bag_types",)
    REFRESH_LIVE_BAG_TYPES_FIELD_NUMBER: _ClassVar[int]
    refresh_live_bag_types: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, refresh_live_bag_types: _Optional[_Iterable[int]] = ...) -> None: ...

class Voucher(_message.Message):
    __slots__ = ("voucher_type_id", "task_id", "task_type", "live_voucher_type", "creator_operation_unique_id", "voucher_max_face_value")
    VOUCHER_TYPE_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_TYPE_FIELD_NUMBER: _ClassVar[int]
    LIVE_VOUCHER_TYPE_FIELD_NUMBER: _ClassVar[int]
    CREATOR_OPERATION_UNIQUE_ID_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_MAX_FACE_VALUE_FIELD_NUMBER: _ClassVar[int]
    voucher_type_id: int
    task_id: int
    task_type: int
    live_voucher_type: int
    creator_operation_unique_id: str
    voucher_max_face_value: str
    def __init__(self, voucher_type_id: _Optional[int] = ..., task_id: _Optional[int] = ..., task_type: _Optional[int] = ..., live_voucher_type: _Optional[int] = ..., creator_operation_unique_id: _Optional[str] = ..., voucher_max_face_value: _Optional[str] = ...) -> None: ...

class OecLiveShoppingMessageV2(_message.Message):
    __slots__ = ("actions", "commerce_info", "msg_meta")
    class ActionsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: EcomLiveElementActions
        def __init__(self, key: _Optional[int] = ..., value: _Optional[_Union[EcomLiveElementActions, _Mapping]] = ...) -> None: ...
    ACTIONS_FIELD_NUMBER: _ClassVar[int]
    COMMERCE_INFO_FIELD_NUMBER: _ClassVar[int]
    MSG_META_FIELD_NUMBER: _ClassVar[int]
    actions: _containers.MessageMap[int, EcomLiveElementActions]
    commerce_info: CommerceInfo
    msg_meta: MsgMeta
    def __init__(self, actions: _Optional[_Mapping[int, EcomLiveElementActions]] = ..., commerce_info: _Optional[_Union[CommerceInfo, _Mapping]] = ..., msg_meta: _Optional[_Union[MsgMeta, _Mapping]] = ...) -> None: ...

class OfflineGameInfo(_message.Message):
    __slots__ = ("task_id", "toast_text", "task_list_len", "offline_type", "toast_title", "game_id", "task_type")
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    TOAST_TEXT_FIELD_NUMBER: _ClassVar[int]
    TASK_LIST_LEN_FIELD_NUMBER: _ClassVar[int]
    OFFLINE_TYPE_FIELD_NUMBER: _ClassVar[int]
    TOAST_TITLE_FIELD_NUMBER: _ClassVar[int]
    GAME_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_TYPE_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    toast_text: str
    task_list_len: int
    offline_type: int
    toast_title: str
    game_id: str
    task_type: int
    def __init__(self, task_id: _Optional[str] = ..., toast_text: _Optional[str] = ..., task_list_len: _Optional[int] = ..., offline_type: _Optional[int] = ..., toast_title: _Optional[str] = ..., game_id: _Optional[str] = ..., task_type: _Optional[int] = ...) -> None: ...

class PerceptionDialogInfo(_message.Message):
    __slots__ = ("title", "sub_title", "advice_action_text", "default_action_text", "scene", "target_user_id", "target_room_id", "count_down_time", "show_feedback", "feedback_options", "policy_tip", "appeal_popup", "close_action_text")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SUB_TITLE_FIELD_NUMBER: _ClassVar[int]
    ADVICE_ACTION_TEXT_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_ACTION_TEXT_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    TARGET_USER_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    COUNT_DOWN_TIME_FIELD_NUMBER: _ClassVar[int]
    SHOW_FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    FEEDBACK_OPTIONS_FIELD_NUMBER: _ClassVar[int]
    POLICY_TIP_FIELD_NUMBER: _ClassVar[int]
    APPEAL_POPUP_FIELD_NUMBER: _ClassVar[int]
    CLOSE_ACTION_TEXT_FIELD_NUMBER: _ClassVar[int]
    title: _webcast_pb2.Text
    sub_title: _webcast_pb2.Text
    advice_action_text: _webcast_pb2.Text
    default_action_text: _webcast_pb2.Text
    scene: int
    target_user_id: int
    target_room_id: int
    count_down_time: int
    show_feedback: bool
    feedback_options: _containers.RepeatedCompositeFieldContainer[PerceptionFeedbackOption]
    policy_tip: int
    appeal_popup: int
    close_action_text: _webcast_pb2.Text
    def __init__(self, title: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., sub_title: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., advice_action_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., default_action_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., scene: _Optional[int] = ..., target_user_id: _Optional[int] = ..., target_room_id: _Optional[int] = ..., count_down_time: _Optional[int] = ..., show_feedback: _Optional[bool] = ..., feedback_options: _Optional[_Iterable[_Union[PerceptionFeedbackOption, _Mapping]]] = ..., policy_tip: _Optional[int] = ..., appeal_popup: _Optional[int] = ..., close_action_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class PerceptionSheetInfo(_message.Message):
    __slots__ = ("title", "sub_title", "reason_title", "reason_info", "not_allowed_title", "not_allowed_text", "default_action_text", "scene", "target_user_id", "target_room_id", "count_down_time")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SUB_TITLE_FIELD_NUMBER: _ClassVar[int]
    REASON_TITLE_FIELD_NUMBER: _ClassVar[int]
    REASON_INFO_FIELD_NUMBER: _ClassVar[int]
    NOT_ALLOWED_TITLE_FIELD_NUMBER: _ClassVar[int]
    NOT_ALLOWED_TEXT_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_ACTION_TEXT_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    TARGET_USER_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    COUNT_DOWN_TIME_FIELD_NUMBER: _ClassVar[int]
    title: _webcast_pb2.Text
    sub_title: _webcast_pb2.Text
    reason_title: _webcast_pb2.Text
    reason_info: _webcast_pb2.Text
    not_allowed_title: _webcast_pb2.Text
    not_allowed_text: _webcast_pb2.Text
    default_action_text: _webcast_pb2.Text
    scene: int
    target_user_id: int
    target_room_id: int
    count_down_time: int
    def __init__(self, title: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., sub_title: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., reason_title: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., reason_info: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., not_allowed_title: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., not_allowed_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., default_action_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., scene: _Optional[int] = ..., target_user_id: _Optional[int] = ..., target_room_id: _Optional[int] = ..., count_down_time: _Optional[int] = ...) -> None: ...

class PollStartContent(_message.Message):
    __slots__ = ("start_time", "end_time", "option_list", "title", "operator")
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    OPTION_LIST_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    start_time: int
    end_time: int
    option_list: _containers.RepeatedCompositeFieldContainer[PollOptionInfo]
    title: str
    operator: _webcast_pb2.User
    def __init__(self, start_time: _Optional[int] = ..., end_time: _Optional[int] = ..., option_list: _Optional[_Iterable[_Union[PollOptionInfo, _Mapping]]] = ..., title: _Optional[str] = ..., operator: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ...) -> None: ...

class PollEndContent(_message.Message):
    __slots__ = ("end_type", "option_list", "operator")
    END_TYPE_FIELD_NUMBER: _ClassVar[int]
    OPTION_LIST_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    end_type: int
    option_list: _containers.RepeatedCompositeFieldContainer[PollOptionInfo]
    operator: _webcast_pb2.User
    def __init__(self, end_type: _Optional[int] = ..., option_list: _Optional[_Iterable[_Union[PollOptionInfo, _Mapping]]] = ..., operator: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ...) -> None: ...

class PollUpdateVotesContent(_message.Message):
    __slots__ = ("option_list", "operator")
    OPTION_LIST_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    option_list: _containers.RepeatedCompositeFieldContainer[PollOptionInfo]
    operator: _webcast_pb2.User
    def __init__(self, option_list: _Optional[_Iterable[_Union[PollOptionInfo, _Mapping]]] = ..., operator: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ...) -> None: ...

class PollBasicInfo(_message.Message):
    __slots__ = ("poll_sponsor", "gift_id", "title", "is_suggested_question", "user_cnt", "poll_id_str", "suggested_question_key", "poll_duration", "time_remain", "poll_index", "template_id", "business_scene")
    POLL_SPONSOR_FIELD_NUMBER: _ClassVar[int]
    GIFT_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    IS_SUGGESTED_QUESTION_FIELD_NUMBER: _ClassVar[int]
    USER_CNT_FIELD_NUMBER: _ClassVar[int]
    POLL_ID_STR_FIELD_NUMBER: _ClassVar[int]
    SUGGESTED_QUESTION_KEY_FIELD_NUMBER: _ClassVar[int]
    POLL_DURATION_FIELD_NUMBER: _ClassVar[int]
    TIME_REMAIN_FIELD_NUMBER: _ClassVar[int]
    POLL_INDEX_FIELD_NUMBER: _ClassVar[int]
    TEMPLATE_ID_FIELD_NUMBER: _ClassVar[int]
    BUSINESS_SCENE_FIELD_NUMBER: _ClassVar[int]
    poll_sponsor: str
    gift_id: int
    title: str
    is_suggested_question: bool
    user_cnt: int
    poll_id_str: str
    suggested_question_key: str
    poll_duration: int
    time_remain: int
    poll_index: int
    template_id: int
    business_scene: int
    def __init__(self, poll_sponsor: _Optional[str] = ..., gift_id: _Optional[int] = ..., title: _Optional[str] = ..., is_suggested_question: _Optional[bool] = ..., user_cnt: _Optional[int] = ..., poll_id_str: _Optional[str] = ..., suggested_question_key: _Optional[str] = ..., poll_duration: _Optional[int] = ..., time_remain: _Optional[int] = ..., poll_index: _Optional[int] = ..., template_id: _Optional[int] = ..., business_scene: _Optional[int] = ...) -> None: ...

class TemplateContent(_message.Message):
    __slots__ = ("template_id", "template_id_str", "status", "poll_kind", "appeal_status", "violation_id_str")
    TEMPLATE_ID_FIELD_NUMBER: _ClassVar[int]
    TEMPLATE_ID_STR_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    POLL_KIND_FIELD_NUMBER: _ClassVar[int]
    APPEAL_STATUS_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_ID_STR_FIELD_NUMBER: _ClassVar[int]
    template_id: int
    template_id_str: str
    status: int
    poll_kind: int
    appeal_status: int
    violation_id_str: str
    def __init__(self, template_id: _Optional[int] = ..., template_id_str: _Optional[str] = ..., status: _Optional[int] = ..., poll_kind: _Optional[int] = ..., appeal_status: _Optional[int] = ..., violation_id_str: _Optional[str] = ...) -> None: ...

class Question(_message.Message):
    __slots__ = ("question_id", "content", "answer_status", "create_time", "user", "create_from", "answer_from")
    QUESTION_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    ANSWER_STATUS_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    CREATE_FROM_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FROM_FIELD_NUMBER: _ClassVar[int]
    question_id: int
    content: str
    answer_status: int
    create_time: int
    user: _webcast_pb2.User
    create_from: int
    answer_from: int
    def __init__(self, question_id: _Optional[int] = ..., content: _Optional[str] = ..., answer_status: _Optional[int] = ..., create_time: _Optional[int] = ..., user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., create_from: _Optional[int] = ..., answer_from: _Optional[int] = ...) -> None: ...

class RankUserEnigmaInfo(_message.Message):
    __slots__ = ("is_enigma_mask_on",)
    IS_ENIGMA_MASK_ON_FIELD_NUMBER: _ClassVar[int]
    is_enigma_mask_on: bool
    def __init__(self, is_enigma_mask_on: _Optional[bool] = ...) -> None: ...

class RankUpdate(_message.Message):
    __slots__ = ("rank_type", "own_rank", "default_content", "countdown", "belong_type", "request_first_show_type", "supported_version", "owneronrank", "affiliated_info", "class_info", "current_score")
    RANK_TYPE_FIELD_NUMBER: _ClassVar[int]
    OWN_RANK_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_CONTENT_FIELD_NUMBER: _ClassVar[int]
    COUNTDOWN_FIELD_NUMBER: _ClassVar[int]
    BELONG_TYPE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_FIRST_SHOW_TYPE_FIELD_NUMBER: _ClassVar[int]
    SUPPORTED_VERSION_FIELD_NUMBER: _ClassVar[int]
    OWNERONRANK_FIELD_NUMBER: _ClassVar[int]
    AFFILIATED_INFO_FIELD_NUMBER: _ClassVar[int]
    CLASS_INFO_FIELD_NUMBER: _ClassVar[int]
    CURRENT_SCORE_FIELD_NUMBER: _ClassVar[int]
    rank_type: int
    own_rank: int
    default_content: _webcast_pb2.Text
    countdown: int
    belong_type: int
    request_first_show_type: int
    supported_version: int
    owneronrank: bool
    affiliated_info: AffiliatedInfo
    class_info: ClassInfo
    current_score: int
    def __init__(self, rank_type: _Optional[int] = ..., own_rank: _Optional[int] = ..., default_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., countdown: _Optional[int] = ..., belong_type: _Optional[int] = ..., request_first_show_type: _Optional[int] = ..., supported_version: _Optional[int] = ..., owneronrank: _Optional[bool] = ..., affiliated_info: _Optional[_Union[AffiliatedInfo, _Mapping]] = ..., class_info: _Optional[_Union[ClassInfo, _Mapping]] = ..., current_score: _Optional[int] = ...) -> None: ...

class RankTabInfo(_message.Message):
    __slots__ = ("rank_type", "title", "title_text", "list_lynx_type")
    RANK_TYPE_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    TITLE_TEXT_FIELD_NUMBER: _ClassVar[int]
    LIST_LYNX_TYPE_FIELD_NUMBER: _ClassVar[int]
    rank_type: int
    title: str
    title_text: _webcast_pb2.Text
    list_lynx_type: int
    def __init__(self, rank_type: _Optional[int] = ..., title: _Optional[str] = ..., title_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., list_lynx_type: _Optional[int] = ...) -> None: ...

class RankListTabInfo(_message.Message):
    __slots__ = ("tabs", "supported_version")
    TABS_FIELD_NUMBER: _ClassVar[int]
    SUPPORTED_VERSION_FIELD_NUMBER: _ClassVar[int]
    tabs: _containers.RepeatedCompositeFieldContainer[RankTabInfo]
    supported_version: int
    def __init__(self, tabs: _Optional[_Iterable[_Union[RankTabInfo, _Mapping]]] = ..., supported_version: _Optional[int] = ...) -> None: ...

class ValidRanks(_message.Message):
    __slots__ = ("is_effect", "rank_types")
    IS_EFFECT_FIELD_NUMBER: _ClassVar[int]
    RANK_TYPES_FIELD_NUMBER: _ClassVar[int]
    is_effect: bool
    rank_types: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, is_effect: _Optional[bool] = ..., rank_types: _Optional[_Iterable[int]] = ...) -> None: ...

class SubPinCard(_message.Message):
    __slots__ = ("time_to_live", "title", "desc", "type", "id", "template_id", "goal_pin_card", "last_pin_timestamp", "highlight_text_num", "pin_source")
    TIME_TO_LIVE_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DESC_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    TEMPLATE_ID_FIELD_NUMBER: _ClassVar[int]
    GOAL_PIN_CARD_FIELD_NUMBER: _ClassVar[int]
    LAST_PIN_TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    HIGHLIGHT_TEXT_NUM_FIELD_NUMBER: _ClassVar[int]
    PIN_SOURCE_FIELD_NUMBER: _ClassVar[int]
    time_to_live: int
    title: SubPinText
    desc: SubPinText
    type: int
    id: int
    template_id: int
    goal_pin_card: SubGoalPinCard
    last_pin_timestamp: int
    highlight_text_num: int
    pin_source: int
    def __init__(self, time_to_live: _Optional[int] = ..., title: _Optional[_Union[SubPinText, _Mapping]] = ..., desc: _Optional[_Union[SubPinText, _Mapping]] = ..., type: _Optional[int] = ..., id: _Optional[int] = ..., template_id: _Optional[int] = ..., goal_pin_card: _Optional[_Union[SubGoalPinCard, _Mapping]] = ..., last_pin_timestamp: _Optional[int] = ..., highlight_text_num: _Optional[int] = ..., pin_source: _Optional[int] = ...) -> None: ...

class ViewerPicksInfo(_message.Message):
    __slots__ = ("viewer_picks_id", "gift_pick_list", "status", "round_duration_sec", "start_time_ms", "end_time_ms", "has_duration", "has_score", "enable_auto_restart", "started_from_auto_restart", "viewer_picks_id_str", "display_mode", "scene", "anchor_param", "started_from_auto_start")
    VIEWER_PICKS_ID_FIELD_NUMBER: _ClassVar[int]
    GIFT_PICK_LIST_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    ROUND_DURATION_SEC_FIELD_NUMBER: _ClassVar[int]
    START_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    END_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    HAS_DURATION_FIELD_NUMBER: _ClassVar[int]
    HAS_SCORE_FIELD_NUMBER: _ClassVar[int]
    ENABLE_AUTO_RESTART_FIELD_NUMBER: _ClassVar[int]
    STARTED_FROM_AUTO_RESTART_FIELD_NUMBER: _ClassVar[int]
    VIEWER_PICKS_ID_STR_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_MODE_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_PARAM_FIELD_NUMBER: _ClassVar[int]
    STARTED_FROM_AUTO_START_FIELD_NUMBER: _ClassVar[int]
    viewer_picks_id: int
    gift_pick_list: _containers.RepeatedCompositeFieldContainer[GiftPickWithScore]
    status: int
    round_duration_sec: int
    start_time_ms: int
    end_time_ms: int
    has_duration: bool
    has_score: bool
    enable_auto_restart: bool
    started_from_auto_restart: bool
    viewer_picks_id_str: str
    display_mode: int
    scene: int
    anchor_param: ViewerPickAnchorParam
    started_from_auto_start: bool
    def __init__(self, viewer_picks_id: _Optional[int] = ..., gift_pick_list: _Optional[_Iterable[_Union[GiftPickWithScore, _Mapping]]] = ..., status: _Optional[int] = ..., round_duration_sec: _Optional[int] = ..., start_time_ms: _Optional[int] = ..., end_time_ms: _Optional[int] = ..., has_duration: _Optional[bool] = ..., has_score: _Optional[bool] = ..., enable_auto_restart: _Optional[bool] = ..., started_from_auto_restart: _Optional[bool] = ..., viewer_picks_id_str: _Optional[str] = ..., display_mode: _Optional[int] = ..., scene: _Optional[int] = ..., anchor_param: _Optional[_Union[ViewerPickAnchorParam, _Mapping]] = ..., started_from_auto_start: _Optional[bool] = ...) -> None: ...

class AiLiveSummary(_message.Message):
    __slots__ = ("room_llm_title", "result_key", "create_timestamp", "ai_live_summary_switch")
    ROOM_LLM_TITLE_FIELD_NUMBER: _ClassVar[int]
    RESULT_KEY_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    AI_LIVE_SUMMARY_SWITCH_FIELD_NUMBER: _ClassVar[int]
    room_llm_title: str
    result_key: str
    create_timestamp: int
    ai_live_summary_switch: int
    def __init__(self, room_llm_title: _Optional[str] = ..., result_key: _Optional[str] = ..., create_timestamp: _Optional[int] = ..., ai_live_summary_switch: _Optional[int] = ...) -> None: ...

class MultiLangContent(_message.Message):
    __slots__ = ("language", "content")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    language: str
    content: str
    def __init__(self, language: _Optional[str] = ..., content: _Optional[str] = ...) -> None: ...

class FlareBoostedUsers(_message.Message):
    __slots__ = ("cnt", "end_time")
    CNT_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    cnt: int
    end_time: int
    def __init__(self, cnt: _Optional[int] = ..., end_time: _Optional[int] = ...) -> None: ...

class PromoteAdBoostedUsers(_message.Message):
    __slots__ = ("ad_id", "cnt", "percent", "end_time")
    AD_ID_FIELD_NUMBER: _ClassVar[int]
    CNT_FIELD_NUMBER: _ClassVar[int]
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    ad_id: int
    cnt: int
    percent: int
    end_time: int
    def __init__(self, ad_id: _Optional[int] = ..., cnt: _Optional[int] = ..., percent: _Optional[int] = ..., end_time: _Optional[int] = ...) -> None: ...

class CompetitionCommon(_message.Message):
    __slots__ = ("type", "channel_id", "competition_id", "room_id", "competition_id_str", "room_id_str")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    COMPETITION_ID_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    COMPETITION_ID_STR_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_STR_FIELD_NUMBER: _ClassVar[int]
    type: int
    channel_id: int
    competition_id: int
    room_id: int
    competition_id_str: str
    room_id_str: str
    def __init__(self, type: _Optional[int] = ..., channel_id: _Optional[int] = ..., competition_id: _Optional[int] = ..., room_id: _Optional[int] = ..., competition_id_str: _Optional[str] = ..., room_id_str: _Optional[str] = ...) -> None: ...

class CompetitionInitiate(_message.Message):
    __slots__ = ("initiate_info",)
    INITIATE_INFO_FIELD_NUMBER: _ClassVar[int]
    initiate_info: CompetitionInitiateInfo
    def __init__(self, initiate_info: _Optional[_Union[CompetitionInitiateInfo, _Mapping]] = ...) -> None: ...

class CompetitionReply(_message.Message):
    __slots__ = ("reply_type", "replier", "initiate", "take_the_stage_biz")
    REPLY_TYPE_FIELD_NUMBER: _ClassVar[int]
    REPLIER_FIELD_NUMBER: _ClassVar[int]
    INITIATE_FIELD_NUMBER: _ClassVar[int]
    TAKE_THE_STAGE_BIZ_FIELD_NUMBER: _ClassVar[int]
    reply_type: int
    replier: CompetitionUserBase
    initiate: CompetitionInitiate
    take_the_stage_biz: CompetitionReplyTakeTheStageBiz
    def __init__(self, reply_type: _Optional[int] = ..., replier: _Optional[_Union[CompetitionUserBase, _Mapping]] = ..., initiate: _Optional[_Union[CompetitionInitiate, _Mapping]] = ..., take_the_stage_biz: _Optional[_Union[CompetitionReplyTakeTheStageBiz, _Mapping]] = ...) -> None: ...

class CompetitionStart(_message.Message):
    __slots__ = ("competition_start_time", "initiate_info", "end_timestamp", "actual_end_timestamp")
    COMPETITION_START_TIME_FIELD_NUMBER: _ClassVar[int]
    INITIATE_INFO_FIELD_NUMBER: _ClassVar[int]
    END_TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_END_TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    competition_start_time: int
    initiate_info: CompetitionInitiateInfo
    end_timestamp: int
    actual_end_timestamp: int
    def __init__(self, competition_start_time: _Optional[int] = ..., initiate_info: _Optional[_Union[CompetitionInitiateInfo, _Mapping]] = ..., end_timestamp: _Optional[int] = ..., actual_end_timestamp: _Optional[int] = ...) -> None: ...

class CompetitionSettleStart(_message.Message):
    __slots__ = ("planned_settlement_end_time", "extra_time_interval", "initiator")
    PLANNED_SETTLEMENT_END_TIME_FIELD_NUMBER: _ClassVar[int]
    EXTRA_TIME_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    INITIATOR_FIELD_NUMBER: _ClassVar[int]
    planned_settlement_end_time: int
    extra_time_interval: int
    initiator: CompetitionUserBase
    def __init__(self, planned_settlement_end_time: _Optional[int] = ..., extra_time_interval: _Optional[int] = ..., initiator: _Optional[_Union[CompetitionUserBase, _Mapping]] = ...) -> None: ...

class CompetitionSettleEnd(_message.Message):
    __slots__ = ("planned_finish_time", "team_infos", "leave_user", "reason", "take_the_stage_biz")
    PLANNED_FINISH_TIME_FIELD_NUMBER: _ClassVar[int]
    TEAM_INFOS_FIELD_NUMBER: _ClassVar[int]
    LEAVE_USER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TAKE_THE_STAGE_BIZ_FIELD_NUMBER: _ClassVar[int]
    planned_finish_time: int
    team_infos: _containers.RepeatedCompositeFieldContainer[CompetitionResultsTeamInfo]
    leave_user: CompetitionUserBase
    reason: int
    take_the_stage_biz: CompetitionSettleEndTakeTheStageBiz
    def __init__(self, planned_finish_time: _Optional[int] = ..., team_infos: _Optional[_Iterable[_Union[CompetitionResultsTeamInfo, _Mapping]]] = ..., leave_user: _Optional[_Union[CompetitionUserBase, _Mapping]] = ..., reason: _Optional[int] = ..., take_the_stage_biz: _Optional[_Union[CompetitionSettleEndTakeTheStageBiz, _Mapping]] = ...) -> None: ...

class CompetitionScoreChange(_message.Message):
    __slots__ = ("team_infos", "trigger_reason", "take_the_stage_biz")
    TEAM_INFOS_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_REASON_FIELD_NUMBER: _ClassVar[int]
    TAKE_THE_STAGE_BIZ_FIELD_NUMBER: _ClassVar[int]
    team_infos: _containers.RepeatedCompositeFieldContainer[CompetitionResultsTeamInfo]
    trigger_reason: int
    take_the_stage_biz: CompetitionScoreChangeTakeTheStageBiz
    def __init__(self, team_infos: _Optional[_Iterable[_Union[CompetitionResultsTeamInfo, _Mapping]]] = ..., trigger_reason: _Optional[int] = ..., take_the_stage_biz: _Optional[_Union[CompetitionScoreChangeTakeTheStageBiz, _Mapping]] = ...) -> None: ...

class CompetitionFinish(_message.Message):
    __slots__ = ("competition_finish_time", "reason", "leave_user")
    COMPETITION_FINISH_TIME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LEAVE_USER_FIELD_NUMBER: _ClassVar[int]
    competition_finish_time: int
    reason: int
    leave_user: CompetitionUserBase
    def __init__(self, competition_finish_time: _Optional[int] = ..., reason: _Optional[int] = ..., leave_user: _Optional[_Union[CompetitionUserBase, _Mapping]] = ...) -> None: ...

class CompetitionSwitchTurn(_message.Message):
    __slots__ = ("take_the_stage_biz",)
    TAKE_THE_STAGE_BIZ_FIELD_NUMBER: _ClassVar[int]
    take_the_stage_biz: CompetitionSwitchTurnTakeTheStageBiz
    def __init__(self, take_the_stage_biz: _Optional[_Union[CompetitionSwitchTurnTakeTheStageBiz, _Mapping]] = ...) -> None: ...

class CountdownForAllContent(_message.Message):
    __slots__ = ("room_id", "channel_id", "play_id", "play_status", "version", "start_time", "end_time", "play_config", "play_users")
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    PLAY_ID_FIELD_NUMBER: _ClassVar[int]
    PLAY_STATUS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    PLAY_CONFIG_FIELD_NUMBER: _ClassVar[int]
    PLAY_USERS_FIELD_NUMBER: _ClassVar[int]
    room_id: int
    channel_id: int
    play_id: int
    play_status: int
    version: int
    start_time: int
    end_time: int
    play_config: CountdownForAllConfig
    play_users: _containers.RepeatedCompositeFieldContainer[CountdownForAllUser]
    def __init__(self, room_id: _Optional[int] = ..., channel_id: _Optional[int] = ..., play_id: _Optional[int] = ..., play_status: _Optional[int] = ..., version: _Optional[int] = ..., start_time: _Optional[int] = ..., end_time: _Optional[int] = ..., play_config: _Optional[_Union[CountdownForAllConfig, _Mapping]] = ..., play_users: _Optional[_Iterable[_Union[CountdownForAllUser, _Mapping]]] = ...) -> None: ...

class LinkerMediaChangeOperator(_message.Message):
    __slots__ = ("user_id", "operator_type", "nick_name", "display_id")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_TYPE_FIELD_NUMBER: _ClassVar[int]
    NICK_NAME_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    operator_type: int
    nick_name: str
    display_id: str
    def __init__(self, user_id: _Optional[int] = ..., operator_type: _Optional[int] = ..., nick_name: _Optional[str] = ..., display_id: _Optional[str] = ...) -> None: ...

class CountdownContent(_message.Message):
    __slots__ = ("room_id", "channel_id", "countdown_id", "status", "start_time", "end_time", "countdown_config", "countdown_user")
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    COUNTDOWN_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    COUNTDOWN_CONFIG_FIELD_NUMBER: _ClassVar[int]
    COUNTDOWN_USER_FIELD_NUMBER: _ClassVar[int]
    room_id: int
    channel_id: int
    countdown_id: int
    status: int
    start_time: int
    end_time: int
    countdown_config: CountdownConfig
    countdown_user: CountdownUser
    def __init__(self, room_id: _Optional[int] = ..., channel_id: _Optional[int] = ..., countdown_id: _Optional[int] = ..., status: _Optional[int] = ..., start_time: _Optional[int] = ..., end_time: _Optional[int] = ..., countdown_config: _Optional[_Union[CountdownConfig, _Mapping]] = ..., countdown_user: _Optional[_Union[CountdownUser, _Mapping]] = ...) -> None: ...

class EnvelopePortalMessagePortalInfo(_message.Message):
    __slots__ = ("id", "idc", "send_at_second", "ddl_second", "envelope_diamonds", "portal_diamonds", "sender_display_id", "sender_id", "trans_count", "touch_count")
    ID_FIELD_NUMBER: _ClassVar[int]
    IDC_FIELD_NUMBER: _ClassVar[int]
    SEND_AT_SECOND_FIELD_NUMBER: _ClassVar[int]
    DDL_SECOND_FIELD_NUMBER: _ClassVar[int]
    ENVELOPE_DIAMONDS_FIELD_NUMBER: _ClassVar[int]
    PORTAL_DIAMONDS_FIELD_NUMBER: _ClassVar[int]
    SENDER_DISPLAY_ID_FIELD_NUMBER: _ClassVar[int]
    SENDER_ID_FIELD_NUMBER: _ClassVar[int]
    TRANS_COUNT_FIELD_NUMBER: _ClassVar[int]
    TOUCH_COUNT_FIELD_NUMBER: _ClassVar[int]
    id: str
    idc: str
    send_at_second: int
    ddl_second: int
    envelope_diamonds: int
    portal_diamonds: int
    sender_display_id: str
    sender_id: str
    trans_count: int
    touch_count: int
    def __init__(self, id: _Optional[str] = ..., idc: _Optional[str] = ..., send_at_second: _Optional[int] = ..., ddl_second: _Optional[int] = ..., envelope_diamonds: _Optional[int] = ..., portal_diamonds: _Optional[int] = ..., sender_display_id: _Optional[str] = ..., sender_id: _Optional[str] = ..., trans_count: _Optional[int] = ..., touch_count: _Optional[int] = ...) -> None: ...

class EnvelopePortalMessagePortalTransTarget(_message.Message):
    __slots__ = ("room_id", "anchor_display_id", "anchor_id", "envelope_diamonds")
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_DISPLAY_ID_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    ENVELOPE_DIAMONDS_FIELD_NUMBER: _ClassVar[int]
    room_id: str
    anchor_display_id: str
    anchor_id: str
    envelope_diamonds: int
    def __init__(self, room_id: _Optional[str] = ..., anchor_display_id: _Optional[str] = ..., anchor_id: _Optional[str] = ..., envelope_diamonds: _Optional[int] = ...) -> None: ...

class EventCard(_message.Message):
    __slots__ = ("event", "card_start_time")
    EVENT_FIELD_NUMBER: _ClassVar[int]
    CARD_START_TIME_FIELD_NUMBER: _ClassVar[int]
    event: LiveEventInfo
    card_start_time: int
    def __init__(self, event: _Optional[_Union[LiveEventInfo, _Mapping]] = ..., card_start_time: _Optional[int] = ...) -> None: ...

class FansLevelInfo(_message.Message):
    __slots__ = ("userid", "anchorid", "score", "level", "is_sleeping", "time_to_sleep", "fans_score_rule")
    USERID_FIELD_NUMBER: _ClassVar[int]
    ANCHORID_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    IS_SLEEPING_FIELD_NUMBER: _ClassVar[int]
    TIME_TO_SLEEP_FIELD_NUMBER: _ClassVar[int]
    FANS_SCORE_RULE_FIELD_NUMBER: _ClassVar[int]
    userid: int
    anchorid: int
    score: int
    level: int
    is_sleeping: bool
    time_to_sleep: int
    fans_score_rule: FansScoreRule
    def __init__(self, userid: _Optional[int] = ..., anchorid: _Optional[int] = ..., score: _Optional[int] = ..., level: _Optional[int] = ..., is_sleeping: _Optional[bool] = ..., time_to_sleep: _Optional[int] = ..., fans_score_rule: _Optional[_Union[FansScoreRule, _Mapping]] = ...) -> None: ...

class FansLevelUpgradeInfo(_message.Message):
    __slots__ = ("user_id", "anchor_id", "level", "level_upgrade_expired_time")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    LEVEL_UPGRADE_EXPIRED_TIME_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    anchor_id: int
    level: int
    level_upgrade_expired_time: int
    def __init__(self, user_id: _Optional[int] = ..., anchor_id: _Optional[int] = ..., level: _Optional[int] = ..., level_upgrade_expired_time: _Optional[int] = ...) -> None: ...

class FansEventData(_message.Message):
    __slots__ = ("new_fans_data", "task_complete_data", "get_unclaimed_points", "team_rank_update", "exp_change_data", "entrance_guidance_data", "trigger_task_types")
    NEW_FANS_DATA_FIELD_NUMBER: _ClassVar[int]
    TASK_COMPLETE_DATA_FIELD_NUMBER: _ClassVar[int]
    GET_UNCLAIMED_POINTS_FIELD_NUMBER: _ClassVar[int]
    TEAM_RANK_UPDATE_FIELD_NUMBER: _ClassVar[int]
    EXP_CHANGE_DATA_FIELD_NUMBER: _ClassVar[int]
    ENTRANCE_GUIDANCE_DATA_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_TASK_TYPES_FIELD_NUMBER: _ClassVar[int]
    new_fans_data: FansEventDataNewFansData
    task_complete_data: FansEventDataTaskCompleteData
    get_unclaimed_points: FansEventDataGetUnclaimedPoints
    team_rank_update: FansEventDataTeamRankUpdate
    exp_change_data: FansEventDataExpChangeData
    entrance_guidance_data: FansEventDataEntranceGuidanceData
    trigger_task_types: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, new_fans_data: _Optional[_Union[FansEventDataNewFansData, _Mapping]] = ..., task_complete_data: _Optional[_Union[FansEventDataTaskCompleteData, _Mapping]] = ..., get_unclaimed_points: _Optional[_Union[FansEventDataGetUnclaimedPoints, _Mapping]] = ..., team_rank_update: _Optional[_Union[FansEventDataTeamRankUpdate, _Mapping]] = ..., exp_change_data: _Optional[_Union[FansEventDataExpChangeData, _Mapping]] = ..., entrance_guidance_data: _Optional[_Union[FansEventDataEntranceGuidanceData, _Mapping]] = ..., trigger_task_types: _Optional[_Iterable[int]] = ...) -> None: ...

class GiftGalleryMessageGiftInfo(_message.Message):
    __slots__ = ("lighted_up_gift_id", "high_value")
    LIGHTED_UP_GIFT_ID_FIELD_NUMBER: _ClassVar[int]
    HIGH_VALUE_FIELD_NUMBER: _ClassVar[int]
    lighted_up_gift_id: int
    high_value: bool
    def __init__(self, lighted_up_gift_id: _Optional[int] = ..., high_value: _Optional[bool] = ...) -> None: ...

class GiftImPriority(_message.Message):
    __slots__ = ("queue_sizes", "self_queue_priority", "priority")
    QUEUE_SIZES_FIELD_NUMBER: _ClassVar[int]
    SELF_QUEUE_PRIORITY_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    queue_sizes: _containers.RepeatedScalarFieldContainer[int]
    self_queue_priority: int
    priority: int
    def __init__(self, queue_sizes: _Optional[_Iterable[int]] = ..., self_queue_priority: _Optional[int] = ..., priority: _Optional[int] = ...) -> None: ...

class GiftNotice(_message.Message):
    __slots__ = ("notice_type", "gift_id", "biz_type", "period_id")
    NOTICE_TYPE_FIELD_NUMBER: _ClassVar[int]
    GIFT_ID_FIELD_NUMBER: _ClassVar[int]
    BIZ_TYPE_FIELD_NUMBER: _ClassVar[int]
    PERIOD_ID_FIELD_NUMBER: _ClassVar[int]
    notice_type: int
    gift_id: int
    biz_type: int
    period_id: int
    def __init__(self, notice_type: _Optional[int] = ..., gift_id: _Optional[int] = ..., biz_type: _Optional[int] = ..., period_id: _Optional[int] = ...) -> None: ...

class GoodyBagBaseInfo(_message.Message):
    __slots__ = ("goody_bag_id", "biz", "room_id", "common_detail", "coin_detail")
    GOODY_BAG_ID_FIELD_NUMBER: _ClassVar[int]
    BIZ_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    COMMON_DETAIL_FIELD_NUMBER: _ClassVar[int]
    COIN_DETAIL_FIELD_NUMBER: _ClassVar[int]
    goody_bag_id: str
    biz: int
    room_id: str
    common_detail: GoodyBagCommonDetail
    coin_detail: GoodyBagCoinDetail
    def __init__(self, goody_bag_id: _Optional[str] = ..., biz: _Optional[int] = ..., room_id: _Optional[str] = ..., common_detail: _Optional[_Union[GoodyBagCommonDetail, _Mapping]] = ..., coin_detail: _Optional[_Union[GoodyBagCoinDetail, _Mapping]] = ...) -> None: ...

class GoodyBagWinnerInfo(_message.Message):
    __slots__ = ("user_info", "coins")
    USER_INFO_FIELD_NUMBER: _ClassVar[int]
    COINS_FIELD_NUMBER: _ClassVar[int]
    user_info: GoodyBagUserInfo
    coins: int
    def __init__(self, user_info: _Optional[_Union[GoodyBagUserInfo, _Mapping]] = ..., coins: _Optional[int] = ...) -> None: ...

class Hashtag(_message.Message):
    __slots__ = ("id", "title", "namespace")
    ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    NAMESPACE_FIELD_NUMBER: _ClassVar[int]
    id: int
    title: str
    namespace: int
    def __init__(self, id: _Optional[int] = ..., title: _Optional[str] = ..., namespace: _Optional[int] = ...) -> None: ...

class BannerInRoomCollection(_message.Message):
    __slots__ = ("top_right_banner", "bottom_right_banner", "gift_panel_banner", "middle_banner", "activity_top_right_banner", "top_left", "live_scene")
    TOP_RIGHT_BANNER_FIELD_NUMBER: _ClassVar[int]
    BOTTOM_RIGHT_BANNER_FIELD_NUMBER: _ClassVar[int]
    GIFT_PANEL_BANNER_FIELD_NUMBER: _ClassVar[int]
    MIDDLE_BANNER_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_TOP_RIGHT_BANNER_FIELD_NUMBER: _ClassVar[int]
    TOP_LEFT_FIELD_NUMBER: _ClassVar[int]
    LIVE_SCENE_FIELD_NUMBER: _ClassVar[int]
    top_right_banner: BannerInRoomCollectionBannerInfo
    bottom_right_banner: BannerInRoomCollectionBannerInfo
    gift_panel_banner: BannerInRoomCollectionBannerInfo
    middle_banner: BannerInRoomCollectionBannerInfo
    activity_top_right_banner: BannerInRoomCollectionBannerInfo
    top_left: BannerInRoomCollectionBannerInfo
    live_scene: BannerInRoomCollectionBannerInfo
    def __init__(self, top_right_banner: _Optional[_Union[BannerInRoomCollectionBannerInfo, _Mapping]] = ..., bottom_right_banner: _Optional[_Union[BannerInRoomCollectionBannerInfo, _Mapping]] = ..., gift_panel_banner: _Optional[_Union[BannerInRoomCollectionBannerInfo, _Mapping]] = ..., middle_banner: _Optional[_Union[BannerInRoomCollectionBannerInfo, _Mapping]] = ..., activity_top_right_banner: _Optional[_Union[BannerInRoomCollectionBannerInfo, _Mapping]] = ..., top_left: _Optional[_Union[BannerInRoomCollectionBannerInfo, _Mapping]] = ..., live_scene: _Optional[_Union[BannerInRoomCollectionBannerInfo, _Mapping]] = ...) -> None: ...

class KaraokeSong(_message.Message):
    __slots__ = ("id", "title", "display_artist", "album", "duration", "prelude", "postlude", "cover_vid", "audio_info", "accompaniment_info", "lyric_info", "song_status", "label_ids", "is_favorite", "is_added", "is_request", "is_you_sing_request", "singer")
    ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_ARTIST_FIELD_NUMBER: _ClassVar[int]
    ALBUM_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    PRELUDE_FIELD_NUMBER: _ClassVar[int]
    POSTLUDE_FIELD_NUMBER: _ClassVar[int]
    COVER_VID_FIELD_NUMBER: _ClassVar[int]
    AUDIO_INFO_FIELD_NUMBER: _ClassVar[int]
    ACCOMPANIMENT_INFO_FIELD_NUMBER: _ClassVar[int]
    LYRIC_INFO_FIELD_NUMBER: _ClassVar[int]
    SONG_STATUS_FIELD_NUMBER: _ClassVar[int]
    LABEL_IDS_FIELD_NUMBER: _ClassVar[int]
    IS_FAVORITE_FIELD_NUMBER: _ClassVar[int]
    IS_ADDED_FIELD_NUMBER: _ClassVar[int]
    IS_REQUEST_FIELD_NUMBER: _ClassVar[int]
    IS_YOU_SING_REQUEST_FIELD_NUMBER: _ClassVar[int]
    SINGER_FIELD_NUMBER: _ClassVar[int]
    id: int
    title: str
    display_artist: str
    album: str
    duration: int
    prelude: int
    postlude: int
    cover_vid: str
    audio_info: AudioStruct
    accompaniment_info: AccompanimentStruct
    lyric_info: LyricStruct
    song_status: int
    label_ids: _containers.RepeatedScalarFieldContainer[int]
    is_favorite: bool
    is_added: bool
    is_request: bool
    is_you_sing_request: bool
    singer: _webcast_pb2.User
    def __init__(self, id: _Optional[int] = ..., title: _Optional[str] = ..., display_artist: _Optional[str] = ..., album: _Optional[str] = ..., duration: _Optional[int] = ..., prelude: _Optional[int] = ..., postlude: _Optional[int] = ..., cover_vid: _Optional[str] = ..., audio_info: _Optional[_Union[AudioStruct, _Mapping]] = ..., accompaniment_info: _Optional[_Union[AccompanimentStruct, _Mapping]] = ..., lyric_info: _Optional[_Union[LyricStruct, _Mapping]] = ..., song_status: _Optional[int] = ..., label_ids: _Optional[_Iterable[int]] = ..., is_favorite: _Optional[bool] = ..., is_added: _Optional[bool] = ..., is_request: _Optional[bool] = ..., is_you_sing_request: _Optional[bool] = ..., singer: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ...) -> None: ...

class BattleTruthOrDareTriggerGuide(_message.Message):
    __slots__ = ("anchor_content_key", "audience_content_key", "guide_duration_second")
    ANCHOR_CONTENT_KEY_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_CONTENT_KEY_FIELD_NUMBER: _ClassVar[int]
    GUIDE_DURATION_SECOND_FIELD_NUMBER: _ClassVar[int]
    anchor_content_key: str
    audience_content_key: str
    guide_duration_second: int
    def __init__(self, anchor_content_key: _Optional[str] = ..., audience_content_key: _Optional[str] = ..., guide_duration_second: _Optional[int] = ...) -> None: ...

class BattleTruthOrDareTips(_message.Message):
    __slots__ = ("truth_or_dare_tips", "gift_guide_key")
    TRUTH_OR_DARE_TIPS_FIELD_NUMBER: _ClassVar[int]
    GIFT_GUIDE_KEY_FIELD_NUMBER: _ClassVar[int]
    truth_or_dare_tips: _containers.RepeatedCompositeFieldContainer[TruthOrDareTip]
    gift_guide_key: str
    def __init__(self, truth_or_dare_tips: _Optional[_Iterable[_Union[TruthOrDareTip, _Mapping]]] = ..., gift_guide_key: _Optional[str] = ...) -> None: ...

class BattleTruthOrDareOptOutNotice(_message.Message):
    __slots__ = ("close_content_key",)
    CLOSE_CONTENT_KEY_FIELD_NUMBER: _ClassVar[int]
    close_content_key: str
    def __init__(self, close_content_key: _Optional[str] = ...) -> None: ...

class BattleTruthOrDareTriggerGuideV2(_message.Message):
    __slots__ = ("anchor_content_key", "audience_content_key", "tips", "guide_duration_second", "tip_duration_second", "lap_guide_key", "lap_guide_duration_second", "is_first_time")
    ANCHOR_CONTENT_KEY_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_CONTENT_KEY_FIELD_NUMBER: _ClassVar[int]
    TIPS_FIELD_NUMBER: _ClassVar[int]
    GUIDE_DURATION_SECOND_FIELD_NUMBER: _ClassVar[int]
    TIP_DURATION_SECOND_FIELD_NUMBER: _ClassVar[int]
    LAP_GUIDE_KEY_FIELD_NUMBER: _ClassVar[int]
    LAP_GUIDE_DURATION_SECOND_FIELD_NUMBER: _ClassVar[int]
    IS_FIRST_TIME_FIELD_NUMBER: _ClassVar[int]
    anchor_content_key: str
    audience_content_key: str
    tips: _containers.RepeatedCompositeFieldContainer[BattleTruthOrDareTriggerGuideV2TruthOrDareTip]
    guide_duration_second: int
    tip_duration_second: int
    lap_guide_key: str
    lap_guide_duration_second: int
    is_first_time: bool
    def __init__(self, anchor_content_key: _Optional[str] = ..., audience_content_key: _Optional[str] = ..., tips: _Optional[_Iterable[_Union[BattleTruthOrDareTriggerGuideV2TruthOrDareTip, _Mapping]]] = ..., guide_duration_second: _Optional[int] = ..., tip_duration_second: _Optional[int] = ..., lap_guide_key: _Optional[str] = ..., lap_guide_duration_second: _Optional[int] = ..., is_first_time: _Optional[bool] = ...) -> None: ...

class BattleNoticeAnchorGuide(_message.Message):
    __slots__ = ("content", "button_content")
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    BUTTON_CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: BattleNoticeText
    button_content: BattleNoticeText
    def __init__(self, content: _Optional[_Union[BattleNoticeText, _Mapping]] = ..., button_content: _Optional[_Union[BattleNoticeText, _Mapping]] = ...) -> None: ...

class BattleNoticeToast(_message.Message):
    __slots__ = ("content",)
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: BattleNoticeText
    def __init__(self, content: _Optional[_Union[BattleNoticeText, _Mapping]] = ...) -> None: ...

class BattleNoticeBubbleGuide(_message.Message):
    __slots__ = ("content",)
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: BattleNoticeText
    def __init__(self, content: _Optional[_Union[BattleNoticeText, _Mapping]] = ...) -> None: ...

class BattleNoticeAnchorGiftGuide(_message.Message):
    __slots__ = ("content",)
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: BattleNoticeText
    def __init__(self, content: _Optional[_Union[BattleNoticeText, _Mapping]] = ...) -> None: ...

class BattleNoticeRuleGuide(_message.Message):
    __slots__ = ("content", "button_content", "except_anchor", "content_text", "button_content_text")
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    BUTTON_CONTENT_FIELD_NUMBER: _ClassVar[int]
    EXCEPT_ANCHOR_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TEXT_FIELD_NUMBER: _ClassVar[int]
    BUTTON_CONTENT_TEXT_FIELD_NUMBER: _ClassVar[int]
    content: BattleNoticeText
    button_content: BattleNoticeText
    except_anchor: bool
    content_text: _webcast_pb2.Text
    button_content_text: _webcast_pb2.Text
    def __init__(self, content: _Optional[_Union[BattleNoticeText, _Mapping]] = ..., button_content: _Optional[_Union[BattleNoticeText, _Mapping]] = ..., except_anchor: _Optional[bool] = ..., content_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., button_content_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class BattleNoticeCommonGuide(_message.Message):
    __slots__ = ("display_text", "except_anchor")
    DISPLAY_TEXT_FIELD_NUMBER: _ClassVar[int]
    EXCEPT_ANCHOR_FIELD_NUMBER: _ClassVar[int]
    display_text: _webcast_pb2.Text
    except_anchor: bool
    def __init__(self, display_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., except_anchor: _Optional[bool] = ...) -> None: ...

class BattleNoticeExtremeHighScoreNotice(_message.Message):
    __slots__ = ("battle_id", "display_text_origin_viewers", "display_text_unrelated_viewers", "extreme_high_score_threshold")
    BATTLE_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_TEXT_ORIGIN_VIEWERS_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_TEXT_UNRELATED_VIEWERS_FIELD_NUMBER: _ClassVar[int]
    EXTREME_HIGH_SCORE_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    battle_id: int
    display_text_origin_viewers: _webcast_pb2.Text
    display_text_unrelated_viewers: _webcast_pb2.Text
    extreme_high_score_threshold: int
    def __init__(self, battle_id: _Optional[int] = ..., display_text_origin_viewers: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., display_text_unrelated_viewers: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., extreme_high_score_threshold: _Optional[int] = ...) -> None: ...

class ShowContent(_message.Message):
    __slots__ = ("room_id", "channel_id", "show_id", "show_status", "version", "show_create_time", "show_config", "showing_and_ready_list", "finished_list", "transition_info")
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    SHOW_ID_FIELD_NUMBER: _ClassVar[int]
    SHOW_STATUS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SHOW_CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    SHOW_CONFIG_FIELD_NUMBER: _ClassVar[int]
    SHOWING_AND_READY_LIST_FIELD_NUMBER: _ClassVar[int]
    FINISHED_LIST_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_INFO_FIELD_NUMBER: _ClassVar[int]
    room_id: int
    channel_id: int
    show_id: int
    show_status: int
    version: int
    show_create_time: int
    show_config: ShowConfig
    showing_and_ready_list: _containers.RepeatedCompositeFieldContainer[ShowListUser]
    finished_list: _containers.RepeatedCompositeFieldContainer[ShowListUser]
    transition_info: TransitionInfo
    def __init__(self, room_id: _Optional[int] = ..., channel_id: _Optional[int] = ..., show_id: _Optional[int] = ..., show_status: _Optional[int] = ..., version: _Optional[int] = ..., show_create_time: _Optional[int] = ..., show_config: _Optional[_Union[ShowConfig, _Mapping]] = ..., showing_and_ready_list: _Optional[_Iterable[_Union[ShowListUser, _Mapping]]] = ..., finished_list: _Optional[_Iterable[_Union[ShowListUser, _Mapping]]] = ..., transition_info: _Optional[_Union[TransitionInfo, _Mapping]] = ...) -> None: ...

class NoticeboardContent(_message.Message):
    __slots__ = ("room_id", "channel_id", "noticeboard_id", "status", "linkmic_id", "position", "stream_id", "start_time", "end_time", "passed_media_node_id", "last_review_info", "version")
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    NOTICEBOARD_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    STREAM_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    PASSED_MEDIA_NODE_ID_FIELD_NUMBER: _ClassVar[int]
    LAST_REVIEW_INFO_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    room_id: int
    channel_id: int
    noticeboard_id: int
    status: int
    linkmic_id: str
    position: MicPositionData
    stream_id: str
    start_time: int
    end_time: int
    passed_media_node_id: str
    last_review_info: NoticeboardReviewInfo
    version: int
    def __init__(self, room_id: _Optional[int] = ..., channel_id: _Optional[int] = ..., noticeboard_id: _Optional[int] = ..., status: _Optional[int] = ..., linkmic_id: _Optional[str] = ..., position: _Optional[_Union[MicPositionData, _Mapping]] = ..., stream_id: _Optional[str] = ..., start_time: _Optional[int] = ..., end_time: _Optional[int] = ..., passed_media_node_id: _Optional[str] = ..., last_review_info: _Optional[_Union[NoticeboardReviewInfo, _Mapping]] = ..., version: _Optional[int] = ...) -> None: ...

class PictionaryInfo(_message.Message):
    __slots__ = ("id", "word", "status", "start_time", "end_time", "session_id", "pictionary_type")
    ID_FIELD_NUMBER: _ClassVar[int]
    WORD_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    PICTIONARY_TYPE_FIELD_NUMBER: _ClassVar[int]
    id: int
    word: str
    status: int
    start_time: int
    end_time: int
    session_id: int
    pictionary_type: int
    def __init__(self, id: _Optional[int] = ..., word: _Optional[str] = ..., status: _Optional[int] = ..., start_time: _Optional[int] = ..., end_time: _Optional[int] = ..., session_id: _Optional[int] = ..., pictionary_type: _Optional[int] = ...) -> None: ...

class PortalMessagePortalBuy(_message.Message):
    __slots__ = ("sugar_daddy",)
    SUGAR_DADDY_FIELD_NUMBER: _ClassVar[int]
    sugar_daddy: _webcast_pb2.User
    def __init__(self, sugar_daddy: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ...) -> None: ...

class PortalMessagePortalInvite(_message.Message):
    __slots__ = ("invite_count_down", "reward_count_down", "sugar_daddy", "anchor")
    INVITE_COUNT_DOWN_FIELD_NUMBER: _ClassVar[int]
    REWARD_COUNT_DOWN_FIELD_NUMBER: _ClassVar[int]
    SUGAR_DADDY_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_FIELD_NUMBER: _ClassVar[int]
    invite_count_down: int
    reward_count_down: int
    sugar_daddy: _webcast_pb2.User
    anchor: _webcast_pb2.User
    def __init__(self, invite_count_down: _Optional[int] = ..., reward_count_down: _Optional[int] = ..., sugar_daddy: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., anchor: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ...) -> None: ...

class PortalMessagePortalFinish(_message.Message):
    __slots__ = ("lucky_person",)
    LUCKY_PERSON_FIELD_NUMBER: _ClassVar[int]
    lucky_person: _webcast_pb2.User
    def __init__(self, lucky_person: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ...) -> None: ...

class Portal(_message.Message):
    __slots__ = ("start_time", "enter_count", "sugar_daddy", "room_id", "anchor", "portal_id", "user_type", "invitee_count", "status", "wait_duration", "reward_duration", "total_amount")
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    ENTER_COUNT_FIELD_NUMBER: _ClassVar[int]
    SUGAR_DADDY_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_FIELD_NUMBER: _ClassVar[int]
    PORTAL_ID_FIELD_NUMBER: _ClassVar[int]
    USER_TYPE_FIELD_NUMBER: _ClassVar[int]
    INVITEE_COUNT_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    WAIT_DURATION_FIELD_NUMBER: _ClassVar[int]
    REWARD_DURATION_FIELD_NUMBER: _ClassVar[int]
    TOTAL_AMOUNT_FIELD_NUMBER: _ClassVar[int]
    start_time: int
    enter_count: int
    sugar_daddy: _webcast_pb2.User
    room_id: int
    anchor: _webcast_pb2.User
    portal_id: int
    user_type: int
    invitee_count: int
    status: int
    wait_duration: int
    reward_duration: int
    total_amount: int
    def __init__(self, start_time: _Optional[int] = ..., enter_count: _Optional[int] = ..., sugar_daddy: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., room_id: _Optional[int] = ..., anchor: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., portal_id: _Optional[int] = ..., user_type: _Optional[int] = ..., invitee_count: _Optional[int] = ..., status: _Optional[int] = ..., wait_duration: _Optional[int] = ..., reward_duration: _Optional[int] = ..., total_amount: _Optional[int] = ...) -> None: ...

class RankToastMessageRankToast(_message.Message):
    __slots__ = ("user_id", "should_toast")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    SHOULD_TOAST_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    should_toast: bool
    def __init__(self, user_id: _Optional[int] = ..., should_toast: _Optional[bool] = ...) -> None: ...

class EventUserInfo(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    def __init__(self, user_id: _Optional[int] = ...) -> None: ...

class RoomSticker(_message.Message):
    __slots__ = ("name", "top_left_height", "top_left_width", "bottom_right_height", "bottom_right_width", "review_status", "edited", "audit_info", "starling_key")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TOP_LEFT_HEIGHT_FIELD_NUMBER: _ClassVar[int]
    TOP_LEFT_WIDTH_FIELD_NUMBER: _ClassVar[int]
    BOTTOM_RIGHT_HEIGHT_FIELD_NUMBER: _ClassVar[int]
    BOTTOM_RIGHT_WIDTH_FIELD_NUMBER: _ClassVar[int]
    REVIEW_STATUS_FIELD_NUMBER: _ClassVar[int]
    EDITED_FIELD_NUMBER: _ClassVar[int]
    AUDIT_INFO_FIELD_NUMBER: _ClassVar[int]
    STARLING_KEY_FIELD_NUMBER: _ClassVar[int]
    name: str
    top_left_height: int
    top_left_width: int
    bottom_right_height: int
    bottom_right_width: int
    review_status: int
    edited: bool
    audit_info: RoomStickerAuditInfo
    starling_key: str
    def __init__(self, name: _Optional[str] = ..., top_left_height: _Optional[int] = ..., top_left_width: _Optional[int] = ..., bottom_right_height: _Optional[int] = ..., bottom_right_width: _Optional[int] = ..., review_status: _Optional[int] = ..., edited: _Optional[bool] = ..., audit_info: _Optional[_Union[RoomStickerAuditInfo, _Mapping]] = ..., starling_key: _Optional[str] = ...) -> None: ...

class StarCommentMessage(_message.Message):
    __slots__ = ("star_comment_id", "user", "content", "duration", "start_time_ms", "comment_option", "content_language")
    STAR_COMMENT_ID_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    START_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    COMMENT_OPTION_FIELD_NUMBER: _ClassVar[int]
    CONTENT_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    star_comment_id: str
    user: _webcast_pb2.User
    content: str
    duration: int
    start_time_ms: int
    comment_option: int
    content_language: str
    def __init__(self, star_comment_id: _Optional[str] = ..., user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., content: _Optional[str] = ..., duration: _Optional[int] = ..., start_time_ms: _Optional[int] = ..., comment_option: _Optional[int] = ..., content_language: _Optional[str] = ...) -> None: ...

class StreamStatusChangeInfo(_message.Message):
    __slots__ = ("stream_id", "pre_status", "cur_status", "change_timestamp")
    STREAM_ID_FIELD_NUMBER: _ClassVar[int]
    PRE_STATUS_FIELD_NUMBER: _ClassVar[int]
    CUR_STATUS_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    stream_id: int
    pre_status: int
    cur_status: int
    change_timestamp: int
    def __init__(self, stream_id: _Optional[int] = ..., pre_status: _Optional[int] = ..., cur_status: _Optional[int] = ..., change_timestamp: _Optional[int] = ...) -> None: ...

class SubQueue(_message.Message):
    __slots__ = ("id", "type", "status", "audit_status", "anchor_id", "room_id", "create_time_sec", "title", "waiting_count", "total_count", "violation_info")
    ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    AUDIT_STATUS_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    WAITING_COUNT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_INFO_FIELD_NUMBER: _ClassVar[int]
    id: str
    type: int
    status: int
    audit_status: int
    anchor_id: str
    room_id: str
    create_time_sec: int
    title: str
    waiting_count: int
    total_count: int
    violation_info: AuditInfo
    def __init__(self, id: _Optional[str] = ..., type: _Optional[int] = ..., status: _Optional[int] = ..., audit_status: _Optional[int] = ..., anchor_id: _Optional[str] = ..., room_id: _Optional[str] = ..., create_time_sec: _Optional[int] = ..., title: _Optional[str] = ..., waiting_count: _Optional[int] = ..., total_count: _Optional[int] = ..., violation_info: _Optional[_Union[AuditInfo, _Mapping]] = ...) -> None: ...

class SubWaveImMsg(_message.Message):
    __slots__ = ("msg_type", "new_come_subscriber_info", "sub_wave_info_common", "current_strike_round", "strike_enabled")
    MSG_TYPE_FIELD_NUMBER: _ClassVar[int]
    NEW_COME_SUBSCRIBER_INFO_FIELD_NUMBER: _ClassVar[int]
    SUB_WAVE_INFO_COMMON_FIELD_NUMBER: _ClassVar[int]
    CURRENT_STRIKE_ROUND_FIELD_NUMBER: _ClassVar[int]
    STRIKE_ENABLED_FIELD_NUMBER: _ClassVar[int]
    msg_type: int
    new_come_subscriber_info: SubWaveSubscriberInfo
    sub_wave_info_common: SubWaveInfoCommon
    current_strike_round: SubWaveStrikeInfo
    strike_enabled: bool
    def __init__(self, msg_type: _Optional[int] = ..., new_come_subscriber_info: _Optional[_Union[SubWaveSubscriberInfo, _Mapping]] = ..., sub_wave_info_common: _Optional[_Union[SubWaveInfoCommon, _Mapping]] = ..., current_strike_round: _Optional[_Union[SubWaveStrikeInfo, _Mapping]] = ..., strike_enabled: _Optional[bool] = ...) -> None: ...

class ShowResult(_message.Message):
    __slots__ = ("banned",)
    BANNED_FIELD_NUMBER: _ClassVar[int]
    banned: bool
    def __init__(self, banned: _Optional[bool] = ...) -> None: ...

class CapsuleBizParamsCohost(_message.Message):
    __slots__ = ("available_friend_number", "is_followed_by_rival", "rival_user", "type", "invitee_room_id", "invitee_inner_channel_id", "invitee_user_info", "is_friend", "sub_type", "rival_vote_count", "anchor_class_label", "rival_class_label")
    AVAILABLE_FRIEND_NUMBER_FIELD_NUMBER: _ClassVar[int]
    IS_FOLLOWED_BY_RIVAL_FIELD_NUMBER: _ClassVar[int]
    RIVAL_USER_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    INVITEE_ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    INVITEE_INNER_CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    INVITEE_USER_INFO_FIELD_NUMBER: _ClassVar[int]
    IS_FRIEND_FIELD_NUMBER: _ClassVar[int]
    SUB_TYPE_FIELD_NUMBER: _ClassVar[int]
    RIVAL_VOTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_CLASS_LABEL_FIELD_NUMBER: _ClassVar[int]
    RIVAL_CLASS_LABEL_FIELD_NUMBER: _ClassVar[int]
    available_friend_number: int
    is_followed_by_rival: bool
    rival_user: _webcast_pb2.User
    type: str
    invitee_room_id: int
    invitee_inner_channel_id: int
    invitee_user_info: _webcast_pb2.User
    is_friend: bool
    sub_type: str
    rival_vote_count: str
    anchor_class_label: GiftGalleryBadgeSection
    rival_class_label: GiftGalleryBadgeSection
    def __init__(self, available_friend_number: _Optional[int] = ..., is_followed_by_rival: _Optional[bool] = ..., rival_user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., type: _Optional[str] = ..., invitee_room_id: _Optional[int] = ..., invitee_inner_channel_id: _Optional[int] = ..., invitee_user_info: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., is_friend: _Optional[bool] = ..., sub_type: _Optional[str] = ..., rival_vote_count: _Optional[str] = ..., anchor_class_label: _Optional[_Union[GiftGalleryBadgeSection, _Mapping]] = ..., rival_class_label: _Optional[_Union[GiftGalleryBadgeSection, _Mapping]] = ...) -> None: ...

class CapsuleBizParamsRandomGift(_message.Message):
    __slots__ = ("round", "effect_name_key", "type", "filter_host")
    ROUND_FIELD_NUMBER: _ClassVar[int]
    EFFECT_NAME_KEY_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    FILTER_HOST_FIELD_NUMBER: _ClassVar[int]
    round: int
    effect_name_key: str
    type: int
    filter_host: bool
    def __init__(self, round: _Optional[int] = ..., effect_name_key: _Optional[str] = ..., type: _Optional[int] = ..., filter_host: _Optional[bool] = ...) -> None: ...

class CapsuleBizParamsCommentFlaggedPrompt(_message.Message):
    __slots__ = ("trigger",)
    TRIGGER_FIELD_NUMBER: _ClassVar[int]
    trigger: int
    def __init__(self, trigger: _Optional[int] = ...) -> None: ...

class CapsuleBizParamsMultiGuestInviteGuide(_message.Message):
    __slots__ = ("invitee_user", "display_strategy", "linkmic_audience_invite_notice_reason", "notice_type")
    INVITEE_USER_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_STRATEGY_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_AUDIENCE_INVITE_NOTICE_REASON_FIELD_NUMBER: _ClassVar[int]
    NOTICE_TYPE_FIELD_NUMBER: _ClassVar[int]
    invitee_user: _webcast_pb2.User
    display_strategy: int
    linkmic_audience_invite_notice_reason: str
    notice_type: int
    def __init__(self, invitee_user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., display_strategy: _Optional[int] = ..., linkmic_audience_invite_notice_reason: _Optional[str] = ..., notice_type: _Optional[int] = ...) -> None: ...

class CapsuleBizParamsAnchorPinPerk(_message.Message):
    __slots__ = ("pin_id", "pin_card_type", "template_id")
    PIN_ID_FIELD_NUMBER: _ClassVar[int]
    PIN_CARD_TYPE_FIELD_NUMBER: _ClassVar[int]
    TEMPLATE_ID_FIELD_NUMBER: _ClassVar[int]
    pin_id: int
    pin_card_type: int
    template_id: str
    def __init__(self, pin_id: _Optional[int] = ..., pin_card_type: _Optional[int] = ..., template_id: _Optional[str] = ...) -> None: ...

class CapsuleBizParamsGamingModeratorsCommentGuide(_message.Message):
    __slots__ = ("user", "reply_msg_text", "rule_id")
    USER_FIELD_NUMBER: _ClassVar[int]
    REPLY_MSG_TEXT_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    user: _webcast_pb2.User
    reply_msg_text: _webcast_pb2.Text
    rule_id: int
    def __init__(self, user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., reply_msg_text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., rule_id: _Optional[int] = ...) -> None: ...

class CapsuleBizParamsCommentMuteRulePrompt(_message.Message):
    __slots__ = ("content", "user_cnt")
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    USER_CNT_FIELD_NUMBER: _ClassVar[int]
    content: str
    user_cnt: int
    def __init__(self, content: _Optional[str] = ..., user_cnt: _Optional[int] = ...) -> None: ...

class CapsuleBizParamsCommentFlaggedPromptForNewUser(_message.Message):
    __slots__ = ("trigger", "comment_ids")
    TRIGGER_FIELD_NUMBER: _ClassVar[int]
    COMMENT_IDS_FIELD_NUMBER: _ClassVar[int]
    trigger: int
    comment_ids: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, trigger: _Optional[int] = ..., comment_ids: _Optional[_Iterable[int]] = ...) -> None: ...

class CapsuleBizParamsModeratorGuide(_message.Message):
    __slots__ = ("is_gift_moderator", "is_interactive_moderator", "is_tool_moderator", "hv_user", "welcome_msg", "recommend_sensitive_words")
    IS_GIFT_MODERATOR_FIELD_NUMBER: _ClassVar[int]
    IS_INTERACTIVE_MODERATOR_FIELD_NUMBER: _ClassVar[int]
    IS_TOOL_MODERATOR_FIELD_NUMBER: _ClassVar[int]
    HV_USER_FIELD_NUMBER: _ClassVar[int]
    WELCOME_MSG_FIELD_NUMBER: _ClassVar[int]
    RECOMMEND_SENSITIVE_WORDS_FIELD_NUMBER: _ClassVar[int]
    is_gift_moderator: bool
    is_interactive_moderator: bool
    is_tool_moderator: bool
    hv_user: _webcast_pb2.User
    welcome_msg: _webcast_pb2.Text
    recommend_sensitive_words: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, is_gift_moderator: _Optional[bool] = ..., is_interactive_moderator: _Optional[bool] = ..., is_tool_moderator: _Optional[bool] = ..., hv_user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., welcome_msg: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., recommend_sensitive_words: _Optional[_Iterable[str]] = ...) -> None: ...

class CapsuleBizParamsMultiGuestApplyGuide(_message.Message):
    __slots__ = ("apply_user", "display_strategy", "linkmic_audience_apply_notice_reason", "notice_type")
    APPLY_USER_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_STRATEGY_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_AUDIENCE_APPLY_NOTICE_REASON_FIELD_NUMBER: _ClassVar[int]
    NOTICE_TYPE_FIELD_NUMBER: _ClassVar[int]
    apply_user: _webcast_pb2.User
    display_strategy: int
    linkmic_audience_apply_notice_reason: str
    notice_type: int
    def __init__(self, apply_user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., display_strategy: _Optional[int] = ..., linkmic_audience_apply_notice_reason: _Optional[str] = ..., notice_type: _Optional[int] = ...) -> None: ...

class EnvelopeEnigmaInfo(_message.Message):
    __slots__ = ("is_enigma_mask_on",)
    IS_ENIGMA_MASK_ON_FIELD_NUMBER: _ClassVar[int]
    is_enigma_mask_on: bool
    def __init__(self, is_enigma_mask_on: _Optional[bool] = ...) -> None: ...

class EnvelopeGift(_message.Message):
    __slots__ = ("gift_id", "gift_price", "gift_name")
    GIFT_ID_FIELD_NUMBER: _ClassVar[int]
    GIFT_PRICE_FIELD_NUMBER: _ClassVar[int]
    GIFT_NAME_FIELD_NUMBER: _ClassVar[int]
    gift_id: int
    gift_price: int
    gift_name: _webcast_pb2.Text
    def __init__(self, gift_id: _Optional[int] = ..., gift_price: _Optional[int] = ..., gift_name: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class SceneRestriction(_message.Message):
    __slots__ = ("normal_hidden_gids", "match_hidden_gids", "cohost_hidden_gids", "multiguest_hidden_gids")
    NORMAL_HIDDEN_GIDS_FIELD_NUMBER: _ClassVar[int]
    MATCH_HIDDEN_GIDS_FIELD_NUMBER: _ClassVar[int]
    COHOST_HIDDEN_GIDS_FIELD_NUMBER: _ClassVar[int]
    MULTIGUEST_HIDDEN_GIDS_FIELD_NUMBER: _ClassVar[int]
    normal_hidden_gids: _containers.RepeatedScalarFieldContainer[int]
    match_hidden_gids: _containers.RepeatedScalarFieldContainer[int]
    cohost_hidden_gids: _containers.RepeatedScalarFieldContainer[int]
    multiguest_hidden_gids: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, normal_hidden_gids: _Optional[_Iterable[int]] = ..., match_hidden_gids: _Optional[_Iterable[int]] = ..., cohost_hidden_gids: _Optional[_Iterable[int]] = ..., multiguest_hidden_gids: _Optional[_Iterable[int]] = ...) -> None: ...

class ReceiverRestriction(_message.Message):
    __slots__ = ("user_id", "hidden_gids")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    HIDDEN_GIDS_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    hidden_gids: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, user_id: _Optional[int] = ..., hidden_gids: _Optional[_Iterable[int]] = ...) -> None: ...

class TitleData(_message.Message):
    __slots__ = ("goal_count", "current_sponsor_id")
    GOAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    CURRENT_SPONSOR_ID_FIELD_NUMBER: _ClassVar[int]
    goal_count: int
    current_sponsor_id: int
    def __init__(self, goal_count: _Optional[int] = ..., current_sponsor_id: _Optional[int] = ...) -> None: ...

class Progress(_message.Message):
    __slots__ = ("current_progress", "target", "expired_timestamp_in_ms")
    CURRENT_PROGRESS_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    EXPIRED_TIMESTAMP_IN_MS_FIELD_NUMBER: _ClassVar[int]
    current_progress: int
    target: int
    expired_timestamp_in_ms: int
    def __init__(self, current_progress: _Optional[int] = ..., target: _Optional[int] = ..., expired_timestamp_in_ms: _Optional[int] = ...) -> None: ...

class LiveStreamGoalContributor(_message.Message):
    __slots__ = ("user_id", "display_id", "score", "user_id_str", "in_room", "is_friend", "follow_by_owner", "is_fist_contribute")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_ID_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    USER_ID_STR_FIELD_NUMBER: _ClassVar[int]
    IN_ROOM_FIELD_NUMBER: _ClassVar[int]
    IS_FRIEND_FIELD_NUMBER: _ClassVar[int]
    FOLLOW_BY_OWNER_FIELD_NUMBER: _ClassVar[int]
    IS_FIST_CONTRIBUTE_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    display_id: str
    score: int
    user_id_str: str
    in_room: bool
    is_friend: bool
    follow_by_owner: bool
    is_fist_contribute: bool
    def __init__(self, user_id: _Optional[int] = ..., display_id: _Optional[str] = ..., score: _Optional[int] = ..., user_id_str: _Optional[str] = ..., in_room: _Optional[bool] = ..., is_friend: _Optional[bool] = ..., follow_by_owner: _Optional[bool] = ..., is_fist_contribute: _Optional[bool] = ...) -> None: ...

class GoalStats(_message.Message):
    __slots__ = ("total_coins", "total_contributor", "total_new_fans")
    TOTAL_COINS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_CONTRIBUTOR_FIELD_NUMBER: _ClassVar[int]
    TOTAL_NEW_FANS_FIELD_NUMBER: _ClassVar[int]
    total_coins: int
    total_contributor: int
    total_new_fans: int
    def __init__(self, total_coins: _Optional[int] = ..., total_contributor: _Optional[int] = ..., total_new_fans: _Optional[int] = ...) -> None: ...

class AuditInfo(_message.Message):
    __slots__ = ("violation_id", "task_type")
    VIOLATION_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_TYPE_FIELD_NUMBER: _ClassVar[int]
    violation_id: int
    task_type: int
    def __init__(self, violation_id: _Optional[int] = ..., task_type: _Optional[int] = ...) -> None: ...

class GoalReward(_message.Message):
    __slots__ = ("reward_content", "top_n", "has_sticker", "audit_status", "reward_direct_message", "reward_template_id", "reward_source", "is_hit_opt_ab")
    REWARD_CONTENT_FIELD_NUMBER: _ClassVar[int]
    TOP_N_FIELD_NUMBER: _ClassVar[int]
    HAS_STICKER_FIELD_NUMBER: _ClassVar[int]
    AUDIT_STATUS_FIELD_NUMBER: _ClassVar[int]
    REWARD_DIRECT_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    REWARD_TEMPLATE_ID_FIELD_NUMBER: _ClassVar[int]
    REWARD_SOURCE_FIELD_NUMBER: _ClassVar[int]
    IS_HIT_OPT_AB_FIELD_NUMBER: _ClassVar[int]
    reward_content: str
    top_n: int
    has_sticker: bool
    audit_status: int
    reward_direct_message: str
    reward_template_id: str
    reward_source: int
    is_hit_opt_ab: bool
    def __init__(self, reward_content: _Optional[str] = ..., top_n: _Optional[int] = ..., has_sticker: _Optional[bool] = ..., audit_status: _Optional[int] = ..., reward_direct_message: _Optional[str] = ..., reward_template_id: _Optional[str] = ..., reward_source: _Optional[int] = ..., is_hit_opt_ab: _Optional[bool] = ...) -> None: ...

class LiveStreamSubGoalGift(_message.Message):
    __slots__ = ("name", "diamond_count", "type")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DIAMOND_COUNT_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    name: str
    diamond_count: int
    type: int
    def __init__(self, name: _Optional[str] = ..., diamond_count: _Optional[int] = ..., type: _Optional[int] = ...) -> None: ...

class SubGoalPinInfo(_message.Message):
    __slots__ = ("pin_start_time", "pin_end_time", "pin_ready_time")
    PIN_START_TIME_FIELD_NUMBER: _ClassVar[int]
    PIN_END_TIME_FIELD_NUMBER: _ClassVar[int]
    PIN_READY_TIME_FIELD_NUMBER: _ClassVar[int]
    pin_start_time: int
    pin_end_time: int
    pin_ready_time: int
    def __init__(self, pin_start_time: _Optional[int] = ..., pin_end_time: _Optional[int] = ..., pin_ready_time: _Optional[int] = ...) -> None: ...

class Player(_message.Message):
    __slots__ = ("room_id", "user_id")
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    room_id: int
    user_id: int
    def __init__(self, room_id: _Optional[int] = ..., user_id: _Optional[int] = ...) -> None: ...

class AllListUser(_message.Message):
    __slots__ = ("linked_list", "applied_list", "invited_list", "ready_list")
    LINKED_LIST_FIELD_NUMBER: _ClassVar[int]
    APPLIED_LIST_FIELD_NUMBER: _ClassVar[int]
    INVITED_LIST_FIELD_NUMBER: _ClassVar[int]
    READY_LIST_FIELD_NUMBER: _ClassVar[int]
    linked_list: _containers.RepeatedCompositeFieldContainer[LinkLayerListUser]
    applied_list: _containers.RepeatedCompositeFieldContainer[LinkLayerListUser]
    invited_list: _containers.RepeatedCompositeFieldContainer[LinkLayerListUser]
    ready_list: _containers.RepeatedCompositeFieldContainer[LinkLayerListUser]
    def __init__(self, linked_list: _Optional[_Iterable[_Union[LinkLayerListUser, _Mapping]]] = ..., applied_list: _Optional[_Iterable[_Union[LinkLayerListUser, _Mapping]]] = ..., invited_list: _Optional[_Iterable[_Union[LinkLayerListUser, _Mapping]]] = ..., ready_list: _Optional[_Iterable[_Union[LinkLayerListUser, _Mapping]]] = ...) -> None: ...

class ContentPosition(_message.Message):
    __slots__ = ("content_i_d", "content_type", "pos", "content_linkmic_i_d", "start_time_nano")
    CONTENT_I_D_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    POS_FIELD_NUMBER: _ClassVar[int]
    CONTENT_LINKMIC_I_D_FIELD_NUMBER: _ClassVar[int]
    START_TIME_NANO_FIELD_NUMBER: _ClassVar[int]
    content_i_d: str
    content_type: int
    pos: MicPositionData
    content_linkmic_i_d: str
    start_time_nano: int
    def __init__(self, content_i_d: _Optional[str] = ..., content_type: _Optional[int] = ..., pos: _Optional[_Union[MicPositionData, _Mapping]] = ..., content_linkmic_i_d: _Optional[str] = ..., start_time_nano: _Optional[int] = ...) -> None: ...

class MicPositionData(_message.Message):
    __slots__ = ("type",)
    TYPE_FIELD_NUMBER: _ClassVar[int]
    type: int
    def __init__(self, type: _Optional[int] = ...) -> None: ...

class LinkLayerListUser(_message.Message):
    __slots__ = ("user", "linkmic_id", "pos", "linked_time_nano", "user_type")
    USER_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_FIELD_NUMBER: _ClassVar[int]
    POS_FIELD_NUMBER: _ClassVar[int]
    LINKED_TIME_NANO_FIELD_NUMBER: _ClassVar[int]
    USER_TYPE_FIELD_NUMBER: _ClassVar[int]
    user: Player
    linkmic_id: str
    pos: MicPositionData
    linked_time_nano: int
    user_type: int
    def __init__(self, user: _Optional[_Union[Player, _Mapping]] = ..., linkmic_id: _Optional[str] = ..., pos: _Optional[_Union[MicPositionData, _Mapping]] = ..., linked_time_nano: _Optional[int] = ..., user_type: _Optional[int] = ...) -> None: ...

class GroupChannelAllUser(_message.Message):
    __slots__ = ("group_channel_id", "content_version")
    GROUP_CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_VERSION_FIELD_NUMBER: _ClassVar[int]
    group_channel_id: int
    content_version: int
    def __init__(self, group_channel_id: _Optional[int] = ..., content_version: _Optional[int] = ...) -> None: ...

class GroupPlayer(_message.Message):
    __slots__ = ("channel_id", "user")
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    channel_id: int
    user: Player
    def __init__(self, channel_id: _Optional[int] = ..., user: _Optional[_Union[Player, _Mapping]] = ...) -> None: ...

class MigrationDetails(_message.Message):
    __slots__ = ("is_migrate", "source_group_channel_id", "target_group_channel_id")
    IS_MIGRATE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_GROUP_CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_GROUP_CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    is_migrate: bool
    source_group_channel_id: int
    target_group_channel_id: int
    def __init__(self, is_migrate: _Optional[bool] = ..., source_group_channel_id: _Optional[int] = ..., target_group_channel_id: _Optional[int] = ...) -> None: ...

class LinkUserIdentity(_message.Message):
    __slots__ = ("player", "link_mic_id", "channel_id")
    PLAYER_FIELD_NUMBER: _ClassVar[int]
    LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    player: Player
    link_mic_id: str
    channel_id: int
    def __init__(self, player: _Optional[_Union[Player, _Mapping]] = ..., link_mic_id: _Optional[str] = ..., channel_id: _Optional[int] = ...) -> None: ...

class LinkEnvelopeMessagePayload(_message.Message):
    __slots__ = ("message_type",)
    MESSAGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    message_type: int
    def __init__(self, message_type: _Optional[int] = ...) -> None: ...

class MultiLiveAnchorPanelSettings(_message.Message):
    __slots__ = ("user_id", "layout", "fix_mic_num", "allow_request_from_user", "allow_request_from_follower_only", "applier_sort_setting", "applier_sort_gift_score_threshold", "allow_request_from_friends", "allow_request_from_followers", "allow_request_from_others", "enable_show_multi_guest_layout", "disable_video_linkmic", "multi_guest_apply_auto_approve", "multi_guest_share_revenue_info_version", "show_available_spot", "save_as_default_layout", "multi_guest_allow_cohost_invitation", "multi_guest_allow_cohost_invitation_once", "disable_guest_open_camera")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    LAYOUT_FIELD_NUMBER: _ClassVar[int]
    FIX_MIC_NUM_FIELD_NUMBER: _ClassVar[int]
    ALLOW_REQUEST_FROM_USER_FIELD_NUMBER: _ClassVar[int]
    ALLOW_REQUEST_FROM_FOLLOWER_ONLY_FIELD_NUMBER: _ClassVar[int]
    APPLIER_SORT_SETTING_FIELD_NUMBER: _ClassVar[int]
    APPLIER_SORT_GIFT_SCORE_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    ALLOW_REQUEST_FROM_FRIENDS_FIELD_NUMBER: _ClassVar[int]
    ALLOW_REQUEST_FROM_FOLLOWERS_FIELD_NUMBER: _ClassVar[int]
    ALLOW_REQUEST_FROM_OTHERS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_SHOW_MULTI_GUEST_LAYOUT_FIELD_NUMBER: _ClassVar[int]
    DISABLE_VIDEO_LINKMIC_FIELD_NUMBER: _ClassVar[int]
    MULTI_GUEST_APPLY_AUTO_APPROVE_FIELD_NUMBER: _ClassVar[int]
    MULTI_GUEST_SHARE_REVENUE_INFO_VERSION_FIELD_NUMBER: _ClassVar[int]
    SHOW_AVAILABLE_SPOT_FIELD_NUMBER: _ClassVar[int]
    SAVE_AS_DEFAULT_LAYOUT_FIELD_NUMBER: _ClassVar[int]
    MULTI_GUEST_ALLOW_COHOST_INVITATION_FIELD_NUMBER: _ClassVar[int]
    MULTI_GUEST_ALLOW_COHOST_INVITATION_ONCE_FIELD_NUMBER: _ClassVar[int]
    DISABLE_GUEST_OPEN_CAMERA_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    layout: int
    fix_mic_num: int
    allow_request_from_user: int
    allow_request_from_follower_only: int
    applier_sort_setting: int
    applier_sort_gift_score_threshold: int
    allow_request_from_friends: int
    allow_request_from_followers: int
    allow_request_from_others: int
    enable_show_multi_guest_layout: int
    disable_video_linkmic: int
    multi_guest_apply_auto_approve: int
    multi_guest_share_revenue_info_version: int
    show_available_spot: int
    save_as_default_layout: int
    multi_guest_allow_cohost_invitation: int
    multi_guest_allow_cohost_invitation_once: int
    disable_guest_open_camera: int
    def __init__(self, user_id: _Optional[int] = ..., layout: _Optional[int] = ..., fix_mic_num: _Optional[int] = ..., allow_request_from_user: _Optional[int] = ..., allow_request_from_follower_only: _Optional[int] = ..., applier_sort_setting: _Optional[int] = ..., applier_sort_gift_score_threshold: _Optional[int] = ..., allow_request_from_friends: _Optional[int] = ..., allow_request_from_followers: _Optional[int] = ..., allow_request_from_others: _Optional[int] = ..., enable_show_multi_guest_layout: _Optional[int] = ..., disable_video_linkmic: _Optional[int] = ..., multi_guest_apply_auto_approve: _Optional[int] = ..., multi_guest_share_revenue_info_version: _Optional[int] = ..., show_available_spot: _Optional[int] = ..., save_as_default_layout: _Optional[int] = ..., multi_guest_allow_cohost_invitation: _Optional[int] = ..., multi_guest_allow_cohost_invitation_once: _Optional[int] = ..., disable_guest_open_camera: _Optional[int] = ...) -> None: ...

class InviteTopHostInfo(_message.Message):
    __slots__ = ("rank_type", "top_index")
    RANK_TYPE_FIELD_NUMBER: _ClassVar[int]
    TOP_INDEX_FIELD_NUMBER: _ClassVar[int]
    rank_type: str
    top_index: int
    def __init__(self, rank_type: _Optional[str] = ..., top_index: _Optional[int] = ...) -> None: ...

class LinkmicUserInfo(_message.Message):
    __slots__ = ("user_id", "linkmic_id_str", "room_id", "linked_time")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    LINKED_TIME_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    linkmic_id_str: str
    room_id: int
    linked_time: int
    def __init__(self, user_id: _Optional[int] = ..., linkmic_id_str: _Optional[str] = ..., room_id: _Optional[int] = ..., linked_time: _Optional[int] = ...) -> None: ...

class Tag(_message.Message):
    __slots__ = ("tag_type", "tag_value", "tag_text")
    TAG_TYPE_FIELD_NUMBER: _ClassVar[int]
    TAG_VALUE_FIELD_NUMBER: _ClassVar[int]
    TAG_TEXT_FIELD_NUMBER: _ClassVar[int]
    tag_type: int
    tag_value: str
    tag_text: str
    def __init__(self, tag_type: _Optional[int] = ..., tag_value: _Optional[str] = ..., tag_text: _Optional[str] = ...) -> None: ...

class LinkmicInfo(_message.Message):
    __slots__ = ("link_mic_id", "joinable", "confluence_type", "linkmic_id_str", "vendor")
    LINK_MIC_ID_FIELD_NUMBER: _ClassVar[int]
    JOINABLE_FIELD_NUMBER: _ClassVar[int]
    CONFLUENCE_TYPE_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    VENDOR_FIELD_NUMBER: _ClassVar[int]
    link_mic_id: int
    joinable: bool
    confluence_type: int
    linkmic_id_str: str
    vendor: int
    def __init__(self, link_mic_id: _Optional[int] = ..., joinable: _Optional[bool] = ..., confluence_type: _Optional[int] = ..., linkmic_id_str: _Optional[str] = ..., vendor: _Optional[int] = ...) -> None: ...

class LinkerSetting(_message.Message):
    __slots__ = ("max_member_limit", "link_type", "scene", "owner_user_id", "owner_room_id", "vendor")
    MAX_MEMBER_LIMIT_FIELD_NUMBER: _ClassVar[int]
    LINK_TYPE_FIELD_NUMBER: _ClassVar[int]
    SCENE_FIELD_NUMBER: _ClassVar[int]
    OWNER_USER_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    VENDOR_FIELD_NUMBER: _ClassVar[int]
    max_member_limit: int
    link_type: int
    scene: int
    owner_user_id: int
    owner_room_id: int
    vendor: int
    def __init__(self, max_member_limit: _Optional[int] = ..., link_type: _Optional[int] = ..., scene: _Optional[int] = ..., owner_user_id: _Optional[int] = ..., owner_room_id: _Optional[int] = ..., vendor: _Optional[int] = ...) -> None: ...

class LinkerMicIdxUpdateInfo(_message.Message):
    __slots__ = ("op", "user_id", "mic_idx")
    OP_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    MIC_IDX_FIELD_NUMBER: _ClassVar[int]
    op: int
    user_id: int
    mic_idx: int
    def __init__(self, op: _Optional[int] = ..., user_id: _Optional[int] = ..., mic_idx: _Optional[int] = ...) -> None: ...

class ListUser(_message.Message):
    __slots__ = ("user", "linkmic_id", "linkmic_id_str", "link_status", "link_type", "user_position", "silence_status", "modify_time", "linker_id", "role_type")
    USER_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    LINK_STATUS_FIELD_NUMBER: _ClassVar[int]
    LINK_TYPE_FIELD_NUMBER: _ClassVar[int]
    USER_POSITION_FIELD_NUMBER: _ClassVar[int]
    SILENCE_STATUS_FIELD_NUMBER: _ClassVar[int]
    MODIFY_TIME_FIELD_NUMBER: _ClassVar[int]
    LINKER_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_TYPE_FIELD_NUMBER: _ClassVar[int]
    user: _webcast_pb2.User
    linkmic_id: int
    linkmic_id_str: str
    link_status: int
    link_type: int
    user_position: int
    silence_status: int
    modify_time: int
    linker_id: int
    role_type: int
    def __init__(self, user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., linkmic_id: _Optional[int] = ..., linkmic_id_str: _Optional[str] = ..., link_status: _Optional[int] = ..., link_type: _Optional[int] = ..., user_position: _Optional[int] = ..., silence_status: _Optional[int] = ..., modify_time: _Optional[int] = ..., linker_id: _Optional[int] = ..., role_type: _Optional[int] = ...) -> None: ...

class LinkListUser(_message.Message):
    __slots__ = ("user", "modify_time", "link_type", "role_type", "linkmic_id_str", "payed_money", "fan_ticket", "link_user_type")
    USER_FIELD_NUMBER: _ClassVar[int]
    MODIFY_TIME_FIELD_NUMBER: _ClassVar[int]
    LINK_TYPE_FIELD_NUMBER: _ClassVar[int]
    ROLE_TYPE_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    PAYED_MONEY_FIELD_NUMBER: _ClassVar[int]
    FAN_TICKET_FIELD_NUMBER: _ClassVar[int]
    LINK_USER_TYPE_FIELD_NUMBER: _ClassVar[int]
    user: _webcast_pb2.User
    modify_time: int
    link_type: int
    role_type: int
    linkmic_id_str: str
    payed_money: int
    fan_ticket: int
    link_user_type: int
    def __init__(self, user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., modify_time: _Optional[int] = ..., link_type: _Optional[int] = ..., role_type: _Optional[int] = ..., linkmic_id_str: _Optional[str] = ..., payed_money: _Optional[int] = ..., fan_ticket: _Optional[int] = ..., link_user_type: _Optional[int] = ...) -> None: ...

class CohostListUser(_message.Message):
    __slots__ = ("user_id", "nick_name", "linked_time", "play_type", "room_id", "linkmic_user_status", "link_remaining_time", "permission_type", "display_id", "follow_status", "is_low_version", "rival_user_id", "rival_room_id", "is_initiator", "linkmic_id_str", "best_teammate_uid", "has_topic_perm", "inner_channel_id")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NICK_NAME_FIELD_NUMBER: _ClassVar[int]
    LINKED_TIME_FIELD_NUMBER: _ClassVar[int]
    PLAY_TYPE_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_USER_STATUS_FIELD_NUMBER: _ClassVar[int]
    LINK_REMAINING_TIME_FIELD_NUMBER: _ClassVar[int]
    PERMISSION_TYPE_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_ID_FIELD_NUMBER: _ClassVar[int]
    FOLLOW_STATUS_FIELD_NUMBER: _ClassVar[int]
    IS_LOW_VERSION_FIELD_NUMBER: _ClassVar[int]
    RIVAL_USER_ID_FIELD_NUMBER: _ClassVar[int]
    RIVAL_ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    IS_INITIATOR_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    BEST_TEAMMATE_UID_FIELD_NUMBER: _ClassVar[int]
    HAS_TOPIC_PERM_FIELD_NUMBER: _ClassVar[int]
    INNER_CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    nick_name: str
    linked_time: int
    play_type: int
    room_id: int
    linkmic_user_status: int
    link_remaining_time: int
    permission_type: int
    display_id: str
    follow_status: int
    is_low_version: bool
    rival_user_id: int
    rival_room_id: int
    is_initiator: bool
    linkmic_id_str: str
    best_teammate_uid: int
    has_topic_perm: bool
    inner_channel_id: int
    def __init__(self, user_id: _Optional[int] = ..., nick_name: _Optional[str] = ..., linked_time: _Optional[int] = ..., play_type: _Optional[int] = ..., room_id: _Optional[int] = ..., linkmic_user_status: _Optional[int] = ..., link_remaining_time: _Optional[int] = ..., permission_type: _Optional[int] = ..., display_id: _Optional[str] = ..., follow_status: _Optional[int] = ..., is_low_version: _Optional[bool] = ..., rival_user_id: _Optional[int] = ..., rival_room_id: _Optional[int] = ..., is_initiator: _Optional[bool] = ..., linkmic_id_str: _Optional[str] = ..., best_teammate_uid: _Optional[int] = ..., has_topic_perm: _Optional[bool] = ..., inner_channel_id: _Optional[int] = ...) -> None: ...

class BattleUserArmy(_message.Message):
    __slots__ = ("user_id", "score", "nickname", "diamond_score", "user_id_str", "enigma_score", "is_enigma")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    NICKNAME_FIELD_NUMBER: _ClassVar[int]
    DIAMOND_SCORE_FIELD_NUMBER: _ClassVar[int]
    USER_ID_STR_FIELD_NUMBER: _ClassVar[int]
    ENIGMA_SCORE_FIELD_NUMBER: _ClassVar[int]
    IS_ENIGMA_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    score: int
    nickname: str
    diamond_score: int
    user_id_str: str
    enigma_score: int
    is_enigma: bool
    def __init__(self, user_id: _Optional[int] = ..., score: _Optional[int] = ..., nickname: _Optional[str] = ..., diamond_score: _Optional[int] = ..., user_id_str: _Optional[str] = ..., enigma_score: _Optional[int] = ..., is_enigma: _Optional[bool] = ...) -> None: ...

class BattleTeamUser(_message.Message):
    __slots__ = ("user_id", "score", "user_id_str", "enigma_score")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    USER_ID_STR_FIELD_NUMBER: _ClassVar[int]
    ENIGMA_SCORE_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    score: int
    user_id_str: str
    enigma_score: int
    def __init__(self, user_id: _Optional[int] = ..., score: _Optional[int] = ..., user_id_str: _Optional[str] = ..., enigma_score: _Optional[int] = ...) -> None: ...

class GiftModeMeta(_message.Message):
    __slots__ = ("gift_id", "gift_name_key", "gift_mode_desc")
    GIFT_ID_FIELD_NUMBER: _ClassVar[int]
    GIFT_NAME_KEY_FIELD_NUMBER: _ClassVar[int]
    GIFT_MODE_DESC_FIELD_NUMBER: _ClassVar[int]
    gift_id: int
    gift_name_key: str
    gift_mode_desc: _webcast_pb2.Text
    def __init__(self, gift_id: _Optional[int] = ..., gift_name_key: _Optional[str] = ..., gift_mode_desc: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ...) -> None: ...

class GoofyEffectInfo(_message.Message):
    __slots__ = ("specific_resource_id", "is_random_effect")
    SPECIFIC_RESOURCE_ID_FIELD_NUMBER: _ClassVar[int]
    IS_RANDOM_EFFECT_FIELD_NUMBER: _ClassVar[int]
    specific_resource_id: int
    is_random_effect: bool
    def __init__(self, specific_resource_id: _Optional[int] = ..., is_random_effect: _Optional[bool] = ...) -> None: ...

class BattleUserInfo(_message.Message):
    __slots__ = ("user", "tags")
    USER_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    user: BattleBaseUserInfo
    tags: _containers.RepeatedCompositeFieldContainer[BattleRivalTag]
    def __init__(self, user: _Optional[_Union[BattleBaseUserInfo, _Mapping]] = ..., tags: _Optional[_Iterable[_Union[BattleRivalTag, _Mapping]]] = ...) -> None: ...

class BestTeammateRelation(_message.Message):
    __slots__ = ("user_id", "best_teammate_id")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    BEST_TEAMMATE_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    best_teammate_id: int
    def __init__(self, user_id: _Optional[int] = ..., best_teammate_id: _Optional[int] = ...) -> None: ...

class GiftGalleryBadgeSection(_message.Message):
    __slots__ = ("should_show",)
    SHOULD_SHOW_FIELD_NUMBER: _ClassVar[int]
    should_show: bool
    def __init__(self, should_show: _Optional[bool] = ...) -> None: ...

class MatchPunishEffectInfo(_message.Message):
    __slots__ = ("user_to_effect_map",)
    class UserToEffectMapEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: int
        def __init__(self, key: _Optional[int] = ..., value: _Optional[int] = ...) -> None: ...
    USER_TO_EFFECT_MAP_FIELD_NUMBER: _ClassVar[int]
    user_to_effect_map: _containers.ScalarMap[int, int]
    def __init__(self, user_to_effect_map: _Optional[_Mapping[int, int]] = ...) -> None: ...

class CohostContentGuideInfo(_message.Message):
    __slots__ = ("recommended_battle_type",)
    RECOMMENDED_BATTLE_TYPE_FIELD_NUMBER: _ClassVar[int]
    recommended_battle_type: int
    def __init__(self, recommended_battle_type: _Optional[int] = ...) -> None: ...

class RecommendedPlaybookInfo(_message.Message):
    __slots__ = ("playbook_ids",)
    PLAYBOOK_IDS_FIELD_NUMBER: _ClassVar[int]
    playbook_ids: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, playbook_ids: _Optional[_Iterable[int]] = ...) -> None: ...

class CriticalStrikeCardInfo(_message.Message):
    __slots__ = ("card_name_key", "send_time_sec", "send_user", "effect_last_duration", "critical_strike_rate_low", "critical_strike_rate_high", "multiple", "gift_name_key", "effect_time_sec", "to_anchor_id", "to_anchor_id_str")
    CARD_NAME_KEY_FIELD_NUMBER: _ClassVar[int]
    SEND_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    SEND_USER_FIELD_NUMBER: _ClassVar[int]
    EFFECT_LAST_DURATION_FIELD_NUMBER: _ClassVar[int]
    CRITICAL_STRIKE_RATE_LOW_FIELD_NUMBER: _ClassVar[int]
    CRITICAL_STRIKE_RATE_HIGH_FIELD_NUMBER: _ClassVar[int]
    MULTIPLE_FIELD_NUMBER: _ClassVar[int]
    GIFT_NAME_KEY_FIELD_NUMBER: _ClassVar[int]
    EFFECT_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_STR_FIELD_NUMBER: _ClassVar[int]
    card_name_key: str
    send_time_sec: int
    send_user: BattleUserInfo
    effect_last_duration: int
    critical_strike_rate_low: int
    critical_strike_rate_high: int
    multiple: int
    gift_name_key: str
    effect_time_sec: int
    to_anchor_id: int
    to_anchor_id_str: str
    def __init__(self, card_name_key: _Optional[str] = ..., send_time_sec: _Optional[int] = ..., send_user: _Optional[_Union[BattleUserInfo, _Mapping]] = ..., effect_last_duration: _Optional[int] = ..., critical_strike_rate_low: _Optional[int] = ..., critical_strike_rate_high: _Optional[int] = ..., multiple: _Optional[int] = ..., gift_name_key: _Optional[str] = ..., effect_time_sec: _Optional[int] = ..., to_anchor_id: _Optional[int] = ..., to_anchor_id_str: _Optional[str] = ...) -> None: ...

class SmokeCardInfo(_message.Message):
    __slots__ = ("card_name_key", "send_time_sec", "send_user", "effect_last_duration", "effect_time_sec", "to_anchor_id", "to_anchor_id_str")
    CARD_NAME_KEY_FIELD_NUMBER: _ClassVar[int]
    SEND_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    SEND_USER_FIELD_NUMBER: _ClassVar[int]
    EFFECT_LAST_DURATION_FIELD_NUMBER: _ClassVar[int]
    EFFECT_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_STR_FIELD_NUMBER: _ClassVar[int]
    card_name_key: str
    send_time_sec: int
    send_user: BattleUserInfo
    effect_last_duration: int
    effect_time_sec: int
    to_anchor_id: int
    to_anchor_id_str: str
    def __init__(self, card_name_key: _Optional[str] = ..., send_time_sec: _Optional[int] = ..., send_user: _Optional[_Union[BattleUserInfo, _Mapping]] = ..., effect_last_duration: _Optional[int] = ..., effect_time_sec: _Optional[int] = ..., to_anchor_id: _Optional[int] = ..., to_anchor_id_str: _Optional[str] = ...) -> None: ...

class ExtraTimeCardInfo(_message.Message):
    __slots__ = ("card_name_key", "send_time_sec", "send_user", "effect_last_duration", "effect_time_sec", "to_anchor_id", "extra_duration_sec", "to_anchor_id_str")
    CARD_NAME_KEY_FIELD_NUMBER: _ClassVar[int]
    SEND_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    SEND_USER_FIELD_NUMBER: _ClassVar[int]
    EFFECT_LAST_DURATION_FIELD_NUMBER: _ClassVar[int]
    EFFECT_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    EXTRA_DURATION_SEC_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_STR_FIELD_NUMBER: _ClassVar[int]
    card_name_key: str
    send_time_sec: int
    send_user: BattleUserInfo
    effect_last_duration: int
    effect_time_sec: int
    to_anchor_id: int
    extra_duration_sec: int
    to_anchor_id_str: str
    def __init__(self, card_name_key: _Optional[str] = ..., send_time_sec: _Optional[int] = ..., send_user: _Optional[_Union[BattleUserInfo, _Mapping]] = ..., effect_last_duration: _Optional[int] = ..., effect_time_sec: _Optional[int] = ..., to_anchor_id: _Optional[int] = ..., extra_duration_sec: _Optional[int] = ..., to_anchor_id_str: _Optional[str] = ...) -> None: ...

class SpecialEffectCardInfo(_message.Message):
    __slots__ = ("card_name_key", "send_time_sec", "send_user", "effect_last_duration", "effect_time_sec", "to_anchor_id", "to_anchor_id_str")
    CARD_NAME_KEY_FIELD_NUMBER: _ClassVar[int]
    SEND_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    SEND_USER_FIELD_NUMBER: _ClassVar[int]
    EFFECT_LAST_DURATION_FIELD_NUMBER: _ClassVar[int]
    EFFECT_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_STR_FIELD_NUMBER: _ClassVar[int]
    card_name_key: str
    send_time_sec: int
    send_user: BattleUserInfo
    effect_last_duration: int
    effect_time_sec: int
    to_anchor_id: int
    to_anchor_id_str: str
    def __init__(self, card_name_key: _Optional[str] = ..., send_time_sec: _Optional[int] = ..., send_user: _Optional[_Union[BattleUserInfo, _Mapping]] = ..., effect_last_duration: _Optional[int] = ..., effect_time_sec: _Optional[int] = ..., to_anchor_id: _Optional[int] = ..., to_anchor_id_str: _Optional[str] = ...) -> None: ...

class AnchorPair(_message.Message):
    __slots__ = ("source_anchor_id", "target_anchor_id")
    SOURCE_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    source_anchor_id: int
    target_anchor_id: int
    def __init__(self, source_anchor_id: _Optional[int] = ..., target_anchor_id: _Optional[int] = ...) -> None: ...

class CommunityHeartMeInfo(_message.Message):
    __slots__ = ("anchor_community_level",)
    ANCHOR_COMMUNITY_LEVEL_FIELD_NUMBER: _ClassVar[int]
    anchor_community_level: int
    def __init__(self, anchor_community_level: _Optional[int] = ...) -> None: ...

class PotionCardInfo(_message.Message):
    __slots__ = ("card_name_key", "send_time_sec", "send_user", "effect_last_duration", "effect_time_sec", "to_anchor_id")
    CARD_NAME_KEY_FIELD_NUMBER: _ClassVar[int]
    SEND_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    SEND_USER_FIELD_NUMBER: _ClassVar[int]
    EFFECT_LAST_DURATION_FIELD_NUMBER: _ClassVar[int]
    EFFECT_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    card_name_key: str
    send_time_sec: int
    send_user: BattleUserInfo
    effect_last_duration: int
    effect_time_sec: int
    to_anchor_id: int
    def __init__(self, card_name_key: _Optional[str] = ..., send_time_sec: _Optional[int] = ..., send_user: _Optional[_Union[BattleUserInfo, _Mapping]] = ..., effect_last_duration: _Optional[int] = ..., effect_time_sec: _Optional[int] = ..., to_anchor_id: _Optional[int] = ...) -> None: ...

class WaveCardInfo(_message.Message):
    __slots__ = ("card_name_key", "send_time_sec", "send_user", "effect_last_duration", "effect_time_sec", "to_anchor_id")
    CARD_NAME_KEY_FIELD_NUMBER: _ClassVar[int]
    SEND_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    SEND_USER_FIELD_NUMBER: _ClassVar[int]
    EFFECT_LAST_DURATION_FIELD_NUMBER: _ClassVar[int]
    EFFECT_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    TO_ANCHOR_ID_FIELD_NUMBER: _ClassVar[int]
    card_name_key: str
    send_time_sec: int
    send_user: BattleUserInfo
    effect_last_duration: int
    effect_time_sec: int
    to_anchor_id: int
    def __init__(self, card_name_key: _Optional[str] = ..., send_time_sec: _Optional[int] = ..., send_user: _Optional[_Union[BattleUserInfo, _Mapping]] = ..., effect_last_duration: _Optional[int] = ..., effect_time_sec: _Optional[int] = ..., to_anchor_id: _Optional[int] = ...) -> None: ...

class VaultGloveCardInfo(_message.Message):
    __slots__ = ("gift_name_key", "multiple", "multiple_other", "critical_strike_rate_low", "critical_strike_rate_high")
    GIFT_NAME_KEY_FIELD_NUMBER: _ClassVar[int]
    MULTIPLE_FIELD_NUMBER: _ClassVar[int]
    MULTIPLE_OTHER_FIELD_NUMBER: _ClassVar[int]
    CRITICAL_STRIKE_RATE_LOW_FIELD_NUMBER: _ClassVar[int]
    CRITICAL_STRIKE_RATE_HIGH_FIELD_NUMBER: _ClassVar[int]
    gift_name_key: str
    multiple: int
    multiple_other: int
    critical_strike_rate_low: int
    critical_strike_rate_high: int
    def __init__(self, gift_name_key: _Optional[str] = ..., multiple: _Optional[int] = ..., multiple_other: _Optional[int] = ..., critical_strike_rate_low: _Optional[int] = ..., critical_strike_rate_high: _Optional[int] = ...) -> None: ...

class MusicCardInfo(_message.Message):
    __slots__ = ("award_start_time_sec", "multiple", "critical_strike_rate_low", "critical_strike_rate_high", "detection_result")
    AWARD_START_TIME_SEC_FIELD_NUMBER: _ClassVar[int]
    MULTIPLE_FIELD_NUMBER: _ClassVar[int]
    CRITICAL_STRIKE_RATE_LOW_FIELD_NUMBER: _ClassVar[int]
    CRITICAL_STRIKE_RATE_HIGH_FIELD_NUMBER: _ClassVar[int]
    DETECTION_RESULT_FIELD_NUMBER: _ClassVar[int]
    award_start_time_sec: int
    multiple: int
    critical_strike_rate_low: int
    critical_strike_rate_high: int
    detection_result: int
    def __init__(self, award_start_time_sec: _Optional[int] = ..., multiple: _Optional[int] = ..., critical_strike_rate_low: _Optional[int] = ..., critical_strike_rate_high: _Optional[int] = ..., detection_result: _Optional[int] = ...) -> None: ...

class EffectingCardQueueItem(_message.Message):
    __slots__ = ("critical_strike_cards", "smoke_cards", "extra_time_cards", "special_effect_cards", "potion_cards", "wave_cards", "vault_gloves_cards", "music_cards")
    CRITICAL_STRIKE_CARDS_FIELD_NUMBER: _ClassVar[int]
    SMOKE_CARDS_FIELD_NUMBER: _ClassVar[int]
    EXTRA_TIME_CARDS_FIELD_NUMBER: _ClassVar[int]
    SPECIAL_EFFECT_CARDS_FIELD_NUMBER: _ClassVar[int]
    POTION_CARDS_FIELD_NUMBER: _ClassVar[int]
    WAVE_CARDS_FIELD_NUMBER: _ClassVar[int]
    VAULT_GLOVES_CARDS_FIELD_NUMBER: _ClassVar[int]
    MUSIC_CARDS_FIELD_NUMBER: _ClassVar[int]
    critical_strike_cards: CriticalStrikeCardInfo
    smoke_cards: SmokeCardInfo
    extra_time_cards: ExtraTimeCardInfo
    special_effect_cards: SpecialEffectCardInfo
    potion_cards: PotionCardInfo
    wave_cards: WaveCardInfo
    vault_gloves_cards: VaultGloveCardInfo
    music_cards: MusicCardInfo
    def __init__(self, critical_strike_cards: _Optional[_Union[CriticalStrikeCardInfo, _Mapping]] = ..., smoke_cards: _Optional[_Union[SmokeCardInfo, _Mapping]] = ..., extra_time_cards: _Optional[_Union[ExtraTimeCardInfo, _Mapping]] = ..., special_effect_cards: _Optional[_Union[SpecialEffectCardInfo, _Mapping]] = ..., potion_cards: _Optional[_Union[PotionCardInfo, _Mapping]] = ..., wave_cards: _Optional[_Union[WaveCardInfo, _Mapping]] = ..., vault_gloves_cards: _Optional[_Union[VaultGloveCardInfo, _Mapping]] = ..., music_cards: _Optional[_Union[MusicCardInfo, _Mapping]] = ...) -> None: ...

class UserFanTicket(_message.Message):
    __slots__ = ("user_id", "fan_ticket", "match_total_score", "match_rank", "completion_progress_percent", "top_guest_rank")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    FAN_TICKET_FIELD_NUMBER: _ClassVar[int]
    MATCH_TOTAL_SCORE_FIELD_NUMBER: _ClassVar[int]
    MATCH_RANK_FIELD_NUMBER: _ClassVar[int]
    COMPLETION_PROGRESS_PERCENT_FIELD_NUMBER: _ClassVar[int]
    TOP_GUEST_RANK_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    fan_ticket: int
    match_total_score: int
    match_rank: int
    completion_progress_percent: int
    top_guest_rank: int
    def __init__(self, user_id: _Optional[int] = ..., fan_ticket: _Optional[int] = ..., match_total_score: _Optional[int] = ..., match_rank: _Optional[int] = ..., completion_progress_percent: _Optional[int] = ..., top_guest_rank: _Optional[int] = ...) -> None: ...

class BattleBonusConfig(_message.Message):
    __slots__ = ("preview_start_time", "preview_start_timestamp")
    PREVIEW_START_TIME_FIELD_NUMBER: _ClassVar[int]
    PREVIEW_START_TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    preview_start_time: int
    preview_start_timestamp: int
    def __init__(self, preview_start_time: _Optional[int] = ..., preview_start_timestamp: _Optional[int] = ...) -> None: ...

class BattlePrompt(_message.Message):
    __slots__ = ("prompt_key",)
    PROMPT_KEY_FIELD_NUMBER: _ClassVar[int]
    prompt_key: str
    def __init__(self, prompt_key: _Optional[str] = ...) -> None: ...

class Img(_message.Message):
    __slots__ = ("key", "width", "height", "url")
    KEY_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    key: str
    width: int
    height: int
    url: str
    def __init__(self, key: _Optional[str] = ..., width: _Optional[int] = ..., height: _Optional[int] = ..., url: _Optional[str] = ...) -> None: ...

class AddToCartButton(_message.Message):
    __slots__ = ("status", "click_hint_starling")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    CLICK_HINT_STARLING_FIELD_NUMBER: _ClassVar[int]
    status: int
    click_hint_starling: str
    def __init__(self, status: _Optional[int] = ..., click_hint_starling: _Optional[str] = ...) -> None: ...

class FlashSaleAtmosphere(_message.Message):
    __slots__ = ("status", "start_time", "end_time", "preheat_time", "pdp_viewer_count")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    PREHEAT_TIME_FIELD_NUMBER: _ClassVar[int]
    PDP_VIEWER_COUNT_FIELD_NUMBER: _ClassVar[int]
    status: int
    start_time: int
    end_time: int
    preheat_time: int
    pdp_viewer_count: int
    def __init__(self, status: _Optional[int] = ..., start_time: _Optional[int] = ..., end_time: _Optional[int] = ..., preheat_time: _Optional[int] = ..., pdp_viewer_count: _Optional[int] = ...) -> None: ...

class FlashSaleStock(_message.Message):
    __slots__ = ("activity_stock_status", "activity_stock", "activity_stock_text", "total_stock")
    ACTIVITY_STOCK_STATUS_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_STOCK_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_STOCK_TEXT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_STOCK_FIELD_NUMBER: _ClassVar[int]
    activity_stock_status: int
    activity_stock: int
    activity_stock_text: str
    total_stock: int
    def __init__(self, activity_stock_status: _Optional[int] = ..., activity_stock: _Optional[int] = ..., activity_stock_text: _Optional[str] = ..., total_stock: _Optional[int] = ...) -> None: ...

class DelayParam(_message.Message):
    __slots__ = ("min_delay_ms", "max_delay_ms")
    MIN_DELAY_MS_FIELD_NUMBER: _ClassVar[int]
    MAX_DELAY_MS_FIELD_NUMBER: _ClassVar[int]
    min_delay_ms: int
    max_delay_ms: int
    def __init__(self, min_delay_ms: _Optional[int] = ..., max_delay_ms: _Optional[int] = ...) -> None: ...

class EcomLiveElementActions(_message.Message):
    __slots__ = ("version",)
    VERSION_FIELD_NUMBER: _ClassVar[int]
    version: int
    def __init__(self, version: _Optional[int] = ...) -> None: ...

class CommerceInfo(_message.Message):
    __slots__ = ("lynx_type", "lynx_info")
    LYNX_TYPE_FIELD_NUMBER: _ClassVar[int]
    LYNX_INFO_FIELD_NUMBER: _ClassVar[int]
    lynx_type: int
    lynx_info: str
    def __init__(self, lynx_type: _Optional[int] = ..., lynx_info: _Optional[str] = ...) -> None: ...

class MsgMeta(_message.Message):
    __slots__ = ("source_operate_ms", "server_send_ms", "reasons")
    SOURCE_OPERATE_MS_FIELD_NUMBER: _ClassVar[int]
    SERVER_SEND_MS_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    source_operate_ms: int
    server_send_ms: int
    reasons: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, source_operate_ms: _Optional[int] = ..., server_send_ms: _Optional[int] = ..., reasons: _Optional[_Iterable[str]] = ...) -> None: ...

class PerceptionFeedbackOption(_message.Message):
    __slots__ = ("id", "content_key")
    ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_KEY_FIELD_NUMBER: _ClassVar[int]
    id: int
    content_key: str
    def __init__(self, id: _Optional[int] = ..., content_key: _Optional[str] = ...) -> None: ...

class PollOptionInfo(_message.Message):
    __slots__ = ("votes", "display_content", "option_idx", "vote_user_list")
    VOTES_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    OPTION_IDX_FIELD_NUMBER: _ClassVar[int]
    VOTE_USER_LIST_FIELD_NUMBER: _ClassVar[int]
    votes: int
    display_content: str
    option_idx: int
    vote_user_list: _containers.RepeatedCompositeFieldContainer[VoteUser]
    def __init__(self, votes: _Optional[int] = ..., display_content: _Optional[str] = ..., option_idx: _Optional[int] = ..., vote_user_list: _Optional[_Iterable[_Union[VoteUser, _Mapping]]] = ...) -> None: ...

class AffiliatedInfo(_message.Message):
    __slots__ = ("text_content", "gap_desc", "real_time_rank", "midday_peak_time_stamp", "sticker_show_scene", "sticker_settle_show_duration", "sticker_gap_desc", "sticker_track_param")
    class StickerTrackParamEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TEXT_CONTENT_FIELD_NUMBER: _ClassVar[int]
    GAP_DESC_FIELD_NUMBER: _ClassVar[int]
    REAL_TIME_RANK_FIELD_NUMBER: _ClassVar[int]
    MIDDAY_PEAK_TIME_STAMP_FIELD_NUMBER: _ClassVar[int]
    STICKER_SHOW_SCENE_FIELD_NUMBER: _ClassVar[int]
    STICKER_SETTLE_SHOW_DURATION_FIELD_NUMBER: _ClassVar[int]
    STICKER_GAP_DESC_FIELD_NUMBER: _ClassVar[int]
    STICKER_TRACK_PARAM_FIELD_NUMBER: _ClassVar[int]
    text_content: _webcast_pb2.Text
    gap_desc: _webcast_pb2.Text
    real_time_rank: int
    midday_peak_time_stamp: int
    sticker_show_scene: int
    sticker_settle_show_duration: int
    sticker_gap_desc: _webcast_pb2.Text
    sticker_track_param: _containers.ScalarMap[str, str]
    def __init__(self, text_content: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., gap_desc: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., real_time_rank: _Optional[int] = ..., midday_peak_time_stamp: _Optional[int] = ..., sticker_show_scene: _Optional[int] = ..., sticker_settle_show_duration: _Optional[int] = ..., sticker_gap_desc: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., sticker_track_param: _Optional[_Mapping[str, str]] = ...) -> None: ...

class ClassInfo(_message.Message):
    __slots__ = ("class_type", "star_count")
    CLASS_TYPE_FIELD_NUMBER: _ClassVar[int]
    STAR_COUNT_FIELD_NUMBER: _ClassVar[int]
    class_type: int
    star_count: int
    def __init__(self, class_type: _Optional[int] = ..., star_count: _Optional[int] = ...) -> None: ...

class SubPinText(_message.Message):
    __slots__ = ("type", "content")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    type: int
    content: str
    def __init__(self, type: _Optional[int] = ..., content: _Optional[str] = ...) -> None: ...

class SubGoalPinCard(_message.Message):
    __slots__ = ("goal_id", "time_to_live", "target", "progress")
    GOAL_ID_FIELD_NUMBER: _ClassVar[int]
    TIME_TO_LIVE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    goal_id: int
    time_to_live: int
    target: int
    progress: int
    def __init__(self, goal_id: _Optional[int] = ..., time_to_live: _Optional[int] = ..., target: _Optional[int] = ..., progress: _Optional[int] = ...) -> None: ...

class GiftPickWithScore(_message.Message):
    __slots__ = ("score",)
    SCORE_FIELD_NUMBER: _ClassVar[int]
    score: int
    def __init__(self, score: _Optional[int] = ...) -> None: ...

class ViewerPickAnchorParam(_message.Message):
    __slots__ = ("viewer_wishes_use_new_setup_process", "viewer_wishes_queue_mode_enable", "viewer_wishes_priority_request_enable", "integrate_vw_into_liveboard")
    VIEWER_WISHES_USE_NEW_SETUP_PROCESS_FIELD_NUMBER: _ClassVar[int]
    VIEWER_WISHES_QUEUE_MODE_ENABLE_FIELD_NUMBER: _ClassVar[int]
    VIEWER_WISHES_PRIORITY_REQUEST_ENABLE_FIELD_NUMBER: _ClassVar[int]
    INTEGRATE_VW_INTO_LIVEBOARD_FIELD_NUMBER: _ClassVar[int]
    viewer_wishes_use_new_setup_process: bool
    viewer_wishes_queue_mode_enable: bool
    viewer_wishes_priority_request_enable: bool
    integrate_vw_into_liveboard: bool
    def __init__(self, viewer_wishes_use_new_setup_process: _Optional[bool] = ..., viewer_wishes_queue_mode_enable: _Optional[bool] = ..., viewer_wishes_priority_request_enable: _Optional[bool] = ..., integrate_vw_into_liveboard: _Optional[bool] = ...) -> None: ...

class CompetitionInitiateInfo(_message.Message):
    __slots__ = ("initiator", "initiate_type")
    INITIATOR_FIELD_NUMBER: _ClassVar[int]
    INITIATE_TYPE_FIELD_NUMBER: _ClassVar[int]
    initiator: CompetitionUserBase
    initiate_type: int
    def __init__(self, initiator: _Optional[_Union[CompetitionUserBase, _Mapping]] = ..., initiate_type: _Optional[int] = ...) -> None: ...

class CompetitionUserBase(_message.Message):
    __slots__ = ("user_id", "role", "nickname", "user_id_str")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    NICKNAME_FIELD_NUMBER: _ClassVar[int]
    USER_ID_STR_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    role: int
    nickname: str
    user_id_str: str
    def __init__(self, user_id: _Optional[int] = ..., role: _Optional[int] = ..., nickname: _Optional[str] = ..., user_id_str: _Optional[str] = ...) -> None: ...

class CompetitionReplyTakeTheStageBiz(_message.Message):
    __slots__ = ("take_the_stage_status", "performance_start_time")
    TAKE_THE_STAGE_STATUS_FIELD_NUMBER: _ClassVar[int]
    PERFORMANCE_START_TIME_FIELD_NUMBER: _ClassVar[int]
    take_the_stage_status: int
    performance_start_time: int
    def __init__(self, take_the_stage_status: _Optional[int] = ..., performance_start_time: _Optional[int] = ...) -> None: ...

class CompetitionResultsTeamInfo(_message.Message):
    __slots__ = ("team_id", "rank", "score", "result", "team_id_str")
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    TEAM_ID_STR_FIELD_NUMBER: _ClassVar[int]
    team_id: int
    rank: int
    score: int
    result: int
    team_id_str: str
    def __init__(self, team_id: _Optional[int] = ..., rank: _Optional[int] = ..., score: _Optional[int] = ..., result: _Optional[int] = ..., team_id_str: _Optional[str] = ...) -> None: ...

class CompetitionSettleEndTakeTheStageBiz(_message.Message):
    __slots__ = ("take_the_stage_status",)
    TAKE_THE_STAGE_STATUS_FIELD_NUMBER: _ClassVar[int]
    take_the_stage_status: int
    def __init__(self, take_the_stage_status: _Optional[int] = ...) -> None: ...

class CompetitionScoreChangeTakeTheStageBiz(_message.Message):
    __slots__ = ("status", "performance_start_time")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    PERFORMANCE_START_TIME_FIELD_NUMBER: _ClassVar[int]
    status: int
    performance_start_time: int
    def __init__(self, status: _Optional[int] = ..., performance_start_time: _Optional[int] = ...) -> None: ...

class CompetitionSwitchTurnTakeTheStageBiz(_message.Message):
    __slots__ = ("performance_start_time",)
    PERFORMANCE_START_TIME_FIELD_NUMBER: _ClassVar[int]
    performance_start_time: int
    def __init__(self, performance_start_time: _Optional[int] = ...) -> None: ...

class CountdownForAllConfig(_message.Message):
    __slots__ = ("duration", "target_score")
    DURATION_FIELD_NUMBER: _ClassVar[int]
    TARGET_SCORE_FIELD_NUMBER: _ClassVar[int]
    duration: int
    target_score: int
    def __init__(self, duration: _Optional[int] = ..., target_score: _Optional[int] = ...) -> None: ...

class CountdownForAllUser(_message.Message):
    __slots__ = ("user_id", "linkmic_id", "score", "rank", "user", "nickname", "display_id")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    NICKNAME_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    linkmic_id: str
    score: int
    rank: int
    user: _webcast_pb2.User
    nickname: str
    display_id: str
    def __init__(self, user_id: _Optional[int] = ..., linkmic_id: _Optional[str] = ..., score: _Optional[int] = ..., rank: _Optional[int] = ..., user: _Optional[_Union[_webcast_pb2.User, _Mapping]] = ..., nickname: _Optional[str] = ..., display_id: _Optional[str] = ...) -> None: ...

class CountdownConfig(_message.Message):
    __slots__ = ("duration", "auto_expand", "target_score")
    DURATION_FIELD_NUMBER: _ClassVar[int]
    AUTO_EXPAND_FIELD_NUMBER: _ClassVar[int]
    TARGET_SCORE_FIELD_NUMBER: _ClassVar[int]
    duration: int
    auto_expand: bool
    target_score: int
    def __init__(self, duration: _Optional[int] = ..., auto_expand: _Optional[bool] = ..., target_score: _Optional[int] = ...) -> None: ...

class CountdownUser(_message.Message):
    __slots__ = ("user_id", "linkmic_id", "score", "completion_progress_percent", "nickname", "display_id")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    COMPLETION_PROGRESS_PERCENT_FIELD_NUMBER: _ClassVar[int]
    NICKNAME_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    linkmic_id: str
    score: int
    completion_progress_percent: int
    nickname: str
    display_id: str
    def __init__(self, user_id: _Optional[int] = ..., linkmic_id: _Optional[str] = ..., score: _Optional[int] = ..., completion_progress_percent: _Optional[int] = ..., nickname: _Optional[str] = ..., display_id: _Optional[str] = ...) -> None: ...

class LiveEventInfo(_message.Message):
    __slots__ = ("event_id", "start_time", "duration", "title", "description", "has_subscribed", "is_paid_event", "ticket_amount", "pay_method", "event_user_info", "subscribed_count", "register_type", "periodic_settings", "periodic_shows")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    HAS_SUBSCRIBED_FIELD_NUMBER: _ClassVar[int]
    IS_PAID_EVENT_FIELD_NUMBER: _ClassVar[int]
    TICKET_AMOUNT_FIELD_NUMBER: _ClassVar[int]
    PAY_METHOD_FIELD_NUMBER: _ClassVar[int]
    EVENT_USER_INFO_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIBED_COUNT_FIELD_NUMBER: _ClassVar[int]
    REGISTER_TYPE_FIELD_NUMBER: _ClassVar[int]
    PERIODIC_SETTINGS_FIELD_NUMBER: _ClassVar[int]
    PERIODIC_SHOWS_FIELD_NUMBER: _ClassVar[int]
    event_id: int
    start_time: int
    duration: int
    title: str
    description: str
    has_subscribed: bool
    is_paid_event: bool
    ticket_amount: int
    pay_method: int
    event_user_info: _containers.RepeatedCompositeFieldContainer[EventUserInfo]
    subscribed_count: int
    register_type: int
    periodic_settings: str
    periodic_shows: str
    def __init__(self, event_id: _Optional[int] = ..., start_time: _Optional[int] = ..., duration: _Optional[int] = ..., title: _Optional[str] = ..., description: _Optional[str] = ..., has_subscribed: _Optional[bool] = ..., is_paid_event: _Optional[bool] = ..., ticket_amount: _Optional[int] = ..., pay_method: _Optional[int] = ..., event_user_info: _Optional[_Iterable[_Union[EventUserInfo, _Mapping]]] = ..., subscribed_count: _Optional[int] = ..., register_type: _Optional[int] = ..., periodic_settings: _Optional[str] = ..., periodic_shows: _Optional[str] = ...) -> None: ...

class FansScoreRule(_message.Message):
    __slots__ = ("level", "level_min_score", "level_max_score")
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    LEVEL_MIN_SCORE_FIELD_NUMBER: _ClassVar[int]
    LEVEL_MAX_SCORE_FIELD_NUMBER: _ClassVar[int]
    level: int
    level_min_score: int
    level_max_score: int
    def __init__(self, level: _Optional[int] = ..., level_min_score: _Optional[int] = ..., level_max_score: _Optional[int] = ...) -> None: ...

class FansEventDataNewFansData(_message.Message):
    __slots__ = ("fans_count",)
    FANS_COUNT_FIELD_NUMBER: _ClassVar[int]
    fans_count: int
    def __init__(self, fans_count: _Optional[int] = ...) -> None: ...

class FansEventDataTaskCompleteData(_message.Message):
    __slots__ = ("task_type", "is_clear_today")
    TASK_TYPE_FIELD_NUMBER: _ClassVar[int]
    IS_CLEAR_TODAY_FIELD_NUMBER: _ClassVar[int]
    task_type: int
    is_clear_today: bool
    def __init__(self, task_type: _Optional[int] = ..., is_clear_today: _Optional[bool] = ...) -> None: ...

class FansEventDataGetUnclaimedPoints(_message.Message):
    __slots__ = ("unclaimed_points", "expire_timestamp")
    UNCLAIMED_POINTS_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    unclaimed_points: int
    expire_timestamp: int
    def __init__(self, unclaimed_points: _Optional[int] = ..., expire_timestamp: _Optional[int] = ...) -> None: ...

class FansEventDataTeamRankUpdate(_message.Message):
    __slots__ = ("updated_rank", "updated_score")
    UPDATED_RANK_FIELD_NUMBER: _ClassVar[int]
    UPDATED_SCORE_FIELD_NUMBER: _ClassVar[int]
    updated_rank: int
    updated_score: int
    def __init__(self, updated_rank: _Optional[int] = ..., updated_score: _Optional[int] = ...) -> None: ...

class FansEventDataExpChangeData(_message.Message):
    __slots__ = ("claimed_all_points",)
    CLAIMED_ALL_POINTS_FIELD_NUMBER: _ClassVar[int]
    claimed_all_points: bool
    def __init__(self, claimed_all_points: _Optional[bool] = ...) -> None: ...

class FansEventDataEntranceGuidanceData(_message.Message):
    __slots__ = ("text", "guidance_type", "freq_control_key", "freq_control_duration", "freq_control_value")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    GUIDANCE_TYPE_FIELD_NUMBER: _ClassVar[int]
    FREQ_CONTROL_KEY_FIELD_NUMBER: _ClassVar[int]
    FREQ_CONTROL_DURATION_FIELD_NUMBER: _ClassVar[int]
    FREQ_CONTROL_VALUE_FIELD_NUMBER: _ClassVar[int]
    text: _webcast_pb2.Text
    guidance_type: int
    freq_control_key: str
    freq_control_duration: int
    freq_control_value: int
    def __init__(self, text: _Optional[_Union[_webcast_pb2.Text, _Mapping]] = ..., guidance_type: _Optional[int] = ..., freq_control_key: _Optional[str] = ..., freq_control_duration: _Optional[int] = ..., freq_control_value: _Optional[int] = ...) -> None: ...

class GoodyBagCommonDetail(_message.Message):
    __slots__ = ("winner_headcount", "joined_headcount", "participate_method", "participate_method_content", "open_at", "count_down_minutes")
    WINNER_HEADCOUNT_FIELD_NUMBER: _ClassVar[int]
    JOINED_HEADCOUNT_FIELD_NUMBER: _ClassVar[int]
    PARTICIPATE_METHOD_FIELD_NUMBER: _ClassVar[int]
    PARTICIPATE_METHOD_CONTENT_FIELD_NUMBER: _ClassVar[int]
    OPEN_AT_FIELD_NUMBER: _ClassVar[int]
    COUNT_DOWN_MINUTES_FIELD_NUMBER: _ClassVar[int]
    winner_headcount: int
    joined_headcount: int
    participate_method: int
    participate_method_content: str
    open_at: int
    count_down_minutes: int
    def __init__(self, winner_headcount: _Optional[int] = ..., joined_headcount: _Optional[int] = ..., participate_method: _Optional[int] = ..., participate_method_content: _Optional[str] = ..., open_at: _Optional[int] = ..., count_down_minutes: _Optional[int] = ...) -> None: ...

class GoodyBagCoinDetail(_message.Message):
    __slots__ = ("total_coin",)
    TOTAL_COIN_FIELD_NUMBER: _ClassVar[int]
    total_coin: int
    def __init__(self, total_coin: _Optional[int] = ...) -> None: ...

class GoodyBagUserInfo(_message.Message):
    __slots__ = ("user_id", "nickname", "display_id")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NICKNAME_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    nickname: str
    display_id: str
    def __init__(self, user_id: _Optional[str] = ..., nickname: _Optional[str] = ..., display_id: _Optional[str] = ...) -> None: ...

class BannerInRoomCollectionBannerInfo(_message.Message):
    __slots__ = ("url", "height", "width", "container_type")
    URL_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    CONTAINER_TYPE_FIELD_NUMBER: _ClassVar[int]
    url: str
    height: int
    width: int
    container_type: int
    def __init__(self, url: _Optional[str] = ..., height: _Optional[int] = ..., width: _Optional[int] = ..., container_type: _Optional[int] = ...) -> None: ...

class AudioStruct(_message.Message):
    __slots__ = ("id", "duration", "audio_format", "vid", "volume_loudness_lufs", "volume_amplitude_peak")
    ID_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    AUDIO_FORMAT_FIELD_NUMBER: _ClassVar[int]
    VID_FIELD_NUMBER: _ClassVar[int]
    VOLUME_LOUDNESS_LUFS_FIELD_NUMBER: _ClassVar[int]
    VOLUME_AMPLITUDE_PEAK_FIELD_NUMBER: _ClassVar[int]
    id: int
    duration: int
    audio_format: int
    vid: str
    volume_loudness_lufs: float
    volume_amplitude_peak: float
    def __init__(self, id: _Optional[int] = ..., duration: _Optional[int] = ..., audio_format: _Optional[int] = ..., vid: _Optional[str] = ..., volume_loudness_lufs: _Optional[float] = ..., volume_amplitude_peak: _Optional[float] = ...) -> None: ...

class AccompanimentStruct(_message.Message):
    __slots__ = ("vid", "id", "volume_loudness_lufs", "volume_amplitude_peak")
    VID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    VOLUME_LOUDNESS_LUFS_FIELD_NUMBER: _ClassVar[int]
    VOLUME_AMPLITUDE_PEAK_FIELD_NUMBER: _ClassVar[int]
    vid: str
    id: int
    volume_loudness_lufs: float
    volume_amplitude_peak: float
    def __init__(self, vid: _Optional[str] = ..., id: _Optional[int] = ..., volume_loudness_lufs: _Optional[float] = ..., volume_amplitude_peak: _Optional[float] = ...) -> None: ...

class LyricStruct(_message.Message):
    __slots__ = ("id", "lyric_type", "vid", "lyric_status")
    ID_FIELD_NUMBER: _ClassVar[int]
    LYRIC_TYPE_FIELD_NUMBER: _ClassVar[int]
    VID_FIELD_NUMBER: _ClassVar[int]
    LYRIC_STATUS_FIELD_NUMBER: _ClassVar[int]
    id: int
    lyric_type: int
    vid: str
    lyric_status: int
    def __init__(self, id: _Optional[int] = ..., lyric_type: _Optional[int] = ..., vid: _Optional[str] = ..., lyric_status: _Optional[int] = ...) -> None: ...

class TruthOrDareTip(_message.Message):
    __slots__ = ("tip_type", "tip_content")
    TIP_TYPE_FIELD_NUMBER: _ClassVar[int]
    TIP_CONTENT_FIELD_NUMBER: _ClassVar[int]
    tip_type: str
    tip_content: str
    def __init__(self, tip_type: _Optional[str] = ..., tip_content: _Optional[str] = ...) -> None: ...

class BattleTruthOrDareTriggerGuideV2TruthOrDareTip(_message.Message):
    __slots__ = ("tip_type_key", "tip_content_key")
    TIP_TYPE_KEY_FIELD_NUMBER: _ClassVar[int]
    TIP_CONTENT_KEY_FIELD_NUMBER: _ClassVar[int]
    tip_type_key: str
    tip_content_key: str
    def __init__(self, tip_type_key: _Optional[str] = ..., tip_content_key: _Optional[str] = ...) -> None: ...

class BattleNoticeText(_message.Message):
    __slots__ = ("text",)
    TEXT_FIELD_NUMBER: _ClassVar[int]
    text: str
    def __init__(self, text: _Optional[str] = ...) -> None: ...

class ShowConfig(_message.Message):
    __slots__ = ("duration_per_guest", "allow_open_mic_freely", "transition_duration_of_config")
    DURATION_PER_GUEST_FIELD_NUMBER: _ClassVar[int]
    ALLOW_OPEN_MIC_FREELY_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_DURATION_OF_CONFIG_FIELD_NUMBER: _ClassVar[int]
    duration_per_guest: int
    allow_open_mic_freely: bool
    transition_duration_of_config: int
    def __init__(self, duration_per_guest: _Optional[int] = ..., allow_open_mic_freely: _Optional[bool] = ..., transition_duration_of_config: _Optional[int] = ...) -> None: ...

class ShowListUser(_message.Message):
    __slots__ = ("user_id", "status", "order", "show_start_time", "nickname", "score", "linkmic_id_str")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    SHOW_START_TIME_FIELD_NUMBER: _ClassVar[int]
    NICKNAME_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    status: int
    order: int
    show_start_time: int
    nickname: str
    score: int
    linkmic_id_str: str
    def __init__(self, user_id: _Optional[int] = ..., status: _Optional[int] = ..., order: _Optional[int] = ..., show_start_time: _Optional[int] = ..., nickname: _Optional[str] = ..., score: _Optional[int] = ..., linkmic_id_str: _Optional[str] = ...) -> None: ...

class TransitionInfo(_message.Message):
    __slots__ = ("user_id", "linkmic_id_str", "nickname", "transition_duration_of_current", "transition_start_time")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    LINKMIC_ID_STR_FIELD_NUMBER: _ClassVar[int]
    NICKNAME_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_DURATION_OF_CURRENT_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_START_TIME_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    linkmic_id_str: str
    nickname: str
    transition_duration_of_current: int
    transition_start_time: int
    def __init__(self, user_id: _Optional[int] = ..., linkmic_id_str: _Optional[str] = ..., nickname: _Optional[str] = ..., transition_duration_of_current: _Optional[int] = ..., transition_start_time: _Optional[int] = ...) -> None: ...

class NoticeboardReviewInfo(_message.Message):
    __slots__ = ("media_node_id", "review_status")
    MEDIA_NODE_ID_FIELD_NUMBER: _ClassVar[int]
    REVIEW_STATUS_FIELD_NUMBER: _ClassVar[int]
    media_node_id: str
    review_status: int
    def __init__(self, media_node_id: _Optional[str] = ..., review_status: _Optional[int] = ...) -> None: ...

class RoomStickerAuditInfo(_message.Message):
    __slots__ = ("violation_id", "task_type")
    VIOLATION_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_TYPE_FIELD_NUMBER: _ClassVar[int]
    violation_id: int
    task_type: int
    def __init__(self, violation_id: _Optional[int] = ..., task_type: _Optional[int] = ...) -> None: ...

class SubWaveSubscriberInfo(_message.Message):
    __slots__ = ("user_id", "display_id", "user_id_str")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_STR_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    display_id: str
    user_id_str: str
    def __init__(self, user_id: _Optional[int] = ..., display_id: _Optional[str] = ..., user_id_str: _Optional[str] = ...) -> None: ...

class SubWaveInfoCommon(_message.Message):
    __slots__ = ("wave_sub_count", "total_sub_count", "start_time", "end_time", "wave_status", "thanks_list", "wave_target_sub_count", "wave_open_record_id", "sub_wave_strikes")
    WAVE_SUB_COUNT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_SUB_COUNT_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    WAVE_STATUS_FIELD_NUMBER: _ClassVar[int]
    THANKS_LIST_FIELD_NUMBER: _ClassVar[int]
    WAVE_TARGET_SUB_COUNT_FIELD_NUMBER: _ClassVar[int]
    WAVE_OPEN_RECORD_ID_FIELD_NUMBER: _ClassVar[int]
    SUB_WAVE_STRIKES_FIELD_NUMBER: _ClassVar[int]
    wave_sub_count: int
    total_sub_count: int
    start_time: int
    end_time: int
    wave_status: int
    thanks_list: _containers.RepeatedCompositeFieldContainer[SubWaveSubscriberInfo]
    wave_target_sub_count: int
    wave_open_record_id: int
    sub_wave_strikes: _containers.RepeatedCompositeFieldContainer[SubWaveStrikeInfo]
    def __init__(self, wave_sub_count: _Optional[int] = ..., total_sub_count: _Optional[int] = ..., start_time: _Optional[int] = ..., end_time: _Optional[int] = ..., wave_status: _Optional[int] = ..., thanks_list: _Optional[_Iterable[_Union[SubWaveSubscriberInfo, _Mapping]]] = ..., wave_target_sub_count: _Optional[int] = ..., wave_open_record_id: _Optional[int] = ..., sub_wave_strikes: _Optional[_Iterable[_Union[SubWaveStrikeInfo, _Mapping]]] = ...) -> None: ...

class SubWaveStrikeInfo(_message.Message):
    __slots__ = ("start_time", "end_time", "round", "status", "strike_record_id", "strike_target_count")
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    ROUND_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    STRIKE_RECORD_ID_FIELD_NUMBER: _ClassVar[int]
    STRIKE_TARGET_COUNT_FIELD_NUMBER: _ClassVar[int]
    start_time: int
    end_time: int
    round: int
    status: int
    strike_record_id: int
    strike_target_count: int
    def __init__(self, start_time: _Optional[int] = ..., end_time: _Optional[int] = ..., round: _Optional[int] = ..., status: _Optional[int] = ..., strike_record_id: _Optional[int] = ..., strike_target_count: _Optional[int] = ...) -> None: ...

class BattleBaseUserInfo(_message.Message):
    __slots__ = ("user_id", "nick_name", "display_id", "room_id", "invitation_role")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NICK_NAME_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_ID_FIELD_NUMBER: _ClassVar[int]
    ROOM_ID_FIELD_NUMBER: _ClassVar[int]
    INVITATION_ROLE_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    nick_name: str
    display_id: str
    room_id: int
    invitation_role: int
    def __init__(self, user_id: _Optional[int] = ..., nick_name: _Optional[str] = ..., display_id: _Optional[str] = ..., room_id: _Optional[int] = ..., invitation_role: _Optional[int] = ...) -> None: ...

class BattleRivalTag(_message.Message):
    __slots__ = ("content",)
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: str
    def __init__(self, content: _Optional[str] = ...) -> None: ...

class VoteUser(_message.Message):
    __slots__ = ("user_id", "nick_name", "vote_count")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NICK_NAME_FIELD_NUMBER: _ClassVar[int]
    VOTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    nick_name: str
    vote_count: int
    def __init__(self, user_id: _Optional[int] = ..., nick_name: _Optional[str] = ..., vote_count: _Optional[int] = ...) -> None: ...
