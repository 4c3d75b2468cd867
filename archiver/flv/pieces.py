"""What a live stream is cut into, and what is worth noting on the way."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from archiver.model.media import CutCause


class Cut(NamedTuple):
    """What follows belongs to a new part, which begins with ``prefix``: header and setup of the stream, sent once more.

    A header that came in mid-stream is part of the prefix only.
    """

    part: int  #: 1, 2 ... of this stream
    cause: CutCause
    prefix: bytes
    position_ms: int  #: how far the part before had come
    pts_ms: int  #: the same, as it stands in the stream


class Mark(NamedTuple):
    """A picture worth a sync sample: a key frame, or one with the encoder's clock."""

    part: int  #: 0, 1, 2 ... of this stream
    position_ms: int  #: in the part, by presentation time
    pts_ms: int  #: presentation time, as it stands in the stream
    is_key: bool
    sei_ts: int | None  #: epoch ms


Piece: TypeAlias = "bytes | memoryview | Cut"
