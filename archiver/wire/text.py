"""Localised texts: a pattern with holes and the pieces to fill them."""

from __future__ import annotations

import re

from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.values import clean_text

_HOLE = re.compile(r"\{(\d{1,2}):\w*\}")
#: What a notice really has is a handful of short pieces; a hostile one must not multiply.
_MAX_HOLES = 32
_MAX_PIECE = 300


def render(text: pb.Text) -> str:
    """The text as a client would show it; a hole that has no piece stays as it is."""
    if not text.default_pattern:
        return ""
    pieces = text.pieces

    def fill(hole: re.Match[str]) -> str:
        index = int(hole.group(1))
        return _shown(pieces[index]) if index < len(pieces) else hole.group()

    return clean_text(_HOLE.sub(fill, clean_text(text.default_pattern), count=_MAX_HOLES))


def _shown(piece: pb.Text.Piece) -> str:
    if piece.HasField("user_value"):
        return clean_text(piece.user_value.user.nickname)[:_MAX_PIECE]
    if piece.HasField("gift_value"):
        return str(piece.gift_value.gift_id)
    return clean_text(piece.string_value)[:_MAX_PIECE]
