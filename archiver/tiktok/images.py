"""Pictures (avatars, covers, gifts): fetched within bounds, and only when they are pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

from archiver.errors import BlockedError, InvalidRequestError, UnexpectedPayloadError
from archiver.tiktok.platform import Platform

#: What a picture begins with -> the suffix of its file. A type that a header claims is not believed.
_KINDS = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"GIF8", ".gif"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as the platform sent it."""

    suffix: str  #: ".jpg", ".png", ".gif", ".webp", ".heic" or ".avif", by its own bytes
    data: bytes = field(repr=False)


async def fetch_picture(platform: Platform, url: str) -> Picture:
    """Download a picture the platform gave the address of; bounded as every body is.

    Raises:
        InvalidRequestError: no web address, or one in a private network.
        UnexpectedPayloadError: too large, or no picture. BlockedError: empty. LiveApiError: its children by status.
    """
    if not url.startswith(("https://", "http://")) or not platform.may_lead_to(url):
        raise InvalidRequestError("The picture has no public web address; it is not fetched.")
    data = await platform.get_public(url, source="The picture")
    if not data:
        raise BlockedError("The picture came empty; try again later.")
    suffix = picture_suffix(data)
    if not suffix:
        raise UnexpectedPayloadError("What came is not a picture (JPEG, PNG, GIF, WebP, HEIC, AVIF); it is not kept.")
    return Picture(suffix=suffix, data=data)


def picture_suffix(data: bytes) -> str:
    """The suffix for a file of these bytes; "" when they are no known picture."""
    for mark, suffix in _KINDS:
        if data.startswith(mark):
            return suffix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
        return ".avif" if data[8:12] == b"avif" else ".heic"
    return ""
