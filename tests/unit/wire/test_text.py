"""Localised texts."""

from __future__ import annotations

import pytest

from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.text import render

USER = pb.Text.Piece(user_value=pb.Text.UserValue(user=pb.User(nickname="Mia {1:string}")))
NUMBER = pb.Text.Piece(string_value="7")
GIFT = pb.Text.Piece(gift_value=pb.Text.GiftValue(gift_id=5655))


@pytest.mark.parametrize(
    ("pattern", "pieces", "shown"),
    [
        ("", [USER], ""),
        ("no holes", [], "no holes"),
        ("{0:user} became No. {1:string}", [USER, NUMBER], "Mia {1:string} became No. 7"),
        ("{1:string} by {0:user}", [USER, NUMBER], "7 by Mia {1:string}"),
        ("sent {0:gift}", [GIFT], "sent 5655"),
        ("{0:user} and {5:user}", [NUMBER], "7 and {5:user}"),
    ],
)
def test_holes_are_filled_by_number(pattern, pieces, shown):
    """Each hole gets its piece once; one without a piece stays, and nothing inside a piece is taken for a hole."""
    assert render(pb.Text(default_pattern=pattern, pieces=pieces)) == shown


def test_a_notice_cannot_multiply():
    """Many holes of long pieces stay a text of a few thousand characters: one frame must not take seconds."""
    piece = pb.Text.Piece(string_value="x" * 10_000)
    assert len(render(pb.Text(default_pattern="{0:string}" * 900, pieces=[piece]))) < 32 * 300 + 10_000
