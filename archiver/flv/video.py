"""What a video tag says about its body: codec, key frame, sequence header, composition time.

Three forms: AVC (codec id 7), HEVC as Chinese platforms write it (codec id 12, laid out like AVC), and the enhanced
form of any codec (first bit set, packet type and FourCC; "Enhanced RTMP", version 2).
"""

from __future__ import annotations

from typing import NamedTuple

_AVC, _HEVC = 7, 12
_FOURCC_OF_ID = {_AVC: "avc1", _HEVC: "hvc1"}
_COMMAND_FRAME = 5
#: Packet types of the enhanced form.
SEQUENCE_START, CODED_FRAMES, SEQUENCE_END, CODED_FRAMES_X = 0, 1, 2, 3


class VideoHead(NamedTuple):
    """The first bytes of a video tag's body, understood."""

    codec: str  #: FourCC ("avc1", "hvc1", "av01" ...), "" when it is none we know how to read
    packet_type: int  #: SEQUENCE_START, CODED_FRAMES ...; -1 when there is none
    is_enhanced: bool
    is_key: bool
    composition_ms: int  #: what to add to the tag's time stamp for the presentation time
    size: int  #: bytes of the body before the codec's own data

    @property
    def is_sequence_header(self) -> bool:
        """Whether the body configures a decoder."""
        return self.packet_type == SEQUENCE_START

    @property
    def is_frame(self) -> bool:
        """Whether the body holds a picture."""
        return self.packet_type in (CODED_FRAMES, CODED_FRAMES_X) or (not self.codec and self.packet_type < 0)

    @property
    def is_key_frame(self) -> bool:
        """Whether it is a picture that a decoder can begin with."""
        return self.is_key and self.is_frame


def read_video_head(body: bytes) -> VideoHead:
    """Understand the first 8 bytes of a video tag's body; fewer, or unknown ones, give what they say."""
    if not body:
        return VideoHead("", SEQUENCE_END, is_enhanced=False, is_key=False, composition_ms=0, size=0)
    frame_type = body[0] >> 4 & 0x07
    if body[0] & 0x80:
        return _enhanced(body, frame_type)
    codec = _FOURCC_OF_ID.get(body[0] & 0x0F, "")
    if frame_type == _COMMAND_FRAME:
        return VideoHead(codec, SEQUENCE_END, is_enhanced=False, is_key=False, composition_ms=0, size=1)
    if not codec:  # an old codec without packet types; every tag is a picture
        return VideoHead("", -1, is_enhanced=False, is_key=frame_type == 1, composition_ms=0, size=1)
    packet_type = body[1] if len(body) > 1 else SEQUENCE_END
    composition_ms = _signed24(body[2:5]) if packet_type == CODED_FRAMES else 0
    return VideoHead(
        codec, packet_type, is_enhanced=False, is_key=frame_type == 1, composition_ms=composition_ms, size=5
    )


def _enhanced(body: bytes, frame_type: int) -> VideoHead:
    packet_type = body[0] & 0x0F
    codec = body[1:5].decode("latin-1")
    has_composition = packet_type == CODED_FRAMES and codec in ("avc1", "hvc1", "vvc1")
    if frame_type == _COMMAND_FRAME:
        packet_type = SEQUENCE_END
    return VideoHead(
        codec, packet_type, is_enhanced=True, is_key=frame_type == 1,
        composition_ms=_signed24(body[5:8]) if has_composition else 0, size=8 if has_composition else 5,
    )  # fmt: skip


def _signed24(data: bytes) -> int:
    return int.from_bytes(data, "big", signed=True) if len(data) == 3 else 0
