"""Tags that set something up: script data, and the sequence headers of picture and sound."""

from __future__ import annotations

from archiver.flv.tags import AUDIO, BACK_POINTER_BYTES, SCRIPT, TAG_HEAD_BYTES, VIDEO

#: A script tag or sequence header above this is passed on without being understood.
MAX_SETUP_BYTES = 65_536
#: What a part begins with, in this order.
SLOTS = ("header", "script", "video", "audio")


def slot_of(kind: int, size: int, first: int, packet_type: int) -> str:
    """Where a tag that sets something up belongs; "" for media, and for what is too large to be understood."""
    # Encoders that do not know yet send an empty configuration first: no more than the head of a body.
    if not {VIDEO: 5, AUDIO: 2}.get(kind, 0) < size <= MAX_SETUP_BYTES:
        return ""
    if kind == SCRIPT:
        return "script"
    if kind == VIDEO:
        is_known = first & 0x8F in (7, 12) or first & 0x80
        is_setup = (first & 0x0F if first & 0x80 else packet_type) == 0 and first & 0x70 != 0x50
        return "video" if is_known and is_setup else ""
    is_setup = (packet_type if first >> 4 == 10 else first & 0x0F) == 0
    return "audio" if first >> 4 in (9, 10) and is_setup else ""


def body_of(tag: bytes) -> bytes:
    """What is between a tag's head and its back pointer; empty for no tag."""
    return tag[TAG_HEAD_BYTES:-BACK_POINTER_BYTES]
