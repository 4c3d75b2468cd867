"""Text of an HLS playlist to values (RFC 8216, and the private tags seen on TikTok's hosts).

Only what tells time and order is read. Lines nobody knows are passed over, as the standard wants; a playlist that is
none is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from archiver.errors import MediaInvalidError

MAX_SEGMENTS = 5_000
MAX_VARIANTS = 100
MAX_URL_CHARS = 4_096
#: Private tags are kept as they are, so many and so long.
MAX_TAGS = 20
MAX_TAG_CHARS = 200
_MAX_LENGTH_S = 3_600.0
_FIRST_INSTANT, _LAST_INSTANT = 1_000_000_000_000, 4_000_000_000_000
_PRIVATE = "#EXT-X-FP-"
_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",]*)')
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{0,9})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class HlsSegment:
    """One media segment."""

    sequence: int
    url: str = field(repr=False)
    length_ms: int
    date_at: int | None = (
        None  #: epoch ms of its first frame: by its own date, else by one before and the lengths since
    )
    is_discontinuity: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)  #: private ones, by name without "EXT-X-"

    @property
    def key(self) -> str:
        """What it is known by: its URL without the signature."""
        return url_key(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaPlaylist:
    """The segments a stream offers now."""

    segments: tuple[HlsSegment, ...]
    is_over: bool = False  #: no segment will follow


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One of several media playlists of the same content."""

    url: str = field(repr=False)
    bandwidth: int = 0
    pixels: int = 0


def url_key(url: str) -> str:
    """A URL without its query and fragment: signatures change, segments do not. Also of what is no URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return re.split("[?#]", url, maxsplit=1)[0]
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def parse_playlist(text: str, url: str) -> MediaPlaylist | tuple[Variant, ...]:
    """A media playlist, or the variants of a master playlist, the best first.

    Args:
        text: as received.
        url: where it is from; names in it are relative to that.

    Raises:
        MediaInvalidError: it is no playlist, or one whose segments cannot be told apart.
    """
    lines = [line.strip() for line in text.removeprefix("\ufeff").splitlines()]
    if not lines or not lines[0].startswith("#EXTM3U"):
        raise MediaInvalidError("The answer is not an HLS playlist.")
    try:
        if any(line.startswith("#EXT-X-STREAM-INF:") for line in lines):
            return tuple(sorted(_variants(lines, url), key=lambda v: (v.pixels, v.bandwidth), reverse=True))
        return _media_playlist(lines, url)
    except ValueError as error:
        raise MediaInvalidError(f"The HLS playlist cannot be read ({error}).") from None


def _variants(lines: list[str], url: str) -> Iterator[Variant]:
    attributes: dict[str, str] | None = None
    found = 0
    for line in lines:
        if line.startswith("#EXT-X-STREAM-INF:"):
            attributes = dict(_ATTRIBUTE.findall(line.partition(":")[2]))
        elif line and not line.startswith("#") and attributes is not None and found < MAX_VARIANTS:
            width, _, height = attributes.get("RESOLUTION", "").partition("x")
            pixels = _whole(width) * _whole(height)
            yield Variant(url=_joined(url, line), bandwidth=_whole(attributes.get("BANDWIDTH", "")), pixels=pixels)
            attributes = None
            found += 1


def _media_playlist(lines: list[str], url: str) -> MediaPlaylist:
    sequence, is_over = 0, False
    segments: list[HlsSegment] = []
    length_ms, own_date, private_date, is_discontinuity = None, None, None, False
    tags: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        if name == "#EXT-X-MEDIA-SEQUENCE":
            sequence = _whole(value)
        elif name == "#EXT-X-ENDLIST":
            is_over = True
        elif name == "#EXTINF":
            length_ms = _milliseconds(value.partition(",")[0])
        elif name == "#EXT-X-DISCONTINUITY":
            is_discontinuity = True
        elif name == "#EXT-X-PROGRAM-DATE-TIME":
            own_date = _instant(value)
        elif name.startswith(_PRIVATE) and len(tags) < MAX_TAGS:
            tags[name.removeprefix("#EXT-X-")[:MAX_TAG_CHARS]] = value[:MAX_TAG_CHARS]
            private_date = _instant(value) if name == "#EXT-X-FP-DateTime" else private_date
        elif line and not line.startswith("#") and length_ms is not None and len(segments) < MAX_SEGMENTS:
            segments.append(
                HlsSegment(
                    sequence=sequence + len(segments), url=_joined(url, line), length_ms=length_ms,
                    date_at=own_date if own_date is not None else private_date, is_discontinuity=is_discontinuity,
                    tags=tags,
                )
            )  # fmt: skip
            length_ms, own_date, private_date, is_discontinuity, tags = None, None, None, False, {}
    if len({segment.key for segment in segments}) < len(segments):
        # Ranges of one file, or names that differ in the query: FFmpeg's words would tell of any of them.
        raise ValueError("several of its segments have one address")
    return MediaPlaylist(segments=tuple(_dated(segments)), is_over=is_over)


def _dated(segments: list[HlsSegment]) -> Iterator[HlsSegment]:
    """A segment without a date begins where the one before it ends, unless the stream breaks off between them."""
    next_at: int | None = None
    for segment in segments:
        date_at = segment.date_at
        if date_at is None and not segment.is_discontinuity:
            date_at = next_at
        next_at = None if date_at is None else date_at + segment.length_ms
        yield replace(segment, date_at=date_at)


def _joined(base: str, name: str) -> str:
    url = urljoin(base, name)
    if len(url) > MAX_URL_CHARS or not url.lower().startswith(("http://", "https://")):
        raise ValueError("it leads to something that is not a web address")
    return url


def _milliseconds(seconds: str) -> int | None:
    match = _NUMBER.match(seconds.strip())
    value = float(match[0]) if match else _MAX_LENGTH_S + 1
    return round(value * 1000) if value <= _MAX_LENGTH_S else None


def _whole(digits: str) -> int:
    text = digits.strip().strip('"')
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0


def _instant(text: str) -> int | None:
    """Epoch milliseconds of an ISO date; one without a zone is UTC. None for what is none."""
    try:
        date = datetime.fromisoformat(text.strip().strip('"'))
        at = round((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError):
        return None
    return at if _FIRST_INSTANT <= at <= _LAST_INSTANT else None
