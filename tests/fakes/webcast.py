"""Messages and frames as the platform would send them, for tests that only care about a few fields."""

from __future__ import annotations

import gzip

from google.protobuf.message import Message as Protobuf

from archiver.wire.pb import webcast_pb2 as pb


def make_user(user_id: int = 42, **fields: object) -> pb.User:
    """A viewer with all that a row takes."""
    user = pb.User(id=user_id, display_id="mia", nickname="Mia 🌸", sec_uid="MS4w")
    user.avatar_thumb.MergeFromString(
        pb.Image(url_list=["https://p16/a.webp", "https://p16/a.jpeg"]).SerializeToString()
    )
    user.MergeFrom(pb.User(**fields))
    return user


def make_message(method: str, body: Protobuf | bytes, *, msg_id: int = 7, is_history: bool = False) -> pb.Message:
    """An envelope around a body."""
    payload = body if isinstance(body, bytes) else body.SerializeToString()
    return pb.Message(method=method, payload=payload, msg_id=msg_id, is_history=is_history)


def make_result(*messages: pb.Message, now: int = 1_786_367_257_452, need_ack: bool = False) -> pb.FetchResult:
    """A fetch result as in a frame or in the sign server's answer."""
    return pb.FetchResult(messages=messages, cursor="c", now=now, need_ack=need_ack, internal_ext=b"e")


def make_frame(
    payload: pb.FetchResult | bytes,
    *,
    payload_type: str = "msg",
    compress: bool = False,
    header: str | None = None,
    log_id: int = 123,
) -> bytes:
    """A push frame; `compress` gzips the payload, `header` is the value of `compress_type` (None: no header)."""
    data = payload if isinstance(payload, bytes) else payload.SerializeToString()
    frame = pb.PushFrame(seq_id=1, log_id=log_id, payload_encoding="pb", payload_type=payload_type)
    frame.payload = gzip.compress(data) if compress else data
    if header is not None:
        frame.headers.add(key="compress_type", value=header)
    return frame.SerializeToString()
