"""What a sign server knows beside signed connections."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit:
    """How many requests a window allows."""

    maximum: int
    remaining: int
    reset_at: int | None = None  #: epoch ms


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """The limits of a key, or of an address without one."""

    minute: RateLimit | None = None
    hour: RateLimit | None = None
    day: RateLimit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRoomId:
    """A handle's room as the sign server sees it."""

    room_id: int | None
    is_live: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketState:
    """One of an account's own event sockets at the sign server."""

    socket_id: str
    unique_id: str = ""
    created_at: int | None = None  #: epoch ms
    deployment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRequest:
    """An address with a signature, and what has to be sent with it."""

    url: str = field(repr=False)
    user_agent: str = ""
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    cookies: str = field(default="", repr=False)
