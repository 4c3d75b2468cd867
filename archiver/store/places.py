"""The SQL by which a view finds the place of an instant in the video."""

from __future__ import annotations

# The piece that holds an instant is the last one that begins at or before it: one seek in uq_timeline_from.
_PIECE = """
LEFT JOIN timeline t ON t.session_id = {row}.session_id AND t.from_at = (
    SELECT max(p.from_at) FROM timeline p WHERE p.session_id = {row}.session_id AND p.from_at <= {row}.{at})
"""
_PLACE = """
    CASE WHEN t.segment IS NOT NULL
        THEN t.offset_ms + CASE t.in_gap WHEN 0 THEN {row}.{at} - t.from_at ELSE 0 END END AS offset_ms,
    t.segment,
    CASE WHEN t.segment IS NOT NULL
        THEN t.position_ms + CASE t.in_gap WHEN 0 THEN {row}.{at} - t.from_at ELSE 0 END END AS position_ms,
    coalesce(t.in_gap, 0) AS in_gap,
    coalesce(t.kind, 'none') AS sync_kind,
    t.error_ms
"""


def place(row: str, at: str = "at") -> str:
    """The columns that say where the instant ``row.at`` falls; ``piece`` has to be joined."""
    return _PLACE.format(row=row, at=at).strip()


def piece(row: str, at: str = "at") -> str:
    """The join of the timeline piece that holds the instant ``row.at``."""
    return _PIECE.format(row=row, at=at).strip()
