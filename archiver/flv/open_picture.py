"""A picture whose first bytes are still being collected, for the encoder's clock that may stand there."""

from __future__ import annotations

from archiver.flv.sei import MAX_LOOK_BYTES, sei_instant
from archiver.flv.tags import TAG_HEAD_BYTES
from archiver.flv.video import read_video_head


class OpenPicture:
    """Give it the bytes of a video tag from its first on."""

    __slots__ = ("_tag", "is_key", "pts_ms")

    def __init__(self, pts_ms: int, *, is_key: bool) -> None:
        self.pts_ms = pts_ms
        self.is_key = is_key
        self._tag = bytearray()

    def add(self, data: memoryview) -> bool:
        """Take more of the tag; whether enough has been seen."""
        self._tag += data[: MAX_LOOK_BYTES - len(self._tag)]
        return len(self._tag) >= MAX_LOOK_BYTES

    def sei_ts(self) -> int | None:
        """The encoder's clock, epoch ms; None where there is none."""
        body = bytes(self._tag[TAG_HEAD_BYTES:])
        head = read_video_head(body[:8])
        return sei_instant(body[head.size :], head.codec)
