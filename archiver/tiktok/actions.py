"""What changes something in somebody's room: chat, likes, gifts. Never used by the service; only on a person's word."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from archiver.errors import InvalidRequestError, LoginRequiredError, SignError
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

    def __init__(self, platform: Platform, sign_server: SignServer, options: HttpOptions) -> None:
        self._platform = platform
        self._sign_server = sign_server
        self._options = options

    async def chat(self, room_id: int, text: str) -> None:
        """Say something in the room."""
        params = {"room_id": str(room_id), "content": checked_comment(text)}
        await self._act("/webcast/room/chat/", params, source="The chat route")

    async def like(self, room_id: int, count: int = 1) -> None:
        """Send likes."""
        if not 1 <= count <= MAX_LIKES:
            raise InvalidRequestError(f"Send 1 to {MAX_LIKES} likes at once.")
        await self._act("/webcast/room/like/", {"room_id": str(room_id), "count": str(count)}, source="The like route")

    async def gift(self, room_id: int, gift_id: int, count: int = 1) -> None:
        """Send a gift, which costs the account's coins."""
        if count < 1 or gift_id < 1:
            raise InvalidRequestError("A gift has an id and a count from 1.")
        params = {"room_id": str(room_id), "gift_id": str(gift_id), "count": str(count)}
        await self._act("/webcast/gift/send/", params, source="The gift route")

    async def _act(self, path: str, params: Mapping[str, str], *, source: str) -> None:
        if not self._options.allow_actions or not self._options.session_id:
            raise LoginRequiredError(
                "Chat, likes and gifts act as your account: set tiktok.session_id, and tiktok.allow_actions = true."
            )
        query = self._platform.parameters() | dict(params)
        read_done(await self._platform.post(await self._signed(path, query), source=source), source=source)

    async def _signed(self, path: str, query: Mapping[str, str]) -> str:
        """The address with a signature, where the session may go to the sign server; without one otherwise."""
        url = f"{self._options.webcast_url}{path}?{urlencode(query)}"
        if not self._options.send_session_to_sign_server:
            return url
        try:
            signed = (await self._sign_server.sign_url(url, self._platform.device, method="POST")).url
        except SignError:
            return url
        if not signed.startswith(f"{self._options.webcast_url}{path}?"):
            return url  # the session goes to the platform, wherever a third party points
        return signed
