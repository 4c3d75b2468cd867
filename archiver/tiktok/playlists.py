"""Playlists of media servers, read beside the recording: implements ``ports.PlaylistSource``."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin

from archiver.errors import UnexpectedPayloadError
from archiver.model.media import PlaylistAnswer
from archiver.tiktok.http import HttpClient

MAX_REDIRECTS = 5
#: FFmpeg fetches the segments; nothing is gained by looking like somebody else.
_LIKE_FFMPEG = {"User-Agent": "Lavf/62.3.100"}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


class HttpPlaylists:
    """Reads them with an HTTP client of its own. ``aclose`` it at the end."""

    def __init__(self, client: HttpClient) -> None:
        """``client`` goes the way the media goes; it is closed with this object."""
        self._client = client

    async def fetch(self, url: str, headers: Mapping[str, str]) -> PlaylistAnswer:
        """See PlaylistSource."""
        for _ in range(MAX_REDIRECTS):
            reply = await self._client.get(url, headers={**_LIKE_FFMPEG, **headers}, retry_server_errors=False)
            place = reply.headers.get("location", "")
            if reply.status not in _REDIRECTS or not place:
                return PlaylistAnswer(url=url, status=reply.status, text=reply.body.decode("utf-8", "replace"))
            try:
                url = urljoin(url, place)
            except ValueError:
                break
            if not url.lower().startswith(("http://", "https://")):
                break
        raise UnexpectedPayloadError("The playlist's address only leads to other addresses.")

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()
