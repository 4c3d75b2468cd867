"""Just enough FLV to hand a live stream on: tags, key frames, sequence headers. No I/O."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archiver.errors import MediaInvalidError

HEADER = b"FLV\x01\x05\x00\x00\x00\x09\x00\x00\x00\x00"  # audio and video; then the size of the tag before the first
MAX_TAG_BYTES = 16 << 20
_AUDIO, _VIDEO, _SCRIPT = 8, 9, 18
_TAG_HEADER_BYTES = 11


class Tag(NamedTuple):
    """A tag with the size field behind it, as it travels."""

    kind: int
    data: bytes

    @property
    def is_metadata(self) -> bool:
        """Whether it is a script tag."""
        return self.kind == _SCRIPT

    @property
    def is_video(self) -> bool:
        """Whether it holds video."""
        return self.kind == _VIDEO

    @property
    def is_sequence_header(self) -> bool:
        """Whether it configures a decoder (AVC or AAC)."""
        body = self.data[_TAG_HEADER_BYTES : _TAG_HEADER_BYTES + 2]
        if self.kind == _VIDEO:
            return body[0] & 0x0F == 7 and body[1] == 0
        return self.kind == _AUDIO and body[0] >> 4 == 10 and body[1] == 0

    @property
    def is_key_frame(self) -> bool:
        """Whether a decoder can begin here."""
        body = self.data[_TAG_HEADER_BYTES : _TAG_HEADER_BYTES + 2]
        return self.is_video and body[0] >> 4 == 1 and body[1] == 1


class TagReader:
    """Cuts a byte stream into tags."""

    def __init__(self) -> None:
        self._rest = b""
        self._is_past_header = False

    def feed(self, data: bytes) -> Iterator[Tag]:
        """The tags completed by ``data``.

        Raises:
            MediaInvalidError: the stream is no FLV.
        """
        self._rest += data
        if not self._is_past_header:
            if len(self._rest) < len(HEADER):
                return
            if not self._rest.startswith(b"FLV"):
                raise MediaInvalidError("The encoder's output is not FLV.")
            self._rest = self._rest[len(HEADER) :]
            self._is_past_header = True
        yield from self._cut()

    def _cut(self) -> Iterator[Tag]:
        position = 0
        while len(self._rest) >= position + _TAG_HEADER_BYTES:
            size = int.from_bytes(self._rest[position + 1 : position + 4], "big")
            if size > MAX_TAG_BYTES:
                raise MediaInvalidError(f"The encoder's output has a tag of {size} bytes.")
            end = position + _TAG_HEADER_BYTES + size + 4
            if len(self._rest) < end:
                break
            yield Tag(self._rest[position] & 0x1F, self._rest[position:end])
            position = end
        self._rest = self._rest[position:]
