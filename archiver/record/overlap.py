"""Which pictures at the end of one segment come again at the beginning of the next, pure."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.align.levels import STALL_MS
from archiver.align.repeats import Meeting
from archiver.model.media import PacketMark

#: The last packets of a part may be torn, and differ from what was sent.
TORN_PACKETS = 2
#: So many are compared at most: half a minute of pictures.
MAX_COMPARED = 2_000
#: Where clocks say that one segment follows the other, it does: still pictures are all alike without being repeated.
SURE_MS = 250


def find_repeat(
    earlier: Sequence[PacketMark], later: Sequence[PacketMark], meeting: Meeting, end_ms: int
) -> int | None:
    """The position of the later segment's first picture in the earlier one; None when it follows behind its end.

    Pictures are the same when their bytes are, all of them from there to the end of either; where the server sent
    another encoding, the encoder's clock tells.

    Args:
        earlier: packets up to the end of the earlier segment, in the order of decoding.
        later: packets of the later one from its first key frame on.
        meeting: where it would be by the clocks.
        end_ms: length of the earlier segment.
    """
    expected_ms = meeting.position_ms
    is_sure = meeting.kind != "none" and abs(end_ms - expected_ms) <= SURE_MS
    reach_ms = SURE_MS if is_sure else meeting.reach_ms
    near = [i for i, mark in enumerate(earlier) if mark.is_key and abs(mark.position_ms - expected_ms) <= reach_ms]
    same = [earlier[i].position_ms for i in near if _continues(earlier[i : i + MAX_COMPARED], later[:MAX_COMPARED])]
    if same:
        return min(same, key=lambda at: abs(at - expected_ms))
    if meeting.kind == "sei" and later and 0 <= expected_ms < end_ms - STALL_MS:
        return _nearest_key(earlier, expected_ms)
    return None


def _continues(earlier: Sequence[PacketMark], later: Sequence[PacketMark]) -> bool:
    """Whether the later one begins as the earlier one goes on, to the end of either."""
    if not later or earlier[0].digest != later[0].digest:
        return False
    sure = max(1, min(len(earlier), len(later)) - TORN_PACKETS)
    return all(one.digest == two.digest for one, two in zip(earlier[:sure], later[:sure], strict=True))


def _nearest_key(marks: Sequence[PacketMark], expected_ms: int) -> int:
    """A key frame's place near to the expected one, else that of the nearest picture."""
    near = [mark for mark in marks if mark.is_key and abs(mark.position_ms - expected_ms) <= STALL_MS]
    return min((mark.position_ms for mark in near or marks), key=lambda at: abs(at - expected_ms), default=expected_ms)
