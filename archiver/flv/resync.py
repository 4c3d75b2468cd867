"""Where a stream that fell out of step goes on: the first tag that its own back pointer confirms."""

from __future__ import annotations

import re

from archiver.flv.tags import BACK_POINTER_BYTES, MAX_TAG_BYTES, TAG_HEAD_BYTES

FILE_HEADER = b"FLV\x01"
#: A tag's head (a known kind, stream id 0), or a whole new FLV header; the lookahead finds overlapping ones.
_CANDIDATE = re.compile(rb"(?=[\x08\x09\x12][\s\S]{7}\0\0\0|FLV\x01[\s\S]\0\0\0\x09\0\0\0)")


def find_tag(data: bytes) -> int | None:
    """Position of the first tag in ``data`` that is complete and whose back pointer agrees, or of an FLV header."""
    for match in _CANDIDATE.finditer(data):
        position = match.start()
        if data.startswith(FILE_HEADER, position):
            return position
        size = int.from_bytes(data[position + 1 : position + 4], "big")
        end = position + TAG_HEAD_BYTES + size
        back = data[end : end + BACK_POINTER_BYTES]
        if 0 < size <= MAX_TAG_BYTES and back == (TAG_HEAD_BYTES + size).to_bytes(BACK_POINTER_BYTES, "big"):
            return position
    return None
