"""Answers of the sign server: the signed connection, and every refusal as the error it stands for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from archiver.errors import (
    FrameError,
    SignError,
    SignForbiddenError,
    SignNotFoundError,
    SignPaymentError,
    SignRateLimitedError,
    SignUnavailableError,
)
from archiver.ports import Clock
from archiver.tiktok.budget import reset_s
from archiver.tiktok.http import HttpReply
from archiver.wire.frames import parse_fetch_result
from archiver.wire.pb import webcast_pb2 as pb

log = structlog.get_logger(__name__)

_COOKIE_PAIR = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,128})=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{0,2048})")
_COOKIE_ATTRIBUTES = frozenset({"path", "domain", "expires", "max-age", "samesite", "secure", "httponly"})
_MAX_COOKIES = 20
_MAX_WAIT_S = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFetch:
    """What the sign server gives: good for one connection, for about half a minute."""

    body: bytes = field(repr=False)  #: FetchResult as received: the first messages
    push_server: str = field(repr=False)  #: socket address without query
    route_params: Mapping[str, str] = field(repr=False)
    cookies: dict[str, str] = field(repr=False)  #: to be sent on the socket


def read_signed_fetch(reply: HttpReply, clock: Clock) -> SignedFetch:
    """Read the sign server's answer. Raises as ``SignServer.fetch``."""
    _require_answer(reply, clock)
    if reply.body[:1] == b"{":
        raise _refusal(body_code(reply.body), reply, clock)
    cookies = read_cookies(reply.headers.get("x-set-tt-cookie", ""))
    if not cookies:
        raise SignUnavailableError("The sign server gave no cookie for the socket (X-Set-TT-Cookie); try again later.")
    result = _parse_result(reply.body)
    route_params = {key: value for key, value in result.route_params.items() if _is_text(key) and _is_text(value)}
    return SignedFetch(body=reply.body, push_server=result.push_server, route_params=route_params, cookies=cookies)


def read_document(reply: HttpReply, clock: Clock) -> bytes:
    """A JSON answer that is none of a refusal, by HTTP status and by the ``code`` in it. Raises as ``fetch``."""
    _require_answer(reply, clock)
    code = body_code(reply.body)
    if code >= 300:
        raise _refusal(code, reply, clock)
    return reply.body


def read_location(reply: HttpReply, clock: Clock) -> str:
    """Where a redirect leads. Raises as ``fetch``; SignUnavailableError for an answer that leads nowhere."""
    if not 300 <= reply.status < 400:
        read_document(reply, clock)
    location = reply.headers.get("location", "")
    if not location.startswith(("https://", "http://")) or not location.isascii() or not location.isprintable():
        raise SignUnavailableError("The sign server answered without the address that was asked for; try again later.")
    return location


def _require_answer(reply: HttpReply, clock: Clock) -> None:
    if reply.status != 200:
        raise _refusal(reply.status, reply, clock)
    if not reply.body:
        raise SignUnavailableError(
            "The sign server answered with an empty body: TikTok blocked its agent; try again later."
        )


def read_cookies(text: str) -> dict[str, str]:
    """The cookies in ``X-Set-TT-Cookie``: ``name=value`` pairs and attributes, divided by ``;`` or ``,``."""
    cookies: dict[str, str] = {}
    for part in re.split(r"[;,]", text):
        match = _COOKIE_PAIR.fullmatch(part.strip())
        if match and match.group(1).lower() not in _COOKIE_ATTRIBUTES and len(cookies) < _MAX_COOKIES:
            cookies[match.group(1)] = match.group(2)
    return cookies


def _parse_result(body: bytes) -> pb.FetchResult:
    try:
        result = parse_fetch_result(body)
    except FrameError:
        raise SignUnavailableError("The sign server answered with something that is not a fetch result.") from None
    if not result.cursor:
        raise SignUnavailableError(
            "The sign server answered without a cursor; TikTok refused its agent. Try again later."
        )
    if not result.push_server or not _is_text(result.push_server):
        raise SignUnavailableError("The sign server answered without a socket address (push_server); try again later.")
    if not result.is_first:
        log.warning("The sign server's result is not marked as the first of a connection; it is used all the same.")
    return result


def _is_text(value: object) -> bool:
    """Text that is not UTF-8 reaches us as bytes."""
    return isinstance(value, str)


def _refusal(status: int, reply: HttpReply, clock: Clock) -> SignError:
    said = _said(reply.body)
    if status == 429:
        wait_s = retry_after_s(reply, clock)
        when = f"; try again in {wait_s:.0f} s" if wait_s is not None else ""
        return SignRateLimitedError(f"The sign server's request limit is reached{when}{said}.", retry_after_s=wait_s)
    if status == 402:
        return SignPaymentError(f"The sign server's plan does not include this request{said}.")
    if status in (401, 403):
        return SignForbiddenError(f"The sign server refused the key; check tiktok.sign_api_key{said}.")
    if status == 404:
        return SignNotFoundError(f"The sign server knows no such room; it may have ended{said}.")
    if status >= 500:
        return SignUnavailableError(f"The sign server cannot sign now ({status}); try again later{said}.")
    return SignError(f"The sign server answered with status {status}{said}.")


def retry_after_s(reply: HttpReply, clock: Clock) -> float | None:
    """How long to wait: the first usable of all headers clients know; None when there is none."""
    if reply.retry_after_s is not None:
        return min(reply.retry_after_s, _MAX_WAIT_S)
    return reset_s(reply.headers, clock)


def _json_body(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body[:65_536])
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def body_code(body: bytes) -> int:
    """The ``code`` of a JSON body, which can be a refusal where the HTTP status is none; 200 without any."""
    code = _json_body(body).get("code")
    return code if isinstance(code, int) and 100 <= code <= 999 else 200


def _said(body: bytes) -> str:
    """What the server says about it, quoted shortly."""
    message = _json_body(body).get("message")
    return f" (it says {message[:120]!r})" if isinstance(message, str) and message else ""
