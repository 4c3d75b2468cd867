"""Answers that nobody sends by mistake: whatever comes in, a model or one of our errors comes out."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.errors import LiveApiError
from archiver.wire.live_page import read_live_page
from archiver.wire.room_payload import read_check_alive, read_room_info, read_user_room
from archiver.wire.stream_urls import choose_variant

_KEYS = (
    "data", "status_code", "statusCode", "message", "prompts", "extra", "now", "user", "liveRoom", "id", "id_str",
    "roomId", "room_id", "room_id_str", "alive", "status", "status_str", "title", "start_time", "startTime", "owner",
    "display_id", "uniqueId", "nickname", "stats", "user_count", "stream_url", "flv_pull_url", "flv_pull_url_params",
    "hls_pull_url", "rtmp_pull_url", "live_core_sdk_data", "pull_data", "stream_data", "streamData", "options",
    "qualities", "sdk_key", "level", "main", "flv", "hls", "sdk_params", "VCodec", "vbitrate", "resolution", "hd",
    "LiveRoom", "liveRoomUserInfo", "\x1b]0;x\x07", "",
)  # fmt: skip
_LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from([0, 2, 3, 4, 19881007, "7140000000000000001", "²", "0", "{}", "[", "https://a.example/b.flv"])
)  # fmt: skip
_JSON = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner | inner.map(json.dumps), max_size=6)
    ),
    max_leaves=25,
)
_READERS: list[Callable[[bytes], Any]] = [
    lambda body: read_user_room(body, "abc"),
    read_check_alive,
    read_room_info,
    lambda body: read_live_page(b'<script id="SIGI_STATE">' + body + b"</script>", "abc"),
]


def live_room(value: Any) -> Any:
    """An answer that is right but for one part."""
    user = {"id": "5", "uniqueId": "abc", "roomId": "7140000000000000001", "status": 2}
    room = {"id_str": "7140000000000000001", "status": 2, "owner": {"id": 1}, "stream_url": value, "stats": value}
    room_and_user = {"user": user, "liveRoom": value, **room, "title": value, "user_count": value}
    return {"status_code": 0, "statusCode": 0, "data": room_and_user, "LiveRoom": {"liveRoomUserInfo": room_and_user}}


def check(body: bytes) -> None:
    """Each reader gives a model or our error, and the error fits on a line."""
    for read in _READERS:
        said, found = _outcome(read, body)
        assert len(said) < 600
        assert said.isprintable()
        repr(found).encode("utf-8")
        with contextlib.suppress(LiveApiError):
            choose_variant(getattr(found, "variants", ()))


def _outcome(read: Callable[[bytes], Any], body: bytes) -> tuple[str, Any]:
    """The error's sentence, or what was read."""
    try:
        return "", read(body)
    except LiveApiError as error:
        return str(error), None


@given(value=_JSON)
def test_no_json_escapes_as_another_error(value: Any) -> None:
    """Any JSON with the platform's keys, as a whole answer and as one part of a good one."""
    check(json.dumps(value).encode())
    check(json.dumps(live_room(value)).encode())


@given(body=st.binary(max_size=300))
def test_no_bytes_escape_as_another_error(body: bytes) -> None:
    """Any bytes."""
    check(body)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "9" * 100_000, '{"a":' * 100_000, "\ud800".encode("utf-8", "surrogatepass")]
)
def test_depth_and_digits_are_bounded(text: str | bytes) -> None:
    """Nesting and numbers beyond what the reader takes."""
    check(text if isinstance(text, bytes) else text.encode())
    check(json.dumps(live_room({"live_core_sdk_data": {"pull_data": {"stream_data": str(text)}}})).encode())
