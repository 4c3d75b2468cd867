"""HEVC in FLV as the platform sends it: codec id 12, laid out like AVC, instead of the enhanced form FFmpeg writes."""

from __future__ import annotations

from archiver.flv.tags import VIDEO, Tag, make_tag
from archiver.flv.video import CODED_FRAMES, CODED_FRAMES_X

_HEVC_ID = 12


def to_codec_12(tag: Tag) -> Tag:
    """The tag with HEVC under codec id 12; any other tag as it is."""
    head = tag.video
    if tag.kind != VIDEO or not head.is_enhanced or head.codec != "hvc1":
        return tag
    body = tag.body
    packet_type = CODED_FRAMES if head.packet_type == CODED_FRAMES_X else head.packet_type
    start = bytes((body[0] & 0x70 | _HEVC_ID, packet_type)) + (head.composition_ms & 0xFFFFFF).to_bytes(3, "big")
    return Tag(VIDEO, make_tag(VIDEO, tag.time_ms, start + body[head.size :]))
