"""Messages without a reader of their own: kept raw, dated where their common part can be found."""

from __future__ import annotations

from google.protobuf.message import DecodeError

from archiver.wire.pb import webcast_pb2 as pb

_ELSEWHERE: dict[str, type[pb.BindingGiftMessage | pb.WeeklyRankRewardMessage]] = {
    "WebcastBindingGiftMessage": pb.BindingGiftMessage,
    "WebcastWeeklyRankRewardMessage": pb.WeeklyRankRewardMessage,
}


def read_create_time(method: str, payload: bytes) -> int:
    """The raw ``create_time`` of any message, 0 when it has none or its shape is not the usual one. Never raises."""
    try:
        common = _ELSEWHERE.get(method, pb.OtherMessage).FromString(payload).common
    except DecodeError:
        return 0
    # A common part names a method; whatever else may stand in its place has no text there.
    return common.create_time if common.method else 0
