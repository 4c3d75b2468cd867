"""FLV tags, and a reader that cuts a byte stream into them.

Layout (Adobe's "Video File Format Specification", version 10.1, annex E): a header of 9 bytes, then tags, each of 11
bytes and a body, with the size of the tag before it (4 bytes, the back pointer) in front of each and behind the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archiver.errors import MediaInvalidError
from archiver.flv.video import VideoHead, read_video_head

AUDIO, VIDEO, SCRIPT = 8, 9, 18
HEADER = b"FLV\x01\x05\x00\x00\x00\x09\x00\x00\x00\x00"  # audio and video; then the size of the tag before the first
MAX_TAG_BYTES = 16 << 20
TAG_HEAD_BYTES = 11
BACK_POINTER_BYTES = 4


class Tag(NamedTuple):
    """A tag with the back pointer behind it, as it travels."""

    kind: int  #: AUDIO, VIDEO or SCRIPT; anything else is passed on as it is
    data: bytes

    @property
    def time_ms(self) -> int:
        """The tag's time stamp (decoding time)."""
        return int.from_bytes(self.data[4:7], "big") | self.data[7] << 24

    @property
    def body(self) -> bytes:
        """What is between the tag's head and the back pointer."""
        return self.data[TAG_HEAD_BYTES:-BACK_POINTER_BYTES]

    @property
    def is_metadata(self) -> bool:
        """Whether it is a script tag."""
        return self.kind == SCRIPT

    @property
    def is_video(self) -> bool:
        """Whether it holds video."""
        return self.kind == VIDEO

    @property
    def is_sequence_header(self) -> bool:
        """Whether it configures a decoder."""
        if self.kind == VIDEO:
            return self.video.is_sequence_header
        return self.kind == AUDIO and is_audio_sequence_header(self.data[TAG_HEAD_BYTES:-BACK_POINTER_BYTES])

    @property
    def is_key_frame(self) -> bool:
        """Whether a decoder can begin here."""
        return self.is_video and self.video.is_key_frame

    @property
    def video(self) -> VideoHead:
        """What a video tag says about its body."""
        return read_video_head(self.data[TAG_HEAD_BYTES : TAG_HEAD_BYTES + 8])


def is_audio_sequence_header(body: bytes) -> bool:
    """Whether the body of an audio tag configures a decoder: AAC, or any codec in the enhanced form."""
    sound_format = body[0] >> 4 if body else 0
    if sound_format == 9:  # enhanced: the low half of the first byte is the packet type
        return body[0] & 0x0F == 0
    return sound_format == 10 and body[1:2] == b"\0"


def make_tag(kind: int, time_ms: int, body: bytes) -> bytes:
    """A tag with its back pointer."""
    head = bytes((kind,)) + len(body).to_bytes(3, "big") + (time_ms & 0xFFFFFF).to_bytes(3, "big")
    head += bytes((time_ms >> 24 & 0xFF, 0, 0, 0))
    return head + body + (len(head) + len(body)).to_bytes(BACK_POINTER_BYTES, "big")


class TagReader:
    """Cuts a byte stream into tags. Holds one incomplete tag at most."""

    def __init__(self, *, max_tag_bytes: int = MAX_TAG_BYTES) -> None:
        self._rest = b""
        self._is_past_header = False
        self._max_tag_bytes = max_tag_bytes

    def feed(self, data: bytes) -> Iterator[Tag]:
        """The tags completed by ``data``.

        Raises:
            MediaInvalidError: the stream is no FLV, or has a tag larger than is read.
        """
        self._rest += data
        if not self._is_past_header:
            if not self._rest.startswith(HEADER[:3][: len(self._rest)]):
                raise MediaInvalidError("The stream is not FLV.")
            if len(self._rest) < len(HEADER):
                return
            self._rest = self._rest[len(HEADER) :]
            self._is_past_header = True
        yield from self._cut()

    def _cut(self) -> Iterator[Tag]:
        position = 0
        while len(self._rest) >= position + TAG_HEAD_BYTES:
            size = int.from_bytes(self._rest[position + 1 : position + 4], "big")
            if size > self._max_tag_bytes:
                raise MediaInvalidError(f"The stream has a tag of {size} bytes.")
            end = position + TAG_HEAD_BYTES + size + BACK_POINTER_BYTES
            if len(self._rest) < end:
                break
            yield Tag(self._rest[position] & 0x1F, self._rest[position:end])
            position = end
        self._rest = self._rest[position:]
