"""The encoder's clock in the rebroadcast's key frames."""

from __future__ import annotations

import pytest

from archiver.flv.sei import sei_instant
from archiver.flv.tags import AUDIO, VIDEO, Tag, make_tag
from archiver.rebroadcast.sei import presentation_ms, sei_unit, stamped

AT = 1_786_367_257_003
SLICE = (5).to_bytes(4, "big") + b"\x65data"


@pytest.mark.parametrize("ts", [AT, 1_000_000_000_000, 1_700_000_000_000])
def test_what_is_written_is_read(ts: int) -> None:
    """Our own reader, and anyone who follows the standard, finds the instant."""
    unit = sei_unit(ts)
    assert sei_instant(len(unit).to_bytes(4, "big") + unit + SLICE, "avc1") == ts
    assert not any(code in unit for code in (b"\0\0\0", b"\0\0\1", b"\0\0\2"))


def test_a_key_frame_is_stamped_in_front_of_its_slices() -> None:
    """Time stamp and composition time stay; the tag stays a whole tag."""
    tag = Tag(VIDEO, make_tag(VIDEO, 4_000, b"\x17\x01\x00\x00\x50" + SLICE))
    found = stamped(tag, AT)
    assert sei_instant(found.body[5:], "avc1") == AT
    assert found.body.endswith(SLICE)
    assert presentation_ms(found) == presentation_ms(tag) == 4_080
    assert int.from_bytes(found.data[-4:], "big") == len(found.data) - 4


@pytest.mark.parametrize(
    ("kind", "body"), [(VIDEO, b"\x27\x01\0\0\0" + SLICE), (VIDEO, b"\x17\0\0\0\0x"), (AUDIO, b"\xaf\x01x")]
)
def test_other_tags_stay_as_they_are(kind: int, body: bytes) -> None:
    """Inter frames, sequence headers and sound."""
    tag = Tag(kind, make_tag(kind, 0, body))
    assert stamped(tag, AT) is tag
