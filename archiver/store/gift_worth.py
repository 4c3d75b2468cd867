"""The SQL by which a gift that its messages did not describe gets name and worth from the platform's gift list.

Nothing is written into the rows of gifts: what the list says may come later than the gift, and be corrected.
"""

from __future__ import annotations

# The list as it was at that time; before we had one, the oldest there is.
_LISTED = """
(SELECT k.{column} FROM gift_catalogue k WHERE k.gift_id = {row}.gift_id AND k.since_at = coalesce(
    (SELECT max(n.since_at) FROM gift_catalogue n WHERE n.gift_id = {row}.gift_id AND n.since_at <= {at}),
    (SELECT min(n.since_at) FROM gift_catalogue n WHERE n.gift_id = {row}.gift_id)))
"""


def gift_name(row: str, at: str = "") -> str:
    """The name of the gift of ``row``; ``at`` is its instant, in a streak ``first_at``."""
    return f"CASE {row}.gift_name WHEN '' THEN coalesce({_listed('gift_name', row, at)}, '') ELSE {row}.gift_name END"


def diamond_count(row: str, at: str = "") -> str:
    """What one piece of the gift of ``row`` is worth, in diamonds; 0: nobody has said."""
    listed = _listed("diamond_count", row, at)
    return (
        f"CASE WHEN {row}.gift_name = '' AND {row}.diamond_count = 0 THEN coalesce({listed}, 0) "
        f"ELSE {row}.diamond_count END"
    )


def diamonds(streak: str) -> str:
    """What a whole row of ``gift_streaks`` is worth, in diamonds."""
    return f"{streak}.repeat_count * ({diamond_count(streak)})"


def _listed(column: str, row: str, at: str) -> str:
    return _LISTED.format(column=column, row=row, at=at or f"{row}.first_at").strip()
