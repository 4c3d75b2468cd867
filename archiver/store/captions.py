"""The SQL that tells which version of a spoken sentence is the last: the one that views, replays and searches show."""

from __future__ import annotations


def newer_caption(row: str) -> str:
    """A SELECT of the versions after that of the row of ``captions`` named ``row``; no rows: it is the last."""
    return f"""
    SELECT 1 FROM captions n
    WHERE n.session_id = {row}.session_id AND n.sentence_id = {row}.sentence_id AND n.language = {row}.language
        AND (n.sequence_id > {row}.sequence_id OR (n.sequence_id = {row}.sequence_id AND n.seq > {row}.seq))
""".strip()


def is_corrected(event: str) -> str:
    """A condition on a row of ``events``: it is a caption of which there is a later version."""
    return f"""
    {event}.kind = 'caption' AND EXISTS (
        SELECT 1 FROM captions c
        WHERE c.session_id = {event}.session_id AND c.seq = {event}.seq AND c.number = 1 AND c.sentence_id <> 0
            AND EXISTS ({newer_caption("c")}))
""".strip()
