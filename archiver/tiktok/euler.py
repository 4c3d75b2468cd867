"""The sign server (Euler Stream and its like): signed event sockets, and what else it knows about rooms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from archiver.errors import (
    LiveApiError,
    LoginRequiredError,
    RateLimitedError,
    SignRateLimitedError,
    SignUnavailableError,
)
from archiver.model.broadcast import RoomInfo
from archiver.model.signing import RateLimits, SignedRequest, SignRoomId, SocketState
from archiver.ports import Clock
from archiver.tiktok.device import Device
from archiver.tiktok.hosts import may_lead_to
from archiver.tiktok.http import HttpClient, HttpReply
from archiver.tiktok.options import HttpOptions
from archiver.tiktok.sign_replies import SignedFetch, body_code, read_document, read_location, read_signed_fetch
from archiver.wire import sign_payload

StreamType = Literal["flv_ld", "flv_sd", "hls_ld", "hls_sd"]
#: What a signature consists of; it is taken out of an address before it is signed anew.
_SIGNATURE = frozenset({"X-Bogus", "X-Gnarly", "msToken"})


class SignServer:
    """All nine routes, and the live check of many. None is retried on 5xx: each request counts against the limit.

    Every method raises:
        SignRateLimitedError: 429. SignPaymentError: 402. SignForbiddenError: 401, 403. SignNotFoundError: 404.
        SignUnavailableError: 5xx, no answer, an empty or unusable body, a missing cookie. SignError: the rest.
    """

    def __init__(self, http: HttpClient, options: HttpOptions, clock: Clock) -> None:
        self._http = http
        self._options = options
        self._clock = clock

    async def fetch(self, room_id: int, device: Device, *, unique_id: str = "") -> SignedFetch:
        """Sign a connection for this device: to the room, or (on plans that allow it) to a handle's room."""
        params = {
            "client": "ttlive-other",
            **({"unique_id": unique_id} if unique_id else {"room_id": str(room_id)}),
            "user_agent": device.user_agent,
            "client_enter": "true",
            "platform": "web",
            **self._options.sign_params,
        }
        if self._options.preferred_agents:
            params["preferred_agent_ids"] = ",".join(self._options.preferred_agents)
        accept = "application/protobuf, application/json"
        return read_signed_fetch(await self._get("/webcast/fetch", params, accept=accept), self._clock)

    async def socket_ids(self, account_id: str) -> tuple[str, ...]:
        """The account's own sockets at the sign server."""
        return sign_payload.read_socket_ids(await self._document(f"/webcast/websockets/{_step(account_id)}"))

    async def socket_state(self, account_id: str, socket_id: str) -> SocketState:
        """One of them."""
        path = f"/webcast/websockets/{_step(account_id)}/{_step(socket_id)}"
        return sign_payload.read_socket_state(await self._document(path), socket_id)

    async def rate_limits(self) -> RateLimits:
        """What is left of this minute's, hour's and day's requests; the budget learns it."""
        limits = sign_payload.read_rate_limits(await self._document("/webcast/rate_limits"))
        await self._http.budget.learn_limits("sign", limits)
        return limits

    async def room_cover(self, unique_id: str) -> str:
        """The address of the room's cover picture (business plans)."""
        return self._public(read_location(await self._get("/webcast/room_cover", _handle(unique_id)), self._clock))

    async def room_id(self, unique_id: str) -> SignRoomId:
        """The handle's room, and whether it is live."""
        return sign_payload.read_sign_room_id(await self._document("/webcast/room_id", _handle(unique_id)))

    async def fetch_live_rooms(self, *user_ids: int) -> dict[int, int | None]:
        """See ``ports.BulkLiveApi``; wants the session to be sent along. What signing may need yet is not spent on it.

        Raises:
            SignRateLimitedError: also when most of a window's requests are spent.
        """
        if (wait_s := self._http.budget.scarce_for_s("sign")) is not None:
            raise SignRateLimitedError(
                "Most of the sign server's requests are spent; the rest is kept for signing.", retry_after_s=wait_s
            )
        body = {"user_numeric_ids": [str(user_id) for user_id in user_ids]}
        return sign_payload.read_live_rooms(
            read_document(await self._post("/webcast/bulk_live_check", body), self._clock)
        )

    async def room_info(self, unique_id: str) -> RoomInfo:
        """The handle's room (premium plans)."""
        body = await self._document("/webcast/room_info", _handle(unique_id))
        info = sign_payload.read_sign_room_info(body, unique_id)
        variants = (each for each in info.variants if may_lead_to(each.url, base_url=self._options.webcast_url))
        return replace(info, variants=tuple(variants))

    async def room_video(self, unique_id: str, stream_type: StreamType = "hls_sd") -> str:
        """The address of the room's video (business plans)."""
        params = {**_handle(unique_id), "streamType": stream_type}
        return self._public(read_location(await self._get("/webcast/room_video", params), self._clock))

    async def chat(self, content: str, *, room_id: int | None = None, unique_id: str = "") -> None:
        """Say something in a room with the configured session, which goes to the sign server (premium add-on).

        Raises:
            LoginRequiredError: there is no session, or it may not be sent.
        """
        if not self._options.session_id or not self._options.send_session_to_sign_server:
            raise LoginRequiredError(
                "Chat by the sign server needs tiktok.session_id and tiktok.send_session_to_sign_server = true."
            )
        target = {"targetRoomId": str(room_id)} if room_id else {"targetUniqueId": unique_id}
        read_document(await self._post("/webcast/chat", {"content": content, **target}), self._clock)

    async def sign_url(
        self,
        url: str,
        device: Device,
        *,
        method: str = "GET",
        payload: str = "",
        kind: Literal["fetch", "xhr"] = "fetch",
    ) -> SignedRequest:
        """Sign any address of the platform; a signature it has already is replaced."""
        body: dict[str, Any] = {
            "url": unsigned(url), "method": method, "userAgent": device.user_agent, "type": kind,
            "includeBrowserParams": False, "includeVerifyFp": False,
        }  # fmt: skip
        if device.ttwid:
            body["ttwid"] = device.ttwid
        if payload:
            body["payload"] = payload
        if self._options.session_id and self._options.send_session_to_sign_server:
            body |= {"sessionId": self._options.session_id, "ttTargetIdc": self._options.tt_target_idc}
        answer = read_document(await self._post("/webcast/sign_url", body), self._clock)
        return sign_payload.read_signed_request(answer)

    async def _document(self, path: str, params: Mapping[str, str] | None = None) -> bytes:
        return read_document(await self._get(path, params or {}), self._clock)

    async def _get(self, path: str, params: Mapping[str, str], *, accept: str = "application/json") -> HttpReply:
        url, query = self._options.sign_url + path, {**params, **self._key_params()}
        try:
            reply = await self._http.get(
                url, params=query, headers=self._headers(accept), retry_server_errors=False, host="sign"
            )
        except LiveApiError as error:
            raise _unusable(error) from None
        return self._without_secrets(reply)

    async def _post(self, path: str, body: Mapping[str, Any]) -> HttpReply:
        headers = {**self._headers("application/json"), "Content-Type": "application/json"}
        url, content = self._options.sign_url + path, json.dumps(body).encode()
        try:
            reply = await self._http.post(url, params=self._key_params(), headers=headers, content=content, host="sign")
        except LiveApiError as error:
            raise _unusable(error) from None
        return self._without_secrets(reply)

    def _public(self, url: str) -> str:
        """An address the server leads to, unless it is in a private network and the platform is not."""
        if not may_lead_to(url, base_url=self._options.webcast_url):
            raise SignUnavailableError("The sign server gave an address in a private network; it is not used.")
        return url

    def _without_secrets(self, reply: HttpReply) -> HttpReply:
        """A refusal that does not repeat our key or session: its words reach errors and logs."""
        body = reply.body
        if reply.status == 200 and body_code(body) < 300:
            return reply
        for secret in (self._options.sign_api_key, self._options.session_id, *self._options.sign_headers.values()):
            if secret:
                body = body.replace(secret.encode(), b"...")
        return replace(reply, body=body)

    def _key_params(self) -> dict[str, str]:
        is_in_query = self._options.sign_auth == "query" and self._options.sign_api_key
        return {"apiKey": self._options.sign_api_key or ""} if is_in_query else {}

    def _headers(self, accept: str) -> dict[str, str]:
        headers = {"Accept": accept, **self._options.sign_headers}
        if self._options.sign_api_key and self._options.sign_auth != "query":
            headers["x-jwt-key" if self._options.sign_auth == "jwt" else "x-api-key"] = self._options.sign_api_key
        if self._options.send_session_to_sign_server and self._options.session_id:
            session = f"sessionid={self._options.session_id}; tt-target-idc={self._options.tt_target_idc}"
            headers["x-cookie-header"] = session
        return headers


def unsigned(url: str) -> str:
    """The address without the parameters a signature is made of."""
    parts = urlsplit(url)
    pairs = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k not in _SIGNATURE]
    return parts._replace(query=urlencode(pairs, quote_via=quote)).geturl()


def _unusable(error: LiveApiError) -> SignRateLimitedError | SignUnavailableError:
    if isinstance(error, RateLimitedError):
        return SignRateLimitedError(str(error), retry_after_s=error.retry_after_s)
    return SignUnavailableError(f"The sign server cannot be used: {error}")


def _handle(unique_id: str) -> dict[str, str]:
    return {"uniqueId": unique_id}


def _step(text: str) -> str:
    return quote(text, safe="")
