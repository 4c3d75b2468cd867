"""The sign server: every status it is known to give."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from archiver.errors import (
    SignError,
    SignForbiddenError,
    SignNotFoundError,
    SignPaymentError,
    SignRateLimitedError,
    SignUnavailableError,
    UnexpectedPayloadError,
)
from archiver.tiktok.device import Device
from archiver.tiktok.euler import SignServer
from archiver.tiktok.http import HttpClient, HttpReply
from archiver.tiktok.options import HttpOptions
from archiver.tiktok.sign_replies import read_cookies, read_signed_fetch
from archiver.wire.pb import webcast_pb2 as pb
from tests.fakes.clock import FakeClock
from tests.fakes.loopback_http import LoopbackHttp, Reply, json_reply

NOW_S = 1_790_000_000
ROOM = 7140000000000000001
COOKIE = {"x-set-tt-cookie": "ttwid=tw; Path=/; Domain=.tiktok.com, other=1"}


def fetch_result(**changes: object) -> bytes:
    fields = {"cursor": "c", "push_server": "wss://ws.example/path/", "route_params": {"wrss": "a b"}, "is_first": True}
    return pb.FetchResult(**fields | changes).SerializeToString()


def refused(status: int, body: bytes = b"", **headers: str) -> SignError:
    with pytest.raises(SignError) as caught:
        read_signed_fetch(
            HttpReply(status=status, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()}),
            FakeClock(NOW_S * 1000),
        )
    return caught.value


@asynccontextmanager
async def sign_server(server: LoopbackHttp, **changes: object) -> AsyncIterator[SignServer]:
    options = HttpOptions(sign_url=server.url, timeout_s=5.0, **changes)
    http = HttpClient(options, FakeClock())
    try:
        yield SignServer(http, options, FakeClock())
    finally:
        await http.aclose()


async def fetch(server: LoopbackHttp, **changes: object) -> object:
    async with sign_server(server, **changes) as euler:
        return await euler.fetch(ROOM, Device("Mozilla/5.0 (test)"))


def test_a_signed_connection_is_read() -> None:
    """Body, address, route parameters and all cookies but their attributes."""
    signed = read_signed_fetch(HttpReply(status=200, body=fetch_result(), headers=COOKIE), FakeClock())

    assert signed.push_server == "wss://ws.example/path/"
    assert signed.route_params == {"wrss": "a b"}
    assert signed.cookies == {"ttwid": "tw", "other": "1"}
    assert signed.body == fetch_result()
    assert "tw" not in repr(signed)


async def test_the_request_names_room_and_browser(server: LoopbackHttp) -> None:
    """The key travels as a header, never in the address, and no session is sent unless that is switched on."""
    server.script("/webcast/fetch", Reply(fetch_result(), headers={"X-Set-TT-Cookie": "ttwid=tw"}))

    await fetch(server, sign_api_key="k3y", session_id="s3ss", tt_target_idc="x")
    await fetch(server, session_id="s3ss", tt_target_idc="x", send_session_to_sign_server=True)

    first, second = server.requests
    assert first.query["room_id"] == ["7140000000000000001"]
    assert first.query["user_agent"] == ["Mozilla/5.0 (test)"]
    assert first.headers["x-api-key"] == "k3y"
    assert "s3ss" not in str(first)
    assert second.headers["x-cookie-header"] == "sessionid=s3ss; tt-target-idc=x"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, SignError),
        (401, SignForbiddenError),
        (402, SignPaymentError),
        (403, SignForbiddenError),
        (404, SignNotFoundError),
        (429, SignRateLimitedError),
        (500, SignUnavailableError),
        (503, SignUnavailableError),
        (302, SignError),
    ],
)
def test_every_status_has_its_error(status: int, error: type[SignError]) -> None:
    """By HTTP status, and the same by the code in a JSON body that comes with status 200."""
    body = json.dumps({"code": status, "message": "why\x1b it is"}).encode()

    for caught in (refused(status, body), refused(200, body)):
        assert type(caught) is error
        assert "it is" in str(caught)
        assert "\x1b" not in str(caught)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"", COOKIE),
        (fetch_result(), {}),
        (fetch_result(), {"x-set-tt-cookie": "Path=/"}),
        (fetch_result(cursor=""), COOKIE),
        (fetch_result(push_server=""), COOKIE),
        (b"\x12\x01c\x52\x01\xff", COOKIE),
        (b"\xff\xff\xff", COOKIE),
        (b"<html>", COOKIE),
    ],
)
def test_unusable_answers_are_unavailability(body: bytes, headers: dict[str, str]) -> None:
    """An empty 200, a missing cookie, cursor or address, and nonsense: the server cannot sign now."""
    with pytest.raises(SignUnavailableError):
        read_signed_fetch(HttpReply(status=200, body=body, headers=headers), FakeClock())


def test_a_result_not_marked_as_first_is_used() -> None:
    """is_first tells clients to enter the room; we enter always."""
    read_signed_fetch(HttpReply(status=200, body=fetch_result(is_first=False), headers=COOKIE), FakeClock())


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"ratelimit_reset": str(NOW_S + 42)}, 42),
        ({"x_ratelimit_reset": str((NOW_S + 42) * 1000)}, 42),
        ({"ratelimit_reset": "42"}, 42),
        ({"ratelimit_reset": str(NOW_S - 5)}, 0),
        ({"ratelimit_reset": "soon", "x_ratelimit_reset": "7"}, 7),
        ({"ratelimit_remaining": "3"}, None),
        ({"ratelimit_reset": "999999999"}, 86_400),
    ],
)
def test_rate_headers_are_read_and_none_demanded(headers: dict[str, str], seconds: float | None) -> None:
    """Every known header tells when to come back; without any there is no wait to tell. Remaining is not a time."""
    error = refused(429, **headers)

    assert isinstance(error, SignRateLimitedError)
    assert error.retry_after_s == seconds


def test_retry_after_comes_first() -> None:
    """The standard header outweighs the others."""
    reply = HttpReply(status=429, headers={"ratelimit-reset": "99"}, retry_after_s=3.0)

    with pytest.raises(SignRateLimitedError) as caught:
        read_signed_fetch(reply, FakeClock())
    assert caught.value.retry_after_s == 3.0


async def test_limits_are_not_spent_on_retries(server: LoopbackHttp) -> None:
    """A sign server's 500 is asked once: each request counts."""
    server.script("/webcast/fetch", Reply(status=500))

    with pytest.raises(SignUnavailableError):
        await fetch(server)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [403, 500, 200])
