"""HEVC from codec id 12 to the enhanced form, for demuxers that know only the standard's."""

from __future__ import annotations

from archiver.flv.tags import VIDEO, Tag, make_tag
from archiver.flv.video import CODED_FRAMES

_HEVC_ID = 12
_FOURCC = b"hvc1"


def to_enhanced(tag: Tag) -> Tag:
    """The tag with HEVC in the enhanced form; any other tag as it is.

    ``0xFC…`` becomes ``0x80 | frame type << 4 | packet type``, FourCC, and the composition time only where the packet
    holds frames.
    """
    body = tag.body
    if tag.kind != VIDEO or len(body) < 5 or body[0] & 0x80 or body[0] & 0x0F != _HEVC_ID:
        return tag
    packet_type = body[1]
    rest = body[2:] if packet_type == CODED_FRAMES else body[5:]
    head = bytes((0x80 | body[0] & 0x70 | packet_type & 0x0F,)) + _FOURCC
    return Tag(VIDEO, make_tag(VIDEO, tag.time_ms, head + rest))
