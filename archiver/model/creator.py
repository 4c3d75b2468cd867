"""Whom we watch."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archiver.errors import UsageError

# TikTok allows letters, digits, underscore and period, 2 to 24 characters; be a little wider, never a path.
_HANDLE = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,30}[A-Za-z0-9_])?")
_URL = re.compile(r"https?://(?:www\.|m\.)?tiktok\.com/@([^/?#]+)(?:[/?#].*)?", re.IGNORECASE)


def parse_handle(text: str) -> str:
    """The handle in ``@name``, ``name`` or a ``https://www.tiktok.com/@name/live`` URL, without ``@``, in lower case.

    Raises:
        UsageError: the text holds no possible handle (path characters included).
    """
    stripped = text.strip()
    match = _URL.fullmatch(stripped)
    handle = match.group(1) if match else stripped.removeprefix("@")
    if not _HANDLE.fullmatch(handle) or ".." in handle:
        shown = text if len(text) <= 60 else text[:57] + "..."
        raise UsageError(
            f"{shown!r} is not a TikTok handle; use @name (letters, digits, '_', '.') or the LIVE page's address."
        )
    return handle.lower()


def parse_creator(text: str) -> str | int:
    """A user id, which is digits and nothing else, as a number; anything else is a handle: see ``parse_handle``.

    Raises:
        UsageError: neither; a handle of digits is told from a user id by its @.
    """
    stripped = text.strip()
    if not (stripped.isascii() and stripped.isdigit()):
        return parse_handle(text)
    if len(stripped) > 19 or not 0 < int(stripped) < 1 << 63:
        raise UsageError(f"{stripped[:60]!r} is not a user id; it is a number of up to 19 digits.")
    return int(stripped)


@dataclass(frozen=True, slots=True, kw_only=True)
class Creator:
    """An account that goes live. The handle can change, ``user_id`` cannot."""

    unique_id: str  #: the @handle, without @
    user_id: int | None = None
    sec_uid: str = ""
    nickname: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchEntry:
    """A creator on the watchlist, with the state of its checks. Instants are epoch milliseconds."""

    id: int
    unique_id: str
    user_id: int | None = None  #: of whom had the handle last, when a check has shown it
    is_paused: bool = False
    quality: str | None = None  #: None: the configured default
    protocol: str | None = None  #: "flv", "hls" or None: the configured default
    engine: str | None = None  #: a value of Engine; None: the configured default
    poll_interval_s: float | None = None  #: None: the configured default
    next_check_at: int = 0
    last_check_at: int | None = None
    last_status: str | None = None  #: "live", "paused", "offline", or an error code
    last_room_id: int | None = None
    resolved_at: int | None = None  #: when the handle itself was last asked about, not only its last room
    failure_count: int = 0
    last_error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckNote:
    """What a check of a watch entry found, and when the next one is due."""

    entry_id: int
    checked_at: int
    next_check_at: int
    status: str
    room_id: int | None = None  #: None: the last one known stays
    resolved_at: int | None = None
    failure_count: int = 0
    error: str | None = None
    creator: Creator | None = None  #: with a user id it updates identity and handle history