async def test_a_refusal_does_not_repeat_our_secrets(server: LoopbackHttp, status: int) -> None:
    """A sign server that quotes the key or session it got does not bring it into errors and logs."""
    body = json.dumps({"code": 403, "message": "the key k3y is not valid for s3ss"}).encode()
    server.script("/webcast/fetch", Reply(body, status))

    with pytest.raises(SignError, match="is not valid for") as caught:
        await fetch(server, sign_api_key="k3y", session_id="s3ss", tt_target_idc="x")

    assert "k3y" not in str(caught.value)
    assert "s3ss" not in str(caught.value)


async def test_a_short_header_of_ones_own_spoils_no_answer(server: LoopbackHttp) -> None:
    """What is blanked in refusals may be part of the very words of an answer."""
    server.script("/webcast/room_id", json_reply({"message": "ok", "is_live": True, "room_id": str(ROOM)}))
    async with sign_server(server, sign_headers={"X-Account": "me", "X-Own": "room"}) as euler:
        assert (await euler.room_id("someone")).room_id == ROOM


async def test_an_answer_that_says_nothing_is_not_offline(server: LoopbackHttp) -> None:
    """Else a creator who is live would count as offline while the sign server answers in a shape nobody knows."""
    server.script("/webcast/room_id", json_reply({"code": 200, "message": "", "room_id": str(ROOM)}))
    async with sign_server(server) as euler:
        with pytest.raises(UnexpectedPayloadError, match="is_live"):
            await euler.room_id("someone")


async def test_an_unreachable_sign_server_is_unavailable(server: LoopbackHttp) -> None:
    """No answer at all is the sign server's failure, not the platform's."""
    server.script("/webcast/fetch", Reply(status=0))

    with pytest.raises(SignUnavailableError):
        await fetch(server)


@pytest.mark.parametrize(
    ("text", "cookies"),
    [
        ("ttwid=a%7C1; Path=/; HttpOnly", {"ttwid": "a%7C1"}),
        ("a=1,b=2; Max-Age=3", {"a": "1", "b": "2"}),
        ('a=1 2; b="x"; c', {}),
        ("", {}),
    ],
)
def test_cookies_are_told_from_attributes(text: str, cookies: dict[str, str]) -> None:
    """Only well-formed cookies are sent on."""
    assert read_cookies(text) == cookies
