"""Many small strings as few large ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

_PIECES = 512  # in one chunk: about 50 KB of subtitles


def chunked(pieces: Iterable[str]) -> Iterator[str]:
    """The same text in chunks that are worth a write."""
    remaining = iter(pieces)
    while chunk := "".join(islice(remaining, _PIECES)):
        yield chunk


def chunked_bytes(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same for encoded text."""
    remaining = iter(pieces)
    while chunk := b"".join(islice(remaining, _PIECES)):
        yield chunk
