"""Many small strings as few large ones, encoded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

_PIECES = 512  # in one chunk: about 50 KB of subtitles


def chunked(pieces: Iterable[str]) -> Iterator[bytes]:
    """The same text as UTF-8, in chunks that are worth a write.

    Each piece is encoded before they are joined: nearly all are ASCII, which costs next to nothing, and one that is not
    would make its whole chunk four times as wide.
    """
    return joined(map(str.encode, pieces))


def joined(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Encoded text in chunks that are worth a write."""
    remaining = iter(pieces)
    while chunk := b"".join(islice(remaining, _PIECES)):
        yield chunk
