"""TikAPI, the live part: rooms, their chat, and what an account that has authorized the key may do.

Where its documentation is silent, docs/reference/tikapi.md says what is assumed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from archiver.errors import (
    InvalidRequestError,
    LiveApiError,
    LoginRequiredError,
    PlatformUnavailableError,
    RateLimitedError,
    RoomEndedError,
    TikApiError,
    TikApiKeyError,
    TikApiPlanError,
    UserNotFoundError,
)
from archiver.model.broadcast import RoomInfo
from archiver.model.tikapi import LiveStats, StartedLive
from archiver.tiktok.actions import checked_comment
from archiver.tiktok.hosts import may_lead_to
from archiver.tiktok.http import HttpClient, HttpReply
from archiver.tiktok.options import TikApiOptions
from archiver.wire import tikapi_payload as payload
from archiver.wire.foreign import parse_json
from archiver.wire.room_payload import UserRoom

_HOST = "tikapi"
_MAX_TITLE_CHARACTERS = 200
Json = dict[str, Any]


class TikApi:
    """Its routes. None is retried on 5xx: each request counts against the plan.

    Every method raises:
        TikApiKeyError: 401, or a key that the route needs is not configured. TikApiPlanError: 402, 403.
        RateLimitedError: 429, or the budget. InvalidRequestError: 400. PlatformUnavailableError: 5xx, no answer.
        UserNotFoundError, RoomEndedError: 404. TikApiError: any other refusal. UnexpectedPayloadError: another shape.
    """

    def __init__(self, http: HttpClient, options: TikApiOptions) -> None:
        self._http = http
        self._options = options

    async def check(self, unique_id: str) -> UserRoom:
        """Who has a handle, and their room while they are live. Needs no account key."""
        source = "TikAPI's check route"
        answer = await self._get("/public/check", {"username": unique_id}, source, needs_account=False)
        return payload.read_check(payload.read_answer(answer, source=source), unique_id, source=source)

    async def fetch_room_info(self, room_id: int) -> RoomInfo:
        """The room with fresh stream URLs."""
        source = "TikAPI's live route"
        info = payload.read_live(await self._get("/user/live/check", _room(room_id), source), room_id, source=source)
        variants = (each for each in info.variants if may_lead_to(each.url, base_url=self._options.base_url))
        return replace(info, variants=tuple(variants))

    async def chat(self, room_id: int, next_cursor: str = "") -> bytes:
        """The room's messages since a cursor, or its newest ones, as received (see ``wire.tikapi_chat``)."""
        source = "TikAPI's chat route"
        cursor = {"nextCursor": next_cursor} if next_cursor else {}
        body = await self._get("/user/live/chat", _room(room_id) | cursor, source)
        payload.read_answer(body, source=source)
        return body

    async def recommend(self, room_id: int) -> Json:
        """Rooms like this one, as TikAPI describes them."""
        return await self._content("/user/live/recommend", _room(room_id), "TikAPI's recommend route")

    async def stats(self, room_id: int) -> LiveStats:
        """The figures of a broadcast of the account's own that is over."""
        source = "TikAPI's stats route"
        answer = await self._get("/user/live/stats", _room(room_id), source)
        return payload.read_stats(payload.read_answer(answer, source=source), source=source)

    async def permissions(self) -> Json:
        """What the account may do, as TikAPI describes it."""
        return await self._content("/user/live/info", {}, "TikAPI's permissions route")

    async def key_info(self) -> Json:
        """What the API key may do, as TikAPI describes it. Needs no account key."""
        return await self._content("/key/info", {}, "TikAPI's key route", needs_account=False)

    async def send_chat(self, room_id: int, text: str) -> None:
        """Say something in a room as the account, once."""
        body = {**_room(room_id), "text": checked_comment(text)}
        await self._act("/user/live/chat/send", body, "TikAPI's chat send route")

    async def start(
        self,
        title: str,
        *,
        third_party: bool = True,
        hashtag_id: int | None = None,
        game_tag_id: int | None = None,
    ) -> StartedLive:
        """Begin a broadcast of the account's own; ``third_party``: by a server and key for one's own encoder."""
        if not title.strip() or len(title) > _MAX_TITLE_CHARACTERS or not title.isprintable():
            raise InvalidRequestError(f"A title has 1 to {_MAX_TITLE_CHARACTERS} characters on one line.")
        tags = {"hashtag_id": hashtag_id, "game_tag_id": game_tag_id}
        body = {
            "title": title,
            "third_party": third_party,
            **{key: tag for key, tag in tags.items() if tag is not None},
        }
        source = "TikAPI's start route"
        return payload.read_started(await self._act("/user/live/start", body, source), source=source)

    async def stop(self) -> None:
        """End the account's own broadcast."""
        await self._act("/user/live/stop", {}, "TikAPI's stop route")

    async def _content(self, path: str, params: Mapping[str, str], source: str, *, needs_account: bool = True) -> Json:
        body = await self._get(path, params, source, needs_account=needs_account)
        return payload.read_content(payload.read_answer(body, source=source))

    async def _act(self, path: str, body: Mapping[str, Any], source: str) -> Json:
        """POST, once. Raises LoginRequiredError unless the configuration allows it."""
        if not self._options.allow_actions:
            raise LoginRequiredError(
                "This acts as your account: set tikapi.account_key, and tikapi.allow_actions = true."
            )
        headers = self._headers(needs_account=True) | {"Content-Type": "application/json"}
        url, content = self._options.base_url + path, json.dumps(body).encode()
        reply = await self._http.post(url, params={}, headers=headers, content=content, host=_HOST)
        return payload.read_answer(self._body(reply, source, is_room=False), source=source)

    async def _get(self, path: str, params: Mapping[str, str], source: str, *, needs_account: bool = True) -> bytes:
        reply = await self._http.get(
            self._options.base_url + path, params=params, headers=self._headers(needs_account=needs_account),
            retry_server_errors=False, host=_HOST,
        )  # fmt: skip
        return self._body(reply, source, is_room="room_id" in params)

    def _headers(self, *, needs_account: bool) -> dict[str, str]:
        options = self._options
        if not options.api_key:
            raise TikApiKeyError("TikAPI is not asked without a key: set tikapi.api_key.")
        headers = {"Accept": "application/json", "X-API-KEY": options.api_key}
        if needs_account and not options.account_key:
            raise TikApiKeyError("This route of TikAPI needs an account: set tikapi.account_key.")
        return headers | ({"X-ACCOUNT-KEY": options.account_key} if needs_account and options.account_key else {})

    def _body(self, reply: HttpReply, source: str, *, is_room: bool) -> bytes:
        """The body of a 200 answer; the error that another status stands for."""
        if reply.status == 200:
            return reply.body
        raise _refusal(reply.status, f"{source} answered with {reply.status}{self._said(reply)}", reply, is_room)

    def _said(self, reply: HttpReply) -> str:
        """What it says, without our keys: its words reach errors and logs."""
        body = reply.body[:65_536]
        for secret in (self._options.api_key, self._options.account_key):
            if secret:
                body = body.replace(secret.encode(), b"...")
        try:
            return payload.said(parse_json(body, source=""))
        except LiveApiError:
            return ""


def _refusal(status: int, what: str, reply: HttpReply, is_room: bool) -> LiveApiError:
    if status == 429:
        return RateLimitedError(f"{what}: its request limit is reached.", retry_after_s=reply.retry_after_s)
    if status == 404 and is_room:
        return RoomEndedError(f"{what}: it knows no such room; its broadcast may be over.")
    if status >= 500:
        return PlatformUnavailableError(f"{what}; try again later.")
    kind, advice = _REFUSALS.get(status, (TikApiError, "."))
    return kind(what + advice)


_NOT_INCLUDED = ": the plan or the account does not include this request."
_REFUSALS: dict[int, tuple[type[LiveApiError], str]] = {
    400: (InvalidRequestError, ": it refused the parameters."),
    401: (TikApiKeyError, "; check tikapi.api_key and tikapi.account_key."),
    402: (TikApiPlanError, _NOT_INCLUDED),
    403: (TikApiPlanError, _NOT_INCLUDED),
    404: (UserNotFoundError, ": it knows no such creator; check the handle."),
    408: (PlatformUnavailableError, "; try again later."),
    422: (InvalidRequestError, ": it refused the parameters."),
}


def _room(room_id: int) -> dict[str, str]:
    return {"room_id": str(room_id)}
