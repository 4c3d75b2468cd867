"""Where a part begins in the one before it by their clocks, pure: a server that is connected to anew repeats media."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from archiver.align.runs import UNSAMPLED_ERROR_MS, Run, instant_in, position_at

#: Two connections may differ by this much in how long their media is on the way.
FAR_MS = 3_000


class Meeting(NamedTuple):
    """A place in an earlier part."""

    position_ms: int  #: negative: before it begins; larger than its length: behind its end
    kind: str  #: "sei": by the encoder's clock on both sides; "none": one has no samples; "arrival": anything else
    apart_ms: int = 0  #: where the sides are of two kinds, how far these may be apart

    @property
    def reach_ms(self) -> int:
        """How far off the place may be."""
        return UNSAMPLED_ERROR_MS if self.kind == "none" else max(FAR_MS, self.apart_ms)


def meet(earlier: Sequence[Run], later: Sequence[Run], position_ms: int) -> Meeting | None:
    """Where the earlier part shows the instant of a position of the later one; None without any media.

    Args:
        earlier: runs of one part.
        later: runs of the other.
        position_ms: in the later part.
    """
    at = instant_in(later, position_ms)
    place = None if at is None else position_at(earlier, at)
    if place is None:
        return None
    sides = earlier[-1], later[0]
    kinds = {run.kind for run in sides}
    apart_ms = max(run.error_ms for run in sides) if len(kinds) > 1 else 0
    return Meeting(place, "none" if "none" in kinds else "sei" if kinds == {"sei"} else "arrival", apart_ms)
