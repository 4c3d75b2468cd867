"""What a rebroadcast room can be told to do wrong, and the rules of its event socket.

Both are read at each request, so a test may change an attribute while the room is live; a value that does not exist is
refused at the assignment. Each is a failure that clients of the
platform or of the sign server have met.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

#: A frame that a client must survive, sent in place of nothing.
FrameFault = Literal["unknown_payload_type", "text_frame", "truncated_frame", "gzip_bomb", "undecodable_message"]


class _Switches(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_assignment=True)


class Faults(_Switches):
    """Which routes fail, and how. The empty text is health."""

    page: Literal["", "no_tag", "broken_json", "firewall", "redirect", "never_live", "no_room_id", "zero_room_id"] = ""
    api_live: Literal[
        "", "user_not_found", "params_error", "forbidden", "rate_limited", "empty", "html", "no_room_id", "zero_room_id"
    ] = ""
    check_alive: Literal["", "empty", "empty_body", "forbidden", "rate_limited", "html"] = ""
    room_info: Literal[
        "", "restricted", "params_error", "login_required", "finished", "private", "empty", "html", "forbidden",
        "rate_limited",
    ] = ""  # fmt: skip
    profile: Literal["", "not_found", "private", "firewall", "broken_json"] = ""
    gift_list: Literal["", "empty", "html", "forbidden", "rate_limited"] = ""
    poll: Literal["", "empty", "html", "forbidden", "rate_limited"] = ""
    image: Literal["", "not_found", "html", "huge"] = ""
    action: Literal["", "login_required", "finished", "private", "empty", "html", "forbidden", "rate_limited"] = ""
    sign: Literal[
        "", "payment", "forbidden", "not_found", "rate_limited", "rate_limited_bare", "error", "unavailable", "empty",
        "no_cookie", "unauthorized", "code_forbidden",
    ] = ""  # fmt: skip
    tikapi: Literal[
        "", "bad_request", "unauthorized", "payment", "forbidden", "not_found", "rate_limited", "rate_limited_bare",
        "error", "unavailable", "error_status", "empty", "html", "not_json", "no_messages", "no_cursor", "old_cursor",
    ] = ""  # fmt: skip
    #: The numbers are the platform's Handshake-Status.
    handshake: Literal[
        "", "device_blocked", "device_blocked_415", "bad_request", "illegal_secret_key", "illegal_app_id", "wait_414",
        "wait_511", "wait_512", "dropped",
    ] = ""  # fmt: skip
    media: Literal["", "forbidden", "not_found", "stall", "reset", "cut"] = ""
    frames: tuple[FrameFault, ...] = ()  #: sent to each connection right after its first batch


class SocketRules(_Switches):
    """How the event socket behaves."""

    #: "unmarked": gzip bytes without the header that announces them.
    compression: Literal["gzip", "plain", "unmarked"] = "gzip"
    need_ack: bool = True
    require_enter_room: bool = False  #: send nothing before im_enter_room
    close_on_wrong_ack: bool = False  #: an ack of no frame, or without its text, ends the connection
    answer_enter_room: bool = True
    answer_heartbeats: bool = False
    ping_interval_s: Annotated[int, Field(ge=1, le=60)] | None = 10  #: told in Handshake-Options; None: not told
    #: Close a connection that sends no heartbeat for this long; None: never.
    heartbeat_timeout_s: Annotated[float, Field(gt=0, le=600)] | None = 60.0
