"""How many parts a stream that changes all the time may begin."""

from __future__ import annotations

#: So many at once, and one more for each so many tags.
CUT_BURST = 20
TAGS_PER_CUT = 500


class CutBudget:
    """Spent by cuts, earned by tags."""

    __slots__ = ("_allowed", "_tags", "refused")

    def __init__(self) -> None:
        self._allowed = float(CUT_BURST)
        self._tags = 0
        self.refused = 0

    def may_cut(self, tags: int) -> bool:
        """Spend one, where there is one; ``tags``: how many have come so far."""
        self._allowed = min(self._allowed + (tags - self._tags) / TAGS_PER_CUT, CUT_BURST)
        self._tags = tags
        if self._allowed < 1:
            self.refused += 1
            return False
        self._allowed -= 1
        return True
