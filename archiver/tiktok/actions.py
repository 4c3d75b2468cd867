"""What changes something in somebody's room: chat, likes, gifts. Never used by the service; only on a person's word.

Routes, fields and the signature for GET of likes and gifts are those another client sends. That chat is taken alike is
an assumption; docs/how-to/sign-server.md says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from archiver.errors import InvalidRequestError, LoginRequiredError, SignError
from archiver.ports import Clock, LiveApi
from archiver.tiktok.euler import SignServer
from archiver.tiktok.options import HttpOptions
from archiver.tiktok.platform import Platform
from archiver.wire.room_payload import read_done

MAX_CHAT_CHARACTERS = 150
MAX_LIKES = 15  #: the platform's own client sends no more at once


def checked_comment(text: str) -> str:
    """The text. Raises InvalidRequestError when it cannot be meant as a comment."""
    if not text.strip() or len(text) > MAX_CHAT_CHARACTERS or not text.isprintable():
        raise InvalidRequestError(f"A comment has 1 to {MAX_CHAT_CHARACTERS} characters on one line.")
    return text


class RoomActions:
    """Acts as the configured session, once per call: nothing is tried again, for it could be said or paid twice.

    Every method raises:
        LoginRequiredError: no session, actions not allowed by the configuration, or the session has expired.
        InvalidRequestError: a text or number that cannot be meant. LiveApiError: what the platform answered.
    """

    def __init__(
        self, platform: Platform, sign_server: SignServer, options: HttpOptions, *, api: LiveApi, clock: Clock
    ) -> None:
        """``api``: tells whose room it is."""
        self._platform = platform
        self._sign_server = sign_server
        self._options = options
        self._api = api
        self._clock = clock

    async def chat(self, room_id: int, text: str) -> None:
        """Say something in the room."""
        params = {"room_id": str(room_id), "content": checked_comment(text)}
        await self._act("/webcast/room/chat/", params, source="The chat route")

    async def like(self, room_id: int, count: int = 1) -> None:
        """Send likes."""
        if not 1 <= count <= MAX_LIKES:
            raise InvalidRequestError(f"Send 1 to {MAX_LIKES} likes at once.")
        await self._act("/webcast/room/like/", {"room_id": str(room_id), "count": str(count)}, source="The like route")

    async def gift(self, room_id: int, gift_id: int, count: int = 1, *, to_user_id: int | None = None) -> None:
        """Send a gift, which costs the account's coins, to the room's creator or to a guest."""
        if count < 1 or gift_id < 1:
            raise InvalidRequestError("A gift has an id and a count from 1.")
        self._require_permission()
        receiver = to_user_id or (await self._api.fetch_room_info(room_id)).creator.user_id
        if receiver is None:
            raise InvalidRequestError("The platform does not say whose room it is; nothing was given.")
        form = {
            "room_id": str(room_id), "gift_id": str(gift_id), "count": str(count), "to_user_id": str(receiver),
            "enter_from": "live_detail_", "is_opted_in_host": "true", "is_subscription": "false", "send_scene": "1",
            "send_type": "1", "send_gift_req_start_ms": str(self._clock.now_ms()),
        }  # fmt: skip
        await self._act("/webcast/gift/send/", {}, form=form, source="The gift route")

    async def _act(
        self, path: str, params: Mapping[str, str], *, form: Mapping[str, str] | None = None, source: str
    ) -> None:
        self._require_permission()
        query = self._platform.parameters() | dict(params)
        url = await self._signed(path, query)
        read_done(await self._platform.post(url, form=form or {}, source=source), source=source)

    def _require_permission(self) -> None:
        if not self._options.allow_actions or not self._options.session_id:
            raise LoginRequiredError(
                "Chat, likes and gifts act as your account: set tiktok.session_id, and tiktok.allow_actions = true."
            )

    async def _signed(self, path: str, query: Mapping[str, str]) -> str:
        """The address with a signature, where the session may go to the sign server; without one otherwise."""
        url = f"{self._options.webcast_url}{path}?{urlencode(query)}"
        if not self._options.send_session_to_sign_server:
            return url
        try:
            signed = (await self._sign_server.sign_url(url, self._platform.device, method="GET")).url
        except SignError:
            return url
        if not signed.startswith(f"{self._options.webcast_url}{path}?"):
            return url  # the session goes to the platform, wherever a third party points
        return signed
